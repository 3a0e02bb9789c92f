"""The engine, ArcadeDB in this process: a database is written once and whole, then only read.

What the engine does not do by itself is done here: a process can open a database only once, so stores share what is
open; a query is stopped after a minute, but not inside one expression, so it runs beside a caller who waits only so
long; LOAD CSV reads no file and no address.
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import tempfile
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, Any

from graphmodel.errors import GraphModelError, QueryError, StoreError
from graphmodel.store.arcadedb.beside import Beside
from graphmodel.store.asking import misread, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from graphmodel.store.port import Limits

__all__ = ["Reader", "new_database", "reader"]

_SETTINGS = {
    "arcadedb.opencypher.loadCsv.allowFileUrls": "false",
    "arcadedb.opencypher.loadCsv.allowRemoteUrls": "false",
    "arcadedb.command.timeout": "60000",
    "arcadedb.queryMaxRangeSize": "1000000",
    # Rows that a query does not sort come in one and the same order, on any number of processors.
    "arcadedb.queryParallelScan": "false",
}
_GRACE = 0.5
_MISSING = (
    "the embedded store needs ArcadeDB, which has builds for Linux (glibc 2.28 or newer, x86-64 and arm64), macOS "
    "(arm64) and Windows (x86-64): pip install --pre arcadedb; elsewhere use a server, as in neo4j://host:7687"
)
_OTHER_BUILD = (
    "the embedded store needs the native build of ArcadeDB, found the one for Java: pip uninstall arcadedb-jvm, then "
    "pip install --pre arcadedb"
)


@cache
def _engine(log: Path) -> Any:  # noqa: ANN401 - the engine has no types
    """Import and start the engine, with its log in a file; where to, it can only be told through the environment."""
    folder = log if os.access(log.parent, os.W_OK) else _log_for_now()
    wanted = {"ARCADEDB_LOG_DIR": str(folder), "ARCADEDB_LOG_CONSOLE": "0"}
    told = {name: value for name, value in wanted.items() if name not in os.environ}
    os.environ.update(told)
    try:
        engine = import_module("arcadedb")
        if engine.__backend__ != "native":
            raise StoreError(_OTHER_BUILD)
        engine.database_exists(str(log))  # the first call starts it
    except ImportError as error:
        raise StoreError(f"{_MISSING} ({error})") from None
    finally:
        for name in told:
            del os.environ[name]
    return engine


def _log_for_now() -> str:
    """Make a folder for the log that goes when the process ends."""
    try:
        folder = tempfile.mkdtemp(prefix="graphmodel-log-")
    except OSError as error:
        hint = "make room there, or set TMPDIR to another folder"
        raise StoreError(f"the temporary folder cannot be written: {error.strerror}; {hint}") from None
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@contextmanager
def new_database(path: Path, log: Path) -> Iterator[Any]:
    """Give a new database to write; it is closed, and whole on disk, afterwards.

    Raises
    ------
    StoreError
        If the engine is missing, or cannot write.
    """
    with _store_errors(path):
        database = _engine(log).create_database(str(path))
        try:
            for name, value in _SETTINGS.items():
                database.command("sql", f"ALTER DATABASE `{name}` {value}").close()
            yield database
        finally:
            database.close()


@contextmanager
def _store_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except GraphModelError:
        raise
    except OSError as error:  # the native library itself cannot be loaded
        raise StoreError(f"{_MISSING} ({error})") from None
    except Exception as error:
        if type(error).__name__ != "ArcadeDBError":
            raise
        raise StoreError(f"{path.parent}: the engine failed: {_said(error)[1]}") from None


_readers: dict[Path, Reader] = {}
_guard = Lock()


def reader(path: Path, log: Path) -> Reader:
    """Return the one reader that this process has of a database; give it back with :meth:`Reader.close`.

    Raises
    ------
    StoreError
        If the engine is missing, or the database cannot be opened.
    """
    with _guard:
        found = _readers.get(path)
        if found is None:
            with _store_errors(path):
                found = Reader(path, _engine(log).open_database(str(path), read_only=True))
            _readers[path] = found
        found.users += 1
        return found


class Reader:
    """A database opened to be read, by any number of stores and from any thread."""

    def __init__(self, path: Path, database: Any) -> None:  # noqa: ANN401 - the engine has no types
        self.path = path
        self.users = 0
        self._database = database
        self._beside = Beside(database.is_read_only)

    def rows(self, text: str, parameters: Mapping[str, Any], limits: Limits) -> list[dict[str, Any]]:
        """Return the rows of an answer.

        Raises
        ------
        QueryError
            If the text cannot be read, would write, or its answer exceeds the limits.
        StoreError
            If the database cannot be read.
        """
        try:
            rows = self._beside.do(lambda: self._read(text, parameters, limits.rows + 1), limits.seconds + _GRACE)
        except TimeoutError:
            raise QueryError(_too_long(limits)) from None
        except Exception as error:
            if type(error).__name__ != "ArcadeDBError":
                raise
            raise _query_error(error, text, limits) from None
        if len(rows) > limits.rows:
            raise QueryError(f"the answer has more than {limits.rows} rows: ask for less, or end with LIMIT")
        return rows

    def _read(self, text: str, parameters: Mapping[str, Any], most: int) -> list[dict[str, Any]]:
        with self._database.query("opencypher", text, dict(parameters)) as result:
            return list(islice(result.iter_dicts(), most))

    def records(self, statement: str) -> list[dict[str, Any]]:
        """Return all rows of a statement of our own.

        Raises
        ------
        StoreError
            If the database cannot be read.
        """
        with _store_errors(self.path):
            rows: list[dict[str, Any]] = self._database.query("opencypher", statement).to_list()
        return rows

    def ids(self, records: list[str]) -> dict[str, str]:
        """Return the ids of nodes and edges by the names the engine has for them, such as ``#12:0``."""
        select = f"SELECT @rid AS record, id FROM [{', '.join(records)}]"  # noqa: S608 - the engine's own names
        with _store_errors(self.path):
            found = self._database.query("sql", select).to_list()
        return {str(row["record"]): row["id"] for row in found}

    def hold(self) -> None:
        """Take it once more; it stays open until it has been given back as often as it was taken."""
        with _guard:
            self.users += 1

    def close(self) -> None:
        """Give it back; it closes with its last user, unless something that was not waited for may still be reading."""
        with _guard:
            self.users -= 1
            if self.users or self._beside.abandoned:
                return
            del _readers[self.path]
            self._beside.stop()
            with _store_errors(self.path):
                self._database.close()


_SAID = re.compile(r"(?:[A-Z][a-z ]+: )?(?:(?P<kind>[\w.$]+(?:Exception|Error)): )?(?P<words>.*)", re.DOTALL)
_CAUSE = re.compile(r" \(caused by [\w.$]+: null\)$")


def _said(error: Exception) -> tuple[str, str]:
    """Return what kind of exception the engine met, and what it says, without its own class names."""
    found = _SAID.fullmatch(_CAUSE.sub("", str(error)))
    return (found["kind"] or "", found["words"]) if found else ("", str(error))


_REFUSED = {
    "OutOfMemoryError": "the query needs more memory than there is: ask for less",
    "SecurityException": "LOAD CSV is off: a query reads the store, no file and no address",
}


def _query_error(error: Exception, text: str, limits: Limits) -> GraphModelError:
    full_name, words = _said(error)
    kind = full_name.rpartition(".")[2]
    match kind:
        case "CommandParsingException":
            return QueryError(misread(text, words))
        case "QueryNotIdempotentException":
            return QueryError(refusal(text))
        case "TimeoutException":
            return QueryError(_too_long(limits))
        case "DatabaseOperationException" | "DatabaseIsClosedException":
            return StoreError(words)
    return QueryError(_REFUSED.get(kind, words))


def _too_long(limits: Limits) -> str:
    hint = "start from fewer nodes, or give every * an upper bound"
    return f"the query did not end within {limits.seconds:g} seconds: {hint}"
