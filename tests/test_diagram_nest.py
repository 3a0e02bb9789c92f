"""What is part of a body stands inside its box, in every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from graphs import edge, graph, node
from sheets import Area, area, behind_boxes, boxes, lines, overlapping, parsed

from graphmodel.diagram import Diagram, draw, parse_view

if TYPE_CHECKING:
    from graphmodel.diagram.display_list import DisplayList

HEAD = "title: {nb: Alt, en: All}\nday: 2021-12-01\nshow:\n  - levels: [national, regional, local]\n"
VIEW = parse_view(HEAD, "all")
BODIES = ("a", "b", "c", "d", "e", "f")


def nested() -> Diagram:
    """Return a picture of a body with others inside, more than two deep, and ties from outside."""
    parts = [("b", "a"), ("c", "a"), ("d", "b"), ("e", "d")]
    ties = [edge(tail, "PART_OF", head) for tail, head in parts]
    ties += [edge("f", "ADVISES", "d"), edge("f", "MANDATES", "b"), edge("c", "ADVISES", "f"), edge("a", "STEERS", "f")]
    return draw(graph([node(id_) for id_ in BODIES], ties), VIEW)


def frames(sheet: DisplayList) -> dict[str, Area]:
    grounds = {panel.id.removeprefix("nest-"): panel for panel in sheet.panels if panel.kind == "nest"}
    shapes = {shape.id.removeprefix("node-"): shape for shape in sheet.shapes if shape.id.startswith("node-")}
    return {id_: area(grounds.get(id_, shape)) for id_, shape in shapes.items()}  # type: ignore[arg-type]


def test_a_part_stands_inside_two_deep_and_then_a_line_says_it() -> None:
    made = nested()
    assert {box.id: box.inside for box in made.scene.boxes.values()} == {
        "a": "", "b": "a", "c": "a", "d": "b", "e": "", "f": "",
    }  # fmt: skip
    assert [line.id for line in made.scene.lines.values() if line.type == "PART_OF"] == ["e:part-of:d"]
    assert made.scene.inside == {"a": ("b:part-of:a", "c:part-of:a"), "b": ("d:part-of:b",)}
    placed = frames(made.display_lists[0])
    for inner, outer in (("b", "a"), ("c", "a"), ("d", "b")):
        assert placed[outer].holds(placed[inner])


def test_lines_from_outside_end_at_the_inner_box_and_cross_no_other() -> None:
    sheet = nested().display_lists[0]
    placed = frames(sheet)
    assert list(behind_boxes(sheet)) == []
    assert overlapping(boxes(sheet)) == []
    for stroke in lines(sheet):
        for point, id_ in ((stroke.points[0], stroke.tail), (stroke.points[-1], stroke.head)):
            frame = placed[id_.removeprefix("node-")]
            assert frame.left <= point.x <= frame.right
            assert point.y == pytest.approx(frame.top) or point.y == pytest.approx(frame.bottom)


def test_what_is_not_certain_about_it_stands_in_the_box() -> None:
    ties = [edge("b", "PART_OF", "a", until="2021"), edge("c", "PART_OF", "a")]
    made = draw(graph([node("a"), node("b"), node("c")], ties), VIEW)
    captions = {shape.id: shape.lines[0].text for shape in made.display_lists[0].shapes if shape.id.startswith("node-")}
    assert captions["node-b"].endswith("· del av\N{NO-BREAK SPACE}?")
    assert "del av" not in captions["node-c"]
    assert "muligens denne dagen" in made.notes.boxes["b"].sentence


def test_a_body_at_another_level_or_only_called_for_keeps_its_line() -> None:
    nodes = [node("a", level="national"), node("b"), node("c", level="national")]
    ties = [edge("b", "PART_OF", "a"), edge("c", "PART_OF", "a", status="called for")]
    made = draw(graph(nodes, ties), parse_view(f"{HEAD}lines: {{called_for: true}}\n", "all"))
    assert {box.inside for box in made.scene.boxes.values()} == {""}
    assert len(made.scene.lines) == 2


def test_bodies_that_are_part_of_each_other_do_not_stand_inside_each_other() -> None:
    made = draw(graph([node("a"), node("b")], [edge("a", "PART_OF", "b"), edge("b", "PART_OF", "a")]), VIEW)
    assert sorted(box.inside for box in made.scene.boxes.values()) == ["", "b"]
    assert len(made.scene.lines) == 1


def test_a_box_that_is_inside_on_one_of_two_days_only_stands_by_itself_on_both() -> None:
    ties = [edge("b", "PART_OF", "a", since="2020-01-01"), edge("c", "PART_OF", "a")]
    days = ("2019-06-01", "2021-12-01")
    made = draw(graph([node("a"), node("b"), node("c")], ties), VIEW, between=days)
    assert {box.id: box.inside for box in made.scene.boxes.values()} == {"a": "", "b": "", "c": "a"}
    assert [line.id for line in made.scene.lines.values()] == ["b:part-of:a"]


def test_text_mermaid_and_drawio_tell_it_too() -> None:
    made = nested()
    assert "B, utvalg, regionalt nivå, del av A" in made.markdown
    assert "| i boksen | B | er del av | A |" in made.markdown
    assert made.mermaid.count("subgraph") == 3
    cells = {thing.get("id"): thing.find("mxCell") for thing in parsed(made.drawio).iter("UserObject")}
    assert cells["node-d"].get("parent") == "node-b"  # type: ignore[union-attr]
    assert cells["node-a"].get("parent") == "1"  # type: ignore[union-attr]
