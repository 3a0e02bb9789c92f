// Hvem har gitt et organ mandat?
// Who gave a body its mandate?
//
// question nb: Hvilke organer, vedtak og planer har gitt organet myndighet eller oppgaver, når, og hvor står det?
// question en: Which bodies, decisions and plans gave the body authority or tasks, when, and where is that written?
// reading nb: Én rad per mandat, det eldste først. Står det ingenting under «Fra», oppgir ikke kildene noen dato.
//   Mandater som en kilde bare etterlyser, er ikke med.
// reading en: One row per mandate, the oldest first. Nothing under "From" means that the sources give no date. Mandates
//   that a source only calls for are left out.
//
// param body: node(Body) = digi-agder | organet det gjelder | the body in question
// column from_id: node | Gitt av (id) | Given by (id)
// column from_name: text | Gitt av | Given by
// column since: edtf | Fra | From
// column role: text | Hva det går ut på | What it is about
// column confidence: text | Sikkerhet | Confidence
// column edge: edge | Opplysning | Statement
// key: edge
//
// tags: authority, mandate
// revision: 1

MATCH (giver)-[mandate:MANDATES {status: 'recorded'}]->(body:Body {id: $body})
RETURN giver.id AS from_id,
       giver.name AS from_name,
       mandate.valid_from AS since,
       mandate.role AS role,
       mandate.confidence AS confidence,
       mandate.id AS edge
ORDER BY mandate.from_earliest, edge
