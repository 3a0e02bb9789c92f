// Hva har et organ opprettet eller vedtatt?
// What has a body established or adopted?
//
// question nb: Hvilke organer, strategier, planer og vedtak har organet stått bak, og når?
// question en: Which bodies, strategies, plans and decisions did the body bring about, and when?
// reading nb: Én rad per opprettelse eller vedtak, det eldste først. Tom «Fra» betyr at kildene ikke oppgir noen
//   dato. Det kildene bare etterlyser, er ikke med.
// reading en: One row per founding or adoption, the oldest first. An empty "From" means that the sources give no
//   date. What sources only call for is left out.
//
// param what: node(Body) = kdk-agder | organet det gjelder | the body in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column to_id: node | Opprettet (id) | Established (id)
// column to_name: text | Opprettet | Established
// column kind: kind | Slag | Kind
// column since: edtf | Fra | From
// column role: text | Rolle | Role
// column confidence: choice(stated, inferred) | Sikkerhet | Confidence
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: who-established
// tags: origin, decision
// revision: 1

MATCH (body:Body {id: $what})-[founding:ESTABLISHED]->(founded)
RETURN founded.id AS to_id,
       coalesce({en: founded.name_en}[$lang], founded.name) AS to_name,
       founded.kind AS kind,
       founding.valid_from AS since,
       coalesce({en: founding.role_en}[$lang], founding.role) AS role,
       founding.confidence AS confidence,
       founding.sources AS sources,
       founding.id AS edge
// A season stands where its first month does: 2021-21 is spring, and comes before 2021-06.
ORDER BY CASE WHEN since =~ '[0-9]{4}-2[1-4]'
              THEN left(since, 5) + ['03', '06', '09', '12'][toInteger(right(since, 2)) - 21]
              ELSE since END, edge
