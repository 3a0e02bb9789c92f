"""How much memory a piece of work takes at its peak; also in the environments of other packages."""

from __future__ import annotations

import ctypes
import gc
from threading import Event, Thread
from typing import Self

import psutil


class Peak:
    """How much this process grew at most while something ran, in megabytes."""

    def __enter__(self) -> Self:
        gc.collect()
        ctypes.CDLL(None).malloc_trim(0)  # what was given back already would hide as much growth
        self.start = self.most = psutil.Process().memory_info().rss
        self._done = Event()
        self._watching = Thread(target=self._watch)
        self._watching.start()
        return self

    def _watch(self) -> None:
        while not self._done.wait(0.05):
            self.most = max(self.most, psutil.Process().memory_info().rss)

    def __exit__(self, *error: object) -> None:
        self._done.set()
        self._watching.join()

    @property
    def megabytes(self) -> float:
        """The growth."""
        return float(self.most - self.start) / 2**20
