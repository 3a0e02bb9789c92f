// Hvilke mandater har ingen kjent slutt?
// Which mandates have no known end?
//
// question nb: Hvilke mandater gjaldt på en gitt dag uten at kildene sier når de slutter?
// question en: Which mandates held on a given day without the sources saying when they end?
// reading nb: Én rad per mandat, det eldste først. «Per» er det siste tidspunktet kildene beskriver: jo eldre det er,
//   desto mer grunn til å spørre om mandatet fortsatt gjelder. «Gjaldt» er «possibly» når datoene i kildene er for
//   grove til å si om det gjaldt den dagen. Det kildene bare etterlyser, er ikke med.
// reading en: One row per mandate, the oldest first. "As of" is the latest moment that the sources describe: the
//   older, the more reason to ask whether the mandate still holds. "Held" is "possibly" where the dates in the
//   sources are too rough to tell whether it held on the day. What sources only call for is left out.
//
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column from_name: text | Gitt av | Given by
// column to_id: node | Gitt til (id) | Given to (id)
// column to_name: text | Gitt til | Given to
// column since: edtf | Fra | From
// column held: choice(yes, possibly) | Gjaldt | Held
// column as_of: edtf | Per | As of
// column role: text | Rolle | Role
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: bodies-without-mandate, mandate-register, mandated-and-steered-by-others
// tags: authority, mandate, day
// revision: 1

MATCH (giver:Body|Instrument)-[mandate:MANDATES]->(receiver)
WHERE mandate.valid_to IS NULL
  AND coalesce(mandate.from_earliest <= $day, true) AND coalesce($day < mandate.to_latest, true)
RETURN coalesce({en: giver.name_en}[$lang], giver.name) AS from_name,
       receiver.id AS to_id,
       coalesce({en: receiver.name_en}[$lang], receiver.name) AS to_name,
       mandate.valid_from AS since,
       CASE WHEN coalesce(mandate.from_latest <= $day, true) AND coalesce($day < mandate.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       mandate.as_of AS as_of,
       coalesce({en: mandate.role_en}[$lang], mandate.role) AS role,
       mandate.sources AS sources,
       mandate.id AS edge
// A season stands where its first month does: 2021-21 is spring, and comes before 2021-06.
ORDER BY CASE WHEN since =~ '[0-9]{4}-2[1-4]'
              THEN left(since, 5) + ['03', '06', '09', '12'][toInteger(right(since, 2)) - 21]
              ELSE since END, edge
