"""Tables as text, CSV, JSON, Markdown and Excel."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, datetime
from math import inf, nan
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel import tables

COLUMNS = ["navn", "fra", "antall"]
ROWS: list[list[Any]] = [["Vegårshei kommune", date(2021, 1, 1), 3], ["=1+1", None, 12], [["a", "b"], True, 0]]

texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)


def test_text_is_aligned_with_numbers_to_the_right() -> None:
    assert tables.as_text(COLUMNS, ROWS).splitlines() == [
        "navn                fra          antall",
        "───────────────────────────────────────",
        "Vegårshei kommune   2021-01-01        3",
        "=1+1                                 12",
        '["a", "b"]          true              0',
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
        ['["a", "b"]', "true", "0"],
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


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=50)
@given(st.lists(st.lists(anything, min_size=2, max_size=2), max_size=3), st.text(), st.integers(1, 60))
def test_no_value_or_heading_is_too_odd_for_any_format(rows: list[list[Any]], heading: str, width: int) -> None:
    columns = [heading, "b"]
    assert len(json.loads(tables.as_json(columns, rows), parse_constant=pytest.fail)) == len(rows)
    openpyxl.load_workbook(io.BytesIO(tables.as_excel(columns, rows, heading)))
    assert tables.as_text(columns, rows, width)
    assert tables.as_markdown(columns, rows).count("\n") == len(rows) + 2
    assert len(list(csv.reader(io.StringIO(tables.as_csv(columns, rows), newline="")))) == len(rows) + 1


def test_lists_mappings_and_truth_values_are_json_and_what_is_no_number_is_nothing() -> None:
    row = [[1, True, None], {"a": [date(2021, 1, 1)], "b": nan}, False, nan, -inf, ("a", "b")]
    assert [tables.cell(value) for value in row] == [
        "[1, true, null]",
        '{"a": ["2021-01-01"], "b": null}',
        "false",
        "",
        "",
        "a; b",
    ]
    assert json.loads(tables.as_json(["x", "y"], [[nan, [inf]]])) == [{"x": None, "y": [None]}]


def test_csv_for_a_spreadsheet_holds_no_formula() -> None:
    rows: list[list[Any]] = [["=1+1", "-x"], ["@x", -1], ["\tx", "+1"], ["1=1", None]]
    written = tables.as_csv(["=a", "b"], rows, spreadsheet=True)
    assert written == "'=a,b\n'=1+1,'-x\n'@x,-1\n'\tx,'+1\n1=1,\n"
    assert tables.as_csv(["=a", "b"], rows).startswith("=a,b\n=1+1,-x\n")


def test_what_excel_cannot_hold_is_text_with_a_note() -> None:
    row = [2**53 + 1, 10**15, date(1899, 12, 31), "x" * 40_000, nan, True, {"a": 1}, "\ud800\x1b"]
    sheet = openpyxl.load_workbook(io.BytesIO(tables.as_excel(list("abcdefgh"), [row])))["Answer"]
    cells = sheet[2]
    assert [each.value for each in cells][:3] == ["9007199254740993", 10**15, "1899-12-31"]
    assert [len(cells[3].value), *(each.value for each in cells[4:7])] == [32_767, None, True, '{"a": 1}']
    assert [bool(each.comment) for each in cells] == [True, False, True, True, False, False, False, False]
    assert "first 32767 of 40000 characters" in cells[3].comment.text


def test_a_narrow_terminal_shows_one_field_a_line() -> None:
    rows = [["Vegårshei kommune", "2021-01-01", "en lang merknad om noe"], ["Risør", "", "kort"]]
    assert tables.as_text(["navn", "fra", "merknad"], rows, width=30) == (
        "navn     Vegårshei kommune\nfra      2021-01-01\nmerknad  en lang merknad om noe\n\n"
        "navn     Risør\nfra\nmerknad  kort\n"
    )
    assert "───" in tables.as_text(["navn", "fra", "merknad"], rows, width=36)


def test_csv_for_norwegian_excel_has_semicolons_decimal_commas_and_no_formulas() -> None:
    text = tables.as_csv(["a", "=b"], [[0.5, "=1+1"], ["x;y", "0301"], [None, "ø\r\nå"]], excel=True)
    assert text == '\ufeffa;\'=b\n0,5;\'=1+1\n"x;y";0301\n;"ø\nå"\n'
    assert list(csv.reader(text.removeprefix("\ufeff").splitlines(keepends=True), delimiter=";"))[1] == ["0,5", "'=1+1"]


def test_people_read_headings_in_their_language_and_programs_the_names_of_columns() -> None:
    table = tables.Result(("id", "n"), (("a", 1.5), ("b", None)), (("navn", "name"), ("antall", "number")))

    assert table.as_markdown("en").splitlines()[0] == "| name | number |"
    assert table.as_text().split()[:2] == ["navn", "antall"]
    assert table.as_csv("en") == "id,n\na,1.5\nb,\n"
    assert table.as_csv("nb", excel=True) == "\ufeffnavn;antall\na;1,5\nb;\n"
    assert json.loads(table.as_json()) == table.to_dicts() == [{"id": "a", "n": 1.5}, {"id": "b", "n": None}]
    assert table.as_text(most=1).endswith("\n… (1 / 2)\n")
    assert openpyxl.load_workbook(io.BytesIO(table.as_excel("en"))).active["A1"].value == "name"
