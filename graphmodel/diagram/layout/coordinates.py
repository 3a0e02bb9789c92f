"""Where along the lanes everything stands: boxes first, then where lines leave them and pass between them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from graphmodel.diagram.layout.place import spread
from graphmodel.diagram.layout.trees import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graphmodel.diagram.layout.order import Grid
    from graphmodel.diagram.layout.shapes import Item, Spacing
    from graphmodel.diagram.layout.trees import Key

__all__ = ["Bands", "bands", "coordinates", "needed"]

_SWEEPS = 10
_PASSAGE_WEIGHT = 2.0

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


def coordinates(
    grid: Grid, rows: Sequence[Sequence[Key]], items: Mapping[str, Item], length: float, spacing: Spacing
) -> tuple[dict[Key, float], Bands]:
    """Return the place along of every box and passage, and the columns."""
    columns = bands(rows, items, length, spacing)
    up, down = _near(grid)
    places = _first(rows, items, length, spacing)
    for sweep in range(_SWEEPS):
        near = (up, down)[sweep % 2] if sweep < _SWEEPS - 2 else _both(up, down)
        for row in rows if sweep % 2 == 0 else reversed(rows):
            _settle(row, near, places, items, length, spacing, columns)
    return places, columns


def _near(grid: Grid) -> tuple[dict[Key, list[Key]], dict[Key, list[Key]]]:
    up: dict[Key, list[Key]] = {}
    down: dict[Key, list[Key]] = {}
    for wire in grid.wires:
        for pin in wire.others:
            one, other = (wire.goal.key, pin.key) if pin.under else (pin.key, wire.goal.key)
            down.setdefault(one, []).append(other)
            up.setdefault(other, []).append(one)
    return up, down


def _both(up: dict[Key, list[Key]], down: dict[Key, list[Key]]) -> dict[Key, list[Key]]:
    return {key: [*up.get(key, ()), *down.get(key, ())] for key in {**up, **down}}


def _first(
    rows: Sequence[Sequence[Key]], items: Mapping[str, Item], length: float, spacing: Spacing
) -> dict[Key, float]:
    """Set every row centred, as tight as it goes."""
    places: dict[Key, float] = {}
    for row in rows:
        at = (length - needed(row, items, spacing)) / 2
        for position, key in enumerate(row):
            places[key] = at + _length(key, items) / 2
            following = row[position + 1] if position + 1 < len(row) else None
            at += _length(key, items) + (_gap(key, following, spacing) if following is not None else 0.0)
    return places


def _settle(  # noqa: PLR0913 - one row with all that it depends on
    row: Sequence[Key],
    near: Mapping[Key, list[Key]],
    places: dict[Key, float],
    items: Mapping[str, Item],
    length: float,
    spacing: Spacing,
    columns: Bands,
) -> None:
    for column, keys in _by_column(row, items):
        if not keys:
            continue
        low, high = 0.0, length
        if column is not None:
            low, high = columns[column][0] + spacing.box / 2, columns[column][1] - spacing.box / 2
        wishes = [_mean([places[other] for other in near.get(key, ())], places[key]) for key in keys]
        gaps = [
            (_length(one, items) + _length(other, items)) / 2 + _gap(one, other, spacing)
            for one, other in pairwise(keys)
        ]
        first, last = _length(keys[0], items) / 2, _length(keys[-1], items) / 2
        weights = [
            _PASSAGE_WEIGHT if isinstance(key, Passage) else 0.5 + len(near.get(key, ())) for key in keys
        ]
        for key, place in zip(keys, spread(wishes, gaps, low + first, high - last, weights), strict=True):
            places[key] = place


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
