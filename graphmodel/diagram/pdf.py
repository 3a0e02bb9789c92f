"""Pages put into one PDF, with title, language, bookmarks and links, the same bytes for the same pages."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LinkArea", "Page", "bound"]

_PRODUCER = "graphmodel"


class LinkArea(NamedTuple):
    """A stretch of a page that leads to an address; places from the upper left corner."""

    x: float
    y: float
    width: float
    height: float
    url: str


class Page(NamedTuple):
    """One page: the PDF of it, its size, its bookmark and its links."""

    painted: bytes
    size: tuple[float, float]
    """Width and height in points, which Graphviz rounds up."""
    bookmark: str
    links: tuple[LinkArea, ...] = ()


def bound(pages: Sequence[Page], *, title: str, lang: str) -> bytes:
    """Put pages into one PDF.

    Parameters
    ----------
    pages
        The pages, each a PDF of one page as Graphviz made it, with the fonts it needs in it.
    title
        The title of the document.
    lang
        Its language.

    Returns
    -------
    bytes
        The PDF. It carries no date, so that the same pages give the same bytes.
    """
    # Imported here: reading and writing PDF takes a fifth of a second to load, and most pictures are SVG.
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415
    from pypdf.annotations import Link  # noqa: PLC0415
    from pypdf.generic import NameObject, RectangleObject, TextStringObject  # noqa: PLC0415

    writer = PdfWriter()
    for number, page in enumerate(pages):
        writer.add_page(PdfReader(BytesIO(page.painted)).pages[0])
        width, height = page.size
        writer.pages[number].mediabox = RectangleObject((0, 0, width, height))
        writer.add_outline_item(title=page.bookmark, page_number=number)
        for area in page.links:
            rectangle = (area.x, height - area.y - area.height, area.x + area.width, height - area.y)
            writer.add_annotation(number, Link(rect=rectangle, url=area.url, border=[0, 0, 0]))
    writer.metadata = {"/Title": title, "/Producer": _PRODUCER}
    writer.root_object[NameObject("/Lang")] = TextStringObject(lang)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()
