"""Where across the lanes everything stands, and with that the way of each line."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.layout.ports import labels_at_head, stop
from graphmodel.diagram.layout.route import Net, tracks
from graphmodel.diagram.layout.shapes import Lane, Path, Point
from graphmodel.diagram.layout.trees import Passage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphmodel.diagram.layout.order import Grid
    from graphmodel.diagram.layout.ports import Port, Stops
    from graphmodel.diagram.layout.shapes import Item, Link, Spacing
    from graphmodel.diagram.layout.trees import Key, Pin, Tree, Wire

__all__ = ["Across"]

_BEYOND = 4.0
"""How far a line runs on beyond the point where it joins another, so that the bend shows which way it goes."""


class _Step(NamedTuple):
    """One stretch of a leaf's way: it comes along at one place, and leaves a wire at another."""

    wire: str
    start: float
    end: float
    track: float | None


class Across:
    """Turns rows and tracks into places across the lanes.

    Parameters
    ----------
    grid
        Rows and wires.
    ports
        The ports of the lines.
    stops
        Where along the lanes ports and passages are.
    items
        The boxes.
    lanes
        The lane of each row.
    spacing
        The least distances.
    depth
        The depth to stretch to, where less is needed.
    """

    def __init__(  # noqa: PLR0913 - the whole arrangement so far
        self,
        grid: Grid,
        ports: Mapping[tuple[str, bool], Port],
        stops: Stops,
        items: Mapping[str, Item],
        lanes: Sequence[int],
        spacing: Spacing,
        depth: float = 0.0,
    ) -> None:
        self.row_of = grid.row_of
        self.ports = ports
        self.stops = stops
        self.items = items
        self.lanes = lanes
        self.spacing = spacing
        self.depths = [max(items[key].depth for key in row if isinstance(key, str)) for row in grid.rows]
        nets: list[list[Net]] = [[] for _ in grid.rows]
        for wire in grid.wires:
            nets[wire.channel].append(self._net(wire))
        self.tracks = [tracks(group) for group in nets]
        self.stubs = [(self._stub(row - 1, below=True), self._stub(row, below=False)) for row in range(len(nets))]
        self.rooms = self._rooms(nets, depth)
        self.tops, self.depth = self._stack()
        self.onward = {pin: wire for wire in grid.wires for pin in wire.others}
        self.leaves = {pin.port: pin for pin in self.onward if pin.port}

    def _at(self, pin: Pin) -> float:
        return self.stops[stop(pin, self.ports)]

    def _net(self, wire: Wire) -> Net:
        pins = (wire.goal, *wire.others)
        above = tuple(self._at(pin) for pin in pins if not pin.under)
        return Net(wire.tree.id, above, tuple(self._at(pin) for pin in pins if pin.under))

    def _stub(self, row: int, *, below: bool) -> float:
        """Return the room at one side of a row for what stands where lines leave and reach its boxes."""
        ends = (port.across for port in self.ports.values() if port.below is below and self.row_of[port.box] == row)
        return max(ends, default=0.0) + self.spacing.stub

    def _rooms(self, nets: Sequence[Sequence[Net]], depth: float) -> list[float]:
        """Return the room before each row; what is to spare goes to the rows with the most lines before them."""
        rooms = [self._room(row) if group else self.spacing.box for row, group in enumerate(nets)]
        shares = [max(self.tracks[row].values(), default=0) + 1 if group else 0 for row, group in enumerate(nets)]
        fixed = sum(self.depths) + 2 * self.spacing.lane * len(set(self.lanes)) + self.spacing.box
        spare = max(0.0, depth - sum(rooms) - fixed) / max(1, sum(shares))
        return [room + share * min(spare, self.spacing.track) for room, share in zip(rooms, shares, strict=True)]

    def _room(self, row: int) -> float:
        used = max(self.tracks[row].values(), default=0)
        return sum(self.stubs[row]) + used * self.spacing.track

    def _stack(self) -> tuple[list[float], float]:
        tops: list[float] = []
        at = 0.0
        for row, depth in enumerate(self.depths):
            at += self.rooms[row] + (self.spacing.lane if self._opens(row) else 0.0)
            tops.append(at)
            at += depth + (self.spacing.lane if self._opens(row + 1) else 0.0)
        return tops, at + self.spacing.box / 2

    def _opens(self, row: int) -> bool:
        """Tell whether a row is the first of its lane."""
        return row in (0, len(self.lanes)) or self.lanes[row] != self.lanes[row - 1]

    def lane_spans(self) -> tuple[Lane, ...]:
        """Return where each lane starts and ends: between two, in the middle of the room that lines share."""
        starts = [row for row in range(len(self.lanes)) if self._opens(row)]
        edges = [0.0]
        for row in starts[1:]:
            before = self.tops[row - 1] + self.depths[row - 1]
            edges.append((before + self.tops[row]) / 2)
        edges.append(self.depth)
        return tuple(Lane(self.lanes[row], *span) for row, span in zip(starts, pairwise(edges), strict=True))

    def middle(self, id_: str) -> float:
        """Return the place across of a box."""
        row = self.row_of[id_]
        return self.tops[row] + self.depths[row] / 2

    def _track(self, wire: Wire) -> float | None:
        """Return the place across of a wire's track, or nothing where it runs straight."""
        row = wire.channel
        if wire.tree.id not in self.tracks[row]:
            return None
        used = max(self.tracks[row].values())
        first, last = self.stubs[row]
        start = self.tops[row - 1] + self.depths[row - 1] if row else self.tops[row] - self.rooms[row]
        free = self.tops[row] - start - first - last
        if used == 0:
            return start + first + free / 2
        pitch = min(free / used, 2 * self.spacing.track)
        return start + first + (free - used * pitch) / 2 + self.tracks[row][wire.tree.id] * pitch

    def _edge(self, pin: Pin) -> float:
        """Return the place across of the side of a box that a pin is at."""
        id_ = str(pin.key)
        return self.middle(id_) + (-0.5 if pin.under else 0.5) * self.items[id_].depth

    def paths(self, tree: Tree) -> dict[str, Path]:
        """Return the way of each line of a tree."""
        steps = {link.id: self._steps(link, tree) for link in tree.links}
        covered: dict[str, tuple[float, float]] = {}
        farthest = sorted(tree.links, key=lambda link: (-len(steps[link.id][1]), -_reach(steps[link.id][1]), link.id))
        found: dict[str, Path] = {}
        for link in farthest:
            start, way, end = steps[link.id]
            found[link.id] = self._path(link, tree, (start, way, end), covered)
        return found

    def _steps(self, link: Link, tree: Tree) -> tuple[Point, list[_Step], Point]:
        """Return where a line leaves its leaf, the wires it follows, and where it reaches the root."""
        pin = self.leaves[link.id]
        start = Point(self._at(pin), self._edge(pin))
        way: list[_Step] = []
        while True:
            wire = self.onward[pin]
            way.append(_Step(f"{wire.channel}", self._at(pin), self._at(wire.goal), self._track(wire)))
            if not isinstance(wire.goal.key, Passage):
                return start, way, Point(self._at(wire.goal), self._edge(wire.goal))
            pin = wire.goal._replace(under=not wire.goal.under)

    def _path(
        self,
        link: Link,
        tree: Tree,
        steps: tuple[Point, list[_Step], Point],
        covered: dict[str, tuple[float, float]],
    ) -> Path:
        start, way, end = steps
        full = _corners(start, way, end)
        drawn, complete = _until_covered(start, way, end, covered)
        root_is_head = tree.root == link.head
        if root_is_head:
            return Path(full, drawn, leaves=True, arrives=complete, label=start, labelled_head=False)
        return Path(full[::-1], drawn[::-1], leaves=complete, arrives=True, label=start if labels_at_head(tree) else end, labelled_head=labels_at_head(tree))


def _reach(way: Sequence[_Step]) -> float:
    return abs(way[0].start - way[0].end)


def _corners(start: Point, way: Sequence[_Step], end: Point) -> tuple[Point, ...]:
    points = [start]
    for step in way:
        if step.track is not None:
            points += [Point(step.start, step.track), Point(step.end, step.track)]
    points.append(Point(points[-1].along, end.across))
    return _merged(points)


def _merged(points: Sequence[Point]) -> tuple[Point, ...]:
    """Leave out corners at which a line does not turn."""
    kept = [points[0]]
    for point, following in zip(points[1:], [*points[2:], None], strict=True):
        straight = following is not None and (
            (kept[-1].along == point.along == following.along) or (kept[-1].across == point.across == following.across)
        )
        if not straight and point != kept[-1]:
            kept.append(point)
    return tuple(kept)


def _until_covered(
    start: Point, way: Sequence[_Step], end: Point, covered: dict[str, tuple[float, float]]
) -> tuple[tuple[Point, ...], bool]:
    """Return the part of a way up to where it joins what is drawn already, and whether that is all of it."""
    points = [start]
    for place, step in enumerate(way):
        span = covered.get(step.wire)
        if step.track is not None:
            points.append(Point(step.start, step.track))
        if span and step.track is not None:
            joint = min(max(step.start, span[0]), span[1])
            points.append(Point(joint, step.track))
            points.append(_onwards(joint, step, way[place + 1 :], end))
            covered[step.wire] = (min(span[0], step.start), max(span[1], step.start))
            return _merged(points), False
        covered[step.wire] = (min(step.start, step.end), max(step.start, step.end))
        if step.track is not None:
            points.append(Point(step.end, step.track))
    points.append(Point(points[-1].along, end.across))
    return _merged(points), True


def _onwards(joint: float, step: _Step, rest: Sequence[_Step], end: Point) -> Point:
    """Return a point a little further along the way than where it joins another."""
    assert step.track is not None  # noqa: S101 - lines only join on a track
    if abs(step.end - joint) > _BEYOND:
        return Point(joint + (_BEYOND if step.end > joint else -_BEYOND), step.track)
    if abs(step.end - joint) > 0:
        return Point(step.end, step.track)
    goal = next((later.track for later in rest if later.track is not None), end.across)
    return Point(joint, step.track + (_BEYOND if goal > step.track else -_BEYOND))
