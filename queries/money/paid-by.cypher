// Hva betaler et organ for?
// What does a body pay for?
//
// question nb: Hvilke organer, programmer og planer har organet eller programmet finansiert, og når?
// question en: Which bodies, programmes and plans has the body or programme funded, and when?
// reading nb: Én rad per finansiering, den eldste først. «Rolle» sier beløpet når en kilde gjør det. Tom «Fra» betyr
//   at kildene ikke oppgir noen dato. Det kildene bare etterlyser, er ikke med.
// reading en: One row per funding, the oldest first. "Role" gives the amount where a source does. An empty "From"
//   means that the sources give no date. What sources only call for is left out.
//
// param what: node(Body, Programme) = statsforvalteren-i-agder | den som betaler | the payer
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column to_id: node | Finansiert (id) | Funded (id)
// column to_name: text | Finansiert | Funded
// column kind: kind | Slag | Kind
// column role: text | Rolle | Role
// column since: edtf | Fra | From
// column until: edtf | Til og med | Until
// column confidence: choice(stated, inferred) | Sikkerhet | Confidence
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: who-funds
// tags: money, funding
// revision: 1

OPTIONAL MATCH (body:Body {id: $what})
OPTIONAL MATCH (instrument:Instrument {id: $what})
WITH coalesce(body, instrument) AS payer
MATCH (payer)-[funding:FUNDS]->(funded)
RETURN funded.id AS to_id,
       coalesce({en: funded.name_en}[$lang], funded.name) AS to_name,
       funded.kind AS kind,
       coalesce({en: funding.role_en}[$lang], funding.role) AS role,
       funding.valid_from AS since,
       funding.valid_to AS until,
       funding.confidence AS confidence,
       funding.sources AS sources,
       funding.id AS edge
// A season stands where its first month does: 2021-21 is spring, and comes before 2021-06.
ORDER BY CASE WHEN since =~ '[0-9]{4}-2[1-4]'
              THEN left(since, 5) + ['03', '06', '09', '12'][toInteger(right(since, 2)) - 21]
              ELSE since END, edge
