"""A picture as slides: native shapes, connectors glued to their boxes, and what stands behind it for the speaker."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from graphmodel.diagram.display_list import XY, Frame, end_shapes
from graphmodel.diagram.office import FONT, LOCALES, fit, pack
from graphmodel.diagram.text import width
from graphmodel.language.pictures import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphmodel.diagram.display_list import DisplayList, Panel, Shape, Span, Stroke
    from graphmodel.diagram.sentences import Notes, SourceNote

__all__ = ["as_pptx"]

_EMU = 12_700
"""Units of the file in a point."""

_LARGEST = 4032.0
"""Points that a slide may measure along one side."""

_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_DRAWN = "http://schemas.openxmlformats.org/presentationml/2006/main"
_DASHES = {"dashed": "dash", "dotted": "sysDot"}
_TITLE_ONLY = 5
_CORNER = 4.0
_NEAR = 1.0
"""Points within which the end of a line lies on the edge of its box."""

_DOUBLE = 2.4
"""How much wider a double line is."""

_LABEL_ROOM = 3.0
_HEADS: dict[str, tuple[str, str, str]] = {
    "normal": ("triangle", "med", "med"),
    "onormal": ("triangle", "med", "sm"),
    "normaltee": ("triangle", "sm", "med"),
    "vee": ("arrow", "med", "med"),
    "crow": ("arrow", "lg", "sm"),
    "veetee": ("arrow", "sm", "lg"),
    "diamond": ("diamond", "med", "med"),
    "odiamond": ("diamond", "med", "lg"),
    "box": ("diamond", "sm", "sm"),
    "obox": ("diamond", "sm", "lg"),
    "dot": ("oval", "sm", "sm"),
    "odot": ("oval", "med", "med"),
    "odottee": ("oval", "med", "sm"),
    "tee": ("oval", "sm", "med"),
    "inv": ("stealth", "med", "med"),
    "oinv": ("stealth", "med", "lg"),
}
"""The heads that slides know, each with its width and length: no two kinds of line share all three."""


def as_pptx(display_lists: Sequence[DisplayList], found: Notes, *, description: str, lang: str) -> bytes:
    """Return pages as slides.

    Parameters
    ----------
    sheets
        The pages, every line on them drawn from end to end.
    found
        The notes of the picture; each slide tells those of its own lines.
    description
        What the picture shows, the first thing in the notes of each slide.
    lang
        The language of the text.

    Returns
    -------
    bytes
        A presentation whose slides all have the size of the largest page, larger ones shrunk to what a slide may be.
    """
    # Imported here: loading it takes a fifth of a second, and only this format needs it.
    from pptx import Presentation  # noqa: PLC0415

    deck: Any = Presentation()
    wide, high = max(sheet.width for sheet in display_lists), max(sheet.height for sheet in display_lists)
    scale = min(1.0, _LARGEST / max(wide, high))
    deck.slide_width, deck.slide_height = round(wide * scale * _EMU), round(high * scale * _EMU)
    for sheet in display_lists:
        slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
        slide.shapes.turbo_add_enabled = True  # a number for each shape without looking through all of them
        _Slide(slide, sheet, scale, lang).draw()
        _tell(slide.notes_slide.notes_text_frame, sheet, found, description, lang)
    return pack(deck.core_properties, deck.save, title=display_lists[0].title, lang=lang)


# --- notes ------------------------------------------------------------------------------------------------------


def _tell(text: Any, sheet: DisplayList, found: Notes, description: str, lang: str) -> None:  # noqa: ANN401 - an untyped library
    here = {stroke.id for stroke in sheet.strokes}
    lines = [note for note in found.lines if f"edge-{note.line.id}" in here]
    cited = {mark.number for note in lines for told in (note.told, *note.parts) for mark in told.marks}
    sources = [source for source in found.sources if source.number in cited or len(lines) == len(found.lines)]
    text.text = fit(description)
    _add(text, phrase("notes lines", lang))
    for note in lines:
        _add(text, f"{note.number}. {note.told}")
        for part in note.parts:
            _add(text, f"\N{EN DASH} {part}")
    _add(text, phrase("notes sources", lang))
    for source in sources:
        _cite(text, source)


def _add(text: Any, told: str) -> Any:  # noqa: ANN401 - see above
    paragraph = text.add_paragraph()
    paragraph.add_run().text = fit(told)
    return paragraph


def _cite(text: Any, source: SourceNote) -> None:  # noqa: ANN401 - see above
    paragraph = _add(text, f"[{source.number}] {source.text} ")
    if source.url:
        link = paragraph.add_run()
        link.text = fit(source.url)
        link.hyperlink.address = fit(source.url)


# --- shapes -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Slide:
    slide: Any
    sheet: DisplayList
    scale: float
    lang: str
    made: dict[str, int] = field(default_factory=dict)
    """The number of each box in the file, by its id on the page."""

    def draw(self) -> None:
        title = self._title()
        ends = end_shapes(self.sheet)
        ports = self._ports(ends)
        for panel in self.sheet.panels:
            self._panel(panel, ports.get(panel.id, ()))
        above = self.slide.shapes._spTree  # noqa: SLF001 - the way in that the library documents for its own XML
        place = len(above)
        for shape in self.sheet.shapes:
            if shape.id not in title:
                self._shape(shape, ports.get(shape.id, ()))
        for stroke in reversed(self.sheet.strokes):
            for element in reversed(list(self._stroke(stroke, ends, ports))):
                above.insert(place, element)

    def _emu(self, points: float) -> int:
        return round(points * self.scale * _EMU)

    def _title(self) -> frozenset[str]:
        """Fill the slide's title, which readers of the screen look for; return the shapes that it stands for."""
        heading = [shape for shape in self.sheet.shapes if shape.kind == "heading" and shape.lines]
        size = heading[0].lines[0].size if heading else 17.0
        lines = [shape for shape in heading if shape.lines[0].size == size]
        title = self.slide.shapes.title
        if lines:
            title.left, title.top = self._emu(lines[0].x), self._emu(lines[0].y)
            title.width, title.height = self._emu(lines[0].width), self._emu(sum(line.height for line in lines))
        spans = tuple(line.lines[0] for line in lines)
        self._write(title.text_frame, spans, "left")
        if not spans:
            title.text = fit(self.sheet.title)
        return frozenset(line.id for line in lines)

    def _ports(self, ends: dict[str, Panel | Shape]) -> dict[str, list[XY]]:
        """Return the places at which lines are glued to each box, as shares of its width and height."""
        ports: dict[str, list[XY]] = {}
        for stroke in self.sheet.strokes:
            for end, point in ((stroke.tail, stroke.points[0]), (stroke.head, stroke.points[-1])):
                share = _share(ends[end], point) if end in ends else None
                known = ports.setdefault(
                    ends[end].id if end in ends else end, [XY(0.5, 0), XY(0, 0.5), XY(0.5, 1), XY(1, 0.5)]
                )
                if share is not None and share not in known:
                    known.append(share)
        return ports

    def _panel(self, panel: Panel, ports: Sequence[XY]) -> None:
        box = self._added(panel.id, Frame(panel.x, panel.y, panel.width, panel.height), panel.about)
        self._outline(box, "rectangle", panel.width, panel.height, ports)
        self._paint(box, panel.fill, panel.stroke, panel.weight, panel.style)

    def _shape(self, shape: Shape, ports: Sequence[XY]) -> None:
        frame = Frame(shape.x, shape.y, shape.width, shape.height)
        box = self._added(shape.id, frame, shape.about)
        drawn = shape.outline != "none"
        if drawn:
            self._outline(box, shape.outline, shape.width, shape.height, ports)
        self._paint(box, shape.fill if drawn else "none", shape.stroke if drawn else "none", shape.weight, shape.style)
        self._write(box.text_frame, shape.lines, shape.align)

    def _added(self, id_: str, frame: Frame, about: str) -> Any:  # noqa: ANN401 - see above
        from pptx.enum.shapes import MSO_SHAPE  # noqa: PLC0415 - see as_pptx

        box = self.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(self._emu, frame))
        box.name = fit(id_)
        element = box._element  # noqa: SLF001 - what the library has no name for is set in its XML
        element.remove(element.find(f"{{{_DRAWN}}}style"))  # a theme's shadow
        if about:
            element.nvSpPr.cNvPr.set("descr", fit(about))
        self.made[id_] = box.shape_id
        return box

    def _outline(self, box: Any, outline: str, wide: float, high: float, ports: Sequence[XY]) -> None:  # noqa: ANN401 - see above
        """Give a box its form, with a place to glue for every line that ends at it."""
        properties = box._element.spPr  # noqa: SLF001 - see above
        properties.replace(properties.find(f"{{{_MAIN}}}prstGeom"), _form(outline, wide, high, ports))

    def _paint(self, box: Any, fill: str, stroke: str, weight: float, style: str) -> None:  # noqa: ANN401 - see above
        if fill == "none":
            box.fill.background()
        else:
            box.fill.solid()
            box.fill.fore_color.rgb = _colour(fill)
        if stroke in ("none", "transparent"):
            box.line.fill.background()
            return
        line = box.line._get_or_add_ln()  # noqa: SLF001 - the library lacks double lines and heads
        box._element.spPr.replace(line, _parsed(_line_xml(stroke, self._emu(weight), style)))  # noqa: SLF001

    def _write(self, text: Any, lines: Sequence[Span], align: str) -> None:  # noqa: ANN401 - see above
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN  # noqa: PLC0415 - see as_pptx

        text.word_wrap = False
        text.vertical_anchor = MSO_ANCHOR.MIDDLE
        text.margin_left = text.margin_right = text.margin_top = text.margin_bottom = 0
        paragraph = text.paragraphs[0]
        paragraph.alignment = PP_ALIGN.CENTER if align == "center" else PP_ALIGN.LEFT
        for place, span in enumerate(lines):
            if place:
                paragraph.add_line_break()
            self._run(paragraph, span)

    def _run(self, paragraph: Any, span: Span) -> None:  # noqa: ANN401 - see above
        run = paragraph.add_run()
        run.text = fit(span.text)
        run.font.size, run.font.bold, run.font.name = self._emu(span.size), span.bold, FONT
        run.font.color.rgb = _colour(span.colour)
        run._r.get_or_add_rPr().set("lang", LOCALES[self.lang])  # noqa: SLF001 - the library's own enumeration lacks nb

    def _stroke(self, stroke: Stroke, ends: dict[str, Panel | Shape], ports: dict[str, list[XY]]) -> Iterator[Any]:
        """Yield a line as straight stretches that are glued together at its corners.

        A preset connector with corners would be one shape, but office suites route it anew, each in its own way.
        """
        tail, head = (
            self._glue(ends, ports, end, point)
            for end, point in ((stroke.tail, stroke.points[0]), (stroke.head, stroke.points[-1]))
        )
        parts = list(pairwise(stroke.points))
        before = tail
        for number, (start, end) in enumerate(parts, 1):
            last = number == len(parts)
            name = stroke.id if number == 1 else f"{stroke.id}-{number}"
            if last:
                after = head
            else:
                corner = self._corner(f"corner-{stroke.id}-{number}", end)
                after = (corner.shape_id, 0)
                yield corner._element  # noqa: SLF001 - see above
            arrows = (stroke.tail_arrow if number == 1 else "none", stroke.arrow if last else "none")
            connector = _parsed(self._connector(stroke, name, (start, end), (before, after), arrows))
            self.slide.shapes._spTree.append(connector)  # noqa: SLF001 - at once, so that its number is taken
            yield connector
            before = after
        if stroke.label and stroke.label_at:
            high = sum(span.size * 1.2 for span in stroke.label)
            wide = max(width(span.text, span.size, bold=span.bold) for span in stroke.label) + _LABEL_ROOM
            frame = Frame(stroke.label_at.x - wide / 2, stroke.label_at.y - high / 2, wide, high)
            label = self._added(f"label-{stroke.id}", frame, "")
            self._paint(label, stroke.label_fill or "none", "none", 0, "solid")
            self._write(label.text_frame, stroke.label, "center")
            yield label._element  # noqa: SLF001 - see above

    def _glue(
        self, ends: dict[str, Panel | Shape], ports: dict[str, list[XY]], end: str, point: XY
    ) -> tuple[int, int] | None:
        """Return the number of the box that a line ends at, and of the place on it."""
        share = _share(ends[end], point) if end in ends else None
        return None if share is None else (self.made[ends[end].id], ports[ends[end].id].index(share))

    def _corner(self, name: str, point: XY) -> Any:  # noqa: ANN401 - see above
        """Return a shape that shows nothing, to hold two stretches of a line together."""
        corner = self._added(name, Frame(point.x, point.y, 0.0, 0.0), "")
        self._paint(corner, "none", "none", 0, "solid")
        return corner

    def _connector(
        self,
        stroke: Stroke,
        name: str,
        points: tuple[XY, XY],
        glue: tuple[tuple[int, int] | None, tuple[int, int] | None],
        arrows: tuple[str, str],
    ) -> str:
        number = self.slide.shapes._next_shape_id  # noqa: SLF001 - see above
        glued = "".join(
            f'<a:{tag} id="{place[0]}" idx="{place[1]}"/>'
            for tag, place in zip(("stCxn", "endCxn"), glue, strict=True)
            if place
        )
        about = fit(stroke.about) if name == stroke.id else ""
        return (
            f'<p:cxnSp xmlns:a="{_MAIN}" xmlns:p="{_DRAWN}">'
            f'<p:nvCxnSpPr><p:cNvPr id="{number}" name={quoteattr(fit(name))} descr={quoteattr(about)}/>'
            f"<p:cNvCxnSpPr>{glued}</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr><p:spPr>{self._straight(*points)}"
            f"{self._line(stroke, arrows)}</p:spPr></p:cxnSp>"
        )

    def _line(self, stroke: Stroke, arrows: tuple[str, str]) -> str:
        weight = self._emu(_DOUBLE * stroke.weight if stroke.hollow else stroke.weight)
        ends = _head_xml("headEnd", arrows[0], stroke) + _head_xml("tailEnd", arrows[1], stroke)
        return _line_xml(stroke.colour, weight, stroke.style, ends, double=stroke.hollow)

    def _straight(self, start: XY, end: XY) -> str:
        turn = (' flipH="1"' if end.x < start.x else "") + (' flipV="1"' if end.y < start.y else "")
        frame = Frame(min(start.x, end.x), min(start.y, end.y), abs(end.x - start.x), abs(end.y - start.y))
        x, y, wide, high = map(self._emu, frame)
        return (
            f'<a:xfrm{turn}><a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
            '<a:prstGeom prst="straightConnector1"><a:avLst/></a:prstGeom>'
        )


def _share(thing: Panel | Shape, point: XY) -> XY | None:
    """Return where a point lies on the edge of a box, as shares of its width and height; None if it does not."""
    x, y = (point.x - thing.x) / max(thing.width, 0.01), (point.y - thing.y) / max(thing.height, 0.01)
    near_x, near_y = _NEAR / max(thing.width, 0.01), _NEAR / max(thing.height, 0.01)
    if not (-near_x <= x <= 1 + near_x and -near_y <= y <= 1 + near_y):
        return None
    return XY(round(min(max(x, 0), 1), 4), round(min(max(y, 0), 1), 4))


# --- the XML of forms and lines ---------------------------------------------------------------------------------


def _colour(colour: str) -> Any:  # noqa: ANN401 - see above
    from pptx.dml.color import RGBColor  # noqa: PLC0415 - see as_pptx

    return RGBColor(*bytes.fromhex(colour.lstrip("#")))  # type: ignore[no-untyped-call]


def _parsed(xml: str) -> Any:  # noqa: ANN401 - see above
    from pptx.oxml import parse_xml  # noqa: PLC0415 - see as_pptx

    return parse_xml(xml)


def _form(outline: str, wide: float, high: float, ports: Sequence[XY]) -> Any:  # noqa: ANN401 - see above
    corner = min(_CORNER, wide / 3, high / 3)
    fold, right, low = 2 * corner, wide - corner, high - corner
    square = [XY(0, 0), XY(wide, 0), XY(wide, high), XY(0, high)]
    if outline == "note":
        paths = _path([XY(0, 0), XY(wide - fold, 0), XY(wide, fold), *square[2:]], wide, high)
        paths += _path(
            [XY(wide - fold, 0), XY(wide - fold, fold), XY(wide, fold)], wide, high, closed=False, filled=False
        )
    elif outline in ("box", "octagon"):
        corners = [XY(corner, 0), XY(right, 0), XY(wide, corner), XY(wide, low)]
        corners += [XY(right, high), XY(corner, high), XY(0, low), XY(0, corner)]
        paths = _path(corners, wide, high)
    else:
        paths = _path(square, wide, high)
    guides = "".join(
        f'<a:gd name="x{place}" fmla="*/ {round(port.x * 10_000)} w 10000"/>'
        f'<a:gd name="y{place}" fmla="*/ {round(port.y * 10_000)} h 10000"/>'
        for place, port in enumerate(ports)
    )
    sites = "".join(f'<a:cxn ang="0"><a:pos x="x{place}" y="y{place}"/></a:cxn>' for place in range(len(ports)))
    return _parsed(_custom(guides, sites, paths))


def _custom(guides: str, sites: str, paths: str) -> str:
    return (
        f'<a:custGeom xmlns:a="{_MAIN}"><a:avLst/><a:gdLst>{guides}</a:gdLst><a:ahLst/><a:cxnLst>{sites}</a:cxnLst>'
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>{paths}</a:pathLst></a:custGeom>'
    )


def _path(points: Sequence[XY], wide: float, high: float, *, closed: bool = True, filled: bool = True) -> str:
    first, *others = (f'<a:pt x="{round(point.x * _EMU)}" y="{round(point.y * _EMU)}"/>' for point in points)
    steps = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in others)
    size = f'w="{round(wide * _EMU)}" h="{round(high * _EMU)}"'
    end, fill = ("<a:close/>" if closed else ""), ("" if filled else ' fill="none"')
    return f"<a:path {size}{fill}><a:moveTo>{first}</a:moveTo>{steps}{end}</a:path>"


def _line_xml(colour: str, weight: int, style: str, ends: str = "", *, double: bool = False) -> str:
    dash = f'<a:prstDash val="{_DASHES[style]}"/>' if style in _DASHES else ""
    compound = ' cmpd="dbl"' if double else ""
    return (
        f'<a:ln xmlns:a="{_MAIN}" w="{weight}"{compound}><a:solidFill><a:srgbClr val="{colour.lstrip("#").upper()}"/>'
        f"</a:solidFill>{dash}<a:round/>{ends}</a:ln>"
    )


def _head_xml(end: str, arrow: str, stroke: Stroke) -> str:
    if arrow == "none":
        return ""
    kind, wide, long = _HEADS.get(arrow, ("stealth", "sm", "lg"))
    if stroke.hollow:  # a head grows with its line
        wide = long = "sm"
    return f'<a:{end} type="{kind}" w="{wide}" len="{long}"/>'
