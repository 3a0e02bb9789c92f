// Hvilke mål har ingen registrert ansvarlig?
// Which goals have nobody recorded as responsible?
//
// question nb: Hvilke mål følger intet registrert organ opp direkte, og hvor mange følger opp strategien eller planen
//   de er del av?
// question en: Which goals does no recorded body follow up directly, and how many follow up the strategy or plan that
//   they are part of?
// reading nb: Én rad per mål som intet organ følger opp direkte. «Gjennom planen» teller organene som følger opp
//   planen målet er del av: er også det null, er målet ikke forankret noe sted vi kjenner. «Etterlyst» er dem kilder
//   sier burde følge opp.
// reading en: One row per goal that no body follows up directly. "Through the plan" counts the bodies that follow up
//   the plan it is part of: if that is nought too, the goal is anchored nowhere that we know of. "Called for" are
//   those who should, say sources.
//
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column goal_id: node(Goal) | Mål (id) | Goal (id)
// column goal_name: text | Mål | Goal
// column level: level | Nivå | Level
// column part_of: list of text | Del av | Part of
// column through_plan: integer | Gjennom planen | Through the plan
// column called_for: list of text | Etterlyst | Called for
// column sources: list of text | Kilder | Sources
// key: goal_id
//
// see: goals-and-followers
// tags: strategy, goal, gap
// revision: 1

MATCH (goal:Goal)
WHERE NOT EXISTS { MATCH (goal)<-[:FOLLOWS_UP]-(:Body) }
RETURN goal.id AS goal_id,
       coalesce({en: goal.name_en}[$lang], goal.name) AS goal_name,
       goal.level AS level,
       COLLECT {
         MATCH (goal)-[:PART_OF]->(plan)
         RETURN DISTINCT coalesce({en: plan.name_en}[$lang], plan.name) AS plan
         ORDER BY plan
       } AS part_of,
       COUNT {
         MATCH (goal)-[:PART_OF]->(:Instrument)<-[:FOLLOWS_UP]-(body:Body)
         RETURN DISTINCT body
       } AS through_plan,
       COLLECT {
         MATCH (goal)<-[:CALLED_FOR {kind: 'FOLLOWS_UP'}]-(wanted:Body)
         RETURN DISTINCT coalesce({en: wanted.name_en}[$lang], wanted.name) AS wanted
         ORDER BY wanted
       } AS called_for,
       goal.sources AS sources
ORDER BY level, goal_id
