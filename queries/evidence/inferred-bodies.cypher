// Hvilke organer og dokumenter er bare utledet?
// Which bodies and documents are only inferred?
//
// question nb: Hvilke organer, dokumenter og steder har opplysninger som ingen kilde sier rett ut?
// question en: Which bodies, documents and places hold something that no source says outright?
// reading nb: Én rad per organ, dokument eller sted. «Begrunnelse» sier hva som er utledet og hvordan.
// reading en: One row per body, document or place. "Reasoning" says what was inferred and how.
//
// param level: level = null | nivået det gjelder; tomt for alle | the level in question; empty for all
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column kind: kind | Slag | Kind
// column node_id: node | Hva (id) | What (id)
// column node_name: text | Hva | What
// column reasoning: text | Begrunnelse | Reasoning
// column sources: list of text | Kilder | Sources
// key: node_id
//
// see: confidence-by-kind, only-inferred
// tags: confidence, inferred, sources
// revision: 1

MATCH (node:Body|Instrument|Place {confidence: 'inferred'})
WHERE $level IS NULL OR node.level = $level
RETURN node.kind AS kind,
       node.id AS node_id,
       coalesce({en: node.name_en}[$lang], node.name) AS node_name,
       coalesce({en: node.reasoning_en}[$lang], node.reasoning) AS reasoning,
       node.sources AS sources
ORDER BY kind, node_id
