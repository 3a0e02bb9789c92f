"""Which row of its lane each box stands in: what has authority over another stands above it."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graphmodel.diagram.layout.types import Item, Link

__all__ = ["rank_rows"]


def rank_rows(
    items: Sequence[Item], links: Sequence[Link], length: float, deepest: int, fill: float
) -> list[tuple[int, list[str]]]:
    """Return the rows from the first lane to the last.

    Parameters
    ----------
    items
        The boxes.
    links
        The lines between them.
    length
        The room along the lanes.
    deepest
        The most rows that a lane gets for the sake of order; it gets more where its boxes need them.
    fill
        How much of a row boxes may take up; lines that pass it need the rest.

    Returns
    -------
    list of tuple
        The lane and the ids of each row.
    """
    lanes: dict[int, list[Item]] = {}
    for item in items:
        lanes.setdefault(item.lane, []).append(item)
    lane_of = {item.id: item.lane for item in items}
    return [
        (lane, row) for lane in sorted(lanes) for row in _lane_rows(lanes[lane], links, lane_of, length * fill, deepest)
    ]


def _lane_rows(
    items: Sequence[Item], links: Sequence[Link], lane_of: Mapping[str, int], room: float, deepest: int
) -> list[list[str]]:
    ids = {item.id for item in items}
    below = _order(sorted((link.rank, *_over(link)) for link in links if link.above and {link.tail, link.head} <= ids))
    ranks = _ranks(sorted(ids), below)
    least = ceil(sum(item.length for item in items) / room)
    depth = max(ranks.values()) + 1
    pulls = _pulls(links, lane_of, ids)
    ranks |= {id_: depth - 1 for id_ in _free(ids, below) if pulls.get(id_, 0) > 0}
    if any(item.column is not None for item in items):
        return _by_band(items, ranks, room)
    if least >= depth or depth > deepest:
        return _cut(items, ranks, max(least, min(depth, deepest)), pulls)
    return _fit(items, ranks, room)


def _over(link: Link) -> tuple[str, str]:
    return (link.tail, link.head) if link.above == link.tail else (link.head, link.tail)


def _order(pairs: Iterable[tuple[int, str, str]]) -> dict[str, set[str]]:
    """Return what stands below what; a pair that would close a circle with weightier ones is left out."""
    below: dict[str, set[str]] = {}
    for _, over, under in pairs:
        if over != under and not _reaches(under, over, below):
            below.setdefault(over, set()).add(under)
    return below


def _reaches(start: str, goal: str, below: Mapping[str, set[str]]) -> bool:
    seen = {start}
    stack = [start]
    while stack:
        here = stack.pop()
        if here == goal:
            return True
        fresh = below.get(here, set()) - seen
        seen |= fresh
        stack.extend(fresh)
    return False


def _ranks(ids: Sequence[str], below: Mapping[str, set[str]]) -> dict[str, int]:
    """Return the longest way down to each box; one that nothing stands above moves down to its nearest below."""
    above: dict[str, set[str]] = {}
    for over, unders in below.items():
        for under in unders:
            above.setdefault(under, set()).add(over)
    ranks: dict[str, int] = {}
    waiting = list(ids)
    while waiting:
        ready = [id_ for id_ in waiting if all(over in ranks for over in above.get(id_, ()))]
        for id_ in ready:
            ranks[id_] = max((ranks[over] + 1 for over in above.get(id_, ())), default=0)
        waiting = [id_ for id_ in waiting if id_ not in ranks]
    for id_ in ids:
        if id_ not in above and id_ in below:
            ranks[id_] = min(ranks[under] for under in below[id_]) - 1
    return ranks


def _free(ids: Iterable[str], below: Mapping[str, set[str]]) -> set[str]:
    bound = set(below) | {under for unders in below.values() for under in unders}
    return set(ids) - bound


def _pulls(links: Sequence[Link], lane_of: Mapping[str, int], ids: set[str]) -> dict[str, int]:
    """Return, for each box, how many more of its lines go to later lanes than to earlier ones."""
    pulls: dict[str, int] = dict.fromkeys(ids, 0)
    for link in links:
        step = lane_of[link.head] - lane_of[link.tail]
        if step and link.tail in pulls:
            pulls[link.tail] += 1 if step > 0 else -1
        if step and link.head in pulls:
            pulls[link.head] -= 1 if step > 0 else -1
    return pulls


def _cut(items: Sequence[Item], ranks: Mapping[str, int], count: int, pulls: Mapping[str, int]) -> list[list[str]]:
    """Cut the boxes of a lane, sorted by rank, into rows that are about equally full."""
    rows: list[list[str]] = [[] for _ in range(count)]
    share = sum(item.length for item in items) / count
    used = 0.0
    for item in sorted(items, key=lambda item: (ranks[item.id], pulls[item.id], item.id)):
        rows[min(int((used + item.length / 2) / share), count - 1)].append(item.id)
        used += item.length
    return [row for row in rows if row]


def _fit(items: Sequence[Item], ranks: Mapping[str, int], room: float) -> list[list[str]]:
    """Give each rank a row; what a row has no room for goes on to the next."""
    rows: list[list[str]] = []
    left = sorted(items, key=lambda item: (ranks[item.id], item.id))
    while left:
        taken: list[str] = []
        used = 0.0
        for item in left:
            if ranks[item.id] <= len(rows) and (not taken or used + item.length <= room):
                taken.append(item.id)
                used += item.length
        rows.append(taken)
        left = [item for item in left if item.id not in taken]
    return [row for row in rows if row]


def _by_band(items: Sequence[Item], ranks: Mapping[str, int], room: float) -> list[list[str]]:
    """Give each rank a row, column by column; what a column has no room for in one row goes on to the next."""
    share = room / len({item.column for item in items})
    rows: dict[int, list[str]] = {}
    at: dict[int | None, tuple[int, float]] = {}
    for item in sorted(items, key=lambda item: (ranks[item.id], item.id)):
        row, used = at.get(item.column, (-1, 0.0))
        if ranks[item.id] > row:
            row, used = ranks[item.id], 0.0
        elif used + item.length > share:
            row, used = row + 1, 0.0
        rows.setdefault(row, []).append(item.id)
        at[item.column] = (row, used + item.length)
    return [rows[row] for row in sorted(rows)]
