"""Pictures for those who go on by hand: the same boxes and lines in Mermaid and draw.io."""

# mypy: disable-error-code="comparison-overlap"

from __future__ import annotations

import pytest
from graphs import crossroads
from sheets import parsed
from shipped_record import picture

from graphmodel.config import shipped
from graphmodel.diagram import draw, find_view, parse_view, view_names
from graphmodel.diagram.pages import PagePlan

VIEWS = view_names(shipped("diagrams"))
SMALL = parse_view(
    'title: {nb: "Krysset (1)", en: Crossroads}\nday: 2022-01-01\nshow:\n  - levels: [national, regional]\n'
    "lines: {called_for: true}\n",
    "small",
)


def test_mermaid_has_a_subgraph_for_each_level_and_dotted_arrows_for_what_is_not_certain() -> None:
    assert (
        draw(crossroads(), SMALL).mermaid
        == """\
---
title: "Krysset (1)"
---
flowchart TB
  subgraph national["Nasjonalt"]
    n0("Association – forening")
    n3("Ministry – departement")
    n5[/"Strategy – strategi"/]
  end
  subgraph regional["Regionalt"]
    n1("Board – utvalg")
    n2("Council – samarbeidsorgan")
    n4("Network – nettverk")
  end
  n0 <-.->|"1#33; samarbeider med"| n4
  n3 -->|"2 finansierer"| n4
  n1 -->|"3 styrer"| n4
  n2 -->|"4 gir mandat til"| n4
  n4 -->|"5 følger opp"| n5
  linkStyle 0 stroke:#b5177a
  linkStyle 1 stroke:#0b4f94
  linkStyle 2 stroke:#0b4f94
  linkStyle 3 stroke:#0b4f94
  linkStyle 4 stroke:#9a4a00
"""
    )


@pytest.mark.parametrize("name", VIEWS)
def test_mermaid_has_every_box_and_line_once(name: str) -> None:
    made = picture(name)
    text = made.mermaid
    assert text.count("|") == 2 * len(made.scene.lines)
    holders = {box.inside for box in made.scene.boxes.values()} - {""}
    assert text.count("subgraph") == len({box.level for box in made.scene.boxes.values()}) + len(holders)


@pytest.mark.parametrize("name", [each for each in VIEWS if find_view(each, shipped("diagrams")).axis == "levels"])
def test_drawio_has_every_box_where_it_stands_and_every_line_between_its_boxes(name: str) -> None:
    made = picture(name)
    root = parsed(made.drawio)
    diagrams = root.findall("diagram")
    for leaf, diagram in zip(made.pages, diagrams, strict=True):
        assert isinstance(leaf.plan, PagePlan)
        things = {thing.get("id"): thing for thing in diagram.iter("UserObject")}
        for id_, rect in leaf.plan.layout.boxes.items():
            frame = leaf.plan.frame(rect)
            geometry = things[f"node-{id_}"].find("mxCell/mxGeometry")
            assert geometry is not None
            around = leaf.scene.boxes[id_].inside
            left = leaf.plan.frame(leaf.plan.layout.boxes[around]).x if around else 0
            assert float(geometry.get("x", 0)) == pytest.approx(frame.x - left, abs=0.06)
            assert geometry.get("width") == f"{frame.width:.1f}"
        for line in leaf.scene.lines.values():
            cell = things[f"edge-{line.id}"].find("mxCell")
            assert cell is not None
            assert (cell.get("source"), cell.get("target")) == (f"node-{line.tail}", f"node-{line.head}")
            assert things[f"edge-{line.id}"].get("tooltip")


@pytest.mark.parametrize("name", VIEWS)
def test_drawio_has_the_title_the_legend_the_names_in_a_folded_box_and_square_lines(name: str) -> None:
    made = picture(name)
    root = parsed(made.drawio)
    things = {thing.get("id"): thing for thing in root.iter("UserObject")}
    assert made.view.title.nb == " ".join(
        str(things[shape.id].get("label"))
        for shape in made.display_lists[0].shapes
        if shape.kind == "heading" and shape.lines[0].size == 17
    )
    assert {
        shape.id for sheet in made.display_lists for shape in sheet.shapes if shape.kind == "legend"
    } <= things.keys()
    for leaf in made.pages:
        for box in leaf.scene.boxes.values():
            words = str(things[f"node-{box.id}"].get("label")).split()
            members = {word.strip(",") for member in box.members[:2] for word in member.split()}
            assert members <= {word.strip(",") for word in words}
    for stroke in (stroke for sheet in made.whole_display_lists for stroke in sheet.strokes):
        cell = things[stroke.id].find("mxCell")
        assert cell is not None
        assert "edgeStyle=orthogonalEdgeStyle" in cell.get("style", "")
        corners = [(float(each.get("x", 0)), float(each.get("y", 0))) for each in cell.iterfind(".//Array/mxPoint")]
        assert corners == [
            (pytest.approx(point.x, abs=0.06), pytest.approx(point.y, abs=0.06)) for point in stroke.points[1:-1]
        ]
