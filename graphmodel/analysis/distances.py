"""How far many nodes are from all others, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from graphmodel.analysis.influence import Arc

__all__ = ["distances"]


def distances(
    arcs: Iterable[Arc], places: Mapping[str, int], sources: Sequence[str], *, back: bool = False
) -> NDArray[np.int32]:
    """Return the number of ties on the shortest chain from each source to each node.

    Parameters
    ----------
    arcs
        The ways in which influence runs.
    places
        The place of each node.
    sources
        Where the chains start; where they end, when going back.
    back
        Whether to go against the flow.

    Returns
    -------
    array of shape (sources, places)
        -1 where there is no chain.
    """
    onward = _matrix(arcs, places, back=back)
    found = np.full((len(places), len(sources)), -1, dtype=np.int32)
    front = np.zeros(found.shape, dtype=np.int32)
    front[[places[source] for source in sources], range(len(sources))] = 1
    distance = 0
    while front.any():
        found[front > 0] = distance
        distance += 1
        front = np.asarray(np.asarray(onward @ front) * (found < 0) > 0, dtype=np.int32)
    return found.T


def _matrix(arcs: Iterable[Arc], places: Mapping[str, int], *, back: bool) -> sparse.csr_array[np.int32]:
    """Return the arcs as a matrix whose product with a front of nodes is the next front."""
    ends = np.array([(places[arc.head], places[arc.tail]) for arc in arcs], dtype=np.int64).reshape(-1, 2)
    rows, columns = (ends[:, 1], ends[:, 0]) if back else (ends[:, 0], ends[:, 1])
    ones = np.ones(len(ends), dtype=np.int32)
    return sparse.csr_array((ones, (rows, columns)), shape=(len(places), len(places)))
