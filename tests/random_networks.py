"""Hypothesis strategies for small networks."""

from __future__ import annotations

from itertools import permutations, product
from typing import TYPE_CHECKING

import networkx as nx
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMES = "abcdefgh"


@st.composite
def digraphs(draw: st.DrawFn, least: int = 0, most: int = 7) -> nx.DiGraph[str]:
    """Networks of named nodes, now and then with self-loops."""
    nodes = NAMES[: draw(st.integers(least, most))]
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(nodes)
    if nodes:
        graph.add_edges_from(draw(st.lists(st.sampled_from(list(product(nodes, nodes))), max_size=4 * len(nodes))))
    return graph


@st.composite
def multidigraphs(draw: st.DrawFn, least: int = 2, most: int = 6) -> nx.MultiDiGraph[str]:
    """Networks with parallel edges, keyed by name, and a weight of 0 to 3 on each."""
    nodes = NAMES[: draw(st.integers(least, most))]
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(nodes)
    ends = draw(st.lists(st.sampled_from(list(product(nodes, nodes))), max_size=2 * len(nodes)))
    for number, (tail, head) in enumerate(ends):
        graph.add_edge(tail, head, key=f"e{number}", weight=draw(st.integers(0, 3)))
    return graph


@st.composite
def groupings(draw: st.DrawFn, nodes: Iterable[str], most: int = 3) -> dict[str, int]:
    """Give every node one of a few groups."""
    return {node: draw(st.integers(1, most)) for node in nodes}


def without_loops(graph: nx.DiGraph[str]) -> nx.DiGraph[str]:
    """Drop the self-loops, for libraries that count them."""
    plain = graph.copy()
    plain.remove_edges_from(list(nx.selfloop_edges(plain)))
    return plain


def open_triples(graph: nx.DiGraph[str]) -> list[tuple[str, str, str]]:
    """List all a, v, b with ties a to v to b and none from a to b, by trying every triple."""
    return [
        (a, v, b)
        for a, v, b in permutations(graph, 3)
        if graph.has_edge(a, v) and graph.has_edge(v, b) and not graph.has_edge(a, b)
    ]
