"""How each box and line looks: by its kind and how sure it is, by what changed, or by what is in focus.

A line's colour tells the flow it carries, its head tells its kind, and its stroke how sure it is, so that nothing hangs
on colour alone. Colours follow from the flows in the model: a new kind of edge has its look at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.scene import ChangeKind
from graphmodel.model import Run
from graphmodel.period import Validity
from graphmodel.schema import EDGE_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphmodel.diagram.scene import Box, Line
    from graphmodel.model import Edge

__all__ = [
    "CHANGES",
    "COLUMN_FILL",
    "FADED",
    "FADED_INK",
    "FAMILY_FILLS",
    "FLOW_COLOURS",
    "INK",
    "LANE_FILLS",
    "NEST_FILL",
    "OUTLINES",
    "PAPER_WHITE",
    "PROPOSAL",
    "QUIET",
    "SEVERAL",
    "STRONG_FILL",
    "STYLES",
    "BoxStyle",
    "ChangeStyle",
    "LineStyle",
    "arrows",
    "box_style",
    "contrast",
    "flow_class",
    "line_style",
    "luminance",
]

INK = "#1a1a1a"
"""Names and titles."""

QUIET = "#4f4f4f"
"""Captions and notes."""

PAPER_WHITE = "#ffffff"

LANE_FILLS: Mapping[str, tuple[str, str]] = {
    "national": ("#eef2f8", "#d5dfec"),
    "regional": ("#f1f6ee", "#d9e6d2"),
    "intermunicipal": ("#fbf5e8", "#efe2c2"),
    "local": ("#f6f0f5", "#e6d9e3"),
}
"""Ground of each lane, and of the head of the lane."""

FAMILY_FILLS: Mapping[str, str] = {"Body": "#ffffff", "Instrument": "#fffbe3", "Place": "#f2f2f2"}

COLUMN_FILL = "#e6e6e6"
"""Ground of the heading of a column."""

STRONG_FILL = "#dcebff"
"""Ground of a box that stands out."""

NEST_FILL = "#fafbfd"
"""Ground of a box with others inside."""

FLOW_COLOURS: Mapping[str, str] = {
    "steering": "#0b4f94",
    "following": "#9a4a00",
    "answering": "#2b2b2b",
    "voice": "#006b4f",
    "mutual": "#b5177a",
    "other": "#6b5b2e",
}
"""Colour of the lines by what runs along them."""

_HEADS: Mapping[str, str] = {
    "PART_OF": "odiamond",
    "MEMBER_OF": "vee",
    "REPRESENTED_IN": "dot",
    "ESTABLISHED": "onormal",
    "MANDATES": "normal",
    "STEERS": "diamond",
    "LEADS": "box",
    "REPORTS_TO": "normaltee",
    "ADVISES": "odot",
    "SECRETARIAT_FOR": "crow",
    "FUNDS": "inv",
    "OWNS": "obox",
    "HOSTS": "tee",
    "FOLLOWS_UP": "veetee",
    "COOPERATES_WITH": "odottee",
    "SUCCEEDED_BY": "oinv",
}
_FURTHER_HEADS = ("curve", "dottee", "boxtee", "crowtee", "invtee", "icurve")
"""For kinds of edge that are new to this table."""


class KindStyle(NamedTuple):
    """How edges of one kind look."""

    colour: str
    head: str
    both: bool
    """Whether the head stands at both ends."""


def flow_class(kind: type[Edge]) -> str:
    """Return what runs along edges of a kind, as a key of :data:`FLOW_COLOURS`."""
    authority, voice = kind.flows.get("authority"), kind.flows.get("voice")
    if voice is Run.BOTH:
        return "mutual"
    if authority is Run.FORWARD:
        return "steering"
    if authority is Run.BACKWARD:
        return "answering" if voice else "following"
    return "voice" if voice else "other"


class ChangeStyle(NamedTuple):
    """How what happened between two days looks."""

    colour: str
    style: str
    weight: float


CHANGES: Mapping[ChangeKind, ChangeStyle] = {
    ChangeKind.BEGUN: ChangeStyle("#00664f", "solid", 2.0),
    ChangeKind.ENDED: ChangeStyle("#b3261e", "dashed", 1.6),
    ChangeKind.CHANGED: ChangeStyle("#0b4f94", "dotted", 2.0),
}
"""Begun, ended and changed: each with a colour and a stroke of its own."""

PROPOSAL = "#8a1a5c"
"""The title of a picture of what is only proposed."""

FADED = "#767676"
"""Lines and outlines of what is not in focus: grey, but still of three to one against every ground."""

FADED_INK = "#5c5c5c"
"""Text of what is not in focus, of at least 4.5 to one against every ground."""


UNCHANGED = ChangeStyle(FADED, "solid", 1.0)


def _styles() -> dict[str, KindStyle]:
    further = iter(_FURTHER_HEADS)
    return {
        type_: KindStyle(
            FLOW_COLOURS[flow_class(kind.cls)],
            _HEADS.get(type_) or next(further),
            Run.BOTH in kind.cls.flows.values(),
        )
        for type_, kind in EDGE_KINDS.items()
    }


STYLES: Mapping[str, KindStyle] = _styles()
"""The look of each kind of edge."""


_LINEAR = 0.04045
"""Up to where the sRGB curve is a straight line."""


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour such as ``#0b4f94``, from 0 to 1 (WCAG 2.2)."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        channel / 12.92 if channel <= _LINEAR else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


OUTLINES = {"Body": "box", "Instrument": "note", "Place": "octagon"}
SEVERAL = "normalnormal"
"""The head of a line at an end where ties of several kinds arrive."""

_PLAIN, _THICK, _STRONG = 1.0, 1.6, 2.2
_FIRST, _SURE, _UNSURE, _LAST = 0, 1, 2, 3


class LineStyle(NamedTuple):
    """How a line looks, and its rank: those of a lower one draw what lines have in common."""

    colour: str
    text: str
    style: str
    weight: float
    rank: int


class BoxStyle(NamedTuple):
    """How a box looks."""

    outline: str
    fill: str
    stroke: str
    style: str
    weight: float
    text: str | None
    """The colour of all its text; None for the usual ones."""


def _stroke(validity: Validity, *, inferred: bool) -> str:
    if validity is Validity.POSSIBLY:
        return "dashed"
    return "dotted" if inferred else "solid"


def arrows(line: Line) -> tuple[str, str]:
    """Return the heads of a line at its tail and at its head."""
    both = tuple(type_ for type_ in (*line.forth, *line.back) if STYLES[type_].both)
    return _arrow((*line.back, *both)), _arrow((*line.forth, *both))


def _arrow(types: tuple[str, ...]) -> str:
    heads = {STYLES[type_].head for type_ in types}
    return SEVERAL if len(heads) > 1 else next(iter(heads), "none")


def line_style(line: Line, focus: frozenset[str] | None, *, comparing: bool) -> LineStyle:
    """Return how a line looks.

    Parameters
    ----------
    line
        The line.
    focus
        The ids of the boxes and lines in focus; None when all are.
    comparing
        Whether two days are compared.
    """
    style = _stroke(line.validity, inferred=line.inferred)
    colour = STYLES[line.type].colour
    rank = _SURE if style == "solid" else _UNSURE
    if focus is not None and line.id not in focus:
        return LineStyle(FADED, FADED_INK, style, _PLAIN, _LAST)
    change = CHANGES.get(line.change) if comparing else None
    if change is not None:
        return LineStyle(change.colour, change.colour, change.style, change.weight, _SURE if focus is None else _FIRST)
    if focus is not None:
        return LineStyle(colour, colour, style, _STRONG, _FIRST)
    if comparing:
        return LineStyle(FADED, FADED_INK, "solid", _PLAIN, _LAST)
    return LineStyle(colour, colour, style, _THICK if line.several else _PLAIN, rank)


def box_style(box: Box, focus: frozenset[str] | None, *, comparing: bool) -> BoxStyle:
    """Return how a box looks; see :func:`line_look`."""
    outline, fill = OUTLINES[box.family], FAMILY_FILLS[box.family]
    style = _stroke(box.validity, inferred=box.inferred)
    if box.elsewhere or (focus is not None and box.id not in focus):
        return BoxStyle(outline, fill, FADED, style, 0.8, FADED_INK)
    change = CHANGES.get(box.change) if comparing else None
    if change is not None:
        return BoxStyle(outline, fill, change.colour, change.style, change.weight, INK)
    if focus is not None:
        return BoxStyle(outline, fill, INK, style, _STRONG, None)
    if comparing:
        return BoxStyle(outline, fill, FADED, "solid", 0.8, FADED_INK)
    if box.strong:
        return BoxStyle(outline, STRONG_FILL, INK, style, _STRONG, None)
    return BoxStyle(outline, fill, QUIET, style, 0.8, None)
