// Hvem er observatør hvor?
// Who observes where?
//
// question nb: Hvilke organer sitter som observatører, med eller uten talerett, i hvilke organer på en gitt dag?
// question en: Which bodies sit as observers, with or without the right to speak, in which bodies on a given day?
// reading nb: Én rad per plass som en kilde kaller observatør, eller der den bare nevner talerett. En observatør er
//   ikke medlem. «Gjaldt» er «possibly» når datoene i kildene er for grove til å si om det gjaldt den dagen. Det
//   kildene bare etterlyser, er ikke med.
// reading en: One row per seat that a source calls observer, or for which it only names the right to speak. An
//   observer is no member. "Held" is "possibly" where the dates in the sources are too rough to tell whether it held
//   on the day. What sources only call for is left out.
//
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column from_id: node(Body) | Observatør (id) | Observer (id)
// column from_name: text | Observatør | Observer
// column body_id: node | I (id) | In (id)
// column body_name: text | I | In
// column role: text | Rolle | Role
// column since: edtf | Fra | From
// column until: edtf | Til og med | Until
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: who-sits-in
// tags: voice, representation, observer, day
// revision: 1

MATCH (observer:Body)-[seat:REPRESENTED_IN]->(body)
WHERE (toLower(seat.role) CONTAINS 'observ' OR toLower(seat.role) CONTAINS 'talerett'
       OR toLower(seat.role) CONTAINS 'tale- og')
  AND coalesce(seat.from_earliest <= $day, true) AND coalesce($day < seat.to_latest, true)
RETURN observer.id AS from_id,
       coalesce({en: observer.name_en}[$lang], observer.name) AS from_name,
       body.id AS body_id,
       coalesce({en: body.name_en}[$lang], body.name) AS body_name,
       coalesce({en: seat.role_en}[$lang], seat.role) AS role,
       seat.valid_from AS since,
       seat.valid_to AS until,
       CASE WHEN coalesce(seat.from_latest <= $day, true) AND coalesce($day < seat.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       seat.sources AS sources,
       seat.id AS edge
ORDER BY body_id, from_id, edge
