"""Rows with named columns, as text for the terminal, CSV, JSON, Markdown or an Excel file."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, get_args

from graphmodel.markdown import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FORMATS", "Format", "as_csv", "as_excel", "as_json", "as_markdown", "as_text", "cell"]

Format = Literal["table", "csv", "json", "md", "xlsx"]
FORMATS: tuple[Format, ...] = get_args(Format)
_WIDEST_COLUMN = 60


def cell(value: Any) -> str:  # noqa: ANN401 - a value of any kind that an engine can return
    """Return a value as the text of a cell: lists with semicolons, dates in ISO form, nothing for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return "; ".join(cell(each) for each in value)
    return str(value)


def as_text(columns: Sequence[str], rows: Sequence[Sequence[Any]], width: int | None = None) -> str:
    """Return an aligned table.

    Parameters
    ----------
    columns
        The headings.
    rows
        One value a column.
    width
        The width to fit into, by folding long cells; ``None`` for as wide as it needs to be.

    Returns
    -------
    str
        The table, with a line at its end.
    """
    # Imported here: only this one format needs them.
    from rich import box  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for index, column in enumerate(columns):
        numeric = bool(rows) and all(isinstance(row[index], int | float) for row in rows)
        table.add_column(Text(column), justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell(value)) for value in row))
    out = io.StringIO()
    Console(file=out, width=width or 10_000, color_system=None, legacy_windows=False, force_jupyter=False).print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def as_csv(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Return comma-separated values with a heading, as RFC 4180 but for plain line ends."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()


def as_json(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Return a list of objects, one a row."""
    objects = [dict(zip(columns, row, strict=True)) for row in rows]
    return json.dumps(objects, ensure_ascii=False, indent=2, default=_plain) + "\n"


def _plain(value: Any) -> Any:  # noqa: ANN401 - what json hands over
    return value.isoformat() if isinstance(value, date) else str(value)


def as_markdown(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Return a table in GitHub's Markdown, every cell escaped."""
    lines = ["| " + " | ".join(escaped(column) for column in columns) + " |", "|" + " --- |" * len(columns)]
    lines += ["| " + " | ".join(escaped(cell(value)) for value in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def as_excel(columns: Sequence[str], rows: Sequence[Sequence[Any]], title: str = "Answer") -> bytes:
    """Return an Excel workbook of one sheet: headings stay in view, dates are dates, text is never a formula."""
    # Imported here: only this one format needs it.
    import xlsxwriter  # noqa: PLC0415

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("".join(mark for mark in title if mark not in "[]:*?/\\'")[:31] or "Answer")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, list(columns), book.add_format({"bold": True}))
    for line, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(line, column, value, day)
            else:
                sheet.write(line, column, value if isinstance(value, int | float) else cell(value))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), max(len(columns) - 1, 0))
    sheet.autofit(_WIDEST_COLUMN * 7)
    book.close()
    return out.getvalue()
