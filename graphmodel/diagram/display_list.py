"""What stands on one page: panels, shapes with text, strokes. Places are in points from the upper left corner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from graphmodel.diagram.style import INK, PAPER_WHITE, QUIET

__all__ = ["XY", "DisplayList", "Frame", "Panel", "Shape", "Span", "Stroke", "end_shapes", "text_centres"]


class XY(NamedTuple):
    """A place on the page."""

    x: float
    y: float


class Frame(NamedTuple):
    """A rectangle on the page, by its upper left corner."""

    x: float
    y: float
    width: float
    height: float


class Span(NamedTuple):
    """A line of text, as it is set."""

    text: str
    size: float
    bold: bool = False
    colour: str = INK


@dataclass(frozen=True, slots=True)
class Panel:
    """A ground behind other things, such as a lane."""

    id: str
    x: float
    y: float
    width: float
    height: float
    fill: str
    stroke: str = "none"
    about: str = ""
    kind: str = "panel"
    style: str = "solid"
    """Of its edge."""
    weight: float = 0.8


@dataclass(frozen=True, slots=True)
class Shape:
    """A box, or a block of text without one; ``x`` and ``y`` are its upper left corner."""

    id: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Span, ...]
    outline: str = "none"
    """The shape in Graphviz' terms, or none."""
    fill: str = PAPER_WHITE
    stroke: str = QUIET
    style: str = "solid"
    weight: float = 0.8
    align: str = "left"
    about: str = ""
    url: str = ""
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line from one shape to another."""

    id: str
    tail: str
    head: str
    points: tuple[XY, ...]
    colour: str
    arrow: str
    tail_arrow: str = "none"
    arrow_size: float = 0.6
    style: str = "solid"
    weight: float = 1.0
    label: tuple[Span, ...] = ()
    label_at: XY | None = None
    label_fill: str = ""
    hollow: bool = False
    about: str = ""
    url: str = ""
    kind: str = "line"


@dataclass(frozen=True, slots=True)
class DisplayList:
    """One page."""

    width: float
    height: float
    title: str
    panels: tuple[Panel, ...]
    shapes: tuple[Shape, ...]
    strokes: tuple[Stroke, ...]


def end_shapes(sheet: DisplayList) -> dict[str, Panel | Shape]:
    """Return what lines end at, by the ids that they name: of a box with others inside it is the ground."""
    found: dict[str, Panel | Shape] = {shape.id: shape for shape in sheet.shapes}
    return found | {panel.id.replace("nest-", "node-", 1): panel for panel in sheet.panels if panel.kind == "nest"}


def text_centres(sheet: DisplayList) -> dict[str, float]:
    """Return where the middle of each block of centred text lies along the page, by the id of its shape or line."""
    found = {shape.id: shape.x + shape.width / 2 for shape in sheet.shapes if shape.align == "center"}
    return found | {stroke.id: stroke.label_at.x for stroke in sheet.strokes if stroke.label_at}
