// Hvordan er de regionale nettverkene bundet til samstyringsstrukturen?
// How are the regional networks tied to the co-governance structure?
//
// question nb: Hvordan er hvert nettverk bundet til den nasjonale strukturen på en gitt dag: som del av den, med
//   plass i organene i den, eller bare etterlyst?
// question en: How is each network tied to the national structure on a given day: as part of it, with seats in its
//   bodies, or only called for?
// reading nb: Én rad per nettverk. «Med i nettverket» er «possibly» når det bare muligens var del av nettverket
//   nettverkene er del av. «Del av» er «yes» eller «possibly» når en slik forbindelse er registrert, og tom når ingen
//   er det; «Sikkerhet» sier om den er sagt rett ut. «Plasser» er organene i strukturen der nettverket selv sitter,
//   «Medlemmers plasser» dem der medlemmene sitter; en plass som bare muligens gjaldt, er med og har «?» etter
//   navnet. «Etterlyst» er sant når en kilde etterlyser en sterkere forbindelse.
// reading en: One row per network. "In the network" is "possibly" where it only possibly was part of the network that
//   the networks are part of. "Part of" is "yes" or "possibly" where such a tie is recorded, and empty where none is;
//   "Confidence" says whether a source states it. "Seats" are the bodies of the structure in which the network itself
//   sits, "Members' seats" those in which its members sit; a seat that only possibly held is included, with "?" after
//   its name. "Called for" is true where a source calls for a stronger tie.
//
// param umbrella: node(Network) = regionale-digitaliseringsnettverk | nettverket nettverkene er del av | the network
//   that the networks are part of
// param structure: node(CoordinationStructure) = ks-samstyringsstruktur | den nasjonale strukturen | the national
//   structure
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column network_id: node(Network) | Nettverk (id) | Network (id)
// column network_name: text | Nettverk | Network
// column in_umbrella: choice(yes, possibly) | Med i nettverket | In the network
// column part_of: choice(yes, possibly) | Del av | Part of
// column confidence: choice(stated, inferred) | Sikkerhet | Confidence
// column seats: list of text | Plasser | Seats
// column members_seats: list of text | Medlemmers plasser | Members' seats
// column called_for: boolean | Etterlyst | Called for
// column edge: edge | Opplysning | Statement
// key: network_id
//
// see: seats-in-structure
// tags: national, regional, network, called-for, day
// revision: 2

MATCH (:Network {id: $umbrella})<-[place:PART_OF]-(network:Network)
WHERE coalesce(place.from_earliest <= $day, true) AND coalesce($day < place.to_latest, true)
WITH network,
     max(CASE WHEN coalesce(place.from_latest <= $day, true) AND coalesce($day < place.to_earliest, true)
              THEN 1 ELSE 0 END) AS placed
MATCH (structure:CoordinationStructure {id: $structure})
OPTIONAL MATCH (network)-[part:PART_OF]->(structure)
WHERE coalesce(part.from_earliest <= $day, true) AND coalesce($day < part.to_latest, true)
WITH network, placed, structure, part,
     coalesce(part.from_latest <= $day, true) AND coalesce($day < part.to_earliest, true) AS sure
ORDER BY sure DESC, part.id
WITH network, placed, structure, collect(part)[0] AS part
RETURN network.id AS network_id,
       coalesce({en: network.name_en}[$lang], network.name) AS network_name,
       CASE placed WHEN 1 THEN 'yes' ELSE 'possibly' END AS in_umbrella,
       CASE
         WHEN part IS NULL THEN null
         WHEN coalesce(part.from_latest <= $day, true) AND coalesce($day < part.to_earliest, true)
           THEN 'yes'
         ELSE 'possibly'
       END AS part_of,
       part.confidence AS confidence,
       COLLECT {
         MATCH (network)-[seat:REPRESENTED_IN|MEMBER_OF]->(body:Body)
         MATCH (body)-[within:PART_OF]->(structure)
         WHERE coalesce(seat.from_earliest <= $day, true) AND coalesce($day < seat.to_latest, true)
           AND coalesce(within.from_earliest <= $day, true) AND coalesce($day < within.to_latest, true)
         WITH coalesce({en: body.name_en}[$lang], body.name) AS body,
              min(CASE WHEN coalesce(seat.from_latest <= $day, true) AND coalesce($day < seat.to_earliest, true)
                        AND coalesce(within.from_latest <= $day, true) AND coalesce($day < within.to_earliest, true)
                       THEN '' ELSE ' ?' END) AS doubt
         RETURN body + doubt AS body
         ORDER BY body
       } AS seats,
       COLLECT {
         MATCH (network)<-[membership:MEMBER_OF]-(member:Body)
         MATCH (member)-[seat:REPRESENTED_IN|MEMBER_OF]->(body:Body)
         MATCH (body)-[within:PART_OF]->(structure)
         WHERE coalesce(membership.from_earliest <= $day, true) AND coalesce($day < membership.to_latest, true)
           AND coalesce(seat.from_earliest <= $day, true) AND coalesce($day < seat.to_latest, true)
           AND coalesce(within.from_earliest <= $day, true) AND coalesce($day < within.to_latest, true)
           AND body.level = 'national'
         WITH coalesce({en: body.name_en}[$lang], body.name) AS body,
              coalesce({en: member.name_en}[$lang], member.name) AS member,
              min(CASE WHEN coalesce(membership.from_latest <= $day, true)
                        AND coalesce($day < membership.to_earliest, true)
                        AND coalesce(seat.from_latest <= $day, true) AND coalesce($day < seat.to_earliest, true)
                        AND coalesce(within.from_latest <= $day, true) AND coalesce($day < within.to_earliest, true)
                       THEN '' ELSE ' ?' END) AS doubt
         RETURN body + ': ' + member + doubt AS seat
         ORDER BY seat
       } AS members_seats,
       EXISTS { MATCH (network)-[:CALLED_FOR]-(structure) } AS called_for,
       part.id AS edge
ORDER BY network_id
