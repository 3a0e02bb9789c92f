"""Parser: Cypher text → syntax tree, for questions; by recursive descent, with operators by rank.

The grammar follows the openCypher 9 reference and the Neo4j Cypher manual.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from graphmodel.queries.cypher.ast import (
    Case,
    Clause,
    Comprehension,
    CypherText,
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
    PathElement,
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
    SortItem,
    Subquery,
    SubqueryCall,
    Unwind,
    Value,
    Variable,
)
from graphmodel.queries.cypher.tokens import Identifier, TokenStream, words

if TYPE_CHECKING:
    from typing import Literal

    from graphmodel.queries.cypher.tokens import Position, Token

__all__ = ["parse"]

READING = frozenset({"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL"})
"""Keywords that start a clause of a question."""

_REFUSED_CLAUSES = words(
    "CREATE INSERT MERGE SET DELETE DETACH NODETACH REMOVE FOREACH LOAD USE LET FILTER FINISH NEXT ORDER"
)
_COMMANDS = words(
    "DROP ALTER GRANT DENY REVOKE SHOW TERMINATE START STOP RENAME ENABLE DEALLOCATE REALLOCATE DRYRUN DEFINE"
)
_STARTS = READING | _REFUSED_CLAUSES | _COMMANDS | {"UNION"}

_SELECTORS = words("ANY ALL SHORTEST PATH PATHS GROUP GROUPS WALK TRAIL ACYCLIC")

# Binary operators by rank: the higher the rank, the closer it binds. NOT stands between AND and the comparisons.
_RANKS: dict[str, int] = {
    "OR": 1,
    "XOR": 2,
    "AND": 3,
    **dict.fromkeys(("=", "<>", "<", ">", "<=", ">="), 5),
    **dict.fromkeys(("=~", "STARTS", "ENDS", "CONTAINS", "IN", "IS", "::", ":"), 6),
    **dict.fromkeys(("+", "-", "||"), 7),
    **dict.fromkeys(("*", "/", "%"), 8),
    "^": 9,
}
_LOWEST, _COMPARISON, _TEST = 1, 5, 6

_TYPE_WORDS = words(
    "NOTHING NULL BOOL BOOLEAN VARCHAR STRING INT SIGNED INTEGER INTEGER8 INTEGER16 INTEGER32 INTEGER64 INT8 INT16 "
    "INT32 INT64 FLOAT FLOAT32 FLOAT64 DATE LOCAL ZONED TIME DATETIME TIMESTAMP WITHOUT WITH TIMEZONE ZONE DURATION "
    "POINT NODE VERTEX RELATIONSHIP EDGE MAP LIST ARRAY PATH PATHS PROPERTY VALUE ANY VECTOR"
)

_CONSTANTS = frozenset({"TRUE", "FALSE", "NULL", "INF", "INFINITY", "NAN", "NFC", "NFD", "NFKC", "NFKD"})

# Words that start an expression only where the query calls something so, and else fail: "RETURN a, WHERE" at WHERE.
_RESERVED = words(
    "MATCH OPTIONAL WHERE RETURN WITH UNWIND ORDER SKIP LIMIT UNION AND OR XOR IN IS AS THEN WHEN ELSE END ON CREATE "
    "SET DELETE DETACH REMOVE MERGE CALL YIELD USING FOREACH CONTAINS STARTS ENDS DISTINCT BY ASC DESC"
)


@lru_cache(maxsize=32)  # a store reads the same text for its columns, its faults and what it writes
def parse(text: str) -> CypherText:
    """Return the tree of a Cypher text.

    Parameters
    ----------
    text
        One query, perhaps with a semicolon after it.

    Returns
    -------
    CypherText
        Its tree. Clauses that write or administrate are in it as :class:`Refused`, without their content.

    Raises
    ------
    CypherSyntaxError
        If the text is not a query: what was expected, what was found, and where. Texts nested more than 50 levels deep
        are refused too.
    """
    return _Parser(text).statement()


class _Parser(TokenStream):
    """Reads a whole text: clauses, patterns, expressions, values."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._called: set[str] = set()
        """The reserved words that the query calls something."""
        self._bars: set[int] = set()  # each ends the test of a comprehension, and so joins no labels before it

    def statement(self) -> CypherText:
        options = self._options()
        query = self.query()
        second = None
        while self.take_symbol(";"):
            if self.token().kind != "end" and not self.symbol_ahead(";"):
                second = self.place
                break
        if second is None and self.token().kind != "end":
            self.fail("the end of the query")
        return CypherText(query, second, options)

    def new_name(self, what: str) -> Identifier:
        """Take a name that the query gives to something."""
        name = self.expect_name(what)
        if name.text.upper() in _RESERVED:
            self._called.add(name.text)
        return name

    def _options(self) -> tuple[Identifier, ...]:
        """Take ``CYPHER 5 runtime=slotted``, ``EXPLAIN`` or ``PROFILE`` before the query."""
        options: list[Identifier] = []
        while token := self.take_word("EXPLAIN", "PROFILE", "CYPHER"):
            options.append(Identifier(token.upper, token.place))
            while self.token().kind == "number" or (self.name_ahead() and self.symbol_ahead("=", 1)):
                self.index += 1 if self.token().kind == "number" else 3
        return tuple(options)

    # --- queries -----------------------------------------------------------------------------------------------------

    def query(self, *, returns: bool = True) -> RegularQuery:
        """Read a query; one inside a subquery may end without RETURN."""
        with self.nested():
            place, parts, unions = self.place, [self._single(returns=returns)], []
            while union := self.take_word("UNION"):
                how = self.take_word("ALL", "DISTINCT")
                unions.append(Identifier("UNION ALL" if how and how.upper == "ALL" else "UNION", union.place))
                parts.append(self._single(returns=returns))
            return RegularQuery(tuple(parts), place, tuple(unions))

    def _single(self, *, returns: bool) -> SingleQuery:
        place = self.place
        clauses: list[Clause] = []
        while self.word_ahead(*(_STARTS - {"UNION"})):
            clauses.append(self._clause())
            if isinstance(clauses[-1], Projection) and clauses[-1].kind == "RETURN":
                return SingleQuery(tuple(clauses), place)
        if not clauses or not self._at_end() or (returns and not isinstance(clauses[-1], Refused | ProcedureCall)):
            self.fail("a clause such as MATCH, WITH or RETURN")
        return SingleQuery(tuple(clauses), place)

    def _at_end(self) -> bool:
        closed = self.symbol_ahead(";") or self.symbol_ahead("}") or self.word_ahead("UNION")
        return closed or self.token().kind == "end"

    def subquery(self, *, returns: bool) -> RegularQuery:
        """Read the query, or the pattern unless it must return something, inside the braces of a subquery."""
        if returns or self.word_ahead(*_STARTS):
            return self.query(returns=returns)
        match = self._match(self.place, optional=False)
        return RegularQuery((SingleQuery((match,), match.place),), match.place)

    # --- clauses -----------------------------------------------------------------------------------------------------

    def _clause(self) -> Clause:
        token = self.token()
        if token.upper in _REFUSED_CLAUSES | _COMMANDS:
            return self._refused()
        optional = self.take_word("OPTIONAL") is not None
        if optional and not self.word_ahead("MATCH", "CALL"):
            self.fail("MATCH or CALL after OPTIONAL")
        match self.take().upper:
            case "MATCH":
                return self._match(token.place, optional=optional)
            case "CALL":
                return self._call_clause(token.place, optional=optional)
            case "UNWIND":
                return self._unwind(token.place)
            case "WITH":
                return self._projection("WITH", token.place)
            case _:
                return self._projection("RETURN", token.place)

    def _match(self, place: Position, *, optional: bool) -> Match:
        start, mode = self.token(), None
        if self.take_words("DIFFERENT", "RELATIONSHIPS") or self.take_words("REPEATABLE", "ELEMENTS"):
            mode = Identifier(f"{start.upper} {self.tokens[self.index - 1].upper}", start.place)
        patterns = [self.path()]
        while self.take_symbol(","):
            patterns.append(self.path())
        while self.word_ahead("USING"):
            self._skip_hint()
        if not self.take_word("WHERE"):
            return Match(tuple(patterns), None, optional, place, mode=mode)
        first, test = self.token().start, self.expression()
        return Match(tuple(patterns), test, optional, place, (first, self.tokens[self.index - 1].stop), mode)

    def _skip_hint(self) -> None:
        self.take()
        while not (self.word_ahead("USING", "WHERE", *_STARTS) or self._at_end()):
            self.take()

    def _unwind(self, place: Position) -> Unwind:
        source = self.expression()
        self.expect_word("AS")
        return Unwind(source, self.new_name("a variable"), place)

    def _projection(self, kind: Literal["WITH", "RETURN"], place: Position) -> Projection:
        distinct = self.take_word("DISTINCT") is not None
        everything = self.place if self.take_symbol("*") else None
        items = [] if everything else [self._item()]
        while self.take_symbol(","):
            items.append(self._item())
        order = self._order()
        skip = self.expression() if self.take_word("SKIP", "OFFSET") else None
        limit = self.expression() if self.take_word("LIMIT") else None
        test = self.optional_test() if kind == "WITH" else None
        return Projection(kind, distinct, everything, tuple(items), order, skip, limit, test, place)

    def _item(self) -> ProjectionItem:
        start = self.token().start
        expression = self.expression()
        text = " ".join(self.text[start : self.tokens[self.index - 1].stop].split())
        return ProjectionItem(expression, self.new_name("a name after AS") if self.take_word("AS") else None, text)

    def _order(self) -> tuple[SortItem, ...]:
        if not self.take_words("ORDER", "BY"):
            return ()
        items = [self._sort_item()]
        while self.take_symbol(","):
            items.append(self._sort_item())
        return tuple(items)

    def _sort_item(self) -> SortItem:
        expression = self.expression()
        direction = self.take_word("ASC", "ASCENDING", "DESC", "DESCENDING")
        return SortItem(expression, direction is not None and direction.upper.startswith("DESC"))

    # --- calls -------------------------------------------------------------------------------------------------------

    def _call_clause(self, place: Position, *, optional: bool) -> Clause:
        if self.symbol_ahead("{") or self.symbol_ahead("("):
            return self._subquery_call(place, optional=optional)
        return self._procedure(place)

    def _subquery_call(self, place: Position, *, optional: bool) -> Clause:
        scope, whole = self._scope()
        self.expect_symbol("{")
        query = self.query(returns=False)
        self.expect_symbol("}")
        if self.word_ahead("IN"):
            return self._skipped("CALL { } IN TRANSACTIONS", place)
        return SubqueryCall(query, scope, whole, optional, place)

    def _scope(self) -> tuple[tuple[Variable, ...] | None, bool]:
        if not self.take_symbol("("):
            return None, False
        if self.take_symbol("*"):
            self.expect_symbol(")")
            return (), True
        variables: list[Variable] = []
        while not self.take_symbol(")"):
            if variables:
                self.expect_symbol(",", " or ')'")
            name = self.expect_name("a variable")
            variables.append(Variable(name.text, name.place))
        return tuple(variables), False

    def _procedure(self, place: Position) -> ProcedureCall:
        name = [self.expect_name("a procedure or '{' after CALL").text]
        while self.take_symbol("."):
            name.append(self.expect_name("the rest of a procedure's name").text)
        arguments: tuple[Expression, ...] = self.expressions(")") if self.take_symbol("(") else ()
        columns = self._yielded() if self.take_word("YIELD") else ()
        return ProcedureCall(".".join(name), arguments, columns, self.optional_test() if columns else None, place)

    def _yielded(self) -> tuple[Identifier, ...]:
        if self.take_symbol("*"):
            return ()
        columns = [self._yielded_column()]
        while self.take_symbol(","):
            columns.append(self._yielded_column())
        return tuple(columns)

    def _yielded_column(self) -> Identifier:
        name = self.new_name("a column")
        return self.new_name("a name after AS") if self.take_word("AS") else name

    # --- refused clauses ---------------------------------------------------------------------------------------------

    def _refused(self) -> Refused:
        place, first = self.place, self.take()
        keywords = [first.upper]
        while (
            self.word_ahead("DELETE", "CSV", "INDEX", "CONSTRAINT", "USER", "DATABASE", "ROLE") and len(keywords) == 1
        ):
            keywords.append(self.take().upper)
        if first.upper == "LOAD":
            self.take_words("WITH", "HEADERS")
        whole = first.upper in _COMMANDS or (first.upper == "CREATE" and not self.symbol_ahead("("))
        return self._skipped(" ".join(keywords), place, whole=whole)

    def _skipped(self, keywords: str, place: Position, *, whole: bool = False) -> Refused:
        """Skip to the next clause, or to the end if the whole text is one command."""
        while not self._at_end() and (whole or not self._clause_ahead()):
            self.index = self.partners.get(self.index, self.index) + 1
        return Refused(keywords, place)

    def _clause_ahead(self) -> bool:
        before = self.tokens[self.index - 1]
        within = before.upper == "ON" or (before.kind == "symbol" and before.text in {".", ":"})
        return self.word_ahead(*_STARTS) and not within

    # --- patterns ----------------------------------------------------------------------------------------------------

    def pattern_ahead(self) -> bool:
        """Return whether the parenthesis ahead starts a pattern with at least one edge."""
        after = self.closing(self.index) + 1 - self.index
        left = self.symbol_ahead("<", after)
        line = after + left
        if not self.symbol_ahead("-", line):
            return False
        if self.symbol_ahead("[", line + 1):
            close = self.closing(self.index + line + 1)
            return self.tokens[close + 1].text == "-"
        return self.symbol_ahead("-", line + 1) and (
            left or self.symbol_ahead(">", line + 2) or self.symbol_ahead("(", line + 2)
        )

    def path(self) -> PathPattern:
        """Read a pattern, with its name and selector if it has them."""
        with self.nested():
            place, variable = self.place, None
            if self.name_ahead() and self.symbol_ahead("=", 1):
                variable = self.new_name("a variable")
                self.take()
            if self.word_ahead("SHORTESTPATH", "ALLSHORTESTPATHS") and self.symbol_ahead("(", 1):
                return self._shortest(variable, place)
            selector = self._selector()
            return PathPattern(variable, self._elements(), selector, place)

    def _shortest(self, variable: Identifier | None, place: Position) -> PathPattern:
        selector = self.take().text
        self.expect_symbol("(")
        elements = self._elements()
        self.expect_symbol(")")
        return PathPattern(variable, elements, selector, place)

    def _selector(self) -> str:
        taken: list[str] = []
        while self.word_ahead(*_SELECTORS) or (taken and self.token().kind in {"number", "parameter"}):
            taken.append(self.take().text)
        return " ".join(taken)

    def _elements(self) -> tuple[PathElement, ...]:
        elements = [self._node_or_group()]
        while True:
            if self.symbol_ahead("-") or self.symbol_ahead("<"):
                elements.append(self._edge())
                elements.append(self._node())
            elif self.symbol_ahead("("):
                elements.append(self._beside(elements[-1]))
            else:
                return tuple(elements)

    def _beside(self, last: NodePattern | EdgePattern | ParenthesizedPath) -> PathElement:
        start = self.index
        element = self._node_or_group()
        if isinstance(last, NodePattern) and isinstance(element, NodePattern):
            self.index = start
            self.fail("an edge between two nodes")
        return element

    def _node_or_group(self) -> PathElement:
        named = self.name_ahead(1) and self.symbol_ahead("=", 2)
        return self._group() if self.symbol_ahead("(", 1) or named else self._node()

    def _group(self) -> ParenthesizedPath:
        place = self.expect_symbol("(").place
        pattern, test = self.path(), self.optional_test()
        self.expect_symbol(")")
        return ParenthesizedPath(pattern, test, self._quantifier(), place)

    # --- nodes and edges ---------------------------------------------------------------------------------------------

    def _node(self) -> NodePattern:
        place = self.expect_symbol("(", " and a node").place
        variable, labels, properties = self._variable(")"), self._optional_labels(), self._properties()
        test = self.optional_test()
        self.expect_symbol(")", " to close the node")
        return NodePattern(variable, labels, properties, test, place)

    def _edge(self) -> EdgePattern:
        place = self.place
        left = self.take_symbol("<") is not None
        self.expect_symbol("-")
        variable, types, length, properties, test = self._edge_detail()
        self.expect_symbol("-", " to end the edge")
        right = self.take_symbol(">") is not None
        direction: Literal["->", "<-", "-"] = "-" if left == right else "<-" if left else "->"
        return EdgePattern(variable, types, self._quantifier() or length, properties, test, direction, place)

    def _edge_detail(
        self,
    ) -> tuple[Identifier | None, Labels | None, Length | None, Expression | None, Expression | None]:
        if not self.take_symbol("["):
            return None, None, None, None, None
        variable, types = self._variable("]"), self._optional_labels()
        length, properties, test = self._star(), self._properties(), self.optional_test()
        self.expect_symbol("]", " to close the edge")
        return variable, types, length, properties, test

    def _variable(self, closing: str) -> Identifier | None:
        """Take a variable; WHERE and IS start what follows one, unless nothing follows them."""
        if not self.name_ahead():
            return None
        if self.word_ahead("WHERE", "IS") and not (self.symbol_ahead(closing, 1) or self.symbol_ahead(":", 1)):
            return None
        return self.new_name("a variable")

    def _properties(self) -> Expression | None:
        if self.symbol_ahead("{"):
            return self.map()
        if self.token().kind == "parameter":
            token = self.take()
            return ParameterRef(token.text, token.place)
        return None

    # --- label expressions -------------------------------------------------------------------------------------------

    def _optional_labels(self) -> Labels | None:
        return self.labels() if self.take_symbol(":") or self.take_word("IS") else None

    def labels(self) -> Labels:
        """Read a label expression, after its colon."""
        with self.nested():
            place, parts, signs = self.place, [self._and_labels()], []
            while self.symbol_ahead("|") and self.index not in self._bars:
                self.take()
                signs.append("|:" if self.take_symbol(":") else "|")
                parts.append(self._and_labels())
            return Labels("or", place, parts=tuple(parts), signs=tuple(signs)) if signs else parts[0]

    def _and_labels(self) -> Labels:
        place, parts, signs = self.place, [self._not_label()], []
        while sign := self.take_symbol("&", ":"):
            signs.append(sign.text)
            parts.append(self._not_label())
        return Labels("and", place, parts=tuple(parts), signs=tuple(signs)) if signs else parts[0]

    def _not_label(self) -> Labels:
        place, negated = self.place, False
        while self.take_symbol("!"):
            negated = not negated
        label = self._label()
        return Labels("not", place, parts=(label,)) if negated else label

    def _label(self) -> Labels:
        place = self.place
        if self.take_symbol("("):
            inner = self.labels()
            self.expect_symbol(")")
            return inner
        if self.take_symbol("%"):
            return Labels("any", place)
        if self.take_symbol("$"):
            self.take_word("ALL", "ANY")
            self.expect_symbol("(")
            expression = self.expression()
            self.expect_symbol(")")
            return Labels("dynamic", place, expression=expression)
        return Labels("name", place, name=self.expect_name("a label or type").text)

    # --- lengths -----------------------------------------------------------------------------------------------------

    def _star(self) -> Length | None:
        """Read ``*``, ``*2``, ``*2..``, ``*..3`` or ``*2..3``."""
        star = self.take_symbol("*")
        if star is None:
            return None
        least = self._number()
        if not self.take_symbol(".."):
            return Length(1, None, star.place) if least is None else Length(least, least, star.place)
        return Length(1 if least is None else least, self._number(), star.place)

    def _quantifier(self) -> Length | None:
        """Read ``+``, ``*``, ``{2}``, ``{2,}``, ``{,3}`` or ``{2,3}``."""
        place = self.place
        if self.take_symbol("+"):
            return Length(1, None, place, quantifier=True)
        if self.take_symbol("*"):
            return Length(0, None, place, quantifier=True)
        if not self.take_symbol("{"):
            return None
        least = self._number()
        if least is None and not self.symbol_ahead(","):
            self.fail("a number of repetitions such as {1,3}")
        most = self._number() if self.take_symbol(",") else least
        self.expect_symbol("}", " or a number of repetitions such as {1,3}")
        return Length(least or 0, most, place, quantifier=True)

    def _number(self) -> int | None:
        if self.token().kind != "number":
            return None
        if not self.token().text.isdigit() or len(self.token().text) > len(str(2**63)):
            self.fail("a whole number")
        return int(self.take().text)

    # --- expressions -------------------------------------------------------------------------------------------------

    def expression(self) -> Expression:
        """Read an expression."""
        with self.nested():
            return self._operation(_LOWEST)

    # --- operators ---------------------------------------------------------------------------------------------------

    def _rank(self) -> int:
        token = self.token()
        return _RANKS.get(token.text if token.kind == "symbol" else token.upper, 0)

    def _operation(self, least: int) -> Expression:
        left, levels = self._signed(), self.depth
        while (rank := self._rank()) >= least:
            levels += 1
            self.limit(levels)
            left = self._tests(left) if rank == _TEST else self._chain(left, rank)
        return left

    def _chain(self, first: Expression, rank: int) -> Operation:
        kind, place = self.token().upper or self.token().text, self.place
        operands, operators = [first], []
        while self._rank() == rank:
            token = self.take()
            operators.append(token.upper or token.text)
            operands.append(self._operation(rank + 1))
        return Operation(kind, tuple(operands), place, tuple(operators))

    def _signed(self) -> Expression:
        token = self.token()
        if self.take_word("NOT"):
            while self.take_word("NOT"):
                pass
            return Operation("NOT", (self._operation(_COMPARISON),), token.place)
        negated, signed = False, False
        while sign := self.take_symbol("-", "+"):
            negated, signed = negated != (sign.text == "-"), True
        if signed:
            return Operation("-" if negated else "+", (self.value(),), token.place)
        return self.value()

    def _tests(self, subject: Expression) -> Expression:
        """Read one of the operators that are words, or a test of type or label."""
        place = self.place
        if self.symbol_ahead(":") or (self.word_ahead("IS") and self._label_after_is()):
            self.take()
            return LabelTest(subject, self.labels(), place)
        if self.symbol_ahead("::") or self.word_ahead("IS"):
            return Operation(self._is(), (subject,), place)
        token = self.take()
        if token.upper in {"STARTS", "ENDS"}:
            self.expect_word("WITH")
        return Operation(token.upper or token.text, (subject, self._operation(_TEST + 1)), place)

    def _label_after_is(self) -> bool:
        word = self.token(1).upper
        return self.name_ahead(1) and word not in {"NOT", "NULL", "TYPED", "NORMALIZED", "NFC", "NFD", "NFKC", "NFKD"}

    def _is(self) -> str:
        """Take ``IS [NOT] NULL``, ``IS [NOT] NORMALIZED`` or ``[IS [NOT]] :: type``; return which of the three."""
        if not self.take_symbol("::"):
            self.expect_word("IS")
            negated = self.take_word("NOT")
            if self.take_word("NULL"):
                return "IS NOT NULL" if negated else "IS NULL"
            self.take_word("NFC", "NFD", "NFKC", "NFKD")
            if self.take_word("NORMALIZED"):
                return "IS"
            if not (self.take_word("TYPED") or self.take_symbol("::")):
                self.fail("NULL, NOT NULL, NORMALIZED, or :: and a type")
        self._type()
        return "IS"

    def _type(self) -> None:
        if not self.word_ahead(*_TYPE_WORDS):
            self.fail("a type such as STRING or LIST<INTEGER>")
        while self.take_word(*_TYPE_WORDS) or self.take_symbol("!") or self.take_words("NOT", "NULL"):
            if self.take_symbol("<"):
                with self.nested():
                    self._type()
                self.expect_symbol(">")
        if self.symbol_ahead("|") and self.index not in self._bars:
            self.take()
            self._type()

    # --- CASE ---------------------------------------------------------------------------------------------------------

    def case(self) -> Case:
        """Read ``CASE … END``."""
        place = self.take().place
        subject = None if self.word_ahead("WHEN") else self.expression()
        tests: list[Expression] = []
        results: list[Expression] = []
        while self.take_word("WHEN"):
            tests.append(self._when(subject))
            while self.take_symbol(","):
                tests.append(self._when(subject))
            self.expect_word("THEN")
            results.append(self.expression())
        if not results:
            self.fail("WHEN")
        if self.take_word("ELSE"):
            results.append(self.expression())
        self.expect_word("END")
        return Case(subject, tuple(tests), tuple(results), place)

    def _when(self, subject: Expression | None) -> Expression:
        """Read a value to compare with, or the right-hand side of a comparison, such as ``> 3`` or ``IS NULL``."""
        if subject and self._rank() >= _COMPARISON and not self.symbol_ahead("-") and not self.symbol_ahead("+"):
            return self._tests(subject) if self._rank() == _TEST else self._chain(subject, self._rank())
        return self.expression()

    def optional_test(self) -> Expression | None:
        """Read ``WHERE`` and an expression, if they come next."""
        return self.expression() if self.take_word("WHERE") else None

    def expressions(self, closing: str) -> tuple[Expression, ...]:
        """Read expressions with commas between them, up to and with a closing bracket."""
        if self.take_symbol(closing):
            return ()
        expressions = [self.expression()]
        while self.take_symbol(","):
            expressions.append(self.expression())
        self.expect_symbol(closing, " or ','")
        return tuple(expressions)

    # --- what follows a value ----------------------------------------------------------------------------------------

    def value(self) -> Expression:
        """Read a value with its properties and indexes."""
        value, levels = self._atom(), self.depth
        while token := self.take_symbol(".", "["):
            levels += 1
            self.limit(levels)
            if token.text == ".":
                value = Property(value, self.expect_name("a property key after '.'"), token.place)
            else:
                value = self._indexed(value, token)
        return value

    def _indexed(self, value: Expression, opening: Token) -> Operation:
        operands, kind = [value], "index"
        if not self.symbol_ahead(".."):
            operands.append(self.expression())
        if self.take_symbol(".."):
            kind = "slice"
            if not self.symbol_ahead("]"):
                operands.append(self.expression())
        self.expect_symbol("]")
        return Operation(kind, tuple(operands), opening.place)

    # --- values ------------------------------------------------------------------------------------------------------

    def _atom(self) -> Expression:
        token = self.token()
        match token.kind:
            case "string" | "number":
                self.take()
                return Value("string" if token.kind == "string" else "number", token.text, token.place)
            case "parameter":
                self.take()
                return ParameterRef(token.text, token.place)
            case "name" | "quoted":
                return self._named(token)
            case _:
                return self._bracketed(token)

    def _bracketed(self, token: Token) -> Expression:
        if self.symbol_ahead("(") and self.pattern_ahead():
            return PatternExpression(self.path(), token.place)
        if self.take_symbol("("):
            inner = self.expression()
            self.expect_symbol(")")
            return inner
        if self.symbol_ahead("["):
            return self._list(token)
        if self.symbol_ahead("{"):
            return self.map()
        self.fail("an expression")
        raise AssertionError  # fail() never returns

    def map(self) -> MapLiteral:
        """Read ``{key: expression, …}``."""
        opening = self.expect_symbol("{")
        keys: list[Identifier] = []
        values: list[Expression] = []
        while not self.take_symbol("}"):
            if keys:
                self.expect_symbol(",", " or '}'")
            keys.append(self.expect_name("a key"))
            self.expect_symbol(":", " after a key")
            values.append(self.expression())
        return MapLiteral(tuple(keys), tuple(values), opening.place)

    def _list(self, opening: Token) -> Expression:
        bar = self.last_bar(self.index)
        if bar is not None:
            self._bars.add(bar)
        self.take()
        if self.name_ahead() and self.word_ahead("IN", ahead=1):
            expression: Expression = self._list_comprehension(opening.place)
        elif bar is not None:
            expression = self._pattern_comprehension(opening.place)
        else:
            return Operation("list", self.expressions("]"), opening.place)
        self.expect_symbol("]")
        return expression

    def _list_comprehension(self, place: Position) -> Comprehension:
        variable = self.new_name("a variable")
        self.expect_word("IN")
        source, test = self.expression(), self.optional_test()
        result = self.expression() if self.take_symbol("|") else None
        return Comprehension("list", variable, source, test, result, place)

    def _pattern_comprehension(self, place: Position) -> PatternComprehension:
        pattern, test = self.path(), self.optional_test()
        self.expect_symbol("|")
        return PatternComprehension(pattern, test, self.expression(), place)

    # --- names -------------------------------------------------------------------------------------------------------

    def _named(self, token: Token) -> Expression:
        word = token.upper
        if self.symbol_ahead("{", 1):
            return self._with_braces(token)
        if self._call_ahead():
            return self._call(token)
        if word == "CASE":
            return self.case()
        if word in _CONSTANTS:
            return Value("word", self.take().text, token.place)
        if word in _RESERVED and token.text not in self._called and not self.symbol_ahead(".", 1):
            self.fail("an expression")
        return Variable(self.take().text, token.place)

    def _with_braces(self, token: Token) -> Expression:
        kind: Literal["EXISTS", "COUNT", "COLLECT"] | None
        kind = {"EXISTS": "EXISTS", "COUNT": "COUNT", "COLLECT": "COLLECT"}.get(token.upper)  # type: ignore[assignment]
        if kind is None:
            return self._map_projection()
        self.take()
        self.expect_symbol("{")
        query = self.subquery(returns=kind == "COLLECT")
        self.expect_symbol("}")
        return Subquery(kind, query, token.place)

    def _map_projection(self) -> MapProjection:
        subject = self.take()
        self.expect_symbol("{")
        keys: list[Identifier] = []
        values: list[Expression] = []
        everything, first = False, True
        while not self.take_symbol("}"):
            if not first:
                self.expect_symbol(",", " or '}'")
            first = False
            if self.take_symbol("."):
                everything = everything or self.symbol_ahead("*")
                if not self.take_symbol("*"):
                    keys.append(self.expect_name("a property key or '*' after '.'"))
            else:
                values.append(self._projected())
        return MapProjection(
            Variable(subject.text, subject.place), tuple(keys), tuple(values), everything, subject.place
        )

    def _projected(self) -> Expression:
        name = self.expect_name("a key, a variable or .key")
        return self.expression() if self.take_symbol(":") else Variable(name.text, name.place)

    # --- calls -------------------------------------------------------------------------------------------------------

    def _call_ahead(self) -> bool:
        ahead = 1
        while self.symbol_ahead(".", ahead) and self.name_ahead(ahead + 1):
            ahead += 2
        return self.symbol_ahead("(", ahead) and (ahead > 1 or self.token().upper not in _RESERVED)

    def _call(self, token: Token) -> Expression:
        binds = self.name_ahead(2)
        match token.upper:
            case "ALL" | "ANY" | "NONE" | "SINGLE" if binds and self.word_ahead("IN", ahead=3):
                return self._quantified()
            case "REDUCE" | "ALLREDUCE" if binds and self.symbol_ahead("=", 3):
                return self._reduce()
            case "SHORTESTPATH" | "ALLSHORTESTPATHS":
                return PatternExpression(self.path(), token.place)
            case "TRIM":
                return self._trim()
            case _:
                return self._function()

    def _quantified(self) -> Comprehension:
        token = self.take()
        self.expect_symbol("(")
        variable = self.new_name("a variable")
        self.expect_word("IN")
        source, test = self.expression(), self.optional_test()
        self.expect_symbol(")", " or WHERE")
        kind: Literal["any", "all", "none", "single"] = token.text.lower()  # type: ignore[assignment]
        return Comprehension(kind, variable, source, test, None, token.place)

    def _reduce(self) -> Comprehension:
        token = self.take()
        kind: Literal["reduce", "allreduce"] = token.text.lower()  # type: ignore[assignment]
        bar = self.last_bar(self.index)
        if bar is not None:
            self._bars.add(bar)
        self.expect_symbol("(")
        accumulator = self.new_name("a variable")
        self.expect_symbol("=")
        start = self.expression()
        self.expect_symbol(",")
        variable = self.new_name("a variable")
        self.expect_word("IN")
        source = self.expression()
        self.expect_symbol("|")
        result = self.expression()
        test = self.expression() if self.take_symbol(",") else None
        self.expect_symbol(")")
        return Comprehension(kind, variable, source, test, result, token.place, accumulator, start)

    def _trim(self) -> FunctionCall:
        """Read ``trim(text)`` or ``trim(BOTH ' ' FROM text)``."""
        token = self.take()
        self.expect_symbol("(")
        self.take_word("BOTH", "LEADING", "TRAILING")
        arguments = [] if self.word_ahead("FROM") else [self.expression()]
        if self.take_word("FROM"):
            arguments.append(self.expression())
        self.expect_symbol(")")
        return FunctionCall("trim", tuple(arguments), distinct=False, place=token.place)

    def _function(self) -> FunctionCall:
        token = self.take()
        name = [token.text]
        while self.take_symbol("."):
            name.append(self.expect_name("the rest of a function's name").text)
        self.expect_symbol("(")
        distinct = self.take_word("DISTINCT") is not None
        if not distinct and self.symbol_ahead("*") and self.symbol_ahead(")", 1):
            self.take()
        return FunctionCall(".".join(name), self.expressions(")"), distinct, token.place)
