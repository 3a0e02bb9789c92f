"""The builds of the embedded engine, and choosing one."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from graphmodel.store.arcadedb import pool

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

__all__ = ["BUILDS", "afresh", "choose"]

BUILDS = [name for name in ("arcadedb", "arcadedb_embedded") if find_spec(name)]
"""Those that are installed, in the order in which they are looked for; the second always is."""


_chosen: list[str] = []


def choose(build: str, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let the engine be of one build, as if those before it were not installed; also in processes that are started."""
    for other in BUILDS[: BUILDS.index(build)]:
        (folder / f"{other}.py").write_text("raise ImportError('not installed')\n", encoding="utf-8")
        monkeypatch.syspath_prepend(folder)
    if _chosen != [build]:
        afresh()
        _chosen.append(build)


def afresh() -> None:
    """Let the next store start a worker process of its own, for a test of how one starts."""
    _chosen.clear()
    pool._pool.end_all()  # noqa: SLF001 - as when this process ends
