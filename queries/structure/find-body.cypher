// Hvilke organer heter noe slikt?
// Which bodies are called something like this?
//
// question nb: Hvilke organer har eller har hatt et navn med denne teksten i?
// question en: Which bodies have, or have had, a name with this text in it?
// reading nb: Én rad per organ, med navnene som teksten står i: det nåværende, det engelske og tidligere. Store og
//   små bokstaver teller likt.
// reading en: One row per body, with the names that the text stands in: the present one, the English one and former
//   ones. Capital and small letters count alike.
//
// param text: text = digi | teksten som skal stå i navnet | the text to stand in the name
// column body_id: node(Body) | Organ (id) | Body (id)
// column body_name: text | Organ | Body
// column kind: kind | Slag | Kind
// column level: level | Nivå | Level
// column names: list of text | Navn med teksten | Names with the text
// key: body_id
//
// see: names-of, renamed
// tags: name, search
// revision: 1

MATCH (body:Body)
UNWIND [body.name, body.name_en] + coalesce(body.names, []) AS name
WITH DISTINCT body, name
WHERE toLower(name) CONTAINS toLower($text)
WITH body, name
ORDER BY name
RETURN body.id AS body_id, body.name AS body_name, body.kind AS kind, body.level AS level, collect(name) AS names
ORDER BY body_id
