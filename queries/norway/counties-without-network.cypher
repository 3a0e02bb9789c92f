// Hvilke fylker har ikke noe registrert digitaliseringsnettverk?
// Which counties have no recorded digitalisation network?
//
// question nb: Hvilke fylker fantes på en gitt dag uten et registrert regionalt nettverk som sikkert dekket dem, og
//   hvilket nettverk dekket fylkene de kom fra?
// question en: Which counties existed on a given day without a recorded regional network that surely covered them,
//   and which network covered the counties they came from?
// reading nb: Én rad per fylke. Raden sier at vi ikke har registrert noe nettverk, ikke at det mangler.
//   «Forgjengernes nettverk» er nettverkene til fylkene det er etterfølger til; et som bare muligens var det, har «?»
//   etter navnet. «Gjaldt» er «possibly» når datoene i kildene er for grove til å si at fylket fantes, eller at ingen
//   dekket det, den dagen.
// reading en: One row per county. The row says that no network is recorded, not that there is none. "Networks of
//   predecessors" are those of the counties it succeeded; one that only possibly was so has "?" after its name.
//   "Held" is "possibly" where the dates in the sources are too rough to tell that the county existed, or that none
//   covered it, on the day.
//
// param what: node(Network) = regionale-digitaliseringsnettverk | nettverket nettverkene er del av | the network that
//   the networks are part of
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column county_id: node(County) | Fylke (id) | County (id)
// column county_name: text | Fylke | County
// column number: text | Nummer | Number
// column held: choice(yes, possibly) | Gjaldt | Held
// column predecessors_networks: list of text | Forgjengernes nettverk | Networks of predecessors
// column sources: list of text | Kilder | Sources
// key: county_id
//
// see: municipalities-without-network
// tags: network, county, gap, norway, day
// revision: 2

MATCH (county:County)
WHERE coalesce(county.from_earliest <= $day, true) AND coalesce($day < county.to_latest, true)
  AND NOT EXISTS {
    MATCH (county)<-[scope:PART_OF]-(:Network)
          -[part:PART_OF]->(:Network {id: $what})
    WHERE coalesce(scope.from_latest <= $day, true) AND coalesce($day < scope.to_earliest, true)
      AND coalesce(part.from_latest <= $day, true) AND coalesce($day < part.to_earliest, true)
  }
RETURN county.id AS county_id,
       coalesce({en: county.name_en}[$lang], county.name) AS county_name,
       county.number AS number,
       CASE WHEN coalesce(county.from_latest <= $day, true) AND coalesce($day < county.to_earliest, true)
             AND NOT EXISTS {
               MATCH (county)<-[scope:PART_OF]-(:Network)
                     -[part:PART_OF]->(:Network {id: $what})
               WHERE coalesce(scope.from_earliest <= $day, true) AND coalesce($day < scope.to_latest, true)
                 AND coalesce(part.from_earliest <= $day, true) AND coalesce($day < part.to_latest, true)
             }
            THEN 'yes' ELSE 'possibly' END AS held,
       COLLECT {
         MATCH (county)<-[succeeded:SUCCEEDED_BY]-(before:County)
         MATCH (before)<-[scope:PART_OF]-(network:Network)
         MATCH (network)-[part:PART_OF]->(:Network {id: $what})
         WHERE coalesce(succeeded.from_earliest <= $day, true)
           AND coalesce(scope.from_earliest <= $day, true)
           AND coalesce(part.from_earliest <= $day, true)
         WITH coalesce({en: network.name_en}[$lang], network.name) AS network,
              min(CASE WHEN coalesce(succeeded.from_latest <= $day, true)
                        AND (coalesce(scope.from_latest <= $day, true) OR coalesce(scope.to_latest <= $day, false))
                        AND (coalesce(part.from_latest <= $day, true) OR coalesce(part.to_latest <= $day, false))
                       THEN '' ELSE ' ?' END) AS doubt
         RETURN network + doubt AS network
         ORDER BY network
       } AS predecessors_networks,
       county.sources AS sources
ORDER BY county_id
