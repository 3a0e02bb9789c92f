"""A page as DOT text. Everything has its place already: the ``nop2`` layout of Graphviz only paints.

Because the layout is named in the text itself, plain ``dot -Tsvg picture.dot`` gives the same picture.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from graphmodel.diagram.display_list import XY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphmodel.diagram.display_list import DisplayList, Panel, Shape, Span, Stroke

__all__ = ["ARROW_SIZE", "arrow_length", "as_dot", "quote"]

FONT = "DejaVu Sans"
ARROW_SIZE = 0.6
_POINTS_PER_INCH = 72
_CORNER = "corner-0"
"""Where the lines of the legend hang, which join nothing."""

_LEAST = 0.36
"""Half the least width of a node, by which those in the corners would widen the page."""

_RADIUS = 3.5
_LEADING = 1.18
_LENGTHS = {"normal": 10, "diamond": 12, "dot": 8, "tee": 2.5, "vee": 10, "box": 7.5, "crow": 10, "inv": 10}
_PART = re.compile(r"o?(" + "|".join(sorted(_LENGTHS, key=len, reverse=True)) + ")")
_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def arrow_length(arrow: str, size: float = ARROW_SIZE) -> float:
    """Return how long an arrowhead of some size is, in points."""
    return size * sum(_LENGTHS[part[1]] for part in _PART.finditer(arrow))


def quote(text: str) -> str:
    """Return text as a DOT string that stands for exactly that text.

    Graphviz reads backslashes and character references even inside quotes, so both are written as references.
    """
    plain = _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)
    return '"' + escape(plain, quote=True).replace("\\", "&#92;").replace("\n", "&#10;") + '"'


def _tip(text: str) -> str:
    """Return a tooltip, in which Graphviz reads backslashes twice: once for line ends, once for the node's name."""
    return quote(text or " ").replace("&#92;", "&#92;" * 4)


def _html(text: str) -> str:
    """Return text for an HTML-like label, in which a backslash still begins an escape, such as for the node's name."""
    plain = _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)
    return escape(plain, quote=True).replace("\\", "&#92;&#92;")


def as_dot(sheet: DisplayList) -> str:
    """Return a page as DOT.

    Parameters
    ----------
    sheet
        The page.

    Returns
    -------
    str
        The same text for the same page.
    """
    return "\n".join(_statements(sheet)) + "\n"


def _statements(sheet: DisplayList) -> Iterator[str]:
    yield f"digraph {quote(sheet.title)} {{"
    yield f'  graph [layout=nop2, pad=0, margin=0, outputorder=edgesfirst, bgcolor=white, fontname="{FONT}"];'
    yield f'  node [fontname="{FONT}", fixedsize=true, label=""];'
    yield f'  edge [fontname="{FONT}", arrowsize={ARROW_SIZE}];'
    for name, x, y in ((_CORNER, _LEAST, _LEAST), ("corner-1", sheet.width - _LEAST, sheet.height - _LEAST)):
        yield f"  {_invisible(name, XY(x, y))}"
    for place, panel in enumerate(sheet.panels):
        yield from _panel(panel, place, sheet.height)
    for shape in sheet.shapes:
        yield _shape(shape, sheet.height)
    for stroke in sheet.strokes:
        yield _stroke(stroke, sheet.height)
    yield "}"


def _invisible(name: str, place: XY) -> str:
    """Return a node that shows nothing, to hold a page or a lane open."""
    return f'{quote(name)} [shape=none, style=invis, width=0.01, height=0.01, pos="{_xy(place)}"];'


def _number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _xy(point: XY) -> str:
    return f"{_number(point.x)},{_number(point.y)}"


def _up(point: XY, height: float) -> XY:
    """Return a place as Graphviz counts, from the lower left corner."""
    return XY(point.x, height - point.y)


def _attributes(pairs: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f"{name}={value}" for name, value in pairs if value)


def _panel(panel: Panel, place: int, height: float) -> Iterator[str]:
    low, high = XY(panel.x, panel.y + panel.height), XY(panel.x + panel.width, panel.y)
    box = f'"{_xy(_up(low, height))},{_xy(_up(high, height))}"'
    attributes = [
        ("id", quote(panel.id)),
        ("class", quote(panel.kind)),
        ("bb", box),
        ("style", "filled" if panel.stroke == "none" else quote(f"rounded,filled,{panel.style}")),
        ("fillcolor", quote(panel.fill)),
        ("penwidth", "" if panel.stroke == "none" else _number(panel.weight)),
        ("color", quote("transparent" if panel.stroke == "none" else panel.stroke)),
        ("tooltip", _tip(panel.about)),
        ("label", '""'),
    ]
    anchor = XY(panel.x + panel.width / 2, panel.y + panel.height / 2)
    yield f"  subgraph {quote(f'cluster_{place}')} {{ graph [{_attributes(attributes)}];"
    yield f"    {_invisible(f'anchor-{place}', _up(anchor, height))}"
    yield "  }"


def _shape(shape: Shape, height: float) -> str:
    centre = _up(XY(shape.x + shape.width / 2, shape.y + shape.height / 2), height)
    drawn = shape.outline != "none"
    attributes = [
        ("id", quote(shape.id)),
        ("class", quote(shape.kind)),
        ("shape", shape.outline if drawn else "none"),
        ("pos", f'"{_xy(centre)}"'),
        ("width", _number(shape.width / _POINTS_PER_INCH) if shape.width > 1 else "0.01"),
        ("height", _number(shape.height / _POINTS_PER_INCH) if shape.height > 1 else "0.01"),
        ("style", quote(_style(shape)) if drawn else ""),
        ("fillcolor", quote(shape.fill) if drawn else ""),
        ("color", quote(shape.stroke) if drawn else ""),
        ("penwidth", _number(shape.weight) if drawn else ""),
        ("label", _label(shape.lines, shape.width, shape.height, shape.align)),
        ("tooltip", _tip(shape.about)),
        ("URL", quote(shape.url) if shape.url else ""),
    ]
    return f"  {quote(shape.id)} [{_attributes(attributes)}];"


def _style(shape: Shape) -> str:
    rounded = "rounded," if shape.outline == "box" else ""
    return f"{rounded}filled" + ("" if shape.style == "solid" else f",{shape.style}")


def _label(lines: Sequence[Span], width: float, height: float, align: str, fill: str = "") -> str:
    """Return lines of text as a table, each line a row, so that every engine sets them alike."""
    if not lines:
        return '""'
    side = align.upper()
    ground = f' BGCOLOR="{fill}"' if fill else ""
    rows = "".join(f'<TR><TD ALIGN="{side}">{_span(line)}</TD></TR>' for line in lines)
    fixed = f' FIXEDSIZE="TRUE" WIDTH="{round(width)}" HEIGHT="{round(height)}"' if align == "left" else ""
    return f'<<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="0" CELLSPACING="0"{ground}{fixed}>{rows}</TABLE>>'


def _span(line: Span) -> str:
    text = _html(line.text) or " "
    font = f'<FONT POINT-SIZE="{_number(line.size)}" COLOR="{line.colour}">'
    return f"{font}<B>{text}</B></FONT>" if line.bold else f"{font}{text}</FONT>"


def _stroke(stroke: Stroke, height: float) -> str:
    points = [_up(point, height) for point in stroke.points]
    colour = f"{stroke.colour}:{stroke.colour}" if stroke.hollow else stroke.colour  # the second paints the tail's head
    label = _label(stroke.label, 0, 0, "center", stroke.label_fill)
    attributes = [
        ("id", quote(stroke.id)),
        ("class", quote(stroke.kind)),
        ("pos", f'"{_spline(points, stroke)}"'),
        ("color", quote(colour)),
        ("fillcolor", quote(stroke.colour)),
        ("penwidth", _number(stroke.weight)),
        ("style", stroke.style if stroke.style != "solid" else ""),
        ("arrowhead", stroke.arrow),
        ("arrowsize", _number(stroke.arrow_size) if stroke.arrow_size != ARROW_SIZE else ""),
        ("arrowtail", stroke.tail_arrow if stroke.tail_arrow != "none" else ""),
        ("dir", "both" if stroke.tail_arrow != "none" else ""),
        ("label", label if stroke.label else ""),
        ("lp", f'"{_xy(_up(stroke.label_at, height))}"' if stroke.label and stroke.label_at else ""),
        ("tooltip", _tip(stroke.about)),
        ("labeltooltip", _tip(stroke.about) if stroke.label else ""),
        ("URL", quote(stroke.url) if stroke.url else ""),
    ]
    return f"  {quote(stroke.tail or _CORNER)} -> {quote(stroke.head or _CORNER)} [{_attributes(attributes)}];"


def _spline(points: Sequence[XY], stroke: Stroke) -> str:
    """Return the way of a line as Bézier curves, with rounded corners and room for its heads."""
    ends = [_towards(points[0], points[1], arrow_length(stroke.tail_arrow, stroke.arrow_size)), *points[1:-1]]
    ends.append(_towards(points[-1], points[-2], arrow_length(stroke.arrow, stroke.arrow_size)))
    text = f"s,{_xy(points[0])} " if stroke.tail_arrow != "none" else ""
    text += f"e,{_xy(points[-1])} " if stroke.arrow != "none" else ""
    return text + " ".join(map(_xy, _curve(ends)))


def _towards(start: XY, goal: XY, distance: float) -> XY:
    whole = abs(goal.x - start.x) + abs(goal.y - start.y)
    part = min(1.0, distance / whole) if whole else 0.0
    return XY(start.x + (goal.x - start.x) * part, start.y + (goal.y - start.y) * part)


def _curve(points: Sequence[XY]) -> list[XY]:
    """Return the Bézier curves that follow straight stretches, with a small bend at each corner."""
    curve = [points[0]]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(_RADIUS, _distance(before, corner) / 2, _distance(corner, after) / 2)
        start, end = _towards(corner, before, radius), _towards(corner, after, radius)
        curve += [*_straight(curve[-1], start), corner, corner, end]
    return [*curve, *_straight(curve[-1], points[-1])]


def _straight(start: XY, end: XY) -> list[XY]:
    third = XY((end.x - start.x) / 3, (end.y - start.y) / 3)
    return [XY(start.x + third.x, start.y + third.y), XY(end.x - third.x, end.y - third.y), end]


def _distance(one: XY, other: XY) -> float:
    return abs(one.x - other.x) + abs(one.y - other.y)
