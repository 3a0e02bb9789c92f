"""A scene becomes a page: boxes get their size, the layout its room, and title, lanes and legend their places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphmodel.diagram.boxes import text_of
from graphmodel.diagram.dot import arrow_length
from graphmodel.diagram.layout import Item, Link, Spacing, arranged
from graphmodel.diagram.metrics import width, wrapped
from graphmodel.diagram.palette import FAMILY_FILLS, INK, LANE_FILLS, QUIET, STYLES
from graphmodel.diagram.phrases import marks, phrase
from graphmodel.diagram.sheet import XY, Panel, Shape, Sheet, Span, Stroke
from graphmodel.model import Run
from graphmodel.period import Validity
from graphmodel.schema import EDGE_KINDS, LEVEL_WORDS, LEVELS
from graphmodel.wording import date_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphmodel.diagram.boxes import Text
    from graphmodel.diagram.layout import Layout
    from graphmodel.diagram.scene import Box, Line, Scene
    from graphmodel.diagram.view import View

SIZES = {"A4": (842.0, 595.0), "A3": (1190.0, 842.0), "screen": (1200.0, 0.0)}
MARGIN = 26.0
GUTTER = 92.0


def compose(scene: Scene, view: View) -> Sheet:
    wide, high = SIZES[view.paper]
    texts = {id_: text_of(box) for id_, box in scene.boxes.items()}
    lanes = sorted({box.level for box in scene.boxes.values()}, key=LEVELS.index, reverse=True)
    groups = sorted({box.group for box in scene.boxes.values() if box.group})
    items = [
        Item(id_, texts[id_].width, texts[id_].height, lanes.index(box.level), groups.index(box.group) if box.group else None)
        for id_, box in scene.boxes.items()
    ]
    links = [_link(line, scene) for line in scene.lines.values()]
    room = wide - 2 * MARGIN - GUTTER - 20
    layout = arranged(items, links, room, depth=high - 180, deepest=int(__import__('os').environ.get('DEEP','4')))
    print("layout", layout.length, layout.depth, "room", room, high)
    top = MARGIN + 44
    left = MARGIN + GUTTER + 10
    panels = []
    shapes = []
    for lane in layout.lanes:
        level = lanes[lane.index]
        fill, head = LANE_FILLS[level]
        y, h = top + lane.start, lane.end - lane.start - 2
        panels.append(Panel(f"lane-{level}", MARGIN, y, wide - 2 * MARGIN, h, fill, about=LEVEL_WORDS[level][0], kind="lane"))
        panels.append(Panel(f"lane-head-{level}", MARGIN, y, GUTTER, h, head, kind="lane-head"))
        shapes.append(Shape(f"lane-name-{level}", MARGIN + 6, y + 6, GUTTER - 8, 12, (Span(LEVEL_WORDS[level][0], 8.5, bold=True),)))
    for id_, box in scene.boxes.items():
        r = layout.boxes[id_]
        shapes.append(_shape(box, texts[id_], left + r.before, top + r.above, r.length, r.depth))
    strokes = [_stroke(line, scene, layout, left, top) for line in scene.lines.values()]
    title = view.title.in_(scene.lang)
    shapes.append(Shape("title", MARGIN, MARGIN, 700, 24, (Span(title, 18, bold=True),)))
    day = phrase("as on", scene.lang).format(day=date_in_words(scene.day.isoformat(), scene.lang))
    shapes.append(Shape("day", MARGIN, MARGIN + 24, 700, 14, (Span(day, 10, colour=QUIET),)))
    return Sheet(wide, max(high, top + layout.depth + MARGIN), title, tuple(panels), tuple(shapes), tuple(strokes))


def _link(line: Line, scene: Scene) -> Link:
    kind = EDGE_KINDS[line.type]
    authority, voice = kind.flows.get("authority"), kind.flows.get("voice")
    above = None
    if authority is Run.FORWARD:
        above = line.tail
    elif authority is Run.BACKWARD or voice is Run.FORWARD:
        above = line.head
    chip = chip_of(line)
    return Link(line.id, line.tail, line.head, above, label=(max(width(s.text, s.size) for s in chip), 8.5 * len(chip)), point=(6.5, arrow_length(STYLES[line.type].head)), look=f"{line.type}{line.validity}{line.inferred}{line.called_for}{line.change}", both=STYLES[line.type].both)


def chip_of(line: Line) -> tuple[Span, ...]:
    colour = STYLES[line.type].colour
    first = Span(f"{line.number}{marks(line.validity, inferred=line.inferred, called_for=line.called_for)}", 7, colour=colour)
    n, of = line.share
    return (first,) if n == of else (first, Span(f"{n}/{of}", 7, colour=colour))


def _shape(box: Box, text: Text, x, y, w, h) -> Shape:
    outline = {"Body": "box", "Instrument": "note", "Place": "octagon"}[box.family]
    style = "dashed" if box.validity is Validity.POSSIBLY else "solid"
    return Shape(f"node-{box.id}", x, y, w, h, text.lines, outline=outline, fill=FAMILY_FILLS[box.family], style=style, align="center", about=box.name, kind="node")


def _stroke(line: Line, scene: Scene, layout: Layout, left, top) -> Stroke:
    style = STYLES[line.type]
    path = layout.paths[line.id]
    points = tuple(XY(left + p.along, top + p.across) for p in path.drawn)
    dash = "dashed" if line.validity is Validity.POSSIBLY else "dotted" if line.inferred else "solid"
    chip = chip_of(line)
    a = XY(left + path.label.along, top + path.label.across)
    b = points[-2] if path.labelled_head else points[1]
    away = 1 + 4.25 * len(chip)
    sign = 1 if b.y > a.y else -1
    if path.labelled_head or style.both:
        away += arrow_length(style.head) + 1
    return Stroke(
        f"edge-{line.id}", f"node-{line.tail}", f"node-{line.head}", points, style.colour, style.head if path.arrives else "none", both=style.both and path.leaves,
        style=dash, label=chip, label_at=XY(a.x, a.y + sign * away), label_fill=LANE_FILLS[scene.boxes[line.tail].level][0],
        about=line.id, kind="line",
    )
