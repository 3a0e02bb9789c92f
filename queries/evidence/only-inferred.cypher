// Hvilke bånd er bare utledet?
// Which ties are only inferred?
//
// question nb: Hvilke opplysninger av de valgte slagene sier ingen kilde rett ut, og hva bygger de på?
// question en: Which statements of the chosen kinds does no source make outright, and what do they rest on?
// reading nb: Én rad per opplysning. «Begrunnelse» sier hvordan den er utledet, «Kilder» hva den er utledet av.
// reading en: One row per statement. "Reasoning" says how it was inferred, "Sources" what it was inferred from.
//
// param kinds: list of edge kind = MANDATES, STEERS, REPORTS_TO | slagene det gjelder | the kinds in question
// column edge: edge | Opplysning | Statement
// column kind: edge kind | Slag | Kind
// column from_name: text | Fra | From
// column to_name: text | Til | To
// column reasoning: text | Begrunnelse | Reasoning
// column sources: list of text | Kilder | Sources
// key: edge
//
// tags: confidence, sources
// revision: 1

MATCH (from)-[tie {confidence: 'inferred', status: 'recorded'}]->(to)
WHERE type(tie) IN $kinds
RETURN tie.id AS edge,
       type(tie) AS kind,
       from.name AS from_name,
       to.name AS to_name,
       tie.reasoning AS reasoning,
       tie.sources AS sources
ORDER BY edge
