// Hva er vi ikke sikre på den dagen?
// What are we not sure of on the day?
//
// question nb: Hvilke registrerte forbindelser av de valgte slagene gjaldt bare muligens på en gitt dag, fordi
//   datoene er for grove?
// question en: Which recorded ties of the chosen kinds only possibly held on a given day, because their dates are too
//   rough?
// reading nb: Én rad per forbindelse. «Fra dato» og «Til og med» er datoene slik kildene skriver dem; er begge tomme,
//   kommer tvilen fra datoene til en av endene. Det kildene bare etterlyser, er ikke med.
// reading en: One row per tie. "Since" and "Until" are the dates as the sources write them; if both are empty, the
//   doubt comes from the dates of one of its ends. What sources only call for is left out.
//
// param kinds: list of edge kind = STEERS, LEADS, REPORTS_TO, SECRETARIAT_FOR, REPRESENTED_IN | slagene det gjelder |
//   the kinds in question
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column kind: edge kind | Slag | Kind
// column from_name: text | Fra | From
// column to_name: text | Til | To
// column since: edtf | Fra dato | Since
// column until: edtf | Til og med | Until
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: long-unattested, undated
// tags: time, uncertainty, day
// revision: 1

MATCH (from:Body|Instrument|Place)-[tie {status: 'recorded'}]->(to)
WHERE type(tie) IN $kinds
  AND coalesce(tie.from_earliest <= $day, true) AND coalesce($day < tie.to_latest, true)
  AND NOT (coalesce(tie.from_latest <= $day, true) AND coalesce($day < tie.to_earliest, true))
RETURN type(tie) AS kind,
       coalesce({en: from.name_en}[$lang], from.name) AS from_name,
       coalesce({en: to.name_en}[$lang], to.name) AS to_name,
       tie.valid_from AS since,
       tie.valid_to AS until,
       tie.sources AS sources,
       tie.id AS edge
ORDER BY kind, edge
