"""The sheets of the workbook: which there are, their columns, and what each column is told to be, in Norwegian."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graphmodel.model.edges import CAPACITIES
from graphmodel.model.statement import CONFIDENCES
from graphmodel.schema import EDGE_KINDS, KINDS, LEVELS
from graphmodel.seeds.statements import EDGE_KEYS, NODE_KEYS, PART_KEYS, SOURCE_KEYS, SURVEY_KEYS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CHOICES", "IDS", "SHEETS", "SPACED", "TOLD", "SheetLayout"]


class SheetLayout(NamedTuple):
    """A sheet: its columns in their order, and those without which a row says nothing."""

    columns: tuple[str, ...]
    required: tuple[str, ...]


def _ordered(first: str, keys: Mapping[str, str], without: tuple[str, ...] = ()) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*first.split(), *(key for key in keys if key not in without)]))


SHEETS: Mapping[str, SheetLayout] = {
    "organer": SheetLayout(
        _ordered("id kind level name name_en form from to cites", NODE_KEYS, ("edges", "names", "numbers")),
        ("id", "kind", "level", "name", "cites"),
    ),
    "bånd": SheetLayout(_ordered("from type to role since until cites", EDGE_KEYS), ("from", "type", "to", "cites")),
    "kilder": SheetLayout(_ordered("id title publisher url published as_of", SOURCE_KEYS), ("id", "title")),
    "kartlegginger": SheetLayout(
        _ordered("id node type side kinds on cites", SURVEY_KEYS), ("id", "node", "type", "on")
    ),
    "navn": SheetLayout(("node", *PART_KEYS["names"]), ("node", "name")),
    "nummer": SheetLayout(("node", *PART_KEYS["numbers"]), ("node", "number")),
    "oversettelser": SheetLayout(("nb", "en"), ("nb", "en")),
}
"""The sheets in their order; a workbook lacks none of them."""

SPACED = frozenset({"on_behalf_of", "appointed_by", "conflicts_with", "kinds"})
"""Columns that hold several words, with spaces between."""

IDS: Mapping[tuple[str, str], str] = {
    ("bånd", "from"): "organer",
    ("bånd", "to"): "organer",
    ("kartlegginger", "node"): "organer",
    ("navn", "node"): "organer",
    ("nummer", "node"): "organer",
}
"""Columns that hold an id of another sheet."""

_TRUE = ("true",)
CHOICES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("organer", "kind"): tuple(KINDS),
    ("organer", "level"): tuple(LEVELS),
    ("organer", "class_of_bodies"): _TRUE,
    ("organer", "founding"): _TRUE,
    ("organer", "confidence"): CONFIDENCES,
    ("bånd", "type"): tuple(EDGE_KINDS),
    ("bånd", "capacity"): CAPACITIES,
    ("bånd", "status"): ("recorded", "called for"),
    ("bånd", "claim"): ("chosen", "alternative"),
    ("bånd", "founding"): _TRUE,
    ("bånd", "confidence"): CONFIDENCES,
    ("kilder", "standing"): ("original", "copy"),
    ("kartlegginger", "type"): tuple(EDGE_KINDS),
    ("kartlegginger", "side"): ("from", "to"),
}
"""Columns with a fixed set of words."""

_DATE = "Skriv datoer som tekst: 2021, 2021-11, 2021-11-29, 2021-21 (vår 2021) eller 2014~ (omtrent)."
_FIRST = f"Første dag. {_DATE} To punktum (..) betyr så lenge noen ser tilbake; tomt betyr ukjent."
_LAST = f"Siste dag. {_DATE} unknown betyr avsluttet, ingen vet når; tomt betyr at det fortsatt gjelder."
_ID = "Id: små bokstaver a-z, sifre og enkle bindestreker. Brukes aldri om igjen."

TOLD: Mapping[str, str] = {
    "id": _ID,
    "kind": "Hva slags organ, virkemiddel eller sted. Velg fra listen.",
    "level": "Nivå: lokalt, interkommunalt, regionalt eller nasjonalt. Velg fra listen.",
    "name": "Navnet på norsk, slik det er nå eller var til slutt.",
    "name_en": "Navnet på engelsk.",
    "form": "En finere inndeling, for eksempel styringsgruppe.",
    "from": "Første dag for et organ, et navn eller et nummer (dato som tekst); for et bånd id-en der det begynner.",
    "to": "Siste dag for et organ, et navn eller et nummer (dato som tekst); for et bånd id-en der det ender.",
    "since": _FIRST,
    "until": _LAST,
    "cites": "Kildene, en på hver linje: kilde-id, eller kilde-id: hvor i kilden. "
    "En linje som begynner med mellomrom, fortsetter den forrige.",
    "class_of_bodies": "true når det står for en hel klasse av organer, som alle statsforvaltere.",
    "number": "Offisielt nummer: fire sifre for en kommune, to for et fylke. Nullen foran skal være med.",
    "organisation_number": "Nummeret i Enhetsregisteret, ni sifre.",
    "type": "Hva slags bånd. Velg fra listen.",
    "role": "Hva båndet er mer presist, for eksempel observatør.",
    "capacity": "Hva den som har plassen, kan gjøre der; tomt betyr ukjent.",
    "on_behalf_of": "Id-er for dem plassen er på vegne av, med mellomrom mellom.",
    "appointed_by": "Id-er for dem som pekte ut til plassen, med mellomrom mellom.",
    "status": "called for når en kilde bare sier at båndet burde finnes; tomt ellers.",
    "claim": "Når kilder motsier hverandre: om dette er påstanden som er valgt.",
    "conflicts_with": "Id-er for bånd som påstår noe annet, med mellomrom mellom.",
    "as_of": f"Det siste tidspunktet en kilde beskriver. {_DATE}",
    "as_of_basis": "Hvordan tidspunktet er kjent.",
    "note": "Hva mer det er å vite, med egne ord.",
    "confidence": "stated når en kilde sier det, inferred når vi slutter det; da med begrunnelse i reasoning.",
    "reasoning": "Hvorfor vi slutter det.",
    "conflict": "Hva en annen kilde sier i stedet.",
    "founding": "true når et av de to grunndokumentene sier det.",
    "title": "Tittelen på dokumentet.",
    "publisher": "Hvem som har gitt det ut.",
    "url": "Adressen, som begynner med https:// eller http://.",
    "published": f"Når det ble gitt ut. {_DATE} To datoer med skråstrek mellom for et tidsrom.",
    "description": "Hva det forteller, med egne ord.",
    "standing": "copy for en kopi når utgiverens egen utgave ikke ble funnet; tomt ellers.",
    "node": "Id-en til organet det gjelder. Velg fra listen.",
    "side": "Enden der organet står: to for medlemmene dets, from for det som det er medlem av.",
    "kinds": "Bare bånd der den andre enden er av disse typene, med mellomrom mellom; tomt betyr alle.",
    "on": f"Dagen eller tidsrommet listen er fullstendig for. {_DATE}",
    "language": "Språkkode når navnet ikke er norsk, for eksempel se eller fkv.",
    "remark": "En merknad til navnet.",
    "nb": "Teksten på norsk, nøyaktig som den står i de andre arkene.",
    "en": "Teksten på engelsk.",
}
"""What each column holds; it stands as a comment on its heading."""
