"""Who stands between whom: the chains of two ties, by the rules of chains, of pairs that no single tie joins.

Both ties are somebody's own. A seat that another holds for a body joins a pair, but nobody stands in the middle of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graphmodel.analysis.rules import Phase, event_day, follows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

    from graphmodel.analysis.arcs import Arc
    from graphmodel.analysis.influence import Influence

__all__ = ["Triads", "chains_through", "triads"]


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
    found = [_between(ways, id_, places, strict=strict) for id_ in bodies if id_ in ways.into and id_ in ways.out]
    start, broker, end = np.concatenate([np.empty((3, 0), dtype=np.int64), *found], axis=1)
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
    """Tell which arcs out of a node may follow on which into it; there are some of both."""
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
