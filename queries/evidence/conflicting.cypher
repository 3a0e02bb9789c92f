// Hvor er kildene uenige?
// Where do the sources disagree?
//
// question nb: Hvilke opplysninger motsies av en annen kilde eller en annen opplysning, og hva er valgt?
// question en: Which statements does another source or another statement contradict, and which was chosen?
// reading nb: Én rad per opplysning. «Motstrid» sier hva den andre kilden mener. «Påstand» er «chosen» for den som er
//   valgt, og «alternative» for den som også står. «I strid med» er de andre opplysningene.
// reading en: One row per statement. "Conflict" says what the other source holds. "Claim" is "chosen" for what was
//   chosen, "alternative" for what stands as well. "Against" are the other statements.
//
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column what: text | Hva | What
// column kind: text | Slag | Kind
// column since: edtf | Fra | From
// column status: choice(recorded, called for, claimed) | Status | Status
// column claim: choice(chosen, alternative) | Påstand | Claim
// column conflict: text | Motstrid | Conflict
// column against: list of edge | I strid med | Against
// column sources: list of text | Kilder | Sources
// column reference: text | Opplysning | Statement
// key: reference
//
// see: called-for
// tags: conflict, sources
// revision: 1

CALL () {
  MATCH (node:Body|Instrument|Place)
  WHERE node.conflict IS NOT NULL
  RETURN coalesce({en: node.name_en}[$lang], node.name) AS what,
         node.kind AS kind, node.valid_from AS since, 'recorded' AS status,
         null AS claim, coalesce({en: node.conflict_en}[$lang], node.conflict) AS conflict, null AS against,
         node.sources AS sources, node.id AS reference
  UNION ALL
  MATCH (from:Body|Instrument|Place)-[tie]->(to)
  WHERE tie.conflict IS NOT NULL OR tie.claim IS NOT NULL OR size(tie.conflicts_with) > 0
  RETURN coalesce({en: from.name_en}[$lang], from.name) + ' → ' + coalesce({en: to.name_en}[$lang], to.name) AS what,
         tie.kind AS kind, tie.valid_from AS since, tie.status AS status,
         tie.claim AS claim, coalesce({en: tie.conflict_en}[$lang], tie.conflict) AS conflict,
         tie.conflicts_with AS against, tie.sources AS sources, tie.id AS reference
}
RETURN what, kind, since, status, claim, conflict, against, sources, reference
ORDER BY reference
