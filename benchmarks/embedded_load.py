"""Time the embedded store against its engine's own interface used by hand, as ratios within one run.

Run ``python benchmarks/embedded_load.py``; ``--full`` takes 100,000 nodes and 400,000 edges. By hand means types,
batch interface and indexes as in the engine's manual, fed with rows that are there already, or with rows that are made
from a graph as ours are. Ours also starts a worker process, takes the fingerprint and the hash of each file, and has
the disk hold it all before the new database takes the place of the old. Seconds hold on an idle machine only, ratios on
a busy one too.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from synthetic import synthetic

from graphmodel.schema import FAMILIES
from graphmodel.store import open_store
from graphmodel.store.arcadedb import engine
from graphmodel.store.rows import edge_rows, node_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphmodel.model import Graph

LOOKUP = "MATCH (n:Body {id: $id})-[e]->(m) RETURN type(e) AS type, m.id AS id ORDER BY type, id"


@contextmanager
def clock(name: str, times: dict[str, float]) -> Iterator[None]:
    """Note the seconds that something took."""
    started = time.perf_counter()
    yield
    times[name] = time.perf_counter() - started


def by_hand(raw: engine.Engine, folder: Path, nodes: list[Any], edges: list[Any]) -> None:
    """Load rows as the engine's manual shows it: types, vertices, edges, indexes."""
    with raw.create(str(folder)) as database:
        families = sorted({labels[0] for labels, _ in nodes})
        types = sorted({type_ for type_, *_ in edges})
        with database.transaction():
            for labels in sorted({labels for labels, _ in nodes}):
                declare(database, labels)
            for type_ in types:
                database.command("sql", f"CREATE EDGE TYPE `{type_}` BUCKETS 1")
        records: dict[str, str] = {}
        with database.graph_batch(expected_edge_count=len(edges)) as batch:
            for labels, group in groupby(nodes, key=itemgetter(0)):
                rows = [row for _, row in group]
                created = batch.create_vertices("~".join(sorted(labels)), rows)
                if labels[0] in FAMILIES:
                    records.update(zip((row["id"] for row in rows), created, strict=True))
            for type_, group in groupby(edges, key=itemgetter(0)):
                _, froms, tos, ties = zip(*group, strict=True)
                batch.new_edges([records[id_] for id_ in froms], type_, [records[id_] for id_ in tos], ties)
        for family in families:
            database.command("sql", f"CREATE PROPERTY `{family}`.id STRING")
            database.command("sql", f"CREATE INDEX ON `{family}` (id) UNIQUE")


def declare(database: Any, labels: tuple[str, ...]) -> None:  # noqa: ANN401 - the engine has no types
    """Declare the labels of some nodes, and the type for all of them together."""
    for label in labels:
        below = f" EXTENDS `{labels[0]}` BUCKETS 0" if label != labels[0] else " BUCKETS 1"
        if not database.schema.exists_type(label):
            database.command("sql", f"CREATE VERTEX TYPE `{label}`{below}")
    if len(labels) > 1:
        above = ", ".join(f"`{label}`" for label in labels)
        database.command("sql", f"CREATE VERTEX TYPE `{'~'.join(sorted(labels))}` EXTENDS {above} BUCKETS 1")


def time_load(raw: engine.Engine, graph: Graph, folder: Path) -> None:
    """Load one graph in three ways, and print the ratios."""
    times: dict[str, float] = {}
    nodes, edges = list(node_rows(graph)), list(edge_rows(graph))
    with clock("by hand, from rows", times):
        by_hand(raw, folder / "rows", nodes, edges)
    del nodes, edges
    with clock("by hand, from a graph", times):
        by_hand(raw, folder / "graph", list(node_rows(graph)), list(edge_rows(graph)))
    with open_store(f"arcadedb:{folder / 'ours'}") as store:
        with clock("ours", times):
            store.load(graph)
        with clock("ours, again", times):
            store.load(graph)
    for name, seconds in times.items():
        print(f"  {name:22} {seconds:7.2f} s")
    for name in ("by hand, from rows", "by hand, from a graph"):
        print(f"  ours / {name:22} {times['ours'] / times[name]:5.2f}")


def time_lookup(engine_: engine.Engine, folder: Path, ids: list[str]) -> None:
    """Look up the neighbours of a body, through the store and by hand, turn about."""
    took: dict[str, list[float]] = {"ours": [], "by hand": []}
    raw = engine_.open(str(folder / "rows"))
    with open_store(f"arcadedb:{folder / 'ours'}") as store:
        for id_ in ids:
            start = time.perf_counter()
            ours = store.run(LOOKUP, id=id_)
            between = time.perf_counter()
            hand = raw.query("opencypher", LOOKUP, {"id": id_}).to_list()
            took["by hand"].append(time.perf_counter() - between)
            took["ours"].append(between - start)
            assert ours.to_dicts() == hand
    raw.close()
    # A busy machine keeps two processes waiting for each other longer than one: the fastest says what a lookup costs.
    ours_ms, hand_ms = (1000 * min(took[name]) for name in ("ours", "by hand"))
    ratio = ours_ms / hand_ms
    print(f"  lookup, fastest of {len(ids)}: ours {ours_ms:.2f} ms, by hand {hand_ms:.2f} ms, ratio {ratio:.2f}")


def main() -> None:
    """Time loads and lookups."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="100,000 nodes and 400,000 edges")
    size = (100_000, 400_000) if parser.parse_args().full else (10_000, 40_000)
    graph = synthetic(*size)
    print(graph)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "log").mkdir()
        raw = engine.start(folder / "log")
        print(f"the engine is {raw.PACKAGE}")
        time_load(raw, graph, folder)
        time_lookup(raw, folder, [f"municipality-{number}" for number in range(200)])


if __name__ == "__main__":
    main()
