"""Functions: those of the Cypher manual, less what the embedded engine does not know; what they take and give."""

from __future__ import annotations

__all__ = ["ARGUMENTS", "CLOCK", "FUNCTIONS", "SAME_AS_FIRST"]

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
    "vector.similarity.cosine vector.similarity.euclidean"
)
_BOOLEAN = "exists isEmpty toBoolean toBooleanOrNull any all none single"
_OTHER = (
    "abs coalesce nullIf head last reverse tail properties startNode endNode min max sum collect nodes relationships "
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
