// Hvor sikre er vi, slag for slag?
// How sure are we, kind by kind?
//
// question nb: Hvor mange forbindelser av hvert slag sier en kilde rett ut, hvor mange er utledet, og hvor mange er
//   bare etterlyst?
// question en: How many ties of each kind does a source state outright, how many are inferred, and how many are only
//   called for?
// reading nb: Én rad per slag. «Daterte» er de registrerte som har en start eller slutt.
// reading en: One row per kind. "Dated" are the recorded ones that have a start or an end.
//
// column kind: edge kind | Slag | Kind
// column stated: integer | Sagt rett ut | Stated
// column inferred: integer | Utledet | Inferred
// column dated: integer | Daterte | Dated
// column called_for: integer | Etterlyst | Called for
// key: kind
//
// see: inferred-bodies, only-inferred
// tags: confidence, count
// revision: 1

MATCH (:Body|Instrument|Place)-[tie]->()
WITH tie.kind AS kind, tie.status AS status, tie.status = 'recorded' AS recorded, tie.confidence AS confidence,
     tie.valid_from IS NOT NULL OR tie.valid_to IS NOT NULL AS dated
RETURN kind,
       sum(CASE WHEN recorded AND confidence = 'stated' THEN 1 ELSE 0 END) AS stated,
       sum(CASE WHEN recorded AND confidence = 'inferred' THEN 1 ELSE 0 END) AS inferred,
       sum(CASE WHEN recorded AND dated THEN 1 ELSE 0 END) AS dated,
       sum(CASE WHEN status = 'called for' THEN 1 ELSE 0 END) AS called_for
ORDER BY kind
