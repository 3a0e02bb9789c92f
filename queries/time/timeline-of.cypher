// Hva har hendt med organet?
// What has happened to the body?
//
// question nb: Når begynte og sluttet organet, dokumentet eller stedet, når skiftet det navn, og når begynte og
//   sluttet forbindelsene det har?
// question en: When did the body, document or place begin and end, when did it change its name, and when did its ties
//   begin and end?
// reading nb: Én rad per hendelse med dato, den eldste først; datoene er slik kildene skriver dem. Hendelser uten
//   dato er ikke med; spør «all-ties-of». «Hendelse» er «began» og «ended» for selve organet, «named» for et nytt
//   navn, «tie began» og «tie ended» for forbindelser. Det kildene bare etterlyser, er ikke med.
// reading en: One row per dated event, the oldest first; dates are as the sources write them. What has no date is
//   left out; ask "all-ties-of". "Event" is "began" and "ended" of the body itself, "named" of a new name, "tie
//   began" and "tie ended" of ties. What sources only call for is left out.
//
// param what: node = digi-agder | det det gjelder | what is asked about
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column date: edtf | Dato | Date
// column event: choice(began, ended, named, tie began, tie ended) | Hendelse | Event
// column kind: edge kind | Slag | Kind
// column direction: choice(out, in) | Retning | Direction
// column what: text | Hva | What
// column role: text | Rolle | Role
// column sources: list of text | Kilder | Sources
// column reference: text | Opplysning | Statement
// key: event, reference
//
// see: all-ties-of, profile-of, ties-that-changed
// tags: time, overview
// revision: 1

OPTIONAL MATCH (body:Body {id: $what})
OPTIONAL MATCH (instrument:Instrument {id: $what})
OPTIONAL MATCH (place:Place {id: $what})
WITH coalesce(body, instrument, place) AS node
CALL (node) {
  WITH node
  WHERE node.valid_from IS NOT NULL
  RETURN node.valid_from AS date, 'began' AS event, null AS tie, node.name AS what, node.id AS reference
  UNION ALL
  WITH node
  WHERE node.valid_to IS NOT NULL
  RETURN node.valid_to AS date, 'ended' AS event, null AS tie, node.name AS what, node.id AS reference
  UNION ALL
  UNWIND range(0, size(coalesce(node.names, [])) - 1) AS place
  WITH node, place
  WHERE node.names_from[place] <> ''
  RETURN node.names_from[place] AS date, 'named' AS event, null AS tie, node.names[place] AS what,
         node.id + ' #' + toString(place + 1) AS reference
  UNION ALL
  MATCH (node)-[tie {status: 'recorded'}]-(other)
  WHERE tie.valid_from IS NOT NULL
  RETURN tie.valid_from AS date, 'tie began' AS event, tie,
         coalesce({en: other.name_en}[$lang], other.name) AS what, tie.id AS reference
  UNION ALL
  MATCH (node)-[tie {status: 'recorded'}]-(other)
  WHERE tie.valid_to IS NOT NULL
  RETURN tie.valid_to AS date, 'tie ended' AS event, tie,
         coalesce({en: other.name_en}[$lang], other.name) AS what, tie.id AS reference
}
RETURN date,
       event,
       type(tie) AS kind,
       CASE WHEN startNode(tie) = node THEN 'out' WHEN endNode(tie) = node THEN 'in' END AS direction,
       what,
       coalesce({en: tie.role_en}[$lang], tie.role) AS role,
       coalesce(tie.sources, node.sources) AS sources,
       reference
// A season stands where its first month does: 2021-21 is spring, and comes before 2021-06.
ORDER BY CASE WHEN date =~ '[0-9]{4}-2[1-4]'
              THEN left(date, 5) + ['03', '06', '09', '12'][toInteger(right(date, 2)) - 21]
              ELSE date END, event, reference
