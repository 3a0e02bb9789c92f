"""Crossing reduction: the order of the boxes of each row, by sweeps of barycentres (Sugiyama et al. 1981).

A line that passes rows takes a place of its own in each, so that no line runs behind a box.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.layout.bundles import Key, Passage, bundle_wires

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graphmodel.diagram.layout.bundles import Bundle, Wire
    from graphmodel.diagram.layout.types import Item

__all__ = ["Grid", "Neighbours", "build_grid", "reduce_crossings"]

_SWEEPS = 14

Neighbours = dict[Key, list[Key]]
"""What each box or passage is joined to."""


class Grid(NamedTuple):
    """Rows of boxes and passages, and the wires between them."""

    rows: list[list[Key]]
    row_of: dict[Key, int]
    wires: list[Wire]


def build_grid(rows: Sequence[Sequence[str]], bundles: Iterable[Bundle], host: Mapping[str, str]) -> Grid:
    """Give each bundle a place in every row that it passes.

    Parameters
    ----------
    rows
        The boxes of each row.
    bundles
        The lines, grouped.
    host
        The outermost box around each box, or itself.
    """
    filled: list[list[Key]] = [list(row) for row in rows]
    row_of: dict[Key, int] = {id_: place for place, row in enumerate(rows) for id_ in row}
    found = [wire for bundle in bundles for wire in bundle_wires(bundle, row_of, host)]
    for wire in found:
        for pin in (wire.goal, *wire.others):
            if isinstance(pin.key, Passage) and pin.key not in row_of:
                row_of[pin.key] = pin.key.row
                filled[pin.key.row].append(pin.key)
    return Grid(filled, row_of, found)


def reduce_crossings(grid: Grid, items: Mapping[str, Item]) -> list[list[Key]]:
    """Return the rows in an order with few crossings.

    Parameters
    ----------
    grid
        The rows, in any order.
    items
        The boxes; those with a column stand in the order of the columns.
    """
    up, down, beside = _neighbours(grid)
    rows = [_with_columns(row, items) for row in _start(grid, down)]
    best, fewest = rows, _crossings(rows, grid)
    for sweep in range(_SWEEPS):
        rows = _sweep(rows, up if sweep % 2 == 0 else down, beside, items, upwards=sweep % 2 == 1)
        crossings = _crossings(rows, grid)
        if crossings < fewest:
            best, fewest = rows, crossings
    return best


def _neighbours(grid: Grid) -> tuple[Neighbours, Neighbours, Neighbours]:
    up: Neighbours = {}
    down: Neighbours = {}
    beside: Neighbours = {}
    for wire in grid.wires:
        for pin in wire.others:
            one, other = (wire.goal.key, pin.key) if pin.under else (pin.key, wire.goal.key)
            if grid.row_of[one] == grid.row_of[other]:
                beside.setdefault(one, []).append(other)
                beside.setdefault(other, []).append(one)
            else:
                down.setdefault(one, []).append(other)
                up.setdefault(other, []).append(one)
    return up, down, beside


def _start(grid: Grid, down: Neighbours) -> list[list[Key]]:
    """Order each row as a walk from the first row down meets its boxes: what belongs together starts together."""
    met: dict[Key, int] = {}
    for row in grid.rows:
        for key in sorted(row, key=lambda key: (-len(down.get(key, ())), _name(key))):
            _walk(key, down, met)
    return [sorted(row, key=met.__getitem__) for row in grid.rows]


def _walk(key: Key, down: Neighbours, met: dict[Key, int]) -> None:
    stack = [key]
    while stack:
        here = stack.pop()
        if here not in met:
            met[here] = len(met)
            stack.extend(sorted(down.get(here, ()), key=_name, reverse=True))


def _name(key: Key) -> str:
    return key if isinstance(key, str) else key.bundle


def _sweep(
    rows: list[list[Key]], fixed: Neighbours, beside: Neighbours, items: Mapping[str, Item], *, upwards: bool
) -> list[list[Key]]:
    """Move every box towards the middle of its neighbours in the row before."""
    swept = list(rows)
    place = {key: (position + 0.5) / len(row) for row in rows for position, key in enumerate(row)}
    for index in reversed(range(len(rows))) if upwards else range(len(rows)):
        wish = {key: _wish(key, fixed, beside, place) for key in swept[index]}
        swept[index] = _with_columns(sorted(swept[index], key=lambda key: wish[key]), items)
        place |= {key: (position + 0.5) / len(swept[index]) for position, key in enumerate(swept[index])}
    return swept


def _wish(key: Key, fixed: Neighbours, beside: Neighbours, place: Mapping[Key, float]) -> float:
    near = [place[other] for other in fixed.get(key, ())]
    if not near:
        return place[key]
    aside = [place[other] for other in beside.get(key, ())]
    return (sum(near) + 0.25 * sum(aside)) / (len(near) + 0.25 * len(aside))


def _with_columns(row: list[Key], items: Mapping[str, Item]) -> list[Key]:
    """Put the boxes that have a column in the order of the columns; the rest stay where they are among them."""
    boxes = [key for key in row if isinstance(key, str) and items[key].column is not None]
    order = iter(sorted(boxes, key=lambda key: items[str(key)].column or 0))
    held = set(boxes)
    return [next(order) if key in held else key for key in row]


def _crossings(rows: list[list[Key]], grid: Grid) -> int:
    place = {key: position for row in rows for position, key in enumerate(row)}
    between: dict[int, list[tuple[int, int]]] = {}
    for wire in grid.wires:
        for pin in wire.others:
            one, other = (wire.goal.key, pin.key) if pin.under else (pin.key, wire.goal.key)
            if grid.row_of[one] != grid.row_of[other]:
                between.setdefault(wire.channel, []).append((place[one], place[other]))
    return sum(map(_inversions, between.values()))


def _inversions(pairs: list[tuple[int, int]]) -> int:
    seen: list[int] = []
    count = 0
    for _, lower in sorted(pairs):
        count += len(seen) - bisect_right(seen, lower)
        insort(seen, lower)
    return count
