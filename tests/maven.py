"""Jars that tests run and Maven fetches: copied once into the cache of this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["NoJarsError", "jars"]


class NoJarsError(Exception):
    """Jars that are not there and cannot be fetched, with what to do."""


def jars(pom: Path, name: str, properties: Mapping[str, str], env: Mapping[str, str]) -> Path:
    """Return the folder with all jars that a POM asks for; Maven copies them there the first time."""
    asked = blake2b(pom.read_bytes(), digest_size=4).hexdigest()
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    cached = caches / "graphmodel" / f"{name}-{asked}"
    if not cached.is_dir():
        maven = shutil.which("mvn")
        if maven is None:
            raise NoJarsError(f"install Maven (sudo apt-get install maven), which fetches the jars of {name}")
        cached.parent.mkdir(parents=True, exist_ok=True)
        # Copied elsewhere and renamed, so that a copy that was cut short is never taken for whole.
        with tempfile.TemporaryDirectory(dir=cached.parent) as folder:
            into = Path(folder) / "lib"
            goal = ("dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={into}")
            values = [f"-D{key}={value}" for key, value in properties.items()]
            command = [maven, "-q", "-B", "-f", str(pom), *values, *goal]
            run = subprocess.run(
                command, env={**os.environ, **env}, capture_output=True, text=True, check=False, timeout=900
            )
            if run.returncode:
                raise NoJarsError(f"let Maven fetch {name}; it said: {(run.stdout + run.stderr)[-500:]}")
            try:
                into.rename(cached)
            except OSError:
                if not cached.is_dir():  # else another process was quicker
                    raise
    return cached
