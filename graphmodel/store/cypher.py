"""What stands in a store, as pure values: a graph as rows of properties and back, and its fingerprint.

A row is what Cypher sees of one node, edge, source or survey: the properties that :mod:`graphmodel.schema` names. A
property without a value is absent, never null or empty. The EDTF texts carry the statement; the four bounds, the days
of attestation, `sources`, `kind` and an edge's `status` are worked out from it so that Cypher can ask. What was only
called for, or claimed and not chosen, has a relationship type of its own: no pattern on a kind of edge finds it.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import blake2b
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, get_origin

from pydantic import ValidationError

from graphmodel import schema
from graphmodel.errors import GraphModelError, StoreError, did_you_mean
from graphmodel.model import Citation, Edge, Graph, Name, Node, Number, Source, Survey
from graphmodel.period import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from graphmodel.model.statement import Record

__all__ = [
    "Digest",
    "Row",
    "edge_of",
    "edge_row",
    "edge_rows",
    "fingerprint",
    "graph_of",
    "node_of",
    "node_row",
    "node_rows",
    "source_of",
    "source_row",
    "survey_of",
    "survey_row",
]

Row = dict[str, Any]
"""Properties by name: text, truth value, :class:`datetime.date` or list of text."""

R = TypeVar("R", bound="Record")
T = TypeVar("T")

_CITATION = re.compile(r"(?P<source>[a-z0-9-]+)(?: \((?P<locator>.*)\))?", re.DOTALL)
_PROPERTIES = {"since": "valid_from", "until": "valid_to"}
_NAMES = {
    "names": "name",
    "names_from": "since",
    "names_to": "until",
    "names_language": "language",
    "names_remark": "remark",
}
_NUMBERS = {"numbers": "number", "numbers_from": "since", "numbers_to": "until"}
_NOT_PLAIN = frozenset({"names", "numbers", "cites", "from_id", "to_id"})


def node_row(graph: Graph, node: Node) -> Row:
    """Return a node of a graph as properties; its labels are :attr:`~graphmodel.model.Node.labels`."""
    return {
        **_plain(node),
        "kind": node.kind,
        **_time(graph, node.id),
        **_citations(node.cites),
        **_parallel(node.names, _NAMES),
        **_parallel(node.numbers, _NUMBERS),
    }


def edge_row(graph: Graph, edge: Edge) -> Row:
    """Return an edge of a graph as properties; its type is that of :func:`graphmodel.schema.relationship_of`."""
    told = {"kind": edge.type, "status": edge.status if edge.recorded or edge.called_for else "claimed"}
    return {**_plain(edge), **told, **_time(graph, edge.id), **_citations(edge.cites)}


def source_row(source: Source) -> Row:
    """Return a source as properties; its only label is ``Source``."""
    return _plain(source)


def survey_row(survey: Survey) -> Row:
    """Return a survey as properties; its only label is ``Survey``."""
    on = parse(survey.on)
    return {**_plain(survey), "on_earliest": on.earliest, "on_latest": on.latest, **_citations(survey.cites)}


class _Columns(NamedTuple):
    """The fields of a kind of record that are one property each, with the name of that property."""

    single: tuple[tuple[str, str], ...]
    lists: tuple[tuple[str, str], ...]


@cache
def _columns(kind: type[Record]) -> _Columns:
    plain = {name: field.annotation for name, field in kind.model_fields.items() if name not in _NOT_PLAIN}
    lists = [name for name, annotation in plain.items() if get_origin(annotation) is tuple]
    single = [name for name in plain if name not in lists]
    return _Columns(*(tuple((name, _PROPERTIES.get(name, name)) for name in names) for names in (single, lists)))


def _plain(record: Record) -> Row:
    # Read from where Python keeps the values: this runs for each of half a million statements.
    values = record.__dict__
    columns = _columns(type(record))
    row = {name: value for field, name in columns.single if (value := values[field]) is not None}
    for field, name in columns.lists:
        if values[field]:
            row[name] = list(values[field])
    return row


def _time(graph: Graph, id_: str) -> Row:
    """Return when a node or edge holds, within the periods of its ends, and when sources describe it."""
    bounds, attested = graph.bounds(id_), graph.attested(id_)
    days = {
        "from_earliest": bounds.from_earliest,
        "from_latest": bounds.from_latest,
        "to_earliest": bounds.to_earliest,
        "to_latest": bounds.to_latest,
        "attested_from": attested.first,
        "attested_to": attested.last,
    }
    return {name: day for name, day in days.items() if day is not None}


def _citations(cites: tuple[Citation, ...]) -> Row:
    if not cites:
        return {}
    return {"sources": list(dict.fromkeys(each.source for each in cites)), "citations": [str(each) for each in cites]}


def _parallel(records: tuple[Record, ...], columns: Mapping[str, str]) -> Row:
    """Return one list per field, all of one length, with ``""`` where a record has no value."""
    if not records:
        return {}
    return {column: [getattr(each, field) or "" for each in records] for column, field in columns.items()}


def node_of(row: Mapping[str, Any]) -> Node:
    """Return the node that a row tells of.

    Raises
    ------
    StoreError
        If the row is none that :func:`node_row` could have made.
    """
    kind = schema.KINDS.get(row.get("kind", ""))
    if kind is None:
        known = did_you_mean(str(row.get("kind")), schema.KINDS)
        raise StoreError(f"{row.get('id')!r} in the store is of the kind {row.get('kind')!r}, which is unknown{known}")
    lists = {"names": _records(Name, row, _NAMES), "numbers": _records(Number, row, _NUMBERS)}
    return _read(kind, _fields(kind, row) | lists)


def edge_of(edge_type: str, from_id: str, to_id: str, row: Mapping[str, Any]) -> Edge:
    """Return the edge that a row tells of.

    Raises
    ------
    StoreError
        If the row is none that :func:`edge_row` could have made.
    """
    unrecorded = edge_type in (schema.CALLED_FOR, schema.CLAIMED)
    type_ = str(row.get("kind")) if unrecorded else edge_type
    kind = schema.EDGE_KINDS.get(type_)
    if kind is None:
        known = did_you_mean(type_, schema.EDGE_KINDS)
        raise StoreError(f"{row.get('id')!r} in the store is of the type {type_!r}, which is unknown{known}")
    status = "called for" if edge_type == schema.CALLED_FOR else "recorded"
    return _read(kind.cls, _fields(kind.cls, row) | {"from_id": from_id, "to_id": to_id, "status": status})


def source_of(row: Mapping[str, Any]) -> Source:
    """Return the source that a row tells of.

    Raises
    ------
    StoreError
        If the row is none that :func:`source_row` could have made.
    """
    return _read(Source, _fields(Source, row))


def survey_of(row: Mapping[str, Any]) -> Survey:
    """Return the survey that a row tells of.

    Raises
    ------
    StoreError
        If the row is none that :func:`survey_row` could have made.
    """
    return _read(Survey, _fields(Survey, row))


def graph_of(
    nodes: Iterable[Node],
    edges: Iterable[Edge],
    sources: Iterable[Source],
    surveys: Iterable[Survey],
    day: date | None = None,
) -> Graph:
    """Put together what was read from a store.

    Raises
    ------
    StoreError
        If it is not whole.
    """
    try:
        return Graph(nodes, edges, sources, surveys, day=day)
    except StoreError:
        raise
    except GraphModelError as error:
        raise StoreError(f"the store does not hold a whole graph; load it again: {error}") from error


def _fields(kind: type[Record], row: Mapping[str, Any]) -> Row:
    fields = {field: row[name] for field, name in chain(*_columns(kind)) if name in row}
    if "citations" in row:
        fields["cites"] = [_citation(text) for text in row["citations"]]
    return fields


def _citation(text: str) -> Row:
    found = _CITATION.fullmatch(text)
    if found is None:
        raise StoreError(f"{text!r} in the store is not a citation: expected a source's id, then its place in brackets")
    return found.groupdict()


def _records(kind: type[Record], row: Mapping[str, Any], columns: Mapping[str, str]) -> list[Record]:
    lists = [row.get(column, []) for column in columns]
    if len({len(each) for each in lists}) > 1:
        raise StoreError(f"{row.get('id')!r} in the store has lists of unequal length in {', '.join(columns)}")
    records = (dict(zip(columns.values(), values, strict=True)) for values in zip(*lists, strict=True))
    return [_read(kind, {field: value for field, value in each.items() if value}) for each in records]


def _read(kind: type[R], fields: Row) -> R:
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise StoreError(f"{fields.get('id')!r} in the store cannot be read: {where}: {first['msg']}") from error


def node_rows(graph: Graph) -> Iterator[tuple[tuple[str, ...], Row]]:
    """Yield the labels and properties of all that stands in a store as a node: nodes, sources and surveys.

    Those with the same labels come one after the other, in the order of their ids.
    """
    for node in sorted(graph.nodes.values(), key=attrgetter("labels")):
        yield node.labels, node_row(graph, node)
    for source in graph.sources.values():
        yield ("Source",), source_row(source)
    for survey in graph.surveys.values():
        yield ("Survey",), survey_row(survey)


def edge_rows(graph: Graph) -> Iterator[tuple[str, str, str, Row]]:
    """Yield the type, the ids of both ends and the properties of every edge, type by type and in the order of ids."""
    for edge in sorted(graph.edges.values(), key=schema.relationship_of):
        yield schema.relationship_of(edge), edge.from_id, edge.to_id, edge_row(graph, edge)


def fingerprint(graph: Graph) -> str:
    """Return a hash of all that a store would hold of a graph.

    Equal for equal graphs, whatever order their statements came in; it changes with any statement, with the day of the
    graph, and with the rows that this module makes of them.
    """
    digest = Digest(graph)
    for _ in chain(digest.of(node_rows(graph)), digest.of(edge_rows(graph))):
        pass
    return digest.fingerprint()


class Digest:
    """Takes the fingerprint of a graph while something else is done with its rows: all nodes first, then all edges."""

    def __init__(self, graph: Graph) -> None:
        self._hash = blake2b(repr(graph.day).encode(), digest_size=20)

    def of(self, rows: Iterable[T]) -> Iterator[T]:
        """Yield rows, having taken note of them."""
        for row in rows:
            self._hash.update(repr(row).encode())
            yield row

    def fingerprint(self) -> str:
        """Return the fingerprint of a graph all of whose rows have passed."""
        return self._hash.hexdigest()
