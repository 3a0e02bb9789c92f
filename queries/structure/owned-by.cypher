// Hva eier et organ?
// What does a body own?
//
// question nb: Hvilke selskaper, programmer og planer eier organet eller har det formelle ansvaret for på en gitt
//   dag?
// question en: Which companies, programmes and plans does the body own, or formally answer for, on a given day?
// reading nb: Én rad per eierskap. «Rolle» sier hva slags eierskap eller hvor stor andel, når kildene sier det.
//   «Gjaldt» er «possibly» når datoene i kildene er for grove til å si om det gjaldt den dagen. Det kildene bare
//   etterlyser, er ikke med.
// reading en: One row per ownership. "Role" tells the sort or the share, where the sources do. "Held" is "possibly"
//   where the dates in the sources are too rough to tell whether it held on the day. What sources only call for is
//   left out.
//
// param what: node(Body) = ks | organet det gjelder | the body in question
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column to_id: node | Eier (id) | Owns (id)
// column to_name: text | Eier | Owns
// column kind: kind | Slag | Kind
// column role: text | Rolle | Role
// column since: edtf | Fra | From
// column until: edtf | Til og med | Until
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: parts-of
// tags: owner, day
// revision: 1

MATCH (body:Body {id: $what})-[owns:OWNS]->(owned)
WHERE coalesce(owns.from_earliest <= $day, true) AND coalesce($day < owns.to_latest, true)
RETURN owned.id AS to_id,
       coalesce({en: owned.name_en}[$lang], owned.name) AS to_name,
       owned.kind AS kind,
       coalesce({en: owns.role_en}[$lang], owns.role) AS role,
       owns.valid_from AS since,
       owns.valid_to AS until,
       CASE WHEN coalesce(owns.from_latest <= $day, true) AND coalesce($day < owns.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       owns.sources AS sources,
       owns.id AS edge
ORDER BY to_id, edge
