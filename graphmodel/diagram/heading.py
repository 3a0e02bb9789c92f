"""What stands above and below a picture: title, day, note, legend; the name of the view, its sources and its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.diagram.legend import blocks, legend
from graphmodel.diagram.metrics import wrapped
from graphmodel.diagram.palette import INK, PROPOSAL, QUIET
from graphmodel.diagram.phrases import phrase
from graphmodel.diagram.sheet import Shape, Span
from graphmodel.language import date_in_words
from graphmodel.period import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphmodel.diagram.scene import Scene
    from graphmodel.diagram.sheet import Frame, Stroke
    from graphmodel.diagram.view import View
    from graphmodel.model import Source

__all__ = ["day_words", "foot", "foot_words", "heading", "heading_height", "sources_to", "title_words"]

_TITLE, _DAY, _NOTE, _FOOT = 17.0, 10.0, 9.0, 9.0
_LEADING = 1.25
_SHARE = 0.46
"""How much of the page's width the title may take; the legend has the rest."""


def _texts(scene: Scene, view: View, room: float) -> list[Span]:
    title = wrapped(title_words(scene, view), room, _TITLE, bold=True, most=4)
    spans = [Span(line, _TITLE, bold=True, colour=PROPOSAL if scene.proposal else INK) for line in title]
    spans.append(Span(day_words(scene), _DAY, bold=True, colour=QUIET))
    notes = [*([view.note.in_(scene.lang)] if view.note else []), *scene.remarks]
    spans += [Span(line, _NOTE, colour=QUIET) for note in notes for line in wrapped(note, room, _NOTE, most=4)]
    return spans


def title_words(scene: Scene, view: View) -> str:
    """Return the title of a picture, which says first of all if it draws a proposal."""
    title = view.title.in_(scene.lang)
    return f"{phrase('proposal', scene.lang).format(title=scene.proposal)} – {title}" if scene.proposal else title


def day_words(scene: Scene) -> str:
    """Return the day, or the two days that are compared, in words."""
    first, last = (date_in_words(day.isoformat(), scene.lang) for day in (scene.days[0], scene.days[-1]))
    if scene.axis:
        start = date_in_words(str(scene.axis[0].year), scene.lang)
        return phrase("over time", scene.lang).format(first=start, last=last)
    if scene.proposal:
        return phrase("as proposed", scene.lang).format(day=last)
    if len(scene.days) == 1:
        return phrase("as on", scene.lang).format(day=last)
    return phrase("between", scene.lang).format(first=first, last=last)


def _height(spans: Sequence[Span]) -> float:
    return sum(span.size * _LEADING for span in spans)


def heading_height(scenes: Sequence[Scene], view: View, room: float) -> float:
    """Return the height that title and legend need for all of some scenes."""
    texts = max(_height(_texts(scene, view, room * _SHARE)) for scene in scenes)
    rows = max(_legend_rows(scene, room) for scene in scenes)
    legends = max(legend(scene, 0.0, 0.0, rows).lower for scene in scenes)
    return max(texts, legends)


def _legend_rows(scene: Scene, room: float) -> int:
    """Return the fewest rows with which the legend fits beside the title and no block of it is broken."""
    found = blocks(scene)
    entries = sum(len(block.entries) + 1 for block in found)
    for rows in range(max((len(block.entries) + 1 for block in found), default=1), entries):
        if -legend(scene, 0.0, 0.0, rows).left <= room * (1 - _SHARE) - 12:
            return rows
    return max(5, entries)


def heading(scenes: Sequence[Scene], scene: Scene, view: View, frame: Frame) -> tuple[list[Shape], list[Stroke]]:
    """Place title, day, note and legend at the head of a page.

    Parameters
    ----------
    scenes
        All scenes that share the layout, so that the legend takes the same room on each.
    scene
        The one to draw.
    view
        Its title and note.
    frame
        The page without its margins.
    """
    room = frame.width * _SHARE
    shapes: list[Shape] = []
    at = frame.y
    for place, span in enumerate(_texts(scene, view, room)):
        height = span.size * _LEADING
        shapes.append(Shape(f"heading-{place}", frame.x, at, room + 4, height, (span,), kind="heading"))
        at += height
    rows = max(_legend_rows(each, frame.width) for each in scenes)
    placed = legend(scene, frame.x + frame.width, frame.y, rows)
    return [*shapes, *placed.shapes], list(placed.strokes)


def sources_to(scene: Scene) -> str:
    """Return the latest date of the sources of a picture, as EDTF; empty when none has a date."""
    statements = [*scene.part.nodes.values(), *scene.part.edges.values()]
    cited = {citation.source for statement in statements for citation in statement.cites}
    dates = [text for id_ in cited for text in _dates(scene.record.sources[id_])]
    return max(dates, key=lambda text: (parse(text).latest, text), default="")


def _dates(source: Source) -> list[str]:
    return [text for span in (source.as_of, source.published) if span for text in span.split("/")]


def foot_words(scene: Scene, view: View) -> str:
    """Return the name of a view and the date of its sources."""
    until = sources_to(scene)
    parts = [phrase("view", scene.lang).format(name=view.name)]
    if until:
        parts.append(phrase("sources to", scene.lang).format(date=date_in_words(until, scene.lang)))
    return " · ".join(parts)


def foot(scene: Scene, view: View, page: tuple[int, int], frame: Frame) -> list[Shape]:
    """Place the name of the view, the date of its sources and the page number at the foot of a page."""
    number = phrase("page", scene.lang).format(n=page[0], all=page[1])
    text = Span(f"{foot_words(scene, view)} · {number}", _FOOT, colour=QUIET)
    height = _FOOT * _LEADING
    return [Shape("foot", frame.x, frame.y + frame.height - height, frame.width, height, (text,), kind="foot")]
