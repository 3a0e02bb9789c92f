"""Where lines leave their boxes and pass between boxes, so that as many as possible run straight."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.layout.place import spread
from graphmodel.diagram.layout.trees import Passage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphmodel.diagram.layout.order import Grid
    from graphmodel.diagram.layout.shapes import Setting, Spacing
    from graphmodel.diagram.layout.trees import Key, Pin, Tree

__all__ = ["Port", "Ports", "Stops", "aligned", "by_side", "labels_at_head", "ports_of", "room", "stop"]

_ROUNDS = 4
_MARGIN = 6.0
"""How far from the corners of a box, which are round, lines keep."""
_HEAD_AND_LABEL = 1.0


class Port(NamedTuple):
    """Where a line, or the root of a tree, meets a side of a box."""

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
"""By the name of their line or tree, and whether they are at the side towards the last lane."""

Stops = dict[Port | Passage, float]


def stop(pin: Pin, ports: Ports) -> Port | Passage:
    """Return the port or passage that a pin stands for."""
    return pin.key if isinstance(pin.key, Passage) else ports[pin.port, not pin.under]


def ports_of(grid: Grid) -> dict[tuple[str, bool], Port]:
    """Return the ports by the name of their line or tree and the side of the box."""
    found: dict[tuple[str, bool], Port] = {}
    for wire in grid.wires:
        for pin in (wire.goal, *wire.others):
            if not isinstance(pin.key, Passage):
                extent = _root_room(wire.tree) if pin is wire.goal else _leaf_room(wire.tree, pin.port)
                found[pin.port, not pin.under] = Port(pin.key, pin.box, not pin.under, pin.port, *extent)
    return found


def labels_at_head(tree: Tree) -> bool:
    """Tell whether the labels of a tree stand at the heads of its lines, because they share their tail."""
    return len(tree.links) > 1 and tree.root == tree.links[0].tail


def _root_room(tree: Tree) -> tuple[float, float]:
    first = tree.links[0]
    return first.point if first.head == tree.root or first.both else (2.0, 0.0)


def _leaf_room(tree: Tree, name: str) -> tuple[float, float]:
    link = next(link for link in tree.links if link.id == name)
    if not labels_at_head(tree) and not link.both:
        return link.label
    return max(link.label[0], link.point[0]), link.label[1] + link.point[1] + _HEAD_AND_LABEL


def room(ports: Sequence[Port], spacing: Spacing) -> float:
    """Return how long the side of a box has to be for its ports."""
    return sum(port.along + spacing.port for port in ports) + 2 * _MARGIN


def by_side(ports: Ports) -> dict[tuple[str, bool], list[Port]]:
    """Return the ports at each side of each box."""
    sides: dict[tuple[str, bool], list[Port]] = {}
    for port in sorted(ports.values()):
        sides.setdefault((port.box, port.below), []).append(port)
    return sides


def aligned(
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
    sides = by_side(ports)
    for _ in range(_ROUNDS):
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
