// Hvilke nasjonale føringer følger organet, og hvem står bak dem?
// Which national drivers does the body follow, and who is behind them?
//
// question nb: Hvilke nasjonale strategier, planer, vedtak og meldinger følger organet opp på en gitt dag, og hvem
//   vedtok dem?
// question en: Which national strategies, plans, decisions and white papers does the body follow up on a given day,
//   and who adopted them?
// reading nb: Én rad per føring. «Bak den» er de som vedtok eller la den fram; tomt betyr at kildene ikke sier det.
//   «Videre fra» er det føringen selv følger opp. Det som bare muligens gjaldt, er med og har «?» etter navnet.
//   «Gjaldt» er «possibly» når datoene i kildene er for grove til å si om det gjaldt den dagen. Det kildene bare
//   etterlyser, er ikke med.
// reading en: One row per driver. "Behind it" are those who adopted it; empty means that the sources do not say. "In
//   turn from" is what the driver itself follows up. What only possibly held is included, with "?" after its name.
//   "Held" is "possibly" where the dates in the sources are too rough to tell whether it held on the day. What
//   sources only call for is left out.
//
// param what: node(Body) = digi-agder | organet det gjelder | the body in question
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column to_id: node(Instrument) | Føring (id) | Driver (id)
// column to_name: text | Føring | Driver
// column kind: kind | Slag | Kind
// column behind: list of text | Bak den | Behind it
// column in_turn: list of text | Videre fra | In turn from
// column role: text | Rolle | Role
// column since: edtf | Fra | From
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: national-strategies-in-regions, what-body-follows
// tags: strategy, follow-up, national, day
// revision: 2

MATCH (body:Body {id: $what})-[follows:FOLLOWS_UP]->(driver:Instrument {level: 'national'})
WHERE coalesce(follows.from_earliest <= $day, true) AND coalesce($day < follows.to_latest, true)
RETURN driver.id AS to_id,
       coalesce({en: driver.name_en}[$lang], driver.name) AS to_name,
       driver.kind AS kind,
       COLLECT {
         MATCH (driver)<-[established:ESTABLISHED]-(author:Body)
         WHERE coalesce(established.from_earliest <= $day, true)
         WITH coalesce({en: author.name_en}[$lang], author.name) AS author,
              min(CASE WHEN coalesce(established.from_latest <= $day, true)
                         OR coalesce(established.to_latest <= $day, false)
                       THEN '' ELSE ' ?' END) AS doubt
         RETURN author + doubt AS author
         ORDER BY author
       } AS behind,
       COLLECT {
         MATCH (driver)-[further:FOLLOWS_UP]->(origin)
         WHERE coalesce(further.from_earliest <= $day, true) AND coalesce($day < further.to_latest, true)
         WITH coalesce({en: origin.name_en}[$lang], origin.name) AS origin,
              min(CASE WHEN coalesce(further.from_latest <= $day, true) AND coalesce($day < further.to_earliest, true)
                       THEN '' ELSE ' ?' END) AS doubt
         RETURN origin + doubt AS origin
         ORDER BY origin
       } AS in_turn,
       coalesce({en: follows.role_en}[$lang], follows.role) AS role,
       follows.valid_from AS since,
       CASE WHEN coalesce(follows.from_latest <= $day, true) AND coalesce($day < follows.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       follows.sources AS sources,
       follows.id AS edge
ORDER BY to_id, edge
