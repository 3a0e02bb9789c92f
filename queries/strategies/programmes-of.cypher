// Hvilke satsinger og programmer har organet hatt?
// Which programmes and projects has the body had?
//
// question nb: Hvilke programmer og prosjekter er del av organet, eller opprettet, styrt, ledet, eid eller betalt av
//   det, og når?
// question en: Which programmes and projects are part of the body, or established, steered, led, owned or paid for by
//   it, and when?
// reading nb: Én rad per program og forbindelse, det eldste programmet først; også de avsluttede. «Ble til» er det
//   programmet ble videreført i. Det kildene bare etterlyser, er ikke med.
// reading en: One row per programme and tie, the oldest programme first; those that have ended are included. "Became"
//   is what carried the programme on. What sources only call for is left out.
//
// param what: node(Body) = rkg-e-helse-agder | organet det gjelder | the body in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column programme_id: node(Programme) | Program (id) | Programme (id)
// column programme_name: text | Program | Programme
// column kind: edge kind | Forbindelse | Tie
// column role: text | Rolle | Role
// column since: edtf | Programmet fra | Programme from
// column until: edtf | Programmet til og med | Programme until
// column became: list of text | Ble til | Became
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: money-on-day
// tags: programme, time, succession
// revision: 1

MATCH (body:Body {id: $what})
MATCH (body)-[tie:PART_OF|ESTABLISHED|STEERS|LEADS|OWNS|FUNDS]-(programme:Programme)
WHERE type(tie) <> 'PART_OF' OR endNode(tie) = body
RETURN programme.id AS programme_id,
       coalesce({en: programme.name_en}[$lang], programme.name) AS programme_name,
       type(tie) AS kind,
       coalesce({en: tie.role_en}[$lang], tie.role) AS role,
       programme.valid_from AS since,
       programme.valid_to AS until,
       COLLECT {
         MATCH (programme)-[:SUCCEEDED_BY]->(next)
         RETURN DISTINCT coalesce({en: next.name_en}[$lang], next.name) AS next
         ORDER BY next
       } AS became,
       tie.sources AS sources,
       tie.id AS edge
ORDER BY programme.from_earliest, programme_id, kind, edge
