"""Time a load into Neo4j against a loop written by hand and other packages' loaders, as ratios within one run.

Run ``python benchmarks/neo4j_load.py``; ``--full`` takes 100,000 nodes and 400,000 edges. All load the same nodes and
edges with the same properties into the same server, which is started for this and emptied between. By hand means the
official driver, a uniqueness constraint on the id, and ``UNWIND`` in batches of 10,000 rows, each its own
transaction: no reader is promised anything while it runs. The three ways take turns, and of each the fastest counts.
The other packages are installed into an environment of their own, and load as much as they manage in reasonable time
(``--others`` says how many nodes). Memory is what the loading process grows by at its peak. Seconds hold on an idle
machine only, ratios on a busy one too.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import subprocess
import sys
import tempfile
import time
import venv
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from _peak import Peak
from neo4j import GraphDatabase
from synthetic import synthetic

from graphmodel.store import Credentials, open_store
from graphmodel.store.rows import edge_rows, node_rows

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from neo4j_server import LocalServer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from neo4j import Driver, ManagedTransaction

    from graphmodel.model import Graph

BULK = ("graphio", "cartography")
"""Packages that send rows in batches."""
ONE_BY_ONE = ("neontology", "neomodel")
"""Packages that make an object of each row, and load a tenth of the rows here."""
LOADERS = Path(__file__).parent / "_neo4j_loaders.py"
BATCH = 10_000
ROUNDS = 2


def batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield rows in batches."""
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        yield batch


def by_hand(driver: Driver, nodes: list[Any], edges: list[Any], verb: str) -> None:
    """Load rows as the driver's manual shows it, with ``CREATE``, or with ``MERGE`` so that it can be done again."""
    driver.execute_query("CREATE CONSTRAINT by_hand IF NOT EXISTS FOR (n:Known) REQUIRE n.id IS UNIQUE")
    driver.execute_query("CALL db.awaitIndexes()")
    with driver.session() as session:
        for labels, group in groupby(sorted(nodes, key=itemgetter(0)), key=itemgetter(0)):
            text = f"UNWIND $rows AS row {verb} (n:Known:{':'.join(labels)} {{id: row.id}}) SET n += row"
            for batch in batches(row for _, row in group):
                session.execute_write(send, text, batch)
        for type_, group in groupby(sorted(edges, key=itemgetter(0)), key=itemgetter(0)):
            text = (
                "UNWIND $rows AS row MATCH (a:Known {id: row[0]}) MATCH (b:Known {id: row[1]}) "
                f"{verb} (a)-[e:{type_} {{id: row[2].id}}]->(b) SET e += row[2]"
            )
            for batch in batches([from_id, to_id, row] for _, from_id, to_id, row in group):
                session.execute_write(send, text, batch)


def send(transaction: ManagedTransaction, text: str, rows: list[Any]) -> None:
    """Run one statement over rows."""
    transaction.run(text, rows=rows).consume()


def empty(driver: Driver) -> None:
    """Take everything out of the database: nodes, rules and indexes."""
    with driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()
        for kind, listed in (("CONSTRAINT", "CONSTRAINTS YIELD name"), ("INDEX", "RANGE INDEXES YIELD name")):
            for name in [record["name"] for record in session.run(f"SHOW {listed}")]:
                session.run(f"DROP {kind} `{name}` IF EXISTS").consume()


def ours(server: LocalServer, graph: Graph, rows: int) -> dict[str, float]:
    """Load a graph, and again, and tell the rates."""
    rates = {}
    with open_store(server.access.uri, Credentials(*server.access.auth)) as store:
        for name in ("graphmodel", "graphmodel, again"):
            with Peak() as peak:
                start = time.perf_counter()
                assert store.load(graph) is (name == "graphmodel")
                rates[name] = rows / (time.perf_counter() - start)
            print(f"  {name:22} {rates[name]:9.0f} rows/s, {peak.megabytes:6.0f} MB more memory", flush=True)
    return rates


def hand(driver: Driver, nodes: list[Any], edges: list[Any], verb: str) -> float:
    """Load rows by hand, and tell the rate."""
    with Peak() as peak:
        start = time.perf_counter()
        by_hand(driver, nodes, edges, verb)
        rate: float = (len(nodes) + len(edges)) / (time.perf_counter() - start)
    print(f"  {f'by hand, {verb}':22} {rate:9.0f} rows/s, {peak.megabytes:6.0f} MB more memory", flush=True)
    return rate


def others(
    packages: Sequence[str], driver: Driver, server: LocalServer, folder: Path, rows: tuple[list[Any], list[Any]]
) -> dict[str, float]:
    """Load rows with each of some packages, and tell the rates."""
    rates = {}
    nodes, edges = rows
    file = folder / "rows.pickle"
    file.write_bytes(pickle.dumps(rows))
    for package in packages:
        empty(driver)
        python = _installed(package, folder)
        if python is None:
            print(f"  {package:22} cannot be installed")
            continue
        env = {**os.environ, "NEO4J_URI": server.access.uri, "NEO4J_PASSWORD": server.password}
        run = subprocess.run(
            [python, str(LOADERS), package, str(file)], env=env, capture_output=True, text=True, check=False
        )
        if run.returncode:
            print(f"  {package:22} failed: {run.stderr.strip()[-300:]}")
            continue
        told = json.loads(run.stdout.splitlines()[-1])
        found = driver.execute_query("MATCH ()-[e]->() RETURN count(e) AS edges").records[0]["edges"]
        lost = f", {len(edges) - found} edges lost" if found < len(edges) else ""
        rates[package] = (len(nodes) + len(edges)) / told["seconds"]
        print(f"  {package:22} {rates[package]:9.0f} rows/s, {told['megabytes']:6.0f} MB more memory{lost}", flush=True)
    return rates


def _installed(package: str, folder: Path) -> str | None:
    home = folder / package
    venv.create(home, with_pip=True)
    run = subprocess.run([home / "bin" / "pip", "install", "-q", package, "psutil"], capture_output=True, check=False)
    return None if run.returncode else str(home / "bin" / "python")


def main() -> None:
    """Time all loaders on one server."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="100,000 nodes and 400,000 edges")
    parser.add_argument("--others", type=int, default=10_000, help="nodes for the other packages; 0 leaves them out")
    parser.add_argument("--heap", default="2g", help="the server's heap")
    wanted = parser.parse_args()
    size = (100_000, 400_000) if wanted.full else (10_000, 40_000)
    with tempfile.TemporaryDirectory() as name:
        cache = {"server.memory.pagecache.size": "512m"}
        server = LocalServer(Path(name) / "server", heap=wanted.heap, java=(), settings=cache)
        server.home.mkdir()
        try:
            server.start()
            with GraphDatabase.driver(
                server.access.uri, auth=server.access.auth, notifications_min_severity="OFF"
            ) as driver:
                _compare(driver, server, Path(name), size, wanted.others)
        finally:
            server.stop()


def _compare(driver: Driver, server: LocalServer, folder: Path, size: tuple[int, int], small: int) -> None:
    _warm_up(driver, server)
    graph = synthetic(*size)
    print(graph)
    nodes, edges = list(node_rows(graph)), list(edge_rows(graph))
    best = dict.fromkeys(("graphmodel", "CREATE", "MERGE"), 0.0)
    for _ in range(ROUNDS):
        for way in best:
            empty(driver)
            if way == "graphmodel":
                rate = ours(server, graph, len(nodes) + len(edges))[way]
            else:
                rate = hand(driver, nodes, edges, way)
            best[way] = max(best[way], rate)
    for verb in ("CREATE", "MERGE"):
        print(f"  graphmodel / by hand, {verb}: {best['graphmodel'] / best[verb]:.2f}")
    del graph, nodes, edges
    if small:
        _compare_packages(BULK, driver, server, folder, synthetic(small, 4 * small))
        _compare_packages(ONE_BY_ONE, driver, server, folder, synthetic(small // 10, small // 10 * 4))


def _warm_up(driver: Driver, server: LocalServer) -> None:
    """Load something in each way, so that the server has compiled what is timed."""
    graph = synthetic(2_000, 8_000)
    for verb in ("CREATE", "MERGE"):
        by_hand(driver, list(node_rows(graph)), list(edge_rows(graph)), verb)
        empty(driver)
    with open_store(server.access.uri, Credentials(*server.access.auth)) as store:
        store.load(graph)


def _compare_packages(packages: Sequence[str], driver: Driver, server: LocalServer, folder: Path, graph: Graph) -> None:
    print(graph)
    nodes, edges = list(node_rows(graph)), list(edge_rows(graph))
    empty(driver)
    mine = ours(server, graph, len(nodes) + len(edges))["graphmodel"]
    for package, rate in others(packages, driver, server, folder, (nodes, edges)).items():
        print(f"  graphmodel / {package}: {mine / rate:.1f}")


if __name__ == "__main__":
    main()
