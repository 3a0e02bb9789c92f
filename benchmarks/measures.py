"""Time the measures, as ratios within one run: against vectorised forms, networkx and rustworkx.

Run ``python benchmarks/measures.py``; ``--large`` adds a graph of a million nodes and four million edges. Ratios hold
on a busy machine too, seconds only on an idle one. "cold" reads the networkx graph first, "warm" has read it before;
the other side starts from arrays, or from a rustworkx graph, that are there already unless it says otherwise.
"""

# mypy: disable-error-code="no-any-return"

from __future__ import annotations

import argparse
import resource
import time
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import rustworkx as rx
from scipy import sparse
from scipy.sparse import csgraph

from graphmodel import measures

if TYPE_CHECKING:
    from collections.abc import Callable

GROUPS = 8


def layered(nodes: int, edges: int, seed: int = 7) -> nx.DiGraph[int]:
    """Return a chart of layers that widen downwards, with a tenth of the edges running anywhere."""
    random = np.random.default_rng(seed)
    heads = random.integers(1, nodes, edges)
    tails = (heads * random.random(edges)).astype(np.int64)
    anywhere = random.random(edges) < 0.1
    tails[anywhere] = random.integers(0, nodes, int(anywhere.sum()))
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from(zip(tails.tolist(), heads.tolist(), strict=True))
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    return graph


def matrix_of(graph: nx.DiGraph[int]) -> sparse.csr_array:
    """Return the adjacency matrix."""
    ends = np.array(graph.edges(), dtype=np.int32)
    return sparse.csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(len(graph), len(graph)))


def rust_of(graph: nx.DiGraph[int]) -> rx.PyDiGraph:
    """Return the graph in rustworkx."""
    other = rx.PyDiGraph()
    other.add_nodes_from(range(len(graph)))
    other.add_edges_from_no_data(list(graph.edges()))
    return other


def vectorised_brokerage(matrix: sparse.csr_array, groups: np.ndarray) -> np.ndarray:
    """Count roles with sparse products: chains by degree, less those that a tie closes."""
    tails, heads = matrix.nonzero()
    same = groups[tails] == groups[heads]
    shape = matrix.shape
    own = sparse.csr_array((np.ones(int(same.sum())), (tails[same], heads[same])), shape=shape)
    other = sparse.csr_array((np.ones(int((~same).sum())), (tails[~same], heads[~same])), shape=shape)
    roles = []
    for into, out, across in ((own, own, own), (own, other, other), (other, own, other), (other, other, own)):
        chains = into.sum(axis=0) * out.sum(axis=1) - (into.T.multiply(out)).sum(axis=1)
        roles.append(chains - (into.T @ across).multiply(out).sum(axis=1))
    roles.append(-(other.T @ other).multiply(other).sum(axis=1))
    return np.stack(roles)


def vectorised_constraint(matrix: sparse.csr_array) -> np.ndarray:
    """Sum squared shares with sparse products."""
    shares = sparse.csr_array(matrix + matrix.T)
    total = shares.sum(axis=1)
    shares = sparse.csr_array(
        sparse.diags_array(np.divide(1, total, where=total > 0, out=np.zeros_like(total))) @ shares
    )
    mask = shares.astype(bool)
    return (shares + (shares @ shares).multiply(mask)).power(2).multiply(mask).sum(axis=1)


def vectorised_counts(matrix: sparse.csr_array) -> np.ndarray:
    """Count descendants on packed bits, one layer of the condensed graph at a time."""
    count, labels = csgraph.connected_components(matrix, directed=True, connection="strong")
    tails, heads = (labels[ends] for ends in matrix.nonzero())
    pairs = np.unique(np.stack([tails, heads])[:, tails != heads], axis=1)
    flow = sparse.csr_array((np.ones(pairs.shape[1]), (pairs[0], pairs[1])), shape=(count, count))
    bits = np.zeros((count, (matrix.shape[0] + 7) // 8), dtype=np.uint8)
    np.bitwise_or.at(
        bits, (labels, np.arange(matrix.shape[0]) // 8), 1 << (np.arange(matrix.shape[0]) % 8).astype(np.uint8)
    )
    left = np.diff(flow.indptr).copy()
    back = sparse.csr_array(flow.T)
    layer = np.flatnonzero(left == 0)
    while len(layer):
        for part in layer:
            bits[part] |= np.bitwise_or.reduce(bits[flow.indices[flow.indptr[part] : flow.indptr[part + 1]]], axis=0)
        before = np.concatenate([back.indices[back.indptr[part] : back.indptr[part + 1]] for part in layer])
        np.subtract.at(left, before, 1)
        layer = np.unique(before[left[before] == 0])
    return np.bitwise_count(bits).sum(axis=1, dtype=np.int64)[labels] - 1


def fastest(work: Callable[[], Any], rounds: int) -> float:
    """Return the least seconds of some rounds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def compare(
    name: str, ours: Callable[[], Any], forget: Callable[[], Any], rounds: int, **others: Callable[[], Any]
) -> None:
    """Print our seconds, cold and warm, and how many times those of others they are."""

    def cold() -> None:
        forget()
        ours()

    slow, quick = fastest(cold, rounds), fastest(ours, rounds)
    ratios = []
    for label, other in others.items():
        seconds = fastest(other, rounds)
        ratios.append(f"{label} {seconds:.4f} s (cold {slow / seconds:.2f}x, warm {quick / seconds:.2f}x)")
    print(f"  {name:<28} cold {slow:8.4f} s  warm {quick:8.4f} s  {'; '.join(ratios)}", flush=True)


def real_size() -> None:
    """Time every measure at two thousand nodes and twenty thousand edges."""
    graph = layered(2_000, 20_000)
    forget = graph.__networkx_cache__.clear
    groups = {node: node % GROUPS for node in graph}
    other = rust_of(graph)
    print(f"{len(graph):,} nodes, {graph.number_of_edges():,} edges: every measure should stay below 1 s")
    compare("brokerage", lambda: measures.brokerage(graph, groups), forget, 3)
    compare("level_brokerage", lambda: measures.level_brokerage(graph, groups), forget, 3)
    compare("krackhardt", lambda: measures.krackhardt(graph), forget, 2)
    compare(
        "structural_holes", lambda: measures.structural_holes(graph), forget, 3, networkx=lambda: nx.constraint(graph)
    )
    compare("reach_counts", lambda: measures.reach_counts(graph), forget, 3)
    compare(
        "dominators",
        lambda: measures.dominators(graph, 0),
        forget,
        3,
        networkx=lambda: nx.immediate_dominators(graph, 0),
        rustworkx=lambda: rx.immediate_dominators(other, 0),
    )
    compare("cut_points", lambda: measures.cut_points(graph), forget, 3)
    compare("minimum_cuts", lambda: measures.minimum_cuts(graph, 0, 1_999), forget, 3)
    compare(
        "betweenness",
        lambda: measures.betweenness(graph),
        forget,
        2,
        rustworkx=lambda: rx.digraph_betweenness_centrality(other),
    )
    compare("core_periphery", lambda: measures.core_periphery(graph), forget, 2)
    compare("mixing", lambda: measures.mixing(graph, groups), forget, 3)
    compare(
        "k_best_paths, k=10",
        lambda: measures.k_best_paths(graph, 0, 1_999, 10),
        forget,
        3,
        networkx=lambda: [path for path, _ in zip(nx.shortest_simple_paths(graph, 0, 1_999), range(10), strict=False)],
    )


def middle_size(nodes: int, edges: int) -> None:
    """Hold the measures that must scale against their vectorised forms."""
    graph = layered(nodes, edges)
    forget = graph.__networkx_cache__.clear
    groups = {node: node % GROUPS for node in graph}
    numbers = np.arange(len(graph)) % GROUPS
    matrix, other = matrix_of(graph), rust_of(graph)
    sources = list(range(0, nodes, nodes // 10))[:10]
    print(f"{len(graph):,} nodes, {graph.number_of_edges():,} edges")
    compare(
        "brokerage",
        lambda: measures.brokerage(graph, groups),
        forget,
        2,
        vectorised=lambda: vectorised_brokerage(matrix, numbers),
    )
    compare(
        "constraint",
        lambda: measures.structural_holes(graph),
        forget,
        2,
        vectorised=lambda: vectorised_constraint(matrix),
    )
    compare(
        "reachable, 10 sources",
        lambda: [measures.reachable(graph, source) for source in sources],
        forget,
        2,
        vectorised=lambda: [csgraph.breadth_first_order(matrix, source) for source in sources],
    )
    compare(
        "reach_counts", lambda: measures.reach_counts(graph), forget, 1, vectorised=lambda: vectorised_counts(matrix)
    )
    compare(
        "dominators",
        lambda: measures.dominators(graph, 0),
        forget,
        2,
        rustworkx=lambda: rx.immediate_dominators(other, 0),
        rustworkx_with_build=lambda: rx.immediate_dominators(rust_of(graph), 0),
    )


def core(nodes: int, edges: int) -> None:
    """Time the search for a core on a graph that is not small."""
    graph = layered(nodes, edges)
    seconds = fastest(lambda: measures.core_periphery(graph), 1)
    print(f"  core_periphery at {nodes:,} nodes and {edges:,} edges: {seconds:.1f} s")


def sampling() -> None:
    """Hold sampled betweenness against the exact."""
    graph = layered(10_001, 40_000)
    other = rust_of(graph)
    start = time.perf_counter()
    sampled = measures.betweenness(graph)
    ours = time.perf_counter() - start
    start = time.perf_counter()
    exact = rx.digraph_betweenness_centrality(other)
    theirs = time.perf_counter() - start
    errors = np.array([abs(sampled[node] - exact[node]) for node in graph])
    stated = np.array([sampled.standard_error[node] for node in graph])
    covered = float(np.mean(errors <= 1.96 * stated + 1e-12))
    print(
        f"  betweenness at {len(graph):,} nodes: {sampled.sources} sources in {ours:.2f} s, exact in {theirs:.2f} s; "
        f"largest error {errors.max():.2e} (bound {sampled.error_bound:.2e}), within 1.96 standard errors {covered:.1%}"
    )


def large() -> None:
    """Finish brokerage and reach on a million nodes and four million edges."""
    graph = layered(1_000_000, 4_000_000)
    groups = {node: node % GROUPS for node in graph}
    print(f"{len(graph):,} nodes, {graph.number_of_edges():,} edges, {peak():.1f} GiB for the graph itself")
    for name, work in (
        ("brokerage", lambda: measures.brokerage(graph, groups)),
        ("structural_holes", lambda: measures.structural_holes(graph)),
        ("reachable", lambda: measures.reachable(graph, 0)),
        ("reach_counts", lambda: measures.reach_counts(graph)),
    ):
        start = time.perf_counter()
        work()
        print(f"  {name:<28} {time.perf_counter() - start:8.1f} s, peak {peak():.1f} GiB", flush=True)


def peak() -> float:
    """Return the most memory this process has held, in GiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def main() -> None:
    """Run what was asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--large", action="store_true", help="a million nodes too: minutes, and several GiB")
    options = asked.parse_args()
    real_size()
    middle_size(10_000, 40_000)
    sampling()
    core(50_000, 200_000)
    middle_size(100_000, 400_000)
    if options.large:
        large()


if __name__ == "__main__":
    main()
