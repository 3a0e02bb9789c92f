"""Time the library of questions against the same Cypher sent by the engine or driver itself, and on larger graphs.

Run ``python benchmarks/library.py``: the ratio on the embedded engine, and how each question grows from the shipped
graph to ten copies of it. ``--full`` goes on to a hundred copies (77,000 nodes, 199,000 edges); ``--neo4j URL``, with
``NEO4J_USERNAME`` and ``NEO4J_PASSWORD``, adds the ratio on a server whose database may be emptied. Ratios hold on a
busy machine too: the two ways take turns, and of each the fastest counts.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from neo4j import GraphDatabase

from graphmodel import workspace
from graphmodel.model import Graph
from graphmodel.queries import bind
from graphmodel.store import Credentials, Store, open_store
from graphmodel.store.arcadedb import engine
from graphmodel.store.neo4j.allowlist import check_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from graphmodel.model import Edge, Node, Survey

LIBRARY = workspace.library()
ROUNDS = 7
LINEAR = 1.3
"""The largest exponent that counts as linear: a larger graph also fits caches less, but pairs of all would give 2."""
MEASURABLE = 0.002
"""Seconds under which a time says more about the clock than about the question."""


def fastest(*ways: Callable[[], object], clock: Callable[[], float], rounds: int) -> list[float]:
    """Return the shortest time of each way, which take turns, after one time each that does not count."""
    times = [math.inf] * len(ways)
    for turn in range(rounds + 1):
        for number, way in enumerate(ways):
            start = clock()
            way()
            if turn:
                times[number] = min(times[number], clock() - start)
    return times


def tell_ratios(engine: str, store: Store, raw: Callable[[str, dict[str, Any]], object], last_described: date) -> None:
    """Print how much longer the library takes through the store than raw, in all and at worst."""
    ours, theirs, worst = 0.0, 0.0, (0.0, "")
    for name, query in LIBRARY.items():
        parameters = bind(query, {}, last_described)
        ways = (lambda query=query: store.run(query), lambda query=query, given=parameters: raw(query.text, given))
        one, other = fastest(*ways, clock=time.perf_counter, rounds=ROUNDS)
        ours, theirs = ours + one, theirs + other
        worst = max(worst, (one / other, f"{name}, {one * 1000:.1f} ms for {other * 1000:.1f} ms"))
    print(f"{engine}: {len(LIBRARY)} questions {ours:.3f} s, raw {theirs:.3f} s: {ours / theirs:.2f}×")
    print(f"  most of one question: {worst[0]:.2f}× ({worst[1]})")


def tell_guard() -> None:
    """Print how long it takes to look at the words of a question, at most and in all."""
    times = {
        name: fastest(partial(check_text, query.text), clock=time.process_time, rounds=5)[0]
        for name, query in LIBRARY.items()
    }
    slowest = max(times, key=times.__getitem__)
    print(f"the guard looks at {len(times)} questions in {sum(times.values()) * 1000:.0f} ms")
    print(f"  most of one question: {times[slowest] * 1000:.2f} ms ({slowest})")


def embedded_ratio(graph: Graph, folder: Path) -> None:
    """Compare the embedded store with its engine, which reads a copy of the same database."""
    with open_store(f"arcadedb:{folder / 'store'}") as store:
        store.load(graph)
        written = next(path.parent for path in (folder / "store").rglob("schema.json"))
        shutil.copytree(written, folder / "raw")
        (folder / "log").mkdir()
        build = engine.start(folder / "log")
        with build.open(str(folder / "raw")) as raw:
            ask = lambda text, given: raw.query("opencypher", text, given).to_list()  # noqa: E731
            tell_ratios(build.PACKAGE, store, ask, graph.last_described)


def server_ratio(graph: Graph, url: str) -> None:
    """Compare the store on a server with the driver."""
    auth = (os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ["NEO4J_PASSWORD"])
    with open_store(url, Credentials(*auth)) as store, GraphDatabase.driver(url, auth=auth) as driver:
        store.load(graph)

        def raw(text: str, given: dict[str, Any]) -> list[list[Any]]:
            with driver.session(default_access_mode="READ") as session:
                return session.execute_read(lambda transaction: transaction.run(text, given).values())

        tell_ratios("Neo4j", store, raw, graph.last_described)


# --- growth ---------------------------------------------------------------------------------------------------------


def copies(graph: Graph, number: int) -> Graph:
    """Return a graph side by side with copies of itself, each with ids of its own; the sources are shared."""
    nodes: list[Node] = list(graph.nodes.values())
    edges: list[Edge] = list(graph.edges.values())
    surveys: list[Survey] = list(graph.surveys.values())
    for copy in range(1, number):
        nodes += (node.model_copy(update={"id": f"{node.id}-x{copy}"}) for node in graph.nodes.values())
        edges += (_copied(edge, copy) for edge in graph.edges.values())
        surveys += (
            survey.model_copy(update={"id": f"{survey.id}-x{copy}", "node": f"{survey.node}-x{copy}"})
            for survey in graph.surveys.values()
        )
    return Graph(nodes, edges, graph.sources.values(), surveys)


def _copied(edge: Edge, copy: int) -> Edge:
    ends = {"from_id": f"{edge.from_id}-x{copy}", "to_id": f"{edge.to_id}-x{copy}"}
    return edge.model_copy(update={"id": f"{edge.id}-x{copy}", "conflicts_with": (), **ends})


def times_on(graph: Graph, folder: Path) -> dict[str, float]:
    """Return the least time that each question takes on a graph."""
    with open_store(f"arcadedb:{folder}") as store:
        store.load(graph)
        return {
            name: fastest(partial(store.run, query), clock=time.perf_counter, rounds=3)[0]
            for name, query in LIBRARY.items()
        }


def tell_growth(graph: Graph, sizes: Iterable[int], folder: Path) -> None:
    """Print how the library grows, and the questions that grow worse than linearly."""
    before, times = 1, times_on(graph, folder / "1")
    for size in sizes:
        larger = times_on(copies(graph, size), folder / str(size))
        steps = math.log(size / before)
        grown = {name: math.log(larger[name] / max(times[name], MEASURABLE)) / steps for name in LIBRARY}
        total = sum(larger.values()) / sum(times.values())
        print(f"{before}× to {size}× the shipped graph: the library takes {total:.1f}× as long")
        for name, exponent in sorted(grown.items(), key=lambda pair: -pair[1]):
            if exponent > LINEAR:
                said = " (its header says so)" if LIBRARY[name].growth else " ← worse than linear"
                print(f"  {name}: n^{exponent:.2f}, {times[name] * 1000:.1f} to {larger[name] * 1000:.1f} ms{said}")
        before, times = size, larger


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--full", action="store_true", help="also a hundred copies of the shipped graph")
    options.add_argument("--neo4j", metavar="URL", help="a server whose database may be emptied")
    chosen = options.parse_args()
    graph = workspace.read()
    tell_guard()
    with tempfile.TemporaryDirectory() as folder:
        embedded_ratio(graph, Path(folder) / "ratio")
        if chosen.neo4j:
            server_ratio(graph, chosen.neo4j)
        tell_growth(graph, (10, 100) if chosen.full else (10,), Path(folder))


if __name__ == "__main__":
    main()
