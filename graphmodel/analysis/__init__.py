"""Questions about a graph, on a day: chains of influence, reach, gaps, gatekeepers, brokers, command, changes, what if.

Every answer is a :class:`graphmodel.tables.Table`: named ``columns``, ``rows`` of ids, names and codes, and
``rests_on(key)`` for the ties that a row rests on. The language is chosen where it is shown: ``as_text("en")``.
:data:`ANALYSES` has those of a whole graph by name.

Only recorded ties count; those that are only called for never do. What possibly held is told apart from what held for
certain, and what nobody has surveyed from what is known not to be there: see :mod:`graphmodel.analysis.completeness`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphmodel.analysis.answer import Answer
    from graphmodel.analysis.brokers import Brokers, brokerage_between_levels
    from graphmodel.analysis.changes import Change, Changes, changes
    from graphmodel.analysis.comparison import Comparison, Series, over
    from graphmodel.analysis.coverage import Coverage, Coverages, End, LevelCoverage, coverage
    from graphmodel.analysis.gatekeepers import (
        Gatekeeper,
        Gatekeepers,
        LevelGatekeepers,
        gatekeepers,
        gatekeepers_to_national,
    )
    from graphmodel.analysis.governance import Governance, Governances, governance
    from graphmodel.analysis.hierarchy import DoubleHats, Hierarchy, chain_of_command, double_hats
    from graphmodel.analysis.influence import influence_network
    from graphmodel.analysis.missing import Missing
    from graphmodel.analysis.paths import Hop, Path, Paths, influence_paths
    from graphmodel.analysis.reciprocity import Direction, Reciprocity, ReciprocityByBody, two_way
    from graphmodel.analysis.registry import ANALYSES, Analysis, analyse, what_if
    from graphmodel.analysis.robustness import Robustness, Weakness, grounds
    from graphmodel.analysis.scenario import Scenario, scenario
    from graphmodel.analysis.sensitivity import Ranks, Sensitivity, sensitivity
    from graphmodel.analysis.succession import Branch, Succession, Successions, predecessors, successions, successors
    from graphmodel.analysis.two_mode import seat_network, seat_projection

__all__ = [
    "ANALYSES",
    "Analysis",
    "Answer",
    "Branch",
    "Brokers",
    "Change",
    "Changes",
    "Comparison",
    "Coverage",
    "Coverages",
    "Direction",
    "DoubleHats",
    "End",
    "Gatekeeper",
    "Gatekeepers",
    "Governance",
    "Governances",
    "Hierarchy",
    "Hop",
    "LevelCoverage",
    "LevelGatekeepers",
    "Missing",
    "Path",
    "Paths",
    "Ranks",
    "Reciprocity",
    "ReciprocityByBody",
    "Robustness",
    "Scenario",
    "Sensitivity",
    "Series",
    "Succession",
    "Successions",
    "Weakness",
    "analyse",
    "brokerage_between_levels",
    "chain_of_command",
    "changes",
    "coverage",
    "double_hats",
    "gatekeepers",
    "gatekeepers_to_national",
    "governance",
    "grounds",
    "influence_network",
    "influence_paths",
    "over",
    "predecessors",
    "scenario",
    "seat_network",
    "seat_projection",
    "sensitivity",
    "successions",
    "successors",
    "two_way",
    "what_if",
]

_MODULES = {
    "brokers": ("Brokers", "brokerage_between_levels"),
    "changes": ("Change", "Changes", "changes"),
    "hierarchy": ("Hierarchy", "DoubleHats", "chain_of_command", "double_hats"),
    "comparison": ("Comparison", "Series", "over"),
    "coverage": ("Coverage", "Coverages", "End", "LevelCoverage", "coverage"),
    "gatekeepers": ("Gatekeeper", "Gatekeepers", "LevelGatekeepers", "gatekeepers", "gatekeepers_to_national"),
    "governance": ("Governance", "Governances", "governance"),
    "robustness": ("Robustness", "Weakness", "grounds"),
    "influence": ("influence_network",),
    "missing": ("Missing",),
    "paths": ("Hop", "Path", "Paths", "influence_paths"),
    "registry": ("ANALYSES", "Analysis", "analyse", "what_if"),
    "scenario": ("Scenario", "scenario"),
    "sensitivity": ("Ranks", "Sensitivity", "sensitivity"),
    "succession": ("Branch", "Succession", "Successions", "predecessors", "successions", "successors"),
    "answer": ("Answer",),
    "two_mode": ("seat_network", "seat_projection"),
    "reciprocity": ("Direction", "Reciprocity", "ReciprocityByBody", "two_way"),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> object:
    """Import an analysis when it is first asked for, so that each command waits only for what it needs."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'graphmodel.analysis' has no attribute {name!r}")
    return getattr(import_module(f"graphmodel.analysis.{_MODULE_OF[name]}"), name)


def __dir__() -> list[str]:
    return __all__


class _Room(ModuleType):
    """Keeps the import system from binding a module where a function of the same name belongs."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _MODULE_OF and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Room
