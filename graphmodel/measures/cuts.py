"""Find the nodes and ties that chains cannot do without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from graphmodel.errors import MeasureError
from graphmodel.measures.kernels.shortest import cut_places, immediate_dominators
from graphmodel.measures.kernels.ties import position, ties_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    import networkx as nx
    from numpy.typing import NDArray

    from graphmodel.measures.kernels.ties import Ties

__all__ = ["Cuts", "cut_points", "dominators", "minimum_cuts", "node_cut", "tie_cut"]


def tie_cut(ties: Ties[Any], capacities: NDArray[np.int64], source: int, target: int) -> NDArray[np.int64]:
    """Return the places of the ties in the smallest cut that lies nearest the source."""
    near = _reached_side(ties.tails, ties.heads, capacities, ties.size, source, target)
    return np.flatnonzero(near[ties.tails] & ~near[ties.heads])


def node_cut(ties: Ties[Any], source: int, target: int) -> NDArray[np.int64]:
    """Return the places of the nodes in the smallest cut that lies nearest the source.

    There must be no tie from source to target. Every node is split in an entry and an exit (n places on) with room
    for one chain between them; the ties have room for all.
    """
    size, everything = ties.size, np.arange(ties.size)
    tails = np.concatenate([everything, ties.tails + size])
    heads = np.concatenate([everything + size, ties.heads])
    capacities = np.concatenate([np.ones(size, dtype=np.int64), np.full(ties.count, size)])
    near = _reached_side(tails, heads, capacities, 2 * size, source + size, target)
    return np.flatnonzero(near[:size] & ~near[size:])


def _reached_side(  # noqa: PLR0913, PLR0917 - a flow problem has these six parts
    tails: NDArray[np.int64],
    heads: NDArray[np.int64],
    capacities: NDArray[np.int64],
    size: int,
    source: int,
    target: int,
) -> NDArray[np.bool_]:
    """Say which nodes the source still reaches when a largest flow has filled the ties.

    This side of the cut is the same for every largest flow, so the answer does not depend on the order of ties.
    """
    room = sparse.csr_array((capacities.astype(np.int32), (tails, heads)), shape=(size, size))
    left = sparse.csr_array(room - csgraph.maximum_flow(room, source, target).flow)
    left.eliminate_zeros()
    near = np.zeros(size, dtype=np.bool_)
    near[csgraph.breadth_first_order(left, source, directed=True, return_predecessors=False)] = True
    return near


Node = TypeVar("Node", bound="Hashable")


@dataclass(frozen=True, slots=True)
class Cuts(Generic[Node]):
    """The least that must fail before one node no longer reaches another.

    Parameters
    ----------
    nodes
        Other nodes; ``None`` if there is a tie from the one to the other, which no other node holds.
    edges
        Edges, as tail, head and key (0 in a graph without parallel edges).
    reason
        Why ``nodes`` is ``None``.
    """

    nodes: frozenset[Node] | None
    edges: frozenset[tuple[Node, Node, Hashable]]
    reason: str | None = None


def dominators(graph: nx.Graph[Node], root: Node) -> dict[Node, Node]:
    """Return the last node that every chain from the root to a node must pass.

    Parameters
    ----------
    graph
        A graph of any kind.
    root
        Where the chains start.

    Returns
    -------
    dict
        The immediate dominator of each node the root reaches, the root itself left out. Follow it from node to node
        to find all that its chains must pass.

    Raises
    ------
    MeasureError
        If it is not a graph, or the root is not in it.

    References
    ----------
    T. Lengauer and R. E. Tarjan (1979), "A fast algorithm for finding dominators in a flowgraph", ACM Transactions
    on Programming Languages and Systems 1, 121-141, doi:10.1145/357062.357071.

    Examples
    --------
    >>> import networkx as nx
    >>> dominators(nx.DiGraph([(1, 2), (1, 3), (2, 4), (3, 4), (4, 5)]), 1)[5]
    4
    """
    ties = ties_of(graph)
    start = position(ties, root, "root")
    parents = immediate_dominators(ties, start)
    return {ties.nodes[place]: ties.nodes[parents[place]] for place in sorted(parents) if place != start}


def cut_points(graph: nx.Graph[Node]) -> frozenset[Node]:
    """Return the nodes without which a joined part of the graph falls apart, whichever way the ties run.

    Parameters
    ----------
    graph
        A graph of any kind.

    Raises
    ------
    MeasureError
        If it is not a graph.

    Notes
    -----
    These are the articulation points of the graph without directions. A node that all *directed* chains between
    two others pass need not be one: ask :func:`dominators` for those.
    """
    ties = ties_of(graph)
    return frozenset(ties.nodes[place] for place in cut_places(ties))


def minimum_cuts(graph: nx.Graph[Node], s: Node, t: Node) -> Cuts[Node]:
    """Return the fewest nodes, and the fewest edges, whose loss leaves no chain from one node to another.

    Parameters
    ----------
    graph
        A graph of any kind; each of several parallel edges must be cut.
    s, t
        Where the chains start and end.

    Returns
    -------
    Cuts
        Of several smallest cuts, the one nearest the start. Both are empty if there is no chain.

    Raises
    ------
    MeasureError
        If it is not a graph, or start and end are not two of its nodes.

    Notes
    -----
    By Menger's theorem there are as many chains from start to end with no node in common between them as a smallest
    cut has nodes, and as many with no edge in common as it has edges.

    References
    ----------
    L. R. Ford and D. R. Fulkerson (1956), "Maximal flow through a network", Canadian Journal of Mathematics 8,
    399-404, doi:10.4153/CJM-1956-045-5.
    """
    ties = ties_of(graph)
    start, end = position(ties, s, "start"), position(ties, t, "end")
    if start == end:
        raise MeasureError(f"nothing can be cut between {s!r} and itself: start and end must differ")
    edges = frozenset(_edges(graph, ties, tie_cut(ties, _parallel(graph, ties), start, end)))
    if graph.has_edge(s, t):
        return Cuts(None, edges, f"there is a tie from {s!r} to {t!r}")
    return Cuts(frozenset(ties.nodes[place] for place in node_cut(ties, start, end).tolist()), edges)


def _parallel(graph: nx.Graph[Node], ties: Ties[Node]) -> NDArray[np.int64]:
    if not graph.is_multigraph():
        return np.ones(ties.count, dtype=np.int64)
    ends = zip(ties.tails.tolist(), ties.heads.tolist(), strict=True)
    amounts = (graph.number_of_edges(ties.nodes[tail], ties.nodes[head]) for tail, head in ends)
    return np.fromiter(amounts, dtype=np.int64, count=ties.count)


def _edges(graph: nx.Graph[Node], ties: Ties[Node], places: NDArray[np.int64]) -> Iterator[tuple[Node, Node, Hashable]]:
    for place in places.tolist():
        tail, head = ties.nodes[ties.tails[place]], ties.nodes[ties.heads[place]]
        keys = graph.adj[tail][head] if graph.is_multigraph() else (0,)
        for key in keys:
            yield tail, head, key
