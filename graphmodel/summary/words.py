"""The words of the summary, in Norwegian and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["WORDS"]

WORDS: Mapping[str, Mapping[str, str]] = {
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
