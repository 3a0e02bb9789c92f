"""Text as Markdown shows it: the one place where names, notes and titles are made harmless in it."""

from __future__ import annotations

import re

__all__ = ["escaped"]

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#&~$!{}])")
_LEADING = re.compile(r"^(\d+)([.)])|^([-+=:])")
_LINKS = re.compile(r"(?i)(https?|ftp|mailto|xmpp):|(www)\.|@")


def escaped(text: str) -> str:
    """Return text that Markdown shows as it stands, on one line: nothing in it becomes markup or a link."""
    plain = _SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", text).strip())
    plain = _LEADING.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", plain)
    return _LINKS.sub(lambda found: found[0][:-1] + "\\" + found[0][-1], plain)
