"""Lists in CSV: nodes, edges, names and numbers of nodes through time, and translations."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from graphmodel.errors import did_you_mean
from graphmodel.seeds.statements import EDGE_KEYS, NODE_KEYS, PART_KEYS
from graphmodel.seeds.text import FileError, SeedEntry

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Lists"]

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
    """What the CSV files of a folder hold, each sort together."""

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
        found: dict[str, dict[str, list[SeedEntry]]] = defaultdict(lambda: defaultdict(list))
        for sort, entries in (("names", self.names), ("numbers", self.numbers)):
            for entry in sorted(entries, key=_chronological):
                found[entry.pop("node", "")][sort].append(entry)
        return found


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
