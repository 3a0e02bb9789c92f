// Hvor mange forbindelser går mellom nivåene?
// How many ties run between the levels?
//
// question nb: Hvor mange registrerte forbindelser av hvert slag går fra hvert nivå til hvert nivå på en gitt dag?
// question en: How many recorded ties of each kind run from each level to each level on a given day?
// reading nb: Én rad per slag og par av nivåer. «Ja» gjaldt den dagen etter datoene, også det vi har sluttet oss til;
//   «muligens» er resten. Tallene sier hva vi har registrert, ikke alt som finnes.
// reading en: One row per kind and pair of levels. "Yes" held on the day by its dates, what we infer among it;
//   "possibly" is the rest. The figures tell what is recorded, not all there is.
//
// param day: date = last described | dagen det gjelder | the day in question
// column from_level: level | Fra nivå | From level
// column kind: edge kind | Slag | Kind
// column to_level: level | Til nivå | To level
// column held: integer | Ja | Yes
// column possible: integer | Muligens | Possibly
// key: from_level, kind, to_level
//
// see: national-regional-ties
// tags: overview, level, count, day
// revision: 2

MATCH (from:Body|Instrument|Place)-[tie {status: 'recorded'}]->(to)
WHERE coalesce(tie.from_earliest <= $day, true) AND coalesce($day < tie.to_latest, true)
WITH from.level AS from_level, type(tie) AS kind, to.level AS to_level,
     CASE WHEN coalesce(tie.from_latest <= $day, true) AND coalesce($day < tie.to_earliest, true)
          THEN 1 ELSE 0 END AS sure
RETURN from_level, kind, to_level, sum(sure) AS held, count(*) - sum(sure) AS possible
ORDER BY from_level, kind, to_level
