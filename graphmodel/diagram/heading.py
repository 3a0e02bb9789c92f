"""What stands above and below a picture: title, day, note, legend, foot. The legend holds just what is drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.display_list import XY, Frame, Shape, Span, Stroke
from graphmodel.diagram.scene import ChangeKind
from graphmodel.diagram.style import (
    CHANGES,
    FADED,
    FADED_INK,
    FAMILY_FILLS,
    FLOW_COLOURS,
    INK,
    NEST_FILL,
    PROPOSAL,
    QUIET,
    SEVERAL,
    STYLES,
    UNCHANGED,
    arrows,
    flow_class,
)
from graphmodel.diagram.text import width, wrap
from graphmodel.language import date_in_words
from graphmodel.language.pictures import phrase
from graphmodel.period import Validity, parse
from graphmodel.schema import EDGE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphmodel.diagram.scene import Box, Line, Scene
    from graphmodel.diagram.view import View
    from graphmodel.model import Source

__all__ = [
    "LegendBlock",
    "LegendEntry",
    "blocks",
    "day_words",
    "foot",
    "foot_words",
    "heading",
    "heading_height",
    "legend",
    "sources_to",
    "title_words",
]

SIZE = 7.0
_ROW = 9.6
_ABOVE = 4.0
"""Room above the heading of a block that stands below another."""

_LARGER = 9 / SIZE
_SAMPLE = 26.0
_GAP = 5.0
_BETWEEN = 16.0


class LegendEntry(NamedTuple):
    """One thing that the picture shows, and what it means."""

    key: str
    text: str
    kind: str
    """line, stroke, box or text."""


class LegendBlock(NamedTuple):
    """Entries under a heading."""

    key: str
    heading: str
    colour: str
    entries: tuple[LegendEntry, ...]


def of_change(name: str, scene: Scene) -> str:
    """Return a phrase about what changed, or would where the picture draws a proposal."""
    return phrase(f"proposed {name}" if scene.proposal else name, scene.lang)


def blocks(scene: Scene) -> list[LegendBlock]:
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
            LegendEntry(type_, kind.reads.verb(scene.lang), "line")
            for type_, kind in EDGE_KINDS.items()
            if type_ in drawn and flow_class(kind.cls) == flow
        )
        if entries:
            found.append(LegendBlock(flow, phrase(flow, scene.lang), FADED_INK if comparing else colour, entries))
    signs = (*_changes(scene), *_strokes(scene, comparing=comparing), *_boxes(scene))
    return [*found, LegendBlock("marks", phrase("marks", scene.lang), INK, signs)] if signs else found


def _says_itself(scene: Scene) -> bool:
    """Tell whether every line has its verb on it instead of a number, so that the legend need not explain its head."""
    return bool(scene.lines) and all(line.text and not line.numbered for line in scene.lines.values())


def _things(scene: Scene) -> list[Box | Line]:
    return [*scene.boxes.values(), *scene.lines.values()]


def _changes(scene: Scene) -> Iterator[LegendEntry]:
    if scene.comparing:
        happened = {thing.change for thing in _things(scene)}
        for change in ChangeKind:
            if change in happened:
                yield LegendEntry(change.value, of_change(f"legend {change.value}", scene), "change")


def _strokes(scene: Scene, *, comparing: bool) -> Iterator[LegendEntry]:
    """Yield what is not certain; where days are compared strokes tell of changes, and only signs of this."""
    things, kind = _things(scene), "text" if comparing else "stroke"
    if any(thing.validity is Validity.POSSIBLY for thing in things):
        yield LegendEntry("possibly", phrase("legend possibly", scene.lang), kind)
    if any(thing.inferred for thing in things):
        yield LegendEntry("inferred", phrase("legend inferred", scene.lang), kind)
    if any(line.called_for for line in scene.lines.values()):
        yield LegendEntry("called for", phrase("legend called for", scene.lang), "stroke")
    if any(SEVERAL in arrows(line) for line in scene.lines.values()):
        yield LegendEntry("several", phrase("legend several", scene.lang), "stroke")
    if any(line.doubts and line.numbered for line in scene.lines.values()):
        yield LegendEntry("doubts", phrase("legend doubts", scene.lang), "text")
    if any(line.numbered for line in scene.lines.values()):
        yield LegendEntry("number", phrase("legend number", scene.lang), "text")
    shares = [line.share for line in scene.lines.values() if line.share[0] != line.share[1]]
    if shares:
        part, whole = max(shares)
        yield LegendEntry("share", phrase("legend share", scene.lang).format(part=part, whole=whole), "text")


def _boxes(scene: Scene) -> Iterator[LegendEntry]:
    families = {box.family for box in scene.boxes.values()}
    for family in FAMILY_FILLS:
        if family in families and families != {"Body"}:
            yield LegendEntry(family, phrase(f"legend {family}", scene.lang), "box")
    if scene.axis:
        yield LegendEntry("soft", phrase("legend soft", scene.lang), "soft")
        yield LegendEntry("goes on", phrase("legend goes on", scene.lang), "text")
        yield LegendEntry("when", phrase("legend when", scene.lang), "text")
    if any(box.elsewhere for box in scene.boxes.values()):
        yield LegendEntry("elsewhere", phrase("legend elsewhere", scene.lang), "text")
    if any(box.inside for box in scene.boxes.values()):
        yield LegendEntry("inside", phrase("legend inside", scene.lang), "nest")


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
        for cell, down in zip(column, _tops(column), strict=False):
            frame = Frame(at, top + down, wide, _ROW)
            shapes += _shapes(cell, frame)
            strokes += _strokes_of(cell, frame)
        at += wide + _BETWEEN
    lower = top + max((_tops(column)[-1] for column in columns), default=0.0)
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


Cell = tuple[LegendEntry | None, LegendBlock]
"""An entry with its block; the heading of the block where there is no entry."""


def _columns(found: list[LegendBlock], rows: int) -> list[list[Cell]]:
    """Set the blocks in columns; one that does not fit below another starts a new column."""
    columns: list[list[Cell]] = []
    for block in found:
        cells: list[Cell] = [(None, block), *((entry, block) for entry in block.entries)]
        if columns and len(columns[-1]) + len(cells) <= rows:
            columns[-1] += cells
        else:
            columns += [cells[start : start + rows] for start in range(0, len(cells), rows)]
    return columns


def _tops(column: Sequence[Cell]) -> list[float]:
    """Return how far down each cell of a column begins, and where the last one ends."""
    tops = [0.0]
    for entry, _ in column[1:]:
        tops.append(tops[-1] + _ROW + (_ABOVE if entry is None else 0.0))
    return [*tops, tops[-1] + _ROW]


def _width(cell: Cell) -> float:
    entry, block = cell
    if entry is None:
        return width(block.heading, SIZE, bold=True) + 2
    return _indent(entry) + width(entry.text, SIZE) + 2


def _indent(entry: LegendEntry) -> float:
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


def _sample_box(entry: LegendEntry, x: float, middle: float) -> Shape:
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


def _sample_line(entry: LegendEntry, x: float, middle: float, colour: str) -> Stroke:
    ends = (XY(x, middle), XY(x + _SAMPLE, middle))
    ident = f"legend-line-{entry.key}"
    if entry.kind == "line":
        style = STYLES[entry.key]
        colour = FADED if colour == FADED_INK else style.colour
        return Stroke(
            ident, "", "", ends, colour, style.head, tail_arrow=style.head if style.both else "none", kind="legend"
        )
    if entry.kind == "change":
        look = CHANGES.get(ChangeKind(entry.key), UNCHANGED)
        return Stroke(ident, "", "", ends, look.colour, "none", style=look.style, weight=look.weight, kind="legend")
    if entry.key == "several":
        return Stroke(ident, "", "", ends, QUIET, SEVERAL, weight=1.6, kind="legend")
    dash = {"possibly": "dashed", "inferred": "dotted", "called for": "solid"}[entry.key]
    return Stroke(ident, "", "", ends, QUIET, "none", style=dash, hollow=entry.key == "called for", kind="legend")


_TITLE, _DAY, _NOTE, _FOOT = 17.0, 10.0, 9.0, 9.0
_LEADING = 1.25
_SHARE = 0.46
"""How much of the page's width the title may take at least; the legend has the rest."""
_CLEAR = 12.0
"""Between title and legend."""


def _texts(scene: Scene, view: View, room: float) -> list[Span]:
    title = wrap(title_words(scene, view), room, _TITLE, bold=True, most=4)
    spans = [Span(line, _TITLE, bold=True, colour=PROPOSAL if scene.proposal else INK) for line in title]
    spans.append(Span(day_words(scene), _DAY, bold=True, colour=QUIET))
    notes = [*([view.note.in_(scene.lang)] if view.note else []), *scene.remarks]
    spans += [Span(line, _NOTE, colour=QUIET) for note in notes for line in wrap(note, room, _NOTE, most=4)]
    return spans


def title_words(scene: Scene, view: View) -> str:
    """Return the title of a picture, which says first of all if it draws a proposal."""
    title = view.title.in_(scene.lang)
    return f"{phrase('proposal', scene.lang).format(title=scene.proposal)} – {title}" if scene.proposal else title


def day_words(scene: Scene) -> str:
    """Return the day, or the two days that are compared, in words."""
    first, last = (date_in_words(day.isoformat(), scene.lang) for day in (scene.days[0], scene.days[-1]))
    if scene.axis:
        start = date_in_words(str(scene.axis[0].year), scene.lang)
        return phrase("over time", scene.lang).format(first=start, last=last)
    if scene.proposal:
        return phrase("as proposed", scene.lang).format(day=last)
    if len(scene.days) == 1:
        return phrase("as on", scene.lang).format(day=last)
    return phrase("between", scene.lang).format(first=first, last=last)


def _height(spans: Sequence[Span]) -> float:
    return sum(span.size * _LEADING for span in spans)


def heading_height(scenes: Sequence[Scene], view: View, room: float) -> float:
    """Return the height that title and legend need for all of some scenes."""
    beside = _title_room(scenes, view, room)
    texts = max(_height(_texts(scene, view, beside)) for scene in scenes)
    if not view.legend:
        return texts
    rows = max(_legend_rows(scene, room) for scene in scenes)
    legends = max(legend(scene, 0.0, 0.0, rows).lower for scene in scenes)
    return max(texts, legends)


def _title_room(scenes: Sequence[Scene], view: View, room: float) -> float:
    """Return the width that the title may take: all that no legend takes."""
    if not view.legend:
        return room
    rows = max(_legend_rows(scene, room) for scene in scenes)
    left = min(legend(scene, room, 0.0, rows).left for scene in scenes)
    return max(room * _SHARE, left - _CLEAR)


def _legend_rows(scene: Scene, room: float) -> int:
    """Return the fewest rows with which the legend fits beside the title and no block of it is broken."""
    found = blocks(scene)
    entries = sum(len(block.entries) + 1 for block in found)
    for rows in range(max((len(block.entries) + 1 for block in found), default=1), entries):
        if -legend(scene, 0.0, 0.0, rows).left <= room * (1 - _SHARE) - _CLEAR:
            return rows
    return max(5, entries)


def heading(scenes: Sequence[Scene], scene: Scene, view: View, frame: Frame) -> tuple[list[Shape], list[Stroke]]:
    """Place title, day, note and legend at the head of a page.

    Parameters
    ----------
    scenes
        All scenes that share the layout, so that the legend takes the same room on each.
    scene
        The one to draw.
    view
        Its title and note.
    frame
        The page without its margins.
    """
    room = _title_room(scenes, view, frame.width)
    shapes: list[Shape] = []
    at = frame.y
    for place, span in enumerate(_texts(scene, view, room)):
        height = span.size * _LEADING
        shapes.append(Shape(f"heading-{place}", frame.x, at, room + 4, height, (span,), kind="heading"))
        at += height
    if not view.legend:
        return shapes, []
    rows = max(_legend_rows(each, frame.width) for each in scenes)
    placed = legend(scene, frame.x + frame.width, frame.y, rows)
    return [*shapes, *placed.shapes], list(placed.strokes)


def sources_to(scene: Scene) -> str:
    """Return the latest date of the sources of a picture, as EDTF; empty when none has a date."""
    statements = [*scene.part.nodes.values(), *scene.part.edges.values()]
    cited = {citation.source for statement in statements for citation in statement.cites}
    dates = [text for id_ in cited for text in _dates(scene.record.sources[id_])]
    return max(dates, key=lambda text: (parse(text).latest, text), default="")


def _dates(source: Source) -> list[str]:
    return [text for span in (source.as_of, source.published) if span for text in span.split("/")]


def foot_words(scene: Scene, view: View) -> str:
    """Return the name of a view and the date of its sources."""
    until = sources_to(scene)
    parts = [phrase("view", scene.lang).format(name=view.name)]
    if until:
        parts.append(phrase("sources to", scene.lang).format(date=date_in_words(until, scene.lang)))
    return " · ".join(parts)


def foot(scene: Scene, view: View, page: tuple[int, int], frame: Frame) -> list[Shape]:
    """Place the name of the view, the date of its sources and the page number at the foot of a page that has one."""
    if not view.foot:
        return []
    number = phrase("page", scene.lang).format(n=page[0], all=page[1])
    text = Span(f"{foot_words(scene, view)} · {number}", _FOOT, colour=QUIET)
    height = _FOOT * _LEADING
    return [Shape("foot", frame.x, frame.y + frame.height - height, frame.width, height, (text,), kind="foot")]
