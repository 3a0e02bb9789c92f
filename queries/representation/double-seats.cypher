// Hvem har plass både selv og gjennom andre?
// Who has a seat both itself and through others?
//
// question nb: Hvilke organer har en egen plass i et organ der også et samarbeid de er medlem av, har plass?
// question en: Which bodies have a seat of their own in a body where a cooperation that they are a member of has a
//   seat as well?
// reading nb: Én rad per egen plass og plass gjennom et samarbeid. Bare REPRESENTED_IN regnes som plass; bare
//   medlemskap gjør ikke doble plasser. «Gjaldt» er «possibly» når datoene i kildene er for grove til å si om det
//   gjaldt den dagen. Det kildene bare etterlyser, er ikke med.
// reading en: One row per own seat and seat through a cooperation. Only REPRESENTED_IN counts as a seat; plain
//   membership does not double it. "Held" is "possibly" where the dates in the sources are too rough to tell whether
//   it held on the day. What sources only call for is left out.
//
// param day: date = last described | dagen det gjelder | the day in question
// param level: level = null | nivået til organet med plassene; tomt for alle | the level of the body with the seats;
//   empty for all
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column seated_id: node(Body) | Hvem (id) | Who (id)
// column seated_name: text | Hvem | Who
// column body_id: node | I (id) | In (id)
// column body_name: text | I | In
// column through_name: text | Også gjennom | Also through
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// column own_seat: edge | Egen plass | Own seat
// column other_seat: edge | Plass gjennom andre | Seat through others
// column membership: edge | Medlemskapet | The membership
// key: own_seat, other_seat, membership
//
// see: who-leads-what, who-sits-in
// tags: voice, representation, seat, day
// revision: 1

MATCH (seated:Body)-[own:REPRESENTED_IN]->(body)
WHERE ($level IS NULL OR body.level = $level)
  AND coalesce(own.from_earliest <= $day, true) AND coalesce($day < own.to_latest, true)
MATCH (seated)-[membership:MEMBER_OF]->(through:Body)
WHERE coalesce(membership.from_earliest <= $day, true) AND coalesce($day < membership.to_latest, true)
MATCH (through)-[other:REPRESENTED_IN]->(body)
WHERE coalesce(other.from_earliest <= $day, true) AND coalesce($day < other.to_latest, true)
RETURN seated.id AS seated_id,
       coalesce({en: seated.name_en}[$lang], seated.name) AS seated_name,
       body.id AS body_id,
       coalesce({en: body.name_en}[$lang], body.name) AS body_name,
       coalesce({en: through.name_en}[$lang], through.name) AS through_name,
       CASE WHEN coalesce(own.from_latest <= $day, true) AND coalesce($day < own.to_earliest, true)
             AND coalesce(membership.from_latest <= $day, true) AND coalesce($day < membership.to_earliest, true)
             AND coalesce(other.from_latest <= $day, true) AND coalesce($day < other.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       own.sources + [source IN other.sources WHERE NOT source IN own.sources] AS sources,
       own.id AS own_seat,
       other.id AS other_seat,
       membership.id AS membership
ORDER BY body_id, seated_id, own_seat, other_seat, membership
