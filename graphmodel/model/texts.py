"""What people write by hand in a statement, in Norwegian: the texts that a graph may have in English too.

Names are no such texts: a node has its English name beside the Norwegian one.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pydantic import ConfigDict, TypeAdapter

from graphmodel.model.statement import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphmodel.model.statement import Record

__all__ = ["TEXT_FIELDS", "TRANSLATIONS", "texts"]

TEXT_FIELDS = (
    *("role", "note", "reasoning", "conflict", "form", "remark", "locator"),
    *("description", "as_of_basis"),
)
"""The fields that hold such a text, whatever record they belong to."""

TRANSLATIONS = TypeAdapter(dict[Text, Text], config=ConfigDict(strict=True))
"""Validates English texts by the Norwegian ones."""


def texts(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the texts of a statement, source or survey, each after its field; those of its names and citations too."""
    for field in _fields(type(record)):
        if text := getattr(record, field):
            yield field, text
    for part in (*getattr(record, "names", ()), *getattr(record, "cites", ())):
        yield from texts(part)


@cache
def _fields(kind: type[Record]) -> tuple[str, ...]:
    return tuple(field for field in TEXT_FIELDS if field in kind.model_fields)
