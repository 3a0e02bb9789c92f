"""Time ``graphmodel check`` on the shipped seeds against reading the same YAML with the C loader alone, as a ratio.

Run ``python benchmarks/check_seeds.py``. Both take turns within one process, in processor time, and the best of several
is kept, so that the ratio also holds on a busy machine. To check means to read all YAML and CSV with the line of each
field, to build and validate every statement, and to look for every finding. The target is 1.5.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from graphmodel.checks import report
from graphmodel.seeds import read, read_draft

if TYPE_CHECKING:
    from collections.abc import Callable

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
TARGET = 1.5
TURNS = 7


def load_alone() -> None:
    """Read the YAML files with the C loader, and nothing else."""
    for file in SEEDS.rglob("*.yaml"):
        yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)


RUNS: dict[str, Callable[[], object]] = {
    "the C YAML loader alone": load_alone,
    "read_draft": lambda: read_draft(SEEDS),
    "check": lambda: report(read_draft(SEEDS)).as_text(),
    "read": lambda: read(SEEDS),
}


def seconds(run: Callable[[], object]) -> float:
    """Return the seconds of processor time that one run takes."""
    start = time.process_time()
    run()
    return time.process_time() - start


def main() -> None:
    """Print the best time of each, and its ratio to the loader alone."""
    taken = [[seconds(run) for run in RUNS.values()] for _ in range(TURNS)]
    best = [min(column) for column in zip(*taken, strict=True)]
    for name, time_taken in zip(RUNS, best, strict=True):
        target = f" (target {TARGET})" if name == "check" else ""
        print(f"{name:24} {time_taken * 1000:6.0f} ms  {time_taken / best[0]:5.2f} ×{target}")


if __name__ == "__main__":
    main()
