// Hva består strukturen av?
// What does the structure consist of?
//
// question nb: Hvilke organer, programmer og andre ledd er del av strukturen, direkte eller gjennom et annet ledd, på
//   en gitt dag?
// question en: Which bodies, programmes and other parts belong to the structure, directly or through another part, on
//   a given day?
// reading nb: Én rad per ledd og vei, på høyst tre trinn. «Under» er leddet det er del av; «Rolle» sier funksjonen.
//   «Gjaldt» er «possibly» når datoene i kildene er for grove til å si om det gjaldt den dagen. Det kildene bare
//   etterlyser, er ikke med.
// reading en: One row per part and way, of at most three steps. "Under" is what it is part of; "Role" tells the
//   function. "Held" is "possibly" where the dates in the sources are too rough to tell whether it held on the day.
//   What sources only call for is left out.
//
// param what: node(Body, Instrument) = ks-samstyringsstruktur | strukturen, organet eller planen det gjelder | the
//   structure, body or plan in question
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column steps: integer | Trinn | Steps
// column under_name: text | Under | Under
// column part_id: node | Del (id) | Part (id)
// column part_name: text | Del | Part
// column kind: kind | Slag | Kind
// column role: text | Rolle | Role
// column since: edtf | Fra | From
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// column way: list of edge | Veien | The way
// key: way
//
// growth: the number of parts within three steps; a part that belongs to two others is listed under each
// see: owned-by
// tags: composition, structure, day
// revision: 1

OPTIONAL MATCH (body:Body {id: $what})
OPTIONAL MATCH (instrument:Instrument {id: $what})
WITH coalesce(body, instrument) AS whole
MATCH path = (whole)<-[:PART_OF*1..3]-(part)
WHERE all(tie IN relationships(path)
          WHERE coalesce(tie.from_earliest <= $day, true) AND coalesce($day < tie.to_latest, true))
WITH path, part, nodes(path)[-2] AS under, relationships(path)[-1] AS last
RETURN length(path) AS steps,
       coalesce({en: under.name_en}[$lang], under.name) AS under_name,
       part.id AS part_id,
       coalesce({en: part.name_en}[$lang], part.name) AS part_name,
       part.kind AS kind,
       coalesce({en: last.role_en}[$lang], last.role) AS role,
       last.valid_from AS since,
       CASE WHEN all(tie IN relationships(path)
                     WHERE coalesce(tie.from_latest <= $day, true) AND coalesce($day < tie.to_earliest, true))
            THEN 'yes' ELSE 'possibly' END AS held,
       last.sources AS sources,
       last.id AS edge,
       [tie IN relationships(path) | tie.id] AS way
ORDER BY steps, under.id, part_id, way
