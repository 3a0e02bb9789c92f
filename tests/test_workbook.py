"""The workbook: changed by programs that we did not write, read back equal, and each mistake told by its cell."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import openpyxl
import pytest
from command import type_  # noqa: F401 - a fixture
from graphs import crossroads, edge, graph, graphs, node
from hypothesis import given, settings

import graphmodel as gm
from graphmodel.errors import ConfigError, SeedError
from graphmodel.model import Citation, Name
from graphmodel.schema import EDGE_KINDS, KINDS
from graphmodel.seeds.workbook import SHEETS, TOLD

if TYPE_CHECKING:
    from collections.abc import Callable

    from command import Type

    from graphmodel.model import Graph


def _written(graph: Graph, folder: Path) -> Path:
    return gm.export(graph, folder / "organer.xlsx")[0]


def _changed(path: Path, change: Callable[[Any], object]) -> Path:
    """Change a workbook as a planner would in another program."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def _cell(book: Any, sheet: str, id_: str, column: str) -> Any:
    headings = [cell.value for cell in book[sheet][1]]
    for row in book[sheet].iter_rows():
        if row[0].value == id_:
            return row[headings.index(column)]
    raise AssertionError(f"{sheet} has no row {id_}")


@settings(max_examples=25, deadline=None)
@given(graphs())
def test_a_workbook_is_read_back_equal(graph: Graph) -> None:
    with TemporaryDirectory() as folder:
        assert gm.read(_written(graph, Path(folder))) == graph


def test_the_record_is_read_back_equal_also_when_another_program_has_saved_it(tmp_path: Path) -> None:
    record = gm.read()
    path = _written(record, tmp_path)
    assert gm.read(path) == record
    assert gm.read(_changed(path, lambda _book: None)) == record


@pytest.mark.office
def test_a_workbook_saved_by_libreoffice_is_read_back_equal(tmp_path: Path) -> None:
    awkward = Citation(source="minutes", locator="§ 1: a\n\n  b;\tc")
    told = graph(
        [
            node("town", "Municipality", number="0301", name="=1+1 _x0041_ 2021-11", cites=(awkward,)),
            node("state", "StateBody", note="'to linjer\n\nog én ' til", names=(Name(name="01.02"), Name(name="3E5"))),
        ],
        [edge("town", "PART_OF", "state", since="2021-11", founding=True)],
    )
    path = _written(told, tmp_path)
    office = shutil.which("soffice") or "soffice"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "saved"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    assert gm.read(tmp_path / "saved" / "organer.xlsx") == told


def test_each_heading_has_a_comment_and_each_choice_a_list(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(_written(crossroads(), tmp_path))
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"] == list(SHEETS)
    for name, sheet in SHEETS.items():
        told = {cell.value: cell.comment.text for cell in book[name][1]}
        assert list(told) == list(sheet.columns)
        assert all(text.startswith(TOLD[column]) for column, text in told.items())
    hidden = book["valg"]
    lists = {
        (name, SHEETS[name].columns[next(iter(rule.sqref.ranges)).min_col - 1]): rule.formula1
        for name in SHEETS
        for rule in book[name].data_validations.dataValidation
    }
    for place, words in ((("organer", "kind"), KINDS), (("bånd", "type"), EDGE_KINDS)):
        cells = hidden[lists[place].split("!")[1].replace("$", "")]
        assert [cell.value for (cell,) in cells] == list(words)
    assert lists["bånd", "from"].startswith("organer!$A$2:$A$")


def test_every_cell_is_text(tmp_path: Path) -> None:
    told = graph([node("town", "Municipality", number="0301", since="2021")], [])
    book = openpyxl.load_workbook(_written(told, tmp_path))
    for column, value in (("number", "0301"), ("from", "2021")):
        cell = _cell(book, "organer", "town", column)
        assert (cell.value, cell.data_type, cell.number_format) == (value, "s", "@")


def _set(sheet: str, id_: str, column: str, value: Any) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        _cell(book, sheet, id_, column).value = value

    return change


def _as_text(sheet: str, id_: str, column: str, value: str) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        cell = _cell(book, sheet, id_, column)
        cell.value, cell.data_type = value, "s"

    return change


def _twice(book: Any) -> None:
    book["organer"].append([cell.value for cell in book["organer"][2]])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            _set("organer", "ministry", "from", dt.date(2021, 3, 1)),
            r"ark organer, celle G\d+: from: holds a date .* 2021-03-01",
        ),
        (_set("organer", "ministry", "from", 44256), r"ark organer, celle G\d+: from: holds the number 44256"),
        (_set("organer", "ministry", "name", "=A1"), r"ark organer, celle D\d+: name: holds a formula"),
        (_set("organer", "ministry", "name", "#REF!"), r"ark organer, celle D\d+: name: holds the error #REF!"),
        (_as_text("bånd", "ministry", "role", "#VERDI!"), r"ark bånd, celle D\d+: role: #VERDI! is an error"),
        (_as_text("bånd", "ministry", "role", "#########"), r"ark bånd, celle D\d+: role: #+ .*widen the column"),
        (_set("organer", "ministry", "kind", "Ministery"), r"ark organer, celle B\d+: .*did you mean 'Ministry'"),
        (_set("organer", "ministry", "from", "3.1.2021"), r"ark organer, celle G\d+: .*write 2021-01-03"),
        (_set("organer", "ministry", "cites", "protocol"), r"ark organer, celle I\d+: .*'protocol'"),
        (_set("bånd", "ministry", "to", "nobody"), r"ark bånd, celle C\d+: .*nobody"),
        (_twice, r"ark organer, celle A\d+: .*is already defined at ark organer, celle A2"),
        (lambda book: book["organer"].merge_cells("A2:B3"), "ark organer, celler A2:B3: the cells are merged"),
        (lambda book: book.remove(book["kilder"]), r"^\S+\.xlsx: the sheet 'kilder' is missing"),
        (_set("bånd", "from", "type", "kind"), "ark bånd, celle B1: the column 'kind' is not known"),
        (_set("bånd", "from", "type", None), "ark bånd, celle A1: the column 'type' is missing"),
        (_set("bånd", "from", "type", "to"), "ark bånd, celle C1: the column 'to' is given twice"),
        (lambda book: book["bånd"].delete_cols(6), "ark bånd, celle A1: the column 'until' is missing"),
        (lambda book: book["bånd"].cell(2, 40, "sic"), "ark bånd, celle AN2: stands beneath no heading"),
        (lambda book: book.copy_worksheet(book["bånd"]), r"^\S+\.xlsx: the sheet 'bånd Copy' is not known: move its"),
        (lambda book: book.create_sheet("Ark1").append(["x"]), r"^\S+\.xlsx: the sheet 'Ark1' is not known"),
        (
            lambda book: book["navn"].append(["nobody", "Name"]),
            r"ark navn, celle A\d+: node: no node has the id 'nobody'",
        ),
        (lambda book: book["nummer"].append(["town", "301"]), r"ark nummer, celle B\d+: .*lost the zero in front"),
    ],
)
def test_a_mistake_is_told_with_its_sheet_and_cell(change: Any, message: str, tmp_path: Path) -> None:
    path = _changed(_written(crossroads(), tmp_path), change)
    with pytest.raises(SeedError, match=message) as told:
        gm.read(path)
    assert str(told.value).count("\n") <= 1


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no workbook", b"\0" * 1000])
def test_what_is_no_workbook_is_told(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(content)
    with pytest.raises(SeedError, match=r"cannot be read as a workbook"):
        gm.read(tmp_path / "x.xlsx")


def test_a_workbook_that_swells_is_refused(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "x.xlsx", "w", 8) as archive, archive.open("xl/workbook.xml", "w") as file:
        for _ in range(401):
            file.write(b"\0" * 1_000_000)
    with pytest.raises(SeedError, match="expected at most 400,000,000"):
        gm.read(tmp_path / "x.xlsx")


def test_what_no_cell_can_hold_is_refused_and_nothing_written(tmp_path: Path) -> None:
    cites = [Citation(source="minutes", locator=f"{number} {'x' * 480}") for number in range(80)]
    told = graph([node("town", cites=cites)], [])
    with pytest.raises(ConfigError, match=r"organer: town: cites: .* a cell of a workbook holds 32,767"):
        _written(told, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_import_shows_what_it_would_change_and_writes_only_where_told(type_: Type, tmp_path: Path) -> None:  # noqa: F811 - the fixture
    gm.write(crossroads(), tmp_path / "seeds")
    path = _written(crossroads(), tmp_path)
    words = ("import", "workbook", str(path), "--seeds", str(tmp_path / "seeds"))
    assert type_(*words).err.strip() == "nothing would change"

    def change(book: Any) -> None:
        _cell(book, "organer", "ministry", "name").value = "Departement"
        book["bånd"].delete_rows(_cell(book, "bånd", "association", "type").row)

    _changed(path, change)
    ended = type_(*words, "--format", "csv")
    assert ended.out.splitlines() == [
        "group,id,change,field,before,after",
        "nodes,ministry,changed,name,Ministry,Departement",
        "edges,association:cooperates-with:network,removed,,,",
    ]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["organer.xlsx", "seeds"]
    ended = type_(*words, "-o", str(tmp_path / "new"))
    assert ended.code == 0
    assert gm.read(tmp_path / "new") == gm.read(path)
    ended = type_("import", "workbook", str(tmp_path / "none.xlsx"))
    assert (ended.code, "is not a file" in ended.err) == (2, True)


def test_the_report_of_a_workbook_names_the_file_the_sheet_and_the_cell(tmp_path: Path) -> None:
    path = _changed(_written(crossroads(), tmp_path), _set("organer", "ministry", "from", "3.1.2021"))
    told, place = gm.check(path), rf"{path.name}, ark organer, celle G\d+"
    assert re.search(rf"^{place}: error GM104 ", told.as_text(), re.MULTILINE)
    places = {each["id"]: (each["file"], each["place"]) for each in json.loads(told.as_json())["findings"]}
    file, cell = places["GM104:ministry:from"]
    assert (file, re.fullmatch(place, cell) is not None) == (path.name, True)
    results = json.loads(told.as_sarif())["runs"][0]["results"]
    uris = {each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in results}
    assert uris == {path.name}
