"""Every node of a tree, from the outside in, and what can be told of an expression from what stands in it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from graphmodel.queries.syntax import tree
from graphmodel.queries.syntax.tree import EdgePattern, FunctionCall, NodePattern, Operation, Subquery, Variable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphmodel.queries.syntax.tree import Expression

__all__ = ["AGGREGATES", "aggregate_calls", "aggregates", "conjuncts", "mentions", "parts", "walk", "written"]

AGGREGATES = frozenset(
    {"count", "collect", "sum", "avg", "min", "max", "stdev", "stdevp", "percentilecont", "percentiledisc"}
)
"""Functions that make one row of many."""

_FIELDS: dict[type, tuple[str, ...]] = {
    kind: tuple(field.name for field in reversed(fields(kind)))
    for kind in vars(tree).values()
    if isinstance(kind, type) and is_dataclass(kind)
}
"""The fields of each class of the tree, the last one first."""


def walk(node: Any) -> Iterator[Any]:  # noqa: ANN401  # any part of a tree
    """Yield a part of a tree and everything in it."""
    left = [node]
    while left:
        one = left.pop()
        if isinstance(one, tuple):
            left += reversed(one)
        elif names := _FIELDS.get(type(one)):
            yield one
            left += [getattr(one, name) for name in names]


def parts(node: Any) -> Iterator[Any]:  # noqa: ANN401  # any part of a tree
    """Yield what stands directly in a part of a tree."""
    if isinstance(node, tuple):
        yield from node
    else:
        for name in reversed(_FIELDS.get(type(node), ())):
            yield getattr(node, name)


def written(node: Any) -> Any:  # noqa: ANN401  # any part of a tree
    """Return what a part of a tree says, wherever it stands: equal for two that say the same."""
    if isinstance(node, tuple):
        return tuple(written(each) for each in node)
    if isinstance(node, FunctionCall):
        return (node.name.lower(), node.distinct, written(node.arguments))
    names = _FIELDS.get(type(node))
    return (
        (type(node).__name__, *(written(getattr(node, name)) for name in names if name != "place")) if names else node
    )


def mentions(node: Any) -> set[str]:  # noqa: ANN401  # any part of a tree
    """Return the names of the variables that a part of a tree reads or brings."""
    names = set()
    for part in walk(node):
        if isinstance(part, Variable):
            names.add(part.name)
        elif isinstance(part, NodePattern | EdgePattern) and part.variable is not None:
            names.add(part.variable.text)
    return names


def conjuncts(test: Expression | None) -> Iterator[Expression]:
    """Yield the expressions that must all hold for a test to hold."""
    left = [test] if test is not None else []
    while left:
        one = left.pop()
        if isinstance(one, Operation) and one.kind == "AND":
            left += one.operands
        else:
            yield one


def aggregates(expression: Any) -> bool:  # noqa: ANN401 - any part of an expression
    """Return whether an expression makes one row of many."""
    return next(aggregate_calls(expression), None) is not None


def aggregate_calls(part: Any) -> Iterator[FunctionCall]:  # noqa: ANN401 - any part of an expression
    """Yield the aggregates of an expression, but for those of a subquery in it."""
    if isinstance(part, FunctionCall) and part.name.lower() in AGGREGATES:
        yield part
    elif not isinstance(part, Subquery):
        for each in parts(part):
            yield from aggregate_calls(each)
