"""What every answer has in common: named columns, rows, the ties each row rests on, and how it shows itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from graphmodel import tables
from graphmodel.analysis.headings import heading, words_for
from graphmodel.choices import language
from graphmodel.language import NOTHING, pick

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from graphmodel.choices import FlowChoice
    from graphmodel.model import Citation, Graph

__all__ = ["Answer", "Cell", "Row", "Table"]

Cell: TypeAlias = "str | int | float | bool | tuple[str, ...] | None"
Row: TypeAlias = "tuple[Cell, ...]"

_SHOWN_ROWS = 100
_SHOWN_VALUES = 5


class Table(ABC):
    """Rows under named columns, the same for the terminal, CSV, JSON, a notebook and a comparison.

    Column names are stable and English; headings follow the language of the answer. A table can be gone through: it
    yields its rows or, where an answer has objects for what it tells of, such as chains or changes, those.
    """

    columns: ClassVar[tuple[str, ...]]
    """The names of the columns."""
    keys: ClassVar[int] = 1
    """How many columns, from the left, tell rows apart."""
    lang: str

    @property
    @abstractmethod
    def title(self) -> str:
        """What the table tells, on one line."""

    @abstractmethod
    def rows(self) -> list[Row]:
        """Return the rows, in an order that depends on the facts only."""

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows())

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def records(self) -> list[dict[str, Cell]]:
        """Return the rows as objects, ready for JSON or a data frame."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows()]

    def __repr__(self) -> str:
        count = len(self.rows())
        return f"<{type(self).__name__}: {self.title}, {count} row{'' if count == 1 else 's'}>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002
        return {"text/plain": self.as_text(), "text/html": self.as_html()}

    def as_text(self) -> str:
        """Return the title and an aligned table; of long lists only the beginning is shown."""
        rows = [self._shown(row) for row in self.rows()]
        if not rows:
            return f"{self.title}\n\n{pick(NOTHING, self.lang)}\n"
        headings = [heading(column, self.lang) for column in self.columns]
        return f"{self.title}\n\n{tables.as_text(headings, rows)}"

    def as_html(self) -> str:
        """Return an HTML table with its title as caption, all text escaped; of many rows only the first are shown."""
        rows = self.rows()
        heads = "".join(f'<th scope="col">{escape(heading(column, self.lang))}</th>' for column in self.columns)
        body = "".join(_html_row(self._shown(row)) for row in rows[:_SHOWN_ROWS])
        more = f" ({_SHOWN_ROWS} / {len(rows)})" if len(rows) > _SHOWN_ROWS else ""
        caption = f"<caption>{escape(self.title + more)}</caption>"
        table = f"{caption}<thead><tr>{heads}</tr></thead><tbody>{body}</tbody>"
        return f'<table lang="{self.lang}" class="{tables.MATH_IGNORED}">{table}</table>'

    def _shown(self, row: Row) -> Row:
        pairs = zip(self.columns, row, strict=True)
        return tuple(_shortened(words_for(column, value, self.lang)) for column, value in pairs)


def _html_row(row: Row) -> str:
    return "<tr>" + "".join(f"<td>{escape(tables.cell(value))}</td>" for value in row) + "</tr>"


def _shortened(value: Cell) -> Cell:
    """Return a list with only its first values, for the eye."""
    if isinstance(value, tuple) and len(value) > _SHOWN_VALUES:
        return (*value[:_SHOWN_VALUES], f"… (+{len(value) - _SHOWN_VALUES})")
    return value


@dataclass(frozen=True, repr=False)
class Answer(Table):
    """A table about a graph: what was asked, and of which day.

    Parameters
    ----------
    graph
        The ties that the answer was drawn from: the graph of the day, or the whole record.
    flow
        ``authority``, ``voice`` or ``any``.
    lang
        The language of names, headings and sentences: ``nb`` or ``en``.
    """

    graph: Graph = field(repr=False, compare=False)
    flow: FlowChoice
    lang: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "lang", language(self.lang))

    @property
    def day(self) -> date | None:
        """The day that was asked about; ``None`` for the whole record."""
        return self.graph.day

    def name(self, id_: str) -> str:
        """Return the name of a node on the day, in the language of the answer."""
        return self.graph.name(id_, self.lang)

    def names(self, ids: Any) -> str:  # noqa: ANN401 - any iterable of ids
        """Return names with commas between."""
        return ", ".join(self.name(id_) for id_ in ids)

    def translate(self, text: str | None) -> str | None:
        """Return a role or reasoning in the language of the answer; nothing for none."""
        return None if text is None else self.graph.translate(text, self.lang)

    def references(self, cites: Iterable[Citation]) -> tuple[str, ...]:
        """Return citations in the language of the answer."""
        return tuple(self.graph.reference(citation, self.lang) for citation in cites)

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
