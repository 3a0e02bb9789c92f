"""Nodes and edges as flat rows: for formats without lists or dates of their own, and as comma-separated values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphmodel import schema, tables
from graphmodel.model.rows import edge_table, node_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graphmodel.model import Graph
    from graphmodel.model.rows import Row

__all__ = ["as_text", "csv_lists", "edge_columns", "node_columns"]

_SURE = {"validity": "string", "grade": "string"}


def node_columns(graph: Graph) -> dict[str, str]:
    """Return the columns of a table of nodes, each with its type: string, boolean, date or list of string."""
    first = dict.fromkeys(("id", "kind", "family", "level", "name"), "string")
    return first | dict(schema.node_properties("Body")) | (_SURE if graph.day else {})


def edge_columns(graph: Graph) -> dict[str, str]:
    """Return the columns of a table of edges, each with its type; `from` and `to` are the ids of the ends."""
    first = dict.fromkeys(("id", "from", "kind", "to", "role", "status", "capacity"), "string")
    return first | dict(schema.edge_properties("MEMBER_OF")) | (_SURE if graph.day else {})


def as_text(value: Any) -> str:  # noqa: ANN401 - text, truth value, day or list of text
    """Return a value as text: `true` or `false`, a day in ISO form, and a list with semicolons between."""
    match value:
        case bool():
            return str(value).lower()
        case list():
            return "; ".join(value)
    return str(value)


def csv_lists(graph: Graph) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield ``nodes.csv`` and ``edges.csv``, for R, a spreadsheet or a database; text is no formula in any of them."""
    yield "nodes.csv", _csv([*node_columns(graph)], node_table(graph))
    yield "edges.csv", _csv([*edge_columns(graph)], edge_table(graph))


def _csv(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    cells = ([as_text(row.get(column, "")) for column in columns] for row in rows)
    return (line.encode() for line in tables.csv_lines(columns, cells, spreadsheet=True))
