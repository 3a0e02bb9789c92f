"""A scene and its plan become a page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from graphmodel.diagram.display_list import XY, DisplayList, Frame, Panel, Shape, Span, Stroke
from graphmodel.diagram.dot import ARROW_SIZE, arrow_length
from graphmodel.diagram.heading import foot, heading, title_words
from graphmodel.diagram.layout import to_polylines
from graphmodel.diagram.pages import BESIDE, MARGIN
from graphmodel.diagram.sentences import box_sentence, citation_texts, first_url, line_sentence
from graphmodel.diagram.style import (
    CHANGES,
    COLUMN_FILL,
    LANE_FILLS,
    NEST_FILL,
    PAPER_WHITE,
    arrows,
    box_style,
    line_style,
)
from graphmodel.diagram.text import box_text, line_label, line_label_size, wrap
from graphmodel.diagram.timeline import TimePlan, time_display_list
from graphmodel.language.pictures import phrase
from graphmodel.schema import level_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphmodel.diagram.layout import Polyline
    from graphmodel.diagram.pages import Page, PagePlan
    from graphmodel.diagram.scene import Box, Line, Scene
    from graphmodel.diagram.style import LineStyle
    from graphmodel.diagram.view import View

__all__ = ["to_display_list"]

_LANE_NAME = 9.0
_COLUMN_NAME = 9.0
_JOINT = 3.2
_CLEAR = 1.0
"""Between a box or an arrowhead and a label."""


def to_display_list(
    leaf: Page,
    view: View,
    focus: frozenset[str] | None = None,
    page: tuple[int, int] = (1, 1),
    *,
    whole: bool = False,
) -> DisplayList:
    """Return a page.

    Parameters
    ----------
    leaf
        What to draw, and where everything goes.
    view
        Its title and note.
    focus
        The ids of the boxes and lines in focus; None when all are.
    page
        The number of this page, and of all.
    whole
        Whether every line is drawn from end to end, also where it runs together with others.

    Returns
    -------
    DisplayList
        The page.
    """
    if isinstance(leaf.plan, TimePlan):
        return time_display_list(leaf.scene, leaf.plan, view, focus, page)
    return _Composer(leaf.plan, leaf.scene, leaf.scenes, view, focus, page, whole).sheet()


@dataclass(frozen=True)
class _Composer:
    plan: PagePlan
    scene: Scene
    scenes: tuple[Scene, ...]
    view: View
    focus: frozenset[str] | None
    page: tuple[int, int]
    whole: bool

    @property
    def comparing(self) -> bool:
        return self.scene.comparing

    def sheet(self) -> DisplayList:
        inner = Frame(MARGIN, MARGIN, self.plan.width - 2 * MARGIN, self.plan.height - 2 * MARGIN)
        shapes, strokes = heading(self.scenes, self.scene, self.view, inner)
        shapes += self._lane_names()
        shapes += self._column_names()
        shapes += [self._box(box) for box in self.scene.boxes.values()]
        shapes += self._joints()
        shapes += foot(self.scene, self.view, self.page, inner)
        strokes += self._lines()
        title = title_words(self.scene, self.view)
        panels = (*self._lanes(), *self._nests())
        return DisplayList(self.plan.width, self.plan.height, title, panels, tuple(shapes), tuple(strokes))

    def _lanes(self) -> Iterator[Panel]:
        for lane in self.plan.layout.lanes:
            level = self.plan.levels[lane.lane]
            whole, head = self.plan.lane(lane)
            ground, strong = LANE_FILLS[level]
            name = level_label(level, self.scene.lang)
            yield Panel(f"lane-{level}", *whole, ground, about=name, kind="lane")
            yield Panel(f"lane-head-{level}", *head, strong, kind="lane-head")

    def _nests(self) -> Iterator[Panel]:
        """Yield the ground of each box with others inside, the outer ones first."""
        for box in sorted(self._holders(), key=lambda box: (box.inside != "", box.id)):
            look = box_style(box, self.focus, comparing=self.comparing)
            frame = self.plan.frame(self.plan.layout.boxes[box.id])
            about = box_sentence(self.scene, box)
            fill = NEST_FILL if look.fill == PAPER_WHITE else look.fill
            yield Panel(f"nest-{box.id}", *frame, fill, look.stroke, about, "nest", look.style, look.weight)

    def _holders(self) -> list[Box]:
        return [self.scene.boxes[id_] for id_ in self.plan.layout.names if id_ in self.scene.boxes]

    def _lane_names(self) -> Iterator[Shape]:
        for lane in self.plan.layout.lanes:
            level = self.plan.levels[lane.lane]
            head = self.plan.lane(lane)[1]
            name = level_label(level, self.scene.lang)
            lines = wrap(name, head.width - 8, _LANE_NAME, bold=True)
            height = len(lines) * _LANE_NAME * 1.2
            spans = tuple(Span(line, _LANE_NAME, bold=True) for line in lines)
            yield Shape(f"lane-name-{level}", head.x + 6, head.y + 4, head.width - 6, height, spans, kind="lane-name")

    def _column_names(self) -> Iterator[Shape]:
        for place, start, end in self.plan.layout.columns:
            frame = self.plan.column(start, end)
            text = self._column_name(place)
            most = max(1, int(frame.height // (_COLUMN_NAME * 1.3)))
            fitting = wrap(text, frame.width - 8, _COLUMN_NAME, bold=True, most=most)
            spans = tuple(Span(line, _COLUMN_NAME, bold=True) for line in fitting)
            yield Shape(
                f"column-{place}",
                *frame,
                spans,
                outline="box",
                fill=COLUMN_FILL,
                stroke=COLUMN_FILL,
                align="center",
                kind="column-name",
            )

    def _column_name(self, place: int) -> str:
        """Return the heading of a column; one that has no members on this day says so."""
        if self.view.columns:
            return self.view.columns[place].name.in_(self.scene.lang)
        lang, groups = self.scene.lang, self.plan.groups
        if place == len(groups):
            return phrase(f"no {self.view.group}", lang)
        name = self.scene.record.name(groups[place], lang, self.scene.day)
        empty = all(box.group != groups[place] for box in self.scene.boxes.values())
        return phrase("nobody", lang).format(name=name) if empty else name

    def _zoomed(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(span._replace(size=span.size * self.plan.zoom) for span in spans)

    def _box(self, box: Box) -> Shape:
        look = box_style(box, self.focus, comparing=self.comparing)
        holds = box.id in self.plan.layout.names
        frame = self.plan.frame((self.plan.layout.names if holds else self.plan.layout.boxes)[box.id])
        lines = self._zoomed(box_text(box, 0.0 if holds else frame.width / self.plan.zoom).lines)
        if look.text:
            lines = tuple(span._replace(colour=look.text) for span in lines)
        if box.change in CHANGES:
            lines = _signed(lines, box.change.sign, CHANGES[box.change].colour)
        return Shape(
            f"node-{box.id}",
            *frame,
            lines,
            outline="none" if holds else look.outline,
            fill=look.fill,
            stroke=look.stroke,
            style=look.style,
            weight=look.weight,
            align="center",
            about=self._cited(box_sentence(self.scene, box), [self.scene.part.nodes[id_].id for id_ in box.nodes]),
            url=first_url(self.scene, [self.scene.part.nodes[id_] for id_ in box.nodes]),
            kind=f"node {box.kind.lower()}",
        )

    def _cited(self, sentence: str, ids: Sequence[str]) -> str:
        statements = [self.scene.part.nodes.get(id_) or self.scene.part.edges[id_] for id_ in ids]
        return "\n".join([sentence, *(f"[{text}]" for text in citation_texts(self.scene, statements)[:6])])

    @cached_property
    def _styles(self) -> dict[str, LineStyle]:
        return {id_: line_style(line, self.focus, comparing=self.comparing) for id_, line in self.scene.lines.items()}

    @cached_property
    def _paths(self) -> dict[str, Polyline]:
        ranks = {id_: 0 if self.whole else look.rank for id_, look in self._styles.items()}
        return to_polylines(self.plan.layout.routes, ranks)

    def _lines(self) -> Iterator[Stroke]:
        for line in sorted(self.scene.lines.values(), key=lambda line: (-self._styles[line.id].rank, line.number)):
            yield self._stroke(line, self._paths[line.id])

    def _joints(self) -> Iterator[Shape]:
        """Yield a dot wherever a line joins another: where lines cross without one, they do not meet."""
        size = _JOINT * self.plan.zoom
        for id_, path in self._paths.items():
            if path.joint:
                at, colour = self.plan.xy(path.joint), self._styles[id_].colour
                frame = Frame(at.x - size / 2, at.y - size / 2, size, size)
                yield Shape(f"joint-{id_}", *frame, (), outline="circle", fill=colour, stroke=colour, kind="joint")

    def _stroke(self, line: Line, path: Polyline) -> Stroke:
        at_tail, at_head = arrows(line)
        look = self._styles[line.id]
        points = tuple(map(self.plan.xy, path.points))
        edges = [self.scene.part.edges[id_] for id_ in line.edges]
        return Stroke(
            f"edge-{line.id}",
            f"node-{line.tail}",
            f"node-{line.head}",
            points,
            look.colour,
            at_head if path.arrives else "none",
            tail_arrow=at_tail if path.leaves else "none",
            style=look.style,
            weight=look.weight,
            arrow_size=ARROW_SIZE * self.plan.zoom,
            label=self._zoomed(line_label(line, look.text)),
            label_at=self._label_at(line, path, points),
            label_fill=self._ground(line, path),
            hollow=line.called_for,
            about=self._cited(line_sentence(self.scene, line), line.edges),
            url=first_url(self.scene, edges),
            kind=f"edge {line.type.lower().replace('_', '-')}",
        )

    def _label_at(self, line: Line, path: Polyline, points: Sequence[XY]) -> XY:
        """Return the middle of the label: just outside the box, beyond an arrowhead where there is one."""
        at_tail, at_head = arrows(line)
        arrow = at_head if path.labelled_head else at_tail
        extent = line_label_size(line)[0 if self.plan.turned else 1]
        clear = BESIDE if self.plan.turned else _CLEAR
        away = clear + extent / 2
        if arrow != "none":
            away += arrow_length(arrow) + clear
        away *= self.plan.zoom
        box, after = self.plan.xy(path.label), points[-2] if path.labelled_head else points[1]
        if self.plan.turned:
            return XY(box.x + (away if after.x > box.x else -away), box.y)
        return XY(box.x, box.y + (away if after.y > box.y else -away))

    def _ground(self, line: Line, path: Polyline) -> str:
        box = self.scene.boxes[line.head if path.labelled_head else line.tail]
        return LANE_FILLS[box.level][0]


def _signed(lines: tuple[Span, ...], sign: str, colour: str) -> tuple[Span, ...]:
    """Put the sign of a change in front of the first line."""
    first = lines[0]._replace(text=f"{sign} {lines[0].text}", colour=colour, bold=True)
    return (first, *lines[1:])
