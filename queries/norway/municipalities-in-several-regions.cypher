// Hvilke kommuner er med i flere regioner?
// Which municipalities belong to several regions?
//
// question nb: Hvilke kommuner var registrert i flere regionråd, eller i flere samarbeidsorganer, på en gitt dag?
// question en: Which municipalities were recorded in several regional councils, or in several cooperation bodies, on
//   a given day?
// reading nb: Én rad per kommune og slag. Et helsefellesskap er et samarbeidsorgan. Det kan være dobbelt medlemskap,
//   et bytte vi bare kjenner året for, eller kilder som er uenige. «Gjaldt» er «possibly» når datoene i kildene er
//   for grove til å si om det gjaldt den dagen. Det kildene bare etterlyser, er ikke med.
// reading en: One row per municipality and kind. A health community is a cooperation body. It may be double
//   membership, a change of which only the year is known, or sources that disagree. "Held" is "possibly" where the
//   dates in the sources are too rough to tell whether it held on the day. What sources only call for is left out.
//
// param kind: choice(RegionalCouncil, CooperationBody) = RegionalCouncil | regionråd eller samarbeidsorgan | regional
//   council or cooperation body
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column municipality_id: node(Municipality) | Kommune (id) | Municipality (id)
// column municipality_name: text | Kommune | Municipality
// column bodies: list of text | Med i | Belongs to
// column held: choice(yes, possibly) | Gjaldt | Held
// column edges: list of edge | Opplysninger | Statements
// key: municipality_id
//
// see: municipalities-of-county, regions-side-by-side
// tags: region, municipality, conflict, norway, day
// revision: 1

MATCH (municipality:Municipality)-[membership:MEMBER_OF]->(body:RegionalCouncil|CooperationBody)
WHERE body.kind = $kind
  AND coalesce(membership.from_earliest <= $day, true) AND coalesce($day < membership.to_latest, true)
WITH municipality, body, membership,
     coalesce(membership.from_latest <= $day, true) AND coalesce($day < membership.to_earliest, true) AS sure
ORDER BY body.id, membership.id
WITH municipality,
     collect(DISTINCT coalesce({en: body.name_en}[$lang], body.name)) AS bodies,
     collect(sure) AS sure,
     collect(membership.id) AS edges
WHERE size(bodies) > 1
RETURN municipality.id AS municipality_id,
       coalesce({en: municipality.name_en}[$lang], municipality.name) AS municipality_name,
       bodies,
       CASE WHEN all(each IN sure WHERE each) THEN 'yes' ELSE 'possibly' END AS held,
       edges
ORDER BY municipality_id
