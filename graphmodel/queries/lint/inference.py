"""Inference: what is known of values, lists and rows, and of how rows come together, without running anything.

A run on two engines on a small graph does not show what this finds: a misspelt label, property or word, an edge the
wrong way round and a comparison of two types all answer with no rows, and rows without an order often come in one.
The functions are those of the Cypher manual, less what the embedded engine does not know.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from graphmodel import schema
from graphmodel.queries.cypher.ast import (
    AGGREGATES,
    Comprehension,
    EdgePattern,
    Expression,
    FunctionCall,
    MapLiteral,
    Match,
    NodePattern,
    Operation,
    PathPattern,
    PatternComprehension,
    PatternExpression,
    Projection,
    Property,
    Subquery,
    Value,
    Variable,
    aggregate_calls,
    aggregates,
    conjuncts,
    mentions,
    parts,
    walk,
    written,
)
from graphmodel.queries.lint.constants import fold
from graphmodel.schema import describe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphmodel.queries.cypher.ast import Labels, ProjectionItem
    from graphmodel.queries.lint.rules import LintFindings

__all__ = [
    "ALL_NODES",
    "ALL_TYPES",
    "ARGUMENTS",
    "CLOCK",
    "FUNCTIONS",
    "SAME_AS_FIRST",
    "VALUE",
    "InferredType",
    "Joins",
    "Rows",
    "Scope",
    "check_misplaced",
    "check_projection",
    "cover",
    "describe",
    "infer_value",
    "list_of",
    "named",
    "types_of",
]


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


# --- projections -----------------------------------------------------------------------------------------------------


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


def _check_nested(expression: Expression, findings: LintFindings) -> None:
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
    yield from _others(count, set(), within=False)
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


ALL_NODES: frozenset[str] = frozenset(schema.KINDS) | {"Source", "Survey"}
"""Kinds of node, and the two labels of nodes that are none."""

ALL_TYPES: frozenset[str] = frozenset(schema.RELATIONSHIPS)

_COVERS = {label: schema.kinds_of(label) or frozenset({label}) for label in schema.LABELS}


@dataclass(frozen=True, slots=True)
class InferredType:
    """What is known of a value.

    Parameters
    ----------
    kind
        ``node``, ``edge``, ``path``, ``list`` or ``value``, which is anything else or not known.
    nodes, types
        Of a node: the kinds it may be of. Of an edge: the types.
    element
        Of a list: what is in it.
    ordered
        Of a list: whether its order is the same every time.
    edges
        The edge patterns that it comes from, by number.
    holds
        Of a value: its type in the store (``string``, ``date``, ``integer``, …); empty if not known.
    id_of
        Of a value: ``node`` or ``edge`` if it is the id of one.
    """

    kind: Literal["node", "edge", "path", "list", "value"] = "value"
    nodes: frozenset[str] = ALL_NODES
    types: frozenset[str] = ALL_TYPES
    element: InferredType | None = None
    ordered: bool = True
    edges: frozenset[int] = frozenset()
    holds: str = ""
    id_of: str = ""

    @property
    def item(self) -> InferredType:
        """What an element of it is, if it is a list."""
        return self.element or VALUE

    @property
    def whole(self) -> str:
        """Which whole thing it is or holds: ``node``, ``edge``, ``path``, or nothing."""
        if self.kind == "list":
            return self.item.whole
        return "" if self.kind == "value" else self.kind

    @property
    def unordered(self) -> bool:
        """Whether it holds a list whose order may differ."""
        return self.kind == "list" and (not self.ordered or self.item.unordered)


VALUE = InferredType()
"""A value of which nothing is known."""


def list_of(element: InferredType, *, ordered: bool = True) -> InferredType:
    """Return the type of a list."""
    return InferredType("list", element=element, ordered=ordered, edges=element.edges)


def infer_value(value: object) -> InferredType:
    """Return the type of a Python value."""
    if isinstance(value, list | tuple):
        types = {infer_value(each) for each in value}
        return list_of(types.pop() if len(types) == 1 else VALUE)
    return InferredType(holds=_HOLDS.get(type(value), ""))


_HOLDS = {str: "string", bool: "boolean", int: "integer", float: "number", date: "date"}

Rows = Literal["one", "ordered", "any"]
"""How many rows there are, and whether their order is the same every time."""


@dataclass(slots=True)
class Scope:
    """The variables at one point of a query.

    Parameters
    ----------
    variables
        What is known of each.
    rows
        How the rows come.
    open
        Whether there may be variables that are not known, after a clause that was not read.
    """

    variables: dict[str, InferredType] = field(default_factory=dict)
    rows: Rows = "one"
    open: bool = False

    def child(self) -> Scope:
        """Return a scope that sees these variables, and whose own stay in it."""
        return replace(self, variables=dict(self.variables))


def cover(labels: Labels | None) -> frozenset[str]:
    """Return the kinds of node that a label expression may match; unknown labels match any, to be reported once."""
    if labels is None:
        return ALL_NODES
    parts = [cover(part) for part in labels.parts]
    match labels.kind:
        case "name":
            return _COVERS.get(labels.name, ALL_NODES)
        case "and":
            return frozenset.intersection(*parts)
        case "or":
            return frozenset.union(*parts)
        case "not":
            return ALL_NODES - parts[0] if _says_kind(labels.parts[0]) else ALL_NODES
        case _:
            return ALL_NODES


def _says_kind(labels: Labels) -> bool:
    """Return whether a label expression depends on the kind alone, so that its opposite does too."""
    if labels.kind == "name":
        return labels.name in schema.KINDS or labels.name in schema.FAMILIES or labels.name in {"Source", "Survey"}
    return labels.kind in {"and", "or", "not"} and all(_says_kind(part) for part in labels.parts)


def named(labels: Labels) -> frozenset[str]:
    """Return the labels or types that an expression names."""
    own = {labels.name} if labels.kind == "name" else set()
    return frozenset(own).union(*map(named, labels.parts))


def types_of(labels: Labels | None) -> frozenset[str]:
    """Return the edge types that a type expression may match."""
    if labels is None:
        return ALL_TYPES
    parts = [types_of(part) for part in labels.parts]
    match labels.kind:
        case "name":
            return frozenset({labels.name}) if labels.name in ALL_TYPES else ALL_TYPES
        case "and":
            return frozenset.intersection(*parts)
        case "or":
            return frozenset.union(*parts)
        case "not":
            return ALL_TYPES - parts[0] if labels.parts[0].kind == "name" else ALL_TYPES
        case _:
            return ALL_TYPES


CLOCK = frozenset({"rand", "randomuuid", "timestamp"})
"""Functions whose value differs from run to run, whatever they are given."""

SAME_AS_FIRST = frozenset({"abs", "coalesce", "nullif", "reverse", "tail", "min", "max"})
"""Functions that give the same kind of thing as they are given."""

_STRING = (
    "toLower toUpper lower upper trim ltrim rtrim btrim replace substring left right toString toStringOrNull type "
    "normalize elementId randomUUID valueType"
)
_INTEGER = "size length count toInteger toIntegerOrNull char_length character_length sign timestamp id"
_NUMBER = (
    "ceil floor round rand toFloat toFloatOrNull exp e log log10 sqrt pi sin cos tan cot sinh cosh tanh coth asin "
    "acos atan atan2 degrees radians haversin avg stDev stDevP percentileCont percentileDisc isNaN "
    "vector.similarity.cosine vector.similarity.euclidean"
)
_BOOLEAN = "exists isEmpty toBoolean toBooleanOrNull any all none single"
_OTHER = (
    "abs coalesce nullIf head last reverse tail properties startNode endNode min max sum collect nodes relationships "
    "keys labels range split toBooleanList toFloatList toIntegerList toStringList shortestPath allShortestPaths reduce "
    "point point.distance point.withinBBox duration datetime.fromEpoch "
    "datetime.fromEpochMillis duration.between duration.inDays duration.inMonths "
    "duration.inSeconds"
)
_TEMPORAL = ("date", "datetime", "localdatetime", "time", "localtime")
_TEMPORAL_FORMS = ("", ".truncate", ".transaction", ".statement", ".realtime")

FUNCTIONS: dict[str, tuple[str, str]] = {
    **{name.lower(): (name, "string") for name in _STRING.split()},
    **{name.lower(): (name, "integer") for name in _INTEGER.split()},
    **{name.lower(): (name, "number") for name in _NUMBER.split()},
    **{name.lower(): (name, "boolean") for name in _BOOLEAN.split()},
    **{name.lower(): (name, "") for name in _OTHER.split()},
    **{f"{kind}{form}": (f"{kind}{form}", kind) for kind in _TEMPORAL for form in _TEMPORAL_FORMS},
}
"""By name in lower case: the name as it is written, and the type in the store of what it gives (or nothing)."""


def _arguments(least: int, most: int | None, names: str) -> dict[str, tuple[int, int | None]]:
    return dict.fromkeys(names.lower().split(), (least, most))


ARGUMENTS: dict[str, tuple[int, int | None]] = {
    **_arguments(0, 0, "pi e rand randomUUID timestamp"),
    **_arguments(0, 1, " ".join(f"{kind}{form}" for kind in _TEMPORAL for form in _TEMPORAL_FORMS)),
    **_arguments(1, 3, " ".join(f"{kind}.truncate" for kind in _TEMPORAL)),
    **_arguments(0, 1, "count"),  # count(*) has none
    **_arguments(1, 2, "ltrim rtrim btrim trim normalize"),
    **_arguments(1, 3, "round"),
    **_arguments(1, None, "coalesce"),
    **_arguments(2, 2, "split left right atan2 percentileCont percentileDisc nullIf point.distance datetime.fromEpoch"),
    **_arguments(2, 2, "vector.similarity.cosine vector.similarity.euclidean duration.between duration.inDays"),
    **_arguments(2, 2, "duration.inMonths duration.inSeconds"),
    **_arguments(2, 3, "substring range"),
    **_arguments(3, 3, "replace point.withinBBox"),
}
"""How few and how many arguments a function takes, where it is not one."""
