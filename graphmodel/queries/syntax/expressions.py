"""Expressions: values joined by operators.

The grammar follows the openCypher 9 reference and the Neo4j Cypher manual (chapter Expressions and Clauses).
"""

from __future__ import annotations

from graphmodel.queries.syntax.cursor import words
from graphmodel.queries.syntax.tree import Expression, LabelTest, Operation, Value
from graphmodel.queries.syntax.values import ValueParser

__all__ = ["ExpressionParser"]

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


class ExpressionParser(ValueParser):
    """Reads expressions."""

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
        operands = [first]
        while self._rank() == rank:
            self.take()
            operands.append(self._operation(rank + 1))
        return Operation(kind, tuple(operands), place)

    def _signed(self) -> Expression:
        token = self.token()
        if self.take_word("NOT"):
            while self.take_word("NOT"):
                pass
            return Operation("NOT", (self._operation(_COMPARISON),), token.place)
        if self.take_symbol("-", "+"):
            while self.take_symbol("-", "+"):
                pass
            return Operation(token.text, (self.value(),), token.place)
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

    def case(self) -> Operation:
        """Read ``CASE … END``."""
        operands: list[Expression] = []
        place = self.take().place
        if not self.word_ahead("WHEN"):
            operands.append(self.expression())
        self.expect_word("WHEN")
        operands += self._alternative()
        while self.take_word("WHEN"):
            operands += self._alternative()
        if self.take_word("ELSE"):
            operands.append(self.expression())
        self.expect_word("END")
        return Operation("case", tuple(operands), place)

    def _alternative(self) -> list[Expression]:
        found = [self._when()]
        while self.take_symbol(","):
            found.append(self._when())
        self.expect_word("THEN")
        return [*found, self.expression()]

    def _when(self) -> Expression:
        """Read a value to compare with, or the right-hand side of a comparison, such as ``> 3`` or ``IS NULL``."""
        if self._rank() >= _COMPARISON and not self.symbol_ahead("-") and not self.symbol_ahead("+"):
            missing = Value("word", "null", self.place)
            return self._tests(missing) if self._rank() == _TEST else self._chain(missing, self._rank())
        return self.expression()
