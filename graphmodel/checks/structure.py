"""Findings about the shape of the graph: what stands twice, two heads of one chain, circles, sources no one cites."""

from __future__ import annotations

from collections import defaultdict, deque
from datetime import date
from graphlib import CycleError, TopologicalSorter
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from graphmodel.checks.time import overlaps
from graphmodel.model import Fault, MemberOf, RepresentedIn, Seat

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
    "two_counties",
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
        alike[edge.type, edge.role, edge.status, *(sorted(ends) if edge.symmetric else ends)].append(edge)
    for edges in alike.values():
        ordered = sorted(edges, key=lambda edge: edge.id)
        for one, other in overlaps((edge.bounds, edge) for edge in ordered):
            yield Fault("duplicate-edge", other.id, "", f"says the same as {one.id!r} of the same time")


def heads(draft: Draft) -> Iterator[Fault]:
    """Yield successions after which neither node has an end."""
    nodes = {node.id: node for node in draft.nodes}
    for edge in draft.edges:
        if not edge.identity or edge.called_for or edge.from_id not in nodes or edge.to_id not in nodes:
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


def two_counties(draft: Draft) -> Iterator[Fault]:
    """Yield ties that make a municipality part of a second county at the same time."""
    nodes = {node.id: node for node in draft.nodes}
    ties: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in draft.edges:
        kinds = tuple(nodes[id_].kind if id_ in nodes else "" for id_ in (edge.from_id, edge.to_id))
        if edge.type == "PART_OF" and edge.recorded and kinds == ("Municipality", "County"):
            ties[edge.from_id].append(edge)
    for of_one in ties.values():
        periods = [(edge.bounds & nodes[edge.from_id].bounds & nodes[edge.to_id].bounds, edge) for edge in of_one]
        for one, other in overlaps(sorted(periods, key=lambda each: each[1].id), certain=True):
            if one.to_id != other.to_id:
                message = f"{other.from_id!r} is part of {one.to_id!r} at the same time, by {one.id!r}"
                yield Fault("two-counties", other.id, "to", message)


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
    {
        *("PART_OF", "OWNS", "ESTABLISHED", "MANDATES", "STEERS", "FOLLOWS_UP", "REPORTS_TO", "SUCCEEDED_BY"),
        *("MEMBER_OF", "LEADS", "HOSTS", "SECRETARIAT_FOR"),
    }
)
"""Kinds of edge in which one end stands above, around or before the other, so that a circle says nothing."""

_RULES = {"REPORTS_TO": "reporting-cycle", "MEMBER_OF": "membership-circle"}

_PAIR = 2
_MOST_DAYS = 100
"""On how many days a circle of one tangle is told of."""


def circles(draft: Draft) -> Iterator[Fault]:
    """Yield circles of one kind of edge whose edges hold together on some day; one of each tangle and day."""
    edges: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in draft.edges:
        if edge.type in _ORDERED and edge.recorded and edge.from_id != edge.to_id:
            edges[edge.type].append(edge)
    for type_, of_type in sorted(edges.items()):
        rule = _RULES.get(type_, "circle")
        reported: set[str] = set()
        for tangle in _tangles(of_type):
            for circle in _closed(tangle, pairs=type_ != "MEMBER_OF"):  # one of two mutual seats is the wrong way
                first = min(circle, key=lambda edge: edge.id)
                if first.id not in reported:
                    reported.add(first.id)
                    start = circle.index(first)
                    ids = [edge.from_id for edge in (*circle[start:], *circle[:start], first)]
                    yield Fault(rule, first.id, "", f"closes the circle {' → '.join(_few(ids))}")


def _few(ids: list[str]) -> list[str]:
    """Return a circle for a message: the middle of a long one is left out."""
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


def _closed(tangle: list[Edge], *, pairs: bool) -> Iterator[list[Edge]]:
    """Yield a circle of each day on which one is closed: it closes on the first day of one of its edges."""
    days = sorted({edge.bounds.from_earliest or date.min for edge in tangle})
    for of_day in islice(_tied(tangle, days), _MOST_DAYS):
        circle = _circle(of_day) if pairs else _circle_of_three(of_day)
        if circle:
            yield [of_day[pair] for pair in pairwise(circle)]


def _tied(edges: list[Edge], days: list[date]) -> Iterator[dict[tuple[str, str], Edge]]:
    """Yield the edges by their ends of each day on which some are closed to a circle.

    Days between which all edges together close none are passed over at once.
    """
    valid = [edge for edge in edges if _may_hold(edge, days[0], days[-1])]
    by_ends = {(edge.from_id, edge.to_id): edge for edge in valid}
    if not _circle(by_ends):
        return
    if len(days) == 1:
        yield by_ends
        return
    middle = len(days) // 2
    yield from _tied(valid, days[:middle])
    yield from _tied(valid, days[middle:])


def _may_hold(edge: Edge, first: date, last: date) -> bool:
    """Return whether an edge possibly holds on some day between two."""
    return (edge.bounds.from_earliest or date.min) <= last and first < (edge.bounds.to_latest or date.max)


def _circle_of_three(edges: Iterable[tuple[str, str]]) -> list[str]:
    """Return what :func:`_circle` does, of at least three edges."""
    left = set(edges)
    while (circle := _circle(left)) and len(circle) == _PAIR + 1:
        one, other, _ = circle
        for start, end in ((one, other), (other, one)):
            if way := _way(left - {(start, end)}, start, end):
                return [*way, start]
        left -= {(one, other), (other, one)}
    return circle


def _way(edges: Iterable[tuple[str, str]], start: str, end: str) -> list[str]:
    """Return the nodes on a shortest way from one to another, or none."""
    onward: defaultdict[str, list[str]] = defaultdict(list)
    for from_id, to_id in sorted(edges):
        onward[from_id].append(to_id)
    ways = {start: [start]}
    front = deque([start])
    while front:
        id_ = front.popleft()
        for after in onward[id_]:
            if after not in ways:
                ways[after] = [*ways[id_], after]
                front.append(after)
    return ways.get(end, [])


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
    by_ends: defaultdict[tuple[str, str], list[Seat]] = defaultdict(list)
    for seat in seats:
        for id_ in seat.on_behalf_of:
            if id_ != seat.from_id:
                by_ends[id_, seat.to_id].append(seat)
    for seat in seats:
        for other in by_ends.get((seat.from_id, seat.to_id), ()):
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
