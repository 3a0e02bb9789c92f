"""Turtle: linked data as people read it. The vocabularies are told in :mod:`graphmodel.exports.rdf`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from graphmodel.exports.rdf import PREFIXES, resources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graphmodel.exports.given import Given
    from graphmodel.model import Graph

__all__ = ["turtle"]

_PREFIXED = re.compile(r"[a-z]+:[A-Za-z0-9_:-]+")
_ESCAPED = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\t": r"\t"})


def turtle(given: Given) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield one file, with a paragraph for each resource."""
    yield "", map(str.encode, _parts(given.graph))


def _parts(graph: Graph) -> Iterator[str]:
    yield from (f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    for resource in resources(graph):
        yield f"\n{_iri(resource['@id'])} {_told(resource, '  ')} .\n"


def _told(resource: Mapping[str, Any], indent: str) -> str:
    """Return the properties of a resource, its classes first."""
    classes = [f"a {', '.join(resource['@type'])}"] if "@type" in resource else []
    told = [
        f"{name} {', '.join(_value(value, indent) for value in values)}"
        for name, values in resource.items()
        if not name.startswith("@")
    ]
    return f" ;\n{indent}".join(classes + told)


def _value(value: Mapping[str, Any], indent: str) -> str:
    if "@value" in value:
        text = f'"{value["@value"].translate(_ESCAPED)}"'
        language, type_ = value.get("@language"), value.get("@type")
        return f"{text}@{language}" if language else f"{text}^^{type_}" if type_ else text
    if "@id" in value:
        return _iri(value["@id"])
    return f"[ {_told(value, indent + '  ')} ]"


def _iri(id_: str) -> str:
    prefix, _, _ = id_.partition(":")
    return id_ if prefix in PREFIXES and _PREFIXED.fullmatch(id_) else f"<{id_}>"
