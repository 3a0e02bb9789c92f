// Hvem deler sekretariater?
// Who shares secretariats?
//
// question nb: Hvilke organer har et sekretariat som flere deler på, og hvem er de?
// question en: Which bodies have a secretariat that several share, and who are they?
// reading nb: Én rad per organ med mer enn ett sekretariat på dagen. Det kildene bare etterlyser, er ikke med.
// reading en: One row per body with more than one secretariat on the day. What sources only call for is left out.
//
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column served_id: node | For (id) | For (id)
// column served_name: text | For | For
// column secretariats: list of text | Sekretariater | Secretariats
// column held: choice(yes, possibly) | Deles | Shared
// column edges: list of edge | Opplysninger | Statements
// key: served_id
//
// see: who-hosts-what, who-runs-secretariats
// tags: secretariat, day
// revision: 1

MATCH (secretariat:Body)-[serves:SECRETARIAT_FOR]->(served)
WHERE coalesce(serves.from_earliest <= $day, true) AND coalesce($day < serves.to_latest, true)
WITH served, secretariat, serves,
     coalesce(serves.from_latest <= $day, true) AND coalesce($day < serves.to_earliest, true) AS sure
ORDER BY secretariat.id, serves.id
WITH served,
     collect(DISTINCT coalesce({en: secretariat.name_en}[$lang], secretariat.name)) AS secretariats,
     collect(sure) AS sure,
     collect(serves.id) AS edges
WHERE size(secretariats) > 1
RETURN served.id AS served_id,
       coalesce({en: served.name_en}[$lang], served.name) AS served_name,
       secretariats,
       CASE WHEN all(each IN sure WHERE each) THEN 'yes' ELSE 'possibly' END AS held,
       edges
ORDER BY served_id
