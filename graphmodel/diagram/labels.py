"""What is written in boxes and on lines, and how much room it needs."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.display_list import Span
from graphmodel.diagram.metrics import width, words_of, wrap
from graphmodel.diagram.phrases import marks
from graphmodel.diagram.style import CHANGES, INK, QUIET

if TYPE_CHECKING:
    from graphmodel.diagram.scene import Box, Line

__all__ = [
    "CAPTION",
    "LABEL_LEADING",
    "LABEL_SIZE",
    "LEADING",
    "NAME",
    "Text",
    "box_text",
    "line_label",
    "line_label_size",
]

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


def box_text(box: Box, wide: float = 0.0) -> Text:
    """Return what stands in a box.

    Parameters
    ----------
    box
        The box.
    wide
        How wide it is drawn, where it has become wider than its text needs, for the sake of its lines.

    Returns
    -------
    Text
        Its kind and marks, its name, and the names of its members; as narrow as it can be in three lines.
    """
    caption = box.elsewhere or " ".join(
        part for part in (box.caption, marks(box.validity, inferred=box.inferred), box.doubts) if part
    )
    corners = _CORNERS if box.family == "Place" else 0.0
    room, names = _name_lines(box, _member_room(box))
    if wide - 2 * _PADDING - corners > room:
        room = wide - 2 * _PADDING - corners
        fewer = wrap(box.name, room, NAME, bold=True, most=_LONGEST)
        names = fewer if len(fewer) < len(names) else names
    lines = [Span(caption, CAPTION, colour=QUIET)] if caption else []
    lines += [Span(line, NAME, bold=True, colour=INK) for line in names]
    if box.members:
        lines += [Span(line, MEMBER, colour=INK) for line in wrap(", ".join(box.members), room, MEMBER, most=12)]
    if box.before:
        lines += [Span(line, CAPTION, colour=QUIET) for line in wrap(f"({box.before})", room, CAPTION, most=3)]
    widest = max(width(line.text, line.size, bold=line.bold) for line in lines)
    return Text(tuple(lines), widest + 2 * _PADDING + corners, height_of(lines) + _PADDING)


def _name_lines(box: Box, least: float) -> tuple[float, list[str]]:
    longest = max(width(word, NAME, bold=True) for word in words_of(box.name))
    for room in (least,) if least else _WIDTHS:
        lines = wrap(box.name, room, NAME, bold=True, most=_LONGEST)
        if longest <= room and len(lines) <= _MOST_LINES:
            return room, lines
    return _WIDTHS[-1], wrap(box.name, _WIDTHS[-1], NAME, bold=True, most=_LONGEST)


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


LABEL_SIZE = 7.0
LABEL_LEADING = 8.5
_ROOM = 66.0
_MOST = 3
_CLEAR = 5.0


def line_label(line: Line, colour: str = INK) -> tuple[Span, ...]:
    """Return the lines of text that stand on a line, in a colour."""
    sign = CHANGES[line.change].sign if line.change in CHANGES else ""
    signs = marks(line.validity, inferred=line.inferred, called_for=line.called_for)
    doubts = f"({line.doubts})" if line.doubts and not line.text else ""
    first = f"{sign}{line.number if line.numbered else ''}{signs}{doubts}"
    text = line.text
    if text and not line.numbered:
        text, first = f"{sign} {text}".lstrip() + ("" if line.several else signs), ""
    spans = [Span(first, LABEL_SIZE, colour=colour, bold=bool(sign))] if first else []
    part, whole = line.share
    if part != whole:
        spans.append(Span(f"{part}/{whole}", LABEL_SIZE, colour=colour))
    if text:
        spans += [Span(text, LABEL_SIZE, colour=colour) for text in wrap(text, _ROOM, LABEL_SIZE, most=_MOST)]
    return tuple(spans)


def line_label_size(line: Line) -> tuple[float, float]:
    """Return the width and height of what stands on a line."""
    spans = line_label(line)
    clear = _CLEAR if line.text else 0.0
    widest = max((width(span.text, span.size, bold=span.bold) for span in spans), default=0.0)
    return widest + clear, LABEL_LEADING * len(spans)
