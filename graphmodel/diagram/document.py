"""A picture as a document for a case file: the figure, its caption, and notes and sources in styles of their own."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from graphmodel.diagram.heading import day_words
from graphmodel.diagram.office import LOCALES, fit, packed
from graphmodel.diagram.paper import PAPER_SIZES
from graphmodel.diagram.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphmodel.diagram.notes import Notes, SourceNote
    from graphmodel.diagram.scene import Scene
    from graphmodel.diagram.sheet import Sheet

__all__ = ["FIGURE_DPI", "as_docx"]

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


def as_docx(sheets: Sequence[Sheet], pngs: Sequence[bytes], scene: Scene, found: Notes, description: str) -> bytes:
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
    for number, (sheet, png) in enumerate(zip(sheets, pngs, strict=True), 1):
        section = document.sections[0] if number == 1 else document.add_section()
        _size(section, *_page(sheet), _MARGIN)
        _figure(document, section, sheet, png, description)
        of = "" if len(sheets) == 1 else f" {phrase('page', lang).format(n=number, all=len(sheets))}."
        _caption(document, number, f". {sheet.title}. {day_words(scene)}.{of}", lang)
    wide, high = sorted(PAPER_SIZES["A4"])
    _size(document.add_section(), wide, high, _NOTES_MARGIN)
    _tell(document, found, description, lang)
    return packed(document.core_properties, document.save, title=sheets[0].title, lang=lang)


def _page(sheet: Sheet) -> tuple[float, float]:
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


def _figure(document: Any, section: Any, sheet: Sheet, png: bytes, description: str) -> None:  # noqa: ANN401 - see above
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
