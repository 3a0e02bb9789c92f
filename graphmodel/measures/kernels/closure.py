"""Say who reaches whom: strong components, counts of reached nodes, and lowest common superiors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import rustworkx as rx
from scipy.sparse import csgraph

from graphmodel.measures.kernels.ties import distinct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from graphmodel.measures.kernels.ties import Ties

__all__ = ["Condensation", "condensed", "pairs_without_lowest_bound", "reached_counts", "reached_from", "weak_parts"]

_BITS_AT_ONCE = 2**33  # 1 GiB for the rows of bits of one window
_WIDTH_AT_LEAST = 64


@dataclass(frozen=True, eq=False)
class Condensation:
    """The strong components of a graph in flow order: whoever reaches another component stands before it.

    Parameters
    ----------
    part
        The component of each node.
    sizes
        How many nodes each component has.
    heads, starts
        The components that each component is tied to, those of component c at ``starts[c]:starts[c + 1]``.
    """

    part: NDArray[np.int64]
    sizes: NDArray[np.int64]
    heads: Sequence[int]
    starts: Sequence[int]


def condensed(ties: Ties[Any]) -> Condensation:
    """Find the strong components of a graph and put them in flow order."""
    count, found = csgraph.connected_components(ties.matrix, directed=True, connection="strong")
    labels = found.astype(np.int64)
    tails, heads = labels[ties.tails], labels[ties.heads]
    keys = distinct((tails * count + heads)[tails != heads])
    tails, heads = np.divmod(keys, max(count, 1))
    places = _flow_order(count, tails, heads)
    tails, heads = places[tails], places[heads]
    by_tail = np.argsort(tails, kind="stable")
    starts = np.searchsorted(tails[by_tail], np.arange(count + 1))
    part = places[labels]
    sizes = np.bincount(part, minlength=count)
    return Condensation(part, sizes, heads[by_tail].tolist(), starts.tolist())


def _flow_order(count: int, tails: NDArray[np.int64], heads: NDArray[np.int64]) -> NDArray[np.int64]:
    graph = rx.PyDiGraph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from_no_data(list(zip(tails.tolist(), heads.tolist(), strict=True)))
    places = np.empty(count, dtype=np.int64)
    places[np.asarray(rx.topological_sort(graph), dtype=np.int64)] = np.arange(count)
    return places


def reached_counts(ties: Ties[Any]) -> NDArray[np.int64]:
    """Count for each node the other nodes it reaches.

    One bit stands for one node, a whole number in Python for a row of bits; rows are joined from the end of the
    flow to its start. Windows of bits keep the rows within memory when the graph is large.
    """
    flow = condensed(ties)
    counts = np.zeros(len(flow.sizes), dtype=np.int64)
    width = max(_WIDTH_AT_LEAST, _BITS_AT_ONCE // max(len(flow.sizes), 1))
    for first in range(0, ties.size, width):
        counts += _counts_within(flow, first, min(first + width, ties.size))
    return counts[flow.part] - 1


def _counts_within(flow: Condensation, first: int, last: int) -> NDArray[np.int64]:
    """Count the reached nodes among the places from first to last, for each component."""
    ends = np.cumsum(flow.sizes)
    rows = _rows_of_bits(flow, np.clip(ends - flow.sizes, first, last) - first, np.clip(ends, first, last) - first)
    return np.fromiter((row.bit_count() for row in rows), dtype=np.int64, count=len(rows))


def _rows_of_bits(flow: Condensation, begins: NDArray[np.int64], ends: NDArray[np.int64]) -> list[int]:
    """Return, for each component, the bits of all it reaches; its own bits run from begin to end."""
    rows = [0] * len(flow.sizes)
    heads, starts = flow.heads, flow.starts
    own = list(zip(begins.tolist(), ends.tolist(), strict=True))
    # components whose own bits come after the window reach nothing in it
    live = int(np.searchsorted(begins, ends[-1], side="left")) if len(begins) else 0
    for component in range(live - 1, -1, -1):
        begin, end = own[component]
        bits = (1 << end) - (1 << begin)
        for head in heads[starts[component] : starts[component + 1]]:
            bits |= rows[head]
        rows[component] = bits
    return rows


def reached_from(ties: Ties[Any], source: int) -> NDArray[np.int64]:
    """Return the places of the other nodes that a node reaches."""
    order = csgraph.breadth_first_order(ties.matrix, source, directed=True, return_predecessors=False)
    return np.asarray(order[1:], dtype=np.int64)


def weak_parts(ties: Ties[Any]) -> NDArray[np.int64]:
    """Return the number of the component of each node, whichever way the ties run."""
    return np.asarray(csgraph.connected_components(ties.matrix, directed=True, connection="weak")[1], dtype=np.int64)


def pairs_without_lowest_bound(
    flow: Condensation, members: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """List the pairs of components, among some in flow order, that have no lowest common superior.

    A common superior c is the lowest if all others reach it. Whoever reaches c also reaches what c reaches, so
    the superiors of c are always common ones too: c is the lowest when it has as many superiors as are common. It
    then stands last among them in the flow.
    """
    superiors = _superior_bits(flow, members)
    counts = np.bitwise_count(superiors).sum(axis=0, dtype=np.uint16)
    lacking = [np.zeros(0, dtype=np.int64)]
    for second in range(1, len(members)):
        words = second // 64 + 1  # the superiors of the earlier of two stand before it
        common = superiors[:words, :second] & superiors[:words, second, np.newaxis]
        amounts = np.bitwise_count(common).sum(axis=0, dtype=np.uint16)
        lowest = amounts > 0
        lowest[lowest] = counts[_last_bits(common[:, lowest])] == amounts[lowest]
        lacking.append(np.flatnonzero(~lowest))
    seconds = np.repeat(np.arange(len(lacking)), [len(firsts) for firsts in lacking])
    return members[np.concatenate(lacking)], members[seconds]


def _superior_bits(flow: Condensation, members: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return a column of bits for each member: itself and the members that reach it, in flow order."""
    rows = [1 << place for place in range(len(members))]
    place_of = {member: place for place, member in enumerate(members.tolist())}
    for member, place in place_of.items():
        for head in flow.heads[flow.starts[member] : flow.starts[member + 1]]:
            rows[place_of[head]] |= rows[place]
    width = (len(members) + 63) // 64 * 8
    packed = b"".join(row.to_bytes(width, "little") for row in rows)
    return np.ascontiguousarray(np.frombuffer(packed, dtype="<u8").reshape(len(members), -1).T)


def _last_bits(columns: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return the place of the highest bit set in each column; every column has one."""
    words = len(columns) - 1 - (columns != 0)[::-1].argmax(axis=0)
    bits = columns[words, np.arange(columns.shape[1])]
    for shift in (1, 2, 4, 8, 16, 32):
        bits |= bits >> np.uint64(shift)
    places: NDArray[np.int64] = words * 64 + np.bitwise_count(bits).astype(np.int64) - 1
    return places
