"""The texts of explanations, of the chapter, of the summary and of the report; places to fill in are in braces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CHAPTER_WORDS", "EXPLANATION_WORDS", "REPORT_WORDS", "RULES_NB", "SUMMARY_WORDS"]

_NB: Mapping[str, str] = {
    "title": "Funn: hvem {body} når, og hvem som når {body}",
    "lead": (
        "Kapitlet svarer på fire spørsmål slik kildene beskriver strukturen {day}. En *kjede* er registrerte "
        "forbindelser etter hverandre. *Medvirkning* løper fra medlem til organ og fra rådgiver til den som får "
        "råd; *styring* løper fra den som bestemmer til den som er bundet. Et tall i hakeparentes viser til "
        "leddet i tabellen nederst i kapitlet, der periode og kilder står. Det som bare er etterlyst, er aldri "
        "talt med, og «ikke kartlagt» betyr ikke nei."
    ),
    "influence heading": "Gjennom hvilke organer kan {body} påvirke nasjonal politikk?",
    "influence answer": (
        "{body} har direkte plass eller medlemskap i {count} organer: {bodies}. Gjennom dem, og gjennom plasser som "
        "andre har på vegne av kommunen, er det registrert kjeder av medvirkning til {reached} av de {asked} "
        "nasjonale organene det er spurt om ({how}). Tabellen viser den beste kjeden til hvert av dem: egen plass "
        "først, så representasjon, så den sikreste og korteste. Kort er ikke det samme som sterk."
    ),
    "chain headings": "Nasjonalt organ | Gjennom | Ledd | Hvor sikkert",
    "no chain": "ingen registrert kjede",
    "not surveyed": "ikke kartlagt",
    "held by": "representert ved {holder}",
    "held in": "representert ved {holder} i {body}",
    "certain": "sikker denne dagen",
    "possible": "bare mulig denne dagen",
    "presumed": "antatt: minst ett ledd er sist belagt mer enn fire år før",
    "inferred": "slutning",
    "with inferred": "minst ett ledd er en slutning",
    "all stated": "alle ledd er oppgitt i en kilde",
    "instruments": "Strategier og planer påvirkes gjennom dem som vedtar, eier eller styrer dem:",
    "decided": "{what}: {deciders}",
    "nobody decides": "{what}: det er ikke registrert hvem som har vedtatt, eier eller styrer den.",
    "nobody": "ingen",
    "none": "ingen",
    "holders heading": "Hvilke enkeltorganer holder kjedene?",
    "holders answer": (
        "Svaret er {holders}. Under står det hvilke kjeder. Faller et slikt organ bort, er det ingen registrert vei "
        "rundt det."
    ),
    "all proven": "Det er bevist for alle {all}: komplette lister utelukker hvert ledd som kunne ført utenom.",
    "some proven": (
        "Det er bevist for {proven} av {all}, der komplette lister utelukker hvert ledd som kunne ført utenom. For "
        "resten gjelder det de registrerte kjedene: ingen har kartlagt om {body} på andre måter {kinds} målet."
    ),
    "none proven": (
        "Det gjelder de registrerte kjedene og er ikke bevist for noen av dem: lister over ledd som kan føre utenom, "
        "er ikke kartlagt, blant dem om {body} selv {kinds} målet."
    ),
    "no holders": "Ingen enkeltorganer holder flertallet av kjedene: det er alltid en registrert vei rundt.",
    "holder": (
        "**{node}** holder kjedene til {count} av {all} organer: {targets}. Uten {node} når den "
        "registrerte medvirkningen fra {body} {around} organer, steder og dokumenter, og det eneste som fører videre "
        "derfra, er leddene {ties} inn i {node}. I alt faller {lost} organer og dokumenter bort."
    ),
    "inner holders": (
        "På den siste strekningen er det dessuten enkeltorganer som alle kjeder til noen av målene går gjennom:"
    ),
    "inner holder": "{node}: alle kjeder til {targets}.",
    "no holder for": "Ingen enkeltorganer holder kjedene til: {targets}.",
    "down heading": "Hvor slutter kjeden ned fra {strategy}?",
    "down answer": (
        "Av de {all} kommunene i {region} er det {covered} som en kjede av styring fra strategien er registrert "
        "ned til ({how}), for {own} av dem ved at kommunen selv følger den opp. For {gaps} er det påvist at det ikke "
        "finnes noen kjede (hull), og for {open} vet vi det ikke (ikke kartlagt)."
    ),
    "reached": (
        "Styringen er registrert ned til {national} nasjonale organer og dokumenter. På regionalt nivå når den: "
        "{regional}. Interkommunalt: {intermunicipal}. Lokalt: {local}."
    ),
    "ends": (
        "Her slutter kjedene, rett ved siden av kommunene. Kommunene er knyttet til disse, men ikke slik at "
        "styringen løper videre ned til dem:"
    ),
    "end headings": (
        "Kjeden slutter ved | Ledd dit fra strategien | Kommuner ved siden av | Hull | Ikke kartlagt | Ledd "
        "mellom enden og {body}"
    ),
    "gap answer": (
        "Der det står hull, er hver liste som leddet kunne ha stått på, kjent som komplett. For resten gjenstår å "
        "kartlegge om enden {kinds} kommunen."
    ),
    "no gap answer": (
        "Ingen av endene er et påvist hull. Det ville kreve at noen har kartlagt om enden {kinds} kommunen; det "
        "har ingen kilde vi har lest, gjort. Riktig svar er derfor «ikke kartlagt», ikke «nei»."
    ),
    "own follow-up": "Heller ikke om de andre kommunene selv følger opp strategien, er kartlagt.",
    "lists": (
        "Dette er kjent som komplette lister denne dagen ved endene. De sier hvem som er med, ikke hvem som er bundet:"
    ),
    "no lists": "Ved disse endene er ingen lister kjent som komplette denne dagen.",
    "list": "{node} {verb}: {sources}",
    "called for": "En kilde etterlyser forbindelser her. De er ikke talt med noe sted i kapitlet:",
    "inferred heading": "Hvilke svar hviler på en slutning?",
    "ground headings": (
        "Nasjonalt organ | Kjede uten slutninger? | Kjede uten usikre datoer? | Sikker kjede? | Svake ledd ingen "
        "kjede kan være foruten | Andre svake ledd i den fasteste kjeden"
    ),
    "reasons": "Grunnlaget for slutningene:",
    "yes": "ja",
    "no": "nei",
    "doubt heading": "Hva som er usikkert",
    "doubt": (
        "- Svarene gjelder det som er registrert. En forbindelse ingen kilde nevner, kan finnes likevel.\n"
        "- Av {ties} forbindelser som fører medvirkning denne dagen, er {certain} sikre, {presumed} antatt (sist "
        "belagt mer enn fire år før), {inferred} slutninger og {possible} bare mulige.\n"
        "- En kjede viser at noe *kan* løpe, ikke at det gjør det, og ikke hvor sterkt. Lange kjeder er svake.\n"
        "- Figurene som grunnlagsdokumentene viser til, er bare bilder; det som står i dem og ikke i teksten, er "
        "ikke kjent."
    ),
    "ties heading": "Leddene",
    "sources heading": "Kildene",
    "unanswered": (
        "Spørsmålene om Agder kan ikke besvares her: {missing} finnes ikke i grunnfilene, eller ikke {day}."
    ),
    "unanswered title": "Funn for Agder",
    "heard": "{body} har registrerte kjeder til {heard}.",
    "not heard": "Til {others} er det ikke registrert noen.",
    "holders stand": (
        "At alle kjeder går gjennom de samme enkeltorganene, hviler ikke på noen slutning: tas slutningene bort, "
        "blir det færre veier, ikke flere."
    ),
    "ends inferred": "Kjeden ned fra strategien har minst ett ledd som er en slutning, på veien til: {ends}.",
    "ends stated": "Alle ledd i kjeden ned fra strategien er oppgitt i en kilde, på veien til: {ends}.",
    "hanging": "Svarene for {targets} faller bort uten minst én forbindelse som vi har sluttet oss til.",
    "unsure": (
        "Svarene for {targets} har en kjede uten slutninger, men da med ledd som bare kanskje gjaldt denne dagen."
    ),
    "old": "Svarene for {targets} har en kjede der alt er oppgitt, men sist belagt mer enn fire år før dagen.",
    "firm": "Svarene for {targets} står på ledd som er oppgitt i en kilde og belagt innen fire år før dagen.",
    "no chains": "Det er ingen kjeder å vurdere.",
    "gap": "hull",
    "certain holders": "Regnes bare de sikre kjedene, går alle også gjennom:",
}

_EN: Mapping[str, str] = {
    "title": "Findings: whom {body} reaches, and who reaches {body}",
    "lead": (
        "This chapter answers four questions as the sources describe the structure on {day}. A *chain* is "
        "recorded ties one after another. *Voice* runs from member to body and from adviser to the advised; "
        "*authority* runs from the one who decides to the one bound by it. A number in brackets leads to the tie "
        'in the table at the end, with its period and sources. What is only called for is never counted, and "not '
        'surveyed" does not mean no.'
    ),
    "influence heading": "Through which bodies can {body} influence national policy?",
    "influence answer": (
        "{body} has a seat or membership of its own in {count} bodies: {bodies}. Through them, and through seats that "
        "others hold for it, chains of voice are recorded to {reached} of the {asked} national bodies asked about "
        "({how}). The table shows the best chain to each: an own seat first, then representation, then the surest and "
        "shortest. Short is not the same as strong."
    ),
    "chain headings": "National body | Through | Ties | How sure",
    "no chain": "no recorded chain",
    "not surveyed": "not surveyed",
    "held by": "represented through {holder}",
    "held in": "represented through {holder} in {body}",
    "certain": "certain that day",
    "possible": "only possible that day",
    "presumed": "presumed: at least one tie was last attested more than four years before",
    "inferred": "inferred",
    "with inferred": "at least one tie is inferred",
    "all stated": "all ties are stated by a source",
    "instruments": "Strategies and plans are influenced through those who adopt, own or steer them:",
    "decided": "{what}: {deciders}",
    "nobody decides": "{what}: it is not recorded who adopted, owns or steers it.",
    "nobody": "none",
    "none": "none",
    "holders heading": "Which single bodies hold the chains?",
    "holders answer": (
        "The answer is {holders}. Which chains these are stands below. If such a body falls away, there is no recorded "
        "way round it."
    ),
    "all proven": "That is proven for all {all}: complete lists rule out every tie that might lead round.",
    "some proven": (
        "That is proven for {proven} of {all}, where complete lists rule out every tie that might lead round. Of the "
        "rest it holds of the recorded chains: nobody has surveyed whether {body} {kinds} the target in other ways."
    ),
    "none proven": (
        "That holds of the recorded chains and is proven for none of them: lists of ties that might lead round are not "
        "surveyed, among them whether {body} itself {kinds} the target."
    ),
    "no holders": "No single body holds most of the chains: there always is a recorded way round.",
    "holder": (
        "**{node}** holds the chains to {count} of {all} bodies: {targets}. Without {node}, the recorded voice "
        "of {body} reaches {around} bodies, places and documents, and all that leads on from there are the ties {ties} "
        "into {node}. {lost} bodies and documents would be lost in all."
    ),
    "inner holders": "On the last stretch, too, there are single bodies that all chains to some of the targets pass:",
    "inner holder": "{node}: all chains to {targets}.",
    "no holder for": "No single body holds the chains to: {targets}.",
    "down heading": "Where does the chain down from {strategy} end?",
    "down answer": (
        "Of the {all} municipalities in {region}, a chain of authority from the strategy is recorded down to "
        "{covered} ({how}), to {own} of them because they follow it up themselves. Of {gaps} it is proven that there "
        "is no chain (a gap), and of {open} we do not know (not surveyed)."
    ),
    "reached": (
        "Authority is recorded down to {national} national bodies and documents. On the regional level it "
        "reaches: {regional}. Intermunicipal: {intermunicipal}. Local: {local}."
    ),
    "ends": (
        "This is where the chains end, right beside the municipalities. They are tied to these, but not so that "
        "authority runs on down to them:"
    ),
    "end headings": (
        "The chain ends at | Ties there from the strategy | Municipalities beside it | Gap | Not surveyed | Ties "
        "between the end and {body}"
    ),
    "gap answer": (
        "Where it says gap, every list that the tie could stand on is known to be complete. For the others it "
        "remains to be surveyed whether the end {kinds} the municipality."
    ),
    "no gap answer": (
        "None of the ends is a proven gap. That would take a survey of whether the end {kinds} the municipality; "
        'no source that was read makes one. The right answer is therefore "not surveyed", not "no".'
    ),
    "own follow-up": "Nor is it surveyed whether the other municipalities follow the strategy up by themselves.",
    "lists": "These lists at the ends are known to be complete that day. They say who takes part, not who is bound:",
    "no lists": "No lists at these ends are known to be complete that day.",
    "list": "{node} {verb}: {sources}",
    "called for": "A source calls for ties here. They are not counted anywhere in this chapter:",
    "inferred heading": "Which answers hang on an inference?",
    "ground headings": (
        "National body | Chain without inferences? | Chain without doubtful dates? | Certain chain? | Weak ties no "
        "chain can do without | Other weak ties of the firmest chain"
    ),
    "reasons": "The reasoning behind the inferences:",
    "yes": "yes",
    "no": "no",
    "doubt heading": "What is uncertain",
    "doubt": (
        "- The answers are about what is recorded. A tie that no source mentions may be there all the same.\n"
        "- Of {ties} ties that carry voice that day, {certain} are certain, {presumed} presumed (last attested more "
        "than four years before), {inferred} inferred, and {possible} only possible.\n"
        "- A chain shows that something *can* run, not that it does, nor how strongly. Long chains are weak.\n"
        "- The figures that the founding documents point to are pictures only; what is in them and not in the "
        "text is unknown."
    ),
    "ties heading": "The ties",
    "sources heading": "The sources",
    "unanswered": (
        "The questions about Agder cannot be answered here: {missing} is not in the seeds, or not on {day}."
    ),
    "unanswered title": "Findings for Agder",
    "heard": "{body} has recorded chains to {heard}.",
    "not heard": "To {others}, none is recorded.",
    "holders stand": (
        "That all chains pass the same single bodies hangs on no inference: without the inferred ties there are "
        "fewer ways, not more."
    ),
    "ends inferred": "The chain down from the strategy has at least one inferred tie on the way to: {ends}.",
    "ends stated": "A source states every tie of the chain down from the strategy on the way to: {ends}.",
    "hanging": "The answers for {targets} fall without at least one tie that we inferred.",
    "unsure": (
        "Those for {targets} have a chain without inferences, but then with ties that only possibly held that day."
    ),
    "old": "Those for {targets} have a chain that is all stated, but last attested over four years before the day.",
    "firm": "Those for {targets} stand on ties that a source states, and attests within four years before the day.",
    "no chains": "There are no chains to weigh.",
    "gap": "gap",
    "certain holders": "Of the certain chains, all also pass:",
}

CHAPTER_WORDS: Mapping[str, Mapping[str, str]] = {"nb": _NB, "en": _EN}
"""The sentences by language and key."""

SUMMARY_WORDS: Mapping[str, Mapping[str, str]] = {
    "nb": {
        "title": "Hvem styrer digitalisering og e-helse? Sammendrag for ledere",
        "day": "Slik kildene beskriver strukturen {day}.",
        "findings": "Tre funn",
        "sure": "Hvor sikkert:",
        "rests": "Bygger på:",
        "unknown": "Det vi ikke vet",
        "figure": "Figuren",
        "sources": "Kilder",
        "page": "side {n} av {all}",
        "none": "Grunnfilene har ikke det som funnene handler om.",
        "and": "og {n} til",
        "voice": "{body} har registrerte veier for medvirkning til {reached} av de {asked} nasjonale organene det er "
        "spurt om.",
        "voice sure": "{certain} av veiene er sikre i alle ledd; {rest} hviler på minst ett ledd som er antatt, "
        "sluttet eller mulig.",
        "keeper": "{keeper} er med i hver registrerte vei til {held} av de {reached} organene som nås.",
        "keeper sure": "For {certain} av de {held} er veien sikker. En vei som ingen har registrert, kan likevel "
        "finnes.",
        "down": "«{strategy}» når {reached} av {all} kommuner i {region} gjennom registrert styring.",
        "down sure": "For {unknown} kommuner er listene ikke kartlagt, så vi vet ikke. Sikre hull: {gap}.",
        "unknown possible": "{n} av {all} forbindelser gjaldt bare muligens {day}.",
        "unknown presumed": "{n} forbindelser er antatt: ingen kilde beskriver dem så sent som fire år før dagen.",
        "unknown inferred": "{n} av {all} forbindelser er slutninger, ikke oppgitt i en kilde.",
        "unknown surveys": "Bare {n} lister er kjent for å være komplette. Utenfor dem betyr tomt ikke nei.",
        "unknown called": "{n} forbindelser er etterlyst i en kilde, men ikke registrert.",
    },
    "en": {
        "title": "Who steers digitalisation and e-health in Norway? Summary for leaders",
        "day": "The structure as the sources describe it on {day}.",
        "findings": "Three findings",
        "sure": "How sure:",
        "rests": "Rests on:",
        "unknown": "What we do not know",
        "figure": "The figure",
        "sources": "Sources",
        "page": "page {n} of {all}",
        "none": "The seeds do not have what the findings are about.",
        "and": "and {n} more",
        "voice": "{body} has recorded ways of voice to {reached} of the {asked} national bodies asked about.",
        "voice sure": "{certain} of the ways are certain in every step; {rest} rest on at least one step that is "
        "presumed, inferred or possible.",
        "keeper": "{keeper} stands in every recorded way to {held} of the {reached} bodies that are reached.",
        "keeper sure": "For {certain} of the {held} the way is certain. A way that nobody recorded may exist all the "
        "same.",
        "down": "“{strategy}” reaches {reached} of {all} municipalities in {region} by recorded authority.",
        "down sure": "For {unknown} municipalities the lists are not surveyed, so we do not know. Certain gaps: {gap}.",
        "unknown possible": "{n} of {all} ties held only possibly on {day}.",
        "unknown presumed": "{n} ties are presumed: no source describes them as late as four years before the day.",
        "unknown inferred": "{n} of {all} ties are inferred, not stated by a source.",
        "unknown surveys": "Only {n} lists are known to be complete. Outside them, nothing found does not mean no.",
        "unknown called": "{n} ties are called for by a source, but not recorded.",
    },
}

REPORT_WORDS: Mapping[str, Mapping[str, Any]] = {
    "nb": {
        "title": "Samhandlingsstrukturen for digitalisering og e-helse, sett fra Agder",
        "lead": "Slik kildene beskriver den per {day}. Hver opplysning har dato og kilde; det kildene ikke sier, er "
        "ikke tegnet og ikke talt som «nei». `graphmodel why ID` forteller siden når, på hvilket grunnlag og fra "
        "hvilket dokument en opplysning gjelder.",
        "figures": "I tall",
        "pictures": "Strukturen på bilder",
        "not drawn": "Ikke tegnet, fordi grunnfilene ikke har det som visningen nevner: {names}.",
        "print": "Til utskrift: [PDF]({pdf}). Samme innhold som tekst: [side]({html}).",
        "answers": "Svar på spørsmål",
        "answers lead": "Kildene er nevnt med sin id; [sources.csv](sources.csv) har titler og adresser.",
        "more": "De {shown} første av {all} rader; alle i [{file}]({file}).",
        "all rows": "Alle rader: [{file}]({file}).",
        "not asked": "Ikke spurt, fordi grunnfilene ikke har det som spørsmålet nevner: {names}.",
        "none": "Ingen rader: ingenting registrert svarer til spørsmålet. Det betyr ikke at svaret er nei.",
        "unknown": "Hva vi ikke vet, og hvor kildene er uenige",
        "library": "Alle spørsmål",
        "library lead": "Hvert spørsmål i biblioteket, besvart med standardvalgene. Spør på nytt med "
        "`graphmodel query run NAVN`.",
        "findings": ("Hva", "Antall", "Regel"),
        "headings": ("tema", "spørsmål", "rader", "svar"),
        "counts": {
            "nodes": "Organer, virkemidler og steder",
            "ties": "Forbindelser",
            "now": "Forbindelser som gjaldt {day} (derav bare muligens)",
            "inferred": "Forbindelser vi har sluttet oss til, ikke oppgitt i kilden",
            "called for": "Etterlyste forbindelser, ikke talt med",
            "sources": "Kilder",
            "surveys": "Lister vi vet er komplette",
        },
    },
    "en": {
        "title": "The coordination structure for digitalisation and e-health, seen from Agder",
        "lead": "As the sources describe it for {day}. Every statement has a date and a source; what the sources do "
        "not say is not drawn, and not counted as 'no'. `graphmodel why ID` tells since when, on what authority and "
        "from which document.",
        "figures": "In figures",
        "pictures": "The structure in pictures",
        "not drawn": "Not drawn, since the seeds do not have what the view names: {names}.",
        "print": "For print: [PDF]({pdf}). The same content as text: [page]({html}).",
        "answers": "Answers to questions",
        "answers lead": "Sources are named by their ids; [sources.csv](sources.csv) has titles and addresses.",
        "more": "The first {shown} of {all} rows; all of them in [{file}]({file}).",
        "all rows": "All rows: [{file}]({file}).",
        "not asked": "Not asked, since the seeds do not have what the question names: {names}.",
        "none": "No rows: nothing recorded fits the question. That does not mean that the answer is no.",
        "unknown": "What we do not know, and where sources differ",
        "library": "All questions",
        "library lead": "Every question of the library, answered with its defaults. Ask again with "
        "`graphmodel query run NAME`.",
        "findings": ("What", "Number", "Rule"),
        "headings": ("theme", "question", "rows", "answer"),
        "counts": {
            "nodes": "Bodies, instruments and places",
            "ties": "Ties",
            "now": "Ties that held on {day} (of these only possibly)",
            "inferred": "Ties that we inferred; not stated by the source",
            "called for": "Ties that were called for; not counted",
            "sources": "Sources",
            "surveys": "Lists known to be complete",
        },
    },
}


RULES_NB: Mapping[str, str] = {
    "GM303": "Kilder som ingen opplysning viser til.",
    "GM402": "Forbindelser som sikkert begynner før, eller slutter etter, en av partene.",
    "GM403": "Forbindelser uten slutt som ingen kilde omtaler de siste fem årene før den nyeste kilden.",
    "GM404": "Etterfølgere som sluttet før forgjengeren begynte, eller overganger utenfor tiden til en av partene.",
    "GM405": "Offisielle numre som samme kommune eller fylke har samtidig.",
    "GM406": "Nåværende nummer som ikke er det siste i rekken av numre.",
    "GM407": "Offisielle numre og organisasjonsnumre som to har samtidig.",
    "GM408": "Navn og numre fra en annen tid enn den som har dem.",
    "GM409": "Datoer før år 1500 eller etter 2100, og kilder og kartlegginger fra en dag som ikke er kommet.",
    "GM410": "Navn som samme organ har samtidig.",
    "GM411": "Nåværende navn som tok slutt før et annet i rekken av navn begynte.",
    "GM412": "Kommunenumre som ikke begynner med nummeret til fylket kommunen var del av.",
    "GM413": "Plasser på vegne av, eller utpekt av, noen som ikke fantes på noen dag plassen ble holdt.",
    "GM414": "Kartlegginger fra en dag da det de gjelder, ikke fantes.",
    "GM501": "To opplysninger som sier det samme om samme tid.",
    "GM502": "To hoder i én rekke av etterfølgere: verken den som ble etterfulgt, eller etterfølgeren har en slutt.",
    "GM503": "Organer som rapporterer til hverandre i ring.",
    "GM504": "Forbindelser fra et organ til det selv.",
    "GM505": "Organer og virkemidler som er del av, eid, opprettet, ledet eller etterfulgt av hverandre i ring.",
    "GM506": "Kommuner som ikke er lagt til noe fylke.",
    "GM507": "To forbindelser for én plass: den som fyller den, og den den holdes for.",
    "GM508": "Plasser i begge retninger mellom to organer på samme tid.",
    "GM509": "Organer som er medlemmer av hverandre i ring.",
    "GM510": "Kommuner som ikke er medlem av det ni av ti kommuner er medlem av.",
    "GM511": "Kommuner som er del av to fylker samtidig.",
    "GM601": "Forbindelser som en kilde etterlyser, og som ikke er registrert.",
    "GM602": "Opplysninger som en annen kilde motsier.",
    "GM603": "Motstridende opplysninger der ikke nøyaktig én er valgt.",
    "GM701": "Godtatte funn som ikke lenger finnes.",
    "GM702": "Filer blant grunnfilene som ikke blir lest.",
    "GM801": "Tekster uten engelsk oversettelse.",
    "GM802": "Tekster som ser engelske ut der norsk er ventet.",
    "GM803": "Oversettelser av tekster som ikke står noe sted.",
}
"""What each rule of the checks finds; the rules themselves say it in English."""

EXPLANATION_WORDS: Mapping[str, Mapping[str, str]] = {
    "nb": {
        "inferred": "slutning, ikke oppgitt i kilden",
        "as of": "opplyst per",
        "names": "Navn",
        "sources": "Kilder",
        "called for": "Etterlyst, men ikke registrert som forbindelse",
        "conflict": "Kildene er uenige",
        "conflicts": "Andre opplysninger",
        "alternative": "En annen opplysning er valgt: denne telles ikke som forbindelse",
        "chosen": "Opplysningen som er valgt",
        "cited by": "Brukt av",
        "source of same id": "Kilden med samme id, «{title}», er brukt av",
        "no dates": "uten kjente datoer",
        "possibly": "muligens denne dagen",
    },
    "en": {
        "inferred": "inferred, not stated by the source",
        "as of": "as of",
        "names": "Names",
        "sources": "Sources",
        "called for": "Called for, but not recorded as a tie",
        "conflict": "Sources differ",
        "conflicts": "Other claims",
        "alternative": "Another claim was chosen: this one does not count as a tie",
        "chosen": "The claim that was chosen",
        "cited by": "Cited by",
        "source of same id": "The source of the same id, “{title}”, is cited by",
        "no dates": "no dates known",
        "possibly": "possibly on this day",
    },
}
