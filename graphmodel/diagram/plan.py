"""Room on the paper: the page, what stands above and below the picture, and a layout that fits between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.boxes import text_of
from graphmodel.diagram.chips import chip_extent
from graphmodel.diagram.dot import arrow_length
from graphmodel.diagram.heading import heading_height
from graphmodel.diagram.layout import Item, Link, Spacing, arranged
from graphmodel.diagram.palette import STYLES
from graphmodel.model import Run
from graphmodel.schema import EDGE_KINDS, LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graphmodel.diagram.layout import Arrangement, Layout
    from graphmodel.diagram.scene import Box, Line, Scene
    from graphmodel.diagram.view import Paper, View
    from graphmodel.model import Level

__all__ = ["GUTTER", "MARGIN", "PAPER_SIZES", "Plan", "plan"]

MARGIN = 22.0
GUTTER = 86.0
"""Room for the names of the lanes."""

FOOT = 14.0
PAPER_SIZES: Mapping[Paper, tuple[float, float]] = {
    "A4": (841.89, 595.28),
    "A3": (1190.55, 841.89),
    "screen": (1280.0, 20_000.0),
}
"""Length and height in points; a page for the screen is as high as it needs to be."""

_INSET = 10.0
_TIGHT = Spacing()
_LOOSEST = 2.2
"""How much looser than the tightest spacing gets where the paper has room."""


_TRIES = ((4, 0.8), (2, 0.8), (1, 0.85), (1, 0.6))
"""The most rows of a lane, and how full they may be."""

_WORTHWHILE = 0.05
"""How much larger a picture has to become for rows to be given up."""

_LARGEST = 1.5


@dataclass(frozen=True, slots=True)
class Plan:
    """A page and where everything on it goes."""

    width: float
    height: float
    top: float
    """Where the picture starts, below title and legend."""
    left: float
    """Where the layout's own measure starts."""
    layout: Layout
    zoom: float
    """How much larger than life the picture is drawn; its type with it."""
    levels: tuple[Level, ...]
    """The lanes, from the top."""
    groups: tuple[str, ...]
    """The columns."""
    fits: bool


def plan(scenes: Sequence[Scene], view: View, paper: Paper) -> Plan:
    """Return a layout for one or several scenes together, so that what they share stands in one place.

    Parameters
    ----------
    scenes
        The view on one or several days.
    view
        Its title, direction and grouping.
    paper
        The paper.

    Returns
    -------
    Plan
        The roomiest layout that fits the paper; the tightest where none does.
    """
    wide, high = PAPER_SIZES[paper]
    boxes = [box for scene in scenes for box in scene.boxes.values()]
    levels = tuple(sorted({box.level for box in boxes}, key=LEVELS.index, reverse=True))
    groups = tuple(sorted({box.group for box in boxes if box.group}, key=lambda id_: _group_order(scenes, id_)))
    top = MARGIN + heading_height(scenes, view, wide - 2 * MARGIN) + 8
    room = (wide - 2 * MARGIN - GUTTER - 2 * _INSET, high - top - MARGIN - FOOT)
    items = _items(boxes, levels, groups)
    links = _links([line for scene in scenes for line in scene.lines.values()])
    layout, fit = _fitted(items, links, room)
    zoom = max(1.0, fit)
    height = top + layout.depth * zoom + MARGIN + FOOT
    height = height if paper == "screen" else max(high, height)
    first, last = (0.0, layout.length) if layout.columns else _extent(layout)
    width = max(wide, (last - first) * zoom + 2 * MARGIN + GUTTER + 2 * _INSET)
    middle = (MARGIN + GUTTER + width - MARGIN) / 2
    return Plan(width, height, top, middle - zoom * (first + last) / 2, layout, zoom, levels, groups, fit >= 1)


def _extent(layout: Layout) -> tuple[float, float]:
    """Return the first and the last place along that anything takes up."""
    ends = [end for rect in layout.boxes.values() for end in (rect.before, rect.after)]
    ends += [end for way in layout.ways.values() for step in way.steps for end in (step.start, step.end)]
    return min(ends, default=0.0), max(ends, default=layout.length)


def _group_order(scenes: Sequence[Scene], id_: str) -> tuple[str, str]:
    """Order counties by their official number, which runs round the country, and regions by name."""
    node = scenes[0].record.nodes[id_]
    return (node.number or "", node.name)


def _items(boxes: Iterable[Box], levels: Sequence[Level], groups: Sequence[str]) -> list[Item]:
    items: dict[str, Item] = {}
    for box in boxes:
        text = text_of(box)
        known = items.get(box.id)
        items[box.id] = Item(
            box.id,
            max(text.width, known.length if known else 0.0),
            max(text.height, known.depth if known else 0.0),
            levels.index(box.level),
            groups.index(box.group) if box.group else None,
        )
    return list(items.values())


def _links(lines: Iterable[Line]) -> list[Link]:
    links: dict[str, Link] = {}
    for line in lines:
        known = links.get(line.id)
        along, across = chip_extent(line)
        if known:
            along, across = max(along, known.label[0]), max(across, known.label[1])
        links[line.id] = _link(line, (along, across))
    return list(links.values())


def _link(line: Line, label: tuple[float, float]) -> Link:
    style = STYLES[line.type]
    above, rank = _above(line)
    return Link(
        id=line.id,
        tail=line.tail,
        head=line.head,
        above=above,
        rank=rank,
        look=f"{line.type} {line.called_for}",
        label=label,
        point=(6.0, arrow_length(style.head)),
        both=style.both,
    )


def _above(line: Line) -> tuple[str | None, int]:
    """Return which end stands above the other, and how much that matters: a whole above its parts before all else."""
    flows = EDGE_KINDS[line.type].flows
    authority, voice = flows.get("authority"), flows.get("voice")
    if authority is Run.BACKWARD:
        return line.head, 0 if voice else 2
    if authority is Run.FORWARD:
        return line.tail, 1
    return (line.head, 3) if voice is Run.FORWARD else (None, 4)


class _Fit(NamedTuple):
    """A layout, and how much larger than life it can be drawn on the paper; less than one where it does not fit."""

    layout: Layout
    zoom: float
    arrangement: Arrangement


def _fitted(items: Sequence[Item], links: Sequence[Link], room: tuple[float, float]) -> tuple[Layout, float]:
    """Return the layout that can be drawn largest, spaced out to fill the paper, and how large."""
    best: _Fit | None = None
    for deepest, fill in _TRIES:
        fit = _tried(items, links, room, deepest, fill)
        if best is None or fit.zoom > best.zoom + _WORTHWHILE:
            best = fit
        elif best.zoom >= 1:
            break
    assert best is not None  # noqa: S101 - there is at least one way to try
    if best.zoom < 1:
        return best.layout, best.zoom
    zoom = min(best.zoom, _LARGEST)
    return _loosened(best, room[1] / zoom), zoom


def _tried(items: Sequence[Item], links: Sequence[Link], room: tuple[float, float], deepest: int, fill: float) -> _Fit:
    length, depth = room
    arrangement = arranged(items, links, length, deepest=deepest, fill=fill)
    layout = arrangement.layout(_TIGHT)
    first, last = _extent(layout)
    if layout.columns or layout.length > length:
        return _Fit(layout, min(1.0, length / layout.length, depth / layout.depth), arrangement)
    return _Fit(layout, min(length / max(last - first, 1.0), depth / layout.depth), arrangement)


def _loosened(best: _Fit, depth: float) -> Layout:
    """Return a layout spaced out as far as the paper has room, or the tight one."""
    boxes = sum({round(rect.across): rect.depth for rect in best.layout.boxes.values()}.values())
    for share in (1.0, 0.6):
        spare = share * (depth - best.layout.depth)
        factor = min(_LOOSEST, 1 + spare / max(1.0, best.layout.depth - boxes))
        loose = best.arrangement.layout(_TIGHT.scaled(factor)) if factor > 1 else best.layout
        if loose.depth <= depth:
            return loose
    return best.layout
