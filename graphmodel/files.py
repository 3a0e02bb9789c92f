"""Files: read as far as a limit, and written whole or not at all; nothing else in graphmodel opens one to write.

A file is written beside its place, brought to the disk, and then renamed: whoever looks finds the old one or the new
one, whatever happens in between. What may be replaced:

- a file that somebody named: by the same kind of file, but never a seed, a view, a scenario or a question;
- in a folder that was named: the files that an earlier run of the same command made, which it lists in a file there.

Anything else is left, unless ``force`` says otherwise. A link is never followed.
"""

from __future__ import annotations

import filecmp
import os
import re
import shutil
import stat
import tempfile
import time
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "UnreadableError",
    "check_folder",
    "read_bytes",
    "read_text",
    "refuse_among_seeds",
    "watch",
    "write",
    "write_all",
    "write_folder",
    "write_parts",
]

_LISTED_HEAD = "# What graphmodel made in this folder: the next run replaces these files, and no others.\n"
_STAGED = ".graphmodel-staged-"
_FLUSHED_AT_ONCE = 8
"""How many files are brought to the disk at once, which takes about as long as one."""
_SWEPT_AFTER = 3600.0
"""Seconds after which what is staged belongs to a run that was killed."""

_INPUTS = frozenset({".yaml", ".yml", ".cypher"})
_LISTS = (
    frozenset({"id", "kind", "level", "name"}),
    frozenset({"from", "type", "to", "cites"}),
    frozenset({"node", "name"}),
    frozenset({"node", "number"}),
    frozenset({"nb", "en"}),
)
"""Columns that a CSV file has when it is a list of seeds."""

_STARTS = {b"%PDF-": "PDF", b"\x89PNG": "PNG", b"PK\x03\x04": "Excel", b"<": "markup"}
_HEAD = 4096


class UnreadableError(Exception):
    """A file that cannot be read, with the line that stops it; whoever reads it says which file."""

    def __init__(self, message: str, line: int = 1) -> None:
        self.line = line
        self.message = message
        super().__init__(message)


# --- reading ----------------------------------------------------------------------------------------------------


def read_bytes(path: Path, largest: int) -> bytes:
    """Read a regular file that has at most so many bytes; anything else is refused unread.

    Raises
    ------
    UnreadableError
        If it is no regular file, too large, or the system does not let it be read.
    """
    try:
        # Looked at before it is opened: to open a pipe waits for a writer, and to open a device may do anything.
        _refuse_unfit(path.stat(), largest)
        with path.open("rb") as file:
            _refuse_unfit(os.fstat(file.fileno()), largest)
            content = file.read(largest + 1)
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise UnreadableError(f"cannot be read: {error}") from error
    if len(content) > largest:
        raise UnreadableError(f"is larger than {largest:,} bytes: split it into several files")
    return content


def _refuse_unfit(status: os.stat_result, largest: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise UnreadableError("is a folder: expected a file")
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError("is a device or a pipe: expected a file")
    if status.st_size > largest:
        raise UnreadableError(f"is {status.st_size:,} bytes; expected at most {largest:,}: split it into several files")


def read_text(path: Path, largest: int) -> str:
    """Read a file as UTF-8, with or without a byte order mark.

    Raises
    ------
    UnreadableError
        As :func:`read_bytes`, and if it is not UTF-8.
    """
    raw = read_bytes(path, largest)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableError(f"is not UTF-8 (byte 0x{raw[error.start]:02X}): save the file as UTF-8", line) from error


def watch(path: Path, seconds: float = 0.5) -> Iterator[None]:
    """Yield now, and again each time a file in a folder, or the one file, is another than before.

    It looks, and is not told: that works on every system and on folders of a network, and a look takes a millisecond.
    """
    seen: dict[str, tuple[int, int]] | None = None
    while True:
        stamps = _stamps(path)
        if stamps == seen:
            time.sleep(seconds)
        else:
            seen = stamps
            yield


def _stamps(path: Path) -> dict[str, tuple[int, int]]:
    """Return when each file was last written, and its size; one that goes meanwhile is not there."""
    stamps = {}
    for each in (path, *path.rglob("*")):
        with suppress(OSError):
            if each.is_file() and _STAGED not in str(each):
                status = each.stat()
                stamps[str(each)] = (status.st_mtime_ns, status.st_size)
    return stamps


# --- writing ----------------------------------------------------------------------------------------------------


def write(path: Path, content: str | bytes, *, force: bool = False) -> Path:
    """Write one file that somebody named; see :func:`write_all`."""
    return write_all({path: content}, force=force)[0]


def write_all(files: Mapping[Path, str | bytes], *, force: bool = False) -> list[Path]:
    """Write files of one folder that somebody named, all of them or none.

    Parameters
    ----------
    files
        The content of each; text becomes UTF-8.
    force
        Whether they may replace anything that is no folder.

    Returns
    -------
    list of Path
        The files.

    Raises
    ------
    ConfigError
        If one cannot be written, or would replace a seed, a view, a scenario, a question or another kind of file.
    """
    contents = {path: _as_bytes(content) for path, content in files.items()}
    for path, content in contents.items():
        if _is_stream(path):
            _write_through(path, content)
    regular = {path: content for path, content in contents.items() if not _is_stream(path)}
    for path, content in regular.items():
        with _told(path):
            _refuse_named(path, content, force=force)
    if regular:
        first = next(iter(regular))
        folder = first.parent
        with _told(first), _staging(folder) as staging:
            for path, content in regular.items():
                _stage(staging / path.name, [content], like=path)
            for path in regular:
                (staging / path.name).replace(path)
            _flush(folder)
    return list(files)


def write_parts(path: Path, parts: Iterable[bytes], *, force: bool = False) -> Path:
    """Write one file that somebody named, of any size: its parts are never in memory together.

    Raises
    ------
    ConfigError
        As :func:`write_all`.
    """
    parts = iter(parts)
    first = next(parts, b"")
    with _told(path):
        if _is_stream(path):
            with path.open("wb") as file:
                file.writelines(chain([first], parts))
            return path
        _refuse_named(path, first, force=force)
        with _staging(path.parent) as staging:
            _stage(staging / path.name, chain([first], parts), like=path)
            (staging / path.name).replace(path)
            _flush(path.parent)
    return path


def write_folder(
    folder: Path, files: Iterable[tuple[str, Iterable[bytes]]], *, made_by: str = "", force: bool = False
) -> list[Path]:
    """Write files into a folder, all of them or none; those of an earlier run go, and what is the same stays untouched.

    Parameters
    ----------
    folder
        Made if it is not there.
    files
        The name of each below the folder, with ``/``, and the parts of its content.
    made_by
        What makes them: ``.graphmodel-MADE_BY`` lists them, so that its next run may replace them. Without it, no file
        is ever replaced.
    force
        Whether they may replace files that no earlier run made.

    Returns
    -------
    list of Path
        The files.

    Raises
    ------
    ConfigError
        If one cannot be written, would replace what no earlier run made, or would land beyond a link.
    """
    # Imported here: it takes logging along, for which no other command should wait.
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    own = check_folder(folder, (), made_by=made_by, force=force)
    with _told(folder), _made(folder), _staging(folder) as staging:
        names, changed = [], []
        with ThreadPoolExecutor(_FLUSHED_AT_ONCE) as flushing:
            pending = []
            for name, parts in files:
                if _stage(staging / name, parts, like=folder / name, unless_same=True, flush=False):
                    changed.append(name)
                    pending.append(flushing.submit(_flush_file, staging / name))
                names.append(name)
        for flushed in pending:
            flushed.result()
        check_folder(folder, names, made_by=made_by, force=force)
        # Listed before they are there: killed between two of them, the next run still knows them for its own.
        _list(folder, staging, made_by, {*own, *names})
        for name in changed:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (staging / name).replace(folder / name)
        for name in own - {*names}:
            _remove(folder, name)
        _list(folder, staging, made_by, names)
        for each in {(folder / name).parent for name in changed} | {folder}:
            _flush(each)
    return [folder / name for name in names]


def check_folder(folder: Path, names: Iterable[str], *, made_by: str = "", force: bool = False) -> set[str]:
    """Return whether files could be written into a folder, before the work that makes them.

    Returns
    -------
    set of str
        The files in it that an earlier run made.

    Raises
    ------
    ConfigError
        As :func:`write_folder`.
    """
    with _told(folder):
        if folder.exists() and not folder.is_dir():
            raise ConfigError(f"{folder} cannot be written: it is a file; name a folder")
        own = _listed(folder, made_by)
        foreign = [name for name in names if _there(folder, name, force=force) and name not in own]
    if foreign and not force:
        more = f" and {len(foreign) - 1} more" if len(foreign) > 1 else ""
        raise ConfigError(
            f"{folder / foreign[0]}{more} would be replaced, and no earlier run made it: name another folder, or"
            " replace it with --force"
        )
    return own


def refuse_among_seeds(output: Path | None, seeds: Path | None) -> None:
    """Refuse to write over, or among, the seeds that are read.

    Raises
    ------
    ConfigError
        If the file or folder to write to is one of them.
    """
    if output and seeds and seeds.resolve() in {output.resolve(), *output.resolve().parents}:
        raise ConfigError(f"{output} is among the seeds that are read, {seeds}: name a place elsewhere")


def _there(folder: Path, name: str, *, force: bool) -> bool:
    """Return whether there is a file of that name; a link on the way to it, or a folder in its place, is refused."""
    target = folder / name
    for path in (*(parent for parent in target.parents if folder in parent.parents), target):
        if path.is_symlink() and not (force and path == target):
            raise ConfigError(f"{path} is a link to {path.readlink()}, and no link is followed: take it away")
    if target.is_dir() and not target.is_symlink():
        raise ConfigError(f"{target} is a folder: take it away, or name another folder")
    return os.path.lexists(target)


def _listed(folder: Path, made_by: str) -> set[str]:
    """Return the files that an earlier run made; a name that leads out of the folder is none."""
    try:
        lines = read_text(folder / f".graphmodel-{made_by}", 10_000_000).splitlines() if made_by else []
    except UnreadableError:
        return set()
    return {line for line in lines if line and line[0] not in "#/" and ".." not in Path(line).parts}


def _list(folder: Path, staging: Path, made_by: str, names: Iterable[str]) -> None:
    if made_by:
        name = f".graphmodel-{made_by}"
        text = _LISTED_HEAD + "".join(f"{each}\n" for each in sorted(names))
        _stage(staging / name, [text.encode()], like=folder / name)
        (staging / name).replace(folder / name)


def _remove(folder: Path, name: str) -> None:
    """Remove what an earlier run made and this one does not, and its folder where that is then empty."""
    path = folder / name
    if any(parent.is_symlink() for parent in path.parents if folder in parent.parents):
        return
    if path.is_file() or path.is_symlink():
        path.unlink()
    with suppress(OSError):
        if path.parent != folder:
            path.parent.rmdir()


def _refuse_named(path: Path, content: bytes, *, force: bool) -> None:
    if path.is_dir():
        raise ConfigError(f"{path} is a folder: name a file in it")
    if force or not os.path.lexists(path):
        return
    other = "name another file, or replace it with --force"
    if path.is_symlink():
        raise ConfigError(f"{path} is a link to {path.readlink()}, and no link is followed: {other}")
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if path.suffix.lower() in _INPUTS or _is_list(path, head):
        raise ConfigError(f"{path} is a seed, view, scenario or question, and is not replaced: {other}")
    if head and _kind(head) != _kind(content):
        raise ConfigError(f"{path} holds {_kind(head)}, and {_kind(content)} would replace it: {other}")
    if not os.access(path, os.W_OK):
        raise ConfigError(f"{path} is protected against writing: {other}")


def _is_list(path: Path, head: bytes) -> bool:
    lines = head.decode("utf-8-sig", "replace").splitlines()[:2]  # the first may be sep=;
    headers = [{cell.strip(' "') for cell in re.split("[,;\t]", line)} for line in lines]
    return path.suffix.lower() == ".csv" and any(listed <= columns for listed in _LISTS for columns in headers)


def _kind(content: bytes) -> str:
    return next((kind for start, kind in _STARTS.items() if content.lstrip()[: len(start)] == start), "text")


def _is_stream(path: Path) -> bool:
    """Tell a device or a pipe, such as /dev/stdout: it takes what comes, and cannot be replaced."""
    try:
        if path.is_symlink() and path.parts[1:2] in (("dev",), ("proc",)):
            return True
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _write_through(path: Path, content: bytes) -> None:
    with _told(path), path.open("wb") as file:
        file.write(content)


def _as_bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode("utf-8")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn an error of the system into ours."""
    try:
        yield
    except OSError as error:
        named = Path(error.filename) if error.filename and not _is_staged(error.filename) else path
        raise ConfigError(f"{named} cannot be written: {error.strerror or error}") from error
    except ValueError as error:  # a name that no system takes
        raise ConfigError(f"{str(path)!r} cannot be written: {error}") from error


def _is_staged(path: str | bytes) -> bool:
    return any(part.startswith(_STAGED) for part in Path(os.fsdecode(path)).parts)


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make a folder where there is none; it goes again if nothing came to stand in it."""
    new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        if new:
            with suppress(OSError):
                folder.rmdir()


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """Make a folder in which files wait to be renamed; it goes whatever happens, unless the process is killed."""
    _sweep(folder)
    staging = Path(tempfile.mkdtemp(prefix=_STAGED, dir=folder))
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove what a run that was killed has left; younger ones may belong to a run that goes on."""
    for left in folder.glob(f"{_STAGED}*"):
        with suppress(OSError):
            if left.is_dir() and not left.is_symlink() and time.time() - left.stat().st_mtime > _SWEPT_AFTER:
                shutil.rmtree(left, ignore_errors=True)


def _stage(path: Path, parts: Iterable[bytes], *, like: Path, unless_same: bool = False, flush: bool = True) -> bool:
    """Write a file that is to be renamed, with the permissions of the one that it replaces; tell whether it was.

    ``unless_same`` leaves it out where it would replace a file of the same bytes. Without ``flush`` it is not yet
    brought to the disk.
    """
    if unless_same and isinstance(parts, list) and _holds(like, b"".join(parts)):  # the most common case, unwritten
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.writelines(parts)
        file.flush()
        if unless_same and like.is_file() and not like.is_symlink() and filecmp.cmp(path, like, shallow=False):
            return False
        if flush:
            os.fsync(file.fileno())
    with suppress(OSError):
        if not like.is_symlink():
            shutil.copymode(like, path)
    return True


def _holds(path: Path, content: bytes) -> bool:
    """Tell whether there is a regular file of just these bytes."""
    found = path.lstat() if path.exists() else None
    return bool(
        found and stat.S_ISREG(found.st_mode) and found.st_size == len(content) and path.read_bytes() == content
    )


def _flush_file(path: Path) -> None:
    """Have the disk hold what is in a file."""
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _flush(folder: Path) -> None:
    """Have the disk hold the names in a folder, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
