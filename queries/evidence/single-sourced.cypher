// Hvilke forbindelser hviler på én kilde alene?
// Which ties rest on a single source?
//
// question nb: Hvilke av forbindelsene til organet, dokumentet eller stedet har bare én kilde, og hvilken?
// question en: Which of the ties of the body, document or place have one source only, and which?
// reading nb: Én rad per forbindelse. Én kilde kan være nok, men er den feil, faller opplysningen. Det kildene bare
//   etterlyser, er ikke med.
// reading en: One row per tie. One source may do, but if it is wrong, the statement falls. What sources only call for
//   is left out.
//
// param what: node = digi-agder | det det gjelder | what is asked about
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column source: node(Source) | Kilde (id) | Source (id)
// column title: text | Kilde | Source
// column kind: edge kind | Slag | Kind
// column from_name: text | Fra | From
// column to_name: text | Til | To
// column role: text | Rolle | Role
// column confidence: choice(stated, inferred) | Sikkerhet | Confidence
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: resting-on-source, sources-of
// tags: confidence, sources
// revision: 1

OPTIONAL MATCH (body:Body {id: $what})
OPTIONAL MATCH (instrument:Instrument {id: $what})
OPTIONAL MATCH (place:Place {id: $what})
WITH coalesce(body, instrument, place) AS node
MATCH (node)-[tie {status: 'recorded'}]-()
WHERE size(tie.sources) = 1
WITH DISTINCT tie, startNode(tie) AS from, endNode(tie) AS to
MATCH (source:Source {id: tie.sources[0]})
RETURN source.id AS source,
       source.title AS title,
       type(tie) AS kind,
       coalesce({en: from.name_en}[$lang], from.name) AS from_name,
       coalesce({en: to.name_en}[$lang], to.name) AS to_name,
       coalesce({en: tie.role_en}[$lang], tie.role) AS role,
       tie.confidence AS confidence,
       tie.id AS edge
ORDER BY source, kind, edge
