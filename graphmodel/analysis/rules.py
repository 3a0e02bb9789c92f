"""Which steps make a chain of influence, and the search for all that influence from one node reaches.

- *No valley*: voice that has come down a level never goes up again; authority goes up or down, never first the one and
  then the other (valley-free, as routes between networks are: Gao 2001, doi:10.1109/90.974527).
- *Last steps*: some kinds of tie, seats that only observe, and nodes that cannot act end a chain (``Arc.last``).
- *One turn*: of either flow, voice goes up first, and authority down then.
- *Time*: what established or mandated something did so while its own ties held.

A walk that comes by a node twice can always be cut short: what may follow later on may also follow at once. So the
shortest walk to a node is a chain.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from graphmodel.period import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graphmodel.analysis.arcs import Arc
    from graphmodel.analysis.influence import Influence
    from graphmodel.choices import FlowChoice
    from graphmodel.model import Flow

__all__ = [
    "PHASES",
    "Move",
    "Onward",
    "Phase",
    "Step",
    "event_day",
    "first_steps",
    "follows",
    "in_time",
    "onward",
    "steps_before",
    "ties_taken",
    "turns",
]


class Phase(IntEnum):
    """How far a chain has come on its way up and down the levels."""

    LEVEL = 0
    RISING = 1
    FALLING = 2
    ENDED = 3


_L, _R, _F = Phase.LEVEL, Phase.RISING, Phase.FALLING
_FOLLOWING: Mapping[tuple[str, str], Mapping[tuple[Phase, int], Phase]] = {
    ("voice", "voice"): {
        (_L, 0): _L,
        (_L, 1): _R,
        (_L, -1): _F,
        (_R, 0): _R,
        (_R, 1): _R,
        (_R, -1): _F,
        (_F, 0): _F,
        (_F, -1): _F,
    },
    ("authority", "authority"): {
        (_L, 0): _L,
        (_L, 1): _R,
        (_L, -1): _F,
        (_R, 0): _R,
        (_R, 1): _R,
        (_F, 0): _F,
        (_F, -1): _F,
    },
    ("any", "voice"): {(_L, 0): _L, (_L, 1): _R, (_R, 0): _R, (_R, 1): _R},
    ("any", "authority"): {(phase, move): _F for phase in (_L, _R, _F) for move in (0, -1)},
}
"""The phase after a step, by the flow asked for and that of the step, the phase before it and whether it goes up."""

PHASES = tuple(Phase)
_AFTER: Mapping[tuple[str, str], tuple[tuple[Phase | None, ...], ...]] = {
    flows: tuple(tuple(after.get((phase, rise)) for rise in (0, 1, -1)) for phase in PHASES)
    for flows, after in _FOLLOWING.items()
}
"""The same as a table for the search, which asks it at every step: by phase, and by rise, of which -1 is the last."""


class Move(Protocol):
    """What a rule asks of a step: what runs along it, whether it goes up or down, and whether a chain ends with it."""

    @property
    def flow(self) -> Flow: ...  # noqa: D102 - as of an arc
    @property
    def rise(self) -> int: ...  # noqa: D102
    @property
    def last(self) -> bool: ...  # noqa: D102


def follows(flow: FlowChoice, phase: Phase, arc: Move) -> Phase | None:
    """Return the phase of a chain after one more step; none where the step cannot follow."""
    after = _AFTER[flow, arc.flow][phase][arc.rise]
    return Phase.ENDED if after is not None and arc.last else after


def turns(flow: FlowChoice, arc: Move) -> tuple[tuple[Phase, Phase], ...]:
    """Return the phases in which a chain can take a step, each with the phase after it."""
    return _turns(flow, arc.flow, arc.rise, arc.last)


@cache
def _turns(flow: FlowChoice, runs: Flow, rise: int, last: bool) -> tuple[tuple[Phase, Phase], ...]:  # noqa: FBT001 - a key
    after = ((phase, _AFTER[flow, runs][phase][rise]) for phase in PHASES)
    return tuple((phase, Phase.ENDED if last else then) for phase, then in after if then is not None)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a chain, with the one before it.

    Parameters
    ----------
    arc
        The way it goes.
    phase
        How far the chain has come.
    begun
        The latest of the days on which its ties began.
    length
        The number of ties so far.
    doubts
        How many of them are possible, inferred and presumed.
    before
        The step before; none for the first.
    """

    arc: Arc
    phase: Phase
    begun: date
    length: int
    doubts: tuple[int, int, int]
    before: Step | None

    def chain(self) -> tuple[Arc, ...]:
        """Return the chain up to here."""
        arcs = [self.arc]
        step = self.before
        while step is not None:
            arcs.append(step.arc)
            step = step.before
        return tuple(reversed(arcs))


def first_steps(ways: Influence, source: str, *, strict: bool = False) -> dict[str, Step]:
    """Return for each node that influence from a source reaches the last step of the shortest chain.

    Of equally short ones the chain with fewer possible, then inferred, then presumed ties is taken.

    Parameters
    ----------
    ways
        The ways in which influence runs.
    source
        Where it starts.
    strict
        Whether ties above an event must have begun before it for certain, rather than possibly.
    """
    found: dict[str, Step] = {}
    for coming in _layers(ways, source, strict=strict):
        for (node, _), step in coming.items():
            rival = found.get(node)
            if node != source and (rival is None or (rival.length == step.length and step.doubts < rival.doubts)):
                found[node] = step
    return found


def ties_taken(ways: Influence, source: str) -> frozenset[str]:
    """Return the ids of the ties that influence from a source takes: only by them does a walk go on by the rules."""
    taken: set[str] = set()
    for _ in _layers(ways, source, taken):
        pass
    return frozenset(taken)


class Onward(NamedTuple):
    """An arc as the search asks of it, over and over: the phase after it, by the phase before; an event's last days.

    Parameters
    ----------
    arc
        The way it goes.
    after
        The phase after it, by the phase before; none where it cannot follow.
    event
        For what establishes or mandates, the latest day of that: possibly, and for certain.
    """

    arc: Arc
    after: tuple[Phase | None, ...]
    event: tuple[date, date] | None


def onward(flow: FlowChoice, arcs: Iterable[Arc]) -> Mapping[str, list[Onward]]:
    """Return how a chain may go on from each node."""
    found: defaultdict[str, list[Onward]] = defaultdict(list)
    for arc in arcs:
        event = (event_day(arc, strict=False), event_day(arc, strict=True)) if _is_event(arc) else None
        after = dict(turns(flow, arc))
        found[arc.tail].append(Onward(arc, tuple(after.get(phase) for phase in PHASES), event))
    return found


_Doubts = tuple[int, int, int]


def _layers(
    ways: Influence, source: str, taken: set[str] | None = None, *, strict: bool = False
) -> Iterator[Mapping[tuple[str, Phase], Step]]:
    """Yield the states that are new, or reached with ties that began earlier, after one step, two, and so on."""
    timed = ways.flow != "voice"  # of voice nothing is asked about its time
    earliest: dict[tuple[str, Phase], date] = {(source, Phase.LEVEL): date.min}
    front: list[tuple[str, Phase, date, _Doubts, Step | None]] = [(source, Phase.LEVEL, date.min, (0, 0, 0), None)]
    length = 0
    while front:
        length += 1
        coming: dict[tuple[str, Phase], tuple[tuple[date, _Doubts, str], Arc, Step | None]] = {}
        for node, phase, begun, doubts, step in front:
            for arc, after, event in ways.onward.get(node, ()):
                then = after[phase]
                if then is None or (event and begun > event[strict]) or (arc.voices and source not in arc.voices):
                    continue
                if taken is not None:
                    taken.add(arc.edge.id)
                since = max(begun, arc.begun[strict]) if timed else begun
                state = (arc.head, then)
                if state in earliest and earliest[state] <= since:
                    continue
                more = arc.doubts
                added = (doubts[0] + more[0], doubts[1] + more[1], doubts[2] + more[2])
                order = (since, added, arc.edge.id)
                rival = coming.get(state)
                if rival is None or order < rival[0]:
                    coming[state] = (order, arc, step)
        earliest |= {state: order[0] for state, (order, _, _) in coming.items()}
        steps = {
            state: Step(arc, state[1], since, length, doubts, before)
            for state, ((since, doubts, _), arc, before) in coming.items()
        }
        yield steps
        front = [
            (node, phase, step.begun, step.doubts, step)
            for (node, phase), step in steps.items()
            if phase is not Phase.ENDED
        ]


def _is_event(arc: Arc) -> bool:
    """Tell whether an arc is of what happened once: what established or mandated something."""
    return bool(arc.edge.event) and arc.flow == "authority"


def event_day(arc: Arc, *, strict: bool) -> date:
    """Return the latest day on which an event may have happened, or the day before which it did not."""
    if arc.edge.since is None or arc.edge.since == "..":
        return date.max
    moment = parse(arc.edge.since)
    return moment.earliest if strict else moment.latest


def in_time(chain: Iterable[Arc], *, strict: bool = False) -> bool:
    """Tell whether all ties above each event of a chain had begun when it happened, possibly or for certain."""
    begun = date.min
    for arc in chain:
        if _is_event(arc) and begun > event_day(arc, strict=strict):
            return False
        begun = max(begun, arc.begun[strict])
    return True


def steps_before(ways: Influence, targets: Iterable[str]) -> dict[str, int]:
    """Return every node from which influence may reach a target, with its distance in ties; time is not asked for."""
    before: defaultdict[tuple[str, Phase], list[tuple[str, Phase]]] = defaultdict(list)
    for arc in ways.arcs:
        for phase, after in turns(ways.flow, arc):
            before[arc.head, after].append((arc.tail, phase))
    distance = {(target, phase): 0 for target in targets for phase in PHASES}
    front = list(distance)
    while front:
        following = []
        for state in front:
            for earlier in before.get(state, ()):
                if earlier not in distance:
                    distance[earlier] = distance[state] + 1
                    following.append(earlier)
        front = following
    return {node: length for (node, phase), length in distance.items() if phase is Phase.LEVEL}
