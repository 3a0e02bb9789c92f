"""A sourced, dated graph of Norway's digitalisation and e-health coordination structure.

>>> import graphmodel as gm
>>> g = gm.read()                                   # the shipped seeds, or gm.read("path/to/seeds")
>>> now = g.at("2021-11-01")                        # a Graph
>>> now.name("digi-agder", lang="en", on="2022-01-01")
'Digi Agder (regional digitalisation network)'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphmodel import measures
    from graphmodel.analysis.brokers import brokerage_between_levels
    from graphmodel.analysis.changes import changes
    from graphmodel.analysis.comparison import over
    from graphmodel.analysis.coverage import coverage
    from graphmodel.analysis.gatekeepers import gatekeepers, gatekeepers_to_national
    from graphmodel.analysis.governance import governance
    from graphmodel.analysis.hierarchy import chain_of_command, double_hats
    from graphmodel.analysis.influence import influence_network
    from graphmodel.analysis.paths import influence_paths
    from graphmodel.analysis.reciprocity import two_way
    from graphmodel.analysis.registry import analyse, what_if
    from graphmodel.analysis.robustness import grounds
    from graphmodel.analysis.scenario import scenario
    from graphmodel.analysis.sensitivity import sensitivity
    from graphmodel.analysis.succession import predecessors, successors
    from graphmodel.analysis.two_mode import seat_network, seat_projection
    from graphmodel.errors import GraphModelError
    from graphmodel.explanation import why
    from graphmodel.lookup import find, resolve
    from graphmodel.model import Graph
    from graphmodel.period import Grade, Validity
    from graphmodel.workspace import check, draw, export, library, open_store, read, views, write

__version__ = "1.0.0rc1"

__all__ = [
    "Grade",
    "Graph",
    "GraphModelError",
    "Validity",
    "analyse",
    "brokerage_between_levels",
    "chain_of_command",
    "changes",
    "check",
    "coverage",
    "double_hats",
    "draw",
    "export",
    "find",
    "gatekeepers",
    "gatekeepers_to_national",
    "governance",
    "grounds",
    "influence_network",
    "influence_paths",
    "library",
    "measures",
    "open_store",
    "over",
    "predecessors",
    "read",
    "resolve",
    "scenario",
    "seat_network",
    "seat_projection",
    "sensitivity",
    "successors",
    "two_way",
    "views",
    "what_if",
    "why",
    "write",
]

_ROOMS = {
    "model": ("Graph",),
    "errors": ("GraphModelError",),
    "period": ("Grade", "Validity"),
    "lookup": ("find", "resolve"),
    "explanation": ("why",),
    "workspace": ("check", "draw", "export", "library", "open_store", "read", "views", "write"),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for, so that ``import graphmodel`` stays light."""
    if name not in __all__:
        raise AttributeError(f"module 'graphmodel' has no attribute {name!r}")
    if name == "measures":
        return import_module("graphmodel.measures")
    return getattr(import_module(f"graphmodel.{_ROOM_OF.get(name, 'analysis')}"), name)


def __dir__() -> list[str]:
    return __all__
