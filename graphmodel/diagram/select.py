"""Which nodes and edges a view takes from a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.errors import UnknownIdError, ViewError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from graphmodel.analysis import Path, Paths
    from graphmodel.diagram.view import Lines, Pick, View
    from graphmodel.model import Edge, Graph
    from graphmodel.model.edges import Flow

__all__ = ["chain_remarks", "match_nodes", "select", "unmatched"]

_BELONGING = frozenset({"PART_OF", "MEMBER_OF"})
_CHAINS = 10
"""How many chains a picture shows at most."""


def select(graph: Graph, view: View, *, record: Graph | None = None, result: Iterable[str] = ()) -> Graph:
    """Return the part of a graph that a view shows.

    Parameters
    ----------
    graph
        What held on the day, or on either of two days.
    view
        The view.
    record
        The whole record, in which the ids of the view must be known; by default ``graph`` itself.
    result
        The nodes that a query or an analysis found, for entries with ``result: true``.

    Returns
    -------
    Graph
        The nodes and edges to draw.

    Raises
    ------
    ViewError
        If the view names an id that is nowhere in the record.
    """
    _check_ids(view, record or graph)
    found = frozenset(result)
    edges = [edge for edge in graph.edges.values() if _drawn(edge, view.lines)]
    nodes: set[str] = set()
    for pick in view.show:
        nodes |= match_nodes(graph, pick, edges, found, view.lines.flow)
    for pick in view.hide:
        nodes -= match_nodes(graph, pick, edges, found, view.lines.flow)
    rim = _rim(graph, view, edges, found)
    between = [edge.id for edge in edges if nodes.issuperset(ends := {edge.from_id, edge.to_id}) and not rim >= ends]
    if not view.lonely:
        nodes = {end for id_ in between for end in (graph.edges[id_].from_id, graph.edges[id_].to_id)}
    return graph.keep(sorted(nodes), between)


def _rim(graph: Graph, view: View, edges: Collection[Edge], found: frozenset[str]) -> set[str]:
    """Return the nodes that are only shown because a tie leads to them: the ties among those are left out."""
    rim: set[str] = set()
    asked: set[str] = set()
    for pick in view.show:
        if pick.around and pick.steps:
            nearer = pick.model_copy(update={"steps": pick.steps - 1})
            asked |= match_nodes(graph, nearer, edges, found, view.lines.flow)
            rim |= match_nodes(graph, pick, edges, found, view.lines.flow)
        else:
            asked |= match_nodes(graph, pick, edges, found, view.lines.flow)
    return rim - asked


def unmatched(record: Graph, view: View) -> tuple[str, ...]:
    """Return the entries under ``show`` that match nothing in the whole record, on whichever day."""
    edges = [edge for edge in record.edges.values() if _drawn(edge, view.lines)]
    return tuple(
        f"{view.place('show', position, '')} matches nothing in the record: {_asked(pick)}"
        for position, pick in enumerate(view.show, 1)
        if not pick.result and not match_nodes(record, pick, edges, flow=view.lines.flow)
    )


def _asked(pick: Pick) -> str:
    """Return what an entry asks for, as it is written."""
    asked = pick.model_dump(exclude_defaults=True)
    return ", ".join(
        f"{field}: {', '.join(map(str, value)) if isinstance(value, tuple) else value}"
        for field, value in asked.items()
    )


def _check_ids(view: View, record: Graph) -> None:
    named = [("strong", position, id_) for position, id_ in enumerate(view.strong, 1)]
    named += [("columns", position, id_) for position, column in enumerate(view.columns, 1) for id_ in column.ids]
    for field in ("show", "hide", "fold"):
        for position, pick in enumerate(getattr(view, field), 1):
            named += [(field, position, id_) for id_ in (*pick.ids, *pick.within, *pick.around, *pick.path)]
    for field, position, id_ in named:
        if id_ not in record.nodes:
            raise ViewError(f"{view.place(field, position, id_)}: {UnknownIdError(id_, record.nodes)}")


def _drawn(edge: Edge, lines: Lines) -> bool:
    """Tell whether a view draws an edge: one only called for on request, a claim that was not chosen never."""
    if edge.claim == "alternative" or (edge.called_for and not lines.called_for):
        return False
    if edge.type in lines.without or (lines.types and edge.type not in lines.types):
        return False
    return lines.flow is None or lines.flow in edge.flows


def match_nodes(
    graph: Graph,
    pick: Pick,
    edges: Collection[Edge],
    result: frozenset[str] = frozenset(),
    flow: Flow | None = None,
) -> set[str]:
    """Return the nodes that meet all that an entry says.

    Parameters
    ----------
    graph
        Where to look.
    pick
        The entry.
    edges
        The edges that the view draws, along which its neighbourhoods and paths run.
    result
        The nodes that a query or an analysis found.
    flow
        The flow whose chains paths are, by the rules of :func:`graphmodel.influence_paths`; the shortest ways whichever
        way the edges point when left out.
    """
    sets: list[set[str]] = []
    if pick.ids:
        sets.append({id_ for id_ in pick.ids if id_ in graph.nodes})
    if pick.kinds:
        sets.append({node.id for node in graph.nodes.values() if node.kind in pick.kinds})
    if pick.levels:
        sets.append({node.id for node in graph.nodes.values() if node.level in pick.levels})
    if pick.within:
        sets.append(_within(graph, pick.within))
    if pick.around:
        sets.append(_around(graph, pick, edges))
    if pick.path:
        start, end = pick.path
        on_way = _on_chains(graph, start, end, edges, flow) if flow else _between(start, end, edges)
        sets.append(on_way & graph.nodes.keys())
    if pick.result:
        sets.append(set(result) & set(graph.nodes))
    return set.intersection(*sets)


def _within(graph: Graph, whole: Iterable[str]) -> set[str]:
    there = (id_ for id_ in whole if id_ in graph.nodes)
    return {edge.from_id for id_ in there for edge in graph.edges_to(id_) if edge.type in _BELONGING and edge.recorded}


def _neighbours(edges: Iterable[Edge]) -> Mapping[str, set[str]]:
    neighbours: dict[str, set[str]] = {}
    for edge in edges:
        neighbours.setdefault(edge.from_id, set()).add(edge.to_id)
        neighbours.setdefault(edge.to_id, set()).add(edge.from_id)
    return neighbours


def _around(graph: Graph, pick: Pick, edges: Iterable[Edge]) -> set[str]:
    neighbours = _neighbours(edges)
    reached = {id_ for id_ in pick.around if id_ in graph.nodes}
    for _ in range(pick.steps):
        reached |= {other for id_ in reached for other in neighbours.get(id_, ())}
    return reached


def _distances(start: str, neighbours: Mapping[str, set[str]]) -> dict[str, int]:
    distances = {start: 0}
    queue = [start]
    for id_ in queue:
        for other in sorted(neighbours.get(id_, ())):
            if other not in distances:
                distances[other] = distances[id_] + 1
                queue.append(other)
    return distances


def _between(start: str, end: str, edges: Collection[Edge]) -> set[str]:
    """Return the nodes on the shortest ways from one to another, whichever way the lines point."""
    neighbours = _neighbours(edges)
    ahead, back = _distances(start, neighbours), _distances(end, neighbours)
    if end not in ahead:
        return {start, end}
    return {id_ for id_, steps in ahead.items() if id_ in back and steps + back[id_] == ahead[end]}


def _on_chains(graph: Graph, start: str, end: str, edges: Collection[Edge], flow: Flow) -> set[str]:
    """Return the nodes of the shortest chains by which influence runs, with those who hold a seat for another."""
    found = _shortest_chains(graph, start, end, {edge.type for edge in edges}, flow)
    ties = [hop.edge for chain in found for hop in chain.hops]
    return {start, end, *(tie.from_id for tie in ties), *(tie.to_id for tie in ties)}


def _chains(graph: Graph, start: str, end: str, kinds: Collection[str], flow: Flow) -> Paths | None:
    """Return the best chains of a day; nothing where there is no day, no line or not both ends."""
    if graph.day is None or not kinds or not {start, end} <= graph.nodes.keys():
        return None
    from graphmodel.analysis import influence_paths  # noqa: PLC0415 - slow to import, and for few pictures

    return influence_paths(graph, start, end, flow, kinds=kinds, k=_CHAINS)


def _shortest_chains(graph: Graph, start: str, end: str, kinds: Collection[str], flow: Flow) -> list[Path]:
    found = [*(_chains(graph, start, end, kinds, flow) or ())]
    return [chain for chain in found if chain.length == found[0].length]


def chain_remarks(graph: Graph, view: View, lang: str) -> Iterator[str]:
    """Yield what the lines of a picture of chains cannot tell: that there is no chain, or who holds a seat for whom."""
    flow = view.lines.flow
    if flow is None:
        return
    kinds = {edge.type for edge in graph.edges.values() if _drawn(edge, view.lines)}
    for start, end in (pick.path for pick in view.show if pick.path):
        found = _chains(graph, start, end, kinds, flow)
        if found is not None and not found:
            yield found.lines(lang)[0]
        for chain in _shortest_chains(graph, start, end, kinds, flow):
            if any(hop.spoken_for for hop in chain.hops):
                yield chain.sentence(lang)
