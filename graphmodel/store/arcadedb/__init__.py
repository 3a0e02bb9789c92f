"""The embedded store: ArcadeDB in this process, in a folder that can be made again from the seeds at any time."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any

from graphmodel.errors import StoreError
from graphmodel.schema import FAMILIES, RELATIONSHIPS
from graphmodel.store import cypher
from graphmodel.store.arcadedb.engine import Reader, new_database, reader
from graphmodel.store.arcadedb.folder import Folder, Loaded
from graphmodel.store.arcadedb.loading import write
from graphmodel.store.arcadedb.values import paths, plain
from graphmodel.store.asking import names_paths, returned
from graphmodel.store.port import Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from graphmodel.model import Edge, Graph
    from graphmodel.store.asking import Asked
    from graphmodel.store.port import Library, Limits, Progress

__all__ = ["ArcadeStore"]


class ArcadeStore(Store):
    """A store in a folder.

    Any number of processes can ask it at once; one at a time can load it. A load that is finished elsewhere is seen by
    the next question.

    Parameters
    ----------
    folder
        Where it lies; made by the first load.
    library
        Reads the questions that have names.
    limits
        How much one query may take. The engine stops a query after a minute at the latest, but not inside one
        expression, such as a pattern comprehension: that is left behind, running unseen, when the caller has waited
        long enough.

    Raises
    ------
    StoreError
        If the folder is a file, or holds something else.
    """

    def __init__(self, folder: Path, library: Library | None = None, limits: Limits | None = None) -> None:
        super().__init__(library, limits)
        self._folder = Folder(folder.absolute())
        self._guard = Lock()
        self._reader: Reader | None = None
        self._closed = False

    def load(self, graph: Graph, progress: Progress | None = None) -> bool:
        """Make the store hold exactly this graph: a new database is written beside the old one, and takes its place."""
        with self._folder.locked():
            current = self.fingerprint()
            if current and current == cypher.fingerprint(graph) and self._opens():
                return False
            path = self._folder.fresh()
            try:
                with new_database(path, self._folder.log) as database:
                    fingerprint = write(database, graph, progress)
                self._folder.publish(Loaded(path, fingerprint, graph.day))
            except BaseException:
                shutil.rmtree(path, ignore_errors=True)
                raise
        return True

    def _opens(self) -> bool:
        try:
            with self._current():
                return True
        except StoreError:
            return False

    def dump(self) -> Graph:
        """Return the graph that the store holds."""
        with self._current() as (current, loaded):
            return cypher.graph_of(
                [cypher.node_of(row) for family in FAMILIES for row in _nodes(current, family)],
                [edge for type_ in RELATIONSHIPS for edge in _edges(current, type_)],
                [cypher.source_of(row) for row in _nodes(current, "Source")],
                [cypher.survey_of(row) for row in _nodes(current, "Survey")],
                loaded.day,
            )

    def fingerprint(self) -> str | None:
        """Return the fingerprint of the graph that was loaded last, or nothing if there is none."""
        loaded = self._folder.current()
        return loaded.fingerprint if loaded else None

    def _answer(self, question: Asked) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        with self._current() as (current, _):
            rows = current.rows(question.text, question.parameters, self.limits)
            ids = _ids(current, rows) if names_paths(question.text) else {}
        if not rows:
            declared = question.question.columns if question.question else ()
            return tuple(column.name for column in declared) or returned(question.text), []
        return tuple(rows[0]), [tuple(plain(value, ids) for value in row.values()) for row in rows]

    @contextmanager
    def _current(self) -> Iterator[tuple[Reader, Loaded]]:
        """Give a reader of what was loaded last, which stays open meanwhile."""
        with self._guard:
            held, loaded = self._newest()
            held.hold()
        try:
            yield held, loaded
        finally:
            held.close()

    def _newest(self) -> tuple[Reader, Loaded]:
        if self._closed:
            raise StoreError(f"the store in {self._folder.path} is closed: open it again")
        while True:
            loaded = self._folder.current()
            if loaded is None:
                raise StoreError(f"nothing has been loaded into {self._folder.path} yet: load a graph first")
            if self._reader and self._reader.path == loaded.database:
                return self._reader, loaded
            try:
                found = reader(loaded.database, self._folder.log)
            except StoreError:
                if self._folder.current() != loaded:
                    continue  # another process has loaded meanwhile
                raise
            self._let_go()
            self._reader = found

    def _let_go(self) -> None:
        held, self._reader = self._reader, None
        if held:
            held.close()

    def close(self) -> None:
        """Let go of the database; closing twice does no harm."""
        with self._guard:
            self._closed = True
            self._let_go()


def _nodes(current: Reader, label: str) -> list[dict[str, Any]]:
    return [record["row"] for record in current.records(f"MATCH (n:{label}) RETURN properties(n) AS row")]


def _edges(current: Reader, type_: str) -> Iterator[Edge]:
    match = f"MATCH (a)-[e:{type_}]->(b) RETURN a.id AS from_id, b.id AS to_id, properties(e) AS row"
    for record in current.records(match):
        yield cypher.edge_of(type_, record["from_id"], record["to_id"], record["row"])


def _ids(current: Reader, rows: list[dict[str, Any]]) -> Mapping[str, str]:
    records = sorted({record for row in rows for record in paths(row)})
    return current.ids(records) if records else {}
