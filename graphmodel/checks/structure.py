"""Findings about the shape of the graph: what stands twice, two heads of one chain, circles, sources no one cites."""

from __future__ import annotations

from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from graphmodel.model import Fault, MemberOf, RepresentedIn, Seat
from graphmodel.period import UNBOUNDED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphmodel.model import Edge
    from graphmodel.model.draft import Draft

__all__ = [
    "double_seats",
    "duplicates",
    "heads",
    "membership_circles",
    "reporting_cycles",
    "uncited",
    "wrong_way_seats",
]


def uncited(draft: Draft) -> Iterator[Fault]:
    """Yield sources that no statement and no survey cites."""
    cited = {
        citation.source
        for group in (draft.nodes, draft.edges, draft.surveys)
        for each in group
        for citation in each.cites
    }
    for source in draft.sources:
        if source.id not in cited:
            yield Fault("uncited-source", source.id, "id", "no statement cites this source")


def duplicates(draft: Draft) -> Iterator[Fault]:
    """Yield edges that join the same ends in the same way, role and time as another.

    Cooperation is symmetric, so there the order of the ends does not tell two edges apart.
    """
    alike: defaultdict[tuple[object, ...], list[Edge]] = defaultdict(list)
    for edge in draft.edges:
        ends = (edge.from_id, edge.to_id)
        alike[edge.type, edge.role, edge.status, *(sorted(ends) if edge.type == "COOPERATES_WITH" else ends)].append(
            edge
        )
    for edges in alike.values():
        for one, other in combinations(sorted(edges, key=lambda edge: edge.id), 2):
            if (one.bounds & other.bounds).possible:
                yield Fault("duplicate-edge", other.id, "", f"says the same as {one.id!r} of the same time")


def heads(draft: Draft) -> Iterator[Fault]:
    """Yield successions after which both nodes still stand without an end."""
    nodes = {node.id: node for node in draft.nodes}
    for edge in draft.edges:
        if edge.type != "SUCCEEDED_BY" or edge.called_for or edge.from_id not in nodes or edge.to_id not in nodes:
            continue
        if nodes[edge.from_id].until is None and nodes[edge.to_id].until is None:
            message = f"{edge.to_id!r} succeeded {edge.from_id!r}, and neither has an end"
            yield Fault("two-heads", edge.id, "to", message)


def reporting_cycles(draft: Draft) -> Iterator[Fault]:
    """Yield circles of reporting whose edges hold together on some day."""
    yield from _circles(draft, "REPORTS_TO", "reporting-cycle", least=1)


def membership_circles(draft: Draft) -> Iterator[Fault]:
    """Yield circles of three or more members that hold together on some day; of two, one seat is the wrong way."""
    yield from _circles(draft, "MEMBER_OF", "membership-circle", least=3)


def _circles(draft: Draft, type_: str, rule: str, *, least: int) -> Iterator[Fault]:
    ties = {(edge.from_id, edge.to_id): edge for edge in draft.edges if edge.type == type_ and edge.recorded}
    while circle := _circle(ties):
        edges = [ties[pair] for pair in pairwise(circle)]
        first = min(edges, key=lambda edge: edge.id)
        together = UNBOUNDED
        for edge in edges:
            together &= edge.bounds
        if together.possible and len(edges) >= least:
            yield Fault(rule, first.id, "", f"closes the circle {' → '.join(circle)}")
        del ties[first.from_id, first.to_id]


def double_seats(draft: Draft) -> Iterator[Fault]:
    """Yield seats of bodies for which another holds a seat in the same body at the same time."""
    seats = [edge for edge in draft.edges if isinstance(edge, Seat) and edge.recorded]
    held: defaultdict[tuple[str, str], list[Seat]] = defaultdict(list)
    for seat in seats:
        for id_ in seat.on_behalf_of:
            if id_ != seat.from_id:
                held[id_, seat.to_id].append(seat)
    for seat in seats:
        for other in held.get((seat.from_id, seat.to_id), ()):
            if other.type == seat.type and (seat.bounds & other.bounds).possible:
                message = f"{other.id!r} holds this seat for {seat.from_id!r}: one seat is one edge"
                yield Fault("double-seat", seat.id, "", message)
                break


def wrong_way_seats(draft: Draft) -> Iterator[Fault]:
    """Yield the later, by id, of two seats by which two bodies sit in each other at the same time."""
    seats = [edge for edge in draft.edges if isinstance(edge, MemberOf | RepresentedIn) and edge.recorded]
    by_ends: defaultdict[tuple[str, str], list[Edge]] = defaultdict(list)
    for seat in seats:
        by_ends[seat.from_id, seat.to_id].append(seat)
    for seat in sorted(seats, key=lambda seat: seat.id):
        for other in by_ends.get((seat.to_id, seat.from_id), ()):
            if other.id < seat.id and (seat.bounds & other.bounds).possible:
                yield Fault("wrong-way-seat", seat.id, "to", f"{other.id!r} runs the other way at the same time")
                break


def _circle(reports: Mapping[tuple[str, str], Edge]) -> list[str]:
    """Return the ids of one circle, its first also last, or none; always the same one for the same edges."""
    above: defaultdict[str, list[str]] = defaultdict(list)
    for from_id, to_id in sorted(reports):
        above[to_id].append(from_id)
    try:
        TopologicalSorter(above).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        start = circle.index(min(circle))
        return [*circle[start:-1], *circle[:start], circle[start]] if start else circle
    return []
