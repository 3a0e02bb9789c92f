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

    from graphmodel.diagram.layout import Layout
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


class Try(NamedTuple):
    """One way to make the layout fit."""

    deepest: int
    fill: float


_TRIES = (Try(4, 0.8), Try(3, 0.8), Try(2, 0.8), Try(1, 0.85), Try(1, 0.6))
_WORTHWHILE = 1.06


@dataclass(frozen=True, slots=True)
class Plan:
    """A page and where everything on it goes."""

    width: float
    height: float
    top: float
    """Where the picture starts, below title and legend."""
    left: float
    """Where boxes start, right of the names of the lanes."""
    layout: Layout
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
    layout, fits = _fitted(items, links, room)
    height = top + layout.depth + MARGIN + FOOT if paper == "screen" or not fits else high
    width = max(wide, layout.length + 2 * MARGIN + GUTTER + 2 * _INSET)
    left = MARGIN + GUTTER + _INSET + _centring(layout)
    return Plan(width, height, top, left, layout, levels, groups, fits)


def _centring(layout: Layout) -> float:
    """Return how far a layout has to move to stand in the middle."""
    ends = [end for rect in layout.boxes.values() for end in (rect.before, rect.after)]
    ends += [end for way in layout.ways.values() for step in way.steps for end in (step.start, step.end)]
    return (layout.length - max(ends) - min(ends)) / 2 if ends and not layout.columns else 0.0


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


def _fitted(
    items: Sequence[Item], links: Sequence[Link], room: tuple[float, float]
) -> tuple[Layout, bool]:
    """Return the layout with the most rows that fits, spaced out to fill the paper."""
    length, depth = room
    layout = None
    for deepest, fill in _TRIES:
        layout = arranged(items, links, length, deepest=deepest, fill=fill, spacing=_TIGHT)
        if layout.length <= length and layout.depth <= depth:
            return _loosened(items, links, room, Try(deepest, fill), layout), True
    assert layout is not None  # noqa: S101 - there is at least one way to try
    return layout, False


def _loosened(
    items: Sequence[Item], links: Sequence[Link], room: tuple[float, float], how: Try, tight: Layout
) -> Layout:
    """Return a layout spaced out as far as the paper has room, or the tight one."""
    length, depth = room
    boxes = sum({round(rect.across): rect.depth for rect in tight.boxes.values()}.values())
    for share in (1.0, 0.6):
        factor = min(_LOOSEST, 1 + share * (depth - tight.depth) / max(1.0, tight.depth - boxes))
        if factor < _WORTHWHILE:
            break
        loose = arranged(items, links, length, deepest=how.deepest, fill=how.fill, spacing=_TIGHT.scaled(factor))
        if loose.length <= length and loose.depth <= depth:
            return loose
    return tight
