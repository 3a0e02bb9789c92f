// Hvem sitter i organet?
// Who sits in the body?
//
// question nb: Hvem er medlem av eller representert i organet, programmet eller avtalen på en gitt dag?
// question en: Who is a member of or represented in the body, programme or agreement on a given day?
// reading nb: Én rad per plass; samme organ kan ha flere. «Som» er MEMBER_OF (er medlem) eller REPRESENTED_IN (har
//   plass, oppnevner eller observerer). «Gjaldt» er «possibly» når datoene i kildene er for grove til å si om det
//   gjaldt den dagen. Det kildene bare etterlyser, er ikke med.
// reading en: One row per seat; one body may have several. "As" is MEMBER_OF or REPRESENTED_IN (holds a seat, names
//   people or observes). "Held" is "possibly" where the dates in the sources are too rough to tell whether it held on
//   the day. What sources only call for is left out.
//
// param what: node(Body, Programme, Agreement) = digi-agder | organet, programmet eller avtalen det gjelder | the
//   body, programme or agreement in question
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column kind: edge kind | Som | As
// column from_id: node(Body) | Hvem (id) | Who (id)
// column from_name: text | Hvem | Who
// column level: level | Nivå | Level
// column role: text | Rolle | Role
// column since: edtf | Fra | From
// column until: edtf | Til og med | Until
// column held: choice(yes, possibly) | Gjaldt | Held
// column confidence: choice(stated, inferred) | Sikkerhet | Confidence
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: double-seats, former-members, observers, who-speaks-for-whom
// tags: voice, representation, member, seat, day
// revision: 1

OPTIONAL MATCH (body:Body {id: $what})
OPTIONAL MATCH (instrument:Instrument {id: $what})
WITH coalesce(body, instrument) AS body
MATCH (body)<-[seat:MEMBER_OF|REPRESENTED_IN]-(seated:Body)
WHERE coalesce(seat.from_earliest <= $day, true) AND coalesce($day < seat.to_latest, true)
RETURN type(seat) AS kind,
       seated.id AS from_id,
       coalesce({en: seated.name_en}[$lang], seated.name) AS from_name,
       seated.level AS level,
       coalesce({en: seat.role_en}[$lang], seat.role) AS role,
       seat.valid_from AS since,
       seat.valid_to AS until,
       CASE WHEN coalesce(seat.from_latest <= $day, true) AND coalesce($day < seat.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       seat.confidence AS confidence,
       seat.sources AS sources,
       seat.id AS edge
ORDER BY kind DESC, level, from_id, edge
