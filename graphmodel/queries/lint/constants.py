"""Constants: what arithmetic on literals gives, whatever the rows."""

from __future__ import annotations

import operator
from functools import reduce
from typing import TYPE_CHECKING

from graphmodel.queries.cypher.ast import Operation, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graphmodel.queries.cypher.ast import Expression

__all__ = ["fold"]

_LONGEST = len(str(2**63))
_SIGNS: Mapping[str, Callable[[int, int], int]] = {"+": operator.add, "-": operator.sub, "*": operator.mul}


def fold(expression: Expression) -> int | None:
    """Return the whole number that an expression of literals gives, or ``None`` if it is another or not known."""
    match expression:
        case Value(kind="number", text=text) if text.isdecimal() and len(text) <= _LONGEST:
            return int(text)
        case Operation(kind="-" | "+" as sign, operands=(one,)):
            number = fold(one)
            return -number if number is not None and sign == "-" else number
        case Operation(operands=operands, operators=operators) if operators and set(operators) <= _SIGNS.keys():
            numbers = [fold(each) for each in operands]
            if None in numbers:
                return None
            steps = zip(operators, numbers[1:], strict=True)
            return reduce(lambda total, step: _SIGNS[step[0]](total, step[1]), steps, numbers[0])
    return None
