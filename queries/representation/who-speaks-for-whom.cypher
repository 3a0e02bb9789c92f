// Hvem taler for hvilke kommuner i organet?
// Who speaks for which municipalities in the body?
//
// question nb: Hvem har plass i organet på en gitt dag, og hvilke kommuner er medlem av den som har plassen?
// question en: Who holds a seat in the body on a given day, and which municipalities are members of the one who holds
//   it?
// reading nb: Én rad per plass. «Taler for» er kommunene plassen kan tale for: kommunen selv, eller medlemmene av
//   samarbeidet; tomt betyr at ingen kommuner er registrert bak plassen. En kommune som bare muligens var medlem, er
//   med og har «?» etter navnet. «Gjaldt» er «possibly» når datoene i kildene er for grove til å si om det gjaldt den
//   dagen. Det kildene bare etterlyser, er ikke med.
// reading en: One row per seat. "Speaks for" names the municipalities it can speak for: the municipality itself, or
//   the members of the cooperation; empty means that none are recorded behind it. A municipality that only possibly
//   was a member is included, with "?" after its name. "Held" is "possibly" where the dates in the sources are too
//   rough to tell whether it held on the day. What sources only call for is left out.
//
// param what: node(Body, Programme) = felles-regional-styringsgruppe-e-helse | organet eller programmet det gjelder |
//   the body or programme in question
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column seat_id: node(Body) | Plassen har (id) | Seat held by (id)
// column seat_name: text | Plassen har | Seat held by
// column role: text | Rolle | Role
// column held: choice(yes, possibly) | Gjaldt | Held
// column municipalities: integer | Kommuner | Municipalities
// column speaks_for: list of text | Taler for | Speaks for
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: former-members, seats-of-municipality, who-sits-in
// tags: voice, representation, municipality, region, day
// revision: 2

OPTIONAL MATCH (body:Body {id: $what})
OPTIONAL MATCH (instrument:Instrument {id: $what})
WITH coalesce(body, instrument) AS body
MATCH (body)<-[seat:REPRESENTED_IN]-(seated:Body)
WHERE coalesce(seat.from_earliest <= $day, true) AND coalesce($day < seat.to_latest, true)
WITH seated, seat,
     CASE WHEN seated:Municipality THEN [coalesce({en: seated.name_en}[$lang], seated.name)]
          ELSE COLLECT {
            MATCH (seated)<-[membership:MEMBER_OF]-(municipality:Municipality)
            WHERE coalesce(membership.from_earliest <= $day, true) AND coalesce($day < membership.to_latest, true)
            WITH coalesce({en: municipality.name_en}[$lang], municipality.name) AS name,
                 min(CASE WHEN coalesce(membership.from_latest <= $day, true)
                           AND coalesce($day < membership.to_earliest, true)
                          THEN '' ELSE ' ?' END) AS doubt
            RETURN name + doubt AS name
            ORDER BY name
          }
     END AS speaks_for
RETURN seated.id AS seat_id,
       coalesce({en: seated.name_en}[$lang], seated.name) AS seat_name,
       coalesce({en: seat.role_en}[$lang], seat.role) AS role,
       CASE WHEN coalesce(seat.from_latest <= $day, true) AND coalesce($day < seat.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       size(speaks_for) AS municipalities,
       speaks_for,
       seat.sources AS sources,
       seat.id AS edge
ORDER BY seat_id, edge
