"""Statements by id, as a graph holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Index"]

T = TypeVar("T")

_SHOWN = 3


class Index(dict[str, T]):
    """Statements by id: a dictionary that never changes, and is short where it is shown."""

    def __repr__(self) -> str:
        rest = ", …" if len(self) > _SHOWN else ""
        return f"<{len(self)} by id: {', '.join(list(self)[:_SHOWN])}{rest}>"

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("a graph never changes")

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[Callable[..., Index[T]], tuple[dict[str, T]]]:
        return type(self), (dict(self),)
