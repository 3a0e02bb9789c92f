"""The types that a question's parameters and columns can have, written as words: ``node(Body)``, ``list of text``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from graphmodel import schema
from graphmodel.errors import did_you_mean

__all__ = ["Base", "Scalar", "ValueType", "parse_type"]

Base = Literal[
    "node", "edge", "date", "edtf", "edge kind", "kind", "level", "integer", "number", "boolean", "text", "choice"
]
"""What one value is."""

Scalar = str | int | float | bool | date
"""One value, as it is given to a store."""

_BASES: tuple[Base, ...] = get_args(Base)
_WITH_DETAIL = frozenset({"node", "integer", "choice"})
_DETAIL = re.compile(r"(?P<base>[^()]+?)(?:\((?P<detail>[^()]*)\))?")
_RANGE = re.compile(r"(-?[0-9]{1,18})?\.\.(-?[0-9]{1,18})?")


@dataclass(frozen=True, slots=True)
class ValueType:
    """The type of a parameter or column.

    Parameters
    ----------
    base
        ``node`` or ``edge`` (an id), ``date`` (a day), ``edtf`` (a date as precise as its source), ``edge kind``,
        ``kind`` or ``level`` (a word of the schema), ``integer``, ``number``, ``boolean``, ``text``, or ``choice``.
    many
        Whether it is a list of them.
    labels
        Of a node: the labels of which it has at least one; none means any node.
    choices
        Of a choice: the words to choose from.
    least, most
        Of an integer: its bounds, both included.
    """

    base: Base
    many: bool = False
    labels: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None

    def __str__(self) -> str:
        detail = ", ".join(self.labels or self.choices)
        if self.least is not None or self.most is not None:
            detail = f"{'' if self.least is None else self.least}..{'' if self.most is None else self.most}"
        return f"{'list of ' if self.many else ''}{self.base}{f'({detail})' if detail else ''}"

    @property
    def words(self) -> tuple[str, ...]:
        """The words that a value must be one of; none if it is not such a type."""
        match self.base:
            case "edge kind":
                return tuple(schema.EDGE_KINDS)
            case "kind":
                return tuple(schema.KINDS)
            case "level":
                return tuple(schema.LEVELS)
            case "boolean":
                return ("true", "false")
            case _:
                return self.choices

    def covers(self, kind: str) -> bool:
        """Return whether a node of a kind, or ``Source`` for a source, is one of this type."""
        labels = self.labels or schema.FAMILIES
        return any(kind in schema.kinds_of(label) or kind == label for label in labels)


def parse_type(text: str) -> ValueType:
    """Read a type.

    Parameters
    ----------
    text
        For instance ``node``, ``node(Body, Strategy)``, ``date``, ``integer(1..100)``, ``choice(open, ended)``,
        ``list of edge kind``.

    Returns
    -------
    ValueType
        The type; its text is what was read, with blanks tidied.

    Raises
    ------
    ValueError
        If there is no such type, or a label in it is not in the schema.
    """
    words = " ".join(text.split())
    many = words.startswith("list of ")
    found = _DETAIL.fullmatch(words.removeprefix("list of "))
    base = found["base"] if found else words
    if found is None or base not in _BASES:
        raise ValueError(f"{text!r} is not a type: expected {', '.join(_BASES)} or list of one{_near(base)}")
    if found["detail"] is None and base != "choice":
        return ValueType(base, many)
    if base not in _WITH_DETAIL:
        raise ValueError(f"the type {base} takes nothing in parentheses; only node, integer and choice do")
    return _detailed(base, found["detail"] or "", many=many)


def _near(base: str) -> str:
    return did_you_mean(base.lower(), _BASES)


def _detailed(base: str, detail: str, *, many: bool) -> ValueType:
    if base == "integer":
        return _integer(detail, many=many)
    words = tuple(word.strip() for word in detail.split(","))
    if not all(words) or len(set(words)) < len(words):
        raise ValueError(f"expected different words with commas between them in {base}(…), found {detail!r}")
    if base == "choice":
        return ValueType("choice", many, choices=words)
    for word in words:
        if word not in schema.LABELS:
            raise ValueError(f"{word!r} is not a label of the schema{did_you_mean(word, schema.LABELS)}")
    return ValueType("node", many, labels=words)


def _integer(detail: str, *, many: bool) -> ValueType:
    bounds = _RANGE.fullmatch(detail)
    if bounds is None or not any(bounds.groups()):
        raise ValueError(f"expected bounds such as integer(1..100), integer(0..) or integer(..5), found {detail!r}")
    least, most = (None if bound is None else int(bound) for bound in bounds.groups())
    if least is not None and most is not None and least > most:
        raise ValueError(f"integer({detail}) holds no number: the first bound is larger than the second")
    return ValueType("integer", many, least=least, most=most)
