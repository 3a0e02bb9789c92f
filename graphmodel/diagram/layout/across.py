"""Where across the lanes everything stands, and with that the way of each line."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from graphmodel.diagram.layout.ports import labels_at_head, stop
from graphmodel.diagram.layout.route import Channel, Net, Obstacle, channel
from graphmodel.diagram.layout.shapes import Lane, Point, Step, Way
from graphmodel.diagram.layout.trees import Passage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphmodel.diagram.layout.order import Grid
    from graphmodel.diagram.layout.ports import Ports, Stops
    from graphmodel.diagram.layout.shapes import Link, Setting
    from graphmodel.diagram.layout.trees import Pin, Tree, Wire

__all__ = ["Across"]


class Across:
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
        return Net.of(wire.tree.id, above, tuple(self._at(pin) for pin in pins if pin.under))

    def _channel(self, row: int, nets: Sequence[Net]) -> Channel:
        """Return the room before a row."""
        if not nets:
            return Channel(self.spacing.box, {})
        above, below = self.obstacles.get((row - 1, True), ()), self.obstacles.get((row, False), ())
        return channel(nets, above, below, self.spacing.track, self.spacing.stub)

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
        """Return where each lane starts and ends: between two, in the middle of the room that lines share."""
        if not self.lanes:
            return ()
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
        room = self.channels[wire.channel]
        track = room.tracks.get(wire.tree.id)
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

    def ways(self, tree: Tree) -> dict[str, Way]:
        """Return the way of each line of a tree from its leaf to the root."""
        return {link.id: self._way(link, tree) for link in tree.links}

    def _way(self, link: Link, tree: Tree) -> Way:
        pin = self.leaves[link.id]
        gate = self._gate(pin)
        start = Point(self._at(pin), self._edge(pin))
        steps: list[Step] = []
        while True:
            wire = self.onward[pin]
            steps.append(Step(wire.channel, self._at(pin), self._at(wire.goal), self._track(wire)))
            if not isinstance(wire.goal.key, Passage):
                end = Point(self._at(wire.goal), self._edge(wire.goal))
                return Way(
                    tree.id,
                    tree.root == link.head,
                    labels_at_head(tree),
                    start,
                    tuple(steps),
                    end,
                    (gate, self._gate(wire.goal)),
                )
            pin = wire.goal._replace(under=not wire.goal.under)
