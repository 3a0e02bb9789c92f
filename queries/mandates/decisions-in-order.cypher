// Hvilke vedtak er gjort, i rekkefølge?
// Which decisions were taken, in order?
//
// question nb: Hvilke vedtak er registrert, når ble de gjort, og hvem gjorde dem?
// question en: Which decisions are recorded, when were they taken, and who took them?
// reading nb: Én rad per vedtak, det eldste først; vedtak uten dato står sist. Er «Av» tom, nevner ikke kildene hvem.
// reading en: One row per decision, the oldest first; decisions without a date come last. Where "By" is empty, the
//   sources do not mention who.
//
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column decision_id: node(Decision) | Vedtak (id) | Decision (id)
// column decision_name: text | Vedtak | Decision
// column decided: edtf | Vedtatt | Decided
// column by: list of text | Av | By
// column sources: list of text | Kilder | Sources
// key: decision_id
//
// see: decisions-and-effects, from-decision-to-body
// tags: decision, time, overview
// revision: 1

MATCH (decision:Decision)
RETURN decision.id AS decision_id,
       coalesce({en: decision.name_en}[$lang], decision.name) AS decision_name,
       decision.valid_from AS decided,
       COLLECT {
         MATCH (decision)<-[:ESTABLISHED {status: 'recorded'}]-(body:Body)
         RETURN DISTINCT coalesce({en: body.name_en}[$lang], body.name) AS name
         ORDER BY name
       } AS by,
       decision.sources AS sources
ORDER BY decision.from_earliest, decision_id
