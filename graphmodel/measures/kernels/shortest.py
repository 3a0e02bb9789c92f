"""Shortest paths from nodes, how often others lie on them, and what rustworkx answers of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import rustworkx as rx
from scipy.sparse import csgraph

from graphmodel.measures.kernels.triads import counting

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graphmodel.measures.kernels.ties import Ties

__all__ = ["Dependence", "betweenness_of_all", "cut_places", "dependence", "hops_to", "immediate_dominators"]


def betweenness_of_all(ties: Ties[Any]) -> NDArray[np.float64]:
    """Return the betweenness of every node, over ordered pairs of others."""
    values = rx.digraph_betweenness_centrality(ties.rust, normalized=True)
    return np.fromiter(values.values(), dtype=np.float64, count=ties.size)


def immediate_dominators(ties: Ties[Any], root: int) -> dict[int, int]:
    """Return the immediate dominator of each node the root reaches; the root's own is the root."""
    dominators: dict[int, int] = rx.immediate_dominators(ties.rust, root)
    return dominators


def cut_places(ties: Ties[Any]) -> list[int]:
    """Return the articulation points, whichever way the ties run."""
    once = (ties.tails < ties.heads) | ~ties.has(ties.heads, ties.tails)
    graph = rx.PyGraph(node_count_hint=ties.size)
    graph.add_nodes_from(range(ties.size))
    ends = zip(ties.tails[once].tolist(), ties.heads[once].tolist(), strict=True)
    graph.add_edges_from_no_data(list(ends))
    return sorted(rx.articulation_points(graph))


@dataclass(frozen=True, eq=False)
class Dependence:
    """How far the paths from some sources depend on each node.

    Parameters
    ----------
    mean, variance
        Over the sources, of the sum over targets of the share of shortest paths that pass the node.
    """

    mean: NDArray[np.float64]
    variance: NDArray[np.float64]


def dependence(ties: Ties[Any], sources: NDArray[np.int64]) -> Dependence:
    """Add up the dependence of the sources on every node (Brandes 2001, doi:10.1080/0022250X.2001.9990249)."""
    total, squares = np.zeros(ties.size), np.zeros(ties.size)
    for source in sources.tolist():
        passed = _from_one(ties, source)
        total += passed
        squares += passed**2
    amount = len(sources)
    mean = total / amount
    variance = np.maximum(squares / amount - mean**2, 0) * amount / max(amount - 1, 1)
    return Dependence(mean, variance)


def hops_to(ties: Ties[Any], target: int) -> NDArray[np.int64]:
    """Return the number of ties on a shortest path from each node to a target, -1 where there is none."""
    hops: NDArray[np.float64] = csgraph.dijkstra(ties.reverse, indices=[target], unweighted=True)[0]
    return np.where(np.isinf(hops), -1, hops).astype(np.int64)


def _from_one(ties: Ties[Any], source: int) -> NDArray[np.float64]:
    paths, layers = _spread(ties, source)
    passed = np.zeros(ties.size)
    for tails, heads in reversed(layers):
        np.add.at(passed, tails, paths[tails] / paths[heads] * (1 + passed[heads]))
    passed[source] = 0
    return passed


def _spread(
    ties: Ties[Any], source: int
) -> tuple[NDArray[np.float64], list[tuple[NDArray[np.int64], NDArray[np.int64]]]]:
    """Count the shortest paths from the source to each node; return them and the ties they use, by distance."""
    paths = np.zeros(ties.size)
    paths[source] = 1
    seen = np.zeros(ties.size, dtype=np.bool_)
    seen[source] = True
    front = np.array([source])
    layers = []
    while len(front):
        tails, heads = _onward(ties, front)
        fresh = ~seen[heads]
        tails, heads = tails[fresh], heads[fresh]
        np.add.at(paths, heads, paths[tails])
        front = np.unique(heads)
        seen[front] = True
        layers.append((tails, heads))
    return paths, layers


def _onward(ties: Ties[Any], front: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    amounts = ties.outgoing[front]
    return np.repeat(front, amounts), ties.heads[np.repeat(ties.starts[front], amounts) + counting(amounts)]
