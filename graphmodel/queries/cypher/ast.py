"""The syntax tree of a Cypher text: frozen values, each with the position it was read from, and how to walk them.

The tree holds what a linter needs, and no more: operators and literals keep their operands, not their meaning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Any, Literal

from graphmodel.queries.cypher.tokens import Identifier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphmodel.queries.cypher.tokens import Position

__all__ = [
    "AGGREGATES",
    "Case",
    "Clause",
    "Comprehension",
    "CypherText",
    "EdgePattern",
    "Expression",
    "FunctionCall",
    "LabelTest",
    "Labels",
    "Length",
    "MapLiteral",
    "MapProjection",
    "Match",
    "NodePattern",
    "Operation",
    "ParameterRef",
    "ParenthesizedPath",
    "PathElement",
    "PathPattern",
    "PatternComprehension",
    "PatternExpression",
    "ProcedureCall",
    "Projection",
    "ProjectionItem",
    "Property",
    "Refused",
    "RegularQuery",
    "SingleQuery",
    "SortItem",
    "Subquery",
    "SubqueryCall",
    "Unwind",
    "Value",
    "Variable",
    "aggregate_calls",
    "aggregates",
    "conjuncts",
    "mentions",
    "parts",
    "walk",
    "written",
]


# --- expressions -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Value:
    """A literal: a string, a number, a truth value or null, as written."""

    kind: Literal["string", "number", "word"]
    text: str
    place: Position


@dataclass(frozen=True, slots=True)
class ParameterRef:
    """``$name``."""

    name: str
    place: Position


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable that is read."""

    name: str
    place: Position


@dataclass(frozen=True, slots=True)
class Property:
    """``subject.key``."""

    subject: Expression
    key: Identifier
    place: Position


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """``name(arguments)``, ``count(*)`` included (as a call without arguments)."""

    name: str
    arguments: tuple[Expression, ...]
    distinct: bool
    place: Position


@dataclass(frozen=True, slots=True)
class Operation:
    """Operands joined by operators, in the order written: sums, comparisons, lists, slices.

    ``kind`` is the operator (``AND``, ``=``, ``IS NULL``, ``+``), ``list``, ``index`` or ``slice``; a chain of
    operators of one rank (``a + b - c``) is one operation of the kind of its first, with all its ``operators``.
    """

    kind: str
    operands: tuple[Expression, ...]
    place: Position
    operators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """``CASE subject WHEN value, value THEN result … ELSE otherwise END``; without a subject it tests conditions.

    A branch such as ``WHEN > 3`` is the comparison with the subject; ``tests`` holds all of them in one row.
    """

    subject: Expression | None
    tests: tuple[Expression, ...]
    results: tuple[Expression, ...]
    place: Position


@dataclass(frozen=True, slots=True)
class MapLiteral:
    """``{key: value, …}``."""

    keys: tuple[Identifier, ...]
    values: tuple[Expression, ...]
    place: Position


@dataclass(frozen=True, slots=True)
class LabelTest:
    """``subject:Label``: whether a node has labels, or an edge a type."""

    subject: Expression
    labels: Labels
    place: Position


@dataclass(frozen=True, slots=True)
class Comprehension:
    """An expression that brings variables of its own.

    ``kind`` is ``list`` for ``[x IN source WHERE test | result]``, ``any``, ``all``, ``none`` or ``single`` for the
    predicates of that name, and ``reduce`` or ``allreduce``, which have a second variable with a value to start from.
    """

    kind: Literal["list", "any", "all", "none", "single", "reduce", "allreduce"]
    variable: Identifier
    source: Expression
    test: Expression | None
    result: Expression | None
    place: Position
    accumulator: Identifier | None = None
    start: Expression | None = None


@dataclass(frozen=True, slots=True)
class MapProjection:
    """``variable {.key, .*, variable, key: value}``."""

    subject: Variable
    keys: tuple[Identifier, ...]
    values: tuple[Expression, ...]
    everything: bool
    place: Position


@dataclass(frozen=True, slots=True)
class PatternExpression:
    """A pattern used as a truth value, or inside ``shortestPath``: it can bring no variables."""

    pattern: PathPattern
    place: Position


@dataclass(frozen=True, slots=True)
class PatternComprehension:
    """``[(a)-->(b) WHERE test | result]``."""

    pattern: PathPattern
    test: Expression | None
    result: Expression
    place: Position


@dataclass(frozen=True, slots=True)
class Subquery:
    """``EXISTS { … }``, ``COUNT { … }`` or ``COLLECT { … }``; a bare pattern is kept as a query of one MATCH."""

    kind: Literal["EXISTS", "COUNT", "COLLECT"]
    query: RegularQuery
    place: Position


Expression = (
    Value
    | ParameterRef
    | Variable
    | Property
    | FunctionCall
    | Operation
    | Case
    | MapLiteral
    | LabelTest
    | Comprehension
    | MapProjection
    | PatternExpression
    | PatternComprehension
    | Subquery
)

# --- patterns --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Labels:
    """A label expression: a label or type (``name``), or ``and``, ``or``, ``not`` of others, or ``any``.

    ``dynamic`` is a label that an expression gives, which no linter can know. ``signs`` are those between its parts.
    """

    kind: Literal["name", "and", "or", "not", "any", "dynamic"]
    place: Position
    name: str = ""
    parts: tuple[Labels, ...] = ()
    expression: Expression | None = None
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Length:
    """How many edges a pattern may follow: no upper bound is ``None``; ``*1..3`` is no quantifier, ``{1,3}`` is."""

    least: int
    most: int | None
    place: Position
    quantifier: bool = False


@dataclass(frozen=True, slots=True)
class NodePattern:
    """``(variable:Labels {properties} WHERE test)``."""

    variable: Identifier | None
    labels: Labels | None
    properties: Expression | None
    test: Expression | None
    place: Position


@dataclass(frozen=True, slots=True)
class EdgePattern:
    """``-[variable:TYPES*1..3 {properties} WHERE test]->``; direction ``-`` is either way."""

    variable: Identifier | None
    types: Labels | None
    length: Length | None
    properties: Expression | None
    test: Expression | None
    direction: Literal["->", "<-", "-"]
    place: Position


@dataclass(frozen=True, slots=True)
class ParenthesizedPath:
    """A path in parentheses, with the number of times it may be repeated."""

    pattern: PathPattern
    test: Expression | None
    length: Length | None
    place: Position


PathElement = NodePattern | EdgePattern | ParenthesizedPath


@dataclass(frozen=True, slots=True)
class PathPattern:
    """Nodes, edges and groups in the order written, perhaps named, perhaps only the shortest of them."""

    variable: Identifier | None
    elements: tuple[PathElement, ...]
    selector: str
    place: Position


# --- clauses ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Match:
    """``[OPTIONAL] MATCH [mode] patterns WHERE test``, with the offsets of the test's first character and after it."""

    patterns: tuple[PathPattern, ...]
    test: Expression | None
    optional: bool
    place: Position
    extent: tuple[int, int] | None = None
    mode: Identifier | None = None


@dataclass(frozen=True, slots=True)
class Unwind:
    """``UNWIND source AS variable``."""

    source: Expression
    variable: Identifier
    place: Position


@dataclass(frozen=True, slots=True)
class ProjectionItem:
    """One column of a projection; without an alias its name is its text."""

    expression: Expression
    alias: Identifier | None
    text: str


@dataclass(frozen=True, slots=True)
class SortItem:
    """One expression to order by."""

    expression: Expression
    descending: bool


@dataclass(frozen=True, slots=True)
class Projection:
    """``WITH`` or ``RETURN``."""

    kind: Literal["WITH", "RETURN"]
    distinct: bool
    everything: Position | None
    items: tuple[ProjectionItem, ...]
    order: tuple[SortItem, ...]
    skip: Expression | None
    limit: Expression | None
    test: Expression | None
    place: Position


@dataclass(frozen=True, slots=True)
class SubqueryCall:
    """``[OPTIONAL] CALL (scope) { query }``; a scope of ``None`` is the older form that imports by WITH."""

    query: RegularQuery
    scope: tuple[Variable, ...] | None
    whole_scope: bool
    optional: bool
    place: Position


@dataclass(frozen=True, slots=True)
class ProcedureCall:
    """``CALL name(arguments) YIELD columns``."""

    name: str
    arguments: tuple[Expression, ...]
    columns: tuple[Identifier, ...]
    test: Expression | None
    place: Position


@dataclass(frozen=True, slots=True)
class Refused:
    """A clause that a question cannot hold, by its keywords; what it says is not read."""

    keywords: str
    place: Position


Clause = Match | Unwind | Projection | SubqueryCall | ProcedureCall | Refused


@dataclass(frozen=True, slots=True)
class SingleQuery:
    """Clauses in a row."""

    clauses: tuple[Clause, ...]
    place: Position


@dataclass(frozen=True, slots=True)
class RegularQuery:
    """One query, or several joined by UNION; of each UNION its place, and whether it is UNION ALL."""

    parts: tuple[SingleQuery, ...]
    place: Position
    unions: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True)
class CypherText:
    """A whole text: its query, where a second one starts if there is one, and options such as EXPLAIN before it."""

    query: RegularQuery
    second: Position | None
    options: tuple[Identifier, ...] = ()


# --- walking ---------------------------------------------------------------------------------------------------------

_FIELDS: dict[type, tuple[str, ...]] = {
    kind: tuple(field.name for field in reversed(fields(kind)))
    for kind in list(globals().values())
    if isinstance(kind, type) and is_dataclass(kind) and kind is not Identifier
}
"""The fields of each class of the tree, the last one first."""

_LEAF = re.compile(r"(?:Position|bool|int|str|Literal|tuple\[(?:int|str))\b")
_BRANCHES = {
    kind: tuple(name for name in names if not _LEAF.match(kind.__dataclass_fields__[name].type))  # type: ignore[attr-defined]  # a dataclass
    for kind, names in _FIELDS.items()
}
"""Those of them that may hold further parts."""


def walk(node: Any) -> Iterator[Any]:  # noqa: ANN401  # any part of a tree
    """Yield a part of a tree and everything in it."""
    left = [node]
    while left:
        one = left.pop()
        if isinstance(one, tuple):
            left += reversed(one)
        elif (names := _BRANCHES.get(type(one))) is not None:
            yield one
            for name in names:
                left.append(getattr(one, name))


def parts(node: Any) -> Iterator[Any]:  # noqa: ANN401  # any part of a tree
    """Yield what stands directly in a part of a tree."""
    if isinstance(node, tuple):
        yield from node
    else:
        for name in reversed(_BRANCHES.get(type(node), ())):
            yield getattr(node, name)


def written(node: Any) -> Any:  # noqa: ANN401  # any part of a tree
    """Return what a part of a tree says, wherever it stands: equal for two that say the same."""
    if isinstance(node, tuple):
        return tuple(written(each) for each in node)
    if isinstance(node, Identifier):
        return node.text
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


AGGREGATES = frozenset(
    {"count", "collect", "sum", "avg", "min", "max", "stdev", "stdevp", "percentilecont", "percentiledisc"}
)
"""Functions that make one row of many."""


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
