// Hvilke forbindelser er bare utledet?
// Which ties are only inferred?
//
// question nb: Hvilke opplysninger av de valgte slagene sier ingen kilde rett ut, og hva bygger de på?
// question en: Which statements of the chosen kinds does no source make outright, and what do they rest on?
// reading nb: Én rad per opplysning. «Begrunnelse» sier hvordan den er utledet, «Kilder» hva den er utledet av. Det
//   kildene bare etterlyser, er ikke med.
// reading en: One row per statement. "Reasoning" says how it was inferred, "Sources" what it was inferred from. What
//   sources only call for is left out.
//
// param kinds: list of edge kind = MANDATES, STEERS, REPORTS_TO | slagene det gjelder | the kinds in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column kind: edge kind | Slag | Kind
// column from_name: text | Fra | From
// column to_name: text | Til | To
// column role: text | Rolle | Role
// column reasoning: text | Begrunnelse | Reasoning
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: confidence-by-kind, inferred-bodies
// tags: confidence, inferred, sources
// revision: 1

MATCH (from:Body|Instrument|Place)-[tie {confidence: 'inferred', status: 'recorded'}]->(to)
WHERE type(tie) IN $kinds
RETURN type(tie) AS kind,
       coalesce({en: from.name_en}[$lang], from.name) AS from_name,
       coalesce({en: to.name_en}[$lang], to.name) AS to_name,
       coalesce({en: tie.role_en}[$lang], tie.role) AS role,
       coalesce({en: tie.reasoning_en}[$lang], tie.reasoning) AS reasoning,
       tie.sources AS sources,
       tie.id AS edge
ORDER BY kind, edge
