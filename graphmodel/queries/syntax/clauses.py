"""Clauses and queries: a whole Cypher text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.queries.syntax.cursor import words
from graphmodel.queries.syntax.patterns import PatternParser
from graphmodel.queries.syntax.tree import (
    Clause,
    Expression,
    Item,
    Match,
    Name,
    ProcedureCall,
    Projection,
    Query,
    Refused,
    SingleQuery,
    SortItem,
    Statement,
    SubqueryCall,
    Unwind,
    Variable,
)

if TYPE_CHECKING:
    from typing import Literal

    from graphmodel.queries.syntax.tokens import Place

__all__ = ["READING", "parse"]

READING = frozenset({"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL"})
"""Keywords that start a clause of a question."""

_REFUSED_CLAUSES = words(
    "CREATE INSERT MERGE SET DELETE DETACH NODETACH REMOVE FOREACH LOAD USE LET FILTER FINISH NEXT ORDER"
)
_COMMANDS = words(
    "DROP ALTER GRANT DENY REVOKE SHOW TERMINATE START STOP RENAME ENABLE DEALLOCATE REALLOCATE DRYRUN DEFINE"
)
_STARTS = READING | _REFUSED_CLAUSES | _COMMANDS | {"UNION"}


def parse(text: str) -> Statement:
    """Return the tree of a Cypher text.

    Parameters
    ----------
    text
        One query, perhaps with a semicolon after it.

    Returns
    -------
    Statement
        Its tree. Clauses that write or administrate are in it as :class:`Refused`, without their content.

    Raises
    ------
    CypherSyntaxError
        If the text is not a query: what was expected, what was found, and where. Texts nested more than 50 levels deep
        are refused too.
    """
    return _QueryParser(text).statement()


class _QueryParser(PatternParser):
    """Reads clauses and whole queries."""

    def statement(self) -> Statement:
        options = self._options()
        query = self.query()
        second = None
        while self.take_symbol(";"):
            if self.token().kind != "end" and not self.symbol_ahead(";"):
                second = self.place
                break
        if second is None and self.token().kind != "end":
            self.fail("the end of the query")
        return Statement(query, second, options)

    def _options(self) -> tuple[Name, ...]:
        """Take ``CYPHER 5 runtime=slotted``, ``EXPLAIN`` or ``PROFILE`` before the query."""
        options: list[Name] = []
        while token := self.take_word("EXPLAIN", "PROFILE", "CYPHER"):
            options.append(Name(token.upper, token.place))
            while self.token().kind == "number" or (self.name_ahead() and self.symbol_ahead("=", 1)):
                self.index += 1 if self.token().kind == "number" else 3
        return tuple(options)

    # --- queries -----------------------------------------------------------------------------------------------------

    def query(self, *, returns: bool = True) -> Query:
        """Read a query; one inside a subquery may end without RETURN."""
        with self.nested():
            place, parts = self.place, [self._single(returns=returns)]
            while self.take_word("UNION"):
                self.take_word("ALL", "DISTINCT")
                parts.append(self._single(returns=returns))
            return Query(tuple(parts), place)

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

    def subquery(self) -> Query:
        """Read the query or pattern inside the braces of a subquery."""
        if self.word_ahead(*_STARTS):
            return self.query(returns=False)
        match = self._match(self.place, optional=False)
        return Query((SingleQuery((match,), match.place),), match.place)

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

    def _match(self, place: Place, *, optional: bool) -> Match:
        _ = self.take_words("DIFFERENT", "RELATIONSHIPS") or self.take_words("REPEATABLE", "ELEMENTS")
        patterns = [self.path()]
        while self.take_symbol(","):
            patterns.append(self.path())
        while self.word_ahead("USING"):
            self._skip_hint()
        if not self.take_word("WHERE"):
            return Match(tuple(patterns), None, optional, place)
        start, test = self.token().start, self.expression()
        return Match(tuple(patterns), test, optional, place, (start, self.tokens[self.index - 1].stop))

    def _skip_hint(self) -> None:
        self.take()
        while not (self.word_ahead("USING", "WHERE", *_STARTS) or self._at_end()):
            self.take()

    def _unwind(self, place: Place) -> Unwind:
        source = self.expression()
        self.expect_word("AS")
        return Unwind(source, self.expect_name("a variable"), place)

    def _projection(self, kind: Literal["WITH", "RETURN"], place: Place) -> Projection:
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

    def _item(self) -> Item:
        start = self.token().start
        expression = self.expression()
        text = " ".join(self.text[start : self.tokens[self.index - 1].stop].split())
        return Item(expression, self.expect_name("a name after AS") if self.take_word("AS") else None, text)

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

    def _call_clause(self, place: Place, *, optional: bool) -> Clause:
        if self.symbol_ahead("{") or self.symbol_ahead("("):
            return self._subquery_call(place, optional=optional)
        return self._procedure(place)

    def _subquery_call(self, place: Place, *, optional: bool) -> Clause:
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

    def _procedure(self, place: Place) -> ProcedureCall:
        name = [self.expect_name("a procedure or '{' after CALL").text]
        while self.take_symbol("."):
            name.append(self.expect_name("the rest of a procedure's name").text)
        arguments: tuple[Expression, ...] = self.expressions(")") if self.take_symbol("(") else ()
        columns = self._yielded() if self.take_word("YIELD") else ()
        return ProcedureCall(".".join(name), arguments, columns, self.optional_test() if columns else None, place)

    def _yielded(self) -> tuple[Name, ...]:
        if self.take_symbol("*"):
            return ()
        columns = [self._yielded_column()]
        while self.take_symbol(","):
            columns.append(self._yielded_column())
        return tuple(columns)

    def _yielded_column(self) -> Name:
        name = self.expect_name("a column")
        return self.expect_name("a name after AS") if self.take_word("AS") else name

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

    def _skipped(self, keywords: str, place: Place, *, whole: bool = False) -> Refused:
        """Skip to the next clause, or to the end if the whole text is one command."""
        while not self._at_end() and (whole or not self._clause_ahead()):
            self.index = self.partners.get(self.index, self.index) + 1
        return Refused(keywords, place)

    def _clause_ahead(self) -> bool:
        before = self.tokens[self.index - 1]
        within = before.upper == "ON" or (before.kind == "symbol" and before.text in {".", ":"})
        return self.word_ahead(*_STARTS) and not within
