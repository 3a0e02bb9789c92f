// Hvilke kommuner er ikke registrert i noe regionalt nettverk?
// Which municipalities are not recorded in any regional network?
//
// question nb: Hvilke kommuner fantes på en gitt dag uten å være registrert i noe av de regionale nettverkene, selv
//   eller gjennom et samarbeid?
// question en: Which municipalities existed on a given day without being recorded in any of the regional networks, by
//   themselves or through a cooperation?
// reading nb: Én rad per kommune. «Svar» er «gap» når fylket har et nettverk med en fullstendig medlemsliste som
//   kommunen ikke står i. Ellers er svaret «not surveyed»: vi vet ikke om kommunen er med. «Nettverk i fylket» er
//   nettverkene som dekker fylket.
// reading en: One row per municipality. "Answer" is "gap" where a network of the county has a complete list of
//   members without the municipality. Else it is "not surveyed": we do not know whether it takes part. "Networks of
//   the county" are those that cover it.
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
// column answer: choice(gap, not surveyed) | Svar | Answer
// key: municipality_id
//
// see: counties-without-network
// tags: network, municipality, gap, survey, norway, day
// revision: 1

WITH COLLECT {
       MATCH (:Network {id: $umbrella})<-[part:PART_OF]-(network:Network)
       WHERE coalesce(part.from_earliest <= $day, true) AND coalesce($day < part.to_latest, true)
       RETURN DISTINCT network.id AS network
       ORDER BY network
     } AS networks
WITH networks,
     COLLECT {
       MATCH (:Network {id: $umbrella})<-[:PART_OF]-(network:Network)
       MATCH (network)-[scope:PART_OF]->(county:County)
       WHERE network.id IN networks
         AND coalesce(scope.from_earliest <= $day, true) AND coalesce($day < scope.to_latest, true)
       WITH DISTINCT network.id AS network, county.id AS county
       RETURN {network: network, county: county, complete: EXISTS {
         MATCH (survey:Survey {node: network, type: 'MEMBER_OF', side: 'to'})
         WHERE (survey.kinds IS NULL OR 'Municipality' IN survey.kinds)
           AND survey.on_earliest <= $day AND $day <= survey.on_latest
       }} AS scope
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
    WHERE network.id IN networks
      AND coalesce(seat.from_earliest <= $day, true) AND coalesce($day < seat.to_latest, true)
  }
  AND NOT EXISTS {
    MATCH (municipality)-[membership:MEMBER_OF]->(through:RegionalCouncil|IntermunicipalCooperation)
    MATCH (through)-[seat:MEMBER_OF|REPRESENTED_IN]->(network:Network)
    WHERE network.id IN networks
      AND coalesce(membership.from_earliest <= $day, true) AND coalesce($day < membership.to_latest, true)
      AND coalesce(seat.from_earliest <= $day, true) AND coalesce($day < seat.to_latest, true)
  }
WITH municipality, scopes,
     COLLECT {
       MATCH (municipality)-[place:PART_OF]->(county:County)
       WHERE coalesce(place.from_earliest <= $day, true) AND coalesce($day < place.to_latest, true)
       RETURN DISTINCT county.id AS county
       ORDER BY county
     } AS counties
WITH municipality, counties, [scope IN scopes WHERE scope.county IN counties] AS scopes
RETURN municipality.id AS municipality_id,
       coalesce({en: municipality.name_en}[$lang], municipality.name) AS municipality_name,
       municipality.number AS number,
       counties,
       [scope IN scopes | scope.network] AS networks,
       CASE WHEN any(scope IN scopes WHERE scope.complete) THEN 'gap' ELSE 'not surveyed' END AS answer
ORDER BY municipality_id
