"""Reads a query clause by clause: what each row holds at each point, and what is wrong in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache, singledispatchmethod
from typing import TYPE_CHECKING, Literal

from graphmodel import schema
from graphmodel.errors import did_you_mean
from graphmodel.queries.cypher.ast import (
    Case,
    Clause,
    Comprehension,
    EdgePattern,
    Expression,
    FunctionCall,
    Labels,
    LabelTest,
    Length,
    MapLiteral,
    MapProjection,
    Match,
    NodePattern,
    Operation,
    ParameterRef,
    ParenthesizedPath,
    PathPattern,
    PatternComprehension,
    PatternExpression,
    ProcedureCall,
    Projection,
    ProjectionItem,
    Property,
    Refused,
    RegularQuery,
    SingleQuery,
    Subquery,
    SubqueryCall,
    Unwind,
    Value,
    Variable,
    aggregates,
    conjuncts,
)
from graphmodel.queries.cypher.tokens import Identifier, words
from graphmodel.queries.lint.inference import (
    ALL_NODES,
    ALL_TYPES,
    ARGUMENTS,
    CLOCK,
    FUNCTIONS,
    SAME_AS_FIRST,
    VALUE,
    InferredType,
    Joins,
    Rows,
    Scope,
    check_misplaced,
    check_projection,
    cover,
    describe,
    list_of,
    named,
    types_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graphmodel.queries.cypher import Position
    from graphmodel.queries.lint.rules import LintFindings

__all__ = ["QueryReader", "ResultColumn", "ResultRows", "source_of"]

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

_WRITING = words("CREATE INSERT MERGE SET DELETE DETACH NODETACH REMOVE FOREACH")
_NEWER = "Neo4j has it from release 2025.06, and only where a query begins with CYPHER 25"
_ONE_ENGINE = {
    "USE": "the embedded engine has one graph",
    "LET": _NEWER,
    "FILTER": _NEWER,
    "NEXT": f"the embedded engine does not know it; {_NEWER}",
    "FINISH": "it returns nothing: end with RETURN",
    "ORDER": "older releases of Neo4j do not know it as a clause: write WITH * ORDER BY …",
}


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """One column of rows: its name, what it holds, and where it stands."""

    name: str
    inferred: InferredType
    place: Position
    source: str
    """The expression as one variable or property, such as ``b.id``; empty if it is anything else."""


@dataclass(slots=True)
class ResultRows:
    """The last rows of one part of a query."""

    columns: list[ResultColumn] = field(default_factory=list)
    projection: Projection | None = None
    rows: Rows = "any"


class QueryReader:
    """Reads whole queries: what each row holds at each point, what the last rows hold, and what is wrong.

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
        """The kinds that the test of the MATCH being read demands of its variables."""

    # --- queries -----------------------------------------------------------------------------------------------------

    def query(self, query: RegularQuery, scope: Scope) -> tuple[InferredType, bool]:
        """Read a query inside a subquery: the inferred type of its first column, and whether its rows are ordered."""
        answers = self.answers(query, scope)
        first = answers[0].columns[0].inferred if answers[0].columns else VALUE
        return first, len(answers) == 1 and answers[0].rows != "any"

    def answers(self, query: RegularQuery, scope: Scope, *, imported: Scope | None = None) -> list[ResultRows]:
        """Read each part of a query; a first WITH sees what is imported."""
        return [self._single(part, scope.child(), imported) for part in query.parts]

    def _single(self, part: SingleQuery, scope: Scope, imported: Scope | None) -> ResultRows:
        answer = ResultRows()
        joins = Joins(scope.variables)
        for index, clause in enumerate(part.clauses):
            if isinstance(clause, Projection):
                before = imported.child() if imported is not None and index == 0 and clause.kind == "WITH" else scope
                answer = self._projection(clause, before)
                scope = _after(answer, before)
                joins = Joins(scope.variables)
            else:
                self._clause(clause, scope, joins)
        return answer

    def _clause(self, clause: Clause, scope: Scope, joins: Joins) -> None:
        match clause:
            case Match():
                self._match(clause, scope, joins)
            case Unwind():
                check_misplaced(clause.source, "UNWIND", self.findings)
                self._check_new(clause.variable, scope)
                source = self.infer(clause.source, scope)
                scope.variables[clause.variable.text] = source.item
                scope.rows = "ordered" if scope.rows != "any" and not source.unordered else "any"
            case SubqueryCall():
                self._call(clause, scope)
            case ProcedureCall():
                self._procedure(clause, scope)
            case Refused():
                self._refused(clause)
                scope.open = True

    # --- MATCH -------------------------------------------------------------------------------------------------------

    def _match(self, match: Match, scope: Scope, joins: Joins) -> None:
        before = dict(scope.variables)
        check_misplaced(match.patterns, "a pattern", self.findings)
        check_misplaced(match.test, "WHERE", self.findings)
        self._check_edges_differ(match.patterns)
        self.asserted = _asserted(match.test)
        for pattern in match.patterns:
            if pattern.variable is not None:
                self._check_new(pattern.variable, scope)
        self.patterns(match.patterns, scope, binds=True)
        self.asserted = {}
        if match.test is not None:
            self.infer(match.test, scope)
        if match.optional:  # a node that was there before stays what it was, whatever is found beside it
            scope.variables |= before
        scope.rows = "any"
        product = joins.product(match)
        if product is not None:
            suggestion = "join it by an edge or an equality, or give the header a line '// growth: …'"
            self.findings.add("Q502", product.place, "nothing joins this pattern to the others", suggestion)

    # --- WITH and RETURN ---------------------------------------------------------------------------------------------

    def _projection(self, projection: Projection, scope: Scope) -> ResultRows:
        check_projection(projection, scope.variables, self.findings)
        check_misplaced(projection.test, "WHERE", self.findings)
        columns = [self._column(item, scope, projection) for item in projection.items]
        if projection.everything:
            carried = [(name, type_) for name, type_ in scope.variables.items() if not name.startswith(" ")]
            columns = [ResultColumn(name, type_, projection.everything, name) for name, type_ in carried] + columns
        both = scope.child()
        both.variables |= {column.name: column.inferred for column in columns}
        for item in projection.order:
            self.infer(item.expression, both)
        for expression in (projection.skip, projection.limit, projection.test):
            if expression is not None:
                self.infer(expression, both)
        return ResultRows(columns, projection, _rows(projection, scope))

    def _column(self, item: ProjectionItem, scope: Scope, projection: Projection) -> ResultColumn:
        inferred = self.infer(item.expression, scope)
        place = item.alias.place if item.alias else item.expression.place
        if projection.kind == "WITH" and item.alias is None and not isinstance(item.expression, Variable):
            self.findings.add("Q403", place, f"{item.text} has no name", f"write {item.text} AS name")
        return ResultColumn(item.alias.text if item.alias else item.text, inferred, place, source_of(item.expression))

    # --- CALL --------------------------------------------------------------------------------------------------------

    def _call(self, call: SubqueryCall, scope: Scope) -> None:
        if call.scope is None:
            answers = self.answers(call.query, Scope(open=scope.open), imported=scope)
        else:
            self.infer_all(call.scope, scope)
            names = scope.variables if call.whole_scope else [variable.name for variable in call.scope]
            inner = Scope({name: scope.variables[name] for name in names}, open=scope.open)
            answers = self.answers(call.query, inner)
        for column in answers[0].columns:
            self._check_new(Identifier(column.name, column.place), scope)
            scope.variables[column.name] = column.inferred
        if len(answers) > 1 or answers[0].rows != "one":
            scope.rows = "any"

    def _check_new(self, name: Identifier, scope: Scope) -> None:
        if name.text in scope.variables:
            self.findings.add("Q410", name.place, f"{name.text} is already defined", "give it another name")

    def _procedure(self, call: ProcedureCall, scope: Scope) -> None:
        self.findings.add("Q203", call.place, f"CALL {call.name}: a question calls no procedures")
        self.infer_all(call.arguments, scope)
        scope.variables |= {column.text: VALUE for column in call.columns}
        scope.open = scope.open or not call.columns
        scope.rows = "any"
        if call.test is not None:
            self.infer(call.test, scope)

    def _refused(self, clause: Refused) -> None:
        first, _, rest = clause.keywords.partition(" ")
        if first == "LOAD":
            self.findings.add("Q202", clause.place, "LOAD CSV reads a file or address")
        elif first in _ONE_ENGINE:
            self.findings.add("Q701", clause.place, f"{first}: {_ONE_ENGINE[first]}")
        elif clause.keywords == "CALL { } IN TRANSACTIONS" or (first in _WRITING and rest in {"", "DELETE"}):
            self.findings.add("Q201", clause.place, f"{clause.keywords} changes the graph: a question only reads")
        else:
            self.findings.add("Q204", clause.place, f"{clause.keywords} is a command to the server, not a question")

    # --- patterns ----------------------------------------------------------------------------------------------------

    def patterns(self, patterns: Iterable[PathPattern], scope: Scope, *, binds: bool) -> list[InferredType]:
        """Read patterns, each of which may test what another finds; only those that bind may bring new variables."""
        scope = scope if binds else scope.child()  # what a test says of a node, it does not make it
        names = [(pattern, self._bind(pattern, scope, binds=binds)) for pattern in patterns]
        for pattern, _ in names:
            self._inner(pattern, scope, binds=binds)
        for pattern, of in names:
            self._check_ends(pattern, scope, of)
            self._check_selector(pattern)
        return [_path(pattern) for pattern, _ in names]

    def _check_edges_differ(self, patterns: Iterable[PathPattern]) -> None:
        """Report a name that two edges of patterns share: no edge is matched twice."""
        names: set[str] = set()
        for edge in (part for pattern in patterns for part in pattern.elements if isinstance(part, EdgePattern)):
            if edge.variable is not None and edge.variable.text in names:
                message = f"{edge.variable.text} stands for two edges of a pattern, which are never the same"
                self.findings.add("Q410", edge.place, message, "give each its own name")
            names |= {edge.variable.text} if edge.variable is not None else set()

    def _check_selector(self, pattern: PathPattern) -> None:
        if pattern.selector.lower() not in {"", "shortestpath", "allshortestpaths"}:
            message = f"{pattern.selector} before a pattern: the embedded engine does not know it"
            self.findings.add("Q701", pattern.place, message, "use shortestPath((a)-[:TYPE*1..6]-(b))")

    # --- variables ---------------------------------------------------------------------------------------------------

    def _bind(self, pattern: PathPattern, scope: Scope, *, binds: bool) -> dict[int, str]:
        """Bring the variables of a pattern into the scope; return a name for each node."""
        names: dict[int, str] = {}
        for index, element in enumerate(pattern.elements):
            if isinstance(element, NodePattern):
                names[index] = self._bind_node(element, scope, binds=binds)
            elif isinstance(element, EdgePattern):
                self._bind_edge(element, scope, binds=binds)
        for element in pattern.elements:  # a repeated path may test what stands after it
            if isinstance(element, ParenthesizedPath):
                self._bind_group(element, scope)
        if pattern.variable is not None:
            scope.variables[pattern.variable.text] = _path(pattern)
        return names

    def _bind_node(self, node: NodePattern, scope: Scope, *, binds: bool) -> str:
        self.check_labels(node.labels, scope, of="node")
        nodes = cover(node.labels)
        name = node.variable.text if node.variable else f" {node.place}"  # a blank: no variable is called so
        known = scope.variables.get(name)
        if known is None and node.variable and not binds:
            known = self.infer(Variable(name, node.variable.place), scope)
        nodes &= self.asserted.get(name, ALL_NODES)
        if known is not None and node.variable is not None:
            self.check_kind(node.variable, known, "node")
        if known is not None and known.kind == "node":
            nodes &= known.nodes
        if not nodes:
            self.findings.add("Q305", node.place, "no node has all these labels")
        scope.variables[name] = replace(known or InferredType("node"), kind="node", nodes=nodes or ALL_NODES)
        return name

    def _bind_edge(self, edge: EdgePattern, scope: Scope, *, binds: bool) -> None:
        self.check_labels(edge.types, scope, of="edge")
        # A type that the schema does not have is reported as such, and nothing more of its edge.
        if edge.types is not None and (types_of(edge.types) != ALL_TYPES or not named(edge.types) <= ALL_TYPES):
            self.tested.add(id(edge))
        self.edges[id(edge)] = edge.place
        if edge.length is not None:
            self._check_length(edge.length)
        if edge.variable is None:
            return
        name = edge.variable.text
        if name not in scope.variables and not binds:
            self.infer(Variable(name, edge.variable.place), scope)
        if edge.length is None:
            self.check_kind(edge.variable, scope.variables.get(name, VALUE), "edge")
        inferred = InferredType("edge", types=types_of(edge.types), edges=frozenset({id(edge)}))
        scope.variables[name] = inferred if edge.length is None else list_of(inferred)

    def _bind_group(self, group: ParenthesizedPath, scope: Scope) -> None:
        """Read a repeated path: outside it, its variables are lists."""
        if group.length is not None:
            self._check_length(group.length)
        inner = scope.child()
        self.patterns([group.pattern], inner, binds=True)
        if group.test is not None:
            self.infer(group.test, inner)
        for name, inferred in inner.variables.items():
            if name not in scope.variables and not name.startswith(" "):
                scope.variables[name] = inferred if group.length is None else list_of(inferred)

    def _check_length(self, length: Length) -> None:
        if length.most is None:
            suggestion = "give the longest length, such as *1..4 or {1,4}"
            self.findings.add("Q501", length.place, "a path of any length", suggestion)

    # --- properties and tests inside the pattern ---------------------------------------------------------------------

    def _inner(self, pattern: PathPattern, scope: Scope, *, binds: bool) -> None:
        for element in pattern.elements:
            if isinstance(element, NodePattern):
                nodes = cover(element.labels)
                owner = "a node" if nodes == ALL_NODES else describe(nodes)
                self._properties(element.properties, node_keys(nodes), owner, scope)
            elif isinstance(element, EdgePattern):
                self._edge_properties(element, scope)
            if not isinstance(element, ParenthesizedPath) and element.test is not None:
                self.infer(element.test, _test_scope(element, scope) if binds else scope)

    def _edge_properties(self, edge: EdgePattern, scope: Scope) -> None:
        types = types_of(edge.types)
        owner = " or ".join(sorted(types)) if len(types) <= _MOST_TYPES else "an edge"
        self._properties(edge.properties, edge_keys(types), owner, scope)
        is_map = isinstance(edge.properties, MapLiteral)
        if edge.properties is not None and (not is_map or any(key.text == "status" for key in edge.properties.keys)):  # type: ignore[union-attr]  # a map
            self.tested.add(id(edge))

    def _properties(self, properties: Expression | None, known: Mapping[str, str], owner: str, scope: Scope) -> None:
        if properties is None:
            return
        self.infer(properties, scope)
        if isinstance(properties, MapLiteral):
            for key, value in zip(properties.keys, properties.values, strict=True):
                if key.text not in known:
                    near = did_you_mean(key.text, known)
                    self.findings.add("Q303", key.place, f"{owner} has no property {key.text!r}{near}")
                self.check_word(key, value)
                self.check_types(
                    "=", (InferredType(holds=known.get(key.text, "")), self.infer(value, scope)), value.place
                )

    # --- ends --------------------------------------------------------------------------------------------------------

    def _check_ends(self, pattern: PathPattern, scope: Scope, names: dict[int, str]) -> None:
        for _ in range(2):  # what one edge tells of a node may decide about the edge before it
            for index, element in enumerate(pattern.elements):
                if isinstance(element, EdgePattern) and index - 1 in names and index + 1 in names:
                    self._check_edge(element, names[index - 1], names[index + 1], scope)

    def _check_edge(self, edge: EdgePattern, left: str, right: str, scope: Scope) -> None:
        if edge.length is not None and edge.length.least == 0:
            return
        before, after = scope.variables[left], scope.variables[right]
        types = types_of(edge.types)
        ways = [way for way in _ways(edge, before.nodes, after.nodes) if _fits(types, *way, hops=edge.length)]
        if not ways:
            self._report_end(edge, before.nodes, after.nodes)
        elif edge.length is None:
            scope.variables[left] = replace(before, nodes=before.nodes & _possible(types, edge, before, after, at=0))
            scope.variables[right] = replace(after, nodes=after.nodes & _possible(types, edge, before, after, at=1))

    def _report_end(self, edge: EdgePattern, before: frozenset[str], after: frozenset[str]) -> None:
        types = types_of(edge.types)
        tail, head = (after, before) if edge.direction == "<-" else (before, after)
        turned = edge.direction != "-" and _fits(types, head, tail, hops=edge.length)
        what = " or ".join(sorted(types)) if len(types) <= _MOST_TYPES else "an edge"
        message = f"{what} never goes from {describe(tail)} to {describe(head)}"
        if len(types) == 1:
            (one,) = types
            message += f": it goes from {_end(one, 'from')} to {_end(one, 'to')}"
        self.findings.add("Q304", edge.place, message, "turn the arrow round" if turned else "")

    # --- expressions -------------------------------------------------------------------------------------------------

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
        self._check_edges_differ([expression.pattern])
        self.patterns([expression.pattern], inner, binds=True)
        if expression.test is not None:
            self.infer(expression.test, inner)
        return list_of(self.infer(expression.result, inner), ordered=False)

    @infer.register
    def _(self, expression: PatternExpression, scope: Scope) -> InferredType:
        self._check_edges_differ([expression.pattern])
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


def _after(answer: ResultRows, before: Scope) -> Scope:
    """Return the scope after a projection."""
    return Scope({column.name: column.inferred for column in answer.columns}, answer.rows, before.open)


def _rows(projection: Projection, scope: Scope) -> Rows:
    one_row = isinstance(projection.limit, Value) and projection.limit.text == "1"
    gathered = [aggregates(item.expression) for item in projection.items]
    if one_row or scope.rows == "one" or (gathered and all(gathered) and not projection.everything):
        return "one"
    if projection.order or (scope.rows == "ordered" and not any(gathered) and not projection.distinct):
        return "ordered"
    return "any"


def source_of(expression: Expression) -> str:
    """Return an expression as text if it is a variable or a property of one, else nothing."""
    if isinstance(expression, Variable):
        return expression.name
    if isinstance(expression, Property) and isinstance(expression.subject, Variable):
        return f"{expression.subject.name}.{expression.key.text}"
    return ""


def _asserted(test: Expression | None) -> dict[str, frozenset[str]]:
    """Return the kinds that a test demands of variables, such as ``n:Municipality``."""
    found: dict[str, frozenset[str]] = {}
    for one in conjuncts(test):
        if isinstance(one, LabelTest) and isinstance(one.subject, Variable):
            name = one.subject.name
            found[name] = found.get(name, cover(one.labels)) & cover(one.labels)
    return found


_MOST_TYPES = 4
_FORWARD = {"->": (True,), "<-": (False,), "-": (True, False)}


def _end(edge_type: str, end: str) -> str:
    kind = schema.RELATIONSHIPS[edge_type]
    return describe(kind.from_kinds if end == "from" else kind.to_kinds)


def _ways(
    edge: EdgePattern, before: frozenset[str], after: frozenset[str]
) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Return the ends from → to that a pattern's direction allows."""
    if edge.direction in {"->", "-"}:
        yield before, after
    if edge.direction in {"<-", "-"}:
        yield after, before


def _fits(types: frozenset[str], tail: frozenset[str], head: frozenset[str], *, hops: Length | None) -> bool:
    """Return whether edges of some types lead from one set of kinds to another, in one step or in several."""
    kinds = [schema.RELATIONSHIPS[one] for one in types]
    if hops is None:
        return any(kind.from_kinds & tail and kind.to_kinds & head for kind in kinds)
    return any(kind.from_kinds & tail for kind in kinds) and any(kind.to_kinds & head for kind in kinds)


def _possible(
    types: frozenset[str], edge: EdgePattern, before: InferredType, after: InferredType, *, at: int
) -> frozenset[str]:
    """Return the kinds that the edges of a pattern allow at its left (0) or right (1) end."""
    labels: set[str] = set()
    for kind in (schema.RELATIONSHIPS[one] for one in types):
        for forward in _FORWARD[edge.direction]:
            ends = (kind.from_kinds, kind.to_kinds) if forward else (kind.to_kinds, kind.from_kinds)
            if ends[0] & before.nodes and ends[1] & after.nodes:
                labels |= ends[at]
    return frozenset(labels)


def _path(pattern: PathPattern) -> InferredType:
    return InferredType("path", edges=frozenset(_numbers(pattern)), types=_path_types(pattern))


def _numbers(pattern: PathPattern) -> Iterator[int]:
    for element in pattern.elements:
        if isinstance(element, EdgePattern):
            yield id(element)
        elif isinstance(element, ParenthesizedPath):
            yield from _numbers(element.pattern)


def _path_types(pattern: PathPattern) -> frozenset[str]:
    types: frozenset[str] = frozenset()
    for element in pattern.elements:
        if isinstance(element, EdgePattern):
            types |= types_of(element.types)
        elif isinstance(element, ParenthesizedPath):
            types |= _path_types(element.pattern)
    return types


def _test_scope(element: NodePattern | EdgePattern, scope: Scope) -> Scope:
    """Return the scope of a test inside a pattern, where the variable of a repeated edge is one edge."""
    if isinstance(element, EdgePattern) and element.length is not None and element.variable is not None:
        inner = scope.child()
        inner.variables[element.variable.text] = inner.variables[element.variable.text].item
        return inner
    return scope


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
