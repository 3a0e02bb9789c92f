// Hvilke kommuner er ikke registrert i noe regionalt nettverk?
// Which municipalities are not recorded in any regional network?
//
// question nb: Hvilke kommuner fantes på en gitt dag uten at det er registrert at de sikkert var med i noe av de
//   regionale nettverkene, selv eller gjennom et samarbeid?
// question en: Which municipalities existed on a given day without being recorded as surely taking part in any of the
//   regional networks, by themselves or through a cooperation?
// reading nb: Én rad per kommune. «Svar» er «possibly» når kommunen muligens var med, og «gap» når fylket har et
//   nettverk med fullstendige lister over både medlemmer og plasser, også for samarbeidene med plass der, som
//   kommunen ikke står i. Ellers er svaret «not surveyed»: vi vet ikke om kommunen er med. «Nettverk i fylket» er
//   nettverkene som dekker fylket. «Gjaldt» er «possibly» når datoene i kildene er for grove til å si om kommunen
//   fantes, hørte til fylket, eller nettverket dekket det, den dagen.
// reading en: One row per municipality. "Answer" is "possibly" where the municipality possibly took part, and "gap"
//   where a network of the county has complete lists of both members and seats, for the cooperations that sit there
//   too, without the municipality. Else it is "not surveyed": we do not know whether it takes part. "Networks of the
//   county" are those that cover it. "Held" is "possibly" where the dates in the sources are too rough to tell
//   whether the municipality existed, belonged to the county, or the network covered it, on the day.
//
// param umbrella: node(Network) = regionale-digitaliseringsnettverk | nettverket nettverkene er del av | the network
//   that the networks are part of
// param county: node(County) = null | bare dette fylket; tomt for hele landet | only this county; empty for the whole
//   country
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column municipality_id: node(Municipality) | Kommune (id) | Municipality (id)
// column municipality_name: text | Kommune | Municipality
// column number: text | Nummer | Number
// column counties: list of node(County) | Fylke | County
// column networks: list of node(Network) | Nettverk i fylket | Networks of the county
// column held: choice(yes, possibly) | Gjaldt | Held
// column answer: choice(gap, possibly, not surveyed) | Svar | Answer
// key: municipality_id
//
// see: counties-without-network
// tags: network, municipality, gap, survey, norway, day
// revision: 2

WITH COLLECT {
       MATCH (survey:Survey {type: 'MEMBER_OF', side: 'to'})
       WHERE (survey.kinds IS NULL OR 'Municipality' IN survey.kinds)
         AND survey.on_earliest <= $day AND $day <= survey.on_latest
       RETURN survey.node AS node
       ORDER BY node
     } AS counted
// A list of a network is complete only if it leaves no room for a seat, be it through a cooperation.
WITH counted,
     COLLECT {
       MATCH (survey:Survey {side: 'to'})
       WHERE survey.type IN ['MEMBER_OF', 'REPRESENTED_IN']
         AND (survey.kinds IS NULL OR all(kind IN ['Municipality', 'RegionalCouncil', 'IntermunicipalCooperation']
                                          WHERE kind IN survey.kinds))
         AND survey.on_earliest <= $day AND $day <= survey.on_latest
       MATCH (network:Network {id: survey.node})
       WHERE NOT EXISTS {
         MATCH (network)<-[seat:MEMBER_OF|REPRESENTED_IN]-(through:RegionalCouncil|IntermunicipalCooperation)
         WHERE coalesce(seat.from_earliest <= $day, true) AND coalesce($day < seat.to_latest, true)
           AND NOT through.id IN counted
       }
       WITH network.id AS node, count(DISTINCT survey.type) AS lists
       WHERE lists = 2
       RETURN node
       ORDER BY node
     } AS complete,
     COLLECT {
       MATCH (:Network {id: $umbrella})<-[part:PART_OF]-(network:Network)
       WHERE coalesce(part.from_earliest <= $day, true) AND coalesce($day < part.to_latest, true)
       RETURN DISTINCT network.id AS network
       ORDER BY network
     } AS networks,
     COLLECT {
       MATCH (:Network {id: $umbrella})<-[part:PART_OF]-(network:Network)
       WHERE coalesce(part.from_latest <= $day, true) AND coalesce($day < part.to_earliest, true)
       RETURN DISTINCT network.id AS network
       ORDER BY network
     } AS sure_networks
WITH complete, networks, sure_networks,
     COLLECT {
       MATCH (network:Network)-[scope:PART_OF]->(county:County)
       WHERE network.id IN networks
         AND coalesce(scope.from_earliest <= $day, true) AND coalesce($day < scope.to_latest, true)
       WITH network.id AS network, county.id AS county,
            network.id IN complete AS listed,
            network.id IN sure_networks AS known,
            max(CASE WHEN coalesce(scope.from_latest <= $day, true) AND coalesce($day < scope.to_earliest, true)
                     THEN 1 ELSE 0 END) AS sure
       RETURN {network: network, county: county, sure: known AND sure = 1, complete: listed} AS scope
       ORDER BY network, county
     } AS scopes
MATCH (municipality:Municipality)
WHERE coalesce(municipality.from_earliest <= $day, true) AND coalesce($day < municipality.to_latest, true)
  AND ($county IS NULL OR EXISTS {
    MATCH (municipality)-[place:PART_OF]->(:County {id: $county})
    WHERE coalesce(place.from_earliest <= $day, true) AND coalesce($day < place.to_latest, true)
  })
  AND NOT EXISTS {
    MATCH (municipality)-[seat:MEMBER_OF|REPRESENTED_IN]->(network:Network)
    WHERE network.id IN sure_networks
      AND coalesce(seat.from_latest <= $day, true) AND coalesce($day < seat.to_earliest, true)
  }
  AND NOT EXISTS {
    MATCH (municipality)-[membership:MEMBER_OF]->(through:RegionalCouncil|IntermunicipalCooperation)
    MATCH (through)-[seat:MEMBER_OF|REPRESENTED_IN]->(network:Network)
    WHERE network.id IN sure_networks
      AND coalesce(membership.from_latest <= $day, true) AND coalesce($day < membership.to_earliest, true)
      AND coalesce(seat.from_latest <= $day, true) AND coalesce($day < seat.to_earliest, true)
  }
WITH municipality, networks, scopes,
     COLLECT {
       MATCH (municipality)-[place:PART_OF]->(county:County)
       WHERE coalesce(place.from_earliest <= $day, true) AND coalesce($day < place.to_latest, true)
       WITH county.id AS county,
            max(CASE WHEN coalesce(place.from_latest <= $day, true) AND coalesce($day < place.to_earliest, true)
                     THEN 1 ELSE 0 END) AS sure
       RETURN {id: county, sure: sure = 1} AS county
       ORDER BY county.id
     } AS places
WITH municipality, networks, places, [place IN places | place.id] AS counties, scopes
WITH municipality, networks, places, counties, [scope IN scopes WHERE scope.county IN counties] AS scopes
WITH municipality, networks, counties, scopes,
     coalesce(municipality.from_latest <= $day, true) AND coalesce($day < municipality.to_earliest, true)
       AND all(place IN places WHERE place.sure) AND all(scope IN scopes WHERE scope.sure) AS sure
RETURN municipality.id AS municipality_id,
       coalesce({en: municipality.name_en}[$lang], municipality.name) AS municipality_name,
       municipality.number AS number,
       counties,
       [scope IN scopes | scope.network] AS networks,
       CASE WHEN sure THEN 'yes' ELSE 'possibly' END AS held,
       CASE
         WHEN EXISTS {
           MATCH (municipality)-[seat:MEMBER_OF|REPRESENTED_IN]->(network:Network)
           WHERE network.id IN networks
             AND coalesce(seat.from_earliest <= $day, true) AND coalesce($day < seat.to_latest, true)
         } OR EXISTS {
           MATCH (municipality)-[membership:MEMBER_OF]->(through:RegionalCouncil|IntermunicipalCooperation)
           MATCH (through)-[seat:MEMBER_OF|REPRESENTED_IN]->(network:Network)
           WHERE network.id IN networks
             AND coalesce(membership.from_earliest <= $day, true) AND coalesce($day < membership.to_latest, true)
             AND coalesce(seat.from_earliest <= $day, true) AND coalesce($day < seat.to_latest, true)
         } THEN 'possibly'
         WHEN sure AND any(scope IN scopes WHERE scope.complete) THEN 'gap'
         ELSE 'not surveyed'
       END AS answer
ORDER BY municipality_id
