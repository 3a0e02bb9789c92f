"""Tables as text, CSV, JSON, Markdown and Excel."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, datetime

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from graphmodel import tables

COLUMNS = ["navn", "fra", "antall"]
ROWS = [["Vegårshei kommune", date(2021, 1, 1), 3], ["=1+1", None, 12], [["a", "b"], True, 0]]

texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)


def test_text_is_aligned_with_numbers_to_the_right() -> None:
    assert tables.as_text(COLUMNS, ROWS).splitlines() == [
        "navn                fra          antall",
        "───────────────────────────────────────",
        "Vegårshei kommune   2021-01-01        3",
        "=1+1                                 12",
        "a; b                true              0",
    ]


def test_text_folds_long_cells_into_the_width() -> None:
    text = tables.as_text(["a", "b"], [["x" * 100, "y"]], width=40)
    assert max(len(line) for line in text.splitlines()) <= 40
    assert text.count("x") == 100


def test_square_brackets_are_text_and_not_colour_markup() -> None:
    assert "[red]x[/red]" in tables.as_text(["[bold]a"], [["[red]x[/red]"]])


def test_csv_gives_each_value_back() -> None:
    assert list(csv.reader(io.StringIO(tables.as_csv(COLUMNS, ROWS)))) == [
        COLUMNS,
        ["Vegårshei kommune", "2021-01-01", "3"],
        ["=1+1", "", "12"],
        ["a; b", "true", "0"],
    ]


def test_json_is_a_list_of_objects_with_iso_dates() -> None:
    assert json.loads(tables.as_json(COLUMNS, ROWS)) == [
        {"navn": "Vegårshei kommune", "fra": "2021-01-01", "antall": 3},
        {"navn": "=1+1", "fra": None, "antall": 12},
        {"navn": ["a", "b"], "fra": True, "antall": 0},
    ]


@given(st.lists(st.lists(texts, min_size=2, max_size=2), max_size=4))
def test_markdown_has_one_line_a_row_and_no_markup_of_the_data(rows: list[list[str]]) -> None:
    lines = tables.as_markdown(["a", "b"], rows).split("\n")
    assert len(lines) == len(rows) + 3
    for line in lines[2:-1]:
        marks = re.sub(r"\\.", "", line)
        assert (marks.count("|"), marks.count("<")) == (3, 0)


def test_excel_holds_dates_as_dates_and_formulas_as_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(tables.as_excel(COLUMNS, ROWS, "Svar [1]")))
    sheet = book["Svar 1"]
    values = list(sheet.iter_rows(values_only=True))
    assert values[0] == ("navn", "fra", "antall")
    assert values[1] == ("Vegårshei kommune", datetime(2021, 1, 1), 3)  # noqa: DTZ001 - Excel knows no zones
    assert values[2] == ("=1+1", None, 12)
    assert sheet["A3"].data_type == "s"
    assert sheet.freeze_panes == "A2"
