"""Folders of query files → the questions in them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from graphmodel.errors import QueryError, QueryFileError
from graphmodel.files import UnreadableError, read_bytes
from graphmodel.queries.header import parse_query

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from graphmodel.queries.query import Query

__all__ = ["LARGEST_FILE", "read_queries", "read_query"]

LARGEST_FILE = 200_000
"""Bytes that a query file may have; a larger one is refused unread."""


def read_queries(*folders: Path) -> Mapping[str, Query]:
    """Read every question in some folders.

    Parameters
    ----------
    folders
        Folders with a folder for each theme, and in those ``.cypher`` files.

    Returns
    -------
    Mapping
        The questions by name, in the order of theme and name, whatever the order of the files.

    Raises
    ------
    QueryFileError
        If a file cannot be read, or its header is not as it should be.
    QueryError
        If a folder is missing or holds no question, or two files have the same name.
    """
    queries: dict[str, Query] = {}
    for path in (path for folder in folders for path in query_files(folder)):
        query = read_query(path)
        if query.name in queries:
            twin = queries[query.name].path
            raise QueryError(
                f"two questions are called {query.name!r}: {twin} and {query.path}; rename one of the files"
            )
        queries[query.name] = query
    ordered = sorted(queries.values(), key=lambda query: (query.theme, query.name))
    return MappingProxyType({query.name: query for query in ordered})


def read_query(path: Path) -> Query:
    """Read one query file.

    Raises
    ------
    QueryFileError
        If it cannot be read, is not UTF-8, is too large, or its header is not as it should be.
    """
    try:
        content = read_bytes(path, LARGEST_FILE)
    except UnreadableError as error:
        raise QueryFileError(str(path), 1, 1, f"the file {error.message}") from None
    try:
        return parse_query(content.decode("utf-8"), path)
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        raise QueryFileError(str(path), line, column, "bytes that are not UTF-8: save the file as UTF-8") from None


def query_files(folder: Path) -> list[Path]:
    """Return the query files in a folder and those below it.

    Raises
    ------
    QueryError
        If there is no such folder or none in it, or one would be passed over: beyond a link, or with one more ending.
    """
    if not folder.is_dir():
        raise QueryError(f"{folder} is not a folder: expected one with .cypher files in it")
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() and path.is_dir():
            raise QueryError(f"{path} is a link to a folder, which is not looked into: name that folder itself")
        if ".cypher" in path.suffixes[:-1]:
            raise QueryError(f"{path} would not be read: let its name end in .cypher")
    files = sorted(folder.rglob("*.cypher"))
    if not files:
        raise QueryError(f"{folder} holds no .cypher file: expected at least one question")
    return files
