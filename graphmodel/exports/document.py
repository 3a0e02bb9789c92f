"""JSON: the whole graph as one document of a documented, versioned form; what is written is read back equal.

:func:`json_schema` describes the form. What can be worked out (the bounds of a period, when sources describe a
statement, how sure it is on the day) stands under `derived` for programs that know no EDTF; a reader needs it only in
the graph of a day, whose attestations are those of the whole record.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn

from pydantic import ValidationError

from graphmodel import schema
from graphmodel.errors import GraphModelError, SeedError, did_you_mean
from graphmodel.files import UnreadableError, read_text
from graphmodel.model import Edge, Graph, Node, Seat, Source, Survey
from graphmodel.model.complaints import expected
from graphmodel.model.rows import derived_days
from graphmodel.period import Attested, as_day
from graphmodel.schema import EDGE_KINDS, KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from graphmodel.model.statement import Record

__all__ = ["VERSION", "document", "json_schema", "read_document"]

VERSION = 1
"""Of the form; a later one reads the documents of this one."""

LARGEST = 400_000_000
_DIGITS = 4_000

_GROUPS = ("nodes", "edges", "sources", "surveys")
_ENDS = {"from_id": "from", "to_id": "to"}
_FIELDS = {written: field for field, written in _ENDS.items()}


# --- writing ----------------------------------------------------------------------------------------------------


def document(graph: Graph) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield one file, with a line for each statement."""
    yield "", map(str.encode, _parts(graph))


def _parts(graph: Graph) -> Iterator[str]:
    day = graph.day.isoformat() if graph.day else None
    yield f'{{"format": "graphmodel", "version": {VERSION}, "model": {schema.VERSION}, "day": {json.dumps(day)}'
    for group in _GROUPS:
        yield f',\n"{group}": ['
        separator = "\n"
        for statement in getattr(graph, group).values():
            yield separator + json.dumps(_statement_fields(graph, statement), ensure_ascii=False)
            separator = ",\n"
        yield "]"
    yield f',\n"translations": {json.dumps(dict(graph.translations), ensure_ascii=False, indent=0)}}}\n'


def _statement_fields(graph: Graph, statement: Node | Edge | Source | Survey) -> dict[str, Any]:
    """Return a statement with the fields that say something."""
    kind = {"kind": statement.kind} if isinstance(statement, Node) else {}
    type_ = {"type": statement.type} if isinstance(statement, Edge) else {}
    fields = {
        _ENDS.get(field, field): value
        for field, value in statement.model_dump(mode="json", exclude_none=True).items()
        if value != [] and value is not False
    }
    derived = {"derived": _derived(graph, statement.id)} if kind or type_ else {}
    return {"id": statement.id, **kind, **type_, **fields, **derived}


def _derived(graph: Graph, id_: str) -> dict[str, str]:
    derived = {name: day.isoformat() for name, day in derived_days(graph, id_).items()}
    if graph.day:
        derived |= {"validity": str(graph.validity(id_)), "grade": str(graph.grade(id_))}
    return derived


# --- reading ----------------------------------------------------------------------------------------------------


def read_document(path: Path) -> Graph:
    """Read a graph from such a document.

    Raises
    ------
    SeedError
        If it cannot be read, or holds no sound graph; the message names the statement and its field.
    """
    try:
        data = json.loads(read_text(path, LARGEST), object_pairs_hook=_object, parse_int=_integer)
        return _graph(data)
    except UnreadableError as error:
        raise SeedError(f"{path} {error.message}") from error
    except json.JSONDecodeError as error:
        raise SeedError(f"{path}:{error.lineno}: is not JSON: {error.msg}") from error
    except RecursionError as error:
        raise SeedError(f"{path}: is nested too deeply") from error
    except (GraphModelError, _FormError) as error:
        raise SeedError(f"{path}: {error}") from error


class _FormError(ValueError):
    """What does not have the form."""


def _integer(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise _FormError(f"the number {digits[:_DIGITS]}… has {len(digits)} digits: expected at most {_DIGITS}")
    return int(digits)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _FormError(f"the key {twice[:80]!r} stands twice in one object: keep one")
    return found


def _graph(data: Any) -> Graph:  # noqa: ANN401 - as it was read
    if not isinstance(data, dict) or data.get("format") != "graphmodel":
        raise _FormError(
            'is no graph of ours: expected {"format": "graphmodel", …}, as `graphmodel export json` writes'
        )
    if data.get("version") != VERSION:
        raise _FormError(f"has the version {data.get('version')!r}; this graphmodel reads {VERSION}")
    if data.get("model", schema.VERSION) != schema.VERSION:
        raise _FormError(f"has the model {data['model']!r}; this graphmodel knows {schema.VERSION}")
    if unknown := sorted(data.keys() - {"format", "version", "model", "day", "translations", *_GROUPS}):
        raise _FormError(f"the key {unknown[0][:80]!r} is not known{did_you_mean(unknown[0], _GROUPS)}")
    groups = {group: _statements(group, data.get(group, [])) for group in _GROUPS}
    translations = data.get("translations", {})
    if not isinstance(translations, dict):
        _reject("translations", "an object")
    day = None if data.get("day") is None else as_day(data["day"])
    graph = Graph(*groups.values(), translations=translations, day=day)
    return graph if day is None else _part(graph, data, day)


def _part(graph: Graph, data: Mapping[str, Any], day: date) -> Graph:
    """Return the graph of a day, in which sources describe each statement as they do in the whole record."""
    attested = {
        each["id"]: Attested(*(as_day(found) if (found := derived.get(key)) else None for key in _ATTESTED))
        for group in ("nodes", "edges")
        for each in data.get(group, [])
        if isinstance(derived := each.get("derived", {}), dict)
    }
    statements = (graph.nodes.values(), graph.edges.values(), graph.sources.values(), graph.surveys.values())
    return Graph.part(*statements, graph.translations, day=day, attested=attested)


_ATTESTED = ("attested_from", "attested_to")


def _statements(group: str, data: Any) -> list[Any]:  # noqa: ANN401 - as it was read
    if not isinstance(data, list):
        _reject(group, "a list")
    return [_statement(group, f"{group}[{number}]", each) for number, each in enumerate(data)]


def _statement(group: str, where: str, data: Any) -> Record:  # noqa: ANN401 - as it was read
    if not isinstance(data, dict):
        _reject(where, "an object")
    where = f"{where} ({str(data.get('id'))[:120]})"
    fields = {_FIELDS.get(key, key): value for key, value in data.items() if key != "derived"}
    record: type[Record] = Source if group == "sources" else Survey
    if group == "nodes":
        record = _kind(where, "kind", fields.pop("kind", None), KINDS)
    elif group == "edges":
        types = {name: kind.cls for name, kind in EDGE_KINDS.items()}
        record = _kind(where, "type", fields.pop("type", None), types)
    try:
        return record.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(_ENDS.get(str(part), str(part)) for part in first["loc"])
        raise _FormError(f"{where}: {field}: {expected(first)}") from error


def _kind(where: str, key: str, word: Any, known: Mapping[str, type[Record]]) -> type[Record]:  # noqa: ANN401
    if not isinstance(word, str) or word not in known:
        raise _FormError(f"{where}: {key}: {str(word)[:80]!r} is not known{did_you_mean(str(word)[:80], known)}")
    return known[word]


def _reject(where: str, what: str) -> NoReturn:
    raise _FormError(f"{where}: expected {what}")


# --- the form ---------------------------------------------------------------------------------------------------


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of the form."""
    statements = {
        "Node": _object_schema(Node, {"kind": {"enum": list(KINDS)}}),
        "Edge": _object_schema(Seat, {"type": {"enum": list(EDGE_KINDS)}}),
        "Source": _object_schema(Source, {}),
        "Survey": _object_schema(Survey, {}),
    }
    definitions: dict[str, Any] = {}
    for each in statements.values():
        definitions |= each.pop("$defs", {})
    groups = {group: {"$ref": f"#/$defs/{name}"} for group, name in zip(_GROUPS, statements, strict=True)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A graph of graphmodel, version {VERSION} of the form",
        "type": "object",
        "properties": {
            "format": {"const": "graphmodel"},
            "version": {"const": VERSION},
            "model": {"const": schema.VERSION, "description": "The version of the model that the statements follow."},
            "day": {
                "anyOf": [{"type": "string", "format": "date"}, {"type": "null"}],
                "description": "The day of which this is the graph; null for the whole record.",
            },
            **{group: {"type": "array", "items": items} for group, items in groups.items()},
            "translations": {
                "type": "object",
                "additionalProperties": {"type": "string"},
                "description": "The English of texts, by the Norwegian ones.",
            },
        },
        "required": ["format", "version", "day", *_GROUPS, "translations"],
        "additionalProperties": False,
        "$defs": {**definitions, **statements, "Derived": _derived_schema()},
    }


def _object_schema(record: type[Record], extra: dict[str, Any]) -> dict[str, Any]:
    found = record.model_json_schema()
    found["properties"] = {
        **extra,
        **{_ENDS.get(field, field): value for field, value in found["properties"].items()},
    }
    found["required"] = [*extra, *(_ENDS.get(field, field) for field in found["required"])]
    if extra:
        found["properties"]["derived"] = {"$ref": "#/$defs/Derived"}
    return found


def _derived_schema() -> dict[str, Any]:
    days = {
        "from_earliest": "The first day on which it may have held; left out: as long ago as anyone looks back.",
        "from_latest": "The first day on which it held for certain; left out likewise.",
        "to_earliest": "The first day on which it may have ended, and not held; left out: it still holds.",
        "to_latest": "The first day on which it held no more; left out: none is known.",
        "attested_from": "The first day on which a source describes it.",
        "attested_to": "The last day on which a source describes it.",
    }
    grades = ["possible", "inferred", "presumed", "certain"]
    return {
        "type": "object",
        "description": "What follows from the statements, for programs that know no EDTF. Periods are half-open.",
        "properties": {
            **{name: {"type": "string", "format": "date", "description": text} for name, text in days.items()},
            "validity": {"enum": ["possibly", "yes"], "description": "Whether it holds on the day."},
            "grade": {"enum": grades, "description": "How sure it is that it holds on the day."},
        },
        "additionalProperties": False,
    }
