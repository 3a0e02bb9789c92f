"""Measure how near a chart is to a pure chain of command, after Krackhardt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np

from graphmodel.errors import MeasureError
from graphmodel.measures.kernels.closure import condensed, pairs_without_lowest_bound, reached_counts, weak_parts
from graphmodel.measures.kernels.ties import canonical, ties_of
from graphmodel.measures.kernels.triads import counting
from graphmodel.measures.results import Pairs

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    import networkx as nx
    from numpy.typing import NDArray

    from graphmodel.measures.kernels.closure import Condensation
    from graphmodel.measures.kernels.ties import Ties

__all__ = ["Krackhardt", "krackhardt"]

Node = TypeVar("Node", bound="Hashable")

_COMPARED_AT_MOST = 20_000  # every pair of strong components is compared: 200 million pairs, some minutes


@dataclass(frozen=True, slots=True)
class Krackhardt(Generic[Node]):
    """Four figures from 0 to 1, all of them 1 for an out-tree: one head, and one superior for each other.

    Parameters
    ----------
    connectedness
        The share of pairs that are joined, whichever way the ties run.
    hierarchy
        Of the pairs where one reaches the other, the share where the other does not reach back.
    efficiency
        One less the share of superfluous ties among all that could be superfluous, ties without direction.
    efficiency_arcs
        The same with each direction counted as a tie of its own.
    least_upper_bound
        One less the share of pairs without a lowest common superior among all pairs that could lack one.
    violations
        Those pairs: they break the unity of command.
    reasons
        Why a figure is ``None``, by its name.
    """

    connectedness: float | None
    hierarchy: float | None
    efficiency: float | None
    efficiency_arcs: float | None
    least_upper_bound: float | None
    violations: Sequence[tuple[Node, Node]]
    reasons: Mapping[str, str] = field(default_factory=dict)


def krackhardt(graph: nx.Graph[Node]) -> Krackhardt[Node]:
    """Return Krackhardt's four dimensions of hierarchy, and the pairs that break the unity of command.

    Parameters
    ----------
    graph
        A directed graph or multigraph whose ties run from superior to subordinate. Self-loops are ignored and
        parallel edges are one tie; an undirected edge is a tie each way.

    Returns
    -------
    Krackhardt
        A figure that is not defined is ``None``, with the reason in ``reasons``.

    Raises
    ------
    MeasureError
        If it is not a graph, or one joined part of it has more than 20,000 strong components.

    Warnings
    --------
    Turn the ties round if they run from subordinate to superior: the same chart read upside down gives another, and
    meaningless, least upper bound. ``graph.reverse()`` does it.

    Notes
    -----
    *Connectedness* is ``1 - V / (N (N - 1) / 2)``, V the pairs not joined. *Hierarchy* is ``1 - V / M``, M the pairs
    of which one reaches the other, V those that reach each other. *Efficiency* is ``1 - V / M`` with
    V the ties beyond the ``n - 1`` that hold each joined part of n nodes together, and M the most there could be: of
    ``n (n - 1) / 2`` pairs as Krackhardt has it, or ``n (n - 1)`` arcs as the R package sna counts.
    *Least upper bound* is ``1 - V / M``, V the pairs of one joined part without a lowest common superior and M the sum
    of ``(n - 1) (n - 2) / 2``.

    A common superior reaches both of a pair, or is one of them and reaches the other. It is the lowest if every
    other common superior reaches it. A head with two bosses over the same two staff has 5/6: the two staff have three
    common superiors and no lowest. (``lubness`` in sna 2.7 asks for the one that reaches all
    others, the highest, and gives 1.)

    Pairs in ``violations`` are sorted, and so are their two ends. Time grows with the square of the nodes: two
    thousand take a fraction of a second.

    References
    ----------
    D. Krackhardt (1994), "Graph theoretical dimensions of informal organizations", in K. M. Carley and M. J. Prietula
    (eds), Computational Organization Theory, 89-111.
    M. G. Everett and D. Krackhardt (2012), "A second look at Krackhardt's graph theoretical dimensions of informal
    organizations", Social Networks 34, 159-163, doi:10.1016/j.socnet.2011.10.006.

    Examples
    --------
    >>> import networkx as nx
    >>> chart = nx.DiGraph({"head": ["a", "b"], "a": ["x", "y"], "b": ["x", "y"]})
    >>> krackhardt(chart).violations
    Pairs([('x', 'y')])
    """
    ties = ties_of(graph)
    parts = np.bincount(weak_parts(ties)) if ties.size else np.zeros(0, dtype=np.int64)
    once = (ties.count + int(np.sum(~ties.has(ties.heads, ties.tails)))) // 2
    violations = _violations(ties)
    figures, reasons = _defined(
        connectedness=(_of_two(ties.size) - int(_of_two(parts).sum()), _of_two(ties.size), "no two nodes"),
        hierarchy=(*_mutual(ties), "no tie"),
        efficiency=(*_superfluous(once, parts, _of_two(parts)), "no three nodes that are joined"),
        efficiency_arcs=(*_superfluous(ties.count, parts, 2 * _of_two(parts)), "no two nodes that are joined"),
        least_upper_bound=(len(violations), int(_of_two(parts - 1).sum()), "no three nodes that are joined"),
    )
    return Krackhardt(**figures, violations=violations, reasons=reasons)


def _defined(**figures: tuple[int, int, str]) -> tuple[dict[str, float | None], dict[str, str]]:
    """Turn violations, the most there could be and what is lacking if there could be none into figures."""
    values = {name: 1 - breaches / most if most else None for name, (breaches, most, _) in figures.items()}
    reasons = {name: f"there are {lacking}" for name, (_, most, lacking) in figures.items() if not most}
    return values, reasons


def _of_two(amount: Any) -> Any:  # noqa: ANN401 - whole numbers, alone or in an array
    return amount * (amount - 1) // 2


def _mutual(ties: Ties[Any]) -> tuple[int, int]:
    """Count the pairs that reach each other, and those of which at least one reaches the other."""
    sizes = condensed(ties).sizes
    both = int(_of_two(sizes).sum())
    return both, int(reached_counts(ties).sum()) - both


def _superfluous(present: int, parts: NDArray[np.int64], most: NDArray[np.int64]) -> tuple[int, int]:
    needed = int((parts - 1).sum())
    return present - needed, int(most.sum()) - needed


def _violations(ties: Ties[Node]) -> Pairs[Node]:
    flow = condensed(ties)
    lacking = [pairs_without_lowest_bound(flow, part) for part in _joined(ties, flow.part)]
    if not lacking:
        return Pairs((), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    first, second = (np.concatenate(ends) for ends in zip(*lacking, strict=True))
    ranks = np.stack(_members(flow, ties.ranks, first, second))
    keys = np.sort(ranks.min(axis=0) * ties.size + ranks.max(axis=0))
    return Pairs(canonical(ties.nodes), keys // ties.size, keys % ties.size)


def _members(
    flow: Condensation, ranks: NDArray[np.int64], first: NDArray[np.int64], second: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the ranks of all pairs of nodes whose strong components are paired."""
    grouped = ranks[np.argsort(flow.part, kind="stable")]
    if len(grouped) == len(flow.sizes):  # nobody is their own superior: every component is one node
        return grouped[first], grouped[second]
    starts = np.cumsum(flow.sizes) - flow.sizes
    amounts = flow.sizes[first] * flow.sizes[second]
    nth, width = counting(amounts), np.repeat(flow.sizes[second], amounts)
    return (
        grouped[np.repeat(starts[first], amounts) + nth // width],
        grouped[np.repeat(starts[second], amounts) + nth % width],
    )


def _joined(ties: Ties[Any], strong: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Return the strong components of each joined part, in flow order."""
    if not ties.size:
        return []
    weak = weak_parts(ties)
    part_of = np.zeros(int(strong.max()) + 1, dtype=np.int64)
    part_of[strong] = weak
    order = np.argsort(part_of, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(part_of[order])) + 1)
    largest = max(len(part) for part in parts)
    if largest > _COMPARED_AT_MOST:
        raise MeasureError(
            f"a joined part of the graph has {largest:,} strong components, and the lowest common superior is sought "
            f"among at most {_COMPARED_AT_MOST:,}: take a part of the graph"
        )
    return parts
