// Hvilke organer får mandat fra én og styres av en annen?
// Which bodies are mandated by one and steered by another?
//
// question nb: Hvilke organer har på en gitt dag mandat fra et annet organ enn det som styrer dem?
// question en: Which bodies have, on a given day, a mandate from a body other than the one that steers them?
// reading nb: Én rad per par av mandatgiver og styrende organ. Ligger mandatet i et vedtak eller en plan, regnes de
//   som vedtok det, som mandatgivere. Det kan være helt etter planen; raden sier bare at to ulike organer har hånd om
//   det. «Gjaldt» er «possibly» når datoene i kildene er for grove til å si om det gjaldt den dagen. Det kildene bare
//   etterlyser, er ikke med.
// reading en: One row per pair of mandating and steering body. If the mandate lies in a decision or plan, those who
//   adopted it count as giving it. It may be just as intended; the row only says that two different bodies are in
//   charge. "Held" is "possibly" where the dates in the sources are too rough to tell whether it held on the day.
//   What sources only call for is left out.
//
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column body_id: node | Organ (id) | Body (id)
// column body_name: text | Organ | Body
// column mandated_by: text | Mandat fra | Mandated by
// column steered_by: text | Styres av | Steered by
// column held: choice(yes, possibly) | Gjaldt | Held
// column mandate: edge | Mandatet | The mandate
// column steering: edge | Styringen | The steering
// column mandated_by_id: node(Body) | Mandat fra (id) | Mandated by (id)
// key: mandate, steering, mandated_by_id
//
// see: mandates-without-end, reporting-lines, who-stands-above, who-steers
// tags: authority, mandate, steering, day
// revision: 1

MATCH (steering:Body)-[steers:STEERS]->(body:Body|Programme)
WHERE coalesce(steers.from_earliest <= $day, true) AND coalesce($day < steers.to_latest, true)
MATCH (body)<-[mandate:MANDATES]-(giver:Body|Instrument)
WHERE coalesce(mandate.from_earliest <= $day, true) AND coalesce($day < mandate.to_latest, true)
CALL (giver) {
  WITH giver
  WHERE giver:Body
  RETURN giver AS author
  UNION
  MATCH (giver:Instrument)<-[:ESTABLISHED]-(author:Body)
  RETURN author
}
WITH steering, steers, body, mandate, author
WHERE author.id <> steering.id
RETURN body.id AS body_id,
       coalesce({en: body.name_en}[$lang], body.name) AS body_name,
       coalesce({en: author.name_en}[$lang], author.name) AS mandated_by,
       coalesce({en: steering.name_en}[$lang], steering.name) AS steered_by,
       CASE WHEN coalesce(steers.from_latest <= $day, true) AND coalesce($day < steers.to_earliest, true) AND
                 coalesce(mandate.from_latest <= $day, true) AND coalesce($day < mandate.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       mandate.id AS mandate,
       steers.id AS steering,
       author.id AS mandated_by_id
ORDER BY body_id, mandate, steering, mandated_by_id
