"""Text: how wide it is and where it breaks into lines; what is written in boxes and on lines, and the room it needs.

Only the two tables of a TrueType font that tell widths are read (``cmap`` and ``hmtx``, ISO/IEC 14496-22), so that
no font library is needed at run time and every machine measures the same.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import cache, lru_cache
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.display_list import Span
from graphmodel.diagram.style import INK, QUIET
from graphmodel.errors import RenderError
from graphmodel.language.pictures import marks

if TYPE_CHECKING:
    from graphmodel.diagram.scene import Box, Line

__all__ = [
    "CAPTION",
    "FONTS",
    "INVISIBLE",
    "LABEL_LEADING",
    "LABEL_SIZE",
    "LEADING",
    "NAME",
    "STACK",
    "Text",
    "box_caption",
    "box_text",
    "clip",
    "line_label",
    "line_label_size",
    "width",
    "with_glyphs",
    "words_of",
    "wrap",
]

FONTS = Path(__file__).resolve().parent.parent / "fonts"
"""The folder of the packaged fonts."""

STACK = "DejaVu Sans,Verdana,Geneva,sans-serif"
"""Fonts of nearly the same widths, of which every common system has one."""

_FILES = {False: "DejaVuSans.ttf", True: "DejaVuSans-Bold.ttf"}
_UNKNOWN_GLYPH = 1.0
_NO_GLYPH = "\N{REPLACEMENT CHARACTER}"
_ALL_OF_UNICODE = 12
INVISIBLE = frozenset({"Mn", "Me", "Cf"})
"""The categories of characters that take no room of their own."""
_BREAKS = re.compile(r"(?<=[^\W\d]{4}[-/–—])(?=[^\W\d]{3})|\s+")
"""A line may break at a space, and after a hyphen or stroke between words of some length, but not in `e-helse`."""


class _Font(NamedTuple):
    units: int
    advances: tuple[int, ...]
    glyphs: dict[int, int]

    def advance(self, character: str) -> float:
        glyph = self.glyphs.get(ord(character))
        if glyph is None:
            return 0.0 if unicodedata.category(character) in INVISIBLE else _UNKNOWN_GLYPH
        return self.advances[min(glyph, len(self.advances) - 1)] / self.units


@lru_cache(maxsize=2)
def _font(bold: bool) -> _Font:  # noqa: FBT001 - a cache key
    try:
        data = (FONTS / _FILES[bold]).read_bytes()
    except OSError as error:
        raise RenderError(f"the packaged font {_FILES[bold]} cannot be read: reinstall graphmodel") from error
    tables = {
        data[place : place + 4]: struct.unpack_from(">L", data, place + 8)[0]
        for place in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16)
    }
    units = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
    count = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]
    advances = struct.unpack_from(f">{2 * count}H", data, tables[b"hmtx"])[::2]
    return _Font(units, advances, _glyphs(data, tables[b"cmap"]))


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """Return glyph by code point, from the subtable that covers all of Unicode (format 12)."""
    places = (
        cmap + struct.unpack_from(">L", data, cmap + 8 + 8 * each)[0]
        for each in range(struct.unpack_from(">H", data, cmap + 2)[0])
    )
    place = next(place for place in places if struct.unpack_from(">H", data, place)[0] == _ALL_OF_UNICODE)
    glyphs: dict[int, int] = {}
    for each in range(struct.unpack_from(">L", data, place + 12)[0]):
        start, end, first = struct.unpack_from(">3L", data, place + 16 + 12 * each)
        glyphs.update(zip(range(start, end + 1), range(first, first + end - start + 1), strict=True))
    return glyphs


@lru_cache(maxsize=65536)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a line of text in points.

    Parameters
    ----------
    text
        One line.
    size
        The type size in points.
    bold
        Whether it is set in bold.

    Returns
    -------
    float
        The sum of the advance widths; a character that the font lacks counts as wide as it is high.
    """
    return size * sum(map(_font(bold).advance, text))


def with_glyphs(text: str) -> str:
    """Return text in which a replacement character stands for every character that the packaged fonts lack."""
    glyphs = _shared_glyphs()
    if all(ord(character) in glyphs for character in text):
        return text
    return "".join(
        character if ord(character) in glyphs else "" if unicodedata.category(character) == "Cf" else _NO_GLYPH
        for character in text
    )


@cache
def _shared_glyphs() -> frozenset[int]:
    """Return what both faces can show."""
    return frozenset({*map(ord, "\n\t")} | (_font(bold=False).glyphs.keys() & _font(bold=True).glyphs.keys()))


def wrap(text: str, room: float, size: float, *, bold: bool = False, most: int = 6) -> list[str]:
    """Break text into lines that fit a width.

    Parameters
    ----------
    text
        What to break; runs of white space count as one space.
    room
        The width in points.
    size, bold
        How it is set.
    most
        The most lines; what does not fit ends in an ellipsis.

    Returns
    -------
    list of str
        At least one line; a word that is too long for a line is broken.
    """
    lines = [""]
    for word in _words(text, room, size, bold=bold):
        longer = lines[-1] + word
        if lines[-1] and width(longer.rstrip(), size, bold=bold) > room:
            lines.append(word)
        else:
            lines[-1] = longer
        if len(lines) > most:
            break
    lines = [line.strip() for line in lines]
    if len(lines) > most:
        lines[most - 1] = clip(f"{lines[most - 1]} {lines[most]}…", room, size, bold=bold)
    return lines[:most]


def words_of(text: str) -> list[str]:
    """Return the parts of a text between which a line may break."""
    return [part for part in _BREAKS.split(text) if part] or [""]


def _words(text: str, room: float, size: float, *, bold: bool) -> list[str]:
    """Return the parts of a text that stay together, with a space after each that had one."""
    parts: list[str] = []
    start = 0
    for gap in _BREAKS.finditer(text):
        parts += _pieces(text[start : gap.start()], room, size, bold=bold)
        if gap.group() and parts:
            parts[-1] += " "
        start = gap.end()
    return [*parts, *_pieces(text[start:], room, size, bold=bold)]


def _pieces(word: str, room: float, size: float, *, bold: bool) -> list[str]:
    """Return a word, broken where it is wider than a line."""
    if width(word, size, bold=bold) <= room:
        return [word] if word else []
    pieces = [""]
    for character in word:
        if pieces[-1] and width(pieces[-1] + character, size, bold=bold) > room:
            pieces.append("")
        pieces[-1] += character
    return pieces


def clip(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return a line of text, cut with an ellipsis where it is wider than ``room``."""
    if width(text, size, bold=bold) <= room:
        return text
    kept = text.rstrip("…")
    while kept and width(kept + "…", size, bold=bold) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


CAPTION = 7.0
NAME = 8.0
MEMBER = 7.5
LEADING = 1.2
"""Distance of the lines of text, by their size."""

_PADDING = 6.0
_CORNERS = 12.0
"""What the corners of an octagon take away."""

_WIDTHS = (76.0, 92.0, 108.0, 124.0, 140.0)
_MOST_LINES = 3
_LONGEST = 5
_MEMBER_ROOM = (110.0, 380.0)
_FLAT = 12.0
"""How much wider than high the names of members are set."""


class Text(NamedTuple):
    """The lines of a box, and how much room they need with its padding."""

    lines: tuple[Span, ...]
    width: float
    height: float


def box_caption(box: Box) -> str:
    """Return what a box is, in words, with the signs of what is not certain about it and what it stands in."""
    signs = marks(box.validity, inferred=box.inferred)
    return " ".join(part for part in (box.caption, signs, box.doubts) if part)


def box_text(box: Box, wide: float = 0.0) -> Text:
    """Return what stands in a box.

    Parameters
    ----------
    box
        The box.
    wide
        How wide it is drawn, where it has become wider than its text needs, for the sake of its lines.

    Returns
    -------
    Text
        Its kind and marks, its name, and the names of its members; as narrow as it can be in three lines.
    """
    caption = box.elsewhere or box_caption(box)
    corners = _CORNERS if box.family == "Place" else 0.0
    room, names = _name_lines(box, _member_room(box))
    if wide - 2 * _PADDING - corners > room:
        room = wide - 2 * _PADDING - corners
        fewer = wrap(box.name, room, NAME, bold=True, most=_LONGEST)
        names = fewer if len(fewer) < len(names) else names
    lines = [Span(caption, CAPTION, colour=QUIET)] if caption else []
    lines += [Span(line, NAME, bold=True, colour=INK) for line in names]
    if box.members:
        lines += [Span(line, MEMBER, colour=INK) for line in wrap(", ".join(box.members), room, MEMBER, most=12)]
    if box.before:
        lines += [Span(line, CAPTION, colour=QUIET) for line in wrap(f"({box.before})", room, CAPTION, most=3)]
    widest = max(width(line.text, line.size, bold=line.bold) for line in lines)
    return Text(tuple(lines), widest + 2 * _PADDING + corners, height_of(lines) + _PADDING)


def _name_lines(box: Box, least: float) -> tuple[float, list[str]]:
    longest = max(width(word, NAME, bold=True) for word in words_of(box.name))
    for room in (least,) if least else _WIDTHS:
        lines = wrap(box.name, room, NAME, bold=True, most=_LONGEST)
        if longest <= room and len(lines) <= _MOST_LINES:
            return room, lines
    return _WIDTHS[-1], wrap(box.name, _WIDTHS[-1], NAME, bold=True, most=_LONGEST)


def _member_room(box: Box) -> float:
    """Return how wide the names of members are set; none where there are none to list."""
    if not box.members:
        return 0.0
    whole = width(", ".join(box.members), MEMBER) * MEMBER * LEADING
    least, most = _MEMBER_ROOM
    return min(max(least, sqrt(whole * _FLAT)), most)


def height_of(lines: list[Span]) -> float:
    """Return the height of lines of text."""
    return sum(line.size * LEADING for line in lines)


LABEL_SIZE = 7.0
LABEL_LEADING = 8.5
_ROOM = 66.0
_MOST = 3
_CLEAR = 5.0


def line_label(line: Line, colour: str = INK) -> tuple[Span, ...]:
    """Return the lines of text that stand on a line, in a colour."""
    sign = line.change.sign
    signs = marks(line.validity, inferred=line.inferred, called_for=line.called_for)
    doubts = f"({line.doubts})" if line.doubts and not line.text else ""
    first = f"{sign}{line.number if line.numbered else ''}{signs}{doubts}"
    text = line.text
    if text and not line.numbered:
        text, first = f"{sign} {text}".lstrip() + ("" if line.several else signs), ""
    spans = [Span(first, LABEL_SIZE, colour=colour, bold=bool(sign))] if first else []
    part, whole = line.share
    if part != whole:
        spans.append(Span(f"{part}/{whole}", LABEL_SIZE, colour=colour))
    if text:
        spans += [Span(text, LABEL_SIZE, colour=colour) for text in wrap(text, _ROOM, LABEL_SIZE, most=_MOST)]
    return tuple(spans)


def line_label_size(line: Line) -> tuple[float, float]:
    """Return the width and height of what stands on a line."""
    spans = line_label(line)
    clear = _CLEAR if line.text else 0.0
    widest = max((width(span.text, span.size, bold=span.bold) for span in spans), default=0.0)
    return widest + clear, LABEL_LEADING * len(spans)
