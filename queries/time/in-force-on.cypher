// Hva fantes på en gitt dag?
// What was in force on a given day?
//
// question nb: Hvilke organer, strategier, planer, vedtak og steder på et nivå fantes eller gjaldt på en gitt dag?
// question en: Which bodies, strategies, plans, decisions and places at a level existed or were in force on a given
//   day?
// reading nb: Én rad per organ, dokument eller sted. «Andre navn» er tidligere navn og andre navn det er kjent under;
//   spør «names-of» om når. Tom «Til og med» betyr at ingen slutt er kjent. «Gjaldt» er «possibly» når datoene i
//   kildene er for grove til å si om det gjaldt den dagen.
// reading en: One row per body, document or place. "Other names" are former names and others it goes by; ask
//   "names-of" for when. An empty "Until" means that no end is known. "Held" is "possibly" where the dates in the
//   sources are too rough to tell whether it held on the day.
//
// param day: date = last described | dagen det gjelder | the day in question
// param level: level = regional | nivået det gjelder; tomt for alle | the level in question; empty for all
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column kind: kind | Slag | Kind
// column node_id: node | Hva (id) | What (id)
// column node_name: text | Hva | What
// column other_names: list of text | Andre navn | Other names
// column since: edtf | Fra | From
// column until: edtf | Til og med | Until
// column held: choice(yes, possibly) | Gjaldt | Held
// column confidence: choice(stated, inferred) | Sikkerhet | Confidence
// column sources: list of text | Kilder | Sources
// key: node_id
//
// see: what-began
// tags: time, overview, day
// revision: 1

MATCH (node:Body|Instrument|Place)
WHERE ($level IS NULL OR node.level = $level)
  AND coalesce(node.from_earliest <= $day, true) AND coalesce($day < node.to_latest, true)
RETURN node.kind AS kind,
       node.id AS node_id,
       coalesce({en: node.name_en}[$lang], node.name) AS node_name,
       [name IN coalesce(node.names, []) WHERE name <> node.name] AS other_names,
       node.valid_from AS since,
       node.valid_to AS until,
       CASE WHEN coalesce(node.from_latest <= $day, true) AND coalesce($day < node.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       node.confidence AS confidence,
       node.sources AS sources
ORDER BY kind, node_id
