"""The comment header of a query file ⇄ Query.

::

    // Hvem har gitt et organ oppdrag?
    // Who gave a body its task?
    //
    // question nb: Hvilke organer og vedtak har gitt organet myndighet eller oppgaver, og når?
    // question en: Which bodies and decisions gave the body authority or tasks, and when?
    // reading nb: Én rad per oppdrag. Et tomt felt betyr at kildene ikke sier det.
    // reading en: One row per task. An empty cell means that the sources do not say.
    //
    // param body: node(Body) = digi-agder | organet det gjelder | the body in question
    // column giver: node | Gitt av | Given by
    // column edge: edge | Opplysning | Statement
    // key: edge
    // tags: authority, mandate
    // revision: 1

    MATCH …

The first line is the title, which is what the Neo4j Browser shows. A long field goes on in lines that are indented by
two blanks more. ``docs/how-to/write-a-query.md`` tells all fields.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import PurePath
from textwrap import wrap
from typing import TYPE_CHECKING, NoReturn

from graphmodel.errors import QueryFileError, did_you_mean
from graphmodel.queries.binding import coerce
from graphmodel.queries.query import (
    LAST_DESCRIBED,
    Bilingual,
    Query,
    QueryColumn,
    QueryParameter,
    ValueType,
    Waiver,
    parse_type,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphmodel.queries.query import Scalar

__all__ = ["format_query", "parse_query"]

_FIELD = re.compile(r"(?P<field>[a-z]+)(?: (?P<subject>[^\s:|]+))?:(?: +(?P<value>.*))?")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_RULE = re.compile(r"Q[0-9]{3}")
_WIDTH = 118
_ONE_ROW = "one row"
_SUBJECTS = {
    "question": "nb or en",
    "reading": "nb or en",
    "param": "a name",
    "column": "a name",
    "allow": "a rule",
    "order": "",
    "key": "",
    "tags": "",
    "see": "",
    "revision": "",
    "growth": "",
}
_LANGUAGES = ("nb", "en")


@dataclass(frozen=True, slots=True)
class _Field:
    """One field of a header, where it stands."""

    name: str
    subject: str
    value: str
    line: int
    column: int


@dataclass(slots=True)
class _Header:
    """What has been read of a header."""

    path: str
    titles: list[str] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)

    def fail(self, line: int, column: int, problem: str) -> NoReturn:
        raise QueryFileError(self.path, line, column, problem)

    def wrong(self, at: _Field, problem: str) -> NoReturn:
        self.fail(at.line, at.column, problem)

    def all(self, name: str) -> list[_Field]:
        return [found for found in self.fields if found.name == name]

    def one(self, name: str, subject: str = "") -> _Field | None:
        return next((found for found in self.fields if (found.name, found.subject) == (name, subject)), None)


# --- reading ---------------------------------------------------------------------------------------------------------


def parse_query(text: str, path: str | PurePath) -> Query:
    """Read a query file.

    Parameters
    ----------
    text
        What the file holds.
    path
        Where it stands: its stem is the question's name, its folder the theme.

    Returns
    -------
    Query
        The question. Its Cypher is not looked at: that is for :func:`graphmodel.queries.lint`.

    Raises
    ------
    QueryFileError
        With file, line and column, if the header is not as it should be.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    header = _Header(str(path))
    _check_characters(header, lines)
    end = next((number for number, line in enumerate(lines) if not line.startswith("//")), len(lines))
    _read_titles(header, lines[:end])
    _read_fields(header, lines[:end])
    return _query(header, PurePath(path), lines, end)


def _check_characters(header: _Header, lines: list[str]) -> None:
    for number, line in enumerate(lines, 1):
        # Of what cannot be printed only some is refused; most lines have nothing of it.
        for column, character in enumerate("" if line.isprintable() else line, 1):
            # Cf holds the marks that turn the direction of text, Cc the control characters.
            if unicodedata.category(character) in {"Cc", "Cf", "Cs"}:
                header.fail(number, column, f"the character {character!a}: expected plain text, blanks for tabs")
        if not unicodedata.is_normalized("NFC", line):
            header.fail(number, 1, "letters made of several characters: save the file in Unicode form NFC")


def _read_titles(header: _Header, lines: list[str]) -> None:
    for number, language in enumerate(("Norwegian", "English")):
        line = lines[number] if number < len(lines) else ""
        title = " ".join(line.removeprefix("// ").split())
        match = _FIELD.fullmatch(title)
        if not line.startswith("// ") or not title or (match and match["field"] in _SUBJECTS):
            header.fail(
                min(number + 1, len(lines) or 1), 1, f"line {number + 1} must be '// ' and the title in {language}"
            )
        header.titles.append(title)


def _read_fields(header: _Header, lines: list[str]) -> None:
    for number, line in enumerate(lines[2:], 3):
        words = line[2:].rstrip()
        if not words:
            continue
        if not words.startswith(" "):
            header.fail(number, 3, "expected a blank after //")
        if words.startswith("  "):
            _continue(header, number, words.strip())
        else:
            _read_field(header, number, words[1:])
    _check_twice(header)


def _continue(header: _Header, number: int, words: str) -> None:
    if not header.fields:
        header.fail(number, 3, "a line that goes on, with no field before it: expected '// field: value'")
    last = header.fields[-1]
    value = " ".join([*last.value.split(), *words.split()])
    header.fields[-1] = _Field(last.name, last.subject, value, last.line, last.column)


def _read_field(header: _Header, number: int, words: str) -> None:
    match = _FIELD.fullmatch(words)
    if match is None:
        problem = "expected '// field: value', or two more blanks to go on with the line above"
        header.fail(number, 4, problem + did_you_mean(words.split(maxsplit=1)[0].rstrip(":"), _SUBJECTS))
    name, subject = match["field"], match["subject"] or ""
    if name not in _SUBJECTS:
        known = ", ".join(_SUBJECTS)
        header.fail(number, 4, f"there is no field {name!r}: expected {known}{did_you_mean(name, _SUBJECTS)}")
    if bool(subject) != bool(_SUBJECTS[name]) or (_SUBJECTS[name] == "nb or en" and subject not in _LANGUAGES):
        wanted = f"{_SUBJECTS[name]} between {name!r} and the colon" if _SUBJECTS[name] else f"a colon after {name!r}"
        header.fail(number, 4, f"expected {wanted}")
    column = 4 + (match.start("value") if match["value"] else len(words))
    header.fields.append(_Field(name, subject, " ".join((match["value"] or "").split()), number, column))


def _check_twice(header: _Header) -> None:
    seen: dict[tuple[str, str], int] = {}
    for entry in header.fields:
        if not entry.value:
            header.wrong(entry, f"expected something after '{entry.name}:'")
        key = (entry.name, entry.subject)
        if key in seen and entry.name != "see":
            first = seen[key]
            header.fail(entry.line, 4, f"{' '.join(key).strip()!r} a second time: it stands in line {first} already")
        seen[key] = entry.line


# --- from fields to a question ---------------------------------------------------------------------------------------


def _query(header: _Header, path: PurePath, lines: list[str], end: int) -> Query:
    if not _SLUG.fullmatch(path.stem):
        header.fail(1, 1, f"the file's name {path.stem!r} must be lower-case letters a-z, digits and single hyphens")
    body, first = _body(header, lines, end)
    columns = tuple(_column(header, found) for found in header.all("column"))
    if not columns:
        header.fail(end or 1, 1, "no columns: expected at least one '// column name: type | norsk | English'")
    parameters = tuple(_parameter(header, found) for found in header.all("param"))
    return Query(
        name=path.stem,
        theme=path.parent.name,
        title=Bilingual(*header.titles),
        question=_bilingual(header, "question", end),
        reading=_bilingual(header, "reading", end),
        parameters=parameters,
        columns=columns,
        key=_key(header, columns, end),
        text=body,
        revision=_revision(header),
        tags=_tags(header),
        references=tuple(found.value for found in header.all("see")),
        growth=growth.value if (growth := header.one("growth")) else None,
        waivers=tuple(_waiver(header, found) for found in header.all("allow")),
        order=_order(header, parameters),
        path=str(path),
        line=first,
    )


def _body(header: _Header, lines: list[str], end: int) -> tuple[str, int]:
    written = [number for number, line in enumerate(lines) if number >= end and line.strip()]
    if not written:
        header.fail(len(lines), 1, "no Cypher after the header")
    body = "\n".join(line.rstrip() for line in lines[written[0] : written[-1] + 1])
    return body, written[0] + 1


def _bilingual(header: _Header, name: str, end: int) -> Bilingual:
    fields = [header.one(name, language) for language in _LANGUAGES]
    for language, one in zip(_LANGUAGES, fields, strict=True):
        if one is None:
            header.fail(end, 1, f"the header ends without '// {name} {language}: …'")
    return Bilingual(*(one.value for one in fields if one))


def _name(header: _Header, entry: _Field) -> str:
    if not _NAME.fullmatch(entry.subject):
        header.fail(entry.line, 4, f"the name {entry.subject!r} must be lower-case letters a-z, digits and underscores")
    return entry.subject


def _cells(header: _Header, entry: _Field) -> tuple[str, Bilingual]:
    cells = [cell.strip() for cell in entry.value.split("|")]
    if len(cells) != 3 or not all(cells):  # noqa: PLR2004  # type, Norwegian, English
        header.wrong(entry, f"expected 'type | norsk | English' with two |, found {entry.value!r}")
    return cells[0], Bilingual(cells[1], cells[2])


def _type(header: _Header, entry: _Field, text: str) -> ValueType:
    try:
        return parse_type(text)
    except ValueError as error:
        header.wrong(entry, str(error))


def _column(header: _Header, entry: _Field) -> QueryColumn:
    text, label = _cells(header, entry)
    return QueryColumn(_name(header, entry), _type(header, entry, text), label, entry.line)


def _parameter(header: _Header, entry: _Field) -> QueryParameter:
    written, description = _cells(header, entry)
    text, equals, default = (part.strip() for part in written.partition("="))
    value_type = _type(header, entry, text)
    name = _name(header, entry)
    if not equals:
        return QueryParameter(name, value_type, description, line=entry.line)
    if default == "null":
        return QueryParameter(name, value_type, description, required=False, line=entry.line)
    if default == LAST_DESCRIBED and str(value_type) == "date":
        return QueryParameter(name, value_type, description, required=False, default=LAST_DESCRIBED, line=entry.line)
    try:
        value = coerce(default, value_type)
    except ValueError as error:
        header.wrong(entry, f"the default of {name}: {error}")
    return QueryParameter(name, value_type, description, required=False, default=value, line=entry.line)


def _order(header: _Header, parameters: tuple[QueryParameter, ...]) -> tuple[str, ...]:
    entry = header.one("order")
    if entry is None:
        return ()
    types = {parameter.name: parameter.type for parameter in parameters}
    names = tuple(word.strip() for word in entry.value.split(","))
    for name in names:
        if name not in types:
            known = f"the parameters are {', '.join(types)}" if types else "there are no parameters"
            header.wrong(entry, f"{name!r} is not a parameter: {known}{did_you_mean(name, types)}")
    sortable = all(types[name].base in _SORTABLE and not types[name].many for name in names)
    if len(names) == 1 or len(set(names)) < len(names) or not sortable:
        header.wrong(entry, "expected two or more parameters that are days or numbers, the least first")
    return names


_SORTABLE = frozenset({"date", "integer", "number"})


def _key(header: _Header, columns: tuple[QueryColumn, ...], end: int) -> tuple[str, ...]:
    entry = header.one("key")
    if entry is None:
        header.fail(end, 1, f"the header ends without '// key: column, column' (or '// key: {_ONE_ROW}')")
    if entry.value == _ONE_ROW:
        return ()
    key, known = tuple(word.strip() for word in entry.value.split(",")), [column.name for column in columns]
    for word in key:
        if word not in known or key.count(word) > 1:
            problem = "stands twice in the key" if word in known else "is not a column"
            header.wrong(entry, f"{word!r} {problem}: the columns are {', '.join(known)}{did_you_mean(word, known)}")
    return key


def _revision(header: _Header) -> int:
    entry = header.one("revision")
    if entry is None:
        return 1
    if not re.fullmatch(r"[1-9][0-9]{0,5}", entry.value):
        header.wrong(entry, f"expected a revision such as 1 or 2, found {entry.value!r}")
    return int(entry.value)


def _tags(header: _Header) -> tuple[str, ...]:
    entry = header.one("tags")
    tags = tuple(word.strip() for word in entry.value.split(",")) if entry else ()
    for tag in tags:
        if entry and (not _SLUG.fullmatch(tag) or tags.count(tag) > 1):
            header.wrong(entry, f"expected different tags of lower-case letters and hyphens, found {tag!r}")
    return tags


def _waiver(header: _Header, entry: _Field) -> Waiver:
    if not _RULE.fullmatch(entry.subject):
        header.fail(entry.line, 4, f"expected the code of a rule such as Q502, found {entry.subject!r}")
    return Waiver(entry.subject, entry.value, entry.line)


# --- writing ---------------------------------------------------------------------------------------------------------


def format_query(query: Query) -> str:
    """Return the file of a question; reading it gives the same question."""
    return "\n".join([*_header_lines(query), "", query.text, ""])


def _header_lines(query: Query) -> Iterator[str]:
    yield f"// {query.title.nb}"
    yield f"// {query.title.en}"
    for name, words in (("question", query.question), ("reading", query.reading)):
        if name == "question":
            yield "//"
        yield from _wrapped(f"{name} nb: {words.nb}")
        yield from _wrapped(f"{name} en: {words.en}")
    yield "//"
    for parameter in query.parameters:
        yield from _wrapped(
            f"param {parameter.name}: {parameter.type}{_default(parameter)} | {_both(parameter.description)}"
        )
    if query.order:
        yield from _wrapped(f"order: {', '.join(query.order)}")
    for column in query.columns:
        yield from _wrapped(f"column {column.name}: {column.type} | {_both(column.label)}")
    yield from _wrapped(f"key: {', '.join(query.key) or _ONE_ROW}")
    yield "//"
    yield from _last_lines(query)


def _last_lines(query: Query) -> Iterator[str]:
    if query.growth:
        yield from _wrapped(f"growth: {query.growth}")
    for waiver in query.waivers:
        yield from _wrapped(f"allow {waiver.rule}: {waiver.reason}")
    for reference in query.references:
        yield from _wrapped(f"see: {reference}")
    if query.tags:
        yield from _wrapped(f"tags: {', '.join(query.tags)}")
    yield f"// revision: {query.revision}"


def _both(words: Bilingual) -> str:
    return f"{words.nb} | {words.en}"


def _default(parameter: QueryParameter) -> str:
    if parameter.required:
        return ""
    return f" = {_written(parameter.default)}"


def _written(value: Scalar | tuple[Scalar, ...] | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, tuple):
        return ", ".join(_written(one) for one in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _wrapped(words: str) -> list[str]:
    lines = wrap(words, _WIDTH - 3, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    return [f"// {line}" for line in lines]
