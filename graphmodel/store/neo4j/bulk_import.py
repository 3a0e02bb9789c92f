"""What a Neo4j database holds of a graph, for those who fill one without a server: rows, schema and state.

A database filled so is the same to the adapter as one that it has loaded itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graphmodel.store.neo4j import statements
from graphmodel.store.neo4j.statements import GROUPS, NODES
from graphmodel.store.rows import edge_rows, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphmodel.model import Graph
    from graphmodel.store.rows import Row

__all__ = ["ImportData", "import_data"]


class ImportData(NamedTuple):
    """The content of a Neo4j database that holds a graph."""

    nodes: dict[tuple[str, ...], list[Row]]
    """Nodes, sources and surveys: properties by labels, of which the first is the marker."""
    edges: dict[str, list[tuple[str, str, Row]]]
    """Ids of both ends, and properties, by type."""
    ends: str
    """The marker of the nodes that edges join."""
    schema: tuple[str, ...]
    """The Cypher statements that make the uniqueness constraints and indexes."""
    current: str
    """The Cypher statement that says which graph it is: only then does the adapter take the database for loaded."""


def import_data(graph: Graph) -> ImportData:
    """Return what a Neo4j database holds of a graph."""
    nodes: dict[tuple[str, ...], list[Row]] = {}
    for labels, row in _nodes(graph):
        nodes.setdefault(labels, []).append(row)
    edges: dict[str, list[tuple[str, str, Row]]] = {}
    for type_, from_id, to_id, row in edge_rows(graph):
        edges.setdefault(type_, []).append((from_id, to_id, row))
    schema = (*map(statements.constraint, statements.CONSTRAINTS), *map(statements.index, statements.INDEXES))
    return ImportData(nodes, edges, NODES.marker, schema, _current(graph))


def _nodes(graph: Graph) -> Iterator[tuple[tuple[str, ...], Row]]:
    for group in GROUPS:
        for record in group.records(graph).values():
            yield (group.marker, *group.labels(record)), group.row(graph, record)


def _current(graph: Graph) -> str:
    # The fingerprint is hexadecimal and the day a date, so that neither needs to be a parameter. The id of a load
    # only has to differ from those of other loads, which are random.
    hash_ = fingerprint(graph)
    day = f", s.day = date('{graph.day.isoformat()}')" if graph.day else ""
    return (
        "MERGE (s:GraphmodelLoad {key: 'current'}) "
        f"ON CREATE SET s.load = 'offline-{hash_}', s.fingerprint = '{hash_}'{day}"
    )
