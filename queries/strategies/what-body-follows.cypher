// Hva følger organet opp?
// What does the body follow up?
//
// question nb: Hvilke strategier, planer, vedtak og mål følger organet opp på en gitt dag, direkte og gjennom noe
//   annet?
// question en: Which strategies, plans, decisions and goals does the body follow up on a given day, directly and
//   through something else?
// reading nb: Én rad per vei, på høyst tre ledd. «Gjennom» er det som ligger mellom. «Gjaldt» er «possibly» når
//   datoene i kildene er for grove til å si om det gjaldt den dagen. Det kildene bare etterlyser, er ikke med.
// reading en: One row per way, of at most three steps. "Through" is what lies between. "Held" is "possibly" where the
//   dates in the sources are too rough to tell whether it held on the day. What sources only call for is left out.
//
// param what: node(Body) = digi-agder | organet det gjelder | the body in question
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column steps: integer | Ledd | Steps
// column level: level | Nivå | Level
// column to_id: node(Instrument) | Følger opp (id) | Follows up (id)
// column to_name: text | Følger opp | Follows up
// column kind: kind | Slag | Kind
// column through: list of text | Gjennom | Through
// column role: text | Rolle | Role
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// column way: list of edge | Veien | The way
// key: way
//
// growth: the number of ways of follow-up within three steps
// see: national-drivers, strategy-to-municipality, what-follows-from
// tags: strategy, follow-up, path, day
// revision: 1

MATCH path = (body:Body {id: $what})-[:FOLLOWS_UP*1..3]->(instrument:Instrument)
WHERE all(tie IN relationships(path)
          WHERE coalesce(tie.from_earliest <= $day, true) AND coalesce($day < tie.to_latest, true))
WITH path, instrument, relationships(path)[-1] AS last
RETURN length(path) AS steps,
       instrument.level AS level,
       instrument.id AS to_id,
       coalesce({en: instrument.name_en}[$lang], instrument.name) AS to_name,
       instrument.kind AS kind,
       [node IN nodes(path)[1..-1] | coalesce({en: node.name_en}[$lang], node.name)] AS through,
       coalesce({en: last.role_en}[$lang], last.role) AS role,
       CASE WHEN all(tie IN relationships(path)
                     WHERE coalesce(tie.from_latest <= $day, true) AND coalesce($day < tie.to_earliest, true))
            THEN 'yes' ELSE 'possibly' END AS held,
       last.sources AS sources,
       last.id AS edge,
       [tie IN relationships(path) | tie.id] AS way
ORDER BY steps, level, to_id, way
