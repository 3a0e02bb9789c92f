// Hvem leder hva?
// Who leads what?
//
// question nb: Hvilke organer hadde lederen eller lederskapet for hvilke organer og programmer på en gitt dag?
// question en: Which bodies provided the chair or leader of which bodies and programmes on a given day?
// reading nb: Én rad per lederverv. Ledere er organer, ikke personer. «Gjaldt» er «possibly» når datoene i kildene er
//   for grove til å si om det gjaldt den dagen. Det kildene bare etterlyser, er ikke med.
// reading en: One row per leadership. Leaders are bodies, not persons. "Held" is "possibly" where the dates in the
//   sources are too rough to tell whether it held on the day. What sources only call for is left out.
//
// param day: date = last described | dagen det gjelder | the day in question
// param level: level = null | nivået til det som ledes; tomt for alle | the level of what is led; empty for all
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column led_id: node | Ledes (id) | Led (id)
// column led_name: text | Ledes | Led
// column leader_id: node(Body) | Leder (id) | Leader (id)
// column leader_name: text | Leder | Leader
// column role: text | Rolle | Role
// column since: edtf | Fra | From
// column until: edtf | Til og med | Until
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: double-seats
// tags: leader, day
// revision: 1

MATCH (leader:Body)-[leads:LEADS]->(led)
WHERE ($level IS NULL OR led.level = $level)
  AND coalesce(leads.from_earliest <= $day, true) AND coalesce($day < leads.to_latest, true)
RETURN led.id AS led_id,
       coalesce({en: led.name_en}[$lang], led.name) AS led_name,
       leader.id AS leader_id,
       coalesce({en: leader.name_en}[$lang], leader.name) AS leader_name,
       coalesce({en: leads.role_en}[$lang], leads.role) AS role,
       leads.valid_from AS since,
       leads.valid_to AS until,
       CASE WHEN coalesce(leads.from_latest <= $day, true) AND coalesce($day < leads.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       leads.sources AS sources,
       leads.id AS edge
ORDER BY led_id, leader_id, edge
