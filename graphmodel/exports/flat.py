"""What formats without lists or dates of their own have of a node and an edge: columns, and values as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphmodel import schema

if TYPE_CHECKING:
    from graphmodel.model import Graph

__all__ = ["as_text", "edge_columns", "node_columns"]

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
