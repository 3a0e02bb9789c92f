"""Measure the holes round each node, after Burt."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, TypeVar

from graphmodel.measures.kernels.egonets import egonets
from graphmodel.measures.kernels.ties import ties_of
from graphmodel.measures.results import Figures

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import networkx as nx

    from graphmodel.measures.kernels.egonets import Egonets

__all__ = ["Holes", "structural_holes"]

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
