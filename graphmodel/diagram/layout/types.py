"""The plain values that a layout is made from and gives back.

Everything is measured in points along the lanes (`along`) and across them (`across`), so that lanes may run from the
top down or from the left to the right.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "Item",
    "Lane",
    "Layout",
    "Link",
    "NestedPlace",
    "Point",
    "Polyline",
    "Rect",
    "Route",
    "Segment",
    "Setting",
    "Spacing",
]


class Point(NamedTuple):
    """A place."""

    along: float
    across: float


class Rect(NamedTuple):
    """The place of a box: its centre and its extents."""

    along: float
    across: float
    length: float
    depth: float

    @property
    def centre(self) -> Point:
        """Its middle."""
        return Point(self.along, self.across)

    @property
    def before(self) -> float:
        """Its edge nearest to where the lanes start."""
        return self.along - self.length / 2

    @property
    def after(self) -> float:
        """Its edge farthest from where the lanes start."""
        return self.along + self.length / 2

    @property
    def above(self) -> float:
        """Its edge towards the first lane."""
        return self.across - self.depth / 2

    @property
    def below(self) -> float:
        """Its edge towards the last lane."""
        return self.across + self.depth / 2


@dataclass(frozen=True, slots=True)
class Item:
    """A box to place."""

    id: str
    length: float
    depth: float
    lane: int
    column: int | None = None
    """The column it has to stand in; None where it may stand anywhere."""
    inside: str = ""
    """The box that it stands inside of."""


@dataclass(frozen=True, slots=True)
class Link:
    """A line to draw, and which of its ends should stand above the other where both are in one lane."""

    id: str
    tail: str
    head: str
    above: str | None = None
    rank: int = 0
    """How much it matters that one end stands above the other; the lowest first."""
    look: str = ""
    """Lines that look alike may run together where they meet at one box."""
    label: tuple[float, float] = (11.0, 9.0)
    """Along and across, the room for what is written on it."""
    point: tuple[float, float] = (7.0, 7.0)
    """Along and across, the room for its arrowhead."""
    both: bool = False
    """Whether it has an arrowhead at its tail too."""


class Segment(NamedTuple):
    """One stretch of a route, between two rows."""

    row: int
    """The row after it."""
    start: float
    end: float
    """Where along the lanes it comes and goes."""
    track: float | None
    """Where across the lanes it runs from one to the other; None where it needs not."""

    def corners(self, track: float) -> tuple[Point, Point]:
        """Return where it turns, when it runs on a track."""
        return Point(self.start, track), Point(self.end, track)


class Route(NamedTuple):
    """How a line runs from the leaf of its bundle to the root."""

    bundle: str
    to_head: bool
    """Whether the root is its head."""
    labelled_head: bool
    """Whether its label stands at its head, because it shares its tail with others."""
    start: Point
    segments: tuple[Segment, ...]
    end: Point
    gates: tuple[float, float]
    """Where across the lanes it passes the sides of the outermost boxes that it starts and ends in."""


class Polyline(NamedTuple):
    """The corners of a line from its tail to its head, as far as it is drawn.

    Where lines run together the common stretch is drawn once: the other lines start or end where they join it.
    """

    points: tuple[Point, ...]
    leaves: bool
    """Whether it starts at its tail."""
    arrives: bool
    """Whether it ends at its head."""
    label: Point
    """Where it reaches the box beside which its label stands, or the outermost one around that."""
    labelled_head: bool
    joint: Point | None = None
    """Where it joins another line of its bundle."""


@dataclass(frozen=True, slots=True)
class Spacing:
    """How far apart things stand, in points."""

    box: float = 8.0
    """Between two boxes of a row."""
    line: float = 5.0
    """Between two lines that pass a row, or a line and a box."""
    port: float = 2.0
    """Between what is written on two lines that end at the same side of a box."""
    track: float = 4.0
    """Between two parallel stretches along the lanes."""
    stub: float = 4.0
    """Between an arrowhead or label and the first bend of the line."""
    lane: float = 3.0
    """Between the edge of a lane and what is in it."""

    def scaled(self, factor: float) -> Spacing:
        """Return spacing that is looser across the lanes."""
        return replace(self, track=self.track * factor, stub=self.stub * factor, lane=self.lane * factor)


class NestedPlace(NamedTuple):
    """The place of a box in the outermost one around it, from the middle of that one."""

    host: str
    along: float
    across: float
    length: float
    depth: float
    windows: tuple[tuple[float, float], tuple[float, float]]
    """Where along it a line reaches it, from the side towards the first lane and from that towards the last."""
    reach: tuple[float, float]
    """How far it is to it from those sides."""

    def moved(self, host: str, along: float, across: float, reach: tuple[float, float]) -> NestedPlace:
        """Return the same place seen from a box further out, in which the box around it has a place."""
        (first, last), (low, high) = self.windows
        return NestedPlace(
            host,
            self.along + along,
            self.across + across,
            self.length,
            self.depth,
            ((first + along, last + along), (low + along, high + along)),
            (self.reach[0] + reach[0], self.reach[1] + reach[1]),
        )


class Setting(NamedTuple):
    """What everything is placed by."""

    items: Mapping[str, Item]
    """The outermost boxes."""
    length: float
    """The room along the lanes."""
    spacing: Spacing
    cells: Mapping[str, NestedPlace]
    """The places of boxes inside others, and of those others' names."""


class Lane(NamedTuple):
    """The stretch across that a lane takes up."""

    lane: int
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything is."""

    length: float
    depth: float
    lanes: tuple[Lane, ...]
    columns: tuple[tuple[int, float, float], ...]
    """Index, start and end along, of each column that anything stands in."""
    boxes: Mapping[str, Rect]
    routes: Mapping[str, Route]
    names: Mapping[str, Rect]
    """Where the names of boxes go that have others inside."""
