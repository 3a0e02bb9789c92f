"""The shipped record and the pictures of it, which many tests look at: read and drawn once in each process."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from graphmodel.config import shipped
from graphmodel.diagram import draw, find_view
from graphmodel.seeds import read

if TYPE_CHECKING:
    from graphmodel.choices import Lang, Paper
    from graphmodel.diagram import Diagram
    from graphmodel.model import Graph

__all__ = ["picture", "record"]


@cache
def record() -> Graph:
    """Return the graph of the shipped seeds."""
    return read(shipped("seeds"))


def picture(name: str, paper: Paper | None = None, lang: Lang = "nb", on: str | None = None) -> Diagram:
    """Return a shipped view drawn, by default on its own paper and day."""
    return _picture(name, paper or find_view(name, shipped("diagrams")).paper, lang, on)


@cache
def _picture(name: str, paper: Paper, lang: Lang, on: str | None) -> Diagram:
    return draw(record(), find_view(name, shipped("diagrams")), paper=paper, lang=lang, on=on)
