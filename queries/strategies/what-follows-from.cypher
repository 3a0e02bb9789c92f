// Hva følger av strategien eller planen?
// What follows from the strategy or plan?
//
// question nb: Hvilke organer, planer og programmer følger opp strategien, planen eller vedtaket, direkte eller
//   gjennom noe annet?
// question en: Which bodies, plans and programmes follow up the strategy, plan or decision, directly or through
//   something else?
// reading nb: Én rad per vei, på høyst fire ledd av FOLLOWS_UP (følger opp); «Gjennom» er det som ligger mellom. Også
//   det som er avsluttet, er med. Det kildene bare etterlyser, er ikke med.
// reading en: One row per way, of at most four steps of FOLLOWS_UP; "Through" is what lies between. What has ended is
//   included. What sources only call for is left out.
//
// param what: node(Instrument) = en-digital-offentlig-sektor | strategien, planen eller vedtaket | the strategy, plan
//   or decision
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column steps: integer | Ledd | Steps
// column level: level | Nivå | Level
// column from_id: node | Følges opp av (id) | Followed up by (id)
// column from_name: text | Følges opp av | Followed up by
// column through: list of text | Gjennom | Through
// column role: text | Rolle | Role
// column since: edtf | Fra | From
// column until: edtf | Til og med | Until
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// column way: list of edge | Veien | The way
// key: way
//
// growth: the number of ways of follow-up within four steps
// see: strategies-without-follow-up, what-body-follows, who-follows-up
// tags: strategy, follow-up, path
// revision: 1

MATCH path = (instrument:Instrument {id: $what})<-[:FOLLOWS_UP*1..4]-(follower)
WITH path, follower, relationships(path)[-1] AS last
RETURN length(path) AS steps,
       follower.level AS level,
       follower.id AS from_id,
       coalesce({en: follower.name_en}[$lang], follower.name) AS from_name,
       [node IN nodes(path)[1..-1] | coalesce({en: node.name_en}[$lang], node.name)] AS through,
       coalesce({en: last.role_en}[$lang], last.role) AS role,
       last.valid_from AS since,
       last.valid_to AS until,
       last.sources AS sources,
       last.id AS edge,
       [tie IN relationships(path) | tie.id] AS way
ORDER BY steps, level, from_id, way
