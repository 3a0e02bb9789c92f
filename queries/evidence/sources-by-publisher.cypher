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

MATCH (source:Source)
WITH source
ORDER BY source.id
WITH source.publisher AS publisher, collect(source.id) AS sources
RETURN publisher,
       sources,
       COUNT {
         MATCH (node:Body|Instrument|Place)
         WHERE any(id IN node.sources WHERE id IN sources)
       } + COUNT {
         MATCH (:Body|Instrument|Place)-[tie]->()
         WHERE any(id IN tie.sources WHERE id IN sources)
       } AS statements
ORDER BY statements DESC, publisher
