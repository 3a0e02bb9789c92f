"""How large each box is, and the lines of text in it."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.metrics import width, words_of, wrapped
from graphmodel.diagram.palette import INK, QUIET
from graphmodel.diagram.phrases import marks
from graphmodel.diagram.sheet import Span

if TYPE_CHECKING:
    from graphmodel.diagram.scene import Box

__all__ = ["CAPTION", "LEADING", "NAME", "Text", "text_of"]

CAPTION = 7.0
NAME = 8.0
MEMBER = 7.5
LEADING = 1.2
"""Distance of the lines of text, by their size."""

_PADDING = 6.0
_CORNERS = 12.0
"""What the corners of an octagon take away."""

_WIDTHS = (76.0, 92.0, 108.0, 124.0, 140.0)
_MOST_LINES = 3
_LONGEST = 5
_MEMBER_ROOM = (110.0, 380.0)
_FLAT = 12.0
"""How much wider than high the names of members are set."""


class Text(NamedTuple):
    """The lines of a box, and how much room they need with its padding."""

    lines: tuple[Span, ...]
    width: float
    height: float


def text_of(box: Box) -> Text:
    """Return what stands in a box.

    Parameters
    ----------
    box
        The box.

    Returns
    -------
    Text
        Its kind and marks, its name, and the names of its members; as narrow as it can be in three lines.
    """
    caption = box.elsewhere or " ".join(
        part for part in (box.caption, marks(box.validity, inferred=box.inferred), box.doubts) if part
    )
    room, names = _name_lines(box, _member_room(box))
    lines = [Span(caption, CAPTION, colour=QUIET)] if caption else []
    lines += [Span(line, NAME, bold=True, colour=INK) for line in names]
    if box.members:
        lines += [Span(line, MEMBER, colour=INK) for line in wrapped(", ".join(box.members), room, MEMBER, most=12)]
    if box.before:
        lines += [Span(line, CAPTION, colour=QUIET) for line in wrapped(f"({box.before})", room, CAPTION, most=3)]
    widest = max(width(line.text, line.size, bold=line.bold) for line in lines)
    corners = _CORNERS if box.family == "Place" else 0.0
    return Text(tuple(lines), widest + 2 * _PADDING + corners, height_of(lines) + _PADDING)


def _name_lines(box: Box, least: float) -> tuple[float, list[str]]:
    longest = max(width(word, NAME, bold=True) for word in words_of(box.name))
    for room in (least,) if least else _WIDTHS:
        lines = wrapped(box.name, room, NAME, bold=True, most=_LONGEST)
        if longest <= room and len(lines) <= _MOST_LINES:
            return room, lines
    return _WIDTHS[-1], wrapped(box.name, _WIDTHS[-1], NAME, bold=True, most=_LONGEST)


def _member_room(box: Box) -> float:
    """Return how wide the names of members are set; none where there are none to list."""
    if not box.members:
        return 0.0
    whole = width(", ".join(box.members), MEMBER) * MEMBER * LEADING
    least, most = _MEMBER_ROOM
    return min(max(least, sqrt(whole * _FLAT)), most)


def height_of(lines: list[Span]) -> float:
    """Return the height of lines of text."""
    return sum(line.size * LEADING for line in lines)
