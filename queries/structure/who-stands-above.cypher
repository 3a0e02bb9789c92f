// Hvem står over organet, ledd for ledd?
// Who stands above the body, step by step?
//
// question nb: Hvem rapporterer organet til eller er del av, direkte eller gjennom andre, på en gitt dag?
// question en: Whom does the body report to or belong to, directly or through others, on a given day?
// reading nb: Én rad per vei oppover, på høyst fem ledd av REPORTS_TO (rapporterer til) og PART_OF (er del av).
//   «Veien» er organene i rekkefølge. «Gjaldt» er «possibly» når datoene i kildene er for grove til å si om det
//   gjaldt den dagen. Det kildene bare etterlyser, er ikke med.
// reading en: One row per way upwards, of at most five steps of REPORTS_TO and PART_OF. "The way" names the bodies in
//   order. "Held" is "possibly" where the dates in the sources are too rough to tell whether it held on the day. What
//   sources only call for is left out.
//
// param what: node(Body) = fagrad-arkitektur | organet det gjelder | the body in question
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column steps: integer | Ledd | Steps
// column above_id: node(Body) | Over (id) | Above (id)
// column above_name: text | Over | Above
// column way: list of text | Veien | The way
// column kinds: list of edge kind | Slag | Kinds
// column held: choice(yes, possibly) | Gjaldt | Held
// column edges: list of edge | Opplysninger | Statements
// key: edges
//
// growth: the number of ways upwards of at most five steps; they branch where a body is part of several structures
// see: mandated-and-steered-by-others, reporting-lines, who-steers
// tags: authority, reporting, composition, path, day
// revision: 1

MATCH way = (body:Body {id: $what})-[:REPORTS_TO|PART_OF*1..5]->(above:Body)
WHERE all(tie IN relationships(way)
          WHERE coalesce(tie.from_earliest <= $day, true) AND coalesce($day < tie.to_latest, true))
RETURN length(way) AS steps,
       above.id AS above_id,
       coalesce({en: above.name_en}[$lang], above.name) AS above_name,
       [node IN nodes(way) | coalesce({en: node.name_en}[$lang], node.name)] AS way,
       [tie IN relationships(way) | type(tie)] AS kinds,
       CASE WHEN all(tie IN relationships(way)
                     WHERE coalesce(tie.from_latest <= $day, true) AND coalesce($day < tie.to_earliest, true))
            THEN 'yes' ELSE 'possibly' END AS held,
       [tie IN relationships(way) | tie.id] AS edges
ORDER BY steps, above_id, edges
