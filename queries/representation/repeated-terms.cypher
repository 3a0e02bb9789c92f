// Hvem har kommet tilbake til samme plass eller verv?
// Who has come back to the same seat or office?
//
// question nb: Hvor er det registrert flere perioder av samme slag mellom de samme to?
// question en: Where are several terms of one kind recorded between the same two?
// reading nb: Én rad per periode, periodene etter hverandre. «Nr.» er periodens nummer. Tom «Til og med» betyr at
//   ingen slutt er kjent. Det kildene bare etterlyser, er ikke med.
// reading en: One row per term, one after the other. "No." is the number of the term. An empty "Until" means that no
//   end is known. What sources only call for is left out.
//
// param kinds: list of edge kind = LEADS, REPRESENTED_IN, MEMBER_OF, MANDATES | slagene det gjelder | the kinds in
//   question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column from_name: text | Hvem | Who
// column kind: edge kind | Slag | Kind
// column to_name: text | Hva | What
// column number: integer | Nr. | No.
// column role: text | Rolle | Role
// column since: edtf | Fra | From
// column until: edtf | Til og med | Until
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: former-members
// tags: time, term
// revision: 1

MATCH (from:Body|Instrument|Place)-[tie {status: 'recorded'}]->(to)
WHERE type(tie) IN $kinds
WITH from, to, type(tie) AS kind, count(*) AS times
WHERE times > 1
MATCH (from)-[term {status: 'recorded'}]->(to)
WHERE type(term) = kind
WITH from, to, kind, term
ORDER BY term.from_earliest, term.id
WITH from, to, kind, collect(term) AS terms
UNWIND range(1, size(terms)) AS number
WITH from, to, kind, number, terms[number - 1] AS term
RETURN coalesce({en: from.name_en}[$lang], from.name) AS from_name,
       kind,
       coalesce({en: to.name_en}[$lang], to.name) AS to_name,
       number,
       coalesce({en: term.role_en}[$lang], term.role) AS role,
       term.valid_from AS since,
       term.valid_to AS until,
       term.sources AS sources,
       term.id AS edge
ORDER BY from.id, kind, to.id, number, edge
