"""Views of a graph, drawn: legible, dated, sourced, accessible, comparable between two days.

A view is data (:mod:`graphmodel.diagram.view`, read by :mod:`graphmodel.diagram.view`). It selects a part of the
graph, folds it into boxes and lines, lays these out in lanes, and composes pages as plain text; only
the pictures themselves run an engine, in a process of its own.
"""

from __future__ import annotations

from graphmodel.diagram.drawing import day_of, draw, strip
from graphmodel.diagram.picture import FORMATS, Diagram, Strip
from graphmodel.diagram.view import LANGUAGES, PAPERS, View, find_view, parse_view, read_view, view_names, view_title

__all__ = [
    "FORMATS",
    "LANGUAGES",
    "PAPERS",
    "Diagram",
    "Strip",
    "View",
    "day_of",
    "draw",
    "find_view",
    "parse_view",
    "read_view",
    "strip",
    "view_names",
    "view_title",
]
