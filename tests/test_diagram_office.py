"""Pictures for an office suite: slides, documents and sheets, opened in a real LibreOffice."""

# mypy: disable-error-code="union-attr"

from __future__ import annotations

import subprocess
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from pptx import Presentation
from pypdf import PdfReader
from shipped_record import picture, record

from graphmodel.config import shipped
from graphmodel.diagram import Diagram, draw, find_view

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
EMU = 12_700
VIEWS = ("etterlyst", "rkg-e-helse", "strategier")


def opened_in_libreoffice(content: bytes, name: str, folder: Path) -> PdfReader:
    """Return what LibreOffice shows of a file, as PDF."""
    (folder / name).write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / name)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return PdfReader((folder / name).with_suffix(".pdf"))


def told(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


# --- slides -----------------------------------------------------------------------------------------------------


def slides(made: Diagram) -> Any:
    return Presentation(BytesIO(made.pptx)).slides


@pytest.mark.parametrize("name", VIEWS)
def test_every_box_is_a_shape_with_its_text_and_every_line_is_glued_to_its_two_boxes(name: str) -> None:
    made = picture(name)
    boxes, lines = set(), set()
    for slide in slides(made):
        ids = {shape.shape_id: shape.name for shape in slide.shapes}
        stretches: list[tuple[str, str, str]] = []
        assert len(ids) == len(slide.shapes)
        for shape in slide.shapes:
            element = shape._element  # noqa: SLF001 - the library has no name for what is looked at
            kind, _, id_ = shape.name.partition("-")
            if kind == "node":
                boxes.add(id_)
                assert element.nvSpPr.cNvPr.get("descr")
                assert made.scene.boxes[id_].name.split()[0] in shape.text_frame.text
            elif kind == "edge":
                glue = element.find(f"{P}nvCxnSpPr/{P}cNvCxnSpPr")
                ends = [
                    ids[int(glue.find(f"{A}{end}").get("id"))].replace("nest-", "node-") for end in ("stCxn", "endCxn")
                ]
                stretches.append((shape.name, *ends))
        for id_, reached in glued_ends(stretches, made).items():
            lines.add(id_)
            line = made.scene.lines[id_]
            assert reached == [f"node-{line.tail}", f"node-{line.head}"]
    assert boxes == {id_ for page in made.pages for id_ in page.scene.boxes}
    assert lines == {id_ for page in made.pages for id_ in page.scene.lines}


def stretches_of(id_: str, names: Iterable[str]) -> list[str]:
    """Return the names of the stretches of a line, in order."""
    found = [f"edge-{id_}", *(f"edge-{id_}-{number}" for number in range(2, 30))]
    return [name for name in found if name in names]


def glued_ends(stretches: list[tuple[str, str, str]], made: Diagram) -> dict[str, list[str]]:
    """Return the boxes that each line is glued to, over all its stretches, each of which begins where the last ends."""
    by_name = {name: (tail, head) for name, tail, head in stretches}
    reached = {}
    for id_ in made.scene.lines:
        parts = [by_name[name] for name in stretches_of(id_, by_name)]
        assert all(one[1] == other[0] for one, other in pairwise(parts))
        if parts:
            reached[id_] = [parts[0][0], parts[-1][1]]
    return reached


def way(connector: Any) -> list[tuple[float, float]]:
    """Return the ends of a connector, as ISO/IEC 29500 draws it: mirrored."""
    place = connector.find(f"{P}spPr/{A}xfrm")
    x, y = (int(place.find(f"{A}off").get(key)) / EMU for key in ("x", "y"))
    w, h = (int(place.find(f"{A}ext").get(key)) / EMU for key in ("cx", "cy"))
    assert connector.find(f"{P}spPr/{A}prstGeom").get("prst") == "straightConnector1"
    points = [(0.0, 0.0), (w, h)]
    if place.get("flipH"):
        points = [(w - u, v) for u, v in points]
    if place.get("flipV"):
        points = [(u, h - v) for u, v in points]
    return [(x + u, y + v) for u, v in points]


@pytest.mark.parametrize("name", VIEWS)
def test_a_connector_runs_where_the_line_runs_on_the_page(name: str) -> None:
    made = picture(name)
    for slide, sheet in zip(slides(made), made.whole_display_lists, strict=True):
        drawn = {shape.name: shape._element for shape in slide.shapes}  # noqa: SLF001 - see above
        for stroke in sheet.strokes:
            parts = [way(drawn[name]) for name in stretches_of(stroke.id.removeprefix("edge-"), drawn)]
            parts = parts or [way(drawn[stroke.id])]
            corners = [parts[0][0], *(point for part in parts for point in part[1:])]
            assert len(corners) == len(stroke.points)
            for one, other in zip(corners, stroke.points, strict=True):
                assert one == pytest.approx(tuple(other), abs=0.6)


def test_the_notes_of_the_speaker_tell_every_line_and_link_the_sources() -> None:
    made = picture("etterlyst")
    (slide,) = slides(made)
    notes = slide.notes_slide.notes_text_frame
    for note in made.notes.lines:
        assert f"{note.number}. {note.told}" in notes.text
    links = {run.hyperlink.address for each in notes.paragraphs for run in each.runs if run.hyperlink.address}
    assert links == {source.url for source in made.notes.sources if source.url}
    assert slide.shapes.title.text_frame.text == "Etterlyst og registrert"


def test_slides_have_the_size_of_the_paper() -> None:
    made = picture("rkg-e-helse")
    deck = Presentation(BytesIO(made.pptx))
    assert (deck.slide_width, deck.slide_height) == (round(1190.55 * EMU), round(841.89 * EMU))
    assert (deck.core_properties.title, deck.core_properties.language) == (made.view.title.nb, "nb-NO")


@pytest.mark.office
def test_libreoffice_shows_each_slide_with_its_boxes(tmp_path: Path) -> None:
    made = picture("etterlyst")
    reader = opened_in_libreoffice(made.pptx, "slides.pptx", tmp_path)
    assert len(reader.pages) == len(made.display_lists)
    for box in made.scene.boxes.values():
        assert box.name in told(reader)


# --- documents --------------------------------------------------------------------------------------------------


def test_a_document_has_the_figure_with_its_words_a_caption_and_notes_in_styles_of_their_own() -> None:
    made = picture("etterlyst")
    document = Document(BytesIO(made.docx))
    (figure,) = document.inline_shapes
    about = figure._inline.docPr  # noqa: SLF001 - the library has no name for alternative text
    assert (about.get("title"), about.get("descr")) == ("Etterlyst og registrert", made.description)
    by_style: dict[str, list[str]] = {}
    for paragraph in document.paragraphs:
        by_style.setdefault(paragraph.style.name, []).append(paragraph.text)
    (caption,) = by_style["Caption"]
    title = "Etterlyst og registrert. Slik kildene beskriver det per 1. desember 2021."
    assert caption == f"Figur . {title}"  # the number is a field
    for note in made.notes.lines:
        assert f"{note.number}\t{note.told}" in by_style["Figure Note"]
    assert len(by_style["Figure Source"]) == len(made.notes.sources)
    links = {each.address for paragraph in document.paragraphs for each in paragraph.hyperlinks}
    assert links == {source.url for source in made.notes.sources if source.url}
    languages = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"nb-NO"}


def test_a_large_figure_keeps_its_page_and_its_notes_are_on_a4() -> None:
    sections = Document(BytesIO(picture("rkg-e-helse").docx)).sections
    assert [(round(each.page_width.pt), round(each.page_height.pt)) for each in sections] == [(1191, 842), (595, 842)]


@pytest.mark.office
def test_libreoffice_shows_the_document_with_its_caption_notes_and_sources(tmp_path: Path) -> None:
    made = picture("etterlyst")
    reader = opened_in_libreoffice(made.docx, "case.docx", tmp_path)
    words = told(reader)
    assert len(reader.pages[0].images) == 1
    assert "Figur 1. Etterlyst og registrert." in words
    for note in made.notes.lines:
        assert note.told.sentence.split(",")[0] in words


# --- sheets -----------------------------------------------------------------------------------------------------


def test_a_workbook_has_a_row_for_every_body_edge_and_source() -> None:
    made = picture("rkg-e-helse")
    book = openpyxl.load_workbook(BytesIO(made.xlsx))
    assert book.sheetnames == ["Boksene", "Linjene", "Kildene"]
    bodies, lines, sources = (list(sheet.iter_rows(values_only=True)) for sheet in book)
    assert bodies[0] == ("Navn", "Slag", "Nivå", "Tid", "I boksen", "Kilder")
    assert len(bodies) - 1 == sum(len(box.nodes) for box in made.scene.boxes.values())
    assert sum(row[4] == "Kommunene i Agder (25)" for row in bodies) == 25
    assert lines[0] == ("Linje", "Fra", "Forbindelse", "Til", "Nærmere", "Kilder")
    assert len(lines) - 1 == len(made.scene.part.edges)
    assert {row[0] for row in lines[1:]} - {"i boksen"} == {note.number for note in made.notes.lines}
    assert [row[0] for row in sources[1:]] == [source.number for source in made.notes.sources]


@pytest.mark.parametrize("ending", ["pptx", "docx", "xlsx"])
def test_the_same_picture_is_the_same_bytes(ending: str) -> None:
    one, other = (draw(record(), find_view("etterlyst", shipped("diagrams"))) for _ in range(2))
    assert getattr(one, ending) == getattr(other, ending)
