// Hvem har gitt ut kildene?
// Who published the sources?
//
// question nb: Hvor mange kilder og opplysninger kommer fra hver utgiver?
// question en: How many sources and statements come from each publisher?
// reading nb: Én rad per utgiver, den med flest opplysninger først. Tom utgiver betyr at kilden ikke oppgir noen. En
//   opplysning med flere kilder fra samme utgiver teller én gang.
// reading en: One row per publisher, the one with most statements first. An empty publisher means that the source
//   gives none. A statement with several sources of one publisher counts once.
//
// column publisher: text | Utgiver | Publisher
// column sources: list of text | Kilder | Sources
// column statements: integer | Opplysninger | Statements
// key: publisher
//
// allow Q608: what sources only call for rests on a source as well
// see: sources-by-use
// tags: sources, count
// revision: 1

CALL () {
  MATCH (source:Source)
  RETURN source.id AS id, NULL AS statement
  UNION ALL
  MATCH (node:Body|Instrument|Place)
  UNWIND node.sources AS id
  RETURN id, node.id AS statement
  UNION ALL
  MATCH (:Body|Instrument|Place)-[tie]->()
  UNWIND tie.sources AS id
  RETURN id, tie.id AS statement
}
MATCH (source:Source {id: id})
WITH source.publisher AS publisher, id, statement
ORDER BY id
RETURN publisher,
       collect(DISTINCT id) AS sources,
       count(DISTINCT statement) AS statements
ORDER BY statements DESC, publisher
