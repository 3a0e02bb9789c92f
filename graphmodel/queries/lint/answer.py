"""Holds the last rows of a query against what a header declares, and against what both engines answer alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.errors import did_you_mean
from graphmodel.queries.cypher import Position
from graphmodel.queries.cypher.ast import Property, Variable
from graphmodel.queries.lint.reader import source_of
from graphmodel.queries.lint.types import InferredType, list_of

if TYPE_CHECKING:
    from graphmodel.queries.cypher.ast import Projection
    from graphmodel.queries.lint.reader import ResultColumn, ResultRows
    from graphmodel.queries.lint.rules import LintFindings
    from graphmodel.queries.query import Query, ValueType

__all__ = ["check_answer", "check_declared", "declared_type"]

_WHOLE = {
    "node": "return its properties, such as n.id AS id",
    "edge": "return its properties, such as r.id AS edge, and type(r)",
    "path": "return [n IN nodes(p) | n.id] AS ids",
}


def check_answer(answers: list[ResultRows], findings: LintFindings, *, one_row: bool, key: tuple[str, ...]) -> None:
    """Report what would look different on another engine, or on another day."""
    for answer in answers:
        if answer.projection is not None:
            _check_values(answer, answer.projection, findings)
    last = answers[-1].projection
    if len(answers) > 1:
        _check_union_order(last, findings, one_row=one_row)
    elif last is not None and answers[-1].rows != "one" and not one_row:
        _check_order(answers[-1], last, findings, key)


def _check_values(answer: ResultRows, projection: Projection, findings: LintFindings) -> None:
    if projection.everything:
        findings.add("Q602", projection.everything, "RETURN *", "name each column: RETURN a.id AS id, …")
        return
    for column in answer.columns:
        if column.inferred.whole:
            kind = column.inferred.whole
            findings.add("Q601", column.place, f"{column.name} is a whole {kind}", _WHOLE[kind])
        elif column.inferred.unordered:
            hint = "order the rows with WITH … ORDER BY before collect(), or use COLLECT { … ORDER BY … }"
            findings.add("Q605", column.place, f"the list {column.name} comes in any order", hint)


def _check_union_order(last: Projection | None, findings: LintFindings, *, one_row: bool) -> None:
    if last is not None and not one_row:
        hint = "write CALL () { … UNION … } RETURN … ORDER BY …"
        findings.add("Q603", last.place, "the rows of a UNION come in any order", hint)


def _check_order(answer: ResultRows, projection: Projection, findings: LintFindings, key: tuple[str, ...]) -> None:
    if not projection.order:
        named = ", ".join(key) or (answer.columns[0].name if answer.columns else "…")
        findings.add("Q603", projection.place, "the rows come in any order", f"end with ORDER BY {named}")
        return
    ordered = _ordered_columns(answer, projection)
    missing = [name for name in key if name not in ordered]
    if missing:
        message = f"rows with equal {', '.join(sorted(ordered)) or 'values'} come in any order"
        findings.add("Q604", projection.order[0].expression.place, message, f"add {', '.join(missing)} to ORDER BY")


def _ordered_columns(answer: ResultRows, projection: Projection) -> set[str]:
    sources = {column.source: column.name for column in answer.columns if column.source}
    names = {column.name for column in answer.columns}
    columns = set()
    for item in projection.order:
        if isinstance(item.expression, Variable | Property):
            written = source_of(item.expression)
            columns.add(written if written in names else sources.get(written, ""))
    return columns - {""}


# --- what a header declares ------------------------------------------------------------------------------------------


def check_declared(
    query: Query, answers: list[ResultRows], parameters: dict[str, Position], findings: LintFindings
) -> None:
    """Report parameters and columns that the header and the query disagree on."""
    _check_parameters(query, parameters, findings)
    for answer in answers:
        if answer.projection is not None and not answer.projection.everything:
            _check_columns(query, answer.columns, answer.projection.place, findings)


def _check_parameters(query: Query, used: dict[str, Position], findings: LintFindings) -> None:
    declared = [parameter.name for parameter in query.parameters]
    for name, place in used.items():
        if name not in declared:
            near = did_you_mean(name, declared)
            findings.add("Q404", place, f"the header declares no parameter {name!r}{near}", f"add '// param {name}: …'")
    for parameter in query.parameters:
        if parameter.name not in used:
            place = Position(parameter.line, 1)
            findings.add("Q405", place, f"${parameter.name} is not used", "remove it from the header, or use it")


def _check_columns(query: Query, returned: list[ResultColumn], place: Position, findings: LintFindings) -> None:
    declared = {column.name: column for column in query.columns}
    names = [column.name for column in returned]
    for column in returned:
        if column.name not in declared:
            near = did_you_mean(column.name, declared)
            findings.add("Q407", column.place, f"the header declares no column {column.name!r}{near}")
        else:
            _check_type(column, declared[column.name].type, findings)
    for name, wanted in declared.items():
        if name not in names:
            near = did_you_mean(name, names)
            findings.add("Q406", Position(wanted.line, 1), f"RETURN does not return the column {name!r}{near}")
    if set(names) == set(declared) and names != list(declared):
        message = f"the header says {', '.join(declared)}, RETURN says {', '.join(names)}"
        findings.add("Q408", place, message)


_FITTING = {
    "string": {"text", "edtf", "node", "edge", "edge kind", "kind", "level", "choice"},
    "integer": {"integer", "number"},
    "number": {"number"},
    "boolean": {"boolean"},
    "date": {"date"},
}


def declared_type(declared: ValueType) -> InferredType:
    """Return the inferred type of a value of a declared type."""
    one = InferredType(holds=next((holds for holds, bases in _FITTING.items() if declared.base in bases), ""))
    return list_of(one) if declared.many else one


def _check_type(column: ResultColumn, declared: ValueType, findings: LintFindings) -> None:
    inferred, is_list = column.inferred, column.inferred.kind == "list"
    if is_list != declared.many and (is_list or inferred.holds):
        actual = "a list" if is_list else f"one {inferred.holds}"
        findings.add("Q409", column.place, f"{column.name} holds {actual}, the header says {declared}")
        return
    one = inferred.item if is_list else inferred
    problem = _misfit(one, declared)
    if problem:
        findings.add("Q409", column.place, f"{column.name} holds {problem}, the header says {declared}")


def _misfit(inferred: InferredType, declared: ValueType) -> str:
    if inferred.holds in _FITTING and declared.base not in _FITTING[inferred.holds]:
        return "EDTF text or other text" if inferred.holds == "string" else f"a value of type {inferred.holds}"
    if inferred.id_of and declared.base in {"node", "edge"} and inferred.id_of != declared.base:
        return f"the id of {'an edge' if inferred.id_of == 'edge' else 'a node'}"
    return ""
