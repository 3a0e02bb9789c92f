"""A figure for an office suite: a document with caption, notes and sources, and a workbook of its boxes and lines."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from graphmodel.diagram.heading import day_words
from graphmodel.diagram.pages import PAPER_SIZES
from graphmodel.diagram.sentences import marks_text
from graphmodel.diagram.text_alternative import columns, rows
from graphmodel.language import alphabetical, period_in_words
from graphmodel.language.pictures import phrase
from graphmodel.schema import level_label
from graphmodel.tables import as_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from graphmodel.diagram.display_list import DisplayList
    from graphmodel.diagram.scene import Scene
    from graphmodel.diagram.sentences import Notes, SourceNote

__all__ = ["FIGURE_DPI", "FONT", "LOCALES", "as_docx", "as_xlsx", "fit", "pack"]

FONT = "Verdana"
"""On every machine with an office suite, or replaced by DejaVu Sans, of nearly the same widths."""

LOCALES: Mapping[str, str] = {"nb": "nb-NO", "en": "en-GB"}

_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_FIRST_DAY = datetime(1980, 1, 1, tzinfo=UTC)
"""The date of everything in the file, because it must have one: the first that a ZIP can hold."""


def fit(text: str) -> str:
    """Return text as XML can hold it and an office suite shows it on one line."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text).replace("\n", " ").replace("\t", " ")


def pack(properties: Any, save: Callable[[BytesIO], None], *, title: str, lang: str) -> bytes:  # noqa: ANN401 - of python-pptx or python-docx, which share no class
    """Return an office file with its title and language, and no date or name of whoever made it.

    Parameters
    ----------
    properties
        The core properties of the file.
    save
        Writes it.
    title, lang
        Of the file.
    """
    properties.title, properties.language = fit(title)[:255], LOCALES[lang]
    properties.author = properties.last_modified_by = "graphmodel"
    properties.subject = properties.comments = properties.keywords = properties.category = ""
    properties.created = properties.modified = properties.last_printed = _FIRST_DAY.replace(tzinfo=None)
    properties.revision = 1
    written, stamped = BytesIO(), BytesIO()
    save(written)
    with zipfile.ZipFile(written) as found, zipfile.ZipFile(stamped, "w", zipfile.ZIP_DEFLATED) as made:
        for name in found.namelist():
            made.writestr(zipfile.ZipInfo(name, _FIRST_DAY.timetuple()[:6]), found.read(name), zipfile.ZIP_DEFLATED)
    return stamped.getvalue()


FIGURE_DPI = 220
"""Dots per inch of the figure: what print needs, and no more."""

_EMU = 12_700
"""Units of the file in a point."""

_MARGIN, _NOTES_MARGIN = 28.0, 64.0
_CAPTION_ROOM = 36.0
_LEAST, _LARGEST = 200.0, 1584.0
"""Points that a page may measure along one side."""

_NOTE, _SOURCE, _LINK = "Figure Note", "Figure Source", "Hyperlink"
_INDENT = 28.0


def as_docx(
    display_lists: Sequence[DisplayList], pngs: Sequence[bytes], scene: Scene, found: Notes, description: str
) -> bytes:
    """Return a picture as a document.

    Parameters
    ----------
    sheets
        Its pages.
    pngs
        Each page, painted with :data:`FIGURE_DPI`.
    scene
        What is drawn.
    found
        Its notes.
    description
        What it shows, as the alternative text of the figure.

    Returns
    -------
    bytes
        A page for each figure, as large as it is drawn, and the notes on A4.
    """
    # Imported here: loading it takes a tenth of a second, and only this format needs it.
    from docx import Document  # noqa: PLC0415

    document = Document()
    lang = scene.lang
    _set_styles(document, lang)
    for number, (sheet, png) in enumerate(zip(display_lists, pngs, strict=True), 1):
        section = document.sections[0] if number == 1 else document.add_section()
        _size(section, *_page(sheet), _MARGIN)
        _figure(document, section, sheet, png, description)
        of = "" if len(display_lists) == 1 else f" {phrase('page', lang).format(n=number, all=len(display_lists))}."
        _caption(document, number, f". {sheet.title}. {day_words(scene)}.{of}", lang)
    wide, high = sorted(PAPER_SIZES["A4"])
    _size(document.add_section(), wide, high, _NOTES_MARGIN)
    _tell(document, found, description, lang)
    return pack(document.core_properties, document.save, title=display_lists[0].title, lang=lang)


def _page(sheet: DisplayList) -> tuple[float, float]:
    scale = min(1.0, _LARGEST / max(sheet.width, sheet.height))
    return max(_LEAST, sheet.width * scale), max(_LEAST, sheet.height * scale)


def _size(section: Any, wide: float, high: float, margin: float) -> None:  # noqa: ANN401 - an untyped library
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415 - see as_docx

    section.orientation = WD_ORIENT.LANDSCAPE if wide > high else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = round(wide * _EMU), round(high * _EMU)
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", round(margin * _EMU))


def _set_styles(document: Any, lang: str) -> None:  # noqa: ANN401 - see above
    """Set the language of all text, and the styles of notes and sources."""
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415 - see as_docx
    from docx.shared import Pt, RGBColor  # noqa: PLC0415 - see as_docx

    styles = document.styles
    for language in styles.element.iter(_tag("w:lang")):
        language.set(_tag("w:val"), LOCALES[lang])
    for name, size in ((_NOTE, 10), (_SOURCE, 9)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.quick_style = True
        style.font.size = Pt(size)
        style.paragraph_format.left_indent, style.paragraph_format.first_line_indent = Pt(_INDENT), Pt(-_INDENT)
        style.paragraph_format.tab_stops.add_tab_stop(Pt(_INDENT))
        style.paragraph_format.space_after = Pt(3)
    link = styles.add_style(_LINK, WD_STYLE_TYPE.CHARACTER)
    link.font.underline, link.font.color.rgb = True, RGBColor(0x0B, 0x4F, 0x94)
    styles["Normal"].font.name = "Calibri"
    caption = styles["Caption"]
    caption.font.size, caption.font.color.rgb = Pt(10), RGBColor(0x1A, 0x1A, 0x1A)
    caption.paragraph_format.space_after = 0


def _tag(name: str) -> str:
    from docx.oxml.ns import qn  # noqa: PLC0415 - see as_docx

    return str(qn(name))


def _figure(document: Any, section: Any, sheet: DisplayList, png: bytes, description: str) -> None:  # noqa: ANN401 - see above
    wide = section.page_width - 2 * section.left_margin
    high = section.page_height - 2 * section.top_margin - round(_CAPTION_ROOM * _EMU)
    wide = min(wide, round(high * sheet.width / sheet.height))
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_after = 0
    picture = paragraph.add_run().add_picture(BytesIO(png), width=wide)
    about = picture._inline.docPr  # noqa: SLF001 - the library has no name for alternative text
    about.set("title", fit(sheet.title))
    about.set("descr", fit(description))


def _caption(document: Any, number: int, text: str, lang: str) -> None:  # noqa: ANN401 - see above
    """Add a caption whose number is a field, so that it counts with the other figures of the case file."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - see as_docx

    paragraph = document.add_paragraph(style="Caption")
    paragraph.add_run(f"{phrase('figure', lang)} ")
    field = OxmlElement("w:fldSimple")
    field.set(_tag("w:instr"), f"SEQ {phrase('figure', lang)} \\* ARABIC")
    run = paragraph.add_run(str(number))
    field.append(run._r)  # noqa: SLF001 - the library has no fields
    paragraph._p.append(field)  # noqa: SLF001 - see above
    paragraph.add_run(fit(text))


def _tell(document: Any, found: Notes, description: str, lang: str) -> None:  # noqa: ANN401 - see above
    document.add_heading(phrase("notes", lang), 1)
    document.add_paragraph(fit(description))
    document.add_heading(phrase("notes lines", lang), 2)
    for note in found.lines:
        document.add_paragraph(fit(str(note.number)) + "\t" + fit(str(note.told)), style=_NOTE)
        for part in note.parts:
            document.add_paragraph("\N{EN DASH}\t" + fit(str(part)), style=_NOTE)
    document.add_heading(phrase("notes boxes", lang), 2)
    for told in found.boxes.values():
        document.add_paragraph("\N{BULLET}\t" + fit(str(told)), style=_NOTE)
    document.add_heading(phrase("notes sources", lang), 2)
    for source in found.sources:
        _cite(document, source)


def _cite(document: Any, source: SourceNote) -> None:  # noqa: ANN401 - see above
    from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415 - see as_docx
    from docx.oxml import OxmlElement  # noqa: PLC0415 - see as_docx

    paragraph = document.add_paragraph(f"[{source.number}]\t{fit(source.text)} ", style=_SOURCE)
    if source.url:
        address = fit(source.url)
        link = OxmlElement("w:hyperlink")
        link.set(_tag("r:id"), document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        link.append(paragraph.add_run(address, style=_LINK)._r)  # noqa: SLF001 - the library has no links
        paragraph._p.append(link)  # noqa: SLF001 - see above


def as_xlsx(scene: Scene, found: Notes) -> bytes:
    """Return what a picture shows as a workbook.

    Parameters
    ----------
    scene
        What is drawn.
    found
        Its notes.

    Returns
    -------
    bytes
        A sheet with a row for every body, also those that stand in one box; one with a row for every edge, by the
        number of its line, those inside a box last; and one with the sources that these cite. Of a proposal the first
        sheet says that it is one.
    """
    lang = scene.lang
    heads = [phrase(f"column {name}", lang) for name in ("name", "kind", "level", "period", "box", "sources")]
    lines = [[row.number or phrase("inside", lang), *row.cells, marks_text(row.marks)] for row in rows(scene, found)]
    sources = [[source.number, source.text, source.url] for source in found.sources]
    proposal = phrase("proposal", lang).format(title=scene.proposal)
    return as_workbook(
        ({proposal: ([proposal], [[day_words(scene)]])} if scene.proposal else {})
        | {
            phrase("notes boxes", lang): (heads, list(_bodies(scene, found))),
            phrase("notes lines", lang): (columns(lang), lines),
            phrase("notes sources", lang): (
                [phrase(f"column {name}", lang) for name in ("number of source", "source", "address")],
                sources,
            ),
        }
    )


def _bodies(scene: Scene, found: Notes) -> Iterator[list[str]]:
    named = [
        (scene.record.name(id_, scene.lang, scene.day), id_, box) for box in scene.boxes.values() for id_ in box.nodes
    ]
    for name, id_, box in sorted(named, key=lambda each: (alphabetical(each[0]), each[1])):
        node = scene.part.nodes[id_]
        yield [
            name,
            node.word(scene.lang),
            level_label(node.level, scene.lang),
            period_in_words(node.since, node.until, scene.lang),
            box.name if box.folded else "",
            marks_text(found.boxes[box.id].marks),
        ]
