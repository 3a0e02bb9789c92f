"""Hand ties to rustworkx, and take its answers back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import rustworkx as rx

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graphmodel.measures.kernels.ties import Ties

__all__ = ["betweenness_of_all", "cut_places", "immediate_dominators"]


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
