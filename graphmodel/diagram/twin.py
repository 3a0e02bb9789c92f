"""The text twin of a picture: everything it shows as headed sentences and a table, in HTML and Markdown."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from graphmodel.diagram.heading import day_words
from graphmodel.diagram.phrases import phrase
from graphmodel.schema import LEVEL_WORDS, LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphmodel.diagram.notes import Notes
    from graphmodel.diagram.scene import Scene
    from graphmodel.diagram.view import View

__all__ = ["as_html", "as_markdown", "description"]


def description(scene: Scene, view: View) -> str:
    """Return what a picture shows, in a few sentences."""
    return view.title.in_(scene.lang) + ". " + day_words(scene) + "."


def as_html(scene: Scene, view: View, found: Notes, svgs: Sequence[str]) -> str:
    return "<!DOCTYPE html>"


def as_markdown(scene: Scene, view: View, found: Notes) -> str:
    return ""
