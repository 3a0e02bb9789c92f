// Hva sier grunnlagsdokumentene?
// What do the founding documents say?
//
// question nb: Hvilke opplysninger bæres av de to grunnlagsdokumentene?
// question en: Which statements do the two founding documents carry?
// reading nb: Én rad per opplysning. «Kilder» har med dokumentet som bærer den, og andre kilder som sier det samme:
//   seed-000 er bakgrunnen for Digi Agder, seed-002 digitalisering i Østre Agder. «Status» er «called for» når
//   dokumentet bare sier at det burde være slik.
// reading en: One row per statement. "Sources" holds the document that carries it and others that say the same:
//   seed-000 is the background of Digi Agder, seed-002 digitalisation in Østre Agder. "Status" is "called for" where
//   the document only says that it should be so.
//
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column what: text | Hva | What
// column kind: text | Slag | Kind
// column role: text | Rolle | Role
// column since: edtf | Fra | From
// column status: choice(recorded, called for, claimed) | Status | Status
// column confidence: choice(stated, inferred) | Sikkerhet | Confidence
// column sources: list of text | Kilder | Sources
// column reference: text | Opplysning | Statement
// key: reference
//
// see: resting-on-source
// tags: sources, founding
// revision: 1

CALL () {
  MATCH (node:Body|Instrument|Place {founding: true})
  RETURN coalesce({en: node.name_en}[$lang], node.name) AS what,
         node.kind AS kind, null AS role, node.valid_from AS since, 'recorded' AS status,
         node.confidence AS confidence, node.sources AS sources, node.id AS reference
  UNION ALL
  MATCH (from:Body|Instrument|Place)-[tie {founding: true}]->(to)
  RETURN coalesce({en: from.name_en}[$lang], from.name) + ' → ' + coalesce({en: to.name_en}[$lang], to.name) AS what,
         tie.kind AS kind, coalesce({en: tie.role_en}[$lang], tie.role) AS role,
         tie.valid_from AS since, tie.status AS status,
         tie.confidence AS confidence, tie.sources AS sources, tie.id AS reference
}
RETURN what, kind, role, since, status, confidence, sources, reference
ORDER BY kind, reference
