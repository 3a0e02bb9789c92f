// Hvem har sittet der før?
// Who has sat there before?
//
// question nb: Hvilke medlemskap og plasser i organet var sikkert over på en gitt dag?
// question en: Which memberships and seats in the body had certainly ended by a given day?
// reading nb: Én rad per plass, den som sluttet først, øverst. Tom «Fra» betyr at kildene ikke oppgir noen dato. Det
//   kildene bare etterlyser, er ikke med.
// reading en: One row per seat, the one that ended first on top. An empty "From" means that the sources give no date.
//   What sources only call for is left out.
//
// param what: node(Body, Programme, Agreement) = rkg-e-helse-agder | organet, programmet eller avtalen det gjelder |
//   the body, programme or agreement in question
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column from_id: node(Body) | Hvem (id) | Who (id)
// column from_name: text | Hvem | Who
// column kind: edge kind | Som | As
// column role: text | Rolle | Role
// column since: edtf | Fra | From
// column until: edtf | Til og med | Until
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: repeated-terms, who-sits-in, who-speaks-for-whom
// tags: time, member, seat, day
// revision: 1

OPTIONAL MATCH (body:Body {id: $what})
OPTIONAL MATCH (instrument:Instrument {id: $what})
WITH coalesce(body, instrument) AS body
MATCH (body)<-[seat:MEMBER_OF|REPRESENTED_IN]-(seated:Body)
WHERE seat.to_latest <= $day
RETURN seated.id AS from_id,
       coalesce({en: seated.name_en}[$lang], seated.name) AS from_name,
       type(seat) AS kind,
       coalesce({en: seat.role_en}[$lang], seat.role) AS role,
       seat.valid_from AS since,
       seat.valid_to AS until,
       seat.sources AS sources,
       seat.id AS edge
ORDER BY seat.to_latest, from_id, edge
