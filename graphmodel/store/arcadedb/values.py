"""What the engine returns → the values of an answer."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["paths", "plain"]

_PATH = re.compile(r"\(#\d+:\d+\)(?:<?-\[#\d+:\d+\]->?\(#\d+:\d+\))*")
_RECORD = re.compile(r"#\d+:\d+")


def plain(value: Any, ids: Mapping[str, str]) -> Any:  # noqa: ANN401 - whatever a query can return
    """Return a value with days as ISO text, nodes and edges as their properties, and paths as the ids on them.

    Parameters
    ----------
    value
        What the engine returned: of a projected day and of a path it is text.
    ids
        The ids of what lies on the paths, by the engine's own names; none for an answer without paths.
    """
    match value:
        case str():
            on_path = _RECORD.findall(value) if ids and _PATH.fullmatch(value) else ()
            return [ids[record] for record in on_path] if on_path and all(r in ids for r in on_path) else value
        case date():
            return value.isoformat()
        case list() | set():
            return [plain(each, ids) for each in value]
        case dict():
            return {key: plain(each, ids) for key, each in value.items() if not key.startswith("@")}
    return value


def paths(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever a query can return
    """Yield the engine's names of the nodes and edges on the paths in a value."""
    match value:
        case str() if value.startswith("(#") and _PATH.fullmatch(value):
            yield from _RECORD.findall(value)
        case list():
            for each in value:
                yield from paths(each)
        case dict():
            for each in value.values():
                yield from paths(each)
