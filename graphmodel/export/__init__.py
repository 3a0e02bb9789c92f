"""A graph and the library of questions in the formats of other tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.export.browser import browser
from graphmodel.export.given import Colours, Given, Stored
from graphmodel.export.offline import neo4j_admin

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

__all__ = ["FORMATS", "Colours", "Given", "Stored"]

FORMATS: Mapping[str, Callable[..., list[Path]]] = {"neo4j-admin": neo4j_admin, "browser": browser}
"""What writes each format into a folder, which it makes, and returns the files it wrote; by the format's name."""
