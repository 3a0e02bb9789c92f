// Hvilke helsefellesskap finnes, og hvem er med?
// Which health communities are there, and who takes part?
//
// question nb: Hvilke helsefellesskap fantes på en gitt dag, hvor mange kommuner og hvilke helseforetak er med, og
//   hvem leder dem?
// question en: Which health communities existed on a given day, how many municipalities and which health trusts take
//   part, and who leads them?
// reading nb: Én rad per helsefellesskap, det vil si samarbeidsorgan som følger opp avtalen. Tomme felt betyr at
//   kildene ikke sier det. Det som bare muligens gjaldt, er med og har «?» etter navnet. Kommuner som bare muligens
//   var med, telles for seg, under «Muligens». «Gjaldt» er «possibly» når datoene i kildene er for grove til å si om
//   det gjaldt den dagen. Det kildene bare etterlyser, er ikke med.
// reading en: One row per health community, that is cooperation body which follows up the agreement. Empty cells mean
//   that the sources do not say. What only possibly held is included, with "?" after its name. Municipalities that
//   only possibly took part are counted apart, under "Possible". "Held" is "possibly" where the dates in the sources
//   are too rough to tell whether it held on the day. What sources only call for is left out.
//
// param what: node(Agreement) = avtale-helsefellesskap-2019 | avtalen helsefellesskapene bygger på | the agreement
//   that the health communities rest on
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column community_id: node(CooperationBody) | Helsefellesskap (id) | Health community (id)
// column community_name: text | Helsefellesskap | Health community
// column since: edtf | Fra | From
// column municipalities: integer | Kommuner | Municipalities
// column possible: integer | Muligens | Possible
// column trusts: list of text | Helseforetak | Health trusts
// column led_by: list of text | Ledes av | Led by
// column held: choice(yes, possibly) | Gjaldt | Held
// column confidence: choice(stated, inferred) | Sikkerhet | Confidence
// column sources: list of text | Kilder | Sources
// key: community_id
//
// see: agreements-and-parties
// tags: health, municipality, comparison, norway, day
// revision: 2

MATCH (:Agreement {id: $what})<-[follows:FOLLOWS_UP]-(community:CooperationBody)
WHERE coalesce(follows.from_earliest <= $day, true) AND coalesce($day < follows.to_latest, true)
WITH community,
     max(CASE WHEN coalesce(follows.from_latest <= $day, true) AND coalesce($day < follows.to_earliest, true)
              THEN 1 ELSE 0 END) AS sure
CALL (community) {
  MATCH (community)<-[membership:MEMBER_OF]-(municipality:Municipality)
  WHERE coalesce(membership.from_earliest <= $day, true) AND coalesce($day < membership.to_latest, true)
  WITH municipality,
       max(CASE WHEN coalesce(membership.from_latest <= $day, true) AND coalesce($day < membership.to_earliest, true)
                THEN 1 ELSE 0 END) AS sure
  RETURN sum(sure) AS municipalities, sum(1 - sure) AS possible
}
RETURN community.id AS community_id,
       coalesce({en: community.name_en}[$lang], community.name) AS community_name,
       community.valid_from AS since,
       municipalities,
       possible,
       COLLECT {
         MATCH (community)<-[membership:MEMBER_OF]-(trust:HealthTrust)
         WHERE coalesce(membership.from_earliest <= $day, true) AND coalesce($day < membership.to_latest, true)
         WITH coalesce({en: trust.name_en}[$lang], trust.name) AS trust,
              min(CASE WHEN coalesce(membership.from_latest <= $day, true)
                        AND coalesce($day < membership.to_earliest, true)
                       THEN '' ELSE ' ?' END) AS doubt
         RETURN trust + doubt AS trust
         ORDER BY trust
       } AS trusts,
       COLLECT {
         MATCH (community)<-[leads:LEADS]-(leader:Body)
         WHERE coalesce(leads.from_earliest <= $day, true) AND coalesce($day < leads.to_latest, true)
         WITH coalesce({en: leader.name_en}[$lang], leader.name) AS leader,
              min(CASE WHEN coalesce(leads.from_latest <= $day, true) AND coalesce($day < leads.to_earliest, true)
                       THEN '' ELSE ' ?' END) AS doubt
         RETURN leader + doubt AS leader
         ORDER BY leader
       } AS led_by,
       CASE sure WHEN 1 THEN 'yes' ELSE 'possibly' END AS held,
       community.confidence AS confidence,
       community.sources AS sources
ORDER BY community_id
