"""The legend: exactly what is drawn, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.metrics import width
from graphmodel.diagram.palette import CHANGES, FAMILY_FILLS, FLOW_COLOURS, INK, QUIET, STYLES, flow_class
from graphmodel.diagram.phrases import phrase
from graphmodel.diagram.scene import Change
from graphmodel.diagram.sheet import XY, Shape, Span, Stroke
from graphmodel.period import Validity
from graphmodel.schema import EDGE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphmodel.diagram.scene import Scene

__all__ = ["Block", "Entry", "blocks", "legend"]

SIZE = 7.0
_ROW = 9.6
_SAMPLE = 26.0
_GAP = 5.0
_BETWEEN = 16.0


class Entry(NamedTuple):
    """One thing that the picture shows, and what it means."""

    key: str
    text: str
    kind: str
    """line, stroke, box or text."""


class Block(NamedTuple):
    """Entries under a heading."""

    heading: str
    colour: str
    entries: tuple[Entry, ...]


def blocks(scene: Scene) -> list[Block]:
    """Return what the picture shows: the kinds of line by what runs along them, strokes and signs, and boxes."""
    drawn = {line.type for line in scene.lines.values()}
    found = []
    for flow, colour in FLOW_COLOURS.items():
        entries = tuple(
            Entry(type_, getattr(kind.reads, scene.lang), "line")
            for type_, kind in EDGE_KINDS.items()
            if type_ in drawn and flow_class(kind.cls) == flow
        )
        if entries:
            found.append(Block(phrase(flow, scene.lang), colour, entries))
    signs = (*_strokes(scene), *_boxes(scene))
    return [*found, Block(phrase("marks", scene.lang), INK, signs)] if signs else found


def _strokes(scene: Scene) -> Iterator[Entry]:
    things = [*scene.lines.values(), *scene.boxes.values()]
    for change in CHANGES:
        if any(thing.change is change for thing in things):
            yield Entry(change.value, phrase(f"legend {change.value}", scene.lang), "change")
    if any(thing.validity is Validity.POSSIBLY for thing in things):
        yield Entry("possibly", phrase("legend possibly", scene.lang), "stroke")
    if any(thing.inferred for thing in things):
        yield Entry("inferred", phrase("legend inferred", scene.lang), "stroke")
    if any(line.called_for for line in scene.lines.values()):
        yield Entry("called for", phrase("legend called for", scene.lang), "stroke")
    if any(line.share[0] != line.share[1] for line in scene.lines.values()):
        yield Entry("share", phrase("legend share", scene.lang), "text")


def _boxes(scene: Scene) -> Iterator[Entry]:
    families = {box.family for box in scene.boxes.values()}
    for family in FAMILY_FILLS:
        if family in families and families != {"Body"}:
            yield Entry(family, phrase(f"legend {family}", scene.lang), "box")


def legend(scene: Scene, right: float, top: float, rows: int = 6) -> tuple[list[Shape], list[Stroke], float, float]:
    """Place the legend.

    Parameters
    ----------
    scene
        What is drawn.
    right, top
        Its upper right corner on the page.
    rows
        How many rows a column has.

    Returns
    -------
    tuple
        Its shapes and strokes, its left edge and its lower edge.
    """
    columns = _columns(blocks(scene), rows)
    widths = [max(_width(cell) for cell in column) for column in columns]
    left = right - sum(widths) - _BETWEEN * max(0, len(columns) - 1)
    shapes: list[Shape] = []
    strokes: list[Stroke] = []
    at = left
    for column, wide in zip(columns, widths, strict=True):
        for row, cell in enumerate(column):
            _place(cell, at, top + row * _ROW, wide, shapes, strokes)
        at += wide + _BETWEEN
    lower = top + max((len(column) for column in columns), default=0) * _ROW
    return shapes, strokes, left, lower


Cell = Entry | Block | None


def _columns(found: list[Block], rows: int) -> list[list[Cell]]:
    """Set the blocks in columns; a block that does not fit below another starts a new column."""
    columns: list[list[Cell]] = []
    for block in found:
        cells: list[Cell] = [block, *block.entries]
        if columns and len(columns[-1]) + 1 + min(len(cells), rows) <= rows:
            columns[-1] += cells
            continue
        while cells:
            columns.append(cells[:rows])
            cells = cells[rows:]
    return columns


def _width(cell: Cell) -> float:
    if cell is None:
        return 0.0
    if isinstance(cell, Block):
        return width(cell.heading, SIZE, bold=True) + 2
    return (0.0 if cell.kind == "text" else _SAMPLE + _GAP) + width(cell.text, SIZE) + 2


def _place(cell: Cell, x: float, y: float, wide: float, shapes: list[Shape], strokes: list[Stroke]) -> None:
    if cell is None:
        return
    if isinstance(cell, Block):
        span = Span(cell.heading, SIZE, bold=True, colour=cell.colour)
        shapes.append(Shape(f"legend-{cell.heading}", x, y, wide, _ROW, (span,), kind="legend"))
        return
    indent = 0.0 if cell.kind == "text" else _SAMPLE + _GAP
    text = Span(cell.text, SIZE, colour=INK)
    shapes.append(Shape(f"legend-{cell.key}", x + indent, y, wide - indent, _ROW, (text,), kind="legend"))
    middle = y + _ROW / 2
    if cell.kind == "box":
        shapes.append(_sample_box(cell, x, middle))
    elif cell.kind != "text":
        strokes.append(_sample_line(cell, x, middle))


def _sample_box(entry: Entry, x: float, middle: float) -> Shape:
    outline = {"Body": "box", "Instrument": "note", "Place": "octagon"}[entry.key]
    return Shape(
        f"legend-sample-{entry.key}",
        x + 5,
        middle - 3.6,
        16,
        7.2,
        (),
        outline=outline,
        fill=FAMILY_FILLS[entry.key],
        kind="legend",
    )


def _sample_line(entry: Entry, x: float, middle: float) -> Stroke:
    ends = (XY(x, middle), XY(x + _SAMPLE, middle))
    ident = f"legend-line-{entry.key}"
    if entry.kind == "line":
        style = STYLES[entry.key]
        return Stroke(ident, "", "", ends, style.colour, style.head, tail_arrow=style.head if style.both else "none", kind="legend")
    if entry.kind == "change":
        look = CHANGES[Change(entry.key)]
        return Stroke(
            ident, "", "", ends, look.colour, "none", style=look.style, weight=look.weight, kind="legend"
        )
    dash = {"possibly": "dashed", "inferred": "dotted", "called for": "solid"}[entry.key]
    return Stroke(ident, "", "", ends, QUIET, "none", style=dash, hollow=entry.key == "called for", kind="legend")
