"""Seed files as text: YAML and CSV become entries that know the line of each field. Every scalar stays text.

What a seed never needs is refused with a line number: keys that stand twice, files and values far larger than any list
of bodies, and what :mod:`graphmodel.plain_yaml` refuses.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from graphmodel.errors import SeedError
from graphmodel.model.draft import Origin
from graphmodel.plain_yaml import PlainYamlError, compose

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Entry", "FileError", "decode", "entries", "rows", "values"]

LARGEST_FILE = 8_000_000
LARGEST_VALUE = 20_000
_DEEPEST = 8
_NODE_PERIOD = {"since": "from", "until": "to"}
"""Where a node's entry has a field of the model under another key."""


class FileError(SeedError):
    """A file that cannot be read at all, with the line that stops it."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        self.message = message
        super().__init__(message)


class Entry(dict[str, Any]):
    """The fields of one entry as written, and where each stands."""

    __slots__ = ("file", "line", "lines", "row")

    def __init__(self, file: str, line: int, lines: dict[str, int] | None = None) -> None:
        super().__init__()
        self.file = file
        self.line = line
        self.lines = lines
        self.row: Entry | None = None
        """The row of a list that adds to this entry."""

    def origin(self, key: str = "") -> Origin:
        """Return the place of a field, or of the entry where it has no such field."""
        lines = self.lines or {}
        if key in lines:
            return Origin(self.file, lines[key])
        if key in _NODE_PERIOD and "type" not in lines:
            return self.origin(_NODE_PERIOD[key])
        if self.row and key in self.row:
            return self.row.origin(key)
        return Origin(self.file, self.line)


def decode(path: Path) -> str:
    """Read a file as UTF-8.

    Raises
    ------
    FileError
        If it is too large or not UTF-8.
    """
    raw = path.read_bytes()
    if len(raw) > LARGEST_FILE:
        raise FileError(1, f"is {len(raw):,} bytes; expected at most {LARGEST_FILE:,}: split it into several files")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FileError(line, f"is not UTF-8 (byte 0x{raw[error.start]:02X}): save the file as UTF-8") from error


def entries(text: str, file: str) -> list[Entry]:
    """Read YAML text that is a list of entries.

    Parameters
    ----------
    text
        The text of the file.
    file
        Its name, for the entries to know.

    Returns
    -------
    list of Entry
        In the order of the file.

    Raises
    ------
    FileError
        If it is not YAML, or uses what a seed never needs.
    """
    root = _root(text)
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise FileError(root.start_mark.line + 1, "expected a list: begin each entry with '- id: …'")
    return [_entry(node, file) for node in root.value]


def values(text: str, file: str) -> Any:  # noqa: ANN401 - text, a list or an entry
    """Read YAML text of any form, as strictly as seeds are read.

    Raises
    ------
    FileError
        If it is not YAML, or uses what a seed never needs.
    """
    root = _root(text)
    return {} if root is None else _tree(root, file, 0)


def _root(text: str) -> yaml.Node | None:
    try:
        return compose(text)
    except PlainYamlError as error:
        raise FileError(error.line, error.message) from error


def _entry(node: Any, file: str) -> Entry:  # noqa: ANN401 - a node of YAML
    tree = _tree(node, file, 1)
    if not isinstance(tree, Entry):
        raise FileError(node.start_mark.line + 1, "is no entry: expected '- id: …' with keys beneath")
    return tree


def _tree(node: Any, file: str, depth: int) -> Any:  # noqa: ANN401 - a node of YAML; text, list or entry
    if type(node) is yaml.ScalarNode:
        if len(node.value) > LARGEST_VALUE:
            _refuse_size(node)
        return node.value
    if depth > _DEEPEST:
        raise FileError(node.start_mark.line + 1, "is nested too deeply: expected an entry with edges and citations")
    if type(node) is yaml.SequenceNode:
        return [_tree(item, file, depth + 1) for item in node.value]
    lines: dict[str, int] = {}
    entry = Entry(file, node.start_mark.line + 1, lines)
    for key, value in node.value:
        name, line = key.value, key.start_mark.line + 1
        if type(name) is not str:
            raise FileError(line, "has a list or mapping for a key: expected a word")
        if name in entry:
            raise FileError(line, f"the key {name[:80]!r} stands twice in one entry: keep one")
        entry[name] = _tree(value, file, depth + 1)
        lines[name] = line
    return entry


def _refuse_size(node: yaml.Node) -> NoReturn:
    size = f"{len(node.value):,} characters"
    raise FileError(node.start_mark.line + 1, f"a value of {size}; expected at most {LARGEST_VALUE:,}: shorten it")


def rows(text: str, file: str) -> tuple[tuple[str, ...], list[Entry]]:
    """Read CSV text.

    Parameters
    ----------
    text
        The text of the file: comma-separated, with a header.
    file
        Its name, for the entries to know.

    Returns
    -------
    header, entries
        The columns, and one entry per row with its filled cells.

    Raises
    ------
    FileError
        If a row has more or fewer cells than the header, or a column stands twice.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = tuple(cell.strip() for cell in next(reader, ()))
        if not any(header):
            raise FileError(1, "is empty: expected a header with the names of the columns")
        for column in header:
            if header.count(column) > 1:
                raise FileError(1, f"the column {column!r} stands twice: keep one")
        return header, [_row(header, cells, file, reader.line_num) for cells in reader if cells]
    except csv.Error as error:
        raise FileError(reader.line_num, f"is not CSV: {error}") from error


def _row(header: tuple[str, ...], cells: list[str], file: str, line: int) -> Entry:
    if len(cells) != len(header):
        hint = "put a cell with a comma in it in quotes"
        raise FileError(line, f"has {len(cells)} cells; the header has {len(header)}: {hint}")
    entry = Entry(file, line)
    for column, cell in zip(header, cells, strict=True):
        if len(cell) > LARGEST_VALUE:
            raise FileError(line, f"{column}: {len(cell):,} characters; expected at most {LARGEST_VALUE:,}")
        if cell.strip():
            entry[column] = cell.strip()
    return entry
