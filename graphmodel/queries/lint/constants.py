"""Constants: what arithmetic on literals gives, and literals on which every run fails, whatever the rows."""

from __future__ import annotations

import math
import operator
import re
import warnings
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING

from graphmodel.queries.cypher.ast import MapLiteral, Operation, Value
from graphmodel.queries.cypher.tokens import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from graphmodel.queries.cypher.ast import Expression, FunctionCall
    from graphmodel.queries.cypher.tokens import Position

__all__ = ["LARGEST", "failing_arguments", "failing_expression", "failing_number", "fold"]

LARGEST = 2**63
"""The first whole number that is too large, unless it stands after a minus."""

_SIGNS: Mapping[str, Callable[[float, float], float]] = {"+": operator.add, "-": operator.sub, "*": operator.mul}


def fold(expression: Expression) -> float | None:
    """Return the number that an expression of literals gives, or ``None`` if that is not known."""
    match expression:
        case Value(kind="number", text=text) if not failing_number(text):
            return _number(text)
        case Operation(kind="-" | "+" as sign, operands=(one,)):
            number = fold(one)
            return -number if number is not None and sign == "-" else number
        case Operation(operands=operands, operators=operators) if operators and set(operators) <= _SIGNS.keys():
            first, *others = (fold(each) for each in operands)
            if first is None or None in others:
                return None
            steps = zip(operators, others, strict=True)
            return reduce(lambda total, step: _SIGNS[step[0]](total, step[1] or 0), steps, first)
    return None


_MOST_DIGITS = 30


def _number(written: str) -> float:
    text = written.replace("_", "")
    if text[:2].lower() in {"0x", "0o"}:
        return int(text, 0)
    whole = not set(text.lower()) & {".", "e"} and len(text) <= _MOST_DIGITS
    return int(text) if whole else float(text)


def failing_number(text: str) -> str:
    """Return what is wrong with a number, or nothing."""
    if re.fullmatch(r"0[0-9_]+|0[xo]_+", text, re.IGNORECASE):
        return f"{text}: expected a number without a zero before it, or 0o… for an octal one"
    number = _number(text)
    if number == math.inf or (isinstance(number, int) and number > LARGEST):
        return f"{text[:_MOST_DIGITS]} is too large a number"
    return ""


def failing_expression(operation: Operation, *, whole: int) -> Iterator[tuple[Position, str]]:
    """Yield the literals on which an operation fails; so many of its first operands are known to be whole numbers."""
    for sign, right in list(zip(operation.operators, operation.operands[1:], strict=False))[:whole]:
        if sign in {"/", "%"} and fold(right) == 0 and isinstance(fold(right), int):
            yield right.place, "a division by zero"
    if operation.kind == "=~":
        for right in operation.operands[1:]:
            if isinstance(right, Value) and right.kind == "string" and (problem := _regex_problem(_meant(right))):
                yield right.place, f"{right.text} is no regular expression: {problem}"


def _meant(text: Value) -> str:
    """Return what a text says; escapes that regular expressions have as well stay as they are."""
    return re.sub(r"\\([\\'\"])", r"\1", text.text[1:-1])


def _regex_problem(pattern: str) -> str:
    """Return what is wrong with a regular expression for Java, which Neo4j and the embedded engine run on, too."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what newer releases of Python will read in another way
        try:
            re.compile(pattern)
        except re.error as error:
            alike = error.msg.startswith(_ALIKE) or (error.msg == "nothing to repeat" and _dangles(pattern, error.pos))
            return error.msg if alike else ""
        except (OverflowError, RecursionError):
            return ""
    return ""


_ALIKE = ("missing ), unterminated", "unbalanced parenthesis", "unterminated character set")
"""The complaints of Python about a regular expression that Java shares."""


def _dangles(pattern: str, at: int | None) -> bool:
    return at is not None and pattern[at] in "*+?" and (at == 0 or pattern[at - 1] in "(|")


# --- arguments -------------------------------------------------------------------------------------------------------

_BOUNDS: Mapping[str, tuple[float, float]] = {
    **dict.fromkeys(("percentilecont", "percentiledisc"), (0, 1)),
    **dict.fromkeys(("left", "right", "substring"), (0, math.inf)),
}
"""The least and the largest second argument of a function."""

_PERIODS = words("years months weeks days hours minutes seconds milliseconds microseconds nanoseconds")
_DURATION = re.compile(
    r"[+-]?P(?=[0-9T+-])(?:[+-]?[0-9.,]+[YMWD])*(?:T(?:[+-]?[0-9.,]+[HMS])+)?|[+-]?P[0-9]{4}-.*", re.IGNORECASE
)
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|(\d{2})(\d{2})|-?(\d{2}))")
_MAYBE_DAY = re.compile(r"[+-]?[0-9]{4}[0-9WQ-]*")
"""Days of all forms: of weeks, of quarters, and of the year too."""


def failing_arguments(call: FunctionCall) -> Iterator[tuple[Position, str]]:
    """Yield the literals on which a call fails, and why."""
    name = call.name.lower()
    if name in _BOUNDS and len(call.arguments) > 1:
        least, most = _BOUNDS[name]
        number = fold(call.arguments[1])
        if number is not None and not least <= number <= most:
            expected = f"{least} or more" if most == math.inf else f"{least} to {most}"
            yield call.arguments[1].place, f"{call.name}() of {number}: expected {expected}"
    first = call.arguments[0] if call.arguments else None
    if isinstance(first, Value) and first.kind == "string":
        if name == "date" and not _is_day(first.text[1:-1]):
            yield first.place, f"{first.text} is not a day: expected such as '2021-03-01'"
        elif name == "duration" and not _DURATION.fullmatch(first.text[1:-1]):
            yield first.place, f"{first.text} is no duration: expected such as 'P1Y2M3D'"
    if name == "duration" and isinstance(first, MapLiteral):
        for key in first.keys:
            if key.text.lower() not in _PERIODS:
                yield key.place, f"a duration has no {key.text}: expected {', '.join(sorted(_PERIODS))}"


def _is_day(text: str) -> bool:
    parts = _DAY.fullmatch(text)
    if parts is None:
        return bool(_MAYBE_DAY.fullmatch(text))
    year, *numbers = (int(part) for part in parts.groups() if part)
    month, day = (*numbers, 1)[:2]
    try:
        date(year or 4, month, day)  # the year 0 is a leap year, which Python does not know
    except ValueError:
        return False
    return True
