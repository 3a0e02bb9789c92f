// Hvor overlapper forgjenger og etterfølger?
// Where do predecessor and successor overlap?
//
// question nb: Hvor begynte etterfølgeren før forgjengeren var slutt?
// question en: Where did the successor begin before the predecessor had ended?
// reading nb: Én rad per etterfølge. «Overlapper» er «yes» når datoene sikkert overlapper, «possibly» når de er for
//   grove til å si det. En forgjenger uten kjent slutt og en etterfølger uten kjent start er ikke med. Gikk noe inn i
//   et organ som fantes fra før, overlapper de alltid. Det kildene bare etterlyser, er ikke med.
// reading en: One row per succession. "Overlap" is "yes" where the dates certainly overlap, "possibly" where they are
//   too rough to tell. A predecessor without a known end and a successor without a known start are left out. What
//   went into a body that was there already always overlaps. What sources only call for is left out.
//
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column from_id: node | Forgjenger (id) | Predecessor (id)
// column from_name: text | Forgjenger | Predecessor
// column ended: edtf | Til og med | Until
// column to_id: node | Etterfølger (id) | Successor (id)
// column to_name: text | Etterfølger | Successor
// column began: edtf | Fra | From
// column overlap: choice(yes, possibly) | Overlapper | Overlap
// column role: text | Rolle | Role
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: predecessors, successors
// tags: time, succession
// revision: 1

MATCH (before:Body|Instrument|Place)-[succession:SUCCEEDED_BY]->(after)
WHERE after.from_earliest < before.to_latest
RETURN before.id AS from_id,
       coalesce({en: before.name_en}[$lang], before.name) AS from_name,
       before.valid_to AS ended,
       after.id AS to_id,
       coalesce({en: after.name_en}[$lang], after.name) AS to_name,
       after.valid_from AS began,
       CASE WHEN after.from_latest < before.to_earliest THEN 'yes' ELSE 'possibly' END AS overlap,
       coalesce({en: succession.role_en}[$lang], succession.role) AS role,
       succession.sources AS sources,
       succession.id AS edge
ORDER BY from_id, to_id, edge
