"""Hold figures by node without making an object for each before it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable

__all__ = ["Figures"]

Key = TypeVar("Key", bound="Hashable")
Value = TypeVar("Value")


class Figures(Mapping[Key, Value]):
    """A read-only mapping from nodes (or groups) to figures, in the graph's own order.

    Parameters
    ----------
    index
        The place of each key.
    at
        The figure at a place.
    """

    __slots__ = ("_at", "_index")

    def __init__(self, index: Mapping[Key, int], at: Callable[[int], Value]) -> None:
        self._index = index
        self._at = at

    def __getitem__(self, key: Key) -> Value:
        return self._at(self._index[key])

    def __contains__(self, key: object) -> bool:
        return key in self._index

    def __iter__(self) -> Iterator[Key]:
        return iter(self._index)

    def __len__(self) -> int:
        return len(self._index)

    def __repr__(self) -> str:
        shown = ", ".join(f"{key!r}: {value!r}" for key, value in islice(self.items(), 3))
        more = ", …" if len(self) > 3 else ""  # noqa: PLR2004 - the three shown
        return f"{type(self).__name__}({{{shown}{more}}})"
