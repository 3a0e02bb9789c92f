// Hvem har gitt et organ mandat?
// Who gave a body its mandate?
//
// question nb: Hvilke organer, vedtak og planer har gitt organet myndighet eller oppgaver, når, og hvor står det?
// question en: Which bodies, decisions and plans gave the body authority or tasks, when, and where is that written?
// reading nb: Én rad per mandat, det eldste først. Tom «Fra» betyr at kildene ikke oppgir noen dato. Det kildene bare
//   etterlyser, er ikke med.
// reading en: One row per mandate, the oldest first. An empty "From" means that the sources give no date. What
//   sources only call for is left out.
//
// param what: node(Body) = digi-agder | organet det gjelder | the body in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column from_id: node | Gitt av (id) | Given by (id)
// column from_name: text | Gitt av | Given by
// column since: edtf | Fra | From
// column role: text | Rolle | Role
// column confidence: choice(stated, inferred) | Sikkerhet | Confidence
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: mandate-register, mandates-given, who-established
// tags: authority, mandate
// revision: 1

MATCH (body:Body {id: $what})<-[mandate:MANDATES]-(giver:Body|Instrument)
RETURN giver.id AS from_id,
       coalesce({en: giver.name_en}[$lang], giver.name) AS from_name,
       mandate.valid_from AS since,
       coalesce({en: mandate.role_en}[$lang], mandate.role) AS role,
       mandate.confidence AS confidence,
       mandate.sources AS sources,
       mandate.id AS edge
// A season stands where its first month does: 2021-21 is spring, and comes before 2021-06.
ORDER BY CASE WHEN since =~ '[0-9]{4}-2[1-4]'
              THEN left(since, 5) + ['03', '06', '09', '12'][toInteger(right(since, 2)) - 21]
              ELSE since END, edge
