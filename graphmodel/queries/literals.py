"""A text that somebody typed for ``$name`` → the value it stands for; and back, as Neo4j Browser takes values."""

from __future__ import annotations

import json
import math
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from graphmodel.errors import QueryError
from graphmodel.queries.binding import bind
from graphmodel.queries.cypher import CypherSyntaxError, parse
from graphmodel.queries.cypher.ast import MapLiteral, Operation, Projection, Value, Variable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphmodel.queries.query import Query

__all__ = ["parse_value", "pasteable"]

_INTEGER = re.compile(r"[+-]?(?:0|[1-9][0-9]*)")
_NUMBER = re.compile(r"[+-]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")
_LARGEST = 2**63
_DIGITS = 20
"""Signs that a whole number of 64 bits has at most: reading thousands would only take time."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS = {"true": True, "false": False, "null": None}
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_MEANT = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


def parse_value(text: str) -> Any:  # noqa: ANN401 - any value that a store can be given
    """Return the value that a typed text stands for.

    Parameters
    ----------
    text
        ``5``, ``0.5``, ``true``, ``null``, ``2020-01-01``, ``today``, ``[1, 2]``, ``{a: 1}``; anything else is text, as
        it is or in quotes: ``digi-agder``, ``'5'``. A number with a zero in front, such as ``0301``, is text.

    Returns
    -------
    object
        An integer, float, truth value, ``None``, :class:`datetime.date`, list, mapping or text.

    Raises
    ------
    QueryError
        If it begins as a list, a mapping or a quoted text, and is none, or is a number that no store holds.

    Examples
    --------
    >>> [parse_value(text) for text in ("5", "'5'", "ja", "[1, x]", "2020-01-01")]
    [5, '5', 'ja', [1, 'x'], datetime.date(2020, 1, 1)]
    """
    written = text.strip()
    if written[:1] in {"[", "{", "'", '"'}:
        return _literal(written)
    return _word(written) if written else text


def _word(text: str) -> Any:  # noqa: ANN401 - as parse_value
    if text in _WORDS:
        return _WORDS[text]
    if text == "today":
        return datetime.now(UTC).date()
    if _INTEGER.fullmatch(text):
        if len(text) > _DIGITS or not -_LARGEST <= int(text) < _LARGEST:
            raise QueryError(f"{text[:60]} is beyond the 64 bits of a whole number: put it in quotes if it is text")
        return int(text)
    if _NUMBER.fullmatch(text):
        if not math.isfinite(float(text)):
            raise QueryError(f"{text[:60]} is beyond every number that a store holds: put it in quotes if it is text")
        return float(text)
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise QueryError(f"{text} is not a day: expected one such as 2020-01-31, or put text in quotes") from None
    return text


def _literal(text: str) -> Any:  # noqa: ANN401 - as parse_value
    try:
        (clause,) = parse(f"RETURN {text}").query.parts[0].clauses
        if isinstance(clause, Projection) and [item.text for item in clause.items] == [" ".join(text.split())]:
            return _value(clause.items[0].expression)
    except (CypherSyntaxError, TypeError, ValueError):
        pass
    raise QueryError(f"{text[:60]!r} is not a list, mapping or text: expected such as [1, 2], {{a: 1}} or 'text'")


def _value(expression: Any) -> Any:  # noqa: ANN401 - an expression, and what it stands for
    match expression:
        case Value(kind="string", text=text):
            return _ESCAPE.sub(_unescaped, text[1:-1])
        case Value(text=text) | Variable(name=text):
            return _word(text.lower() if text.lower() in _WORDS else text)
        case Operation(kind="-" | "+" as sign, operands=[Value(kind="number", text=text)]):
            return _word(f"{sign}{text}")
        case Operation(kind="-", operands=[Value(text=year), Value(text=month), Value(text=day)]):
            return date.fromisoformat(f"{year}-{month}-{day}")
        case Operation(kind="list", operands=operands):
            return [_value(each) for each in operands]
        case MapLiteral(keys=keys, values=values):
            return {key.text: _value(each) for key, each in zip(keys, values, strict=True)}
    raise TypeError(expression)


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else _MEANT.get(match[2], match[2])


# --- back to text ----------------------------------------------------------------------------------------------------


def pasteable(query: Query, values: Mapping[str, object], last_described: date | None = None) -> str:
    """Return a question as text to paste.

    Parameters
    ----------
    query
        The question.
    values
        Values by parameter name; defaults stand in for others.
    last_described
        The last day that the graph describes, which a day may have for its default.

    Returns
    -------
    str
        Statements that each end with a semicolon. With ``=>`` a value is Cypher, so that a day is a date; in braces,
        Neo4j Browser would read it as text.

    Raises
    ------
    QueryError
        If a value is missing, or not of its parameter's type.
    """
    lines = [f":param {name} => {_as_literal(value)};" for name, value in bind(query, values, last_described).items()]
    return "\n".join([*lines, *([""] if lines else []), f"{query.text.strip()};", ""])


def _as_literal(value: object) -> str:
    if isinstance(value, date):
        return f"date({json.dumps(value.isoformat())})"
    if isinstance(value, list):
        return f"[{', '.join(map(_as_literal, value))}]"
    # JSON escapes all but ASCII, quotation marks and backslashes just as a Cypher string does.
    return json.dumps(value)
