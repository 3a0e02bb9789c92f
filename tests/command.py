"""Typing commands, in this process or in one of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphmodel import workspace
from graphmodel.cli import main

if TYPE_CHECKING:
    from graphmodel.model import Graph


@dataclass
class Ended:
    code: int
    out: str
    err: str


Type = Callable[..., Ended]

read = workspace.read
shipped = cache(read)
"""The shipped seeds, which do not change, are read once for all commands that are typed in this process."""


def read_once(seeds: str | Path | None = None) -> Graph:
    return shipped() if seeds is None else read(seeds)


@pytest.fixture
def type_(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> Type:
    """Type a command; the cache is shared by all tests of one worker."""
    monkeypatch.setenv("GRAPHMODEL_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.delenv("GRAPHMODEL_STORE", raising=False)
    monkeypatch.delenv("GRAPHMODEL_QUERIES", raising=False)
    monkeypatch.setattr(workspace, "read", read_once)

    def run(*words: str) -> Ended:
        monkeypatch.setattr("sys.argv", ["graphmodel", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        return Ended(int(ended.value.code or 0), told.out, told.err)

    return run


def in_shell(script: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell in which ``graphmodel`` is the command under test."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    everything = os.environ | {"PATH": path} | environment
    return subprocess.run(["bash", "-c", script], capture_output=True, env=everything, check=False)
