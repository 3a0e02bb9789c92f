// Hvem sitter i organene i strukturen?
// Who sits in the bodies of the structure?
//
// question nb: Hvem har plass i hvert av organene i strukturen på en gitt dag, og fra hvilket fylke kommer de?
// question en: Who holds a seat in each body of the structure on a given day, and from which county do they come?
// reading nb: Én rad per plass. Tomt fylke betyr at organet ikke er registrert som del av et fylke; et fylke det bare
//   muligens var del av, har «?» etter navnet. Organer i strukturen uten kjente plasser er ikke med. «Gjaldt» er
//   «possibly» når datoene i kildene er for grove til å si om det gjaldt den dagen. Det kildene bare etterlyser, er
//   ikke med.
// reading en: One row per seat. No county means that the body is not recorded as part of one; one that it only
//   possibly was part of has "?" after its name. Bodies of the structure without known seats are left out. "Held" is
//   "possibly" where the dates in the sources are too rough to tell whether it held on the day. What sources only
//   call for is left out.
//
// param what: node(CoordinationStructure) = ks-samstyringsstruktur | strukturen det gjelder | the structure in
//   question
// param level: level = national | nivået til organene i strukturen; tomt for alle | the level of the bodies in the
//   structure; empty for all
// param day: date = last described | dagen det gjelder | the day in question
// param lang: choice(nb, en) = nb | språket for navn og roller | the language of names and roles
// column body_id: node(Body) | Organ (id) | Body (id)
// column body_name: text | Organ | Body
// column seated_id: node(Body) | Hvem (id) | Who (id)
// column seated_name: text | Hvem | Who
// column counties: list of text | Fylke | County
// column kind: edge kind | Som | As
// column role: text | Rolle | Role
// column held: choice(yes, possibly) | Gjaldt | Held
// column sources: list of text | Kilder | Sources
// column edge: edge | Opplysning | Statement
// key: edge
//
// see: networks-and-co-governance
// tags: voice, representation, structure, county, day
// revision: 2

MATCH (:CoordinationStructure {id: $what})<-[part:PART_OF]-(body:Body)
WHERE ($level IS NULL OR body.level = $level)
  AND coalesce(part.from_earliest <= $day, true) AND coalesce($day < part.to_latest, true)
WITH body,
     max(CASE WHEN coalesce(part.from_latest <= $day, true) AND coalesce($day < part.to_earliest, true)
              THEN 1 ELSE 0 END) AS part
MATCH (body)<-[seat:REPRESENTED_IN|MEMBER_OF|LEADS]-(seated:Body)
WHERE coalesce(seat.from_earliest <= $day, true) AND coalesce($day < seat.to_latest, true)
RETURN body.id AS body_id,
       coalesce({en: body.name_en}[$lang], body.name) AS body_name,
       seated.id AS seated_id,
       coalesce({en: seated.name_en}[$lang], seated.name) AS seated_name,
       COLLECT {
         MATCH (seated)-[place:PART_OF]->(county:County)
         WHERE coalesce(place.from_earliest <= $day, true) AND coalesce($day < place.to_latest, true)
         WITH coalesce({en: county.name_en}[$lang], county.name) AS county,
              min(CASE WHEN coalesce(place.from_latest <= $day, true) AND coalesce($day < place.to_earliest, true)
                       THEN '' ELSE ' ?' END) AS doubt
         RETURN county + doubt AS county
         ORDER BY county
       } AS counties,
       type(seat) AS kind,
       coalesce({en: seat.role_en}[$lang], seat.role) AS role,
       CASE WHEN part = 1 AND coalesce(seat.from_latest <= $day, true) AND coalesce($day < seat.to_earliest, true)
            THEN 'yes' ELSE 'possibly' END AS held,
       seat.sources AS sources,
       seat.id AS edge
ORDER BY body_id, seated_id, edge
