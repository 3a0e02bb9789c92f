// Hva er etterlyst, og hva finnes?
// What is called for, and what is there?
//
// question nb: Hvilke forbindelser sier kildene bare at burde finnes, og hva er registrert mellom de samme to?
// question en: Which ties do sources only say should exist, and what is recorded between the same two?
// reading nb: Én rad per etterlysning. «Registrert» er det som finnes mellom de samme to, uansett slag og retning;
//   tomt betyr at ingenting er registrert. En etterlysning telles aldri som en forbindelse.
// reading en: One row per call. "Recorded" is what there is between the same two, of any kind and direction; empty
//   means that nothing is recorded. A call never counts as a tie.
//
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column from_id: node | Fra (id) | From (id)
// column from_name: text | Fra | From
// column kind: edge kind | Slag | Kind
// column to_id: node | Til (id) | To (id)
// column to_name: text | Til | To
// column role: text | Rolle | Role
// column recorded: list of edge kind | Registrert | Recorded
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: conflicting, missing-links, national-bodies-without-regional-seat, networks-without-national-seat
// tags: called-for, gap
// revision: 1

MATCH (from:Body|Instrument|Place)-[wanted:CALLED_FOR]->(to)
RETURN from.id AS from_id,
       coalesce({en: from.name_en}[$lang], from.name) AS from_name,
       wanted.kind AS kind,
       to.id AS to_id,
       coalesce({en: to.name_en}[$lang], to.name) AS to_name,
       coalesce({en: wanted.role_en}[$lang], wanted.role) AS role,
       COLLECT {
         MATCH (from)-[tie {status: 'recorded'}]-(to)
         RETURN DISTINCT type(tie) AS kind
         ORDER BY kind
       } AS recorded,
       wanted.sources AS sources,
       wanted.id AS edge
ORDER BY kind, to_id, from_id, edge
