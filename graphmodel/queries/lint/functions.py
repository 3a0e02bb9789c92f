"""Functions: those of the Cypher manual, less what the embedded engine does not know; what they take and give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.queries.lint.types import InferredType, list_of

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ARGUMENTS", "CLOCK", "FUNCTIONS", "GIVES", "SAME_AS_FIRST", "TAKES"]

CLOCK = frozenset({"rand", "randomuuid", "timestamp"})
"""Functions whose value differs from run to run, whatever they are given."""

SAME_AS_FIRST = frozenset({"abs", "coalesce", "nullif", "reverse", "tail", "min", "max"})
"""Functions that give the same kind of thing as they are given."""

_STRING = (
    "toLower toUpper lower upper trim ltrim rtrim btrim replace substring left right toString toStringOrNull type "
    "normalize elementId randomUUID valueType"
)
_INTEGER = "size length count toInteger toIntegerOrNull char_length character_length sign timestamp id"
_NUMBER = (
    "ceil floor round rand toFloat toFloatOrNull exp e log log10 sqrt pi sin cos tan cot sinh cosh tanh coth asin "
    "acos atan atan2 degrees radians haversin avg stDev stDevP percentileCont percentileDisc isNaN "
    "vector.similarity.cosine vector.similarity.euclidean point.distance"
)
_BOOLEAN = "exists point.withinBBox isEmpty toBoolean toBooleanOrNull any all none single"
_OTHER = (
    "abs coalesce nullIf head last reverse tail startNode endNode min max sum collect nodes relationships "
    "keys labels range split toBooleanList toFloatList toIntegerList toStringList shortestPath allShortestPaths reduce"
)
_DURATION = "duration duration.between duration.inDays duration.inMonths duration.inSeconds"
_TEMPORAL = ("date", "datetime", "localdatetime", "time", "localtime")
_TEMPORAL_FORMS = ("", ".truncate", ".transaction", ".statement", ".realtime")

FUNCTIONS: dict[str, tuple[str, str]] = {
    **{name.lower(): (name, "string") for name in _STRING.split()},
    **{name.lower(): (name, "integer") for name in _INTEGER.split()},
    **{name.lower(): (name, "number") for name in _NUMBER.split()},
    **{name.lower(): (name, "boolean") for name in _BOOLEAN.split()},
    **{name.lower(): (name, "") for name in _OTHER.split()},
    **{name.lower(): (name, "duration") for name in _DURATION.split()},
    **{name.lower(): (name, "datetime") for name in ("datetime.fromEpoch", "datetime.fromEpochMillis")},
    **{name: (name, holds) for name, holds in (("properties", "map"), ("point", "point"))},
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


def _takes(names: str, *arguments: str) -> dict[str, tuple[frozenset[str], ...]]:
    sorts = tuple(frozenset(argument.split(" or ")) - {""} for argument in arguments)
    return dict.fromkeys(names.lower().split(), sorts)


TAKES: Mapping[str, tuple[frozenset[str], ...]] = {
    **_takes("toLower toUpper lower upper char_length character_length normalize", "text"),
    **_takes("trim ltrim rtrim btrim", "text", "text"),
    **_takes("replace", "text", "text", "text"),
    **_takes("split", "text", "text or list"),
    **_takes("substring", "text", "number", "number"),
    **_takes("left right", "text", "number"),
    **_takes("abs ceil floor sign isNaN exp log log10 sqrt degrees radians haversin stDev stDevP", "number"),
    **_takes("sin cos tan cot sinh cosh tanh coth asin acos atan datetime.fromEpochMillis", "number"),
    **_takes("atan2 percentileCont percentileDisc datetime.fromEpoch", "number", "number"),
    **_takes("round", "number", "number", "text"),
    **_takes("range", "number", "number", "number"),
    **_takes("sum avg", "number or duration"),
    **_takes("toBoolean", "truth value or text or number"),
    **_takes("toFloat", "text or number"),
    **_takes("toInteger", "truth value or text or number"),
    **_takes("size reverse", "text or list"),
    **_takes("isEmpty", "text or list or map"),
    **_takes("head last tail toBooleanList toFloatList toIntegerList toStringList", "list"),
    **_takes("vector.similarity.cosine vector.similarity.euclidean", "list", "list"),
    **_takes("labels", "node"),
    **_takes("type startNode endNode", "edge"),
    **_takes("id elementId", "node or edge"),
    **_takes("keys properties", "node or edge or map"),
    **_takes("length nodes relationships", "path"),
    **_takes("date datetime localdatetime time localtime", "text or map or date or time"),
    **_takes("duration", "text or map"),
    **_takes("duration.between duration.inDays duration.inMonths duration.inSeconds", *["date or time"] * 2),
    **_takes("point", "map"),
    **_takes("point.distance", "point", "point"),
    **_takes("point.withinBBox", "point", "point", "point"),
    **_takes(" ".join(f"{kind}.truncate" for kind in _TEMPORAL), "text", "", "map"),
}
"""What each argument of a function may be, where it may not be anything."""

_TEXTS = InferredType(holds="string")

GIVES: Mapping[str, InferredType] = {
    "nodes": list_of(InferredType("node")),
    "startnode": InferredType("node"),
    "endnode": InferredType("node"),
    "labels": list_of(_TEXTS, ordered=False),
    "keys": list_of(_TEXTS, ordered=False),
    "split": list_of(_TEXTS),
    "tostringlist": list_of(_TEXTS),
    "range": list_of(InferredType(holds="integer")),
    "tointegerlist": list_of(InferredType(holds="integer")),
    "tofloatlist": list_of(InferredType(holds="number")),
    "tobooleanlist": list_of(InferredType(holds="boolean")),
}
"""What functions give that is more than a value, and does not depend on what they are given."""
