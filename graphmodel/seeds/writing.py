"""A graph becomes seed files again, one YAML file per kind of node; and how one record differs from another.

What has been translated stands in ``translations.csv``.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from graphmodel.errors import ConfigError, SeedError
from graphmodel.files import write_folder
from graphmodel.seeds.statements import EDGE_KEYS, NODE_KEYS, PART_KEYS, SOURCE_KEYS, SURVEY_KEYS
from graphmodel.seeds.text import LARGEST_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graphmodel.model import Citation, Edge, Graph, Node, Source, Survey

__all__ = ["SeedChange", "difference", "node_entry", "source_entry", "survey_entry", "text", "write"]


class SeedChange(NamedTuple):
    """One change: a statement that comes or goes, or one of its fields that is another."""

    group: str
    id: str
    change: str
    """``added``, ``removed`` or ``changed``."""
    field: str = ""
    before: str = ""
    after: str = ""


def difference(before: Graph, after: Graph) -> list[SeedChange]:
    """Return what another record has more, less or otherwise, in the order of groups and ids."""
    one, other = _entries(before), _entries(after)
    return [
        change
        for group in one
        for id_ in sorted({*one[group], *other[group]})
        for change in _changes(group, id_, one[group].get(id_), other[group].get(id_))
    ]


def _changes(
    group: str, id_: str, one: Mapping[str, Any] | None, other: Mapping[str, Any] | None
) -> Iterator[SeedChange]:
    if one is None or other is None:
        name = str((one or other or {}).get("name", ""))
        yield (
            SeedChange(group, id_, "added", after=name)
            if one is None
            else SeedChange(group, id_, "removed", before=name)
        )
        return
    for field in dict.fromkeys(chain(one, other)):
        if one.get(field) != other.get(field):
            yield SeedChange(group, id_, "changed", field, _shown(one.get(field)), _shown(other.get(field)))


def _shown(value: Any) -> str:  # noqa: ANN401 - as written in a seed file
    match value:
        case None:
            return ""
        case list():
            return "; ".join(map(_shown, value))
        case dict():
            return ", ".join(f"{key}: {part}" for key, part in value.items())
    return str(value)


def _entries(graph: Graph) -> dict[str, dict[str, dict[str, Any]]]:
    """Return all statements by group and id, as they are written in seed files."""
    edges = (
        ({"from": node} | edge)
        for node in graph.nodes
        for edge in node_entry(graph.nodes[node], graph.edges_from(node)).get("edges", ())
    )
    ids = (edge.id for node in graph.nodes for edge in graph.edges_from(node))
    return {
        "nodes": {id_: node_entry(node) for id_, node in graph.nodes.items()},
        "edges": dict(zip(ids, edges, strict=True)),
        "sources": {id_: source_entry(source) for id_, source in graph.sources.items()},
        "surveys": {id_: survey_entry(survey) for id_, survey in graph.surveys.items()},
        "translations": {nb: {"en": en} for nb, en in graph.translations.items()},
    }


_WIDTH = 110


def write(graph: Graph, folder: str | Path) -> None:
    """Write a graph as seed files, from which :func:`graphmodel.seeds.read` reads an equal graph.

    Parameters
    ----------
    graph
        The graph; a picture of a day loses its day.
    folder
        Where to; it is made if it is not there.

    Raises
    ------
    SeedError
        If the folder holds anything, is a file or cannot be written.
    """
    target = Path(folder)
    try:
        if target.is_dir() and any(target.iterdir()):
            raise SeedError(f"{target} is not empty: expected a new or an empty folder")
        write_folder(target, _files(graph))
    except OSError as error:
        raise SeedError(f"{target} cannot be written: {error.strerror}") from error
    except ConfigError as error:
        raise SeedError(str(error)) from error


def _files(graph: Graph) -> Iterator[tuple[str, list[bytes]]]:
    """Yield the name and the content of each file."""
    files: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for node in graph.nodes.values():
        files[f"{node.family.lower()}/{node.kind}.yaml"].append(node_entry(node, graph.edges_from(node.id)))
    files["sources.yaml"] = [source_entry(source) for source in graph.sources.values()]
    files["surveys.yaml"] = [survey_entry(survey) for survey in graph.surveys.values()]
    for name, entries in files.items():
        if entries or name == "sources.yaml":
            yield from _parts(name, entries)
    if graph.translations:
        yield "translations.csv", [_rows(("nb", "en"), graph.translations.items()).encode()]


def _rows(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue()


def _parts(name: str, entries: Iterable[dict[str, Any]]) -> Iterator[tuple[str, list[bytes]]]:
    """Yield a file, or several numbered ones where one would be too large to be read."""
    stem, ending = name.rsplit(".", 1)
    number, size = 1, 0
    parts: list[bytes] = []
    for entry in entries:
        part = ("\n" if parts else "").encode() + _entry_text(entry).encode()
        if parts and "/" in name and size + len(part) > LARGEST_FILE:
            yield (name if number == 1 else f"{stem}-{number}.{ending}"), parts
            number, parts, size = number + 1, [], 0
            part = part.lstrip()
        parts.append(part)
        size += len(part)
    yield (name if number == 1 else f"{stem}-{number}.{ending}"), parts


def node_entry(node: Node, edges: Iterable[Edge] = ()) -> dict[str, Any]:
    """Return a node and the edges that begin at it as written in a seed file."""
    entry = {"id": node.id, "kind": node.kind, **_written(node, NODE_KEYS)}
    for part, keys in PART_KEYS.items():
        if part in entry:
            entry[part] = [_written(item, keys) for item in entry[part]]
    if beneath := [_edge_entry(edge) for edge in edges]:
        entry["edges"] = beneath
    return entry


def _edge_entry(edge: Edge) -> dict[str, Any]:
    keys = {key: field for key, field in EDGE_KEYS.items() if key not in ("from", "id")}
    own = {} if edge.id == edge.default_id(edge.from_id, edge.to_id) else {"id": edge.id}
    return {"type": edge.type, "to": edge.to_id, **own, **_written(edge, keys)}


def source_entry(source: Source) -> dict[str, Any]:
    """Return a source as written in a seed file."""
    return _written(source, SOURCE_KEYS)


def survey_entry(survey: Survey) -> dict[str, Any]:
    """Return a survey as written in a seed file."""
    return _written(survey, SURVEY_KEYS)


def _written(record: Any, keys: Mapping[str, str]) -> dict[str, Any]:  # noqa: ANN401 - any record of the model
    """Return the fields that say something, each under its key in a seed file."""
    fields = type(record).model_fields
    entry: dict[str, Any] = {}
    for key, field in keys.items():
        value = getattr(record, field) if field in fields else None
        if value is None or value == () or value == fields[field].default:
            continue
        entry[key] = [_citation(citation) for citation in value] if key == "cites" else _plain(value)
    return entry


def _citation(citation: Citation) -> str | dict[str, str]:
    """Return a citation in its short form."""
    return {citation.source: citation.locator} if citation.locator else citation.source


def _plain(value: Any) -> Any:  # noqa: ANN401 - text, flag or list
    return list(value) if isinstance(value, tuple) else value


class _Dumper(yaml.CSafeDumper):
    """Writes dates and numbers without quotes, as a planner would; quotes what YAML 1.2 takes for something else."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


_KEPT = ("null", "float", "merge", "value")
_Dumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] in _KEPT]
    for first, resolvers in yaml.CSafeDumper.yaml_implicit_resolvers.items()
}
_Dumper.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"(true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
_Dumper.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"0(\d+|[xo][0-9a-fA-F]+)$"), ["0"])


def text(entries: Iterable[Mapping[str, Any]]) -> str:
    """Return entries as YAML, with an empty line between one and the next."""
    return "\n".join(_entry_text(entry) for entry in entries)


def _entry_text(entry: Mapping[str, Any]) -> str:
    written: str = yaml.dump([dict(entry)], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
    return written
