// Hvilke nasjonale organer er fylket representert i, og gjennom hvem?
// Which national bodies is the county represented in, and through whom?
//
// question nb: Hvilke nasjonale organer og programmer har organer i fylket plass i på en gitt dag, og hvem har
//   plassen?
// question en: In which national bodies and programmes do bodies of the county hold a seat on a given day, and who
//   holds it?
// reading nb: Én rad per plass. Med er kommunene, fylkeskommunen, statsforvalteren og andre organer som er del av
//   fylket. «Når opp til» er strukturen eller organet det nasjonale organet er del av. Det som bare muligens gjaldt,
//   er med og har «?» etter navnet. «Gjaldt» er «possibly» når datoene i kildene er for grove til å si om det gjaldt
//   den dagen. Det kildene bare etterlyser, er ikke med.
// reading en: One row per seat. Counted are the municipalities, the county authority, the county governor and other
//   bodies that are part of the county. "Reaching" is the structure or body that the national body is part of. What
//   only possibly held is included, with "?" after its name. "Held" is "possibly" where the dates in the sources are
//   too rough to tell whether it held on the day. What sources only call for is left out.
//
// param what: node(County) = agder-fylke | fylket det gjelder | the county in question
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column body_id: node | Nasjonalt organ (id) | National body (id)
// column body_name: text | Nasjonalt organ | National body
// column reaching: list of text | Når opp til | Reaching
// column through_id: node(Body) | Gjennom (id) | Through (id)
// column through_name: text | Gjennom | Through
// column role: text | Rolle | Role
// column since: edtf | Fra | From
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: national-regional-ties, routes-to-national-bodies
// tags: voice, representation, national, county, day
// revision: 2

MATCH (:County {id: $what})<-[place:PART_OF]-(through:Body)
WHERE coalesce(place.from_earliest <= $day, true) AND coalesce($day < place.to_latest, true)
WITH through,
     max(CASE WHEN coalesce(place.from_latest <= $day, true) AND coalesce($day < place.to_earliest, true)
              THEN 1 ELSE 0 END) AS placed
MATCH (through)-[seat:MEMBER_OF|REPRESENTED_IN|LEADS]->(body:Body|Programme {level: 'national'})
WHERE coalesce(seat.from_earliest <= $day, true) AND coalesce($day < seat.to_latest, true)
RETURN body.id AS body_id,
       coalesce({en: body.name_en}[$lang], body.name) AS body_name,
       COLLECT {
         MATCH (body)-[part:PART_OF]->(structure:Body)
         WHERE coalesce(part.from_earliest <= $day, true) AND coalesce($day < part.to_latest, true)
         WITH coalesce({en: structure.name_en}[$lang], structure.name) AS structure,
              min(CASE WHEN coalesce(part.from_latest <= $day, true) AND coalesce($day < part.to_earliest, true)
                       THEN '' ELSE ' ?' END) AS doubt
         RETURN structure + doubt AS structure
         ORDER BY structure
       } AS reaching,
       through.id AS through_id,
       coalesce({en: through.name_en}[$lang], through.name) AS through_name,
       coalesce({en: seat.role_en}[$lang], seat.role) AS role,
       seat.valid_from AS since,
       CASE WHEN placed = 1 AND coalesce(seat.from_latest <= $day, true) AND coalesce($day < seat.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       seat.sources AS sources,
       seat.id AS edge
ORDER BY body_id, through_id, edge
