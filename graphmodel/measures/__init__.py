"""Measure networks: brokers, hierarchy, holes, cuts, reach, blocks and best chains.

Every function takes any networkx graph, and knows nothing of bodies or mandates. Each says what it counts, how the
figure is scaled, what it does not say and where it was published. Self-loops are ignored and parallel edges are one
tie, except where chains are told edge by edge. A figure that is not defined is ``None`` with a reason, never ``nan``.
Answers do not depend on the order in which nodes and edges were added.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphmodel.measures.blocks import CorePeriphery, Mixing, core_periphery, mixing
    from graphmodel.measures.brokers import ROLES, Brokerage, Roles, RoleTable, brokerage
    from graphmodel.measures.centrality import Betweenness, betweenness
    from graphmodel.measures.cuts import Cuts, cut_points, dominators, minimum_cuts
    from graphmodel.measures.hierarchy import Krackhardt, krackhardt
    from graphmodel.measures.holes import Holes, structural_holes
    from graphmodel.measures.levels import Directions, LevelBrokerage, LevelTable, level_brokerage
    from graphmodel.measures.paths import k_best_paths
    from graphmodel.measures.reach import Reached, reach_counts, reachable

__all__ = [
    "ROLES",
    "Betweenness",
    "Brokerage",
    "CorePeriphery",
    "Cuts",
    "Directions",
    "Holes",
    "Krackhardt",
    "LevelBrokerage",
    "LevelTable",
    "Mixing",
    "Reached",
    "RoleTable",
    "Roles",
    "betweenness",
    "brokerage",
    "core_periphery",
    "cut_points",
    "dominators",
    "k_best_paths",
    "krackhardt",
    "level_brokerage",
    "minimum_cuts",
    "mixing",
    "reach_counts",
    "reachable",
    "structural_holes",
]

_MODULES = {
    "blocks": ("CorePeriphery", "Mixing", "core_periphery", "mixing"),
    "brokers": ("ROLES", "Brokerage", "Roles", "RoleTable", "brokerage"),
    "centrality": ("Betweenness", "betweenness"),
    "cuts": ("Cuts", "cut_points", "dominators", "minimum_cuts"),
    "hierarchy": ("Krackhardt", "krackhardt"),
    "holes": ("Holes", "structural_holes"),
    "levels": ("Directions", "LevelBrokerage", "LevelTable", "level_brokerage"),
    "paths": ("k_best_paths",),
    "reach": ("Reached", "reach_counts", "reachable"),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> object:
    """Import a measure when it is first asked for: some need scipy, which takes longer to load than many measures."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'graphmodel.measures' has no attribute {name!r}")
    return getattr(import_module(f"graphmodel.measures.{_MODULE_OF[name]}"), name)


def __dir__() -> list[str]:
    return __all__
