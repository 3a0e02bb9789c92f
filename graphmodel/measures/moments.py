"""Say what brokerage a network of the same density would show by chance."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Chance", "Sizes", "chance_of_network", "chance_of_node"]


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
