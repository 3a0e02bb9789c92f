"""Read the ties of a networkx graph into arrays, once per graph."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import networkx as nx
import numpy as np
import rustworkx as rx
from scipy import sparse

from graphmodel.errors import MeasureError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from numpy.typing import NDArray

__all__ = ["Ties", "canonical", "coded", "distinct", "found", "position", "ties_of"]

Node = TypeVar("Node", bound="Hashable")

_CACHE_KEY = "graphmodel.ties"
_SUGGEST_UP_TO = 20_000  # comparing a name with more than this takes longer than a reader will wait


@dataclass(frozen=True, eq=False)
class Ties(Generic[Node]):
    """Who is tied to whom: ordered pairs of distinct nodes, each once, sorted by tail and head.

    Self-loops are dropped and parallel edges are one tie. An undirected edge is a tie each way.

    Parameters
    ----------
    nodes
        The nodes in the graph's own order; arrays count in this order.
    index
        The place of each node in ``nodes``.
    tails, heads
        The two ends of each tie, as places in ``nodes``.
    """

    nodes: tuple[Node, ...]
    index: dict[Node, int]
    tails: NDArray[np.int64]
    heads: NDArray[np.int64]

    @property
    def size(self) -> int:
        """How many nodes there are."""
        return len(self.nodes)

    @property
    def count(self) -> int:
        """How many ties there are."""
        return len(self.tails)

    @cached_property
    def keys(self) -> NDArray[np.int64]:
        """One ascending number for each tie, to look ties up by."""
        return self.tails * self.size + self.heads

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """Where the ties of each tail begin; one longer than the nodes."""
        return np.searchsorted(self.tails, np.arange(self.size + 1))

    @cached_property
    def outgoing(self) -> NDArray[np.int64]:
        """How many ties leave each node."""
        return np.diff(self.starts)

    @cached_property
    def incoming(self) -> NDArray[np.int64]:
        """How many ties enter each node."""
        return np.bincount(self.heads, minlength=self.size)

    @cached_property
    def matrix(self) -> sparse.csr_array[np.float64]:
        """The ties as a sparse matrix of ones, rows are tails."""
        # the types that scipy's walks ask for: with others they would copy the whole each time
        ones = np.ones(self.count)
        heads, starts = self.heads.astype(np.int32), self.starts.astype(np.int32)
        return sparse.csr_array((ones, heads, starts), shape=(self.size, self.size))

    @cached_property
    def reverse(self) -> sparse.csr_array[np.float64]:
        """The same, rows are heads."""
        return self.matrix.T.tocsr()

    @cached_property
    def ranks(self) -> NDArray[np.int64]:
        """The place of each node in an order that does not depend on how the graph was built."""
        ranks = np.empty(self.size, dtype=np.int64)
        ranks[[self.index[node] for node in canonical(self.nodes)]] = np.arange(self.size)
        return ranks

    @cached_property
    def rank_of(self) -> dict[Node, int]:
        """The same by node."""
        return dict(zip(self.nodes, self.ranks.tolist(), strict=True))

    @cached_property
    def rust(self) -> rx.PyDiGraph[int, None]:
        """The ties as a graph of rustworkx, nodes by their place."""
        graph = rx.PyDiGraph(node_count_hint=self.size, edge_count_hint=self.count)
        graph.add_nodes_from(range(self.size))
        graph.add_edges_from_no_data(list(zip(self.tails.tolist(), self.heads.tolist(), strict=True)))
        return graph

    def has(self, tails: NDArray[np.int64], heads: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Say for each pair whether it is a tie."""
        return found(self.keys, tails * self.size + heads)[0]


def found(keys: NDArray[np.int64], wanted: NDArray[np.int64]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Look numbers up in an ascending array: whether each is there, and where it is or would be."""
    places = np.searchsorted(keys, wanted)
    inside = places < len(keys)
    there = np.zeros(len(wanted), dtype=np.bool_)
    there[inside] = keys[places[inside]] == wanted[inside]
    return there, places


def distinct(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the different numbers of an array, ascending; for many numbers faster than numpy's own."""
    ordered = np.sort(keys)
    return ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])] if len(ordered) else ordered


def ties_of(graph: nx.Graph[Node]) -> Ties[Node]:
    """Return the ties of a graph; the same object until the graph changes.

    Raises
    ------
    MeasureError
        If it is not a networkx graph.
    """
    if not isinstance(graph, nx.Graph):
        raise MeasureError(f"a measure needs a networkx graph, not {type(graph).__name__}")
    cache: dict[str, Any] | None = getattr(graph, "__networkx_cache__", None)
    if cache is None or hasattr(graph, "_graph"):  # a view is not told when the graph under it changes
        return _read(graph)
    if _CACHE_KEY not in cache:  # networkx empties this dict whenever nodes or edges come or go
        cache[_CACHE_KEY] = _read(graph)
    ties: Ties[Node] = cache[_CACHE_KEY]
    return ties


def _read(graph: nx.Graph[Node]) -> Ties[Node]:
    nodes = tuple(graph)
    index = {node: place for place, node in enumerate(nodes)}
    # walked three times rather than kept once: a hundred thousand small objects would wake the garbage collector
    owners = np.fromiter((index[node] for node, _ in graph.adjacency()), dtype=np.int64)
    amounts = np.fromiter((len(row) for _, row in graph.adjacency()), dtype=np.int64)
    far_ends = chain.from_iterable(row for _, row in graph.adjacency())
    heads = np.fromiter(map(index.__getitem__, far_ends), dtype=np.int64, count=int(amounts.sum()))
    tails = np.repeat(owners, amounts)
    keys = np.sort((tails * len(nodes) + heads)[tails != heads])
    tails, heads = np.divmod(keys, max(len(nodes), 1))
    return Ties(nodes, index, tails, heads)


def canonical(items: Iterable[Node]) -> list[Node]:
    """Sort things that may not be comparable, the same way whatever order they came in."""
    known = list(items)
    try:
        return sorted(known)  # type: ignore[type-var]
    except TypeError:
        return sorted(known, key=lambda item: (type(item).__name__, repr(item)))


def position(ties: Ties[Node], node: Node, role: str) -> int:
    """Return the place of a node.

    Raises
    ------
    MeasureError
        If it is not in the graph; names the nearest names.
    """
    place = ties.index.get(node)
    if place is None:
        raise MeasureError(f"the {role} {node!r} is not a node of the graph{_nearest(node, ties.nodes)}")
    return place


def _nearest(name: object, known: Iterable[object]) -> str:
    names = [candidate for candidate in known if isinstance(candidate, str)]
    return did_you_mean(name, names) if isinstance(name, str) and len(names) <= _SUGGEST_UP_TO else ""


def coded(ties: Ties[Node], groups: Mapping[Node, Hashable], word: str) -> tuple[NDArray[np.int64], tuple[Any, ...]]:
    """Return a number for the group of each node, and the groups the numbers stand for, sorted.

    Raises
    ------
    MeasureError
        If a node has no group: "not known" is not a group.
    """
    missing = [node for node in ties.nodes if groups.get(node) is None]
    if missing:
        strangers = [node for node in groups if node not in ties.index]
        first = canonical(missing)[0]
        raise MeasureError(
            f"{len(missing)} of {ties.size} nodes have no {word}, among them {first!r}{_nearest(first, strangers)}; "
            f"give every node a {word}, or leave the node out of the graph"
        )
    labels = tuple(canonical({groups[node] for node in ties.nodes}))
    number = {label: place for place, label in enumerate(labels)}
    codes = np.fromiter((number[groups[node]] for node in ties.nodes), dtype=np.int64, count=ties.size)
    return codes, labels
