// Hvor etterlyses forbindelser mellom nasjonalt og regionalt nivå?
// Where are ties between the national and the regional level called for?
//
// question nb: Hvilke forbindelser mellom nasjonale organer og organer på lavere nivå er etterlyst, og hva er
//   registrert i stedet på en gitt dag?
// question en: Which ties between national bodies and bodies at lower levels are called for, and what is recorded
//   instead on a given day?
// reading nb: Én rad per etterlysning. «Direkte» er forbindelser mellom de samme to, «Muligens direkte» dem som bare
//   muligens gjaldt den dagen, «Gjennom» er andre organer som begge er bundet til; et organ som de bare muligens var
//   bundet til, er med og har «?» etter navnet. Er alle tomme, har vi ikke funnet noe som svarer til etterlysningen.
// reading en: One row per call. "Direct" are ties between the same two, "Possibly direct" those that only possibly
//   held on the day, "Through" are other bodies that both are tied to; a body that they only possibly were tied to is
//   included, with "?" after its name. If all are empty, nothing was found that answers the call.
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
// column possibly_direct: list of edge kind | Muligens direkte | Possibly direct
// column through: list of text | Gjennom | Through
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: called-for, national-bodies-without-regional-seat, networks-without-national-seat
// tags: called-for, gap, national, regional, day
// revision: 2

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
         WHERE coalesce(tie.from_latest <= $day, true) AND coalesce($day < tie.to_earliest, true)
         RETURN DISTINCT type(tie) AS kind
         ORDER BY kind
       } AS direct,
       COLLECT {
         MATCH (lower)-[tie {status: 'recorded'}]-(national)
         WHERE coalesce(tie.from_earliest <= $day, true) AND coalesce($day < tie.to_latest, true)
         WITH type(tie) AS kind,
              max(CASE WHEN coalesce(tie.from_latest <= $day, true) AND coalesce($day < tie.to_earliest, true)
                       THEN 1 ELSE 0 END) AS sure
         WHERE sure = 0
         RETURN kind
         ORDER BY kind
       } AS possibly_direct,
       COLLECT {
         MATCH (lower)-[first {status: 'recorded'}]-(between:Body)-[second {status: 'recorded'}]-(national)
         WHERE coalesce(first.from_earliest <= $day, true) AND coalesce($day < first.to_latest, true)
           AND coalesce(second.from_earliest <= $day, true) AND coalesce($day < second.to_latest, true)
         WITH coalesce({en: between.name_en}[$lang], between.name) AS between,
              min(CASE WHEN coalesce(first.from_latest <= $day, true) AND coalesce($day < first.to_earliest, true)
                            AND coalesce(second.from_latest <= $day, true) AND coalesce($day < second.to_earliest, true)
                       THEN '' ELSE ' ?' END) AS doubt
         RETURN between + doubt AS between
         ORDER BY between
       } AS through,
       wanted.sources AS sources,
       wanted.id AS edge
ORDER BY national_id, lower_id, edge
