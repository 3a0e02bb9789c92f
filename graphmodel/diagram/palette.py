"""Colours, arrowheads and line styles of every picture, and the sums that show they can be told apart.

A line's colour tells the flow it carries, its head tells its kind, and its stroke how sure it is, so that nothing hangs
on colour alone. Colours follow from the flows in the model: a new kind of edge has its look at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.scene import Change
from graphmodel.model import Run
from graphmodel.schema import EDGE_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    "PAPER_WHITE",
    "PROPOSAL",
    "QUIET",
    "STRONG_FILL",
    "STYLES",
    "ChangeStyle",
    "LineStyle",
    "contrast",
    "flow_class",
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


class LineStyle(NamedTuple):
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
    sign: str


CHANGES: Mapping[Change, ChangeStyle] = {
    Change.BEGUN: ChangeStyle("#00664f", "solid", 2.0, "+"),
    Change.ENDED: ChangeStyle("#b3261e", "dashed", 1.6, "\N{MINUS SIGN}"),
    Change.CHANGED: ChangeStyle("#0b4f94", "dotted", 2.0, "±"),
}
"""Begun, ended and changed: each with a colour, a stroke and a sign of its own."""

PROPOSAL = "#8a1a5c"
"""The title of a picture of what is only proposed."""

FADED = "#767676"
"""Lines and outlines of what is not in focus: grey, but still of three to one against every ground."""

FADED_INK = "#5c5c5c"
"""Text of what is not in focus, of at least 4.5 to one against every ground."""


UNCHANGED = ChangeStyle(FADED, "solid", 1.0, "")


def _styles() -> dict[str, LineStyle]:
    further = iter(_FURTHER_HEADS)
    return {
        type_: LineStyle(
            FLOW_COLOURS[flow_class(kind.cls)],
            _HEADS.get(type_) or next(further),
            Run.BOTH in kind.cls.flows.values(),
        )
        for type_, kind in EDGE_KINDS.items()
    }


STYLES: Mapping[str, LineStyle] = _styles()
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
