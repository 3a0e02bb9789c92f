"""A graph as stored rows of properties and back, and its fingerprint; pure values.

A row is what Cypher sees of one node, edge, source or survey: the properties that :mod:`graphmodel.schema` names. A
property without a value is absent, never null or empty. The EDTF texts carry the statement; the four bounds, the days
of attestation, `sources`, `kind` and an edge's `status` are worked out from it so that Cypher can ask. What was only
called for, or claimed and not chosen, has a relationship type of its own: no pattern on a kind of edge finds it.
"""

from __future__ import annotations

from hashlib import blake2b
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from graphmodel import schema
from graphmodel.errors import GraphModelError, StoreError, did_you_mean
from graphmodel.model import Edge, Graph, Name, Node, Number, Source, Survey
from graphmodel.model.complaints import expected
from graphmodel.model.rows import (
    CITATION,
    NAMES,
    NUMBERS,
    TEXTS,
    Row,
    columns,
    edge_row,
    node_row,
    source_row,
    survey_row,
)

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
    "english_of",
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

R = TypeVar("R", bound="Record")
T = TypeVar("T")


def english_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the English that rows hold, by the Norwegian texts."""
    english: dict[str, str] = {}
    for row in rows:
        english |= {row[name]: row[f"{name}_en"] for name in TEXTS if {name, f"{name}_en"} <= row.keys()}
        english |= _pairs(row.get("names_remark", ()), row.get("names_remark_en", ()))
        english |= _pairs(*(map(_locator, row.get(name, ())) for name in ("citations", "citations_en")))
    return english


def _locator(citation: str) -> str:
    return _citation(citation)["locator"] or ""


def _pairs(texts: Iterable[str], english: Iterable[str]) -> dict[str, str]:
    return {text: translation for text, translation in zip(texts, english, strict=False) if text != translation}


def node_of(row: Mapping[str, Any]) -> Node:
    """Return the node of a row.

    Raises
    ------
    StoreError
        If the row is none that :func:`node_row` could have made.
    """
    kind = schema.KINDS.get(row.get("kind", ""))
    if kind is None:
        known = did_you_mean(str(row.get("kind")), schema.KINDS)
        raise StoreError(f"{row.get('id')!r} in the store is of the kind {row.get('kind')!r}, which is unknown{known}")
    lists = {"names": _records(Name, row, NAMES), "numbers": _records(Number, row, NUMBERS)}
    return _read(kind, _fields(kind, row) | lists)


def edge_of(edge_type: str, from_id: str, to_id: str, row: Mapping[str, Any]) -> Edge:
    """Return the edge of a row.

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
    """Return the source of a row.

    Raises
    ------
    StoreError
        If the row is none that :func:`source_row` could have made.
    """
    return _read(Source, _fields(Source, row))


def survey_of(row: Mapping[str, Any]) -> Survey:
    """Return the survey of a row.

    Raises
    ------
    StoreError
        If the row is none that :func:`survey_row` could have made.
    """
    return _read(Survey, _fields(Survey, row))


def graph_of(  # noqa: PLR0913, PLR0917 - all that a graph is made of
    nodes: Iterable[Node],
    edges: Iterable[Edge],
    sources: Iterable[Source],
    surveys: Iterable[Survey],
    day: date | None = None,
    translations: Mapping[str, str] | None = None,
    *,
    loaded: str | None = None,
) -> Graph:
    """Put together what was read from a store.

    A part of a graph, such as that of a day, may speak of what lies outside it; it comes back as it was loaded.

    Parameters
    ----------
    nodes, edges, sources, surveys, day, translations
        What was read.
    loaded
        The fingerprint of the graph that was loaded.

    Raises
    ------
    StoreError
        If it is neither whole nor what was loaded.
    """
    nodes, edges, sources, surveys = list(nodes), list(edges), list(sources), list(surveys)
    try:
        return Graph(nodes, edges, sources, surveys, translations=translations, day=day)
    except StoreError:
        raise
    except GraphModelError as error:
        ids = {node.id for node in nodes}
        if all(edge.from_id in ids and edge.to_id in ids for edge in edges):
            part = Graph.part(nodes, edges, sources, surveys, translations or {}, day=day)
            if fingerprint(part) == loaded:
                return part
        raise StoreError(f"the stored graph is incomplete; load it again: {error}") from error


def _fields(kind: type[Record], row: Mapping[str, Any]) -> Row:
    fields = {field: row[name] for field, name in chain(*columns(kind)) if name in row}
    if "citations" in row:
        fields["cites"] = [_citation(text) for text in row["citations"]]
    return fields


def _citation(text: str) -> Row:
    match = CITATION.fullmatch(text)
    if match is None:
        raise StoreError(f"{text!r} in the store is not a citation: expected a source's id, then its place in brackets")
    return match.groupdict()


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
        raise StoreError(f"{fields.get('id')!r} in the store cannot be read: {where}: {expected(first)}") from error


def node_rows(graph: Graph) -> Iterator[tuple[tuple[str, ...], Row]]:
    """Yield labels and properties of everything stored as a node: nodes, sources and surveys.

    Those with the same labels come one after the other, in the order of their ids.
    """
    for node in sorted(graph.nodes.values(), key=attrgetter("labels")):
        yield node.labels, node_row(graph, node)
    for source in graph.sources.values():
        yield ("Source",), source_row(graph, source)
    for survey in graph.surveys.values():
        yield ("Survey",), survey_row(graph, survey)


def edge_rows(graph: Graph) -> Iterator[tuple[str, str, str, Row]]:
    """Yield the type, the ids of both ends and the properties of every edge, type by type and in the order of ids."""
    for edge in sorted(graph.edges.values(), key=schema.relationship_of):
        yield schema.relationship_of(edge), edge.from_id, edge.to_id, edge_row(graph, edge)


def fingerprint(graph: Graph) -> str:
    """Return a hash of everything that a store holds of a graph.

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
