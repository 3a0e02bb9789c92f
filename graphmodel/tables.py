"""Rows with named columns, as text for the terminal, CSV, JSON, Markdown or an Excel file."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from itertools import chain
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal, get_args

from graphmodel.errors import visible
from graphmodel.markdown import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = [
    "FORMATS",
    "MATH_IGNORED",
    "Format",
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
_WIDEST_COLUMN = 60
_NARROWEST_COLUMN = 10
_GAP = 3
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
_LARGEST_EXCEL_NUMBER = 10**15
_LONGEST_EXCEL_TEXT = 32_767
_FIRST_EXCEL_DAY = date(1900, 1, 1)
_NO_DAY = datetime(1980, 1, 1, tzinfo=UTC)
"""The date of a workbook, because it must have one: the first that a ZIP can hold."""


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
