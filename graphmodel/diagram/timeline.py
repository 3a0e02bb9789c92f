"""A view along a time axis: every body, programme and decision a row with its period, every tie where it began.

A period is a bar whose ends are soft where the day is not known; a decision is a mark, from which a thin line runs on
for as long as it holds. A tie stands at its first day or, where that is not known, somewhere in the time in which it
lies.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.display_list import XY, DisplayList, Frame, Panel, Shape, Span, Stroke
from graphmodel.diagram.dot import ARROW_SIZE
from graphmodel.diagram.heading import foot, heading, heading_height, title_words
from graphmodel.diagram.pages import FOOT, MARGIN, PAPER_SIZES
from graphmodel.diagram.sentences import box_sentence, citation_texts, first_url, line_sentence
from graphmodel.diagram.style import INK, LANE_FILLS, QUIET, STRONG_FILL, arrows, box_style, line_style
from graphmodel.diagram.text import clip, line_label, line_label_size, width, wrap
from graphmodel.language import period_in_words
from graphmodel.language.pictures import GOES_ON, join_names, phrase
from graphmodel.period import ALWAYS, UNKNOWN, Validity, parse
from graphmodel.schema import LEVELS, level_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graphmodel.diagram.scene import Box, Line, Scene
    from graphmodel.diagram.view import Paper, View
    from graphmodel.model import Graph, Node
    from graphmodel.period import Bounds

__all__ = ["TimePlan", "begun_by", "over_time", "time_display_list", "time_plan"]

_NAMES = 222.0
"""Room for the names of the rows."""

_HEAD, _TICKS, _BAR = 15.0, 16.0, 13.0
_BETWEEN = 5.0
"""Between what stands on lines and the rows above and below it."""

_APART, _CLEAR = 6.0, 3.0
"""Between lines, and between a line and what is written on it or another."""

_NEAR, _BEYOND = 14.0, 60.0
"""How late a line may stand beside others that began when it did, and how late where it finds no room even so."""

_MOST_MOVES = 100
"""How many lines are placed anew in all, because another takes their room."""

_FURTHER = 5
"""Into how many gaps below the first a label may go that stands at neither end of its line."""

_STEP = 2.0
"""How finely a place for a line is looked for."""

_NAME, _CAPTION, _IN_BAR, _LANE, _YEAR, _SIGN = 8.0, 7.0, 7.0, 8.5, 9.0, 8.0
_LEADING = 1.2
_ZOOMS = (1.5, 1.4, 1.3, 1.2, 1.1, 1.0)
_LOOSEST = 2.0
_MARK = 7.0
"""The least width of a bar."""

_THREAD = 1.4
_SOFT_FILL = "#ffffff"
_QUARTERS_UP_TO = 5
"""Up to how many years quarters are marked too."""


def begun_by(graph: Graph, day: date) -> Graph:
    """Return the part of a record that had begun, or perhaps had, by a day: also what had ended by then."""

    def begun(id_: str) -> bool:
        first = graph.bounds(id_).from_earliest
        return first is None or first <= day

    nodes = {id_ for id_ in graph.nodes if begun(id_)}
    edges = [edge.id for edge in graph.edges.values() if {edge.from_id, edge.to_id} <= nodes and begun(edge.id)]
    return graph.keep(sorted(nodes), edges)


def over_time(scene: Scene) -> Scene:
    """Return a scene of which nothing is told as of one day, its lines numbered in the order of their dates."""
    boxes = {id_: replace(box, validity=Validity.YES, doubts="") for id_, box in scene.boxes.items()}
    first = _first_quarter(scene)
    ordered = sorted(scene.lines.values(), key=lambda line: (_begins(scene, line), line.number))
    lines = {
        line.id: replace(line, validity=Validity.YES, number=number, doubts="")
        for number, line in enumerate(ordered, 1)
    }
    return replace(scene, boxes=boxes, lines=lines, axis=(first, scene.day))


def _first_quarter(scene: Scene) -> date:
    """Return the first day of the quarter of the earliest decision or tie; what is older runs in from before."""
    told = [edge.id for edge in scene.part.edges.values()]
    told += [node.id for node in scene.part.nodes.values() if node.family == "Instrument"]
    dates = [first for id_ in told if (first := scene.record.bounds(id_).from_earliest)]
    dates = dates or [first for id_ in scene.part.nodes if (first := scene.record.bounds(id_).from_earliest)]
    first = min([*dates, scene.day])
    return date(first.year, 3 * ((first.month - 1) // 3) + 1, 1)


def _begins(scene: Scene, line: Line) -> tuple[date, date]:
    """Return the days between which a line begins; the earlier of several ties counts."""
    return min(_window(scene.record.bounds(id_), scene.day) for id_ in line.edges)


def _window(bounds: Bounds, day: date) -> tuple[date, date]:
    latest = min(bounds.from_latest or bounds.from_earliest or day, day)
    return min(bounds.from_earliest or date.min, latest), latest


class _Period(NamedTuple):
    """When a row begins and ends: the day from which and up to which it is sure, and how far it may reach."""

    soft_start: date
    start: date
    end: date
    soft_end: date


def _period(scene: Scene, box: Box) -> _Period:
    first, last = _axis(scene)
    bounds = [scene.record.bounds(id_) for id_ in box.nodes]
    windows = [_window(each, last) for each in bounds]
    ends = [(each.to_earliest or each.to_latest or date.max, each.to_latest or date.max) for each in bounds]
    start = max(first, min(latest for _, latest in windows))
    soft_start = min(start, max(first, min(earliest for earliest, _ in windows)))
    soft_end = max(start, min(last, max(latest for _, latest in ends)))
    end = min(soft_end, max(start, *(earliest for earliest, _ in ends)))
    return _Period(soft_start, start, end, soft_end)


def _axis(scene: Scene) -> tuple[date, date]:
    if scene.axis is None:
        raise ValueError("a scene without a time axis")
    return scene.axis


class _TimeRow(NamedTuple):
    """A row, and where it stands: the middle of its bar, and its upper and lower edge."""

    box: Box
    middle: float
    top: float
    bottom: float


class _Place(NamedTuple):
    """Where along the axis a line stands, and the middle of what is written on it, below which row."""

    x: float
    label: float
    gap: int


@dataclass(frozen=True, slots=True)
class TimePlan:
    """A page with a time axis, and where everything on it goes."""

    width: float
    height: float
    area: Frame
    """All below the heading."""
    zoom: float
    rows: tuple[_TimeRow, ...]
    lanes: tuple[tuple[str, float, float], ...]
    """Level, upper and lower edge of each lane."""
    places: dict[str, _Place]
    """Where along the axis each line stands."""
    span: tuple[date, date]
    fits: bool = True

    def x(self, day: date) -> float:
        """Return the place of a day along the axis."""
        first, last = self.span
        left = self.area.x + _NAMES * self.zoom
        share = (min(max(day, first), last) - first).days / max((last - first).days, 1)
        return left + share * (self.area.x + self.area.width - left)

    def reading_order(self) -> list[str]:
        """Return the boxes from the first row to the last."""
        return [row.box.id for row in self.rows]


def time_plan(scene: Scene, view: View, paper: Paper) -> TimePlan:
    """Return where everything goes on a page with a time axis: as large as it fits, else on a higher page."""
    wide, high = PAPER_SIZES[paper]
    top = MARGIN + heading_height((scene,), view, wide - 2 * MARGIN) + 8
    room = high - top - MARGIN - FOOT
    for zoom in _ZOOMS:
        tight = _planned(scene, (wide, top), zoom, 1.0)
        if tight.area.height <= room:
            break
    fits = tight.area.height <= room
    loose = tight
    if fits and paper != "screen":
        gaps = tight.area.height - sum(row.bottom - row.top for row in tight.rows)
        loose = _planned(scene, (wide, top), zoom, min(_LOOSEST, 1 + 0.9 * (room - tight.area.height) / max(gaps, 1.0)))
        loose = loose if loose.area.height <= room else tight
    height = top + loose.area.height + MARGIN + FOOT
    places = _placed(scene, loose)
    return replace(loose, height=height if paper == "screen" else max(high, height), fits=fits, places=places)


def _planned(scene: Scene, place: tuple[float, float], zoom: float, loose: float) -> TimePlan:
    """Return the rows of a plan at a size, with the gaps between them so many times as high as they must be."""
    wide, top = place
    gap = (max((line_label_size(line)[1] for line in scene.lines.values()), default=0.0) + _BETWEEN) * zoom * loose
    at = top + _TICKS * zoom
    rows: list[_TimeRow] = []
    lanes = []
    for level in reversed(LEVELS):
        boxes = [box for box in scene.boxes.values() if box.level == level]
        if not boxes:
            continue
        start = at
        at += _HEAD * zoom
        for box in sorted(boxes, key=lambda box: (_first(scene, box), _period(scene, box).start, box.name)):
            high = max(sum(span.size * _LEADING for span in row_text(scene, box)), _BAR) * zoom
            at += gap / 2
            rows.append(_TimeRow(box, at + high / 2, at, at + high))
            at += high + gap / 2
        at += _BETWEEN * zoom
        lanes.append((level, start, at - 2))
    area = Frame(MARGIN, top, wide - 2 * MARGIN, at - top)
    return TimePlan(wide, at, area, zoom, tuple(rows), tuple(lanes), {}, _axis(scene))


def _first(scene: Scene, box: Box) -> date:
    """Return the first day on which a row may have begun; what began nobody knows when comes first of all."""
    return min(scene.record.bounds(id_).from_earliest or date.min for id_ in box.nodes)


def row_text(scene: Scene, box: Box) -> list[Span]:
    """Return what stands at the start of a row: the name, what it is, and when it was."""
    room = _NAMES - 12
    spans = [Span(text, _NAME, bold=True) for text in wrap(box.name, room, _NAME, bold=True, most=3)]
    told = [box.caption]
    if not box.folded:
        node = scene.part.nodes[box.id]
        told += [period_in_words(node.since, node.until, scene.lang), _once(node, scene)]
    if box.inferred:
        told.append("∴")
    told = [text for text in told if text]
    if told:
        spans += [Span(text, _CAPTION, colour=QUIET) for text in wrap(", ".join(told), room, _CAPTION, most=3)]
    return spans


def _once(node: Node, scene: Scene) -> str:
    """Return the former names whose dates are not known, which no bar can show."""
    known = [name.name for name in node.names if name.until == UNKNOWN and not name.since and name.language is None]
    return phrase("once called", scene.lang).format(name=join_names(known, scene.lang)) if known else ""


class _Taken(NamedTuple):
    """What a line takes up: its place, the rows it runs between, and where its label stands in which gap."""

    x: float
    low: int
    high: int
    gap: int
    left: float
    right: float


def _placed(scene: Scene, plan: TimePlan) -> dict[str, _Place]:
    """Return a place for each line within the time in which it began, and for its label beside it, clear of others.

    Lines are placed one after another. One that finds no room takes that of others, which then look for another; those
    that were moved most often are moved last. What finds none even so stands later, where there is room.
    """
    order = sorted(scene.lines.values(), key=lambda line: _urgency(scene, line))
    rows = {row.box.id: number for number, row in enumerate(plan.rows)}
    tries = {line.id: _tries(scene, plan, line, rows, _NEAR) for line in order}
    placed: dict[str, _Taken] = {}
    moved = dict.fromkeys(tries, 1)
    waiting = deque(tries)
    for _ in range(len(tries) + _MOST_MOVES):
        if not waiting:
            break
        id_ = waiting.popleft()
        placed[id_], others = _least_harm(tries[id_], placed, moved, plan.zoom)
        for other in others:
            del placed[other]
            moved[other] += 1
        waiting.extend(others)
    for id_ in waiting:
        later = _tries(scene, plan, scene.lines[id_], rows, _BEYOND)
        placed[id_] = next((each for each in later if not _in_the_way(each, placed, plan.zoom)), later[0])
    return {id_: _Place(each.x, (each.left + each.right) / 2, each.gap) for id_, each in placed.items()}


def _least_harm(
    tries: Sequence[_Taken], placed: Mapping[str, _Taken], moved: Mapping[str, int], zoom: float
) -> tuple[_Taken, list[str]]:
    """Return the first place that is free, or that of which the fewest moves are undone, and the lines in its way."""
    best, harm = (tries[0], [*placed]), inf
    for each in tries:
        others = _in_the_way(each, placed, zoom)
        if not others:
            return each, []
        undone = sum(moved[other] for other in others)
        if undone < harm:
            best, harm = (each, others), undone
    return best


def _in_the_way(place: _Taken, placed: Mapping[str, _Taken], zoom: float) -> list[str]:
    """Return the lines that stand too close to a place."""
    return [id_ for id_, other in placed.items() if _meet(place, other, zoom)]


def _tries(scene: Scene, plan: TimePlan, line: Line, rows: Mapping[str, int], late: float) -> list[_Taken]:
    """Return where a line, at most so late, and its label could stand, the best place first."""
    low, high = sorted((rows[line.tail], rows[line.head]))
    ends = (low, high - 1) if rows[line.tail] < rows[line.head] else (high - 1, low)
    gaps = dict.fromkeys((*ends, *range(low + 1, min(high - 1, low + _FURTHER))))
    first, last = (plan.x(max(day, plan.span[0])) for day in _begins(scene, line))
    wide = (line_label_size(line)[0] + _CLEAR) * plan.zoom
    right = plan.area.x + plan.area.width
    found = [
        _Taken(x, low, high, gap, start, start + wide)
        for x in _candidates(first, last, plan, late * plan.zoom)
        for gap in gaps
        for start in (x, x - wide)
        if plan.x(plan.span[0]) <= start and start + wide <= right
    ]
    return found or [_Taken(min(last, right), low, high, ends[0], right - wide, right)]


def _urgency(scene: Scene, line: Line) -> tuple[timedelta, bool, int]:
    """Order lines by how exactly their place is known; what was established on a day before what follows from it."""
    first, last = _begins(scene, line)
    return last - max(first, _axis(scene)[0]), line.type != "ESTABLISHED", line.number


def _candidates(first: float, last: float, plan: TimePlan, late: float) -> Iterator[float]:
    """Yield places from the middle of a time outwards; where that is too short, a little later, but never before."""
    middle, step = (first + last) / 2, _STEP * plan.zoom
    yield middle
    for count in range(1, int(((last - first) / 2 + late) / step) + 1):
        for x in (middle + count * step, middle - count * step):
            if first <= x <= min(last + late, plan.x(plan.span[1])):
                yield x


def _meet(one: _Taken, other: _Taken, zoom: float) -> bool:
    """Tell whether two lines would run too close, or one through what stands on the other."""
    if one.low <= other.high and other.low <= one.high and abs(one.x - other.x) < _APART * zoom:
        return True
    clear = _CLEAR * zoom
    if one.gap == other.gap and one.left < other.right + clear and other.left < one.right + clear:
        return True
    return _through(one, other, clear) or _through(other, one, clear)


def _through(line: _Taken, label: _Taken, clear: float) -> bool:
    return line.low <= label.gap < line.high and label.left - clear < line.x < label.right + clear


# --- the page ---------------------------------------------------------------------------------------------------


def time_display_list(
    scene: Scene, plan: TimePlan, view: View, focus: frozenset[str] | None, page: tuple[int, int]
) -> DisplayList:
    """Return a page with a time axis."""
    inner = Frame(MARGIN, MARGIN, plan.width - 2 * MARGIN, plan.height - 2 * MARGIN)
    shapes, strokes = heading((scene,), scene, view, inner)
    drawer = _Drawer(scene, plan, focus)
    shapes += drawer.years()
    for row in plan.rows:
        shapes += drawer.row(row)
    shapes += drawer.lane_names()
    shapes += foot(scene, view, page, inner)
    strokes += [drawer.stroke(line) for line in sorted(scene.lines.values(), key=lambda line: line.number)]
    panels = (*drawer.lanes(), *drawer.grid(), *drawer.threads())
    return DisplayList(plan.width, plan.height, title_words(scene, view), panels, tuple(shapes), tuple(strokes))


@dataclass(frozen=True, slots=True)
class _Drawer:
    scene: Scene
    plan: TimePlan
    focus: frozenset[str] | None

    def lanes(self) -> Iterator[Panel]:
        for level, top, bottom in self.plan.lanes:
            ground, strong = LANE_FILLS[level]
            about = level_label(level, self.scene.lang)
            frame = Frame(self.plan.area.x, top, self.plan.area.width, bottom - top)
            yield Panel(f"lane-{level}", *frame, ground, about=about, kind="lane")
            yield Panel(f"lane-head-{level}", *frame._replace(height=_HEAD * self.plan.zoom), strong, kind="lane-head")

    def lane_names(self) -> Iterator[Shape]:
        for level, top, _ in self.plan.lanes:
            span = Span(level_label(level, self.scene.lang), _LANE * self.plan.zoom, bold=True)
            high = span.size * _LEADING
            yield Shape(
                f"lane-name-{level}",
                self.plan.area.x + 6,
                top + (_HEAD * self.plan.zoom - high) / 2,
                _NAMES * self.plan.zoom,
                high,
                (span,),
                kind="lane-name",
            )

    def _marks(self) -> Iterator[tuple[date, bool]]:
        """Yield the days that the axis marks, and whether each begins a year."""
        first, last = self.plan.span
        quarters = last.year - first.year < _QUARTERS_UP_TO
        for year in range(first.year, last.year + 1):
            for month in (1, 4, 7, 10) if quarters else (1,):
                if first <= date(year, month, 1) < last:
                    yield date(year, month, 1), month == 1

    def grid(self) -> Iterator[Panel]:
        top = self.plan.area.y
        for day, year in self._marks():
            high = self.plan.lanes[-1][2] - top if self.plan.lanes else 0.0
            start = top if year else top + _TICKS * self.plan.zoom
            wide, fill = (1.0, "#a8a8a8") if year else (0.5, "#cfcfcf")
            yield Panel(
                f"mark-{day}", self.plan.x(day) - wide / 2, start, wide, high - (start - top), fill, kind="mark"
            )

    def years(self) -> Iterator[Shape]:
        size = _YEAR * self.plan.zoom
        end = self.plan.area.x + self.plan.area.width
        for place, (day, year) in enumerate(self._marks()):
            if year or not place:
                wide, x = width(str(day.year), size, bold=True), self.plan.x(day)
                left = x + 4 if x + 4 + wide <= end else x - 4 - wide
                frame = Frame(left, self.plan.area.y + 2, wide, size * _LEADING)
                yield Shape(f"year-{day.year}", *frame, (Span(str(day.year), size, bold=True),), kind="year")

    def _frame(self, row: _TimeRow) -> Frame:
        """Return the sure part of a bar; of a decision its mark."""
        period = _period(self.scene, row.box)
        high = _BAR * self.plan.zoom
        if row.box.family == "Instrument" and self._point(row.box):
            left, right = self.plan.x(period.soft_start), self.plan.x(period.start)
        else:
            left, right = self.plan.x(period.start), self.plan.x(period.end)
        short = _MARK * self.plan.zoom - (right - left)
        if short > 0:
            left, right = left - short / 2, right + short / 2
        left = max(left, self.plan.x(self.plan.span[0]))
        right = min(right, self.plan.area.x + self.plan.area.width)
        left = min(left, right - _MARK * self.plan.zoom)
        return Frame(left, row.middle - high / 2, right - left, high)

    def _point(self, box: Box) -> bool:
        """Tell whether a box is something that was done on a day, such as a decision."""
        return box.kind in {"Decision", "WhitePaper"}

    def threads(self) -> Iterator[Panel]:
        """Yield the soft ends of bars, and the lines that run on from decisions."""
        for row in self.plan.rows:
            period, frame = _period(self.scene, row.box), self._frame(row)
            if self._point(row.box):
                left, right = frame.x + frame.width, self.plan.x(period.soft_end)
                if right > left:
                    high = _THREAD * self.plan.zoom
                    yield Panel(
                        f"thread-{row.box.id}", left, row.middle - high / 2, right - left, high, QUIET, kind="thread"
                    )
                continue
            for end, left, right in (
                ("start", self.plan.x(period.soft_start), frame.x),
                ("end", frame.x + frame.width, self.plan.x(period.soft_end)),
            ):
                if right - left > 1:
                    yield Panel(
                        f"soft-{end}-{row.box.id}",
                        left,
                        frame.y + 2,
                        right - left,
                        frame.height - 4,
                        _SOFT_FILL,
                        QUIET,
                        kind="soft",
                        style="dashed",
                    )

    def row(self, row: _TimeRow) -> Iterator[Shape]:
        """Yield the bar of a row, the names that it bears over time, and what stands at its start."""
        box = row.box
        look = box_style(box, self.focus, comparing=False)
        nodes = [self.scene.part.nodes[id_] for id_ in box.nodes]
        frame = self._frame(row)
        fill = STRONG_FILL if box.strong and self.focus is None else look.fill
        yield Shape(
            f"node-{box.id}",
            *frame,
            (),
            outline="box",
            fill=fill,
            stroke=look.stroke,
            style=look.style,
            weight=look.weight,
            about=self._cited(box_sentence(self.scene, box), box.nodes),
            url=first_url(self.scene, nodes),
            kind=f"node {box.kind.lower()}",
        )
        yield from self._names(row, frame)
        yield from self._going_on(row, frame)
        spans = tuple(
            span._replace(size=span.size * self.plan.zoom, colour=look.text or span.colour)
            for span in row_text(self.scene, box)
        )
        high = sum(span.size * _LEADING for span in spans)
        yield Shape(
            f"row-{box.id}",
            self.plan.area.x + 6,
            row.middle - high / 2,
            (_NAMES - 8) * self.plan.zoom,
            high,
            spans,
            kind="row-name",
        )

    def _names(self, row: _TimeRow, frame: Frame) -> Iterator[Shape]:
        """Yield the names that a body bore one after another, each where its time begins."""
        if row.box.folded:
            return
        node = self.scene.part.nodes[row.box.id]
        period = _period(self.scene, row.box)
        names = {period.start: self.scene.record.name(node.id, self.scene.lang, period.start)}
        for name in node.names:
            if name.since and name.since != ALWAYS and not name.language:
                moment = parse(name.since)
                if period.start < (day := moment.earliest + (moment.latest - moment.earliest) / 2) < period.soft_end:
                    names[day] = name.name
        starts = sorted(names)
        if len(starts) == 1:
            return
        size = _IN_BAR * self.plan.zoom
        ends = [*(self.plan.x(day) for day in starts[1:]), frame.x + frame.width]
        for place, (day, end) in enumerate(zip(starts, ends, strict=True)):
            left = frame.x if not place else self.plan.x(day)
            room = end - left - 6 - (size if end == ends[-1] else 0)
            if place:
                yield Shape(
                    f"name-mark-{place}-{node.id}", left - 1, frame.y, 2, frame.height, (), "box", INK, INK, kind="name"
                )
            if width(clip(names[day], room, size), size) <= room:
                span = Span(clip(names[day], room, size), size)
                yield Shape(
                    f"name-{place}-{node.id}",
                    left + 3,
                    row.middle - size * _LEADING / 2,
                    room + 3,
                    size * _LEADING,
                    (span,),
                    kind="name",
                )

    def _going_on(self, row: _TimeRow, frame: Frame) -> Iterator[Shape]:
        """Yield the sign of a bar that goes on after the last day."""
        day, size = self.plan.span[1], _SIGN * self.plan.zoom
        ends = [self.scene.record.bounds(id_).to_earliest for id_ in row.box.nodes]
        if not self._point(row.box) and any(end is None or end > day + timedelta(days=1) for end in ends):
            right, high = frame.x + frame.width, size * _LEADING
            sign = (Span(GOES_ON, size, colour=QUIET),)
            yield Shape(f"on-{row.box.id}", right - size, row.middle - high / 2, size, high, sign, kind="name")

    def _cited(self, sentence: str, ids: Sequence[str]) -> str:
        statements = [self.scene.part.nodes.get(id_) or self.scene.part.edges[id_] for id_ in ids]
        return "\n".join([sentence, *(f"[{text}]" for text in citation_texts(self.scene, statements)[:6])])

    def stroke(self, line: Line) -> Stroke:
        """Return a line from the row of its tail to that of its head."""
        rows = {row.box.id: row for row in self.plan.rows}
        tail, head = rows[line.tail], rows[line.head]
        place = self.plan.places[line.id]
        x = place.x
        down = head.middle > tail.middle
        start, end = self._edge(tail, x, lower=down), self._edge(head, x, lower=not down)
        look = line_style(line, self.focus, comparing=False)
        at_tail, at_head = arrows(line)
        spans = tuple(span._replace(size=span.size * self.plan.zoom) for span in line_label(line, look.text))
        near, below = self._beside(place.gap, tail, head)
        away = (near.bottom - near.middle if below else near.middle - near.top) + self._gap(near, down=below) / 2
        return Stroke(
            f"edge-{line.id}",
            f"node-{line.tail}",
            f"node-{line.head}",
            (XY(x, start), XY(x, end)),
            look.colour,
            at_head,
            tail_arrow=at_tail,
            style=look.style,
            weight=look.weight,
            arrow_size=ARROW_SIZE * self.plan.zoom,
            label=spans,
            label_at=XY(place.label, near.middle + (away if below else -away)),
            label_fill=LANE_FILLS[near.box.level][0],
            hollow=line.called_for,
            about=self._cited(line_sentence(self.scene, line), line.edges),
            url=first_url(self.scene, [self.scene.part.edges[id_] for id_ in line.edges]),
            kind=f"edge {line.type.lower().replace('_', '-')}",
        )

    def _beside(self, gap: int, tail: _TimeRow, head: _TimeRow) -> tuple[_TimeRow, bool]:
        """Return the row that a label in a gap stands at, and whether below it: an end of its line where it may be."""
        upper, lower = self.plan.rows[gap : gap + 2]
        return (lower, False) if lower in (tail, head) and upper not in (tail, head) else (upper, True)

    def _gap(self, row: _TimeRow, *, down: bool) -> float:
        """Return the height of the gap below or above a row, as far as it is in its lane."""
        place = self.plan.rows.index(row)
        other = self.plan.rows[place + (1 if down else -1)]
        if other.box.level != row.box.level:
            return _BETWEEN * self.plan.zoom * 2
        return other.top - row.bottom if down else row.top - other.bottom

    def _edge(self, row: _TimeRow, x: float, *, lower: bool) -> float:
        """Return where a line at some place along the axis meets a row: its bar, or what runs on from a decision."""
        frame = self._frame(row)
        inside = frame.x <= x <= frame.x + frame.width
        half = frame.height / 2 if inside or not self._point(row.box) else _THREAD * self.plan.zoom / 2
        if not inside and not self._point(row.box):
            half -= 2
        return row.middle + (half if lower else -half)
