"""Paper: sizes and margins, in points."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphmodel.diagram.view import Paper

__all__ = ["COLUMN_HEAD", "FOOT", "GUTTER", "HEAD_STRIP", "INSET", "MARGIN", "PAPER_SIZES"]

MARGIN = 22.0
GUTTER = 94.0
"""Room for the names of the lanes, where they run from the top down."""

COLUMN_HEAD = 28.0
"""Room for the headings of columns."""

HEAD_STRIP = 18.0
"""Room for the names of the lanes, where they run from left to right."""

INSET = 10.0
"""Between the edge of the lanes and what is in them."""

FOOT = 14.0
PAPER_SIZES: Mapping[Paper, tuple[float, float]] = {
    "A4": (841.89, 595.28),
    "A3": (1190.55, 841.89),
    "screen": (1280.0, 3 * 720.0),
}
"""Length and height; a page for the screen is as high as it needs to be, up to three screens."""
