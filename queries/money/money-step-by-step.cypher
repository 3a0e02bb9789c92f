// Hvor kommer pengene fra, ledd for ledd?
// Where does the money come from, step by step?
//
// question nb: Hvem betaler for organet eller programmet, og hvem betaler dem igjen?
// question en: Who pays for the body or programme, and who pays them in turn?
// reading nb: Én rad per vei for pengene, på høyst tre ledd, uansett når. Veien leses fra den første som betaler. At
//   ett ledd følger et annet, sier ikke at det er de samme pengene. Det kildene bare etterlyser, er ikke med.
// reading en: One row per way of the money, of at most three steps, whenever. The way reads from the first payer.
//   That one step follows another does not say that it is the same money. What sources only call for is left out.
//
// param what: node(Body, Programme) = regional-gruppe-e-helse-ks | det som finansieres | what is funded
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column steps: integer | Ledd | Steps
// column from_id: node | Første betaler (id) | First payer (id)
// column way: list of text | Veien | The way
// column roles: list of text | Roller | Roles
// column edges: list of edge | Opplysninger | Statements
// key: edges
//
// growth: the number of ways of money within three steps
// see: money-on-day, networks-without-known-funding, who-funds
// tags: money, funding, path
// revision: 1

OPTIONAL MATCH (body:Body {id: $what})
OPTIONAL MATCH (instrument:Instrument {id: $what})
WITH coalesce(body, instrument) AS funded
MATCH path = (funded)<-[:FUNDS*1..3]-(payer)
RETURN length(path) AS steps,
       payer.id AS from_id,
       [node IN reverse(nodes(path)) | coalesce({en: node.name_en}[$lang], node.name)] AS way,
       [tie IN reverse(relationships(path)) | coalesce({en: tie.role_en}[$lang], tie.role)] AS roles,
       [tie IN reverse(relationships(path)) | tie.id] AS edges
ORDER BY steps, from_id, edges
