// Hva er registrert i hvert fylke?
// What is recorded in each county?
//
// question nb: Hvor mange kommuner, hvilken fylkeskommune, hvilken statsforvalter og hvilke nettverk er registrert i
//   hvert fylke på en gitt dag?
// question en: How many municipalities, which county authority, which county governor and which networks are recorded
//   in each county on a given day?
// reading nb: Én rad per fylke. Et tomt felt betyr at ingenting er registrert. Det som bare muligens gjaldt, er med
//   og har «?» etter navnet. Kommuner som bare muligens lå i fylket, telles for seg, under «Muligens». «Gjaldt» er
//   «possibly» når datoene i kildene er for grove til å si om det gjaldt den dagen.
// reading en: One row per county. An empty cell means that nothing is recorded. What only possibly held is included,
//   with "?" after its name. Municipalities that only possibly were in the county are counted apart, under
//   "Possible". "Held" is "possibly" where the dates in the sources are too rough to tell whether it held on the day.
//
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column county_id: node(County) | Fylke (id) | County (id)
// column county_name: text | Fylke | County
// column number: text | Nummer | Number
// column held: choice(yes, possibly) | Gjaldt | Held
// column municipalities: integer | Kommuner | Municipalities
// column possible: integer | Muligens | Possible
// column authorities: list of text | Fylkeskommune | County authority
// column governors: list of text | Statsforvalter | County governor
// column networks: list of text | Nettverk | Networks
// key: county_id
//
// see: networks-side-by-side, regions-side-by-side
// tags: county, comparison, norway, day
// revision: 2

MATCH (county:County)
WHERE coalesce(county.from_earliest <= $day, true) AND coalesce($day < county.to_latest, true)
CALL (county) {
  MATCH (county)<-[place:PART_OF]-(municipality:Municipality)
  WHERE coalesce(place.from_earliest <= $day, true) AND coalesce($day < place.to_latest, true)
  WITH municipality,
       max(CASE WHEN coalesce(place.from_latest <= $day, true) AND coalesce($day < place.to_earliest, true)
                THEN 1 ELSE 0 END) AS sure
  RETURN sum(sure) AS municipalities, sum(1 - sure) AS possible
}
RETURN county.id AS county_id,
       coalesce({en: county.name_en}[$lang], county.name) AS county_name,
       county.number AS number,
       CASE WHEN coalesce(county.from_latest <= $day, true) AND coalesce($day < county.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       municipalities,
       possible,
       COLLECT {
         MATCH (county)<-[place:PART_OF]-(authority:CountyAuthority)
         WHERE coalesce(place.from_earliest <= $day, true) AND coalesce($day < place.to_latest, true)
         WITH coalesce({en: authority.name_en}[$lang], authority.name) AS authority,
              min(CASE WHEN coalesce(place.from_latest <= $day, true) AND coalesce($day < place.to_earliest, true)
                       THEN '' ELSE ' ?' END) AS doubt
         RETURN authority + doubt AS authority
         ORDER BY authority
       } AS authorities,
       COLLECT {
         MATCH (county)<-[place:PART_OF]-(governor:CountyGovernor)
         WHERE coalesce(place.from_earliest <= $day, true) AND coalesce($day < place.to_latest, true)
         WITH coalesce({en: governor.name_en}[$lang], governor.name) AS governor,
              min(CASE WHEN coalesce(place.from_latest <= $day, true) AND coalesce($day < place.to_earliest, true)
                       THEN '' ELSE ' ?' END) AS doubt
         RETURN governor + doubt AS governor
         ORDER BY governor
       } AS governors,
       COLLECT {
         MATCH (county)<-[place:PART_OF]-(network:Network)
         WHERE coalesce(place.from_earliest <= $day, true) AND coalesce($day < place.to_latest, true)
         WITH coalesce({en: network.name_en}[$lang], network.name) AS network,
              min(CASE WHEN coalesce(place.from_latest <= $day, true) AND coalesce($day < place.to_earliest, true)
                       THEN '' ELSE ' ?' END) AS doubt
         RETURN network + doubt AS network
         ORDER BY network
       } AS networks
ORDER BY county_id
