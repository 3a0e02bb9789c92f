"""What the embedded engine answers wrongly without an error: found in the tree, and rewritten or refused.

Each form was found by asking the engine and Neo4j the same; ``docs/decisions/0010-embedded-engine-faults.md`` has a
small reproduction of each. Where one more ``WITH`` makes an answer right, it is put in; any other form is refused, as
no answer is better than a wrong one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from graphmodel.errors import QueryError
from graphmodel.queries.cypher import CypherSyntaxError, Position, parse
from graphmodel.queries.cypher.ast import (
    AGGREGATES,
    Comprehension,
    EdgePattern,
    FunctionCall,
    Labels,
    LabelTest,
    MapProjection,
    Match,
    NodePattern,
    Operation,
    ParenthesizedPath,
    PatternComprehension,
    PatternExpression,
    ProcedureCall,
    Projection,
    Property,
    Subquery,
    SubqueryCall,
    Unwind,
    Value,
    Variable,
    aggregates,
    conjuncts,
    mentions,
    parts,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graphmodel.queries.cypher.ast import Clause, CypherText, PathPattern, RegularQuery, SingleQuery

__all__ = ["FORMS", "Form", "WrongForm", "rewrite", "wrong_forms"]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of query that the embedded engine answers wrongly.

    Parameters
    ----------
    reason
        What the engine makes of it.
    cure
        What to write instead; in both, ``{name}`` is what the query calls it.
    """

    reason: str
    cure: str


FORMS: Mapping[str, Form] = {
    "null in a pattern": Form(
        "{name} may be null here, and the embedded engine takes that for any node or relationship",
        "start the pattern of a MATCH at {name}, or go on with WITH * WHERE {name} IS NOT NULL",
    ),
    "aggregate inside a condition": Form(
        "{name}() inside a condition or before a dot is not worked out group by group",
        "give it a name first: WITH …, {name}(…) AS found",
    ),
    "pattern as a value": Form(
        "a pattern in WITH or RETURN has no value",
        "write EXISTS {{ … }} around it",
    ),
    "two columns of one name": Form(
        "of two columns called {name} one is dropped",
        "give one of them another name after AS",
    ),
    "exists": Form(
        "exists() of a property is never true",
        "write … IS NOT NULL",
    ),
    "dynamic label": Form(
        "a label or type given by $(…) matches everything",
        "write the label, or test it: $label IN labels(n), type(r) = $type",
    ),
}
"""Each form that is refused, by its name."""


@dataclass(frozen=True, slots=True)
class WrongForm:
    """A place in a query that the embedded engine would answer wrongly."""

    form: str
    name: str
    place: Position

    @property
    def reason(self) -> str:
        """What the engine makes of it."""
        return FORMS[self.form].reason.format(name=self.name)

    @property
    def cure(self) -> str:
        """What to write instead."""
        return FORMS[self.form].cure.format(name=self.name)


def wrong_forms(statement: CypherText) -> tuple[WrongForm, ...]:
    """Return what the embedded engine would answer wrongly, in the order of its places."""
    return tuple(sorted(_read(statement).wrong, key=lambda one: (one.place, one.form)))


@lru_cache(maxsize=256)
def rewrite(text: str) -> str:
    """Return a query as the embedded engine answers it rightly.

    Parameters
    ----------
    text
        A query; one that our parser cannot read is returned as it is.

    Returns
    -------
    str
        The text, perhaps with further ``WITH`` clauses, on the lines that were there.

    Raises
    ------
    QueryError
        If it cannot be rewritten: what the engine would make of it, and what to write instead.
    """
    try:
        found = _read(parse(text))
    except CypherSyntaxError:
        return text
    for wrong in sorted(found.wrong, key=lambda one: one.place):
        raise QueryError(
            f"{wrong.place}: the embedded engine answers this form wrongly ({wrong.reason}); {wrong.cure}, or ask Neo4j"
        )
    starts = [0, *(index + 1 for index, sign in enumerate(text) if sign == "\n")]
    clauses = {starts[place.line - 1] + place.column - 1: f"{clause} " for place, clause in found.clauses.items()}
    for at in sorted(clauses.keys() | found.tests.keys(), reverse=True):
        text = f"{text[:at]}{found.tests.get(at, '')}{clauses.get(at, '')}{text[at:]}"
    return text


# --- reading ---------------------------------------------------------------------------------------------------------

_State = Literal["sure", "list", "maybe"]
"""Of a value: never null, a list without null in it, or neither known."""

_States = dict[str, _State]


def _read(statement: CypherText) -> _Reader:
    reader = _Reader()
    reader.query(statement.query, {}, top=True)
    for part in walk(statement.query):
        if isinstance(part, Labels) and part.kind == "dynamic":
            reader.add("dynamic label", "", part.place)
        elif isinstance(part, FunctionCall) and _tests_property(part):
            reader.add("exists", "", part.place)
    return reader


def _tests_property(call: FunctionCall) -> bool:
    return call.name.lower() == "exists" and not all(isinstance(each, PatternExpression) for each in call.arguments)


class _Reader:
    """Follows the variables of a query, to know which may be null in a pattern."""

    def __init__(self) -> None:
        self.wrong: set[WrongForm] = set()
        self.clauses: dict[Position, str] = {}
        """Clauses to put in, by what they go before."""
        self.tests: dict[int, str] = {}
        """What to put round the tests of a MATCH, by its offset."""

    def add(self, form: str, name: str, place: Position) -> None:
        self.wrong.add(WrongForm(form, name, place))

    def query(self, query: RegularQuery, states: _States, *, top: bool = False) -> _States:
        """Read a query; return the states of its columns, the worst of its parts."""
        found = [self._single(part, dict(states), top=top) for part in query.parts]
        return {name: _worst(each.get(name, "maybe") for each in found) for name in found[0]}

    def _single(self, part: SingleQuery, states: _States, *, top: bool) -> _States:
        outer = dict(states)
        seen: set[type] = set()
        for index, clause in enumerate(part.clauses):
            self._separate(clause, seen)
            seen.add(type(clause))
            match clause:
                case Match():
                    self._match(clause, states, top=top)
                case Unwind():
                    self.read(clause.source, states)
                    states[clause.variable.text] = "sure" if _state(clause.source, states) == "list" else "maybe"
                case SubqueryCall():
                    self._call(clause, states)
                case ProcedureCall():
                    self.read(clause.arguments, states)
                    states |= dict.fromkeys((column.text for column in clause.columns), "maybe")
                case Projection():
                    imports = index == 0 and clause.kind == "WITH"
                    states = self._projection(clause, outer | states if imports else states)
                    seen.clear()
        return states

    def _separate(self, clause: Clause, seen: set[type]) -> None:
        """Put WITH * where the engine else loses rows: UNWIND between two MATCH, CALL before an aggregate."""
        if self._lost(clause, seen) or self._skipped(clause, seen):
            self.clauses[clause.place] = "WITH *"
            seen.clear()

    def _lost(self, clause: Clause, seen: set[type]) -> bool:
        return isinstance(clause, Match) and {Match, Unwind} <= seen

    def _skipped(self, clause: Clause, seen: set[type]) -> bool:
        gathers = isinstance(clause, Projection) and any(aggregates(item.expression) for item in clause.items)
        return gathers and SubqueryCall in seen

    # --- clauses -----------------------------------------------------------------------------------------------------

    def _match(self, match: Match, states: _States, *, top: bool) -> None:
        unsure = {name: place for each in match.patterns for name, place in _unsure(each, states)}
        if unsure and top and not match.optional:
            tests = " AND ".join(f"{_quoted(name)} IS NOT NULL" for name in unsure)
            self.clauses[match.place] = f"WITH * WHERE {tests}"
        else:
            for name, place in unsure.items():
                self.add("null in a pattern", name, place)
        brought = {name for each in match.patterns for name in _brought(each)}
        fresh = brought - states.keys()
        self._wait_for(match, brought)
        within: _States = states | dict.fromkeys(brought, "sure")
        self.read(match.patterns, within)
        self.read(match.test, _after_test(match.test, within))
        if match.optional:
            states |= dict.fromkeys(fresh, "maybe")
        else:
            states |= dict.fromkeys(brought, "sure")

    def _wait_for(self, match: Match, brought: set[str]) -> None:
        """Have a test wait for all its variables: the engine overlooks those inside brackets, braces and the like."""
        late: set[str] = set()
        for test in conjuncts(match.test):
            seen = set(_seen(test))
            if seen:
                late |= (mentions(test) & brought) - seen
        if late and match.extent:
            start, stop = match.extent
            self.tests[start] = "("
            self.tests[stop] = ")" + "".join(f" OR {_quoted(name)} IS NULL" for name in sorted(late)) + " "

    def _call(self, call: SubqueryCall, states: _States) -> None:
        names = states if call.whole_scope or call.scope is None else [variable.name for variable in call.scope]
        columns = self.query(call.query, {name: states[name] for name in names if name in states})
        for name, state in columns.items():
            states[name] = "maybe" if call.optional else state

    def _projection(self, projection: Projection, states: _States) -> _States:
        after: _States = dict(states) if projection.everything else {}
        seen = set(after)
        for item in projection.items:
            self.read(item.expression, states)
            self._check_value(item.expression)
            name = item.alias.text if item.alias else item.text
            if name in seen:
                self.add("two columns of one name", name, item.expression.place)
            seen.add(name)
            after[name] = _state(item.expression, states)
        both = states | after
        for sort in projection.order:
            self.read(sort.expression, both)
            self._check_value(sort.expression)
        after = _after_test(projection.test, after)
        self.read(projection.test, states | after)
        return after

    def _check_value(self, expression: Any) -> None:  # noqa: ANN401 - an expression
        for pattern in _pattern_values(expression):
            self.add("pattern as a value", "", pattern.place)
        for call in _wrapped(expression, wrapped=False):
            self.add("aggregate inside a condition", call.name, call.place)

    # --- expressions -------------------------------------------------------------------------------------------------

    def read(self, part: Any, states: _States) -> None:  # noqa: ANN401 - any part of a tree
        """Look for patterns in an expression, or in what holds expressions."""
        match part:
            case PatternExpression():
                self._check_pattern(part.pattern, states)
                self.read(part.pattern, states)
            case PatternComprehension():
                self._check_pattern(part.pattern, states)
                inner = states | dict.fromkeys(_brought(part.pattern), "sure")
                self.read((part.pattern, part.test, part.result), inner)
            case Subquery():
                self.query(part.query, states)
            case Comprehension():
                self.read((part.source, part.start), states)
                element: _State = "sure" if _state(part.source, states) == "list" else "maybe"
                self.read((part.test, part.result), states | {part.variable.text: element})
            case Operation(kind="AND" | "OR"):
                self.read(part.operands, _after_test(part, states))
            case _:
                for each in parts(part):
                    self.read(each, states)

    def _check_pattern(self, pattern: PathPattern, states: _States) -> None:
        for name, place in _doubtful(pattern, states):
            self.add("null in a pattern", name, place)


# --- null ------------------------------------------------------------------------------------------------------------


def _worst(states: Iterable[_State]) -> _State:
    distinct = set(states)
    return distinct.pop() if len(distinct) == 1 else "maybe"


def _after_test(test: Any, states: _States) -> _States:  # noqa: ANN401 - an expression or none
    """Return the states where a test holds, or where it is not yet decided: ``x IS NOT NULL AND …``."""
    kind = "IS NULL" if isinstance(test, Operation) and test.kind == "OR" else "IS NOT NULL"
    parts = test.operands if isinstance(test, Operation) and test.kind in {"AND", "OR"} else (test,)
    tested = {
        part.operands[0].name
        for part in parts
        if isinstance(part, Operation) and part.kind == kind and isinstance(part.operands[0], Variable)
    }
    return states | dict.fromkeys(tested & states.keys(), "sure")


def _state(expression: Any, states: _States) -> _State:  # noqa: ANN401, PLR0911 - an expression, each kind in its way
    match expression:
        case Variable(name=name):
            return states.get(name, "maybe")
        case Value(text=text):
            return "maybe" if text.lower() == "null" else "sure"
        case FunctionCall():
            return _state_of_call(expression, states)
        case Operation(kind="list", operands=operands):
            return "list" if all(_state(each, states) == "sure" for each in operands) else "maybe"
        case Operation(kind="slice", operands=operands):
            return _state(operands[0], states)
        case Operation(kind="+", operands=operands):
            return _worst(_state(each, states) for each in operands)
        case Comprehension(kind="list", result=None, source=source):
            return _state(source, states)
        case PatternComprehension(pattern=pattern, result=Variable(name=name)):
            return "list" if name in _brought(pattern) else "maybe"
    return "maybe"


def _state_of_call(call: FunctionCall, states: _States) -> _State:
    arguments = [_state(each, states) for each in call.arguments]
    match call.name.lower():
        case "collect" | "range" | "labels" | "keys":
            return "list"
        case "nodes" | "relationships" if arguments == ["sure"]:
            return "list"
        case "startnode" | "endnode":
            return arguments[0] if arguments else "maybe"
        case "coalesce":
            return "sure" if "sure" in arguments else "maybe"
    return "maybe"


_HIDING_OPERATIONS = frozenset({"list", "index", "slice"})


def _seen(part: Any) -> Iterator[str]:  # noqa: ANN401 - any part of an expression
    """Yield the variables of a test that the engine waits for before it looks at the test."""
    match part:
        case Variable():
            yield part.name
        case Property(subject=Variable()) | LabelTest(subject=Variable()):
            yield part.subject.name  # type: ignore[union-attr]  # a variable
        case FunctionCall():
            yield from _seen(part.arguments)
        case Operation() if part.kind not in _HIDING_OPERATIONS:
            yield from _seen(part.operands)
        case tuple():
            for each in part:
                yield from _seen(each)


def _quoted(name: str) -> str:
    return f"`{name.replace('`', '``')}`"


# --- patterns --------------------------------------------------------------------------------------------------------


def _elements(pattern: PathPattern) -> Iterator[NodePattern | EdgePattern]:
    for element in pattern.elements:
        if isinstance(element, ParenthesizedPath):
            yield from _elements(element.pattern)
        else:
            yield element


def _brought(pattern: PathPattern) -> set[str]:
    """Return the variables of a pattern, also those that were there before."""
    names = {element.variable.text for element in _elements(pattern) if element.variable}
    return names | {pattern.variable.text} if pattern.variable else names


def _doubtful(pattern: PathPattern, states: _States) -> Iterator[tuple[str, Position]]:
    """Yield the variables of a pattern that were there before and may be null."""
    for element in _elements(pattern):
        if element.variable and states.get(element.variable.text, "sure") != "sure":
            yield element.variable.text, element.variable.place


def _unsure(pattern: PathPattern, states: _States) -> Iterator[tuple[str, Position]]:
    """Yield those that may be null, but for a node from which the pattern goes out: a MATCH finds nothing there."""
    first = pattern.elements[0]
    goes_out = len(pattern.elements) > 1 and isinstance(first, NodePattern) and first.variable
    starts = first.variable.place if goes_out else None  # type: ignore[union-attr]  # a node
    return ((name, place) for name, place in _doubtful(pattern, states) if place != starts)


def _pattern_values(part: Any) -> Iterator[PatternExpression]:  # noqa: ANN401 - any part of an expression
    match part:
        case PatternExpression() if not part.pattern.selector:
            yield part
        case Subquery():
            return
        case _:
            for each in parts(part):
                yield from _pattern_values(each)


# --- aggregates ------------------------------------------------------------------------------------------------------

_NOT_GROUPED = frozenset(
    {"AND", "OR", "XOR", "NOT", "IN", "IS", "IS NULL", "IS NOT NULL", "=~", "CONTAINS", "STARTS", "ENDS"}
)


def _wrapped(part: Any, *, wrapped: bool) -> Iterator[FunctionCall]:  # noqa: ANN401 - any part of an expression
    """Yield the aggregates that stand inside what the engine does not work out group by group."""
    match part:
        case Subquery():
            return
        case FunctionCall() if part.name.lower() in AGGREGATES:
            if wrapped:
                yield part
        case Operation():
            yield from _wrapped(part.operands, wrapped=wrapped or part.kind in _NOT_GROUPED)
        case Property() | LabelTest():
            yield from _wrapped(part.subject, wrapped=True)
        case Comprehension():
            yield from _wrapped(part.source, wrapped=wrapped)
            yield from _wrapped((part.test, part.result, part.start), wrapped=True)
        case _:
            inside = wrapped or isinstance(part, PatternComprehension | PatternExpression | MapProjection)
            for each in parts(part):
                yield from _wrapped(each, wrapped=inside)
