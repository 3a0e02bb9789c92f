// Hvilke forbindelser går mellom nasjonalt og regionalt nivå?
// Which ties run between the national and the regional level?
//
// question nb: Hvilke registrerte forbindelser binder nasjonale og regionale organer sammen på en gitt dag?
// question en: Which recorded ties bind national and regional bodies together on a given day?
// reading nb: Én rad per forbindelse. «Retning» er «up» når den leses fra det regionale til det nasjonale, «down» når
//   den leses motsatt. Steder, dokumenter og statens egne regionale organer er ikke med. «Gjaldt» er «possibly» når
//   datoene i kildene er for grove til å si om det gjaldt den dagen. Det kildene bare etterlyser, er ikke med.
// reading en: One row per tie. "Direction" is "up" where it reads from the regional to the national, "down" where it
//   reads the other way. Places, documents and the state's own regional bodies are left out. "Held" is "possibly"
//   where the dates in the sources are too rough to tell whether it held on the day. What sources only call for is
//   left out.
//
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column regional_id: node(Body) | Regionalt (id) | Regional (id)
// column regional_name: text | Regionalt | Regional
// column direction: choice(up, down) | Retning | Direction
// column kind: edge kind | Slag | Kind
// column national_id: node(Body) | Nasjonalt (id) | National (id)
// column national_name: text | Nasjonalt | National
// column role: text | Rolle | Role
// column held: choice(yes, possibly) | Gjaldt | Held
// column confidence: choice(stated, inferred) | Sikkerhet | Confidence
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: national-reach, routes-to-national-bodies, ties-between-levels
// tags: national, regional, level, day
// revision: 1

MATCH (regional:RegionalBody)-[tie {status: 'recorded'}]-(national:NationalBody)
WHERE NOT regional:HealthTrust AND NOT regional:CountyGovernor
  AND type(tie) <> 'SUCCEEDED_BY'
  AND coalesce(tie.from_earliest <= $day, true) AND coalesce($day < tie.to_latest, true)
RETURN regional.id AS regional_id,
       coalesce({en: regional.name_en}[$lang], regional.name) AS regional_name,
       CASE WHEN startNode(tie) = regional THEN 'up' ELSE 'down' END AS direction,
       type(tie) AS kind,
       national.id AS national_id,
       coalesce({en: national.name_en}[$lang], national.name) AS national_name,
       coalesce({en: tie.role_en}[$lang], tie.role) AS role,
       CASE WHEN coalesce(tie.from_latest <= $day, true) AND coalesce($day < tie.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       tie.confidence AS confidence,
       tie.sources AS sources,
       tie.id AS edge
ORDER BY regional_id, direction DESC, kind, national_id, edge
