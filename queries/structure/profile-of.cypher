// Hva er alt som er registrert om organets forbindelser, til alle tider?
// What is everything recorded of the body's ties, at all times?
//
// question nb: Hvilke forbindelser har eller har hatt organet, fra den første til den siste?
// question en: Which ties has the body, or has it had, from the first to the last?
// reading nb: Én rad per forbindelse, i den rekkefølgen de tidligst kan ha begynt. Tom «Fra» eller «Til og med» betyr
//   at kildene ikke oppgir noen dato. Det kildene bare etterlyser, er ikke med.
// reading en: One row per tie, in the order in which they can have begun at the earliest. An empty "From" or "Until"
//   means that the sources give no date. What sources only call for is left out.
//
// param what: node(Body) = digi-agder | organet det gjelder | the body in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column since: edtf | Fra | From
// column until: edtf | Til og med | Until
// column kind: edge kind | Slag | Kind
// column direction: choice(out, in) | Retning | Direction
// column other_id: node | Med (id) | With (id)
// column other_name: text | Med | With
// column role: text | Rolle | Role
// column confidence: choice(stated, inferred) | Sikkerhet | Confidence
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: all-ties-of, timeline-of
// tags: overview, time
// revision: 1

MATCH (body:Body {id: $what})-[tie {status: 'recorded'}]-(other)
RETURN tie.valid_from AS since,
       tie.valid_to AS until,
       type(tie) AS kind,
       CASE WHEN startNode(tie) = body THEN 'out' ELSE 'in' END AS direction,
       other.id AS other_id,
       coalesce({en: other.name_en}[$lang], other.name) AS other_name,
       coalesce({en: tie.role_en}[$lang], tie.role) AS role,
       tie.confidence AS confidence,
       tie.sources AS sources,
       tie.id AS edge
ORDER BY tie.from_earliest, edge
