"""Elements of XML as text, one at a time, so that no document has to fit into memory."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["HEAD", "element", "escape", "opening"]

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def opening(name: str, attributes: Mapping[str, str] | None = None) -> str:
    """Return the tag that begins an element."""
    text = "".join([f" {key}={quoteattr(value)}" for key, value in (attributes or {}).items()])
    return f"<{name}{text}>"


def element(name: str, attributes: Mapping[str, str] | None = None, *inside: str) -> str:
    """Return an element; what is inside is XML already."""
    return f"{opening(name, attributes)}{''.join(inside)}</{name}>"
