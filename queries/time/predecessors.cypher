// Hva kom før?
// What came before?
//
// question nb: Hva er organet, dokumentet eller stedet etterfølger til, ledd for ledd, og hvorfor?
// question en: What is the body, document or place the successor of, step by step, and why?
// reading nb: Én rad per forgjenger og vei, på høyst seks ledd. Flere rader i første ledd betyr sammenslåing, eller
//   at deler kom fra flere: «Rolle» sier hva. Det kildene bare etterlyser, er ikke med.
// reading en: One row per predecessor and way, of at most six steps. Several rows in the first step mean a merger, or
//   parts that came from several: "Role" says what. What sources only call for is left out.
//
// param what: node = kristiansand-kommune | det som etterfulgte | what succeeded
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column steps: integer | Ledd | Steps
// column from_id: node | Forgjenger (id) | Predecessor (id)
// column from_name: text | Forgjenger | Predecessor
// column to_name: text | Til | To
// column since: edtf | Når | When
// column role: text | Rolle | Role
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// column way: list of edge | Veien | The way
// key: way
//
// growth: the number of lines of succession within six steps
// see: overlapping-predecessors, successors
// tags: time, succession
// revision: 1

OPTIONAL MATCH (body:Body {id: $what})
OPTIONAL MATCH (instrument:Instrument {id: $what})
OPTIONAL MATCH (place:Place {id: $what})
WITH coalesce(body, instrument, place) AS node
MATCH path = (node)<-[:SUCCEEDED_BY*1..6]-(predecessor)
WITH path, predecessor, nodes(path)[-2] AS after, relationships(path)[-1] AS last
RETURN length(path) AS steps,
       predecessor.id AS from_id,
       coalesce({en: predecessor.name_en}[$lang], predecessor.name) AS from_name,
       coalesce({en: after.name_en}[$lang], after.name) AS to_name,
       last.valid_from AS since,
       coalesce({en: last.role_en}[$lang], last.role) AS role,
       last.sources AS sources,
       last.id AS edge,
       [tie IN relationships(path) | tie.id] AS way
ORDER BY steps, from_id, way
