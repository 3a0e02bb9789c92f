// Hvor møtes to organer?
// Where do two bodies meet?
//
// question nb: Hvilke organer, programmer og avtaler er begge med i eller representert i på en gitt dag?
// question en: Which bodies, programmes and agreements are both members of or represented in on a given day?
// reading nb: Én rad per par av plasser i samme organ. «Gjaldt» er «possibly» når datoene i kildene er for grove til
//   å si om det gjaldt den dagen. Det kildene bare etterlyser, er ikke med.
// reading en: One row per pair of seats in the same body. "Held" is "possibly" where the dates in the sources are too
//   rough to tell whether it held on the day. What sources only call for is left out.
//
// param one: node(Body) = agder-fylkeskommune | det ene organet | the one body
// param other: node(Body) = kristiansand-kommune | det andre organet | the other body
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column body_id: node | Møtes i (id) | Meet in (id)
// column body_name: text | Møtes i | Meet in
// column one_role: text | Den ene som | The one as
// column other_role: text | Den andre som | The other as
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// column one_edge: edge | Den enes plass | The one's seat
// column other_edge: edge | Den andres plass | The other's seat
// key: one_edge, other_edge
//
// see: in-both, in-one-not-other
// tags: voice, representation, meeting, day
// revision: 1

MATCH (one:Body {id: $one})-[first:MEMBER_OF|REPRESENTED_IN]->(body)
WHERE coalesce(first.from_earliest <= $day, true) AND coalesce($day < first.to_latest, true)
MATCH (body)<-[second:MEMBER_OF|REPRESENTED_IN]-(other:Body {id: $other})
WHERE coalesce(second.from_earliest <= $day, true) AND coalesce($day < second.to_latest, true)
RETURN body.id AS body_id,
       coalesce({en: body.name_en}[$lang], body.name) AS body_name,
       coalesce({en: first.role_en}[$lang], first.role) AS one_role,
       coalesce({en: second.role_en}[$lang], second.role) AS other_role,
       CASE WHEN coalesce(first.from_latest <= $day, true) AND coalesce($day < first.to_earliest, true)
             AND coalesce(second.from_latest <= $day, true) AND coalesce($day < second.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       first.sources + [source IN second.sources WHERE NOT source IN first.sources] AS sources,
       first.id AS one_edge,
       second.id AS other_edge
ORDER BY body_id, one_edge, other_edge
