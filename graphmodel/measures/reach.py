"""Say whom a node reaches, and how many."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from graphmodel.measures.kernels.closure import reached_counts, reached_from
from graphmodel.measures.kernels.ties import position, ties_of

if TYPE_CHECKING:
    import networkx as nx
    from numpy.typing import NDArray

    from graphmodel.measures.kernels.ties import Ties

__all__ = ["Reached", "reach_counts", "reachable"]

Node = TypeVar("Node", bound=Hashable)
Other = TypeVar("Other")


class Reached(AbstractSet[Node]):
    """A set of nodes, in the graph's own order."""

    __slots__ = ("_inside", "_ties")

    def __init__(self, ties: Ties[Node], inside: NDArray[np.bool_]) -> None:
        self._ties = ties
        self._inside = inside

    @classmethod
    def _from_iterable(cls, it: Iterable[Other]) -> frozenset[Other]:
        return frozenset(it)

    def __contains__(self, node: object) -> bool:
        return node in self._ties.index and bool(self._inside[self._ties.index[node]])

    def __iter__(self) -> Iterator[Node]:
        nodes = self._ties.nodes
        return (nodes[place] for place in np.flatnonzero(self._inside).tolist())

    def __len__(self) -> int:
        return int(np.count_nonzero(self._inside))

    def __hash__(self) -> int:
        return self._hash()

    def __repr__(self) -> str:
        return f"Reached({set(self)!r})"


def reach_counts(graph: nx.Graph[Node]) -> dict[Node, int]:
    """Count, for every node, the other nodes it reaches along the ties.

    Parameters
    ----------
    graph
        A graph of any kind. Count who reaches a node, rather than whom it reaches, on ``graph.reverse()``.

    Returns
    -------
    dict
        The number of descendants of each node, itself left out.

    Raises
    ------
    MeasureError
        If it is not a graph.

    Notes
    -----
    Exact at any size. Nodes that reach each other are counted once and for all; the others cost one bit for each
    pair of nodes and tie, in windows that hold at most 1 GiB.
    """
    ties = ties_of(graph)
    return dict(zip(ties.nodes, reached_counts(ties).tolist(), strict=True))


def reachable(graph: nx.Graph[Node], source: Node) -> Reached[Node]:
    """Return the other nodes that a node reaches along the ties.

    Parameters
    ----------
    graph
        A graph of any kind.
    source
        Where to start.

    Returns
    -------
    set
        Read-only; a node is looked up without listing the others.

    Raises
    ------
    MeasureError
        If it is not a graph, or the source is not in it.
    """
    ties = ties_of(graph)
    inside = np.zeros(ties.size, dtype=np.bool_)
    inside[reached_from(ties, position(ties, source, "source"))] = True
    return Reached(ties, inside)
