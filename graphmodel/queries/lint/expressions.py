"""Reads expressions: what each gives, and what is wrong in it.

A run on two engines on a small graph does not show what this finds: a misspelt property or word and a comparison of
two types answer with no rows.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from functools import cache, singledispatchmethod
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from graphmodel import schema
from graphmodel.errors import did_you_mean
from graphmodel.queries.cypher.ast import (
    Case,
    Comprehension,
    Expression,
    FunctionCall,
    Labels,
    LabelTest,
    MapLiteral,
    MapProjection,
    Operation,
    ParameterRef,
    PathPattern,
    PatternComprehension,
    PatternExpression,
    Projection,
    Property,
    RegularQuery,
    Subquery,
    Value,
    Variable,
)
from graphmodel.queries.lint.constants import (
    LARGEST,
    failing_arguments,
    failing_expression,
    failing_number,
)
from graphmodel.queries.lint.functions import ARGUMENTS, CLOCK, FUNCTIONS, GIVES, SAME_AS_FIRST, TAKES
from graphmodel.queries.lint.operators import (
    COMPARISONS,
    CONNECTIVES,
    INDEXED,
    WITH_PROPERTIES,
    arithmetic,
    takes_of,
    unlike,
)
from graphmodel.queries.lint.shapes import check_label_signs, check_unrepeated
from graphmodel.queries.lint.types import ALL_NODES, ALL_TYPES, VALUE, InferredType, Scope, common, describe, list_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graphmodel.queries.cypher import Position
    from graphmodel.queries.cypher.tokens import Identifier
    from graphmodel.queries.lint.rules import LintFindings

__all__ = ["ExpressionReader", "edge_keys", "node_keys"]

_STATUSES = ("recorded", "called for", "claimed")
_VOCABULARY: dict[str, tuple[str, ...]] = {
    "level": tuple(schema.LEVELS),
    "kind": (*schema.KINDS, *schema.EDGE_KINDS),
    "status": _STATUSES,
    "confidence": ("stated", "inferred"),
}
"""Properties whose values are words of the schema."""

_COMPARABLE = frozenset({"text", "date", "number", "truth value"})
"""Sorts of values that are never equal to each other, before or after."""

_PREDICATES = COMPARISONS | CONNECTIVES | {"IN", "IS", "IS NULL", "IS NOT NULL", "=~", "CONTAINS", "STARTS", "ENDS"}
_TOLD = {
    WITH_PROPERTIES: "a node, an edge, a map or a date",
    INDEXED: "a list, a map, a node or an edge",
}
"""How long rows of sorts are told."""

_MAP = InferredType(holds="map")
_MAPPED = frozenset({"node", "edge", "map"})
_TRUTH = frozenset({"truth value"})
_CURES = {
    "number": "compare it, such as > 0",
    "text": "compare it, such as = 'x'",
    "list": "write NOT isEmpty(…)",
    **dict.fromkeys(("node", "edge", "path"), "write … IS NOT NULL"),
}
"""What to write of something that is no truth value, where one is expected."""


class ExpressionReader(ABC):
    """Reads expressions; what reads patterns and whole queries is added by the classes that inherit it.

    Parameters
    ----------
    findings
        Where findings go.
    declared
        What the parameters hold, as far as a header says.
    """

    def __init__(self, findings: LintFindings, declared: Mapping[str, InferredType] | None = None) -> None:
        self.findings = findings
        self.declared = declared or {}
        """What the parameters hold, as far as a header says."""
        self.parameters: dict[str, Position] = {}
        self.edges: dict[int, Position] = {}
        """Where each edge pattern stands, by number."""
        self.conditions: set[int] = set()
        """The expressions that stand where a condition is expected, by number."""
        self.negated: set[int] = set()
        """The expressions that stand after a minus, by number."""
        self.tested: set[int] = set()
        """The edge patterns whose status is looked at."""
        self.asserted: dict[str, frozenset[str]] = {}

    @abstractmethod
    def query(self, query: RegularQuery, scope: Scope) -> tuple[InferredType, bool]:
        """Read a query inside a subquery: the inferred type of its first column, and whether its rows are ordered."""

    @abstractmethod
    def patterns(self, patterns: Sequence[PathPattern], scope: Scope, *, binds: bool) -> list[InferredType]:
        """Read patterns, each of which may test what another finds; only those that bind may bring new variables."""

    @singledispatchmethod
    def infer(self, expression: Expression, scope: Scope) -> InferredType:
        """Return what an expression gives, and report what is wrong in it."""
        raise NotImplementedError(type(expression).__name__, scope)

    def infer_all(self, expressions: Iterable[Expression], scope: Scope) -> list[InferredType]:
        """Return what each of some expressions gives."""
        return [self.infer(expression, scope) for expression in expressions]

    # --- values ------------------------------------------------------------------------------------------------------

    @infer.register
    def _(self, expression: Value, scope: Scope) -> InferredType:  # noqa: ARG002
        text = expression.text.lower()
        if expression.kind == "number":
            if (problem := failing_number(text)) or (text == str(LARGEST) and id(expression) not in self.negated):
                self.findings.add("Q311", expression.place, problem or f"{text} is too large a number")
            whole = text.startswith("0x") or not {".", "e"} & set(text)
            return InferredType(holds="integer" if whole else "number")
        words = {"true": "boolean", "false": "boolean", **dict.fromkeys(("inf", "infinity", "nan"), "number")}
        return InferredType(holds="string" if expression.kind == "string" else words.get(text, ""))

    @infer.register
    def _(self, expression: ParameterRef, scope: Scope) -> InferredType:  # noqa: ARG002
        self.parameters.setdefault(expression.name, expression.place)
        return self.declared.get(expression.name, VALUE)

    @infer.register
    def _(self, expression: Variable, scope: Scope) -> InferredType:
        found = scope.variables.get(expression.name)
        if found is None:
            if not scope.open:
                known = [name for name in scope.variables if not name.startswith(" ")]
                message = f"variable {expression.name!r} is not defined{did_you_mean(expression.name, known)}"
                self.findings.add("Q401", expression.place, message)
            scope.variables[expression.name] = VALUE  # say it once
            return VALUE
        return found

    def check_kind(self, name: Identifier, actual: InferredType, expected: Literal["node", "edge"]) -> None:
        """Report a variable that is known to be no node, or no edge, where one is expected."""
        if unlike(actual, frozenset({expected})):
            what = f"{name.text} is {_article(actual.sort)}, where {_article(expected)} is expected"
            self.findings.add("Q309", name.place, what)

    def check_takes(self, what: str, takes: frozenset[str], found: InferredType, place: Position) -> None:
        """Report what is known to be nothing that an operator, a function or the like takes."""
        if unlike(found, takes):
            cure = _CURES.get(found.sort, "") if takes == _TRUTH else ""
            if "list" not in takes and found.kind == "list" and found.item.sort in takes:
                cure = f"take each of its {found.item.sort}s: [x IN … | …]"
            expected = _TOLD.get(takes) or " or ".join(_article(sort) for sort in sorted(takes))
            self.findings.add("Q310", place, f"{what}: expected {expected}, found {_article(found.sort)}", cure)

    def condition(self, test: Expression | None, scope: Scope) -> None:
        """Read a condition, if there is one."""
        if test is not None:
            self.conditions.add(id(test))
            self._check_truth("a condition", self.infer(test, scope), test.place)

    def _check_truth(self, what: str, found: InferredType, place: Position) -> None:
        if not (found.kind == "list" and found.stored):  # which Neo4j takes for true unless it is empty
            self.check_takes(what, _TRUTH, found, place)

    @infer.register
    def _(self, expression: Property, scope: Scope) -> InferredType:
        subject = self.infer(expression.subject, scope)
        self.check_takes(f".{expression.key.text}", WITH_PROPERTIES, subject, expression.place)
        return self.key(subject, expression.key)

    def key(self, subject: InferredType, key: Identifier) -> InferredType:
        """Return what a property of something gives, and report a property that is not there."""
        if subject.kind not in {"node", "edge"}:
            return VALUE
        if key.text == "status":
            self.tested |= subject.edges
        known = node_keys(subject.nodes) if subject.kind == "node" else edge_keys(subject.types)
        if key.text not in known:
            near = did_you_mean(key.text, known)
            self.findings.add("Q303", key.place, f"{_owner(subject)} has no property {key.text!r}{near}")
        holds = known.get(key.text, "")
        if holds.startswith("list of "):
            one = InferredType(holds=holds.removeprefix("list of "), stored=True)
            return replace(list_of(one), stored=True)
        return InferredType(holds=holds, id_of=subject.kind if key.text == "id" else "", stored=True)

    @infer.register
    def _(self, expression: MapLiteral, scope: Scope) -> InferredType:
        self.infer_all(expression.values, scope)
        return _MAP

    @infer.register
    def _(self, expression: MapProjection, scope: Scope) -> InferredType:
        subject = self.infer(expression.subject, scope)
        self.check_takes("{…} after a name", _MAPPED, subject, expression.place)
        for key in expression.keys:
            self.key(subject, key)
        if expression.everything:
            self.tested |= subject.edges
        self.infer_all(expression.values, scope)
        return _MAP

    # --- operators ---------------------------------------------------------------------------------------------------

    @infer.register
    def _(self, expression: Operation, scope: Scope) -> InferredType:
        if expression.kind == "-" and len(expression.operands) == 1:
            self.negated |= set(map(id, expression.operands))
        if expression.kind in CONNECTIVES:
            self.conditions |= set(map(id, expression.operands))
        found = self.infer_all(expression.operands, scope)
        self._check_words(expression, scope)
        self._check_null(expression)
        self._check_types(expression, found)
        self._check_operands(expression, found)
        whole = len(list(takewhile(lambda one: one.holds == "integer", found)))
        for place, problem in failing_expression(expression, whole=whole):
            self.findings.add("Q311", place, problem)
        match expression.kind:
            case "index":
                self._check_first(found[0], expression.place)
                return found[0].item if found[0].kind == "list" else VALUE
            case "slice":
                return found[0]
            case "list":
                return list_of(common(found))
            case _:
                return self._operated(expression, found)

    @infer.register
    def _(self, expression: Case, scope: Scope) -> InferredType:
        if expression.subject is not None:
            self.infer(expression.subject, scope)
        for test in expression.tests:
            if expression.subject is None:
                self.condition(test, scope)
            else:
                self.infer(test, scope)
        results = self.infer_all(expression.results, scope)
        return next((one for one in results if one.whole), common(results))

    def _check_operands(self, operation: Operation, found: list[InferredType]) -> None:
        what = {"slice": "[…..…]", "index": "[…]"}.get(operation.kind, operation.kind)
        for operand, of, takes in zip(operation.operands, found, takes_of(operation, found), strict=False):
            self.check_takes(what, takes, of, operand.place)
        for operand, of in zip(operation.operands, found, strict=True) if operation.kind in CONNECTIVES else ():
            self._check_truth(operation.kind, of, operand.place)

    def _check_first(self, found: InferredType, place: Position) -> None:
        if found.kind == "list" and not found.ordered:
            hint = "order the list, or test with IN: 'Network' IN labels(n)"
            self.findings.add("Q605", place, "one element of a list that comes in any order", hint)

    def _operated(self, operation: Operation, operands: list[InferredType]) -> InferredType:
        if operation.kind in _PREDICATES:
            return InferredType(holds="boolean")
        total, *others = operands
        for sign, right, operand in zip(operation.operators, others, operation.operands[1:], strict=True):
            given = arithmetic(sign, total, right)
            if given is None:
                sides = " and ".join(_article(one.sort or "value") for one in (total, right))
                self.findings.add("Q310", operand.place, f"{sign} of {sides}: they do not go together")
            total = given or VALUE
        return total

    def _check_null(self, operation: Operation) -> None:
        for operand in operation.operands if operation.kind in COMPARISONS else ():
            if isinstance(operand, Value) and operand.text.lower() == "null":
                hint = "write IS NULL or IS NOT NULL"
                self.findings.add("Q308", operation.place, f"{operation.kind} null is never true", hint)

    def _check_words(self, operation: Operation, scope: Scope) -> None:
        """Report a property of a fixed vocabulary that is compared with another word."""
        if operation.kind not in {"=", "<>", "IN"} or len(operation.operands) != 2:  # noqa: PLR2004
            return
        subject, other = operation.operands
        if isinstance(other, Property):
            subject, other = other, subject
        if isinstance(subject, Property) and isinstance(subject.subject, Variable):
            if scope.variables.get(subject.subject.name, VALUE).kind in {"node", "edge"}:
                self.check_word(subject.key, other)
        elif isinstance(subject, FunctionCall) and subject.name.lower() == "type":
            self._check_values("type()", tuple(schema.RELATIONSHIPS), other)

    def _check_types(self, operation: Operation, operands: list[InferredType]) -> None:
        """Report a comparison of values of different types, which is never true."""
        if operation.kind == "IN" and len(operands) == 2 and operands[1].kind == "list":  # noqa: PLR2004  # IN has two sides
            operands = [operands[0], operands[1].item]
        self.check_types(operation.kind, operands, operation.place)

    def check_types(self, kind: str, found: Iterable[InferredType], place: Position) -> None:
        """Report values of different types that are types against each other."""
        types = {one.sort for one in found} & _COMPARABLE
        if kind in COMPARISONS | {"IN"} and len(types) > 1:
            message = f"{' and '.join(sorted(types))} are compared, which is never true"
            hint = "valid_from and valid_to are texts; from_earliest … to_latest are dates" if "date" in types else ""
            self.findings.add("Q307", place, message, hint)

    def check_word(self, key: Identifier, value: Expression) -> None:
        """Report a literal that a property of a fixed vocabulary never has."""
        if key.text in _VOCABULARY:
            self._check_values(key.text, _VOCABULARY[key.text], value)

    def _check_values(self, what: str, words: tuple[str, ...], value: Expression) -> None:
        values = value.operands if isinstance(value, Operation) and value.kind == "list" else (value,)
        for one in values:
            if isinstance(one, Value) and one.kind == "string" and one.text[1:-1] not in words:
                expected = f"expected one of {', '.join(words)}" if len(words) <= len(schema.LEVELS) else ""
                near = did_you_mean(one.text[1:-1], words) or f"; {expected}".rstrip("; ")
                self.findings.add("Q306", one.place, f"{what} is never {one.text}{near}")

    @infer.register
    def _(self, expression: LabelTest, scope: Scope) -> InferredType:
        subject = self.infer(expression.subject, scope)
        self.check_takes("a test of label", frozenset({"node", "edge"}), subject, expression.place)
        self.check_labels(expression.labels, scope, of=subject.kind)
        check_label_signs(expression.labels, self.findings, of="node")
        return InferredType(holds="boolean")

    def check_labels(self, labels: Labels | None, scope: Scope, *, of: str) -> None:
        """Report labels of a node, or types of an edge, that the schema does not have."""
        if labels is None:
            return
        for part in labels.parts:
            self.check_labels(part, scope, of=of)
        if labels.expression is not None:
            self.infer(labels.expression, scope)
        if labels.kind != "name":
            return
        known = {"node": schema.LABELS, "edge": ALL_TYPES}.get(of, schema.LABELS | ALL_TYPES)
        if labels.name not in known:
            rule, what = ("Q302", "type of edge") if of == "edge" else ("Q301", "label")
            other = {"node": ALL_TYPES, "edge": schema.LABELS}.get(of, frozenset())
            hint = f"; it is a {'type of edge' if of == 'node' else 'label'}" if labels.name in other else ""
            message = f"the schema has no {what} {labels.name!r}{hint or did_you_mean(labels.name, known)}"
            self.findings.add(rule, labels.place, message)

    # --- what brings variables of its own ----------------------------------------------------------------------------

    @infer.register
    def _(self, expression: Comprehension, scope: Scope) -> InferredType:
        source = self.infer(expression.source, scope)
        self.check_takes("IN", frozenset({"list"}), source, expression.source.place)
        inner = scope.child()
        inner.variables[expression.variable.text] = source.item if source.kind == "list" else VALUE
        if expression.accumulator is not None and expression.start is not None:
            inner.variables[expression.accumulator.text] = self.infer(expression.start, scope)
        self.condition(expression.test, inner)
        result = inner.variables[expression.variable.text]
        if expression.result is not None:
            result = self.infer(expression.result, inner)
        if expression.kind == "list":
            return list_of(result, ordered=not source.unordered)
        if expression.kind == "allreduce":
            self.findings.add("Q701", expression.place, "allReduce(): only later releases of Neo4j know it")
        return InferredType(holds="" if expression.kind == "reduce" else "boolean")

    @infer.register
    def _(self, expression: PatternComprehension, scope: Scope) -> InferredType:
        inner = scope.child()
        check_unrepeated(expression.pattern, self.findings)
        self.patterns([expression.pattern], inner, binds=True)
        self.condition(expression.test, inner)
        return list_of(self.infer(expression.result, inner), ordered=False)

    @infer.register
    def _(self, expression: PatternExpression, scope: Scope) -> InferredType:
        check_unrepeated(expression.pattern, self.findings)
        (path,) = self.patterns([expression.pattern], scope, binds=False)
        if expression.pattern.selector:
            return path
        if id(expression) not in self.conditions:
            self.findings.add("Q310", expression.place, "a pattern where a value is expected", "write EXISTS { … }")
            return VALUE
        return InferredType(holds="boolean")

    @infer.register
    def _(self, expression: Subquery, scope: Scope) -> InferredType:
        first, ordered = self.query(expression.query, scope.child())
        if expression.kind == "COLLECT":
            self._check_one_column(expression)
            return list_of(first, ordered=ordered)
        return InferredType(holds="boolean" if expression.kind == "EXISTS" else "integer")

    def _check_one_column(self, collect: Subquery) -> None:
        for part in collect.query.parts:
            last = part.clauses[-1]
            if isinstance(last, Projection) and (last.everything or len(last.items) > 1):
                hint = "return one map: {a: …, b: …}"
                self.findings.add("Q416", last.place, "COLLECT { … } with several columns: expected one", hint)

    # --- functions ---------------------------------------------------------------------------------------------------

    @infer.register
    def _(self, expression: FunctionCall, scope: Scope) -> InferredType:
        name = expression.name.lower()
        self._check_function(name, expression)
        if name == "exists":
            self.conditions |= set(map(id, expression.arguments))
        found = self.infer_all(expression.arguments, scope) or [VALUE]
        first = found[0]
        for place, problem in failing_arguments(expression):
            self.findings.add("Q311", place, problem)
        for argument, of, takes in zip(expression.arguments, found, TAKES.get(name, ()), strict=False):
            self.check_takes(f"{expression.name}()", takes, of, argument.place)
        if name == "properties":
            self.tested |= first.edges
        if name == "collect":
            return list_of(first, ordered=scope.rows != "any")
        if name in {"relationships", "rels"}:
            return list_of(InferredType("edge", types=first.types, edges=first.edges))
        if name in {"head", "last"}:
            self._check_first(first, expression.place)
            return first.item
        if name in SAME_AS_FIRST:
            return common(found)
        return GIVES.get(name) or InferredType(holds=FUNCTIONS.get(name, ("", ""))[1])

    def _check_function(self, name: str, call: FunctionCall) -> None:
        if name in {"elementid", "id"}:
            self.findings.add("Q606", call.place, f"{call.name}() differs between stores", "use the property id")
        elif name in CLOCK or (not call.arguments and name.split(".", maxsplit=1)[0] in {"date", "datetime", "time"}):
            self.findings.add("Q607", call.place, f"{call.name}() changes by itself", "take the day as a parameter")
        if name == "exists" and not all(isinstance(each, PatternExpression) for each in call.arguments):
            self.findings.add("Q402", call.place, "exists() of a property is gone", "write … IS NOT NULL")
        if name.startswith("apoc."):
            message = f"{call.name}() is part of APOC, which a server may have; the embedded engine has a little of it"
            self.findings.add("Q701", call.place, message)
        elif name.startswith("coll."):
            self.findings.add("Q701", call.place, f"Neo4j has {call.name}() only where a query begins with CYPHER 25")
        elif name not in FUNCTIONS:
            near = did_you_mean(call.name, [written for written, _ in FUNCTIONS.values()])
            self.findings.add("Q402", call.place, f"there is no function {call.name}(){near}")
        else:
            self._check_arguments(name, call)

    def _check_arguments(self, name: str, call: FunctionCall) -> None:
        least, most = ARGUMENTS.get(name, (1, 1))
        number = len(call.arguments)
        if least <= number and (most is None or number <= most):
            return
        expected = f"{least} or more" if most is None else str(least) if least == most else f"{least} to {most}"
        message = f"{call.name}() with {number} argument{'s' * (number != 1)}: expected {expected}"
        self.findings.add("Q415", call.place, message)


@cache
def node_keys(nodes: frozenset[str]) -> Mapping[str, str]:
    """Return the properties that a node of any of some kinds may have, with their types."""
    return {key: holds for node in nodes or ALL_NODES for key, holds in schema.node_properties(node).items()}


@cache
def edge_keys(types: frozenset[str]) -> Mapping[str, str]:
    """Return the properties that an edge of any of some types may have, with their types."""
    return {key: holds for one in types or ALL_TYPES for key, holds in schema.edge_properties(one).items()}


def _article(kind: str) -> str:
    return f"{'an' if kind == 'edge' else 'a'} {kind}"


def _owner(subject: InferredType) -> str:
    if subject.kind == "edge":
        return "an edge" if subject.types == ALL_TYPES else " or ".join(sorted(subject.types))
    return "a node" if subject.nodes == ALL_NODES else describe(subject.nodes)
