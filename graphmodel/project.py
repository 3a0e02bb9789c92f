"""The shipped seeds, questions and views put to use: what a command or a notebook starts from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel import config
from graphmodel.errors import QueryError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graphmodel.checks import Report
    from graphmodel.model import Graph
    from graphmodel.queries import Query
    from graphmodel.queries.lint import Finding
    from graphmodel.store import Limits, Store
    from graphmodel.store.port import Progress

__all__ = [
    "check",
    "check_queries",
    "draw",
    "filled_store",
    "library",
    "open_store",
    "question",
    "read",
    "views",
    "write",
]


def read(seeds: str | Path | None = None) -> Graph:
    """Read a folder of seeds; the shipped ones by default.

    Raises
    ------
    SeedError
        If it cannot be read; the message names each problem with file and line.
    """
    from graphmodel import seeds as room

    return room.read(_seeds(seeds))


def write(graph: Graph, folder: str | Path) -> None:
    """Write a graph as a folder of seeds; reading it gives the same graph.

    Raises
    ------
    SeedError
        If the folder cannot be written.
    """
    from graphmodel import seeds as room

    room.write(graph, Path(folder))


def _seeds(seeds: str | Path | None) -> Path:
    return config.shipped("seeds") if seeds is None else Path(seeds)


def check(seeds: str | Path | None = None) -> Report:
    """Tell what a folder of seeds gets wrong; the shipped ones by default.

    Returns
    -------
    Report
        The findings, with file and line, and the exit code they lead to.
    """
    from graphmodel import checks
    from graphmodel.seeds import read_draft

    return checks.report(read_draft(_seeds(seeds)))


def library(*folders: str | Path) -> Mapping[str, Query]:
    """Read the questions: the shipped ones, those of ``GRAPHMODEL_QUERIES``, and those of more folders.

    Raises
    ------
    QueryError
        If a file cannot be read, or two questions have one name.
    """
    from graphmodel.queries import read_queries

    return read_queries(*config.query_folders(*map(Path, folders)))


def question(name: str, *folders: str | Path) -> Query:
    """Return one question of the library.

    Raises
    ------
    QueryError
        If there is none of that name; it names the nearest.
    """
    questions = library(*folders)
    if name not in questions:
        hint = did_you_mean(name, questions) or "; see 'graphmodel query list'"
        raise QueryError(f"no question is called {name!r}{hint}")
    return questions[name]


def check_queries(paths: Iterable[Path]) -> list[Finding]:
    """Lint query files or folders; the library by default."""
    from graphmodel.queries.lint import lint_files

    return lint_files(list(paths) or config.query_folders())


def open_store(
    url: str | None = None,
    *,
    seeds: str | Path | None = None,
    queries: Iterable[str | Path] = (),
    limits: Limits | None = None,
) -> Store:
    """Open a store.

    Parameters
    ----------
    url
        Such as ``neo4j://host:7687``; by default that of ``GRAPHMODEL_STORE``, else the embedded one in the cache folder.
    seeds
        The seeds that the embedded one belongs to.
    queries
        Folders of further questions to know by name.
    limits
        What one query may take.

    Returns
    -------
    Store
        To be used as a context manager, or closed.

    Raises
    ------
    StoreError
        If it cannot be reached.
    """
    from graphmodel.store import Credentials
    from graphmodel.store import open_store as open_

    ca = config.environment("NEO4J_CA")
    credentials = Credentials(
        config.environment("NEO4J_USERNAME") or "neo4j",
        config.environment("NEO4J_PASSWORD"),
        config.environment("NEO4J_DATABASE"),
        Path(ca) if ca else None,
    )
    return open_(url or config.store_url(_seeds(seeds)), credentials, library=lambda: library(*queries), limits=limits)


def filled_store(
    graph: Graph, url: str | None = None, *, seeds: str | Path | None = None, step: Progress | None = None
) -> Store:
    """Open a store that holds a graph.

    The embedded store is a cache: where it does not hold the graph it is loaded. A server is shared: it is asked as it is.

    Raises
    ------
    StoreError
        If it cannot be reached, or loaded.
    """
    store = open_store(url, seeds=seeds)
    if (url or config.store_url(_seeds(seeds))).startswith("arcadedb:"):
        store.load(graph, step)
    return store
