"""Every error that graphmodel raises on purpose.

::

    GraphModelError
    ├── ModelError            a statement or graph breaks an invariant of the model
    │   └── DateError         a text that is not a date in EDTF
    ├── UnknownIdError        an id that is not in the graph
    ├── WrongKindError        an id of a node of another kind than was asked for
    ├── AmbiguousNameError    a name that may mean several nodes
    ├── SeedError             a seed file that cannot be read
    ├── QueryError            a query file, parameter or query text that cannot be used
    │   └── QueryFileError    a query file that cannot be read, with the place
    ├── StoreError            a store that cannot be reached, read or written
    │   └── NoPasswordError   a server that asks for a user and password where none is named
    ├── MeasureError          a measure that is not defined for what it was given
    ├── AnalysisError         an analysis that cannot be made as asked
    ├── ViewError             a diagram view that cannot be read
    ├── RenderError           a layout engine that is missing, failed or took too long
    └── ConfigError           a folder, file or setting that cannot be used

Each message says what was expected, where (file and line, id or field) and what to do.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "AmbiguousNameError",
    "AnalysisError",
    "ConfigError",
    "DateError",
    "GraphModelError",
    "MeasureError",
    "ModelError",
    "NoPasswordError",
    "QueryError",
    "QueryFileError",
    "RenderError",
    "SeedError",
    "StoreError",
    "UnknownIdError",
    "ViewError",
    "WrongKindError",
    "did_you_mean",
    "printable",
    "visible",
]


_LONGEST = 200
"""How much of what was given a message repeats."""


class GraphModelError(Exception):
    """Base of all errors that graphmodel raises on purpose."""


class ModelError(GraphModelError):
    """A statement or a graph breaks an invariant of the model."""


class DateError(ModelError, ValueError):
    """A text that is not a date in EDTF (ISO 8601-2)."""


class UnknownIdError(GraphModelError, KeyError):
    """An id that is not in the graph."""

    def __init__(self, unknown: object, known: Iterable[str] = ()) -> None:
        self.unknown = unknown
        self.message = f"no node, edge or source has the id {_short(unknown)}{did_you_mean(unknown, known)}"
        super().__init__(self.message)

    def __str__(self) -> str:
        return self.message


class WrongKindError(GraphModelError):
    """An id of a node of another kind than was asked for."""

    def __init__(self, id_: str, kind: str, expected: str, known: Iterable[str] = ()) -> None:
        near = next(iter(_nearest(id_, known)), None)
        hint = f" ({near})" if near else ""
        super().__init__(f"{id_} is {_with_article(kind)}; expected {_with_article(expected)}{hint}")


class AmbiguousNameError(GraphModelError):
    """A name that may mean several nodes."""


class SeedError(GraphModelError):
    """A seed file that cannot be read."""


class QueryError(GraphModelError):
    """A query file, a parameter or a query text that cannot be used."""


class QueryFileError(QueryError):
    """A query file that cannot be read: where, and what was expected there."""

    def __init__(self, path: str, line: int, column: int, problem: str) -> None:
        self.path, self.line, self.column, self.problem = path, line, column, problem
        super().__init__(f"{path}:{line}:{column}: {problem}")


class StoreError(GraphModelError):
    """A store that cannot be reached, read or written."""


class NoPasswordError(StoreError):
    """A server that asks for a user and a password where none is named."""


class MeasureError(GraphModelError, ValueError):
    """A measure that is not defined for what it was given."""


class AnalysisError(GraphModelError):
    """An analysis that cannot be made as asked."""


class ViewError(GraphModelError):
    """A diagram view that cannot be read."""


class RenderError(GraphModelError):
    """A layout engine that is missing, failed or took too long."""


class ConfigError(GraphModelError):
    """A folder, file or setting that cannot be used."""


def did_you_mean(word: object, candidates: Iterable[str]) -> str:
    """Return a clause that names the candidates nearest to ``word``, or nothing; case does not count.

    Parameters
    ----------
    word
        What was written; nothing is near to what is no text.
    candidates
        What could have been meant.

    Returns
    -------
    str
        ``"; did you mean 'a' or 'b'?"`` with at most three names, or ``""``.
    """
    near = _nearest(word, candidates)
    return f"; did you mean {' or '.join(repr(name) for name in near)}?" if near else ""


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _with_article(noun: str) -> str:
    return f"{'an' if noun[:1] in 'AEIOU' else 'a'} {noun}"


def _nearest(word: object, candidates: Iterable[str]) -> list[str]:
    if not isinstance(word, str):
        return []
    written = {candidate.casefold(): candidate for candidate in candidates}
    return [written[name] for name in get_close_matches(word[:200].casefold(), written, n=3, cutoff=0.6)]


def printable(text: str) -> str:
    """Return text from a file as it can be shown on a terminal: what would move the cursor or hide is escaped."""
    return text if text.isprintable() else "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)


_STEERING = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """Return text of several lines as a terminal may show it: what would steer the terminal or turn text is escaped."""
    return _STEERING.sub(lambda match: ascii(match[0])[1:-1], text)
