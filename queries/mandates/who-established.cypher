// Hvem opprettet eller vedtok dette?
// Who established or adopted this?
//
// question nb: Hvem opprettet organet, eller vedtok strategien, planen eller vedtaket, og når?
// question en: Who established the body, or adopted the strategy, plan or decision, and when?
// reading nb: Én rad per opphav, det eldste først. Flere rader betyr flere opphav, eller at kildene er uenige. Tom
//   «Fra» betyr at kildene ikke oppgir noen dato. Det kildene bare etterlyser, er ikke med.
// reading en: One row per origin, the oldest first. Several rows mean several origins, or that the sources disagree.
//   An empty "From" means that the sources give no date. What sources only call for is left out.
//
// param what: node(Body, Instrument) = digi-agder | det som ble opprettet eller vedtatt | what was established or
//   adopted
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column from_id: node | Av (id) | By (id)
// column from_name: text | Av | By
// column since: edtf | Fra | From
// column role: text | Rolle | Role
// column confidence: choice(stated, inferred) | Sikkerhet | Confidence
// column conflict: text | Motstrid | Conflict
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: established-by, who-mandates
// tags: origin, decision
// revision: 1

OPTIONAL MATCH (body:Body {id: $what})
OPTIONAL MATCH (instrument:Instrument {id: $what})
WITH coalesce(body, instrument) AS founded
MATCH (founded)<-[founding:ESTABLISHED]-(founder:Body)
RETURN founder.id AS from_id,
       coalesce({en: founder.name_en}[$lang], founder.name) AS from_name,
       founding.valid_from AS since,
       coalesce({en: founding.role_en}[$lang], founding.role) AS role,
       founding.confidence AS confidence,
       coalesce({en: founding.conflict_en}[$lang], founding.conflict) AS conflict,
       founding.sources AS sources,
       founding.id AS edge
// A season stands where its first month does: 2021-21 is spring, and comes before 2021-06.
ORDER BY CASE WHEN since =~ '[0-9]{4}-2[1-4]'
              THEN left(since, 5) + ['03', '06', '09', '12'][toInteger(right(since, 2)) - 21]
              ELSE since END, edge
