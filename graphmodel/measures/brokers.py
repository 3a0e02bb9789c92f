"""Count who brokers between whom, after Gould and Fernandez."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

from graphmodel.measures.kernels.ties import coded, ties_of
from graphmodel.measures.kernels.triads import brokered_pairs
from graphmodel.measures.results import Figures

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    import networkx as nx
    from numpy.typing import NDArray

__all__ = [
    "ROLES",
    "Brokerage",
    "Chance",
    "RoleTable",
    "Roles",
    "Sizes",
    "brokerage",
    "chance_of_network",
    "chance_of_node",
]


@dataclass(frozen=True, slots=True)
class Chance:
    """A count of brokered pairs when each tie is there with the same probability, apart from all others.

    A pair a, b is brokered by v if a is tied to v, v to b and a not to b. Two brokered pairs hang together when
    they share a tie: as a leg of both, as a leg of one and the missing tie of the other, or as the missing tie of
    both. How often each occurs is a whole number that follows from the sizes of the groups.

    Parameters
    ----------
    places
        Ordered triples a, v, b that could be brokered in the role.
    share_leg, oppose, share_gap
        Ordered pairs of triples that share a leg, oppose each other, share the missing tie.
    """

    places: int
    share_leg: int
    oppose: int
    share_gap: int

    def expected(self, density: float) -> float:
        """Return the expected count."""
        return self.places * density**2 * (1 - density)

    def sd(self, density: float) -> float:
        """Return the standard deviation of the count."""
        d, q = density, 1 - density
        alone = self.places * d**2 * q * (1 - d**2 * q)
        together = self.share_leg * d**3 * q**3 - self.oppose * d**4 * q**2 + self.share_gap * d**5 * q
        return sqrt(max(alone + together, 0.0))


class Sizes:
    """The sizes of the groups of a network, and their power sums."""

    def __init__(self, sizes: Iterable[int]) -> None:
        self.counted = Counter(sizes)
        self.first, self.second, self.third, self.fourth = (
            sum(groups * size**power for size, groups in self.counted.items()) for power in (1, 2, 3, 4)
        )


def chance_of_node(sizes: Sizes, own: int) -> tuple[Chance, ...]:
    """Return the chance of each role, and of all together, for one node of a group of ``own`` members.

    The missing tie of two pairs of one broker is never the same, and never a leg: only legs are shared.
    """
    others, total = sizes.first - own, sizes.first
    second, third = sizes.second - own**2, sizes.third - own**3
    within = (own - 1) * (own - 2)
    outward = (own - 1) * others
    return (
        Chance(within, 2 * within * (own - 3), 0, 0),
        Chance(second - others, 2 * (third - 3 * second + 2 * others), 0, 0),
        Chance(outward, outward * (total - 3), 0, 0),
        Chance(outward, outward * (total - 3), 0, 0),
        Chance(others**2 - second, 2 * (others**2 * (others - 1) - (2 * others - 1) * second + third), 0, 0),
        Chance((total - 1) * (total - 2), 2 * (total - 1) * (total - 2) * (total - 3), 0, 0),
    )


def chance_of_network(sizes: Sizes, *, exact: bool) -> tuple[Chance, ...]:
    """Return the chance of each role, and of all together, summed over all nodes of a network.

    Parameters
    ----------
    sizes
        The sizes of the groups.
    exact
        Count every opposed pair of triples. The published formulas do not: of a-v-b and a-b-v, which oppose each
        other twice over, they count none among coordinators and in the total, and among representatives and
        gatekeepers they leave out all that are opposed.
    """
    return (
        _one_group(sizes.counted, exact=exact),
        _itinerant(sizes),
        _outward(sizes, exact=exact),
        _outward(sizes, exact=exact),
        _liaison(sizes),
        _one_group({sizes.first: 1}, exact=exact),
    )


def _one_group(counted: dict[int, int], *, exact: bool) -> Chance:
    places = share_leg = oppose = share_gap = 0
    for size, groups in counted.items():
        triples = groups * size * (size - 1) * (size - 2)
        places += triples
        share_leg += triples * (4 * size - 10)
        oppose += triples * (4 * size - (10 if exact else 12))
        share_gap += triples * (size - 3)
    return Chance(places, share_leg, oppose, share_gap)


def _itinerant(sizes: Sizes) -> Chance:
    places = share_leg = share_gap = 0
    for size, groups in sizes.counted.items():
        others = sizes.first - size
        ends = groups * size * (size - 1)
        places += ends * others
        share_leg += ends * ((2 * size - 6) * others + 2 * (sizes.second - size**2))
        share_gap += ends * others * (others - 1)
    return Chance(places, share_leg, 0, share_gap)


def _outward(sizes: Sizes, *, exact: bool) -> Chance:
    places = oppose = share_gap = 0
    for size, groups in sizes.counted.items():
        triples = groups * size * (size - 1) * (sizes.first - size)
        places += triples
        oppose += triples * (2 * size - 3) if exact else 0
        share_gap += triples * (size - 2)
    return Chance(places, places * (sizes.first - 3), oppose, share_gap)


def _liaison(sizes: Sizes) -> Chance:
    one, two, three, four = sizes.first, sizes.second, sizes.third, sizes.fourth
    triples = one**3 - 3 * one * two + 2 * three
    weighted = two * one**2 - two**2 - 2 * one * three + 2 * four  # each triple times the size of one of its groups
    share_leg = (4 * one - 2) * triples - 8 * weighted
    return Chance(triples, share_leg, share_leg, (one - 1) * triples - 2 * weighted)


Node = TypeVar("Node", bound="Hashable")
Figure_co = TypeVar("Figure_co", covariant=True)

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison", "total")


@dataclass(frozen=True, slots=True)
class Roles(Generic[Figure_co]):
    """One figure for each role of a broker.

    Parameters
    ----------
    coordinator
        A → A → A: broker and both ends are of one group.
    itinerant
        A → B → A: the ends are of one group, the broker of another.
    representative
        A → A → B: the broker speaks for its own group to another.
    gatekeeper
        A → B → B: the broker lets another group in to its own.
    liaison
        A → B → C: all three are of different groups.
    total
        All five together.
    reasons
        Why a figure is ``None``, by the name of the role.
    """

    coordinator: Figure_co
    itinerant: Figure_co
    representative: Figure_co
    gatekeeper: Figure_co
    liaison: Figure_co
    total: Figure_co
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RoleTable(Generic[Node, Figure_co]):
    """The roles of each node, and of the network: the sum over its nodes."""

    nodes: Mapping[Node, Roles[Figure_co]]
    network: Roles[Figure_co]


@dataclass(frozen=True, slots=True)
class Brokerage(Generic[Node]):
    """How much is brokered in each role, and how much would be by chance.

    Parameters
    ----------
    raw
        The brokered pairs counted.
    expected, sd
        Mean and standard deviation of the count in networks of the same size, groups and density.
    z
        How many standard deviations the count lies above the mean.
    exact_network_sd, exact_network_z
        As ``sd.network`` and ``z.network``, with every dependence between triples counted.
    """

    raw: RoleTable[Node, int]
    expected: RoleTable[Node, float | None]
    sd: RoleTable[Node, float | None]
    z: RoleTable[Node, float | None]
    exact_network_sd: Roles[float | None]
    exact_network_z: Roles[float | None]


def brokerage(graph: nx.Graph[Node], groups: Mapping[Node, Hashable]) -> Brokerage[Node]:
    r"""Count the pairs that each node brokers, by the groups of the three (Gould and Fernandez 1989).

    Node v brokers the ordered pair a, b if there is a tie from a to v and from v to b, and none from a to b. A pair
    with several brokers counts once for each.

    Parameters
    ----------
    graph
        A directed graph or multigraph. Self-loops are ignored and parallel edges are one tie; an undirected edge
        is a tie each way.
    groups
        The group of every node.

    Returns
    -------
    Brokerage
        ``raw.nodes[n].coordinator`` …, ``raw.network.coordinator`` …, and ``expected``, ``sd`` and ``z`` alike. A
        figure that is not defined is ``None``, with the reason in ``reasons`` beside it.

    Raises
    ------
    MeasureError
        If it is not a graph, or a node has no group.

    Notes
    -----
    The mean and standard deviation are those of Gould and Fernandez, as ``brokerage`` in the R package sna gives
    them: every tie is there with probability d, the density, apart from all others. A triple that fits the role
    is brokered with probability :math:`d^2 (1 - d)`; triples that share a tie are not independent.

    The published standard deviations of the *network* leave out some of these dependences for coordinators,
    representatives, gatekeepers and the total, and come out too large. ``exact_network_sd`` and
    ``exact_network_z`` have them all. Those of single nodes, and of itinerants and liaisons, are exact as published.

    The counts are not normal, least of all in small groups: read z as a distance, not as a test. A node in a large
    group has more pairs to broker: compare z, not counts, across groups.

    Beware of names: some programs call A → A → B a gatekeeper. Time and memory grow with the ties and with the
    triangles of the graph, at most as the power 3/2 of the ties.

    References
    ----------
    R. V. Gould and R. M. Fernandez (1989), "Structures of mediation: a formal approach to brokerage in transaction
    networks", Sociological Methodology 19, 89-126, doi:10.2307/270949.

    Examples
    --------
    >>> import networkx as nx
    >>> chart = nx.DiGraph([("ministry", "county"), ("county", "town")])
    >>> found = brokerage(chart, {"ministry": "state", "county": "local", "town": "local"})
    >>> found.raw.nodes["county"].gatekeeper
    1
    """
    ties = ties_of(graph)
    codes, labels = coded(ties, groups, "group")
    counts = brokered_pairs(ties, codes, len(labels))
    counts = np.column_stack([counts, counts.sum(axis=1)])
    members = np.bincount(codes, minlength=len(labels))
    sizes = Sizes(members.tolist())
    density = ties.count / (ties.size * (ties.size - 1)) if ties.size > 1 else None
    by_size = {size: chance_of_node(sizes, size) for size in sizes.counted}
    chances = [by_size[size] for size in members.tolist()]
    return _compared(ties.index, counts, _Chances(codes, chances, sizes, density))


@dataclass(frozen=True, slots=True)
class _Chances:
    """What chance would give, for each node by its group, and for the network."""

    codes: NDArray[np.int64]
    groups: Sequence[tuple[Chance, ...]]
    sizes: Sizes
    density: float | None

    def of_node(self, place: int) -> tuple[Chance, ...]:
        return self.groups[int(self.codes[place])]


def _compared(index: Mapping[Node, int], counts: NDArray[np.int64], chances: _Chances) -> Brokerage[Node]:
    density, of_node = chances.density, chances.of_node
    sums = counts.sum(axis=0)
    published = chance_of_network(chances.sizes, exact=False)
    exact = chance_of_network(chances.sizes, exact=True)
    return Brokerage(
        raw=RoleTable(Figures(index, lambda place: _raw(counts[place])), _raw(sums)),
        expected=RoleTable(
            Figures(index, lambda place: _expected(of_node(place), density)), _expected(published, density)
        ),
        sd=RoleTable(Figures(index, lambda place: _sd(of_node(place), density)), _sd(published, density)),
        z=RoleTable(
            Figures(index, lambda place: _z(counts[place], of_node(place), density)), _z(sums, published, density)
        ),
        exact_network_sd=_sd(exact, density),
        exact_network_z=_z(sums, exact, density),
    )


def _raw(counts: NDArray[np.int64]) -> Roles[int]:
    return Roles(**dict(zip(ROLES, counts.tolist(), strict=True)))


def _expected(chances: Sequence[Chance], density: float | None) -> Roles[float | None]:
    return _undefined() if density is None else _roles([chance.expected(density) for chance in chances])


def _sd(chances: Sequence[Chance], density: float | None) -> Roles[float | None]:
    return _undefined() if density is None else _roles([chance.sd(density) for chance in chances])


def _z(counts: NDArray[np.int64], chances: Sequence[Chance], density: float | None) -> Roles[float | None]:
    if density is None:
        return _undefined()
    values: list[float | None] = []
    reasons: dict[str, str] = {}
    for role, count, chance in zip(ROLES, counts.tolist(), chances, strict=True):
        sd = chance.sd(density)
        values.append((count - chance.expected(density)) / sd if sd else None)
        if not sd:
            reasons[role] = _why_no_spread(chance)
    return _roles(values, reasons)


def _why_no_spread(chance: Chance) -> str:
    if not chance.places:
        return "the groups are so small or so few that no pair could be brokered in this role"
    return "the count cannot vary: all ties that could be there are, or none is"


def _undefined() -> Roles[float | None]:
    return _roles([None] * len(ROLES), dict.fromkeys(ROLES, "fewer than two nodes have no density"))


def _roles(values: Sequence[float | None], reasons: Mapping[str, str] | None = None) -> Roles[float | None]:
    return Roles(**dict(zip(ROLES, values, strict=True)), reasons=reasons or {})
