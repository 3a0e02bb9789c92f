"""Findings about time: edges that reach beyond their ends, ties that no one has attested for long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.model import Fault
from graphmodel.period import parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from graphmodel.model import Edge, Node
    from graphmodel.model.draft import Draft
    from graphmodel.period import Bounds

__all__ = ["outside", "unattested"]

_YEARS = 5


def outside(draft: Draft) -> Iterator[Fault]:
    """Yield edges that for certain start before an end of theirs does, or end after it.

    A succession joins what ended to what began, so it is left out.
    """
    nodes = {node.id: node for node in draft.nodes}
    for edge in draft.edges:
        if edge.type != "SUCCEEDED_BY" and (edge.since or edge.until):
            ends = [nodes[id_] for id_ in sorted({edge.from_id, edge.to_id}) if id_ in nodes]
            yield from _outside(edge, ends)


def _outside(edge: Edge, ends: list[Node]) -> Iterator[Fault]:
    early = " and ".join(f"{node.id!r} from {node.since}" for node in ends if _before(edge.bounds, node.bounds))
    late = " and ".join(f"{node.id!r} to {node.until}" for node in ends if _after(edge.bounds, node.bounds))
    told = [f"starts {edge.since}, before its end: {early}"] if early else []
    if late:
        told.append(f"{f'ends {edge.until}' if edge.until else f'starts {edge.since}'}, after its end: {late}")
    if told:
        field = "since" if early or not edge.until else "until"
        yield Fault("outside-its-ends", edge.id, field, "; ".join(told))


def _before(edge: Bounds, node: Bounds) -> bool:
    return bool(edge.from_latest and node.from_earliest and edge.from_latest < node.from_earliest)


def _after(edge: Bounds, node: Bounds) -> bool:
    """Tell whether the edge ends, or even starts, only after the node has ended."""
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
            message = f"holds on the word of {edge.as_of}; the newest source of all tells of {newest.text}"
            yield Fault("long-unattested", edge.id, "as_of", message)


def _may_go_on(edge: Edge, ended: set[str]) -> bool:
    return not (edge.until or edge.event or edge.called_for or edge.from_id in ended or edge.to_id in ended)


def _years_before(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - _YEARS, day=28 if leap_day else day.day)
