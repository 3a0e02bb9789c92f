"""A graph as the plain values that JSON holds, and back without looking at its statements again.

It is for what was sound when it was put away and came back untouched. For what comes from elsewhere there is
:mod:`graphmodel.exports`.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from graphmodel.model.edges import EDGE_KINDS
from graphmodel.model.graph import Graph
from graphmodel.model.nodes import NODE_KINDS
from graphmodel.model.statement import Citation, Name, Number, Source, Survey
from graphmodel.period import Attested

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graphmodel.model.statement import Record

__all__ = ["plain", "restored"]

_PARTS: Mapping[str, type[Record]] = {"names": Name, "numbers": Number}
"""The fields that hold records; citations stand apart, since most of them stand in many statements."""


def plain(graph: Graph) -> dict[str, Any]:
    """Return a whole record: the fields that were set of each statement, citations, translations and attestations."""
    statements: dict[str, list[dict[str, Any]]] = {}
    citations: dict[Citation, int] = {}
    for each in chain(graph.nodes.values(), graph.edges.values(), graph.sources.values(), graph.surveys.values()):
        fields = _fields(each)
        if "cites" in fields:
            fields["cites"] = [citations.setdefault(cite, len(citations)) for cite in fields["cites"]]
        statements.setdefault(type(each).__name__, []).append(fields)
    attested = {id_: [day and day.isoformat() for day in each] for id_, each in graph._attested.items()}  # noqa: SLF001
    return {
        "citations": [_fields(each) for each in citations],
        "statements": statements,
        "english": dict(graph._english),  # noqa: SLF001 - of this room
        "attested": attested,
    }


def _fields(record: Record) -> dict[str, Any]:
    values = {field: value for field, value in record.__dict__.items() if field in record.model_fields_set}
    for part in _PARTS.keys() & values.keys():
        values[part] = [_fields(each) for each in values[part]]
    return values


def restored(values: Mapping[str, Any]) -> Graph:
    """Return the graph of which these are the plain values."""
    citations = [_record(Citation, fields) for fields in values["citations"]]
    statements = values["statements"]

    def all_of(kinds: Sequence[type[Any]]) -> Iterator[Any]:
        for kind in kinds:
            for fields in statements.get(kind.__name__, ()):
                if "cites" in fields:
                    fields["cites"] = tuple([citations[place] for place in fields["cites"]])
                yield _record(kind, fields)

    attested = {id_: Attested(*map(_day, days)) for id_, days in values["attested"].items()}
    return Graph.part(
        all_of(NODE_KINDS),
        all_of(EDGE_KINDS),
        all_of((Source,)),
        all_of((Survey,)),
        values["english"],
        attested=attested,
    )


@cache
def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _record(kind: type[Record], fields: dict[str, Any]) -> Record:
    for name, value in fields.items():
        if type(value) is list:
            fields[name] = tuple(_record(_PARTS[name], each) for each in value) if name in _PARTS else tuple(value)
    record = kind.__new__(kind)
    record.__setstate__(
        {
            "__dict__": _defaults(kind) | fields,
            "__pydantic_fields_set__": set(fields),
            "__pydantic_extra__": None,
            "__pydantic_private__": None,
        }
    )
    return record


@cache
def _defaults(kind: type[Record]) -> dict[str, Any]:
    """Return all fields in their order; those that must be set have any value."""
    return {name: field.default for name, field in kind.model_fields.items()}
