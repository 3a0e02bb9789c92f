"""What the summary says: three findings with how sure each is, and what is not known."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.language import day_in_words
from graphmodel.language.report import SUMMARY_WORDS
from graphmodel.period import Grade

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from graphmodel.choices import Lang
    from graphmodel.model import Graph, Source
    from graphmodel.report.findings import Findings

__all__ = ["CITED", "KeyFinding", "Summary"]


CITED = 4
"""How many sources of a finding are named; the page of the finding's body names all."""


class KeyFinding(NamedTuple):
    """What was found, how sure that is, the node it is about, and the sources it rests on, those of most ties first."""

    what: str
    sure: str
    about: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Summary:
    """The executive summary of a record on a day.

    Parameters
    ----------
    graph
        The whole record.
    day
        The day.
    lang
        ``nb`` or ``en``.
    found
        What was found; nothing where the record does not have what is asked about.
    """

    graph: Graph = field(repr=False)
    day: date
    lang: Lang
    found: Findings | None = field(repr=False)

    @property
    def words(self) -> Mapping[str, str]:
        """The words around what was found."""
        return SUMMARY_WORDS[self.lang]

    @property
    def told_day(self) -> str:
        """The day, in words."""
        return day_in_words(self.day, self.lang)

    @cached_property
    def findings(self) -> tuple[KeyFinding, ...]:
        """The findings that matter most: whom a municipality reaches, who holds the ways, whom a strategy reaches."""
        found = self.found
        if found is None:
            return ()
        return (self._voice(found), *self._keeper(found), self._down(found))

    def _voice(self, found: Findings) -> KeyFinding:
        grades = [path.grade for path in found.chains.values()]
        certain = grades.count(Grade.CERTAIN)
        return KeyFinding(
            self._say("voice", body=self._name(found.body), reached=len(grades), asked=len(found.targets)),
            self._say("voice sure", certain=certain, rest=len(grades) - certain),
            found.body,
            self._sources(edge for path in found.chains.values() for edge in path.edges),
        )

    def _keeper(self, found: Findings) -> Iterable[KeyFinding]:
        for keeper, dependents in list(found.gatekeepers.items())[:1]:
            sure = sum(found.chains[id_].grade is Grade.CERTAIN for id_ in dependents)
            yield KeyFinding(
                self._say("keeper", keeper=self._name(keeper), held=len(dependents), reached=len(found.chains)),
                self._say("keeper sure", certain=sure, held=len(dependents)),
                keeper,
                self._sources(edge for id_ in dependents for edge in found.chains[id_].edges),
            )

    def _down(self, found: Findings) -> KeyFinding:
        strategy, region = found.inquiry.strategy, found.inquiry.region
        cells = [found.down[strategy, id_] for id_ in found.municipalities]
        states = Counter(cell.state for cell in cells)
        return KeyFinding(
            self._say(
                "down",
                strategy=self._name(strategy),
                region=self._name(region),
                reached=states["covered"],
                all=len(cells),
            ),
            self._say("down sure", gap=states["gap"], unknown=states["not surveyed"]),
            strategy,
            self._sources(edge for cell in cells for edge in cell.edges),
        )

    @cached_property
    def unknown(self) -> tuple[str, ...]:
        """What is not known, in sentences."""
        now = self.graph.at(self.day)
        grades = Counter(map(now.grade, now.ties))
        ties = self.graph.ties.values()
        inferred = sum(edge.confidence == "inferred" for edge in ties)
        called = sum(edge.called_for for edge in self.graph.edges.values())
        return (
            self._say("unknown possible", n=grades[Grade.POSSIBLE], all=len(now.ties), day=self.told_day),
            self._say("unknown presumed", n=grades[Grade.PRESUMED]),
            self._say("unknown inferred", n=inferred, all=len(ties)),
            self._say("unknown surveys", n=len(self.graph.surveys)),
            self._say("unknown called", n=called),
        )

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The sources that most of the findings rests on, in the order in which they are cited."""
        cited = dict.fromkeys(id_ for finding in self.findings for id_ in finding.sources[:CITED])
        return tuple(self.graph.sources[id_] for id_ in cited)

    def rests(self, finding: KeyFinding) -> str:
        """Return the sources that a finding rests on: their numbers in :attr:`sources`, and how many there are more."""
        numbers = {source.id: number for number, source in enumerate(self.sources, 1)}
        listed = ", ".join(str(numbers[id_]) for id_ in finding.sources[:CITED])
        more = len(finding.sources) - CITED
        return f"{listed} {self._say('and', n=more)}" if more > 0 else listed

    def reference(self, source: Source) -> str:
        """Return a source as a line: its title, publisher and date."""
        return ". ".join(filter(None, (source.title, source.publisher, source.published or source.as_of)))

    def _sources(self, edges: Iterable[str]) -> tuple[str, ...]:
        cited = Counter(cite.source for id_ in edges for cite in self.graph.edges[id_].cites)
        return tuple(sorted(cited, key=lambda id_: (-cited[id_], id_)))

    def _say(self, key: str, **values: object) -> str:
        return self.words[key].format(**values)

    def _name(self, id_: str) -> str:
        return self.graph.name(id_, self.lang)
