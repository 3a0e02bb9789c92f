"""Prefetches the next item in a worker thread while the last is used."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["ahead"]

T = TypeVar("T")


def ahead(items: Iterable[T]) -> Iterator[T]:
    """Yield items, of which one more is made beside the caller, who waits for an engine meanwhile."""
    source = iter(items)
    with ThreadPoolExecutor(1) as beside:
        coming = beside.submit(next, source, None)
        while (item := coming.result()) is not None:
            coming = beside.submit(next, source, None)
            yield item
