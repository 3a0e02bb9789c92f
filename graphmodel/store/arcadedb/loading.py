"""A graph → a new database, through the engine's batch interface."""

from __future__ import annotations

from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from graphmodel.schema import FAMILIES, relationship_of
from graphmodel.store import cypher
from graphmodel.store.ahead import ahead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphmodel.model import Graph
    from graphmodel.store.cypher import Row
    from graphmodel.store.port import Progress

__all__ = ["write"]

_BATCH = 250
"""Rows that cross into the engine at once: few enough to be forgotten before Python looks for what it can forget."""

T = TypeVar("T")


def write(database: Any, graph: Graph, progress: Progress | None = None) -> str:  # noqa: ANN401 - it has no types
    """Write a graph to an empty database.

    Parameters
    ----------
    database
        A new database of the engine, open to be written.
    graph
        The graph.
    progress
        Told how many statements of how many have been written.

    Returns
    -------
    str
        The fingerprint of the graph.
    """
    loader = _Loader(database, graph, progress)
    loader.declare()
    loader.write()
    loader.index()
    return loader.digest.fingerprint()


class _Loader:
    def __init__(self, database: Any, graph: Graph, progress: Progress | None) -> None:  # noqa: ANN401 - as above
        self.digest = cypher.Digest(graph)
        self._database = database
        self._graph = graph
        self._progress = progress
        self._total = len(graph.nodes) + len(graph.sources) + len(graph.surveys) + len(graph.edges)
        self._done = 0
        self._declared: set[str] = set()

    def _do(self, statement: str) -> None:
        self._database.command("sql", statement).close()

    def declare(self) -> None:
        """Declare labels and types, each in one file, so that what is unsorted comes in the order of its load.

        The engine has one type for each set of labels, below the types of those labels. Kinds and levels are below
        their family too, so that the index of the family serves them.
        """
        with self._database.transaction():  # one write of the schema, not one for each type
            for labels in _label_sets(self._graph):
                family = labels[0]
                self._vertex_type(family)
                for label in labels[1:]:
                    self._vertex_type(label, family, buckets=0)
                if len(labels) > 1:
                    self._vertex_type(_composite(labels), *labels)
            for type_ in sorted({relationship_of(edge) for edge in self._graph.edges.values()}):
                self._do(f"CREATE EDGE TYPE `{type_}` BUCKETS 1")

    def _vertex_type(self, name: str, *above: str, buckets: int = 1) -> None:
        if name not in self._declared:
            self._declared.add(name)
            below = " EXTENDS " + ", ".join(f"`{label}`" for label in above) if above else ""
            self._do(f"CREATE VERTEX TYPE `{name}`{below} BUCKETS {buckets}")

    def write(self) -> None:
        """Write all statements, kind by kind; rows are made while the engine is busy with those before them."""
        with self._database.graph_batch(expected_edge_count=len(self._graph.edges) or 1) as batch:
            records: dict[str, str] = {}
            for labels, rows in ahead(self._nodes()):
                created = batch.create_vertices(_composite(labels), rows)
                if labels[0] in FAMILIES:  # nothing is tied to a source or survey
                    records.update(zip((row["id"] for row in rows), created, strict=True))
                self._tell(len(rows))
            for type_, from_ids, to_ids, ties in ahead(self._edges()):
                batch.new_edges([records[id_] for id_ in from_ids], type_, [records[id_] for id_ in to_ids], ties)
                self._tell(len(ties))

    def _nodes(self) -> Iterator[tuple[tuple[str, ...], list[Row]]]:
        for labels, nodes in groupby(self.digest.of(cypher.node_rows(self._graph)), key=itemgetter(0)):
            for chunk in _chunks(nodes):
                yield labels, [row for _, row in chunk]

    def _edges(self) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...], tuple[Row, ...]]]:
        for type_, edges in groupby(self.digest.of(cypher.edge_rows(self._graph)), key=itemgetter(0)):
            for chunk in _chunks(edges):
                _, from_ids, to_ids, rows = zip(*chunk, strict=True)
                yield type_, from_ids, to_ids, rows

    def index(self) -> None:
        """Index the ids, which is quicker when all are there."""
        for label in sorted({labels[0] for labels in _label_sets(self._graph)}):
            self._do(f"CREATE PROPERTY `{label}`.id STRING")
            self._do(f"CREATE INDEX ON `{label}` (id) UNIQUE")

    def _tell(self, written: int) -> None:
        self._done += written
        if self._progress:
            self._progress(self._done, self._total)


def _label_sets(graph: Graph) -> list[tuple[str, ...]]:
    sets = {node.labels for node in graph.nodes.values()}
    others = {("Source",): graph.sources, ("Survey",): graph.surveys}
    return sorted(sets | {labels for labels, statements in others.items() if statements})


def _composite(labels: tuple[str, ...]) -> str:
    """Return the engine's name for a set of labels."""
    return "~".join(sorted(labels))


def _chunks(items: Iterator[T]) -> Iterator[list[T]]:
    while chunk := list(islice(items, _BATCH)):
        yield chunk
