// Hvem styrer, leder og eier et organ?
// Who steers, leads and owns a body?
//
// question nb: Hvem er styringsgruppe for, leder, eier eller får rapport fra organet eller programmet på en gitt dag?
// question en: Who steers, leads, owns or receives reports from the body or programme on a given day?
// reading nb: Én rad per forbindelse. «Hvordan» er STEERS (styrer), LEADS (leder), OWNS (eier) eller REPORTS_TO
//   (organet rapporterer dit). «Gjaldt» er «possibly» når datoene i kildene er for grove til å si om det gjaldt den
//   dagen. Det kildene bare etterlyser, er ikke med.
// reading en: One row per tie. "How" is STEERS, LEADS, OWNS or REPORTS_TO (the body reports there). "Held" is
//   "possibly" where the dates in the sources are too rough to tell whether it held on the day. What sources only
//   call for is left out.
//
// param what: node(Body, Programme) = digi-agder | organet eller programmet det gjelder | the body or programme in
//   question
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column kind: edge kind | Hvordan | How
// column from_id: node(Body) | Hvem (id) | Who (id)
// column from_name: text | Hvem | Who
// column role: text | Rolle | Role
// column since: edtf | Fra | From
// column until: edtf | Til og med | Until
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: mandated-and-steered-by-others, reporting-lines, who-stands-above
// tags: authority, steering, leader, owner, day
// revision: 1

OPTIONAL MATCH (body:Body {id: $what})
OPTIONAL MATCH (instrument:Instrument {id: $what})
WITH coalesce(body, instrument) AS body
MATCH (body)-[tie:STEERS|LEADS|OWNS|REPORTS_TO]-(above:Body)
WHERE (type(tie) = 'REPORTS_TO') = (startNode(tie) = body)
  AND coalesce(tie.from_earliest <= $day, true) AND coalesce($day < tie.to_latest, true)
RETURN type(tie) AS kind,
       above.id AS from_id,
       coalesce({en: above.name_en}[$lang], above.name) AS from_name,
       coalesce({en: tie.role_en}[$lang], tie.role) AS role,
       tie.valid_from AS since,
       tie.valid_to AS until,
       CASE WHEN coalesce(tie.from_latest <= $day, true) AND coalesce($day < tie.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       tie.sources AS sources,
       tie.id AS edge
ORDER BY kind, from_id, edge
