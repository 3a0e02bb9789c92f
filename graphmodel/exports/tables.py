"""Lists of nodes and of edges as comma-separated values, for R, a spreadsheet or a database.

Semicolons stand between the items of a list; text that a spreadsheet would run as a formula has a ``'`` in front.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel import tables
from graphmodel.exports.flat import as_text, edge_columns, node_columns
from graphmodel.model.rows import edge_table, node_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graphmodel.exports.given import Given
    from graphmodel.model.rows import Row

__all__ = ["csv_lists"]


def csv_lists(given: Given) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield ``nodes.csv`` and ``edges.csv``; `from` and `to` of an edge are ids of nodes."""
    graph = given.graph
    yield "nodes.csv", _parts([*node_columns(graph)], node_table(graph))
    yield "edges.csv", _parts([*edge_columns(graph)], edge_table(graph))


def _parts(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    cells = ([as_text(row.get(column, "")) for column in columns] for row in rows)
    return (line.encode() for line in tables.csv_lines(columns, cells, spreadsheet=True))
