// Hvilke kilder vet vi dette fra?
// Which sources do we know this from?
//
// question nb: Hvilke kilder bærer det som er registrert om organet, dokumentet eller stedet og forbindelsene det
//   har?
// question en: Which sources carry what is recorded about the body, document or place and its ties?
// reading nb: Én rad per kilde, den som bærer mest, først. «Selve» er sant når kilden sier noe om organet selv.
//   «Forbindelser» teller forbindelsene som viser til den.
// reading en: One row per source, the one that carries most first. "Itself" is true where it tells about the body
//   itself. "Ties" counts the ties that cite it.
//
// param what: node = digi-agder | det det gjelder | what is asked about
// column source: node(Source) | Kilde (id) | Source (id)
// column title: text | Kilde | Source
// column publisher: text | Utgiver | Publisher
// column published: text | Publisert | Published
// column as_of: text | Per | As of
// column itself: boolean | Selve | Itself
// column ties: integer | Forbindelser | Ties
// column url: text | Adresse | Address
// key: source
//
// see: resting-on-source, single-sourced
// tags: sources
// revision: 1

OPTIONAL MATCH (body:Body {id: $what})
OPTIONAL MATCH (instrument:Instrument {id: $what})
OPTIONAL MATCH (place:Place {id: $what})
WITH coalesce(body, instrument, place) AS node
CALL (node) {
  UNWIND node.sources AS id
  RETURN id, null AS edge
  UNION
  MATCH (node)-[tie {status: 'recorded'}]-()
  UNWIND tie.sources AS id
  RETURN id, tie.id AS edge
}
WITH node, id, count(edge) AS ties
MATCH (source:Source {id: id})
RETURN source.id AS source,
       source.title AS title,
       source.publisher AS publisher,
       source.published AS published,
       source.as_of AS as_of,
       id IN node.sources AS itself,
       ties,
       source.url AS url
ORDER BY ties DESC, source
