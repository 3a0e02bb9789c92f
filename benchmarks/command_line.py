"""How long a person waits: each command, a lookup in a warm store, and where the main job's time goes.

Ratios within one run; run it on a machine that does nothing else.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from graphmodel import workspace
from graphmodel.build import build

RUNS = 7


def seconds(*words: str) -> float:
    """Return the shortest time of several runs of a command."""
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        subprocess.run(words, check=True, capture_output=True)
        times.append(time.perf_counter() - started)
    return min(times)


def start() -> None:
    """Compare ``graphmodel --help`` with the import of typer alone; at most 3."""
    bare = seconds(sys.executable, "-c", "import typer")
    told = seconds(sys.executable, "-m", "graphmodel", "--help")
    print(f"graphmodel --help: {told / bare:.2f} × python -c 'import typer' ({bare * 1000:.0f} ms)")


COMMANDS = (
    "why digi-agder",
    "check",
    "draw",
    "draw rkg-e-helse -o {folder}/a.svg",
    "draw rkg-e-helse -o {folder}/a.md",
    "query list",
    "query show who-mandates",
    "query run who-mandates",
    "query check",
    "cypher RETURN(1)",
    "paths vegarshei ks --on 2021-12-01",
    "analyse",
    "analyse command",
    "diff 2021-01-01 2022-01-01",
    "load",
    "export browser -o {folder}/browser",
)
"""Every command, where it does little."""


def each_command(folder: Path) -> None:
    """Compare each command, in a warm cache, with ``graphmodel --help``."""
    os.environ["GRAPHMODEL_CACHE"] = str(folder / "cache")
    subprocess.run([sys.executable, "-m", "graphmodel", "load"], check=True, capture_output=True)
    least = seconds(sys.executable, "-m", "graphmodel", "--help")
    for command in COMMANDS:
        took = seconds(sys.executable, "-m", "graphmodel", *command.format(folder=folder).split())
        print(f"graphmodel {command.partition(' -o')[0]}: {took / least:.1f} × graphmodel --help")


def lookup(folder: Path) -> None:
    """Time one lookup by id in a warm store; single-digit milliseconds."""
    with workspace.open_store(f"arcadedb:{folder}/store") as store:
        store.load(workspace.read())
        times = []
        for _ in range(50):
            started = time.perf_counter()
            store.run("who-mandates", what="digi-agder")
            times.append(time.perf_counter() - started)
    print(f"a lookup in a warm store: median {sorted(times)[25] * 1000:.1f} ms")


def main_job(folder: Path) -> None:
    """Tell where the main job's time goes."""
    marks: list[tuple[str, float]] = [("check", time.perf_counter())]
    build(
        folder / "out",
        store=f"arcadedb:{folder}/main-job",
        step=lambda label, *_: marks.append((label, time.perf_counter())),
    )
    ended = time.perf_counter()
    last = dict(marks)
    total = ended - marks[0][1]
    drawing = last["draw"] - last["answer"]
    print(f"the main job: {total:.1f} s, of which waiting for pictures drawn in the background {drawing / total:.0%}")


if __name__ == "__main__":
    start()
    with tempfile.TemporaryDirectory() as name:
        each_command(Path(name))
        lookup(Path(name))
        main_job(Path(name))
