"""Text that would be markup, code or noise elsewhere comes out as text in every format."""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
import yaml
from docx import Document
from graphs import edge, graph, node
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from PIL import Image
from pptx import Presentation
from pydantic import ValidationError
from pypdf import PdfReader
from sheets import parsed

from graphmodel.diagram import draw
from graphmodel.diagram.display_list import XY, DisplayList, Shape, Span, Stroke
from graphmodel.diagram.dot import as_dot, quote
from graphmodel.diagram.formats import mermaid_text
from graphmodel.diagram.graphviz import Job, render
from graphmodel.diagram.office import as_docx, as_xlsx, fit
from graphmodel.diagram.pdf import PdfPage, as_pdf, ground_dot, notes_data
from graphmodel.diagram.sentences import Notes, NoteText, SourceMark, SourceNote
from graphmodel.diagram.slides import as_pptx
from graphmodel.diagram.view import View, Words
from graphmodel.errors import printable
from graphmodel.language.pictures import phrase
from graphmodel.markdown import escaped

if TYPE_CHECKING:
    from graphmodel.model import Graph

PIECES = (
    *(
        "<b>",
        "</TD></TR>",
        "<script>alert(1)</script>",
        "]]>",
        "<!--",
        "&amp;",
        "&#65;",
        "&lt",
        "<BR/>",
        "<IMG SRC='x'/>",
    ),
    *(
        '"',
        '\\"',
        "\\",
        "\\N",
        "\\G",
        "\\n",
        "\\l",
        "'",
        "`",
        "``",
        "{",
        "}",
        "|",
        "[",
        "](javascript:x)",
        ";",
        "#",
        "--",
        "->",
    ),
    *("\N{RIGHT-TO-LEFT OVERRIDE}", "\N{RIGHT-TO-LEFT MARK}", "\N{ZERO WIDTH JOINER}", "\N{NO-BREAK SPACE}", "\u2028"),
    *("\N{PILE OF POO}", "👨‍👩‍👧", "ש", "ع", "中", "é", "ø", "Å", "\N{COMBINING RING ABOVE}", "ﬁ"),
    *(
        "1. ",
        "- ",
        "> ",
        "# ",
        "* ",
        "_",
        "~~",
        "https://evil.example",
        "www.evil.example",
        "a@evil.example",
        "$x$",
        ":tada:",
    ),
    *("%%{init}%%", "click a", "subgraph", "end", "style", "%label%", "a" * 60, "0", " ", "digraph", "strict"),
)


def hostile_labels(count: int) -> list[str]:
    """Return labels made of what some format keeps for itself, the same every time, up to 300 characters long."""
    chance = random.Random(7)  # noqa: S311 - the same every time
    labels: list[str] = []
    while len(labels) < count:
        text = "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 9)))[:300].strip()
        text = " ".join(unicodedata.normalize("NFC", text).split())
        if text:
            labels.append(text)
    return labels


LABELS = hostile_labels(10_000)
NAMES = [text for text in LABELS if "\N{RIGHT-TO-LEFT OVERRIDE}" not in text and re.search(r"[^\u200d\u200f\s]", text)]
"""Those that the model takes for a name."""


def sheet(labels: list[str]) -> DisplayList:
    """Return a page on which each label stands in a box, on a line, in a tooltip and as the text of a lane's name."""
    shapes = [
        Shape(
            f"node-{place}",
            10,
            10 + 20 * place,
            400,
            18,
            (Span(text, 7),),
            outline="box",
            about=text,
            url="https://e.org",
        )
        for place, text in enumerate(labels)
    ]
    strokes = [
        Stroke(
            f"edge-{place}", f"node-{place}", f"node-{place}", (XY(0, 0), XY(0, 9)), "#000000", "normal",
            label=(Span(text, 7),), label_at=XY(500, 10 + 20 * place), about=text,
        )
        for place, text in enumerate(labels)
    ]  # fmt: skip
    return DisplayList(900, 30 + 20 * len(labels), labels[0], (), tuple(shapes), tuple(strokes))


def svg_texts(svg: bytes) -> tuple[list[str], list[str], set[str]]:
    """Return the texts, the tooltips and the kinds of element of a picture."""
    root = parsed(svg.decode("utf-8"))
    texts = ["".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text")]
    link = "{http://www.w3.org/1999/xlink}"
    tips = [element.get(f"{link}title", "") for element in root.iter("{http://www.w3.org/2000/svg}a")]
    return texts, tips, {element.tag.partition("}")[2] for element in root.iter()}


def test_ten_thousand_labels_come_out_of_the_engine_as_they_went_in() -> None:
    size = 500
    pages = [LABELS[start : start + size] for start in range(0, len(LABELS), size)]
    for labels, svg in zip(pages, render([Job(as_dot(sheet(page)), "svg") for page in pages]), strict=True):
        texts, tips, tags = svg_texts(svg)
        assert sorted(texts) == sorted([*labels, *labels])
        assert set(tips) >= set(labels)
        assert tags <= {"svg", "g", "a", "title", "path", "polygon", "polyline", "ellipse", "text"}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def hostile_graph(label: str, other: str) -> Graph:
    nodes = [node("a", name=label, note=other), node("b", name=other, name_en=label)]
    made = edge("a", "ADVISES", "b", role=label, confidence="inferred", reasoning=other)
    return graph(nodes, [made])


VIEW = View.model_validate(
    {"name": "v", "title": {"nb": "T", "en": "T"}, "show": [{"levels": "regional"}], "day": "2021-12-01"}
)
EMPTY = graph([], [])
NUMBERS = range(0, 400, 2)


def test_the_page_shows_labels_roles_and_reasoning_as_text() -> None:
    allowed = {
        *("html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "h4", "p", "strong", "ul", "ol"),
        *("li", "span", "a", "table", "caption", "thead", "tbody", "tr", "th", "td"),
        *("div", "section", "nav", "details", "summary", "fieldset", "legend", "label", "input", "button", "script"),
    }
    from graphmodel.diagram.text_alternative import as_html  # noqa: PLC0415 - without its picture, which needs the engine

    for place in NUMBERS:
        picture = draw(hostile_graph(NAMES[place], NAMES[place + 1]), VIEW)
        page = _Page()
        page.feed(as_html(picture.scene, picture.view, picture.notes, ()))
        assert page.tags <= allowed
        assert NAMES[place] in "".join(page.text)


def test_markdown_shows_ten_thousand_labels_as_they_are() -> None:
    reader = MarkdownIt("gfm-like", {"linkify": False})
    for text in LABELS:
        (opening, inline, closing) = reader.parse(escaped(text))
        assert (opening.type, closing.type) == ("paragraph_open", "paragraph_close")
        assert {child.type for child in inline.children or ()} <= {"text", "text_special", "softbreak"}
        assert "".join(child.content for child in inline.children or ()) == text


def test_markdown_makes_no_link_of_anything() -> None:
    for text in LABELS:
        assert not re.search(r"(?i)(?<!\\)(https?|ftp|mailto):|www\.|(?<!\\)@", escaped(text))


def test_mermaid_labels_hold_nothing_but_letters_digits_plain_marks_and_codes() -> None:
    for text in LABELS:
        told = mermaid_text(text)
        assert re.fullmatch(r"(?:[a-zA-Z0-9 æøåÆØÅ.,()/%+–-]|#\d+;)*", told)
        assert not re.match(r"\d+[.)] |[-+*] ", told)
        assert re.sub(r"#(\d+);", lambda found: chr(int(found[1])), told) == text


@pytest.mark.parametrize("label", ["22. juli-nemnda – utvalg", "1) a", "- a", "+ a", "* a", "_a_", "# a"])
def test_a_mermaid_label_is_never_markdown(label: str) -> None:
    (block, *_) = MarkdownIt().parse(mermaid_text(label))
    inline = MarkdownIt().parseInline(mermaid_text(label))[0]
    assert block.type == "paragraph_open"
    assert {child.type for child in inline.children or ()} == {"text"}


def test_a_mermaid_title_is_plain_yaml_and_closes_nothing() -> None:
    for text in (
        *LABELS[:2000],
        "Nesseby kommune: organene «Ås» og KS\N{RIGHT SINGLE QUOTATION MARK} samstyring",
        "--- x",
    ):
        try:
            words = Words(nb=text, en=text)
        except ValidationError:  # no view has such a title
            continue
        view = VIEW.model_copy(update={"title": words})
        begin, title, end, *_ = draw(EMPTY, view).mermaid.split("\n")
        assert (begin, end) == ("---", "---")
        assert yaml.safe_load(title) == {"title": printable(" ".join(text.split()))}


def test_drawio_holds_labels_as_text() -> None:
    for place in NUMBERS:
        picture = draw(hostile_graph(NAMES[place], NAMES[place + 1]), VIEW)
        root = parsed(picture.drawio)
        tips = " ".join(element.get("tooltip", "") for element in root.iter("UserObject"))
        assert printable(NAMES[place]) in tips
        assert printable(NAMES[place + 1]) in tips
        assert all("html=0;" in cell.get("style", "html=0;") for cell in root.iter("mxCell"))


def test_a_whole_picture_of_hostile_names_paints() -> None:
    nodes = [node(f"n{place}", name=NAMES[place]) for place in range(60)]
    edges = [edge(f"n{place}", "ADVISES", f"n{place + 1}", role=NAMES[100 + place]) for place in range(59)]
    svg = draw(graph(nodes, edges), VIEW).svg
    root = parsed(svg)
    names = {name for element in root.iter() if (name := element.get("aria-label"))}
    assert sum(any(NAMES[place] in name for name in names) for place in range(60)) == 60


EVERYTHING = Notes(
    {f"b{place}": NoteText(text, text, (SourceMark(1, text),)) for place, text in enumerate(LABELS)},
    (),
    {},
    (SourceNote(1, "s", LABELS[0], "https://e.org/?a=1&b=<>"),),
)
"""Every label as a sentence, as its reasoning and as a place in a source."""


def stacked(labels: list[str]) -> DisplayList:
    """Return a page with twenty labels in each box, the first of them in a tooltip and on a line."""
    page = sheet(labels[::20])
    stacks = [tuple(Span(text, 7) for text in labels[start : start + 20]) for start in range(0, len(labels), 20)]
    shapes = [replace(shape, lines=lines) for shape, lines in zip(page.shapes, stacks, strict=True)]
    return replace(page, shapes=tuple(shapes))


def test_ten_thousand_labels_stand_on_a_slide_as_they_are() -> None:
    made = as_pptx([stacked(LABELS)], EVERYTHING._replace(boxes={}), description="d", lang="nb")
    (slide,) = Presentation(BytesIO(made)).slides
    shapes = {shape.name: shape for shape in slide.shapes}
    for place, text in enumerate(LABELS[::20]):
        box = shapes[f"node-{place}"]
        assert box.text_frame.text == "\v".join(map(fit, LABELS[20 * place : 20 * place + 20]))
        assert shapes[f"label-edge-{place}"].text_frame.text == fit(text)
        for name in (f"node-{place}", f"edge-{place}"):
            assert shapes[name]._element.xpath(".//p:cNvPr/@descr") == [fit(text)]  # noqa: SLF001


def test_ten_thousand_labels_stand_in_a_document_as_they_are() -> None:
    scene = draw(EMPTY, VIEW).scene
    png = BytesIO()
    Image.new("RGB", (4, 4)).save(png, "PNG")
    end_shapes = [" ".join(LABELS[start : start + 100]) for start in range(0, len(LABELS), 100)]
    found = EVERYTHING._replace(boxes={text: NoteText(text, "", ()) for text in end_shapes})
    made = Document(BytesIO(as_docx([sheet(LABELS[:1])], [png.getvalue()], scene, found, LABELS[1])))
    told = {paragraph.text for paragraph in made.paragraphs}
    assert {fit(LABELS[1]), *("\N{BULLET}\t" + fit(text) for text in end_shapes)} <= told


def test_ten_thousand_labels_stand_in_a_workbook_as_text() -> None:
    nodes = [node(f"n{place}", name=text) for place, text in enumerate(NAMES)]
    scene = replace(draw(graph(nodes[:1], []), VIEW).scene, record=graph(nodes, []), part=graph(nodes, []))
    (box,) = scene.boxes.values()
    boxes = {each.id: replace(box, id=each.id, nodes=(each.id,)) for each in nodes}
    found = EVERYTHING._replace(boxes={id_: NoteText("", "", ()) for id_ in boxes})
    book = openpyxl.load_workbook(BytesIO(as_xlsx(replace(scene, boxes=boxes), found)), read_only=True)
    cells = [row[0] for row in book["Boksene"].iter_rows(min_row=2)]
    assert {each.data_type for each in cells} == {"s"}
    assert sorted(str(each.value) for each in cells) == sorted(NAMES)


def test_ten_thousand_labels_are_set_as_text() -> None:
    scene = draw(EMPTY, VIEW).scene
    page = stacked(LABELS)
    (svg,) = render([Job(ground_dot(page), "svg")])
    end_shapes = [" ".join(LABELS[start : start + 50]) for start in range(0, len(LABELS), 50)]
    boxes = {text: NoteText(text, text, (SourceMark(1, text),)) for text in end_shapes}
    data = notes_data(scene, EVERYTHING._replace(boxes=boxes), LABELS[1])
    reader = PdfReader(BytesIO(as_pdf([PdfPage(page, svg, LABELS[2], LABELS[3])], data, title=LABELS[4], lang="nb")))
    notes = [note.get_object() for each in reader.pages for note in each.get("/Annots", ())]
    assert {note["/A"]["/URI"] for note in notes if "/A" in note} == {"https://e.org/?a=1&b=<>"}
    assert [item.title for item in reader.outline if not isinstance(item, list)] == [phrase("notes", "nb")]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_a_quoted_text_never_ends_early(text: str) -> None:
    inner = quote(text)[1:-1]
    assert '"' not in inner
    assert "\\" not in inner
    assert "<" not in inner


@pytest.mark.parametrize("text", ["\x00", "\x1b[31m", "\x85", "\ufffe"])
def test_characters_that_xml_refuses_become_replacement_characters(text: str) -> None:
    assert "\N{REPLACEMENT CHARACTER}" in quote(text)
