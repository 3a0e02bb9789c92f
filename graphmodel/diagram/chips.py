"""What is written on a line: its number and signs, on request its verb or role, and how many nodes it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.diagram.metrics import width, wrapped
from graphmodel.diagram.palette import CHANGES, INK
from graphmodel.diagram.phrases import marks
from graphmodel.diagram.sheet import Span

if TYPE_CHECKING:
    from graphmodel.diagram.scene import Line

__all__ = ["CHIP", "CHIP_LINE", "chip", "chip_extent"]

CHIP = 7.0
CHIP_LINE = 8.5
_ROOM = 66.0
_MOST = 3
_CLEAR = 5.0


def chip(line: Line, colour: str = INK) -> tuple[Span, ...]:
    """Return the lines of text that stand on a line, in a colour."""
    sign = CHANGES[line.change].sign if line.change in CHANGES else ""
    signs = marks(line.validity, inferred=line.inferred, called_for=line.called_for)
    doubts = f"({line.doubts})" if line.doubts and not line.text else ""
    first = f"{sign}{line.number if line.numbered else ''}{signs}{doubts}"
    text = line.text
    if text and not line.numbered:
        text, first = f"{sign}{text}" + ("" if line.several else signs), ""
    spans = [Span(first, CHIP, colour=colour, bold=bool(sign))] if first else []
    part, whole = line.share
    if part != whole:
        spans.append(Span(f"{part}/{whole}", CHIP, colour=colour))
    if text:
        spans += [Span(text, CHIP, colour=colour) for text in wrapped(text, _ROOM, CHIP, most=_MOST)]
    return tuple(spans)


def chip_extent(line: Line) -> tuple[float, float]:
    """Return the width and height of what stands on a line."""
    spans = chip(line)
    clear = _CLEAR if line.text else 0.0
    widest = max((width(span.text, span.size, bold=span.bold) for span in spans), default=0.0)
    return widest + clear, CHIP_LINE * len(spans)
