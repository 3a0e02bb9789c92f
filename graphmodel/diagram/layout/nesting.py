"""Boxes inside a box: they stand in columns beside its name, each within reach of a straight line from both sides.

Where a column holds several boxes, each leaves a strip beside it free for the lines that pass it on their way to the
others, so that no line that comes from outside runs behind a box.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graphmodel.diagram.layout.types import NestedPlace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graphmodel.diagram.layout.types import Item, Link

__all__ = ["Nests", "Rooms"]

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
class _Laid:
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

    def lifted(self, links: Iterable[Link]) -> list[Link]:
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

    def laid(self, rooms: Rooms, order: Mapping[str, float]) -> tuple[list[Item], dict[str, NestedPlace]]:
        """Return the outermost boxes, each large enough for what is in it, and the places of the inner ones.

        Parameters
        ----------
        rooms
            The room that lines need at the sides of boxes.
        order
            Where along the lanes each inner box would like to stand.
        """
        found = [self._laid(item, rooms, order) for item in self.items.values() if not item.inside]
        return [laid.item for laid in found], {id_: cell for laid in found for id_, cell in laid.cells.items()}

    def _laid(self, item: Item, rooms: Rooms, order: Mapping[str, float]) -> _Laid:
        need = max(rooms.get((item.id, False), 0.0), rooms.get((item.id, True), 0.0))
        inner = self.children.get(item.id)
        if not inner:
            return _Laid(replace(item, length=max(item.length, need)), {})
        each = {child.id: self._laid(child, rooms, order) for child in inner}
        ranked = sorted(inner, key=lambda child: (order.get(child.id, 0.0), child.id))
        columns = self._columns(
            [each[child.id].item for child in ranked], rooms, self.most * (_WITHIN if item.inside else 1)
        )
        return _Packer(item, max(item.length, need), each, rooms).packed(columns)

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
    each: Mapping[str, _Laid]
    rooms: Rooms

    def packed(self, columns: Sequence[Sequence[Item]]) -> _Laid:
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
        return _Laid(replace(self.item, length=length, depth=depth), cells)

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
