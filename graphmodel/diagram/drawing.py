"""Draws a view of a graph: on a day, compared between two days, or on several days side by side."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from graphmodel.diagram.fold import scene as folded
from graphmodel.diagram.pages import paged
from graphmodel.diagram.picture import Diagram
from graphmodel.diagram.select import selected, unmatched, ways_between
from graphmodel.diagram.timestrip import Strip
from graphmodel.diagram.view import LANGUAGES, Words
from graphmodel.errors import ViewError
from graphmodel.period import as_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from graphmodel.diagram.engine import Engine
    from graphmodel.diagram.scene import Scene
    from graphmodel.diagram.view import Lang, Paper, View
    from graphmodel.model import Graph

__all__ = ["draw", "strip"]


def draw(  # noqa: PLR0913 - what a planner may choose
    graph: Graph,
    view: View,
    *,
    on: date | str | None = None,
    between: tuple[date | str, date | str] | None = None,
    lang: Lang | None = None,
    paper: Paper | None = None,
    result: Iterable[str] = (),
    highlight: Iterable[str] = (),
    path: tuple[str, str] | None = None,
    engine: Engine | None = None,
    seconds: float = 120.0,
) -> Diagram:
    """Draw a view of a graph.

    Parameters
    ----------
    graph
        The whole record, or the graph of a day.
    view
        What to show.
    on
        The day; by default that of the graph, else that of the view, else today.
    between
        Two days to compare instead: what began, ended and changed.
    lang
        The language; by default the view's.
    paper
        The paper; by default the view's.
    result
        The nodes that a query or an analysis found, for views that show them.
    highlight
        The ids of nodes and edges to bring out; all else is drawn in grey, in the same place.
    path
        Two nodes between which the shortest ways through the picture are brought out.
    engine
        The layout engine that paints; by default the first there is.
    seconds
        How long it may take.

    Returns
    -------
    Diagram
        Laid out, but not painted yet.

    Raises
    ------
    ViewError
        If the view names ids that are nowhere in the graph, or no way leads between the two nodes.
    DateError
        If a day is not a day.
    UnknownIdError
        If an id to bring out is not in the graph.
    """
    view = view.model_copy(update={"paper": paper}) if paper else view
    lang = lang or view.lang
    days = tuple(as_day(day) for day in between) if between else (_day(graph, view, on),)
    view = view.named(_parameter_names(graph, view, days[-1]))
    shown = _scenes(graph, view, days, lang, tuple(result))
    wanted = (*highlight, *(_on_the_way(graph, shown[-1], view, path) if path else ()))
    focus = _focus(graph, shown[-1], wanted)
    return Diagram(shown[-1], view, paged(shown, view, view.paper), focus, engine, seconds, unmatched(graph, view))


def strip(  # noqa: PLR0913 - as draw
    graph: Graph,
    view: View,
    days: Sequence[date | str],
    *,
    lang: Lang | None = None,
    paper: Paper | None = None,
    result: Iterable[str] = (),
) -> Strip:
    """Draw a view on several days, with one layout: what stands on two of them stands in the same place.

    Parameters
    ----------
    graph
        The whole record.
    view
        What to show.
    days
        The days, at least one.
    lang, paper, result
        As for :func:`draw`.

    Returns
    -------
    Strip
        A picture for each day.

    Raises
    ------
    ViewError
        If there is no day, or the view names ids that are nowhere in the graph.
    DateError
        If a day is not a day.
    """
    if not days:
        raise ViewError(f"{view.name}: a time strip needs at least one day")
    view = view.model_copy(update={"paper": paper}) if paper else view
    each = [as_day(day) for day in days]
    view = view.named(_parameter_names(graph, view, each[-1]))
    scenes = [_scenes(graph, view, (day,), lang or view.lang, tuple(result))[0] for day in each]
    laid = paged(scenes, view, view.paper)
    pictures = (
        Diagram(scene, view, tuple(page._replace(scene=page.scenes[place]) for page in laid))
        for place, scene in enumerate(scenes)
    )
    return Strip(tuple(pictures))


def _day(graph: Graph, view: View, on: date | str | None) -> date:
    if on is not None:
        return as_day(on)
    if graph.day:
        return graph.day
    return as_day(view.day) if view.day else datetime.now(UTC).date()


def _parameter_names(graph: Graph, view: View, day: date) -> dict[str, Words]:
    """Return the values of the view's parameters in words: the name of the day where one is the id of a node."""

    def words(value: str, lang: str) -> str:
        return graph.name(value, lang, day) if value in graph.nodes else value

    return {
        name: Words(**{lang: words(each.value, lang) for lang in LANGUAGES}) for name, each in view.parameters.items()
    }


def _scenes(graph: Graph, view: View, days: tuple[date, ...], lang: str, result: tuple[str, ...]) -> tuple[Scene, ...]:
    """Return the scene of each day and, of two, that of the comparison last."""
    parts = [selected(graph.at(day), view, record=graph, result=result) for day in days]
    alone = [folded(graph, part, view, (day,), lang) for part, day in zip(parts, days, strict=True)]
    if len(days) == 1:
        return tuple(alone)
    nodes = sorted({id_ for part in parts for id_ in part.nodes})
    edges = sorted({id_ for part in parts for id_ in part.edges})
    return (*alone, folded(graph, graph.keep(nodes, edges), view, days, lang))


def _on_the_way(graph: Graph, scene: Scene, view: View, path: tuple[str, str]) -> set[str]:
    """Return the nodes and edges on the shortest ways through a picture."""
    start, end = (graph.node(id_).id for id_ in path)
    found = ways_between(start, end, scene.part.edges.values(), view.lines.flow)
    if not found:
        raise ViewError(f"{view.name}: no way leads from {start!r} to {end!r} through what this view shows")
    return found


def _focus(graph: Graph, scene: Scene, ids: tuple[str, ...]) -> frozenset[str] | None:
    """Return the boxes and lines that some nodes and edges stand in; None when nothing is to be brought out."""
    if not ids:
        return None
    for id_ in ids:
        graph[id_]
    wanted = set(ids)
    boxes = {box.id for box in scene.boxes.values() if wanted & set(box.nodes)}
    lines = [line for line in scene.lines.values() if wanted & set(line.edges)]
    return frozenset(boxes | {line.id for line in lines} | {end for line in lines for end in (line.tail, line.head)})
