"""Seed files: what can be written in them, and one clear error, with file and line, for what cannot."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from seedfolders import BOARD, SOURCES, folder

from graphmodel.errors import SeedError
from graphmodel.model import Citation, Name, Number
from graphmodel.seeds import read, read_draft

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TOWN = "- id: town\n  kind: Municipality\n  level: local\n  name: Byen\n  cites: [minutes]\n"


def complaint(path: Path, files: dict[str, str | bytes]) -> str:
    with pytest.raises(SeedError) as caught:
        read(folder(path, files))
    return str(caught.value)


# --- what can be written ----------------------------------------------------------------------------------------


def test_a_body_stands_with_its_edges_beneath_it(tmp_path: Path) -> None:
    edges = "  edges:\n  - type: REPORTS_TO\n    to: board\n    since: 2021-05\n    cites: [minutes]\n"
    graph = read(folder(tmp_path, {"board.yaml": BOARD, "towns/town.yaml": TOWN + edges}))
    assert list(graph.nodes) == ["board", "town"]
    edge = graph.edges["town:reports-to:board"]
    assert (edge.from_id, edge.type, edge.to_id, edge.since) == ("town", "REPORTS_TO", "board", "2021-05")


def test_a_second_edge_of_one_kind_has_an_id_of_its_own(tmp_path: Path) -> None:
    terms = "".join(
        f"  - type: LEADS\n    to: board\n{id_}    since: {year}\n    until: {year + 1}\n    cites: [minutes]\n"
        for year, id_ in ((2015, ""), (2021, "    id: town:leads:board:2\n"))
    )
    graph = read(folder(tmp_path, {"all.yaml": BOARD + TOWN + "  edges:\n" + terms}))
    assert {id_: edge.since for id_, edge in graph.edges.items()} == {
        "town:leads:board": "2015",
        "town:leads:board:2": "2021",
    }


def test_a_node_has_from_and_to_where_an_edge_has_since_and_until(tmp_path: Path) -> None:
    text = BOARD + '  from: 2012-01-04\n  to: "2019"\n  names:\n  - name: Rådet\n    from: 2012\n    to: unknown\n'
    node = read(folder(tmp_path, {"board.yaml": text})).nodes["board"]
    assert (node.since, node.until) == ("2012-01-04", "2019")
    assert node.names == (Name(name="Rådet", since="2012", until="unknown"),)


@pytest.mark.parametrize("written", ["2019-11-29", "'2019-11-29'", '"2019-11-29"'])
def test_a_date_is_the_same_with_and_without_quotes(tmp_path: Path, written: str) -> None:
    graph = read(folder(tmp_path, {"board.yaml": BOARD + f"  from: {written}\n"}))
    assert graph.nodes["board"].since == "2019-11-29"


@pytest.mark.parametrize("word", ["no", "null", "1.50", "0x1F", "2021", "~", "true", "12:30:45", ".inf"])
def test_every_value_stays_the_text_that_was_written(tmp_path: Path, word: str) -> None:
    graph = read(folder(tmp_path, {"board.yaml": BOARD.replace("Styret", word)}))
    assert graph.nodes["board"].name == word


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("- minutes", (None,)),
        ("- minutes: page 3", ("page 3",)),
        ("- source: minutes\n    locator: page 3", ("page 3",)),
        ("- minutes: 'item 4: names'\n  - minutes", ("item 4: names", None)),
    ],
)
def test_a_citation_is_a_source_alone_or_with_where_in_it(
    tmp_path: Path, written: str, expected: tuple[str | None, ...]
) -> None:
    graph = read(folder(tmp_path, {"board.yaml": BOARD.replace("- minutes", written)}))
    assert graph.nodes["board"].cites == tuple(Citation(source="minutes", locator=where) for where in expected)


def test_norwegian_letters_written_as_letter_and_accent_are_composed(tmp_path: Path) -> None:
    graph = read(folder(tmp_path, {"board.yaml": BOARD.replace("Styret", "Ra\u030adet")}))
    assert graph.nodes["board"].name == "Rådet"


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    graph = read(folder(tmp_path, {"board.yaml": b"\xef\xbb\xbf" + BOARD.encode()}))
    assert list(graph.nodes) == ["board"]


def test_lists_hold_nodes_edges_names_and_numbers(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "board.yaml": BOARD,
        "towns.csv": 'id,kind,level,name,number,cites\ntown,Municipality,local,Byen,4203,"minutes: p. 1; minutes"\n',
        "names.csv": "node,name,language,from,to\ntown,Gávpot,se,,\ntown,Tettstedet,,,2017\n",
        "numbers.csv": "node,number,from,to\ntown,4203,2020-01-01,\ntown,0906,,2019-12-31\n",
        "ties.csv": "from,type,to,role,since,cites\ntown,REPORTS_TO,board,hvert år,2020,minutes\n",
        "translations.csv": "nb,en\nhvert år,yearly\n",
    }
    graph = read(folder(tmp_path, files))
    town = graph.nodes["town"]
    assert town.cites == (Citation(source="minutes", locator="p. 1"), Citation(source="minutes"))
    assert town.names == (Name(name="Tettstedet", until="2017"), Name(name="Gávpot", language="se"))
    assert town.numbers == (Number(number="0906", until="2019-12-31"), Number(number="4203", since="2020-01-01"))
    edge = graph.edges["town:reports-to:board"]
    assert (edge.role, graph.translate(edge.role, "en")) == ("hvert år", "yearly")


def test_an_entry_adds_to_what_a_list_tells(tmp_path: Path) -> None:
    extra = "- id: town\n  note: Ved elva.\n  cites: [minutes: p. 2]\n"
    extra += "  edges:\n  - {type: LEADS, to: board, cites: [minutes]}\n"
    rows = "id,kind,level,name,cites\ntown,Municipality,local,Byen,minutes\n"
    graph = read(folder(tmp_path, {"board.yaml": BOARD, "town.yaml": extra, "towns.csv": rows}))
    town = graph.nodes["town"]
    assert (town.name, town.note, town.kind) == ("Byen", "Ved elva.", "Municipality")
    assert town.cites == (Citation(source="minutes", locator="p. 2"), Citation(source="minutes"))
    assert list(graph.edges) == ["town:leads:board"]


def test_a_single_citation_without_a_dash_is_told_even_beside_a_list(tmp_path: Path) -> None:
    rows = "id,kind,level,name,cites\ntown,Municipality,local,Byen,minutes\n"
    told = complaint(tmp_path, {"town.yaml": "- id: town\n  cites: {minutes: {a: b}}\n", "towns.csv": rows})
    assert told == "town.yaml:2: town: cites 1 locator: expected text"


def test_an_entry_that_stands_twice_is_told_even_beside_a_list(tmp_path: Path) -> None:
    rows = "id,kind,level,name,cites\ntown,Municipality,local,Byen,minutes\n"
    told = complaint(tmp_path, {"town.yaml": "- id: town\n  note: A.\n- id: town\n  note: B.\n", "towns.csv": rows})
    assert told == "town.yaml:3: the id 'town' is already defined at town.yaml:1: choose another, or merge the two"


def test_rows_without_an_id_are_told_each(tmp_path: Path) -> None:
    rows = "id,kind,level,name,cites\n,Municipality,local,Byen,minutes\n,Municipality,local,Bygda,minutes\n"
    told = complaint(tmp_path, {"towns.csv": rows})
    assert told.splitlines() == ["towns.csv:2: id: is missing", "towns.csv:3: id: is missing"]


# --- what cannot ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        (BOARD + "\t  note: x\n", 7, "is indented with a tab: indent with spaces"),
        (BOARD + "  name: Rådet\n", 7, "the key 'name' is given twice in one entry: keep one"),
        (BOARD + "  note: a: b\n", 7, "put a text with ': ' or ' #' in it in quotes"),
        (BOARD.replace("Styret", "!!python/object:os.system x"), 4, "uses the tag"),
        (BOARD.replace("Styret", "!hidden Styret"), 4, "uses the tag '!hidden'"),
        (BOARD.replace("Styret", "&a Styret"), 4, "uses the anchor or alias 'a': write the value out in full"),
        (BOARD.replace("Styret", "*a"), 4, "uses the anchor or alias 'a'"),
        ('- &a ["x","x"]\n- &b [*a,*a,*a]\n- &c [*b,*b,*b]\n', 1, "uses the anchor or alias 'a'"),
        (BOARD + '  note: "never closed\n', 8, "is not YAML"),
        (BOARD + "---\n- id: other\n", 7, "is not YAML"),
        ("id: board\n", 1, "expected a list: begin each entry with '- id: …'"),
        ("- board\n", 1, "is not an entry: expected '- id: …' with keys beneath"),
        ("- ? [a, b]\n  : c\n", 1, "has a list or mapping for a key: expected a word"),
        (BOARD + "  note: [[[[[[[[[[deep]]]]]]]]]]\n", 7, "is nested too deeply"),
        ("[" * 100_000, 1, "exceeded maximum nesting depth"),
        (BOARD.replace("Styret", "Sty\x00ret"), 4, "holds a character that is not text"),
        (
            BOARD.replace("Styret", "å" * 1_500_000),
            4,
            "a value of 1,500,000 characters; expected at most 20,000: shorten",
        ),
        (
            BOARD.encode("latin-1").replace(b"Styret", b"R\xe5det"),
            4,
            "is not UTF-8 (byte 0xE5): save the file as UTF-8",
        ),
        (BOARD.encode("utf-16"), 1, "is not UTF-8 (byte 0xFF): save the file as UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_line(
    tmp_path: Path, text: str | bytes, line: int, expected: str
) -> None:
    told = complaint(tmp_path, {"board.yaml": text})
    assert told.startswith(f"board.yaml:{line}: ")
    assert expected in told
    assert "\n" not in told


def test_a_file_that_is_far_too_large_is_not_read(tmp_path: Path) -> None:
    told = complaint(tmp_path, {"board.yaml": b"#" * 4_000_001})
    assert told == "board.yaml:1: is 4,000,001 bytes; expected at most 4,000,000: split it into several files"


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        (BOARD + "  form: x\n  nmae: y\n", 8, "the key 'nmae' is not known; did you mean 'name'"),
        (BOARD + "  since: 2021\n", 7, "the key 'since' is not known"),
        (BOARD + "  31.12.2021id: x\n", 7, "the key '31.12.2021id' is not known"),
        (BOARD + "  names.2: x\n", 7, "the key 'names.2' is not known; did you mean 'names'"),
        (BOARD.replace("Committee", "Comitee"), 2, "'Comitee' is not a kind; did you mean 'Committee'"),
        (BOARD.replace("  kind: Committee\n", ""), 1, "board: has no `kind`, and stands in no list: expected one of"),
        (BOARD.replace("  name: Styret\n", ""), 1, "board: name: is missing"),
        (
            BOARD.replace("id: board", "id: the board"),
            1,
            "id: 'the board' does not fit: expected lower-case letters a-z",
        ),
        (BOARD.replace("regional", "global"), 3, "level: 'global' is not one of 'local', 'intermunicipal', 'regional'"),
        (BOARD + "  from: 2021-13\n", 7, "from: '2021-13' is not a date: expected EDTF such as 2021, 2021-11-29"),
        (BOARD + "  to: 31.12.2021\n", 7, "to: '31.12.2021' is not a date: expected EDTF"),
        (BOARD + "  to: 31.12.2021\n", 7, "; write 2021-12-31"),
        (BOARD + "  from: 2022\n  to: 2021\n", 7, "starts 2022, after it ends 2021"),
        (BOARD + "  founding: maybe\n", 7, "founding: 'maybe' expected true or false"),
        (BOARD + "  note:\n", 7, "note: is empty: expected text, or leave the key out"),
        (BOARD + "  note: [a]\n", 7, "note: expected text"),
        (BOARD + "  note: " + "x" * 15_000 + "\n", 7, "note: has 15,000 characters; expected at most 10,000"),
        (BOARD + '  note: "\\x1b[31m"\n', 7, "holds a control character (U+001B); expected plain text"),
        (BOARD + "  organisation_number: 123\n", 7, "'123' does not fit: expected nine digits"),
        (
            BOARD + "  organisation_number: 971032147\n",
            7,
            "is not a number of Enhetsregisteret: its check digit is wrong",
        ),
        (BOARD + "  confidence: inferred\n", 1, "is inferred, without the reasoning"),
        (BOARD.replace("  cites:\n  - minutes\n", ""), 1, "no source is cited; expected at least one"),
        (BOARD.replace("- minutes", "- minute"), 5, "no source has the id 'minute'; did you mean 'minutes'?"),
        (BOARD.replace("\n  - minutes", " minutes"), 5, "`cites` expects a list: begin each source with '- '"),
        (
            BOARD.replace("- minutes", "- {minutes: p. 1, letters: p. 2}"),
            6,
            "expected '- source-id' or '- source-id: where",
        ),
        (BOARD + "  names: Rådet\n", 7, "`names` expects a list of entries, each with keys of its own"),
        (BOARD + "  names:\n  - {name: Rådet, since: 2020}\n", 8, "the key 'since' is not known"),
        (BOARD + "  names:\n  - {name: Rådet, from: i fjor}\n", 8, "names 1 from: 'i fjor' is not a date"),
        (
            BOARD + "  edges:\n  - {type: LEADS, to: bored, cites: [minutes]}\n",
            8,
            "no node has the id 'bored'; did you mean 'board'?",
        ),
        (
            BOARD + "  edges:\n  - {type: LEEDS, to: board, cites: [minutes]}\n",
            8,
            "'LEEDS' is not a type; did you mean 'LEADS'",
        ),
        (
            BOARD + "  edges:\n  - {type: FOLLOWS_UP, to: board, cites: [minutes]}\n",
            8,
            "'board' is a Committee; FOLLOWS_UP expects Instrument",
        ),
        (
            BOARD + "  edges:\n  - {type: LEADS, from: x, to: board, cites: [minutes]}\n",
            8,
            "an edge beneath a node begins at that node",
        ),
        (BOARD + "  edges:\n  - {type: LEADS, cites: [minutes]}\n", 8, "to: is missing"),
        (
            BOARD + "  edges:\n" + "  - {type: LEADS, to: board, cites: [minutes]}\n" * 2,
            9,
            "is already defined at board.yaml:8: give this one an id",
        ),
        (BOARD + BOARD, 7, "the id 'board' is already defined at board.yaml:1: choose another, or merge the two"),
    ],
)
def test_a_statement_that_does_not_fit_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, expected: str
) -> None:
    told = complaint(tmp_path, {"board.yaml": text})
    assert told.startswith(f"board.yaml:{line}: ")
    assert expected in told


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        (
            "id,kind,level\nx,Network,regional\n",
            1,
            "the column 'name' is missing: a list of nodes has id, kind, level, name",
        ),
        (
            "from,to,cites\nboard,board,minutes\n",
            1,
            "the column 'type' is missing: a list of edges has from, type, to, cites",
        ),
        ("node,from\nboard,2020\n", 1, "the column 'name' is missing: a list of names has node, name"),
        ("id,kind,level,name,nots\n", 1, "the column 'nots' is not known in a list of nodes; did you mean 'note'"),
        ("id,id,kind,level,name\n", 1, "the column 'id' is given twice: keep one"),
        ("", 1, "is empty: expected a header with the names of the columns"),
        ("node,number\nboard,0301\nboard,0302,2020\n", 3, "has 3 cells; the header has 2"),
        ("node,number\nboard\n", 2, "has 1 cells; the header has 2"),
        ('node,number\nboard,"0301\n', 2, "is not CSV"),
        (b"node,name\nboard,R\xe5det\n", 2, "is not UTF-8 (byte 0xE5): save the file as UTF-8"),
        ("node,number\nboard,03010\n", 2, "numbers 1 number: '03010' does not fit: expected two or four digits"),
        ("node,number\nbored,0301\n", 2, "no node has the id 'bored'; did you mean 'board'?"),
        ("id,kind,level,name\nboard,Network,regional,Styret\n", 2, "kind: 'Committee' here, 'Network' at list.csv:2"),
        (
            "id,kind,level,name,cites\na,Network,regional,A,minutes\na,Network,regional,B,minutes\n",
            3,
            "'a' is already defined at list.csv:2",
        ),
        ("node,name\nboard," + "å" * 30_000 + "\n", 2, "name: 30,000 characters; expected at most 20,000"),
    ],
)
def test_a_list_that_does_not_fit_is_told_with_its_line(
    tmp_path: Path, text: str | bytes, line: int, expected: str
) -> None:
    told = complaint(tmp_path, {"board.yaml": BOARD, "list.csv": text})
    assert expected in told
    assert f"list.csv:{line}" in told


def test_all_problems_are_told_at_once_and_none_that_only_follows_from_them(tmp_path: Path) -> None:
    edges = (
        "  edges:\n  - {type: LEADS, to: board, cites: [minutes]}\n  - {type: LEADS, to: nobody, cites: [minutes]}\n"
    )
    told = complaint(tmp_path, {"a.yaml": BOARD.replace("Committee", "Comity"), "b.yaml": TOWN + edges}).splitlines()
    assert len(told) == 2
    assert told[0].startswith("a.yaml:2: board: 'Comity' is not a kind")
    assert told[1].startswith("b.yaml:8: town:leads:nobody: no node has the id 'nobody'")


def test_while_a_file_cannot_be_read_nothing_else_is_told(tmp_path: Path) -> None:
    told = complaint(tmp_path, {"a.yaml": "- id: [\n", "b.yaml": BOARD + "  wrong: 1\n"})
    assert len(told.splitlines()) == 1
    assert told.startswith("a.yaml:")


def test_a_missing_folder_a_file_and_an_empty_folder_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    told = {
        "none": "does not exist",
        "file": "is a file",
        "empty": "holds no seed file",
        "a" * 300: "File name too long",
    }
    for name, expected in told.items():
        with pytest.raises(SeedError, match=expected):
            read(tmp_path / name)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: path.symlink_to("/dev/zero"), "is a device or a pipe: expected a file"),
        (os.mkfifo, "is a device or a pipe: expected a file"),
        (lambda path: path.symlink_to(path.name), "cannot be read: Too many levels of symbolic links"),
        (lambda path: path.symlink_to("nowhere"), "cannot be read: No such file or directory"),
    ],
)
def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path, make: Callable[[Path], None], told: str) -> None:
    make(folder(tmp_path, {}) / "a.yaml")
    assert complaint(tmp_path, {}) == f"a.yaml:1: {told}"


def test_a_folder_that_is_a_link_is_told_and_not_passed_over(tmp_path: Path) -> None:
    elsewhere = folder(tmp_path / "elsewhere", {"board.yaml": BOARD})
    folder(tmp_path / "seeds", {})
    (tmp_path / "seeds" / "more").symlink_to(elsewhere)
    (tmp_path / "seeds" / "round").symlink_to("..")
    assert complaint(tmp_path / "seeds", {}).splitlines() == [
        f"{name}:1: is a link to a folder, and is not followed: move the folder here, or read it by its own path"
        for name in ("more", "round")
    ]


def test_a_file_name_is_told_as_text_whatever_it_is_made_of(tmp_path: Path) -> None:
    folder(tmp_path, {"a\x1b[31m\nb.yaml": "[", os.fsdecode(b"c\xff.yaml"): "["})
    told = complaint(tmp_path, {})
    assert [line.partition(":")[0] for line in told.splitlines()] == ["a\\x1b[31m\\nb.yaml", "c\\udcff.yaml"]


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ('id;kind;level;name;number;cites\r\ntown;Municipality;local;Byen;0301;"minutes: p. 1; minutes"\r\n', 2),
        ("sep=;\r\nid;kind;level;name;number;cites\r\ntown;Municipality;local;Byen;0301;minutes: p. 1\r\n", 3),
        ('"sep=;"\nid;kind;level;name;number;cites\ntown;Municipality;local;Byen;0301;minutes: p. 1\n', 3),
        ("sep=;;;;;;\nid;kind;level;name;number;cites\ntown;Municipality;local;Byen;0301;minutes: p. 1\n", 3),
        ('"sep=;",,,,,\nid,kind,level,name,number,cites\ntown,Municipality,local,Byen,0301,minutes: p. 1\n', 3),
        ("\ufeffSEP=\t\nid\tkind\tlevel\tname\tnumber\tcites\ntown\tMunicipality\tlocal\tByen\t0301\tminutes: p. 1", 3),
        ("id,kind,level,name,number,cites,,\ntown,Municipality,local,Byen,0301,minutes: p. 1,,\n,,,,,,,\n", 2),
        ("id,kind,level,name,number,cites\ntown,Municipality,local,Byen,0301,minutes: p. 1,,,\n,,,,,\n", 2),
    ],
)
def test_a_list_is_read_as_a_spreadsheet_writes_it(tmp_path: Path, rows: str, line: int) -> None:
    read_ = read_draft(folder(tmp_path, {"towns.csv": rows}))
    (town,) = read_.nodes
    assert (town.name, town.number, town.cites[0]) == ("Byen", "0301", Citation(source="minutes", locator="p. 1"))
    assert read_.origin("town") == ("towns.csv", line)


def test_the_lines_of_a_cell_end_as_those_of_its_file(tmp_path: Path) -> None:
    rows = 'id,kind,level,name,note,cites\r\ntown,Municipality,local,Byen,"first\r\nsecond",minutes\r\n'
    (town,) = read_draft(folder(tmp_path, {"towns.csv": rows})).nodes
    assert town.note == "first\nsecond"


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("number", "301", "number: '301' has lost the zero in front, as in Excel: write 0301"),
        ("number", "3", "number: '3' has lost the zero in front, as in Excel: write 03"),
        ("organisation_number", "9.71E+08", "'9.71E+08' was shortened by a spreadsheet: write all nine digits"),
        (
            "from",
            "29.11.2019",
            "'29.11.2019' is not a date: expected EDTF such as 2021, 2021-11-29, 2021-21 (spring) or",
        ),
        ("from", "29.11.2019", "; write 2019-11-29"),
        ("from", "44529", "; if a spreadsheet has made it of a day, write 2021-11-29"),
        ("from", "29/11/2019", "; write 2019-11-29, if the day stands first"),
        ("from", "29.11.19", "; write 2019-11-29, if that is the year"),
        ("from", "2019-11-29 00:00:00", "; write 2019-11-29"),
        ("from", "2019,0", "; write 2019"),
        ("number", "301,0", "'301,0' was taken for a figure by a spreadsheet: write 0301"),
        ("organisation_number", "974 760 673", "has spaces in it: write 974760673"),
        ("organisation_number", "974\u00a0760\u00a0673", "has spaces in it: write 974760673"),
        ("from", "nov.21", "; if a spreadsheet has made it of a month, write it as 2021-11"),
    ],
)
def test_what_a_spreadsheet_made_of_a_value_is_told(tmp_path: Path, column: str, cell: str, told: str) -> None:
    rows = f"id;kind;level;name;{column};cites\ntown;Municipality;local;Byen;{cell};minutes\n"
    complained = complaint(tmp_path, {"towns.csv": rows})
    assert complained.startswith("towns.csv:2: town: ")
    assert told in complained


@pytest.mark.parametrize("cell", ["#REF!", "#VERDI!", "#N/A", "#I/T", "#NAVN?", "#DIV/0!", "Err:502"])
def test_an_error_of_the_spreadsheet_is_no_text(tmp_path: Path, cell: str) -> None:
    rows = f"id;kind;level;name;note;cites\ntown;Municipality;local;Byen;{cell};minutes\n"
    told = complaint(tmp_path, {"towns.csv": rows})
    assert told == f"towns.csv:2: note: {cell} is an error of the spreadsheet: write the text there"


def test_a_column_that_was_too_narrow_is_told(tmp_path: Path) -> None:
    rows = "id;kind;level;name;from;cites\ntown;Municipality;local;Byen;########;minutes\n"
    told = complaint(tmp_path, {"towns.csv": rows})
    assert told == "towns.csv:2: from: ######## stands for text: widen the column, and save again"


@pytest.mark.parametrize(("cell", "founding"), [("SANN", True), ("USANN", False), ("TRUE", True), ("false", False)])
def test_true_and_false_are_read_as_a_norwegian_spreadsheet_shows_them(
    tmp_path: Path,
    cell: str,
    founding: bool,  # noqa: FBT001
) -> None:
    rows = f"id;kind;level;name;founding;cites\ntown;Municipality;local;Byen;{cell};minutes\n"
    (town,) = read_draft(folder(tmp_path, {"towns.csv": rows})).nodes
    assert town.founding is founding


def test_a_list_in_the_letters_of_windows_is_told_with_what_to_do(tmp_path: Path) -> None:
    told = complaint(tmp_path, {"names.csv": "node,name\nboard,Rådet\n".encode("cp1252")})
    assert told == "names.csv:2: is not UTF-8 (byte 0xE5): save the file as UTF-8 (in Excel: as 'CSV UTF-8')"


@pytest.mark.parametrize("sign", ["\x85", "\x9b", "\u2028", "\u202e", "\u2066"])
def test_a_sign_that_moves_the_cursor_or_turns_the_reading_order_is_refused(tmp_path: Path, sign: str) -> None:
    text = BOARD.replace("Styret", f'"Sty\\u{ord(sign):04x}ret"')
    assert complaint(tmp_path, {"board.yaml": text}) == (
        f"board.yaml:4: board: name: holds a control character (U+{ord(sign):04X}); expected plain text"
    )


@pytest.mark.parametrize("name", ["\\u200b", "\\u200b \\u2060", "\\ufeff\\u200d"])
def test_a_name_that_cannot_be_seen_is_refused(tmp_path: Path, name: str) -> None:
    told = complaint(tmp_path, {"board.yaml": BOARD.replace("Styret", f'"{name}"')})
    assert told == "board.yaml:4: board: name: holds nothing that can be seen; expected text"


@pytest.mark.parametrize("url", ["https://[::1", "https:///etc/passwd", "https://e.org:port/", "https://?a"])
def test_an_address_that_no_browser_takes_is_refused(tmp_path: Path, url: str) -> None:
    told = complaint(tmp_path, {"sources.yaml": SOURCES + f"  url: '{url}'\n", "board.yaml": BOARD})
    assert told.startswith("sources.yaml:3: minutes: url: is not an address: ")


@pytest.mark.parametrize("columns", [101, 100_000])
def test_a_list_of_very_many_columns_is_refused(tmp_path: Path, columns: int) -> None:
    told = complaint(tmp_path, {"a.csv": ",".join(f"c{n}" for n in range(columns)) + "\n"})
    assert told == f"a.csv:1: has {columns:,} columns; expected at most 100"


def test_a_draft_knows_the_line_of_each_field(tmp_path: Path) -> None:
    edges = "  edges:\n  - type: LEADS\n    to: board\n    role: x\n    cites: [minutes]\n"
    rows = "node,number\nboard,0301\n"
    draft = read_draft(folder(tmp_path, {"board.yaml": BOARD + edges, "numbers.csv": rows}))
    assert str(draft.origin("board", "name")) == "board.yaml:4"
    assert str(draft.origin("board", "note")) == "board.yaml:1"
    assert str(draft.origin("board:leads:board", "role")) == "board.yaml:10"
    assert str(draft.origin("minutes", "title")) == "sources.yaml:2"


def test_a_folder_below_the_one_we_work_in_is_named_from_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = folder(tmp_path / "my" / "seeds", {"board.yaml": BOARD})
    assert read_draft(seeds).folder == seeds.resolve().as_posix()
    monkeypatch.chdir(tmp_path)
    assert read_draft(seeds).folder == read_draft("my/seeds").folder == "my/seeds"


def test_what_is_hidden_or_no_seed_file_is_passed_over(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {".git/a.yaml": "[", ".#board.yaml": "[", "notes.txt": "[", "BOARD.YAML": BOARD}
    assert list(read(folder(tmp_path, files)).nodes) == ["board"]
