"""Gephi's own readers of GEXF and GraphML, which Maven fetches once per machine; a test that needs them says so.

They run as ``tests/gephi/Show.java``, which prints what Gephi makes of a file.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

_FOLDER = Path(__file__).parent / "gephi"


class Element(NamedTuple):
    """A node or edge as Gephi has read it: its ends are empty for a node, times are milliseconds since 1970."""

    source: str
    target: str
    direction: str
    kind: str
    spell: str
    validity: str


class Reading(NamedTuple):
    """What Gephi makes of a file."""

    complaints: list[str]
    defaults: tuple[str, ...]
    nodes: dict[str, Element]
    edges: dict[str, Element]


def read_with_gephi(path: Path) -> Reading:
    """Return what Gephi makes of a file."""
    options = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Duser.timezone=UTC", "-cp", f"{_jars()}/*")
    run = subprocess.run(
        ["java", *options, str(_FOLDER / "Show.java"), str(path)], capture_output=True, text=True, check=True
    )
    read = Reading([], (), {}, {})
    for word, *fields in (line.split("\t") for line in run.stdout.splitlines()):
        match word:
            case "issue" if fields[0] != "INFO":
                read.complaints.append(": ".join(fields))
            case "graph":
                read = read._replace(defaults=tuple(fields))
            case "node":
                read.nodes[fields[0]] = Element("", "", "", fields[2], fields[1], fields[3])
            case "edge":
                id_, source, target, direction, spell, kind, validity = fields
                read.edges[id_] = Element(source, target, direction, kind, spell, validity)
    return read


@cache
def _jars() -> Path:
    """Return the folder with the readers; Maven copies them there the first time."""
    pom = _FOLDER / "pom.xml"
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    cached = caches / "graphmodel" / "gephi" / blake2b(pom.read_bytes(), digest_size=4).hexdigest()
    if not cached.is_dir():
        cached.parent.mkdir(parents=True, exist_ok=True)
        # Copied elsewhere and renamed, so that a copy that was cut short is never taken for whole.
        with TemporaryDirectory(dir=cached.parent) as folder:
            copy = ("dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder}/lib")
            subprocess.run(["mvn", "-q", "-B", "-f", str(pom), *copy], check=True, capture_output=True, timeout=900)
            shutil.move(f"{folder}/lib", cached)
    return cached
