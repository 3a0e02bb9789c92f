"""Statements as rows of plain values: what a store, a table or a file of another program has of each.

A row has the properties that :mod:`graphmodel.schema` names; one without a value is absent, never null or empty. The
EDTF texts carry the statement; the four bounds, the days of attestation, `sources`, `kind` and an edge's `status` are
worked out from it.
"""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple, get_origin

from graphmodel.errors import ModelError
from graphmodel.model.edges import Seat
from graphmodel.model.nodes import Node
from graphmodel.model.statement import TEXT_FIELDS, Source
from graphmodel.period import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pandas import DataFrame

    from graphmodel.model.edges import Edge
    from graphmodel.model.graph import Graph
    from graphmodel.model.statement import Citation, Record, Survey

__all__ = [
    "CITATION",
    "DAYS",
    "NAMES",
    "NUMBERS",
    "TEXTS",
    "Frames",
    "Row",
    "columns",
    "derived_days",
    "edge_row",
    "edge_table",
    "frames",
    "node_row",
    "node_table",
    "source_row",
    "survey_row",
    "table_columns",
]


class Frames(NamedTuple):
    """The nodes, the edges and the sources of a graph, each with the ids as its index."""

    nodes: DataFrame
    edges: DataFrame
    sources: DataFrame


def frames(graph: Graph) -> Frames:
    """Return a graph as data frames; see :meth:`graphmodel.Graph.to_pandas`."""
    nodes, edges, sources = table_columns(dated=graph.day is not None)
    return Frames(
        _frame(nodes, node_table(graph)),
        _frame(edges, edge_table(graph)),
        _frame(sources, (source_row(graph, source) for source in graph.sources.values())),
    )


def _frame(columns: Sequence[str], rows: Iterable[Row]) -> DataFrame:
    try:
        # Imported here: optional, and slow to import.
        import pandas as pd  # noqa: PLC0415
    except ImportError as error:
        raise ModelError(
            "data frames need pandas, which is not installed: pip install 'graphmodel[notebook]'"
        ) from error
    frame = pd.DataFrame(list(rows), columns=list(columns)).set_index("id")
    days = [column for column in columns if column in DAYS]
    return frame.assign(**{column: pd.to_datetime(frame[column], errors="coerce") for column in days})


Row = dict[str, Any]
"""Properties by name: text, truth value, :class:`datetime.date` or list of text."""

CITATION = re.compile(r"(?P<source>[a-z0-9-]+)(?: \((?P<locator>.*)\))?", re.DOTALL)
_PROPERTIES = {"since": "valid_from", "until": "valid_to"}
NAMES = {
    "names": "name",
    "names_from": "since",
    "names_to": "until",
    "names_language": "language",
    "names_remark": "remark",
}
NUMBERS = {"numbers": "number", "numbers_from": "since", "numbers_to": "until"}
TEXTS = tuple(field for field in TEXT_FIELDS if field not in ("remark", "locator"))
"""The texts that are a property each; its English is the property of the same name that ends in ``_en``."""
DAYS = ("from_earliest", "from_latest", "to_earliest", "to_latest", "attested_from", "attested_to")
"""The properties that are days."""

_NOT_PLAIN = frozenset({"names", "numbers", "cites", "from_id", "to_id"})


def node_row(graph: Graph, node: Node) -> Row:
    """Return a node of a graph as properties; its labels are :attr:`~graphmodel.model.Node.labels`."""
    row = {
        **_plain(node),
        "kind": node.kind,
        **derived_days(graph, node.id),
        **_citations(node.cites),
        **_parallel(node.names, NAMES),
        **_parallel(node.numbers, NUMBERS),
    }
    return _with_english(row, graph.translations)


def edge_row(graph: Graph, edge: Edge) -> Row:
    """Return an edge of a graph as properties; its type is that of :func:`graphmodel.schema.relationship_of`."""
    about = {"kind": edge.type, "status": edge.status if edge.recorded or edge.called_for else "claimed"}
    row = {**_plain(edge), **about, **derived_days(graph, edge.id), **_citations(edge.cites)}
    return _with_english(row, graph.translations)


def source_row(graph: Graph, source: Source) -> Row:
    """Return a source as properties; its only label is ``Source``."""
    return _with_english(_plain(source), graph.translations)


def survey_row(graph: Graph, survey: Survey) -> Row:
    """Return a survey as properties; its only label is ``Survey``."""
    on = parse(survey.on)
    row = {**_plain(survey), "on_earliest": on.earliest, "on_latest": on.latest, **_citations(survey.cites)}
    return _with_english(row, graph.translations)


class _Columns(NamedTuple):
    """The fields of a kind of record that are one property each, with the name of that property."""

    single: tuple[tuple[str, str], ...]
    lists: tuple[tuple[str, str], ...]


@cache
def columns(kind: type[Record]) -> _Columns:
    """Return the fields of a kind of record that are one property each, with the name of that property."""
    plain = {name: field.annotation for name, field in kind.model_fields.items() if name not in _NOT_PLAIN}
    lists = [name for name, annotation in plain.items() if get_origin(annotation) is tuple]
    single = [name for name in plain if name not in lists]
    return _Columns(*(tuple((name, _PROPERTIES.get(name, name)) for name in names) for names in (single, lists)))


def _plain(record: Record) -> Row:
    # Read from where Python keeps the values: this runs for each of half a million statements.
    values = record.__dict__
    single, lists = columns(type(record))
    row = {name: value for field, name in single if (value := values[field]) is not None}
    for field, name in lists:
        if values[field]:
            row[name] = list(values[field])
    return row


def derived_days(graph: Graph, id_: str) -> Row:
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


def _with_english(row: Row, translations: Mapping[str, str]) -> Row:
    """Return a row with the English of its texts added, as far as they have been translated.

    In a list of texts those without English stay as they are.
    """
    english: Row = {}
    if translations:
        for name in TEXTS:
            if translation := translations.get(row.get(name, "")):
                english[f"{name}_en"] = translation
        for name, translated in (("names_remark", translations.get), ("citations", partial(_cited, translations))):
            texts = [translated(text, text) for text in row.get(name, ())]
            if texts != row.get(name, []):
                english[f"{name}_en"] = texts
    return row | english


def _cited(translations: Mapping[str, str], citation: str, otherwise: str) -> str:
    match = CITATION.fullmatch(citation)
    locator = translations.get(match["locator"] or "") if match else None
    return f"{match['source']} ({locator})" if match and locator else otherwise


def node_table(graph: Graph) -> Iterator[Row]:
    """Yield a row for each node, as tables for people and other programs have it.

    The name is that of the day of the graph, for which `validity` and `grade` say how sure the node is.
    """
    for node in graph.nodes.values():
        row = node_row(graph, node) | {"family": node.family, "name": graph.name(node.id)}
        if row["name"] != node.name:
            row.pop("name_en", None)  # a former name has no English form
        yield row | _sure(graph, node.id)


def edge_table(graph: Graph) -> Iterator[Row]:
    """Yield a row for each edge, with the ids of its ends as `from` and `to`; also for one only called for."""
    for edge in graph.edges.values():
        ends = {"from": edge.from_id, "to": edge.to_id}
        yield ends | edge_row(graph, edge) | _sure(graph, edge.id)


def _sure(graph: Graph, id_: str) -> Row:
    if graph.day is None:
        return {}
    return {"validity": str(graph.validity(id_)), "grade": str(graph.grade(id_))}


def table_columns(*, dated: bool) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the columns of the tables of nodes, edges and sources; those of the graph of a day tell how sure it is."""
    sure = ("validity", "grade") if dated else ()
    nodes = ("id", "kind", "family", "level", "name", *_names_of(Node), *NAMES, "names_remark_en", *NUMBERS)
    edges = ("id", "from", "kind", "to", "role", "status", *_names_of(Seat))
    cited = (*DAYS, "sources", "citations", "citations_en", *sure)
    return _once(nodes + cited), _once(edges + cited), _once(("id", "title", *_names_of(Source)))


def _names_of(kind: type[Record]) -> Iterator[str]:
    for _, name in (*columns(kind).single, *columns(kind).lists):
        yield name
        if name in TEXTS:
            yield f"{name}_en"


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
