// Hva har ingen kilde bekreftet på lenge?
// What has no source confirmed for long?
//
// question nb: Hvilke forbindelser står fortsatt åpne på en gitt dag, uten at noen kilde har beskrevet dem de siste
//   årene?
// question en: Which ties are still open on a given day although no source has described them in recent years?
// reading nb: Én rad per forbindelse, den som er bekreftet for lengst siden, først. «Per» er det siste tidspunktet
//   kildene beskriver; forbindelser uten slik dato er ikke med, spør «undated». «Gjaldt» er «possibly» når datoene i
//   kildene er for grove til å si om det gjaldt den dagen. Det kildene bare etterlyser, er ikke med.
// reading en: One row per tie, the one attested longest ago first. "As of" is the latest moment that the sources
//   describe; ties without one are left out, ask "undated". "Held" is "possibly" where the dates in the sources are
//   too rough to tell whether it held on the day. What sources only call for is left out.
//
// param kinds: list of edge kind = MANDATES, STEERS, LEADS, REPORTS_TO, SECRETARIAT_FOR, REPRESENTED_IN | slagene det
//   gjelder | the kinds in question
// param years: integer(1..100) = 3 | hvor mange år som er lenge | how many years are long
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column as_of: edtf | Per | As of
// column age: integer | År siden | Years ago
// column kind: edge kind | Slag | Kind
// column from_name: text | Fra | From
// column to_name: text | Til | To
// column role: text | Rolle | Role
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: uncertain-on-day, undated
// tags: sources, time, day
// revision: 2

MATCH (from:Body|Instrument|Place)-[tie {status: 'recorded'}]->(to)
WHERE type(tie) IN $kinds
  AND tie.as_of IS NOT NULL
  AND tie.to_latest IS NULL
  AND coalesce(tie.from_earliest <= $day, true) AND coalesce($day < tie.to_latest, true)
WITH from, to, tie, $day.year - toInteger(left(tie.as_of, 4)) AS age
WHERE age >= $years
RETURN tie.as_of AS as_of,
       age,
       type(tie) AS kind,
       coalesce({en: from.name_en}[$lang], from.name) AS from_name,
       coalesce({en: to.name_en}[$lang], to.name) AS to_name,
       coalesce({en: tie.role_en}[$lang], tie.role) AS role,
       CASE WHEN coalesce(tie.from_latest <= $day, true) AND coalesce($day < tie.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       tie.sources AS sources,
       tie.id AS edge
ORDER BY age DESC, kind, edge
