// Hvilke kilder hviler mest på?
// Which sources carry the most?
//
// question nb: Hvor mange opplysninger viser til hver kilde, og hvor mange har den som eneste kilde?
// question en: How many statements cite each source, and how many have it as their only one?
// reading nb: Én rad per kilde, den mest brukte først. Faller en kilde med høyt tall under «Alene», faller mye.
//   Kilder som bare kartlegginger viser til, er ikke med.
// reading en: One row per source, the most used first. If a source with a high figure under "Alone" falls, much
//   falls. Sources that only surveys cite are left out.
//
// param most: integer(1..1000) = 20 | hvor mange kilder | how many sources
// column source: node(Source) | Kilde (id) | Source (id)
// column title: text | Kilde | Source
// column publisher: text | Utgiver | Publisher
// column published: text | Publisert | Published
// column statements: integer | Opplysninger | Statements
// column alone: integer | Alene | Alone
// column url: text | Adresse | Address
// key: source
//
// allow Q608: it counts every statement that cites a source, also one that says what should be
// see: sources-by-publisher
// tags: sources, count
// revision: 1

CALL () {
  MATCH (node:Body|Instrument|Place)
  RETURN node.sources AS sources
  UNION ALL
  MATCH (:Body|Instrument|Place)-[tie]->()
  RETURN tie.sources AS sources
}
UNWIND sources AS id
WITH id, count(*) AS statements, sum(CASE WHEN size(sources) = 1 THEN 1 ELSE 0 END) AS alone
MATCH (source:Source {id: id})
RETURN source.id AS source,
       source.title AS title,
       source.publisher AS publisher,
       source.published AS published,
       statements,
       alone,
       source.url AS url
ORDER BY statements DESC, alone DESC, source
LIMIT $most
