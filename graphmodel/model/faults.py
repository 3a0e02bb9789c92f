"""The invariants of a graph, and every breach of them among statements that are to form one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graphmodel.errors import did_you_mean
from graphmodel.model.complaints import edge_kind_meant, kind_meant
from graphmodel.model.edges import EDGE_KINDS, Edge, Seat
from graphmodel.model.nodes import NODE_KINDS, Body, County, Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graphmodel.model.statement import Name, Number, Source, Survey

__all__ = ["Fault", "faults"]

_EDGE_TYPES = frozenset(kind.type_name() for kind in EDGE_KINDS)
_KINDS = frozenset(kind.__name__ for kind in NODE_KINDS)
_COMPARED = 20
_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


class Fault(NamedTuple):
    """A breach of an invariant: which rule, by which statement, in which field, and what was expected."""

    rule: str
    id: str
    field: str
    message: str
    about: str = ""
    """The id, name or number that is at fault, where it is not the statement's own id."""


class _Ids:
    """The ids of one group, and for a missing one those nearest to it."""

    def __init__(self, statements: Iterable[Node | Edge | Source]) -> None:
        self._ids = frozenset(statement.id for statement in statements)
        self._nearest: dict[str, str] = {}

    def __contains__(self, id_: str) -> bool:
        return id_ in self._ids

    def missing(self, what: str, id_: str) -> str:
        """Say that an id is missing; for the first few also which are nearest, since to compare all takes long."""
        if id_ not in self._nearest and len(self._nearest) < _COMPARED:
            self._nearest[id_] = did_you_mean(id_, self._ids)
        return f"no {what} has the id {id_!r}{self._nearest.get(id_, '')}"


def faults(
    nodes: Iterable[Node], edges: Iterable[Edge], sources: Iterable[Source], surveys: Iterable[Survey] = ()
) -> Iterator[Fault]:
    """Yield every breach of an invariant among statements that are to form one graph.

    Parameters
    ----------
    nodes, edges, sources, surveys
        The statements, in any order.

    Yields
    ------
    Fault
        Rules: ``duplicate-id``, ``dangling-end``, ``wrong-end``, ``unknown-source``, ``no-source``, ``no-reasoning``,
        ``start-after-end``, ``dangling-conflict``, ``dangling-survey``, ``wrong-seat``, ``seat-circle``,
        ``organisation-number``.
    """
    nodes, edges, sources, surveys = list(nodes), list(edges), list(sources), list(surveys)
    yield from _duplicates([*nodes, *edges])  # a source may have the id of what it tells of
    yield from _duplicates(sources)
    yield from _duplicates(surveys)
    by_id = {node.id: node for node in nodes}
    node_ids, edge_ids, source_ids = _Ids(nodes), _Ids(edges), _Ids(sources)
    for edge in edges:
        yield from _end_faults(edge, by_id, node_ids)
        yield from _conflict_faults(edge, edge_ids)
    seats = [edge for edge in edges if isinstance(edge, Seat) and (edge.on_behalf_of or edge.appointed_by)]
    for seat in seats:
        yield from _seat_faults(seat, by_id, node_ids)
    yield from _circles(seats)
    statements: list[Node | Edge] = [*nodes, *edges]
    for statement in statements:
        yield from _statement_faults(statement)
        yield from _citation_faults(statement, source_ids)
    for survey in surveys:
        yield from _survey_faults(survey, node_ids)
        yield from _citation_faults(survey, source_ids)


def _duplicates(statements: Iterable[Node | Edge | Source | Survey]) -> Iterator[Fault]:
    seen: set[str] = set()
    for statement in statements:
        if statement.id in seen:
            hint = (
                "; a second edge of one kind between two nodes needs an id of its own"
                if isinstance(statement, Edge)
                else ""
            )
            yield Fault("duplicate-id", statement.id, "id", f"the id {statement.id!r} stands twice{hint}")
        seen.add(statement.id)


def _end_faults(edge: Edge, nodes: Mapping[str, Node], ids: _Ids) -> Iterator[Fault]:
    for field, end, allowed in (("from", edge.from_id, edge.joins[0]), ("to", edge.to_id, edge.joins[1])):
        node = nodes.get(end)
        if node is None:
            yield Fault("dangling-end", edge.id, field, ids.missing("node", end), end)
        elif not isinstance(node, allowed):
            expected = ", ".join(kind.__name__ for kind in allowed)
            message = f"{end!r} is a {node.kind}; {edge.type} expects {expected} at this end"
            yield Fault("wrong-end", edge.id, field, message, end)


def _conflict_faults(edge: Edge, edges: _Ids) -> Iterator[Fault]:
    for other in dict.fromkeys(edge.conflicts_with):
        if other == edge.id:
            message = "an edge cannot contradict itself; expected the id of another"
            yield Fault("dangling-conflict", edge.id, "conflicts_with", message, other)
        elif other not in edges:
            yield Fault("dangling-conflict", edge.id, "conflicts_with", edges.missing("edge", other), other)


def _seat_faults(seat: Seat, nodes: Mapping[str, Node], ids: _Ids) -> Iterator[Fault]:
    for field, named, allowed in (
        ("on_behalf_of", seat.on_behalf_of, (Body, County)),
        ("appointed_by", seat.appointed_by, (Body,)),
    ):
        for id_ in dict.fromkeys(named):
            node = nodes.get(id_)
            if node is None:
                yield Fault("wrong-seat", seat.id, field, ids.missing("node", id_), id_)
            elif not isinstance(node, allowed):
                expected = " or ".join(kind.__name__ for kind in allowed)
                message = f"{id_!r} is a {node.kind}; a seat is held for, and given by, a {expected}"
                yield Fault("wrong-seat", seat.id, field, message, id_)


def _circles(seats: Iterable[Seat]) -> Iterator[Fault]:
    """Yield seats in one body whose holders speak for each other in a circle, or for that body itself."""
    for seat in (represented := [seat for seat in seats if seat.on_behalf_of]):
        waiting, seen = list(seat.on_behalf_of), set[str]()
        while waiting:
            id_ = waiting.pop()
            speaks_for_itself = id_ == seat.from_id and id_ in seat.on_behalf_of
            if id_ in {seat.from_id, seat.to_id} and not speaks_for_itself:
                message = f"{seat.from_id!r} would speak for {id_!r} in {seat.to_id!r}, a circle"
                yield Fault("seat-circle", seat.id, "on_behalf_of", message, id_)
                break
            if id_ not in seen:
                seen.add(id_)
                beside = (other for other in represented if (other.from_id, other.to_id) == (id_, seat.to_id))
                waiting += (each for other in beside if _together(other, seat) for each in other.on_behalf_of)


def _together(one: Edge, other: Edge) -> bool:
    return (one.bounds & other.bounds).possible


def _statement_faults(statement: Node | Edge) -> Iterator[Fault]:
    if not statement.cites:
        yield Fault("no-source", statement.id, "cites", "no source is cited; expected at least one")
    if statement.confidence == "inferred" and not statement.reasoning:
        yield Fault("no-reasoning", statement.id, "reasoning", "is inferred, without the reasoning")
    if not statement.bounds.possible:
        yield Fault(
            "start-after-end", statement.id, "since", f"starts {statement.since}, after it ends {statement.until}"
        )
    if isinstance(statement, Node):
        yield from _part_faults(statement)
    if isinstance(statement, Node) and statement.organisation_number and not _checks_out(statement.organisation_number):
        message = f"{statement.organisation_number} is not a number of Enhetsregisteret: its check digit is wrong"
        yield Fault("organisation-number", statement.id, "organisation_number", message)


def _part_faults(node: Node) -> Iterator[Fault]:
    """Yield names and numbers whose period ends before it starts."""
    for part in ("names", "numbers"):
        items: tuple[Name | Number, ...] = getattr(node, part)
        for place, item in enumerate(items, 1):
            if not item.bounds.possible:
                message = f"{part} {place}: starts {item.since}, after it ends {item.until}"
                yield Fault("start-after-end", node.id, f"{part}.{place}", message)


def _checks_out(number: str) -> bool:
    """Return whether the last digit is the control digit modulo 11 of the eight before it."""
    return sum(int(digit) * weight for digit, weight in zip(number, (*_WEIGHTS, 1), strict=False)) % 11 == 0


def _citation_faults(statement: Node | Edge | Survey, sources: _Ids) -> Iterator[Fault]:
    for source in dict.fromkeys(citation.source for citation in statement.cites):
        if source not in sources:
            yield Fault("unknown-source", statement.id, "cites", sources.missing("source", source), source)


def _survey_faults(survey: Survey, nodes: _Ids) -> Iterator[Fault]:
    if survey.node not in nodes:
        yield Fault("dangling-survey", survey.id, "node", nodes.missing("node", survey.node), survey.node)
    if survey.type not in _EDGE_TYPES:
        message = f"{survey.type!r} is not an edge kind{edge_kind_meant(survey.type)}"
        yield Fault("dangling-survey", survey.id, "type", message, survey.type)
    for kind in dict.fromkeys(survey.kinds):
        if kind not in _KINDS:
            message = f"{kind!r} is not a kind of node{kind_meant(kind)}"
            yield Fault("dangling-survey", survey.id, "kinds", message, kind)
    if not survey.cites:
        yield Fault("no-source", survey.id, "cites", "no source is cited; expected at least one")
