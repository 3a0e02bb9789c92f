"""Where files lie and which store to use: the only reader of the environment.

=========================== ==========================================================================
``GRAPHMODEL_STORE``        URL of the store; by default an embedded one in the cache folder
``GRAPHMODEL_CACHE``        the cache folder; by default the user's own
``GRAPHMODEL_QUERIES``      folders of further queries, beside the shipped ones
``NEO4J_USERNAME``          user of a Neo4j store; by default ``neo4j``
``NEO4J_PASSWORD``          its password; never printed
``NEO4J_DATABASE``          its database; by default the server's own
``NEO4J_CA``                file with the certificates to trust
=========================== ==========================================================================
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

from graphmodel.errors import StoreError

__all__ = ["cache_folder", "environment", "query_folders", "shipped", "store_url"]

_PACKAGE = Path(__file__).resolve().parent
_DATA = _PACKAGE / "data" if (_PACKAGE / "data").is_dir() else _PACKAGE.parent


def shipped(name: str) -> Path:
    """Return the folder of the shipped ``seeds``, ``queries`` or ``diagrams``."""
    return _DATA / name


def query_folders(*more: Path) -> tuple[Path, ...]:
    """Return the folders to read queries from: the shipped one, those of the environment, and ``more``."""
    named = [Path(folder) for folder in os.environ.get("GRAPHMODEL_QUERIES", "").split(os.pathsep) if folder]
    return (shipped("queries"), *named, *more)


def cache_folder() -> Path:
    """Return the folder for what can be made again at any time."""
    named = os.environ.get("GRAPHMODEL_CACHE")
    if named:
        return Path(named)
    # Imported here: most commands never ask, and `graphmodel --help` should not wait for it.
    from platformdirs import user_cache_path  # noqa: PLC0415

    return user_cache_path("graphmodel", appauthor=False)


def store_url(seeds: Path, named: str | None = None) -> str:
    """Return the URL of a store: as named, else of the environment, else of the one that belongs to a folder of seeds.

    ``arcadedb:`` alone names the last.

    Raises
    ------
    StoreError
        If what is named is no text, or an empty one.
    """
    if named is not None and (not isinstance(named, str) or not named):
        raise StoreError(
            f"{named!r:.80} names no store: expected such as neo4j://host:7687, or arcadedb: for this machine"
        )
    named = named or os.environ.get("GRAPHMODEL_STORE")
    if named and named != "arcadedb:":
        return named
    key = sha256(os.fsencode(seeds.resolve())).hexdigest()[:12]
    return f"arcadedb:{cache_folder() / f'store-{key}'}"


def environment(name: str) -> str | None:
    """Return what the environment says under a name, or nothing where it is empty."""
    return os.environ.get(name) or None
