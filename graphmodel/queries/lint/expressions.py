"""Reads expressions: what each gives, and what is wrong in it.

A run on two engines on a small graph does not show what this finds: a misspelt property or word and a comparison of
two types answer with no rows.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cache, singledispatchmethod
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
    Property,
    RegularQuery,
    Subquery,
    Value,
    Variable,
)
from graphmodel.queries.lint.functions import ARGUMENTS, CLOCK, FUNCTIONS, SAME_AS_FIRST
from graphmodel.queries.lint.types import ALL_NODES, ALL_TYPES, VALUE, InferredType, Scope, describe, list_of

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

_COMPARABLE = {"string": "text", "date": "date", "integer": "number", "number": "number", "boolean": "truth value"}
"""Types of the store by what they can be compared with."""

_GIVES = {
    "nodes": list_of(InferredType("node")),
    "startnode": InferredType("node"),
    "endnode": InferredType("node"),
    "labels": list_of(InferredType(holds="string"), ordered=False),
    "keys": list_of(InferredType(holds="string"), ordered=False),
}
"""What functions give that does not depend on what they are given."""

_COMPARISONS = frozenset({"=", "<>", "<", ">", "<=", ">="})
_PREDICATES = _COMPARISONS | frozenset(
    {"AND", "OR", "XOR", "NOT", "IN", "IS", "IS NULL", "IS NOT NULL", "=~", "CONTAINS"}
)


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
        kinds = {"string": "string", "number": "number" if "." in expression.text else "integer"}
        holds = "boolean" if expression.text.lower() in {"true", "false"} else ""
        return InferredType(holds=kinds.get(expression.kind, holds))

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
        if actual.kind != expected and actual != VALUE:
            what = (
                _article(actual.kind) if actual.kind != "value" else f"a {_COMPARABLE.get(actual.holds, actual.holds)}"
            )
            self.findings.add("Q309", name.place, f"{name.text} is {what}, where {_article(expected)} is expected")

    @infer.register
    def _(self, expression: Property, scope: Scope) -> InferredType:
        return self.key(self.infer(expression.subject, scope), expression.key)

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
            return list_of(InferredType(holds=holds.removeprefix("list of ")))
        return InferredType(holds=holds, id_of=subject.kind if key.text == "id" else "")

    @infer.register
    def _(self, expression: MapLiteral, scope: Scope) -> InferredType:
        self.infer_all(expression.values, scope)
        return VALUE

    @infer.register
    def _(self, expression: MapProjection, scope: Scope) -> InferredType:
        subject = self.infer(expression.subject, scope)
        for key in expression.keys:
            self.key(subject, key)
        if expression.everything:
            self.tested |= subject.edges
        self.infer_all(expression.values, scope)
        return VALUE

    # --- operators ---------------------------------------------------------------------------------------------------

    @infer.register
    def _(self, expression: Operation, scope: Scope) -> InferredType:
        found = self.infer_all(expression.operands, scope)
        self._check_words(expression, scope)
        self._check_null(expression)
        self._check_types(expression, found)
        match expression.kind:
            case "index":
                self._check_first(found[0], expression.place)
                return found[0].item if found[0].kind == "list" else VALUE
            case "slice":
                return found[0]
            case "list":
                same = found[0] if found and len(set(found)) == 1 else VALUE
                return InferredType("list", element=same, edges=frozenset().union(*(one.edges for one in found)))
            case _:
                return self._operated(expression.kind, found)

    @infer.register
    def _(self, expression: Case, scope: Scope) -> InferredType:
        if expression.subject is not None:
            self.infer(expression.subject, scope)
        self.infer_all(expression.tests, scope)
        results = self.infer_all(expression.results, scope)
        return next((one for one in results if one.whole), VALUE)

    def _check_first(self, found: InferredType, place: Position) -> None:
        if found.kind == "list" and not found.ordered:
            hint = "order the list, or test with IN: 'Network' IN labels(n)"
            self.findings.add("Q605", place, "one element of a list that comes in any order", hint)

    def _operated(self, kind: str, operands: list[InferredType]) -> InferredType:
        if kind in _PREDICATES:
            return InferredType(holds="boolean")
        lists = [one for one in operands if one.kind == "list"]
        if lists:
            return list_of(lists[0].item, ordered=not any(one.unordered for one in lists))
        return VALUE

    def _check_null(self, operation: Operation) -> None:
        for operand in operation.operands if operation.kind in _COMPARISONS else ():
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
        types = {_COMPARABLE[one.holds] for one in found if one.kind == "value" and one.holds in _COMPARABLE}
        if kind in _COMPARISONS | {"IN"} and len(types) > 1:
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
        self.check_labels(expression.labels, scope, of=subject.kind)
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
        inner = scope.child()
        inner.variables[expression.variable.text] = source.item if source.kind == "list" else VALUE
        if expression.accumulator is not None and expression.start is not None:
            inner.variables[expression.accumulator.text] = self.infer(expression.start, scope)
        if expression.test is not None:
            self.infer(expression.test, inner)
        result = inner.variables[expression.variable.text]
        if expression.result is not None:
            result = self.infer(expression.result, inner)
        if expression.kind == "list":
            return list_of(result, ordered=not source.unordered)
        return InferredType(holds="" if expression.kind == "reduce" else "boolean")

    @infer.register
    def _(self, expression: PatternComprehension, scope: Scope) -> InferredType:
        inner = scope.child()
        self.patterns([expression.pattern], inner, binds=True)
        if expression.test is not None:
            self.infer(expression.test, inner)
        return list_of(self.infer(expression.result, inner), ordered=False)

    @infer.register
    def _(self, expression: PatternExpression, scope: Scope) -> InferredType:
        (path,) = self.patterns([expression.pattern], scope, binds=False)
        return path if expression.pattern.selector else InferredType(holds="boolean")

    @infer.register
    def _(self, expression: Subquery, scope: Scope) -> InferredType:
        first, ordered = self.query(expression.query, scope.child())
        if expression.kind == "COLLECT":
            return list_of(first, ordered=ordered)
        return InferredType(holds="boolean" if expression.kind == "EXISTS" else "integer")

    # --- functions ---------------------------------------------------------------------------------------------------

    @infer.register
    def _(self, expression: FunctionCall, scope: Scope) -> InferredType:
        name = expression.name.lower()
        self._check_function(name, expression)
        first = (self.infer_all(expression.arguments, scope) or [VALUE])[0]
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
            return first
        return _GIVES.get(name) or InferredType(holds=FUNCTIONS.get(name, ("", ""))[1])

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
