"""How fast `graphmodel serve` answers: against Datasette with the same rows in SQLite; and its memory in the end.

Ratios within one run; run it on a machine that does nothing else. Datasette comes from the package index into a folder
that is thrown away; nothing of it is installed beside graphmodel. GRAPHMODEL_REQUESTS is how many mixed requests are
made before the memory is read (10,000).

python benchmarks/web.py             # both
python benchmarks/web.py --memory    # only the memory
"""

from __future__ import annotations

import http.client
import os
import random
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import psutil

import graphmodel as gm
from graphmodel import workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

RUNS = 300
AT_ONCE = 4
MIXED = int(os.environ.get("GRAPHMODEL_REQUESTS", "10000"))
BODY, QUESTION, PICTURE = "digi-agder", "who-mandates", "oversikt-agder"


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(port: int, *words: str) -> Iterator[int]:
    """Run a server until the end of the block; gives its process id."""
    with subprocess.Popen(words, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        try:
            until = time.monotonic() + 300
            while time.monotonic() < until:
                try:
                    answer(port, "/")
                    break
                except OSError:
                    time.sleep(0.2)
            yield process.pid
        finally:
            process.terminate()


def answer(port: int, path: str, connection: http.client.HTTPConnection | None = None) -> int:
    """Ask for an address, and return how many bytes come."""
    asked = connection or http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    asked.request("GET", path, headers={"Host": "localhost"})
    reply = asked.getresponse()
    content = reply.read()
    assert reply.status == http.HTTPStatus.OK, (path, reply.status)
    if connection is None:
        asked.close()
    return len(content)


def measured(port: int, path: str) -> tuple[float, float]:
    """Return requests a second from several clients, and the median time of one in milliseconds; both warm."""

    def client(_: int) -> list[float]:
        connection, times = http.client.HTTPConnection("127.0.0.1", port, timeout=120), []
        for _ in range(RUNS // AT_ONCE):
            started = time.perf_counter()
            answer(port, path, connection)
            times.append(time.perf_counter() - started)
        connection.close()
        return times

    client(0)
    started = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as clients:
        list(clients.map(client, range(AT_ONCE)))
    rate = RUNS / (time.perf_counter() - started)
    return rate, statistics.median(client(0)) * 1000


def as_sqlite(path: Path, store: str) -> None:
    """Write the rows that the pages tell of."""
    graph = gm.read()
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE nodes (id TEXT PRIMARY KEY, kind, level, name, note, since, until)")
    database.execute("CREATE TABLE edges (id TEXT PRIMARY KEY, source, type, target, role, since, until, cites)")
    database.execute("CREATE INDEX ties ON edges (source)")
    database.executemany(
        "INSERT INTO nodes VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(n.id, n.kind, n.level, n.name, n.note, n.since, n.until) for n in graph.nodes.values()],
    )
    database.executemany(
        "INSERT INTO edges VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (e.id, e.from_id, e.type, e.to_id, e.role, e.since, e.until, ", ".join(c.source for c in e.cites))
            for e in graph.edges.values()
        ],
    )
    with workspace.open_store(store) as opened:
        opened.load(graph)
        rows = opened.run(QUESTION).to_dicts()
    database.execute(f"CREATE TABLE answer ({', '.join(rows[0])})")
    places = ", ".join("?" * len(rows[0]))
    database.executemany(f"INSERT INTO answer VALUES ({places})", [list(map(str, row.values())) for row in rows])  # noqa: S608 - our own words
    database.commit()
    database.close()


def compare(ours: int, theirs: int, database: str) -> None:
    """Print what is answered in a second, and how long one answer takes."""
    pairs = {
        "body": (f"/organ/{BODY}", f"/{database}?sql={quote(_TIES)}&id={BODY}"),
        "question": (f"/sporsmal/{QUESTION}", f"/{database}/answer"),
        "picture": (f"/bilde/{PICTURE}.svg", f"/{database}/edges"),
    }
    for what, (our_path, their_path) in pairs.items():
        started = time.perf_counter()
        answer(ours, our_path)
        first = (time.perf_counter() - started) * 1000
        (our_rate, our_median), (their_rate, their_median) = measured(ours, our_path), measured(theirs, their_path)
        print(
            f"{what}: {our_rate / their_rate:.1f} × Datasette ({our_rate:.0f} and {their_rate:.0f} requests a second); "
            f"median {our_median:.1f} ms, of Datasette {their_median:.1f} ms; the first answer {first:.0f} ms"
        )


_TIES = "select * from nodes left join edges on edges.source = nodes.id or edges.target = nodes.id where nodes.id = :id"


def fill(port: int, process: int) -> None:
    """Print the memory of the server after many requests of all kinds."""
    graph, draw = gm.read(), random.Random(16)  # noqa: S311 - the same requests in every run
    nodes, sources = list(graph.nodes), list(graph.sources)
    free = (each for each in workspace.library().values() if not any(one.required for one in each.parameters))
    questions = [each.name for each in free][:8]
    kinds = {
        "organ": lambda: f"/organ/{draw.choice(nodes)}",
        "kilde": lambda: f"/en/kilde/{draw.choice(sources)}",
        "sok": lambda: f"/sok?q={quote(graph.name(draw.choice(nodes))[:8])}",
        "sporsmal": lambda: f"/sporsmal/{draw.choice(questions)}",
        "bilde": lambda: f"/bilde/etterlyst?dag={draw.randint(2012, 2024)}-01-01",
    }
    paths = [kinds[draw.choices(list(kinds), (60, 15, 15, 8, 2))[0]]() for _ in range(MIXED)]
    started = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as clients:
        list(clients.map(lambda path: answer(port, path), paths))
    seconds = time.perf_counter() - started
    server = psutil.Process(process)
    processes = [server, *server.children(recursive=True)]
    after = sum(each.memory_full_info().pss for each in processes) / 2**20  # what they share counts once
    peaks = " + ".join(f"{_peak(each.pid):.0f}" for each in processes)
    print(
        f"{MIXED:,} mixed requests in {seconds:.0f} s; {after:.0f} MB after them (each at most {peaks}; server first)"
    )


def _peak(process: int) -> float:
    """Return the most memory that a process had at any time, in megabytes."""
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def main(arguments: list[str]) -> None:
    """Run all."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["GRAPHMODEL_CACHE"] = str(folder / "cache")
        store = f"arcadedb:{folder / 'store'}"
        as_sqlite(folder / "record.db", store)
        ours = free_port()
        serve = (sys.executable, "-m", "graphmodel", "serve", "--port", str(ours), "--store", store)
        with running(ours, *serve) as process:
            if "--memory" not in arguments:
                with running(theirs := free_port(), *datasette(folder), "-p", str(theirs)):
                    compare(ours, theirs, "record")
            fill(ours, process)


def datasette(folder: Path) -> tuple[str, ...]:
    """Install Datasette into a folder, and return the command that serves the rows there."""
    venv.create(folder / "venv", with_pip=True)
    python = str(folder / "venv" / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "-q", "datasette"], check=True)
    return (python, "-m", "datasette", "-i", str(folder / "record.db"))


if __name__ == "__main__":
    main(sys.argv[1:])
