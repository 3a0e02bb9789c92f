// Hvordan når strategien kommunen?
// How does the strategy reach the municipality?
//
// question nb: På hvilke veier av oppfølging, opphav og medlemskap når strategien eller planen kommunen på en gitt
//   dag?
// question en: By which ways of follow-up, origin and membership does the strategy or plan reach the municipality on
//   a given day?
// reading nb: Én rad per vei. Veien går fra strategien til det som følger den opp, i høyst tre ledd, og ender hos
//   kommunen: den følger selv opp, er medlem av eller representert i organet, eller har vedtatt planen som følger
//   opp. «Gjaldt» er «possibly» når datoene i kildene er for grove til å si om det gjaldt den dagen. Det kildene bare
//   etterlyser, er ikke med.
// reading en: One row per way. It goes from the strategy to what follows it up, in at most three steps, and ends at
//   the municipality: which itself follows up, is a member of or represented in the body, or adopted the plan that
//   follows up. "Held" is "possibly" where the dates in the sources are too rough to tell whether it held on the day.
//   What sources only call for is left out.
//
// param instrument: node(Instrument) = en-digital-offentlig-sektor | strategien eller planen | the strategy or plan
// param municipality: node(Municipality) = vegarshei-kommune | kommunen det gjelder | the municipality in question
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column steps: integer | Ledd | Steps
// column way: list of text | Veien | The way
// column last: edge kind | Kommunens del | The municipality's part
// column role: text | Rolle | Role
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// column edges: list of edge | Opplysninger | Statements
// key: edges
//
// growth: the number of ways of follow-up within three steps that end at one municipality
// see: national-strategies-in-regions, what-body-follows
// tags: strategy, follow-up, municipality, path, day
// revision: 1

MATCH (municipality:Municipality {id: $municipality})
MATCH (municipality)-[last:FOLLOWS_UP|MEMBER_OF|REPRESENTED_IN|ESTABLISHED]->(near)
WHERE coalesce(last.from_earliest <= $day, true) AND coalesce($day < last.to_latest, true)
CALL (near) {
  WITH near
  WHERE near.id = $instrument
  RETURN [] AS ties, [coalesce({en: near.name_en}[$lang], near.name)] AS names
  UNION ALL
  MATCH path = (near)-[:FOLLOWS_UP*1..3]->(instrument:Instrument {id: $instrument})
  WHERE all(tie IN relationships(path)
            WHERE coalesce(tie.from_earliest <= $day, true) AND coalesce($day < tie.to_latest, true))
  RETURN reverse(relationships(path)) AS ties,
         [node IN reverse(nodes(path)) | coalesce({en: node.name_en}[$lang], node.name)] AS names
}
WITH municipality, last, ties, names
WHERE type(last) = 'FOLLOWS_UP' OR size(ties) > 0
RETURN size(ties) + 1 AS steps,
       names + [coalesce({en: municipality.name_en}[$lang], municipality.name)] AS way,
       type(last) AS last,
       coalesce({en: last.role_en}[$lang], last.role) AS role,
       CASE WHEN all(tie IN ties + [last]
                     WHERE coalesce(tie.from_latest <= $day, true) AND coalesce($day < tie.to_earliest, true))
            THEN 'yes' ELSE 'possibly' END AS held,
       last.sources AS sources,
       [tie IN ties | tie.id] + [last.id] AS edges
ORDER BY steps, edges
