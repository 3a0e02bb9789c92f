// Hvem rapporterer organer til?
// Whom do bodies report to?
//
// question nb: Hvilke organer på et nivå rapporterte til hvem på en gitt dag?
// question en: Which bodies at a level reported to whom on a given day?
// reading nb: Én rad per rapporteringslinje. «Gjaldt» er «possibly» når datoene i kildene er for grove til å si om
//   det gjaldt den dagen. Det kildene bare etterlyser, er ikke med.
// reading en: One row per line of reporting. "Held" is "possibly" where the dates in the sources are too rough to
//   tell whether it held on the day. What sources only call for is left out.
//
// param day: date = last described | dagen det gjelder | the day in question
// param level: level = null | nivået organene er på; tomt for alle | the level of the bodies; empty for all
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column from_id: node(Body) | Organ (id) | Body (id)
// column from_name: text | Organ | Body
// column to_id: node(Body) | Rapporterer til (id) | Reports to (id)
// column to_name: text | Rapporterer til | Reports to
// column role: text | Rolle | Role
// column since: edtf | Fra | From
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: mandated-and-steered-by-others, who-stands-above, who-steers
// tags: authority, reporting, day
// revision: 1

MATCH (lower:Body)-[line:REPORTS_TO]->(upper:Body)
WHERE ($level IS NULL OR lower.level = $level)
  AND coalesce(line.from_earliest <= $day, true) AND coalesce($day < line.to_latest, true)
RETURN lower.id AS from_id,
       coalesce({en: lower.name_en}[$lang], lower.name) AS from_name,
       upper.id AS to_id,
       coalesce({en: upper.name_en}[$lang], upper.name) AS to_name,
       coalesce({en: line.role_en}[$lang], line.role) AS role,
       line.valid_from AS since,
       CASE WHEN coalesce(line.from_latest <= $day, true) AND coalesce($day < line.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       line.sources AS sources,
       line.id AS edge
ORDER BY from_id, to_id, edge
