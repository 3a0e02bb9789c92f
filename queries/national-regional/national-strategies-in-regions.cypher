// Hvor følges nasjonale strategier opp i regionene?
// Where are national strategies followed up in the regions?
//
// question nb: Hvilke regionale, interkommunale og lokale organer og planer følger opp hver nasjonal strategi, plan,
//   melding eller hvert nasjonalt vedtak på en gitt dag?
// question en: Which regional, intermunicipal and local bodies and plans follow up each national strategy, plan,
//   white paper or decision on a given day?
// reading nb: Én rad per nasjonalt dokument i kraft. Tom liste betyr at ingen er registrert, ikke at ingen gjør det.
//   Det som bare muligens gjaldt, er med og har «?» etter navnet. «Gjaldt» er «possibly» når datoene i kildene er for
//   grove til å si om det gjaldt den dagen. Det kildene bare etterlyser, er ikke med.
// reading en: One row per national document in force. An empty list means that nobody is recorded, not that nobody
//   does it. What only possibly held is included, with "?" after its name. "Held" is "possibly" where the dates in
//   the sources are too rough to tell whether it held on the day. What sources only call for is left out.
//
// param kinds: list of kind = Strategy, Plan, WhitePaper, Decision | slagene det gjelder | the kinds in question
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column instrument_id: node(Instrument) | Nasjonalt dokument (id) | National document (id)
// column instrument_name: text | Nasjonalt dokument | National document
// column followers: integer | Antall | Number
// column followed_up_by: list of text | Følges opp av | Followed up by
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// key: instrument_id
//
// see: national-drivers, strategy-to-municipality
// tags: strategy, follow-up, national, regional, day
// revision: 2

MATCH (instrument:Instrument {level: 'national'})
WHERE instrument.kind IN $kinds
  AND coalesce(instrument.from_earliest <= $day, true) AND coalesce($day < instrument.to_latest, true)
WITH instrument,
     COLLECT {
       MATCH (instrument)<-[follows:FOLLOWS_UP]-(follower:Body|Instrument)
       WHERE follower.level <> 'national'
         AND coalesce(follows.from_earliest <= $day, true) AND coalesce($day < follows.to_latest, true)
       WITH coalesce({en: follower.name_en}[$lang], follower.name) AS follower,
            min(CASE WHEN coalesce(follows.from_latest <= $day, true) AND coalesce($day < follows.to_earliest, true)
                     THEN '' ELSE ' ?' END) AS doubt
       RETURN follower + doubt AS follower
       ORDER BY follower
     } AS followers
RETURN instrument.id AS instrument_id,
       coalesce({en: instrument.name_en}[$lang], instrument.name) AS instrument_name,
       size(followers) AS followers,
       followers AS followed_up_by,
       CASE WHEN coalesce(instrument.from_latest <= $day, true) AND coalesce($day < instrument.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       instrument.sources AS sources
ORDER BY followers DESC, instrument_id
