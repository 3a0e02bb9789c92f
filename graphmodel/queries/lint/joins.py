"""Joins: which patterns of a query hold together, and which make a product of each row with each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.queries.cypher.ast import (
    EdgePattern,
    Expression,
    MapLiteral,
    Match,
    NodePattern,
    Operation,
    PathPattern,
    PatternExpression,
    Property,
    Subquery,
    Variable,
    conjuncts,
    mentions,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Joins"]


class Joins:
    """The patterns read since the last WITH, in sets that hold together.

    Parameters
    ----------
    given
        Variables there before: they make one set, whose rows are there anyway.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._few: set[str] = set(known)
        """Variables that stand for few rows: given ones, and nodes found by their id."""
        self._sets: list[set[str]] = [set(self._few)] if self._few else []
        self._told = False

    def product(self, match: Match) -> PathPattern | None:
        """Add the patterns of a MATCH; return the last that nothing joins to the others, once."""
        added = {id(pattern): _names(pattern) for pattern in match.patterns}
        for names in added.values():
            self._join(names)
        tests = list(conjuncts(match.test))
        for pattern in match.patterns:
            tests += _inner_tests(pattern)
        for test in tests:
            if _joins(test):
                self._join(mentions(test))
        self._few |= set(_found_by_id(match.patterns, tests))
        many = [names for names in self._sets if not names & self._few]
        if len(many) < _TWO or self._told:
            return None
        self._told = True
        apart = (one for one in reversed(match.patterns) if any(added[id(one)] <= names for names in many))
        return next(apart, match.patterns[-1])

    def _join(self, names: set[str]) -> None:
        apart = [one for one in self._sets if not one & names]
        together = set(names).union(*(one for one in self._sets if one & names))
        self._sets = [*apart, together] if together else apart


_TWO = 2


def _names(pattern: PathPattern) -> set[str]:
    """Return the variables of a pattern, and a name of its own so that it is never empty."""
    return mentions(pattern) | {f" {pattern.place}"}


def _inner_tests(pattern: PathPattern) -> Iterator[Expression]:
    for part in walk(pattern):
        if isinstance(part, NodePattern | EdgePattern):
            yield from conjuncts(part.test)
            if isinstance(part, NodePattern) and isinstance(part.properties, MapLiteral) and part.variable:
                for key, value in zip(part.properties.keys, part.properties.values, strict=True):
                    subject = Property(Variable(part.variable.text, key.place), key, key.place)
                    yield Operation("=", (subject, value), key.place)


def _joins(test: Expression) -> bool:
    """Return whether a test can be answered by a look-up, from one variable to the other."""
    return isinstance(test, PatternExpression | Subquery) or (isinstance(test, Operation) and test.kind in {"=", "IN"})


def _found_by_id(patterns: Iterable[PathPattern], tests: Iterable[Expression]) -> Iterator[str]:
    """Yield the variables of nodes that are found by their id."""
    for test in tests:
        if isinstance(test, Operation) and test.kind in {"=", "IN"} and len(test.operands) == _TWO:
            for one, other in (test.operands, test.operands[::-1]):
                if _is_id(one) and not mentions(other):
                    yield from mentions(one)
    for pattern in patterns:
        for part in walk(pattern):
            if isinstance(part, NodePattern) and _map_has_id(part) and not part.variable:
                yield from _names(pattern)


def _is_id(expression: Expression) -> bool:
    is_property = isinstance(expression, Property) and isinstance(expression.subject, Variable)
    return is_property and expression.key.text == "id"  # type: ignore[union-attr]  # a property


def _map_has_id(node: NodePattern) -> bool:
    return isinstance(node.properties, MapLiteral) and any(key.text == "id" for key in node.properties.keys)
