"""A folder of seed files becomes a draft, and a sound draft a graph."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphmodel.errors import ModelError, SeedError, did_you_mean, printable
from graphmodel.model import Graph, faults
from graphmodel.model.draft import Acceptance, Draft, Origin, Problem
from graphmodel.seeds.lists import Lists
from graphmodel.seeds.statements import Reading
from graphmodel.seeds.text import Entry, FileError, decode, entries, rows, values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["read", "read_draft", "read_values"]

_SHOWN = 20
_COMPARED = 20


def read(path: str | Path) -> Graph:
    """Read a folder of seeds.

    Parameters
    ----------
    path
        The folder.

    Returns
    -------
    Graph
        All statements in it.

    Raises
    ------
    SeedError
        If the folder or a file cannot be read, or what they hold is not a sound graph. The message lists each
        problem with its file and line.
    """
    draft = read_draft(path)
    try:
        if not draft.problems:
            return Graph(draft.nodes, draft.edges, draft.sources, draft.surveys)
    except ModelError as error:
        raise _seed_error(draft) from error
    raise _seed_error(draft)


def _seed_error(draft: Draft) -> SeedError:
    told = [printable(complaint) for complaint in _complaints(draft)]
    rest = f"\n(and {len(told) - _SHOWN} more: see 'graphmodel check')" if len(told) > _SHOWN else ""
    return SeedError("\n".join(told[:_SHOWN]) + rest)


def _complaints(draft: Draft) -> Iterator[str]:
    """Yield what is wrong; while a file cannot be read, only that, since the rest may follow from it."""
    for problem in draft.problems:
        if draft.usable or problem.rule == "unreadable-file":
            subject = f"{problem.id}: " if problem.id and problem.id not in problem.message else ""
            yield f"{problem.origin}: {subject}{problem.message}"
    if draft.usable:
        for fault in faults(draft.nodes, draft.edges, draft.sources, draft.surveys):
            if fault.about not in draft.unread:
                yield f"{draft.origin(fault.id, fault.field)}: {fault.id}: {fault.message}"


def read_values(path: str | Path) -> Any:  # noqa: ANN401 - text, a list or a mapping
    """Read one YAML file of any form, as strictly as seeds are read: every scalar is text.

    Raises
    ------
    SeedError
        If it cannot be read; the message has the line.
    """
    path = Path(path)
    try:
        return values(decode(path), path.name)
    except FileError as error:
        raise SeedError(f"{path}:{error.line}: {error.message}") from error
    except OSError as error:
        raise SeedError(f"{path} cannot be read: {error.strerror}") from error


def read_draft(path: str | Path) -> Draft:
    """Read a folder of seeds as far as it can be read, and note every problem on the way.

    Parameters
    ----------
    path
        The folder.

    Returns
    -------
    Draft
        Statements with their places, and problems.

    Raises
    ------
    SeedError
        If there is no such folder, or no seed file in it.
    """
    folder = Path(path)
    reader = _FolderReader(folder)
    with _no_collection():
        for file in _files(folder):
            reader.file(file)
        return reader.draft()


@contextmanager
def _no_collection() -> Iterator[None]:
    """Pause the search for garbage: among tens of thousands of entries that all stay, it takes a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        what = "is a file" if folder.is_file() else "does not exist"
        raise SeedError(f"{folder} {what}: expected a folder of seed files")
    files = sorted(file for file in folder.rglob("*") if _is_seed_file(file, folder))
    if not files:
        raise SeedError(f"{folder} holds no seed file: expected .yaml and .csv files; see seeds/README.md")
    return files


def _is_seed_file(file: Path, folder: Path) -> bool:
    """Tell YAML and CSV from other files; what is hidden belongs to an editor or to version control."""
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return not hidden and file.suffix.lower() in _READERS and file.is_file()


class _FolderReader:
    """Takes over file after file; what belongs together is put together at the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reading = Reading()
        self.lists = Lists()
        self.nodes: list[Entry] = []
        self.accepted: list[Acceptance] = []

    def file(self, path: Path) -> None:
        """Take over one file, or note why it cannot be read."""
        name = path.relative_to(self.folder).as_posix()
        try:
            _READERS[path.suffix.lower()](self, decode(path), name)
        except FileError as error:
            self.reading.problems.append(Problem("unreadable-file", Origin(name, error.line), error.message))
        except OSError as error:
            self.reading.problems.append(Problem("unreadable-file", Origin(name, 1), str(error.strerror)))

    def yaml(self, text: str, name: str) -> None:
        """Take over a YAML file; its path tells what it lists."""
        take = self._taker(name)
        for entry in entries(text, name):
            take(entry)

    def _taker(self, name: str) -> Callable[[Entry], None]:
        if name.startswith("sources/") or name == "sources.yaml":
            return self.reading.source
        if name == "surveys.yaml":
            return self.reading.survey
        return self.acceptance if name == "accepted-findings.yaml" else self.nodes.append

    def csv(self, text: str, name: str) -> None:
        """Take over a CSV list."""
        self.lists.add(*rows(text, name))

    def acceptance(self, entry: Entry) -> None:
        """Take over a finding that stays on purpose."""
        if set(entry) == {"finding", "reason"} and all(isinstance(text, str) and text for text in entry.values()):
            self.accepted.append(Acceptance(entry["finding"], entry["reason"], entry.origin()))
        else:
            message = "expected `finding` (its id) and `reason`, and nothing else"
            self.reading.problems.append(Problem("bad-value", entry.origin(), message))

    def draft(self) -> Draft:
        """Return everything that was taken over."""
        self.reading.roles = self.lists.roles_in_norwegian()
        for entry in self._whole_nodes():
            self.reading.node(entry)
        for entry in self.lists.edges:
            self.reading.edge(entry)
        reading = self.reading
        return Draft(
            nodes=tuple(reading.nodes.values()),
            edges=tuple(reading.edges.values()),
            sources=tuple(reading.sources.values()),
            surveys=tuple(reading.surveys.values()),
            problems=tuple(reading.problems),
            accepted=tuple(self.accepted),
            folder=_seen_from_here(self.folder),
            unread=frozenset(reading.unread),
            locators=reading.locators,
        )

    def _whole_nodes(self) -> Iterator[Entry]:
        """Yield each node once: what a list tells of it is added to its entry in a YAML file."""
        rows_by_id = {entry["id"]: entry for entry in self._distinct(self.lists.nodes)}
        parts = self.lists.parts()
        told = {id_ for entry in self.nodes if isinstance(id_ := entry.get("id"), str)}
        for entry in self.nodes:
            id_ = str(entry.get("id", ""))
            self._join(entry, rows_by_id.get(id_))
            yield _with_parts(entry, parts.pop(id_, {}))
        for id_, row in rows_by_id.items():
            if id_ not in told:
                yield _with_parts(row, parts.pop(id_, {}))
        for id_, orphans in parts.items():
            self._orphaned(id_, next(chain.from_iterable(orphans.values())), compare=len(parts) < _COMPARED)

    def _orphaned(self, id_: str, row: Entry, *, compare: bool) -> None:
        """Note names or numbers of a node that is not there; with a whole list missing, none is compared."""
        hint = did_you_mean(id_, self.reading.nodes) if compare else ""
        problem = Problem("dangling-end", row.origin(), f"no node has the id {id_!r}{hint}", id_, "node")
        self.reading.problems.append(problem)

    def _distinct(self, entries: list[Entry]) -> Iterator[Entry]:
        seen: dict[str, Entry] = {}
        for entry in entries:
            id_ = entry.get("id", "")
            if not id_:
                self.reading.problems.append(Problem("missing-key", entry.origin(), "id: is missing", "", "id"))
            elif seen.setdefault(id_, entry) is entry:
                yield entry
            else:
                message = f"{id_!r} stands at {seen[id_].origin()} already: keep one row"
                self.reading.problems.append(Problem("duplicate-id", entry.origin(), message, id_, "id"))

    def _join(self, entry: Entry, row: Entry | None) -> None:
        """Add what a row tells to an entry; the two may both tell a thing only if they tell the same."""
        if row is None:
            return
        entry.row = row
        for key, value in row.items():
            if key == "cites":
                entry[key] = [*_listed(entry.get(key, [])), *value]
            elif entry.setdefault(key, value) != value:
                message = f"{key}: {entry[key]!r} here, {value!r} at {row.origin()}: leave it out here, or correct one"
                problem = Problem("bad-value", entry.origin(key), message, str(entry.get("id", "")), key)
                self.reading.problems.append(problem)


def _seen_from_here(folder: Path) -> str:
    """Return the path of a folder from the one we work in, if it lies below it: short, and the same on each machine."""
    try:
        whole, here = folder.resolve(), Path.cwd()
    except FileNotFoundError:  # the folder we work in is gone
        return folder.as_posix()
    return whole.relative_to(here).as_posix() if whole.is_relative_to(here) else whole.as_posix()


def _with_parts(entry: Entry, parts: Mapping[str, list[Entry]]) -> Entry:
    """Add names and numbers from lists behind those that the entry has itself."""
    for key, found in parts.items():
        entry[key] = [*_listed(entry.get(key, [])), *found]
    return entry


def _listed(value: Any) -> list[Any]:  # noqa: ANN401 - as written
    return value if isinstance(value, list) else [value]


_READERS: dict[str, Callable[[_FolderReader, str, str], None]] = {
    ".yaml": _FolderReader.yaml,
    ".yml": _FolderReader.yaml,
    ".csv": _FolderReader.csv,
}
