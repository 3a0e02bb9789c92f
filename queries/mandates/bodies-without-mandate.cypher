// Hvilke organer mangler et registrert mandat?
// Which bodies have no recorded mandate?
//
// question nb: Hvilke organer av de valgte slagene fantes på en gitt dag uten et registrert mandat som sikkert gjaldt
//   da?
// question en: Which bodies of the chosen kinds existed on a given day without a recorded mandate that surely held
//   then?
// reading nb: Én rad per organ. «Kartlagt» er «possibly» når organet muligens hadde et mandat den dagen, «gap» når en
//   fullstendig liste over organets mandater finnes og er tom for den dagen, og «not surveyed» når ingen har kartlagt
//   dem: da sier raden ikke at mandatet ikke finnes. «Opprettet av» er hvem som opprettet organet, som kan være det
//   nærmeste kildene kommer et mandat; «?» etter navnet sier at det bare muligens var skjedd. «Gjaldt» er «possibly»
//   når datoene i kildene er for grove til å si om det gjaldt den dagen.
// reading en: One row per body. "Surveyed" is "possibly" where the body possibly had a mandate on the day, "gap"
//   where a complete list of the body's mandates exists for the day, with none in it, and "not surveyed" where nobody
//   has surveyed them: then the row does not say that there is no mandate. "Established by" says who set the body up,
//   which may be the nearest that sources come to a mandate; "?" after the name says that it had only possibly
//   happened. "Held" is "possibly" where the dates in the sources are too rough to tell whether it held on the day.
//
// param kinds: list of kind = Network, Committee, CooperationBody, CoordinationStructure | slagene av organ | the
//   kinds of body
// param level: level = regional | nivået organene er på; tomt for alle | the level of the bodies; empty for all
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column body_id: node(Body) | Organ (id) | Body (id)
// column body_name: text | Organ | Body
// column kind: kind | Slag | Kind
// column held: choice(yes, possibly) | Gjaldt | Held
// column established_by: list of text | Opprettet av | Established by
// column surveyed: choice(gap, possibly, not surveyed) | Kartlagt | Surveyed
// key: body_id
//
// see: mandate-register, mandates-without-end
// tags: mandate, gap, survey
// revision: 2

WITH COLLECT {
       MATCH (survey:Survey {type: 'MANDATES', side: 'to'})
       WHERE survey.kinds IS NULL AND survey.on_earliest <= $day AND $day <= survey.on_latest
       RETURN survey.node AS node
       ORDER BY node
     } AS complete
MATCH (body:Body)
WHERE body.kind IN $kinds
  AND ($level IS NULL OR body.level = $level)
  AND coalesce(body.from_earliest <= $day, true) AND coalesce($day < body.to_latest, true)
  AND NOT EXISTS {
    MATCH (body)<-[mandate:MANDATES]-()
    WHERE coalesce(mandate.from_latest <= $day, true) AND coalesce($day < mandate.to_earliest, true)
  }
RETURN body.id AS body_id,
       coalesce({en: body.name_en}[$lang], body.name) AS body_name,
       body.kind AS kind,
       CASE WHEN coalesce(body.from_latest <= $day, true) AND coalesce($day < body.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       COLLECT {
         MATCH (body)<-[established:ESTABLISHED]-(founder:Body)
         WHERE coalesce(established.from_earliest <= $day, true)
         WITH coalesce({en: founder.name_en}[$lang], founder.name) AS founder,
              min(CASE WHEN coalesce(established.from_latest <= $day, true)
                         OR coalesce(established.to_latest <= $day, false)
                       THEN '' ELSE ' ?' END) AS doubt
         RETURN founder + doubt AS founder
         ORDER BY founder
       } AS established_by,
       CASE
         WHEN EXISTS {
           MATCH (body)<-[mandate:MANDATES]-()
           WHERE coalesce(mandate.from_earliest <= $day, true) AND coalesce($day < mandate.to_latest, true)
         } THEN 'possibly'
         WHEN body.id IN complete THEN 'gap'
         ELSE 'not surveyed'
       END AS surveyed
ORDER BY kind, body_id
