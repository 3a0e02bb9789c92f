"""List the best chains from one node to another, edge by edge."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf
from numbers import Real
from operator import index as whole
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

import networkx as nx

from graphmodel.errors import MeasureError
from graphmodel.measures.kernels.shortest import hops_to
from graphmodel.measures.kernels.ties import canonical, position, ties_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

    from graphmodel.measures.kernels.ties import Ties

__all__ = ["k_best_paths"]

Node = TypeVar("Node", bound="Hashable")


def k_best_paths(
    graph: nx.Graph[Node], s: Node, t: Node, k: int, weight: str | None = None
) -> list[list[tuple[Node, Node, Hashable]]]:
    """Return up to k best chains from one node to another that pass no node twice, best first.

    Parameters
    ----------
    graph
        A graph or multigraph. Two parallel edges give two chains.
    s, t
        Where the chains start and end.
    k
        How many chains to return at most, 1 or more.
    weight
        The edge attribute to add up along a chain, 0 or more; without it, every edge counts 1.

    Returns
    -------
    list of chains
        A chain is a list of edges, each its tail, head and key (0 in a graph without parallel edges). The list
        is shorter than k if there are fewer chains, and empty if there is none. From a node to itself there is one
        chain, of no edges.

    Raises
    ------
    MeasureError
        If it is not a graph, start or end is not in it, k is less than 1, or an edge that chains could use has no
        usable weight.

    Notes
    -----
    Chains come in order of weight, then of number of edges, then of their nodes and keys: which of several equally
    good chains are among the k does not depend on how the graph was built.

    Each chain returned splits those left to find into parts that have none in common (Lawler 1972, after Yen 1971), so
    none is found twice; the best of each part is sought towards the end (A*, with the distances in the whole graph).

    References
    ----------
    J. Y. Yen (1971), "Finding the k shortest loopless paths in a network", Management Science 17, 712-716,
    doi:10.1287/mnsc.17.11.712.
    E. L. Lawler (1972), "A procedure for computing the k best solutions to discrete optimization problems and its
    application to the shortest path problem", Management Science 18, 401-405, doi:10.1287/mnsc.18.7.401.

    Examples
    --------
    >>> import networkx as nx
    >>> roads = nx.MultiDiGraph([("a", "b", "old"), ("a", "b", "new"), ("b", "c", "only")])
    >>> k_best_paths(roads, "a", "c", 2)
    [[('a', 'b', 'new'), ('b', 'c', 'only')], [('a', 'b', 'old'), ('b', 'c', 'only')]]
    """
    ties = ties_of(graph)
    position(ties, s, "start")
    position(ties, t, "end")
    if whole(k) < 1:
        raise MeasureError(f"k is how many chains to return, 1 or more, not {k}")
    search = _Search(graph, ties, weight, t)
    paths: list[list[tuple[Node, Node, Hashable]]] = []
    left: list[_Chain[Node]] = []
    search.push(left, _Part((), s, 0.0, frozenset()))
    while left and len(paths) < k:
        best = heappop(left)
        paths.append(list(best.edges))
        for part in search.parts(best, s):
            search.push(left, part)
    return paths


@dataclass(frozen=True, slots=True)
class _Part(Generic[Node]):
    """The chains that begin with some edges and do not go on with some others."""

    edges: tuple[tuple[Node, Node, Hashable], ...]
    end: Node
    length: float
    barred: frozenset[tuple[Node, Node, Hashable]]


class _Chain(NamedTuple, Generic[Node]):
    """A chain on its way; its first three figures order it, and no two chains share all three."""

    weight: float  # at the end, or less
    hops: int  # at the end, or fewer
    name: tuple[tuple[int, int], ...]
    length: float
    end: Node
    edges: tuple[tuple[Node, Node, Hashable], ...]
    part: _Part[Node]
    shorter: _Chain[Node] | None = None
    """The chain without the last edge; none for the first of a part."""
    place: int = 0
    """Where its last edge stands among those that may follow there, the best first."""


_Way = tuple[float, int, tuple[int, int], float, tuple[Node, Node, "Hashable"]]
"""An edge that may follow, after what orders it: weight and edges to the end by it, its name; and its length."""


class _Search(Generic[Node]):
    """A search for chains to one end."""

    def __init__(self, graph: nx.Graph[Node], ties: Ties[Node], weight: str | None, end: Node) -> None:
        self._graph = graph
        self._many = graph.is_multigraph()
        self._weight = weight
        self._end = end
        self._ties = ties
        self._adjacent = dict(graph.adjacency())  # the dicts themselves: walking them through views takes twice as long
        self._ranks = ties.rank_of
        self._hops, self._weights = self._hops_left() if weight is None else self._weight_left()
        self._ways: dict[Node, list[_Way[Node]]] = {}

    def push(self, chains: list[_Chain[Node]], part: _Part[Node]) -> None:
        """Add the best chain of a part, if it has one."""
        best = self._best(part)
        if best is not None:
            heappush(chains, best)

    def parts(self, chain: _Chain[Node], start: Node) -> Iterator[_Part[Node]]:
        """Split the part of a chain, less the chain itself, by where others leave the chain."""
        length, begun = chain.part.length, len(chain.part.edges)
        for place in range(begun, len(chain.edges)):
            edge = chain.edges[place]
            barred = chain.part.barred if place == begun else frozenset()
            end = chain.edges[place - 1][1] if place else start
            yield _Part(chain.edges[:place], end, length, barred | {edge})
            length += self._length(edge, self._attributes(edge))

    def _best(self, part: _Part[Node]) -> _Chain[Node] | None:
        done = {tail for tail, _, _ in part.edges}
        name = tuple(self._name(edge) for edge in part.edges)
        weight, hops = self._weights.get(part.end, inf), self._hops.get(part.end, 0)
        chains = [_Chain(part.length + weight, len(name) + hops, name, part.length, part.end, part.edges, part)]
        while chains:
            chain = heappop(chains)
            if chain.end == self._end:
                return chain
            if chain.shorter is not None:
                self._push_next(chains, chain.shorter, chain.place + 1, done)
            if chain.end not in done:
                done.add(chain.end)
                self._push_next(chains, chain, 0, done)
        return None

    def _push_next(self, chains: list[_Chain[Node]], chain: _Chain[Node], place: int, done: set[Node]) -> None:
        """Add a chain longer by an edge: the best that may follow, from some place among them on."""
        ways, barred = self._onward(chain.end), chain.part.barred
        for nth in range(place, len(ways)):
            weight, hops, name, length, edge = ways[nth]
            if edge[1] not in done and edge not in barred:
                figures = (chain.length + weight, len(chain.name) + hops, (*chain.name, name))
                edges = (*chain.edges, edge)
                heappush(chains, _Chain(*figures, chain.length + length, edge[1], edges, chain.part, chain, nth))
                return

    def _onward(self, node: Node) -> list[_Way[Node]]:
        """Return the edges from a node that lead to the end, the best first; worked out when a chain first comes by."""
        ways = self._ways.get(node)
        if ways is None:
            hops, weights, ranks, weighed = self._hops, self._weights, self._ranks, self._weight is not None
            ways = self._ways[node] = []
            for head, data in self._adjacent[node].items():
                if head in hops:
                    for nth, (key, attributes) in enumerate(self._keyed(data)):
                        edge = (node, head, key)
                        length = self._length(edge, attributes) if weighed else 1.0
                        ways.append((length + weights[head], hops[head] + 1, (ranks[head], nth), length, edge))
            ways.sort()
        return ways

    def _keyed(self, data: Any) -> Iterable[tuple[Hashable, Mapping[str, Any]]]:  # noqa: ANN401 - by key, or one edge's
        if not self._many:
            return ((0, data),)
        return data.items() if len(data) == 1 else [(key, data[key]) for key in canonical(data)]

    def _attributes(self, edge: tuple[Node, Node, Hashable]) -> Mapping[str, Any]:
        tail, head, key = edge
        return dict(self._keyed(self._adjacent[tail][head]))[key]

    def _name(self, edge: tuple[Node, Node, Hashable]) -> tuple[int, int]:
        tail, head, key = edge
        return self._ranks[head], [key for key, _ in self._keyed(self._adjacent[tail][head])].index(key)

    def _length(self, edge: tuple[Node, Node, Hashable], attributes: Mapping[str, Any]) -> float:
        if self._weight is None:
            return 1.0
        value = attributes.get(self._weight)
        if isinstance(value, Real) and not isinstance(value, bool) and 0 <= float(value) < inf:
            return float(value)
        raise MeasureError(f"edge {edge!r} needs a finite number of 0 or more as {self._weight!r}, not {value!r}")

    def _hops_left(self) -> tuple[Mapping[Node, int], Mapping[Node, float]]:
        """Return the edges left to the end from each node, as a number and as a weight."""
        hops = hops_to(self._ties, self._ties.index[self._end]).tolist()
        left = {node: many for node, many in zip(self._ties.nodes, hops, strict=True) if many >= 0}
        return left, left

    def _weight_left(self) -> tuple[Mapping[Node, int], Mapping[Node, float]]:
        """Return the fewest edges at the least weight left to the end from each node, and that weight."""
        left: dict[Node, int] = {}
        weights: dict[Node, float] = {}
        queue: list[tuple[float, int, int, Node]] = [(0.0, 0, self._ranks[self._end], self._end)]
        while queue:
            weight, hops, _, head = heappop(queue)
            if head in left:
                continue
            left[head], weights[head] = hops, weight
            for tail, data in self._before(head).items():
                if tail not in left:
                    step = min(self._length((tail, head, key), attributes) for key, attributes in self._keyed(data))
                    heappush(queue, (weight + step, hops + 1, self._ranks[tail], tail))
        return left, weights

    def _before(self, head: Node) -> Mapping[Node, Any]:
        graph = self._graph
        return graph.pred[head] if isinstance(graph, nx.DiGraph) else graph.adj[head]
