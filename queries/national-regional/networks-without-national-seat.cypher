// Hvilke regionale nettverk har ingen registrert plass nasjonalt?
// Which regional networks have no recorded seat at the national level?
//
// question nb: Hvilke regionale nettverk fantes på en gitt dag uten registrert plass i noe nasjonalt organ, og hva
//   har de i stedet?
// question en: Which regional networks existed on a given day without a recorded seat in any national body, and what
//   do they have instead?
// reading nb: Én rad per nettverk. «Del av» er de nasjonale strukturene nettverket er del av, «Gjennom medlemmer»
//   teller de nasjonale plassene medlemmene har, «Etterlyst» er dem kilder sier det burde være tettere bundet til.
//   «Kartlagt» er «gap» bare når en fullstendig liste over plassene finnes; ellers sier raden at vi ikke vet.
//   «Gjaldt» er «possibly» når datoene i kildene er for grove til å si om det gjaldt den dagen.
// reading en: One row per network. "Part of" are the national structures it belongs to, "Through members" counts the
//   national seats that its members hold, "Called for" are those that sources say it should be tied to more closely.
//   "Surveyed" is "gap" only where a complete list of its seats exists; else the row says that we do not know. "Held"
//   is "possibly" where the dates in the sources are too rough to tell whether it held on the day.
//
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column network_id: node(Network) | Nettverk (id) | Network (id)
// column network_name: text | Nettverk | Network
// column part_of: list of text | Del av | Part of
// column through_members: integer | Gjennom medlemmer | Through members
// column called_for: list of text | Etterlyst | Called for
// column held: choice(yes, possibly) | Gjaldt | Held
// column surveyed: choice(gap, not surveyed) | Kartlagt | Surveyed
// key: network_id
//
// see: called-for, missing-links, national-bodies-without-regional-seat
// tags: voice, representation, national, network, gap, survey, day
// revision: 1

WITH COLLECT {
       MATCH (survey:Survey {type: 'REPRESENTED_IN', side: 'from'})
       WHERE survey.kinds IS NULL AND survey.on_earliest <= $day AND $day <= survey.on_latest
       RETURN survey.node AS node
       ORDER BY node
     } AS complete
MATCH (network:Network {level: 'regional'})
WHERE coalesce(network.from_earliest <= $day, true) AND coalesce($day < network.to_latest, true)
  AND NOT EXISTS {
    MATCH (network)-[seat:REPRESENTED_IN|MEMBER_OF]->(body)
    WHERE body.level = 'national'
      AND coalesce(seat.from_earliest <= $day, true) AND coalesce($day < seat.to_latest, true)
  }
RETURN network.id AS network_id,
       coalesce({en: network.name_en}[$lang], network.name) AS network_name,
       COLLECT {
         MATCH (network)-[part:PART_OF]->(structure:NationalBody)
         WHERE coalesce(part.from_earliest <= $day, true) AND coalesce($day < part.to_latest, true)
         RETURN DISTINCT coalesce({en: structure.name_en}[$lang], structure.name) AS structure
         ORDER BY structure
       } AS part_of,
       COUNT {
         MATCH (network)<-[membership:MEMBER_OF]-(member:Body)
         MATCH (member)-[seat:REPRESENTED_IN]->(:NationalBody)
         WHERE coalesce(membership.from_earliest <= $day, true) AND coalesce($day < membership.to_latest, true)
           AND coalesce(seat.from_earliest <= $day, true) AND coalesce($day < seat.to_latest, true)
         RETURN DISTINCT seat
       } AS through_members,
       COLLECT {
         MATCH (network)-[:CALLED_FOR]-(wanted:NationalBody)
         RETURN DISTINCT coalesce({en: wanted.name_en}[$lang], wanted.name) AS wanted
         ORDER BY wanted
       } AS called_for,
       CASE WHEN coalesce(network.from_latest <= $day, true) AND coalesce($day < network.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       CASE WHEN network.id IN complete THEN 'gap' ELSE 'not surveyed' END AS surveyed
ORDER BY network_id
