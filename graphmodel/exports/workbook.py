"""One workbook for Excel and LibreOffice, with all that the seeds hold: :mod:`graphmodel.seeds` makes and reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphmodel.exports.given import Given

__all__ = ["workbook"]


def workbook(given: Given) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield one file."""
    yield "", [given.workbook()]
