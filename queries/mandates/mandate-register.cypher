// Hvem ga hvem hvilket mandat, og ved hvilket vedtak?
// Who gave whom which mandate, and by which decision?
//
// question nb: Hvilke mandater er registrert, hvem ga dem, og hvis mandatet ligger i et vedtak eller en plan: hvem
//   vedtok det?
// question en: Which mandates are recorded, who gave them, and if a mandate lies in a decision or plan: who adopted
//   that?
// reading nb: Én rad per mandat, det eldste først. «Ved» er vedtaket eller planen som mandatet ligger i, «Gitt av»
//   organene bak; tom «Ved» betyr at organet ga mandatet selv. Tom «Gitt av» betyr at kildene ikke sier hvem som
//   vedtok det. Det kildene bare etterlyser, er ikke med.
// reading en: One row per mandate, the oldest first. "By" is the decision or plan that holds the mandate, "Given by"
//   the bodies behind it; an empty "By" means that the body gave the mandate itself. An empty "Given by" means that
//   the sources do not say who adopted it. What sources only call for is left out.
//
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column given_by: list of text | Gitt av | Given by
// column by: text | Ved | By
// column to_id: node | Gitt til (id) | Given to (id)
// column to_name: text | Gitt til | Given to
// column since: edtf | Fra | From
// column role: text | Rolle | Role
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: bodies-without-mandate, mandates-given, mandates-without-end, who-mandates
// tags: authority, mandate, decision
// revision: 1

MATCH (giver:Body|Instrument)-[mandate:MANDATES]->(receiver)
RETURN CASE
         WHEN giver:Body THEN [coalesce({en: giver.name_en}[$lang], giver.name)]
         ELSE COLLECT {
           MATCH (giver)<-[:ESTABLISHED]-(author:Body)
           RETURN DISTINCT coalesce({en: author.name_en}[$lang], author.name) AS author
           ORDER BY author
         }
       END AS given_by,
       CASE WHEN giver:Instrument THEN coalesce({en: giver.name_en}[$lang], giver.name) END AS by,
       receiver.id AS to_id,
       coalesce({en: receiver.name_en}[$lang], receiver.name) AS to_name,
       mandate.valid_from AS since,
       coalesce({en: mandate.role_en}[$lang], mandate.role) AS role,
       mandate.sources AS sources,
       mandate.id AS edge
// A season stands where its first month does: 2021-21 is spring, and comes before 2021-06.
ORDER BY CASE WHEN since =~ '[0-9]{4}-2[1-4]'
              THEN left(since, 5) + ['03', '06', '09', '12'][toInteger(right(since, 2)) - 21]
              ELSE since END, edge
