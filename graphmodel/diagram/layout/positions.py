"""Where along the lanes boxes and passages are placed: near what they are joined to, in the order given, on the page.

One row at a time this has an exact answer: with the least distances taken out, it is the isotonic regression of the
wanted positions, which pooling adjacent violators finds in one pass (Ayer et al. 1955, doi:10.1214/aoms/1177728423).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from graphmodel.diagram.layout.bundles import Key, Passage
from graphmodel.diagram.layout.types import NestedPlace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graphmodel.diagram.layout.crossings import Grid, Neighbours
    from graphmodel.diagram.layout.types import Item, Link, Setting, Spacing

__all__ = ["Bands", "Nests", "Rooms", "assign_positions", "bands", "row_length", "spread"]

_SWEEPS = 10
_PASSAGE_WEIGHT = 2.0

Bands = dict[int, tuple[float, float]]
"""Start and end of each column."""


def row_length(row: Sequence[Key], items: Mapping[str, Item], spacing: Spacing) -> float:
    """Return the least length of a row."""
    return sum(_length(key, items) for key in row) + sum(_gap(*pair, spacing) for pair in pairwise(row))


def _length(key: Key, items: Mapping[str, Item]) -> float:
    return 0.0 if isinstance(key, Passage) else items[key].length


def _gap(one: Key, other: Key, spacing: Spacing) -> float:
    if isinstance(one, Passage) or isinstance(other, Passage):
        return spacing.line
    return spacing.box


def bands(rows: Sequence[Sequence[Key]], items: Mapping[str, Item], length: float, spacing: Spacing) -> Bands:
    """Return the columns: each as wide as its fullest row needs, and the room that is left shared out evenly."""
    widths: dict[int, float] = {}
    for row in rows:
        for column, keys in _by_column(row, items):
            if column is not None:
                widths[column] = max(widths.get(column, 0.0), row_length(keys, items, spacing) + spacing.box)
    spare = max(0.0, length - sum(widths.values())) / len(widths) if widths else 0.0
    found: Bands = {}
    start = 0.0
    for column in sorted(widths):
        found[column] = (start, start + widths[column] + spare)
        start = found[column][1]
    return found


def _by_column(row: Sequence[Key], items: Mapping[str, Item]) -> Iterable[tuple[int | None, list[Key]]]:
    """Split a row by the columns of its boxes; a passage goes with the box before it."""
    parts: list[tuple[int | None, list[Key]]] = []
    waiting: list[Key] = []
    for key in row:
        column = None if isinstance(key, Passage) else items[key].column
        if isinstance(key, Passage):
            (parts[-1][1] if parts else waiting).append(key)
        elif parts and parts[-1][0] == column:
            parts[-1][1].append(key)
        else:
            parts.append((column, [*waiting, key]))
            waiting = []
    return parts or [(None, waiting)]


def assign_positions(grid: Grid, rows: Sequence[Sequence[Key]], setting: Setting) -> tuple[dict[Key, float], Bands]:
    """Return the place along of every box and passage, and the columns.

    Parameters
    ----------
    grid
        The wires.
    rows
        The rows in order.
    setting
        The boxes, the room and the least distances.
    """
    placer = _Placer(rows, setting)
    up, down = _near(grid)
    for sweep in range(_SWEEPS):
        near = (up, down)[sweep % 2] if sweep < _SWEEPS - 2 else _both(up, down)
        for row in rows if sweep % 2 == 0 else reversed(rows):
            placer.settle(row, near)
    return placer.places, placer.columns


def _near(grid: Grid) -> tuple[Neighbours, Neighbours]:
    up: Neighbours = {}
    down: Neighbours = {}
    for wire in grid.wires:
        for pin in wire.others:
            one, other = (wire.goal.key, pin.key) if pin.under else (pin.key, wire.goal.key)
            down.setdefault(one, []).append(other)
            up.setdefault(other, []).append(one)
    return up, down


def _both(up: Neighbours, down: Neighbours) -> Neighbours:
    return {key: [*up.get(key, ()), *down.get(key, ())] for key in {**up, **down}}


class _Placer:
    """Moves one row at a time towards what it is joined to."""

    def __init__(self, rows: Sequence[Sequence[Key]], setting: Setting) -> None:
        self.items, self.length, self.spacing, _ = setting
        self.columns = bands(rows, self.items, self.length, self.spacing)
        self.places: dict[Key, float] = {}
        for row in rows:
            self._set_tight(row)

    def _set_tight(self, row: Sequence[Key]) -> None:
        """Set a row in the middle, as tight as it goes."""
        at = (self.length - row_length(row, self.items, self.spacing)) / 2
        for key, following in zip(row, [*row[1:], None], strict=True):
            self.places[key] = at + _length(key, self.items) / 2
            at += _length(key, self.items)
            at += 0.0 if following is None else _gap(key, following, self.spacing)

    def settle(self, row: Sequence[Key], near: Neighbours) -> None:
        """Give each of a row the place nearest to the middle of its neighbours."""
        for column, keys in _by_column(row, self.items):
            if keys:
                self._settle(keys, near, *self._room(column))

    def _room(self, column: int | None) -> tuple[float, float]:
        if column is None:
            return 0.0, self.length
        low, high = self.columns[column]
        return low + self.spacing.box / 2, high - self.spacing.box / 2

    def _settle(self, keys: Sequence[Key], near: Neighbours, low: float, high: float) -> None:
        halves = [_length(key, self.items) / 2 for key in keys]
        gaps = [
            halves[place] + halves[place + 1] + _gap(one, other, self.spacing)
            for place, (one, other) in enumerate(pairwise(keys))
        ]
        wishes = [_mean([self.places[other] for other in near.get(key, ())], self.places[key]) for key in keys]
        weights = [_PASSAGE_WEIGHT if isinstance(key, Passage) else 0.5 + len(near.get(key, ())) for key in keys]
        places = spread(wishes, gaps, low + halves[0], high - halves[-1], weights)
        self.places |= dict(zip(keys, places, strict=True))


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def spread(
    wishes: Sequence[float], gaps: Sequence[float], low: float, high: float, weights: Sequence[float] = ()
) -> list[float]:
    """Return places in the order given that come nearest to the wishes.

    Parameters
    ----------
    wishes
        Where each would like to be.
    gaps
        The least distance between each and the next; one fewer than the wishes.
    low, high
        The first and the last place there is; if the gaps need more, the places go beyond ``high``.
    weights
        How much each wish counts; all alike when empty.

    Returns
    -------
    list of float
        The places with the least weighted sum of squared distances from the wishes.
    """
    offsets = [0.0]
    for gap in gaps:
        offsets.append(offsets[-1] + gap)
    pools: list[list[float]] = []  # value, weight, number of wishes in it
    for place, wish in enumerate(wishes):
        pools.append([wish - offsets[place], weights[place] if weights else 1.0, 1.0])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            value, weight, count = pools.pop()
            last = pools[-1]
            last[0] = (last[0] * last[1] + value * weight) / (last[1] + weight)
            last[1] += weight
            last[2] += count
    highest = max(low, high - offsets[-1]) if wishes else low
    values = [min(max(value, low), highest) for value, _, count in pools for _ in range(int(count))]
    return [value + offset for value, offset in zip(values, offsets, strict=True)] if wishes else []


# --- boxes inside a box ------------------------------------------------------------------------------------------

# They stand in columns beside its name, each within reach of a straight line from both sides. Where a column holds
# several boxes, each leaves a strip beside it free for the lines that pass it on their way to the others, so that no
# line that comes from outside runs behind a box.

_PAD = 11.0
"""Between a box and those inside it; an arrowhead has room there."""

_GAP = 9.0
_STRIP = 4.0
"""How much wider a strip is than what ends there."""

_MARGIN = 6.0
_MOST_ROWS = 4
_WITHIN = 0.5
"""How much of that a box gets that stands inside another itself."""

Rooms = dict[tuple[str, bool], float]
"""How much room lines need at the side of a box towards the first lane, or (true) towards the last."""


@dataclass(frozen=True, slots=True)
class _NestLayout:
    """A box with what is inside it: its size, and the place of each inner box, and of its own name."""

    item: Item
    cells: Mapping[str, NestedPlace]


class Nests:
    """The boxes that stand inside others.

    Parameters
    ----------
    items
        All boxes.
    most
        How long a box with others inside gets, if it can.
    """

    def __init__(self, items: Sequence[Item], most: float) -> None:
        self.items = {item.id: item for item in items}
        self.children: dict[str, list[Item]] = {}
        for item in items:
            if item.inside:
                self.children.setdefault(item.inside, []).append(item)
        self.most = most
        self.host = {item.id: self._outermost(item) for item in items}

    def _outermost(self, item: Item) -> str:
        while item.inside:
            item = self.items[item.inside]
        return item.id

    def lift(self, links: Iterable[Link]) -> list[Link]:
        """Return the lines between different outermost boxes, as lines between those."""
        found = [
            replace(
                link,
                tail=self.host[link.tail],
                head=self.host[link.head],
                above=self.host[link.above] if link.above else None,
            )
            for link in links
        ]
        return [link for link in found if link.tail != link.head]

    def lay_out(self, rooms: Rooms, order: Mapping[str, float]) -> tuple[list[Item], dict[str, NestedPlace]]:
        """Return the outermost boxes, each large enough for what is in it, and the places of the inner ones.

        Parameters
        ----------
        rooms
            The room that lines need at the sides of boxes.
        order
            Where along the lanes each inner box would like to stand.
        """
        found = [self._lay_out(item, rooms, order) for item in self.items.values() if not item.inside]
        return [each.item for each in found], {id_: cell for each in found for id_, cell in each.cells.items()}

    def _lay_out(self, item: Item, rooms: Rooms, order: Mapping[str, float]) -> _NestLayout:
        need = max(rooms.get((item.id, False), 0.0), rooms.get((item.id, True), 0.0))
        inner = self.children.get(item.id)
        if not inner:
            return _NestLayout(replace(item, length=max(item.length, need)), {})
        each = {child.id: self._lay_out(child, rooms, order) for child in inner}
        ranked = sorted(inner, key=lambda child: (order.get(child.id, 0.0), child.id))
        columns = self._columns(
            [each[child.id].item for child in ranked], rooms, self.most * (_WITHIN if item.inside else 1)
        )
        return _Packer(item, max(item.length, need), each, rooms).pack(columns)

    def _columns(self, boxes: Sequence[Item], rooms: Rooms, most: float) -> list[list[Item]]:
        """Share boxes out among columns, in as few rows as the room allows; one with others inside stands alone."""
        columns: list[list[Item]] = []
        for rows in range(1, _MOST_ROWS + 1):
            columns = []
            for box in boxes:
                alone = box.id in self.children or (columns and columns[-1][0].id in self.children)
                if not columns or alone or len(columns[-1]) == rows:
                    columns.append([])
                columns[-1].append(box)
            if sum(_width(column, rooms) + _GAP for column in columns) <= most:
                break
        return columns


def _depth(column: Sequence[Item]) -> float:
    return sum(box.depth for box in column) + _GAP * (len(column) - 1)


def _strip(box: Item, rooms: Rooms, *, below: bool) -> float:
    room = rooms.get((box.id, below), 0.0)
    return room - 2 * _MARGIN + 2 * _STRIP if room else 0.0


def _left(column: Sequence[Item], place: int, rooms: Rooms) -> float:
    return sum(_strip(box, rooms, below=True) for box in column[:place])


def _right(column: Sequence[Item], place: int, rooms: Rooms) -> float:
    return sum(_strip(box, rooms, below=False) for box in column[place + 1 :])


def _width(column: Sequence[Item], rooms: Rooms) -> float:
    return max(
        _left(column, place, rooms) + box.length + _right(column, place, rooms) for place, box in enumerate(column)
    )


@dataclass(slots=True)
class _Packer:
    """Puts columns of boxes side by side into one box, after its name."""

    item: Item
    name: float
    """How long the room for its name is."""
    each: Mapping[str, _NestLayout]
    rooms: Rooms

    def pack(self, columns: Sequence[Sequence[Item]]) -> _NestLayout:
        """Return the box; each column stands in the middle of its depth."""
        inner = max(self.item.depth, *(_depth(column) for column in columns))
        depth = inner + 2 * _PAD
        length = self.name + sum(_width(column, self.rooms) + _GAP for column in columns) + _PAD / 2
        cells = {self.item.id: self._name_cell(-length / 2, depth)}
        start = self.name + _GAP / 2 - length / 2
        for column in columns:
            top = -_depth(column) / 2
            for place, box in enumerate(column):
                cells |= self._placed(column, place, (start, top + box.depth / 2), depth)
                top += box.depth + _GAP
            start += _width(column, self.rooms) + _GAP
        return _NestLayout(replace(self.item, length=length, depth=depth), cells)

    def _name_cell(self, start: float, depth: float) -> NestedPlace:
        window = (start + _MARGIN, start + self.name - _MARGIN / 2)
        return NestedPlace(self.item.id, start + self.name / 2, 0.0, self.name, depth, (window, window), (0.0, 0.0))

    def _placed(
        self, column: Sequence[Item], place: int, at: tuple[float, float], whole: float
    ) -> dict[str, NestedPlace]:
        """Return the place of a box of a column, from its start along and its middle across, and of those inside it."""
        box = column[place]
        (start, across), width = at, _width(column, self.rooms)
        left, right = start + _left(column, place, self.rooms), start + width - _right(column, place, self.rooms)
        reach = whole / 2 + across - box.depth / 2, whole / 2 - across - box.depth / 2
        middle = (left + right) / 2
        windows = self._strips(column, place, left, right)
        cell = NestedPlace(self.item.id, middle, across, right - left, box.depth, windows, reach)
        inner = {id_: each.moved(self.item.id, middle, across, reach) for id_, each in self.each[box.id].cells.items()}
        if box.id in inner:
            cell = cell._replace(windows=inner[box.id].windows)
        return {**inner, box.id: cell}

    def _strips(
        self, column: Sequence[Item], place: int, left: float, right: float
    ) -> tuple[tuple[float, float], tuple[float, float]]:
        whole = (left + _MARGIN, right - _MARGIN)
        above = _strip(column[place], self.rooms, below=False)
        below = _strip(column[place], self.rooms, below=True)
        upper = whole if place == 0 or not above else (right - above + _STRIP, right - _STRIP)
        lower = whole if place == len(column) - 1 or not below else (left + _STRIP, left + below - _STRIP)
        return upper, lower
