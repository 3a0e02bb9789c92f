"""Count chains of two ties and the triangles that close them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from graphmodel.errors import MeasureError
from graphmodel.measures.kernels.ties import distinct, found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from graphmodel.measures.kernels.ties import Ties

__all__ = ["Skeleton", "Triangles", "brokered_pairs", "counting", "open_chains", "skeleton_of"]

_WEDGES_AT_ONCE = 4_000_000  # about 200 MB of intermediate arrays
_CHAINS_AT_MOST = 100_000_000  # about 5 GB: all are held at once


@dataclass(frozen=True, eq=False)
class Skeleton:
    """Pairs of nodes that are tied at least one way, each once.

    Each pair points from the node with fewer contacts to the one with more, which bounds the pairs that leave
    a node by the square root of twice their number: triangles are then cheap to list however large the hubs.

    Parameters
    ----------
    size
        How many nodes there are.
    low, high
        The two ends of each pair, sorted by low and high, as places in ``order``.
    order
        The node, as a place in the graph, at each place here.
    up, down
        Whether there is a tie from low to high, and from high to low.
    """

    size: int
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    order: NDArray[np.int64]
    up: NDArray[np.bool_]
    down: NDArray[np.bool_]

    @property
    def strengths(self) -> NDArray[np.int64]:
        """How many ties each pair has: one or two."""
        return self.up.astype(np.int64) + self.down

    def triangles(self) -> Iterator[Triangles]:
        """List every triangle once, in portions."""
        ends = np.searchsorted(self.low, self.low, side="right")
        wedges = ends - np.arange(len(self.low)) - 1
        for first, last in _portions(wedges):
            yield self._close(np.arange(first, last), wedges[first:last])

    def _close(self, pairs: NDArray[np.int64], wedges: NDArray[np.int64]) -> Triangles:
        first = np.repeat(pairs, wedges)
        second = first + 1 + counting(wedges)
        wanted = self.high[first] * self.size + self.high[second]
        there, third = found(self.low * self.size + self.high, wanted)
        return Triangles(first[there], second[there], third[there])


@dataclass(frozen=True, eq=False)
class Triangles:
    """Triangles x, y, z as places of their pairs xy, xz and yz in the skeleton."""

    xy: NDArray[np.int64]
    xz: NDArray[np.int64]
    yz: NDArray[np.int64]

    def turns(self, skeleton: Skeleton) -> Iterator[Turn]:
        """Give the triangles in each of the six orders of their corners."""
        corners = (skeleton.low[self.xy], skeleton.high[self.xy], skeleton.high[self.xz])
        pairs = {(0, 1): self.xy, (0, 2): self.xz, (1, 2): self.yz}
        for a, v, b in permutations(range(3)):
            legs = [(pairs[min(ends), max(ends)], ends[0] < ends[1]) for ends in ((a, v), (v, b), (a, b))]
            yield Turn(corners[a], corners[v], corners[b], *legs)


@dataclass(frozen=True, eq=False)
class Turn:
    """Triangles read as a, v, b: the corners, and for each leg its pair and whether it runs from low to high."""

    a: NDArray[np.int64]
    v: NDArray[np.int64]
    b: NDArray[np.int64]
    av: tuple[NDArray[np.int64], bool]
    vb: tuple[NDArray[np.int64], bool]
    ab: tuple[NDArray[np.int64], bool]


def _portions(sizes: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Cut a list of sizes into runs of about ``_WEDGES_AT_ONCE``."""
    total = np.cumsum(sizes)
    first = 0
    while first < len(sizes):
        done = total[first - 1] if first else 0
        last = max(int(np.searchsorted(total, done + _WEDGES_AT_ONCE)), first + 1)
        yield first, last
        first = last


def counting(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return 0, 1, … within each run of the given sizes."""
    starts = np.cumsum(sizes) - sizes
    return np.arange(int(sizes.sum())) - np.repeat(starts, sizes)


def skeleton_of(ties: Ties[Any]) -> Skeleton:
    """Return the pairs of tied nodes, whichever way the ties run."""
    degrees = ties.outgoing + ties.incoming
    order = np.lexsort((ties.ranks, degrees))  # sums of fractions then end alike however the graph was built
    places = np.empty(ties.size, dtype=np.int64)
    places[order] = np.arange(ties.size)
    tails, heads = places[ties.tails], places[ties.heads]
    ascending = tails < heads
    keys = np.where(ascending, tails * ties.size + heads, heads * ties.size + tails)
    pairs = distinct(keys)
    up, down = np.zeros(len(pairs), dtype=np.bool_), np.zeros(len(pairs), dtype=np.bool_)
    where = np.searchsorted(pairs, keys)
    up[where[ascending]] = True
    down[where[~ascending]] = True
    low, high = np.divmod(pairs, max(ties.size, 1))
    return Skeleton(ties.size, low, high, order, up, down)


def brokered_pairs(ties: Ties[Any], codes: NDArray[np.int64], groups: int) -> NDArray[np.int64]:
    """Count for each node the pairs it brokers: chains a to v to b of distinct nodes with no tie from a to b.

    Returns
    -------
    array of shape (nodes, 5)
        Chains by the groups of a, v and b, in the columns A-A-A, A-B-A, A-A-B, A-B-B and A-B-C.
    """
    skeleton = skeleton_of(ties)
    counts = _chains(ties, codes, groups)
    for triangles in skeleton.triangles():
        for turn in triangles.turns(skeleton):
            closed = _runs(skeleton, turn.av) & _runs(skeleton, turn.vb) & _runs(skeleton, turn.ab)
            a, v, b = (skeleton.order[corner[closed]] for corner in (turn.a, turn.v, turn.b))
            columns = _columns(codes[a], codes[v], codes[b])
            counts -= np.bincount(v * 5 + columns, minlength=ties.size * 5).reshape(-1, 5)
    return counts


def _runs(skeleton: Skeleton, leg: tuple[NDArray[np.int64], bool]) -> NDArray[np.bool_]:
    pairs, ascending = leg
    return skeleton.up[pairs] if ascending else skeleton.down[pairs]


def _columns(a: NDArray[np.int64], v: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.int64]:
    inner = np.where(v == b, 3, np.where(a == b, 1, 4))
    return np.where(a == v, np.where(v == b, 0, 2), inner)


def _chains(ties: Ties[Any], codes: NDArray[np.int64], groups: int) -> NDArray[np.int64]:
    """Count all chains through each node, open or closed, in the columns of ``brokered_pairs``."""
    own = codes[ties.tails] == codes[ties.heads]
    mutual = ties.has(ties.heads, ties.tails)
    own_in, own_out, own_both, other_both = (
        np.bincount(ends[kind], minlength=ties.size)
        for ends, kind in (
            (ties.heads, own),
            (ties.tails, own),
            (ties.tails, own & mutual),
            (ties.tails, ~own & mutual),
        )
    )
    other_in, other_out = ties.incoming - own_in, ties.outgoing - own_out
    same_ends = _same_ends(ties, codes, groups) - own_in * own_out
    columns = (
        own_in * own_out - own_both,
        same_ends - other_both,
        own_in * other_out,
        other_in * own_out,
        other_in * other_out - same_ends,
    )
    return np.stack(columns, axis=1)


def _same_ends(ties: Ties[Any], codes: NDArray[np.int64], groups: int) -> NDArray[np.int64]:
    """Count for each node the chains through it whose ends are of one group, returns to the start included."""
    shape = (ties.size, groups)
    ones = np.ones(ties.count, dtype=np.int64)
    into = sparse.csr_array((ones, (ties.heads, codes[ties.tails])), shape=shape)
    out_of = sparse.csr_array((ones, (ties.tails, codes[ties.heads])), shape=shape)
    return np.asarray(into.multiply(out_of).sum(axis=1), dtype=np.int64)


def open_chains(ties: Ties[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """List every chain a to v to b of distinct nodes with no tie from a to b.

    Raises
    ------
    MeasureError
        If they are too many to hold.
    """
    onward = ties.outgoing[ties.heads]
    if int(onward.sum()) > _CHAINS_AT_MOST:
        raise MeasureError(
            f"the graph has {int(onward.sum()):,} chains of two ties; brokers can be told apart pair by pair for at "
            f"most {_CHAINS_AT_MOST:,}: take a part of the graph"
        )
    a = np.repeat(ties.tails, onward)
    v = np.repeat(ties.heads, onward)
    b = ties.heads[np.repeat(ties.starts[ties.heads], onward) + counting(onward)]
    still_open = (a != b) & ~ties.has(a, b)
    return a[still_open], v[still_open], b[still_open]
