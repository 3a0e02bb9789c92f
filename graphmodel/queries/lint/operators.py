"""Operators: what each takes, and what it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.queries.lint.types import VALUE, InferredType, list_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphmodel.queries.cypher.ast import Operation

__all__ = ["COMPARISONS", "CONNECTIVES", "INDEXED", "WITH_PROPERTIES", "arithmetic", "takes_of", "unlike"]

COMPARISONS = frozenset({"=", "<>", "<", ">", "<=", ">="})
CONNECTIVES = frozenset({"AND", "OR", "XOR", "NOT"})

WITH_PROPERTIES = frozenset({"node", "edge", "map", "date", "time", "duration", "point"})
"""What a dot may come after."""

_LIST, _TEXT, _NUMBER = frozenset({"list"}), frozenset({"text"}), frozenset({"number"})
_TAKES: Mapping[str, tuple[frozenset[str], ...]] = {
    "IN": (frozenset(), _LIST),
    "=~": (_TEXT, _TEXT),
    "slice": (_LIST, _NUMBER, _NUMBER),
}
"""What each operand of an operator may be; nothing means anything."""

INDEXED = WITH_PROPERTIES | _LIST
"""What brackets may come after."""

_GIVES: Mapping[tuple[str, str, str], str] = {
    **{(sign, "number", "number"): "number" for sign in "+-*/%^"},
    **{("+", *pair): "text" for pair in (("text", "text"), ("text", "number"), ("number", "text"))},
    **{("||", one, one): one for one in ("text", "list")},
    **{(sign, "duration", "duration"): "duration" for sign in "+-"},
    **{("*", *pair): "duration" for pair in (("duration", "number"), ("number", "duration"))},
    ("/", "duration", "number"): "duration",
    **{(sign, day, "duration"): day for day in ("date", "time") for sign in "+-"},
    **{("+", "duration", day): day for day in ("date", "time")},
}
"""What arithmetic gives, by its sign and its sides, but for the sum of a list and anything, which is a list."""


def unlike(found: InferredType, takes: frozenset[str]) -> bool:
    """Return whether something is known to be none of some sorts; none means any."""
    return bool(takes and found.sort and found.sort not in takes)


def takes_of(operation: Operation, operands: Sequence[InferredType]) -> tuple[frozenset[str], ...]:
    """Return what an operator takes as each of its operands, as far as no other operand decides about it."""
    if operation.kind in {"+", "-"} and len(operands) == 1:
        return (_NUMBER,)
    if operation.kind == "index":
        keys = _NUMBER if operands[0].kind == "list" else _TEXT if operands[0].sort in INDEXED else frozenset[str]()
        return (INDEXED, keys)
    return _TAKES.get(operation.kind, ())


def arithmetic(sign: str, left: InferredType, right: InferredType) -> InferredType | None:
    """Return what a sum or the like gives, or ``None`` if its sides do not go together."""
    if sign == "+" and "list" in {left.sort, right.sort}:
        return _listed(left, right)
    if sign == "+" and not (left.sort and right.sort):
        return VALUE  # what is not known may be a list, to which anything can be added
    if sign == "+" and "text" in {left.sort, right.sort} and (left.stored or right.stored):
        return InferredType(holds="string", stored=True)  # a text and a stored day or truth value make a text
    found = (left.sort, right.sort)
    given = {
        gives
        for (of, *sides), gives in _GIVES.items()
        if of == sign and all(sort in {"", side} for sort, side in zip(found, sides, strict=True))
    }
    if not given:
        return None
    if len(given) > 1 or not all(found):
        return VALUE
    return _given(given.pop(), sign, left, right)


def _listed(left: InferredType, right: InferredType) -> InferredType:
    """Return the type of the list that two things make, one of which is a list."""
    lists = [one for one in (left, right) if one.kind == "list"]
    same = left.item if len(lists) > 1 and left.item == right.item else lists[0].item if len(lists) == 1 else VALUE
    return list_of(same, ordered=not any(one.unordered for one in lists))


def _given(gives: str, sign: str, left: InferredType, right: InferredType) -> InferredType:
    if gives == "list":
        return _listed(left, right)
    if gives == "number":
        whole = sign != "^" and left.holds == right.holds == "integer"
        return InferredType(holds="integer" if whole else "number")
    if gives in {"date", "time"}:
        return InferredType(holds=(left if left.sort == gives else right).holds)
    return InferredType(holds={"text": "string"}.get(gives, gives))
