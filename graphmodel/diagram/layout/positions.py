"""Where along the lanes boxes and passages are placed: near what they are joined to, in the order given, on the page.

One row at a time this has an exact answer: with the least distances taken out, it is the isotonic regression of the
wanted positions, which pooling adjacent violators finds in one pass (Ayer et al. 1955, doi:10.1214/aoms/1177728423).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from graphmodel.diagram.layout.bundles import Key, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graphmodel.diagram.layout.crossings import Grid, Neighbours
    from graphmodel.diagram.layout.types import Item, Setting, Spacing

__all__ = ["Bands", "assign_positions", "bands", "row_length", "spread"]

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
