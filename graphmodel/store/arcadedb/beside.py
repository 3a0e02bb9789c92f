"""Work on a thread of its own, beside a caller who waits only so long and can be interrupted.

A call into the engine holds its thread until it returns, and nothing can stop it from outside. So the caller waits on
a queue; when it waits no longer, the thread is left to itself, and the next work gets a new one.
"""

from __future__ import annotations

import atexit
import sys
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakSet, ref

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Beside"]

T = TypeVar("T")

_LONGEST_WAIT = 0.2


class Beside:
    """Does one piece of work at a time.

    Parameters
    ----------
    attach
        Any short call into the engine; it makes the engine know the thread.
    """

    def __init__(self, attach: Callable[[], object]) -> None:
        self._attach = attach
        self._turn = Lock()
        self._thread: _EngineThread | None = None
        self.abandoned = False
        """Whether something that was not waited for may still be running."""

    def do(self, work: Callable[[], T], seconds: float) -> T:
        """Do work and return what it returns, or raise what it raises.

        Raises
        ------
        TimeoutError
            If it has not ended after so many seconds. It may go on unseen.
        """
        with self._turn:
            thread = self._thread = self._thread or _EngineThread(self._attach)
            answer: SimpleQueue[tuple[T | None, BaseException | None]] = SimpleQueue()
            try:
                thread.tasks.put((work, answer))
                done, error = _await(answer, seconds)
            except BaseException:  # too late, or the caller was interrupted
                self._thread, self.abandoned = None, True
                thread.leave()
                raise
        if error is not None:
            raise error
        return done  # type: ignore[return-value]  # there is no error, so this is what the work returned

    def stop(self) -> None:
        """End the thread, if there is one."""
        with self._turn:
            thread, self._thread = self._thread, None
        if thread is not None:
            thread.stop()


def _await(answer: SimpleQueue[T], seconds: float) -> T:
    """Return the answer; an interrupt that comes just before a wait is seen when that wait ends, so each is short."""
    deadline = monotonic() + seconds
    while (left := deadline - monotonic()) > 0:
        with suppress(Empty):
            return answer.get(timeout=min(left, _LONGEST_WAIT))
    raise TimeoutError


class _EngineThread:
    def __init__(self, attach: Callable[[], object]) -> None:
        self.tasks: SimpleQueue[tuple[Callable[[], Any], SimpleQueue[Any]] | None] = SimpleQueue()
        self._attach = attach
        # What ties the thread to the engine is let go of by the thread itself, as it ends: whoever else held on to it
        # would detach a thread that is not its own, which the engine does not survive.
        self._attachment: Callable[[], Any] | None = None
        # A daemon, so that what nobody waits for does not keep the process from ending.
        self._thread = Thread(target=self._serve, name="graphmodel-arcadedb", daemon=True)
        self._thread.start()
        _running.add(self)

    def _serve(self) -> None:
        while (task := self.tasks.get()) is not None:
            work, answer = task
            try:
                if self._attachment is None:
                    self._attach()
                    self._attachment = _attachment()
                answer.put((work(), None))
            except BaseException as error:  # noqa: BLE001 - the caller gets it
                answer.put((None, error))

    def leave(self) -> None:
        """Leave the thread to itself; if its work ever ends, so does it."""
        _running.discard(self)
        self.tasks.put(None)
        attachment = self._attachment and self._attachment()
        if attachment:
            # Python would detach the thread as the process ends, while the engine is still running on it.
            attachment.owned = False

    def stop(self) -> None:
        _running.discard(self)
        self.tasks.put(None)
        self._thread.join()


def _attachment() -> Callable[[], Any]:
    """Return what finds the tie of this thread to the engine, as long as there is one; only the native build has it."""
    native = sys.modules.get("arcadedb._native.lib")
    thread = getattr(getattr(native, "_local", None), "thread", None)
    return ref(thread) if thread else lambda: None


_running: WeakSet[_EngineThread] = WeakSet()


@atexit.register
def _stop_all() -> None:
    """End the threads while Python is whole, so that each takes its own leave of the engine."""
    for thread in list(_running):
        thread.stop()
