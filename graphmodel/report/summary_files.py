"""The summary as files: a tagged PDF that everyone can read, the same bytes every time, and a document to be edited."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphmodel.diagram.office import LOCALES, fit, pack
from graphmodel.diagram.pdf import settable, settable_svg, typeset

if TYPE_CHECKING:
    from graphmodel.diagram import Diagram
    from graphmodel.report.summary import Summary

__all__ = ["as_docx", "as_pdf"]

_TEMPLATE = Path(__file__).with_name("summary.typ")

_DPI = 150
_PORTRAIT, _LANDSCAPE = (11_906, 16_838), (16_838, 11_906)
_TWIPS = 635
"""Units of the file in a twentieth of a point, in which the sides of A4 are whole numbers."""

_MARGIN, _FIGURE_MARGIN, _HEADING_ROOM = 1_250, 700, 1_300


def as_pdf(summary: Summary, figure: Diagram | None) -> bytes:
    """Return the summary as a PDF that keeps to PDF/UA-1: the findings on one page, the figure on the next.

    Raises
    ------
    RenderError
        If the typesetter refuses.
    """
    words = summary.words
    data = {
        "title": settable(words["title"]),
        "lang": summary.lang,
        "day": settable(words["day"].format(day=summary.told_day)),
        "page": words["page"],
        "sure": words["sure"],
        "rests": words["rests"],
        "none": words["none"],
        "findings_heading": words["findings"],
        "findings": [
            {"what": settable(each.what), "sure": settable(each.sure), "rests": settable(summary.rests(each))}
            for each in summary.findings
        ],
        "unknown_heading": words["unknown"],
        "unknown": list(map(settable, summary.unknown)),
        "sources_heading": words["sources"],
        "sources": [
            {"text": settable(summary.reference(source)), "url": fit(source.url or "")} for source in summary.sources
        ],
        "figure_heading": words["figure"],
        "figure": {"svg": settable_svg(figure.svg), "alt": settable(figure.description)} if figure else None,
    }
    return typeset(_TEMPLATE, data)


def as_docx(summary: Summary, figure: Diagram | None) -> bytes:
    """Return the summary as a document of two pages of A4: the findings, and the figure across the second."""
    # Imported here: loading it takes a tenth of a second, and only this format needs it.
    from docx import Document  # noqa: PLC0415

    document, words = Document(), summary.words
    _set_styles(document, summary.lang)
    _size(document.sections[0], _PORTRAIT, _MARGIN)
    document.add_heading(fit(words["title"]), 0)
    document.add_paragraph(fit(words["day"].format(day=summary.told_day)))
    document.add_heading(words["findings"], 1)
    if not summary.findings:
        document.add_paragraph(words["none"])
    for finding in summary.findings:
        paragraph = document.add_paragraph(style="List Number")
        paragraph.add_run(fit(finding.what)).bold = True
        paragraph.add_run().add_break()
        paragraph.add_run(f"{words['sure']} ").bold = True
        paragraph.add_run(fit(finding.sure))
        paragraph.add_run().add_break()
        paragraph.add_run(fit(f"{words['rests']} {summary.rests(finding)}")).italic = True
    document.add_heading(words["unknown"], 1)
    for line in summary.unknown:
        document.add_paragraph(fit(line), style="List Bullet")
    if summary.sources:
        document.add_heading(words["sources"], 1)
    for source in summary.sources:
        document.add_paragraph(fit(" ".join(filter(None, (summary.reference(source), source.url)))), style="Source")
    if figure:
        document.add_section()
        document.add_heading(words["figure"], 1)
        _add_figure(document, figure, summary.lang)
    return pack(document.core_properties, document.save, title=words["title"], lang=summary.lang)


def _set_styles(document: Any, lang: str) -> None:  # noqa: ANN401 - an untyped library
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415 - see as_docx
    from docx.oxml.ns import qn  # noqa: PLC0415 - see as_docx
    from docx.shared import Pt, RGBColor  # noqa: PLC0415 - see as_docx

    styles = document.styles
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LOCALES[lang])
    styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(10)
    for name, size in (("Title", 20), ("Heading 1", 13)):
        styles[name].font.size, styles[name].font.color.rgb = Pt(size), RGBColor(0x1A, 0x1A, 0x1A)
    source = styles.add_style("Source", WD_STYLE_TYPE.PARAGRAPH)
    source.base_style = styles["Normal"]
    source.font.size, source.paragraph_format.space_after = Pt(8), Pt(2)


def _size(section: Any, page: tuple[int, int], margin: int) -> None:  # noqa: ANN401 - see above
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415 - see as_docx

    section.orientation = WD_ORIENT.LANDSCAPE if page[0] > page[1] else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (side * _TWIPS for side in page)
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", margin * _TWIPS)


def _add_figure(document: Any, figure: Diagram, lang: str) -> None:  # noqa: ANN401 - see above
    section = document.sections[-1]
    _size(section, _LANDSCAPE, _FIGURE_MARGIN)
    title, sheet = figure.view.title.in_(lang), figure.display_lists[0]
    wide = section.page_width - 2 * section.left_margin
    high = section.page_height - 2 * section.top_margin - _HEADING_ROOM * _TWIPS
    wide = min(wide, round(high * sheet.width / sheet.height))
    picture = document.add_paragraph().add_run().add_picture(BytesIO(figure.pngs(_DPI)[0]), width=wide)
    about = picture._inline.docPr  # noqa: SLF001 - the library has no name for alternative text
    about.set("title", fit(title))
    about.set("descr", fit(figure.description))
