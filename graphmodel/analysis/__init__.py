"""Questions about a graph, on a day: chains of influence, reach, gaps, gatekeepers, brokers, command, changes, what if.

Every answer is a table: named ``columns``, ``rows()``, ``records()`` for JSON and data frames, and ``rests_on(key)``
for the ties that a row rests on. In a notebook it shows itself. :data:`ANALYSES` has those of a whole graph by name.

Only recorded ties count; those that are only called for never do. What possibly held is told apart from what held for
certain, and what nobody has surveyed from what is known not to be there: see :mod:`graphmodel.analysis.lists`.
"""

from graphmodel.analysis.brokers import Brokers, brokerage_between_levels
from graphmodel.analysis.chains import Hop, Path, Paths
from graphmodel.analysis.changes import Change, Changes, changes
from graphmodel.analysis.command import Command, DoubleHats, chain_of_command, double_hats
from graphmodel.analysis.comparison import Comparison
from graphmodel.analysis.coverage import Coverage, Coverages, End, LevelCoverage, coverage
from graphmodel.analysis.gatekeepers import (
    Gatekeeper,
    Gatekeepers,
    LevelGatekeepers,
    gatekeepers,
    gatekeepers_to_national,
)
from graphmodel.analysis.governance import Governance, Governances, governance
from graphmodel.analysis.grounds import Grounds, Weakness, grounds
from graphmodel.analysis.influence import influence_network
from graphmodel.analysis.missing import Missing
from graphmodel.analysis.paths import influence_paths
from graphmodel.analysis.registry import ANALYSES, Analysis, analyse, what_if
from graphmodel.analysis.scenario import Scenario, scenario
from graphmodel.analysis.sensitivity import Ranks, Sensitivity, sensitivity
from graphmodel.analysis.series import Series, over
from graphmodel.analysis.succession import Branch, Succession, Successions, predecessors, successions, successors
from graphmodel.analysis.table import Answer, Table
from graphmodel.analysis.two_mode import seat_network, seat_projection
from graphmodel.analysis.two_way import Direction, TwoWay, TwoWayByBody, two_way

__all__ = [
    "ANALYSES",
    "Analysis",
    "Answer",
    "Branch",
    "Brokers",
    "Change",
    "Changes",
    "Command",
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
    "Grounds",
    "Hop",
    "LevelCoverage",
    "LevelGatekeepers",
    "Missing",
    "Path",
    "Paths",
    "Ranks",
    "Scenario",
    "Sensitivity",
    "Series",
    "Succession",
    "Successions",
    "Table",
    "TwoWay",
    "TwoWayByBody",
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
