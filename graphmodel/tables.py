"""The one table of every answer, as text for the terminal, HTML, CSV, JSON, Markdown or an Excel file."""

from __future__ import annotations

import csv
import io
import json
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from html import escape
from importlib import import_module
from itertools import chain
from math import isfinite
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias, get_args

from graphmodel.choices import language
from graphmodel.errors import visible
from graphmodel.language import NOTHING, pick
from graphmodel.markdown import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = [
    "FORMATS",
    "MATH_IGNORED",
    "Format",
    "Result",
    "Row",
    "Table",
    "as_csv",
    "as_excel",
    "as_json",
    "as_markdown",
    "as_text",
    "as_workbook",
    "cell",
    "csv_lines",
    "encodable",
]

MATH_IGNORED = "tex2jax_ignore mathjax_ignore"
"""Classes of HTML in which a notebook looks for no formulas: in names, dollars stay dollars and never make a link."""

Format = Literal["table", "csv", "csv-excel", "json", "md", "xlsx"]
FORMATS: tuple[Format, ...] = get_args(Format)
Row: TypeAlias = "tuple[Any, ...]"

_SHOWN_ROWS = 100
_SHOWN_VALUES = 5
_WIDEST_COLUMN = 60
_NARROWEST_COLUMN = 10
_GAP = 3
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
_LARGEST_EXCEL_NUMBER = 10**15
_LONGEST_EXCEL_TEXT = 32_767
_FIRST_EXCEL_DAY = date(1900, 1, 1)
_NO_DAY = datetime(1980, 1, 1, tzinfo=UTC)
"""The date of a workbook, because it must have one: the first that a ZIP can hold."""


class Table(ABC):
    """Rows under named columns, the same for the terminal, CSV, JSON, a notebook and a comparison.

    Names of columns, and codes such as ``gap`` or ``certain``, are the same in every language; the language is chosen
    where a table is shown. A table can be gone through: it yields its rows or, where an answer has objects for what it
    tells of, such as chains or changes, those.
    """

    keys: ClassVar[int] = 1
    """How many columns, from the left, tell rows apart."""

    @property
    @abstractmethod
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""

    @property
    @abstractmethod
    def rows(self) -> tuple[Row, ...]:
        """One value a column, in an order that depends on the facts only; names are the Norwegian ones."""

    def rows_in(self, lang: str) -> tuple[Row, ...]:  # noqa: ARG002 - where rows have no names, all languages are one
        """Return the rows with names, roles and references in a language; codes stay codes."""
        return self.rows

    def title(self, lang: str = "nb") -> str:  # noqa: ARG002 - as rows_in
        """Return what the table tells, on one line; nothing where that is not known."""
        return ""

    def headings(self, lang: str) -> tuple[str, ...]:  # noqa: ARG002 - as rows_in
        """Return the names of the columns as people read them."""
        return self.columns

    def in_words(self, row: Row, lang: str) -> Row:  # noqa: ARG002 - as rows_in
        """Return a row as people read it: codes in words."""
        return row

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401 - a place; for some answers an id
        return self.rows[key]

    def __repr__(self) -> str:
        count = len(self.rows)
        about = self.title() or ", ".join(self.columns)
        return f"<{type(self).__name__}: {about}, {count} row{'' if count == 1 else 's'}>"

    def to_dicts(self, lang: str = "nb") -> list[dict[str, Any]]:
        """Return the rows as objects, ready for JSON."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows_in(lang)]

    def to_pandas(self, lang: str = "nb") -> Any:  # noqa: ANN401 - pandas has no types of its own
        """Return the rows as a data frame; needs pandas (``pip install 'graphmodel[notebook]'``)."""
        # Imported here: pandas is heavy, and not installed unless asked for.
        pandas: Any = import_module("pandas")
        return pandas.DataFrame(list(self.rows_in(lang)), columns=list(self.columns))

    def as_text(self, lang: str = "nb", *, width: int | None = None, most: int | None = None) -> str:
        """Return the title and an aligned table; of long lists only the beginning is shown.

        Parameters
        ----------
        lang
            ``nb`` or ``en``.
        width
            The width to fit into, as for :func:`as_text`.
        most
            How many rows to show; of more, a last line tells how many there are.
        """
        title, rows = self.title(lang), self.rows_in(lang)
        if title and not rows:
            return f"{title}\n\n{pick(NOTHING, lang)}\n"
        table = as_text(self.headings(lang), self._shown(rows[:most], lang), width)
        more = f"… ({most} / {len(rows)})\n" if most is not None and len(rows) > most else ""
        return (f"{title}\n\n" if title else "") + table + more

    def as_html(self, lang: str = "nb") -> str:
        """Return an HTML table with its title as caption, all text escaped; of many rows only the first are shown."""
        headings, title, rows = self.headings(lang), self.title(lang), self.rows_in(lang)
        more = f"{_SHOWN_ROWS} / {len(rows)}" if len(rows) > _SHOWN_ROWS else ""
        caption_text = f"{title} ({more})" if title and more else title or more
        caption = f"<caption>{escape(caption_text)}</caption>" if caption_text else ""
        heads = "".join(f'<th scope="col">{escape(each)}</th>' for each in headings)
        body = "".join(_html_row(row) for row in self._shown(rows[:_SHOWN_ROWS], lang))
        speaks = f'lang="{language(lang)}" ' if title or headings != self.columns else ""
        table = f"{caption}<thead><tr>{heads}</tr></thead><tbody>{body}</tbody>"
        return f'<table {speaks}class="{MATH_IGNORED}">{table}</table>'

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002
        text = self.as_text(most=_SHOWN_ROWS) if self.columns else repr(self)
        return {"text/plain": text, "text/html": self.as_html()}

    def as_csv(self, lang: str = "nb", *, spreadsheet: bool = False, excel: bool = False) -> str:
        """Return comma-separated values: names and codes for programs or, for ``excel``, words; see :func:`as_csv`."""
        if excel:
            return as_csv(self.headings(lang), self._worded(lang), excel=True)
        return as_csv(self.columns, self.rows_in(lang), spreadsheet=spreadsheet)

    def as_json(self, lang: str = "nb") -> str:
        """Return a list of objects, one a row, by the names of the columns."""
        return as_json(self.columns, self.rows_in(lang))

    def as_markdown(self, lang: str = "nb") -> str:
        """Return a table in GitHub's Markdown, every cell escaped."""
        return as_markdown(self.headings(lang), self._worded(lang))

    def as_excel(self, lang: str = "nb", title: str = "") -> bytes:
        """Return an Excel workbook of one sheet; see :func:`as_workbook`."""
        return as_workbook({title or self.title(lang): (self.headings(lang), self._worded(lang))})

    def _worded(self, lang: str) -> list[Row]:
        return [self.in_words(row, lang) for row in self.rows_in(lang)]

    def _shown(self, rows: tuple[Row, ...], lang: str) -> list[Row]:
        return [tuple(map(_shortened, self.in_words(row, lang))) for row in rows]


@dataclass(frozen=True, slots=True, repr=False)
class Result(Table):
    """Rows that are at hand, such as the answer to a query, in the order the query gave them.

    Parameters
    ----------
    columns
        The names of the columns.
    rows
        One value a column: text, number, truth value, ``None``, or a list or mapping of those. A day is ISO text such
        as ``2021-11-01``; in a column that a library question declares as a date it is a :class:`datetime.date`.
    labels
        The names of the columns as people read them, in Norwegian and English; none for those of ``columns``.
    """

    columns: tuple[str, ...] = field()
    rows: tuple[Row, ...] = field()
    labels: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    def headings(self, lang: str) -> tuple[str, ...]:
        """Return the names of the columns as people read them."""
        return tuple(pick(label, lang) for label in self.labels) or self.columns


def _html_row(row: Row) -> str:
    return "<tr>" + "".join(f"<td>{escape(cell(value))}</td>" for value in row) + "</tr>"


def _shortened(value: Any) -> Any:  # noqa: ANN401 - a value of any kind
    """Return a list of an analysis with only its first values, for the eye."""
    if isinstance(value, tuple) and len(value) > _SHOWN_VALUES:
        return (*value[:_SHOWN_VALUES], f"… (+{len(value) - _SHOWN_VALUES})")
    return value


def cell(value: Any) -> str:  # noqa: ANN401 - a value of any kind that an engine can return
    """Return a value as the text of a cell: lists and mappings as JSON, dates in ISO form, nothing for none.

    A tuple, of which analyses make their cells, is read by people: semicolons stand between its parts.
    """
    match value:
        case None:
            return ""
        case bool() | list() | dict():
            return _json(value)
        case float() if not isfinite(value):
            return ""
        case tuple():
            return "; ".join(cell(each) for each in value)
    return str(value)


def _json(value: Any, indent: int | None = None) -> str:  # noqa: ANN401 - a value of any kind
    """Return a value as JSON that any reader takes: what is no number there is null."""
    return json.dumps(_finite(value), ensure_ascii=False, indent=indent, default=_plain, allow_nan=False)


def _finite(value: Any) -> Any:  # noqa: ANN401 - a value of any kind
    match value:
        case float() if not isfinite(value):
            return None
        case list() | tuple():
            return [_finite(each) for each in value]
        case dict():
            return {str(key): _finite(each) for key, each in value.items()}
    return value


def as_text(columns: Sequence[str], rows: Sequence[Sequence[Any]], width: int | None = None) -> str:
    """Return an aligned table.

    Parameters
    ----------
    columns
        The headings.
    rows
        One value a column.
    width
        The width to fit into, by folding long cells, and where that leaves columns too narrow to read, by putting each
        value on a line of its own; ``None`` for as wide as it needs to be.

    Returns
    -------
    str
        The table, with a line at its end.
    """
    columns = [visible(column) for column in columns]
    texts = [[visible(cell(value)) for value in row] for row in rows]
    if rows and width is not None and _least_width(columns, texts) > width:
        return _as_records(columns, texts)
    # Imported here: only this one format needs them.
    from rich import box  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for index, column in enumerate(columns):
        numeric = bool(rows) and all(isinstance(row[index], int | float) for row in rows)
        table.add_column(Text(column), justify="right" if numeric else "left", overflow="fold")
    for row in texts:
        table.add_row(*map(Text, row))
    out = io.StringIO()
    Console(file=out, width=width or 10_000, color_system=None, legacy_windows=False, force_jupyter=False).print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _least_width(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """Return the width in which no column is folded to less than a word."""
    longest = [max(map(len, texts)) for texts in zip(columns, *rows, strict=True)]
    return sum(min(each, _NARROWEST_COLUMN) for each in longest) + _GAP * (len(longest) - 1)


def _as_records(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return each row as lines of a heading and a value, with an empty line between rows."""
    names = max(map(len, columns))
    records = (
        "".join(f"{name:<{names}}  {text}".rstrip() + "\n" for name, text in zip(columns, row, strict=True))
        for row in rows
    )
    return "\n".join(records)


def as_csv(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], *, spreadsheet: bool = False, excel: bool = False
) -> str:
    """Return comma-separated values with a heading, as RFC 4180 but for plain line ends.

    Parameters
    ----------
    columns
        The headings.
    rows
        One value a column.
    spreadsheet
        Whether a spreadsheet will open it: text that it would run as a formula gets a ``'`` in front.
    excel
        Whether it is Excel where the comma is for decimals, as in Norway: then semicolons stand between cells, decimal
        commas in numbers, and a byte order mark in front.
    """
    lines = csv_lines(columns, rows, spreadsheet=spreadsheet, excel=excel)
    return "".join(["\ufeff" if excel else "", *lines])


def csv_lines(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], *, spreadsheet: bool = False, excel: bool = False
) -> Iterator[str]:
    """Yield the heading and the rows of :func:`as_csv`, one at a time."""
    written = _norwegian if excel else _harmless if spreadsheet else cell
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if excel else ",", lineterminator="\n")
    for row in chain([columns], rows):
        # A bare carriage return ends a row for many readers, and is not quoted by all versions of the writer.
        writer.writerow([_one_line_end(written(value)) for value in row])
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _harmless(value: Any) -> str:  # noqa: ANN401 - a value of any kind
    text = cell(value)
    is_formula = not isinstance(value, int | float) and text.startswith(_FORMULA_SIGNS)
    return f"'{text}" if is_formula else text


def _norwegian(value: Any) -> str:  # noqa: ANN401 - a value of any kind
    return cell(value).replace(".", ",") if isinstance(value, float) else _harmless(value)


def as_json(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Return a list of objects, one a row; null for a number that is none."""
    return _json([dict(zip(columns, row, strict=True)) for row in rows], indent=2) + "\n"


def _plain(value: Any) -> Any:  # noqa: ANN401 - what json hands over
    return value.isoformat() if isinstance(value, date) else str(value)


def as_markdown(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Return a table in GitHub's Markdown, every cell escaped."""
    lines = ["| " + " | ".join(escaped(column) for column in columns) + " |", "|" + " --- |" * len(columns)]
    lines += ["| " + " | ".join(escaped(cell(value)) for value in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def as_excel(columns: Sequence[str], rows: Sequence[Sequence[Any]], title: str = "Answer") -> bytes:
    """Return an Excel workbook of one sheet; see :func:`as_workbook`."""
    return as_workbook({title: (columns, rows)})


def as_workbook(tables: Mapping[str, tuple[Sequence[str], Sequence[Sequence[Any]]]]) -> bytes:
    """Return an Excel workbook: headings stay in view, dates are dates, text is never a formula.

    What Excel cannot hold, such as a number of more than 15 digits or a day before 1900, is text, with a note on the
    cell that says so; of text that is too long for a cell the beginning stands there.

    Parameters
    ----------
    tables
        Columns and rows of each sheet, by its title.

    Returns
    -------
    bytes
        The same for the same tables: it carries no date.
    """
    # Imported here: only this one format needs it.
    import xlsxwriter  # noqa: PLC0415

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": _NO_DAY})
    day, bold = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"bold": True})
    for title, (columns, rows) in tables.items():
        sheet = book.add_worksheet(_sheet_name(title))
        for column, name in enumerate(columns):
            sheet.write_string(0, column, encodable(name), bold)
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write(sheet, (line, column), value, day)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), max(len(columns) - 1, 0))
        sheet.autofit(_WIDEST_COLUMN * 7)
    book.close()
    return out.getvalue()


def _write(sheet: Any, place: tuple[int, int], value: Any, day: Any) -> None:  # noqa: ANN401 - an untyped library
    note = _why_text(value)
    match value:
        case bool():
            sheet.write_boolean(*place, value)
        case date() if not note:
            sheet.write_datetime(*place, value, day)
        case int() | float() if not note and isfinite(value):
            sheet.write_number(*place, value)
        case _ if text := encodable(cell(value)):
            sheet.write_string(*place, text[:_LONGEST_EXCEL_TEXT])
    if note:
        sheet.write_comment(*place, note)


def _sheet_name(title: str) -> str:
    allowed = "".join(mark for mark in title if mark.isprintable() and mark not in "[]:*?/\\'")
    name = allowed.encode("utf-16-le")[:62].decode("utf-16-le", "ignore")  # Excel counts 31 halves of characters
    return "Answer" if name.casefold() in {"", "history"} else name


def _why_text(value: Any) -> str:  # noqa: ANN401 - a value of any kind
    """Return the note for a value that Excel cannot hold as what it is, or nothing."""
    match value:
        case bool():
            return ""
        case int() if abs(value) > _LARGEST_EXCEL_NUMBER:
            return "A number with more digits than Excel keeps, so it stands here as text."
        case date() if value < _FIRST_EXCEL_DAY:
            return "A day before Excel's first, so it stands here as text."
    length = len(cell(value)) if isinstance(value, str | list | dict | tuple) else 0
    if length > _LONGEST_EXCEL_TEXT:
        return f"The first {_LONGEST_EXCEL_TEXT} of {length} characters: a cell holds no more. CSV and JSON have all."
    return ""


def encodable(text: str) -> str:
    """Return text that every encoding of Unicode can hold: halves of characters are written as escapes."""
    return text.encode("utf-8", "backslashreplace").decode()
