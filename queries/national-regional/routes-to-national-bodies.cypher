// Gjennom hvem når en kommune fram nasjonalt?
// Through whom does a municipality reach the national level?
//
// question nb: Gjennom hvilke medlemskap, plasser, råd og rapporteringslinjer når kommunen fram til nasjonale organer
//   på en gitt dag?
// question en: By which memberships, seats, advice and lines of reporting does the municipality reach national bodies
//   on a given day?
// reading nb: Én rad per vei, på høyst tre ledd, som ender i det første nasjonale organet den når. «Veien» er
//   organene i rekkefølge. «Gjaldt» er «possibly» når datoene i kildene er for grove til å si om det gjaldt den
//   dagen. Det kildene bare etterlyser, er ikke med.
// reading en: One row per way, of at most three steps, that ends in the first national body it reaches. "The way"
//   names the bodies in order. "Held" is "possibly" where the dates in the sources are too rough to tell whether it
//   held on the day. What sources only call for is left out.
//
// param what: node(Municipality) = vegarshei-kommune | kommunen det gjelder | the municipality in question
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column steps: integer | Ledd | Steps
// column national_id: node(Body) | Nasjonalt organ (id) | National body (id)
// column national_name: text | Nasjonalt organ | National body
// column way: list of text | Veien | The way
// column kinds: list of edge kind | Slag | Kinds
// column held: choice(yes, possibly) | Gjaldt | Held
// column edges: list of edge | Opplysninger | Statements
// key: edges
//
// growth: the number of ways of voice within three steps from one municipality
// see: national-reach, national-regional-ties, seats-of-municipality
// tags: voice, representation, national, path, day
// revision: 1

MATCH path = (municipality:Municipality {id: $what})
             -[:MEMBER_OF|REPRESENTED_IN|ADVISES|REPORTS_TO|PART_OF*1..3]->(national:NationalBody)
WHERE all(tie IN relationships(path)
          WHERE coalesce(tie.from_earliest <= $day, true) AND coalesce($day < tie.to_latest, true))
  AND none(node IN nodes(path)[1..-1] WHERE node.level = 'national')
RETURN length(path) AS steps,
       national.id AS national_id,
       coalesce({en: national.name_en}[$lang], national.name) AS national_name,
       [node IN nodes(path) | coalesce({en: node.name_en}[$lang], node.name)] AS way,
       [tie IN relationships(path) | type(tie)] AS kinds,
       CASE WHEN all(tie IN relationships(path)
                     WHERE coalesce(tie.from_latest <= $day, true) AND coalesce($day < tie.to_earliest, true))
            THEN 'yes' ELSE 'possibly' END AS held,
       [tie IN relationships(path) | tie.id] AS edges
ORDER BY steps, national_id, edges
