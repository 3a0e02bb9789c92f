"""GraphML 1.0, the common tongue of network programs: yEd, Gephi, Cytoscape, igraph, networkx.

It knows no time and no lists: days are text in ISO form, and semicolons stand between the items of a list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.exports.flat import as_text, edge_columns, node_columns
from graphmodel.exports.xml import HEAD, element, escape, opening
from graphmodel.model.rows import edge_table, node_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graphmodel.model import Graph
    from graphmodel.model.rows import Row

__all__ = ["graphml"]

_SPACES = {
    "xmlns": "http://graphml.graphdrawing.org/xmlns",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd",
}


def graphml(graph: Graph) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield one file; nodes and edges have their ids, and an edge runs as the statement does, from → to."""
    yield "", (f"{line}\n".encode() for line in _lines(graph))


def _lines(graph: Graph) -> Iterator[str]:
    yield HEAD + opening("graphml", _SPACES)
    nodes, edges = node_columns(graph), edge_columns(graph)
    day = {"day": "string"} if graph.day else {}
    for domain, columns in (("graph", day), ("node", nodes), ("edge", edges)):
        yield from _keys(domain, columns)
    yield opening("graph", {"id": "graphmodel", "edgedefault": "directed"})
    yield from _data("graph", {"day": graph.day} if graph.day else {}, day)
    for row in node_table(graph):
        yield element("node", {"id": row["id"]}, *_data("node", row, nodes))
    for row in edge_table(graph):
        ends = {"id": row["id"], "source": row["from"], "target": row["to"]}
        yield element("edge", ends, *_data("edge", row, edges))
    yield "</graph>\n</graphml>"


def _keys(domain: str, columns: Mapping[str, str]) -> Iterator[str]:
    for name, type_ in columns.items():
        attributes = {"id": f"{domain}-{name}", "for": domain, "attr.name": name}
        yield element("key", attributes | {"attr.type": "boolean" if type_ == "boolean" else "string"})


def _data(domain: str, row: Row, columns: Mapping[str, str]) -> Iterator[str]:
    return (
        f'<data key="{domain}-{name}">{escape(as_text(row[name]))}</data>'
        for name in columns
        if name in row and name not in _ALREADY
    )


_ALREADY = frozenset({"id", "from", "to"})
"""Columns that stand in attributes of the element."""
