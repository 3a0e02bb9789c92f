// Hva er registrert i hvert fylke?
// What is recorded in each county?
//
// question nb: Hvor mange kommuner, hvilken fylkeskommune, hvilken statsforvalter og hvilke nettverk er registrert i
//   hvert fylke på en gitt dag?
// question en: How many municipalities, which county authority, which county governor and which networks are recorded
//   in each county on a given day?
// reading nb: Én rad per fylke. Et tomt felt betyr at ingenting er registrert. Også det som bare muligens gjaldt, er
//   med. «Gjaldt» er «possibly» når datoene i kildene er for grove til å si om det gjaldt den dagen.
// reading en: One row per county. An empty cell means that nothing is recorded. What only possibly held is included.
//   "Held" is "possibly" where the dates in the sources are too rough to tell whether it held on the day.
//
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column county_id: node(County) | Fylke (id) | County (id)
// column county_name: text | Fylke | County
// column number: text | Nummer | Number
// column held: choice(yes, possibly) | Gjaldt | Held
// column municipalities: integer | Kommuner | Municipalities
// column authorities: list of text | Fylkeskommune | County authority
// column governors: list of text | Statsforvalter | County governor
// column networks: list of text | Nettverk | Networks
// key: county_id
//
// see: networks-side-by-side, regions-side-by-side
// tags: county, comparison, norway, day
// revision: 1

MATCH (county:County)
WHERE coalesce(county.from_earliest <= $day, true) AND coalesce($day < county.to_latest, true)
RETURN county.id AS county_id,
       coalesce({en: county.name_en}[$lang], county.name) AS county_name,
       county.number AS number,
       CASE WHEN coalesce(county.from_latest <= $day, true) AND coalesce($day < county.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       COUNT {
         MATCH (county)<-[place:PART_OF]-(municipality:Municipality)
         WHERE coalesce(place.from_earliest <= $day, true) AND coalesce($day < place.to_latest, true)
         RETURN DISTINCT municipality
       } AS municipalities,
       COLLECT {
         MATCH (county)<-[place:PART_OF]-(authority:CountyAuthority)
         WHERE coalesce(place.from_earliest <= $day, true) AND coalesce($day < place.to_latest, true)
         RETURN DISTINCT coalesce({en: authority.name_en}[$lang], authority.name) AS authority
         ORDER BY authority
       } AS authorities,
       COLLECT {
         MATCH (county)<-[place:PART_OF]-(governor:CountyGovernor)
         WHERE coalesce(place.from_earliest <= $day, true) AND coalesce($day < place.to_latest, true)
         RETURN DISTINCT coalesce({en: governor.name_en}[$lang], governor.name) AS governor
         ORDER BY governor
       } AS governors,
       COLLECT {
         MATCH (county)<-[place:PART_OF]-(network:Network)
         WHERE coalesce(place.from_earliest <= $day, true) AND coalesce($day < place.to_latest, true)
         RETURN DISTINCT coalesce({en: network.name_en}[$lang], network.name) AS network
         ORDER BY network
       } AS networks
ORDER BY county_id
