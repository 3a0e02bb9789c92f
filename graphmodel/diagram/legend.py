"""The legend: exactly what is drawn, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.looks import SEVERAL, arrows
from graphmodel.diagram.metrics import width
from graphmodel.diagram.palette import (
    CHANGES,
    FADED,
    FADED_INK,
    FAMILY_FILLS,
    FLOW_COLOURS,
    INK,
    NEST_FILL,
    QUIET,
    STYLES,
    UNCHANGED,
    flow_class,
)
from graphmodel.diagram.phrases import of_change, phrase
from graphmodel.diagram.scene import Change
from graphmodel.diagram.sheet import XY, Frame, Shape, Span, Stroke
from graphmodel.period import Validity
from graphmodel.schema import EDGE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphmodel.diagram.scene import Box, Line, Scene

__all__ = ["Block", "Entry", "blocks", "legend"]

SIZE = 7.0
_ROW = 9.6
_LARGER = 9 / SIZE
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

    key: str
    heading: str
    colour: str
    entries: tuple[Entry, ...]


def blocks(scene: Scene) -> list[Block]:
    """Return what the picture shows: the kinds of line by what runs along them, strokes and signs, and boxes."""
    drawn = {
        type_
        for line in scene.lines.values()
        for type_ in (*line.forth, *line.back)
        if STYLES[type_].head in arrows(line)
    }
    comparing = scene.comparing
    found = []
    flows = {} if _says_itself(scene) else FLOW_COLOURS
    for flow, colour in flows.items():
        entries = tuple(
            Entry(type_, getattr(kind.reads, scene.lang), "line")
            for type_, kind in EDGE_KINDS.items()
            if type_ in drawn and flow_class(kind.cls) == flow
        )
        if entries:
            found.append(Block(flow, phrase(flow, scene.lang), FADED_INK if comparing else colour, entries))
    signs = (*_changes(scene), *_strokes(scene, comparing=comparing), *_boxes(scene))
    return [*found, Block("marks", phrase("marks", scene.lang), INK, signs)] if signs else found


def _says_itself(scene: Scene) -> bool:
    """Tell whether every line has its verb on it instead of a number, so that the legend need not explain its head."""
    return bool(scene.lines) and all(line.text and not line.numbered for line in scene.lines.values())


def _things(scene: Scene) -> list[Box | Line]:
    return [*scene.boxes.values(), *scene.lines.values()]


def _changes(scene: Scene) -> Iterator[Entry]:
    if scene.comparing:
        happened = {thing.change for thing in _things(scene)}
        for change in Change:
            if change in happened:
                yield Entry(change.value, of_change(f"legend {change.value}", scene), "change")


def _strokes(scene: Scene, *, comparing: bool) -> Iterator[Entry]:
    """Yield what is not certain; where days are compared strokes tell of changes, and only signs of this."""
    things, kind = _things(scene), "text" if comparing else "stroke"
    if any(thing.validity is Validity.POSSIBLY for thing in things):
        yield Entry("possibly", phrase("legend possibly", scene.lang), kind)
    if any(thing.inferred for thing in things):
        yield Entry("inferred", phrase("legend inferred", scene.lang), kind)
    if any(line.called_for for line in scene.lines.values()):
        yield Entry("called for", phrase("legend called for", scene.lang), "stroke")
    if any(SEVERAL in arrows(line) for line in scene.lines.values()):
        yield Entry("several", phrase("legend several", scene.lang), "stroke")
    if any(line.doubts and line.numbered for line in scene.lines.values()):
        yield Entry("doubts", phrase("legend doubts", scene.lang), "text")
    if any(line.numbered for line in scene.lines.values()):
        yield Entry("number", phrase("legend number", scene.lang), "text")
    shares = [line.share for line in scene.lines.values() if line.share[0] != line.share[1]]
    if shares:
        part, whole = max(shares)
        yield Entry("share", phrase("legend share", scene.lang).format(part=part, whole=whole), "text")


def _boxes(scene: Scene) -> Iterator[Entry]:
    families = {box.family for box in scene.boxes.values()}
    for family in FAMILY_FILLS:
        if family in families and families != {"Body"}:
            yield Entry(family, phrase(f"legend {family}", scene.lang), "box")
    if scene.axis:
        yield Entry("soft", phrase("legend soft", scene.lang), "soft")
        yield Entry("goes on", phrase("legend goes on", scene.lang), "text")
        yield Entry("when", phrase("legend when", scene.lang), "text")
    if any(box.elsewhere for box in scene.boxes.values()):
        yield Entry("elsewhere", phrase("legend elsewhere", scene.lang), "text")
    if any(box.inside for box in scene.boxes.values()):
        yield Entry("inside", phrase("legend inside", scene.lang), "nest")


class Placed(NamedTuple):
    """A legend with its place."""

    shapes: tuple[Shape, ...]
    strokes: tuple[Stroke, ...]
    left: float
    lower: float


def legend(scene: Scene, right: float, top: float, rows: int) -> Placed:
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
    Placed
        Its shapes and strokes, its left edge and its lower edge.
    """
    columns = _columns(blocks(scene), rows)
    widths = [max(map(_width, column)) for column in columns]
    left = right - sum(widths) - _BETWEEN * max(0, len(columns) - 1)
    shapes: list[Shape] = []
    strokes: list[Stroke] = []
    at = left
    for column, wide in zip(columns, widths, strict=True):
        for row, cell in enumerate(column):
            frame = Frame(at, top + row * _ROW, wide, _ROW)
            shapes += _shapes(cell, frame)
            strokes += _strokes_of(cell, frame)
        at += wide + _BETWEEN
    lower = top + max(map(len, columns), default=0) * _ROW
    placed = Placed(tuple(shapes), tuple(strokes), left, lower)
    return _enlarged(placed, XY(right, top)) if _says_itself(scene) else placed


def _enlarged(placed: Placed, corner: XY) -> Placed:
    """Return a legend in larger type, with its upper right corner where it was: for a picture that says little."""

    def moved(point: XY) -> XY:
        return XY(corner.x + (point.x - corner.x) * _LARGER, corner.y + (point.y - corner.y) * _LARGER)

    shapes = tuple(
        replace(
            shape,
            **moved(XY(shape.x, shape.y))._asdict(),
            width=shape.width * _LARGER,
            height=shape.height * _LARGER,
            lines=tuple(span._replace(size=span.size * _LARGER) for span in shape.lines),
        )
        for shape in placed.shapes
    )
    strokes = tuple(
        replace(stroke, points=tuple(map(moved, stroke.points)), arrow_size=stroke.arrow_size * _LARGER)
        for stroke in placed.strokes
    )
    return Placed(shapes, strokes, *moved(XY(placed.left, placed.lower)))


Cell = tuple[Entry | None, Block]
"""An entry with its block; the heading of the block where there is no entry."""


def _columns(found: list[Block], rows: int) -> list[list[Cell]]:
    """Set the blocks in columns; one that does not fit below another starts a new column."""
    columns: list[list[Cell]] = []
    for block in found:
        cells: list[Cell] = [(None, block), *((entry, block) for entry in block.entries)]
        if columns and len(columns[-1]) + len(cells) <= rows:
            columns[-1] += cells
        else:
            columns += [cells[start : start + rows] for start in range(0, len(cells), rows)]
    return columns


def _width(cell: Cell) -> float:
    entry, block = cell
    if entry is None:
        return width(block.heading, SIZE, bold=True) + 2
    return _indent(entry) + width(entry.text, SIZE) + 2


def _indent(entry: Entry) -> float:
    return 0.0 if entry.kind == "text" else _SAMPLE + _GAP


def _shapes(cell: Cell, frame: Frame) -> Iterator[Shape]:
    entry, block = cell
    if entry is None:
        span = Span(block.heading, SIZE, bold=True, colour=block.colour)
        yield Shape(f"legend-heading-{block.key}", *frame, (span,), kind="legend")
        return
    indent = _indent(entry)
    text = frame._replace(x=frame.x + indent, width=frame.width - indent)
    yield Shape(f"legend-{entry.key}", *text, (Span(entry.text, SIZE, colour=INK),), kind="legend")
    if entry.kind == "box":
        yield _sample_box(entry, frame.x, frame.y + _ROW / 2)
    if entry.kind == "soft":
        frame = Frame(frame.x + 3, frame.y + 1.6, 20, _ROW - 3.2)
        yield Shape("legend-sample-soft", *frame, (), outline="box", style="dashed", kind="legend")
    if entry.kind == "nest":
        outer, middle = Frame(frame.x + 3, frame.y + 0.6, 20, _ROW - 1.2), frame.y + _ROW / 2
        yield Shape("legend-sample-outer", *outer, (), outline="box", fill=NEST_FILL, stroke=QUIET, kind="legend")
        yield Shape("legend-sample-inner", frame.x + 12, middle - 2.4, 9, 4.8, (), outline="box", kind="legend")


def _strokes_of(cell: Cell, frame: Frame) -> Iterator[Stroke]:
    entry, block = cell
    if entry and entry.kind not in {"box", "nest", "soft", "text"}:
        yield _sample_line(entry, frame.x, frame.y + _ROW / 2, block.colour)


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


def _sample_line(entry: Entry, x: float, middle: float, colour: str) -> Stroke:
    ends = (XY(x, middle), XY(x + _SAMPLE, middle))
    ident = f"legend-line-{entry.key}"
    if entry.kind == "line":
        style = STYLES[entry.key]
        colour = FADED if colour == FADED_INK else style.colour
        return Stroke(
            ident, "", "", ends, colour, style.head, tail_arrow=style.head if style.both else "none", kind="legend"
        )
    if entry.kind == "change":
        look = CHANGES.get(Change(entry.key), UNCHANGED)
        return Stroke(ident, "", "", ends, look.colour, "none", style=look.style, weight=look.weight, kind="legend")
    if entry.key == "several":
        return Stroke(ident, "", "", ends, QUIET, SEVERAL, weight=1.6, kind="legend")
    dash = {"possibly": "dashed", "inferred": "dotted", "called for": "solid"}[entry.key]
    return Stroke(ident, "", "", ends, QUIET, "none", style=dash, hollow=entry.key == "called for", kind="legend")
