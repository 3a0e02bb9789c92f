"""A graph → a new database, through the engine's batch interface."""

from __future__ import annotations

from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from graphmodel.schema import FAMILIES
from graphmodel.store import cypher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphmodel.model import Graph
    from graphmodel.store.port import Progress

__all__ = ["write"]

_BATCH = 10_000

T = TypeVar("T")


def write(database: Any, graph: Graph, progress: Progress | None = None) -> None:  # noqa: ANN401 - the engine has no types
    """Write a graph to an empty database.

    Parameters
    ----------
    database
        A new database of the engine, open to be written.
    graph
        The graph.
    progress
        Told how many statements of how many have been written.
    """
    loader = _Loader(database, progress, len(graph.nodes) + len(graph.sources) + len(graph.surveys) + len(graph.edges))
    loader.declare(graph)
    loader.write(graph)
    loader.index(graph)


class _Loader:
    def __init__(self, database: Any, progress: Progress | None, total: int) -> None:  # noqa: ANN401 - as above
        self._database = database
        self._progress = progress
        self._total = total
        self._done = 0
        self._declared: set[str] = set()

    def _do(self, statement: str) -> None:
        self._database.command("sql", statement).close()

    def declare(self, graph: Graph) -> None:
        """Declare labels and types, each in one file, so that what is unsorted comes in the order of its load.

        The engine has one type for each set of labels, below the types of those labels. Kinds and levels are below
        their family too, so that the index of the family serves them.
        """
        with self._database.transaction():  # one write of the schema, not one for each type
            for labels in _label_sets(graph):
                family = labels[0]
                self._vertex_type(family)
                for label in labels[1:]:
                    self._vertex_type(label, family, buckets=0)
                if len(labels) > 1:
                    self._vertex_type(_composite(labels), *labels)
            for type_ in sorted({edge.type for edge in graph.edges.values()}):
                self._do(f"CREATE EDGE TYPE `{type_}` BUCKETS 1")

    def _vertex_type(self, name: str, *above: str, buckets: int = 1) -> None:
        if name not in self._declared:
            self._declared.add(name)
            below = " EXTENDS " + ", ".join(f"`{label}`" for label in above) if above else ""
            self._do(f"CREATE VERTEX TYPE `{name}`{below} BUCKETS {buckets}")

    def write(self, graph: Graph) -> None:
        """Write all statements, kind by kind."""
        with self._database.graph_batch(expected_edge_count=len(graph.edges) or 1) as batch:
            records = self._write_nodes(batch, graph)
            for type_, edges in groupby(cypher.edge_rows(graph), key=itemgetter(0)):
                for chunk in _chunks(edges):
                    _, from_ids, to_ids, rows = zip(*chunk, strict=True)
                    batch.new_edges([records[i] for i in from_ids], type_, [records[i] for i in to_ids], rows)
                    self._tell(len(chunk))

    def _write_nodes(self, batch: Any, graph: Graph) -> dict[str, str]:  # noqa: ANN401 - as above
        """Return the engine's record of each node."""
        records: dict[str, str] = {}
        for labels, nodes in groupby(cypher.node_rows(graph), key=itemgetter(0)):
            for chunk in _chunks(nodes):
                rows = [row for _, row in chunk]
                created = batch.create_vertices(_composite(labels), rows)
                if labels[0] in FAMILIES:  # nothing is tied to a source or survey
                    records.update(zip((row["id"] for row in rows), created, strict=True))
                self._tell(len(chunk))
        return records

    def index(self, graph: Graph) -> None:
        """Index the ids, which is quicker when all are there."""
        for label in sorted({labels[0] for labels in _label_sets(graph)}):
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
