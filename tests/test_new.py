"""Adding statements with ``graphmodel new``: each lands where its like stand, checked, and nothing else changes."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import pexpect
import pytest

from graphmodel import files, keeping, workspace
from graphmodel.errors import AmbiguousNameError, GraphModelError, SeedError

if TYPE_CHECKING:
    from pathlib import Path

    from command import Type

BOARDS = """\
# Styrer
- id: styret
  kind: Committee
  level: regional
  name: Styret
  cites: [ark]
  # om båndene
  edges:
  - type: REPORTS_TO
    to: radet
    note: |
      To
      linjer
    cites:
    - ark

# Rådet
- id: radet
  kind: Network
  level: national
  name: Rådet
  cites: [ark]
"""
TOWNS = "sep=;\r\nid;kind;level;name;cites\r\nby-kommune;Municipality;local;By kommune;ark: s. 1\r\n"
SOURCES = "- id: ark\n  title: Arkivet\n  publisher: Byen\n"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    (folder / "sources").mkdir(parents=True)
    (folder / "sources" / "byen.yaml").write_text(SOURCES, "utf-8")
    (folder / "boards.yaml").write_text(BOARDS, "utf-8")
    (folder / "towns.csv").write_text(TOWNS, "utf-8", newline="")
    return folder


def test_a_body_stands_after_those_of_its_kind(type_: Type, seeds: Path) -> None:
    told = type_(
        *("new", "body", "--name", "Ærlig råd", "--kind", "Network", "--level", "national", "--from", "2021-11"),
        *("--cites", "ark: side 3", "--note", "Møtes.", "--note-en", "Meets.", "--seeds", str(seeds)),
    )
    assert told.code == 0, told.err
    added = (
        "\n- id: aerlig-rad\n  kind: Network\n  level: national\n  name: Ærlig råd\n  from: 2021-11\n  note: Møtes.\n"
    )
    added += "  cites:\n  - ark: side 3\n"
    assert (seeds / "boards.yaml").read_text("utf-8") == BOARDS + added
    assert (seeds / "translations.csv").read_text("utf-8") == "nb,en\nMøtes.,Meets.\n"
    assert "+- id: aerlig-rad" in told.out
    assert workspace.check(seeds).exit_code == 0


def test_a_body_of_a_list_becomes_a_row_with_its_separators_and_line_ends(seeds: Path) -> None:
    fields = {"name": "Vik kommune", "id": "vik-kommune", "kind": "Municipality", "level": "local", "cites": ["ark"]}
    keeping.prepare("body", fields, seeds=seeds).write()
    added = "vik-kommune;Municipality;local;Vik kommune;ark\r\n"
    assert (seeds / "towns.csv").read_bytes().decode() == TOWNS + added
    with pytest.raises(SeedError, match=r"^towns.csv has no column 'from': add it, or name another file with --file$"):
        keeping.prepare("body", {**fields, "id": "b", "from": "2021"}, seeds=seeds)
    assert "- id: b\n" in keeping.prepare("body", {**fields, "id": "b"}, seeds=seeds, file="x/b.yaml").files["x/b.yaml"]


def test_a_tie_stands_beneath_its_body_and_the_comments_stay(seeds: Path) -> None:
    fields = {"from": "Styret", "type": "MEMBER_OF", "to": "radet", "since": "2021", "cites": ["ark: s. 2"]}
    keeping.prepare("tie", fields, seeds=seeds).write()
    edge = "  - type: MEMBER_OF\n    to: radet\n    since: 2021\n    cites:\n    - ark: s. 2\n"
    before, after = BOARDS.split("\n# Rådet")
    assert (seeds / "boards.yaml").read_text("utf-8") == f"{before}{edge}\n# Rådet{after}"
    keeping.prepare("tie", fields | {"from": "radet", "to": "styret", "type": "STEERS"}, seeds=seeds).write()
    assert (
        (seeds / "boards.yaml")
        .read_text("utf-8")
        .endswith(
            "  cites: [ark]\n  edges:\n  - type: STEERS\n    to: styret\n    since: 2021\n    cites:\n    - ark: s. 2\n"
        )
    )


def test_a_second_term_gets_an_id_of_its_own(seeds: Path) -> None:
    term = {"from": "styret", "type": "REPORTS_TO", "to": "radet", "since": "2024", "cites": ["ark"]}
    assert "    id: styret:reports-to:radet:2\n" in keeping.prepare("tie", term, seeds=seeds).files["boards.yaml"]


def test_a_tie_of_a_body_that_stands_in_a_list_gets_an_entry_beside_it(seeds: Path) -> None:
    fields = {"from": "By kommune", "type": "MEMBER_OF", "to": "radet", "cites": ["ark"]}
    written = keeping.prepare("tie", fields, seeds=seeds)
    assert written.files == {
        "by-kommune.yaml": "- id: by-kommune\n  edges:\n  - type: MEMBER_OF\n    to: radet\n    cites:\n    - ark\n"
    }
    assert written.difference().startswith("--- /dev/null\n+++ ")


def test_a_source_stands_with_those_of_its_publisher_and_is_said_to_be_uncited(type_: Type, seeds: Path) -> None:
    told = type_("new", "source", "--title", "Vedtak 5", "--publisher", "Byen", "--seeds", str(seeds))
    assert (seeds / "sources" / "byen.yaml").read_text("utf-8") == (
        SOURCES + "\n- id: vedtak-5\n  title: Vedtak 5\n  publisher: Byen\n"
    )
    assert told.code == 0
    assert "warning GM303 sources/byen.yaml:5: no statement cites this source" in told.err


@pytest.mark.parametrize(
    ("what", "fields", "message"),
    [
        ("tie", {"to": "radet", "since": "31.12.2021"}, "since: '31.12.2021' is not a date"),
        ("tie", {"to": "radet", "cites": ["arkk"]}, "no source has the id 'arkk'; did you mean 'ark'?"),
        ("tie", {"to": "radet", "type": "MEMBER"}, "'MEMBER' is not a type; did you mean 'MEMBER_OF'?"),
        ("tie", {"to": "radett"}, "no node, edge or source has the id 'radett'; did you mean 'radet'"),
        ("body", {"id": "styret", "kind": "Network"}, "the id 'styret' is already defined at boards.yaml:2"),
        ("body", {"id": "nytt", "kind": "Networks"}, "'Networks' is not a kind; did you mean 'Network' (networks)?"),
        ("source", {"id": "b", "title": "B", "url": "b.no"}, "expected an address that begins with https://"),
        ("merger", {"from": "2030", "of": ["by-kommune"], "county": "radet"}, "radet is a Network; expected a County"),
    ],
)
def test_what_would_be_wrong_is_told_and_not_written(
    what: keeping.StatementKind, fields: dict[str, object], message: str, seeds: Path
) -> None:
    before = {path: path.read_bytes() for path in seeds.rglob("*.*")}
    base: dict[str, object] = {"cites": ["ark"]}
    base |= {"from": "styret", "type": "MEMBER_OF"} if what == "tie" else {}
    base |= {"name": "Ny", "level": "regional"} if what == "body" else {}
    if what == "source":
        base = {}
    with pytest.raises(GraphModelError) as told:
        keeping.prepare(what, base | fields, seeds=seeds)
    assert message in str(told.value)
    assert {path: path.read_bytes() for path in seeds.rglob("*.*")} == before


PLACES = """\
- id: li-kommune
  kind: Municipality
  level: local
  name: Li kommune
  number: '0401'
  cites: [ark]
- id: os-kommune
  kind: Municipality
  level: local
  name: Os kommune
  number: '0404'
  cites: [ark]
- id: vik-kommune
  kind: Municipality
  level: local
  name: Vik kommune
  number: '0402'
  cites: [ark]
- id: fylket
  kind: County
  level: regional
  name: Fylket
  number: '04'
  cites: [ark]
- id: det-gamle
  kind: County
  level: regional
  name: Det gamle
  number: '05'
  to: 2019-12-31
  cites: [ark]
"""


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"of": ["li-kommune"]}, "of: expected two municipalities or more, each once, not li-kommune"),
        ({"of": ["li-kommune", "Li kommune"]}, "expected two municipalities or more, each once, not li-kommune, li-k"),
        ({"county": "det-gamle"}, "county: det-gamle is not there on 2030-01-01: expected a county of that day"),
        ({"number": "0402"}, "number: 0402 is that of vik-kommune on 2030-01-01: expected one that is free"),
    ],
)
def test_what_is_no_merger_or_would_vanish_is_refused(changed: dict[str, object], message: str, seeds: Path) -> None:
    (seeds / "places.yaml").write_text(PLACES, "utf-8")
    fields = {"id": "ny", "name": "Ny kommune", "from": "2030-01-01", "number": "0403", "county": "fylket"}
    fields |= {"of": ["li-kommune", "os-kommune"], "cites": ["ark"]}  # type: ignore[dict-item]
    assert keeping.prepare("merger", fields, seeds=seeds).files
    with pytest.raises(SeedError) as told:
        keeping.prepare("merger", fields | changed, seeds=seeds)
    assert message in str(told.value)


@pytest.mark.parametrize("file", ["../x.yaml", "/tmp/x.yaml", "x.txt", "a/../../x.csv"])  # noqa: S108 - never written
def test_no_file_outside_the_folder_is_named(file: str, seeds: Path) -> None:
    with pytest.raises(SeedError, match="is not a seed file: expected a path below the folder of seeds"):
        keeping.prepare("source", {"id": "b", "title": "B"}, seeds=seeds, file=file)


def test_an_edge_list_in_one_line_is_left_to_the_person(seeds: Path) -> None:
    text = BOARDS + "  edges: [{type: STEERS, to: styret, cites: [ark]}]\n"
    (seeds / "boards.yaml").write_text(text, "utf-8")
    fields = {"from": "radet", "type": "MEMBER_OF", "to": "styret", "cites": ["ark"]}
    with pytest.raises(SeedError, match=r"^boards.yaml:23: radet: its `edges` are no list with one edge a line"):
        keeping.prepare("tie", fields, seeds=seeds)


def test_an_entry_in_one_line_is_left_to_the_person(seeds: Path) -> None:
    (seeds / "a.yaml").write_text("- {id: ett, kind: Network, level: regional, name: Ett, cites: [ark]}\n", "utf-8")
    fields = {"from": "ett", "type": "MEMBER_OF", "to": "styret", "cites": ["ark"]}
    with pytest.raises(SeedError, match=r"^a.yaml:1: ett: stands in one line: write its keys on lines of their own"):
        keeping.prepare("tie", fields, seeds=seeds)


def test_a_name_that_means_several_is_told(seeds: Path) -> None:
    (seeds / "more.yaml").write_text(BOARDS.replace("id: ", "id: andre-").replace("to: ", "to: andre-"), "utf-8")
    with pytest.raises(AmbiguousNameError, match="give the id of one"):
        keeping.prepare("tie", {"from": "Styret", "type": "MEMBER_OF", "to": "radet", "cites": ["ark"]}, seeds=seeds)


def test_what_is_missing_is_named_where_nobody_can_be_asked(type_: Type, seeds: Path) -> None:
    told = type_("new", "tie", "--from", "styret", "--to", "radet", "--cites", "ark", "--seeds", str(seeds))
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("graphmodel: --type is missing: How it joins the two (ESTABLISHED, ")


def test_at_a_terminal_what_is_missing_is_asked_for_until_it_fits(seeds: Path) -> None:
    words = ["-m", "graphmodel", "new", "tie", "--seeds", str(seeds)]
    terminal = pexpect.spawn(sys.executable, words, encoding="utf-8", timeout=60)
    for asked, answer in (
        ("begins", "styret"),
        ("joins the two", "MEMBER"),
        ("did you mean 'MEMBER_OF'", "MEMBER_OF"),
        ("ends", "nowhere"),
        ("no node, edge or source has the id 'nowhere'", "Rådet"),
        ("more precisely", ""),
        ("First day", "31.12.2021"),
        ("write 2021-12-31", "2021-12-31"),
        ("Last day", ""),
        ("Source that says so", "ark: s. 9"),
        ("another", ""),
    ):
        terminal.expect_exact(asked)
        terminal.sendline(answer)
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    edge = "  - type: MEMBER_OF\n    to: radet\n    since: 2021-12-31\n    cites:\n    - ark: s. 9\n"
    assert edge in (seeds / "boards.yaml").read_text("utf-8")


# --- check --watch ------------------------------------------------------------------------------------------------


def test_watching_checks_again_when_a_file_is_saved(seeds: Path) -> None:
    # Tests that run in the background are deaf to Ctrl-C, and what they start would be.
    arguments = ["-m", "graphmodel", "check", "--watch", str(seeds)]
    terminal = pexpect.spawn(sys.executable, arguments, encoding="utf-8", timeout=60, preexec_fn=_hear)
    terminal.expect("0 errors, 0 warnings.*waiting for a change in .*; Ctrl-C ends")
    (seeds / "boards.yaml").write_text(BOARDS.replace("Network", "Networks"), "utf-8")
    terminal.expect("did you mean 'Network'.*1 error.*waiting")
    (seeds / "boards.yaml").write_text(BOARDS + "\tx", "utf-8")
    terminal.expect("indented with a tab.*waiting")
    terminal.sendintr()
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 2


def _hear() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_a_change_is_a_file_more_less_or_other(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b.yaml"
    changes = files.watch(tmp_path, seconds=0)
    next(changes)
    file.parent.mkdir()
    for change in (lambda: file.write_text("1"), lambda: file.write_text("22"), file.unlink):
        change()
        next(changes)
