// Hvilke organer står uten registrerte forbindelser?
// Which bodies stand without recorded ties?
//
// question nb: Hvilke organer fantes på en gitt dag uten noen registrert forbindelse som sikkert gjaldt den dagen?
// question en: Which bodies existed on a given day without any recorded tie that surely held on that day?
// reading nb: Én rad per organ. Raden sier at vi ikke har registrert noe, ikke at organet står alene. «Gjaldt» er
//   «possibly» når datoene i kildene er for grove til å si at organet fantes, eller at ingenting gjaldt, den dagen.
// reading en: One row per body. The row says that nothing is recorded, not that the body stands alone. "Held" is
//   "possibly" where the dates in the sources are too rough to tell that the body existed, or that nothing held, on
//   the day.
//
// param day: date = last described | dagen det gjelder | the day in question
// param level: level = null | nivået organene er på; tomt for alle | the level of the bodies; empty for all
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column body_id: node(Body) | Organ (id) | Body (id)
// column body_name: text | Organ | Body
// column kind: kind | Slag | Kind
// column level: level | Nivå | Level
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// key: body_id
//
// see: all-ties-of
// tags: gap, day
// revision: 2

MATCH (body:Body)
WHERE ($level IS NULL OR body.level = $level)
  AND coalesce(body.from_earliest <= $day, true) AND coalesce($day < body.to_latest, true)
  AND NOT EXISTS {
    MATCH (body)-[tie {status: 'recorded'}]-()
    WHERE coalesce(tie.from_latest <= $day, true) AND coalesce($day < tie.to_earliest, true)
  }
RETURN body.id AS body_id,
       coalesce({en: body.name_en}[$lang], body.name) AS body_name,
       body.kind AS kind,
       body.level AS level,
       CASE WHEN coalesce(body.from_latest <= $day, true) AND coalesce($day < body.to_earliest, true)
             AND NOT EXISTS {
               MATCH (body)-[tie {status: 'recorded'}]-()
               WHERE coalesce(tie.from_earliest <= $day, true) AND coalesce($day < tie.to_latest, true)
             }
            THEN 'yes' ELSE 'possibly' END AS held,
       body.sources AS sources
ORDER BY level, kind, body_id
