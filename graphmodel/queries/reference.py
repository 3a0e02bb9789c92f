"""The library as Markdown: every question with its parameters, columns, Cypher and a sample answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from shlex import quote
from typing import TYPE_CHECKING

from graphmodel.queries.lint import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graphmodel.queries.query import Query, QueryParameter

__all__ = ["Sample", "render_reference", "render_rules"]

_HOW_TO_RUN = "`graphmodel query run NAME --param name=value` runs one; [write your own](how-to/write-a-query.md)."
_MOST_ROWS = 5
_LONGEST_CELL = 100
_MARKUP = re.compile(r"([\\`*_\[\]<>|#])")


@dataclass(frozen=True, slots=True)
class Sample:
    """An answer to show: what was given, and the rows that came back."""

    rows: Sequence[Mapping[str, object]]
    values: Mapping[str, str] = field(default_factory=dict)


def render_reference(queries: Mapping[str, Query], samples: Mapping[str, Sample]) -> str:
    """Return the reference of a library as Markdown.

    Parameters
    ----------
    queries
        The questions, in the order they are shown.
    samples
        An answer for each that has one, by name. Of long answers the first rows are shown.

    Returns
    -------
    str
        The same text for the same questions and answers. All text from questions and answers is escaped.
    """
    lines = [
        "# Questions",
        "",
        f"Questions in the library: {len(queries)}. {_HOW_TO_RUN}",
        "This page is made from the query files: change those, not this.",
    ]
    themes = [(theme, list(group)) for theme, group in groupby(queries.values(), key=lambda query: query.theme)]
    for theme, group in themes:
        lines += ["", f"**{_escaped(theme)}**", ""]
        lines += [f"- [{_escaped(query.title.en)}](#{query.name}) · {_escaped(query.title.nb)}" for query in group]
    for theme, group in themes:
        lines += ["", f"## {_escaped(theme.capitalize())}"]
        for query in group:
            lines += ["", *_question(query, samples.get(query.name))]
    return "\n".join([*lines, ""])


def render_rules() -> str:
    """Return the rules of the linter as a Markdown table."""
    rows = ((f"`{rule.code}`", rule.name, rule.severity, _escaped(rule.summary)) for rule in RULES.values())
    return "\n".join(_table(("rule", "name", "severity", "what it finds"), rows))


def _question(query: Query, sample: Sample | None) -> Iterator[str]:
    yield f"### {query.name}"
    yield ""
    for language in ("en", "nb"):
        yield f"**{_escaped(query.title.in_(language))}**"
        yield f"{_escaped(query.question.in_(language))} {_escaped(query.reading.in_(language))}"
        yield ""
    yield from _declared(query)
    yield from _notes(query)
    yield from _fenced(query.text, "cypher")
    if sample is not None:
        yield ""
        yield from _answer(query, sample)


def _declared(query: Query) -> Iterator[str]:
    if query.parameters:
        rows = (
            (
                f"`{one.name}`",
                f"`{one.type}`",
                _default(one),
                _escaped(one.description.en),
                _escaped(one.description.nb),
            )
            for one in query.parameters
        )
        yield from _table(("parameter", "type", "default", "English", "norsk"), rows)
        yield ""
    columns = (
        (f"`{one.name}`{_key_mark(query, one.name)}", f"`{one.type}`", _escaped(one.label.en), _escaped(one.label.nb))
        for one in query.columns
    )
    yield from _table(("column", "type", "English", "norsk"), columns)
    yield ""


def _key_mark(query: Query, column: str) -> str:
    return " (key)" if column in query.key else ""


def _default(parameter: QueryParameter) -> str:
    if parameter.required:
        return "must be given"
    return "may be left out" if parameter.default is None else f"`{_text(parameter.default)}`"


def _notes(query: Query) -> Iterator[str]:
    notes = [f"Revision {query.revision}."]
    if query.tags:
        notes.append(f"Tags: {', '.join(query.tags)}.")
    if query.growth:
        notes.append(f"Growth: {_escaped(query.growth)}")
    yield " ".join(notes)
    yield from (f"See {_escaped(reference)}." for reference in query.references)
    yield ""


def _fenced(text: str, language: str) -> Iterator[str]:
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    yield f"{fence}{language}"
    yield text
    yield fence


def _answer(query: Query, sample: Sample) -> Iterator[str]:
    options = "".join(f" --param {quote(f'{name}={value}')}" for name, value in sample.values.items())
    yield from _fenced(f"graphmodel query run {query.name}{options}", "console")
    yield ""
    if not sample.rows:
        yield "No rows."
        return
    shown = sample.rows[:_MOST_ROWS]
    rows = ([_cell(row.get(column.name)) for column in query.columns] for row in shown)
    yield from _table([_escaped(column.label.en) for column in query.columns], rows)
    if len(sample.rows) > len(shown):
        yield ""
        yield f"… and {len(sample.rows) - len(shown)} more rows."


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"| {' | '.join('---' for _ in heads)} |"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _cell(value: object) -> str:
    text = _text(value)
    return _escaped(text if len(text) <= _LONGEST_CELL else f"{text[:_LONGEST_CELL].rstrip()}…")


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(_text(one) for one in value) if isinstance(value, list | tuple) else str(value)


def _escaped(text: str) -> str:
    """Return a text that Markdown shows as it is, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split())).replace("&", "&amp;")
