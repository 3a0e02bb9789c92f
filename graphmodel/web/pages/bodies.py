"""The page of a body, a strategy, a decision, a goal or a county: its ties, through time and from which documents."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from graphmodel.explanation import place_of
from graphmodel.language import alphabetical, date_in_words, day_in_words, period_in_words
from graphmodel.language.web import CAPACITY_WORDS
from graphmodel.period import Grade
from graphmodel.schema import EDGE_KINDS, KINDS
from graphmodel.web.pages.edition import Numbers, WebPage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from graphmodel.model import Edge, Node, Survey
    from graphmodel.period import Bounds
    from graphmodel.web.pages.edition import CitationMark, Edition
    from graphmodel.web.pages.findings import FindingPages

__all__ = ["BodyPages"]

_SIDE = 9
"""How many groups of ties stand on one side of the small picture."""

_TICKS = 5
"""How many stretches of years the axis of the time bar is told in, at most."""

_EARLIEST = 1900
"""The first year that the time bar tells apart; what is older begins at its edge."""


class Tie(NamedTuple):
    """Ties of which the same is told: the others, and what is told."""

    others: tuple[tuple[str, str, str], ...]
    """The edge's id, and the other end's id and name."""
    details: tuple[str, ...]
    grade: Grade | None
    """How sure it is on the day of the page; nothing for another day."""
    inferred: bool
    marks: tuple[CitationMark, ...]
    remarks: tuple[tuple[str, str], ...]


class TieGroup(NamedTuple):
    """Ties with one verb, read from the body."""

    verb: str
    inward: bool
    ties: tuple[Tie, ...]

    @property
    def grade(self) -> Grade:
        """How sure the surest is."""
        return max((tie.grade or Grade.NO for tie in self.ties), default=Grade.NO)

    @property
    def names(self) -> list[tuple[str, str]]:
        """The id and name of all others."""
        return [(id_, name) for tie in self.ties for _, id_, name in tie.others]


class Bar(NamedTuple):
    """A period as shares of the axis: where it possibly and where it certainly begins and ends, in per cent."""

    label: str
    period: str
    possible: tuple[float, float]
    certain: tuple[float, float] | None


@dataclass(frozen=True)
class BodyPages:
    """The pages of nodes."""

    edition: Edition
    findings: FindingPages

    def page(self, id_: str) -> WebPage:
        """Return the page of a node.

        Raises
        ------
        UnknownIdError
            If there is none with the id.
        """
        node, numbers = self.edition.graph.node(id_), Numbers(self.edition)
        marks = numbers.marks(node.cites)
        edges = {edge.id: edge for edge in (*self.edition.graph.edges_to(id_), *self.edition.graph.edges_from(id_))}
        recorded = [edge for edge in edges.values() if edge.recorded]
        lines = [edge for edge in recorded if edge.identity]
        ties = [edge for edge in recorded if not edge.identity]
        now = [edge for edge in ties if self.edition.graph.grade(edge.id, self.edition.day)]
        other = [edge for edge in ties if not self.edition.graph.grade(edge.id, self.edition.day)]
        groups = self._groups(now, id_, numbers)
        content = {
            "node": node,
            "what": self.edition.what(node),
            "there": self.edition.graph.grade(id_, self.edition.day),
            "period": self.edition.period(node),
            "marks_of_node": marks,
            "remarks_of_node": self._remarks(node),
            "names": [
                (name.name, period_in_words(name.since, name.until, self.edition.lang), self.edition.own(name.remark))
                for name in node.names
            ],
            "groups": groups,
            "ego": self._ego(groups),
            "lineage": self._groups(lines, id_, numbers),
            "other": self._groups(other, id_, numbers),
            "called": self._groups([edge for edge in edges.values() if edge.called_for], id_, numbers),
            "claims": self._groups([edge for edge in edges.values() if edge.claim == "alternative"], id_, numbers),
            "surveys": [
                self._survey(each, numbers) for each in self.edition.graph.surveys.values() if each.node == id_
            ],
            "bars": self._bars(node, ties),
            "county": self._county(now, id_),
            "day": day_in_words(self.edition.day, self.edition.lang),
        }
        return WebPage(f"organ/{id_}", "body.html", self.edition.name(id_), {**content, "sources": numbers.sources})

    def _county(self, edges: list[Edge], id_: str) -> tuple[str, str] | None:
        """Return the county that a body is part of, where that has a page of its own."""
        found = (edge.to_id for edge in edges if edge.type == "PART_OF" and edge.from_id == id_)
        county = next((each for each in found if each in self.findings.counties), None)
        return (county, self.edition.name(county)) if county else None

    def _remarks(self, thing: Node | Edge) -> tuple[tuple[str, str], ...]:
        remarks = [("", self.edition.own(thing.note)), ("reasoning", self.edition.own(thing.reasoning))]
        remarks.append(("conflict", self.edition.own(thing.conflict)))
        return tuple((kind, text) for kind, text in remarks if text)

    def _groups(self, edges: list[Edge], id_: str, numbers: Numbers) -> list[TieGroup]:
        """Return ties as they read from a node, those with authority over it first."""
        ordered = sorted(edges, key=lambda edge: place_of(edge, id_))
        found = []
        for (inward, verb), group in groupby(ordered, key=lambda edge: self._verb(edge, id_)):
            found.append(TieGroup(verb, inward, tuple(self._ties(list(group), id_, numbers))))
        return found

    def _verb(self, edge: Edge, id_: str) -> tuple[bool, str]:
        inward = edge.from_id != id_
        return inward, edge.reads.verb(self.edition.lang, back=inward)

    def _ties(self, edges: list[Edge], id_: str, numbers: Numbers) -> Iterator[Tie]:
        same: dict[Any, list[Edge]] = defaultdict(list)
        for edge in edges:
            grade = self.edition.graph.grade(edge.id, self.edition.day) or None
            details = (self.edition.own(edge.role), *self.edition.period(edge))
            marks = numbers.marks(edge.cites)
            shown = (tuple(filter(None, details)), grade, edge.confidence == "inferred")
            same[(*shown, marks, (*self._seat(edge), *self._remarks(edge)))].append(edge)
        for (details, grade, inferred, marks, remarks), alike in same.items():
            ends = [(edge.id, edge.to_id if edge.from_id == id_ else edge.from_id) for edge in alike]
            others = sorted(
                ((edge, end, self.edition.name(end)) for edge, end in ends), key=lambda each: alphabetical(each[2])
            )
            yield Tie(tuple(others), details, grade, inferred, marks, remarks)

    def _seat(self, edge: Edge) -> Iterator[tuple[str, str]]:
        """Yield what a seat may do, whom it speaks for and who named it."""
        if capacity := getattr(edge, "capacity", None):
            yield "capacity", CAPACITY_WORDS[self.edition.lang][capacity]
        for kind in ("on_behalf_of", "appointed_by"):
            if ids := getattr(edge, kind, ()):
                yield kind, ", ".join(map(self.edition.name, ids))

    def _survey(self, survey: Survey, numbers: Numbers) -> tuple[str, str, tuple[CitationMark, ...]]:

        reads: Any = EDGE_KINDS[survey.type].reads
        verb = reads.verb(self.edition.lang, back=survey.side != "from")
        kinds = ", ".join(
            KINDS[kind].words[1 if self.edition.lang == "nb" else 3] for kind in survey.kinds if kind in KINDS
        )
        what = f"{verb} ({kinds})" if kinds else verb
        return what, date_in_words(survey.on, self.edition.lang), numbers.marks(survey.cites)

    def _ego(self, groups: list[TieGroup]) -> Mapping[str, Any]:
        """Return the small picture: what comes in and what goes out, a row for each group of ties."""
        sides = {}
        for inward in (True, False):
            rows = []
            for group in [group for group in groups if group.inward is inward][:_SIDE]:
                names = group.names
                rest = (
                    f" {self.edition.words['and']} {len(names) - 1} {self.edition.words['more']}"
                    if len(names) > 1
                    else ""
                )
                rows.append((group.verb, _short(names[0][1], 34 - len(rest)) + rest, group.grade.name.lower()))
            sides[inward] = rows
        height = max(len(sides[True]), len(sides[False]), 1) * 44 + 24
        return {"inward": sides[True], "outward": sides[False], "height": height}

    def _bars(self, node: Node, edges: list[Edge]) -> Mapping[str, Any] | None:
        """Return the time bar: the node, its names, and the ties with authority over it."""
        rows: list[tuple[str, str, Bounds]] = [
            (self.edition.name(node.id), "; ".join(self.edition.period(node)), self.edition.graph.bounds(node.id))
        ]
        rows += [
            (name.name, period_in_words(name.since, name.until, self.edition.lang), name.bounds)
            for name in node.names
            if name.since or name.until
        ]
        ordered = sorted(edges, key=lambda edge: place_of(edge, node.id))
        for edge in [edge for edge in ordered if place_of(edge, node.id)[0] == 0][:_SIDE]:
            _, verb = self._verb(edge, node.id)
            other = edge.to_id if edge.from_id == node.id else edge.from_id
            rows.append(
                (
                    f"{verb} {self.edition.name(other)}",
                    "; ".join(self.edition.period(edge)),
                    self.edition.graph.bounds(edge.id),
                )
            )
        years = [day.year for _, _, bounds in rows for day in _days_of(bounds) if day.year >= _EARLIEST]
        if not years:
            return None
        first, last = min(years), max(*years, self.edition.day.year) + 1
        axis = _Axis(first, last)
        step = -(-(last - first) // _TICKS)
        ticks = [(year, axis.of_year(year)) for year in range(first, last + 1, step)]
        return {"rows": [Bar(label, period, *axis.of(bounds)) for label, period, bounds in rows], "ticks": ticks}


def _days_of(bounds: Bounds) -> list[date]:
    days = (bounds.from_earliest, bounds.from_latest, bounds.to_earliest, bounds.to_latest)
    return [day for day in days if day]


class _Axis(NamedTuple):
    """Years from left to right."""

    first: int
    last: int

    def of_year(self, year: int) -> float:
        return round(100 * (year - self.first) / (self.last - self.first), 2)

    def of_day(self, day: date | None, unknown: float) -> float:
        if day is None:
            return unknown
        years = day.year + (day.timetuple().tm_yday - 1) / 365.25 - self.first
        return round(min(100.0, max(0.0, 100 * years / (self.last - self.first))), 2)

    def of(self, bounds: Bounds) -> tuple[tuple[float, float], tuple[float, float] | None]:
        """Return where a period possibly and certainly lies; a start or end that nobody knows lies at the edge."""
        possible = (self.of_day(bounds.from_earliest, 0), self.of_day(bounds.to_latest, 100))
        if not bounds.certain:
            return possible, None
        return possible, (self.of_day(bounds.from_latest, 0), self.of_day(bounds.to_earliest, 100))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
