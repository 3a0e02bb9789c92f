"""The rules of the linter, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphmodel.queries.syntax import Place

__all__ = ["RULES", "Findings", "LintFinding", "Rule", "Severity"]

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Rule:
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
    Rule("Q101", "syntax", "error", "The text is not Cypher.", waivable=False),
    Rule("Q102", "second statement", "error", "A file holds one question.", waivable=False),
    Rule("Q201", "write clause", "error", "A question reads; it never changes the graph.", waivable=False),
    Rule("Q202", "file access", "error", "LOAD CSV reads files and addresses of the server.", waivable=False),
    Rule("Q203", "procedure", "error", "CALL of a procedure: each engine has its own, and some write.", waivable=False),
    Rule("Q204", "administration", "error", "A command to the server is not a question.", waivable=False),
    Rule("Q301", "unknown label", "error", "The schema has no such label, so nothing would match."),
    Rule("Q302", "unknown type", "error", "The schema has no such edge kind, so nothing would match."),
    Rule("Q303", "unknown property", "error", "The schema has no such property there, so it would always be null."),
    Rule("Q304", "wrong end", "error", "An edge of this kind never joins such nodes in this direction."),
    Rule("Q305", "impossible labels", "error", "No node can have all these labels."),
    Rule("Q306", "unknown value", "error", "The property never has this value."),
    Rule(
        "Q307", "different types", "error", "A text, a date and a number are never equal, before or after each other."
    ),
    Rule("Q308", "compared with null", "error", "Nothing equals null, not even null: write IS NULL or IS NOT NULL."),
    Rule(
        "Q309", "wrong kind", "error", "A variable stands where a node or an edge is expected, and is something else."
    ),
    Rule("Q401", "unbound variable", "error", "The variable is not there at this point."),
    Rule("Q402", "unknown function", "error", "Neither engine has such a function."),
    Rule("Q403", "unnamed expression", "error", "WITH passes on only what has a name."),
    Rule("Q404", "undeclared parameter", "error", "The header does not declare the parameter."),
    Rule("Q405", "unused parameter", "error", "The header declares a parameter that the question does not use."),
    Rule("Q406", "missing column", "error", "The header declares a column that the question does not return."),
    Rule("Q407", "undeclared column", "error", "The question returns a column that the header does not declare."),
    Rule("Q408", "column order", "error", "The columns come in another order than the header says."),
    Rule("Q409", "column type", "error", "The column holds another type than the header says."),
    Rule("Q410", "name twice", "error", "A name can be given to one thing only; engines refuse a second, or drop it."),
    Rule("Q411", "lost variable", "error", "After DISTINCT or an aggregate there are only the columns."),
    Rule("Q412", "ambiguous aggregate", "error", "An aggregate beside a value that the rows are not grouped by."),
    Rule(
        "Q413", "misplaced aggregate", "error", "WITH and RETURN aggregate; WHERE, UNWIND and other aggregates do not."
    ),
    Rule("Q414", "number of rows", "error", "SKIP and LIMIT take a whole number that no row decides."),
    Rule("Q501", "unbounded length", "error", "A path without a longest length can take for ever."),
    Rule(
        "Q502", "cartesian product", "warning", "Patterns that nothing joins: each row of one meets each of the other."
    ),
    Rule(
        "Q601", "whole value", "error", "Whole nodes, edges and paths look different on each engine: return properties."
    ),
    Rule("Q602", "star", "error", "RETURN * changes with every variable: name the columns."),
    Rule("Q603", "no order", "warning", "Rows without ORDER BY come in any order."),
    Rule("Q604", "partial order", "warning", "Rows that ORDER BY does not tell apart come in any order."),
    Rule("Q605", "unordered list", "warning", "A list that was gathered from rows in any order."),
    Rule("Q606", "engine id", "error", "elementId() and id() differ between stores and loads: use the property id."),
    Rule("Q607", "clock or chance", "warning", "The answer would change from day to day, or from run to run."),
    Rule("Q608", "called for", "warning", "An edge that was only called for would count as a tie: test its status."),
    Rule("Q701", "one engine only", "error", "Only one of the engines knows this."),
    Rule("Q702", "embedded engine", "warning", "The embedded engine would answer this wrongly, and so refuses it."),
    Rule("Q801", "header", "error", "The header cannot be read.", waivable=False),
    Rule("Q802", "needless waiver", "warning", "The header allows what the question does not do.", waivable=False),
)

RULES: Mapping[str, Rule] = {rule.code: rule for rule in _RULES}
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


class Findings:
    """Findings of one text, each of them once."""

    def __init__(self) -> None:
        self._found: dict[LintFinding, None] = {}

    def add(self, rule: str, place: Place, message: str, suggestion: str = "") -> None:
        """Add a finding."""
        finding = LintFinding(rule, RULES[rule].severity, place.line, place.column, message, suggestion)
        self._found[finding] = None

    def sorted(self) -> tuple[LintFinding, ...]:
        """Return the findings in the order of their places."""
        return tuple(sorted(self._found, key=lambda one: (one.line, one.column, one.rule, one.message)))
