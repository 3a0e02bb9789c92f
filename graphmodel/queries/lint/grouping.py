"""What a projection may name: each column once, beside an aggregate what rows are grouped by, afterwards columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphmodel.queries.syntax.tree import (
    Comprehension,
    FunctionCall,
    Operation,
    Parameter,
    PatternComprehension,
    Projection,
    Property,
    Subquery,
    Value,
    Variable,
)
from graphmodel.queries.syntax.walk import AGGREGATES, aggregate_calls, aggregates, parts, walk, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphmodel.queries.lint.findings import Findings
    from graphmodel.queries.syntax.tree import Expression, Item

__all__ = ["check_misplaced", "check_projection"]


def check_projection(projection: Projection, findings: Findings) -> None:
    """Report what no engine answers in a WITH or RETURN, or each answers in its own way."""
    _check_names(projection, findings)
    for item in projection.items:
        _check_mixture(item, projection, findings)
        _check_nested(item.expression, findings)
    _check_after(projection, findings)
    _check_number("SKIP", projection.skip, findings)
    _check_number("LIMIT", projection.limit, findings)


def _check_names(projection: Projection, findings: Findings) -> None:
    seen: set[str] = set()
    for item in projection.items:
        name = item.alias.text if item.alias else item.text
        if name in seen:
            place = item.alias.place if item.alias else item.expression.place
            findings.add("Q410", place, f"two columns are called {name}", "give one of them another name after AS")
        seen.add(name)


def _check_mixture(item: Item, projection: Projection, findings: Findings) -> None:
    """Report an aggregate beside something that the rows are not grouped by."""
    if projection.everything or not aggregates(item.expression):
        return
    grouped = [each.expression for each in projection.items if not aggregates(each.expression)]
    keys = {written(each) for each in grouped if isinstance(each, Variable | Property)}
    for lost in _others(item.expression, keys, within=True):
        message = f"an aggregate beside {lost.name}, by which the rows are not grouped"
        findings.add("Q412", lost.place, message, "give it a name in a WITH before, and return that as well")


def _check_after(projection: Projection, findings: Findings) -> None:
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
    else:
        for each in [part.source] if isinstance(part, Comprehension) else parts(part):
            yield from _others(each, keys, within=within)


def _check_nested(expression: Expression, findings: Findings) -> None:
    for call in aggregate_calls(expression):
        check_misplaced(call.arguments, f"{call.name}()", findings)


def check_misplaced(part: Any, where: str, findings: Findings) -> None:  # noqa: ANN401 - any part of a tree
    """Report aggregates where there can be none."""
    for call in aggregate_calls(part):
        findings.add("Q413", call.place, f"{call.name}() in {where}", "aggregate in a WITH before, and use its name")


def _check_number(word: str, count: Expression | None, findings: Findings) -> None:
    if count is None:
        return
    if isinstance(count, Value) and not (count.kind == "number" and count.text.isdecimal()):
        findings.add("Q414", count.place, f"{word} {count.text}: expected a whole number, or a parameter")
    elif isinstance(count, Operation) and count.kind == "-" and len(count.operands) == 1:
        findings.add("Q414", count.place, f"{word} with a negative number: expected 0 or more")
    elif not isinstance(count, Value | Parameter):
        for part in walk(count):
            if isinstance(part, Variable | Subquery | PatternComprehension):
                findings.add("Q414", part.place, f"{word} depends on the rows: expected a number or a parameter")
                return
