"""Where everything goes: on one page if it fits in some layout, else on several, in type of the same size.

A page holds what stands above and below the picture, and the layout that can be drawn largest between them. Where none
fits, the picture goes on to further pages, and no line is lost: each box is at home on one page, together with those
inside it, and a line between boxes of two pages is drawn on one of them, where its far end stands once more as a pale
box that says on which page it is at home. So every line of the view is drawn exactly once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.display_list import XY, Frame
from graphmodel.diagram.dot import arrow_length
from graphmodel.diagram.heading import heading_height
from graphmodel.diagram.layout import Item, Link, RowStyle, Spacing, arrange, estimate_depth
from graphmodel.diagram.style import arrows
from graphmodel.diagram.text import box_text, line_label_size
from graphmodel.language.pictures import phrase
from graphmodel.model import Run
from graphmodel.schema import EDGE_KINDS, LEVELS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from graphmodel.diagram.layout import Arrangement, Lane, Layout, Point, Rect
    from graphmodel.diagram.scene import Box, Line, Scene
    from graphmodel.diagram.timeline import TimePlan
    from graphmodel.diagram.view import Paper, View
    from graphmodel.model import Level

__all__ = [
    "COLUMN_HEAD",
    "FOOT",
    "GUTTER",
    "HEAD_STRIP",
    "INSET",
    "MARGIN",
    "PAPER_SIZES",
    "Page",
    "PagePlan",
    "Room",
    "extent",
    "fit_layout",
    "paginate",
    "plan_page",
]

MARGIN = 22.0
GUTTER = 94.0
"""Room for the names of the lanes, where they run from the top down."""

COLUMN_HEAD = 28.0
"""Room for the headings of columns."""

COLUMN_GUTTER = 76.0
"""Room for them where the lanes run from left to right, and the columns across."""

HEAD_STRIP = 18.0
"""Room for the names of the lanes, where they run from left to right."""

INSET = 10.0
"""Between the edge of the lanes and what is in them."""

FOOT = 14.0
BESIDE = 2.0
"""Between a box and what is written on a line at its side."""

PAPER_SIZES: Mapping[Paper, tuple[float, float]] = {
    "A4": (841.89, 595.28),
    "A3": (1190.55, 841.89),
    "screen": (1280.0, 3 * 720.0),
}
"""Length and height; a page for the screen is as high as it needs to be, up to three screens."""


_TIGHT = Spacing()
_LOOSEST = 2.2
"""How much looser than the tightest spacing gets where there is room."""

_TRIES = (RowStyle(4, 0.8), RowStyle(2, 0.8), RowStyle(1, 0.85))
_LAST_TRY = RowStyle(1, 0.6)
_NEST_TRIES = (RowStyle(2, 0.8, 0.3), RowStyle(2, 0.9, 0.2), RowStyle(2, 0.8, 0.8))
"""What is tried besides where boxes stand inside others."""

_WORTHWHILE = 0.05
"""How much larger a picture has to become for rows to be given up."""

_ROUNDING = 1e-6
"""What the lengths of columns that fill the room may add up to more than it."""

_LARGEST = 1.5
_ZOOMS = (1.5, 1.4, 1.3, 1.2, 1.1)
"""How much larger than life columns are tried; as large as life they are laid out already."""


class Room(NamedTuple):
    """The room along and across the lanes, in points."""

    length: float
    depth: float


class _Fit(NamedTuple):
    """A layout, and how much larger than life it can be drawn; less than one where it does not fit."""

    layout: Layout
    zoom: float
    arrangement: Arrangement


def fit_layout(
    items: Sequence[Item], links: Sequence[Link], room: Room, *, first: bool = False
) -> tuple[Layout, float]:
    """Return a layout for some room, and how much larger than life it can be drawn in it.

    Parameters
    ----------
    items
        The boxes.
    links
        The lines.
    room
        The room.
    first
        Whether the first layout that fits is enough, because only that is asked.

    Returns
    -------
    tuple
        The layout, and a factor between 1 and 1.5; below 1 where nothing fits.
    """
    best: _Fit | None = None
    for style in (*_TRIES, *(_NEST_TRIES if any(item.inside for item in items) else ())):
        enough = best.zoom if best else 1.0
        if room.depth < estimate_depth(items, links, room.length, style) * enough:
            continue
        fit = _try(items, links, room, style)
        if best is None or fit.zoom > best.zoom + (_WORTHWHILE if best.zoom >= 1 else 0.0):
            best = fit
        elif best.zoom >= 1:
            break
        if first and best.zoom >= 1:
            return best.layout, best.zoom
    if best is None or best.zoom < 1:
        last = _try(items, links, room, _LAST_TRY)
        best = last if best is None or last.zoom > best.zoom else best
    if best.zoom < 1:
        return best.layout, best.zoom
    zoom = min(best.zoom, _LARGEST)
    return _loosen(best, room.depth / zoom), zoom


def _try(items: Sequence[Item], links: Sequence[Link], room: Room, style: RowStyle) -> _Fit:
    arrangement = arrange(items, links, room.length, style)
    layout = arrangement.layout(_TIGHT)
    first, last = extent(layout)
    if layout.columns and layout.length <= room.length + _ROUNDING:
        return _try_columns(items, links, room, style) or _Fit(layout, min(1.0, room.depth / layout.depth), arrangement)
    if layout.columns or layout.length > room.length + _ROUNDING:
        return _Fit(layout, min(1.0, room.length / layout.length, room.depth / layout.depth), arrangement)
    return _Fit(layout, min(room.length / max(last - first, 1.0), room.depth / layout.depth), arrangement)


def _try_columns(items: Sequence[Item], links: Sequence[Link], room: Room, style: RowStyle) -> _Fit | None:
    """Return the layout with columns that fits largest, if larger than life: columns fill the room, so try each."""
    for zoom in _ZOOMS:
        arrangement = arrange(items, links, room.length / zoom, style)
        layout = arrangement.layout(_TIGHT)
        if layout.length <= room.length / zoom + _ROUNDING and layout.depth <= room.depth / zoom:
            return _Fit(layout, zoom, arrangement)
    return None


def extent(layout: Layout) -> tuple[float, float]:
    """Return the first and the last place along that a layout takes up; all of it where it has columns."""
    if layout.columns or not layout.boxes:
        return 0.0, layout.length
    ends = [end for rect in layout.boxes.values() for end in (rect.before, rect.after)]
    ends += [end for route in layout.routes.values() for part in route.segments for end in (part.start, part.end)]
    return min(ends), max(ends)


def _loosen(best: _Fit, depth: float) -> Layout:
    """Return a layout spaced out as far as there is room, or the tight one."""
    boxes = sum({round(rect.across): rect.depth for rect in best.layout.boxes.values()}.values())
    for share in (1.0, 0.6):
        spare = share * (depth - best.layout.depth)
        factor = min(_LOOSEST, 1 + spare / max(1.0, best.layout.depth - boxes))
        loose = best.arrangement.layout(_TIGHT.scaled(factor)) if factor > 1 else best.layout
        if loose.depth <= depth:
            return loose
    return best.layout


_LANE_GAP = 2.0


@dataclass(frozen=True, slots=True)
class PagePlan:
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
    slack: float
    """How much deeper than in the layout each lane is, because the page has room."""
    groups: tuple[str, ...]
    """The counties, regions or columns of the view in order; what belongs to none stands after the last."""

    def xy(self, point: Point) -> XY:
        """Return the place of a point of the layout on the page."""
        passed = sum(lane.end <= point.across for lane in self.layout.lanes[:-1])
        along, across = point.along * self.zoom, point.across * self.zoom + (passed + 0.5) * self.slack
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
            y, height = self.origin.y + start * self.zoom, (end - start) * self.zoom - _LANE_GAP
            return Frame(self.area.x - COLUMN_GUTTER, y, COLUMN_GUTTER - _LANE_GAP, height)
        x = self.origin.x + start * self.zoom
        return Frame(x, self.area.y - COLUMN_HEAD, (end - start) * self.zoom - _LANE_GAP, COLUMN_HEAD - _LANE_GAP)

    def reading_order(self) -> list[str]:
        """Return the boxes from the first lane to the last, each row from its start."""
        places = self.layout.boxes
        return sorted(places, key=lambda id_: (round(places[id_].across), places[id_].along))

    def lane(self, lane: Lane) -> tuple[Frame, Frame]:
        """Return the place of a lane on the page, and of its head, in which its name stands."""
        start = lane.start * self.zoom + self.layout.lanes.index(lane) * self.slack
        size = (lane.end - lane.start) * self.zoom + self.slack - _LANE_GAP
        if self.turned:
            whole = Frame(self.origin.x + start, self.area.y, size, self.area.height)
            return whole, whole._replace(height=HEAD_STRIP)
        whole = Frame(self.area.x, self.origin.y + start, self.area.width, size)
        return whole, whole._replace(width=GUTTER)


class Page(NamedTuple):
    """A page: where everything goes, what it shows, and all that shares its layout."""

    plan: PagePlan | TimePlan
    scene: Scene
    scenes: tuple[Scene, ...]


def plan_page(scenes: Sequence[Scene], view: View, paper: Paper, *, first: bool = False) -> PagePlan:
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
    groups = _groups(scenes, view, boxes)
    heads = bool(groups)
    top = MARGIN + heading_height(scenes, view, wide - 2 * MARGIN) + 8 + (COLUMN_HEAD if heads and not turned else 0)
    side = COLUMN_GUTTER if heads and turned else 0.0
    room = _room(wide - 2 * MARGIN - side, high - top - MARGIN - FOOT, turned=turned)
    items = _items(boxes, levels, groups, turned=turned, alone=not view.columns)
    links = _links([line for scene in scenes for line in scene.lines.values()], turned=turned)
    layout, fit = fit_layout(items, links, room, first=first)
    return _plan(
        layout,
        fit,
        levels,
        groups,
        XY(MARGIN + side, top),
        PAPER_SIZES[paper],
        turned=turned,
        as_high=paper == "screen",
    )


def _room(wide: float, high: float, *, turned: bool) -> Room:
    if turned:
        return Room(high - HEAD_STRIP - 2 * INSET, wide)
    return Room(wide - GUTTER - 2 * INSET, high)


def _plan(  # noqa: PLR0913, PLR0917 - a page with all that it depends on
    layout: Layout,
    fit: float,
    levels: tuple[Level, ...],
    groups: Sequence[str],
    corner: XY,
    size: tuple[float, float],
    *,
    turned: bool,
    as_high: bool,
) -> PagePlan:
    """Put a layout in the middle of its page, which grows where it does not fit."""
    zoom, top = max(1.0, fit), corner.y
    first, last = (end * zoom for end in extent(layout))
    room = size[0] - corner.x - MARGIN if turned else 0.0 if as_high else size[1] - top - MARGIN - FOOT
    slack = max(0.0, room - layout.depth * zoom) / max(1, len(layout.lanes))
    depth = layout.depth * zoom + slack * len(layout.lanes)
    least = (depth, last - first + HEAD_STRIP + 2 * INSET) if turned else (last - first + GUTTER + 2 * INSET, depth)
    width = max(size[0], least[0] + corner.x + MARGIN)
    height = top + least[1] + MARGIN + FOOT
    height = height if as_high else max(size[1], height)
    if turned:
        area = Frame(corner.x, top, width - corner.x - MARGIN, height - top - MARGIN - FOOT)
        spare = area.height - HEAD_STRIP - 2 * INSET - (last - first)
        origin = XY(corner.x + (area.width - depth) / 2, top + HEAD_STRIP + INSET + spare / 2 - first)
    else:
        area = Frame(MARGIN, top, width - 2 * MARGIN, depth)
        spare = area.width - GUTTER - 2 * INSET - (last - first)
        origin = XY(MARGIN + GUTTER + INSET + spare / 2 - first, top)
    return PagePlan(width, height, area, origin, layout, zoom, fit >= 1, levels, turned, slack, tuple(groups))


def _groups(scenes: Sequence[Scene], view: View, boxes: Iterable[Box]) -> list[str]:
    """Return the columns: those of the view, counties by number, which runs round the country, regions by name."""
    nodes = scenes[0].record.nodes
    if view.columns:
        return [str(place) for place in range(len(view.columns))]
    return sorted({box.group for box in boxes if box.group}, key=lambda id_: (nodes[id_].number or "", nodes[id_].name))


def _items(
    boxes: Sequence[Box], levels: Sequence[Level], groups: Sequence[str], *, turned: bool, alone: bool
) -> list[Item]:
    """Return the boxes to place, each large enough for what it says on any of the days.

    With ``alone`` what belongs to no group stands by itself after the groups of its lane, and not among their members.
    """
    in_groups = {box.level for box in boxes if box.group}
    group_of = {box.id: box.group for box in reversed(boxes) if box.group}
    items: dict[str, Item] = {}
    for box in boxes:
        text = box_text(box)
        length, depth = (text.height, text.width) if turned else (text.width, text.height)
        known = items.get(box.id)
        if known:
            length, depth = max(length, known.length), max(depth, known.depth)
        group = group_of.get(box.id)
        column = groups.index(group) if group else len(groups) if alone and box.level in in_groups else None
        items[box.id] = Item(box.id, length, depth, levels.index(box.level), column, box.inside)
    return list(items.values())


def _links(lines: Iterable[Line], *, turned: bool) -> list[Link]:
    """Return the lines to place, each with room for what stands on it on any of the days."""
    links: dict[str, Link] = {}
    for line in lines:
        wide, high = line_label_size(line)
        along, across = (high, wide + 2 * BESIDE) if turned else (wide, high)
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


_EVEN = (1.1, 1.4, 1.2)
"""How much fuller than the average a page may be when boxes and lines are shared out evenly; what is tried in turn."""

_LEAST_FULL = 1 / 3
"""How full the emptiest page has to be, against the average, for no other way to be tried."""

_LEAST = 2


class _Page(NamedTuple):
    """The boxes at home on a page, those repeated on it, and its lines."""

    homes: frozenset[str]
    repeated: frozenset[str]
    lines: frozenset[str]


def paginate(scenes: Sequence[Scene], view: View, paper: Paper) -> tuple[Page, ...]:
    """Return the pages of a picture, each showing the last of some scenes.

    Parameters
    ----------
    scenes
        The view on one or several days, which share the layout.
    view
        The view.
    paper
        The paper.

    Returns
    -------
    tuple of Page
        One page where everything fits, if need be without the names of what is folded; every line stands on one page.
    """
    whole = plan_page(scenes, view, paper)
    if whole.fits:
        return (Page(whole, scenes[-1], tuple(scenes)),)
    if any(box.members for scene in scenes for box in scene.boxes.values()):
        scenes = [_without_members(scene) for scene in scenes]
        whole = plan_page(scenes, view, paper)
    if whole.fits:
        return (Page(whole, scenes[-1], tuple(scenes)),)
    if len({id_ for scene in scenes for id_ in scene.boxes}) <= _LEAST:
        return (_page(scenes, view, paper),)
    pages = _Splitter(scenes, view, paper).pages()
    home = {id_: number for number, page in enumerate(pages, 1) for id_ in page.homes}
    return tuple(_page([_part(scene, page, home) for scene in scenes], view, paper) for page in pages)


def _page(scenes: Sequence[Scene], view: View, paper: Paper) -> Page:
    """Return a page; one that is larger than the paper says so."""
    planned = plan_page(scenes, view, paper)
    if not planned.fits:
        remark = phrase("too large", scenes[-1].lang)
        scenes = [replace(scene, remarks=(*scene.remarks, remark)) for scene in scenes]
        planned = plan_page(scenes, view, paper)
    return Page(planned, scenes[-1], tuple(scenes))


def _without_members(scene: Scene) -> Scene:
    """Return a scene whose folded boxes list no names, and that says so."""
    boxes = {id_: replace(box, members=()) for id_, box in scene.boxes.items()}
    return replace(scene, boxes=boxes, remarks=(*scene.remarks, phrase("without members", scene.lang)))


def _part(scene: Scene, page: _Page, home: Mapping[str, int]) -> Scene:
    """Return what a page shows of a scene."""
    kept = scene.keeping(page.homes | page.repeated)
    told = {
        id_: replace(box, members=(), inside="", doubts="", elsewhere=_where(scene, home.get(id_)))
        for id_, box in kept.boxes.items()
        if id_ in page.repeated
    }
    lines = {id_: line for id_, line in kept.lines.items() if id_ in page.lines}
    return replace(kept, boxes={**kept.boxes, **told}, lines=lines)


def _where(scene: Scene, number: int | None) -> str:
    return phrase("elsewhere", scene.lang).format(n=number or 9)


def _emptiest(pages: Sequence[_Page]) -> float:
    """Return how full the emptiest of some pages is, against the average."""
    things = [len(page.homes) + len(page.repeated) + len(page.lines) for page in pages]
    return min(things) * len(things) / sum(things)


class _Splitter:
    """Shares the lines of a picture out among pages, what belongs together first."""

    def __init__(self, scenes: Sequence[Scene], view: View, paper: Paper) -> None:
        self.scenes = scenes
        self.view = view
        self.paper = paper
        boxes = {id_: box for scene in scenes for id_, box in scene.boxes.items()}
        self.ends = {id_: (line.tail, line.head) for scene in scenes for id_, line in scene.lines.items()}
        self.together: dict[str, set[str]] = {}
        for id_ in boxes:
            outermost = id_
            while boxes[outermost].inside:
                outermost = boxes[outermost].inside
            self.together.setdefault(outermost, set()).add(id_)
        self.unit = {id_: unit for unit in self.together.values() for id_ in unit}

    def pages(self) -> list[_Page]:
        """Return as few pages as there can be, and about equally full ones: all, or those after the first few."""
        pages = self._filled(self._pages(len(self.ends) + len(self.unit), self.ends, self.unit))
        best = pages
        for full, fuller in product(range(len(pages) - 1), _EVEN):
            first, rest = pages[:full], pages[full:]
            lines = {id_ for page in rest for id_ in page.lines}
            waiting = {id_ for page in rest for id_ in page.homes}
            most = int((len(lines) + len(waiting)) / len(rest) * fuller) + 1
            even = [*first, *self._pages(most, lines, waiting)]
            if len(even) <= len(pages) and _emptiest(even) > _emptiest(best):
                best = even
            if _emptiest(best) >= _LEAST_FULL:
                break
        return best

    def _filled(self, pages: list[_Page]) -> list[_Page]:
        """Put boxes without lines, which come last, where earlier pages have room, if all of a last page find some."""
        *before, last = pages
        waiting = set() if last.lines else set(last.homes)
        if not waiting:
            return pages
        while waiting:
            unit = self.unit[min(waiting)]
            fuller = ((place, page._replace(homes=page.homes | unit)) for place, page in enumerate(before))
            room = next(((place, page) for place, page in fuller if self._fits(page)), None)
            if room is None:
                return pages
            before[room[0]] = room[1]
            waiting -= unit
        return before

    def _pages(self, most: int, lines: Iterable[str], waiting: Iterable[str]) -> list[_Page]:
        lines, waiting = set(lines), set(waiting)
        pages: list[_Page] = []
        while lines or waiting:
            page = self._fullest(self._gathered(lines, waiting), lines, waiting, most)
            pages.append(page)
            lines -= page.lines
            waiting -= page.homes
        return pages

    def _fullest(self, order: Sequence[str], lines: Collection[str], waiting: Collection[str], most: int) -> _Page:
        """Return the page with the most of some boxes, in order, that fits."""
        low, high = _LEAST + 1, len(order)
        best = self._page(order[:_LEAST], lines, waiting)
        while low <= high:
            middle = (low + high) // 2
            page = self._page(order[:middle], lines, waiting)
            if len(page.lines) + len(page.homes) <= most and self._fits(page):
                best, low = page, middle + 1
            else:
                high = middle - 1
        return best

    def _page(self, boxes: Sequence[str], lines: Collection[str], waiting: Collection[str]) -> _Page:
        homes = {id_ for box in boxes if box in waiting for id_ in self.unit[box]}
        shown = homes.union(boxes)
        drawn = frozenset(id_ for id_ in lines if shown.issuperset(self.ends[id_]))
        reached = {end for id_ in drawn for end in self.ends[id_]}
        return _Page(frozenset(homes), frozenset(reached - homes), drawn)

    def _fits(self, page: _Page) -> bool:
        parts = [_part(scene, page, {}) for scene in self.scenes]
        return plan_page(parts, self.view, self.paper, first=True).fits

    def _gathered(self, lines: Collection[str], waiting: Collection[str]) -> list[str]:
        """Return boxes in the order in which they belong together: always the one tied most to those before it."""
        ties: dict[str, list[str]] = {}
        for tail, head in (self.ends[id_] for id_ in sorted(lines)):
            ties.setdefault(tail, []).append(head)
            ties.setdefault(head, []).append(tail)
        pull = dict.fromkeys({*ties, *waiting}, 0)
        order: list[str] = []
        while pull:
            best = min(pull, key=lambda id_: (-pull[id_], -len(ties.get(id_, ())), id_))
            unit = self.unit[best] & pull.keys() if best in waiting else {best}
            for id_ in sorted(unit, key=lambda id_: (id_ != best, id_)):
                del pull[id_]
                order.append(id_)
            for id_ in unit:
                for other in ties.get(id_, ()):
                    if other in pull:
                        pull[other] += 1
        return order
