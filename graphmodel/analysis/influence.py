"""The directed multigraph of influence on a day: which way authority and voice run along the recorded ties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from graphmodel.analysis.rules import (
    Arc,
    Onward,
    Phase,
    Step,
    arcs_of_graph,
    first_steps,
    follows,
    onward,
    steps_before,
)
from graphmodel.choices import FLOW_CHOICES, FlowChoice
from graphmodel.errors import AnalysisError, did_you_mean
from graphmodel.model import Body, checked_graph
from graphmodel.model.complaints import edge_kind_meant
from graphmodel.period import ALWAYS, UNKNOWN, Grade, Validity, as_day, parse
from graphmodel.schema import EDGE_KINDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    import networkx as nx

    from graphmodel.model import Graph

__all__ = ["Arc", "Influence", "checked_flow", "influence", "influence_network", "on_day"]

_FARTHEST = 30
"""A day more years than this from every date in the record is taken for a slip of the pen."""


def checked_flow(flow: str) -> FlowChoice:
    """Return the flow, if it is one.

    Raises
    ------
    AnalysisError
        If it is not ``authority``, ``voice`` or ``any``.
    """
    for choice in FLOW_CHOICES:
        if flow == choice:
            return choice
    raise AnalysisError(f"unknown flow {flow!r}: expected {', '.join(FLOW_CHOICES)}{did_you_mean(flow, FLOW_CHOICES)}")


def one_flow(flow: str) -> FlowChoice:
    """Return the flow, if it is a single one: what is counted node by node is counted within one.

    Raises
    ------
    AnalysisError
        If it is not ``authority`` or ``voice``.
    """
    if checked_flow(flow) == "any":
        raise AnalysisError("this is counted within one flow: expected authority or voice")
    return checked_flow(flow)


@dataclass(frozen=True)
class Influence:
    """The ways in which influence runs in a graph, as the schema's flows say, and the chains along them.

    Only recorded ties count, never those that are only called for. What cannot act (a place, an arrangement, a class
    of bodies) passes nothing on: no arc leaves it. Which chains there are is for :mod:`graphmodel.analysis.rules`.

    Parameters
    ----------
    graph
        The graph of a day, or the whole record.
    flow
        ``authority``, ``voice`` or ``any``: voice upward, then authority downward.
    arcs
        The ways, in the order of the ids of their ties.
    """

    graph: Graph
    flow: FlowChoice
    arcs: tuple[Arc, ...]

    @cached_property
    def out(self) -> Mapping[str, list[Arc]]:
        """The arcs that leave each node."""
        return _grouped((arc.tail, arc) for arc in self.arcs)

    @cached_property
    def into(self) -> Mapping[str, list[Arc]]:
        """The arcs that reach each node."""
        return _grouped((arc.head, arc) for arc in self.arcs)

    @cached_property
    def onward(self) -> Mapping[str, list[Onward]]:
        """How a chain may go on from each node, as the search asks it."""
        return onward(self.flow, self.arcs)

    @cached_property
    def _by_grade(self) -> dict[Grade, Influence]:
        return {}

    def at_least(self, grade: Grade) -> Influence:
        """Return what runs along ties of a grade or better."""
        if grade not in self._by_grade:
            self._by_grade[grade] = self.only(arc for arc in self.arcs if arc.grade >= grade)
        return self._by_grade[grade]

    @cached_property
    def grades(self) -> tuple[Grade, ...]:
        """The grades of the ties, and *possible*, of which every chain can be, the best first."""
        return tuple(sorted({*(arc.grade for arc in self.arcs), Grade.POSSIBLE}, reverse=True))

    @cached_property
    def certain(self) -> Influence:
        """What runs along ties that are certain: stated, and attested as late as within a term before the day."""
        return self.at_least(Grade.CERTAIN)

    @cached_property
    def stated(self) -> Influence:
        """What runs along ties that a source states, not those that we infer."""
        return self.only(arc for arc in self.arcs if arc.edge.confidence == "stated")

    @classmethod
    def of_record(cls, graph: Graph, flow: FlowChoice) -> Influence:
        """Return the ways in which influence runs at any time."""
        sure = {
            id_: (Validity.YES, Grade.INFERRED if edge.confidence == "inferred" else Grade.PRESUMED)
            for id_, edge in graph.ties.items()
        }
        return cls(graph, flow, tuple(arcs_of_graph(graph, flow, sure)))

    def only(self, arcs: Iterable[Arc]) -> Influence:
        """Return the part with some of the arcs."""
        return Influence(self.graph, self.flow, tuple(arcs))

    def without(self, node: str) -> Influence:
        """Return what is left when nothing passes through a node, nor through a seat that it holds for others."""
        return self.only(arc for arc in self.arcs if node not in arc.passes)

    def voiced_by(self, source: str) -> Influence:
        """Return what carries the voice of one node: no seat that is held for others only."""
        closed = frozenset(place for place, voices in self._seats_for_some if source not in voices)
        if not closed:
            return self
        if closed not in self._by_closed:
            self._by_closed[closed] = self.only(arc for place, arc in enumerate(self.arcs) if place not in closed)
        return self._by_closed[closed]

    @cached_property
    def _seats_for_some(self) -> list[tuple[int, frozenset[str]]]:
        """The places among the arcs of those that carry the voice of some only, and of whom."""
        return [(place, arc.voices) for place, arc in enumerate(self.arcs) if arc.voices is not None]

    @cached_property
    def _by_closed(self) -> dict[frozenset[int], Influence]:
        """What is left without the seats that are closed to some voice, by these seats."""
        return {}

    def reached(self, source: str) -> dict[str, int]:
        """Return every node that influence from a source reaches, with its distance in ties."""
        return {node: step.length for node, step in first_steps(self, source).items()} | {source: 0}

    def reaching(self, target: str | Iterable[str], source: str | None = None) -> dict[str, int]:
        """Return every node from which influence may reach a target, or one of several, with its distance in ties.

        Parameters
        ----------
        target
            Where the chains end.
        source
            Whose voice it is; by default anybody's, also through seats that are held for some only.
        """
        targets = [target] if isinstance(target, str) else target
        return steps_before(self if source is None else self.voiced_by(source), targets)

    def tree(self, source: str) -> Tree:
        """Return the best chain to every node that influence from a source reaches.

        An own tie comes first, then a seat that another holds for the source, then the surest chain, and of equally
        sure ones the shortest.
        """
        return Tree(self, source)

    def network(self, *, bodies: bool = False) -> nx.MultiDiGraph[str]:
        """Return it, or what of it runs between bodies, as a networkx graph with attributes that are text.

        The key of each arc is the id of its tie.
        """
        # Imported here, as in `between`: what changed between two days needs no network.
        import networkx as nx  # noqa: PLC0415

        network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for node in self.graph.nodes.values():
            if isinstance(node, Body) or not bodies:
                network.add_node(node.id, kind=node.kind, level=node.level, name=self.graph.name(node.id))
        for arc in self.arcs:
            if not arc.spoken_for and arc.tail in network and arc.head in network:
                sure = {"validity": str(arc.validity), "grade": str(arc.grade)}
                attributes = {"type": arc.edge.type, "flows": " ".join(arc.flows), **sure}
                network.add_edge(arc.tail, arc.head, key=arc.edge.id, **attributes)
        return network

    def between(self, nodes: Collection[str]) -> nx.DiGraph[str]:
        """Return the arcs between some nodes as a plain directed graph, parallel ones as one."""
        import networkx as nx  # noqa: PLC0415

        network: nx.DiGraph[str] = nx.DiGraph()
        network.add_nodes_from(nodes)
        network.add_edges_from((arc.tail, arc.head) for arc in self.arcs if arc.tail in nodes and arc.head in nodes)
        return network


@dataclass(frozen=True)
class Tree:
    """The best chains from one node."""

    ways: Influence
    root: str

    @cached_property
    def own(self) -> Mapping[str, Arc]:
        """The best single step to each node: an own tie before a seat held for the root, then the surest."""
        own: dict[str, Arc] = {}
        for arc in self.ways.out.get(self.root, ()):
            step = own.get(arc.head)
            if follows(self.ways.flow, Phase.LEVEL, arc) is not None and (step is None or _first(arc) < _first(step)):
                own[arc.head] = arc
        return own

    @cached_property
    def _steps(self) -> tuple[Mapping[str, Step], ...]:
        """The last step to each node, with ties of each grade or better, the best first."""
        voiced = self.ways.voiced_by(self.root)
        return tuple(
            first_steps(voiced.at_least(grade), self.root, strict=grade > Grade.POSSIBLE) for grade in voiced.grades
        )

    @cached_property
    def best(self) -> Mapping[str, tuple[Grade, int]]:
        """How sure and how long the best chain to each node is."""
        best = {node: (arc.grade, 1) for node, arc in self.own.items()}
        for grade, steps in zip(self.ways.voiced_by(self.root).grades, self._steps, strict=True):
            for node, step in steps.items():
                if node not in best:
                    best[node] = (grade, step.length)
        return best

    def __contains__(self, node: object) -> bool:
        return node in self._steps[-1]

    def __iter__(self) -> Iterator[str]:
        return iter(self._steps[-1])

    def chain(self, node: str, longest: int | None = None) -> tuple[Arc, ...]:
        """Return the best chain to a node, of at most some number of ties, in the order in which influence runs."""
        if node in self.own:
            return (self.own[node],)
        for steps in self._steps:
            if node in steps and (longest is None or steps[node].length <= longest):
                return steps[node].chain()
        return ()


def _first(arc: Arc) -> tuple[bool, int, str]:
    return bool(arc.spoken_for), -arc.grade, arc.edge.id


def influence(graph: Graph, flow: str = "any", on: date | str | None = None) -> Influence:
    """Return the ways in which influence runs on a day.

    Raises
    ------
    AnalysisError
        If the flow is none, or the day cannot be answered for; see :func:`on_day`.
    """
    choice = checked_flow(flow)
    now = on_day(graph, on)
    known: dict[object, Influence] = now.worked_out
    key = influence, choice
    if key not in known:
        known[key] = Influence(now, choice, tuple(arcs_of_graph(now, choice, now.sureness)))
    return known[key]


def influence_network(
    graph: Graph, flow: str = "any", on: date | str | None = None, *, bodies: bool = False
) -> nx.MultiDiGraph[str]:
    """Return the influence of a day as a networkx graph, for measures of one's own.

    Parameters
    ----------
    graph
        The whole record, or the graph of a day.
    flow
        ``authority``, ``voice`` or ``any``.
    on
        The day; by default the graph's own, else the last that a source describes.
    bodies
        Whether strategies, programmes, places and whatever else is no body are left out.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes with ``kind``, ``level`` and ``name``; edges run with the flow, their key is the id of the tie, and they
        have ``type``, ``flows`` (with a space between two), ``validity`` and ``grade``. All of it is text, which every
        writer of networkx takes.

    Raises
    ------
    AnalysisError
        If the flow is none, or the day cannot be answered for.

    See Also
    --------
    influence_paths : chains in it, by the rules
    seat_network : who sits where

    Notes
    -----
    Ties that are only called for are not in it, nor any that leave what cannot act. Chains in it need not be chains of
    influence: see :func:`influence_paths` for the rules.

    Examples
    --------
    >>> network = gm.influence_network(now)
    >>> network.is_directed(), network.is_multigraph()
    (True, True)
    """
    return influence(graph, flow, on).network(bodies=bodies)


def on_day(graph: Graph, on: date | str | None = None) -> Graph:
    """Return the graph of a day.

    Parameters
    ----------
    graph
        The whole record, or the graph of a day.
    on
        The day; by default the graph's own, else the last day that a source describes.

    Raises
    ------
    AnalysisError
        If the graph is that of another day, or the day lies more than a generation from every date in the record.
    DateError
        If ``on`` is not a single day.
    """
    if checked_graph(graph).day is not None:
        if on is not None and as_day(on) != graph.day:
            raise AnalysisError(f"this is the graph of {graph.day}: ask the whole record about {as_day(on)}")
        return graph
    if on is None:
        return graph.at(graph.last_described)
    day = as_day(on)
    if not any(abs(day.year - each.year) <= _FARTHEST for each in _dates(graph)):
        _refuse_far(day, sorted(_dates(graph)))
    return graph.at(day)


def _refuse_far(day: date, dates: list[date]) -> None:
    """Refuse a day that is far from all dates, if there is any."""
    if dates:
        raise AnalysisError(
            f"{day} lies outside the record, whose dates run from {dates[0]} to {dates[-1]}: give a day within them"
        )


def _dates(graph: Graph) -> Iterator[date]:
    """Yield the days that the statements of a graph name, and the last ones that their sources describe."""
    for statement in (*graph.nodes.values(), *graph.edges.values()):
        texts = (statement.since, statement.until, statement.as_of)
        for text in texts:
            if text not in (None, ALWAYS, UNKNOWN):
                yield from (parse(text).earliest, parse(text).latest)
    yield from _described(graph)


def _described(graph: Graph) -> Iterator[date]:
    for source in graph.sources.values():
        if source.as_of:
            yield parse(source.as_of.split("/")[-1]).latest


def _grouped(pairs: Iterable[tuple[str, Arc]]) -> Mapping[str, list[Arc]]:
    groups: defaultdict[str, list[Arc]] = defaultdict(list)
    for id_, arc in pairs:
        groups[id_].append(arc)
    return groups


def several(values: Iterable[str], what: str) -> tuple[str, ...]:
    """Return texts as a tuple; a single text is one item.

    Raises
    ------
    AnalysisError
        If they are none.
    """
    if isinstance(values, str):
        return (values,)
    items = tuple(values) if isinstance(values, Iterable) else (values,)
    for each in items:
        if not isinstance(each, str):
            raise AnalysisError(f"{each!r} is not a valid {what}: expected text, or a list of texts")
    return items


def checked_kinds(kinds: Iterable[str]) -> frozenset[str]:
    """Return kinds of edge, if they are some.

    Raises
    ------
    AnalysisError
        If one is none, and names the nearest; or if there are none.
    """
    wanted = frozenset(several(kinds, "kind of edge"))
    if not wanted:
        raise AnalysisError("expected a kind of edge or more: leave the list out for all")
    for kind in sorted(wanted - EDGE_KINDS.keys()):
        raise AnalysisError(f"unknown kind of edge {kind!r}{edge_kind_meant(kind)}")
    return wanted
