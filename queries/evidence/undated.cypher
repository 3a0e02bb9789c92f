// Hvilke forbindelser har ingen dato i det hele tatt?
// Which ties have no date at all?
//
// question nb: Hvilke forbindelser av de valgte slagene har verken start, slutt eller et tidspunkt som kilden
//   beskriver?
// question en: Which ties of the chosen kinds have neither a start, nor an end, nor a moment that the source
//   describes?
// reading nb: Én rad per forbindelse. De regnes som gjeldende så lenge begge ender finnes, så et svar for en gitt dag
//   hviler på dem uten at kildene sier det. Det kildene bare etterlyser, er ikke med.
// reading en: One row per tie. They count as holding as long as both ends exist, so an answer for a given day rests
//   on them without the sources saying so. What sources only call for is left out.
//
// param kinds: list of edge kind = MANDATES, STEERS, LEADS, REPORTS_TO, SECRETARIAT_FOR, REPRESENTED_IN | slagene det
//   gjelder | the kinds in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column kind: edge kind | Slag | Kind
// column from_name: text | Fra | From
// column to_name: text | Til | To
// column role: text | Rolle | Role
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: long-unattested, uncertain-on-day
// tags: sources, time
// revision: 1

MATCH (from:Body|Instrument|Place)-[tie {status: 'recorded'}]->(to)
WHERE type(tie) IN $kinds
  AND tie.valid_from IS NULL AND tie.valid_to IS NULL AND tie.as_of IS NULL
RETURN type(tie) AS kind,
       coalesce({en: from.name_en}[$lang], from.name) AS from_name,
       coalesce({en: to.name_en}[$lang], to.name) AS to_name,
       coalesce({en: tie.role_en}[$lang], tie.role) AS role,
       tie.sources AS sources,
       tie.id AS edge
ORDER BY kind, edge
