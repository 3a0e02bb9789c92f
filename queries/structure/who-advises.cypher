// Hvem gir råd til organet, direkte og i flere ledd?
// Who advises the body, directly and step by step?
//
// question nb: Hvilke råd og utvalg forbereder saker for organet eller gir det råd, direkte eller gjennom andre, på
//   en gitt dag?
// question en: Which councils and committees prepare matters for the body or advise it, directly or through others,
//   on a given day?
// reading nb: Én rad per rådgivende organ og vei, på høyst tre ledd. «Til» er organet som får rådet. «Gjaldt» er
//   «possibly» når datoene i kildene er for grove til å si om det gjaldt den dagen. Det kildene bare etterlyser, er
//   ikke med.
// reading en: One row per advising body and way, of at most three steps. "To" is the body that receives the advice.
//   "Held" is "possibly" where the dates in the sources are too rough to tell whether it held on the day. What
//   sources only call for is left out.
//
// param what: node(Body) = kommit-radet | organet det gjelder | the body in question
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column steps: integer | Ledd | Steps
// column from_id: node(Body) | Fra (id) | From (id)
// column from_name: text | Rådgiver | Adviser
// column to_name: text | Til | To
// column role: text | Rolle | Role
// column since: edtf | Fra | From
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// column way: list of edge | Veien | The way
// key: way
//
// growth: the number of ways of advice within three steps; a council that advises two others is listed for each
// see: who-cooperates-with
// tags: voice, advice, path, day
// revision: 1

MATCH path = (body:Body {id: $what})<-[:ADVISES*1..3]-(adviser:Body)
WHERE all(tie IN relationships(path)
          WHERE coalesce(tie.from_earliest <= $day, true) AND coalesce($day < tie.to_latest, true))
WITH path, adviser, nodes(path)[-2] AS advised, relationships(path)[-1] AS last
RETURN length(path) AS steps,
       adviser.id AS from_id,
       coalesce({en: adviser.name_en}[$lang], adviser.name) AS from_name,
       coalesce({en: advised.name_en}[$lang], advised.name) AS to_name,
       coalesce({en: last.role_en}[$lang], last.role) AS role,
       last.valid_from AS since,
       CASE WHEN all(tie IN relationships(path)
                     WHERE coalesce(tie.from_latest <= $day, true) AND coalesce($day < tie.to_earliest, true))
            THEN 'yes' ELSE 'possibly' END AS held,
       last.sources AS sources,
       last.id AS edge,
       [tie IN relationships(path) | tie.id] AS way
ORDER BY steps, from_id, way
