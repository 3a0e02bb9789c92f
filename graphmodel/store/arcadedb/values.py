"""What the engine returns → the values of an answer: plain ones, the same from either build."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

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
    """The answer is none that can be given."""


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
