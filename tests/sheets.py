"""What stands where on a drawn page, for tests that measure."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from graphmodel.diagram.text import LABEL_LEADING, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphmodel.diagram.display_list import XY, DisplayList, Shape, Span, Stroke

TOUCH = 0.6


def parsed(text: str | bytes) -> ET.Element:
    """Return the root of an SVG or draw.io file that we have made."""
    return ET.fromstring(text)  # noqa: S314 - our own output


class Area(NamedTuple):
    """A rectangle with a name."""

    name: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Area) -> bool:
        return (
            self.left < other.right - TOUCH
            and other.left < self.right - TOUCH
            and self.top < other.bottom - TOUCH
            and other.top < self.bottom - TOUCH
        )

    def holds(self, other: Area) -> bool:
        return (
            self.left <= other.left + TOUCH
            and self.right >= other.right - TOUCH
            and self.top <= other.top + TOUCH
            and self.bottom >= other.bottom - TOUCH
        )


def area(shape: Shape) -> Area:
    return Area(shape.id, shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)


def boxes(sheet: DisplayList) -> list[Area]:
    return [area(shape) for shape in sheet.shapes if shape.id.startswith("node-")]


def lines(sheet: DisplayList) -> list[Stroke]:
    return [stroke for stroke in sheet.strokes if stroke.id.startswith("edge-")]


def lanes(sheet: DisplayList) -> list[Area]:
    return [
        Area(panel.id, panel.x, panel.y, panel.x + panel.width, panel.y + panel.height)
        for panel in sheet.panels
        if panel.kind == "lane"
    ]


def text_width(spans: Iterable[Span]) -> float:
    return max((width(span.text, span.size, bold=span.bold) for span in spans), default=0.0)


def labels(sheet: DisplayList) -> list[Area]:
    found = []
    for stroke in lines(sheet):
        if stroke.label and stroke.label_at:
            wide, high = text_width(stroke.label), LABEL_LEADING * len(stroke.label) * stroke.label[0].size / 7
            x, y = stroke.label_at
            found.append(Area(stroke.id, x - wide / 2, y - high / 2, x + wide / 2, y + high / 2))
    return found


def overlapping(areas: list[Area]) -> list[tuple[str, str]]:
    return [(one.name, other.name) for one, other in combinations(areas, 2) if one.meets(other)]


def _stretch(start: XY, end: XY) -> Area:
    left, right = sorted((start.x, end.x))
    top, bottom = sorted((start.y, end.y))
    return Area("", left, top, right, bottom)


def behind_boxes(sheet: DisplayList) -> Iterator[tuple[str, str]]:
    """Yield each line that runs behind a box."""
    for stroke in lines(sheet):
        for start, end in pairwise(stroke.points):
            stretch = _stretch(start, end)
            for box in boxes(sheet):
                if stretch.meets(box):
                    yield stroke.id, box.name


def sizes(sheet: DisplayList) -> list[float]:
    spans = [span for shape in sheet.shapes for span in shape.lines]
    return [span.size for span in (*spans, *(span for stroke in sheet.strokes for span in stroke.label))]


def crossings(sheet: DisplayList) -> int:
    """Return how often lines of a page cross."""
    stretches = [(stroke.id, _stretch(*ends)) for stroke in lines(sheet) for ends in pairwise(stroke.points)]
    flat = [(id_, each) for id_, each in stretches if each.bottom - each.top < TOUCH]
    steep = [(id_, each) for id_, each in stretches if each.right - each.left < TOUCH]
    return sum(
        one != other
        and row.left + TOUCH < column.left < row.right - TOUCH
        and column.top + TOUCH < row.top < column.bottom - TOUCH
        for one, row in flat
        for other, column in steep
    )
