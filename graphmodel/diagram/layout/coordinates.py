"""Where along the lanes everything stands: boxes first, then where lines leave them and pass between them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from graphmodel.diagram.layout.place import spread
from graphmodel.diagram.layout.trees import Key, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graphmodel.diagram.layout.order import Grid
    from graphmodel.diagram.layout.shapes import Item, Setting, Spacing

__all__ = ["Bands", "bands", "coordinates", "needed"]

_SWEEPS = 10
_PASSAGE_WEIGHT = 2.0

Neighbours = dict[Key, list[Key]]
Bands = dict[int, tuple[float, float]]
"""Start and end of each column."""


def needed(row: Sequence[Key], items: Mapping[str, Item], spacing: Spacing) -> float:
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
                widths[column] = max(widths.get(column, 0.0), needed(keys, items, spacing) + spacing.box)
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


def coordinates(grid: Grid, rows: Sequence[Sequence[Key]], setting: Setting) -> tuple[dict[Key, float], Bands]:
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
        at = (self.length - needed(row, self.items, self.spacing)) / 2
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
