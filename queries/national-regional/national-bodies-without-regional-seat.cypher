// Hvilke nasjonale organer har ingen registrert plass fra regionene?
// Which national bodies have no recorded seat from the regions?
//
// question nb: Hvilke nasjonale utvalg og råd fantes på en gitt dag uten at noe regionalt, interkommunalt eller
//   lokalt organ er registrert med en plass der som sikkert gjaldt da?
// question en: Which national committees and councils existed on a given day without any regional, intermunicipal or
//   local body recorded with a seat there that surely held then?
// reading nb: Én rad per nasjonalt organ. «Kjente plasser» teller plassene vi har registrert i det hele tatt,
//   «Muligens» dem som bare muligens gjaldt: er begge null, vet vi ikke hvem som sitter der. «Kartlagt» er «possibly»
//   når et organ på lavere nivå muligens har plass, og «gap» bare når fullstendige lister over både plasser,
//   medlemmer og ledere finnes. «Gjaldt» er «possibly» når datoene i kildene er for grove til å si om det gjaldt den
//   dagen.
// reading en: One row per national body. "Known seats" counts the seats recorded at all, "Possible" those that only
//   possibly held: if both are nought, we do not know who sits there. "Surveyed" is "possibly" where a body at a
//   lower level possibly has a seat, and "gap" only where complete lists of seats, members and leaders alike exist.
//   "Held" is "possibly" where the dates in the sources are too rough to tell whether it held on the day.
//
// param kinds: list of kind = Committee, CooperationBody | slagene av organ | the kinds of body
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column body_id: node(Body) | Nasjonalt organ (id) | National body (id)
// column body_name: text | Nasjonalt organ | National body
// column known_seats: integer | Kjente plasser | Known seats
// column possible: integer | Muligens | Possible
// column held: choice(yes, possibly) | Gjaldt | Held
// column surveyed: choice(gap, possibly, not surveyed) | Kartlagt | Surveyed
// key: body_id
//
// see: called-for, missing-links, networks-without-national-seat
// tags: voice, representation, national, gap, survey, day
// revision: 2

WITH COLLECT {
       MATCH (survey:Survey {side: 'to'})
       WHERE survey.type IN ['REPRESENTED_IN', 'MEMBER_OF', 'LEADS']
         AND survey.kinds IS NULL
         AND survey.on_earliest <= $day AND $day <= survey.on_latest
       WITH survey.node AS node, count(DISTINCT survey.type) AS lists
       WHERE lists = 3
       RETURN node
       ORDER BY node
     } AS complete
MATCH (body:NationalBody)
WHERE body.kind IN $kinds
  AND coalesce(body.from_earliest <= $day, true) AND coalesce($day < body.to_latest, true)
  AND NOT EXISTS {
    MATCH (body)<-[seat:REPRESENTED_IN|MEMBER_OF|LEADS]-(seated:Body)
    WHERE seated.level <> 'national'
      AND coalesce(seat.from_latest <= $day, true) AND coalesce($day < seat.to_earliest, true)
  }
CALL (body) {
  MATCH (body)<-[seat:REPRESENTED_IN|MEMBER_OF|LEADS]-(seated:Body)
  WHERE coalesce(seat.from_earliest <= $day, true) AND coalesce($day < seat.to_latest, true)
  WITH seated,
       CASE WHEN coalesce(seat.from_latest <= $day, true) AND coalesce($day < seat.to_earliest, true)
            THEN 1 ELSE 0 END AS sure
  RETURN sum(sure) AS known_seats,
         sum(1 - sure) AS possible,
         sum(CASE WHEN seated.level <> 'national' THEN 1 ELSE 0 END) AS regional
}
RETURN body.id AS body_id,
       coalesce({en: body.name_en}[$lang], body.name) AS body_name,
       known_seats,
       possible,
       CASE WHEN coalesce(body.from_latest <= $day, true) AND coalesce($day < body.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       CASE
         WHEN regional > 0 THEN 'possibly'
         WHEN body.id IN complete THEN 'gap'
         ELSE 'not surveyed'
       END AS surveyed
ORDER BY body_id
