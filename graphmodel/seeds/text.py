"""Seed files as text: YAML and CSV become entries that know the line of each field. Every scalar stays text.

What a seed never needs is refused with a line number: keys that stand twice, files and values far larger than any list
of bodies, and what :mod:`graphmodel.strict_yaml` refuses.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from graphmodel.errors import SeedError
from graphmodel.files import UnreadableError, read_text
from graphmodel.model.draft import Origin
from graphmodel.strict_yaml import StrictYamlError, compose

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FileError", "SeedEntry", "columns", "decode", "entries", "rows", "sheet_error", "values"]

LARGEST_FILE = 4_000_000
LARGEST_VALUE = 20_000
_MOST_COLUMNS = 100
_SEPARATOR = re.compile(r'"?sep=([,;\t])"?([,;\t]*)', re.IGNORECASE)
"""What Excel may write above the header; saved again it has quotes, and the cells of its row."""
_SHEET_ERROR = re.compile(r"#[A-ZÆØÅ]+[!?]|#N/A|#I/T|#DIV/0!|Err:\d{3}")
_TOO_NARROW = re.compile(r"##+")

_DEEPEST = 8
_NODE_PERIOD = {"since": "from", "until": "to"}
"""Where a node's entry has a field of the model under another key."""


class FileError(SeedError):
    """A file that cannot be read at all, with the line that stops it."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        self.message = message
        super().__init__(message)


class SeedEntry(dict[str, Any]):
    """The fields of one entry as written, each with its place."""

    __slots__ = ("file", "line", "lines", "row")

    def __init__(self, file: str, line: int, lines: dict[str, int] | None = None) -> None:
        super().__init__()
        self.file = file
        self.line = line
        self.lines = lines
        self.row: SeedEntry | None = None
        """The row of a list that adds to this entry."""

    def origin(self, key: str = "") -> Origin:
        """Return the place of a field, or of the entry where it has no such field; ``names.2`` is its second name."""
        lines = self.lines or {}
        if key in lines:  # also where what was written as a key has a dot in it
            return Origin(self.file, lines[key])
        part, _, number = key.partition(".")
        if number.isdecimal():
            return self._part(part, int(number)).origin()
        if key in _NODE_PERIOD and "type" not in lines:
            return self.origin(_NODE_PERIOD[key])
        if self.row and key in self.row:
            return self.row.origin(key)
        return Origin(self.file, self.line)

    def _part(self, key: str, number: int) -> SeedEntry:
        """Return one entry of a list in this one, such as the second of its names."""
        items = self.get(key, [])
        item = items[number - 1] if isinstance(items, list) and number <= len(items) else self
        return item if isinstance(item, SeedEntry) else self


def decode(path: Path) -> str:
    """Read a file as UTF-8.

    Raises
    ------
    FileError
        If it is no regular file, too large or not UTF-8, or cannot be read.
    """
    try:
        return read_text(path, LARGEST_FILE)
    except UnreadableError as error:
        excel = " (in Excel: as 'CSV UTF-8')" if path.suffix.lower() == ".csv" and "UTF-8" in error.message else ""
        raise FileError(error.line, error.message + excel) from error


def entries(text: str, file: str) -> list[SeedEntry]:
    """Read YAML text that is a list of entries.

    Parameters
    ----------
    text
        The text of the file.
    file
        Its name, for the entries to know.

    Returns
    -------
    list of SeedEntry
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
    except StrictYamlError as error:
        raise FileError(error.line, error.message) from error


def _entry(node: Any, file: str) -> SeedEntry:  # noqa: ANN401 - a node of YAML
    tree = _tree(node, file, 1)
    if not isinstance(tree, SeedEntry):
        raise FileError(node.start_mark.line + 1, "is not an entry: expected '- id: …' with keys beneath")
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
    entry = SeedEntry(file, node.start_mark.line + 1, lines)
    for key, value in node.value:
        name, line = key.value, key.start_mark.line + 1
        if type(name) is not str:
            raise FileError(line, "has a list or mapping for a key: expected a word")
        if name in entry:
            raise FileError(line, f"the key {name[:80]!r} is given twice in one entry: keep one")
        entry[name] = _tree(value, file, depth + 1)
        lines[name] = line
    return entry


def _refuse_size(node: yaml.Node) -> NoReturn:
    size = f"{len(node.value):,} characters"
    raise FileError(node.start_mark.line + 1, f"a value of {size}; expected at most {LARGEST_VALUE:,}: shorten it")


def rows(text: str, file: str) -> tuple[tuple[str, ...], list[SeedEntry]]:
    """Read CSV text.

    Parameters
    ----------
    text
        The text of the file: a header and rows, with commas, semicolons or tabs between the cells; a first line
        such as ``sep=;`` may say which.
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
    first, _, rest = text.partition("\n")
    separator = _told_separator(first)
    before, body = (1, rest) if separator else (0, text)
    body = body.replace("\r\n", "\n")  # a line end of the file's own kind stands in cells too
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator or _delimiter(first), strict=True)
    try:
        header = _header(next(reader, []), before + 1)
        lines = ((cells, before + reader.line_num) for cells in reader if any(cell.strip() for cell in cells))
        return header, [_row(header, cells, file, line) for cells, line in lines]
    except csv.Error as error:
        raise FileError(before + reader.line_num, f"is not CSV: {error}") from error


def columns(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the delimiter of CSV text, and its columns."""
    first, _, rest = text.partition("\n")
    told = _told_separator(first)
    separator = told or _delimiter(first)
    lines = csv.reader([rest.partition("\n")[0] if told else first], delimiter=separator, strict=True)
    return separator, _header(next(lines, []), 1)


def _told_separator(first: str) -> str:
    """Return the delimiter that a line ``sep=;`` above the header declares; ``None`` without one."""
    match = _SEPARATOR.fullmatch(first.rstrip("\r"))
    return (match[2] or match[1])[0] if match else ""


def _delimiter(header: str) -> str:
    """Return the delimiter: Excel writes semicolons where the comma is the decimal sign, as in Norway."""
    return max(",;\t", key=header.count)


def _header(cells: list[str], line: int) -> tuple[str, ...]:
    """Return the columns, without the empty ones that a spreadsheet leaves at the end."""
    named = [number for number, cell in enumerate(cells, 1) if cell.strip()]
    header = tuple(cell.strip() for cell in cells[: named[-1] if named else 0])
    if not header:
        raise FileError(line, "is empty: expected a header with the names of the columns")
    if len(header) > _MOST_COLUMNS:
        raise FileError(line, f"has {len(header):,} columns; expected at most {_MOST_COLUMNS}")
    for number, column in enumerate(header, 1):
        if not column:
            raise FileError(line, f"column {number} has no name: give it one, or take it out")
        if header.count(column) > 1:
            raise FileError(line, f"the column {column[:80]!r} is given twice: keep one")
    return header


def sheet_error(cell: str) -> str:
    """Return what a spreadsheet wrote where it had no text to write; nothing where a cell is text."""
    text = cell.strip()
    if _SHEET_ERROR.fullmatch(text):
        return f"{text} is an error of the spreadsheet: write the text there"
    if _TOO_NARROW.fullmatch(text):
        return f"{text[:10]} stands for text: widen the column, and save again"
    return ""


def _row(header: tuple[str, ...], cells: list[str], file: str, line: int) -> SeedEntry:
    if len(cells) > len(header) and not any(cell.strip() for cell in cells[len(header) :]):
        cells = cells[: len(header)]
    if len(cells) != len(header):
        hint = "put a cell with a comma or semicolon in it in quotes"
        raise FileError(line, f"has {len(cells)} cells; the header has {len(header)}: {hint}")
    entry = SeedEntry(file, line)
    for column, cell in zip(header, cells, strict=True):
        if len(cell) > LARGEST_VALUE:
            raise FileError(line, f"{column}: {len(cell):,} characters; expected at most {LARGEST_VALUE:,}")
        if problem := sheet_error(cell):
            raise FileError(line, f"{column}: {problem}")
        if cell.strip():
            entry[column] = cell.strip()
    return entry
