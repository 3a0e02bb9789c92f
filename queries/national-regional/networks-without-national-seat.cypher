// Hvilke regionale nettverk har ingen registrert plass nasjonalt?
// Which regional networks have no recorded seat at the national level?
//
// question nb: Hvilke regionale nettverk fantes på en gitt dag uten noen registrert plass i et nasjonalt organ som
//   sikkert gjaldt da, og hva har de i stedet?
// question en: Which regional networks existed on a given day without any recorded seat in a national body that
//   surely held then, and what do they have instead?
// reading nb: Én rad per nettverk. «Del av» er de nasjonale strukturene nettverket er del av; en som det bare
//   muligens var del av, har «?» etter navnet. «Gjennom medlemmer» teller de nasjonale plassene medlemmene har,
//   «Muligens» dem de bare muligens har, «Etterlyst» er dem kilder sier det burde være tettere bundet til. «Kartlagt»
//   er «possibly» når nettverket muligens har en plass, og «gap» bare når fullstendige lister over både plassene og
//   medlemskapene finnes; ellers sier raden at vi ikke vet. «Gjaldt» er «possibly» når datoene i kildene er for grove
//   til å si om det gjaldt den dagen.
// reading en: One row per network. "Part of" are the national structures it belongs to; one that it only possibly
//   belonged to has "?" after its name. "Through members" counts the national seats that its members hold, "Possible"
//   those that they only possibly hold, "Called for" are those that sources say it should be tied to more closely.
//   "Surveyed" is "possibly" where the network possibly has a seat, and "gap" only where complete lists of both its
//   seats and its memberships exist; else the row says that we do not know. "Held" is "possibly" where the dates in
//   the sources are too rough to tell whether it held on the day.
//
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column network_id: node(Network) | Nettverk (id) | Network (id)
// column network_name: text | Nettverk | Network
// column part_of: list of text | Del av | Part of
// column through_members: integer | Gjennom medlemmer | Through members
// column possible: integer | Muligens | Possible
// column called_for: list of text | Etterlyst | Called for
// column held: choice(yes, possibly) | Gjaldt | Held
// column surveyed: choice(gap, possibly, not surveyed) | Kartlagt | Surveyed
// key: network_id
//
// see: called-for, missing-links, national-bodies-without-regional-seat
// tags: voice, representation, national, network, gap, survey, day
// revision: 2

WITH COLLECT {
       MATCH (survey:Survey {side: 'from'})
       WHERE survey.type IN ['REPRESENTED_IN', 'MEMBER_OF']
         AND survey.kinds IS NULL
         AND survey.on_earliest <= $day AND $day <= survey.on_latest
       WITH survey.node AS node, count(DISTINCT survey.type) AS lists
       WHERE lists = 2
       RETURN node
       ORDER BY node
     } AS complete
MATCH (network:Network {level: 'regional'})
WHERE coalesce(network.from_earliest <= $day, true) AND coalesce($day < network.to_latest, true)
  AND NOT EXISTS {
    MATCH (network)-[seat:REPRESENTED_IN|MEMBER_OF]->(body)
    WHERE body.level = 'national'
      AND coalesce(seat.from_latest <= $day, true) AND coalesce($day < seat.to_earliest, true)
  }
CALL (network) {
  MATCH (network)<-[membership:MEMBER_OF]-(member:Body)
  WHERE coalesce(membership.from_earliest <= $day, true) AND coalesce($day < membership.to_latest, true)
  MATCH (member)-[seat:REPRESENTED_IN]->(:NationalBody)
  WHERE coalesce(seat.from_earliest <= $day, true) AND coalesce($day < seat.to_latest, true)
  WITH seat.id AS seat,
       max(CASE WHEN coalesce(membership.from_latest <= $day, true) AND coalesce($day < membership.to_earliest, true)
                 AND coalesce(seat.from_latest <= $day, true) AND coalesce($day < seat.to_earliest, true)
                THEN 1 ELSE 0 END) AS sure
  RETURN sum(sure) AS through_members, sum(1 - sure) AS possible
}
RETURN network.id AS network_id,
       coalesce({en: network.name_en}[$lang], network.name) AS network_name,
       COLLECT {
         MATCH (network)-[part:PART_OF]->(structure:NationalBody)
         WHERE coalesce(part.from_earliest <= $day, true) AND coalesce($day < part.to_latest, true)
         WITH coalesce({en: structure.name_en}[$lang], structure.name) AS structure,
              min(CASE WHEN coalesce(part.from_latest <= $day, true) AND coalesce($day < part.to_earliest, true)
                       THEN '' ELSE ' ?' END) AS doubt
         RETURN structure + doubt AS structure
         ORDER BY structure
       } AS part_of,
       through_members,
       possible,
       COLLECT {
         MATCH (network)-[:CALLED_FOR]-(wanted:NationalBody)
         RETURN DISTINCT coalesce({en: wanted.name_en}[$lang], wanted.name) AS wanted
         ORDER BY wanted
       } AS called_for,
       CASE WHEN coalesce(network.from_latest <= $day, true) AND coalesce($day < network.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       CASE
         WHEN EXISTS {
           MATCH (network)-[seat:REPRESENTED_IN|MEMBER_OF]->(body)
           WHERE body.level = 'national'
             AND coalesce(seat.from_earliest <= $day, true) AND coalesce($day < seat.to_latest, true)
         } THEN 'possibly'
         WHEN network.id IN complete THEN 'gap'
         ELSE 'not surveyed'
       END AS surveyed
ORDER BY network_id
