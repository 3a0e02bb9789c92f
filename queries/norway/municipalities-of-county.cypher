// Hvilke kommuner lå i fylket?
// Which municipalities were in the county?
//
// question nb: Hvilke kommuner lå i fylket på en gitt dag, og hvilke regionråd og samarbeidsorganer er de registrert
//   i?
// question en: Which municipalities were in the county on a given day, and in which regional councils and cooperation
//   bodies are they recorded?
// reading nb: Én rad per kommune. Et helsefellesskap er et samarbeidsorgan. Tomme felt for regionråd og
//   samarbeidsorganer betyr at ingen er registrert. Det som bare muligens gjaldt, er med og har «?» etter navnet.
//   «Gjaldt» er «possibly» når datoene i kildene er for grove til å si om det gjaldt den dagen.
// reading en: One row per municipality. A health community is a cooperation body. Empty cells for regional councils
//   and cooperation bodies mean that none is recorded. What only possibly held is included, with "?" after its name.
//   "Held" is "possibly" where the dates in the sources are too rough to tell whether it held on the day.
//
// param what: node(County) = agder-fylke | fylket det gjelder | the county in question
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column municipality_id: node(Municipality) | Kommune (id) | Municipality (id)
// column municipality_name: text | Kommune | Municipality
// column number: text | Nummer nå | Number now
// column since: edtf | Fra | From
// column held: choice(yes, possibly) | Gjaldt | Held
// column regions: list of text | Regionråd | Regional councils
// column cooperation_bodies: list of text | Samarbeidsorganer | Cooperation bodies
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: municipalities-in-several-regions, regions-side-by-side
// tags: municipality, county, norway, day
// revision: 2

MATCH (:County {id: $what})<-[place:PART_OF]-(municipality:Municipality)
WHERE coalesce(place.from_earliest <= $day, true) AND coalesce($day < place.to_latest, true)
RETURN municipality.id AS municipality_id,
       coalesce({en: municipality.name_en}[$lang], municipality.name) AS municipality_name,
       municipality.number AS number,
       place.valid_from AS since,
       CASE WHEN coalesce(place.from_latest <= $day, true) AND coalesce($day < place.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       COLLECT {
         MATCH (municipality)-[membership:MEMBER_OF]->(council:RegionalCouncil)
         WHERE coalesce(membership.from_earliest <= $day, true) AND coalesce($day < membership.to_latest, true)
         WITH coalesce({en: council.name_en}[$lang], council.name) AS council,
              min(CASE WHEN coalesce(membership.from_latest <= $day, true)
                        AND coalesce($day < membership.to_earliest, true)
                       THEN '' ELSE ' ?' END) AS doubt
         RETURN council + doubt AS council
         ORDER BY council
       } AS regions,
       COLLECT {
         MATCH (municipality)-[membership:MEMBER_OF]->(cooperation:CooperationBody)
         WHERE coalesce(membership.from_earliest <= $day, true) AND coalesce($day < membership.to_latest, true)
         WITH coalesce({en: cooperation.name_en}[$lang], cooperation.name) AS cooperation,
              min(CASE WHEN coalesce(membership.from_latest <= $day, true)
                        AND coalesce($day < membership.to_earliest, true)
                       THEN '' ELSE ' ?' END) AS doubt
         RETURN cooperation + doubt AS cooperation
         ORDER BY cooperation
       } AS cooperation_bodies,
       place.sources AS sources,
       place.id AS edge
ORDER BY municipality_id, edge
