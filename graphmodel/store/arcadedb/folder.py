"""The folder of an embedded store: databases beside each other, and one small file that says which is current.

::

    folder/
      graphmodel.json     which database is current, and the fingerprint of the graph in it; replaced in one step
      database-3f9c…/     the current database; never written again once it is named here
      lock                held by whoever is loading
      log/                what the engine has to say

A load writes a new database and then replaces the file, so a reader finds the old one or the new one. What a killed
load leaves behind is swept up by the next.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sys
from contextlib import contextmanager, suppress
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

__all__ = ["Folder", "Loaded"]

_FORMAT = 1
_MANIFEST = "graphmodel.json"
_LOCK = "lock"
_PREFIX = "database-"


class Loaded(NamedTuple):
    """What a finished load has left: where it lies, and which graph it holds."""

    database: Path
    fingerprint: str
    day: date | None


class Folder:
    """A folder that belongs to one store.

    Parameters
    ----------
    path
        Where it lies; it need not exist yet.

    Raises
    ------
    StoreError
        If it is a file, or a folder with something else in it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[tuple[int, int, int], Loaded | None] | None = None
        try:
            names = {each.name for each in path.iterdir()}
        except FileNotFoundError:
            return
        except NotADirectoryError:
            what = "is a file" if path.is_file() else "lies below a file"
            raise StoreError(f"{path} {what}; expected a folder for the store") from None
        except OSError as error:
            raise StoreError(f"{path} cannot be read: {error.strerror}") from None
        if names and not names & {_MANIFEST, _LOCK}:
            raise StoreError(f"{path} is not a store, but holds {min(names)!r}; name a new or an empty folder")

    @property
    def log(self) -> Path:
        """Where the engine writes its log."""
        return self.path / "log"

    def current(self) -> Loaded | None:
        """Return what was loaded last; nothing if nothing was, or if it is no longer whole."""
        while (state := self._state()) is not None:
            # It is replaced, never written to, so it need not be read again while it is the same file.
            if self._seen is None or self._seen[0] != state:
                self._seen = (state, self._read())
            loaded = self._seen[1]
            if loaded or self._state() == state:
                return loaded
            # Replaced while it was read, and the database that it named is swept away.
        return None

    def _state(self) -> tuple[int, int, int] | None:
        """Return what tells one manifest from the next; nothing where there is none."""
        try:
            found = (self.path / _MANIFEST).stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def _read(self) -> Loaded | None:
        try:
            manifest = json.loads((self.path / _MANIFEST).read_bytes())
            if manifest["format"] != _FORMAT:
                return None
            day = date.fromisoformat(manifest["day"]) if manifest["day"] else None
            loaded = Loaded(self.path / manifest["database"], manifest["fingerprint"], day)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        ours = loaded.database.parent == self.path and loaded.database.name.startswith(_PREFIX)
        return loaded if ours and loaded.database.is_dir() else None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder while loading; what earlier loads have left behind goes first.

        Raises
        ------
        StoreError
            If it cannot be written, or somebody else holds it.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock = (self.path / _LOCK).open("ab")
        except OSError as error:
            raise StoreError(f"{self.path} cannot be written: {error.strerror}; name another folder") from None
        with lock:
            try:
                _hold(lock.fileno())
            except OSError:
                message = f"{self.path} is being loaded by another process; try again when it has finished"
                raise StoreError(message) from None
            self._sweep()
            yield

    def fresh(self) -> Path:
        """Return where a new database can be written."""
        return self.path / f"{_PREFIX}{secrets.token_hex(8)}"

    def publish(self, loaded: Loaded) -> None:
        """Make a database that has been written whole the current one, in one step, and let go of the one before.

        Raises
        ------
        StoreError
            If it cannot be written.
        """
        manifest = {
            "format": _FORMAT,
            "database": loaded.database.name,
            "fingerprint": loaded.fingerprint,
            "day": loaded.day.isoformat() if loaded.day else None,
        }
        try:
            _flush_all(loaded.database)
            draft = loaded.database / _MANIFEST
            draft.write_text(json.dumps(manifest), encoding="utf-8")
            _flush(draft)
            draft.replace(self.path / _MANIFEST)
            _flush(self.path)
        except OSError as error:
            raise StoreError(f"{self.path} cannot be written: {error.strerror}") from None
        self._sweep()

    def _sweep(self) -> None:
        loaded = self.current()
        for each in self.path.glob(f"{_PREFIX}*"):
            if loaded is None or each != loaded.database:
                # A reader elsewhere may hold it open, which some systems do not allow; then a later load sweeps it up.
                shutil.rmtree(each, ignore_errors=True)


def _flush_all(folder: Path) -> None:
    for path in folder.iterdir():
        _flush(path)
    _flush(folder)


def _flush(path: Path) -> None:
    """Have the disk hold what was written to a file or folder, where the system can."""
    with suppress(PermissionError, IsADirectoryError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _hold(handle: int) -> None:
    """Take a lock that the system lets go of when the process ends, however it ends."""
    if sys.platform == "win32":
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
