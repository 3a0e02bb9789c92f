"""Small folders of seed files to read in tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["BOARD", "SOURCES", "folder"]

SOURCES = """\
- id: minutes
  title: Minutes of the board
"""

BOARD = """\
- id: board
  kind: Committee
  level: regional
  name: Styret
  cites:
  - minutes
"""


def folder(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write seed files, and the source that they cite where they have none of their own."""
    for name, content in {"sources.yaml": SOURCES, **files}.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
