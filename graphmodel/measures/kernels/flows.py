"""Find the fewest ties, or nodes, that must fail before one node no longer reaches another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graphmodel.measures.kernels.ties import Ties

__all__ = ["node_cut", "tie_cut"]


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
