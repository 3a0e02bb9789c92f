"""A folder of seed files, YAML and lists in CSV, becomes a draft, and a sound draft a graph."""

from __future__ import annotations

import gc
from collections import defaultdict
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphmodel.errors import ModelError, SeedError, did_you_mean, printable
from graphmodel.model import Graph, faults
from graphmodel.model.draft import Acceptance, Draft, Origin, Problem
from graphmodel.seeds.statements import EDGE_KEYS, NODE_KEYS, PART_KEYS, Reading
from graphmodel.seeds.text import FileError, SeedEntry, decode, entries, rows, values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

__all__ = ["Lists", "graph_of", "read", "read_draft", "read_values"]

_NODE_COLUMNS = tuple(key for key in NODE_KEYS if key not in ("edges", "names", "numbers"))
_EDGE_COLUMNS = tuple(key for key in EDGE_KEYS if key not in ("id", "conflicts_with"))
_ID_COLUMNS = frozenset({"on_behalf_of", "appointed_by"})
"""Columns that hold ids with spaces between."""
_COLUMNS = {
    "nodes": (_NODE_COLUMNS, ("id", "kind", "level", "name")),
    "edges": (_EDGE_COLUMNS, ("from", "type", "to", "cites")),
    "names": (("node", *PART_KEYS["names"]), ("node", "name")),
    "numbers": (("node", *PART_KEYS["numbers"]), ("node", "number")),
    "translations": (("nb", "en"), ("nb", "en")),
}
"""The columns that each sort of list may have, and those that it must have."""


class Lists:
    """The rows of the CSV files of a folder, by sort."""

    def __init__(self) -> None:
        self.nodes: list[SeedEntry] = []
        self.edges: list[SeedEntry] = []
        self.names: list[SeedEntry] = []
        self.numbers: list[SeedEntry] = []
        self.translations: list[SeedEntry] = []

    def add(self, header: tuple[str, ...], entries: Iterable[SeedEntry]) -> None:
        """Take over the rows of one file.

        Raises
        ------
        FileError
            If a column is not known or one is missing.
        """
        sort = _sort(header)
        known, required = _COLUMNS[sort]
        for column in header:
            if column not in known:
                raise FileError(1, f"the column {column!r} is not known in a list of {sort}{_hint(column, known)}")
        for column in required:
            if column not in header:
                raise FileError(1, f"the column {column!r} is missing: a list of {sort} has {', '.join(required)}")
        for entry in entries:
            if "cites" in entry:
                entry["cites"] = [_citation(cell, entry) for cell in entry["cites"].split(";") if cell.strip()]
            for column in _ID_COLUMNS & entry.keys():
                entry[column] = entry[column].split()
            getattr(self, sort).append(entry)

    def parts(self) -> dict[str, dict[str, list[SeedEntry]]]:
        """Return names and numbers by node, in an order that does not depend on that of the rows."""
        by_node: dict[str, dict[str, list[SeedEntry]]] = defaultdict(lambda: defaultdict(list))
        for sort, lines in (("names", self.names), ("numbers", self.numbers)):
            for entry in sorted(lines, key=_chronological):
                by_node[entry.pop("node", "")][sort].append(entry)
        return by_node


def _sort(header: tuple[str, ...]) -> str:
    if "node" in header:
        return "numbers" if "number" in header else "names"
    if "id" in header:
        return "nodes"
    return "translations" if "nb" in header or "en" in header else "edges"


def _hint(column: str, known: tuple[str, ...]) -> str:
    return did_you_mean(column, known) or f"; expected {', '.join(known)}"


def _citation(cell: str, entry: SeedEntry) -> SeedEntry:
    """Read ``source-id`` or ``source-id: where in it``."""
    source, _, locator = cell.partition(":")
    citation = SeedEntry(entry.file, entry.line)
    citation["source"] = source.strip()
    if locator.strip():
        citation["locator"] = locator.strip()
    return citation


def _chronological(entry: SeedEntry) -> tuple[str, ...]:
    return (entry.get("from", ""), entry.get("to", "9999"), *(f"{key}={entry[key]}" for key in sorted(entry)))


LARGEST_FOLDER = 400_000_000
_SHOWN = 20
_COMPARED = 20
_LONGEST = 120
"""Characters of a value that are shown."""
_FOR_PEOPLE = frozenset({"", ".md", ".json"})
"""Endings of files that stand beside seeds and are none: a licence, a README, a schema."""


def read(path: str | Path) -> Graph:
    """Read a folder of seeds, or a workbook.

    Parameters
    ----------
    path
        The folder, or a file that ends in ``.xlsx``.

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
    return graph_of(read_draft(path))


def graph_of(draft: Draft) -> Graph:
    """Return the graph of a draft.

    Raises
    ------
    SeedError
        If the draft is not a sound graph; as :func:`read`.
    """
    try:
        if not draft.problems:
            return Graph(draft.nodes, draft.edges, draft.sources, draft.surveys, translations=draft.english)
    except ModelError as error:
        raise _seed_error(draft) from error
    raise _seed_error(draft)


def _seed_error(draft: Draft) -> SeedError:
    complaints = _complaints(draft)
    messages = [printable(complaint) for complaint in islice(complaints, _SHOWN)]
    more = draft.more_problems + sum(1 for _ in complaints)
    rest = f"\n(and {more:,} more: see 'graphmodel check')" if more else ""
    return SeedError("\n".join(messages) + rest)


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


def read_draft(path: str | Path, *, instead: Mapping[str, str] | None = None) -> Draft:
    """Read a folder of seeds as far as it can be read, and note every problem on the way.

    Parameters
    ----------
    path
        The folder, or a workbook.
    instead
        Texts of files, by their paths below the folder, to read in place of what stands there, or besides.

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
    if folder.suffix.lower() == ".xlsx" and folder.is_file():
        from graphmodel.seeds.workbook import draft_of  # noqa: PLC0415 - openpyxl is slow to import, and seldom needed

        return draft_of(folder)
    try:
        what = "" if folder.is_dir() else "does not exist"
        if folder.exists() and what:
            what = "is a file" if folder.is_file() else "is a device or a pipe"
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
    if what:
        raise SeedError(f"{folder} {what}: expected a folder of seed files")
    reader = _FolderReader(folder, instead or {})
    with _no_collection():
        files = reader.files()
        if not files and not reader.reading.problems:
            raise SeedError(f"{folder} holds no seed file: expected .yaml and .csv files; see seeds/README.md")
        for file in files:
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


class _FolderReader:
    """Takes over file after file; what belongs together is put together at the end."""

    def __init__(self, folder: Path, instead: Mapping[str, str]) -> None:
        self.folder = folder
        self.instead = instead
        self.reading = Reading()
        self.lists = Lists()
        self.nodes: list[SeedEntry] = []
        self.accepted: list[Acceptance] = []
        self.ignored: list[str] = []

    def files(self) -> list[Path]:
        """Return the seed files, and note all other files but hidden ones."""
        paths: list[Path] = []
        folders = [self.folder]
        while folders:
            try:
                for path in folders.pop().iterdir():
                    if not path.name.startswith((".", "~$")):
                        self._look(path, paths, folders)
            except OSError as error:
                folder = Path(str(error.filename))
                self._note("unreadable-file", Origin(self._name(folder), 1), f"cannot be looked into: {error.strerror}")
        size = sum(path.stat().st_size for path in paths if path.is_file())
        if size > LARGEST_FOLDER:
            raise SeedError(f"{self.folder} holds {size:,} bytes of seeds; expected at most {LARGEST_FOLDER:,}")
        return sorted({*paths, *(self.folder / name for name in self.instead)})

    def _look(self, path: Path, found: list[Path], folders: list[Path]) -> None:
        if path.is_dir() and path.is_symlink():
            message = "is a link to a folder, and is not followed: move the folder here, or read it by its own path"
            self._note("unreadable-file", Origin(self._name(path), 1), message)
        elif path.is_dir():
            folders.append(path)
        elif path.suffix.lower() in _READERS:
            found.append(path)
        elif path.suffix.lower() not in _FOR_PEOPLE:
            self.ignored.append(self._name(path))

    def _name(self, path: Path) -> str:
        return printable(path.relative_to(self.folder).as_posix())

    def _note(self, rule: str, origin: Origin, message: str, id_: str = "", field: str = "") -> None:
        if self.reading.problems.has_room(rule):
            self.reading.problems.append(Problem(rule, origin, message, id_[:_LONGEST], field))

    def file(self, path: Path) -> None:
        """Take over one file, or note why it cannot be read."""
        name = self._name(path)
        try:
            text = self.instead[name] if name in self.instead else decode(path)
            _READERS[path.suffix.lower()](self, text, name)
        except FileError as error:
            self._note("unreadable-file", Origin(name, error.line), error.message)

    def yaml(self, text: str, name: str) -> None:
        """Read a YAML file; its path says what it lists."""
        take = self._taker(name)
        for entry in entries(text, name):
            take(entry)

    def _taker(self, name: str) -> Callable[[SeedEntry], None]:
        if name.startswith("sources/") or name == "sources.yaml":
            return self.reading.source
        if name == "surveys.yaml":
            return self.reading.survey
        return self.acceptance if name == "accepted-findings.yaml" else self.nodes.append

    def csv(self, text: str, name: str) -> None:
        """Take over a CSV list."""
        self.lists.add(*rows(text, name))

    def acceptance(self, entry: SeedEntry) -> None:
        """Take over a finding that stays on purpose."""
        if set(entry) == {"finding", "reason"} and all(isinstance(text, str) and text for text in entry.values()):
            self.accepted.append(Acceptance(entry["finding"], entry["reason"], entry.origin()))
        else:
            message = "expected `finding` (its id) and `reason`, and nothing else"
            self._note("bad-value", entry.origin(), message)

    def draft(self) -> Draft:
        """Return everything that was taken over."""
        for row in self.lists.translations:
            self.reading.translation(row)
        for entry in self._whole_nodes():
            self.reading.node(entry)
        for entry in self.lists.edges:
            self.reading.edge(entry)
        folder = _seen_from_here(self.folder)
        return self.reading.draft(folder=folder, ignored=self.ignored, accepted=self.accepted)

    def _whole_nodes(self) -> Iterator[SeedEntry]:
        """Yield each node once, its rows in lists joined to its entry in a YAML file."""
        rows_by_id = {entry["id"]: entry for entry in self._distinct(self.lists.nodes)}
        parts = self.lists.parts()
        ids = {id_ for entry in self.nodes if isinstance(id_ := entry.get("id"), str)}
        for entry in self.nodes:
            id_ = str(entry.get("id", ""))
            self._join(entry, rows_by_id.get(id_))
            yield _with_parts(entry, parts.pop(id_, {}))
        for id_, row in rows_by_id.items():
            if id_ not in ids:
                yield _with_parts(row, parts.pop(id_, {}))
        for id_, orphans in parts.items():
            self._orphaned(id_, next(chain.from_iterable(orphans.values())), compare=len(parts) < _COMPARED)

    def _orphaned(self, id_: str, row: SeedEntry, *, compare: bool) -> None:
        """Note names or numbers of unknown nodes; skipped where a whole list is missing."""
        hint = did_you_mean(id_, self.reading.nodes) if compare else ""
        self._note("dangling-end", row.origin(), f"no node has the id {id_[:_LONGEST]!r}{hint}", id_, "node")

    def _distinct(self, entries: list[SeedEntry]) -> Iterator[SeedEntry]:
        seen: dict[str, SeedEntry] = {}
        for entry in entries:
            id_ = entry.get("id", "")
            if not id_:
                self._note("missing-key", entry.origin(), "id: is missing", "", "id")
            elif seen.setdefault(id_, entry) is entry:
                yield entry
            else:
                message = f"{id_[:_LONGEST]!r} is already defined at {seen[id_].origin()}: keep one row"
                self._note("duplicate-id", entry.origin(), message, id_, "id")

    def _join(self, entry: SeedEntry, row: SeedEntry | None) -> None:
        """Join a row to an entry; a field that both have must be equal."""
        if row is None:
            return
        entry.row = row
        for key, value in row.items():
            if key == "cites":
                entry[key] = [*_listed(entry.get(key, [])), *value]
            elif entry.setdefault(key, value) != value:
                here, there = (repr(str(each)[:_LONGEST]) for each in (entry[key], value))
                message = f"{key}: {here} here, {there} at {row.origin()}: leave it out here, or correct one"
                self._note("bad-value", entry.origin(key), message, str(entry.get("id", "")), key)


def _seen_from_here(folder: Path) -> str:
    """Return the path of a folder from the one we work in, if it lies below it: short, and the same on each machine."""
    try:
        whole, here = folder.resolve(), Path.cwd()
    except OSError:
        return printable(folder.as_posix())
    return printable((whole.relative_to(here) if whole.is_relative_to(here) else whole).as_posix())


def _with_parts(entry: SeedEntry, parts: Mapping[str, list[SeedEntry]]) -> SeedEntry:
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
