"""Reads a query clause by clause: what each row holds at each point, and what is wrong in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from graphmodel.queries.cypher.ast import (
    Clause,
    Expression,
    LabelTest,
    Match,
    ProcedureCall,
    Projection,
    ProjectionItem,
    Property,
    Refused,
    RegularQuery,
    SingleQuery,
    SubqueryCall,
    Unwind,
    Value,
    Variable,
    aggregates,
    conjuncts,
)
from graphmodel.queries.cypher.tokens import Identifier, words
from graphmodel.queries.lint.joins import Joins
from graphmodel.queries.lint.patterns import PatternReader
from graphmodel.queries.lint.projections import check_misplaced, check_projection, free_variables
from graphmodel.queries.lint.types import VALUE, InferredType, Rows, Scope, cover

if TYPE_CHECKING:
    from graphmodel.queries.cypher import Position

__all__ = ["QueryReader", "ResultColumn", "ResultRows", "source_of"]

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


class QueryReader(PatternReader):
    """Reads whole queries: what each row holds at each point, what the last rows hold, and what is wrong."""

    # --- queries -----------------------------------------------------------------------------------------------------

    def query(self, query: RegularQuery, scope: Scope) -> tuple[InferredType, bool]:
        """Read a query inside a subquery: the inferred type of its first column, and whether its rows are ordered."""
        answers = self.answers(query, replace(scope, rows="one"))
        first = answers[0].columns[0].inferred if answers[0].columns else VALUE
        return first, len(answers) == 1 and answers[0].rows != "any"

    def answers(self, query: RegularQuery, scope: Scope, *, imported: Scope | None = None) -> list[ResultRows]:
        """Read each part of a query; a first WITH sees what is imported."""
        answers = [self._single(part, scope.child(), imported) for part in query.parts]
        self._check_union(query, answers)
        return answers

    def _check_union(self, query: RegularQuery, answers: list[ResultRows]) -> None:
        first, *others = ([column.name for column in answer.columns] for answer in answers)
        for names, answer in zip(others, answers[1:], strict=True):
            if names != first and answer.projection is not None:
                message = f"the parts of UNION return {', '.join(first)} and {', '.join(names)}"
                self.findings.add("Q408", answer.projection.place, message, "return the same columns in the same order")
        for union in query.unions:
            if union.text != query.unions[0].text:
                hint = "take one of the two, or put one into CALL { … }"
                self.findings.add("Q416", union.place, f"{union.text} after {query.unions[0].text}", hint)

    def _single(self, part: SingleQuery, scope: Scope, imported: Scope | None) -> ResultRows:
        answer = ResultRows()
        joins = Joins(scope.variables)
        for index, clause in enumerate(part.clauses):
            if isinstance(clause, Projection):
                before = scope
                if imported is not None and index == 0 and clause.kind == "WITH":
                    before = self._imported(clause, imported, scope)
                answer = self._projection(clause, before)
                scope = _after(answer, before)
                joins = Joins(scope.variables)
            else:
                self._clause(clause, scope, joins)
        return answer

    def _imported(self, projection: Projection, outer: Scope, scope: Scope) -> Scope:
        """Return what the first WITH of a subquery sees; report one that does more than to import variables."""
        items = tuple(item.expression for item in projection.items)
        taken = {variable.name for variable in free_variables(items)} & outer.variables.keys()
        plain = all(_is_named_as_before(item) for item in projection.items)
        if not (taken or plain or projection.everything):
            return scope
        more = [projection.distinct, projection.order, projection.skip, projection.limit, projection.test]
        if any(more) or not plain or (items and projection.everything):
            message = "a WITH that imports into CALL does more than name variables"
            self.findings.add("Q416", projection.place, message, "go on with a second WITH, or write CALL (…) { … }")
        return outer.child()

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
        self.asserted = _asserted(match.test)
        if match.mode is not None:
            message = f"MATCH {match.mode.text}: only later releases of Neo4j know it"
            self.findings.add("Q701", match.mode.place, message)
        self.patterns(match.patterns, scope, binds=True)
        self.asserted = {}
        self.condition(match.test, scope)
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
        for expression in (projection.skip, projection.limit):
            if expression is not None:
                self.infer(expression, both)
        self.condition(projection.test, both)
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
        for item in (item for each in answers if each.projection is not None for item in each.projection.items):
            if item.alias is None and not isinstance(item.expression, Variable):
                place, hint = item.expression.place, f"write {item.text} AS name"
                self.findings.add("Q403", place, f"{item.text} has no name", hint)
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
        self.condition(call.test, scope)

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


def _is_named_as_before(item: ProjectionItem) -> bool:
    expression, alias = item.expression, item.alias
    return isinstance(expression, Variable) and (alias is None or alias.text == expression.name)


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
