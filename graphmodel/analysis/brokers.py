"""Who brokers between bodies: by group after Gould and Fernandez, and up, down and across the levels.

A broker stands in the middle of a chain of two ties, by the rules of chains, between a pair that no single tie joins.
Both ties are somebody's own. A seat that another holds for a body joins a pair, but nobody stands in the middle of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from graphmodel.analysis.answer import Answer, Cell, Row
from graphmodel.analysis.completeness import Completeness
from graphmodel.analysis.influence import Influence, influence, one_flow
from graphmodel.analysis.rules import Phase, event_day, follows
from graphmodel.errors import UnknownIdError
from graphmodel.language import FLOW_WORDS, day_in_words, pick
from graphmodel.model import Body
from graphmodel.schema import EDGE_KINDS, LEVELS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from graphmodel.analysis.rules import Arc
    from graphmodel.model import Graph

__all__ = ["Brokers", "Triads", "brokerage_between_levels", "chains_through", "triads"]


@dataclass(frozen=True)
class Triads:
    """Pairs of bodies, from ``start`` to ``end``, and who stands between them, as places among the bodies.

    A pair has a triad for each that stands between the two.
    """

    bodies: Sequence[str]
    start: NDArray[np.int64]
    broker: NDArray[np.int64]
    end: NDArray[np.int64]

    def only(self, which: NDArray[np.bool_]) -> Triads:
        """Return some of them."""
        return Triads(self.bodies, self.start[which], self.broker[which], self.end[which])

    @property
    def alone(self) -> NDArray[np.bool_]:
        """Whether nobody else stands between the two."""
        _, which, brokers = np.unique(self.start * len(self.bodies) + self.end, return_inverse=True, return_counts=True)
        return np.asarray(brokers[which] == 1)

    def by_broker(self) -> NDArray[np.int64]:
        """Return how many there are of each body."""
        return np.bincount(self.broker, minlength=len(self.bodies))


def triads(ways: Influence, bodies: Sequence[str], joined: Influence | None = None, *, strict: bool = False) -> Triads:
    """Return the triads of some bodies: chains of two ties between pairs that no chain of one tie joins.

    Parameters
    ----------
    ways
        The ways in which influence runs, of one flow.
    bodies
        Those who may stand at the ends, and between.
    joined
        The ways that join a pair straight; by default the same.
    strict
        Whether ties above an event must have begun before it for certain, rather than possibly.
    """
    places = {id_: place for place, id_ in enumerate(bodies)}
    triples = [_between(ways, id_, places, strict=strict) for id_ in bodies if id_ in ways.into and id_ in ways.out]
    start, broker, end = np.concatenate([np.empty((3, 0), dtype=np.int64), *triples], axis=1)
    straight = [(places[arc.tail], places[arc.head]) for arc in (joined or ways).arcs if _joins(arc, places)]
    tails, heads = np.array(straight, dtype=np.int64).reshape(-1, 2).T
    pairs = start * len(bodies) + end
    every = Triads(bodies, start, broker, end)
    return every.only(~np.isin(pairs, tails * len(bodies) + heads))


def _joins(arc: Arc, places: dict[str, int]) -> bool:
    return arc.tail in places and arc.head in places


def _between(ways: Influence, broker: str, places: dict[str, int], *, strict: bool) -> NDArray[np.int64]:
    """Return the pairs between which a body stands, straight or not, each once, with the body itself."""
    into, out = _beside(ways, broker, places)
    tails = np.array([places[arc.tail] for arc in into], dtype=np.int64)
    heads = np.array([places[arc.head] for arc in out], dtype=np.int64)
    if not into or not out:
        return np.empty((3, 0), dtype=np.int64)
    before, after = np.nonzero(_follow(ways, into, out, strict=strict) & (tails[:, None] != heads))
    pairs = np.unique(tails[before] * len(places) + heads[after])
    return np.stack([pairs // len(places), np.full(len(pairs), places[broker]), pairs % len(places)])


def _beside(ways: Influence, broker: str, bodies: Collection[str]) -> tuple[list[Arc], list[Arc]]:
    """Return the own ties of bodies by which influence comes to a body, and those by which it goes on."""
    into = [arc for arc in ways.into.get(broker, ()) if arc.tail in bodies and not arc.spoken_for]
    out = [arc for arc in ways.out.get(broker, ()) if arc.head in bodies and not arc.spoken_for]
    return into, out


def _follow(ways: Influence, into: Sequence[Arc], out: Sequence[Arc], *, strict: bool) -> NDArray[np.bool_]:
    """Return which arcs out of a node may follow on which into it; there are some of both."""
    phases = [follows(ways.flow, Phase.LEVEL, arc) for arc in into]
    rows = {
        phase: [phase is not None and follows(ways.flow, phase, arc) is not None for arc in out]
        for phase in set(phases)
    }
    may = np.array([rows[phase] for phase in phases], dtype=bool)
    for column, arc in enumerate(out):
        if arc.voices is not None:
            may[:, column] &= [each.tail in arc.voices for each in into]
        if arc.edge.event and arc.flow == "authority":
            latest = event_day(arc, strict=strict)
            may[:, column] &= [each.begun[strict] <= latest for each in into]
    return may


def chains_through(ways: Influence, broker: str, bodies: Sequence[str]) -> Iterator[tuple[Arc, Arc]]:
    """Yield the chains of two ties through a body, between pairs that no single tie joins."""
    into, out = _beside(ways, broker, frozenset(bodies))
    if not into or not out:
        return
    straight = {(arc.tail, arc.head) for arc in ways.arcs}
    for before, after in zip(*np.nonzero(_follow(ways, into, out, strict=False)), strict=True):
        tail, head = into[before].tail, out[after].head
        if tail != head and (tail, head) not in straight:
            yield into[before], out[after]


def acting_bodies(graph: Graph) -> tuple[str, ...]:
    """Return the ids of the bodies that can act."""
    return tuple(node.id for node in graph.nodes.values() if isinstance(node, Body) and node.passes_on)


@dataclass(frozen=True, repr=False)
class Brokers(Answer):
    """Brokerage between bodies; as a table, a row for each body that brokers anything, the busiest first.

    Parameters
    ----------
    influence
        The ties that are counted.
    bodies
        The bodies, with the level that is their group.
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("body", "name", "level", "pairs", "certain_pairs", "up", "down", "across"),
        *("only_broker", "only_up", "only_down", "only_across", "proven"),
        *("coordinator", "itinerant", "representative", "gatekeeper", "liaison"),
    )
    keys: ClassVar[int] = 1

    influence: Influence
    bodies: tuple[str, ...]

    def title(self, lang: str = "nb") -> str:
        """Return what was asked, on one line."""
        what = pick(("Hvem megler mellom nivåene:", "Who brokers between the levels:"), lang)
        return f"{what} {pick(FLOW_WORDS[self.flow], lang)} ({day_in_words(self.day, lang)})"

    @cached_property
    def _triads(self) -> Triads:
        return triads(self.influence, self.bodies)

    @cached_property
    def _alone(self) -> Triads:
        """The pairs that one body alone stands between."""
        return self._triads.only(self._triads.alone)

    @cached_property
    def _certain(self) -> NDArray[np.int64]:
        """How many pairs each body stands between by ties that are certain."""
        return triads(self.influence.certain, self.bodies, joined=self.influence, strict=True).by_broker()

    @cached_property
    def _heights(self) -> NDArray[np.int64]:
        return np.array([LEVELS.index(self.graph.nodes[id_].level) for id_ in self.bodies], dtype=np.int64)

    def certain_pairs(self, body: str) -> int:
        """Return between how many of its pairs a body brokers with ties that are certain."""
        return int(self._certain[self._place(body)])

    def _rows(self, lang: str) -> list[Row]:
        """Return a row for each body that brokers anything."""
        ways, alone = self._by_direction(self._triads), self._by_direction(self._alone)
        roles = self._by_role()
        rows = [
            self._row(id_, ways[place], alone[place], roles[place], lang)
            for place, id_ in enumerate(self.bodies)
            if ways[place].any()
        ]
        return sorted(rows, key=lambda row: (-int(str(row[3])), row[0]))

    def _row(
        self, id_: str, ways: NDArray[np.int64], alone: NDArray[np.int64], roles: NDArray[np.int64], lang: str
    ) -> Row:
        return (
            *(id_, self.name(id_, lang), self.graph.nodes[id_].level),
            *(int(ways.sum()), self.certain_pairs(id_), *ways.tolist()),
            *(int(alone.sum()), *alone.tolist(), len(self.proven(id_))),
            *roles.tolist(),
        )

    def _by_direction(self, found: Triads) -> NDArray[np.int64]:
        """Count the triads of each body by whether they run up, down or across the levels."""
        rise = np.sign(self._heights[found.end] - self._heights[found.start])
        return _counts(found, np.select([rise > 0, rise < 0], [0, 1], 2), 3)

    def _by_role(self) -> NDArray[np.int64]:
        """Count the triads of each body by Gould and Fernandez' roles, in the order of the columns."""
        found = self._triads
        start, broker, end = (self._heights[each] for each in (found.start, found.broker, found.end))
        roles = [(start == broker) & (broker == end), start == end, start == broker, broker == end]
        return _counts(found, np.select(roles, range(4), 4), 5)

    def only_broker(self, body: str) -> tuple[tuple[str, str], ...]:
        """Return the pairs, from and to, of which a body is the only broker.

        Raises
        ------
        UnknownIdError
            If it is not among the bodies.
        """
        alone = self._alone.only(self._alone.broker == self._place(body))
        return tuple((self.bodies[tail], self.bodies[head]) for tail, head in zip(alone.start, alone.end, strict=True))

    def proven(self, body: str) -> tuple[tuple[str, str], ...]:
        """Return those of the pairs of which a body is the only broker where complete lists rule out any other way.

        Of the rest it is the only broker of the recorded ties.

        Raises
        ------
        UnknownIdError
            If it is not among the bodies.
        """
        return tuple(pair for pair in self.only_broker(body) if not self._lists.leaves_broker(*pair, body))

    @cached_property
    def _lists(self) -> Completeness:
        return Completeness(self.influence, frozenset(EDGE_KINDS))

    def _place(self, body: str) -> int:
        if body not in self._places:
            raise UnknownIdError(body, self.bodies)
        return self._places[body]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {id_: place for place, id_ in enumerate(self.bodies)}

    def rests_on(self, *key: Cell) -> tuple[str, ...]:
        """Return the ids of the ties on both sides of all pairs that a body brokers."""
        body = str(key[0])
        self._place(body)
        chains = chains_through(self.influence, body, self.bodies)
        return tuple(sorted({arc.edge.id for chain in chains for arc in chain}))


def _counts(triplets: Triads, kinds: NDArray[np.intp], number: int) -> NDArray[np.int64]:
    """Count the triads of each body by their kind, one of a number of them."""
    counts = np.bincount(triplets.broker * number + kinds, minlength=len(triplets.bodies) * number)
    return counts.reshape(-1, number)


def brokerage_between_levels(graph: Graph, flow: str = "voice", *, on: date | str | None = None) -> Brokers:
    """Count the pairs of bodies between which a body brokers, by level and role, and those it alone brokers.

    A body brokers from one body to another when there is a chain of influence of two ties from the one through it to
    the other, by the rules of chains, and none of a single tie.

    Parameters
    ----------
    graph
        The whole record, or the graph of a day.
    flow
        ``voice`` or ``authority``: a broker passes on within one flow.
    on
        The day; by default the graph's own, else the last that a source describes.

    Returns
    -------
    Brokers
        ``only_broker`` names the pairs of which a body is the only broker, ``proven`` those of which lists prove it.

    Raises
    ------
    AnalysisError
        If the flow or the day cannot be used.

    See Also
    --------
    gatekeepers_to_national : through whom the municipalities reach the national level
    measures.brokerage : the measure on any graph

    Notes
    -----
    Pairs go *up* when the second body is of a higher level than the first, *down*, or *across*. The five roles are
    those of Gould and Fernandez, with the level of a body as its group. How many pairs chance would give is not told:
    that is known of networks in which any two ties make a chain, not of chains with rules. ``proven`` counts the pairs
    of ``only_broker`` of which complete lists rule out another broker and a tie straight from one to the other; of the
    others a body is the only broker that is recorded.

    As in every chain, the second tie never goes up where the first came down, a seat held for some carries the voice of
    these only, and nothing follows a last step, though it may be the second. Both ties are somebody's own; a seat that
    another holds for a body joins it straight. Only what can act brokers: instruments,
    places, arrangements and classes of bodies are left out. A region that is better recorded has more pairs: compare
    within a region, not between.

    References
    ----------
    R. V. Gould and R. M. Fernandez (1989), doi:10.2307/270949; M. Hamilton, J. Hileman and Ö. Bodin (2020),
    doi:10.1016/j.socnet.2019.08.002. See :func:`graphmodel.measures.brokerage`.

    Examples
    --------
    >>> gm.brokerage_between_levels(now).columns[:4]
    ('body', 'name', 'level', 'pairs')
    """
    ways = influence(graph, one_flow(flow), on)
    return Brokers(ways.graph, ways.flow, ways, acting_bodies(ways.graph))
