"""The notes behind a picture set as pages, for print."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.heading import day_words, foot
from graphmodel.diagram.metrics import width, wrapped
from graphmodel.diagram.palette import INK, QUIET
from graphmodel.diagram.pdf import LinkArea
from graphmodel.diagram.phrases import phrase
from graphmodel.diagram.paper import FOOT, MARGIN, PAPER_SIZES
from graphmodel.diagram.sheet import Shape, Sheet, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphmodel.diagram.notes import LineNote, Notes, SourceNote
    from graphmodel.diagram.scene import Scene
    from graphmodel.diagram.view import Paper, View

__all__ = ["NotePage", "note_pages"]

_SIZE = 7.5
_LEADING = 9.4
_INDENT = 20.0
_GUTTER = 18.0
_COLUMN = 330.0
_HEAD = 34.0
_BETWEEN = 2.5


class NotePage(NamedTuple):
    """A page of notes and the links on it."""

    sheet: Sheet
    links: tuple[LinkArea, ...]


class _Block(NamedTuple):
    """A note with its number, broken into lines."""

    key: str
    number: str
    lines: tuple[Span, ...]
    url: str = ""

    @property
    def height(self) -> float:
        return len(self.lines) * _LEADING + _BETWEEN


def note_pages(scene: Scene, view: View, found: Notes, paper: Paper, first: int, count: int | None = None) -> list[NotePage]:
    """Set the notes of a picture as pages.

    Parameters
    ----------
    scene
        The picture.
    view
        Its view.
    found
        Its notes.
    paper
        The paper; for the screen the notes are set as on A4.
    first
        The number of the first page.
    count
        The number of all pages; that of the last of these when left out.
    """
    wide, high = PAPER_SIZES["A4" if paper == "screen" else paper]
    columns = max(1, int((wide - 2 * MARGIN + _GUTTER) // (_COLUMN + _GUTTER)))
    room = (wide - 2 * MARGIN - (columns - 1) * _GUTTER) / columns
    pages = _filled(list(_blocks(scene, found, room)), columns, high - 2 * MARGIN - _HEAD - FOOT)
    last = count or first + len(pages) - 1
    return [
        _page(scene, view, page, (first + place, last), (wide, high), room) for place, page in enumerate(pages)
    ]


def _blocks(scene: Scene, found: Notes, room: float) -> Iterator[_Block]:
    yield _heading("lines", phrase("notes lines", scene.lang))
    for note in found.lines:
        yield _line_block(note, room)
    yield _heading("boxes", phrase("notes boxes", scene.lang))
    for id_, told in found.boxes.items():
        yield _Block(f"box-{id_}", "", tuple(_spans(str(told), room - _INDENT)))
    yield _heading("sources", phrase("notes sources", scene.lang))
    for source in found.sources:
        yield _source_block(source, room)


def _heading(key: str, text: str) -> _Block:
    return _Block(f"heading-{key}", "", (Span(" ", 4), Span(text, 9, bold=True)))


def _spans(text: str, room: float, colour: str = INK) -> list[Span]:
    return [Span(line, _SIZE, colour=colour) for line in wrapped(text, room, _SIZE, most=60)]


def _line_block(note: LineNote, room: float) -> _Block:
    spans = _spans(str(note.told), room - _INDENT)
    for part in note.parts:
        spans += _spans(f"\N{EN DASH} {part}", room - _INDENT)
    return _Block(f"note-{note.number}", str(note.number), tuple(spans))


def _source_block(source: SourceNote, room: float) -> _Block:
    spans = _spans(source.text, room - _INDENT)
    if source.url:
        spans += _spans(source.url, room - _INDENT, QUIET)
    return _Block(f"source-{source.number}", f"[{source.number}]", tuple(spans), source.url)


def _filled(blocks: list[_Block], columns: int, height: float) -> list[list[list[_Block]]]:
    """Fill pages column by column; a heading is never left alone at the foot of one."""
    filled: list[list[_Block]] = [[]]
    used = 0.0
    for place, block in enumerate(blocks):
        follows = blocks[place + 1].height if block.key.startswith("heading") and place + 1 < len(blocks) else 0.0
        if filled[-1] and used + block.height + follows > height:
            filled.append([])
            used = 0.0
        filled[-1].append(block)
        used += block.height
    return [filled[start : start + columns] for start in range(0, len(filled), columns)]


def _page(  # noqa: PLR0913 - a page with all that stands on it
    scene: Scene, view: View, columns: list[list[_Block]], page: tuple[int, int], size: tuple[float, float], room: float
) -> NotePage:
    wide, high = size
    title = f"{view.title.in_(scene.lang)} – {phrase('notes', scene.lang)}"
    shapes = [
        Shape("heading-0", MARGIN, MARGIN, wide - 2 * MARGIN, 17, (Span(title, 13, bold=True),), kind="heading"),
        Shape("heading-1", MARGIN, MARGIN + 17, wide, 10, (Span(day_words(scene), 8, colour=QUIET),), kind="heading"),
    ]
    links: list[LinkArea] = []
    for place, blocks in enumerate(columns):
        x, y = MARGIN + place * (room + _GUTTER), MARGIN + _HEAD
        for block in blocks:
            shapes += _set(block, x, y, room)
            if block.url:
                links.append(LinkArea(x + _INDENT, y, room - _INDENT, block.height, block.url))
            y += block.height
    shapes += foot(scene, view, page, MARGIN, wide - MARGIN, high - MARGIN - FOOT + 6)
    return NotePage(Sheet(wide, high, title, (), tuple(shapes), ()), tuple(links))


def _set(block: _Block, x: float, y: float, room: float) -> Iterator[Shape]:
    indent = 0.0 if block.key.startswith("heading") else _INDENT
    if block.number:
        number = Span(block.number, _SIZE, bold=True)
        wide = max(_INDENT, width(block.number, _SIZE, bold=True) + 2)
        yield Shape(f"{block.key}-number", x, y, wide, _LEADING, (number,), kind="note")
    for place, span in enumerate(block.lines):
        yield Shape(
            f"{block.key}-{place}", x + indent, y + place * _LEADING, room - indent, _LEADING, (span,), kind="note"
        )
