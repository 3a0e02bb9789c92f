"""Findings about names and official numbers through time."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from graphmodel.checks.time import overlaps
from graphmodel.model import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphmodel.model import Name, Node, Number
    from graphmodel.model.draft import Draft
    from graphmodel.period import Bounds

__all__ = ["held_twice", "misnumbered", "outside_their_nodes"]


def outside_their_nodes(draft: Draft) -> Iterator[Fault]:
    """Yield names and numbers that for certain were in use on no day of their node."""
    for node in draft.nodes:
        for part, number, item in _parts(node):
            if item.bounds.possible and node.bounds.possible and not (item.bounds & node.bounds).possible:
                told = f"{_told(item)} was in use on no day of the node, which lasts {_period(node.since, node.until)}"
                yield Fault("outside-its-node", node.id, f"{part}.{number}", told)


def misnumbered(draft: Draft) -> Iterator[Fault]:
    """Yield numbers of one node that hold at the same time, and a present number that is not the last of them."""
    for node in draft.nodes:
        numbers = [(each.bounds, (place, each)) for place, each in enumerate(node.numbers, 1)]
        for (_, one), (place, other) in overlaps(numbers, certain=True):
            yield Fault("overlapping-numbers", node.id, f"numbers.{place}", f"{_told(other)} overlaps {_told(one)}")
        if node.numbers and node.number:
            last = max(
                node.numbers,
                key=lambda each: (each.bounds.to_latest or date.max, each.bounds.from_earliest or date.min),
            )
            if node.number != last.number:
                told = f"the number is {node.number}, but the last under `numbers` is {_told(last)}"
                yield Fault("not-the-last-number", node.id, "number", told)


def held_twice(draft: Draft) -> Iterator[Fault]:
    """Yield official numbers that two nodes held at the same time."""
    holders: defaultdict[str, list[tuple[Bounds, str]]] = defaultdict(list)
    for node in draft.nodes:
        for each in node.numbers:
            holders[each.number].append((each.bounds & node.bounds, node.id))
        if node.number and not any(each.number == node.number and each.bounds.possible for each in node.numbers):
            holders[node.number].append((node.bounds, node.id))
    for number, held in sorted(holders.items()):
        by_id = sorted(held, key=lambda each: each[1])
        told = {other: one for one, other in overlaps(by_id, certain=True) if one != other}
        for other, one in told.items():
            message = f"{number} is the number of {one!r} at the same time"
            yield Fault("number-held-twice", other, "number", message, number)


def _parts(node: Node) -> Iterator[tuple[str, int, Name | Number]]:
    yield from (("names", place, name) for place, name in enumerate(node.names, 1))
    yield from (("numbers", place, number) for place, number in enumerate(node.numbers, 1))


def _told(item: Name | Number) -> str:
    word = getattr(item, "name", None) or getattr(item, "number", "")
    return f"{word!r} ({_period(item.since, item.until)})"


def _period(since: str | None, until: str | None) -> str:
    return f"{since or '…'} to {until or '…'}"
