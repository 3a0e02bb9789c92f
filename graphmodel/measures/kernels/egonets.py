"""Weigh each node's contacts by how far they are tied to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from graphmodel.measures.kernels.triads import skeleton_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graphmodel.measures.kernels.ties import Ties
    from graphmodel.measures.kernels.triads import Skeleton, Turn

__all__ = ["Egonets", "egonets"]


@dataclass(frozen=True, eq=False)
class Egonets:
    """Figures of each node, in the graph's own order; they mean nothing where there are no contacts.

    Parameters
    ----------
    contacts
        How many others a node is tied to.
    constraint
        The sum of the constraint of its contacts.
    effective_size
        Contacts less the redundancy among them.
    disorder
        The sum of ``r ln r`` over contacts, where r is a contact's constraint over the mean of all.
    """

    contacts: NDArray[np.int64]
    constraint: NDArray[np.float64]
    effective_size: NDArray[np.float64]
    disorder: NDArray[np.float64]


def egonets(ties: Ties[Any]) -> Egonets:
    """Compute the parts of Burt's measures for every node."""
    # each pair of the skeleton is read from both ends: first all from the low end, then all from the high
    skeleton = skeleton_of(ties)
    owners = np.concatenate([skeleton.low, skeleton.high])
    strengths = np.concatenate([skeleton.strengths, skeleton.strengths]).astype(np.float64)
    totals = _sums(owners, strengths, ties.size)
    strongest = np.zeros(ties.size)
    np.maximum.at(strongest, owners, strengths)
    shares = strengths / totals[owners]
    relative = strengths / strongest[owners]
    indirect, redundancy = _through_triangles(skeleton, shares, relative)
    pressure = (shares + indirect) ** 2
    contacts = np.bincount(owners, minlength=ties.size).astype(np.int64)
    constraint = _sums(owners, pressure, ties.size)
    ratios = pressure * contacts[owners] / constraint[owners]
    disorder = _sums(owners, ratios * np.log(ratios), ties.size)
    figures = Egonets(contacts, constraint, contacts - redundancy, disorder)
    return _in_graph_order(figures, skeleton.order)


def _sums(owners: NDArray[np.int64], values: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    return np.bincount(owners, weights=values, minlength=size).astype(np.float64, copy=False)


def _through_triangles(
    skeleton: Skeleton, shares: NDArray[np.float64], relative: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Sum, over triangles: for each end its share in the third, times the third's share; for each node redundancy."""
    pairs = len(skeleton.low)
    indirect = np.zeros(2 * pairs)
    redundancy = np.zeros(skeleton.size)
    for triangles in skeleton.triangles():
        for turn in triangles.turns(skeleton):
            first, second, across = _ends(turn, pairs)
            indirect += _sums(across, shares[first] * shares[second], 2 * pairs)
            redundancy += _sums(turn.a, shares[first] * relative[_other(second, pairs)], skeleton.size)
    return indirect, redundancy


def _ends(turn: Turn, pairs: int) -> tuple[NDArray[np.int64], ...]:
    """Return the places of a's end of av, v's end of vb and a's end of ab."""
    return tuple(leg if ascending else leg + pairs for leg, ascending in (turn.av, turn.vb, turn.ab))


def _other(ends: NDArray[np.int64], pairs: int) -> NDArray[np.int64]:
    """Return the places of the opposite ends of the same pairs."""
    return np.where(ends < pairs, ends + pairs, ends - pairs)


def _in_graph_order(figures: Egonets, order: NDArray[np.int64]) -> Egonets:
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    return Egonets(
        figures.contacts[places],
        figures.constraint[places],
        figures.effective_size[places],
        figures.disorder[places],
    )
