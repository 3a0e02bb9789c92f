"""The statements of a load with their rows, in batches; made while they are written."""

from __future__ import annotations

from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from graphmodel.schema import relationship_of
from graphmodel.store import cypher
from graphmodel.store.neo4j import statements
from graphmodel.store.neo4j.statements import GROUPS, NODES, create_edges, create_nodes, group_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from graphmodel.model import Edge, Graph
    from graphmodel.store.neo4j.difference import Change, Difference
    from graphmodel.store.neo4j.statements import Group

__all__ = ["Write", "changes", "stale_edges", "stale_nodes", "whole"]

K = TypeVar("K")
T = TypeVar("T")

BATCH = 5_000


class Write(NamedTuple):
    """One statement, the rows that it unwinds, and the days that these name by their places."""

    statement: str
    rows: list[Any]
    days: list[date]


def stale_edges(edges: Difference) -> Iterator[Write]:
    """Yield what takes away edges that are no longer wanted."""
    yield from _deletions(statements.DELETE_EDGES, edges.stale)


def stale_nodes(groups: Sequence[Difference]) -> Iterator[Write]:
    """Yield what takes away nodes that are no longer wanted, once no edge hangs on them."""
    for group in groups:
        yield from _deletions(statements.DELETE_NODES, group.stale)


def changes(graph: Graph, groups: Sequence[Difference], edges: Difference) -> Iterator[Write]:
    """Yield what changes nodes and edges that stay, and adds those that are new."""
    for group, each in zip(GROUPS, groups, strict=True):
        yield from _changed_nodes(graph, group, each.changed)
        yield from _new_nodes(graph, group, each.new)
    rows = ({"key": key, "row": _edge_row(graph, graph.edges[id_])} for id_, key in edges.changed)
    yield from _writes(statements.CHANGE_EDGES, rows)
    yield from _new_edges(graph, edges.new)


def whole(graph: Graph, digest: cypher.Digest, *, staged: bool) -> Iterator[Write]:
    """Yield what writes a graph where there is nothing of it yet, and take its fingerprint on the way.

    Parameters
    ----------
    graph
        The graph.
    digest
        Takes its fingerprint.
    staged
        Whether it is written out of sight of questions.
    """
    for labels, rows in groupby(digest.of(cypher.node_rows(graph)), key=itemgetter(0)):
        group = group_of(labels)
        statement = create_nodes(group.staged, ()) if staged else create_nodes(group.marker, labels)
        yield from _writes(statement, ({"row": row} for _, row in rows))
    marker = NODES.staged if staged else NODES.marker
    for type_, edges in groupby(digest.of(cypher.edge_rows(graph)), key=itemgetter(0)):
        new = ({"from_id": from_id, "to_id": to_id, "row": row} for _, from_id, to_id, row in edges)
        yield from _writes(create_edges(type_, marker), new)


def _changed_nodes(graph: Graph, group: Group, changed: Iterable[Change]) -> Iterator[Write]:
    records = group.records(graph)
    for labels, some in _grouped(changed, lambda change: group.labels(records[change.id])):
        rows = ({"key": change.key, "row": group.row(graph, records[change.id])} for change in some)
        yield from _writes(statements.change_nodes(labels), rows)


def _new_nodes(graph: Graph, group: Group, new: Iterable[str]) -> Iterator[Write]:
    records = group.records(graph)
    for labels, ids in _grouped(new, lambda id_: group.labels(records[id_])):
        rows = ({"row": group.row(graph, records[id_])} for id_ in ids)
        yield from _writes(create_nodes(group.marker, labels), rows)


def _new_edges(graph: Graph, new: Iterable[str]) -> Iterator[Write]:
    for type_, ids in _grouped(new, lambda id_: relationship_of(graph.edges[id_])):
        rows = (_new_edge(graph, graph.edges[id_]) for id_ in ids)
        yield from _writes(create_edges(type_, NODES.marker), rows)


def _new_edge(graph: Graph, edge: Edge) -> dict[str, Any]:
    return {"from_id": edge.from_id, "to_id": edge.to_id, "row": _edge_row(graph, edge)}


def _edge_row(graph: Graph, edge: Edge) -> cypher.Row:
    return cypher.edge_row(graph, edge)


def _grouped(items: Iterable[T], key: Callable[[T], K]) -> Iterable[tuple[K, list[T]]]:
    groups: dict[K, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups.items()


def _deletions(statement: str, keys: Iterable[str]) -> Iterator[Write]:
    return (Write(statement, batch, []) for batch in _batches(keys))


def _writes(statement: str, rows: Iterable[dict[str, Any]]) -> Iterator[Write]:
    return (Write(statement, batch, _take_days(batch)) for batch in _batches(rows))


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    items = iter(items)
    while batch := list(islice(items, BATCH)):
        yield batch


def _take_days(batch: Iterable[dict[str, Any]]) -> list[date]:
    """Put places in a list of days where rows have days of their own, and return the list.

    There are few days and many rows, and a day is what the driver takes longest to send.
    """
    places: dict[date, int] = {}
    for new in batch:
        days = (new["row"].pop(name, None) for name in statements.BOUNDS)
        new["days"] = [None if day is None else places.setdefault(day, len(places)) for day in days]
    return list(places)
