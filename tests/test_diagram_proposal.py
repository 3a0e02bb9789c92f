"""What a scenario would make otherwise is drawn as a comparison, and never as a fact."""

from __future__ import annotations

import pickle
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from command import type_  # noqa: F401 - a fixture
from graphs import edge, graph, node
from pypdf import PdfReader

import graphmodel as gm
from graphmodel.diagram import FORMATS, draw, parse_view, strip
from graphmodel.diagram.scene import ChangeKind
from graphmodel.diagram.style import CHANGES
from graphmodel.errors import ViewError

if TYPE_CHECKING:
    from pathlib import Path

    from command import Type

    from graphmodel.diagram import Diagram
    from graphmodel.model import Graph

DAY = "2022-01-01"
VIEW = parse_view(
    "title: {nb: Byene, en: The towns}\nshow:\n  - ids: [town, council]\nlines:\n  types: MEMBER_OF\n", "towns"
)
SCENARIO = {
    "title": "Et nytt råd",
    "since": DAY,
    "nodes": [{"id": "panel", "kind": "Committee", "level": "regional", "name": "Panel"}],
    "add": [
        {"from": "panel", "type": "ADVISES", "to": "council"},
        {"from": "village", "type": "ADVISES", "to": "ministry"},
    ],
    "end": [{"id": "town:member-of:council", "until": "2022-06-30"}],
}


def record() -> Graph:
    nodes = [
        node("town", "Municipality", "local"),
        node("village", "Municipality", "local"),
        node("council", "RegionalCouncil", "regional"),
        node("ministry", "Ministry", "national"),
    ]
    edges = [
        edge("town", "MEMBER_OF", "council", since="2019-01-01"),
        edge("village", "MEMBER_OF", "council", since="2019-01-01"),
        edge("council", "ADVISES", "ministry", since="2018-01-01"),
    ]
    return graph(nodes, edges)


def proposed() -> Graph:
    return gm.scenario(record(), SCENARIO).graph


def texts(made: Diagram, ending: str, folder: Path) -> list[str]:
    """Return all text of a picture in a format, file by file."""
    found = []
    for path in made.save(folder / f"picture{ending}", force=True):
        data = path.read_bytes()
        if ending == ".pdf":
            pdf = PdfReader(BytesIO(data))
            found += [page.extract_text() for page in pdf.pages[: len(made.pages)]]
            found.append(str(pdf.metadata and pdf.metadata.title))
        elif ending in {".pptx", ".docx", ".xlsx"}:
            with ZipFile(path) as pack:
                main = [name for name in pack.namelist() if name.startswith(("ppt/slides/slide", "word/document"))]
                main += [name for name in pack.namelist() if name == "xl/sharedStrings.xml"]
                found += [pack.read(name).decode() for name in main if name.endswith(".xml")]
        elif ending == ".png":
            found.append(made.dot)
        else:
            found.append(data.decode())
    return found


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_says_first_of_all_that_it_is_a_proposal(ending: str, tmp_path: Path) -> None:
    made = draw(proposed(), VIEW)
    for text in texts(made, ending, tmp_path):
        assert "FORSLAG: Et nytt råd" in text


def test_the_text_alternative_says_so_in_either_language() -> None:
    assert draw(proposed(), VIEW).description.startswith("FORSLAG: Et nytt råd – Byene. Slik det ville være")
    assert draw(proposed(), VIEW, lang="en").description.startswith("PROPOSAL: Et nytt råd – The towns. As it would be")


def parts() -> dict[str, Graph]:
    """Return what can be made of a scenario's graph."""
    whole = proposed()
    return {
        "whole": whole,
        "of a day": whole.at("2022-07-01"),
        "a part": whole.keep(nodes=["town", "council", "panel"]),
        "a part of a day": whole.at("2022-07-01").keep(nodes=["town", "council", "panel"]),
        "pickled": pickle.loads(pickle.dumps(whole)),  # noqa: S301 - our own
        "before its first day": whole.at("2021-01-01"),
    }


@pytest.mark.parametrize("name", parts())
def test_no_part_of_a_scenario_is_drawn_as_a_fact(name: str) -> None:
    made = draw(parts()[name], VIEW)
    assert made.display_lists[0].shapes[0].lines[0].text.startswith("FORSLAG: Et nytt råd")
    assert strip(parts()[name], VIEW, [made.scene.day]).html.count("FORSLAG: Et nytt råd") > 1


@pytest.mark.parametrize("name", [name for name in parts() if name != "before its first day"])
def test_what_is_proposed_is_drawn_even_where_the_view_leaves_it_out(name: str) -> None:
    made = draw(parts()[name], VIEW)
    assert str(made.scene.day) == "2022-07-01"
    assert {line.id: line.change for line in made.scene.lines.values()} == {
        "panel:advises:council": ChangeKind.BEGUN,
        "town:member-of:council": ChangeKind.ENDED,
    }
    assert {box.id: box.change for box in made.scene.boxes.values()} == {
        "panel": ChangeKind.BEGUN,
        "town": ChangeKind.NONE,
        "council": ChangeKind.NONE,
    }
    (ended,) = (stroke for stroke in made.display_lists[0].strokes if stroke.id == "edge-town:member-of:council")
    assert (ended.colour, ended.style) == (CHANGES[ChangeKind.ENDED].colour, CHANGES[ChangeKind.ENDED].style)
    assert "foreslått avsluttet" in made.notes.lines[1].told.sentence


def test_changes_that_are_not_in_the_picture_are_counted() -> None:
    made = draw(proposed(), VIEW)
    assert made.scene.remarks == ("1 av de 3 endringene i forslaget står ikke i figuren.",)
    before = draw(proposed(), VIEW, on="2021-01-01")
    assert before.scene.remarks == ("Forslaget endrer ingenting denne dagen.",)
    assert {line.change for line in before.scene.lines.values()} == {ChangeKind.NONE}


def test_lines_of_different_changes_do_not_run_together() -> None:
    moved = {"title": "Flytting", "since": DAY, "move": [{"id": "council:advises:ministry", "from": "town"}]}
    view = parse_view("title: {nb: A, en: A}\nshow:\n  - ids: [town, council, ministry]\n", "all")
    made = draw(gm.scenario(record(), moved).graph, view)
    ways = {stroke.id: stroke.points for stroke in made.display_lists[0].strokes if "advises" in stroke.id}
    assert ways["edge-council:advises:ministry"][-1] != ways["edge-town:advises:ministry"][-1]


def test_a_scenario_over_a_scenario_is_held_against_the_record() -> None:
    more = {"title": "Og en til", "since": DAY, "end": ["village:member-of:council"]}
    made = draw(gm.scenario(proposed(), more).graph, VIEW)
    assert made.display_lists[0].title == "FORSLAG: Et nytt råd + Og en til – Byene"
    changes = {line.id: line.change for line in made.scene.lines.values()}
    assert changes["village:member-of:council"] is changes["town:member-of:council"] is ChangeKind.ENDED


def test_two_days_of_a_proposal_are_refused() -> None:
    with pytest.raises(ViewError, match="on one day: give that day with 'on'"):
        draw(proposed(), VIEW, between=(DAY, "2022-07-01"))
    with pytest.raises(ViewError, match="on one day: give that day with 'on'"):
        strip(proposed(), VIEW, [DAY, "2022-07-01"])


def test_a_picture_with_nothing_of_a_proposal_says_so() -> None:
    plan = {"title": "T", "since": DAY, "end": ["town:member-of:council"]}
    view = parse_view("title: {nb: R, en: R}\nshow:\n  - kinds: Ministry\n", "ministry")
    made = draw(gm.scenario(record(), plan).graph, view, lang="en")
    assert made.scene.remarks == ("Nothing of the proposal is in the figure: it is about others than those shown.",)


def test_the_title_of_a_proposal_takes_all_the_room_beside_the_legend() -> None:
    made = draw(
        gm.scenario(record(), SCENARIO | {"title": "Et nytt råd for byene ved kysten og i innlandet"}).graph, VIEW
    )
    (sheet,) = made.display_lists
    (title,) = (shape for shape in sheet.shapes if shape.id == "heading-0")
    assert title.lines[0].text == sheet.title == "FORSLAG: Et nytt råd for byene ved kysten og i innlandet – Byene"
    assert title.x + title.width < min(shape.x for shape in sheet.shapes if shape.kind == "legend")


def test_the_command_and_the_library_draw_the_same(type_: Type, tmp_path: Path) -> None:  # noqa: F811 - the fixture
    (tmp_path / "plass.yaml").write_text(
        "title: Ny plass\nsince: 2022-06-01\nadd:\n- {from: kdk-agder, type: REPRESENTED_IN, to: kommit-radet}\n",
        "utf-8",
    )
    told = type_("draw", "oversikt-agder", "--what-if", str(tmp_path / "plass.yaml"), "-o", str(tmp_path / "p.md"))
    assert told.code == 0, told.err
    made = gm.draw(gm.read(), "oversikt-agder", what_if=gm.workspace.scenario(tmp_path / "plass.yaml"))
    assert (tmp_path / "p.md").read_text("utf-8") == made.markdown
    assert "Kommunedirektørkollegiet Agder (KDK) er representert i KommIT-rådet" in made.markdown


def test_whom_a_proposal_is_about_stands_by_name_beside_the_box_of_the_others() -> None:
    towns = [node(id_, "Municipality", "local") for id_ in ("aa", "bo", "ce", "de", "ek")]
    members = [edge(town.id, "MEMBER_OF", "council", since="2019") for town in towns]
    plan = {"title": "En plass", "since": DAY, "add": [{"from": "ce", "type": "REPRESENTED_IN", "to": "council"}]}
    view = parse_view(
        "title: {nb: R, en: R}\nshow:\n  - kinds: [Municipality, RegionalCouncil]\n"
        "fold:\n  - kinds: Municipality\n    name: {nb: 'Byene ({n})', en: 'Towns ({n})'}\n",
        "towns",
    )
    scenario = gm.scenario(graph([*towns, node("council", "RegionalCouncil", "regional")], members), plan)
    boxes = draw(scenario.graph, view, on=DAY).scene.boxes.values()
    assert {box.name for box in boxes} == {"Byene (4 av 5)", "Ce", "Council"}
    assert {box.name for box in draw(scenario.record, view, on=DAY).scene.boxes.values()} == {"Byene (5)", "Council"}
