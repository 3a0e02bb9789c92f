// Hvem er vert for hva?
// Who hosts what?
//
// question nb: Hvilke organer var vertskommune eller vert for hvilke organer og programmer på en gitt dag?
// question en: Which bodies were the host municipality or host of which bodies and programmes on a given day?
// reading nb: Én rad per vertskap. Å være vert gir ingen myndighet i seg selv. «Gjaldt» er «possibly» når datoene i
//   kildene er for grove til å si om det gjaldt den dagen. Det kildene bare etterlyser, er ikke med.
// reading en: One row per hosting. To host gives no authority by itself. "Held" is "possibly" where the dates in the
//   sources are too rough to tell whether it held on the day. What sources only call for is left out.
//
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column hosted_id: node | Vert for (id) | Hosted (id)
// column hosted_name: text | Vert for | Hosted
// column host_id: node(Body) | Vert (id) | Host (id)
// column host_name: text | Vert | Host
// column role: text | Rolle | Role
// column since: edtf | Fra | From
// column until: edtf | Til og med | Until
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: shared-secretariats, who-runs-secretariats
// tags: host, day
// revision: 1

MATCH (host:Body)-[hosting:HOSTS]->(hosted)
WHERE coalesce(hosting.from_earliest <= $day, true) AND coalesce($day < hosting.to_latest, true)
RETURN hosted.id AS hosted_id,
       coalesce({en: hosted.name_en}[$lang], hosted.name) AS hosted_name,
       host.id AS host_id,
       coalesce({en: host.name_en}[$lang], host.name) AS host_name,
       coalesce({en: hosting.role_en}[$lang], hosting.role) AS role,
       hosting.valid_from AS since,
       hosting.valid_to AS until,
       CASE WHEN coalesce(hosting.from_latest <= $day, true) AND coalesce($day < hosting.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       hosting.sources AS sources,
       hosting.id AS edge
ORDER BY hosted_id, host_id, edge
