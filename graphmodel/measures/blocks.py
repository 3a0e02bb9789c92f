"""Compare the ties within and between parts of a network."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np
from scipy import sparse

from graphmodel.measures.kernels.ties import coded, ties_of
from graphmodel.measures.results import Figures

if TYPE_CHECKING:
    import networkx as nx
    from numpy.typing import NDArray

    from graphmodel.measures.kernels.ties import Ties

__all__ = ["CorePeriphery", "Mixing", "best_core", "core_fit", "core_periphery", "mixing"]

_PATIENCE = 100  # moves without a new best before a round is given up


def core_fit(covered: NDArray[np.int64], core: NDArray[np.int64], ties: int, size: int) -> NDArray[np.float64]:
    """Correlate the ties with the ideal in which exactly the pairs that touch the core are tied.

    Parameters
    ----------
    covered
        How many ties touch the core.
    core
        How many nodes are in the core.
    ties, size
        How many ties and nodes there are.

    Returns
    -------
    array
        Pearson's r over all ordered pairs; minus infinity where the ideal, or the ties, do not vary.
    """
    pairs = float(size * (size - 1))
    outside = size - core
    ideal = pairs - outside * (outside - 1)
    spread = np.sqrt(ties * (pairs - ties) * ideal * (pairs - ideal))
    with np.errstate(divide="ignore", invalid="ignore"):
        fit = (covered * pairs - ties * ideal) / spread
    return np.where(spread > 0, fit, -np.inf)


@dataclass(eq=False)
class _Core:
    """A core under search; nodes stand in an order that does not depend on how the graph was built.

    Parameters
    ----------
    contacts
        The ties each way between nodes, as a symmetric matrix of 0, 1 and 2.
    inside
        Whether each node is in the core.
    """

    contacts: sparse.csr_array[np.int64]
    ties: int
    inside: NDArray[np.bool_]

    def __post_init__(self) -> None:
        self.outer = np.asarray(self.contacts @ ~self.inside, dtype=np.int64)  # ties to nodes outside the core
        self.covered = self.ties - int(self.outer[~self.inside].sum()) // 2
        self.amount = int(self.inside.sum())

    @property
    def fit(self) -> float:
        return float(core_fit(np.array(self.covered), np.array(self.amount), self.ties, len(self.inside)))

    def best_move(self, unmoved: NDArray[np.bool_]) -> int:
        """Return the node whose crossing leaves the best fit, of those not yet moved; of equal ones the first.

        Of all that might enter the core, the one with the most ties outside covers most; of all that might leave it,
        the one with the fewest. So only these two are compared.
        """
        entering = int(np.argmax(np.where(unmoved & ~self.inside, self.outer, -1)))
        leaving = int(np.argmin(np.where(unmoved & self.inside, self.outer, np.iinfo(np.int64).max)))
        able = [node for node in sorted({entering, leaving}) if unmoved[node]]
        step = np.where(self.inside[able], -1, 1)
        fits = core_fit(self.covered + step * self.outer[able], self.amount + step, self.ties, len(self.inside))
        return able[int(np.argmax(fits))]

    def move(self, node: int) -> None:
        step = -1 if self.inside[node] else 1
        self.covered += step * int(self.outer[node])
        self.amount += step
        self.inside[node] = not self.inside[node]
        row = slice(self.contacts.indptr[node], self.contacts.indptr[node + 1])
        self.outer[self.contacts.indices[row]] -= step * self.contacts.data[row]


def best_core(ties: Ties[Any]) -> tuple[NDArray[np.int64], float]:
    """Return the places of the nodes in the best core found, and its fit.

    Rounds of single moves after Kernighan and Lin: in a round each node crosses at most once, the best crossing
    first even when it makes the fit worse, and the best core on the way is kept. Rounds go on while they improve.
    """
    contacts = _contacts(ties)
    inside = np.zeros(ties.size, dtype=np.bool_)
    fit = -np.inf
    while True:
        candidate, reached = _round(_Core(contacts, ties.count, inside.copy()))
        if reached <= fit:
            break
        inside, fit = candidate, reached
    return np.argsort(ties.ranks)[inside], fit


def _contacts(ties: Ties[Any]) -> sparse.csr_array[np.int64]:
    ends = (ties.ranks[ties.tails], ties.ranks[ties.heads])
    one_way = sparse.csr_array((np.ones(ties.count, dtype=np.int64), ends), shape=(ties.size, ties.size))
    return sparse.csr_array(one_way + one_way.T)


def _round(core: _Core) -> tuple[NDArray[np.bool_], float]:
    best, fit = core.inside.copy(), core.fit
    unmoved = np.ones(len(best), dtype=np.bool_)
    waited = 0
    while unmoved.any() and waited < _PATIENCE:
        node = core.best_move(unmoved)
        core.move(node)
        unmoved[node] = False
        waited += 1
        if core.fit > fit:
            best, fit, waited = core.inside.copy(), core.fit, 0
    return best, fit


Node = TypeVar("Node", bound="Hashable")
Group = TypeVar("Group", bound="Hashable")

_EXPLAINED_AT_LEAST = 3  # nodes: of two, one or both in the core leave no pair that should not be tied


@dataclass(frozen=True, slots=True)
class CorePeriphery(Generic[Node]):
    """The nodes parted into a core and a periphery.

    Parameters
    ----------
    core, periphery
        The nodes of each.
    fit
        Pearson's r of the ties and the ideal, from -1 to 1.
    reason
        Why the fit is ``None``.
    """

    core: frozenset[Node]
    periphery: frozenset[Node]
    fit: float | None
    reason: str | None = None


def core_periphery(graph: nx.Graph[Node]) -> CorePeriphery[Node]:
    """Part the nodes into a core, tied to all, and a periphery whose nodes are tied to the core only.

    Parameters
    ----------
    graph
        A graph of any kind. Self-loops are ignored and parallel edges are one tie.

    Returns
    -------
    CorePeriphery
        The best found. If there are no ties, or only two nodes, all is periphery; if all are tied, all is core. The
        fit is then ``None``.

    Raises
    ------
    MeasureError
        If it is not a graph.

    Notes
    -----
    The discrete model of Borgatti and Everett: the core is chosen so that the ties correlate best, over all ordered
    pairs of nodes, with the ideal in which a pair is tied exactly if at least one of it is in the core. Every
    network has a best core: look at the fit before believing in it.

    The search moves one node at a time and is not bound to find the best of all; it finds the same one whatever the
    order in which the graph was built. A move costs time in proportion to the nodes.

    References
    ----------
    S. P. Borgatti and M. G. Everett (2000), "Models of core/periphery structures", Social Networks 21, 375-395,
    doi:10.1016/S0378-8733(99)00019-2.
    """
    ties = ties_of(graph)
    everyone, nobody = frozenset(ties.nodes), frozenset[Node]()
    if not ties.count:
        return CorePeriphery(nobody, everyone, None, "there are no ties to explain")
    if ties.count == ties.size * (ties.size - 1):
        return CorePeriphery(everyone, nobody, None, "all nodes are tied to all: there is no periphery")
    if ties.size < _EXPLAINED_AT_LEAST:
        return CorePeriphery(
            nobody, everyone, None, "with fewer than three nodes no core explains some ties and not others"
        )
    places, fit = best_core(ties)
    core = frozenset(ties.nodes[place] for place in places.tolist())
    return CorePeriphery(core, everyone - core, fit)


@dataclass(frozen=True, eq=False, repr=False)
class Mixing(Mapping[Group, Mapping[Group, int]]):
    """Ties by the group of their tail and of their head.

    Parameters
    ----------
    ties
        How many there are; the whole is a mapping of them: ``mixing[g][h]`` from g to h.
    density
        The share they are of all there could be; ``None`` if there could be none.
    assortativity
        How far ties stay within groups: 1 if all do, 0 as by chance, less if they avoid it.
    reasons
        Why a figure is ``None``: by the pair of groups, or by ``"assortativity"``.
    """

    ties: Mapping[Group, Mapping[Group, int]]
    density: Mapping[Group, Mapping[Group, float | None]]
    assortativity: float | None
    reasons: Mapping[Hashable, str]

    def __getitem__(self, group: Group) -> Mapping[Group, int]:
        return self.ties[group]

    def __iter__(self) -> Iterator[Group]:
        return iter(self.ties)

    def __len__(self) -> int:
        return len(self.ties)

    def __repr__(self) -> str:
        return f"Mixing({self.ties!r}, assortativity={self.assortativity!r})"


def mixing(graph: nx.Graph[Node], groups: Mapping[Node, Group]) -> Mixing[Group]:
    r"""Count the ties within and between groups.

    Parameters
    ----------
    graph
        A directed graph or multigraph. Self-loops are ignored and parallel edges are one tie; an undirected edge
        is a tie each way.
    groups
        The group of every node.

    Returns
    -------
    Mixing
        Counts and densities by group of the tail and group of the head, and the assortativity.

    Raises
    ------
    MeasureError
        If it is not a graph, or a node has no group.

    Notes
    -----
    With :math:`e_{gh}` the share of ties from g to h, and a and b its sums over heads and over tails, assortativity is
    :math:`(\sum_g e_{gg} - \sum_g a_g b_g) / (1 - \sum_g a_g b_g)`. It is not defined without ties, or if all are
    within one group.

    References
    ----------
    M. E. J. Newman (2003), "Mixing patterns in networks", Physical Review E 67, 026126,
    doi:10.1103/PhysRevE.67.026126.
    """
    ties = ties_of(graph)
    codes, labels = coded(ties, groups, "group")
    pairs, amounts = np.unique(codes[ties.tails] * len(labels) + codes[ties.heads], return_counts=True)
    counts = dict(zip(pairs.tolist(), amounts.tolist(), strict=True))
    sizes = np.bincount(codes, minlength=len(labels)).tolist()
    table = _Table(labels, counts, sizes)
    assortativity = table.assortativity()
    reasons: dict[Hashable, str] = {
        (label, label): "a group of one has no pairs within it"
        for label, size in zip(labels, sizes, strict=True)
        if size == 1
    }
    if assortativity is None:
        reasons["assortativity"] = "there are no ties between groups that chance could put within them"
    return Mixing(table.rows(table.count), table.rows(table.density), assortativity, reasons)


@dataclass(frozen=True, slots=True)
class _Table(Generic[Group]):
    """Ties by the places of two groups; what is not there is 0."""

    labels: tuple[Group, ...]
    counts: Mapping[int, int]
    sizes: list[int]

    def rows(self, cell: Any) -> Mapping[Group, Mapping[Group, Any]]:  # noqa: ANN401 - counts or densities
        index = {label: place for place, label in enumerate(self.labels)}
        return Figures(index, lambda tail: Figures(index, lambda head: cell(tail, head)))

    def count(self, tail: int, head: int) -> int:
        return self.counts.get(tail * len(self.labels) + head, 0)

    def density(self, tail: int, head: int) -> float | None:
        pairs = self.sizes[tail] * (self.sizes[head] - (tail == head))
        return self.count(tail, head) / pairs if pairs else None

    def assortativity(self) -> float | None:
        groups, total = len(self.labels), sum(self.counts.values())
        out, into = [0] * groups, [0] * groups
        for pair, amount in self.counts.items():
            out[pair // groups] += amount
            into[pair % groups] += amount
        within = total * sum(self.count(group, group) for group in range(groups))
        by_chance = sum(a * b for a, b in zip(out, into, strict=True))
        return (within - by_chance) / (total**2 - by_chance) if total**2 != by_chance else None
