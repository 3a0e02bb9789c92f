// Hvilke nasjonale organer har ingen registrert plass fra regionene?
// Which national bodies have no recorded seat from the regions?
//
// question nb: Hvilke nasjonale utvalg og råd fantes på en gitt dag uten at noe regionalt, interkommunalt eller
//   lokalt organ er registrert med plass der?
// question en: Which national committees and councils existed on a given day without any regional, intermunicipal or
//   local body recorded with a seat there?
// reading nb: Én rad per nasjonalt organ. «Kjente plasser» teller plassene vi har registrert i det hele tatt: er det
//   null, vet vi ikke hvem som sitter der. «Kartlagt» er «gap» bare når en fullstendig liste over plassene finnes.
//   «Gjaldt» er «possibly» når datoene i kildene er for grove til å si om det gjaldt den dagen.
// reading en: One row per national body. "Known seats" counts the seats recorded at all: if it is nought, we do not
//   know who sits there. "Surveyed" is "gap" only where a complete list of the seats exists. "Held" is "possibly"
//   where the dates in the sources are too rough to tell whether it held on the day.
//
// param kinds: list of kind = Committee, CooperationBody | slagene av organ | the kinds of body
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column body_id: node(Body) | Nasjonalt organ (id) | National body (id)
// column body_name: text | Nasjonalt organ | National body
// column known_seats: integer | Kjente plasser | Known seats
// column held: choice(yes, possibly) | Gjaldt | Held
// column surveyed: choice(gap, not surveyed) | Kartlagt | Surveyed
// key: body_id
//
// see: called-for, missing-links, networks-without-national-seat
// tags: voice, representation, national, gap, survey, day
// revision: 1

WITH COLLECT {
       MATCH (survey:Survey {type: 'REPRESENTED_IN', side: 'to'})
       WHERE survey.kinds IS NULL AND survey.on_earliest <= $day AND $day <= survey.on_latest
       RETURN survey.node AS node
       ORDER BY node
     } AS complete
MATCH (body:NationalBody)
WHERE body.kind IN $kinds
  AND coalesce(body.from_earliest <= $day, true) AND coalesce($day < body.to_latest, true)
  AND NOT EXISTS {
    MATCH (body)<-[seat:REPRESENTED_IN|MEMBER_OF|LEADS]-(seated:Body)
    WHERE seated.level <> 'national'
      AND coalesce(seat.from_earliest <= $day, true) AND coalesce($day < seat.to_latest, true)
  }
RETURN body.id AS body_id,
       coalesce({en: body.name_en}[$lang], body.name) AS body_name,
       COUNT {
         MATCH (body)<-[seat:REPRESENTED_IN|MEMBER_OF|LEADS]-(:Body)
         WHERE coalesce(seat.from_earliest <= $day, true) AND coalesce($day < seat.to_latest, true)
       } AS known_seats,
       CASE WHEN coalesce(body.from_latest <= $day, true) AND coalesce($day < body.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       CASE WHEN body.id IN complete THEN 'gap' ELSE 'not surveyed' END AS surveyed
ORDER BY body_id
