"""JSON-LD 1.1: linked data for programs that read JSON. The vocabularies are told in :mod:`graphmodel.exports.rdf`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from graphmodel.exports.rdf import PREFIXES, resources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphmodel.exports.given import Given
    from graphmodel.model import Graph

__all__ = ["jsonld"]


def jsonld(given: Given) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield one file, with a line for each resource; its context is in it, so that nothing has to be fetched."""
    yield "", map(str.encode, _parts(given.graph))


def _parts(graph: Graph) -> Iterator[str]:
    context = {name: {"@id": iri, "@prefix": True} for name, iri in PREFIXES.items()}
    yield f'{{"@context": {json.dumps(context, indent=2)},\n"@graph": ['
    separator = "\n"
    for resource in resources(graph):
        yield separator + json.dumps(resource, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"
