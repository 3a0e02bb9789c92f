"""Pictures and the notes behind them set as a PDF that everyone can read: tagged, titled, the same bytes every time."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from graphmodel.diagram.dot import as_dot
from graphmodel.diagram.office import fit
from graphmodel.diagram.pages import MARGIN
from graphmodel.diagram.svg import distinguish_dashes
from graphmodel.diagram.text import FONTS, INVISIBLE, with_glyphs
from graphmodel.errors import RenderError
from graphmodel.language.pictures import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graphmodel.diagram.display_list import DisplayList
    from graphmodel.diagram.scene import Scene
    from graphmodel.diagram.sentences import Notes, NoteText

__all__ = ["PdfPage", "as_pdf", "ground_dot", "notes_data", "settable", "settable_svg", "typeset"]

_TEMPLATE = Path(__file__).with_suffix(".typ")
_LARGEST = 14_400.0
"""Points that a page of a PDF may measure along one side."""


class PdfPage(NamedTuple):
    """A page with a picture."""

    sheet: DisplayList
    svg: bytes
    """The page as the engine painted :func:`ground_dot`."""
    alt: str
    foot: str
    """What stands at the foot of the page, in front of its number."""
    by_day: bool = False
    """Whether the day is its heading and bookmark instead of the title."""


_SET_AS_TEXT = frozenset({"heading", "foot"})


def ground_dot(sheet: DisplayList) -> str:
    """Return a page as DOT without its ground and without what is set as text: title, day, remarks and foot."""
    shapes = tuple(shape for shape in sheet.shapes if shape.kind not in _SET_AS_TEXT)
    return as_dot(replace(sheet, title="", shapes=shapes)).replace("bgcolor=white", "bgcolor=transparent", 1)


def as_pdf(pages: Sequence[PdfPage], notes: dict[str, object] | None, *, title: str, lang: str) -> bytes:
    """Return pictures, and what stands behind them, as one PDF.

    Parameters
    ----------
    pages
        The pictures; each keeps the size of its page.
    notes
        What :func:`notes_data` returns, set on A4; None for no notes.
    title, lang
        Of the document.

    Returns
    -------
    bytes
        A tagged PDF that keeps to PDF/UA-1: with title, language, bookmarks, an alternative text for every picture,
        and the fonts in it. It carries no date.

    Raises
    ------
    RenderError
        If the typesetter refuses.
    """
    data = {
        "title": settable(title),
        "lang": lang,
        "margin": MARGIN,
        "page": phrase("page", lang),
        "pages": [_page(page) for page in pages],
        "notes": notes,
    }
    return typeset(_TEMPLATE, data)


def typeset(template: Path, data: Mapping[str, object]) -> bytes:
    """Return what a template sets of some data, as a tagged PDF that keeps to PDF/UA-1.

    Raises
    ------
    RenderError
        If the typesetter refuses.
    """
    # Imported here: the library is large, and only this format needs it.
    import typst  # noqa: PLC0415

    try:
        compile_: Any = typst.compile  # its types cannot tell that it takes and returns bytes
        made: bytes = compile_(
            template.read_bytes(),
            root=template.parent,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as error:
        raise RenderError(f"the PDF could not be set: {error.message}") from error
    return made


def _page(page: PdfPage) -> dict[str, object]:
    scale = min(1.0, _LARGEST / max(page.sheet.width, page.sheet.height))
    return {
        "width": page.sheet.width * scale,
        "height": page.sheet.height * scale,
        "svg": settable_svg(page.svg.decode()),
        "alt": settable(page.alt),
        "foot": settable(page.foot),
        "heading": list(_heading(page, scale)),
    }


def settable_svg(svg: str) -> str:
    """Return a picture without the marks that stand on or between letters, which the typesetter cannot tag there."""
    text = unicodedata.normalize("NFC", distinguish_dashes(svg))
    return with_glyphs("".join(each for each in text if unicodedata.category(each) not in INVISIBLE))


def _heading(page: PdfPage, scale: float) -> Iterable[dict[str, object]]:
    """Yield the lines of text above a picture; those of the title together, as one heading."""
    lines = [shape for shape in page.sheet.shapes if shape.kind == "heading" and shape.lines]
    size = lines[0].lines[0].size if lines else 0.0
    title = [shape.lines[0].text for shape in lines if shape.lines[0].size == size]
    for place, shape in enumerate([*lines[:1], *lines[len(title) :]]):
        span = shape.lines[0]
        yield {
            "heading": place == page.by_day,
            "text": settable(" ".join(title) if not place else span.text),
            "size": span.size * scale,
            "bold": span.bold,
            "colour": span.colour,
            "x": shape.x * scale,
            "y": shape.y * scale,
            "width": shape.width * scale,
        }


def notes_data(scene: Scene, found: Notes, description: str) -> dict[str, object]:
    """Return the notes of a picture as data."""
    return {
        "heading": phrase("notes", scene.lang),
        "description": settable(description),
        "lines_heading": phrase("notes lines", scene.lang),
        "lines": [
            {"number": note.number, "told": _told(note.told), "parts": list(map(_told, note.parts))}
            for note in found.lines
        ],
        "boxes_heading": phrase("notes boxes", scene.lang),
        "boxes": list(map(_told, found.boxes.values())),
        "sources_heading": phrase("notes sources", scene.lang),
        "sources": [
            {"number": source.number, "text": settable(source.text), "url": fit(source.url)} for source in found.sources
        ],
    }


def settable(text: str) -> str:
    """Return text that can be set: PDF/UA allows no character without a glyph."""
    return with_glyphs(fit(text))


def _told(told: NoteText) -> dict[str, object]:
    marks = [{"number": mark.number, "where": settable(mark.where)} for mark in told.marks]
    return {"sentence": settable(told.sentence), "reasoning": settable(told.reasoning), "marks": marks}
