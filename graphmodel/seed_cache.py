"""What a folder of seeds held, kept from one reading to the next.

To read and check some thousand statements takes longer than most of what is then asked of them. What a sound folder
held is therefore kept in the cache folder, as JSON: one file for each folder of seeds, replaced whole. It is taken only
for the very files that it was read from, by this very code, and only where nobody else can have written it. Whatever is
odd about it, the seeds are read anew; so they are for ``graphmodel check``, which never looks here.
"""

from __future__ import annotations

import gc
import json
import os
import stat
import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import pydantic

from graphmodel import config, files
from graphmodel.errors import ConfigError
from graphmodel.model.plain import plain, restored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphmodel.model import Graph

__all__ = ["read"]

_SEEDS = frozenset({".yaml", ".yml", ".csv"})
_SMALL = 100_000
"""Bytes of seeds below which reading them takes no longer than looking for what was kept."""
_LARGEST = 4_000_000
"""Bytes of a file; a larger one is refused when it is read."""
_CODE = Path(__file__).resolve().parent


def read(folder: Path) -> Graph:
    """Read a folder of seeds, or take what the last reading of the same files found.

    Raises
    ------
    SeedError
        As :func:`graphmodel.seeds.read`.
    """
    digest = _digest(folder)
    kept = _place(folder)
    if digest and (graph := _take(kept, digest)):
        return graph
    from graphmodel import seeds  # noqa: PLC0415 - slow to import, and not needed where nothing is read

    graph = seeds.read(folder)
    if digest and digest == _digest(folder):  # else somebody wrote to it meanwhile
        _keep(kept, digest, graph)
    return graph


def _place(folder: Path) -> Path:
    name = blake2b(os.fsencode(folder.resolve()), digest_size=6).hexdigest()
    return config.cache_folder() / "seeds" / f"{name}.json"


def _digest(folder: Path) -> str:
    """Return what tells these seeds, as this code reads them, from all others; nothing where they are few or odd."""
    digest = blake2b(f"{sys.version} {pydantic.VERSION}".encode(), digest_size=20)
    size = 0
    try:
        for room in (_CODE, _CODE / "model", _CODE / "seeds"):
            for each in sorted(os.scandir(room), key=lambda each: each.name):
                if each.name.endswith(".py"):
                    digest.update(f"{each.name} {each.stat().st_size} {each.stat().st_mtime_ns}\n".encode())
        for path in _seed_files(folder):
            content = files.read_bytes(path, _LARGEST)
            size += len(content)
            digest.update(os.fsencode(f"{path.relative_to(folder)} {len(content)}\n") + content)
    except (OSError, files.UnreadableError):
        return ""
    return digest.hexdigest() if size >= _SMALL else ""


def _seed_files(folder: Path) -> Iterator[Path]:
    """Yield all files that may be seeds.

    Raises
    ------
    OSError
        If a folder cannot be looked into, or is a link, which sound seeds have none of.
    """

    def refuse(error: OSError) -> None:
        raise error

    for name, folders, names in os.walk(folder, onerror=refuse):
        folders.sort()
        if any(Path(name, each).is_symlink() for each in folders):
            raise OSError
        yield from (path for path in map(Path(name).joinpath, sorted(names)) if path.suffix.lower() in _SEEDS)


def _take(kept: Path, digest: str) -> Graph | None:
    """Return the graph that was kept, if it is that of these seeds, whole, and our own."""
    try:
        if not _ours(kept.parent.lstat()):
            return None
        with kept.open("rb") as file:
            if not _ours(os.fstat(file.fileno())):
                return None
            head, _, body = file.read().partition(b"\n")
    except OSError:
        return None
    if head != _head(digest, body):
        return None
    enabled = gc.isenabled()
    gc.disable()  # all of it stays
    try:
        return restored(json.loads(body))
    finally:
        if enabled:
            gc.enable()


def _ours(status: os.stat_result) -> bool:
    """Tell whether a folder or file is ours, and nobody else may write to it, as far as the system knows of others."""
    others = stat.S_IWGRP | stat.S_IWOTH
    return not hasattr(os, "geteuid") or (status.st_uid == os.geteuid() and not status.st_mode & others)


def _head(digest: str, body: bytes) -> bytes:
    return f"{digest} {blake2b(body, digest_size=20).hexdigest()}".encode()


def _keep(kept: Path, digest: str, graph: Graph) -> None:
    """Keep a graph; where that cannot be done, the next reading is no faster."""
    body = json.dumps(plain(graph), ensure_ascii=False, separators=(",", ":")).encode()
    with suppress(OSError, ConfigError):
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _ours(kept.parent.lstat()):
            files.write(kept, _head(digest, body) + b"\n" + body, force=True)
            kept.chmod(0o600)  # also where the user shares new files with a group
