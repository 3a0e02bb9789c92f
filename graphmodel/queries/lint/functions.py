"""The functions that both engines have, and what each gives.

From the Cypher manual's chapter on functions, less what the embedded engine does not know.
"""

from __future__ import annotations

__all__ = ["CLOCK", "FUNCTIONS", "SAME_AS_FIRST"]

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
