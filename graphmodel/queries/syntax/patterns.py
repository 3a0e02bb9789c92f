"""Patterns: nodes, edges and paths, with the label expressions and lengths in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.queries.syntax.cursor import words
from graphmodel.queries.syntax.expressions import ExpressionParser
from graphmodel.queries.syntax.tree import (
    EdgePattern,
    Expression,
    Group,
    Labels,
    Length,
    Name,
    NodePattern,
    Parameter,
    PathPattern,
)

if TYPE_CHECKING:
    from typing import Literal

    from graphmodel.queries.syntax.tokens import Place

__all__ = ["PatternParser"]

_SELECTORS = words("ANY ALL SHORTEST PATH PATHS GROUP GROUPS WALK TRAIL ACYCLIC")


class PatternParser(ExpressionParser):
    """Reads patterns."""

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
                variable = self.expect_name("a variable")
                self.take()
            if self.word_ahead("SHORTESTPATH", "ALLSHORTESTPATHS") and self.symbol_ahead("(", 1):
                return self._shortest(variable, place)
            selector = self._selector()
            return PathPattern(variable, self._elements(), selector, place)

    def _shortest(self, variable: Name | None, place: Place) -> PathPattern:
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

    def _elements(self) -> tuple[NodePattern | EdgePattern | Group, ...]:
        elements = [self._node_or_group()]
        while True:
            if self.symbol_ahead("-") or self.symbol_ahead("<"):
                elements.append(self._edge())
                elements.append(self._node())
            elif self.symbol_ahead("("):
                elements.append(self._beside(elements[-1]))
            else:
                return tuple(elements)

    def _beside(self, last: NodePattern | EdgePattern | Group) -> NodePattern | EdgePattern | Group:
        start = self.index
        element = self._node_or_group()
        if isinstance(last, NodePattern) and isinstance(element, NodePattern):
            self.index = start
            self.fail("an edge between two nodes")
        return element

    def _node_or_group(self) -> NodePattern | EdgePattern | Group:
        named = self.name_ahead(1) and self.symbol_ahead("=", 2)
        return self._group() if self.symbol_ahead("(", 1) or named else self._node()

    def _group(self) -> Group:
        place = self.expect_symbol("(").place
        pattern, test = self.path(), self.optional_test()
        self.expect_symbol(")")
        return Group(pattern, test, self._quantifier(), place)

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
    ) -> tuple[Name | None, Labels | None, Length | None, Expression | None, Expression | None]:
        if not self.take_symbol("["):
            return None, None, None, None, None
        variable, types = self._variable("]"), self._optional_labels()
        length, properties, test = self._star(), self._properties(), self.optional_test()
        self.expect_symbol("]", " to close the edge")
        return variable, types, length, properties, test

    def _variable(self, closing: str) -> Name | None:
        """Take a variable; WHERE and IS start what follows one, unless nothing follows them."""
        if not self.name_ahead():
            return None
        if self.word_ahead("WHERE", "IS") and not (self.symbol_ahead(closing, 1) or self.symbol_ahead(":", 1)):
            return None
        return self.expect_name("a variable")

    def _properties(self) -> Expression | None:
        if self.symbol_ahead("{"):
            return self.map()
        if self.token().kind == "parameter":
            token = self.take()
            return Parameter(token.text, token.place)
        return None

    # --- label expressions -------------------------------------------------------------------------------------------

    def _optional_labels(self) -> Labels | None:
        return self.labels() if self.take_symbol(":") or self.take_word("IS") else None

    def labels(self) -> Labels:
        """Read a label expression, after its colon."""
        with self.nested():
            place, parts = self.place, [self._and_labels()]
            while self.symbol_ahead("|") and self.index not in self._bars:
                self.take()
                self.take_symbol(":")
                parts.append(self._and_labels())
            return parts[0] if len(parts) == 1 else Labels("or", place, parts=tuple(parts))

    def _and_labels(self) -> Labels:
        place, parts = self.place, [self._not_label()]
        while self.take_symbol("&", ":"):
            parts.append(self._not_label())
        return parts[0] if len(parts) == 1 else Labels("and", place, parts=tuple(parts))

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
            return Length(1, None, place)
        if self.take_symbol("*"):
            return Length(0, None, place)
        if not self.take_symbol("{"):
            return None
        least = self._number()
        if least is None and not self.symbol_ahead(","):
            self.fail("a number of repetitions such as {1,3}")
        most = self._number() if self.take_symbol(",") else least
        self.expect_symbol("}", " or a number of repetitions such as {1,3}")
        return Length(least or 0, most, place)

    def _number(self) -> int | None:
        if self.token().kind != "number":
            return None
        if not self.token().text.isdigit() or len(self.token().text) > len(str(2**63)):
            self.fail("a whole number")
        return int(self.take().text)
