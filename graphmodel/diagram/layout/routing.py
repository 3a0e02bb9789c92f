"""How lines run: ports on the sides of boxes, tracks between two rows, and the corners of each line.

Between two rows each line runs on a track of its own, so that none covers another and crossings are square. The order
of the tracks is the one that crosses least when every two are compared; two lines share a track where their stretches
do not meet (channel routing, Hashimoto and Stevens 1971, doi:10.1145/800158.805069).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.layout.bundles import Passage
from graphmodel.diagram.layout.positions import spread
from graphmodel.diagram.layout.types import Lane, Point, Polyline, Route, Segment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphmodel.diagram.layout.bundles import Bundle, Key, Pin, Wire
    from graphmodel.diagram.layout.crossings import Grid
    from graphmodel.diagram.layout.types import Link, Setting, Spacing

__all__ = [
    "Channel",
    "Net",
    "Obstacle",
    "Port",
    "Ports",
    "Router",
    "Stops",
    "align_ports",
    "find_ports",
    "ports_by_side",
    "room",
    "route_channel",
    "to_polylines",
]

_ALIGNING_ROUNDS = 4
_MARGIN = 6.0
"""How far from the corners of a box, which are round, lines keep."""
_HEAD_AND_LABEL = 1.0
_LANES_APART = 2.5
"""Between what is written on a line and the edge of its lane."""


class Port(NamedTuple):
    """Where a line, or the root of a bundle, meets a side of a box."""

    host: str
    """The outermost box around the one that it is at, or that one itself."""
    box: str
    below: bool
    """Whether it is the side towards the last lane."""
    name: str
    along: float
    across: float
    """The room for its arrowhead and label."""


Ports = dict[tuple[str, bool], Port]
"""By the name of their line or bundle, and whether they are at the side towards the last lane."""

Stops = dict[Port | Passage, float]


def stop(pin: Pin, ports: Ports) -> Port | Passage:
    """Return the port or passage that a pin stands for."""
    return pin.key if isinstance(pin.key, Passage) else ports[pin.port, not pin.under]


def find_ports(grid: Grid) -> dict[tuple[str, bool], Port]:
    """Return the ports by the name of their line or bundle and the side of the box."""
    found: dict[tuple[str, bool], Port] = {}
    for wire in grid.wires:
        for pin in (wire.goal, *wire.others):
            if not isinstance(pin.key, Passage):
                extent = _root_room(wire.bundle) if pin is wire.goal else _leaf_room(wire.bundle, pin.port)
                found[pin.port, not pin.under] = Port(pin.key, pin.box, not pin.under, pin.port, *extent)
    return found


def labels_at_head(bundle: Bundle) -> bool:
    """Tell whether the labels of a bundle stand at the heads of its lines, because they share their tail."""
    return len(bundle.links) > 1 and bundle.root == bundle.links[0].tail


def _root_room(bundle: Bundle) -> tuple[float, float]:
    first = bundle.links[0]
    return first.point if first.head == bundle.root or first.both else (2.0, 0.0)


def _leaf_room(bundle: Bundle, name: str) -> tuple[float, float]:
    link = next(link for link in bundle.links if link.id == name)
    if not labels_at_head(bundle) and not link.both:
        return link.label
    return max(link.label[0], link.point[0]), link.label[1] + link.point[1] + _HEAD_AND_LABEL


def room(ports: Sequence[Port], spacing: Spacing) -> float:
    """Return how long the side of a box has to be for its ports."""
    return sum(port.along + spacing.port for port in ports) + 2 * _MARGIN


def ports_by_side(ports: Ports) -> dict[tuple[str, bool], list[Port]]:
    """Return the ports at each side of each box."""
    sides: dict[tuple[str, bool], list[Port]] = {}
    for port in sorted(ports.values()):
        sides.setdefault((port.box, port.below), []).append(port)
    return sides


def align_ports(
    grid: Grid,
    ports: Ports,
    rows: Sequence[Sequence[Key]],
    places: Mapping[Key, float],
    setting: Setting,
) -> Stops:
    """Return where each line leaves its boxes and passes each row.

    Parameters
    ----------
    grid
        The wires.
    ports
        The ports.
    rows
        The rows in order.
    places
        Where boxes stand, and where passages would like to be.
    setting
        The boxes, the room and the least distances.
    """
    aligner = _Aligner(grid, ports, places, setting)
    sides = ports_by_side(ports)
    for _ in range(_ALIGNING_ROUNDS):
        for group in sides.values():
            aligner.set_ports(group)
        for row in rows:
            aligner.set_passages(row)
    return aligner.stops


class _Aligner:
    """Moves ports and passages so that lines run straight."""

    def __init__(self, grid: Grid, ports: Ports, places: Mapping[Key, float], setting: Setting) -> None:
        self.items, self.length, self.spacing, self.cells = setting
        self.places = places
        self.near = _near(grid, ports)
        self.stops: Stops = {port: self._middle(port) for port in ports.values()}
        self.stops |= {key: place for key, place in places.items() if isinstance(key, Passage)}

    def set_ports(self, group: list[Port]) -> None:
        """Spread the ports of one side of a box, each as near as it gets to where its line goes next."""
        goals = {port: _middle([self.stops[other] for other in self.near[port]]) for port in group}
        group.sort(key=lambda port: (goals[port], port.name))
        first, last = self._window(group[0])
        low, high = first + group[0].along / 2, last - group[-1].along / 2
        gaps = [(one.along + other.along) / 2 + self.spacing.port for one, other in pairwise(group)]
        wishes = [min(max(goals[port], low), high) for port in group]
        self.stops |= dict(zip(group, spread(wishes, gaps, low, high), strict=True))

    def _window(self, port: Port) -> tuple[float, float]:
        """Return the stretch along the lanes in which a line reaches the box of a port."""
        place, cell = self.places[port.host], self.cells.get(port.box)
        if cell:
            low, high = cell.windows[port.below]
            return place + low, place + high
        half = self.items[port.host].length / 2 - _MARGIN
        return place - half, place + half

    def _middle(self, port: Port) -> float:
        low, high = self._window(port)
        return (low + high) / 2

    def set_passages(self, row: Sequence[Key]) -> None:
        """Spread the passages between each two boxes of a row."""
        low = 0.0
        waiting: list[Passage] = []
        for key in row:
            if isinstance(key, Passage):
                waiting.append(key)
                continue
            half = self.items[key].length / 2 + self.spacing.line
            self._set_between(waiting, low, self.places[key] - half)
            waiting, low = [], self.places[key] + half
        self._set_between(waiting, low, self.length)

    def _set_between(self, passages: Sequence[Passage], low: float, high: float) -> None:
        """Give each passage the place nearest to a straight line."""
        if passages:
            wishes = [_middle([self.stops[key], *(self.stops[other] for other in self.near[key])]) for key in passages]
            gap = min(self.spacing.line, max(high - low, 1.0) / len(passages))
            places = spread(wishes, [gap] * (len(passages) - 1), low, high)
            self.stops |= dict(zip(passages, places, strict=True))


def _near(grid: Grid, ports: Ports) -> dict[Port | Passage, list[Port | Passage]]:
    near: dict[Port | Passage, list[Port | Passage]] = {}
    for wire in grid.wires:
        goal = stop(wire.goal, ports)
        for pin in wire.others:
            other = stop(pin, ports)
            near.setdefault(goal, []).append(other)
            near.setdefault(other, []).append(goal)
    return near


def _middle(values: Sequence[float]) -> float:
    """Return the median, of an even number the mean of the two in the middle."""
    ranked = sorted(values)
    half = len(ranked) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2


_CLOSE = 3.0
_OVERLAP = 20
_APART = 4.0
_STRAIGHT = 0.5
_EXCHANGING_ROUNDS = 3


class Net(NamedTuple):
    """What one wire needs between two rows: where it comes from above, and where it goes below."""

    name: str
    above: tuple[float, ...]
    below: tuple[float, ...]
    low: float
    high: float
    """The first and the last place along that it reaches."""

    @classmethod
    def of(cls, name: str, above: tuple[float, ...], below: tuple[float, ...]) -> Net:
        """Return the net of a wire's pins."""
        places = (*above, *below)
        return cls(name, above, below, min(places), max(places))

    @property
    def straight(self) -> bool:
        """Whether it needs no stretch along the lanes."""
        return self.high - self.low < _STRAIGHT


class Obstacle(NamedTuple):
    """A stretch along a row that a label or an arrowhead keeps free, and how far it reaches."""

    low: float
    high: float
    reach: float


class Channel(NamedTuple):
    """The room between two rows: how deep it has to be, and where in it each line that bends runs."""

    depth: float
    tracks: Mapping[str, float]


def route_channel(
    nets: Sequence[Net], above: Sequence[Obstacle], below: Sequence[Obstacle], pitch: float, stub: float
) -> Channel:
    """Return the least room between two rows, with a track for each line that needs one.

    Parameters
    ----------
    nets
        The lines between the rows.
    above, below
        What reaches into the room from the row above and from the row below.
    pitch
        The distance of two tracks.
    stub
        The least distance of a track from what reaches into the room.

    Returns
    -------
    Channel
        Tracks are measured from the row above; lines that run straight have none.
    """
    bent = sorted((net for net in nets if not net.straight), key=lambda net: (net.low, net.high, net.name))
    order = _improve(_rank(bent))
    down = _pack(order, above, pitch, stub)
    up = _pack(order[::-1], below, pitch, stub)
    straight = (_reach(above, net) + _reach(below, net) + stub for net in nets if net.straight)
    alone = max((one.reach for one in (*above, *below)), default=0.0) + stub
    depth = max((down[net.name] + _reach(below, net) + stub for net in order), default=0.0)
    depth = max(depth, alone, *straight, *(up[net.name] + _reach(above, net) + stub for net in order))
    depth = max(depth, 0.0, *(down[net.name] + up[net.name] for net in order))
    return Channel(depth, {net.name: (down[net.name] + depth - up[net.name]) / 2 for net in order})


def _pack(order: Sequence[Net], obstacles: Sequence[Obstacle], pitch: float, stub: float) -> dict[str, float]:
    """Return how far from a row each track runs at least, when the ones before it in order come first."""
    found: dict[str, float] = {}
    for place, net in enumerate(order):
        before = (found[other.name] + pitch for other in order[:place] if _meet(net, other))
        found[net.name] = max(_reach(obstacles, net) + stub, *before, 0.0)
    return found


def _meet(one: Net, other: Net) -> bool:
    return one.low < other.high + _APART and other.low < one.high + _APART


def _reach(obstacles: Sequence[Obstacle], net: Net) -> float:
    return max((each.reach for each in obstacles if each.low < net.high and net.low < each.high), default=0.0)


def _cost(upper: Net, lower: Net) -> int:
    """Return the crossings when one track runs above another, and a heavy price where they would cover each other."""
    if upper.high + _CLOSE < lower.low or lower.high + _CLOSE < upper.low:
        return 0
    crossings = sum(lower.low < place < lower.high for place in upper.below)
    crossings += sum(upper.low < place < upper.high for place in lower.above)
    covering = sum(abs(one - other) < _CLOSE for one in upper.below for other in lower.above)
    return crossings + _OVERLAP * covering


def _rank(nets: list[Net]) -> list[Net]:
    """Order the tracks by how much each gains from running above all the others."""
    gains = {net.name: sum(_cost(other, net) - _cost(net, other) for other in nets if other is not net) for net in nets}
    return sorted(nets, key=lambda net: (-gains[net.name], net.low, net.name))


def _improve(order: list[Net]) -> list[Net]:
    """Exchange neighbouring tracks as long as that saves crossings."""
    for _ in range(_EXCHANGING_ROUNDS):
        changed = False
        for place in range(len(order) - 1):
            upper, lower = order[place], order[place + 1]
            if _cost(lower, upper) < _cost(upper, lower):
                order[place : place + 2] = [lower, upper]
                changed = True
        if not changed:
            break
    return order


class Router:
    """Turns rows and tracks into places across the lanes.

    Parameters
    ----------
    grid
        Rows and wires.
    lanes
        The lane of each row.
    ports
        The ports of the lines.
    stops
        Where along the lanes ports and passages are.
    setting
        The boxes and the least distances.
    """

    def __init__(self, grid: Grid, lanes: Sequence[int], ports: Ports, stops: Stops, setting: Setting) -> None:
        self.row_of = grid.row_of
        self.lanes = lanes
        self.ports = ports
        self.stops = stops
        self.items, _, self.spacing, self.cells = setting
        self.depths = [max(self.items[key].depth for key in row if isinstance(key, str)) for row in grid.rows]
        self.obstacles = self._obstacles()
        nets: list[list[Net]] = [[] for _ in grid.rows]
        for wire in grid.wires:
            nets[wire.channel].append(self._net(wire))
        self.channels = [self._channel(row, group) for row, group in enumerate(nets)]
        self.tops, self.depth = self._stack()
        self.onward = {pin: wire for wire in grid.wires for pin in wire.others}
        self.leaves = {pin.port: pin for pin in self.onward if pin.port}

    def _at(self, pin: Pin) -> float:
        return self.stops[stop(pin, self.ports)]

    def _net(self, wire: Wire) -> Net:
        pins = (wire.goal, *wire.others)
        above = tuple(self._at(pin) for pin in pins if not pin.under)
        return Net.of(wire.bundle.id, above, tuple(self._at(pin) for pin in pins if pin.under))

    def _channel(self, row: int, nets: Sequence[Net]) -> Channel:
        """Return the room before a row."""
        if not nets:
            return Channel(self.spacing.box, {})
        above, below = self.obstacles.get((row - 1, True), ()), self.obstacles.get((row, False), ())
        channel = route_channel(nets, above, below, self.spacing.track, self.spacing.stub)
        labels = self._reach(row - 1, below=True) + self._reach(row, below=False) - 2 * self.spacing.lane
        short = labels - channel.depth if self._opens(row) else 0.0
        if short <= 0:
            return channel
        return Channel(labels, {name: track + short / 2 for name, track in channel.tracks.items()})

    def _obstacles(self) -> dict[tuple[int, bool], list[Obstacle]]:
        """Return what reaches out of each row, by row and side."""
        found: dict[tuple[int, bool], list[Obstacle]] = {}
        for port in self.ports.values():
            at, half = self.stops[port], port.along / 2 + 1.0
            side = found.setdefault((self.row_of[port.host], port.below), [])
            side.append(Obstacle(at - half, at + half, port.across))
        return found

    def _stack(self) -> tuple[list[float], float]:
        tops: list[float] = []
        at = 0.0
        for row, depth in enumerate(self.depths):
            at += self.channels[row].depth + (self.spacing.lane if self._opens(row) else 0.0)
            tops.append(at)
            at += depth + (self.spacing.lane if self._opens(row + 1) else 0.0)
        return tops, at + self.spacing.box / 2

    def _opens(self, row: int) -> bool:
        """Tell whether a row is the first of its lane."""
        return row in (0, len(self.lanes)) or self.lanes[row] != self.lanes[row - 1]

    def lane_spans(self) -> tuple[Lane, ...]:
        """Return where each lane starts and ends: in the middle of the room between two, clear of labels."""
        if not self.lanes:
            return ()
        starts = [row for row in range(len(self.lanes)) if self._opens(row)]
        edges = [0.0]
        for row in starts[1:]:
            before = self.tops[row - 1] + self.depths[row - 1]
            first, last = before + self._reach(row - 1, below=True), self.tops[row] - self._reach(row, below=False)
            middle = (before + self.tops[row]) / 2
            edges.append(min(max(middle, first), max(first, last)))
        edges.append(self.depth)
        return tuple(Lane(self.lanes[row], *span) for row, span in zip(starts, pairwise(edges), strict=True))

    def _reach(self, row: int, *, below: bool) -> float:
        """Return how far what is written on lines reaches out of a row, with the gap between two lanes."""
        return max((each.reach for each in self.obstacles.get((row, below), ())), default=0.0) + _LANES_APART

    def middle(self, id_: str) -> float:
        """Return the place across of a box."""
        row = self.row_of[id_]
        return self.tops[row] + self.depths[row] / 2

    def _track(self, wire: Wire) -> float | None:
        """Return the place across of a wire's track, or nothing where it runs straight."""
        room = self.channels[wire.channel]
        track = room.tracks.get(wire.bundle.id)
        return None if track is None else self.tops[wire.channel] - room.depth + track

    def _edge(self, pin: Pin) -> float:
        """Return the place across of the side of a box that a pin is at."""
        cell = self.cells.get(pin.box)
        reach = cell.reach[not pin.under] if cell else 0.0
        return self._gate(pin) + (reach if pin.under else -reach)

    def _gate(self, pin: Pin) -> float:
        """Return the place across of the side of the outermost box that a pin is at."""
        id_ = str(pin.key)
        return self.middle(id_) + (-0.5 if pin.under else 0.5) * self.items[id_].depth

    def routes(self, bundle: Bundle) -> dict[str, Route]:
        """Return the route of each line of a bundle from its leaf to the root."""
        return {link.id: self._route(link, bundle) for link in bundle.links}

    def _route(self, link: Link, bundle: Bundle) -> Route:
        pin = self.leaves[link.id]
        gate = self._gate(pin)
        start = Point(self._at(pin), self._edge(pin))
        segments: list[Segment] = []
        while True:
            wire = self.onward[pin]
            segments.append(Segment(wire.channel, self._at(pin), self._at(wire.goal), self._track(wire)))
            if not isinstance(wire.goal.key, Passage):
                end = Point(self._at(wire.goal), self._edge(wire.goal))
                return Route(
                    bundle.id,
                    bundle.root == link.head,
                    labels_at_head(bundle),
                    start,
                    tuple(segments),
                    end,
                    (gate, self._gate(wire.goal)),
                )
            pin = wire.goal._replace(under=not wire.goal.under)


_BEYOND = 4.0
"""How far a line runs on beyond the point where it joins another, so that the bend shows which route it goes."""

Covered = dict[int, tuple[float, float]]
"""What of the track before each row is drawn already."""


def to_polylines(routes: Mapping[str, Route], priority: Mapping[str, int]) -> dict[str, Polyline]:
    """Return the lines as they are drawn; those of one bundle share the stretch that they have in common.

    Parameters
    ----------
    routes
        The route of each line, of these or of more lines.
    priority
        The lines to draw, each with its rank: where several run together, one of the lowest rank draws the common
        stretch. Lines of rank 0 are drawn from end to end.

    Returns
    -------
    dict
        A path for each line to draw.
    """
    found: dict[str, Polyline] = {}
    covered: dict[str, Covered] = {}
    for id_ in sorted(priority, key=lambda id_: (priority[id_], -len(routes[id_].segments), -_width(routes[id_]), id_)):
        route = routes[id_]
        found[id_] = _path(route, covered.setdefault(route.bundle, {}), whole=priority[id_] == 0)
    return found


def _width(route: Route) -> float:
    return abs(route.segments[0].start - route.segments[0].end)


def _path(route: Route, covered: Covered, *, whole: bool) -> Polyline:
    points, joint = _until_covered(route, {} if whole else covered)
    if whole:
        _until_covered(route, covered)
    start, end = (end._replace(across=gate) for end, gate in zip((route.start, route.end), route.gates, strict=True))
    if route.to_head:
        return Polyline(points, leaves=True, arrives=not joint, label=start, labelled_head=False, joint=joint)
    at_head = route.labelled_head
    label = start if at_head else end
    return Polyline(points[::-1], leaves=not joint, arrives=True, label=label, labelled_head=at_head, joint=joint)


def _merge(points: Sequence[Point]) -> tuple[Point, ...]:
    """Leave out corners at which a line does not turn."""
    kept = [points[0]]
    for point, following in zip(points[1:], [*points[2:], None], strict=True):
        straight = following is not None and (
            (kept[-1].along == point.along == following.along) or (kept[-1].across == point.across == following.across)
        )
        if not straight and point != kept[-1]:
            kept.append(point)
    return tuple(kept)


def _until_covered(route: Route, covered: Covered) -> tuple[tuple[Point, ...], Point | None]:
    """Return the part of a route up to where it joins what is drawn already, and that place; None where it does not."""
    points = [route.start]
    for place, segment in enumerate(route.segments):
        span = covered.get(segment.row)
        if segment.track is None:
            covered[segment.row] = (segment.start, segment.end)
            continue
        points.append(Point(points[-1].along, segment.track))
        if span:
            joint = min(max(segment.start, span[0]), span[1])
            points += [Point(joint, segment.track), _onwards(joint, place, route)]
            covered[segment.row] = (min(span[0], segment.start), max(span[1], segment.start))
            return _merge(points), Point(joint, segment.track)
        covered[segment.row] = (min(segment.start, segment.end), max(segment.start, segment.end))
        points.append(Point(segment.end, segment.track))
    points.append(Point(points[-1].along, route.end.across))
    return _merge(points), None


def _onwards(joint: float, place: int, route: Route) -> Point:
    """Return a point a little further along the route than where it joins another."""
    segment = route.segments[place]
    track = segment.track if segment.track is not None else route.end.across
    if segment.end != joint:
        beyond = min(_BEYOND, abs(segment.end - joint))
        return Point(joint + (beyond if segment.end > joint else -beyond), track)
    goal = next((later.track for later in route.segments[place + 1 :] if later.track is not None), route.end.across)
    return Point(joint, track + (_BEYOND if goal > track else -_BEYOND))
