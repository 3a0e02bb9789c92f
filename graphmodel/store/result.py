"""The answer to a query: rows under named columns, the same whichever engine gave it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from importlib import import_module
from typing import TYPE_CHECKING, Any

from graphmodel import tables

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Result"]

_SHOWN_ROWS = 100


@dataclass(frozen=True, slots=True, repr=False)
class Result:
    """Rows under named columns, in the order the query gave them.

    Parameters
    ----------
    columns
        The names of the columns.
    rows
        One value a column: text, number, truth value, ``None``, or a list or mapping of those. A day is ISO text such
        as ``2021-11-01``; in a column that a library question declares as a date it is a :class:`datetime.date`.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.rows)

    def __getitem__(self, index: int) -> tuple[Any, ...]:
        return self.rows[index]

    def __repr__(self) -> str:
        return f"<Result: {len(self.rows)} rows of {', '.join(self.columns)}>"

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the rows as objects."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_pandas(self) -> Any:  # noqa: ANN401 - pandas has no types of its own
        """Return the rows as a data frame; needs pandas (``pip install 'graphmodel[notebook]'``)."""
        # Imported here: pandas is heavy, and not installed unless asked for.
        pandas: Any = import_module("pandas")
        return pandas.DataFrame(list(self.rows), columns=list(self.columns))

    def _repr_html_(self) -> str:
        """Return an HTML table, all text escaped; of many rows only the first are shown."""
        heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in self.columns)
        body = "".join(_html_row(row) for row in self.rows[:_SHOWN_ROWS])
        table = f"{self._caption()}<thead><tr>{heads}</tr></thead><tbody>{body}</tbody>"
        return f'<table class="{tables.MATH_IGNORED}">{table}</table>'

    def _caption(self) -> str:
        return f"<caption>{_SHOWN_ROWS} / {len(self.rows)}</caption>" if len(self.rows) > _SHOWN_ROWS else ""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002
        text = tables.as_text(self.columns, self.rows[:_SHOWN_ROWS]) if self.columns else repr(self)
        return {"text/plain": text, "text/html": self._repr_html_()}


def _html_row(row: tuple[Any, ...]) -> str:
    return "<tr>" + "".join(f"<td>{escape(tables.cell(value))}</td>" for value in row) + "</tr>"
