// Hvem er med i det ene organet, men ikke i det andre?
// Who sits in the one body, but not in the other?
//
// question nb: Hvem er medlem av eller representert i det ene organet, men ikke i det andre, på en gitt dag?
// question en: Who is a member of or represented in the one body, but not in the other, on a given day?
// reading nb: Én rad per organ. «Gjaldt» er «possibly» når datoene er for grove til å si at det var med i det ene
//   eller ikke var med i det andre den dagen. At kildene ikke nevner noen plass, er ikke det samme som at den ikke
//   fantes.
// reading en: One row per body. "Held" is "possibly" where the dates are too rough to tell that it was in the one or
//   was not in the other on the day. That the sources mention no seat does not mean that there was none.
//
// param one: node(Body, Programme, Agreement) = digi-agder | det ene organet | the one body
// param other: node(Body, Programme, Agreement) = rkg-e-helse-agder | det andre organet | the other body
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column member_id: node(Body) | Hvem (id) | Who (id)
// column member_name: text | Hvem | Who
// column level: level | Nivå | Level
// column held: choice(yes, possibly) | Gjaldt | Held
// column edges: list of edge | Plasser | Seats
// key: member_id
//
// see: in-both, where-two-meet
// tags: voice, representation, member, comparison, day
// revision: 1

OPTIONAL MATCH (body:Body {id: $one})
OPTIONAL MATCH (instrument:Instrument {id: $one})
WITH coalesce(body, instrument) AS one
MATCH (one)<-[seat:MEMBER_OF|REPRESENTED_IN {status: 'recorded'}]-(member:Body)
WHERE coalesce(seat.from_earliest <= $day, true) AND coalesce($day < seat.to_latest, true)
WITH member, seat
ORDER BY seat.id
WITH member,
     collect(seat.id) AS edges,
     sum(CASE WHEN coalesce(seat.from_latest <= $day, true) AND coalesce($day < seat.to_earliest, true)
              THEN 1 ELSE 0 END) AS certain
WITH member, edges, certain,
     COUNT {
       MATCH (member)-[there:MEMBER_OF|REPRESENTED_IN {status: 'recorded'}]->(other)
       WHERE other.id = $other
         AND coalesce(there.from_earliest <= $day, true) AND coalesce($day < there.to_latest, true)
     } AS possibly_there,
     COUNT {
       MATCH (member)-[there:MEMBER_OF|REPRESENTED_IN {status: 'recorded'}]->(other)
       WHERE other.id = $other
         AND coalesce(there.from_latest <= $day, true) AND coalesce($day < there.to_earliest, true)
     } AS certainly_there
WHERE certainly_there = 0
RETURN member.id AS member_id,
       coalesce({en: member.name_en}[$lang], member.name) AS member_name,
       member.level AS level,
       CASE WHEN certain > 0 AND possibly_there = 0 THEN 'yes' ELSE 'possibly' END AS held,
       edges
ORDER BY member_id
