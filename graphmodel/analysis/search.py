"""What is asked of chains, checked; and the search for the best: on a day, or with all ties overlapping some time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import zip_longest
from operator import and_
from typing import TYPE_CHECKING

import networkx as nx

from graphmodel.analysis.influence import checked_flow, checked_kinds, several
from graphmodel.analysis.rules import Phase, follows, in_time
from graphmodel.errors import AnalysisError, UnknownIdError
from graphmodel.measures import k_best_paths
from graphmodel.model import checked_graph
from graphmodel.period import Grade
from graphmodel.schema import EDGE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graphmodel.analysis.influence import Influence
    from graphmodel.analysis.rules import Arc
    from graphmodel.choices import FlowChoice
    from graphmodel.model import Graph
    from graphmodel.period import Bounds

__all__ = [
    "Chain",
    "Request",
    "chains",
    "grade_of",
    "make_request",
    "overlapping_chains",
    "rank",
    "relevant",
    "surest_chain",
]


@dataclass(frozen=True, slots=True)
class Request:
    """Chains from one node to another, and what they may and may not be made of.

    Parameters
    ----------
    source, target
        Where the chains begin and end.
    flow
        ``authority``, ``voice`` or ``any``.
    k
        How many chains at most.
    via
        Nodes that a chain must pass, in this order.
    kinds
        The kinds of edge a chain may be made of.
    barred
        Nodes, edges and kinds of edge that no chain may use.
    """

    source: str
    target: str
    flow: FlowChoice
    k: int
    via: tuple[str, ...]
    kinds: frozenset[str]
    barred: frozenset[str]

    def admits(self, arc: Arc) -> bool:
        """Return whether a chain may use an arc."""
        return arc.edge.type in self.kinds and self.barred.isdisjoint(
            (arc.edge.type, arc.edge.id, arc.tail, arc.head, arc.edge.from_id),
        )

    @property
    def narrowed(self) -> bool:
        """Whether more than the two ends and the flow was asked for."""
        return bool(self.via or self.barred) or self.kinds != EDGE_KINDS.keys()


def make_request(  # noqa: PLR0913 - one argument for each thing that can be asked
    graph: Graph,
    source: str,
    target: str,
    flow: str,
    *,
    k: int,
    via: Iterable[str],
    kinds: Iterable[str] | None,
    without: Iterable[str],
) -> Request:
    """Check what is asked against a graph.

    Raises
    ------
    UnknownIdError
        If a node or edge is not in the graph; names the nearest.
    AnalysisError
        If k is below 1, the two ends are one, or what is asked contradicts itself.
    """
    checked_graph(graph)
    if isinstance(k, bool) or not isinstance(k, int) or k < 1:
        raise AnalysisError(f"k is {k!r}: expected how many chains to find, 1 or more")
    waypoints, barred = several(via, "id"), several(without, "id or kind")
    for id_ in (source, target, *waypoints):
        graph.node(id_)
    _check_barred(graph, barred)
    stops = (source, *waypoints, target)
    if source == target:
        raise AnalysisError(f"{source!r} is both ends: a chain leads from one node to another")
    for id_ in stops:
        if stops.count(id_) > 1:
            raise AnalysisError(f"{id_!r} is given twice among the ends and waypoints: a chain passes a node once")
        if id_ in barred:
            raise AnalysisError(f"{id_!r} is to be passed and barred at once")
    allowed = checked_kinds(EDGE_KINDS if kinds is None else kinds)
    return Request(source, target, checked_flow(flow), k, waypoints, allowed, frozenset(barred))


def _check_barred(graph: Graph, barred: tuple[str, ...]) -> None:
    for each in barred:
        if each.isupper():
            checked_kinds([each])
        elif each not in graph.nodes and each not in graph.edges:
            raise UnknownIdError(each, [*graph.nodes, *graph.edges])


Chain = tuple["Arc", ...]
_State = tuple[str, int, int]
"""A node, how far the chain has come up and down the levels, and how many waypoints it has passed."""

_CANDIDATES = 4096
"""How many walks are looked at before giving up."""

_LONGEST = 200
"""A chain with more doubtful ties of one sort than this may come before one with fewer."""


def chains(ways: Influence, request: Request) -> list[Chain]:
    """Return at most k chains, the best first.

    An own seat or tie comes first, then a seat that another holds for the source, then chains through other bodies;
    of each the surest, and of equally sure ones the shortest.

    Raises
    ------
    AnalysisError
        If thousands of walks come by some node twice, or run backward in time, before enough chains are found.
    """
    part = relevant(ways, request)
    single = sorted(_single(part, request), key=rank)
    longer = _longer(part, request, request.k - len(single)) if len(single) < request.k else []
    return [*single[: request.k], *sorted(longer, key=rank)]


def surest_chain(ways: Influence, request: Request) -> Chain | None:
    """Return the surest chain, and of equally sure ones the shortest."""
    part = relevant(ways, request)
    candidates = [*_single(part, request), *_longer(part, request, 1)]
    return min(candidates, key=lambda chain: rank(chain)[1:], default=None)


def grade_of(chain: Chain) -> Grade:
    """Return how sure a chain is: as its least sure tie, and only possible where it may run backward in time."""
    return min(arc.grade for arc in chain) if in_time(chain, strict=True) else Grade.POSSIBLE


def rank(chain: Chain) -> tuple[int, int, tuple[int, ...], int, tuple[str, ...]]:
    """Return what chains are sorted by: the way they go, how sure they are, and their length."""
    way = 0 if len(chain) == 1 else 1
    represented = len(chain) == 1 and bool(chain[0].spoken_for)
    doubts = tuple(sum(column) for column in zip(*(arc.doubts for arc in chain), strict=True))
    return 2 * way + represented, -grade_of(chain), doubts, len(chain), tuple(arc.edge.id for arc in chain)


def relevant(ways: Influence, request: Request) -> Influence:
    """Return the arcs that can be part of a chain at all."""
    voiced = ways.voiced_by(request.source)
    admitted = voiced.only(arc for arc in voiced.arcs if request.admits(arc))
    ahead, behind = admitted.reached(request.source), admitted.reaching(request.target)
    return admitted.only(
        arc
        for arc in admitted.arcs
        if arc.tail in ahead and arc.head in behind and arc.head != request.source and arc.tail != request.target
    )


def _single(part: Influence, request: Request) -> list[Chain]:
    """Return the chains of one tie."""
    straight = [arc for arc in part.out.get(request.source, ()) if arc.head == request.target and not request.via]
    return [(arc,) for arc in straight if follows(part.flow, Phase.LEVEL, arc) is not None]


def _longer(part: Influence, request: Request, k: int) -> list[Chain]:
    """Return the best chains of more than one tie; walks that come by a node twice, or back in time, are dropped."""
    network, start, goal = _states(part, request)
    if start not in network or goal not in network:
        return []
    wanted = k
    while True:
        paths = k_best_paths(network, start, goal, wanted, weight="cost")
        walks = (tuple(network.edges[hop]["arc"] for hop in path[:-1]) for path in paths)
        kept = [walk for walk in walks if (len(walk) > 1 or request.via) and _simple(walk) and in_time(walk)]
        if len(kept) >= k or len(paths) < wanted:
            return kept[:k]
        if wanted >= _CANDIDATES:
            raise AnalysisError(
                f"{wanted} walks from {request.source} to {request.target} come by some node twice, or run backward in "
                f"time, before {k} chains are found: ask for fewer waypoints or a smaller k"
            )
        wanted *= 4


def _states(part: Influence, request: Request) -> tuple[nx.MultiDiGraph[_State], _State, _State]:
    """Return the steps between states in which a chain can be, from the start to a goal behind all ends."""
    network: nx.MultiDiGraph[_State] = nx.MultiDiGraph()
    stops = (*request.via, request.target)
    start, goal = (request.source, int(Phase.LEVEL), 0), (request.target, len(Phase), len(request.via))
    front, seen = [start], {start}
    while front:
        node, phase, stage = state = front.pop()
        for arc in part.out.get(node, ()):
            after = follows(part.flow, Phase(phase), arc)
            if after is None or (arc.head in stops and arc.head != stops[stage]):
                continue
            reached = (arc.head, int(after), stage + (arc.head == stops[stage] and stage < len(request.via)))
            network.add_edge(state, reached, key=f"{arc.edge.id} {arc.tail}", cost=_cost(arc), arc=arc)
            if reached not in seen:
                seen.add(reached)
                front.append(reached)
    for node, phase, stage in seen:
        if node == request.target and stage == len(request.via):
            network.add_edge((node, phase, stage), goal, key="", cost=0)
    return network, start, goal


def _cost(arc: Arc) -> int:
    """Weigh an arc so that possible ties of a chain count first, then inferred and presumed ones, then its length."""
    possible, inferred, presumed = arc.doubts
    return ((possible * _LONGEST + inferred) * _LONGEST + presumed) * _LONGEST + 1


def _simple(chain: Chain) -> bool:
    heads = {arc.head for arc in chain}
    return len(heads) == len(chain)


def overlapping_chains(ways: Influence, request: Request) -> list[Chain]:
    """Return at most k chains in the whole record of which all ties possibly hold at one time.

    Ties that hold at one time all hold on the day on which the last of them begins, so that only such days need to
    be looked at; and of these only days after which something ends before anything else begins.
    """
    part = relevant(ways, request)
    bounds = {arc.edge.id: ways.graph.bounds(arc.edge.id) for arc in part.arcs}
    by_edges: dict[tuple[str, ...], Chain] = {}
    for distance, slice_ in sorted(_slices(part, bounds, request), key=lambda each: each[0]):
        lengths = sorted(len(chain) for chain in by_edges.values())
        if len(lengths) >= request.k and distance > lengths[request.k - 1]:
            break
        by_edges |= {tuple(arc.edge.id for arc in chain): chain for chain in chains(slice_, request)}
    ranked = sorted(by_edges.values(), key=lambda chain: _rank_at_any_time(chain, bounds))
    return ranked[: request.k]


def _slices(part: Influence, bounds: Mapping[str, Bounds], request: Request) -> Iterator[tuple[int, Influence]]:
    """Yield what possibly held at once, as wide as can be, with the distance between the two ends."""
    for day in _fullest_days(bounds.values()):
        slice_ = part.only(arc for arc in part.arcs if bounds[arc.edge.id].at(day))
        distance = slice_.reached(request.source).get(request.target)
        if distance is not None:
            yield distance, slice_


def _fullest_days(periods: Iterable[Bounds]) -> Iterator[date]:
    periods = list(periods)
    starts = sorted({period.from_earliest or date.min for period in periods})
    ends = sorted({period.to_latest for period in periods if period.to_latest})
    for day, following in zip_longest(starts, starts[1:]):
        if following is None or any(day < end <= following for end in ends):
            yield day


def _rank_at_any_time(chain: Chain, bounds: Mapping[str, Bounds]) -> tuple[int, bool, int, tuple[str, ...]]:
    ids = tuple(arc.edge.id for arc in chain)
    common = reduce(and_, (bounds[id_] for id_ in ids))
    inferred = sum(arc.edge.confidence == "inferred" for arc in chain)
    return len(chain), not common.certain, inferred, ids
