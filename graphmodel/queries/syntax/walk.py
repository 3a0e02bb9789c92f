"""Every node of a tree, from the outside in."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from graphmodel.queries.syntax import tree
from graphmodel.queries.syntax.tree import EdgePattern, NodePattern, Variable

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["mentions", "parts", "walk", "written"]

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
    if isinstance(node, tree.FunctionCall):
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
