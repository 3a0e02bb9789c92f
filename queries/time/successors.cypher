// Hva kom etter?
// What came after?
//
// question nb: Hva ble organet, dokumentet eller stedet etterfulgt av, ledd for ledd, og hvorfor?
// question en: What succeeded the body, document or place, step by step, and why?
// reading nb: Én rad per etterfølger og vei, på høyst seks ledd. Flere rader i første ledd betyr deling, eller at
//   bare deler gikk videre: «Rolle» sier hva. Det kildene bare etterlyser, er ikke med.
// reading en: One row per successor and way, of at most six steps. Several rows in the first step mean a split, or
//   that only parts went on: "Role" says what. What sources only call for is left out.
//
// param what: node = direktoratet-for-e-helse | det som ble etterfulgt | what was succeeded
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column steps: integer | Ledd | Steps
// column from_name: text | Av | Of
// column to_id: node | Etterfølger (id) | Successor (id)
// column to_name: text | Etterfølger | Successor
// column since: edtf | Når | When
// column role: text | Rolle | Role
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// column way: list of edge | Veien | The way
// key: way
//
// growth: the number of lines of succession within six steps
// see: overlapping-predecessors, predecessors
// tags: time, succession
// revision: 1

OPTIONAL MATCH (body:Body {id: $what})
OPTIONAL MATCH (instrument:Instrument {id: $what})
OPTIONAL MATCH (place:Place {id: $what})
WITH coalesce(body, instrument, place) AS node
MATCH path = (node)-[:SUCCEEDED_BY*1..6]->(successor)
WITH path, successor, nodes(path)[-2] AS before, relationships(path)[-1] AS last
RETURN length(path) AS steps,
       coalesce({en: before.name_en}[$lang], before.name) AS from_name,
       successor.id AS to_id,
       coalesce({en: successor.name_en}[$lang], successor.name) AS to_name,
       last.valid_from AS since,
       coalesce({en: last.role_en}[$lang], last.role) AS role,
       last.sources AS sources,
       last.id AS edge,
       [tie IN relationships(path) | tie.id] AS way
ORDER BY steps, to_id, way
