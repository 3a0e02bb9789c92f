"""The standard streams of a command: what reaches a terminal, and what happens where nothing can be written."""

from __future__ import annotations

import io
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO, cast

from graphmodel.errors import ConfigError, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["prepared"]


class _Terminal:
    """Standard output that is a terminal: text of other people is shown on it, and never steers it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(visible(text))

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


@contextmanager
def prepared() -> Iterator[None]:
    """Make the standard streams fit for any text, and let go of them in the end.

    Raises
    ------
    ConfigError
        If standard output cannot be written.
    """
    if sys.stdout is None:  # closed by whoever started us; to write is then an error, as for other programs
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    if sys.stdout.isatty():
        sys.stdout = cast("TextIO", _Terminal(sys.stdout))
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output, such as `head`, has seen enough.
        _write_nothing_more()
        sys.exit(1)
    except OSError as error:
        if error.filename is not None:
            raise
        _write_nothing_more()
        raise ConfigError(f"standard output cannot be written: {error.strerror}") from None


def _write_nothing_more() -> None:
    """Lead standard output to nowhere: what is still in its buffer would fail again when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
