// Hvem er part i hvilke avtaler?
// Who is party to which agreements?
//
// question nb: Hvilke avtaler gjaldt på en gitt dag, hvem var part i dem, og hva følger de opp?
// question en: Which agreements were in force on a given day, who was party to them, and what do they follow up?
// reading nb: Én rad per avtale. Det som bare muligens gjaldt, er med og har «?» etter navnet. «Gjaldt» er «possibly»
//   når datoene i kildene er for grove til å si om det gjaldt den dagen. Det kildene bare etterlyser, er ikke med.
// reading en: One row per agreement. What only possibly held is included, with "?" after its name. "Held" is
//   "possibly" where the dates in the sources are too rough to tell whether it held on the day. What sources only
//   call for is left out.
//
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column agreement_id: node(Agreement) | Avtale (id) | Agreement (id)
// column agreement_name: text | Avtale | Agreement
// column parties: list of text | Parter | Parties
// column follows_up: list of text | Følger opp | Follows up
// column since: edtf | Fra | From
// column until: edtf | Til og med | Until
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// key: agreement_id
//
// see: health-communities
// tags: agreement, party, day
// revision: 2

MATCH (agreement:Agreement)
WHERE coalesce(agreement.from_earliest <= $day, true) AND coalesce($day < agreement.to_latest, true)
RETURN agreement.id AS agreement_id,
       coalesce({en: agreement.name_en}[$lang], agreement.name) AS agreement_name,
       COLLECT {
         MATCH (agreement)<-[membership:MEMBER_OF]-(party:Body)
         WHERE coalesce(membership.from_earliest <= $day, true) AND coalesce($day < membership.to_latest, true)
         WITH coalesce({en: party.name_en}[$lang], party.name) AS party,
              min(CASE WHEN coalesce(membership.from_latest <= $day, true)
                        AND coalesce($day < membership.to_earliest, true)
                       THEN '' ELSE ' ?' END) AS doubt
         RETURN party + doubt AS party
         ORDER BY party
       } AS parties,
       COLLECT {
         MATCH (agreement)-[follows:FOLLOWS_UP]->(followed)
         WHERE coalesce(follows.from_earliest <= $day, true) AND coalesce($day < follows.to_latest, true)
         WITH coalesce({en: followed.name_en}[$lang], followed.name) AS followed,
              min(CASE WHEN coalesce(follows.from_latest <= $day, true) AND coalesce($day < follows.to_earliest, true)
                       THEN '' ELSE ' ?' END) AS doubt
         RETURN followed + doubt AS followed
         ORDER BY followed
       } AS follows_up,
       agreement.valid_from AS since,
       agreement.valid_to AS until,
       CASE WHEN coalesce(agreement.from_latest <= $day, true) AND coalesce($day < agreement.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       agreement.sources AS sources
ORDER BY agreement_id
