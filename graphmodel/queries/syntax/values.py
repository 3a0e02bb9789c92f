"""Values: what an expression is made of, with the properties, indexes and calls that follow them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from graphmodel.queries.syntax.cursor import Cursor, words
from graphmodel.queries.syntax.tree import (
    Comprehension,
    Expression,
    FunctionCall,
    Labels,
    MapLiteral,
    MapProjection,
    Name,
    Operation,
    Parameter,
    PathPattern,
    PatternComprehension,
    PatternExpression,
    Property,
    Query,
    Subquery,
    Value,
    Variable,
)

if TYPE_CHECKING:
    from typing import Literal

    from graphmodel.queries.syntax.tokens import Place, Token

__all__ = ["ValueParser"]

_CONSTANTS = frozenset({"TRUE", "FALSE", "NULL", "INF", "INFINITY", "NAN", "NFC", "NFD", "NFKC", "NFKD"})

# Words that cannot start an expression, so that "RETURN a, WHERE" fails at WHERE and not later.
_RESERVED = words(
    "MATCH OPTIONAL WHERE RETURN WITH UNWIND ORDER SKIP LIMIT UNION AND OR XOR IN IS AS THEN WHEN ELSE END ON CREATE "
    "SET DELETE DETACH REMOVE MERGE CALL YIELD USING FOREACH CONTAINS STARTS ENDS DISTINCT BY ASC DESC"
)


class ValueParser(Cursor, ABC):
    """Reads values; expressions, patterns and subqueries inside them are read by the parsers that build on it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._bars: set[int] = set()  # each ends the test of a comprehension, and so joins no labels before it

    @abstractmethod
    def path(self) -> PathPattern:
        """Read a pattern."""

    @abstractmethod
    def labels(self) -> Labels:
        """Read a label expression, after its colon."""

    @abstractmethod
    def subquery(self) -> Query:
        """Read the query or pattern inside the braces of a subquery."""

    @abstractmethod
    def pattern_ahead(self) -> bool:
        """Return whether the parenthesis ahead starts a pattern with at least one edge."""

    @abstractmethod
    def expression(self) -> Expression:
        """Read an expression."""

    @abstractmethod
    def case(self) -> Operation:
        """Read ``CASE … END``."""

    def optional_test(self) -> Expression | None:
        """Read ``WHERE`` and an expression, if they come next."""
        return self.expression() if self.take_word("WHERE") else None

    def expressions(self, closing: str) -> tuple[Expression, ...]:
        """Read expressions with commas between them, up to and with a closing bracket."""
        if self.take_symbol(closing):
            return ()
        found = [self.expression()]
        while self.take_symbol(","):
            found.append(self.expression())
        self.expect_symbol(closing, " or ','")
        return tuple(found)

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
                return Parameter(token.text, token.place)
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
        keys: list[Name] = []
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
            found: Expression = self._list_comprehension(opening.place)
        elif bar is not None:
            found = self._pattern_comprehension(opening.place)
        else:
            return Operation("list", self.expressions("]"), opening.place)
        self.expect_symbol("]")
        return found

    def _list_comprehension(self, place: Place) -> Comprehension:
        variable = self.expect_name("a variable")
        self.expect_word("IN")
        source, test = self.expression(), self.optional_test()
        result = self.expression() if self.take_symbol("|") else None
        return Comprehension("list", variable, source, test, result, place)

    def _pattern_comprehension(self, place: Place) -> PatternComprehension:
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
        if word in _RESERVED and not self.symbol_ahead(".", 1):
            self.fail("an expression")
        return Variable(self.take().text, token.place)

    def _with_braces(self, token: Token) -> Expression:
        kind: Literal["EXISTS", "COUNT", "COLLECT"] | None
        kind = {"EXISTS": "EXISTS", "COUNT": "COUNT", "COLLECT": "COLLECT"}.get(token.upper)  # type: ignore[assignment]
        if kind is None:
            return self._map_projection()
        self.take()
        self.expect_symbol("{")
        query = self.subquery()
        self.expect_symbol("}")
        return Subquery(kind, query, token.place)

    def _map_projection(self) -> MapProjection:
        subject = self.take()
        self.expect_symbol("{")
        keys: list[Name] = []
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
        variable = self.expect_name("a variable")
        self.expect_word("IN")
        source, test = self.expression(), self.optional_test()
        self.expect_symbol(")", " or WHERE")
        kind: Literal["any", "all", "none", "single"] = token.text.lower()  # type: ignore[assignment]
        return Comprehension(kind, variable, source, test, None, token.place)

    def _reduce(self) -> Comprehension:
        place = self.take().place
        bar = self.last_bar(self.index)
        if bar is not None:
            self._bars.add(bar)
        self.expect_symbol("(")
        accumulator = self.expect_name("a variable")
        self.expect_symbol("=")
        start = self.expression()
        self.expect_symbol(",")
        variable = self.expect_name("a variable")
        self.expect_word("IN")
        source = self.expression()
        self.expect_symbol("|")
        result = self.expression()
        test = self.expression() if self.take_symbol(",") else None
        self.expect_symbol(")")
        return Comprehension("reduce", variable, source, test, result, place, accumulator, start)

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
        if self.symbol_ahead("*") and self.symbol_ahead(")", 1):
            self.take()
        return FunctionCall(".".join(name), self.expressions(")"), distinct, token.place)
