"""Standard input, output and error, whatever they lead to: a terminal of any kind, a pipe, a full disk, or nowhere."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import TextIO, cast

from graphmodel.errors import visible

__all__ = ["drop", "prepare"]


class _Terminal:
    """Standard output that is a terminal: text of other people is shown on it, and never steers it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(visible(text))

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


def prepare() -> None:
    """Let every sign be written: UTF-8 to files and pipes, and to a terminal a replacement for what it cannot show."""
    _reopen_closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # half a sign of UTF-16 has no UTF-8
    if sys.stdout.isatty():
        sys.stdout = cast("TextIO", _Terminal(sys.stdout))


def _reopen_closed() -> None:
    """Take the places of closed streams, so that no file opened later is taken for one of them.

    Nothing can be read or written there. Writing fails, as it should where an answer would go nowhere; but what is
    said to the person goes nowhere silently.
    """
    for descriptor, mode in enumerate((os.O_RDONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, mode)  # takes the lowest free place, which is this one
    sys.stdin = sys.stdin or open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - for as long as we run
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def drop(stream: TextIO) -> None:
    """Let what is left in a stream go nowhere, so that Python does not fail on it once more when it ends."""
    with suppress(io.UnsupportedOperation):  # not a stream of the system: nothing is left in it
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, stream.fileno())
        finally:
            os.close(nowhere)
