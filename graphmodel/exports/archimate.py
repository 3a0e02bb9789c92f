"""The ArchiMate Model Exchange File Format 3, for Archi, BiZZdesign and other programs of architects.

A body is a business actor or collaboration, a strategy a course of action, a programme a work package … ArchiMate knows
time only as plateaus: there is one for each first of January before which something began or ended, with what held
then.
An association has the direction of the statement. What is part of another of its kind is aggregated by it, which
ArchiMate writes from the whole to the part.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from graphmodel.exports.flat import as_text, edge_columns, node_columns
from graphmodel.exports.xml import HEAD, element, escape, opening
from graphmodel.model.rows import edge_table, node_table
from graphmodel.period import Validity
from graphmodel.schema import EDGE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graphmodel.model import Graph
    from graphmodel.model.rows import Row

__all__ = ["archimate"]

_SPACES = {
    "xmlns": "http://www.opengroup.org/xsd/archimate/3.0/",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://www.opengroup.org/xsd/archimate/3.0/ "
    "http://www.opengroup.org/xsd/archimate/3.1/archimate3_Model.xsd",
    "identifier": "id-graphmodel",
}
_TYPES = {
    "Network": "BusinessCollaboration",
    "CooperationBody": "BusinessCollaboration",
    "CoordinationStructure": "BusinessCollaboration",
    "Service": "BusinessService",
    "Strategy": "CourseOfAction",
    "Plan": "CourseOfAction",
    "WhitePaper": "Driver",
    "Decision": "Requirement",
    "Agreement": "Contract",
    "Programme": "WorkPackage",
    "Goal": "Goal",
    "County": "Location",
}
"""The types of element; of all other kinds it is a business actor."""

_ELSEWHERE = frozenset({"name", "from", "to", "note"})
"""Columns that are no property, since the element has them itself."""


def archimate(graph: Graph) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield one file."""
    yield "", (f"{line}\n".encode() for line in _lines(graph))


def _lines(graph: Graph) -> Iterator[str]:
    nodes, edges = ([name for name in columns if name not in _ELSEWHERE] for columns in _columns(graph))
    plateaus = _plateaus(graph)
    yield HEAD + opening("model", _SPACES)
    yield _name("graphmodel")
    yield "<elements>"
    for row in node_table(graph):
        attributes = {"identifier": _identifier(row["id"]), "xsi:type": _type(row["kind"])}
        yield element("element", attributes, _name(row["name"]), *_documentation(row), *_properties(row, nodes))
    for day in plateaus:
        yield element("element", {"identifier": f"plateau-{day}", "xsi:type": "Plateau"}, _name(day.isoformat()))
    yield "</elements>"
    if graph.edges or (plateaus and graph.nodes):
        yield "<relationships>"
        for row in edge_table(graph):
            yield element("relationship", *_relationship(graph, row), *_documentation(row), *_properties(row, edges))
        for day in plateaus:
            yield from _members(graph, day)
        yield "</relationships>"
    yield "<propertyDefinitions>"
    for name in dict.fromkeys([*nodes, *edges]):
        attributes = {"identifier": _property_id(name), "type": "string"}
        yield element("propertyDefinition", attributes, element("name", {}, escape(name)))
    yield "</propertyDefinitions>\n</model>"


def _columns(graph: Graph) -> tuple[Mapping[str, str], Mapping[str, str]]:
    return node_columns(graph), edge_columns(graph)


def _identifier(id_: str) -> str:
    """Return an id as an XML name: a dot, which no id of ours has, stands for a colon."""
    return f"id-{id_.replace(':', '.')}"


def _property_id(name: str) -> str:
    return f"property-{name}"


def _type(kind: str) -> str:
    return _TYPES.get(kind, "BusinessActor")


def _name(name: str) -> str:
    return element("name", {"xml:lang": "nb"}, escape(name))


def _documentation(row: Row) -> Iterator[str]:
    if "note" in row:
        yield element("documentation", {"xml:lang": "nb"}, escape(row["note"]))


def _properties(row: Row, columns: Iterable[str]) -> Iterator[str]:
    attributes = (
        element(
            "property", {"propertyDefinitionRef": _property_id(name)}, element("value", {}, escape(as_text(row[name])))
        )
        for name in columns
        if name in row
    )
    yield element("properties", {}, *attributes)


def _relationship(graph: Graph, row: Row) -> tuple[dict[str, str], str]:
    """Return the attributes of a tie, and its name."""
    from_, to = (_type(graph.nodes[row[end]].kind) for end in ("from", "to"))
    first, last = _identifier(row["from"]), _identifier(row["to"])
    attributes = {"identifier": f"tie-{row['id'].replace(':', '.')}"}
    if row["kind"] == "PART_OF" and row["status"] == "recorded" and from_ == to:
        attributes |= {"source": last, "target": first, "xsi:type": "Aggregation"}
    else:
        attributes |= {"source": first, "target": last, "xsi:type": "Association", "isDirected": "true"}
    return attributes, _name(row.get("role") or EDGE_KINDS[row["kind"]].reads.nb)


def _plateaus(graph: Graph) -> list[date]:
    """Return the days that have a plateau."""
    if graph.day:
        return [graph.day]
    bounds = (graph.bounds(id_) for id_ in (*graph.nodes, *graph.edges))
    changes = {day for each in bounds for day in (each.from_earliest, each.to_latest) if day}
    return [date(year, 1, 1) for year in sorted({day.year + 1 for day in changes if day.year < date.max.year})]


def _members(graph: Graph, day: date) -> Iterator[str]:
    """Yield what ties a plateau to the elements that held on its day: by an association where they possibly did."""
    for id_ in graph.nodes:
        validity = graph.validity(id_, day)
        if validity:
            attributes = {"identifier": f"held-{day}-{id_}", "source": f"plateau-{day}", "target": _identifier(id_)}
            sure = {"xsi:type": "Aggregation" if validity is Validity.YES else "Association"}
            yield element("relationship", attributes | sure, *([] if validity is Validity.YES else [_name("muligens")]))
