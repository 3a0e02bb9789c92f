// Hvilke strategier, planer og programmer gjaldt?
// Which strategies, plans and programmes were in force?
//
// question nb: Hvilke strategier, planer, programmer, meldinger, avtaler og vedtak gjaldt på et nivå på en gitt dag,
//   og hvem står bak dem?
// question en: Which strategies, plans, programmes, white papers, agreements and decisions were in force at a level
//   on a given day, and who is behind them?
// reading nb: Én rad per dokument eller program. Mål er ikke med; spør «goals-and-followers». Tom «Bak» betyr at
//   kildene ikke sier hvem som vedtok det. «?» etter navnet sier at det bare muligens var skjedd. «Gjaldt» er
//   «possibly» når datoene i kildene er for grove til å si om det gjaldt den dagen.
// reading en: One row per document or programme. Goals are left out; ask "goals-and-followers". An empty "Behind it"
//   means that the sources do not say who adopted it. "?" after the name says that it had only possibly happened.
//   "Held" is "possibly" where the dates in the sources are too rough to tell whether it held on the day.
//
// param day: date = last described | dagen det gjelder | the day in question
// param level: level = null | nivået det gjelder; tomt for alle | the level in question; empty for all
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column level: level | Nivå | Level
// column kind: kind | Slag | Kind
// column instrument_id: node(Instrument) | Hva (id) | What (id)
// column instrument_name: text | Hva | What
// column behind: list of text | Bak | Behind it
// column since: edtf | Fra | From
// column until: edtf | Til og med | Until
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// key: instrument_id
//
// see: strategies-without-follow-up
// tags: strategy, time, day
// revision: 2

MATCH (instrument:Instrument)
WHERE NOT instrument:Goal
  AND ($level IS NULL OR instrument.level = $level)
  AND coalesce(instrument.from_earliest <= $day, true) AND coalesce($day < instrument.to_latest, true)
RETURN instrument.level AS level,
       instrument.kind AS kind,
       instrument.id AS instrument_id,
       coalesce({en: instrument.name_en}[$lang], instrument.name) AS instrument_name,
       COLLECT {
         MATCH (instrument)<-[established:ESTABLISHED]-(author:Body)
         WHERE coalesce(established.from_earliest <= $day, true)
         WITH coalesce({en: author.name_en}[$lang], author.name) AS author,
              min(CASE WHEN coalesce(established.from_latest <= $day, true)
                         OR coalesce(established.to_latest <= $day, false)
                       THEN '' ELSE ' ?' END) AS doubt
         RETURN author + doubt AS author
         ORDER BY author
       } AS behind,
       instrument.valid_from AS since,
       instrument.valid_to AS until,
       CASE WHEN coalesce(instrument.from_latest <= $day, true) AND coalesce($day < instrument.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       instrument.sources AS sources
ORDER BY level, kind, instrument_id
