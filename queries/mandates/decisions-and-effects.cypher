// Hvilke vedtak har et organ gjort, og hva fulgte av dem?
// Which decisions did a body take, and what came of them?
//
// question nb: Hvilke vedtak har organet gjort, og hvem fikk mandat fra dem eller følger dem opp?
// question en: Which decisions did the body take, and who got a mandate from them or follows them up?
// reading nb: Én rad per virkning, vedtakene i rekkefølge. Et vedtak uten registrert virkning har én rad med tomme
//   felt: det betyr at kildene ikke nevner noen. Det kildene bare etterlyser, er ikke med.
// reading en: One row per effect, the decisions in order. A decision without a recorded effect has one row with empty
//   cells: that means that the sources mention none. What sources only call for is left out.
//
// param what: node(Body) = kdk-agder | organet det gjelder | the body in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column decision_id: node(Decision) | Vedtak (id) | Decision (id)
// column decision_name: text | Vedtak | Decision
// column decided: edtf | Vedtatt | Decided
// column effect: edge kind | Virkning | Effect
// column other_id: node | For (id) | For (id)
// column other_name: text | For | For
// column role: text | Rolle | Role
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: decision_id, edge
//
// see: decisions-in-order, from-decision-to-body
// tags: decision, mandate, origin
// revision: 1

MATCH (body:Body {id: $what})-[adoption:ESTABLISHED]->(decision:Decision)
OPTIONAL MATCH (decision)-[effect:MANDATES|FOLLOWS_UP]-(other)
WHERE type(effect) = 'MANDATES' OR endNode(effect) = decision
RETURN decision.id AS decision_id,
       coalesce({en: decision.name_en}[$lang], decision.name) AS decision_name,
       decision.valid_from AS decided,
       type(effect) AS effect,
       other.id AS other_id,
       coalesce({en: other.name_en}[$lang], other.name) AS other_name,
       coalesce({en: effect.role_en}[$lang], effect.role) AS role,
       coalesce(effect.sources, adoption.sources) AS sources,
       coalesce(effect.id, adoption.id) AS edge
ORDER BY decision.from_earliest, decision_id, edge
