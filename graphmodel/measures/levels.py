"""Count who brokers up, down and across levels, and who is the only one to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

from graphmodel.errors import MeasureError
from graphmodel.measures.kernels.ties import coded, ties_of
from graphmodel.measures.kernels.triads import open_chains
from graphmodel.measures.results import Figures

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import networkx as nx
    from numpy.typing import NDArray

    from graphmodel.measures.kernels.ties import Ties

__all__ = ["Directions", "LevelBrokerage", "LevelTable", "level_brokerage"]

Node = TypeVar("Node", bound="Hashable")


@dataclass(frozen=True, slots=True)
class Directions:
    """Brokered pairs by the way they run between levels.

    Parameters
    ----------
    up
        From a lower level to a higher.
    down
        From a higher level to a lower.
    across
        Between two nodes of one level, whatever the level of the broker.
    total
        All three together.
    """

    up: int
    down: int
    across: int
    total: int


@dataclass(frozen=True, slots=True)
class LevelTable(Generic[Node]):
    """The directions of each node, and of the network: the sum over its nodes."""

    nodes: Mapping[Node, Directions]
    network: Directions


@dataclass(frozen=True, slots=True)
class LevelBrokerage(Generic[Node]):
    """Brokerage between levels.

    Parameters
    ----------
    activity
        The pairs that each node brokers.
    exclusive
        Those among them that nobody else brokers.
    only_broker
        Those pairs themselves, start and end, by their only broker.
    """

    activity: LevelTable[Node]
    exclusive: LevelTable[Node]
    only_broker: Mapping[Node, tuple[tuple[Node, Node], ...]]


def level_brokerage(graph: nx.Graph[Node], levels: Mapping[Node, Hashable]) -> LevelBrokerage[Node]:
    """Count the pairs that each node brokers up, down and across levels, and alone.

    Node v brokers the ordered pair a, b if there is a tie from a to v and from v to b, and none from a to b, as
    in :func:`brokerage`. Levels are ordered, which the groups of Gould and Fernandez are not; activity is how much a
    node brokers, exclusivity how much of it would be lost with the node (Hamilton, Hileman and Bodin 2020).

    Parameters
    ----------
    graph
        A directed graph or multigraph. Self-loops are ignored and parallel edges are one tie; an undirected edge
        is a tie each way.
    levels
        The level of every node, as numbers or other values that can be compared: greater is higher.

    Returns
    -------
    LevelBrokerage
        ``activity.nodes[n].up`` …, ``exclusive.network.down`` …, and ``only_broker[n]``.

    Raises
    ------
    MeasureError
        If it is not a graph, a node has no level, levels cannot be compared, or the graph has more than a hundred
        million chains of two ties.

    Notes
    -----
    All chains of two ties are held at once: about 50 bytes for each.

    References
    ----------
    M. Hamilton, J. Hileman and Ö. Bodin (2020), "Evaluating heterogeneous brokerage: new conceptual and
    methodological approaches and their application to multi-level environmental governance networks", Social
    Networks 61, 1-10, doi:10.1016/j.socnet.2019.08.002.
    """
    ties = ties_of(graph)
    heights = _heights(ties, levels)
    start, broker, end = open_chains(ties)
    direction = np.where(heights[end] > heights[start], 0, np.where(heights[end] < heights[start], 1, 2))
    alone = _alone(start, end, ties.size)
    return LevelBrokerage(
        _table(ties, broker, direction),
        _table(ties, broker[alone], direction[alone]),
        _pairs(ties, start[alone], broker[alone], end[alone]),
    )


def _heights(ties: Ties[Node], levels: Mapping[Node, Hashable]) -> NDArray[np.int64]:
    codes, labels = coded(ties, levels, "level")
    try:
        ordered = sorted(labels)
    except TypeError:
        raise MeasureError(f"levels must be comparable with each other, such as 1, 2 and 3; not {labels!r}") from None
    places = {label: height for height, label in enumerate(ordered)}
    return np.array([places[label] for label in labels], dtype=np.int64)[codes]


def _alone(start: NDArray[np.int64], end: NDArray[np.int64], size: int) -> NDArray[np.bool_]:
    _, which, brokers = np.unique(start * size + end, return_inverse=True, return_counts=True)
    alone: NDArray[np.bool_] = brokers[which] == 1
    return alone


def _table(ties: Ties[Node], broker: NDArray[np.int64], direction: NDArray[np.int64]) -> LevelTable[Node]:
    counts = np.bincount(broker * 3 + direction, minlength=3 * ties.size).reshape(-1, 3)
    return LevelTable(Figures(ties.index, lambda place: _directions(counts[place])), _directions(counts.sum(axis=0)))


def _directions(counts: NDArray[np.int64]) -> Directions:
    up, down, across = counts.tolist()
    return Directions(up, down, across, up + down + across)


def _pairs(
    ties: Ties[Node], start: NDArray[np.int64], broker: NDArray[np.int64], end: NDArray[np.int64]
) -> Figures[Node, tuple[tuple[Node, Node], ...]]:
    order = np.lexsort((ties.ranks[end], ties.ranks[start], broker))
    start, broker, end = start[order], broker[order], end[order]
    bounds = np.searchsorted(broker, np.arange(ties.size + 1))

    def pairs(place: int) -> tuple[tuple[Node, Node], ...]:
        mine = slice(bounds[place], bounds[place + 1])
        return tuple((ties.nodes[a], ties.nodes[b]) for a, b in zip(start[mine], end[mine], strict=True))

    return Figures(ties.index, pairs)
