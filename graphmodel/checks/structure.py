"""Findings about the shape of the graph: what stands twice, two heads of one chain, circles, sources no one cites."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TYPE_CHECKING

from graphmodel.checks.time import overlaps
from graphmodel.model import Fault, MemberOf, RepresentedIn, Seat
from graphmodel.period import Validity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphmodel.model import Edge
    from graphmodel.model.draft import Draft

__all__ = [
    "circles",
    "common_memberships",
    "countyless",
    "double_seats",
    "duplicates",
    "heads",
    "outsiders",
    "self_ties",
    "uncited",
    "wrong_way_seats",
]

_MOST = 0.9
"""Which part of all municipalities makes a membership one that all have, unless one was forgotten."""
_FEWEST = 20
"""How many municipalities there are at least where such a part says something."""
_SHOWN = 12
"""Nodes of a circle that are named."""


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
        ordered = sorted(edges, key=lambda edge: edge.id)
        for one, other in overlaps((edge.bounds, edge) for edge in ordered):
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


def self_ties(draft: Draft) -> Iterator[Fault]:
    """Yield edges from a node to itself."""
    for edge in draft.edges:
        if edge.from_id == edge.to_id:
            yield Fault("self-tie", edge.id, "to", f"joins {edge.from_id!r} to itself")


def countyless(draft: Draft) -> Iterator[Fault]:
    """Yield municipalities of today that lie in no county, where others do: pictures and lists by county miss them."""
    counties = {node.id for node in draft.nodes if node.kind == "County"}
    placed = {edge.from_id for edge in draft.edges if edge.type == "PART_OF" and edge.to_id in counties}
    towns = [node for node in draft.nodes if node.kind == "Municipality" and node.until is None]
    if any(town.id in placed for town in towns):
        for town in towns:
            if town.id not in placed:
                yield Fault("no-county", town.id, "", "is part of no county")


def common_memberships(draft: Draft) -> dict[str, frozenset[str]]:
    """Return what nearly all municipalities of today are members of.

    Returns
    -------
    dict
        The bodies of which each is in one: a single one, such as KS, by its id; or those that follow up one instrument,
        such as the agreement on health communities, by the id of that instrument.
    """
    enough = max(_MOST * len(_present_towns(draft)), _FEWEST)
    members = _members(draft)
    alone = {body for body, ids in members.items() if len(ids) >= enough}
    together: defaultdict[str, set[str]] = defaultdict(set)
    for edge in draft.edges:
        if edge.type == "FOLLOWS_UP" and edge.recorded and edge.from_id in members and edge.from_id not in alone:
            together[edge.to_id].add(edge.from_id)
    common = {body: frozenset({body}) for body in alone}
    for instrument, bodies in together.items():
        if len(set().union(*(members[body] for body in bodies))) >= enough:
            common[instrument] = frozenset(bodies)
    return common


def outsiders(draft: Draft) -> Iterator[Fault]:
    """Yield municipalities of today that are no member of what nearly all others are: a merger forgets it easily."""
    members = _members(draft)
    for joined, bodies in sorted(common_memberships(draft).items()):
        inside = set().union(*(members[body] for body in bodies))
        which = repr(joined) if joined in bodies else f"any of the {len(bodies)} bodies that follow up {joined!r}"
        for id_ in _present_towns(draft):
            if id_ not in inside:
                message = f"is no member of {which}, as {len(inside)} other municipalities are"
                yield Fault("missing-membership", id_, "", message, joined)


def _present_towns(draft: Draft) -> list[str]:
    return [node.id for node in draft.nodes if node.kind == "Municipality" and node.until is None]


def _members(draft: Draft) -> dict[str, set[str]]:
    """Return the municipalities of today that are members of each body."""
    towns = {*_present_towns(draft)}
    members: defaultdict[str, set[str]] = defaultdict(set)
    for edge in draft.edges:
        if edge.type == "MEMBER_OF" and edge.recorded and edge.until is None and edge.from_id in towns:
            members[edge.to_id].add(edge.from_id)
    return members


_ORDERED = frozenset(
    {"PART_OF", "OWNS", "ESTABLISHED", "MANDATES", "STEERS", "FOLLOWS_UP", "REPORTS_TO", "SUCCEEDED_BY", "MEMBER_OF"}
)
"""Kinds of edge in which one end stands above, around or before the other, so that a circle says nothing."""

_RULES = {"REPORTS_TO": "reporting-cycle", "MEMBER_OF": "membership-circle"}

_PAIR = 2
_MOST_DAYS = 100
"""How many days of one tangle are looked at."""


def circles(draft: Draft) -> Iterator[Fault]:
    """Yield circles of one kind of edge whose edges hold together on some day; one of each tangle and day."""
    edges: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in draft.edges:
        if edge.type in _ORDERED and edge.recorded and edge.from_id != edge.to_id:
            edges[edge.type].append(edge)
    for type_, of_type in sorted(edges.items()):
        rule = _RULES.get(type_, "circle")
        told: set[str] = set()
        for tangle in _tangles(of_type):
            for circle in _closed(tangle):
                first = min(circle, key=lambda edge: edge.id)
                # Of two members of each other, one seat is the wrong way.
                if first.id not in told and not (type_ == "MEMBER_OF" and len(circle) == _PAIR):
                    told.add(first.id)
                    start = circle.index(first)
                    ids = [edge.from_id for edge in (*circle[start:], *circle[:start], first)]
                    yield Fault(rule, first.id, "", f"closes the circle {' → '.join(_few(ids))}")


def _few(ids: list[str]) -> list[str]:
    """Return a circle as it is told: the middle of a long one is left out."""
    return ids if len(ids) <= _SHOWN else [*ids[: _SHOWN - 2], "…", *ids[-2:]]


def _tangles(edges: list[Edge]) -> Iterator[list[Edge]]:
    """Yield the edges of each part of the graph from all of whose nodes all others can be reached."""
    ends: defaultdict[str, list[str]] = defaultdict(list)
    for edge in edges:
        ends[edge.from_id].append(edge.to_id)
    try:
        TopologicalSorter(ends).prepare()
    except CycleError:
        # Imported here: circles are rare, and the import takes longer than all checks together.
        import networkx as nx  # noqa: PLC0415

        parts = nx.strongly_connected_components(nx.DiGraph((edge.from_id, edge.to_id) for edge in edges))
        part_of = {id_: number for number, part in enumerate(parts) for id_ in part}
        tangles: defaultdict[int, list[Edge]] = defaultdict(list)
        for edge in edges:
            if part_of[edge.from_id] == part_of[edge.to_id]:
                tangles[part_of[edge.from_id]].append(edge)
        yield from sorted(tangles.values(), key=lambda tangle: min(edge.id for edge in tangle))


def _closed(tangle: list[Edge]) -> Iterator[list[Edge]]:
    """Yield a circle of each day on which one is closed: it closes on the first day of one of its edges."""
    days = sorted({edge.bounds.from_earliest or date.min for edge in tangle})
    for day in days[:_MOST_DAYS]:
        of_day = {(edge.from_id, edge.to_id): edge for edge in tangle if edge.bounds.at(day) is not Validity.NO}
        if circle := _circle(of_day):
            yield [of_day[pair] for pair in pairwise(circle)]


def _circle(edges: Iterable[tuple[str, str]]) -> list[str]:
    """Return the ids of one circle, its first also last, or none; always the same one for the same edges."""
    above: defaultdict[str, list[str]] = defaultdict(list)
    for from_id, to_id in sorted(edges):
        above[to_id].append(from_id)
    try:
        TopologicalSorter(above).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        start = circle.index(min(circle))
        return [*circle[start:-1], *circle[:start], circle[start]] if start else circle
    return []


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
