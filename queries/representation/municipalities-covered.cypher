// Er alle kommunene i fylket med?
// Do all municipalities in the county take part?
//
// question nb: Hvilke av kommunene i fylket er medlem av eller representert i organet på en gitt dag, og hvor er det
//   et hull?
// question en: Which of the municipalities in the county are members of or represented in the body on a given day,
//   and where is a gap?
// reading nb: Én rad per kommune i fylket den dagen. «I fylket» er «possibly» når kommunen bare muligens lå der.
//   «Svar» er «covered» når kommunen er med, «possibly» når den muligens er med, «gap» når en fullstendig liste
//   finnes og kommunen ikke står i den, og «not surveyed» når ingen har kartlagt det: da er svaret ikke nei.
// reading en: One row per municipality in the county on the day. "In the county" is "possibly" where the municipality
//   only possibly was there. "Answer" is "covered" where it takes part, "possibly" where it possibly does, "gap"
//   where a complete list exists and the municipality is not in it, and "not surveyed" where nobody has surveyed it:
//   then the answer is not no.
//
// param county: node(County) = agder-fylke | fylket det gjelder | the county in question
// param body: node(Body, Programme, Agreement) = digi-agder | organet det gjelder | the body in question
// param kind: choice(MEMBER_OF, REPRESENTED_IN) = MEMBER_OF | medlem eller representert | member or represented
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column municipality_id: node(Municipality) | Kommune (id) | Municipality (id)
// column municipality_name: text | Kommune | Municipality
// column in_county: choice(yes, possibly) | I fylket | In the county
// column answer: choice(covered, possibly, gap, not surveyed) | Svar | Answer
// column since: edtf | Med fra | Since
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: municipality_id
//
// see: municipalities-by-seats, seats-by-county, surveys
// tags: gap, survey, municipality, county, member, day
// revision: 2

WITH EXISTS {
       MATCH (survey:Survey {node: $body, type: $kind, side: 'to'})
       WHERE (survey.kinds IS NULL OR 'Municipality' IN survey.kinds)
         AND survey.on_earliest <= $day AND $day <= survey.on_latest
     } AS surveyed
MATCH (:County {id: $county})<-[place:PART_OF]-(municipality:Municipality)
WHERE coalesce(place.from_earliest <= $day, true) AND coalesce($day < place.to_latest, true)
WITH municipality, surveyed,
     max(CASE WHEN coalesce(place.from_latest <= $day, true) AND coalesce($day < place.to_earliest, true)
              THEN 1 ELSE 0 END) AS placed
OPTIONAL MATCH (municipality)-[tie:MEMBER_OF|REPRESENTED_IN]->(body:Body|Programme|Agreement)
WHERE body.id = $body
  AND type(tie) = $kind
  AND coalesce(tie.from_earliest <= $day, true) AND coalesce($day < tie.to_latest, true)
WITH municipality, surveyed, placed, tie,
     coalesce(tie.from_latest <= $day, true) AND coalesce($day < tie.to_earliest, true) AS sure
ORDER BY sure DESC, tie.id
WITH municipality, surveyed, placed, collect({tie: tie, sure: sure})[0] AS best
RETURN municipality.id AS municipality_id,
       coalesce({en: municipality.name_en}[$lang], municipality.name) AS municipality_name,
       CASE placed WHEN 1 THEN 'yes' ELSE 'possibly' END AS in_county,
       CASE
         WHEN best.tie IS NOT NULL AND best.sure THEN 'covered'
         WHEN best.tie IS NOT NULL THEN 'possibly'
         WHEN surveyed THEN 'gap'
         ELSE 'not surveyed'
       END AS answer,
       best.tie.valid_from AS since,
       best.tie.sources AS sources,
       best.tie.id AS edge
ORDER BY municipality_id
