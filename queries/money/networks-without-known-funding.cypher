// Hvilke nettverk vet vi ikke hvem betaler for?
// For which networks do we not know who pays?
//
// question nb: Hvilke organer og programmer av de valgte slagene fantes på en gitt dag uten noen registrert
//   finansiering som sikkert gjaldt den dagen?
// question en: Which bodies and programmes of the chosen kinds existed on a given day without any recorded funding
//   that surely held on that day?
// reading nb: Én rad per organ eller program. «Kartlagt» er «possibly» når noen muligens betalte den dagen, «gap» når
//   en fullstendig liste over finansieringen finnes og er tom for den dagen, og «not surveyed» når ingen har kartlagt
//   den: da sier raden bare at vi ikke vet. «Før eller siden» er dem som har betalt en annen dag; den som muligens
//   også betalte den dagen, har «?» etter navnet. «Gjaldt» er «possibly» når datoene i kildene er for grove til å si
//   om det gjaldt den dagen.
// reading en: One row per body or programme. "Surveyed" is "possibly" where somebody possibly paid on the day, "gap"
//   where a complete list of its funding exists for the day, with none in it, and "not surveyed" where nobody has
//   surveyed it: then the row only says that we do not know. "Before or after" are those who paid on another day; who
//   possibly paid on the day as well has "?" after its name. "Held" is "possibly" where the dates in the sources are
//   too rough to tell whether it held on the day.
//
// param kinds: list of kind = Network | slagene det gjelder | the kinds in question
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column node_id: node | Hva (id) | What (id)
// column node_name: text | Hva | What
// column level: level | Nivå | Level
// column held: choice(yes, possibly) | Gjaldt | Held
// column other_days: list of text | Før eller siden | Before or after
// column surveyed: choice(gap, possibly, not surveyed) | Kartlagt | Surveyed
// key: node_id
//
// see: money-on-day, money-step-by-step
// tags: money, funding, gap, survey, day
// revision: 2

WITH COLLECT {
       MATCH (survey:Survey {type: 'FUNDS', side: 'to'})
       WHERE survey.kinds IS NULL AND survey.on_earliest <= $day AND $day <= survey.on_latest
       RETURN survey.node AS node
       ORDER BY node
     } AS complete
MATCH (node:Body|Programme)
WHERE node.kind IN $kinds
  AND coalesce(node.from_earliest <= $day, true) AND coalesce($day < node.to_latest, true)
  AND NOT EXISTS {
    MATCH (node)<-[funding:FUNDS]-()
    WHERE coalesce(funding.from_latest <= $day, true) AND coalesce($day < funding.to_earliest, true)
  }
RETURN node.id AS node_id,
       coalesce({en: node.name_en}[$lang], node.name) AS node_name,
       node.level AS level,
       CASE WHEN coalesce(node.from_latest <= $day, true) AND coalesce($day < node.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       COLLECT {
         MATCH (node)<-[funding:FUNDS]-(payer)
         WITH coalesce({en: payer.name_en}[$lang], payer.name) AS payer,
              max(CASE WHEN coalesce(funding.from_earliest <= $day, true) AND coalesce($day < funding.to_latest, true)
                       THEN ' ?' ELSE '' END) AS doubt
         RETURN payer + doubt AS payer
         ORDER BY payer
       } AS other_days,
       CASE
         WHEN EXISTS {
           MATCH (node)<-[funding:FUNDS]-()
           WHERE coalesce(funding.from_earliest <= $day, true) AND coalesce($day < funding.to_latest, true)
         } THEN 'possibly'
         WHEN node.id IN complete THEN 'gap'
         ELSE 'not surveyed'
       END AS surveyed
ORDER BY level, node_id
