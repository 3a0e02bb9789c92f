"""The pages of what was found: the front page, the summary, a chapter for each region, changes, what is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.analysis import changes
from graphmodel.choices import LANGUAGES
from graphmodel.errors import AnalysisError
from graphmodel.language import GRADE_WORDS, VALIDITY_WORDS, alphabetical, day_in_words, pick
from graphmodel.period import Grade, Validity
from graphmodel.report.agder import AGDER, chapter
from graphmodel.report.chapter import as_markdown_chapter
from graphmodel.report.summary import CITED, Summary
from graphmodel.report.summary_files import as_docx, as_pdf
from graphmodel.schema import sentence
from graphmodel.web.pages.edition import Numbers, WebPage
from graphmodel.web.pages.pictures import earlier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from graphmodel.analysis.changes import Change
    from graphmodel.analysis.completeness import State
    from graphmodel.diagram import Diagram
    from graphmodel.model import Edge
    from graphmodel.report.findings import Findings
    from graphmodel.web.pages.analyses import Analyses
    from graphmodel.web.pages.edition import CitationMark, Edition
    from graphmodel.web.pages.pictures import PicturePages

__all__ = ["FILES", "FindingPages", "Heard"]

_DOORS = ("digi-agder", "rkg-e-helse-agder", "kdu-agder", "ks-samstyringsstruktur", "helsefellesskap-agder")


FILES: Mapping[str, Callable[[Summary, Diagram | None], bytes]] = {"pdf": as_pdf, "docx": as_docx}
"""What the summary is written as, by the ending."""

_STATES = ("covered", "gap", "not surveyed")


class Heard(NamedTuple):
    """Which municipalities are heard by which national bodies: a row for each municipality, a state for each body."""

    heads: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str, tuple[State, ...]], ...]


@dataclass
class FindingPages:
    """The pages of findings."""

    edition: Edition
    pictures: PicturePages
    analyses: Analyses

    @cached_property
    def summary(self) -> Summary:
        """The summary for leaders."""
        return Summary(self.edition.graph, self.edition.day, self.edition.lang, self.found)

    @property
    def found(self) -> Findings | None:
        """What was found for the municipality that the chapter is about."""
        return self.analyses.found

    @cached_property
    def counties(self) -> tuple[str, ...]:
        """The counties that have a page, in alphabetical order."""
        known = self.analyses.counties if self.found else ()
        return tuple(sorted(known, key=lambda each: alphabetical(self.edition.name(each))))

    def heard(self, county: str) -> Heard | None:
        """Return whether the voice of each municipality of a county reaches each national body."""
        if not (found := self.found):
            return None
        name = self.edition.name
        up = self.analyses.heard(county, found.targets)
        ordered = sorted(up.sources, key=lambda each: alphabetical(name(each)))
        rows = ((id_, name(id_), tuple(up[id_, each].state for each in found.targets)) for id_ in ordered)
        return Heard(tuple((each, name(each)) for each in found.targets), tuple(rows))

    # --- the pages ------------------------------------------------------------------------------------------------

    def front(self) -> WebPage:
        """Return the front page."""
        graph = self.edition.graph
        content = {
            "figures": {"nodes": len(graph.nodes), "ties": len(graph.ties), "sources": len(graph.sources)},
            "pictures": [(name, self.pictures.title(name)) for name in self.pictures.overviews],
            "summary": self.summary,
            "doors": [id_ for id_ in _DOORS if id_ in graph.nodes],
        }
        return WebPage("", "front.html", self.edition.words["title"], content)

    def leaders(self) -> WebPage:
        """Return the summary for leaders, and the way to everything else that was found."""
        content = {
            "summary": self.summary,
            "cited": CITED,
            "pictures": [(name, self.pictures.title(name)) for name in self.pictures.overviews[:1]],
            "counties": [(id_, self.edition.name(id_)) for id_ in self.counties],
            "chapter": AGDER.body if self.found else "",
        }
        return WebPage("funn", "findings.html", self.edition.words["findings"], content)

    def files(self) -> Mapping[str, bytes]:
        """Return the summary as files, by their endings."""
        return {ending: self.file(ending) for ending in FILES}

    def file(self, ending: str) -> bytes:
        """Return the summary as a file."""
        names = self.pictures.overviews
        return FILES[ending](self.summary, self.pictures.diagram_of(names[0]) if names else None)

    def chapter(self, body: str = AGDER.body) -> WebPage:
        """Return the chapter on a municipality and its county.

        Raises
        ------
        UnknownIdError
            If there is no such node.
        AnalysisError
            If it is no municipality of a county on the day.
        """
        edition = self.edition
        edition.graph.node(body)
        found = self.analyses.find(body)
        if body != AGDER.body and not found:
            raise AnalysisError(f"{body!r} is part of no county on {edition.day}: ask about another municipality")
        text = (
            as_markdown_chapter(found, edition.lang)
            if found
            else chapter(edition.graph, on=edition.day, lang=edition.lang)
        )
        return WebPage(f"funn/{body}", "chapter.html", edition.name(body), {"chapter": text})

    def region(self, county: str) -> WebPage:
        """Return who in a county is heard by whom, and whom the national strategy reaches there.

        Raises
        ------
        UnknownIdError
            If there is no such node.
        """
        edition, inside = self.edition, self.analyses.counties.get(county, ())
        edition.graph.node(county)
        content = {
            "heard": self.heard(county),
            "down": {id_: self.analyses.reached[id_] for id_ in inside},
            "strategy": AGDER.strategy,
            "day": day_in_words(edition.day, edition.lang),
            "chapters": frozenset({AGDER.body}),
        }
        return WebPage(f"funn/{county}", "region.html", edition.name(county), content)

    def changes(self, first: date | None = None, second: date | None = None) -> WebPage:
        """Return what began, ended or changed between two days; by default over the year up to the day.

        Raises
        ------
        AnalysisError
            If the first day is the later, or one lies far from the record.
        """
        edition = self.edition
        last = second or edition.day
        days = (first or earlier(last, years=1), last)
        found = changes(edition.graph, *days)
        content = {
            "groups": [(kind, self._changes(found.of(kind))) for kind in ("began", "ended", "changed")],
            "days": [day_in_words(day, edition.lang) for day in days],
            "iso": [day.isoformat() for day in days],
        }
        return WebPage("endringer", "changes.html", edition.words["changes"], content)

    def _changes(self, found: Iterable[Change]) -> list[tuple[str, str, str, str, str]]:
        """Return changes as told, those of bodies before those of ties."""
        return sorted(map(self._change, found), key=lambda each: (bool(each[1]), alphabetical(each[2])))

    def _change(self, change: Change) -> tuple[str, str, str, str, str]:
        """Return the page and place of a change, what is told of it, what else was before, and how sure."""
        edge = self.edition.graph.edges.get(change.id)
        before, after = (pick(text, self.edition.lang) if text else "" for text in (change.before, change.after))
        after = after or before
        page, place = (edge.from_id, change.id) if edge else (change.id, "")
        return page, place, after, before if before != after else "", self._sureness(change)

    def _sureness(self, change: Change) -> str:
        """Return whether what changed only possibly held, and where that is what changed, before and after."""
        one, other = change.validity_before, change.validity_after
        words = [pick(VALIDITY_WORDS[each], self.edition.lang) for each in (one, other)]
        if change.change == "changed" and one is not other:
            return " → ".join(words)
        return pick(VALIDITY_WORDS[Validity.POSSIBLY], self.edition.lang) if Validity.POSSIBLY in (one, other) else ""

    def missing(self) -> WebPage:
        """Return what is missing: certain gaps, what was called for, and how much nobody has surveyed."""
        edition, numbers = self.edition, Numbers(self.edition)
        called = [edge for edge in edition.graph.edges.values() if edge.called_for]
        content = {
            "called": sorted((self._called(edge, numbers) for edge in called), key=lambda each: alphabetical(each[1])),
            "states": self._states(),
            "strategy": AGDER.strategy,
            "unknown": self.summary.unknown,
            "day": day_in_words(edition.day, edition.lang),
        }
        return WebPage("mangler", "missing.html", edition.words["missing"], {**content, "sources": numbers.sources})

    def _called(self, edge: Edge, numbers: Numbers) -> tuple[Edge, str, str, tuple[CitationMark, ...]]:
        ends = (self.edition.name(edge.from_id), self.edition.name(edge.to_id))
        return edge, sentence(edge, *ends, self.edition.lang), self.edition.own(edge.note), numbers.marks(edge.cites)

    def _states(self) -> list[tuple[str, str, tuple[int, ...]]]:
        """Return for how many municipalities of each county the strategy's reach is of each state."""
        cells = {
            county: [self.analyses.reached[id_] for id_ in self.analyses.counties[county]] for county in self.counties
        }
        counts = {county: Counter(str(cell.state) for cell in each) for county, each in cells.items()}
        return [(id_, self.edition.name(id_), tuple(each[state] for state in _STATES)) for id_, each in counts.items()]

    def reading(self) -> WebPage:
        """Return how to read it all."""
        words, place = self.edition.words, LANGUAGES.index(self.edition.lang)
        grades = [(grade, GRADE_WORDS[grade][place]) for grade in reversed(Grade) if grade]
        content = {"grades": [(grade, word, words["grades"][grade.name.lower()]) for grade, word in grades]}
        return WebPage("les-dette", "reading.html", words["reading"], content)
