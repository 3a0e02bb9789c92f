"""The folder of an embedded store: databases side by side, and one small file that says which is current.

::

    folder/
      graphmodel.json     which database is current, which graph it holds, and the size and hash of each of its files
      database-3f9c…/     the current database; never written again once it is named here
      lock                held by whoever is loading
      log/                what the engine has to say

A load writes a new database and then replaces the file, so a reader finds the old one or the new one. What a killed
load leaves behind is swept up by the next.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import stat
import sys
from contextlib import contextmanager, suppress
from datetime import date  # noqa: TC003 - pydantic reads it
from time import monotonic, sleep
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from graphmodel.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

__all__ = ["Directory", "LoadedDatabase"]

_MANIFEST = "graphmodel.json"
_LOCK = "lock"
_PREFIX = "database-"
_NOTES = ("statistics.json", "last-tx-id.bin")
"""What the engine notes for itself when it closes; it does without."""

_LARGEST_MANIFEST = 10_000_000
_PATIENCE = 60.0
_POLL = 0.05

Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}$")]


class _Manifest(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal[2] = 2
    database: Annotated[str, StringConstraints(pattern=rf"^{_PREFIX}[0-9a-f]{{16}}$")]
    fingerprint: Hash
    day: date | None
    files: dict[str, tuple[int, Hash]]


class LoadedDatabase(NamedTuple):
    """A finished load: the path of its database, and the fingerprint of the graph in it."""

    database: Path
    fingerprint: str
    day: date | None


class Directory:
    """A folder that belongs to one store.

    Parameters
    ----------
    path
        Where it lies; it need not exist yet.

    Raises
    ------
    StoreError
        If it is a file, or a folder with something else in it, or its name is not one.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[tuple[int, int, int], _Manifest | None] | None = None
        self._whole: str | None = None
        try:
            names = {each.name for each in path.iterdir()}
        except FileNotFoundError:
            return
        except NotADirectoryError:
            what = "lies below a file" if not path.exists() else "is a file"
            raise StoreError(f"{path} {what}; expected a folder for the store") from None
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            raise StoreError(f"{path} cannot be read: {reason}") from None
        if names and not names & {_MANIFEST, _LOCK}:
            raise StoreError(f"{path} is not a store, but holds {min(names)!r}; name a new or an empty folder")

    @property
    def log(self) -> Path:
        """Where the engine writes its log."""
        return self.path / "log"

    def current(self) -> LoadedDatabase | None:
        """Return what was loaded last; nothing if nothing was, or if its manifest is damaged."""
        manifest = self._manifest()
        return LoadedDatabase(self.path / manifest.database, manifest.fingerprint, manifest.day) if manifest else None

    def _manifest(self) -> _Manifest | None:
        state = _state(self.path / _MANIFEST)
        if state is None:
            return None
        # It is replaced, never written to, so it need not be read again while it is the same file.
        if self._seen is None or self._seen[0] != state:
            self._seen = (state, _read(self.path / _MANIFEST))
        return self._seen[1]

    def damage(self, *, anew: bool = False) -> str | None:
        """Return what is wrong with the files of the current database, if anything is.

        Names and sizes come first, then the contents. A database that was whole is not read again by the same process,
        unless asked for.
        """
        manifest = self._manifest()
        if manifest is None:
            return f"{_MANIFEST} is missing or damaged"
        if self._whole == manifest.database and not anew:
            return None
        found = _damage(self.path / manifest.database, manifest.files)
        self._whole = None if found else manifest.database
        return found

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Lock the folder for a load, after deleting what earlier loads left behind.

        Raises
        ------
        StoreError
            If it cannot be written, or somebody else holds it and does not finish.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock = _open_lock(self.path / _LOCK)
        except OSError as error:
            raise StoreError(f"{self.path} cannot be written: {error.strerror}; name another folder") from None
        try:
            _await(lock, self.path)
            self._sweep()
            yield
        finally:
            os.close(lock)

    def fresh(self) -> Path:
        """Return where a new database can be written."""
        return self.path / f"{_PREFIX}{secrets.token_hex(8)}"

    def publish(self, loaded: LoadedDatabase) -> None:
        """Make a complete database the current one atomically, and release the previous one.

        Raises
        ------
        StoreError
            If it cannot be written.
        """
        database = loaded.database
        try:
            for name in _NOTES:
                (database / name).unlink(missing_ok=True)
            files = {path.name: (path.stat().st_size, _hash(path)) for path in sorted(database.iterdir())}
            manifest = _Manifest(database=database.name, fingerprint=loaded.fingerprint, day=loaded.day, files=files)
            _flush_all(database)
            draft = self.path / f"{database.name}.json"
            draft.write_text(manifest.model_dump_json(), encoding="utf-8")
            _flush(draft)
            draft.replace(self.path / _MANIFEST)
            _flush(self.path)
        except OSError as error:
            raise StoreError(f"{self.path} cannot be written: {error.strerror}") from None
        self._whole = database.name
        self._sweep()

    def _sweep(self) -> None:
        loaded = self.current()
        for each in self.path.glob(f"{_PREFIX}*"):
            if loaded is None or each != loaded.database:
                # A reader elsewhere may hold it open, which some systems do not allow; then a later load sweeps it up.
                with suppress(OSError):
                    shutil.rmtree(each) if each.is_dir() and not each.is_symlink() else each.unlink()


def _state(path: Path) -> tuple[int, int, int] | None:
    """Return what tells one file from the next; nothing where there is none, or something else."""
    try:
        status = path.lstat()
    except OSError:
        return None
    return (status.st_ino, status.st_mtime_ns, status.st_size) if stat.S_ISREG(status.st_mode) else None


def _read(path: Path) -> _Manifest | None:
    try:
        with path.open("rb") as file:
            return _Manifest.model_validate_json(file.read(_LARGEST_MANIFEST))
    except (OSError, ValidationError):
        return None


def _damage(database: Path, files: dict[str, tuple[int, str]]) -> str | None:
    try:
        found = {each.name: each.stat(follow_symlinks=False) for each in os.scandir(database)}
    except OSError:
        return f"{database.name} is missing"
    if odd := sorted(found.keys() ^ files.keys()):
        return f"{odd[0]} is {'not expected' if odd[0] in found else 'missing'}"
    for name, (size, _) in files.items():
        if not stat.S_ISREG(found[name].st_mode) or found[name].st_size != size:
            return f"{name} is not a file of {size} bytes"
    try:
        return next(
            (f"{name} has changed" for name, (_, hash_) in files.items() if _hash(database / name) != hash_), None
        )
    except OSError as error:
        return f"{error.filename} cannot be read: {error.strerror}"


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=20)).hexdigest()


def _flush_all(folder: Path) -> None:
    for path in folder.iterdir():
        _flush(path)
    _flush(folder)


def _flush(path: Path) -> None:
    """Flush a file or folder to disk, where the system supports it."""
    with suppress(PermissionError):
        # Windows flushes only what is open for writing, and no folder.
        handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _open_lock(path: Path) -> int:
    """Open a lock file, and nothing that has taken its place."""
    careful = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | careful, 0o666)
    except OSError:
        if not path.is_symlink() and not path.is_dir():
            raise
    else:
        if stat.S_ISREG(os.fstat(handle).st_mode):
            return handle
        os.close(handle)
    raise StoreError(f"{path} is not a file, as the lock of a store is: remove it")


def _await(lock: int, folder: Path) -> None:
    """Wait for a concurrent load, which most likely loads the same graph."""
    deadline = monotonic() + _PATIENCE
    while True:
        try:
            return _take(lock)
        except OSError:
            if monotonic() > deadline:
                message = f"{folder} is being loaded by another process; try again when it has finished"
                raise StoreError(message) from None
        sleep(_POLL)


def _take(handle: int) -> None:
    """Take a lock that the system lets go of when the process ends, however it ends."""
    if sys.platform == "win32":
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
