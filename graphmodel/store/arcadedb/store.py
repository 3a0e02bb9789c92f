"""What every store promises, from a directory and worker processes."""

from __future__ import annotations

import re
import shutil
from contextlib import contextmanager
from itertools import chain, starmap
from typing import TYPE_CHECKING, Any

from graphmodel.errors import GraphModelError, QueryError, StoreError
from graphmodel.queries.outline import column_names, may_return_paths, syntax_error
from graphmodel.queries.rewriting import rewrite
from graphmodel.schema import FAMILIES, RELATIONSHIPS
from graphmodel.store.arcadedb import pool
from graphmodel.store.arcadedb.directory import Directory, LoadedDatabase
from graphmodel.store.arcadedb.load import write
from graphmodel.store.base import EngineReply, Store
from graphmodel.store.request import refusal
from graphmodel.store.rows import edge_of, english_of, fingerprint, graph_of, node_of, source_of, survey_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graphmodel.model import Graph
    from graphmodel.store.arcadedb.pool import Worker
    from graphmodel.store.base import Library, Limits, Progress
    from graphmodel.store.request import QueryRequest
    from graphmodel.store.rows import Row

__all__ = ["ArcadeStore"]


class ArcadeStore(Store):
    """A store in a folder.

    Any number of processes and threads can ask it at once; one at a time can load it. A load that is finished elsewhere
    is seen by the next question. A query runs in a process of its own, which ends at the limits.

    Parameters
    ----------
    folder
        Where it lies; made by the first load.
    library
        Reads the questions that have names.
    limits
        How much one query may take.

    Raises
    ------
    StoreError
        If the folder is a file, or holds something else.
    """

    def __init__(self, folder: Path, library: Library | None = None, limits: Limits | None = None) -> None:
        super().__init__(library, limits)
        self._directory = Directory(folder.absolute())
        self._closed = False

    def load(self, graph: Graph, progress: Progress | None = None) -> bool:
        """Make the store hold exactly this graph: a new database is written beside the old one, and takes its place."""
        wanted = fingerprint(graph) if self._directory.current() else None
        if wanted and self._holds(wanted):
            return False  # without the lock: whoever only reads needs none
        with self._directory.lock():
            if self._directory.current() and self._holds(wanted or fingerprint(graph)):
                return False  # somebody else has loaded it meanwhile
            path = self._directory.fresh()
            try:
                with self._store_errors(), pool.worker(self._directory.log) as worker:
                    written = write(worker, path, graph, progress)
                self._directory.publish(LoadedDatabase(path, written, graph.day))
            finally:
                current = self._directory.current()
                if current is None or current.database != path:
                    shutil.rmtree(path, ignore_errors=True)
        return True

    def _holds(self, wanted: str) -> bool:
        return self.fingerprint() == wanted and self._directory.damage() is None

    def dump(self) -> Graph:
        """Return the graph that the store holds."""
        with self._store_errors(), self._current() as (worker, loaded):
            nodes = [row for family in FAMILIES for row in _nodes(worker, family)]
            edges = [edge for type_ in RELATIONSHIPS for edge in _edges(worker, type_)]
            sources, surveys = _nodes(worker, "Source"), _nodes(worker, "Survey")
            rows = chain(nodes, (row for *_, row in edges), sources, surveys)
            return graph_of(
                map(node_of, nodes),
                starmap(edge_of, edges),
                map(source_of, sources),
                map(survey_of, surveys),
                loaded.day,
                english_of(rows),
                loaded=loaded.fingerprint,
            )

    def check(self) -> None:
        """Read every file of the store again, and every statement in it."""
        if self._directory.current() and (damage := self._directory.damage(anew=True)):
            raise self._damage_error(damage)
        super().check()

    def fingerprint(self) -> str | None:
        """Return the fingerprint of the graph that was loaded last, or nothing if there is none."""
        loaded = self._directory.current()
        return loaded.fingerprint if loaded else None

    def _answer(self, question: QueryRequest) -> EngineReply:
        # All that may be refused is so before a worker is taken: one that is left in the middle is ended.
        text, named = rewrite(question.text), column_names(question.text)
        _check_columns(named)
        try:
            with self._current() as (worker, loaded):
                columns, rows = worker.ask(
                    text, question.parameters, self.limits, paths=may_return_paths(question.text)
                )
        except pool.EngineError as error:
            raise _query_error(str(error), question.text) from None
        except pool.UnansweredError as error:
            raise QueryError(str(error)) from None
        except pool.TooLongError:
            hint = "start from fewer nodes, or give every * an upper bound"
            raise QueryError(f"the query did not end within {self.limits.seconds:g} seconds: {hint}") from None
        except pool.EndedError:
            raise QueryError(
                "the query has ended the engine; most likely it needs too much memory: ask for less"
            ) from None
        if not rows:
            declared = question.question.columns if question.question else ()
            return EngineReply(tuple(column.name for column in declared) or named, [], loaded.database)
        _check_columns(columns)
        return EngineReply(columns, rows, loaded.database)

    @contextmanager
    def _current(self) -> Iterator[tuple[Worker, LoadedDatabase]]:
        """Give a worker that reads what was loaded last."""
        while True:
            if self._closed:
                raise StoreError(f"the store in {self._directory.path} is closed: open it again")
            loaded = self._directory.current()
            if loaded is None:
                raise StoreError(f"nothing has been loaded into {self._directory.path} yet: load a graph first")
            with pool.worker(self._directory.log, loaded.database) as worker:
                # The worker starts meanwhile.
                damage = self._directory.damage() or _open(worker, loaded.database)
                if damage is None:
                    yield worker, loaded
                    return
            if self._directory.current() == loaded:
                raise self._damage_error(damage)
            # Another process has loaded meanwhile, and swept away what we were about to read.

    @contextmanager
    def _store_errors(self) -> Iterator[None]:
        try:
            yield
        except (pool.EngineError, pool.UnansweredError) as error:
            raise StoreError(f"{self._directory.path}: the engine failed: {_said(str(error))[1]}") from None

    def _damage_error(self, damage: str) -> StoreError:
        return StoreError(f"the store in {self._directory.path} is damaged: {damage}; load the graph again")

    def close(self) -> None:
        """Let go of the database; closing twice does no harm."""
        self._closed = True
        pool.end_idle(self._directory.path)


def _open(worker: Worker, database: Path) -> str | None:
    try:
        worker.open(database)
    except pool.EngineError as error:
        return _said(str(error))[1]
    return None


def _nodes(worker: Worker, label: str) -> list[dict[str, Any]]:
    return [row for (row,) in worker.ask(f"MATCH (n:{label}) RETURN properties(n) AS row", {}, None)[1]]


def _edges(worker: Worker, type_: str) -> Iterator[tuple[str, str, str, Row]]:
    match = f"MATCH (a)-[e:{type_}]->(b) RETURN a.id AS from_id, b.id AS to_id, properties(e) AS row"
    for from_id, to_id, row in worker.ask(match, {}, None)[1]:
        yield type_, from_id, to_id, row


# Line ends stand in the names of columns that are not named apart.
_UNNAMEABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def _check_columns(names: tuple[str, ...]) -> None:
    """Refuse columns that the engine would drop or confuse with a value."""
    for number, name in enumerate(names):
        if name in names[:number]:
            raise QueryError(f"two columns are called {name!r}: name one apart, as in RETURN {name} AS other")
        if match := _UNNAMEABLE.search(name):
            raise QueryError(f"the name of a column holds the character {match[0]!a}: give it another, with AS")


_SAID = re.compile(r"(?:[A-Z][a-z ]+: )?(?:(?P<kind>[\w.$]+(?:Exception|Error))(?:: |$))?(?P<words>.*)", re.DOTALL)
_CAUSE = re.compile(r" \(caused by [\w.$]+: null\)$")


def _said(text: str) -> tuple[str, str]:
    """Return what kind of exception the engine met, and what it says, without its own class names."""
    match = _SAID.fullmatch(_CAUSE.sub("", text))
    return (match["kind"] or "", match["words"]) if match else ("", text)


_REFUSED = {
    "OutOfMemoryError": "the query needs more memory than there is: ask for less",
    "StackOverflowError": "the query or its answer has too much within each other: ask for less",
    "SecurityException": "LOAD CSV is off: a query reads the store, no file and no address",
}


def _query_error(message: str, text: str) -> GraphModelError:
    full_name, words = _said(message)
    kind = full_name.rpartition(".")[2]
    match kind:
        case "CommandParsingException":
            return QueryError(syntax_error(text) or words)
        case "QueryNotIdempotentException":
            return QueryError(refusal(text))
        case "DatabaseOperationException" | "DatabaseIsClosedException":
            return StoreError(words)
    return QueryError(_REFUSED.get(kind, words))
