"""The directed multigraph of influence on a day: which way authority and voice run along the recorded ties."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal, get_args

import networkx as nx

from graphmodel.errors import AnalysisError, did_you_mean
from graphmodel.model import Graph, Place, Run
from graphmodel.period import ALWAYS, UNKNOWN, Validity, as_day, parse
from graphmodel.schema import EDGE_KINDS, FLOWS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from graphmodel.model import Edge, Flow

__all__ = ["Arc", "FlowChoice", "Influence", "arcs_of", "checked_flow", "influence", "influence_network", "on_day"]

FlowChoice = Literal["authority", "voice", "any"]
_CHOICES: tuple[FlowChoice, ...] = get_args(FlowChoice)

_FARTHEST = 30
"""A day more years than this from every date in the record is taken for a slip of the pen."""

_ANY_DAY = date(2000, 1, 1)
"""The day of a record without a single date: every day is alike."""


@dataclass(frozen=True, slots=True)
class Arc:
    """One way along one tie in which influence can run.

    Parameters
    ----------
    edge
        The tie.
    tail, head
        The node that influence comes from, and the one it comes to.
    flows
        What runs this way: authority, voice or both.
    validity
        Whether the tie held on the day; for the whole record *yes*.
    """

    edge: Edge
    tail: str
    head: str
    flows: tuple[Flow, ...]
    validity: Validity

    @property
    def back(self) -> bool:
        """Whether influence runs from the tie's `to` end to its `from` end."""
        return self.tail != self.edge.from_id

    def added_to(self, doubts: tuple[int, int]) -> tuple[int, int]:
        """Return how many possible and how many inferred ties a chain has that goes on with this one."""
        return doubts[0] + (self.validity is not Validity.YES), doubts[1] + (self.edge.confidence == "inferred")


@dataclass(frozen=True, slots=True)
class Tree:
    """The shortest chains from one node, or to it."""

    root: str
    arcs: Mapping[str, Arc]
    back: bool

    def __contains__(self, node: object) -> bool:
        return node in self.arcs

    def chain(self, node: str) -> tuple[Arc, ...]:
        """Return the chain between the root and a node, in the order in which influence runs."""
        found: list[Arc] = []
        while node != self.root:
            found.append(self.arcs[node])
            node = found[-1].head if self.back else found[-1].tail
        return tuple(found if self.back else reversed(found))


def checked_flow(flow: str) -> FlowChoice:
    """Return the flow, if it is one.

    Raises
    ------
    AnalysisError
        If it is not ``authority``, ``voice`` or ``any``.
    """
    for choice in _CHOICES:
        if flow == choice:
            return choice
    raise AnalysisError(f"{flow!r} is no flow: expected {', '.join(_CHOICES)}{did_you_mean(flow, _CHOICES)}")


@lru_cache(maxsize=256)
def _runs(kind: type[Edge], flow: FlowChoice) -> tuple[tuple[Flow, ...], tuple[Flow, ...]]:
    """Return the flows that run forward, and those that run backward, along a kind of edge."""
    carried = [(each, kind.flows[each]) for each in FLOWS if each in kind.flows and flow in (each, "any")]
    return (
        tuple(each for each, run in carried if run is not Run.BACKWARD),
        tuple(each for each, run in carried if run is not Run.FORWARD),
    )


def arcs_of(edge: Edge, flow: FlowChoice, validity: Validity = Validity.YES) -> Iterator[Arc]:
    """Yield the ways in which a flow runs along an edge: none, one or both."""
    forward, backward = _runs(type(edge), flow)
    if edge.from_id == edge.to_id:
        return
    if forward:
        yield Arc(edge, edge.from_id, edge.to_id, forward, validity)
    if backward:
        yield Arc(edge, edge.to_id, edge.from_id, backward, validity)


@dataclass(frozen=True)
class Influence:
    """The ways in which influence runs in a graph, as the schema's flows say.

    Only recorded ties count, never those that are only called for. A place passes nothing on: it cannot act, so that
    being in the same county is no influence; no arc leaves one.

    Parameters
    ----------
    graph
        The graph of a day, or the whole record.
    flow
        ``authority``, ``voice`` or ``any``: either, also mixed along one chain.
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
    def certain(self) -> Influence:
        """What runs along ties that held for certain."""
        return self.only(arc for arc in self.arcs if arc.validity is Validity.YES)

    @cached_property
    def stated(self) -> Influence:
        """What runs along ties that a source states, not those that we infer."""
        return self.only(arc for arc in self.arcs if arc.edge.confidence == "stated")

    @classmethod
    def of_record(cls, graph: Graph, flow: FlowChoice) -> Influence:
        """Return the ways in which influence runs at any time."""
        return cls(graph, flow, tuple(_arcs(graph, flow, dict.fromkeys(graph.ties, Validity.YES))))

    def only(self, arcs: Iterable[Arc]) -> Influence:
        """Return the part with some of the arcs."""
        return Influence(self.graph, self.flow, tuple(arcs))

    def without(self, node: str) -> Influence:
        """Return what is left when nothing passes through a node."""
        return self.only(arc for arc in self.arcs if node not in (arc.tail, arc.head))

    def reached(self, sources: Iterable[str], *, back: bool = False) -> dict[str, int]:
        """Return every node that influence from the sources reaches, with its distance in ties.

        Parameters
        ----------
        sources
            Where to start, at distance 0.
        back
            Whether to go against the flow: to all from whom influence reaches the sources.
        """
        beside = self.into if back else self.out
        distance = dict.fromkeys(sources, 0)
        front = list(distance)
        while front:
            following = []
            for node in front:
                for arc in beside.get(node, ()):
                    other = arc.tail if back else arc.head
                    if other not in distance:
                        distance[other] = distance[node] + 1
                        following.append(other)
            front = following
        return distance

    def tree(self, source: str, *, back: bool = False) -> Tree:
        """Return the shortest chain to every node that influence from a source reaches.

        Of equally short ones the chain with fewer possible, then fewer inferred, ties is taken.

        Parameters
        ----------
        source
            Where to start.
        back
            Whether to go against the flow: the chains then lead to the source.
        """
        beside = self.into if back else self.out
        doubts = {source: (0, 0)}
        arcs: dict[str, Arc] = {}
        front = [source]
        while front:
            coming: dict[str, tuple[int, int, str, Arc]] = {}
            for node in front:
                for arc in beside.get(node, ()):
                    other = arc.tail if back else arc.head
                    if other not in doubts:
                        step = (*arc.added_to(doubts[node]), arc.edge.id, arc)
                        coming[other] = min(coming.get(other, step), step, key=lambda each: each[:3])
            arcs |= {node: step[3] for node, step in coming.items()}
            doubts |= {node: step[:2] for node, step in coming.items()}
            front = list(coming)
        return Tree(source, arcs, back=back)

    def network(self) -> nx.MultiDiGraph[str]:
        """Return it as a networkx graph; the key of each arc is the id of its tie."""
        network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for node in self.graph.nodes.values():
            network.add_node(node.id, kind=node.kind, level=node.level, name=node.name)
        for arc in self.arcs:
            network.add_edge(
                arc.tail, arc.head, key=arc.edge.id, type=arc.edge.type, flows=arc.flows, validity=arc.validity
            )
        return network

    def between(self, nodes: Collection[str]) -> nx.DiGraph[str]:
        """Return the arcs between some nodes as a plain directed graph, parallel ones as one."""
        network: nx.DiGraph[str] = nx.DiGraph()
        network.add_nodes_from(nodes)
        network.add_edges_from((arc.tail, arc.head) for arc in self.arcs if arc.tail in nodes and arc.head in nodes)
        return network


def influence(graph: Graph, flow: str = "any", on: date | str | None = None) -> Influence:
    """Return the ways in which influence runs on a day.

    Raises
    ------
    AnalysisError
        If the flow is none, or the day cannot be answered for; see :func:`on_day`.
    """
    choice = checked_flow(flow)
    now = on_day(graph, on)
    day = now.day or _ANY_DAY
    held = {node.id: node.bounds.at(day) for node in now.nodes.values()}
    ties = {edge.id: min(edge.bounds.at(day), held[edge.from_id], held[edge.to_id]) for edge in now.ties.values()}
    return Influence(now, choice, tuple(_arcs(now, choice, ties)))


def _arcs(graph: Graph, flow: FlowChoice, validity: Mapping[str, Validity]) -> Iterator[Arc]:
    for edge in graph.ties.values():
        for arc in arcs_of(edge, flow, validity[edge.id]):
            if not isinstance(graph.nodes[arc.tail], Place):
                yield arc


def influence_network(graph: Graph, flow: str = "any", on: date | str | None = None) -> nx.MultiDiGraph[str]:
    """Return the influence of a day as a networkx graph, for measures of one's own.

    Parameters
    ----------
    graph
        The whole record, or the graph of a day.
    flow
        ``authority``, ``voice`` or ``any``.
    on
        The day; by default the graph's own, else the last that a source describes.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes with ``kind``, ``level`` and ``name``; edges run with the flow, their key is the id of the tie, and they
        have ``type``, ``flows`` and ``validity``.

    Raises
    ------
    AnalysisError
        If the flow is none, or the day cannot be answered for.

    Notes
    -----
    Ties that are only called for are not in it, nor any that leave a place.
    """
    return influence(graph, flow, on).network()


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
    if graph.day is not None:
        if on is not None and as_day(on) != graph.day:
            raise AnalysisError(f"this is the graph of {graph.day}: ask the whole record about {as_day(on)}")
        return graph
    if on is None:
        return graph.at(_last_described(graph))
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


def _last_described(graph: Graph) -> date:
    statements = (*graph.nodes.values(), *graph.edges.values())
    as_of = [parse(statement.as_of).latest for statement in statements if statement.as_of]
    return max((*as_of, *_described(graph)), default=max(_dates(graph), default=_ANY_DAY))


def _grouped(pairs: Iterable[tuple[str, Arc]]) -> Mapping[str, list[Arc]]:
    groups: defaultdict[str, list[Arc]] = defaultdict(list)
    for id_, arc in pairs:
        groups[id_].append(arc)
    return groups


def checked_kinds(kinds: Iterable[str]) -> frozenset[str]:
    """Return kinds of edge, if they are some.

    Raises
    ------
    AnalysisError
        If one is none; names the nearest.
    """
    wanted = frozenset([kinds] if isinstance(kinds, str) else kinds)
    for kind in sorted(wanted - EDGE_KINDS.keys()):
        raise AnalysisError(f"{kind!r} is no kind of edge{did_you_mean(kind.upper(), EDGE_KINDS)}")
    return wanted
