// Hvem rapporterer organer til?
// Whom do bodies report to?
//
// question nb: Hvilke organer på et nivå rapporterte til hvem på en gitt dag?
// question en: Which bodies at a level reported to whom on a given day?
// reading nb: Én rad per rapporteringslinje. «Ja» betyr at linjen sikkert gjaldt den dagen, «kanskje» at kildene ikke er
//   nøyaktige nok til å si det.
// reading en: One row per line of reporting. "Yes" means that the line certainly held on the day, "possibly" that the
//   sources are not precise enough to tell.
//
// param on: date = 2021-11-01 | dagen det gjelder | the day in question
// param level: level = null | nivået organene er på; tomt for alle | the level of the bodies; empty for all
// column from_id: node | Organ (id) | Body (id)
// column from_name: text | Organ | Body
// column to_id: node | Rapporterer til (id) | Reports to (id)
// column to_name: text | Rapporterer til | Reports to
// column held: choice(yes, possibly) | Gjaldt | Held
// column edge: edge | Opplysning | Statement
// key: edge
//
// tags: authority, reporting, day
// revision: 1

MATCH (lower:Body)-[line:REPORTS_TO {status: 'recorded'}]->(upper:Body)
WHERE ($level IS NULL OR lower.level = $level)
  AND (line.from_earliest IS NULL OR line.from_earliest <= $on)
  AND (line.to_latest IS NULL OR $on < line.to_latest)
RETURN lower.id AS from_id,
       lower.name AS from_name,
       upper.id AS to_id,
       upper.name AS to_name,
       CASE WHEN line.from_latest <= $on AND (line.to_latest IS NULL OR $on < line.to_earliest)
            THEN 'yes' ELSE 'possibly' END AS held,
       line.id AS edge
ORDER BY from_id, to_id, edge
