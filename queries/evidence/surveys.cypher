// Hvilke lister er kjent som fullstendige?
// Which lists are known to be complete?
//
// question nb: For hvilke organer, slag og dager er det kartlagt at listen er fullstendig, og hvem sier det?
// question en: For which bodies, kinds and days has a list been found complete, and who says so?
// reading nb: Én rad per kartlegging. Bare der kan en forbindelse som mangler, kalles et hull; ellers er den ikke
//   kartlagt. «Ende» er «to» når listen gjelder dem som er knyttet til organet, «from» når den gjelder det organet er
//   knyttet til.
// reading en: One row per survey. Only there can a missing tie be called a gap; elsewhere it is not surveyed. "End"
//   is "to" where the list is of those tied to the body, "from" where it is of what the body is tied to.
//
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column survey: text | Kartlegging | Survey
// column node_id: node | Organ (id) | Body (id)
// column node_name: text | Organ | Body
// column kind: edge kind | Slag | Kind
// column side: choice(from, to) | Ende | End
// column other_kinds: list of kind | Bare disse | Only these
// column on: text | Dag | Day
// column note: text | Merknad | Note
// column sources: list of text | Kilder | Sources
// key: survey
//
// see: municipalities-covered
// tags: survey, gap
// revision: 1

MATCH (survey:Survey)
MATCH (node:Body|Instrument|Place {id: survey.node})
RETURN survey.id AS survey,
       node.id AS node_id,
       coalesce({en: node.name_en}[$lang], node.name) AS node_name,
       survey.type AS kind,
       survey.side AS side,
       coalesce(survey.kinds, []) AS other_kinds,
       survey.on AS on,
       coalesce({en: survey.note_en}[$lang], survey.note) AS note,
       survey.sources AS sources
ORDER BY survey
