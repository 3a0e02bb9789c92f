"""Stores for graphs: one interface, and an engine for each kind of URL."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.errors import StoreError, did_you_mean, printable

if TYPE_CHECKING:
    from graphmodel.store.base import Credentials, Library, Limits, Store
    from graphmodel.tables import Result

__all__ = ["Credentials", "Limits", "Result", "Store", "open_store"]

# Imported when they are asked for: a worker process, which every first answer waits for, needs none of them.
_PLACES = {"Credentials": "base", "Limits": "base", "Store": "base"}

_SERVERS = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_EMBEDDED = "arcadedb"
_IS_SERVER = re.compile(r"\w://[^/]*@")
"""A user, perhaps with a password, and a host."""


def __getattr__(name: str) -> object:
    if name == "Result":
        return import_module("graphmodel.tables").Result
    if name in _PLACES:
        return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


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
        ``arcadedb:`` and a folder for the embedded engine, or ``neo4j://…``, ``neo4j+s://…``, ``bolt://…`` for a
        server, a cluster or a hosted instance.
    credentials
        Server credentials.
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
        from graphmodel.store.arcadedb.store import ArcadeStore  # noqa: PLC0415

        if not place or _IS_SERVER.search(place):
            raise StoreError("arcadedb: needs a folder, as in arcadedb:/path/to/folder")
        return ArcadeStore(_folder(place.removeprefix("//")), library, limits)
    if scheme in _SERVERS:
        from graphmodel.store.base import Credentials  # noqa: PLC0415
        from graphmodel.store.neo4j.store import Neo4jStore  # noqa: PLC0415

        return Neo4jStore(url, credentials or Credentials(), library, limits)
    known = ", ".join((f"{_EMBEDDED}:FOLDER", *(f"{server}://HOST" for server in _SERVERS)))
    # Any part of what was written may be a password in the wrong place, so none is shown.
    raise StoreError(f"this URL names no kind of store; expected {known}{did_you_mean(scheme, (_EMBEDDED, *_SERVERS))}")


def _folder(text: str) -> Path:
    try:
        text.encode()
        return Path(text).expanduser()
    except UnicodeEncodeError:
        hint = "name another folder, or set GRAPHMODEL_CACHE"
        raise StoreError(
            f"{printable(text)}: the embedded store takes only folders whose path is UTF-8: {hint}"
        ) from None
    except RuntimeError:
        raise StoreError(f"arcadedb:{text}: there is no such user's home; name another folder") from None
