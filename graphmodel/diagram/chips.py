"""What is written on a line: its number and signs, and how many of the nodes at a folded end it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.diagram.metrics import width
from graphmodel.diagram.palette import CHANGES, INK
from graphmodel.diagram.phrases import marks
from graphmodel.diagram.sheet import Span

if TYPE_CHECKING:
    from graphmodel.diagram.scene import Line

__all__ = ["CHIP", "chip", "chip_extent"]

CHIP = 7.0
_LINE = 8.5


def chip(line: Line, colour: str = INK) -> tuple[Span, ...]:
    """Return the lines of text that stand on a line, in a colour."""
    sign = CHANGES[line.change].sign if line.change in CHANGES else ""
    number = f"{sign}{line.number}{marks(line.validity, inferred=line.inferred, called_for=line.called_for)}"
    part, whole = line.share
    spans = (Span(number, CHIP, colour=colour, bold=bool(sign)),)
    return spans if part == whole else (*spans, Span(f"{part}/{whole}", CHIP, colour=colour))


def chip_extent(line: Line) -> tuple[float, float]:
    """Return the width and height of what stands on a line."""
    spans = chip(line)
    return max(width(span.text, span.size, bold=span.bold) for span in spans), _LINE * len(spans)
