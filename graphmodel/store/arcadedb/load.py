"""A graph → a new database: rows are made here while a worker writes those before them."""

from __future__ import annotations

from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from graphmodel.schema import FAMILIES, relationship_of
from graphmodel.store.rows import Digest, edge_rows, node_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graphmodel.model import Graph
    from graphmodel.store.arcadedb.pool import Worker
    from graphmodel.store.base import Progress

__all__ = ["write"]

_BATCH = 1000
"""Statements that cross to the worker at once."""

T = TypeVar("T")


def write(worker: Worker, path: Path, graph: Graph, progress: Progress | None = None) -> str:
    """Write a graph to a new database.

    Parameters
    ----------
    worker
        Has no database open.
    path
        Where the database shall lie.
    graph
        The graph.
    progress
        Progress callback: (statements handed over, total).

    Returns
    -------
    str
        The fingerprint of the graph.
    """
    digest = Digest(graph)
    total = len(graph.nodes) + len(graph.sources) + len(graph.surveys) + len(graph.edges)
    done = 0
    worker.load("load", str(path), list(_declarations(graph)), len(graph.edges))
    for message in _messages(graph, digest):
        worker.load(*message)
        done += len(message[2])
        if progress:
            progress(done, total)
    worker.finish("finish", list(_indexes(graph)))
    return digest.fingerprint()


def _messages(graph: Graph, digest: Digest) -> Iterator[tuple[Any, ...]]:
    """Yield the parts of a load; the third field of each has one entry for each statement."""
    for labels, nodes in groupby(digest.of(node_rows(graph)), key=itemgetter(0)):
        tied = labels[0] in FAMILIES  # nothing is tied to a source or survey
        for rows in _chunks(nodes):
            yield "nodes", _composite(labels), [row for _, row in rows], tied
    for type_, edges in groupby(digest.of(edge_rows(graph)), key=itemgetter(0)):
        for ties in _chunks(edges):
            _, from_ids, to_ids, properties = map(list, zip(*ties, strict=True))
            yield "edges", type_, from_ids, to_ids, properties


def _declarations(graph: Graph) -> Iterator[str]:
    """Yield what declares labels and types, each in one file, so that what is unsorted comes in the order of its load.

    The engine has one type for each set of labels, below the types of those labels. Kinds and levels are below their
    family too, so that the index of the family serves them.
    """
    declared: set[str] = set()

    def vertex_type(name: str, *above: str, buckets: int = 1) -> Iterator[str]:
        if name not in declared:
            declared.add(name)
            below = " EXTENDS " + ", ".join(f"`{label}`" for label in above) if above else ""
            yield f"CREATE VERTEX TYPE `{name}`{below} BUCKETS {buckets}"

    for labels in _label_sets(graph):
        family = labels[0]
        yield from vertex_type(family)
        for label in labels[1:]:
            yield from vertex_type(label, family, buckets=0)
        if len(labels) > 1:
            yield from vertex_type(_composite(labels), *labels)
    for type_ in sorted({relationship_of(edge) for edge in graph.edges.values()}):
        yield f"CREATE EDGE TYPE `{type_}` BUCKETS 1"


def _indexes(graph: Graph) -> Iterator[str]:
    """Yield the statements that index the ids; faster after all rows are written."""
    for label in sorted({labels[0] for labels in _label_sets(graph)}):
        yield f"CREATE PROPERTY `{label}`.id STRING"
        yield f"CREATE INDEX ON `{label}` (id) UNIQUE"


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
