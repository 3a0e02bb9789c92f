// Hva begynte i perioden?
// What began in the period?
//
// question nb: Hvilke organer, dokumenter og steder begynte, eller kan ha begynt, mellom to dager, begge medregnet?
// question en: Which bodies, documents and places began, or may have begun, between two days, both included?
// reading nb: Én rad per organ, dokument eller sted. «I perioden» er «yes» når starten sikkert ligger der, «possibly»
//   når datoen er grovere enn perioden. Det som ikke har noen startdato, er ikke med.
// reading en: One row per body, document or place. "In the period" is "yes" where the start certainly lies there,
//   "possibly" where its date is rougher than the period. What has no date of start is left out.
//
// param first: date = 2021-01-01 | første dag | first day
// param last: date = 2021-12-31 | siste dag | last day
// param level: level = null | nivået det gjelder; tomt for alle | the level in question; empty for all
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// order: first, last
// column since: edtf | Fra | From
// column kind: kind | Slag | Kind
// column node_id: node | Hva (id) | What (id)
// column node_name: text | Hva | What
// column in_period: choice(yes, possibly) | I perioden | In the period
// column sources: list of text | Kilder | Sources
// key: node_id
//
// see: in-force-on, ties-that-changed, what-ended
// tags: time, change
// revision: 1

MATCH (node:Body|Instrument|Place)
WHERE ($level IS NULL OR node.level = $level)
  AND node.from_earliest <= $last AND $first <= node.from_latest
RETURN node.valid_from AS since,
       node.kind AS kind,
       node.id AS node_id,
       coalesce({en: node.name_en}[$lang], node.name) AS node_name,
       CASE WHEN $first <= node.from_earliest AND node.from_latest <= $last THEN 'yes' ELSE 'possibly' END AS in_period,
       node.sources AS sources
ORDER BY node.from_earliest, node_id
