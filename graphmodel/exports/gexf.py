"""GEXF 1.2, the format of Gephi, with time: its time line shows what held, or possibly held, on each day.

The spell of a node or edge is as long as it may have held; an end that is not known is left open. Within it, the
attribute `validity` changes with the day between *possibly* and *yes*. GEXF's end is the last day, not the one after.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from graphmodel.exports.flat import as_text, edge_columns, node_columns
from graphmodel.exports.xml import HEAD, element, opening
from graphmodel.model.rows import edge_table, node_table
from graphmodel.schema import EDGE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graphmodel.model import Graph
    from graphmodel.model.rows import Row
    from graphmodel.period import Bounds

__all__ = ["gexf"]

_SPACES = {"xmlns": "http://www.gexf.net/1.2draft", "version": "1.2"}
_GRAPH = {"defaultedgetype": "directed", "idtype": "string", "mode": "dynamic", "timeformat": "date"}
_ALREADY = frozenset({"id", "from", "to", "validity"})
"""Columns that stand elsewhere."""

_OVER_TIME = "over_time"


def gexf(graph: Graph) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield one file; an edge runs as the statement does, from → to."""
    yield "", (f"{line}\n".encode() for line in _lines(graph))


def _lines(graph: Graph) -> Iterator[str]:
    yield HEAD + opening("gexf", _SPACES)
    day = f", {graph.day}" if graph.day else ""
    yield element("meta", {}, element("creator", {}, "graphmodel"), element("description", {}, f"graphmodel{day}"))
    yield opening("graph", _GRAPH)
    nodes, edges = (
        {name: type_ for name, type_ in columns.items() if name not in _ALREADY}
        for columns in (node_columns(graph), edge_columns(graph))
    )
    for kind, columns in (("node", nodes), ("edge", edges)):
        yield from _attributes(kind, columns)
    yield "<nodes>"
    for row in node_table(graph):
        yield _element("node", {"id": row["id"], "label": row["name"]}, row, nodes, graph.bounds(row["id"]))
    yield "</nodes>\n<edges>"
    for row in edge_table(graph):
        label = row.get("role") or EDGE_KINDS[row["kind"]].reads.nb
        attributes = {"id": row["id"], "source": row["from"], "target": row["to"], "label": label}
        yield _element("edge", attributes, row, edges, graph.bounds(row["id"]))
    yield "</edges>\n</graph>\n</gexf>"


def _attributes(kind: str, columns: Mapping[str, str]) -> Iterator[str]:
    attributes = [
        element("attribute", {"id": name, "title": name, "type": "boolean" if type_ == "boolean" else "string"})
        for name, type_ in columns.items()
    ]
    yield element("attributes", {"class": kind, "mode": "static"}, *attributes)
    over_time = element("attribute", {"id": _OVER_TIME, "title": "validity", "type": "string"})
    yield element("attributes", {"class": kind, "mode": "dynamic"}, over_time)


def _element(name: str, attributes: Mapping[str, str], row: Row, columns: Mapping[str, str], bounds: Bounds) -> str:
    values = [
        element("attvalue", {"for": column, "value": as_text(row[column])}) for column in columns if column in row
    ]
    values += [
        element("attvalue", {"for": _OVER_TIME, "value": value} | _spell(first, end))
        for value, first, end in _stretches(bounds)
    ]
    spell = _spell(bounds.from_earliest, bounds.to_latest)
    return element(name, {**attributes, **spell}, element("attvalues", {}, *values))


def _stretches(bounds: Bounds) -> Iterator[tuple[str, date | None, date | None]]:
    """Yield for which stretches of time, from a first day up to an end, it held possibly or for certain."""
    begins, ends = bounds.from_latest or date.min, bounds.to_earliest or date.max
    if begins >= ends:
        yield "possibly", bounds.from_earliest, bounds.to_latest
        return
    if begins > (bounds.from_earliest or date.min):
        yield "possibly", bounds.from_earliest, bounds.from_latest
    yield "yes", bounds.from_latest, bounds.to_earliest
    if ends < (bounds.to_latest or date.max):
        yield "possibly", bounds.to_earliest, bounds.to_latest


def _spell(first: date | None, end: date | None) -> dict[str, str]:
    """Return the first and the last day; what is open is left out."""
    attributes = {"start": first.isoformat()} if first else {}
    return attributes | ({"end": (end - timedelta(days=1)).isoformat()} if end else {})
