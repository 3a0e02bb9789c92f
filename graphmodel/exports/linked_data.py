"""Linked data as files: Turtle, which people read, and JSON-LD 1.1, for programs that read JSON.

The vocabularies are told in :mod:`graphmodel.exports.rdf`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from graphmodel.exports.rdf import PREFIXES, resources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graphmodel.model import Graph

__all__ = ["jsonld", "turtle"]

_PREFIXED = re.compile(r"[a-z]+:[A-Za-z0-9_:-]+")
_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\t": r"\t"})


def jsonld(graph: Graph) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield one file, with a line for each resource; its context is in it, so that nothing has to be fetched."""
    yield "", map(str.encode, _json(graph))


def _json(graph: Graph) -> Iterator[str]:
    context = {name: {"@id": iri, "@prefix": True} for name, iri in PREFIXES.items()}
    yield f'{{"@context": {json.dumps(context, indent=2)},\n"@graph": ['
    separator = "\n"
    for resource in resources(graph):
        yield separator + json.dumps(resource, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


def turtle(graph: Graph) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield one file, with a paragraph for each resource."""
    yield "", map(str.encode, _paragraphs(graph))


def _paragraphs(graph: Graph) -> Iterator[str]:
    yield from (f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    for resource in resources(graph):
        yield f"\n{_iri(resource['@id'])} {_properties(resource, '  ')} .\n"


def _properties(resource: Mapping[str, Any], indent: str) -> str:
    """Return the properties of a resource, its classes first."""
    classes = [f"a {', '.join(resource['@type'])}"] if "@type" in resource else []
    others = [
        f"{name} {', '.join(_value(value, indent) for value in values)}"
        for name, values in resource.items()
        if not name.startswith("@")
    ]
    return f" ;\n{indent}".join(classes + others)


def _value(value: Mapping[str, Any], indent: str) -> str:
    if "@value" in value:
        text = f'"{value["@value"].translate(_ESCAPES)}"'
        language, type_ = value.get("@language"), value.get("@type")
        return f"{text}@{language}" if language else f"{text}^^{type_}" if type_ else text
    if "@id" in value:
        return _iri(value["@id"])
    return f"[ {_properties(value, indent + '  ')} ]"


def _iri(id_: str) -> str:
    prefix, _, _ = id_.partition(":")
    return id_ if prefix in PREFIXES and _PREFIXED.fullmatch(id_) else f"<{id_}>"
