"""Inference: what is known of a value without running anything, and whether lists and rows come in a fixed order.

A run on two engines on a small graph does not show what this finds: a misspelt label, property or word, an edge the
wrong way round and a comparison of two types all answer with no rows, and rows without an order often come in one.
The functions are those of the Cypher manual, less what the embedded engine does not know.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from graphmodel import schema
from graphmodel.schema import describe

if TYPE_CHECKING:
    from graphmodel.queries.cypher.ast import Labels

__all__ = [
    "ALL_NODES",
    "ALL_TYPES",
    "ARGUMENTS",
    "CLOCK",
    "FUNCTIONS",
    "SAME_AS_FIRST",
    "VALUE",
    "InferredType",
    "Rows",
    "Scope",
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
    """

    kind: Literal["node", "edge", "path", "list", "value"] = "value"
    nodes: frozenset[str] = ALL_NODES
    types: frozenset[str] = ALL_TYPES
    element: InferredType | None = None
    ordered: bool = True
    edges: frozenset[int] = frozenset()
    holds: str = ""
    id_of: str = ""

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


def list_of(element: InferredType, *, ordered: bool = True) -> InferredType:
    """Return the type of a list."""
    return InferredType("list", element=element, ordered=ordered, edges=element.edges)


def infer_value(value: object) -> InferredType:
    """Return the type of a Python value."""
    if isinstance(value, list | tuple):
        types = {infer_value(each) for each in value}
        return list_of(types.pop() if len(types) == 1 else VALUE)
    return InferredType(holds=_HOLDS.get(type(value), ""))


_HOLDS = {str: "string", bool: "boolean", int: "integer", float: "number", date: "date"}

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


CLOCK = frozenset({"rand", "randomuuid", "timestamp"})
"""Functions whose value differs from run to run, whatever they are given."""

SAME_AS_FIRST = frozenset({"coalesce", "nullif", "reverse", "tail", "min", "max"})
"""Functions that give the same kind of thing as they are given."""

_STRING = (
    "toLower toUpper lower upper trim ltrim rtrim btrim replace substring left right toString toStringOrNull type "
    "normalize elementId randomUUID valueType"
)
_INTEGER = "size length count toInteger toIntegerOrNull char_length character_length sign timestamp id"
_NUMBER = (
    "abs ceil floor round rand toFloat toFloatOrNull exp e log log10 sqrt pi sin cos tan cot sinh cosh tanh coth asin "
    "acos atan atan2 degrees radians haversin avg stDev stDevP percentileCont percentileDisc isNaN "
    "vector.similarity.cosine vector.similarity.euclidean"
)
_BOOLEAN = "exists isEmpty toBoolean toBooleanOrNull any all none single"
_OTHER = (
    "coalesce nullIf head last reverse tail properties startNode endNode min max sum collect nodes relationships "
    "keys labels range split toBooleanList toFloatList toIntegerList toStringList shortestPath allShortestPaths reduce "
    "point point.distance point.withinBBox duration datetime.fromEpoch "
    "datetime.fromEpochMillis duration.between duration.inDays duration.inMonths "
    "duration.inSeconds"
)
_TEMPORAL = ("date", "datetime", "localdatetime", "time", "localtime")
_TEMPORAL_FORMS = ("", ".truncate", ".transaction", ".statement", ".realtime")

FUNCTIONS: dict[str, tuple[str, str]] = {
    **{name.lower(): (name, "string") for name in _STRING.split()},
    **{name.lower(): (name, "integer") for name in _INTEGER.split()},
    **{name.lower(): (name, "number") for name in _NUMBER.split()},
    **{name.lower(): (name, "boolean") for name in _BOOLEAN.split()},
    **{name.lower(): (name, "") for name in _OTHER.split()},
    **{f"{kind}{form}": (f"{kind}{form}", kind) for kind in _TEMPORAL for form in _TEMPORAL_FORMS},
}
"""By name in lower case: the name as it is written, and the type in the store of what it gives (or nothing)."""


def _arguments(least: int, most: int | None, names: str) -> dict[str, tuple[int, int | None]]:
    return dict.fromkeys(names.lower().split(), (least, most))


ARGUMENTS: dict[str, tuple[int, int | None]] = {
    **_arguments(0, 0, "pi e rand randomUUID timestamp"),
    **_arguments(0, 1, " ".join(f"{kind}{form}" for kind in _TEMPORAL for form in _TEMPORAL_FORMS)),
    **_arguments(1, 3, " ".join(f"{kind}.truncate" for kind in _TEMPORAL)),
    **_arguments(0, 1, "count"),  # count(*) has none
    **_arguments(1, 2, "ltrim rtrim btrim trim normalize"),
    **_arguments(1, 3, "round"),
    **_arguments(1, None, "coalesce"),
    **_arguments(2, 2, "split left right atan2 percentileCont percentileDisc nullIf point.distance datetime.fromEpoch"),
    **_arguments(2, 2, "vector.similarity.cosine vector.similarity.euclidean duration.between duration.inDays"),
    **_arguments(2, 2, "duration.inMonths duration.inSeconds"),
    **_arguments(2, 3, "substring range"),
    **_arguments(3, 3, "replace point.withinBBox"),
}
"""How few and how many arguments a function takes, where it is not one."""
