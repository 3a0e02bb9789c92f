"""The notes behind a picture set as pages, for print."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.heading import day_words, foot
from graphmodel.diagram.metrics import width, wrapped
from graphmodel.diagram.palette import INK, QUIET
from graphmodel.diagram.paper import FOOT, MARGIN, PAPER_SIZES
from graphmodel.diagram.pdf import LinkArea
from graphmodel.diagram.phrases import phrase
from graphmodel.diagram.sheet import Frame, Shape, Sheet, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphmodel.diagram.notes import LineNote, Notes, SourceNote
    from graphmodel.diagram.scene import Scene
    from graphmodel.diagram.view import View

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


def note_pages(scene: Scene, view: View, found: Notes, first: int) -> list[NotePage]:
    """Set the notes of a picture as pages.

    Parameters
    ----------
    scene
        The picture.
    view
        Its view, for its title and paper; notes of a picture for the screen are set for A4.
    found
        Its notes.
    first
        The number of the first page.
    """
    wide, high = PAPER_SIZES["A4" if view.paper == "screen" else view.paper]
    inner = Frame(MARGIN, MARGIN, wide - 2 * MARGIN, high - 2 * MARGIN)
    columns = max(1, int((inner.width + _GUTTER) // (_COLUMN + _GUTTER)))
    room = (inner.width - (columns - 1) * _GUTTER) / columns
    pages = _filled(list(_blocks(scene, found, room)), columns, inner.height - _HEAD - FOOT)
    last = first + len(pages) - 1
    title = f"{view.title.in_(scene.lang)} – {phrase('notes', scene.lang)}"
    found_pages = []
    for number, page in enumerate(pages, first):
        shapes, links = _set_columns(page, room)
        shapes = [*_head(title, scene, inner), *shapes, *foot(scene, view, (number, last), inner)]
        found_pages.append(NotePage(Sheet(wide, high, title, (), tuple(shapes), ()), links))
    return found_pages


def _head(title: str, scene: Scene, inner: Frame) -> Iterator[Shape]:
    yield Shape("heading-0", inner.x, inner.y, inner.width, 17, (Span(title, 13, bold=True),), kind="heading")
    day = Span(day_words(scene), 8, colour=QUIET)
    yield Shape("heading-1", inner.x, inner.y + 17, inner.width, 10, (day,), kind="heading")


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


def _set_columns(columns: list[list[_Block]], room: float) -> tuple[list[Shape], tuple[LinkArea, ...]]:
    shapes: list[Shape] = []
    links: list[LinkArea] = []
    for place, blocks in enumerate(columns):
        x, y = MARGIN + place * (room + _GUTTER), MARGIN + _HEAD
        for block in blocks:
            shapes += _set(block, x, y, room)
            if block.url:
                links.append(LinkArea(x + _INDENT, y, room - _INDENT, block.height, block.url))
            y += block.height
    return shapes, tuple(links)


def _set(block: _Block, x: float, y: float, room: float) -> Iterator[Shape]:
    indent = 0.0 if block.key.startswith("heading") else _INDENT
    if block.number:
        number = Span(block.number, _SIZE, bold=True)
        wide = max(_INDENT, width(block.number, _SIZE, bold=True) + 2)
        yield Shape(f"{block.key}-number", x, y, wide, _LEADING, (number,), kind="note")
    height = len(block.lines) * _LEADING
    yield Shape(block.key, x + indent, y, room - indent, height, block.lines, kind="note")
