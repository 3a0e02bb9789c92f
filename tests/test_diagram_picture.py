"""The pictures of the shipped views on the real record: legible, true, and the same every time."""

# mypy: disable-error-code="attr-defined, comparison-overlap, index"

from __future__ import annotations

import random
import re
import subprocess
import sys
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from large_graphs import layered
from PIL import Image
from pypdf import PdfReader
from sheets import Area, behind_boxes, boxes, labels, lanes, overlapping, parsed, sizes, text_width
from shipped_record import picture, record

from graphmodel.config import shipped
from graphmodel.diagram import draw, find_view, parse_view, view_names
from graphmodel.diagram.dot import as_dot
from graphmodel.diagram.graphviz import Job, render
from graphmodel.diagram.heading import blocks
from graphmodel.diagram.pages import PagePlan
from graphmodel.diagram.style import FADED_INK, SEVERAL, STYLES, arrows
from graphmodel.diagram.text import width
from graphmodel.errors import ConfigError, RenderError
from graphmodel.model import Graph
from graphmodel.schema import LEVEL_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree import ElementTree as ET

    from graphmodel.diagram.view import Paper

VIEWS = view_names(shipped("diagrams"))
SVG = "{http://www.w3.org/2000/svg}"


def groups(svg: str, part: str) -> dict[str, ET.Element]:
    """Return the groups of a picture whose id begins with a part, by id."""
    root = parsed(svg)
    return {id_: each for each in root.iter(f"{SVG}g") if (id_ := each.get("id", "")).startswith(part)}


def words(element: ET.Element) -> list[str]:
    return ["".join(text.itertext()) for text in element.iter(f"{SVG}text")]


# --- legible ----------------------------------------------------------------------------------------------------


@pytest.mark.wide
@pytest.mark.parametrize("paper", ["A4", "A3", "screen"])
@pytest.mark.parametrize("name", VIEWS)
def test_every_page_fits_its_paper_and_nothing_on_it_overlaps(name: str, paper: Paper) -> None:
    made = picture(name, paper)
    for leaf, sheet in zip(made.pages, made.display_lists, strict=True):
        assert leaf.plan.fits
        assert overlapping(boxes(sheet)) == []
        assert overlapping(labels(sheet)) == []
        assert [(one.name, box.name) for one in labels(sheet) for box in boxes(sheet) if one.meets(box)] == []
        if isinstance(leaf.plan, PagePlan):  # along a time axis a line goes straight down, past the rows between
            assert list(behind_boxes(sheet)) == []


@pytest.mark.wide
@pytest.mark.parametrize("paper", ["A4", "A3", "screen"])
@pytest.mark.parametrize("name", VIEWS)
def test_no_text_is_smaller_than_seven_points_or_leaves_its_box(name: str, paper: Paper) -> None:
    for sheet in picture(name, paper).display_lists:
        assert min(sizes(sheet)) >= 7
        for shape in sheet.shapes:
            assert text_width(shape.lines) <= shape.width + 2
            assert sum(span.size for span in shape.lines) <= shape.height + 0.5


@pytest.mark.parametrize("name", VIEWS)
def test_there_is_a_lane_for_each_level_drawn_and_every_box_lies_in_its_own(name: str) -> None:
    made = picture(name)
    for leaf, sheet in zip(made.pages, made.display_lists, strict=True):
        levels = {box.level for box in leaf.scene.boxes.values()}
        by_name = {lane.name: lane for lane in lanes(sheet)}
        assert set(by_name) == {f"lane-{level}" for level in levels}
        assert overlapping(list(by_name.values())) == []
        for area in boxes(sheet):
            level = leaf.scene.boxes[area.name.removeprefix("node-")].level
            assert by_name[f"lane-{level}"].holds(area)


def test_what_does_not_fit_goes_on_to_further_pages_and_repeats_the_far_ends_as_pale_boxes() -> None:
    made = picture("samhandlingsstruktur", "A4")
    assert len(made.pages) > 1
    home = {
        box.id: number
        for number, leaf in enumerate(made.pages, 1)
        for box in leaf.scene.boxes.values()
        if not box.elsewhere
    }
    assert sorted(home) == sorted(made.scene.boxes)
    for leaf, sheet in zip(made.pages, made.display_lists, strict=True):
        shapes = {shape.id: shape for shape in sheet.shapes}
        reached = {end for line in leaf.scene.lines.values() for end in (line.tail, line.head)}
        for box in leaf.scene.boxes.values():
            if box.elsewhere:
                assert box.id in reached
                assert shapes[f"node-{box.id}"].lines[0].text == f"↪ side {home[box.id]}"
                assert {span.colour for span in shapes[f"node-{box.id}"].lines} == {FADED_INK}


@pytest.mark.wide
def test_a_page_for_the_screen_is_at_most_three_screens_high() -> None:
    everything = parse_view("title: {nb: Alt, en: All}\nshow:\n  - levels: [national, regional, local]\n", "all")
    made = draw(layered(140, 420), everything, on="2021-12-01", paper="screen")
    assert len(made.pages) > 1
    assert {(round(sheet.width), sheet.height <= 3 * 720) for sheet in made.display_lists} == {(1280, True)}
    homes = [box.id for leaf in made.pages for box in leaf.scene.boxes.values() if not box.elsewhere]
    assert sorted(homes) == sorted(made.scene.boxes)


@pytest.mark.parametrize("name", VIEWS)
def test_the_legend_shows_exactly_what_is_drawn(name: str) -> None:
    made = picture(name)
    for leaf, sheet in zip(made.pages, made.display_lists, strict=True):
        told = {entry.key for block in blocks(leaf.scene) for entry in block.entries if entry.kind == "line"}
        heads = {arrow for line in leaf.scene.lines.values() for arrow in arrows(line)} - {"none"}
        if not any(line.numbered for line in leaf.scene.lines.values()):  # the lines say their verbs themselves
            assert told == set()
            continue
        assert {STYLES[type_].head for type_ in told} == heads - {SEVERAL}
        samples = {stroke.arrow for stroke in sheet.strokes if stroke.kind == "legend"} - {"none"}
        assert samples == heads


@pytest.mark.wide
def test_five_thousand_nodes_fold_themselves_and_the_picture_says_so() -> None:
    everything = parse_view(
        "title: {nb: Alt, en: All}\nshow:\n  - levels: [national, regional, intermunicipal, local]\n", "all"
    )
    made = draw(layered(5_000, 15_000), everything, on="2021-12-01")
    assert len(made.scene.boxes) <= 150
    assert made.scene.remarks == ("5000 noder: de av samme slag på samme nivå er slått sammen.",)
    assert made.scene.remarks[0] in " ".join(
        span.text for shape in made.display_lists[0].shapes for span in shape.lines
    )


# --- true -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "name"), [("2021-06-01", "Ett digitalt Agder"), ("2022-01-01", "Digi Agder")])
def test_the_network_bears_the_name_of_the_day(day: str, name: str) -> None:
    made = draw(record(), find_view("samhandlingsstruktur", shipped("diagrams")), on=day)
    assert made.scene.boxes["digi-agder"].name == name
    assert name in " ".join(words(groups(made.svg, "node-digi-agder")["node-digi-agder"]))


def test_day_view_sources_and_page_are_printed_on_the_picture() -> None:
    told = " ".join(words(parsed(picture("rkg-e-helse").svg)))
    assert "Slik kildene beskriver det per 1. desember 2021" in told
    assert re.search(r"Visning: rkg-e-helse · Kildene går til og med [\w. ]+ · Side 1 av 1", told)


def test_labels_and_legend_are_in_the_language_asked_for() -> None:
    told = " ".join(words(parsed(picture("rkg-e-helse", None, "en").svg)))
    assert "As the sources describe it for 1 December 2021" in told
    assert LEVEL_WORDS["intermunicipal"][1] in told
    assert "established" in told
    assert "Interkommunalt" not in told


def test_possible_and_inferred_lines_differ_in_stroke_and_sign() -> None:
    made = picture("samhandlingsstruktur")
    strokes = {stroke.id: stroke for sheet in made.display_lists for stroke in sheet.strokes}
    for line in made.scene.lines.values():
        stroke = strokes[f"edge-{line.id}"]
        expected = "dashed" if str(line.validity) == "possibly" else "dotted" if line.inferred else "solid"
        assert stroke.style == expected
        sure = stroke.label[0].text.split("(")[0]
        assert ("?" in sure) == (str(line.validity) == "possibly")
        assert ("∴" in sure) == line.inferred


def test_every_line_carries_a_readable_name_its_sources_and_a_link() -> None:
    made = picture("oversikt-agder")
    found = groups(made.svg, "edge-")
    assert set(found) == {f"edge-{id_}" for id_ in made.scene.lines}
    for element in found.values():
        (link,) = element.iter(f"{SVG}a")
        assert link.get("href", "").startswith("http")
        assert "\n[" in (link.find(f"{SVG}title").text or "")  # type: ignore[union-attr]
    name = found["edge-kdu-agder:digi-agder"].find(f"{SVG}a").get("aria-label")  # type: ignore[union-attr]
    assert name is not None
    assert name.split("; ")[-1] == (
        "Digi Agder rapporterer til Kommunedirektørutvalget Agder (KDU), fra nettverk til styringsgruppe, fra 2021, "
        "muligens denne dagen, slutning, ikke oppgitt i kilden"
    )


# --- formats ----------------------------------------------------------------------------------------------------


def test_the_svg_tells_language_role_title_and_description() -> None:
    made = picture("samhandlingsstruktur")
    root = parsed(made.svg)
    assert (root.get("lang"), root.get("role")) == ("nb", "graphics-document")
    by_id = {each.get("id"): each for each in root.iter() if each.get("id")}
    assert by_id[root.get("aria-labelledby")].text == "Arbeidskart: Samhandlingsstrukturen i Agder"
    told = by_id[root.get("aria-describedby")].text or ""
    assert told.startswith(
        "Arbeidskart: Samhandlingsstrukturen i Agder. Slik kildene beskriver det per 1. desember 2021. "
        "Figuren har 28 bok"
    )


def test_the_svg_loads_nothing_and_states_fonts_that_exist_everywhere() -> None:
    svg = picture("rkg-e-helse").svg
    assert "DejaVu Sans,Verdana,Geneva,sans-serif" in svg
    assert not re.search(r"<(script|image|foreignObject|use)|@import|url\(", svg)
    assert "<!DOCTYPE" not in svg


def painted_area(element: ET.Element) -> Area:
    """Return the rectangle that a path or polygon fills."""
    corners = re.findall(r"(-?[\d.]+),(-?[\d.]+)", element.get("d") or element.get("points") or "")
    along, down = ([float(corner[axis]) for corner in corners] for axis in (0, 1))
    return Area(element.tag, min(along), min(down), max(along), max(down))


@pytest.mark.parametrize("name", ["oversikt-agder", "oversikt-ks"])
def test_centred_text_is_set_from_the_middle_of_its_box_and_as_wide_as_it_was_measured(name: str) -> None:
    made = picture(name)
    framed = {shape.id for shape in made.display_lists[0].shapes if shape.align == "center" and shape.outline == "box"}
    found = {id_: group for id_, group in groups(made.svg, "").items() if id_ in framed}
    assert {id_.partition("-")[0] for id_ in found} == {"node", *(("column",) if made.view.columns else ())}
    for group in found.values():
        (box,) = group.iter(f"{SVG}path")
        middle = (painted_area(box).left + painted_area(box).right) / 2
        for line in group.iter(f"{SVG}text"):
            assert line.get("text-anchor") == "middle"
            assert float(line.get("x", "0")) == pytest.approx(middle, abs=0.1)
            size, bold = float(line.get("font-size", "0")), line.get("font-weight") == "bold"
            assert float(line.get("textLength", "0")) == pytest.approx(
                width(line.text or "", size, bold=bold), abs=0.01
            )


def test_the_ground_of_a_label_does_not_cover_the_edge_of_a_box() -> None:
    svg = picture("oversikt-agder").svg
    edges = [painted_area(path) for box in groups(svg, "node-").values() for path in box.iter(f"{SVG}path")]
    grounds = [
        painted_area(each)
        for line in groups(svg, "edge-").values()
        for each in line.iter(f"{SVG}polygon")
        if each.get("stroke") == "none"
    ]
    assert len(grounds) >= len(picture("oversikt-agder").scene.lines)
    for ground in grounds:
        larger = ground._replace(top=ground.top - 1, bottom=ground.bottom + 1)  # it meets what it laps over by 0.6
        assert not [edge for edge in edges if larger.meets(edge)]


def test_the_keyboard_meets_each_box_from_the_top_and_then_the_lines_from_it() -> None:
    made = picture("rkg-e-helse")
    stops = [id_ for id_ in groups(made.svg, "") if id_.startswith(("node-", "edge-"))]
    plan = made.pages[0].plan
    assert isinstance(plan, PagePlan)
    heights = [plan.layout.boxes[id_.removeprefix("node-")].across for id_ in stops if id_.startswith("node-")]
    assert heights == sorted(heights)
    box = ""
    for id_ in stops:
        if id_.startswith("node-"):
            box = id_.removeprefix("node-")
        else:
            assert made.scene.lines[id_.removeprefix("edge-")].tail == box


def test_the_pdf_has_the_picture_the_notes_bookmarks_links_and_embedded_fonts() -> None:
    made = picture("rkg-e-helse")
    reader = PdfReader(BytesIO(made.pdf))
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert titles == ["RKG e-helse og E-helse Agder 2030", "Noter og kilder"]
    measures = [tuple(round(float(size)) for size in page.mediabox[2:]) for page in reader.pages]
    assert measures[:2] == [(1191, 842), (595, 842)]
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            found = font.get_object()
            inner = found["/DescendantFonts"][0].get_object()
            assert "DejaVuSans" in found["/BaseFont"]
            assert {"/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"].get_object())
    told = " ".join(page.extract_text() for page in reader.pages[1:])
    for number in range(1, len(made.scene.lines) + 1):
        assert re.search(rf"(?<!\d){number}\.", told)
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", ())]
    links = {note["/A"]["/URI"] for note in notes if "/A" in note}
    assert {source.url for source in made.notes.sources if source.url} <= links


def tagged(element: Any) -> Iterator[Any]:
    """Yield every element of the structure of a PDF, in reading order."""
    found = element.get_object()
    if not isinstance(found, dict):
        return
    if "/S" in found:
        yield found
    inner = found.get("/K", [])
    for each in inner if isinstance(inner, list) else [inner]:
        yield from tagged(each)


def test_the_pdf_says_that_it_is_accessible_and_is_tagged_with_title_language_and_words_for_the_picture() -> None:
    made = picture("etterlyst")
    root = PdfReader(BytesIO(made.pdf)).root_object
    assert root["/Lang"] == "nb"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "Etterlyst og registrert" in metadata
    assert not re.search(r"(Create|Modify|Metadata)Date>", metadata)
    elements = list(tagged(root["/StructTreeRoot"]))
    kinds = [element["/S"] for element in elements]
    assert kinds.count("/Figure") == 1
    assert [element["/Alt"] for element in elements if element["/S"] == "/Figure"] == [made.description]
    assert [kind for kind in kinds if re.fullmatch(r"/H\d", kind)] == ["/H1", "/H1", "/H2", "/H2", "/H2"]
    assert kinds.index("/H1") < kinds.index("/Figure")
    items = len(made.notes.lines) + len(made.notes.boxes) + len(made.notes.sources)
    assert kinds.count("/LI") == items + sum(len(note.parts) for note in made.notes.lines)


def test_every_line_of_the_picture_has_its_numbered_note_with_a_source() -> None:
    made = picture("samhandlingsstruktur")
    assert [note.number for note in made.notes.lines] == list(range(1, len(made.scene.lines) + 1))
    numbers = {source.number for source in made.notes.sources}
    for note in made.notes.lines:
        marks = [*note.told.marks, *(mark for part in note.parts for mark in part.marks)]
        assert marks
        assert {mark.number for mark in marks} <= numbers


def test_the_png_has_the_resolution_asked_for() -> None:
    (png,) = picture("etterlyst").pngs(100)
    with Image.open(BytesIO(png)) as image:
        assert abs(image.width - 841.89 / 72 * 100) < 2
        assert abs(image.height - 595.28 / 72 * 100) < 2
        assert len(image.convert("L").getcolors(256) or ()) > 10


def test_a_picture_saves_itself_in_every_format(tmp_path: Path) -> None:
    made = picture("etterlyst")
    for ending, start in {
        ".svg": b"<svg", ".pdf": b"%PDF", ".png": b"\x89PNG", ".dot": b"digraph", ".mmd": b"---", ".drawio": b"<mxfile",
        ".html": b"<!DOCTYPE html>", ".md": b"# Etterlyst", ".pptx": b"PK", ".docx": b"PK", ".xlsx": b"PK",
    }.items():  # fmt: skip
        (path,) = made.save(tmp_path / f"picture{ending}")
        assert path.read_bytes().startswith(start)


def test_further_pages_get_numbers(tmp_path: Path) -> None:
    written = picture("samhandlingsstruktur", "A4").save(tmp_path / "s.dot")
    assert [path.name for path in written[:2]] == ["s.dot", "s-2.dot"]


def test_an_ending_of_no_format_and_a_folder_that_is_not_there_are_told(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match=r"'picture.gif' does not end in one of .svg, .pdf"):
        picture("etterlyst").save(tmp_path / "picture.gif")
    with pytest.raises(ConfigError, match="cannot be written: No such file"):
        picture("etterlyst").save(tmp_path / "nowhere" / "picture.md")


def test_a_notebook_gets_the_picture_and_its_words() -> None:
    bundle = picture("etterlyst")._repr_mimebundle_()
    assert list(bundle) == ["text/html", "image/svg+xml", "text/plain"]
    assert bundle["image/svg+xml"].startswith("<svg")
    assert bundle["text/html"].count("<svg") == bundle["text/html"].count("<details>") == 1
    assert bundle["text/plain"].startswith("Etterlyst og registrert. Slik kildene beskriver det")


# --- the same every time ----------------------------------------------------------------------------------------


def shuffled(graph: Graph) -> Graph:
    chance = random.Random(3)  # noqa: S311 - the same every time
    parts: list[list[Any]] = [list(part.values()) for part in (graph.nodes, graph.edges, graph.sources, graph.surveys)]
    for part in parts:
        chance.shuffle(part)
    return Graph(*parts)


def test_the_same_statements_in_any_order_give_the_same_bytes() -> None:
    made = picture("etterlyst")
    again = draw(shuffled(record()), find_view("etterlyst", shipped("diagrams")))
    assert (again.dot, again.svg, again.pdf) == (made.dot, made.svg, made.pdf)
    assert (again.mermaid, again.drawio, again.html, again.markdown) == (
        made.mermaid,
        made.drawio,
        made.html,
        made.markdown,
    )
    assert again.pngs(72) == made.pngs(72)


_PRINTED = """
from graphmodel.config import shipped
from graphmodel.diagram import draw, find_view
from graphmodel.seeds import read
record = read(shipped("seeds"))
for name in ("samhandlingsstruktur", "digitaliseringsnettverk", "strategier"):
    made = draw(record, find_view(name, shipped("diagrams")), between=("2019-06-01", "2021-12-01"), highlight=["ks"])
    print(*made.dots, made.html if name == "strategier" else made.markdown, made.mermaid, made.drawio)
"""


@pytest.mark.wide
def test_another_process_with_other_hashes_gives_the_same_text() -> None:
    texts = {
        subprocess.run(
            [sys.executable, "-c", _PRINTED], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(texts) == 1


@pytest.mark.graphviz
def test_both_engines_give_the_same_ids_texts_and_order() -> None:
    jobs = [Job(as_dot(sheet), "svg") for sheet in picture("rkg-e-helse").display_lists]
    (one,), (other,) = render(jobs, engine="pygraphviz"), render(jobs, engine="dot")
    told = []
    for svg in (one, other):
        root = parsed(svg.decode("utf-8"))
        told.append(([each.get("id") for each in root.iter(f"{SVG}g")], words(root)))
    assert told[0] == told[1]


@pytest.mark.graphviz
def test_both_engines_paint_every_format() -> None:
    dot = picture("etterlyst").dot
    for engine in ("pygraphviz", "dot"):
        svg, pdf, png = render([Job(dot, "svg"), Job(dot, "pdf"), Job(dot, "png", 50)], engine=engine)
        assert b"</svg>" in svg
        assert pdf.startswith(b"%PDF")
        assert png.startswith(b"\x89PNG")
