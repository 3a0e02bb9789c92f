"""Where a graph lies to be asked: one port, and an engine behind each kind of URL."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.errors import StoreError, did_you_mean
from graphmodel.store.port import Credentials, Limits, Store
from graphmodel.store.result import Result

if TYPE_CHECKING:
    from graphmodel.store.port import Library

__all__ = ["Credentials", "Limits", "Result", "Store", "open_store"]

_SERVERS = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_EMBEDDED = "arcadedb"
_IS_SERVER = re.compile(r"\w://[^/]*@")
"""A user, perhaps with a password, and a host."""


def open_store(
    url: str,
    credentials: Credentials | None = None,
    *,
    library: Library | None = None,
    limits: Limits | None = None,
) -> Store:
    """Open the store that a URL names.

    Parameters
    ----------
    url
        ``arcadedb:`` and a folder for the engine in this process, or ``neo4j://…``, ``neo4j+s://…``, ``bolt://…`` for a
        server, a cluster or a hosted instance.
    credentials
        The way into a server.
    library
        Reads the questions that can be asked by name.
    limits
        How much one query may take.

    Raises
    ------
    StoreError
        If the URL names no store, or the store cannot be reached.
    """
    # Each engine is imported here: a command should not wait for the one it does not use.
    scheme, _, place = url.partition(":")
    if scheme == _EMBEDDED:
        from graphmodel.store.arcadedb import ArcadeStore  # noqa: PLC0415

        if not place or _IS_SERVER.search(place):
            raise StoreError("arcadedb: needs a folder, as in arcadedb:/path/to/folder")
        return ArcadeStore(_folder(place.removeprefix("//")), library, limits)
    if scheme in _SERVERS:
        from graphmodel.store.neo4j import Neo4jStore  # noqa: PLC0415

        return Neo4jStore(url, credentials or Credentials(), library, limits)
    known = ", ".join((f"{_EMBEDDED}:FOLDER", *(f"{server}://HOST" for server in _SERVERS)))
    # Any part of what was written may be a password in the wrong place, so none is shown.
    raise StoreError(f"this URL names no kind of store; expected {known}{did_you_mean(scheme, (_EMBEDDED, *_SERVERS))}")


def _folder(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise StoreError(f"arcadedb:{text}: there is no such user's home; name another folder") from None
