// Hvilke strategier og planer følges ikke opp av noen vi kjenner?
// Which strategies and plans does nobody we know of follow up?
//
// question nb: Hvilke strategier, planer og vedtak gjaldt på en gitt dag uten at noen er registrert som en som
//   sikkert fulgte dem opp den dagen?
// question en: Which strategies, plans and decisions were in force on a given day with nobody recorded as surely
//   following them up on that day?
// reading nb: Én rad per strategi, plan eller vedtak. Raden sier at ingen er registrert, ikke at ingen gjør det. «Eid
//   av» er hvem som eier den formelt; en som bare muligens gjorde det, har «?» etter navnet. «Gjaldt» er «possibly»
//   når datoene i kildene er for grove til å si at den gjaldt, eller at ingen fulgte den opp, den dagen.
// reading en: One row per strategy, plan or decision. The row says that nobody is recorded, not that nobody does it.
//   "Owned by" is who formally owns it; one that only possibly did so has "?" after its name. "Held" is "possibly"
//   where the dates in the sources are too rough to tell that it was in force, or that nobody followed it up, on the
//   day.
//
// param kinds: list of kind = Strategy, Plan, Decision | slagene det gjelder | the kinds in question
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column instrument_id: node(Instrument) | Hva (id) | What (id)
// column instrument_name: text | Hva | What
// column level: level | Nivå | Level
// column owned_by: list of text | Eid av | Owned by
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// key: instrument_id
//
// see: strategies-in-force, what-follows-from, who-follows-up
// tags: strategy, gap, day
// revision: 2

MATCH (instrument:Instrument)
WHERE instrument.kind IN $kinds
  AND coalesce(instrument.from_earliest <= $day, true) AND coalesce($day < instrument.to_latest, true)
  AND NOT EXISTS {
    MATCH (instrument)<-[follows:FOLLOWS_UP]-()
    WHERE coalesce(follows.from_latest <= $day, true) AND coalesce($day < follows.to_earliest, true)
  }
RETURN instrument.id AS instrument_id,
       coalesce({en: instrument.name_en}[$lang], instrument.name) AS instrument_name,
       instrument.level AS level,
       COLLECT {
         MATCH (instrument)<-[owns:OWNS]-(owner:Body)
         WHERE coalesce(owns.from_earliest <= $day, true) AND coalesce($day < owns.to_latest, true)
         WITH coalesce({en: owner.name_en}[$lang], owner.name) AS owner,
              min(CASE WHEN coalesce(owns.from_latest <= $day, true) AND coalesce($day < owns.to_earliest, true)
                       THEN '' ELSE ' ?' END) AS doubt
         RETURN owner + doubt AS owner
         ORDER BY owner
       } AS owned_by,
       CASE WHEN coalesce(instrument.from_latest <= $day, true) AND coalesce($day < instrument.to_earliest, true)
             AND NOT EXISTS {
               MATCH (instrument)<-[follows:FOLLOWS_UP]-()
               WHERE coalesce(follows.from_earliest <= $day, true) AND coalesce($day < follows.to_latest, true)
             }
            THEN 'yes' ELSE 'possibly' END AS held,
       instrument.sources AS sources
ORDER BY level, instrument_id
