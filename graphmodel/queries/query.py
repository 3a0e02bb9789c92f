"""A question of the library, as a value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphmodel.choices import language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphmodel.queries.types import Scalar, ValueType

__all__ = ["LAST_DESCRIBED", "Bilingual", "Query", "QueryColumn", "QueryParameter", "Waiver"]


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
    """Something that a question is asked about.

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
