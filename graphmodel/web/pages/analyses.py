"""What is found out about the record of a day once, for the pages of every language."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from graphmodel.analysis.coverage import Coverage, Coverages, coverage
from graphmodel.errors import AnalysisError, UnknownIdError
from graphmodel.model import County, Municipality, PartOf
from graphmodel.report.agder import AGDER
from graphmodel.report.findings import Findings, findings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from graphmodel.model import Graph

__all__ = ["Analyses"]


@dataclass
class Analyses:
    """The analyses that pages tell from; each is done when the first page asks for it.

    Parameters
    ----------
    graph
        The whole record.
    day
        The day.
    """

    graph: Graph
    day: date
    _heard: dict[str, Coverages] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def now(self) -> Graph:
        """The graph of the day."""
        return self.graph.at(self.day)

    @cached_property
    def counties(self) -> Mapping[str, tuple[str, ...]]:
        """The municipalities of each county."""
        now, found = self.now, dict[str, list[str]]()
        for tie in now.ties.values():
            ends = now.nodes[tie.from_id], now.nodes[tie.to_id]
            if isinstance(tie, PartOf) and isinstance(ends[0], Municipality) and isinstance(ends[1], County):
                found.setdefault(tie.to_id, []).append(tie.from_id)
        return {county: tuple(found[county]) for county in sorted(found)}

    @cached_property
    def found(self) -> Findings | None:
        """What was found for the municipality that the summary is about; nothing where it is not known."""
        return self._find(AGDER.body)

    def find(self, municipality: str) -> Findings | None:
        """Return what is found for a municipality and its county; nothing where the record does not know them."""
        return self.found if municipality == AGDER.body else self._find(municipality)

    def _find(self, municipality: str) -> Findings | None:
        counties = [county for county, inside in self.counties.items() if municipality in inside]
        if not counties:
            return None
        try:
            return findings(self.graph, AGDER._replace(body=municipality, region=counties[0]), on=self.day)
        except (AnalysisError, UnknownIdError):
            return None

    def heard(self, county: str, targets: tuple[str, ...]) -> Coverages:
        """Return whether the voice of each municipality of a county reaches some bodies."""
        if county not in self._heard:
            self._heard[county] = coverage(self.now, self.counties[county], targets, "voice")
        return self._heard[county]

    @cached_property
    def reached(self) -> Mapping[str, Coverage]:
        """Whether the authority of the national strategy reaches each municipality."""
        inside = [id_ for each in self.counties.values() for id_ in each]
        down = coverage(self.now, [AGDER.strategy], inside, "authority")
        return {cell.target: cell for cell in down}
