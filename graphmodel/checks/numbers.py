"""Findings about names and official numbers through time."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

from graphmodel.checks.time import overlaps, surely_lasts
from graphmodel.model import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphmodel.model import Name, Node, Number
    from graphmodel.model.draft import Draft
    from graphmodel.period import Bounds

__all__ = ["held_twice", "misnamed", "misnumbered", "of_another_county", "outside_their_nodes"]


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


def misnamed(draft: Draft) -> Iterator[Fault]:
    """Yield names of one node that hold at the same time, and a present name after whose end another was in use.

    A name other than the present one that tells of no end is one to find the node by, beside that of the day.
    """
    for node in draft.nodes:
        dated = [
            (name.bounds, (place, name))
            for place, name in enumerate(node.names, 1)
            if name.language is None and (name.until or (name.since and name.name == node.name))
        ]
        for (_, one), (place, other) in overlaps(dated, certain=True):
            yield Fault("overlapping-names", node.id, f"names.{place}", f"{_told(other)} overlaps {_told(one)}")
        ends = [name.bounds.to_latest for name in node.names if name.name == node.name and (name.since or name.until)]
        if ends and None not in ends:
            for name in node.names:
                later = name.bounds.from_earliest
                if (
                    name.name != node.name
                    and name.language is None
                    and later
                    and all(end and end <= later for end in ends)
                ):
                    told = f"{node.name!r} is the name, but {_told(name)} is later under `names`"
                    yield Fault("not-the-last-name", node.id, "name", told)
                    break


def of_another_county(draft: Draft) -> Iterator[Fault]:
    """Yield ties of a municipality to a county whose number was for certain not in its own on some day."""
    nodes = {node.id: node for node in draft.nodes}
    for edge in draft.edges:
        town, county = nodes.get(edge.from_id), nodes.get(edge.to_id)
        if not (edge.type == "PART_OF" and edge.recorded and town and county):
            continue
        if town.kind != "Municipality" or county.kind != "County":
            continue
        for (own, one), (whole, other) in product(_numbers(town), _numbers(county)):
            if not one.startswith(other) and surely_lasts(own & whole & edge.bounds):
                message = f"{town.id!r} has the number {one}, and {county.id!r} the number {other}"
                yield Fault("number-of-another-county", edge.id, "to", message)
                break


def _numbers(node: Node) -> list[tuple[Bounds, str]]:
    """Return the official numbers of a node, each with when it had it."""
    told = [(each.bounds & node.bounds, each.number) for each in node.numbers]
    return told or ([(node.bounds, node.number)] if node.number else [])


def held_twice(draft: Draft) -> Iterator[Fault]:
    """Yield official numbers, and numbers in Enhetsregisteret, that two nodes held at the same time."""
    organisations: defaultdict[str, list[tuple[Bounds, str]]] = defaultdict(list)
    for node in draft.nodes:
        if node.organisation_number:
            organisations[node.organisation_number].append((node.bounds, node.id))
    yield from _of_two(organisations, "organisation_number")
    yield from _of_two(_official(draft), "number")


def _official(draft: Draft) -> dict[str, list[tuple[Bounds, str]]]:
    """Return who had each official number, and when."""
    holders: defaultdict[str, list[tuple[Bounds, str]]] = defaultdict(list)
    for node in draft.nodes:
        for each in node.numbers:
            holders[each.number].append((each.bounds & node.bounds, node.id))
        if node.number and not any(each.number == node.number and each.bounds.possible for each in node.numbers):
            holders[node.number].append((node.bounds, node.id))
    return holders


def _of_two(holders: Mapping[str, list[tuple[Bounds, str]]], field: str) -> Iterator[Fault]:
    for number, held in sorted(holders.items()):
        by_id = sorted(held, key=lambda each: each[1])
        told = {other: one for one, other in overlaps(by_id, certain=True) if one != other}
        for other, one in told.items():
            message = f"{number} is the number of {one!r} at the same time"
            yield Fault("number-held-twice", other, field, message, number)


def _parts(node: Node) -> Iterator[tuple[str, int, Name | Number]]:
    yield from (("names", place, name) for place, name in enumerate(node.names, 1))
    yield from (("numbers", place, number) for place, number in enumerate(node.numbers, 1))


def _told(item: Name | Number) -> str:
    word = getattr(item, "name", None) or getattr(item, "number", "")
    return f"{word!r} ({_period(item.since, item.until)})"


def _period(since: str | None, until: str | None) -> str:
    return f"{since or '…'} to {until or '…'}"
