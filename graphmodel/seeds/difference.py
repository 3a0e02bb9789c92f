"""What one record has more, less or otherwise than another: shown before anything is taken over."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from graphmodel.seeds.writing import node_entry, source_entry, survey_entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphmodel.model import Graph

__all__ = ["SeedChange", "difference"]


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
