// Hvem er med i begge organene?
// Who sits in both bodies?
//
// question nb: Hvem er medlem av eller representert i begge organene på en gitt dag?
// question en: Who is a member of or represented in both bodies on a given day?
// reading nb: Én rad per organ som er med i begge. «Gjaldt» er «possibly» når datoene i kildene er for grove til å si
//   om det gjaldt begge den dagen. Det kildene bare etterlyser, er ikke med.
// reading en: One row per body that is in both. "Held" is "possibly" where the dates in the sources are too rough to
//   tell whether both held on the day. What sources only call for is left out.
//
// param one: node(Body, Programme, Agreement) = digi-agder | det ene organet | the one body
// param other: node(Body, Programme, Agreement) = rkg-e-helse-agder | det andre organet | the other body
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column member_id: node(Body) | Hvem (id) | Who (id)
// column member_name: text | Hvem | Who
// column level: level | Nivå | Level
// column held: choice(yes, possibly) | Gjaldt | Held
// column one_edges: list of edge | Plasser i det ene | Seats in the one
// column other_edges: list of edge | Plasser i det andre | Seats in the other
// key: member_id
//
// see: in-one-not-other, where-two-meet
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
     collect(seat.id) AS one_edges,
     sum(CASE WHEN coalesce(seat.from_latest <= $day, true) AND coalesce($day < seat.to_earliest, true)
              THEN 1 ELSE 0 END) AS one_certain
MATCH (member)-[seat:MEMBER_OF|REPRESENTED_IN {status: 'recorded'}]->(other)
WHERE other.id = $other AND coalesce(seat.from_earliest <= $day, true) AND coalesce($day < seat.to_latest, true)
WITH member, one_edges, one_certain, seat
ORDER BY seat.id
WITH member, one_edges, one_certain,
     collect(seat.id) AS other_edges,
     sum(CASE WHEN coalesce(seat.from_latest <= $day, true) AND coalesce($day < seat.to_earliest, true)
              THEN 1 ELSE 0 END) AS other_certain
RETURN member.id AS member_id,
       coalesce({en: member.name_en}[$lang], member.name) AS member_name,
       member.level AS level,
       CASE WHEN one_certain > 0 AND other_certain > 0 THEN 'yes' ELSE 'possibly' END AS held,
       one_edges,
       other_edges
ORDER BY member_id
