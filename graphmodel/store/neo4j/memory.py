"""Whether a load fits into one transaction of a server."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphmodel.store.neo4j import statements

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphmodel.store.neo4j.connection import Reader

__all__ = ["fits", "limit"]

BYTES_A_ROW = 7_000
"""What one node or edge with its properties takes of a transaction; measured, and rounded up."""

_SETTINGS = ("dbms.memory.transaction.total.max", "db.memory.transaction.total.max", "db.memory.transaction.max")
_FITS_ANYWHERE = 50_000
_TOO_MANY = 200_000
"""Rows from which a staged load is faster, whatever the memory: one commit of them all takes the server longer."""

_SIZE = re.compile(r"([\d.]+)\s*([KMGT]?)i?B")
_UNITS = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}


def fits(rows: int, memory: float | None) -> bool:
    """Return whether so many rows can well be written in one transaction.

    Parameters
    ----------
    rows
        Nodes and edges to be written.
    memory
        What transactions may take, in bytes; ``None`` where the server does not tell.
    """
    if memory is None:
        return rows <= _FITS_ANYWHERE
    return rows < _TOO_MANY and rows * BYTES_A_ROW <= memory


def limit(reader: Reader) -> float | None:
    """Return the server's memory limit for a transaction, in bytes; ``None`` where it is not known."""
    records = reader.run(statements.MEMORY, names=list(_SETTINGS))
    return smallest(record["value"] for record in records)


def smallest(settings: Iterable[str | None]) -> float | None:
    """Return the smallest of sizes such as ``692.91MiB``, in bytes; ``0B`` sets no limit."""
    sizes = (_SIZE.fullmatch(setting or "") for setting in settings)
    return min((bytes_ for size in sizes if size and (bytes_ := float(size[1]) * _UNITS[size[2]])), default=None)
