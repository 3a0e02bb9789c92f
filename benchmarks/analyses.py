"""Time every analysis on a made-up structure of 2,000 nodes and 20,000 edges: none may take above one second.

Run ``python benchmarks/analyses.py``. Each figure is the best of three runs, with all rows made, in seconds of
processor time, which a busy machine stretches less than those of the clock. The first line, which only reads a day off
the graph, tells how much: it takes about 0.04 s on an idle core.
"""

from __future__ import annotations

import argparse
import sys
import time
from typing import TYPE_CHECKING

import networkx as nx
from synthetic import synthetic

from graphmodel import analysis
from graphmodel.analysis import search
from graphmodel.analysis.influence import influence
from graphmodel.analysis.search import make_request
from graphmodel.measures import k_best_paths
from graphmodel.model import Graph

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = "2015-06-01"
LIMIT = 1.0
_OPEN = {"since": None, "until": None}


def best(run: Callable[[], object], times: int = 3) -> float:
    """Return the seconds of processor time of the quickest of several runs."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        run()
        taken.append(time.process_time() - start)
    return min(taken)


def held(graph: Graph) -> Graph:
    """Return the graph with everything there on the day, one tie in ten only possibly."""
    nodes = [node.model_validate(node.model_dump() | _OPEN) for node in graph.nodes.values()]
    edges = [
        edge.model_validate(edge.model_dump() | _OPEN | ({} if number % 10 else {"since": DAY[:4]}))
        for number, edge in enumerate(graph.edges.values())
    ]
    return Graph(nodes, edges, graph.sources.values())


def runs(graph: Graph, dated: Graph) -> dict[str, Callable[[], object]]:
    """Return what to time, by name."""
    town, state, network = "municipality-0", "statebody-0", "network-0"
    by_name = {name: _named(graph, name) for name in analysis.ANALYSES}
    scenario = {"title": "T", "since": DAY, "add": [{"from": town, "type": "MEMBER_OF", "to": network}]}
    return {
        "graph of a day": lambda: graph.at(DAY),
        **by_name,
        "influence_paths, k=5": lambda: analysis.influence_paths(graph, town, state, on=DAY),
        "influence_paths, k=50": lambda: analysis.influence_paths(graph, town, state, on=DAY, k=50),
        "influence_paths, overlap": lambda: analysis.influence_paths(dated, town, state),
        "influence_paths, via": lambda: analysis.influence_paths(graph, town, state, on=DAY, via=[network]),
        "influence_paths, none": lambda: analysis.influence_paths(graph, town, "strategy-0", "voice", on=DAY),
        "gatekeepers of two": lambda: analysis.gatekeepers(graph, town, state, on=DAY),
        "grounds": lambda: analysis.grounds(graph, town, state, on=DAY),
        "changes": lambda: analysis.changes(dated, "2010-01-01", DAY).rows,
        "successors": lambda: analysis.successors(graph, town, DAY).rows,
        "scenario": lambda: analysis.scenario(graph, scenario),
    }


def _named(graph: Graph, name: str) -> Callable[[], object]:
    return lambda: analysis.analyse(graph, name, on=DAY).rows


def rules(graph: Graph) -> None:
    """Print how many times as long the search for chains takes with the rules as without, each from the ties alone."""
    now = graph.at(DAY)
    ways = influence(now, "voice")
    request = make_request(now, "municipality-0", "statebody-0", "voice", k=10, via=(), kinds=None, without=())

    def without_rules() -> nx.MultiDiGraph[str]:
        plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for arc in ways.arcs:
            plain.add_edge(arc.tail, arc.head, key=arc.edge.id, cost=1)
        return plain

    def shortest() -> object:
        plain = without_rules()
        ahead, behind = nx.descendants(plain, request.source), nx.ancestors(plain, request.target)
        part = plain.subgraph((ahead & behind) | {request.source, request.target}).copy()
        return k_best_paths(part, request.source, request.target, request.k, weight="cost")

    for name, bound, free in (
        ("10 chains", lambda: search.chains(ways, request), shortest),
        (
            "all that is reached",
            lambda: ways.reached(request.source),
            lambda: nx.single_source_shortest_path_length(without_rules(), request.source),
        ),
    ):
        with_rules, without = best(bound), best(free)
        print(f"{name:28} {with_rules:7.3f} s with the rules, {without:7.3f} s without: {with_rules / without:.1f}x")


def main() -> None:
    """Print a line for each analysis; fail when one is above the limit and the machine is not to blame."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=2_000)
    parser.add_argument("--edges", type=int, default=20_000)
    parser.add_argument("--strict", action="store_true", help="exit with 1 when an analysis takes above a second")
    chosen = parser.parse_args()
    dated = synthetic(chosen.nodes, chosen.edges)
    graph = held(dated)
    print(f"{graph}; on {DAY}: {graph.at(DAY)}")
    seconds = {}
    for name, run in runs(graph, dated).items():
        seconds[name] = taken = best(run)
        print(f"{name:28} {taken:7.3f} s{'  above the limit' if taken > LIMIT else ''}", flush=True)
    rules(graph)
    sys.exit(chosen.strict and max(seconds.values()) > LIMIT)


if __name__ == "__main__":
    main()
