"""The worker processes of this process: started when they are needed, given to one caller at a time, ended at a limit.

A worker that is not waited for any longer (a limit, Ctrl-C, the end of this process) is killed: it only reads, or
writes what nobody knows of yet. A fork of this process has none, and starts its own.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from multiprocessing import Pipe
from pathlib import Path
from threading import Condition
from time import monotonic
from typing import TYPE_CHECKING, Any, NoReturn

from graphmodel.errors import StoreError

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphmodel.store.base import Limits

__all__ = ["EndedError", "EngineError", "TooLongError", "UnansweredError", "Worker", "end_idle", "worker"]

_MOST = 4
"""Workers at once; who comes then waits for a turn, which no limit counts."""

_MOST_DATABASES = 8
"""Databases that a worker opens before another takes its place: those before the last stay open until it ends."""

_PATIENCE = 60.0
"""Seconds that a worker may take to start, and to open a database."""

_LONGEST_WAIT = 0.2
_MISSING = (
    "the embedded store needs ArcadeDB, which has builds for Linux (glibc 2.34 or newer, x86-64 and arm64), macOS "
    "(arm64) and Windows (x86-64): pip install arcadedb-embedded; elsewhere use a server, as in neo4j://host:7687"
)


class EndedError(StoreError):
    """The worker has ended in the middle of its work."""


class EngineError(Exception):
    """The engine says that something cannot be done."""


class TooLongError(Exception):
    """A query has taken longer than it may."""


class UnansweredError(Exception):
    """There is an answer, but it cannot be given: it is too large, or no plain value."""


class Worker:
    """A worker process with at most one open database.

    Starting it does not wait until it has started; :meth:`open` does. It can go from one database to another, which is
    quicker than starting another.
    """

    def __init__(self, log: Path) -> None:
        self.database: Path | None = None
        self.opened = 0
        self._starting = True
        self._log = _Log(log)
        self._connection, theirs = Pipe()
        try:
            self._process = _process(self._log.folder, theirs)
        except OSError as error:
            self._connection.close()
            raise StoreError(f"the embedded store cannot start {sys.executable or 'Python'}: {error}") from None
        finally:
            theirs.close()

    def open(self, database: Path) -> None:
        """Open a database to be read; opening the same again costs nothing.

        Raises
        ------
        StoreError
            If there is no engine, or it does not answer.
        EngineError
            If it cannot open the database.
        """
        self._await_start()
        if self.database != database:
            self._send("open", str(database))
            self._done(_PATIENCE)
            self.database = database
            self.opened += 1

    def ask(
        self, text: str, parameters: Mapping[str, Any], limits: Limits | None, *, paths: bool = False
    ) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        """Run a query and return its columns and rows; no columns without rows.

        Raises
        ------
        EngineError
            If the engine cannot answer.
        TooLongError, UnansweredError
            If the answer exceeds the limits, or cannot be given.
        EndedError
            If the worker has ended: most likely, the query needs more memory than there is.
        """
        self._send("ask", text, parameters, paths, limits and limits.rows, limits and limits.bytes)
        deadline = monotonic() + limits.seconds if limits else float("inf")
        columns: tuple[str, ...] = ()
        rows: list[tuple[Any, ...]] = []
        while (message := self._receive(deadline))[0] == "rows":
            _, columns, more = message
            rows += more
        self._check(message)
        return columns, rows

    def load(self, *message: object) -> None:
        """Send one part of a load; it is answered when the load is finished."""
        self._await_start()
        self.database = None
        self._send(*message)

    def finish(self, *message: object) -> None:
        """Send the last part of a load, and wait until all is written.

        Raises
        ------
        EngineError
            If the engine could not write something of it.
        """
        self._send(*message)
        self._done(float("inf"))

    def kill(self) -> None:
        """Have the process end, whatever it does, without waiting for it."""
        self._process.kill()
        self._let_go()

    def has_ended(self, seconds: float = 0.0) -> bool:
        """Return whether the process has ended; after some time at most."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
            self._log.remove()
            return True
        return False

    def forget(self) -> None:
        """Let go of the process of another process, of which this one is a fork."""
        self._let_go()
        self._process.returncode = 0  # it is not ours to wait for

    def _let_go(self) -> None:
        self._connection.close()
        if self._process.stdin:
            self._process.stdin.close()

    def _await_start(self) -> None:
        if self._starting:
            try:
                self._done(_PATIENCE)
            except EndedError:
                raise StoreError(
                    f"the engine has ended while it started; it may have left word in {self._log.folder}"
                ) from None
            self._starting = False

    def _send(self, *message: object) -> None:
        try:
            self._connection.send(message)
        except OSError:
            self._raise_ended()

    def _done(self, seconds: float) -> None:
        try:
            self._check(self._receive(monotonic() + seconds))
        except TooLongError:
            raise StoreError(f"the engine has not started within {seconds:g} seconds; try again") from None

    def _receive(self, deadline: float) -> tuple[Any, ...]:
        try:
            # An interrupt that comes just before a wait is seen when that wait ends, so each is short.
            while not self._connection.poll(max(0.0, min(_LONGEST_WAIT, deadline - monotonic()))):
                if monotonic() >= deadline:
                    raise TooLongError
            message: tuple[Any, ...] = self._connection.recv()
        except (EOFError, OSError):
            self._raise_ended()
        return message

    def _raise_ended(self) -> NoReturn:
        raise EndedError(
            "the engine has ended in the middle of its work; most likely it needs more memory than there is"
        )

    def _check(self, message: tuple[Any, ...]) -> None:
        match message:
            case ("done",):
                return
            case ("missing", reasons):
                raise StoreError(f"{_MISSING} ({reasons})")
            case ("unanswerable", words):
                raise UnansweredError(words)
            case ("engine", words):
                raise EngineError(words)
            case (_, words):
                raise UnansweredError(f"the engine's answer cannot be read: {words}")


class _Log:
    """A folder for what the engine has to say: the store's own, or where that cannot be written, one for a while."""

    def __init__(self, folder: Path) -> None:
        self._own = False
        try:
            folder.mkdir(exist_ok=True)
            if not os.access(folder, os.W_OK):
                raise PermissionError
        except OSError:
            try:
                folder = Path(tempfile.mkdtemp(prefix="graphmodel-"))
            except OSError as error:
                raise StoreError(f"the engine needs a folder for its log: {error}") from None
            self._own = True
        self.folder = folder

    def remove(self) -> None:
        if self._own:
            shutil.rmtree(self.folder, ignore_errors=True)


def _process(log: Path, theirs: Any) -> subprocess.Popen[bytes]:  # noqa: ANN401 - its type differs between systems
    """Start a worker at the other end of a pipe; it exits when its standard input closes."""
    # The script that this process runs is not run again, whether or not it has a guard; what it can import, its worker
    # can. `-P` keeps the files of the current folder from being taken for modules.
    command = [sys.executable, "-P", "-m", "graphmodel.store.arcadedb.worker", str(log)]
    here = ""
    with suppress(FileNotFoundError):  # the current folder may be gone; then nothing is imported from it either
        here = str(Path.cwd())
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (each or here for each in sys.path)))}
    if sys.platform == "win32":
        handle = theirs.fileno()
        os.set_handle_inheritable(handle, True)  # noqa: FBT003 - the standard library's
        return subprocess.Popen(  # noqa: S603 - our own module
            [*command, str(handle)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            startupinfo=subprocess.STARTUPINFO(lpAttributeList={"handle_list": [handle]}),
            creationflags=subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP,
        )
    # Not one of the first three, which a process that has closed its own may have to give away.
    handle = fcntl.fcntl(theirs.fileno(), fcntl.F_DUPFD_CLOEXEC, 3)
    try:
        return subprocess.Popen(  # noqa: S603 - our own module
            [*command, str(handle)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[handle],
            start_new_session=True,
        )
    finally:
        os.close(handle)


class _Pool:
    def __init__(self) -> None:
        self.all: list[Worker] = []
        self._idle: list[Worker] = []
        self._ending: list[Worker] = []
        self._turn = Condition()

    def take(self, log: Path, database: Path | None) -> Worker:
        """Return a worker, preferably one with the database open; wait where the pool is full."""
        with self._turn:
            for each in [*self._idle]:
                if each.has_ended() or (each.opened >= _MOST_DATABASES and each.database != database):
                    self.end(each)
            while not self._idle and len(self.all) >= _MOST:
                self._turn.wait(_LONGEST_WAIT)
            if self._idle:
                fit = min(self._idle, key=lambda each: (each.database != database, each.database is not None))
                self._idle.remove(fit)
                return fit
            started = Worker(log)
            self.all.append(started)
            return started

    def give_back(self, worker: Worker) -> None:
        with self._turn:
            self._idle.append(worker)
            self._turn.notify()

    def end(self, worker: Worker) -> None:
        with self._turn:
            if worker not in self.all:
                return
            worker.kill()
            self.all.remove(worker)
            self._idle = [each for each in self._idle if each is not worker]
            # A large one takes a while to end, and whoever asked should not wait for that.
            self._ending = [each for each in (*self._ending, worker) if not each.has_ended()]
            self._turn.notify()

    def end_idle(self, folder: Path) -> None:
        with self._turn:
            for each in [*self._idle]:
                if each.database is None or each.database.parent == folder:
                    self.end(each)

    def end_all(self) -> None:
        for each in [*self.all]:
            self.end(each)
        for each in self._ending:
            each.has_ended(_LONGEST_WAIT)

    def forget_all(self) -> None:
        for each in (*self.all, *self._ending):
            each.forget()


@contextmanager
def worker(log: Path, database: Path | None = None) -> Iterator[Worker]:
    """Lend a worker exclusively: one that has the database open, else any idle one.

    It is ended, and not used again, if the caller leaves it in the middle of something.
    """
    pool = _pool
    process = pool.take(log, database)
    try:
        yield process
    except (EngineError, UnansweredError):
        pool.give_back(process)  # it has answered
        raise
    except BaseException:
        pool.end(process)
        raise
    pool.give_back(process)


def end_idle(folder: Path) -> None:
    """End the idle workers of a folder."""
    _pool.end_idle(folder)


_pool = _Pool()


@atexit.register
def _end_all() -> None:
    _pool.end_all()


def _after_fork() -> None:
    """Reset the pool in a fork: the pipes and locks belong to the parent process."""
    global _pool
    inherited, _pool = _pool, _Pool()
    inherited.forget_all()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
