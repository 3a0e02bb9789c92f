"""How each box and line looks: by its kind and how sure it is, by what changed, or by what is in focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.palette import CHANGES, FADED, FADED_INK, FAMILY_FILLS, INK, QUIET, STRONG_FILL, STYLES
from graphmodel.period import Validity

if TYPE_CHECKING:
    from graphmodel.diagram.scene import Box, Line

__all__ = ["OUTLINES", "SEVERAL", "BoxLook", "LineLook", "arrows", "box_look", "line_look"]

OUTLINES = {"Body": "box", "Instrument": "note", "Place": "octagon"}
SEVERAL = "normalnormal"
"""The head of a line at an end where ties of several kinds arrive."""

_PLAIN, _THICK, _STRONG = 1.0, 1.6, 2.2
_FIRST, _SURE, _UNSURE, _LAST = 0, 1, 2, 3


class LineLook(NamedTuple):
    """How a line looks, and its rank: those of a lower one draw what lines have in common."""

    colour: str
    text: str
    style: str
    weight: float
    rank: int


class BoxLook(NamedTuple):
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


def line_look(line: Line, focus: frozenset[str] | None, *, comparing: bool) -> LineLook:
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
        return LineLook(FADED, FADED_INK, style, _PLAIN, _LAST)
    change = CHANGES.get(line.change) if comparing else None
    if change is not None:
        return LineLook(change.colour, change.colour, change.style, change.weight, _SURE if focus is None else _FIRST)
    if focus is not None:
        return LineLook(colour, colour, style, _STRONG, _FIRST)
    if comparing:
        return LineLook(FADED, FADED_INK, "solid", _PLAIN, _LAST)
    return LineLook(colour, colour, style, _THICK if line.several else _PLAIN, rank)


def box_look(box: Box, focus: frozenset[str] | None, *, comparing: bool) -> BoxLook:
    """Return how a box looks; see :func:`line_look`."""
    outline, fill = OUTLINES[box.family], FAMILY_FILLS[box.family]
    style = _stroke(box.validity, inferred=box.inferred)
    if box.elsewhere or (focus is not None and box.id not in focus):
        return BoxLook(outline, fill, FADED, style, 0.8, FADED_INK)
    change = CHANGES.get(box.change) if comparing else None
    if change is not None:
        return BoxLook(outline, fill, change.colour, change.style, change.weight, INK)
    if focus is not None:
        return BoxLook(outline, fill, INK, style, _STRONG, None)
    if comparing:
        return BoxLook(outline, fill, FADED, "solid", 0.8, FADED_INK)
    if box.strong:
        return BoxLook(outline, STRONG_FILL, INK, style, _STRONG, None)
    return BoxLook(outline, fill, QUIET, style, 0.8, None)
