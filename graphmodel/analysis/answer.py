"""What the answers of all analyses have in common: the graph, the flow, and the ties each row rests on."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from graphmodel.choices import language
from graphmodel.language import pick
from graphmodel.language.codes import CODED_COLUMNS, CODES, HEADINGS
from graphmodel.schema import EDGE_KINDS
from graphmodel.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from graphmodel.choices import FlowChoice
    from graphmodel.model import Citation, Graph

__all__ = ["AnalysisTable", "Answer", "Cell", "Row", "heading"]

Cell: TypeAlias = "str | int | float | bool | tuple[str, ...] | None"
Row: TypeAlias = "tuple[Cell, ...]"


class AnalysisTable(Table):
    """A table whose rows are made from what was found, with names in the language it is shown in."""

    columns: ClassVar[tuple[str, ...]]

    @abstractmethod
    def _rows(self, lang: str) -> list[Row]:
        """Return the rows, in an order that depends on the facts only."""

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows, in an order that depends on the facts only; names are the Norwegian ones."""
        return tuple(self._rows("nb"))

    def rows_in(self, lang: str) -> tuple[Row, ...]:
        """Return the rows with names, roles and references in a language; codes stay codes."""
        return self.rows if language(lang) == "nb" else tuple(self._rows("en"))

    def headings(self, lang: str) -> tuple[str, ...]:
        """Return the names of the columns as people read them."""
        return tuple(heading(column, lang) for column in self.columns)

    def in_words(self, row: Row, lang: str) -> Row:
        """Return a row as people read it: codes in words."""
        lang = language(lang)
        return tuple(_words_for(column, value, lang) for column, value in zip(self.columns, row, strict=True))


@dataclass(frozen=True, repr=False)
class Answer(AnalysisTable):
    """A table about a graph: what was asked, and of which day.

    Parameters
    ----------
    graph
        The ties that the answer was drawn from: the graph of the day, or the whole record.
    flow
        ``authority``, ``voice`` or ``any``.
    """

    graph: Graph = field(repr=False, compare=False)
    flow: FlowChoice

    @property
    def day(self) -> date | None:
        """The day that was asked about; ``None`` for the whole record."""
        return self.graph.day

    def name(self, id_: str, lang: str = "nb") -> str:
        """Return the name of a node on the day."""
        return self.graph.name(id_, lang)

    def translate(self, text: str | None, lang: str) -> str | None:
        """Return a role or reasoning in a language; nothing for none."""
        return None if text is None else self.graph.translate(text, lang)

    def references(self, cites: Iterable[Citation], lang: str) -> tuple[str, ...]:
        """Return citations in a language."""
        return tuple(self.graph.reference(citation, lang) for citation in cites)

    def rests_on(self, *key: Cell) -> tuple[str, ...]:
        """Return the ids of the ties that a row rests on.

        Parameters
        ----------
        key
            The row's first ``keys`` columns.

        Raises
        ------
        UnknownIdError
            If no row has the key.
        """
        raise NotImplementedError


def heading(column: str, lang: str) -> str:
    """Return a column's name as a heading."""
    return pick(HEADINGS[column], lang)


def _words_for(column: str, value: Cell, lang: str) -> Cell:
    """Return a value as people read it: words of our own in the language, all else as it is."""
    if column == "reads" and isinstance(value, str):
        return _verb(value, lang)
    if isinstance(value, bool):
        return pick(("ja", "yes") if value else ("nei", "no"), lang)
    if lang != "nb" or column not in CODED_COLUMNS:
        return value
    if isinstance(value, tuple):
        return tuple(CODES.get(each, each) for each in value)
    return CODES.get(value, value) if isinstance(value, str) else value


def _verb(reads: str, lang: str) -> str:
    """Return how a tie reads aloud, given as ``MEMBER_OF``, ``MEMBER_OF back`` or ``MEMBER_OF through a for b``."""
    kind, _, way = reads.partition(" ")
    if way.startswith("through "):
        holder = way.split()[1]
        return pick((f"er representert ved {holder} i", f"is represented through {holder} in"), lang)
    return EDGE_KINDS[kind].reads.verb(lang, back=bool(way))
