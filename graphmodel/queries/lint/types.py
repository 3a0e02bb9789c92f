"""Inferred types: what is known of a value, a list or the rows, without running anything."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from graphmodel import schema
from graphmodel.schema import describe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphmodel.queries.cypher.ast import Labels

__all__ = [
    "ALL_NODES",
    "ALL_TYPES",
    "VALUE",
    "InferredType",
    "Rows",
    "Scope",
    "common",
    "cover",
    "describe",
    "infer_value",
    "list_of",
    "named",
    "types_of",
]

ALL_NODES: frozenset[str] = frozenset(schema.KINDS) | {"Source", "Survey"}
"""Kinds of node, and the two labels of nodes that are none."""

ALL_TYPES: frozenset[str] = frozenset(schema.RELATIONSHIPS)

_COVERS = {label: schema.kinds_of(label) or frozenset({label}) for label in schema.LABELS}


@dataclass(frozen=True, slots=True)
class InferredType:
    """What is known of a value.

    Parameters
    ----------
    kind
        ``node``, ``edge``, ``path``, ``list`` or ``value``, which is anything else or not known.
    nodes, types
        Of a node: the kinds it may be of. Of an edge: the types.
    element
        Of a list: what is in it.
    ordered
        Of a list: whether its order is the same every time.
    edges
        The edge patterns that it comes from, by number.
    holds
        Of a value: its type in the store (``string``, ``date``, ``integer``, …); empty if not known.
    id_of
        Of a value: ``node`` or ``edge`` if it is the id of one.
    stored
        Whether it is a property of a node or an edge, whose type Neo4j looks at only when it runs.
    """

    kind: Literal["node", "edge", "path", "list", "value"] = "value"
    nodes: frozenset[str] = ALL_NODES
    types: frozenset[str] = ALL_TYPES
    element: InferredType | None = None
    ordered: bool = True
    edges: frozenset[int] = frozenset()
    holds: str = ""
    id_of: str = ""
    stored: bool = False

    @property
    def sort(self) -> str:
        """What it is for operators and functions: ``node``, ``list``, ``text``, ``number``, …; empty if not known."""
        return _SORTS.get(self.holds, "") if self.kind == "value" else self.kind

    @property
    def item(self) -> InferredType:
        """What an element of it is, if it is a list."""
        return self.element or VALUE

    @property
    def whole(self) -> str:
        """Which whole thing it is or holds: ``node``, ``edge``, ``path``, or nothing."""
        if self.kind == "list":
            return self.item.whole
        return "" if self.kind == "value" else self.kind

    @property
    def unordered(self) -> bool:
        """Whether it holds a list whose order may differ."""
        return self.kind == "list" and (not self.ordered or self.item.unordered)


VALUE = InferredType()
"""A value of which nothing is known."""

_SORTS = {
    "string": "text",
    "integer": "number",
    "number": "number",
    "boolean": "truth value",
    "date": "date",
    **dict.fromkeys(("datetime", "localdatetime", "time", "localtime"), "time"),
    **{one: one for one in ("duration", "map", "point")},
}


def list_of(element: InferredType, *, ordered: bool = True) -> InferredType:
    """Return the type of a list."""
    return InferredType("list", element=element, ordered=ordered, edges=element.edges)


def common(found: Sequence[InferredType]) -> InferredType:
    """Return what is known of something that is one of several, or holds them all."""
    if len(set(found)) == 1:
        return found[0]
    kinds, holds = {one.kind for one in found}, {one.holds for one in found}
    if len(kinds) != 1:
        return VALUE
    return InferredType(
        kinds.pop(),
        nodes=frozenset().union(*(one.nodes for one in found)),
        types=frozenset().union(*(one.types for one in found)),
        element=common([one.item for one in found]),
        ordered=not any(one.unordered for one in found),
        edges=frozenset().union(*(one.edges for one in found)),
        holds=holds.pop() if len(holds) == 1 else "",
        stored=any(one.stored for one in found),
    )


def infer_value(value: object) -> InferredType:
    """Return the type of a Python value."""
    if isinstance(value, list | tuple):
        types = {infer_value(each) for each in value}
        return list_of(types.pop() if len(types) == 1 else VALUE)
    return InferredType(holds=_HOLDS.get(type(value), ""))


_HOLDS = {str: "string", bool: "boolean", int: "integer", float: "number", date: "date", dict: "map"}

Rows = Literal["one", "ordered", "any"]
"""How many rows there are, and whether their order is the same every time."""


@dataclass(slots=True)
class Scope:
    """The variables at one point of a query.

    Parameters
    ----------
    variables
        What is known of each.
    rows
        How the rows come.
    open
        Whether there may be variables that are not known, after a clause that was not read.
    """

    variables: dict[str, InferredType] = field(default_factory=dict)
    rows: Rows = "one"
    open: bool = False

    def child(self) -> Scope:
        """Return a scope that sees these variables, and whose own stay in it."""
        return replace(self, variables=dict(self.variables))


def cover(labels: Labels | None) -> frozenset[str]:
    """Return the kinds of node that a label expression may match; unknown labels match any, to be reported once."""
    if labels is None:
        return ALL_NODES
    parts = [cover(part) for part in labels.parts]
    match labels.kind:
        case "name":
            return _COVERS.get(labels.name, ALL_NODES)
        case "and":
            return frozenset.intersection(*parts)
        case "or":
            return frozenset.union(*parts)
        case "not":
            return ALL_NODES - parts[0] if _says_kind(labels.parts[0]) else ALL_NODES
        case _:
            return ALL_NODES


def _says_kind(labels: Labels) -> bool:
    """Return whether a label expression depends on the kind alone, so that its opposite does too."""
    if labels.kind == "name":
        return labels.name in schema.KINDS or labels.name in schema.FAMILIES or labels.name in {"Source", "Survey"}
    return labels.kind in {"and", "or", "not"} and all(_says_kind(part) for part in labels.parts)


def named(labels: Labels) -> frozenset[str]:
    """Return the labels or types that an expression names."""
    own = {labels.name} if labels.kind == "name" else set()
    return frozenset(own).union(*map(named, labels.parts))


def types_of(labels: Labels | None) -> frozenset[str]:
    """Return the edge types that a type expression may match."""
    if labels is None:
        return ALL_TYPES
    parts = [types_of(part) for part in labels.parts]
    match labels.kind:
        case "name":
            return frozenset({labels.name}) if labels.name in ALL_TYPES else ALL_TYPES
        case "and":
            return frozenset.intersection(*parts)
        case "or":
            return frozenset.union(*parts)
        case "not":
            return ALL_TYPES - parts[0] if labels.parts[0].kind == "name" else ALL_TYPES
        case _:
            return ALL_TYPES
