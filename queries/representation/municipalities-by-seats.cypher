// Hvilke kommuner har flest plasser?
// Which municipalities have the most seats?
//
// question nb: I hvor mange organer og programmer er hver kommune i fylket representert eller medlem på en gitt dag?
// question en: In how many bodies and programmes is each municipality of the county represented or a member on a
//   given day?
// reading nb: Én rad per kommune, den med flest først. «I fylket» er «possibly» når kommunen bare muligens lå der. Et
//   organ telles én gang som egen plass (REPRESENTED_IN) og én gang som medlemskap (MEMBER_OF), uansett hvor mange
//   plasser kommunen har der. Det som bare muligens gjaldt, telles for seg. Tallene sier hva vi har registrert.
// reading en: One row per municipality, the one with most first. "In the county" is "possibly" where the municipality
//   only possibly was there. A body counts once as own seat (REPRESENTED_IN) and once as membership (MEMBER_OF),
//   however many seats there are. What only possibly held is counted apart. The figures tell what is recorded.
//
// param what: node(County) = agder-fylke | fylket det gjelder | the county in question
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column municipality_id: node(Municipality) | Kommune (id) | Municipality (id)
// column municipality_name: text | Kommune | Municipality
// column in_county: choice(yes, possibly) | I fylket | In the county
// column seats: integer | Egne plasser | Own seats
// column memberships: integer | Medlemskap | Memberships
// column possible: integer | Muligens | Possible
// key: municipality_id
//
// see: municipalities-covered, seats-by-county, seats-of-municipality
// tags: voice, representation, municipality, count, day
// revision: 2

MATCH (:County {id: $what})<-[place:PART_OF]-(municipality:Municipality)
WHERE coalesce(place.from_earliest <= $day, true) AND coalesce($day < place.to_latest, true)
WITH municipality,
     max(CASE WHEN coalesce(place.from_latest <= $day, true) AND coalesce($day < place.to_earliest, true)
              THEN 1 ELSE 0 END) AS placed
OPTIONAL MATCH (municipality)-[seat:MEMBER_OF|REPRESENTED_IN]->(body)
WHERE coalesce(seat.from_earliest <= $day, true) AND coalesce($day < seat.to_latest, true)
WITH municipality, placed, body, type(seat) AS kind,
     max(CASE WHEN coalesce(seat.from_latest <= $day, true) AND coalesce($day < seat.to_earliest, true)
              THEN 1 ELSE 0 END) AS sure
RETURN municipality.id AS municipality_id,
       coalesce({en: municipality.name_en}[$lang], municipality.name) AS municipality_name,
       CASE placed WHEN 1 THEN 'yes' ELSE 'possibly' END AS in_county,
       sum(CASE WHEN kind = 'REPRESENTED_IN' THEN sure ELSE 0 END) AS seats,
       sum(CASE WHEN kind = 'MEMBER_OF' THEN sure ELSE 0 END) AS memberships,
       sum(CASE WHEN kind IS NOT NULL THEN 1 - sure ELSE 0 END) AS possible
ORDER BY seats DESC, memberships DESC, municipality_id
