// Hvor etterlyses forbindelser mellom nasjonalt og regionalt nivå?
// Where are ties between the national and the regional level called for?
//
// question nb: Hvilke forbindelser mellom nasjonale organer og organer på lavere nivå er etterlyst, og hva er
//   registrert i stedet på en gitt dag?
// question en: Which ties between national bodies and bodies at lower levels are called for, and what is recorded
//   instead on a given day?
// reading nb: Én rad per etterlysning. «Direkte» er forbindelser mellom de samme to, «Gjennom» er andre organer som
//   begge er bundet til. Er begge tomme, har vi ikke funnet noe som svarer til etterlysningen.
// reading en: One row per call. "Direct" are ties between the same two, "Through" are other bodies that both are tied
//   to. If both are empty, nothing was found that answers the call.
//
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column lower_id: node | Lavere nivå (id) | Lower level (id)
// column lower_name: text | Lavere nivå | Lower level
// column national_id: node | Nasjonalt (id) | National (id)
// column national_name: text | Nasjonalt | National
// column kind: edge kind | Etterlyst | Called for
// column role: text | Rolle | Role
// column direct: list of edge kind | Direkte | Direct
// column through: list of text | Gjennom | Through
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: called-for, national-bodies-without-regional-seat, networks-without-national-seat
// tags: called-for, gap, national, regional, day
// revision: 1

MATCH (lower:Body)-[wanted:CALLED_FOR]-(national:NationalBody)
WHERE lower.level <> 'national'
RETURN lower.id AS lower_id,
       coalesce({en: lower.name_en}[$lang], lower.name) AS lower_name,
       national.id AS national_id,
       coalesce({en: national.name_en}[$lang], national.name) AS national_name,
       wanted.kind AS kind,
       coalesce({en: wanted.role_en}[$lang], wanted.role) AS role,
       COLLECT {
         MATCH (lower)-[tie {status: 'recorded'}]-(national)
         WHERE coalesce(tie.from_earliest <= $day, true) AND coalesce($day < tie.to_latest, true)
         RETURN DISTINCT type(tie) AS kind
         ORDER BY kind
       } AS direct,
       COLLECT {
         MATCH (lower)-[first {status: 'recorded'}]-(between:Body)-[second {status: 'recorded'}]-(national)
         WHERE coalesce(first.from_earliest <= $day, true) AND coalesce($day < first.to_latest, true)
           AND coalesce(second.from_earliest <= $day, true) AND coalesce($day < second.to_latest, true)
         RETURN DISTINCT coalesce({en: between.name_en}[$lang], between.name) AS between
         ORDER BY between
       } AS through,
       wanted.sources AS sources,
       wanted.id AS edge
ORDER BY national_id, lower_id, edge
