"""What the driver returns → the values of an answer."""

from __future__ import annotations

from typing import Any

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

from graphmodel.store.neo4j.statements import MARKERS

__all__ = ["plain"]

_CARTESIAN, _GEOGRAPHIC = ("x", "y", "z"), ("longitude", "latitude", "height")
_AXES = {7203: _CARTESIAN, 9157: _CARTESIAN, 4326: _GEOGRAPHIC, 4979: _GEOGRAPHIC}
"""The names of a point's numbers, by the system in which it lies; Cypher knows these four."""


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever a query can return
    """Return a value with days as ISO text, nodes and edges as their properties, and paths as the ids on them.

    Of a point its coordinates are left, by the names that Cypher gives them.
    The labels by which a node is known as ours are left out of lists: a question is answered the same by every engine.
    """
    match value:
        case Date() | DateTime() | Time() | Duration():
            return value.iso_format()
        case Point():
            return dict(zip(_AXES[value.srid or 0], value, strict=False))
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
