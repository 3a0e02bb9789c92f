// Hvem samarbeider organet med?
// Whom does the body cooperate with?
//
// question nb: Hvilke organer og programmer har registrert samarbeid med organet på en gitt dag?
// question en: Which bodies and programmes have a recorded cooperation with the body on a given day?
// reading nb: Én rad per samarbeid; samarbeid går begge veier. «Gjaldt» er «possibly» når datoene i kildene er for
//   grove til å si om det gjaldt den dagen. Det kildene bare etterlyser, er ikke med.
// reading en: One row per cooperation; it goes both ways. "Held" is "possibly" where the dates in the sources are too
//   rough to tell whether it held on the day. What sources only call for is left out.
//
// param what: node(Body, Programme) = ks | organet eller programmet det gjelder | the body or programme in question
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column other_id: node | Samarbeider med (id) | Cooperates with (id)
// column other_name: text | Samarbeider med | Cooperates with
// column role: text | Rolle | Role
// column since: edtf | Fra | From
// column until: edtf | Til og med | Until
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: who-advises
// tags: cooperation, day
// revision: 1

OPTIONAL MATCH (body:Body {id: $what})
OPTIONAL MATCH (instrument:Instrument {id: $what})
WITH coalesce(body, instrument) AS body
MATCH (body)-[tie:COOPERATES_WITH]-(other)
WHERE coalesce(tie.from_earliest <= $day, true) AND coalesce($day < tie.to_latest, true)
RETURN other.id AS other_id,
       coalesce({en: other.name_en}[$lang], other.name) AS other_name,
       coalesce({en: tie.role_en}[$lang], tie.role) AS role,
       tie.valid_from AS since,
       tie.valid_to AS until,
       CASE WHEN coalesce(tie.from_latest <= $day, true) AND coalesce($day < tie.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       tie.sources AS sources,
       tie.id AS edge
ORDER BY other_id, edge
