"""The pages of ways: who is heard by whom, and the best chains from one body to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphmodel.analysis import influence_paths
from graphmodel.language import day_in_words
from graphmodel.lookup import resolve
from graphmodel.web.pages.edition import Numbers, WebPage

if TYPE_CHECKING:
    from datetime import date

    from graphmodel.web.pages.edition import Edition
    from graphmodel.web.pages.findings import FindingPages

__all__ = ["WayPages"]

_MOST = 3
"""How many chains are told."""


@dataclass(frozen=True)
class WayPages:
    """The pages of ways."""

    edition: Edition
    findings: FindingPages

    def overview(self) -> WebPage:
        """Return which municipalities of the region are heard by which national bodies, and the chains of one."""
        found, edition = self.findings.found, self.edition
        chains = [
            (target, edition.name(target), path.sentence(edition.lang), path.grade)
            for target, path in (found.chains if found else {}).items()
        ]
        content = {
            "heard": self.findings.heard(found.inquiry.region) if found else None,
            "chains": chains,
            "body": found.body if found else "",
            "day": day_in_words(edition.day, edition.lang),
        }
        return WebPage("vei", "ways.html", edition.words["ways"], content)

    def page(self, source: str, target: str, flow: str, on: date | str | None = None) -> WebPage:
        """Return the best chains from one body to another; where there are none, why."""
        edition = self.edition
        ends = (resolve(edition.graph, source), resolve(edition.graph, target))
        paths = influence_paths(edition.graph, *ends, flow, on=on or edition.day, k=_MOST)
        numbers = Numbers(edition)
        chains = [
            (
                path.sentence(edition.lang),
                path.grade,
                [(hop.edge, edition.sentence(hop.edge), hop.grade, numbers.marks(hop.citations)) for hop in path.hops],
            )
            for path in paths
        ]
        content = {
            "chains": chains,
            "missing": list(paths.missing.lines(edition.lang)) if paths.missing else [],
            "ends": [(id_, edition.name(id_)) for id_ in ends],
            "flow": flow,
            "sources": numbers.sources,
        }
        return WebPage("vei", "way.html", f"{edition.name(ends[0])} → {edition.name(ends[1])}", content)
