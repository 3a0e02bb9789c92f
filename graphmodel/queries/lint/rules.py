"""The rules of the linter, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphmodel.queries.cypher import Position

__all__ = ["RULES", "LintFinding", "LintFindings", "LintRule", "Severity"]

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class LintRule:
    """A rule: its code never changes its meaning and is never used again.

    Parameters
    ----------
    code
        ``Q`` and three digits; the first says what it is about.
    name
        Two or three words.
    severity
        ``error`` if the question would fail, write, or answer something else than it says; else ``warning``.
    summary
        What it finds, and why that matters.
    waivable
        Whether a header may allow it.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    waivable: bool = True


_RULES = (
    LintRule("Q101", "syntax", "error", "The text is not Cypher.", waivable=False),
    LintRule("Q102", "second statement", "error", "A file holds one question.", waivable=False),
    LintRule("Q201", "write clause", "error", "A question reads; it never changes the graph.", waivable=False),
    LintRule("Q202", "file access", "error", "LOAD CSV reads files and addresses of the server.", waivable=False),
    LintRule(
        "Q203", "procedure", "error", "CALL of a procedure: each engine has its own, and some write.", waivable=False
    ),
    LintRule("Q204", "administration", "error", "A command to the server is not a question.", waivable=False),
    LintRule("Q301", "unknown label", "error", "The schema has no such label, so nothing would match."),
    LintRule("Q302", "unknown type", "error", "The schema has no such edge kind, so nothing would match."),
    LintRule("Q303", "unknown property", "error", "The schema has no such property there, so it would always be null."),
    LintRule("Q304", "wrong end", "error", "An edge of this kind never joins such nodes in this direction."),
    LintRule("Q305", "impossible labels", "error", "No node can have all these labels."),
    LintRule("Q306", "unknown value", "error", "The property never has this value."),
    LintRule(
        "Q307", "different types", "error", "A text, a date and a number are never equal, before or after each other."
    ),
    LintRule(
        "Q308", "compared with null", "error", "Nothing equals null, not even null: write IS NULL or IS NOT NULL."
    ),
    LintRule(
        "Q309", "wrong kind", "error", "A variable stands where a node or an edge is expected, and is something else."
    ),
    LintRule(
        "Q310", "wrong type", "error", "An operator, a function or a condition has something that it never takes."
    ),
    LintRule(
        "Q311", "impossible literal", "error", "A number, date, duration, expression or divisor that always fails."
    ),
    LintRule("Q401", "unbound variable", "error", "The variable is not defined at this point."),
    LintRule("Q402", "unknown function", "error", "Neither engine has such a function."),
    LintRule("Q403", "unnamed expression", "error", "WITH and CALL pass on only what has a name."),
    LintRule("Q404", "undeclared parameter", "error", "The header does not declare the parameter."),
    LintRule("Q405", "unused parameter", "error", "The header declares a parameter that the question does not use."),
    LintRule("Q406", "missing column", "error", "The header declares a column that the question does not return."),
    LintRule("Q407", "undeclared column", "error", "The question returns a column that the header does not declare."),
    LintRule("Q408", "column order", "error", "The columns come in another order than the header says."),
    LintRule("Q409", "column type", "error", "The column holds another type than the header says."),
    LintRule(
        "Q410", "name twice", "error", "A name can be given to one thing only; engines refuse a second, or drop it."
    ),
    LintRule("Q411", "lost variable", "error", "After DISTINCT or an aggregate there are only the columns."),
    LintRule("Q412", "ambiguous aggregate", "error", "An aggregate beside a value that the rows are not grouped by."),
    LintRule(
        "Q413",
        "misplaced aggregate",
        "error",
        "Columns aggregate; WHERE, UNWIND, elements of lists and aggregates do not.",
    ),
    LintRule("Q414", "number of rows", "error", "SKIP and LIMIT take a whole number that no row decides."),
    LintRule("Q415", "number of arguments", "error", "The function takes fewer arguments, or more."),
    LintRule("Q416", "query form", "error", "What CALL imports, COLLECT returns or UNION joins has a form of its own."),
    LintRule("Q417", "impossible pattern", "error", "No engine matches a pattern of this shape."),
    LintRule("Q501", "unbounded length", "error", "A path without a longest length can take for ever."),
    LintRule(
        "Q502", "cartesian product", "warning", "Patterns that nothing joins: each row of one meets each of the other."
    ),
    LintRule(
        "Q601", "whole value", "error", "Whole nodes, edges and paths look different on each engine: return properties."
    ),
    LintRule("Q602", "star", "error", "RETURN * changes with every variable: name the columns."),
    LintRule("Q603", "no order", "warning", "Rows without ORDER BY come in any order."),
    LintRule("Q604", "partial order", "warning", "Rows that ORDER BY does not tell apart come in any order."),
    LintRule("Q605", "unordered list", "warning", "A list that was gathered from rows in any order."),
    LintRule(
        "Q606", "engine id", "error", "elementId() and id() differ between stores and loads: use the property id."
    ),
    LintRule("Q607", "clock or chance", "warning", "The answer would change from day to day, or from run to run."),
    LintRule(
        "Q608", "called for", "warning", "An edge that was only called for would count as a tie: test its status."
    ),
    LintRule("Q701", "one engine only", "error", "Only one of the engines knows this."),
    LintRule("Q702", "embedded engine", "warning", "The embedded engine would answer this wrongly, and so refuses it."),
    LintRule("Q801", "header", "error", "The header cannot be read.", waivable=False),
    LintRule("Q802", "needless waiver", "warning", "The header allows what the question does not do.", waivable=False),
)

RULES: Mapping[str, LintRule] = {rule.code: rule for rule in _RULES}
"""Every rule by its code."""


@dataclass(frozen=True, slots=True)
class LintFinding:
    """Something that a rule found.

    Parameters
    ----------
    rule
        The rule's code.
    severity
        ``error`` or ``warning``.
    line, column
        Where, counted from 1; in a question's file, its lines.
    message
        What was found, and what was expected.
    suggestion
        What to write instead; empty if nothing is near.
    """

    rule: str
    severity: Severity
    line: int
    column: int
    message: str
    suggestion: str = ""

    def __str__(self) -> str:
        hint = f" ({self.suggestion})" if self.suggestion else ""
        return f"{self.line}:{self.column}: {self.rule} {RULES[self.rule].name}: {self.message}{hint}"


class LintFindings:
    """The findings of one text, each of them once."""

    def __init__(self) -> None:
        self._found: dict[LintFinding, None] = {}

    def add(self, rule: str, place: Position, message: str, suggestion: str = "") -> None:
        """Add a finding."""
        finding = LintFinding(rule, RULES[rule].severity, place.line, place.column, message, suggestion)
        self._found[finding] = None

    def sorted(self) -> tuple[LintFinding, ...]:
        """Return the findings in the order of their places."""
        return tuple(sorted(self._found, key=lambda one: (one.line, one.column, one.rule, one.message)))
