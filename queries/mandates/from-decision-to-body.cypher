// Hvordan førte et vedtak fram til et organ?
// How did a decision lead to a body?
//
// question nb: Hvilke vedtak, opprettelser, oppfølginger og mandater ligger mellom vedtaket og organet?
// question en: Which decisions, foundings, follow-ups and mandates lie between the decision and the body?
// reading nb: Én rad per ledd, det eldste først; ledd uten dato står sist. Et ledd er med når det ligger på en vei
//   fra vedtaket til organet på høyst fire ledd, som bare går gjennom organer og vedtak. Les hver rad fra «Hvem» til
//   «Med». Det kildene bare etterlyser, er ikke med.
// reading en: One row per step, the oldest first; steps without a date come last. A step is shown if it lies on a way
//   from the decision to the body of at most four steps that goes through bodies and decisions only. Read each row
//   from "Who" to "With". What sources only call for is left out.
//
// param decision: node(Decision) = kdk-intensjon-2019 | vedtaket det begynte med | the decision it began with
// param body: node(Body) = digi-agder | organet det gjelder | the body in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column since: edtf | Fra | From
// column from_id: node | Hvem (id) | Who (id)
// column from_name: text | Hvem | Who
// column kind: edge kind | Gjorde hva | Did what
// column to_id: node | Med (id) | With (id)
// column to_name: text | Med | With
// column role: text | Rolle | Role
// column confidence: choice(stated, inferred) | Sikkerhet | Confidence
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// growth: the number of ways of at most four steps between the two; their ends are fixed, so it depends on what
//   stands between them
// see: decisions-and-effects, decisions-in-order
// tags: decision, origin, path
// revision: 1

MATCH way = (decision:Decision {id: $decision})-[:ESTABLISHED|MANDATES|FOLLOWS_UP|STEERS*1..4]-(body:Body {id: $body})
WHERE all(node IN nodes(way) WHERE node:Body OR node:Decision)
UNWIND relationships(way) AS step
WITH DISTINCT step
WITH step, startNode(step) AS from, endNode(step) AS to
RETURN step.valid_from AS since,
       from.id AS from_id,
       coalesce({en: from.name_en}[$lang], from.name) AS from_name,
       type(step) AS kind,
       to.id AS to_id,
       coalesce({en: to.name_en}[$lang], to.name) AS to_name,
       coalesce({en: step.role_en}[$lang], step.role) AS role,
       step.confidence AS confidence,
       step.sources AS sources,
       step.id AS edge
// A season stands where its first month does: 2021-21 is spring, and comes before 2021-06.
ORDER BY CASE WHEN since =~ '[0-9]{4}-2[1-4]'
              THEN left(since, 5) + ['03', '06', '09', '12'][toInteger(right(since, 2)) - 21]
              ELSE since END, edge
