"""Why there is no chain: how far influence gets, what lies between, and what would close it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from graphmodel.analysis.influence import Influence
from graphmodel.analysis.rules import arcs_of
from graphmodel.analysis.search import chains, overlapping_chains
from graphmodel.language import FLOW_WORDS, bounds_in_words, day_in_words, period_in_words, pick
from graphmodel.period import Grade, Validity
from graphmodel.schema import EDGE_KINDS, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graphmodel.analysis.search import Request
    from graphmodel.model import Edge, Graph
    from graphmodel.period import Bounds

__all__ = ["Missing", "what_is_missing"]

_NEAREST = 5
_TIES = 10


@dataclass(frozen=True)
class Missing:
    """Why there is no chain from one node to another.

    Parameters
    ----------
    graph
        The graph of the day, or the whole record.
    record
        The whole record, as far as it was given.
    source, target, flow
        What was asked.
    leg
        The first stretch between two ends or waypoints that has no chain; what follows tells of it.
    absent
        The ends that are not there on the day.
    nearest
        The nodes that influence from the source does reach, those nearest to the target by ties of any kind first.
    onward
        The nodes from which influence would reach the target, those nearest to the source first.
    ties
        Recorded ties between what the source reaches and what reaches the target: they lead on, but do not carry
        this flow this way, or were barred.
    called_for
        Edges that a source only calls for, and that would close a chain.
    unbarred
        Whether there is a chain when nothing is barred and every kind of edge may be used.
    elsewhen
        When a chain does hold, where it does at another time.
    """

    graph: Graph = field(repr=False, compare=False)
    record: Graph = field(repr=False, compare=False)
    source: str
    target: str
    flow: str
    leg: tuple[str, str]
    absent: tuple[str, ...]
    nearest: tuple[str, ...]
    onward: tuple[str, ...]
    ties: tuple[str, ...]
    called_for: tuple[str, ...]
    unbarred: bool
    elsewhen: Bounds | None

    def lines(self, lang: str = "nb") -> Iterator[str]:
        """Yield what is missing, in sentences."""
        yield self._none(lang)
        for id_ in self.absent:
            yield self._absent(id_, lang)
        if self.leg != (self.source, self.target):
            ends = " → ".join(self.name(id_, lang) for id_ in self.leg)
            yield pick((f"Det stanser på strekningen {ends}.", f"It stops on the stretch {ends}."), lang)
        if self.unbarred:
            yield pick(("Uten begrensningene finnes det en kjede.", "Without the restrictions there is a chain."), lang)
        if self.nearest:
            names = self._names(self.nearest, lang)
            yield pick((f"Påvirkningen når nærmest: {names}.", f"Influence gets as far as: {names}."), lang)
        if self.onward:
            names = self._names(self.onward, lang)
            yield pick((f"Målet kan nås fra: {names}.", f"The target can be reached from: {names}."), lang)
        yield from self._between(lang)
        if self.elsewhen:
            when = bounds_in_words(self.elsewhen, lang)
            yield pick(
                (f"En kjede finnes på et annet tidspunkt: {when}.", f"A chain holds at another time: {when}."), lang
            )

    def _none(self, lang: str) -> str:
        what = pick(FLOW_WORDS[self.flow], lang)
        ends = (self.name(self.source, lang), self.name(self.target, lang))
        when = day_in_words(self.graph.day, lang)
        return pick(
            (
                f"Ingen registrert kjede av {what} fra {ends[0]} til {ends[1]} ({when}).",
                f"No recorded chain of {what} from {ends[0]} to {ends[1]} ({when}).",
            ),
            lang,
        )

    def _absent(self, id_: str, lang: str) -> str:
        node = self.record.nodes[id_]
        period = period_in_words(node.since, node.until, lang)
        return pick(
            (
                f"{self.name(id_, lang)} finnes ikke denne dagen ({period}).",
                f"{self.name(id_, lang)} is not there on this day ({period}).",
            ),
            lang,
        )

    def _between(self, lang: str) -> Iterator[str]:
        sections = (
            (self.ties, "Registrert, men fører den ikke videre", "Recorded, but does not carry it on"),
            (self.called_for, "Etterlyst, men ikke registrert", "Called for, but not recorded"),
        )
        for ids, nb, en in sections:
            for id_ in ids:
                yield f"{pick((nb, en), lang)}: {self._sentence(self.graph.edges[id_], lang)} [{id_}]."

    def _sentence(self, edge: Edge, lang: str) -> str:
        return sentence(edge, self.name(edge.from_id, lang), self.name(edge.to_id, lang), lang)

    def name(self, id_: str, lang: str = "nb") -> str:
        """Return the name of a node; also of one that is not there on the day."""
        graph = self.graph if id_ in self.graph.nodes else self.record
        return graph.name(id_, lang)

    def _names(self, ids: Iterable[str], lang: str) -> str:
        return ", ".join(self.name(id_, lang) for id_ in ids)


def what_is_missing(influence: Influence, record: Graph, request: Request) -> Missing:
    """Explain why there is no chain."""
    graph = influence.graph
    admitted = influence.only(arc for arc in influence.arcs if request.admits(arc))
    absent = tuple(id_ for id_ in (request.source, *request.via, request.target) if id_ not in graph.nodes)
    leg = _broken(admitted, request)
    ahead, behind = ({}, {}) if absent else (admitted.reached(leg[0]), admitted.reaching(leg[1], request.source))
    free = replace(request, via=(), barred=frozenset(), kinds=frozenset(EDGE_KINDS), k=1)
    return Missing(
        graph=graph,
        record=record,
        source=request.source,
        target=request.target,
        flow=request.flow,
        leg=leg,
        absent=absent,
        nearest=_nearest(graph, ahead, leg[1]),
        onward=_nearest(graph, behind, leg[0]),
        ties=_between(graph, ahead, behind),
        called_for=tuple(edge.id for edge in graph.edges.values() if _would_close(edge, influence, ahead, behind)),
        unbarred=request.narrowed and not absent and bool(chains(influence, free)),
        elsewhen=_elsewhen(record, request) if graph.day and record.day is None else None,
    )


def _broken(admitted: Influence, request: Request) -> tuple[str, str]:
    """Return the first stretch between waypoints that has no chain; without one, the whole way."""
    for leg in pairwise((request.source, *request.via, request.target)):
        if leg[1] not in admitted.reached(leg[0]):
            return leg
    return request.source, request.target


def _between(graph: Graph, ahead: Mapping[str, int], behind: Mapping[str, int]) -> tuple[str, ...]:
    """Return the ties between what is reached and what reaches the target, the nearest to both first."""
    away = len(graph.nodes)
    ranked = sorted(
        (min(ahead.get(a, away) + behind.get(b, away) for a, b in ((e.from_id, e.to_id), (e.to_id, e.from_id))), id_)
        for id_, e in graph.ties.items()
        if _leads_on(e, ahead, behind)
    )
    return tuple(id_ for _, id_ in ranked[:_TIES])


def _leads_on(edge: Edge, ahead: Mapping[str, int], behind: Mapping[str, int]) -> bool:
    return (edge.from_id in ahead and edge.to_id in behind) or (edge.to_id in ahead and edge.from_id in behind)


def _would_close(edge: Edge, influence: Influence, ahead: Mapping[str, int], behind: Mapping[str, int]) -> bool:
    unsure = (Validity.NO, Grade.NO)
    arcs = arcs_of(influence.graph, edge, influence.flow, unsure) if edge.called_for else ()
    return any(arc.tail in ahead and arc.head in behind for arc in arcs)


def _nearest(graph: Graph, reached: Mapping[str, int], goal: str) -> tuple[str, ...]:
    """Return those reached that are nearest to a goal by ties of any kind, the reached end itself left out."""
    steps = _steps_from(graph, goal)
    others = [id_ for id_, distance in reached.items() if distance and graph.nodes[id_].passes_on]
    beyond = len(graph.nodes)
    return tuple(sorted(others, key=lambda id_: (steps.get(id_, beyond), reached[id_], id_))[:_NEAREST])


def _steps_from(graph: Graph, start: str) -> dict[str, int]:
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for edge in graph.ties.values():
        beside[edge.from_id].add(edge.to_id)
        beside[edge.to_id].add(edge.from_id)
    steps, front = {start: 0}, [start]
    while front:
        following = sorted({other for node in front for other in beside[node]} - steps.keys())
        steps |= dict.fromkeys(following, steps[front[0]] + 1)
        front = following
    return steps


def _elsewhen(record: Graph, request: Request) -> Bounds | None:
    """Return when the shortest chain holds that holds at any time."""
    overlapping = overlapping_chains(Influence.of_record(record, request.flow), replace(request, k=1))
    if not overlapping:
        return None
    bounds = [record.bounds(arc.edge.id) for arc in overlapping[0]]
    common = bounds[0]
    for each in bounds[1:]:
        common &= each
    return common
