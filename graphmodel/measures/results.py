"""Hold many figures or pairs without making an object for each before it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Hashable

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Figures", "Pairs"]

Key = TypeVar("Key", bound="Hashable")
Value = TypeVar("Value")
Item = TypeVar("Item")

_SHOWN = 3  # figures or pairs in a repr


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
        shown = ", ".join(f"{key!r}: {value!r}" for key, value in islice(self.items(), _SHOWN))
        more = ", …" if len(self) > _SHOWN else ""
        return f"{type(self).__name__}({{{shown}{more}}})"


class Pairs(Sequence[tuple[Item, Item]]):
    """A read-only list of pairs; equal to any sequence of the same pairs.

    Parameters
    ----------
    items
        What is paired.
    first, second
        The places in ``items`` of the two of each pair.
    """

    __slots__ = ("_first", "_items", "_second")

    def __init__(self, items: Sequence[Item], first: NDArray[np.int64], second: NDArray[np.int64]) -> None:
        self._items = items
        self._first = first
        self._second = second

    @overload
    def __getitem__(self, place: int) -> tuple[Item, Item]: ...
    @overload
    def __getitem__(self, place: slice) -> Pairs[Item]: ...
    def __getitem__(self, place: int | slice) -> tuple[Item, Item] | Pairs[Item]:
        if isinstance(place, slice):
            return Pairs(self._items, self._first[place], self._second[place])
        return self._items[int(self._first[place])], self._items[int(self._second[place])]

    def __iter__(self) -> Iterator[tuple[Item, Item]]:
        item = self._items.__getitem__
        return zip(map(item, self._first.tolist()), map(item, self._second.tolist()), strict=True)

    def __len__(self) -> int:
        return len(self._first)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        shown = ", ".join(repr(pair) for pair in self[:_SHOWN])
        more = ", …" if len(self) > _SHOWN else ""
        return f"{type(self).__name__}([{shown}{more}])"
