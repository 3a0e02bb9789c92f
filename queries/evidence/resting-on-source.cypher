// Hva hviler på en kilde?
// What rests on a source?
//
// question nb: Hvilke opplysninger viser til kilden, og hvor i den?
// question en: Which statements cite the source, and where in it?
// reading nb: Én rad per opplysning. «Eneste» er sant når opplysningen ikke har noen annen kilde; tom «Hvor» betyr
//   hele kilden. Det kildene bare etterlyser, er med, og har «called for» under «Status».
// reading en: One row per statement. "Only" is true where the statement has no other source; an empty "Where" means
//   the whole of it. What sources only call for is included, with "called for" under "Status".
//
// param what: node(Source) = seed-000 | kilden det gjelder | the source in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column what: text | Hva | What
// column kind: text | Slag | Kind
// column role: text | Rolle | Role
// column status: choice(recorded, called for, claimed) | Status | Status
// column confidence: choice(stated, inferred) | Sikkerhet | Confidence
// column only: boolean | Eneste | Only
// column where: list of text | Hvor i kilden | Where in the source
// column reference: text | Opplysning | Statement
// key: reference
//
// see: founding-statements, single-sourced, sources-of
// tags: sources
// revision: 1

CALL () {
  MATCH (node:Body|Instrument|Place)
  WHERE $what IN node.sources
  RETURN coalesce({en: node.name_en}[$lang], node.name) AS what, node.kind AS kind, null AS role, 'recorded' AS status,
         node.confidence AS confidence, node.sources AS sources,
         coalesce({en: node.citations_en}[$lang], node.citations) AS citations, node.id AS reference
  UNION ALL
  MATCH (from:Body|Instrument|Place)-[tie]->(to)
  WHERE $what IN tie.sources
  RETURN coalesce({en: from.name_en}[$lang], from.name) + ' → ' + coalesce({en: to.name_en}[$lang], to.name) AS what,
         tie.kind AS kind, coalesce({en: tie.role_en}[$lang], tie.role) AS role, tie.status AS status,
         tie.confidence AS confidence, tie.sources AS sources,
         coalesce({en: tie.citations_en}[$lang], tie.citations) AS citations, tie.id AS reference
}
RETURN what, kind, role, status, confidence,
       size(sources) = 1 AS only,
       [citation IN citations WHERE citation STARTS WITH $what + ' ('
        | substring(citation, size($what) + 2, size(citation) - size($what) - 3)] AS where,
       reference
ORDER BY kind, reference
