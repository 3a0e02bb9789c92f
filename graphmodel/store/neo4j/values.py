"""What the driver returns → the values of an answer."""

from __future__ import annotations

from typing import Any

from neo4j.graph import Node, Path, Relationship
from neo4j.time import Date, DateTime, Duration, Time

from graphmodel.store.neo4j.statements import MARKERS

__all__ = ["plain"]


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever a query can return
    """Return a value with days as ISO text, nodes and edges as their properties, and paths as the ids on them.

    The labels by which a node is known as ours are left out of lists: a question is answered the same by every engine.
    """
    match value:
        case Date() | DateTime() | Time() | Duration():
            return value.iso_format()
        case Path():
            return [each.get("id") for each in _along(value)]
        case Node() | Relationship() | dict():
            return {name: plain(each) for name, each in value.items()}
        case list():
            return [plain(each) for each in value if not (isinstance(each, str) and each in MARKERS)]
    return value


def _along(path: Path) -> list[Node | Relationship]:
    """Return the nodes and edges of a path in their order."""
    steps = zip(path.relationships, path.nodes[1:], strict=True)
    return [path.nodes[0], *(each for step in steps for each in step)]
