// Hva sluttet i perioden?
// What ended in the period?
//
// question nb: Hvilke organer, dokumenter og steder hadde, eller kan ha hatt, sin siste dag mellom to dager, begge
//   medregnet, og hva kom etter?
// question en: Which bodies, documents and places had, or may have had, their last day between two days, both
//   included, and what came after?
// reading nb: Én rad per organ, dokument eller sted. «I perioden» er «yes» når siste dag sikkert ligger der,
//   «possibly» når datoen er grovere enn perioden. «Etter» er det som tok over; tomt betyr at kildene ikke sier det.
// reading en: One row per body, document or place. "In the period" is "yes" where the last day certainly lies there,
//   "possibly" where its date is rougher than the period. "After it" is what took over; empty means that the sources
//   do not say.
//
// param first: date = 2019-01-01 | første dag | first day
// param last: date = 2019-12-31 | siste dag | last day
// param level: level = null | nivået det gjelder; tomt for alle | the level in question; empty for all
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// order: first, last
// column until: edtf | Til og med | Until
// column kind: kind | Slag | Kind
// column node_id: node | Hva (id) | What (id)
// column node_name: text | Hva | What
// column in_period: choice(yes, possibly) | I perioden | In the period
// column after_it: list of text | Etter | After it
// column sources: list of text | Kilder | Sources
// key: node_id
//
// see: what-began
// tags: time, change, succession
// revision: 1

MATCH (node:Body|Instrument|Place)
WHERE ($level IS NULL OR node.level = $level)
  AND node.to_earliest <= $last + duration({days: 1}) AND $first < node.to_latest
RETURN node.valid_to AS until,
       node.kind AS kind,
       node.id AS node_id,
       coalesce({en: node.name_en}[$lang], node.name) AS node_name,
       CASE WHEN $first < node.to_earliest AND node.to_latest <= $last + duration({days: 1})
            THEN 'yes' ELSE 'possibly' END AS in_period,
       COLLECT {
         MATCH (node)-[:SUCCEEDED_BY]->(next)
         RETURN DISTINCT coalesce({en: next.name_en}[$lang], next.name) AS next
         ORDER BY next
       } AS after_it,
       node.sources AS sources
ORDER BY node.to_latest, node_id
