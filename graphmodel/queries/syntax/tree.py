"""What a Cypher text says, as a tree of frozen values: each knows the place it was read from.

The tree holds what a linter needs, and no more: operators and literals keep their operands, not their meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from graphmodel.queries.syntax.tokens import Place

__all__ = [
    "Clause",
    "Comprehension",
    "EdgePattern",
    "Expression",
    "FunctionCall",
    "Group",
    "Item",
    "LabelTest",
    "Labels",
    "Length",
    "MapLiteral",
    "MapProjection",
    "Match",
    "Name",
    "NodePattern",
    "Operation",
    "Parameter",
    "PathPattern",
    "PatternComprehension",
    "PatternExpression",
    "ProcedureCall",
    "Projection",
    "Property",
    "Query",
    "Refused",
    "SingleQuery",
    "SortItem",
    "Statement",
    "Subquery",
    "SubqueryCall",
    "Unwind",
    "Value",
    "Variable",
]


@dataclass(frozen=True, slots=True)
class Name:
    """A label, type, property key or new variable, where it is written."""

    text: str
    place: Place


# --- expressions -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Value:
    """A literal: a string, a number, a truth value or null, as written."""

    kind: Literal["string", "number", "word"]
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Parameter:
    """``$name``."""

    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable that is read."""

    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Property:
    """``subject.key``."""

    subject: Expression
    key: Name
    place: Place


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """``name(arguments)``, ``count(*)`` included (as a call without arguments)."""

    name: str
    arguments: tuple[Expression, ...]
    distinct: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Operation:
    """Operands joined by operators, in the order written: sums, comparisons, lists, slices, CASE.

    ``kind`` is the operator (``AND``, ``=``, ``IS NULL``, ``+``), ``list``, ``index``, ``slice`` or ``case``; a chain
    of operators of one rank (``a + b - c``) is one operation of the kind of its first.
    """

    kind: str
    operands: tuple[Expression, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class MapLiteral:
    """``{key: value, …}``."""

    keys: tuple[Name, ...]
    values: tuple[Expression, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class LabelTest:
    """``subject:Label``: whether a node has labels, or an edge a type."""

    subject: Expression
    labels: Labels
    place: Place


@dataclass(frozen=True, slots=True)
class Comprehension:
    """An expression that brings variables of its own.

    ``kind`` is ``list`` for ``[x IN source WHERE test | result]``, ``any``, ``all``, ``none`` or ``single`` for the
    predicates of that name, and ``reduce``, which has a second variable with a value to start from.
    """

    kind: Literal["list", "any", "all", "none", "single", "reduce"]
    variable: Name
    source: Expression
    test: Expression | None
    result: Expression | None
    place: Place
    accumulator: Name | None = None
    start: Expression | None = None


@dataclass(frozen=True, slots=True)
class MapProjection:
    """``variable {.key, .*, variable, key: value}``."""

    subject: Variable
    keys: tuple[Name, ...]
    values: tuple[Expression, ...]
    everything: bool
    place: Place


@dataclass(frozen=True, slots=True)
class PatternExpression:
    """A pattern used as a truth value, or inside ``shortestPath``: it can bring no variables."""

    pattern: PathPattern
    place: Place


@dataclass(frozen=True, slots=True)
class PatternComprehension:
    """``[(a)-->(b) WHERE test | result]``."""

    pattern: PathPattern
    test: Expression | None
    result: Expression
    place: Place


@dataclass(frozen=True, slots=True)
class Subquery:
    """``EXISTS { … }``, ``COUNT { … }`` or ``COLLECT { … }``; a bare pattern is kept as a query of one MATCH."""

    kind: Literal["EXISTS", "COUNT", "COLLECT"]
    query: Query
    place: Place


Expression = (
    Value
    | Parameter
    | Variable
    | Property
    | FunctionCall
    | Operation
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

    ``dynamic`` is a label that an expression gives, which no linter can know.
    """

    kind: Literal["name", "and", "or", "not", "any", "dynamic"]
    place: Place
    name: str = ""
    parts: tuple[Labels, ...] = ()
    expression: Expression | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """How many edges a pattern may follow: no upper bound is ``None``."""

    least: int
    most: int | None
    place: Place


@dataclass(frozen=True, slots=True)
class NodePattern:
    """``(variable:Labels {properties} WHERE test)``."""

    variable: Name | None
    labels: Labels | None
    properties: Expression | None
    test: Expression | None
    place: Place


@dataclass(frozen=True, slots=True)
class EdgePattern:
    """``-[variable:TYPES*1..3 {properties} WHERE test]->``; direction ``-`` is either way."""

    variable: Name | None
    types: Labels | None
    length: Length | None
    properties: Expression | None
    test: Expression | None
    direction: Literal["->", "<-", "-"]
    place: Place


@dataclass(frozen=True, slots=True)
class Group:
    """A path in parentheses, with the number of times it may be repeated."""

    pattern: PathPattern
    test: Expression | None
    length: Length | None
    place: Place


@dataclass(frozen=True, slots=True)
class PathPattern:
    """Nodes, edges and groups in the order written, perhaps named, perhaps only the shortest of them."""

    variable: Name | None
    elements: tuple[NodePattern | EdgePattern | Group, ...]
    selector: str
    place: Place


# --- clauses ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Match:
    """``[OPTIONAL] MATCH patterns WHERE test``, with the offsets of the test's first character and after its last."""

    patterns: tuple[PathPattern, ...]
    test: Expression | None
    optional: bool
    place: Place
    extent: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Unwind:
    """``UNWIND source AS variable``."""

    source: Expression
    variable: Name
    place: Place


@dataclass(frozen=True, slots=True)
class Item:
    """One column of a projection; without an alias its name is its text."""

    expression: Expression
    alias: Name | None
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
    everything: Place | None
    items: tuple[Item, ...]
    order: tuple[SortItem, ...]
    skip: Expression | None
    limit: Expression | None
    test: Expression | None
    place: Place


@dataclass(frozen=True, slots=True)
class SubqueryCall:
    """``[OPTIONAL] CALL (scope) { query }``; a scope of ``None`` is the older form that imports by WITH."""

    query: Query
    scope: tuple[Variable, ...] | None
    whole_scope: bool
    optional: bool
    place: Place


@dataclass(frozen=True, slots=True)
class ProcedureCall:
    """``CALL name(arguments) YIELD columns``."""

    name: str
    arguments: tuple[Expression, ...]
    columns: tuple[Name, ...]
    test: Expression | None
    place: Place


@dataclass(frozen=True, slots=True)
class Refused:
    """A clause that a question cannot hold, by its keywords; what it says is not read."""

    keywords: str
    place: Place


Clause = Match | Unwind | Projection | SubqueryCall | ProcedureCall | Refused


@dataclass(frozen=True, slots=True)
class SingleQuery:
    """Clauses in a row."""

    clauses: tuple[Clause, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Query:
    """One query, or several joined by UNION."""

    parts: tuple[SingleQuery, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Statement:
    """A whole text: its query, where a second one starts if there is one, and options such as EXPLAIN before it."""

    query: Query
    second: Place | None
    options: tuple[Name, ...] = ()
