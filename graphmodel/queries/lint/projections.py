"""Checks of WITH and RETURN: names, aggregates beside other values, and numbers of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphmodel.queries.cypher.ast import (
    AGGREGATES,
    Comprehension,
    Expression,
    FunctionCall,
    MapLiteral,
    Operation,
    PatternComprehension,
    PatternExpression,
    Projection,
    Property,
    Subquery,
    Value,
    Variable,
    aggregate_calls,
    aggregates,
    parts,
    walk,
    written,
)
from graphmodel.queries.lint.constants import fold
from graphmodel.queries.lint.functions import FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphmodel.queries.cypher.ast import ProjectionItem
    from graphmodel.queries.lint.rules import LintFindings

__all__ = ["check_misplaced", "check_projection", "free_variables"]


def check_projection(projection: Projection, variables: Iterable[str], findings: LintFindings) -> None:
    """Report what no engine answers in a WITH or RETURN, or each answers in its own way."""
    _check_names(projection, variables if projection.everything else (), findings)
    for item in projection.items:
        _check_mixture(item, projection, findings)
        _check_nested(item.expression, findings)
    _check_after(projection, findings)
    _check_number("SKIP", projection.skip, findings)
    _check_number("LIMIT", projection.limit, findings)


def _check_names(projection: Projection, carried: Iterable[str], findings: LintFindings) -> None:
    seen = set(carried)
    for item in projection.items:
        name = item.alias.text if item.alias else item.text
        if name in seen:
            place = item.alias.place if item.alias else item.expression.place
            findings.add("Q410", place, f"two columns are called {name}", "give one of them another name after AS")
        seen.add(name)


def _check_mixture(item: ProjectionItem, projection: Projection, findings: LintFindings) -> None:
    """Report an aggregate beside something that the rows are not grouped by."""
    if projection.everything or not aggregates(item.expression):
        return
    grouped = [each.expression for each in projection.items if not aggregates(each.expression)]
    keys = {written(each) for each in grouped if _is_key(each)}
    for lost in _others(item.expression, keys, within=True):
        message = f"an aggregate beside {lost.name}, by which the rows are not grouped"
        findings.add("Q412", lost.place, message, "give it a name in a WITH before, and return that as well")


def _is_key(expression: Expression) -> bool:
    """Return whether other columns may use an expression by which rows are grouped: a variable or a property of one."""
    return isinstance(expression.subject if isinstance(expression, Property) else expression, Variable)


def _check_after(projection: Projection, findings: LintFindings) -> None:
    """Report what is sorted or tested by after DISTINCT or an aggregate, and is no column any more."""
    grouping = any(aggregates(item.expression) for item in projection.items)
    if not grouping:
        for sort in projection.order:
            check_misplaced(sort.expression, "ORDER BY without one among the columns", findings)
    if projection.everything or not (grouping or projection.distinct):
        return
    keys = {written(item.expression) for item in projection.items}
    names = {item.alias.text if item.alias else item.text for item in projection.items}
    tested = [projection.test] if projection.test is not None else []
    for expression in [*(sort.expression for sort in projection.order), *tested]:
        for lost in _others(expression, keys, within=False):
            if lost.name not in names:
                what = "an aggregate" if grouping else "DISTINCT"
                findings.add("Q411", lost.place, f"{lost.name} is no column after {what}", "sort and test by columns")


def _others(part: Any, keys: set[Any], *, within: bool) -> Iterator[Variable]:  # noqa: ANN401 - any part of an expression
    """Yield the variables that are in none of some expressions, nor, if so told, in an aggregate."""
    if written(part) in keys or isinstance(part, Subquery | PatternComprehension):
        return
    if within and isinstance(part, FunctionCall) and part.name.lower() in AGGREGATES:
        return
    if isinstance(part, Variable):
        yield part
    elif isinstance(part, Comprehension):
        own = {name.text for name in (part.variable, part.accumulator) if name is not None}
        yield from _others((part.source, part.start), keys, within=within)
        inner = (part.test, part.result)
        yield from (lost for lost in _others(inner, keys, within=within) if lost.name not in own)
    else:
        for each in parts(part):
            yield from _others(each, keys, within=within)


def free_variables(part: Any) -> Iterator[Variable]:  # noqa: ANN401 - any part of an expression
    """Yield the variables that an expression has from elsewhere, but for those of patterns and subqueries in it."""
    yield from _others(part, set(), within=False)


def _check_nested(expression: Expression, findings: LintFindings) -> None:
    for part in walk(expression):
        if isinstance(part, Comprehension):
            check_misplaced((part.test, part.result), "what is done with each element of a list", findings)
        elif isinstance(part, PatternComprehension):
            check_misplaced((part.pattern, part.test, part.result), "a pattern comprehension", findings)
    for call in aggregate_calls(expression):
        check_misplaced(call.arguments, f"{call.name}()", findings)


def check_misplaced(part: Any, where: str, findings: LintFindings) -> None:  # noqa: ANN401 - any part of a tree
    """Report aggregates where there can be none."""
    for call in aggregate_calls(part):
        findings.add("Q413", call.place, f"{call.name}() in {where}", "aggregate in a WITH before, and use its name")


def _check_number(word: str, count: Expression | None, findings: LintFindings) -> None:
    if count is None:
        return
    if isinstance(count, Value) and not (count.kind == "number" and count.text.isdecimal()):
        findings.add("Q414", count.place, f"{word} {count.text}: expected a whole number, or a parameter")
    elif (number := fold(count)) is not None and number < 0:
        findings.add("Q414", count.place, f"{word} with a negative number: expected 0 or more")
    elif wrong := _no_whole_number(count):
        findings.add("Q414", wrong.place, f"{word} with what is no whole number: expected one, or a parameter")
    elif asked := next(_of_rows(count), None):
        findings.add("Q414", asked.place, f"{word} depends on the rows: expected a number or a parameter")


def _of_rows(count: Expression) -> Iterator[Expression]:
    """Yield what differs from row to row, or has to be looked for, in a number of rows."""
    yield from free_variables(count)
    for part in walk(count):
        if isinstance(part, Subquery | PatternComprehension | PatternExpression):
            yield part


_NONE = ("", "")
_WHOLE = frozenset({"+", "-", "*", "/", "%"})
"""Operations that make a whole number of whole numbers."""

_NEVER = frozenset({"list", "^", "=", "<>", "<", ">", "<=", ">=", "AND", "OR", "XOR", "NOT", "IN"})
"""Operations that never make one."""


def _no_whole_number(count: Expression) -> Expression | None:
    """Return the part of a count that is surely no whole number."""
    match count:
        case Value(kind=kind, text=text) if kind != "number" or not text.isdecimal():
            return count
        case Operation(kind=kind) if kind in _NEVER:
            return count
        case Operation(kind=kind, operands=operands) if kind in _WHOLE:
            return next((wrong for each in operands if (wrong := _no_whole_number(each))), None)
        case FunctionCall(name=name) if name.lower() in AGGREGATES or FUNCTIONS.get(name.lower(), _NONE)[1] == "number":
            return count
        case MapLiteral():
            return count
    return None
