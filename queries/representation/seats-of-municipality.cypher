// Hvor sitter kommunen, selv eller gjennom andre?
// Where does the municipality sit, itself or through others?
//
// question nb: Hvilke organer og programmer er kommunen med i eller representert i på en gitt dag, selv eller gjennom
//   et regionråd eller annet samarbeid?
// question en: Which bodies and programmes is the municipality a member of or represented in on a given day, itself
//   or through a regional council or other cooperation?
// reading nb: Én rad per plass. Tom «Gjennom» betyr at plassen er kommunens egen. Ellers er kommunen medlem av det
//   som står under «Gjennom», og det har plassen; gjennom et nasjonalt organ, som KS, teller bare plasser i nasjonale
//   organer. «Gjaldt» er «possibly» når datoene i kildene er for grove til å si om det gjaldt den dagen. Det kildene
//   bare etterlyser, er ikke med.
// reading en: One row per seat. An empty "Through" means that the seat is the municipality's own. Else the
//   municipality is a member of what stands under "Through", and that holds the seat; through a national body, such
//   as KS, only seats in national bodies count. "Held" is "possibly" where the dates in the sources are too rough to
//   tell whether it held on the day. What sources only call for is left out.
//
// param what: node(Municipality) = vegarshei-kommune | kommunen det gjelder | the municipality in question
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column body_id: node | Sitter i (id) | Sits in (id)
// column body_name: text | Sitter i | Sits in
// column level: level | Nivå | Level
// column through_id: node(Body) | Gjennom (id) | Through (id)
// column through_name: text | Gjennom | Through
// column kind: edge kind | Som | As
// column role: text | Rolle | Role
// column since: edtf | Fra | From
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// column membership: edge | Medlemskapet | The membership
// key: edge, membership
//
// see: municipalities-by-seats, routes-to-national-bodies, who-speaks-for-whom
// tags: voice, representation, municipality, day
// revision: 2

MATCH (municipality:Municipality {id: $what})
CALL (municipality) {
  MATCH (municipality)-[seat:MEMBER_OF|REPRESENTED_IN]->(body)
  RETURN body, seat, null AS through, null AS membership
  UNION ALL
  MATCH (municipality)-[membership:MEMBER_OF]->(through:Body)
  MATCH (through)-[seat:MEMBER_OF|REPRESENTED_IN]->(body)
  WHERE through.level <> 'national' OR body.level = 'national'
  RETURN body, seat, through, membership
}
WITH body, seat, through, membership
WHERE coalesce(seat.from_earliest <= $day, true) AND coalesce($day < seat.to_latest, true)
  AND coalesce(membership.from_earliest <= $day, true) AND coalesce($day < membership.to_latest, true)
RETURN body.id AS body_id,
       coalesce({en: body.name_en}[$lang], body.name) AS body_name,
       body.level AS level,
       through.id AS through_id,
       coalesce({en: through.name_en}[$lang], through.name) AS through_name,
       type(seat) AS kind,
       coalesce({en: seat.role_en}[$lang], seat.role) AS role,
       seat.valid_from AS since,
       CASE WHEN coalesce(seat.from_latest <= $day, true) AND coalesce($day < seat.to_earliest, true)
             AND coalesce(membership.from_latest <= $day, true) AND coalesce($day < membership.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       seat.sources AS sources,
       seat.id AS edge,
       membership.id AS membership
ORDER BY coalesce(through_id, ''), body_id, edge, membership
