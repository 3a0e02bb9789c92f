// Hvilke numre har kommunen eller fylket hatt?
// Which numbers has the municipality or county had?
//
// question nb: Hvilke offisielle numre har kommunen eller fylket hatt, og når?
// question en: Which official numbers has the municipality or county had, and when?
// reading nb: Én rad per nummer, i den rekkefølgen de er ført opp. Tom «Fra» betyr at kildene ikke oppgir noen dato.
//   Tom «Til og med» betyr at ingen slutt er kjent.
// reading en: One row per number, in the order in which they are listed. An empty "From" means that the sources give
//   no date. An empty "Until" means that no end is known.
//
// param what: node(Municipality, County) = vegarshei-kommune | kommunen eller fylket | the municipality or county
// column place: integer | Nr. | No.
// column number: text | Nummer | Number
// column since: edtf | Fra | From
// column until: edtf | Til og med | Until
// column present_number: text | Nummer nå | Number now
// column sources: list of text | Kilder | Sources
// key: place
//
// see: mergers-and-splits, municipal-changes
// tags: municipality, county, number, time, norway
// revision: 1

MATCH (node:Municipality|County {id: $what})
UNWIND range(0, size(coalesce(node.numbers, [])) - 1) AS place
RETURN place + 1 AS place,
       node.numbers[place] AS number,
       nullIf(node.numbers_from[place], '') AS since,
       nullIf(node.numbers_to[place], '') AS until,
       node.number AS present_number,
       node.sources AS sources
ORDER BY place
