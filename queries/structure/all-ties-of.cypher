// Hva er registrert om et organ på en dag?
// What is recorded about a body on a day?
//
// question nb: Hvilke forbindelser har organet, planen eller stedet på en gitt dag, i begge retninger?
// question en: Which ties does the body, plan or place have on a given day, in both directions?
// reading nb: Én rad per forbindelse. «Retning» er «out» når den leses fra det det spørres om til den andre, «in» når
//   den leses fra den andre hit. «Gjaldt» er «possibly» når datoene i kildene er for grove til å si om det gjaldt den
//   dagen. Det kildene bare etterlyser, er ikke med.
// reading en: One row per tie. "Direction" is "out" where it reads from what is asked about to the other, "in" where
//   it reads from the other to here. "Held" is "possibly" where the dates in the sources are too rough to tell
//   whether it held on the day. What sources only call for is left out.
//
// param what: node = digi-agder | det det gjelder | what is asked about
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column direction: choice(out, in) | Retning | Direction
// column kind: edge kind | Slag | Kind
// column other_id: node | Den andre (id) | The other (id)
// column other_name: text | Den andre | The other
// column role: text | Rolle | Role
// column since: edtf | Fra | From
// column until: edtf | Til og med | Until
// column held: choice(yes, possibly) | Gjaldt | Held
// column confidence: choice(stated, inferred) | Sikkerhet | Confidence
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: bodies-without-ties, profile-of, timeline-of
// tags: overview, day
// revision: 1

OPTIONAL MATCH (body:Body {id: $what})
OPTIONAL MATCH (instrument:Instrument {id: $what})
OPTIONAL MATCH (place:Place {id: $what})
WITH coalesce(body, instrument, place) AS node
MATCH (node)-[tie {status: 'recorded'}]-(other)
WHERE coalesce(tie.from_earliest <= $day, true) AND coalesce($day < tie.to_latest, true)
RETURN CASE WHEN startNode(tie) = node THEN 'out' ELSE 'in' END AS direction,
       type(tie) AS kind,
       other.id AS other_id,
       coalesce({en: other.name_en}[$lang], other.name) AS other_name,
       coalesce({en: tie.role_en}[$lang], tie.role) AS role,
       tie.valid_from AS since,
       tie.valid_to AS until,
       CASE WHEN coalesce(tie.from_latest <= $day, true) AND coalesce($day < tie.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       tie.confidence AS confidence,
       tie.sources AS sources,
       tie.id AS edge
ORDER BY direction, kind, other_id, edge
