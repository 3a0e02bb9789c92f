// Hvordan er de regionale digitaliseringsnettverkene organisert?
// How are the regional digitalisation networks organised?
//
// question nb: Hvordan er nettverkene ledet, styrt, drevet og betalt på en gitt dag, og hvor mange kommuner er med?
// question en: How are the networks led, steered, run and paid for on a given day, and how many municipalities take
//   part?
// reading nb: Én rad per nettverk. Et tomt felt betyr at kildene ikke sier det, ikke at det mangler. «Kommuner»
//   teller dem som er registrert som medlem eller med plass; «Muligens» dem som bare muligens var det. Det som bare
//   muligens gjaldt, er med og har «?» etter navnet. «Gjaldt» er «possibly» når datoene i kildene er for grove til å
//   si om nettverket fantes og var med den dagen.
// reading en: One row per network. An empty cell means that the sources do not say, not that it is missing.
//   "Municipalities" counts those recorded as a member or with a seat; "Possible" those that only possibly were so.
//   What only possibly held is included, with "?" after its name. "Held" is "possibly" where the dates in the sources
//   are too rough to tell whether the network existed and belonged here on the day.
//
// param what: node(Network) = regionale-digitaliseringsnettverk | nettverket nettverkene er del av | the network that
//   the networks are part of
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column network_id: node(Network) | Nettverk (id) | Network (id)
// column network_name: text | Nettverk | Network
// column since: edtf | Fra | From
// column counties: list of text | Fylke | County
// column steered_by: list of text | Styres av | Steered by
// column led_by: list of text | Ledes av | Led by
// column secretariats: list of text | Sekretariat | Secretariat
// column hosts: list of text | Vert | Host
// column payers: list of text | Betaler | Payers
// column municipalities: integer | Kommuner | Municipalities
// column possible: integer | Muligens | Possible
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// key: network_id
//
// see: counties-side-by-side, regions-side-by-side
// tags: network, comparison, norway, day
// revision: 2

MATCH (:Network {id: $what})<-[place:PART_OF]-(network:Network)
WHERE coalesce(place.from_earliest <= $day, true) AND coalesce($day < place.to_latest, true)
WITH network,
     max(CASE WHEN coalesce(place.from_latest <= $day, true) AND coalesce($day < place.to_earliest, true)
              THEN 1 ELSE 0 END) AS sure
WITH network, sure,
     COLLECT {
       MATCH (network)-[tie:PART_OF|STEERS|REPORTS_TO|LEADS|SECRETARIAT_FOR|HOSTS|FUNDS]-(other)
       WHERE (type(tie) IN ['PART_OF', 'REPORTS_TO']) = (startNode(tie) = network)
         AND coalesce(tie.from_earliest <= $day, true) AND coalesce($day < tie.to_latest, true)
       WITH CASE WHEN other:County THEN 'county' WHEN type(tie) = 'REPORTS_TO' THEN 'STEERS' ELSE type(tie) END AS what,
            coalesce({en: other.name_en}[$lang], other.name) AS name,
            min(CASE WHEN coalesce(tie.from_latest <= $day, true) AND coalesce($day < tie.to_earliest, true)
                     THEN '' ELSE ' ?' END) AS doubt
       RETURN {what: what, name: name + doubt} AS tie
       ORDER BY name, what
     } AS ties
CALL (network) {
  MATCH (network)<-[seat:MEMBER_OF|REPRESENTED_IN]-(municipality:Municipality)
  WHERE coalesce(seat.from_earliest <= $day, true) AND coalesce($day < seat.to_latest, true)
  WITH municipality,
       max(CASE WHEN coalesce(seat.from_latest <= $day, true) AND coalesce($day < seat.to_earliest, true)
                THEN 1 ELSE 0 END) AS sure
  RETURN sum(sure) AS municipalities, sum(1 - sure) AS possible
}
RETURN network.id AS network_id,
       coalesce({en: network.name_en}[$lang], network.name) AS network_name,
       network.valid_from AS since,
       [tie IN ties WHERE tie.what = 'county' | tie.name] AS counties,
       [tie IN ties WHERE tie.what = 'STEERS' | tie.name] AS steered_by,
       [tie IN ties WHERE tie.what = 'LEADS' | tie.name] AS led_by,
       [tie IN ties WHERE tie.what = 'SECRETARIAT_FOR' | tie.name] AS secretariats,
       [tie IN ties WHERE tie.what = 'HOSTS' | tie.name] AS hosts,
       [tie IN ties WHERE tie.what = 'FUNDS' | tie.name] AS payers,
       municipalities,
       possible,
       CASE sure WHEN 1 THEN 'yes' ELSE 'possibly' END AS held,
       network.sources AS sources
ORDER BY network_id
