"""The search for the shortest chains: on a day, or with all ties overlapping at some time."""

from __future__ import annotations

from datetime import date
from functools import reduce
from itertools import zip_longest
from operator import and_
from typing import TYPE_CHECKING

import networkx as nx

from graphmodel.errors import AnalysisError
from graphmodel.measures import k_best_paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graphmodel.analysis.asked import Question
    from graphmodel.analysis.influence import Arc, Influence
    from graphmodel.period import Bounds

__all__ = ["chains", "firmest_chain", "overlapping_chains"]

Chain = tuple["Arc", ...]
_State = tuple[str, int]

_CANDIDATES = 4096
"""How many walks past the waypoints are looked at before giving up."""


def chains(influence: Influence, asked: Question) -> list[Chain]:
    """Return at most k chains: the shortest first, of equal ones those with fewer possible, then inferred, ties.

    Raises
    ------
    AnalysisError
        If thousands of walks past the waypoints come by some node twice before enough chains are found.
    """
    part = _relevant(influence, asked)
    return _past_waypoints(part, asked) if asked.via else _shortest(_costs(part.arcs), asked)


def _relevant(influence: Influence, asked: Question) -> Influence:
    """Return the arcs that can be part of a chain at all."""
    admitted = influence.only(arc for arc in influence.arcs if asked.admits(arc))
    ahead, behind = admitted.reached([asked.source]), admitted.reached([asked.target], back=True)
    return admitted.only(
        arc
        for arc in admitted.arcs
        if arc.tail in ahead and arc.head in behind and arc.head != asked.source and arc.tail != asked.target
    )


def firmest_chain(influence: Influence, asked: Question) -> Chain | None:
    """Return the chain with the fewest inferred or possible ties, and of those the shortest."""
    part = _relevant(influence, asked)
    more = len(part.arcs) + 1  # than the ties of any chain
    found = _shortest({arc: 1 + more * any(arc.added_to((0, 0))) for arc in part.arcs}, asked)
    return found[0] if found else None


def _costs(arcs: Iterable[Arc]) -> dict[Arc, int]:
    """Weigh arcs so that first the length of a chain counts, then its possible ties, then its inferred ones."""
    arcs = list(arcs)
    more = len({arc.tail for arc in arcs} | {arc.head for arc in arcs}) + 1  # than the ties of any chain
    doubts = {arc: arc.added_to((0, 0)) for arc in arcs}
    return {arc: more * more + more * possible + inferred for arc, (possible, inferred) in doubts.items()}


def _shortest(costs: Mapping[Arc, int], asked: Question) -> list[Chain]:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for arc, cost in costs.items():
        network.add_edge(arc.tail, arc.head, key=arc.edge.id, cost=cost, arc=arc)
    if asked.source not in network or asked.target not in network:
        return []
    found = k_best_paths(network, asked.source, asked.target, asked.k, weight="cost")
    return [tuple(network.edges[hop]["arc"] for hop in path) for path in found]


def _past_waypoints(part: Influence, asked: Question) -> list[Chain]:
    """Search among pairs of a node and the number of waypoints passed; drop what comes by a node twice."""
    network = _staged(part, asked)
    start, goal = (asked.source, 0), (asked.target, len(asked.via))
    if start not in network or goal not in network or not nx.has_path(network, start, goal):
        return []
    wanted = asked.k
    while True:
        found = k_best_paths(network, start, goal, wanted, weight="cost")
        kept = [
            chain for chain in (tuple(network.edges[hop]["arc"] for hop in path) for path in found) if _simple(chain)
        ]
        if len(kept) >= asked.k or len(found) < wanted:
            return kept[: asked.k]
        if wanted >= _CANDIDATES:
            raise AnalysisError(
                f"{wanted} walks past {', '.join(asked.via)} come by some node twice before {asked.k} chains are "
                f"found: ask for fewer waypoints or a smaller k"
            )
        wanted *= 4


def _staged(part: Influence, asked: Question) -> nx.MultiDiGraph[_State]:
    network: nx.MultiDiGraph[_State] = nx.MultiDiGraph()
    costs = _costs(part.arcs)
    for stage in range(len(asked.via) + 1):
        following = asked.via[stage] if stage < len(asked.via) else asked.target
        shut = {*asked.via, asked.target} - {following}
        for arc in part.arcs:
            if arc.head not in shut:
                head = (arc.head, stage + (arc.head == following and following != asked.target))
                network.add_edge((arc.tail, stage), head, key=arc.edge.id, cost=costs[arc], arc=arc)
    return network


def _simple(chain: Chain) -> bool:
    heads = {arc.head for arc in chain}
    return len(heads) == len(chain)


def overlapping_chains(influence: Influence, asked: Question) -> list[Chain]:
    """Return at most k chains in the whole record of which all ties possibly hold at one time.

    Ties that hold at one time all hold on the day on which the last of them begins, so that only such days need to
    be looked at; and of these only days after which something ends before anything else begins.
    """
    part = _relevant(influence, asked)
    bounds = {arc.edge.id: influence.graph.bounds(arc.edge.id) for arc in part.arcs}
    found: dict[tuple[str, ...], Chain] = {}
    for distance, slice_ in sorted(_slices(part, bounds, asked), key=lambda each: each[0]):
        lengths = sorted(len(chain) for chain in found.values())
        if len(lengths) >= asked.k and distance > lengths[asked.k - 1]:
            break
        found |= {tuple(arc.edge.id for arc in chain): chain for chain in chains(slice_, asked)}
    ranked = sorted(found.values(), key=lambda chain: _rank(chain, bounds))
    return ranked[: asked.k]


def _slices(part: Influence, bounds: Mapping[str, Bounds], asked: Question) -> Iterator[tuple[int, Influence]]:
    """Yield what possibly held at once, as wide as can be, with the distance between the two ends."""
    for day in _fullest_days(bounds.values()):
        slice_ = part.only(arc for arc in part.arcs if bounds[arc.edge.id].at(day))
        distance = slice_.reached([asked.source]).get(asked.target)
        if distance is not None:
            yield distance, slice_


def _fullest_days(periods: Iterable[Bounds]) -> Iterator[date]:
    periods = list(periods)
    starts = sorted({period.from_earliest or date.min for period in periods})
    ends = sorted({period.to_latest for period in periods if period.to_latest})
    for day, following in zip_longest(starts, starts[1:]):
        if following is None or any(day < end <= following for end in ends):
            yield day


def _rank(chain: Chain, bounds: Mapping[str, Bounds]) -> tuple[int, bool, int, tuple[str, ...]]:
    ids = tuple(arc.edge.id for arc in chain)
    common = reduce(and_, (bounds[id_] for id_ in ids))
    inferred = sum(arc.edge.confidence == "inferred" for arc in chain)
    return len(chain), not common.certain, inferred, ids
