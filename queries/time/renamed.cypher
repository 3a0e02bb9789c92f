// Hva har skiftet navn?
// What has changed its name?
//
// question nb: Hvilke organer, dokumenter og steder har hatt mer enn ett datert navn?
// question en: Which bodies, documents and places have had more than one dated name?
// reading nb: Én rad per organ, dokument eller sted, med navnene i rekkefølge. Datoene er slik kildene skriver dem:
//   «2021-23» er høsten 2021. «…» betyr at kildene ikke oppgir datoen. Samiske og kvenske navn er ikke med.
// reading en: One row per body, document or place, with the names in order. Dates are as the sources write them:
//   "2021-23" is autumn 2021. "…" means that the sources give no date. Sámi and Kven names are left out.
//
// param level: level = null | nivået det gjelder; tomt for alle | the level in question; empty for all
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column node_id: node | Hva (id) | What (id)
// column node_name: text | Navn nå | Name now
// column level: level | Nivå | Level
// column names: list of text | Navn gjennom tiden | Names through time
// column sources: list of text | Kilder | Sources
// key: node_id
//
// see: find-body, names-of
// tags: time, name
// revision: 1

MATCH (node:Body|Instrument|Place)
WHERE $level IS NULL OR node.level = $level
WITH node,
     [place IN range(0, size(coalesce(node.names, [])) - 1)
      WHERE node.names_language[place] = '' AND node.names_from[place] + node.names_to[place] <> ''
      | place] AS dated
WHERE size(dated) > 1
RETURN node.id AS node_id,
       coalesce({en: node.name_en}[$lang], node.name) AS node_name,
       node.level AS level,
       [place IN dated
        | node.names[place] + ' (' + coalesce(nullIf(node.names_from[place], ''), '…')
          + ' – ' + coalesce(nullIf(node.names_to[place], ''), '…') + ')'] AS names,
       node.sources AS sources
ORDER BY level, node_id
