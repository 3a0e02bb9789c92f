// Hvem betaler for dette?
// Who pays for this?
//
// question nb: Hvem har finansiert organet, programmet eller planen, når, og med hvor mye når kildene sier det?
// question en: Who has funded the body, programme or plan, when, and with how much where the sources tell?
// reading nb: Én rad per finansiering, den eldste først. «Rolle» sier beløpet når en kilde gjør det. Ingen rader
//   betyr at kildene ikke nevner noen finansiering, ikke at den mangler. Tom «Fra» betyr at kildene ikke oppgir noen
//   dato. Det kildene bare etterlyser, er ikke med.
// reading en: One row per funding, the oldest first. "Role" gives the amount where a source does. No rows mean that
//   the sources mention no funding, not that there is none. An empty "From" means that the sources give no date. What
//   sources only call for is left out.
//
// param what: node(Body, Instrument) = digifin | det som finansieres | what is funded
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column from_id: node | Betaler (id) | Payer (id)
// column from_name: text | Betaler | Payer
// column role: text | Rolle | Role
// column since: edtf | Fra | From
// column until: edtf | Til og med | Until
// column confidence: choice(stated, inferred) | Sikkerhet | Confidence
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: money-step-by-step, paid-by
// tags: money, funding
// revision: 1

OPTIONAL MATCH (body:Body {id: $what})
OPTIONAL MATCH (instrument:Instrument {id: $what})
WITH coalesce(body, instrument) AS funded
MATCH (funded)<-[funding:FUNDS]-(payer:Body|Programme)
RETURN payer.id AS from_id,
       coalesce({en: payer.name_en}[$lang], payer.name) AS from_name,
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
