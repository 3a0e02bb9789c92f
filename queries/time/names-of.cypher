// Hva har dette hett?
// What has this been called?
//
// question nb: Hvilke navn har organet, dokumentet eller stedet hatt, og når?
// question en: Which names has the body, document or place had, and when?
// reading nb: Én rad per navn i den rekkefølgen de er ført opp. Tom «Fra» og «Til og med» betyr at navnet er et annet
//   navn som er i bruk, eller at kildene ikke daterer det. «Språk» er satt når det ikke er norsk. «Navn nå» er navnet
//   i dag, eller det siste.
// reading en: One row per name, in the order in which they are listed. An empty "From" and "Until" means that it is
//   another name in use, or that the sources do not date it. "Language" is set where it is not Norwegian. "Name now"
//   is the present name, or the last.
//
// param what: node = digi-agder | det det gjelder | what is asked about
// param lang: choice(nb, en) = nb | språket for merknader | the language of remarks
// column number: integer | Nr. | No.
// column name: text | Navn | Name
// column since: edtf | Fra | From
// column until: edtf | Til og med | Until
// column language: text | Språk | Language
// column remark: text | Merknad | Remark
// column present_name: text | Navn nå | Name now
// column sources: list of text | Kilder | Sources
// key: number
//
// see: find-body, renamed
// tags: time, name
// revision: 1

MATCH (node:Body|Instrument|Place {id: $what})
UNWIND range(0, size(coalesce(node.names, [])) - 1) AS place
RETURN place + 1 AS number,
       node.names[place] AS name,
       nullIf(node.names_from[place], '') AS since,
       nullIf(node.names_to[place], '') AS until,
       nullIf(node.names_language[place], '') AS language,
       nullIf(coalesce({en: node.names_remark_en}[$lang], node.names_remark)[place], '') AS remark,
       node.name AS present_name,
       node.sources AS sources
ORDER BY number
