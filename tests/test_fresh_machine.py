"""A machine with Python, make and git only: what the locked packages install with, and what the tests say they lack."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from machine import path_without

ROOT = Path(__file__).parent.parent
WITHOUT = frozenset({"dot", "chromium", "java", "mvn", "docker"})


def test_what_a_machine_lacks_is_one_line_each_and_the_run_is_green() -> None:
    env = {key: value for key, value in os.environ.items() if key not in {"CI", "JAVA_HOME", "NEO4J_JAVA", "NEO4J_URI"}}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "graphviz or browser or neo4j"],
        env={**env, "PATH": path_without(WITHOUT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    lacking = re.findall(r"^not run: (\d+) tests, no (.+?): (.+)$", run.stdout, re.MULTILINE)
    assert [(name, how[:22]) for _, name, how in lacking] == [
        ("Chromium", "sudo apt-get install c"),
        ("Graphviz", "sudo apt-get install g"),
        ("Neo4j server", "install Java 17 or new"),
    ]
    assert f"{sum(int(tests) for tests, *_ in lacking)} not run" in run.stdout.splitlines()[-1]


def wheel(folder: Path, name: str, version: str, requires: str = "") -> Path:
    """Write a package of one empty module."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    needed = f"Requires-Dist: {requires}\n" if requires else ""
    with ZipFile(path, "w") as archive:
        archive.writestr(f"{name}.py", "")
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needed}")
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    return path


def test_the_oldest_pip_installs_the_lock_on_a_day_when_every_package_has_a_newer_release(tmp_path: Path) -> None:
    locked = [wheel(tmp_path, "upper", "1.0", "lower[extra]>=1"), wheel(tmp_path, "lower", "1.0")]
    wheel(tmp_path, "upper", "2.0", "lower[extra]>=1")
    wheel(tmp_path, "lower", "2.0")
    lines = [
        f"{path.name.split('-')[0]}==1.0 --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
        for path in locked
    ]
    (tmp_path / "lock.txt").write_text("\n".join(lines) + "\n", "utf-8")
    # Its pip is the one that came with this Python.
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "env")], check=True)
    python = tmp_path / "env" / "bin" / "python"
    run = subprocess.run(
        ["sh", str(ROOT / "scripts" / "install"), str(python), str(tmp_path / "lock.txt")],
        env={**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    listed = subprocess.run([str(python), "-m", "pip", "freeze"], capture_output=True, text=True, check=True)
    assert listed.stdout.split() == ["lower==1.0", "upper==1.0"]
