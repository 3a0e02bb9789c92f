// Hvem betalte for hva på en gitt dag?
// Who paid for what on a given day?
//
// question nb: Hvilke finansieringer er registrert på en gitt dag, og mellom hvilke nivåer går pengene?
// question en: Which fundings are recorded on a given day, and between which levels does the money go?
// reading nb: Én rad per finansiering. «Gjaldt» er «possibly» når datoene i kildene er for grove til å si om det
//   gjaldt den dagen. Det kildene bare etterlyser, er ikke med.
// reading en: One row per funding. "Held" is "possibly" where the dates in the sources are too rough to tell whether
//   it held on the day. What sources only call for is left out.
//
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column from_level: level | Fra nivå | From level
// column from_id: node | Betaler (id) | Payer (id)
// column from_name: text | Betaler | Payer
// column to_level: level | Til nivå | To level
// column to_id: node | Finansiert (id) | Funded (id)
// column to_name: text | Finansiert | Funded
// column role: text | Rolle | Role
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: money-step-by-step, networks-without-known-funding, programmes-of
// tags: money, funding, level, day
// revision: 1

MATCH (payer:Body|Programme)-[funding:FUNDS]->(funded)
WHERE coalesce(funding.from_earliest <= $day, true) AND coalesce($day < funding.to_latest, true)
RETURN payer.level AS from_level,
       payer.id AS from_id,
       coalesce({en: payer.name_en}[$lang], payer.name) AS from_name,
       funded.level AS to_level,
       funded.id AS to_id,
       coalesce({en: funded.name_en}[$lang], funded.name) AS to_name,
       coalesce({en: funding.role_en}[$lang], funding.role) AS role,
       CASE WHEN coalesce(funding.from_latest <= $day, true) AND coalesce($day < funding.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       funding.sources AS sources,
       funding.id AS edge
ORDER BY from_level, from_id, to_id, edge
