"""Draws a view of a graph: on a day, compared between two days, or on several days side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from graphmodel.choices import LANGUAGES, PAPERS, language, one_of
from graphmodel.diagram.pages import Page, paginate
from graphmodel.diagram.picture import Diagram, Strip
from graphmodel.diagram.scene import FOLD_BY_TIES, ChangeKind, DayState, build_scene, change_of
from graphmodel.diagram.select import chain_remarks, select, unmatched
from graphmodel.diagram.timeline import begun_by, over_time, time_plan
from graphmodel.diagram.view import Words
from graphmodel.errors import ViewError, WrongKindError
from graphmodel.language.pictures import phrase
from graphmodel.model import Graph
from graphmodel.period import as_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from graphmodel.diagram.graphviz import Engine
    from graphmodel.diagram.scene import Scene
    from graphmodel.diagram.view import Budget, Lang, Paper, View
    from graphmodel.model import Proposal

__all__ = ["day_of", "draw", "strip"]

_ONE_DAY = (
    "a proposal is drawn against what is recorded, on one day: give that day with 'on', or no day for the first on"
    " which all of it holds"
)


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
    engine: Engine | None = None,
    seconds: float = 120.0,
) -> Diagram:
    """Draw a view of a graph.

    Parameters
    ----------
    graph
        The whole record, or the graph of a day. That of a scenario is drawn as a proposal: under a heading that says
        so, and with what would begin, end and change.
    view
        What to show.
    on
        The day; by default that of the graph, else the first on which all of a proposal holds, else that of the view,
        else the last that a source describes.
    between
        Two days to compare instead: what began, ended and changed.
    lang
        The language; by default the view's.
    paper
        The paper; by default the view's.
    result
        The nodes that a query or an analysis found, for views that show them.
    highlight
        The ids of nodes and edges to bring out, with the lines between them; all else is drawn in grey, in the same
        place.
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
        If the view names ids that are nowhere in the graph, shows nothing of what is to be brought out, cannot keep to
        its budget, or the later of two days is given first.
    WrongKindError
        If a parameter of the view is a node of another kind than the view is drawn for.
    ConfigError
        If the language or the paper is none.
    DateError
        If a day is not a day.
    UnknownIdError
        If an id to bring out is not in the graph.
    """
    if between and graph.proposal:
        raise ViewError(_ONE_DAY)
    days = tuple(as_day(day) for day in between) if between else (day_of(graph, view, on),)
    if days[0] > days[-1]:
        raise ViewError(f"{days[0]} is later than {days[-1]}: give the earlier day first")
    view = _filled_in(graph, view, paper, days[-1])
    order = _Order(graph, days, _language(view, lang), tuple(result), comparing=bool(between))
    scenes, pages = _within_budget(view, order)  # select, fold, lay out, share out among pages
    focus = _focus(graph, scenes[-1], view, tuple(highlight))
    return Diagram(scenes[-1], view, pages, focus, engine, seconds, unmatched(graph, view))


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
        If there is no day, or one does not come after the one before, or there are several for a scenario, or the view
        names ids that are nowhere in the graph or cannot keep to its budget.
    WrongKindError
        If a parameter of the view is a node of another kind than the view is drawn for.
    DateError
        If a day is not a day.
    """
    if not days:
        raise ViewError(f"{view.name}: a time strip needs at least one day")
    if graph.proposal and len(days) > 1:
        raise ViewError(_ONE_DAY)
    if view.axis == "time":
        raise ViewError(f"{view.name}: a time axis shows all days itself: draw one day")
    each = tuple(map(as_day, days))
    for one, other in pairwise(each):
        if one >= other:
            raise ViewError(f"{view.name}: {other} does not come after {one}: give each day once, the earliest first")
    view = _filled_in(graph, view, paper, each[-1])
    scenes, pages = _within_budget(view, _Order(graph, each, _language(view, lang), tuple(result)))
    pictures = (
        Diagram(scene, view, tuple(page._replace(scene=page.scenes[place]) for page in pages))
        for place, scene in enumerate(scenes)
    )
    return Strip(tuple(pictures))


def _filled_in(graph: Graph, view: View, paper: Paper | None, day: date) -> View:
    """Return a view for some paper, with the names of the nodes that its parameters stand for."""
    if paper is not None:
        view = view.model_copy(update={"paper": one_of(paper, PAPERS, "a size of paper")})
    _check_kinds(graph, view)
    return view.named(_parameter_names(graph, view, day))


def _language(view: View, lang: str | None) -> Lang:
    return view.lang if lang is None else language(lang)


def day_of(graph: Graph, view: View, on: date | str | None = None) -> date:
    """Return the day that a picture shows: the one asked for, else the graph's, the view's, or the last described.

    Of a proposal it is the first on which all of it holds, unless another is asked for.
    """
    if on is not None:
        return as_day(on)
    if graph.day:
        return graph.day
    if graph.proposal:
        return graph.proposal.day
    return as_day(view.day) if view.day else graph.last_described


def _check_kinds(graph: Graph, view: View) -> None:
    """Refuse a node of another kind than the view is drawn for."""
    for parameter in view.parameters.values():
        node = graph.nodes.get(parameter.value)
        if node and parameter.kind and node.kind != parameter.kind:
            fitting = [each.id for each in graph.nodes.values() if each.kind == parameter.kind]
            raise WrongKindError(node.id, node.kind, parameter.kind, fitting)


def _parameter_names(graph: Graph, view: View, day: date) -> dict[str, Words]:
    """Return the values of the view's parameters in words: the name of the day where one is the id of a node."""

    def words(value: str, lang: str) -> str:
        return graph.name(value, lang, day) if value in graph.nodes else value

    return {
        name: Words(**{lang: words(each.value, lang) for lang in LANGUAGES}) for name, each in view.parameters.items()
    }


@dataclass(frozen=True, slots=True)
class _Order:
    """What is drawn, however far a view has to be folded for it."""

    graph: Graph
    days: tuple[date, ...]
    lang: Lang
    result: tuple[str, ...]
    comparing: bool = False
    """Whether the last scene is one of what changed between the days."""


def _within_budget(view: View, order: _Order) -> tuple[tuple[Scene, ...], tuple[Page, ...]]:
    """Return the scenes and pages of a view that keep to its budget: if need be folded further, and with less in them.

    Raises
    ------
    ViewError
        If they do not keep to it even so; it says what to leave out or fold.
    """
    over = ""
    for lighter in _lighter(view):
        scenes, pages = (_along_time if view.axis == "time" else _in_lanes)(lighter, order)
        over = _over_budget(view.budget, scenes[-1], len(pages))
        if not over:
            return scenes, pages
    raise ViewError(f"{view.place('budget', 1, '')}: {over}")


def _lighter(view: View) -> Iterator[View]:
    """Yield a view, the same folded further, and then without ever more of what it may leave out."""
    yield view
    folded = view.model_copy(update={"fold": (*view.fold, FOLD_BY_TIES)})
    yield folded
    for place in range(1, len(view.lines.leave_out) + 1):
        without = (*view.lines.without, *view.lines.leave_out[:place])
        yield folded.model_copy(update={"lines": view.lines.model_copy(update={"without": without})})


def _over_budget(budget: Budget, scene: Scene, pages: int) -> str:
    """Return what a picture has more of than its budget allows, and what to leave out; nothing where it keeps to it."""
    kinds = Counter(line.type for line in scene.lines.values())
    boxes = Counter(box.kind for box in scene.boxes.values())
    leave = f"leave more out under 'lines: without:', such as {_most(kinds)}"
    fold = f"fold more, such as {_most(boxes)}"
    for what, found, most, advice in (
        ("boxes", len(scene.boxes), budget.boxes, f"{fold}, or show fewer"),
        ("lines", len(scene.lines), budget.lines, f"{leave}, or {fold}"),
        ("pages", pages, budget.pages, f"{leave}, {fold}, or choose larger paper"),
    ):
        if most is not None and found > most:
            return f"the picture has {found} {what}, and at most {most} are allowed: {advice}"
    return ""


def _most(found: Counter[str]) -> str:
    return " or ".join(f"{name} ({count})" for name, count in found.most_common(2)) or "nothing"


def _in_lanes(view: View, order: _Order) -> tuple[tuple[Scene, ...], tuple[Page, ...]]:
    """Return scenes and their pages, in which every box stands inside the same one, and that fits its page.

    What would stand inside another box on some of the days only, or in one too large for a page, stands by itself, with
    a line that says that it is part of it.
    """
    scenes = _scenes(view, order, frozenset())
    wholes: dict[str, set[str]] = {}
    for box in (box for scene in scenes for box in scene.boxes.values()):
        wholes.setdefault(box.id, set()).add(box.inside)
    apart = frozenset(id_ for id_, found in wholes.items() if len(found) > 1)
    while True:
        scenes = _scenes(view, order, apart) if apart else scenes
        pages = paginate(scenes, view, view.paper)
        crowded = [scene for leaf in pages if not leaf.plan.fits for scene in leaf.scenes]
        inner = {box.id for scene in crowded for box in scene.boxes.values() if box.inside}
        if not inner:
            return scenes, pages
        apart |= inner


def _scenes(view: View, order: _Order, apart: frozenset[str]) -> tuple[Scene, ...]:
    """Return the scene of each day and, of two that are compared, that of the comparison last."""
    graph, lang = order.graph, order.lang
    if graph.proposal:
        return (_proposed(view, order, graph.proposal, apart),)
    states = tuple(DayState(graph, day) for day in order.days)
    pictures = [graph.at(day) for day in order.days]
    parts = [select(now, view, record=graph, result=order.result) for now in pictures]
    alone = [
        build_scene(graph, part, view, (state,), lang, apart, tuple(chain_remarks(now, view, lang)))
        for now, part, state in zip(pictures, parts, states, strict=True)
    ]
    if not order.comparing:
        return tuple(alone)
    nodes = sorted({id_ for part in parts for id_ in part.nodes})
    edges = sorted({id_ for part in parts for id_ in part.edges})
    return (*alone, build_scene(graph, graph.keep(nodes, edges), view, states, lang, apart))


def _proposed(view: View, order: _Order, proposal: Proposal, apart: frozenset[str]) -> Scene:
    """Return the scene of a proposal: what the view shows of the record and of it, and all that it would change there.

    What is proposed is drawn also where the view leaves its kind out, if it ends at something that the view shows.
    """
    graph, day, lang = order.graph, order.days[-1], order.lang
    before = _before(graph, proposal)
    both = _together(before, graph)
    states = (DayState(before, day), DayState(graph, day))
    parts = [select(each.at(day), view, record=both, result=order.result) for each in (before, graph)]
    nodes = {id_ for part in parts for id_ in part.nodes}
    edges = {id_ for part in parts for id_ in part.edges}
    proposed = [
        edge
        for edge in both.edges.values()
        if edge.id in proposal.added | proposal.ended and change_of(states, edge.id, lang) is not ChangeKind.NONE
    ]
    drawn = [edge for edge in proposed if {edge.from_id, edge.to_id} & nodes]
    nodes |= {end for edge in drawn for end in (edge.from_id, edge.to_id)}
    edges |= {edge.id for edge in drawn}
    remarks = [*chain_remarks(graph.at(day), view, lang)]
    if not proposed:
        remarks.append(phrase("proposal nothing", lang))
    elif len(drawn) < len(proposed):
        missing = len(proposed) - len(drawn)
        told = phrase("proposal elsewhere" if drawn else "proposal absent", lang)
        remarks.append(told.format(n=missing, all=len(proposed)))
    return build_scene(both, both.keep(sorted(nodes), sorted(edges)), view, states, lang, apart, tuple(remarks))


def _along_time(view: View, order: _Order) -> tuple[tuple[Scene, ...], tuple[Page, ...]]:
    """Return the scene of a view with a time axis, and its page."""
    graph, day, lang = order.graph, order.days[-1], order.lang
    if order.comparing or graph.proposal:
        raise ViewError(f"{view.name}: a time axis shows all changes itself: give one day, and no scenario")
    part = select(begun_by(graph, day), view, record=graph, result=order.result)
    single = view.model_copy(update={"lines": view.lines.model_copy(update={"single": True})})
    scene = over_time(build_scene(graph, part, single, (DayState(graph, day),), lang, frozenset(part.nodes)))
    plan = time_plan(scene, view, view.paper)
    if not plan.fits:
        scene = replace(scene, remarks=(*scene.remarks, phrase("too high", lang)))
        plan = time_plan(scene, view, view.paper)
    return (scene,), (Page(plan, scene, (scene,)),)


def _before(graph: Graph, proposal: Proposal) -> Graph:
    """Return what is recorded of that which a proposal's graph, or a part of it, holds or ends."""
    record = proposal.record
    kept = {id_ for id_ in record.nodes if id_ in graph.nodes}
    ended = [record.edges[id_] for id_ in proposal.ended]
    edges = {id_ for id_ in record.edges if id_ in graph.edges}
    edges |= {edge.id for edge in ended if {edge.from_id, edge.to_id} <= kept}
    return record.keep(sorted(kept), sorted(edges))


def _together(before: Graph, after: Graph) -> Graph:
    """Return a graph of all statements of two; of those in both as the second has them."""
    nodes, edges = {**before.nodes, **after.nodes}, {**before.edges, **after.edges}
    held = {*after.nodes, *after.edges}
    return Graph.part(
        nodes.values(),
        edges.values(),
        after.sources.values(),
        after.surveys.values(),
        {**before.translations, **after.translations},
        attested={id_: (after if id_ in held else before).attested(id_) for id_ in (*nodes, *edges)},
    )


def _focus(graph: Graph, scene: Scene, view: View, ids: tuple[str, ...]) -> frozenset[str] | None:
    """Return the boxes and lines that some nodes and edges stand in; None when nothing is to be brought out.

    Raises
    ------
    UnknownIdError
        If an id is not in the graph.
    ViewError
        If the picture shows none of them: all of it would be grey.
    """
    if not ids:
        return None
    for id_ in ids:
        graph[id_]
    wanted = set(ids)
    lines = [line for line in scene.lines.values() if wanted & set(line.edges)]
    boxes = {box.id for box in scene.boxes.values() if wanted & {*box.nodes, *scene.inside.get(box.id, ())}}
    lines += [line for line in scene.lines.values() if {line.tail, line.head} <= boxes]
    boxes |= {end for line in lines for end in (line.tail, line.head)}
    if not boxes:
        raise ViewError(f"{view.name}: on {scene.day} this view shows nothing of {', '.join(map(repr, ids))}")
    return frozenset(boxes | {line.id for line in lines})
