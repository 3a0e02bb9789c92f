// Hvilke mål har planen, og hvem følger dem opp?
// Which goals does the plan have, and who follows them up?
//
// question nb: Hvilke mål er del av strategien eller planen, og hvilke organer, vedtak og planer er registrert som
//   oppfølgere av hvert mål?
// question en: Which goals are part of the strategy or plan, and which bodies, decisions and plans are recorded as
//   following up each?
// reading nb: Én rad per mål. Tom «Følges opp av» betyr at ingen er registrert, ikke at ingen gjør det. Det kildene
//   bare etterlyser, er ikke med.
// reading en: One row per goal. An empty "Followed up by" means that nobody is recorded, not that nobody does it.
//   What sources only call for is left out.
//
// param what: node(Instrument) = regionplan-agder-2030 | strategien eller planen | the strategy or plan
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column goal_id: node(Goal) | Mål (id) | Goal (id)
// column goal_name: text | Mål | Goal
// column role: text | Rolle | Role
// column followers: list of text | Følges opp av | Followed up by
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: goals-without-body
// tags: strategy, goal, follow-up
// revision: 1

MATCH (instrument:Instrument {id: $what})<-[part:PART_OF]-(goal:Goal)
RETURN goal.id AS goal_id,
       coalesce({en: goal.name_en}[$lang], goal.name) AS goal_name,
       coalesce({en: part.role_en}[$lang], part.role) AS role,
       COLLECT {
         MATCH (goal)<-[:FOLLOWS_UP]-(follower)
         RETURN DISTINCT coalesce({en: follower.name_en}[$lang], follower.name) AS follower
         ORDER BY follower
       } AS followers,
       part.sources AS sources,
       part.id AS edge
ORDER BY goal_id, edge
