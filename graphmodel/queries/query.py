"""A question of the library as a value, and the types of its parameters and columns, such as ``list of node(Body)``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, get_args

from graphmodel import schema
from graphmodel.choices import language
from graphmodel.errors import did_you_mean
from graphmodel.language import date_in_words
from graphmodel.language.codes import CHOICES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = [
    "LAST_DESCRIBED",
    "Base",
    "Bilingual",
    "Query",
    "QueryColumn",
    "QueryParameter",
    "Scalar",
    "ValueType",
    "Waiver",
    "in_words",
    "parse_type",
]


def in_words(value: Any, value_type: ValueType, lang: str = "nb") -> Any:  # noqa: ANN401 - whatever an answer holds
    """Return a value of an answer as people say it.

    Parameters
    ----------
    value
        The value; a list is taken value by value.
    value_type
        The type of its column.
    lang
        ``nb`` or ``en``.

    Returns
    -------
    object
        Text for days, kinds, levels and choices; any other value as it is.
    """
    if isinstance(value, (list, tuple)):
        return [in_words(each, value_type, lang) for each in value]
    if isinstance(value, date):
        return date_in_words(value.isoformat(), lang)
    if isinstance(value, bool):
        value = str(value).lower()
    return _text_in_words(value, value_type, lang) if isinstance(value, str) else value


def _text_in_words(value: str, value_type: ValueType, lang: str) -> str:
    lang = language(lang)
    norwegian = lang == "nb"
    match value_type.base:
        case "edtf":
            return date_in_words(value, lang)
        case "level" if value in schema.LEVEL_WORDS:
            return schema.level_word(value, lang)
        case "edge kind" if value in schema.EDGE_KINDS:
            return schema.EDGE_KINDS[value].reads.verb(lang)
        case "kind" if value in schema.KINDS:
            return schema.KINDS[value].word(lang)
        case "choice" | "boolean" if norwegian:
            return CHOICES.get(value, value)
    return value


Base = Literal[
    "node", "edge", "date", "edtf", "edge kind", "kind", "level", "integer", "number", "boolean", "text", "choice"
]
"""What one value is."""

Scalar = str | int | float | bool | date
"""One value, as it is given to a store."""

_BASES: tuple[Base, ...] = get_args(Base)
_WITH_DETAIL = frozenset({"node", "integer", "choice"})
_DETAIL = re.compile(r"(?P<base>[^()]+?)(?:\((?P<detail>[^()]*)\))?")
_RANGE = re.compile(r"(-?[0-9]{1,18})?\.\.(-?[0-9]{1,18})?")


@dataclass(frozen=True, slots=True)
class ValueType:
    """The type of a parameter or column.

    Parameters
    ----------
    base
        ``node`` or ``edge`` (an id), ``date`` (a day), ``edtf`` (a date as precise as its source), ``edge kind``,
        ``kind`` or ``level`` (a word of the schema), ``integer``, ``number``, ``boolean``, ``text``, or ``choice``.
    many
        Whether it is a list of them.
    labels
        Of a node: the labels of which it has at least one; none means any node.
    choices
        Of a choice: the words to choose from.
    least, most
        Of an integer: its bounds, both included.
    """

    base: Base
    many: bool = False
    labels: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None

    def __str__(self) -> str:
        detail = ", ".join(self.labels or self.choices)
        if self.least is not None or self.most is not None:
            detail = f"{'' if self.least is None else self.least}..{'' if self.most is None else self.most}"
        return f"{'list of ' if self.many else ''}{self.base}{f'({detail})' if detail else ''}"

    @property
    def words(self) -> tuple[str, ...]:
        """The words that a value must be one of; none if it is not such a type."""
        match self.base:
            case "edge kind":
                return tuple(schema.EDGE_KINDS)
            case "kind":
                return tuple(schema.KINDS)
            case "level":
                return tuple(schema.LEVELS)
            case "boolean":
                return ("true", "false")
            case _:
                return self.choices

    def covers(self, kind: str) -> bool:
        """Return whether a node of a kind, or ``Source`` for a source, is one of this type."""
        labels = self.labels or schema.FAMILIES
        return any(kind in schema.kinds_of(label) or kind == label for label in labels)


def parse_type(text: str) -> ValueType:
    """Read a type.

    Parameters
    ----------
    text
        For instance ``node``, ``node(Body, Strategy)``, ``date``, ``integer(1..100)``, ``choice(open, ended)``,
        ``list of edge kind``.

    Returns
    -------
    ValueType
        The type; its text is what was read, with blanks tidied.

    Raises
    ------
    ValueError
        If there is no such type, or a label in it is not in the schema.
    """
    words = " ".join(text.split())
    many = words.startswith("list of ")
    match = _DETAIL.fullmatch(words.removeprefix("list of "))
    base = match["base"] if match else words
    if match is None or base not in _BASES:
        raise ValueError(f"{text!r} is not a type: expected {', '.join(_BASES)} or list of one{_near(base)}")
    if match["detail"] is None and base != "choice":
        return ValueType(base, many)
    if base not in _WITH_DETAIL:
        raise ValueError(f"the type {base} takes nothing in parentheses; only node, integer and choice do")
    return _detailed(base, match["detail"] or "", many=many)


def _near(base: str) -> str:
    return did_you_mean(base.lower(), _BASES)


def _detailed(base: str, detail: str, *, many: bool) -> ValueType:
    if base == "integer":
        return _integer(detail, many=many)
    words = tuple(word.strip() for word in detail.split(","))
    if not all(words) or len(set(words)) < len(words):
        raise ValueError(f"expected different words with commas between them in {base}(…), found {detail!r}")
    if base == "choice":
        return ValueType("choice", many, choices=words)
    for word in words:
        if word not in schema.LABELS:
            raise ValueError(f"{word!r} is not a label of the schema{did_you_mean(word, schema.LABELS)}")
    return ValueType("node", many, labels=words)


def _integer(detail: str, *, many: bool) -> ValueType:
    bounds = _RANGE.fullmatch(detail)
    if bounds is None or not any(bounds.groups()):
        raise ValueError(f"expected bounds such as integer(1..100), integer(0..) or integer(..5), found {detail!r}")
    least, most = (None if bound is None else int(bound) for bound in bounds.groups())
    if least is not None and most is not None and least > most:
        raise ValueError(f"integer({detail}) holds no number: the first bound is larger than the second")
    return ValueType("integer", many, least=least, most=most)


LAST_DESCRIBED = "last described"
"""The default of a day that is the last one which a source of the graph describes."""


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same words in Norwegian (bokmål) and English."""

    nb: str
    en: str

    def in_(self, lang: str) -> str:
        """Return the words in ``nb`` or ``en``."""
        return self.en if language(lang) == "en" else self.nb


@dataclass(frozen=True, slots=True)
class QueryParameter:
    """A parameter of a question.

    Parameters
    ----------
    name
        As the Cypher text writes it after ``$``.
    type
        What it must be.
    description
        For the one who fills it in.
    required
        Whether it must be given; if not, ``default`` stands in, and ``None`` is a value too.
    default
        What it is when it is not given; of a day perhaps ``LAST_DESCRIBED``.
    line
        Where its file declares it; does not count when parameters are compared.
    """

    name: str
    type: ValueType
    description: Bilingual
    required: bool = True
    default: Scalar | tuple[Scalar, ...] | None = None
    line: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class QueryColumn:
    """One column of the answer, and the line that declares it (which does not count in comparisons)."""

    name: str
    type: ValueType
    label: Bilingual
    line: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A rule of the linter that a question may break, and why."""

    rule: str
    reason: str
    line: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True, repr=False)
class Query:
    """A question: what it asks, what it needs, what it answers, and the Cypher that does.

    Parameters
    ----------
    name
        Stable id, the stem of its file; unique in the library.
    theme
        The folder it stands in.
    title, question, reading
        What it is called, what it asks, and how to read the answer.
    parameters, columns
        What it is asked about, and what it answers, both in order.
    order
        Parameters of one type of which none may be less than the one before, such as a first day and a last.
    key
        The columns that together tell each row from every other; none if there is one row at most.
    text
        The Cypher, without the header.
    revision
        Raised by one whenever the meaning of the answer changes.
    tags, references
        Words to find it by; where more is to be read.
    growth
        Why it may grow faster than the graph, if it may.
    waivers
        Rules of the linter that it may break.
    path, line
        The file it was read from, and the line its Cypher starts on. Neither counts when questions are compared.
    """

    name: str
    theme: str
    title: Bilingual
    question: Bilingual
    reading: Bilingual
    parameters: tuple[QueryParameter, ...]
    columns: tuple[QueryColumn, ...]
    key: tuple[str, ...]
    text: str
    revision: int = 1
    tags: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    growth: str | None = None
    waivers: tuple[Waiver, ...] = ()
    order: tuple[str, ...] = ()
    path: str = field(default="", compare=False)
    line: int = field(default=1, compare=False)

    def nodes(self, values: Mapping[str, object]) -> Iterator[tuple[str, ValueType]]:
        """Yield the ids of nodes and sources among the values it is asked with, and of which type each has to be."""
        for parameter in self.parameters:
            value = values[parameter.name] if parameter.type.base == "node" else None
            for id_ in value if isinstance(value, list) else [value]:
                if id_ is not None:
                    yield str(id_), parameter.type

    def __repr__(self) -> str:
        return f"<Query {self.name}: {self.title.en[:60]}>"
