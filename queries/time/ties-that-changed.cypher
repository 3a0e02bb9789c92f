// Hvilke forbindelser begynte eller sluttet?
// Which ties began or ended?
//
// question nb: Hvilke av organets forbindelser begynte eller sluttet, eller kan ha gjort det, mellom to dager, begge
//   medregnet?
// question en: Which of the body's ties began or ended, or may have, between two days, both included?
// reading nb: Én rad per start eller slutt. «I perioden» er «yes» når det sikkert skjedde der, «possibly» når datoen
//   er grovere enn perioden. En forbindelse begynner tidligst når begge ender finnes, og slutter senest med den
//   første av dem, også der «Dato» sier noe annet eller er tom. At noe ble opprettet eller etterfulgt, slutter ikke.
//   Det kildene bare etterlyser, er ikke med.
// reading en: One row per start or end. "In the period" is "yes" where it certainly happened there, "possibly" where
//   the date is rougher than the period. A tie begins no earlier than when both its ends exist, and ends no later
//   than the first of them, also where "Date" says otherwise or is empty. That something was established or succeeded
//   does not end. What sources only call for is left out.
//
// param what: node = digi-agder | det det gjelder | what is asked about
// param first: date = 2021-01-01 | første dag | first day
// param last: date = 2021-12-31 | siste dag | last day
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// order: first, last
// column event: choice(began, ended) | Hendelse | Event
// column date: edtf | Dato | Date
// column kind: edge kind | Slag | Kind
// column from_name: text | Fra | From
// column to_name: text | Til | To
// column role: text | Rolle | Role
// column in_period: choice(yes, possibly) | I perioden | In the period
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: event, edge
//
// see: timeline-of, what-began
// tags: time, change
// revision: 1

OPTIONAL MATCH (body:Body {id: $what})
OPTIONAL MATCH (instrument:Instrument {id: $what})
OPTIONAL MATCH (place:Place {id: $what})
WITH coalesce(body, instrument, place) AS node
MATCH (node)-[tie {status: 'recorded'}]-()
CALL (tie) {
  WITH tie
  WHERE tie.from_earliest <= $last AND $first <= tie.from_latest
  RETURN 'began' AS event,
         tie.valid_from AS date,
         tie.from_earliest AS earliest,
         $first <= tie.from_earliest AND tie.from_latest <= $last AS sure
  UNION ALL
  WITH tie
  // That something was established or succeeded does not end with the one who did it.
  WHERE (tie.valid_to IS NOT NULL OR NOT type(tie) IN ['ESTABLISHED', 'SUCCEEDED_BY'])
    AND tie.to_earliest <= $last + duration({days: 1}) AND $first < tie.to_latest
  RETURN 'ended' AS event,
         tie.valid_to AS date,
         tie.to_earliest AS earliest,
         $first < tie.to_earliest AND tie.to_latest <= $last + duration({days: 1}) AS sure
}
WITH DISTINCT tie, startNode(tie) AS from, endNode(tie) AS to, event, date, earliest, sure
RETURN event,
       date,
       type(tie) AS kind,
       coalesce({en: from.name_en}[$lang], from.name) AS from_name,
       coalesce({en: to.name_en}[$lang], to.name) AS to_name,
       coalesce({en: tie.role_en}[$lang], tie.role) AS role,
       CASE WHEN sure THEN 'yes' ELSE 'possibly' END AS in_period,
       tie.sources AS sources,
       tie.id AS edge
ORDER BY earliest, event, edge
