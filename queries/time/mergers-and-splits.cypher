// Hva ble slått sammen eller delt?
// What was merged or split?
//
// question nb: Hvilke organer, dokumenter og steder av et slag har flere forgjengere eller flere etterfølgere?
// question en: Which bodies, documents and places of a kind have several predecessors or several successors?
// reading nb: Én rad per sammenslåing («merged»: flere gikk inn i det) og per deling («split»: det gikk over i
//   flere). «Når» er datoene kildene oppgir. Det kildene bare etterlyser, er ikke med.
// reading en: One row per merger ("merged": several went into it) and per split ("split": it went into several).
//   "When" gives the dates in the sources. What sources only call for is left out.
//
// param kinds: list of kind = CountyAuthority, County, HealthTrust, StateBody, Network, Programme, RegionalCouncil,
//   IntermunicipalCooperation | slagene det gjelder | the kinds in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column event: choice(merged, split) | Hendelse | Event
// column node_id: node | Hva (id) | What (id)
// column node_name: text | Hva | What
// column others: list of text | Fra eller til | From or to
// column dates: list of edtf | Når | When
// column edges: list of edge | Opplysninger | Statements
// key: event, node_id
//
// see: municipal-changes, municipal-numbers
// tags: time, succession, merger
// revision: 1

MATCH (node:Body|Instrument|Place)
WHERE node.kind IN $kinds
MATCH (node)-[succession:SUCCEEDED_BY]-(other)
WITH node, succession, other,
     CASE WHEN endNode(succession) = node THEN 'merged' ELSE 'split' END AS event
ORDER BY other.id, succession.id
WITH node, event,
     collect(DISTINCT coalesce({en: other.name_en}[$lang], other.name)) AS others,
     collect(DISTINCT succession.valid_from) AS dates,
     collect(succession.id) AS edges
WHERE size(others) > 1
RETURN event,
       node.id AS node_id,
       coalesce({en: node.name_en}[$lang], node.name) AS node_name,
       others,
       dates,
       edges
ORDER BY event, node_id
