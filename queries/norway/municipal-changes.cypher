// Hvilke kommuner ble slått sammen eller delt?
// Which municipalities were merged or split?
//
// question nb: Hvilke kommuner gikk over i hvilke andre mellom to dager, begge medregnet?
// question en: Which municipalities went over into which others between two days, both included?
// reading nb: Én rad per overgang. Flere rader med samme «Ble til» er en sammenslåing, flere med samme «Fra» en
//   deling. «Rolle» sier hva som skjedde når kildene gjør det. En kommune som gikk inn i en som beholdt navnet, står
//   som fra den ene til den andre. Det kildene bare etterlyser, er ikke med.
// reading en: One row per transition. Several rows with the same "Became" are a merger, several with the same "From"
//   a split. "Role" tells what happened where the sources do. A municipality that went into one that kept its name
//   reads as from the one to the other. What sources only call for is left out.
//
// param first: date = 2018-01-01 | første dag | first day
// param last: date = 2024-12-31 | siste dag | last day
// param what: node(County) = agder-fylke | fylket kommunene hørte eller hører til; tomt for hele landet | the county
//   they belonged or belong to; empty for the whole country
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// order: first, last
// column from_id: node(Municipality) | Fra (id) | From (id)
// column from_name: text | Fra | From
// column to_id: node(Municipality) | Ble til (id) | Became (id)
// column to_name: text | Ble til | Became
// column since: edtf | Når | When
// column role: text | Rolle | Role
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: mergers-and-splits, municipal-numbers
// tags: municipality, time, succession, merger, norway
// revision: 1

MATCH (before:Municipality)-[succession:SUCCEEDED_BY]->(after:Municipality)
WHERE succession.from_earliest <= $last AND $first <= succession.from_latest
  AND ($what IS NULL
       OR EXISTS { MATCH (before)-[:PART_OF]->(:County {id: $what}) }
       OR EXISTS { MATCH (after)-[:PART_OF]->(:County {id: $what}) })
RETURN before.id AS from_id,
       coalesce({en: before.name_en}[$lang], before.name) AS from_name,
       after.id AS to_id,
       coalesce({en: after.name_en}[$lang], after.name) AS to_name,
       succession.valid_from AS since,
       coalesce({en: succession.role_en}[$lang], succession.role) AS role,
       succession.sources AS sources,
       succession.id AS edge
ORDER BY succession.from_earliest, to_id, from_id, edge
