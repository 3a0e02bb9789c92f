"""How far a ranking hangs on ties that are not certain: the ranks of each body with them in and out."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from graphmodel.analysis.answer import Answer, Cell, Row
from graphmodel.analysis.brokers import acting_bodies, triads
from graphmodel.analysis.distances import reach
from graphmodel.analysis.influence import Influence, influence, one_flow, several
from graphmodel.choices import LANGUAGES
from graphmodel.errors import AnalysisError, UnknownIdError, did_you_mean
from graphmodel.language import GRADE_WORDS, day_in_words, pick
from graphmodel.measures import betweenness
from graphmodel.period import Grade

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from graphmodel.model import Graph

__all__ = ["MEASURES", "Ranks", "Sensitivity", "sensitivity"]

_DRAWS = 6


@dataclass(frozen=True, slots=True)
class Ranks:
    """The scores and ranks of one body; rank 1 is the highest score, and equal scores share the better rank.

    Parameters
    ----------
    body
        Its id.
    without, with_
        The score with none of the ties that are varied, and with all of them.
    lowest, highest
        The least and the greatest score over all draws.
    best, worst
        The best and the worst rank over all draws.
    """

    body: str
    without: float
    with_: float
    lowest: float
    highest: float
    best: int
    worst: int


@dataclass(frozen=True, repr=False)
class Sensitivity(Answer):
    """Ranks of bodies with doubtful ties in and out; as a table, a row for each body, the best rank first.

    Parameters
    ----------
    varied
        The grades of tie that are in or out.
    doubtful
        The ids of those ties.
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("body", "name", "level", "best_rank", "worst_rank", "without", "with", "lowest", "highest"),
    )
    keys: ClassVar[int] = 1

    measure: str
    draws: int
    varied: tuple[Grade, ...]
    doubtful: tuple[str, ...]
    ranks: tuple[Ranks, ...]

    def __iter__(self) -> Iterator[Ranks]:
        return iter(self.ranks)

    def __getitem__(self, body: str) -> Ranks:
        for each in self.ranks:
            if each.body == body:
                return each
        raise UnknownIdError(body, [each.body for each in self.ranks])

    def title(self, lang: str = "nb") -> str:
        """Return what was asked, on one line."""
        count = len(self.doubtful)
        nb, en = (", ".join(pick(GRADE_WORDS[grade], each) for grade in self.varied) for each in LANGUAGES)
        words = (
            f"Rang etter {self.measure} med og uten {count} forbindelser ({nb})",
            f"Rank by {self.measure} with and without {count} ties ({en})",
        )
        return f"{pick(words, lang)} ({day_in_words(self.day, lang)})"

    def _rows(self, lang: str) -> list[Row]:
        """Return a row for each body."""
        ranked = sorted(self.ranks, key=lambda each: (each.best, each.worst, each.body))
        return [self._row(each, lang) for each in ranked]

    def _row(self, each: Ranks, lang: str) -> Row:
        scores = (each.without, each.with_, each.lowest, each.highest)
        about = (each.body, self.name(each.body, lang), self.graph.nodes[each.body].level)
        return *about, each.best, each.worst, *(round(score, 6) for score in scores)

    def rests_on(self, *key: Cell) -> tuple[str, ...]:
        """Return the ids of the ties that are varied, which are what every interval hangs on."""
        self[str(key[0])]
        return self.doubtful


def sensitivity(
    graph: Graph,
    flow: str = "voice",
    *,
    measure: str = "brokerage",
    vary: Iterable[str] = ("possible", "inferred", "presumed"),
    on: date | str | None = None,
) -> Sensitivity:
    """Return how the rank of each body moves as ties that are not certain are counted or not.

    Parameters
    ----------
    graph
        The whole record, or the graph of a day.
    flow
        ``voice`` or ``authority``.
    measure
        ``brokerage`` (pairs brokered, whatever their levels), ``reach`` (how many bodies influence gets to), both by
        the rules of chains, or ``betweenness``, which knows no such rules: it is of the ties that pass influence on.
    vary
        The grades of tie to vary: ``possible``, ``inferred``, ``presumed``. The others are always in.
    on
        The day; by default the graph's own, else the last that a source describes.

    Returns
    -------
    Sensitivity
        For each body its scores with all those ties in and with all out, and its best and worst rank.

    Raises
    ------
    AnalysisError
        If the measure, a grade, the flow or the day cannot be used.

    See Also
    --------
    brokerage_between_levels : the brokers themselves

    Notes
    -----
    Ranks are taken with no such tie, with all, and in six draws (none of betweenness, which takes long) in which each
    is in or out by the toss of a coin; the draws are always the same. The intervals are thus inner
    bounds: some other choice of ties may move a rank further. Reach only grows with more ties: its scores are exact
    bounds.

    Examples
    --------
    >>> gm.sensitivity(now, "voice", measure="reach").columns[:2]
    ('body', 'name')
    """
    ways = influence(graph, one_flow(flow), on)
    varied = _grades(vary)
    if not isinstance(measure, str) or measure not in MEASURES:
        raise AnalysisError(
            f"unknown measure {measure!r}: expected {', '.join(MEASURES)}{did_you_mean(measure, MEASURES)}"
        )
    score, draws = MEASURES[measure]
    bodies = acting_bodies(ways.graph)
    doubtful = tuple(sorted({arc.edge.id for arc in ways.arcs if arc.grade in varied and not arc.spoken_for}))
    scores = [score(world, bodies) for world in _worlds(ways, doubtful, draws)]
    ranks = [_ranked(each) for each in scores]
    by_body = tuple(
        _ranks(body, [each[body] for each in scores], [each[body] for each in ranks]) for body in sorted(bodies)
    )
    return Sensitivity(ways.graph, ways.flow, measure, draws, varied, doubtful, by_body)


def _grades(names: Iterable[str]) -> tuple[Grade, ...]:
    """Return the grades of tie that are to be varied."""
    grades = (Grade.POSSIBLE, Grade.INFERRED, Grade.PRESUMED)
    known = {str(grade): grade for grade in grades}
    wanted = several(names, "grade")
    for name in wanted:
        if name not in known:
            hint = did_you_mean(name, known)
            raise AnalysisError(f"{name!r} is not a grade to vary: expected some of {', '.join(known)}{hint}")
    return tuple(grade for grade in grades if str(grade) in wanted)


def _brokerage(ways: Influence, bodies: Sequence[str]) -> Mapping[str, float]:
    return dict(zip(bodies, triads(ways, bodies).by_broker().astype(float).tolist(), strict=True))


def _reach(ways: Influence, bodies: Sequence[str]) -> Mapping[str, float]:
    return {body: float(count) for body, count in reach(ways, bodies).items()}


def _betweenness(ways: Influence, bodies: Sequence[str]) -> Mapping[str, float]:
    passed_on = ways.only(arc for arc in ways.arcs if not arc.last and not arc.spoken_for)
    return betweenness(passed_on.between(frozenset(bodies)))


MEASURES: Mapping[str, tuple[Callable[[Influence, Sequence[str]], Mapping[str, float]], int]] = {
    "brokerage": (_brokerage, _DRAWS),
    "reach": (_reach, _DRAWS),
    "betweenness": (_betweenness, 0),
}
"""The measures that bodies can be ranked by, and how many draws each can afford."""


def _worlds(ways: Influence, doubtful: tuple[str, ...], draws: int) -> list[Influence]:
    """Return the graph with none of the doubtful ties, with all, and with some of them in each draw."""
    coin = random.Random(0)  # noqa: S311 - a fixed sequence, so that answers do not change
    chosen = [frozenset[str](), frozenset(doubtful)]
    if doubtful:
        chosen += [frozenset(id_ for id_ in doubtful if coin.getrandbits(1)) for _ in range(draws)]
    unsure = frozenset(doubtful)
    return [_without(ways, unsure - ties) for ties in chosen]


def _without(ways: Influence, ties: frozenset[str]) -> Influence:
    return ways.only(arc for arc in ways.arcs if arc.edge.id not in ties)


def _ranked(scores: Mapping[str, float]) -> dict[str, int]:
    place: dict[float, int] = {}
    for number, score in enumerate(sorted(scores.values(), reverse=True), 1):
        place.setdefault(score, number)
    return {body: place[score] for body, score in scores.items()}


def _ranks(body: str, scores: list[float], ranks: list[int]) -> Ranks:
    return Ranks(body, scores[0], scores[1], min(scores), max(scores), min(ranks), max(ranks))
