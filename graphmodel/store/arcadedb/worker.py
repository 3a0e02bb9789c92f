"""What runs in a worker process: the engine, asked through a pipe, and its values made plain.

Run as ``python -m graphmodel.store.arcadedb.worker`` by :mod:`graphmodel.store.arcadedb.pool`, and by nobody else. It
imports little, as every first answer waits for it. Each message is a tuple of a word and plain values; see the methods
of :class:`_Worker` for what is asked, and ``_say`` for what is answered.
"""

from __future__ import annotations

import os
import pickle
import re
import signal
import sys
from contextlib import suppress
from datetime import date, time
from decimal import Decimal
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from graphmodel.store.arcadedb.engine import ENGINE_ERROR, start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["TOO_DEEP", "Unanswerable", "Values"]

_PATH = re.compile(r"\(#\d+:\d+\)(?:<?-\[#\d+:\d+\]->?\(#\d+:\d+\))*")
_RECORD = re.compile(r"#\d+:\d+")
_OF_A_RECORD = frozenset({"@rid", "@type", "@cat", "@in", "@out"})
_AXES = {7203: ("x", "y"), 9157: ("x", "y", "z")} | {
    4326: ("longitude", "latitude"),
    4979: ("longitude", "latitude", "height"),
}
"""The names of a point's coordinates, by the system in which it lies; Cypher knows these four."""
_DEEPEST = 100
TOO_DEEP = f"the answer has lists or maps within each other, more than {_DEEPEST} deep: ask for less"


class Unanswerable(Exception):  # noqa: N818 - not the engine's error, nor ours: the answer's
    """The answer cannot be converted to plain values."""


class Values:
    """Makes values plain.

    Parameters
    ----------
    ids
        The ids of what lies on the paths, by the engine's own names; none for an answer without paths.
    foreign
        Makes Python's own values of what only the engine knows.
    """

    def __init__(self, ids: Mapping[str, str], foreign: Callable[[Any], Any]) -> None:
        self._ids = ids
        self._foreign = foreign

    def plain(self, value: Any, depth: int = 0) -> Any:  # noqa: ANN401, PLR0911 - whatever a query can return
        """Return a value in plain terms: days as ISO text, paths as the ids on them, of all else its properties.

        Raises
        ------
        Unanswerable
            If it holds half a character, or lists within lists without end.
        """
        match value:
            case str():
                return self._text(value)
            case None | bool() | int() | float():
                return value
            case date() | time():
                return value.isoformat()
            case Decimal():
                return int(value) if value == value.to_integral_value() else float(value)
        if depth == _DEEPEST:
            raise Unanswerable(TOO_DEEP)
        match value:
            case list() | tuple() | set():
                return [self.plain(each, depth + 1) for each in value]
            case {"crs": str(), "srid": int(srid)} if srid in _AXES:  # a point
                return {axis: value[axis] for axis in _AXES[srid]}
            case dict():
                own = value.keys() - _OF_A_RECORD if _is_record(value) else value.keys()
                return {self._text(str(key)): self.plain(each, depth + 1) for key, each in value.items() if key in own}
        return self.plain(self._foreign(value), depth + 1)

    def _text(self, text: str) -> Any:  # noqa: ANN401 - a path is a list
        if not text.isascii():
            try:
                text.encode()
            except UnicodeEncodeError as error:
                half = text[error.start]
                raise Unanswerable(f"the answer holds half a character, {half!a}: leave it out") from None
        on_path = _RECORD.findall(text) if self._ids and _PATH.fullmatch(text) else ()
        return [self._ids[r] for r in on_path] if on_path and all(r in self._ids for r in on_path) else text

    @staticmethod
    def on_paths(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever a query can return
        """Yield the engine's names of the nodes and edges on the paths in a value."""
        match value:
            case str() if value.startswith("(#") and _PATH.fullmatch(value):
                yield from _RECORD.findall(value)
            case list():
                for each in value:
                    yield from Values.on_paths(each)
            case dict():
                for each in value.values():
                    yield from Values.on_paths(each)


def _is_record(value: dict[Any, Any]) -> bool:
    return "@rid" in value and "@type" in value and _RECORD.fullmatch(str(value["@rid"])) is not None


if sys.platform == "win32":
    from multiprocessing.connection import PipeConnection as Connection
else:
    from multiprocessing.connection import Connection

_ROWS_AT_ONCE = 250
"""Rows that cross at once: few enough to be freed before the next pass of the garbage collector."""

Message = tuple[Any, ...]


def main() -> None:
    """Serve until the process that started this one ends, or ends this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever waits, who ends this process
    log, handle = sys.argv[1:]
    connection = Connection(int(handle))
    Thread(target=_leave_with_the_other, daemon=True).start()
    worker = _Worker(connection, Path(log))
    with suppress(EOFError, OSError):
        while True:
            worker.do(*connection.recv())
    os._exit(0)


def _leave_with_the_other() -> None:
    """End when the process that started this one is gone, also in the middle of a query."""
    os.read(0, 1)  # nothing is ever written there
    os._exit(0)


class _Worker:
    """Has one database at a time: one that it writes and closes, or one that it reads.

    What it reads is never closed, as the engine would write notes into it; it is kept when the next takes its place, as
    Python closes what nobody keeps.
    """

    def __init__(self, connection: Connection, log: Path) -> None:
        self._connection = connection
        self._database: Any = None
        self._kept: dict[str, Any] = {}
        self._records: dict[str, str] = {}
        self._batch: Any = None
        self._failure: Message | None = None
        try:
            self._engine = start(log)
        except ImportError as error:
            self._say("missing", str(error))
        else:
            self._say("done")

    def _say(self, *message: object) -> None:
        self._connection.send(message)

    def do(self, what: str, *values: Any) -> None:  # noqa: ANN401 - each has its own
        """Execute a message and reply; the parts of a load are acknowledged together, at its end."""
        try:
            if what == "load":
                self._failure = None
            if self._failure is None:
                getattr(self, what)(*values)
        except Unanswerable as error:
            self._failure = ("unanswerable", str(error))
        except RecursionError:
            self._failure = ("unanswerable", TOO_DEEP)
        except MemoryError:
            self._failure = ("engine", "java.lang.OutOfMemoryError")
        except Exception as error:  # noqa: BLE001 - whoever asked is told, whatever it is
            kind = "engine" if type(error).__name__ == ENGINE_ERROR else "failed"
            self._failure = (kind, str(error) or type(error).__name__)
        if what not in ("load", "nodes", "edges"):
            failure, self._failure = self._failure, None
            self._say(*(failure or ("done",)))

    # --- reading

    def open(self, path: str) -> None:
        if path not in self._kept:
            self._kept[path] = self._engine.open(path)
        self._database = self._kept[path]

    def ask(
        self,
        text: str,
        parameters: Mapping[str, Any],
        has_paths: bool,  # noqa: FBT001 - a message's field
        most_rows: int | None,
        most_bytes: int | None,
    ) -> None:
        columns: tuple[str, ...] = ()
        count = size = 0
        with self._database.query("opencypher", text, dict(parameters)) as result:
            for rows in _chunks(result.iter_dicts()):
                values = Values(_ids(self._database, rows) if has_paths else {}, self._engine.plain)
                columns = columns or tuple(rows[0])
                part = pickle.dumps(
                    ("rows", columns, [tuple(values.plain(row.get(name)) for name in columns) for row in rows])
                )
                count, size = count + len(rows), size + len(part)
                if most_rows is not None and count > most_rows:
                    raise Unanswerable(f"the answer has more than {most_rows} rows: ask for less, or end with LIMIT")
                if most_bytes is not None and size > most_bytes:
                    raise Unanswerable(f"the answer has more than {most_bytes} bytes: ask for less, or end with LIMIT")
                self._connection.send_bytes(part)

    # --- writing

    def load(self, path: str, statements: list[str], edges: int) -> None:
        self._database, self._records = self._engine.create(path), {}
        with self._database.transaction():  # one write of the schema, not one for each type
            for statement in statements:
                self._database.command("sql", statement).close()
        self._batch = self._database.graph_batch(expected_edge_count=edges or 1)

    def nodes(self, type_: str, rows: list[dict[str, Any]], tied: bool) -> None:  # noqa: FBT001 - a message's field
        created = self._batch.create_vertices(type_, rows)
        if tied:
            self._records.update(zip((row["id"] for row in rows), created, strict=True))

    def edges(self, type_: str, from_ids: list[str], to_ids: list[str], rows: list[dict[str, Any]]) -> None:
        records = self._records
        self._batch.new_edges([records[id_] for id_ in from_ids], type_, [records[id_] for id_ in to_ids], rows)

    def finish(self, statements: list[str]) -> None:
        self._batch.close()
        for statement in statements:
            self._database.command("sql", statement).close()
        self._database.close()
        self._database = self._batch = None
        self._records = {}


def _chunks(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while chunk := list(islice(rows, _ROWS_AT_ONCE)):
        yield chunk


def _ids(database: Any, rows: list[dict[str, Any]]) -> dict[str, str]:  # noqa: ANN401 - the engine has no types
    """Return the ids of what lies on the paths in some rows, by the names the engine has for them."""
    records = sorted({record for row in rows for record in Values.on_paths(row)})
    if not records:
        return {}
    select = f"SELECT @rid AS record, id FROM [{', '.join(records)}]"  # noqa: S608 - the engine's own names
    return {str(row["record"]): row["id"] for row in database.query("sql", select).to_list()}


if __name__ == "__main__":
    main()
