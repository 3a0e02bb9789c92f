// Hvem er sekretariat for hvem?
// Who is secretariat for whom?
//
// question nb: Hvilke organer var sekretariat for hvilke organer og programmer på en gitt dag?
// question en: Which bodies were secretariat for which bodies and programmes on a given day?
// reading nb: Én rad per sekretariat. Ingen rad for et organ betyr at kildene ikke nevner sekretariatet, ikke at det
//   mangler. «Gjaldt» er «possibly» når datoene i kildene er for grove til å si om det gjaldt den dagen. Det kildene
//   bare etterlyser, er ikke med.
// reading en: One row per secretariat. No row for a body means that the sources do not mention its secretariat, not
//   that it has none. "Held" is "possibly" where the dates in the sources are too rough to tell whether it held on
//   the day. What sources only call for is left out.
//
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column served_id: node | For (id) | For (id)
// column served_name: text | For | For
// column secretariat_id: node(Body) | Sekretariat (id) | Secretariat (id)
// column secretariat_name: text | Sekretariat | Secretariat
// column role: text | Rolle | Role
// column since: edtf | Fra | From
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: shared-secretariats, who-hosts-what
// tags: secretariat, day
// revision: 1

MATCH (secretariat:Body)-[serves:SECRETARIAT_FOR]->(served)
WHERE coalesce(serves.from_earliest <= $day, true) AND coalesce($day < serves.to_latest, true)
RETURN served.id AS served_id,
       coalesce({en: served.name_en}[$lang], served.name) AS served_name,
       secretariat.id AS secretariat_id,
       coalesce({en: secretariat.name_en}[$lang], secretariat.name) AS secretariat_name,
       coalesce({en: serves.role_en}[$lang], serves.role) AS role,
       serves.valid_from AS since,
       CASE WHEN coalesce(serves.from_latest <= $day, true) AND coalesce($day < serves.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       serves.sources AS sources,
       serves.id AS edge
ORDER BY served_id, secretariat_id, edge
