// Hvor mange plasser har kommunene i hvert fylke i hvert organ?
// How many seats do the municipalities of each county have in each body?
//
// question nb: Hvor mange kommuner i hvert fylke er medlem av eller representert i hvert organ på en gitt dag?
// question en: How many municipalities of each county are members of or represented in each body on a given day?
// reading nb: Én rad per fylke og organ med minst én kommune fra fylket. «Ja» teller dem som hadde plassen den dagen
//   etter datoene, også når vi har sluttet oss til det. Det kildene bare etterlyser, er ikke med.
// reading en: One row per county and body with at least one municipality of the county. "Yes" counts those that had
//   the seat on the day by its dates, also where we infer it. What sources only call for is left out.
//
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column county_id: node(County) | Fylke (id) | County (id)
// column county_name: text | Fylke | County
// column body_id: node | Organ (id) | Body (id)
// column body_name: text | Organ | Body
// column municipalities: integer | Kommuner | Municipalities
// column held: integer | Ja | Yes
// key: county_id, body_id
//
// see: municipalities-by-seats, municipalities-covered
// tags: voice, representation, county, municipality, count, day
// revision: 2

MATCH (county:County)<-[place:PART_OF {status: 'recorded'}]-(municipality:Municipality)
WHERE coalesce(place.from_earliest <= $day, true) AND coalesce($day < place.to_latest, true)
MATCH (municipality)-[seat:MEMBER_OF|REPRESENTED_IN {status: 'recorded'}]->(body)
WHERE coalesce(seat.from_earliest <= $day, true) AND coalesce($day < seat.to_latest, true)
WITH county, body, municipality,
     max(CASE WHEN coalesce(seat.from_latest <= $day, true) AND coalesce($day < seat.to_earliest, true)
               AND coalesce(place.from_latest <= $day, true) AND coalesce($day < place.to_earliest, true)
              THEN 1 ELSE 0 END) AS held
RETURN county.id AS county_id,
       coalesce({en: county.name_en}[$lang], county.name) AS county_name,
       body.id AS body_id,
       coalesce({en: body.name_en}[$lang], body.name) AS body_name,
       count(municipality) AS municipalities,
       sum(held) AS held
ORDER BY county_id, body_id
