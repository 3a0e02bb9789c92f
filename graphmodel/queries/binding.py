"""Given values → the typed values a question is run with. Values are data: they never reach the text of a query."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from graphmodel.choices import LANGUAGES
from graphmodel.errors import DateError, QueryError, did_you_mean
from graphmodel.period import as_day, parse
from graphmodel.queries.query import LAST_DESCRIBED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graphmodel.queries.query import Base, Query, QueryParameter, Scalar, ValueType

__all__ = ["LONGEST_TEXT", "bind", "coerce", "needs_last_described"]

LONGEST_TEXT = 10_000
"""Characters that a text may have; longer ones are refused."""

_LARGEST = 2**63 - 1  # integers in a store have 64 bits
_INTEGER = re.compile(r"[+-]?[0-9]{1,19}")
_NODE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_EDGE_ID = re.compile(r"[a-z0-9]+([-:][a-z0-9]+)*")
_UNHOLDABLE = re.compile("[\0\ud800-\udfff]")
_LONGEST_SHOWN = 60
_LONGEST_DATE = 40


def needs_last_described(query: Query, values: Mapping[str, object]) -> bool:
    """Return whether a question is asked about the last day that its graph describes."""
    return any(each.default == LAST_DESCRIBED and each.name not in values for each in query.parameters)


def bind(
    query: Query, values: Mapping[str, object], last_described: date | None = None
) -> dict[str, Scalar | list[Scalar] | None]:
    """Turn given values into the values a question is run with.

    Parameters
    ----------
    query
        The question.
    values
        Values by parameter name: texts as a person types them, or Python values. A list may be given as a text with
        commas.
    last_described
        The last day that the graph describes, which a day may have for its default.

    Returns
    -------
    dict
        A value for each parameter of the question, in its order: days as :class:`datetime.date`, words of the schema as
        the schema writes them. Whether a node or edge with a given id exists is not asked here.

    Raises
    ------
    QueryError
        If a parameter is unknown or missing, a value is not of its type, two are in the wrong order, or a day is to be
        the last described and that is not known.
    """
    known = [parameter.name for parameter in query.parameters]
    for name in values:
        if name not in known:
            raise QueryError(_unknown(query.name, name, known))
    bound = {parameter.name: _bound(query, parameter, values, last_described) for parameter in query.parameters}
    for first, last in pairwise(query.order):
        least, most = bound[first], bound[last]
        if least is not None and most is not None and least > most:  # type: ignore[operator]  # days or numbers
            raise QueryError(
                f"{first} of {query.name} is {least}, after {last}, which is {most}: give the earlier first"
            )
    return bound


def _unknown(query: str, name: object, known: list[str]) -> str:
    expected = f"expected {', '.join(known)}" if known else "it takes none"
    return f"the question {query} has no parameter {_shown(name)}: {expected}{did_you_mean(str(name)[:200], known)}"


def _bound(
    question: Query, parameter: QueryParameter, values: Mapping[str, object], last_described: date | None
) -> Scalar | list[Scalar] | None:
    query, text = question.name, question.text
    value = values.get(parameter.name)
    may_be_empty = _may_be_empty(text, parameter)
    if type(value) is str and value in {"", "null"} and may_be_empty:
        value = None
    if parameter.name not in values or (value is None and may_be_empty):
        value = parameter.default if parameter.name not in values else None
        if value is None and parameter.required:
            about = f"{parameter.type}: {parameter.description.en}"
            raise QueryError(f"the question {query} needs the parameter {parameter.name} ({about})")
        if value == LAST_DESCRIBED and parameter.default == LAST_DESCRIBED:
            value = last_described
            if value is None:
                raise QueryError(f"{parameter.name} of {query} is the last day described: give a graph, or the day")
        return list(value) if isinstance(value, tuple) else value
    try:
        bound = coerce(value, parameter.type)
    except ValueError as error:
        raise QueryError(f"parameter {parameter.name} of {query}: {error}") from None
    if bound in {"", ()} and not (parameter.required or may_be_empty):
        raise QueryError(f"parameter {parameter.name} of {query}: expected something; leave it out to ask by default")
    return list(bound) if isinstance(bound, tuple) else bound


def _may_be_empty(text: str, parameter: QueryParameter) -> bool:
    """Return whether nothing means something to a question: it does by default, or its text asks whether it is so."""
    if parameter.required or parameter.default is None:
        return not parameter.required
    return re.search(rf"\${parameter.name}\s+IS\s+NULL\b", text, re.IGNORECASE) is not None


def coerce(value: object, value_type: ValueType) -> Scalar | tuple[Scalar, ...]:
    """Read a value as one of a type.

    Raises
    ------
    ValueError
        If it is not one: what was expected, what was found, and the nearest word there is.
    """
    if not value_type.many:
        return _one(value, value_type)
    if type(value) is str:
        return tuple(_one(part.strip(), value_type) for part in value.split(",")) if value.strip() else ()
    if type(value) not in {list, tuple}:
        raise ValueError(f"expected a list or a text with commas, found {_shown(value)}")
    return tuple(_one(part, value_type) for part in value)  # type: ignore[attr-defined]  # a list or tuple


def _one(value: object, value_type: ValueType) -> Scalar:
    return _READERS.get(value_type.base, _word)(value, value_type)


def _day(value: object, _: ValueType) -> date:
    if isinstance(value, datetime):
        raise ValueError(f"expected a day such as 2021-11-01, found the moment {value!s}: give its date()")  # noqa: TRY004
    if type(value) is date:
        return value
    text = _short(value, "a day such as 2021-11-01")
    if text == "today":
        return datetime.now(UTC).date()
    try:
        return as_day(text)
    except DateError as error:
        raise ValueError(f"expected a day such as 2021-11-01: {error}") from None


def _edtf(value: object, _: ValueType) -> str:
    return parse(_short(value, "a date such as 2021, 2021-11 or 2021-11-29")).text


def _short(value: object, expected: str) -> str:
    """Return a text that may be a date: reading a longer one as EDTF would only take time."""
    text = _plain(value, expected).strip()
    if len(text) > _LONGEST_DATE:
        raise ValueError(f"expected {expected}, found {_shown(text)}")
    return text


def _integer(value: object, value_type: ValueType) -> int:
    if type(value) is str and _INTEGER.fullmatch(value.strip()):
        value = int(value)
    if type(value) is not int or abs(value) > _LARGEST:
        raise ValueError(f"expected a whole number such as 10, found {_shown(value)}")
    low = -_LARGEST if value_type.least is None else value_type.least
    high = _LARGEST if value_type.most is None else value_type.most
    if not low <= value <= high:
        raise ValueError(f"expected {value_type}, found {value}")
    return value


def _number(value: object, _: ValueType) -> float:
    if type(value) is str:
        try:
            value = float(value)
        except ValueError:
            raise ValueError(f"expected a number such as 0.5, found {_shown(value)}") from None
    if type(value) not in {int, float} or not _finite(value):
        raise ValueError(f"expected a number such as 0.5, found {_shown(value)}")
    return float(value)  # type: ignore[arg-type]  # an int or float


def _finite(value: object) -> bool:
    try:
        return math.isfinite(value)  # type: ignore[arg-type]  # an int or float
    except OverflowError:
        return False


def _text(value: object, _: ValueType) -> str:
    return unicodedata.normalize("NFC", _plain(value, "a text"))


def _node(value: object, _: ValueType) -> str:
    return _id(value, _NODE_ID, "a node's id (lower-case letters a-z, digits and single hyphens)")


def _edge(value: object, _: ValueType) -> str:
    return _id(value, _EDGE_ID, "an edge's id (lower-case letters a-z, digits, hyphens and colons)")


def _id(value: object, form: re.Pattern[str], expected: str) -> str:
    text = _plain(value, expected).strip()
    if not form.fullmatch(text):
        raise ValueError(f"expected {expected}, found {_shown(text)}")
    return text


def _boolean(value: object, value_type: ValueType) -> bool:
    return value if type(value) is bool else _word(value, value_type) == "true"


def _word(value: object, value_type: ValueType) -> str:
    words = {_folded(word): word for word in value_type.words}
    if value_type.words == LANGUAGES:
        words["no"] = "nb"  # as for every function that takes a language
    text = _plain(value, f"one of {', '.join(value_type.words)}").strip()
    if _folded(text) not in words:
        near = did_you_mean(text, value_type.words)
        raise ValueError(f"expected one of {', '.join(value_type.words)}, found {_shown(text)}{near}")
    return words[_folded(text)]


_READERS: dict[Base, Callable[[object, ValueType], Scalar]] = {
    "node": _node,
    "edge": _edge,
    "date": _day,
    "edtf": _edtf,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "text": _text,
}  # a word of the schema or of a choice is any other


def _folded(word: str) -> str:
    return word.casefold().replace("_", " ").replace("-", " ")


def _plain(value: object, expected: str) -> str:
    """Return a text that a store can hold: not too long, no NUL and nothing that is not Unicode."""
    if type(value) is not str:
        raise ValueError(f"expected {expected}, found {_shown(value)}")
    if len(value) > LONGEST_TEXT:
        raise ValueError(f"expected {expected} of at most {LONGEST_TEXT} characters, found {len(value)} characters")
    if _UNHOLDABLE.search(value):
        raise ValueError(f"expected {expected}, found a text with characters that no store can hold")
    return value


def _shown(value: object) -> str:
    """Return a value as a message quotes it, whatever it is."""
    if type(value) in {str, int, float, bool, type(None)} and not (type(value) is int and abs(value) > _LARGEST):
        shown = ascii(value) if type(value) is str and not value.isprintable() else repr(value)
        return shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}…"
    return f"a value of type {type(value).__name__}"
