"""The linter: what is wrong with a question, told without a server, with the place and what to write instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.errors import QueryFileError
from graphmodel.files import UnreadableError, read_text
from graphmodel.queries.cypher import CypherSyntaxError, Position, parse
from graphmodel.queries.library import LARGEST_FILE, read_query
from graphmodel.queries.lint.answer import check_answer, check_declared, declared_type
from graphmodel.queries.lint.reader import QueryReader
from graphmodel.queries.lint.rules import RULES, LintFinding, LintFindings, LintRule
from graphmodel.queries.lint.types import Scope, infer_value
from graphmodel.queries.rewriting import wrong_forms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from graphmodel.queries.cypher.ast import CypherText
    from graphmodel.queries.query import Query

__all__ = ["RULES", "LintFinding", "LintRule", "doubts", "lint", "lint_file"]


def lint(subject: str | Query) -> tuple[LintFinding, ...]:
    """Find what is wrong with a Cypher text, or with a question and its header.

    Parameters
    ----------
    subject
        A text, or a question as :func:`graphmodel.queries.read_queries` reads it.

    Returns
    -------
    tuple of LintFinding
        In the order of their places; empty if nothing is wrong. What the header of a question allows is left out.
        Places in a question are those of its file.

    Notes
    -----
    No store is asked. A text without findings may still fail in a store, or ask something other than its title says:
    expected rows on a small graph are the proof of that.
    """
    if isinstance(subject, str):
        return _lint_text(subject, None).sorted()
    findings = _lint_text("\n" * (subject.line - 1) + subject.text, subject).sorted()
    return _without_waived(subject, findings)


def lint_file(path: Path) -> tuple[LintFinding, ...]:
    """Find what is wrong with a query file; a header that cannot be read is a finding too.

    Of a file that begins with no comment the Cypher is looked at as well.
    """
    try:
        return lint(read_query(path))
    except QueryFileError as error:
        text = _bare_cypher(path)
        header = LintFinding("Q801", RULES["Q801"].severity, error.line, error.column, error.problem)
        return (header, *(lint(text) if text is not None else ()))


def _bare_cypher(path: Path) -> str | None:
    try:
        text = read_text(path, LARGEST_FILE)
    except UnreadableError:
        return None
    return text if text.strip() and not text.lstrip().startswith("//") else None


def doubts(text: str, values: Mapping[str, object]) -> tuple[LintFinding, ...]:
    """Find what can match nothing in a text that is asked once: a misspelt name, a value of another type, a form.

    Of the forms, Neo4j refuses each, and the embedded engine may answer it wrongly without an error.

    Parameters
    ----------
    text
        A Cypher text; of one that cannot be read nothing is said.
    given
        The values of its parameters.

    Returns
    -------
    tuple of LintFinding
        In the order of their places.
    """
    findings = LintFindings()
    try:
        query = parse(text).query
    except CypherSyntaxError:
        return ()
    QueryReader(findings, {name: infer_value(value) for name, value in values.items()}).answers(query, Scope())
    return tuple(finding for finding in findings.sorted() if finding.rule in _DOUBTED)


_DOUBTED = frozenset({*(rule for rule in RULES if rule.startswith("Q3")), "Q416", "Q417"})


def _lint_text(text: str, query: Query | None) -> LintFindings:
    findings = LintFindings()
    try:
        statement = parse(text)
    except CypherSyntaxError as error:
        findings.add("Q101", error.place, error.message)
        return findings
    _check_statement(statement, findings)
    parameters = query.parameters if query is not None else ()
    reader = QueryReader(findings, {parameter.name: declared_type(parameter.type) for parameter in parameters})
    answers = reader.answers(statement.query, Scope())
    key = query.key if query is not None else ()
    check_answer(answers, findings, one_row=query is not None and not key, key=key)
    if query is not None:
        check_declared(query, answers, reader.parameters, findings)
    for wrong in wrong_forms(statement):
        findings.add("Q702", wrong.place, wrong.reason, f"{wrong.cure}, or ask Neo4j")
    for number, place in reader.edges.items():
        if number not in reader.tested:
            hint = "name its type, write [r {status: 'recorded'}], or test or return its status"
            findings.add("Q608", place, "an edge of any type whose status is not looked at", hint)
    return findings


def _check_statement(statement: CypherText, findings: LintFindings) -> None:
    if statement.second is not None:
        findings.add("Q102", statement.second, "a second statement", "one file, one question")
    for option in statement.options:
        if option.text == "CYPHER":
            findings.add("Q701", option.place, "CYPHER before a query: the embedded engine does not know it")


def _without_waived(query: Query, found: tuple[LintFinding, ...]) -> tuple[LintFinding, ...]:
    allowed = {waiver.rule for waiver in query.waivers if waiver.rule in RULES and RULES[waiver.rule].waivable}
    if query.growth:
        allowed.add("Q502")
    broken = {finding.rule for finding in found}
    findings = LintFindings()
    for waiver in query.waivers:
        if waiver.rule not in allowed:
            findings.add("Q802", Position(waiver.line, 1), f"no header can allow {waiver.rule}")
        elif waiver.rule not in broken:
            findings.add("Q802", Position(waiver.line, 1), f"nothing here breaks {waiver.rule}", "remove the line")
    kept = [finding for finding in found if finding.rule not in allowed]
    return tuple(sorted([*kept, *findings.sorted()], key=lambda one: (one.line, one.column, one.rule)))
