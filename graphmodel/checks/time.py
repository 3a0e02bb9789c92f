"""Findings about time: edges that reach beyond their ends, ties that no one has attested for long."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime
from itertools import product
from typing import TYPE_CHECKING, TypeVar

from graphmodel.model import Fault, Seat
from graphmodel.period import ALWAYS, UNKNOWN, parse, span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graphmodel.model import Edge, Name, Node, Number, Source, Survey
    from graphmodel.model.draft import Draft
    from graphmodel.model.statement import Record
    from graphmodel.period import Bounds, Moment

__all__ = [
    "held_twice",
    "misnamed",
    "misnumbered",
    "of_another_county",
    "out_of_order",
    "outside",
    "outside_their_nodes",
    "overlaps",
    "spoken_for_outside",
    "surely_lasts",
    "surveyed_outside",
    "unattested",
    "unlikely",
]


def outside_their_nodes(draft: Draft) -> Iterator[Fault]:
    """Yield names and numbers that for certain were in use on no day of their node."""
    for node in draft.nodes:
        for part, number, item in _parts(node):
            if item.bounds.possible and node.bounds.possible and not (item.bounds & node.bounds).possible:
                message = (
                    f"{_told(item)} was in use on no day of the node, which lasts {_period(node.since, node.until)}"
                )
                yield Fault("outside-its-node", node.id, f"{part}.{number}", message)


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
                message = f"the number is {node.number}, but the last under `numbers` is {_told(last)}"
                yield Fault("not-the-last-number", node.id, "number", message)


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
                    message = f"{node.name!r} is the name, but {_told(name)} is later under `names`"
                    yield Fault("not-the-last-name", node.id, "name", message)
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
    numbers = [(each.bounds & node.bounds, each.number) for each in node.numbers]
    return numbers or ([(node.bounds, node.number)] if node.number else [])


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
    for number, periods in sorted(holders.items()):
        by_id = sorted(periods, key=lambda each: each[1])
        overlapping = {other: one for one, other in overlaps(by_id, certain=True) if one != other}
        for other, one in overlapping.items():
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


T = TypeVar("T")

_YEARS = 5
_LIKELY_YEARS = range(1500, 2101)
_DATES = ("since", "until", "as_of", "published", "on")
_DESCRIBED = ("as_of", "published", "on")
"""Of what has been: no source tells how it was on a day to come."""


def overlaps(items: Iterable[tuple[Bounds, T]], *, certain: bool = False) -> Iterator[tuple[T, T]]:
    """Yield every item whose period overlaps that of one which began no later, after that one; possibly or for certain.

    Each is told once, with the one that lasts longest, so that many items take no longer than sorting them.
    """
    spans = [(*_span_of(each, certain=certain), item) for each, item in items]
    longest: tuple[date, T] | None = None
    for start, end, item in sorted((each for each in spans if each[0] < each[1]), key=lambda each: each[0]):
        if longest and start < longest[0]:
            yield longest[1], item
        if longest is None or end > longest[0]:
            longest = (end, item)


def _span_of(period: Bounds, *, certain: bool) -> tuple[date, date]:
    """Return the first day of a period and the day it ends; possibly or for certain."""
    # What has no first day, and no source describes, has begun at the latest before everything else.
    start = period.from_latest if certain and period.from_latest != date.max else period.from_earliest
    return start or date.min, (period.to_earliest if certain else period.to_latest) or date.max


def surely_lasts(period: Bounds) -> bool:
    """Return whether there is a day on which a period holds for certain, as :func:`overlaps` takes certainty."""
    start, end = _span_of(period, certain=True)
    return start < end


def surveyed_outside(draft: Draft) -> Iterator[Fault]:
    """Yield surveys of a day on which their node for certain was not there."""
    nodes = {node.id: node for node in draft.nodes}
    for survey in draft.surveys:
        node = nodes.get(survey.node)
        if node and _apart(parse(survey.on), node.bounds):
            message = f"of {survey.on}, when {node.id!r} was not there ({node.since or '…'} to {node.until or '…'})"
            yield Fault("surveyed-outside", survey.id, "on", message)


def _apart(moment: Moment, period: Bounds) -> bool:
    early = period.from_earliest is not None and moment.latest < period.from_earliest
    return early or _ended_by(period, moment.earliest)


def spoken_for_outside(draft: Draft) -> Iterator[Fault]:
    """Yield seats held for, or given by, a body that was there on no day of the seat."""
    nodes = {node.id: node for node in draft.nodes}
    for edge in draft.edges:
        if isinstance(edge, Seat) and (edge.since or edge.until):
            named = dict.fromkeys(edge.on_behalf_of, "on_behalf_of") | dict.fromkeys(edge.appointed_by, "appointed_by")
            for id_, field in named.items():
                node = nodes.get(id_)
                if node and node.bounds.possible and edge.bounds.possible and not (node.bounds & edge.bounds).possible:
                    message = f"{id_!r} was there {node.since or '…'} to {node.until or '…'}, on no day of the seat"
                    yield Fault("spoken-for-outside", edge.id, field, message, id_)


def out_of_order(draft: Draft) -> Iterator[Fault]:
    """Yield successions in which for certain the successor ended before the other began, or which happened outside."""
    nodes = {node.id: node for node in draft.nodes}
    for edge in draft.edges:
        if not edge.identity or edge.called_for or edge.from_id not in nodes or edge.to_id not in nodes:
            continue
        before, after = nodes[edge.from_id], nodes[edge.to_id]
        if _ended_by(after.bounds, before.bounds.from_earliest):
            message = (
                f"{after.id!r} ended {after.until}, before {before.id!r}, which it succeeded, began {before.since}"
            )
            yield Fault("succession-out-of-order", edge.id, "to", message)
        elif _ended_by(after.bounds, edge.bounds.from_earliest):
            message = f"happened {edge.since}, after {after.id!r} ended {after.until}"
            yield Fault("succession-out-of-order", edge.id, "since", message)
        elif _before(edge.bounds, before.bounds):
            message = f"happened {edge.since}, before {before.id!r} began {before.since}"
            yield Fault("succession-out-of-order", edge.id, "since", message)


def _ended_by(period: Bounds, day: date | None) -> bool:
    return bool(period.to_latest and day and period.to_latest <= day)


def outside(draft: Draft) -> Iterator[Fault]:
    """Yield edges that for certain start before an end of theirs does, or end after it.

    A succession joins what ended to what began, so it is left out.
    """
    nodes = {node.id: node for node in draft.nodes}
    for edge in draft.edges:
        if not edge.identity and (edge.since or edge.until):
            ends = [nodes[id_] for id_ in sorted({edge.from_id, edge.to_id}) if id_ in nodes]
            yield from _outside(edge, ends)


def _outside(edge: Edge, ends: list[Node]) -> Iterator[Fault]:
    early = " and ".join(f"{node.id!r} from {node.since}" for node in ends if _before(edge.bounds, node.bounds))
    late = " and ".join(f"{node.id!r} to {node.until}" for node in ends if _after(edge.bounds, node.bounds))
    messages = [f"starts {edge.since}, before its end: {early}"] if early else []
    if late:
        messages.append(f"{f'ends {edge.until}' if edge.until else f'starts {edge.since}'}, after its end: {late}")
    if messages:
        field = "since" if early or not edge.until else "until"
        yield Fault("outside-its-ends", edge.id, field, "; ".join(messages))


def _before(edge: Bounds, node: Bounds) -> bool:
    return bool(edge.from_latest and node.from_earliest and edge.from_latest < node.from_earliest)


def _after(edge: Bounds, node: Bounds) -> bool:
    """Return whether the edge ends, or even starts, only after the node has ended."""
    if node.to_latest is None:
        return False
    ends_later = bool(edge.to_earliest and edge.to_earliest > node.to_latest)
    return ends_later or bool(edge.from_earliest and edge.from_earliest >= node.to_latest)


def unattested(draft: Draft) -> Iterator[Fault]:
    """Yield ties without an end whose latest source is more than five years older than the newest of all.

    Events last, and an instrument does not change: both need no one to attest them again.
    """
    attested = [parse(edge.as_of) for edge in draft.edges if edge.as_of]
    if not attested:
        return
    newest = max(attested, key=lambda moment: (moment.latest, moment.text))
    limit = _years_before(newest.latest)
    ended = {node.id for node in draft.nodes if node.until}
    for edge in draft.edges:
        if edge.as_of and parse(edge.as_of).latest < limit and _may_go_on(edge, ended):
            message = f"last attested in {edge.as_of}; the newest source describes {newest.text}"
            yield Fault("long-unattested", edge.id, "as_of", message)


def _may_go_on(edge: Edge, ended: set[str]) -> bool:
    return not (edge.until or edge.event or edge.called_for or edge.from_id in ended or edge.to_id in ended)


def unlikely(draft: Draft) -> Iterator[Fault]:
    """Yield dates in years in which none of this happens, or described before they come: a digit was mistyped."""
    today = datetime.now(UTC).date()
    statements: list[Node | Edge | Source | Survey] = [*draft.nodes, *draft.edges, *draft.sources, *draft.surveys]
    for statement in statements:
        for field, text in _dates(statement):
            moment = span(text)
            if moment.earliest.year not in _LIKELY_YEARS or moment.latest.year not in _LIKELY_YEARS:
                yield Fault("unlikely-date", statement.id, field, f"{field}: {text} is an unlikely year")
            elif field in _DESCRIBED and moment.earliest > today:
                yield Fault("unlikely-date", statement.id, field, f"{field}: {text} is still to come")


def _dates(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the dates of a statement and of its names and numbers, as written, each with its field."""
    values = record.__dict__
    for field in _DATES:
        text = values.get(field)
        if text and text not in (ALWAYS, UNKNOWN):
            yield field, text
    for part in ("names", "numbers"):
        for number, item in enumerate(values.get(part, ()), 1):
            yield from ((f"{part}.{number}.{field}", text) for field, text in _dates(item))


def _years_before(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - _YEARS, day=28 if leap_day else day.day)
