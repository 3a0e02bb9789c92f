// Hvem følger opp planen, og hvem er etterlyst?
// Who follows up the plan, and who is called for?
//
// question nb: Hvem følger opp strategien, planen, vedtaket eller målet på en gitt dag, og hvem sier kildene bare at
//   burde gjøre det?
// question en: Who follows up the strategy, plan, decision or goal on a given day, and of whom do sources only say
//   that they should?
// reading nb: Én rad per oppfølging. «Status» er «recorded» når en kilde sier at det skjer, og «called for» når den
//   bare etterlyser det. Den som ikke står i svaret, er ikke omtalt. «Gjaldt» er «possibly» når datoene i kildene er
//   for grove til å si om det gjaldt den dagen.
// reading en: One row per follow-up. "Status" is "recorded" where a source says that it happens, "called for" where
//   it only calls for it. Who is not in the answer is not mentioned. "Held" is "possibly" where the dates in the
//   sources are too rough to tell whether it held on the day.
//
// param what: node(Instrument) = regionplan-agder-2030 | strategien, planen, vedtaket eller målet | the strategy,
//   plan, decision or goal
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column status: choice(recorded, called for) | Status | Status
// column level: level | Nivå | Level
// column from_id: node | Hvem (id) | Who (id)
// column from_name: text | Hvem | Who
// column role: text | Rolle | Role
// column since: edtf | Fra | From
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: strategies-without-follow-up, what-follows-from
// tags: strategy, follow-up, called-for, day
// revision: 1

MATCH (instrument:Instrument {id: $what})<-[follows:FOLLOWS_UP|CALLED_FOR]-(follower)
WHERE follows.kind = 'FOLLOWS_UP'
  AND coalesce(follows.from_earliest <= $day, true) AND coalesce($day < follows.to_latest, true)
RETURN follows.status AS status,
       follower.level AS level,
       follower.id AS from_id,
       coalesce({en: follower.name_en}[$lang], follower.name) AS from_name,
       coalesce({en: follows.role_en}[$lang], follows.role) AS role,
       follows.valid_from AS since,
       CASE WHEN coalesce(follows.from_latest <= $day, true) AND coalesce($day < follows.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       follows.sources AS sources,
       follows.id AS edge
ORDER BY status DESC, level, from_id, edge
