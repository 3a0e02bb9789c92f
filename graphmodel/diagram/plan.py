"""Where everything on a page goes: the paper, what stands above and below the picture, and the layout between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.boxes import text_of
from graphmodel.diagram.chips import chip_extent
from graphmodel.diagram.dot import arrow_length
from graphmodel.diagram.fit import Room, extent, fitted
from graphmodel.diagram.heading import heading_height
from graphmodel.diagram.layout import Item, Link
from graphmodel.diagram.looks import arrows
from graphmodel.diagram.paper import COLUMN_HEAD, FOOT, GUTTER, HEAD_STRIP, INSET, MARGIN, PAPER_SIZES
from graphmodel.diagram.sheet import XY, Frame
from graphmodel.model import Run
from graphmodel.schema import EDGE_KINDS, LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graphmodel.diagram.layout import Lane, Layout, Point, Rect
    from graphmodel.diagram.scene import Box, Line, Scene
    from graphmodel.diagram.timeline import TimePlan
    from graphmodel.diagram.view import Paper, View
    from graphmodel.model import Level

__all__ = ["Leaf", "Plan", "plan"]

_LANE_GAP = 2.0


@dataclass(frozen=True, slots=True)
class Plan:
    """A page and where everything on it goes."""

    width: float
    height: float
    area: Frame
    """The picture, with the names of its lanes."""
    origin: XY
    """Where the layout's own measure starts."""
    layout: Layout
    zoom: float
    """How much larger than life the picture is drawn, its type with it."""
    fits: bool
    levels: tuple[Level, ...]
    """The lanes in order."""
    turned: bool
    """Whether lanes run from left to right instead of from the top down."""

    def xy(self, point: Point) -> XY:
        """Return the place of a point of the layout on the page."""
        along, across = point.along * self.zoom, point.across * self.zoom
        if self.turned:
            return XY(self.origin.x + across, self.origin.y + along)
        return XY(self.origin.x + along, self.origin.y + across)

    def frame(self, rect: Rect) -> Frame:
        """Return the place of a box on the page."""
        size = (rect.depth, rect.length) if self.turned else (rect.length, rect.depth)
        wide, high = size[0] * self.zoom, size[1] * self.zoom
        centre = self.xy(rect.centre)
        return Frame(centre.x - wide / 2, centre.y - high / 2, wide, high)

    def column(self, start: float, end: float) -> Frame:
        """Return the place on the page of the heading of a column, by the start and end of the column."""
        if self.turned:
            return Frame(self.area.x, self.origin.y + start * self.zoom, GUTTER, (end - start) * self.zoom)
        x = self.origin.x + start * self.zoom
        return Frame(x, self.area.y - COLUMN_HEAD, (end - start) * self.zoom - _LANE_GAP, COLUMN_HEAD - _LANE_GAP)

    def reading_order(self) -> list[str]:
        """Return the boxes from the first lane to the last, each row from its start."""
        places = self.layout.boxes
        return sorted(places, key=lambda id_: (round(places[id_].across), places[id_].along))

    def lane(self, lane: Lane) -> tuple[Frame, Frame]:
        """Return the place of a lane on the page, and of its head, in which its name stands."""
        start, size = lane.start * self.zoom, (lane.end - lane.start) * self.zoom - _LANE_GAP
        if self.turned:
            whole = Frame(self.origin.x + start, self.area.y, size, self.area.height)
            return whole, whole._replace(height=HEAD_STRIP)
        whole = Frame(self.area.x, self.origin.y + start, self.area.width, size)
        return whole, whole._replace(width=GUTTER)


class Leaf(NamedTuple):
    """A page: where everything goes, what it shows, and all that shares its layout."""

    plan: Plan | TimePlan
    scene: Scene
    scenes: tuple[Scene, ...]


def plan(scenes: Sequence[Scene], view: View, paper: Paper, *, first: bool = False) -> Plan:
    """Return a layout for one or several scenes together, so that what they share stands in one place.

    Parameters
    ----------
    scenes
        The view on one or several days.
    view
        Its title, direction and grouping.
    paper
        The paper.
    first
        Whether the first layout that fits is enough, because only that is asked.

    Returns
    -------
    Plan
        The layout that can be drawn largest; where none fits, a page that is larger than the paper.
    """
    turned = view.direction == "right"
    wide, high = PAPER_SIZES[paper]
    boxes = [box for scene in scenes for box in scene.boxes.values()]
    levels = tuple(sorted({box.level for box in boxes}, key=LEVELS.index, reverse=True))
    top = MARGIN + heading_height(scenes, view, wide - 2 * MARGIN) + 8 + (COLUMN_HEAD if view.columns else 0)
    room = _room(wide - 2 * MARGIN, high - top - MARGIN - FOOT, turned=turned)
    items = _items(boxes, levels, _groups(scenes, view, boxes), turned=turned)
    links = _links([line for scene in scenes for line in scene.lines.values()], turned=turned)
    layout, fit = fitted(items, links, room, first=first)
    return _plan(layout, fit, levels, top, PAPER_SIZES[paper], turned=turned, as_high=paper == "screen")


def _room(wide: float, high: float, *, turned: bool) -> Room:
    if turned:
        return Room(high - HEAD_STRIP - 2 * INSET, wide)
    return Room(wide - GUTTER - 2 * INSET, high)


def _plan(  # noqa: PLR0913 - a page with all that it depends on
    layout: Layout,
    fit: float,
    levels: tuple[Level, ...],
    top: float,
    size: tuple[float, float],
    *,
    turned: bool,
    as_high: bool,
) -> Plan:
    """Put a layout in the middle of its page, which grows where it does not fit."""
    zoom = max(1.0, fit)
    first, last = (end * zoom for end in extent(layout))
    depth = layout.depth * zoom
    least = (depth, last - first + HEAD_STRIP + 2 * INSET) if turned else (last - first + GUTTER + 2 * INSET, depth)
    width = max(size[0], least[0] + 2 * MARGIN)
    height = top + least[1] + MARGIN + FOOT
    height = height if as_high else max(size[1], height)
    if turned:
        area = Frame(MARGIN, top, width - 2 * MARGIN, height - top - MARGIN - FOOT)
        spare = area.height - HEAD_STRIP - 2 * INSET - (last - first)
        origin = XY(MARGIN + (area.width - depth) / 2, top + HEAD_STRIP + INSET + spare / 2 - first)
    else:
        area = Frame(MARGIN, top, width - 2 * MARGIN, depth)
        spare = area.width - GUTTER - 2 * INSET - (last - first)
        origin = XY(MARGIN + GUTTER + INSET + spare / 2 - first, top)
    return Plan(width, height, area, origin, layout, zoom, fit >= 1, levels, turned)


def _groups(scenes: Sequence[Scene], view: View, boxes: Iterable[Box]) -> list[str]:
    """Return the columns: those of the view, counties by number, which runs round the country, regions by name."""
    nodes = scenes[0].record.nodes
    if view.columns:
        return [str(place) for place in range(len(view.columns))]
    return sorted({box.group for box in boxes if box.group}, key=lambda id_: (nodes[id_].number or "", nodes[id_].name))


def _items(boxes: Iterable[Box], levels: Sequence[Level], groups: Sequence[str], *, turned: bool) -> list[Item]:
    """Return the boxes to place, each large enough for what it says on any of the days."""
    items: dict[str, Item] = {}
    for box in boxes:
        text = text_of(box)
        length, depth = (text.height, text.width) if turned else (text.width, text.height)
        known = items.get(box.id)
        if known:
            length, depth = max(length, known.length), max(depth, known.depth)
        column = groups.index(box.group) if box.group else None
        items[box.id] = Item(box.id, length, depth, levels.index(box.level), column, box.inside)
    return list(items.values())


def _links(lines: Iterable[Line], *, turned: bool) -> list[Link]:
    """Return the lines to place, each with room for what stands on it on any of the days."""
    links: dict[str, Link] = {}
    for line in lines:
        wide, high = chip_extent(line)
        along, across = (high, wide) if turned else (wide, high)
        known = links.get(line.id)
        if known:
            along, across = max(along, known.label[0]), max(across, known.label[1])
        links[line.id] = _link(line, (along, across))
    return list(links.values())


def _link(line: Line, label: tuple[float, float]) -> Link:
    at_tail, at_head = arrows(line)
    above, rank = _above(line)
    return Link(
        id=line.id,
        tail=line.tail,
        head=line.head,
        above=above,
        rank=rank,
        look=f"{line.forth} {line.back} {line.called_for} {line.change.value}",
        label=label,
        point=(6.0, max(arrow_length(at_tail), arrow_length(at_head))),
        both=at_tail != "none",
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
