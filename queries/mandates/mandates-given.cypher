// Hvilke mandater har noen gitt?
// Which mandates did somebody give?
//
// question nb: Hvem har et organ, et vedtak eller en plan gitt myndighet eller oppgaver, og når?
// question en: To whom did a body, a decision or a plan give authority or tasks, and when?
// reading nb: Én rad per mandat, det eldste først. Tom «Fra» betyr at kildene ikke oppgir noen dato. Det kildene bare
//   etterlyser, er ikke med.
// reading en: One row per mandate, the oldest first. An empty "From" means that the sources give no date. What
//   sources only call for is left out.
//
// param what: node(Body, Instrument) = helse-og-omsorgsdepartementet | den eller det som gir mandatet | what gives
//   the mandate
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column to_id: node | Gitt til (id) | Given to (id)
// column to_name: text | Gitt til | Given to
// column since: edtf | Fra | From
// column until: edtf | Til og med | Until
// column role: text | Rolle | Role
// column confidence: choice(stated, inferred) | Sikkerhet | Confidence
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: mandate-register, who-mandates
// tags: authority, mandate
// revision: 1

OPTIONAL MATCH (body:Body {id: $what})
OPTIONAL MATCH (instrument:Instrument {id: $what})
WITH coalesce(body, instrument) AS giver
MATCH (giver)-[mandate:MANDATES]->(receiver)
RETURN receiver.id AS to_id,
       coalesce({en: receiver.name_en}[$lang], receiver.name) AS to_name,
       mandate.valid_from AS since,
       mandate.valid_to AS until,
       coalesce({en: mandate.role_en}[$lang], mandate.role) AS role,
       mandate.confidence AS confidence,
       mandate.sources AS sources,
       mandate.id AS edge
// A season stands where its first month does: 2021-21 is spring, and comes before 2021-06.
ORDER BY CASE WHEN since =~ '[0-9]{4}-2[1-4]'
              THEN left(since, 5) + ['03', '06', '09', '12'][toInteger(right(since, 2)) - 21]
              ELSE since END, edge
