// Hvilke regioner er det, og hvilke kommuner er med i hver?
// Which regions are there, and which municipalities belong to each?
//
// question nb: Hvilke regionråd fantes på en gitt dag, hvilke kommuner var medlem av hvert, og hvor mange?
// question en: Which regional councils existed on a given day, which municipalities were members of each, and how
//   many?
// reading nb: Én rad per regionråd. En kommune som bare muligens var medlem, er med og har «?» etter navnet. «Gjaldt»
//   er «possibly» når datoene i kildene er for grove til å si om det gjaldt den dagen. Det kildene bare etterlyser,
//   er ikke med.
// reading en: One row per regional council. A municipality that only possibly was a member is included, with "?"
//   after its name. "Held" is "possibly" where the dates in the sources are too rough to tell whether it held on the
//   day. What sources only call for is left out.
//
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column region_id: node(RegionalCouncil) | Regionråd (id) | Regional council (id)
// column region_name: text | Regionråd | Regional council
// column members: integer | Kommuner | Municipalities
// column municipalities: list of text | Hvilke | Which
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// key: region_id
//
// see: counties-side-by-side, municipalities-in-several-regions, municipalities-of-county, networks-side-by-side
// tags: region, municipality, comparison, day
// revision: 1

MATCH (council:RegionalCouncil)
WHERE coalesce(council.from_earliest <= $day, true) AND coalesce($day < council.to_latest, true)
WITH council,
     COLLECT {
       MATCH (council)<-[membership:MEMBER_OF]-(municipality:Municipality)
       WHERE coalesce(membership.from_earliest <= $day, true) AND coalesce($day < membership.to_latest, true)
       WITH coalesce({en: municipality.name_en}[$lang], municipality.name) AS name,
            CASE WHEN coalesce(membership.from_latest <= $day, true) AND coalesce($day < membership.to_earliest, true)
                 THEN 1 ELSE 0 END AS sure
       WITH name, max(sure) AS sure
       RETURN name + CASE sure WHEN 1 THEN '' ELSE ' ?' END AS name
       ORDER BY name
     } AS municipalities
RETURN council.id AS region_id,
       coalesce({en: council.name_en}[$lang], council.name) AS region_name,
       size(municipalities) AS members,
       municipalities,
       CASE WHEN coalesce(council.from_latest <= $day, true) AND coalesce($day < council.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       council.sources AS sources
ORDER BY region_id
