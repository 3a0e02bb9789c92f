"""Measure the holes round each node, after Burt."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from graphmodel.measures.kernels.ties import ties_of
from graphmodel.measures.kernels.triads import skeleton_of
from graphmodel.measures.results import Figures

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import networkx as nx
    from numpy.typing import NDArray

    from graphmodel.measures.kernels.ties import Ties
    from graphmodel.measures.kernels.triads import Skeleton, Turn

__all__ = ["Egonets", "Holes", "egonets", "structural_holes"]


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


Node = TypeVar("Node", bound="Hashable")


@dataclass(frozen=True, slots=True)
class Holes:
    """How free a node is to play its contacts off against each other.

    Parameters
    ----------
    constraint
        How far its contacts are tied to each other; high where there are few holes. Can exceed 1 where there are few
        contacts.
    effective_size
        Its contacts, less the redundancy among them.
    efficiency
        The effective size as a share of its contacts.
    hierarchy
        0 if all contacts constrain it alike, 1 if one contact does it all.
    reason
        Why a figure is ``None``.
    """

    constraint: float | None
    effective_size: float | None
    efficiency: float | None
    hierarchy: float | None
    reason: str | None = None


def structural_holes(graph: nx.Graph[Node]) -> Mapping[Node, Holes]:
    r"""Return Burt's measures of the holes round each node.

    Parameters
    ----------
    graph
        A graph of any kind. Self-loops are ignored and parallel edges are one tie; weights are not used.

    Returns
    -------
    mapping
        ``Holes`` of each node. A node without contacts has only ``None``, and one with a single contact no
        hierarchy; ``reason`` says so.

    Raises
    ------
    MeasureError
        If it is not a graph.

    Notes
    -----
    Contacts of i are the nodes it is tied to either way. With :math:`a_{ij}` 1 for a tie,
    :math:`p_{ij} = (a_{ij} + a_{ji}) / \sum_k (a_{ik} + a_{ki})` is the share of j in the ties of i, and
    :math:`m_{jq}` the same over the largest in place of the sum. Over the contacts j of i:

    - constraint :math:`\sum_j c_{ij}`, with :math:`c_{ij} = (p_{ij} + \sum_q p_{iq} p_{qj})^2`
    - effective size :math:`\sum_j (1 - \sum_q p_{iq} m_{jq})`; efficiency is this over the number n of contacts
    - hierarchy :math:`\sum_j r_j \ln r_j / (n \ln n)`, with :math:`r_j` as :math:`c_{ij}` over their mean

    The shares of q are taken over all its ties, as networkx and igraph do, not only those within the contacts of i.

    A node that others are tied to, but that has no ties out, has contacts and gets figures; networkx 3.6 gives
    ``nan`` for it when asked for it by name.

    References
    ----------
    R. S. Burt (1992), Structural Holes: The Social Structure of Competition, Harvard University Press, chapter 2.
    R. S. Burt (2004), "Structural holes and good ideas", American Journal of Sociology 110, 349-399,
    doi:10.1086/421787.
    """
    ties = ties_of(graph)
    figures = egonets(ties)
    return Figures(ties.index, lambda place: _holes(figures, place))


def _holes(figures: Egonets, place: int) -> Holes:
    contacts = int(figures.contacts[place])
    if not contacts:
        return Holes(None, None, None, None, "the node has no contacts")
    constraint, size = float(figures.constraint[place]), float(figures.effective_size[place])
    if contacts == 1:
        return Holes(constraint, size, size, None, "one contact cannot constrain more or less than another")
    hierarchy = float(figures.disorder[place]) / (contacts * log(contacts))
    return Holes(constraint, size, size / contacts, max(hierarchy, 0.0))
