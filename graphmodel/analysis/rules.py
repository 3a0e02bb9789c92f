"""The ways along ties in which influence can run, which of them make a chain, and all that influence from one reaches.

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

from graphmodel.model import County, IntermunicipalCooperation, Municipality, Network, RegionalCouncil, Run, Seat
from graphmodel.period import Grade, Validity, parse
from graphmodel.schema import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graphmodel.analysis.influence import Influence
    from graphmodel.choices import FlowChoice
    from graphmodel.model import Edge, Flow, Graph

__all__ = [
    "PHASES",
    "Arc",
    "Move",
    "Onward",
    "Phase",
    "Step",
    "Sureness",
    "arcs_of",
    "arcs_of_graph",
    "event_day",
    "first_steps",
    "follows",
    "in_time",
    "onward",
    "steps_before",
    "ties_taken",
    "turns",
]

Sureness = tuple[Validity, Grade]
"""Whether a tie held, and how sure that is."""

_HEIGHT = {level: height for height, level in enumerate(LEVELS)}


@dataclass(frozen=True, slots=True)
class Arc:
    """One way along one tie in which influence can run.

    Parameters
    ----------
    edge
        The tie.
    tail, head
        The node that influence comes from, and the one it comes to.
    flow
        What runs this way: authority or voice.
    validity, grade
        Whether the tie held on the day, and how sure that is; for the whole record *yes*.
    rise
        Whether the head is of a higher level than the tail (1), of a lower (-1) or of the same (0).
    last
        Whether a chain ends here.
    begun
        The earliest day on which the tie may have begun, and the day from which it held for certain.
    spoken_for
        For a seat that is held for others: the one of them whose voice this is, or who stands for the tail.
    voices
        Whose voice the seat carries; ``None`` for anybody's.
    """

    edge: Edge
    tail: str
    head: str
    flow: Flow
    validity: Validity
    grade: Grade
    rise: int = 0
    last: bool = False
    begun: tuple[date, date] = (date.min, date.min)
    spoken_for: str = ""
    voices: frozenset[str] | None = None

    @property
    def flows(self) -> tuple[Flow, ...]:
        """What runs this way."""
        return (self.flow,)

    @property
    def back(self) -> bool:
        """Whether influence runs from the tie's `to` end to its `from` end."""
        return self.head != self.edge.to_id

    @property
    def passes(self) -> tuple[str, ...]:
        """The nodes it passes: both ends, and who holds the seat where that is a third."""
        return (self.tail, self.edge.from_id, self.head) if self.spoken_for else (self.tail, self.head)

    @property
    def doubts(self) -> tuple[int, int, int]:
        """One where the tie is possible, inferred or presumed, in this order, and nothing elsewhere."""
        return _DOUBTS[self.grade]


_DOUBTS: Mapping[Grade, tuple[int, int, int]] = {
    Grade.NO: (1, 0, 0),
    Grade.POSSIBLE: (1, 0, 0),
    Grade.INFERRED: (0, 1, 0),
    Grade.PRESUMED: (0, 0, 1),
    Grade.CERTAIN: (0, 0, 0),
}


def arcs_of_graph(graph: Graph, flow: FlowChoice, sure: Mapping[str, Sureness]) -> Iterator[Arc]:
    """Yield the ways in which a flow runs along the recorded ties of a graph.

    Parameters
    ----------
    graph
        The graph of a day, or the whole record.
    flow
        ``authority``, ``voice`` or ``any``.
    sure
        Whether each tie held, and how sure that is.
    """
    for edge in graph.ties.values():
        if isinstance(edge, Seat) and edge.on_behalf_of:
            yield from _held_for_others(graph, edge, flow, sure)
        else:
            yield from arcs_of(graph, edge, flow, sure[edge.id])


def arcs_of(graph: Graph, edge: Edge, flow: FlowChoice, sure: Sureness) -> Iterator[Arc]:
    """Yield the ways in which a flow runs along an edge: none, one or both."""
    for carried, run in edge.flows.items():
        if flow in (carried, "any"):
            if run is not Run.BACKWARD:
                yield from _arc(graph, edge, (edge.from_id, edge.to_id), carried, sure)
            if run is not Run.FORWARD:
                yield from _arc(graph, edge, (edge.to_id, edge.from_id), carried, sure)


def _arc(  # noqa: PLR0913 - what an arc is made of
    graph: Graph,
    edge: Edge,
    ends: tuple[str, str],
    flow: Flow,
    sure: Sureness,
    *,
    spoken_for: str = "",
    voices: frozenset[str] | None = None,
) -> Iterator[Arc]:
    """Yield the way from one end to the other, if influence can run it."""
    tail, head = (graph.nodes[id_] for id_ in ends)
    capacity = edge.capacity if isinstance(edge, Seat) else None
    if tail is head or not tail.passes_on or capacity == "appoints":
        return
    rise = _HEIGHT[head.level] - _HEIGHT[tail.level]
    bounds = graph.bounds(edge.id)
    yield Arc(
        edge,
        *ends,
        flow,
        *sure,
        rise=(rise > 0) - (rise < 0),
        last=isinstance(head, edge.ends_at) or capacity == "observes" or not head.passes_on,
        begun=(bounds.from_earliest or date.min, bounds.from_latest or date.min),
        spoken_for=spoken_for,
        voices=voices,
    )


def _held_for_others(graph: Graph, seat: Seat, flow: FlowChoice, sure: Mapping[str, Sureness]) -> Iterator[Arc]:
    """Yield the way of the holder of a seat, for whose voice it is, and one of each that is represented by it."""
    if flow == "authority":
        return
    represented = {
        id_: (group, together)
        for group in reversed(seat.on_behalf_of)
        for id_, together in _represented(graph, group, sure)
        if id_ not in (seat.from_id, seat.to_id)
    }
    voices = frozenset((seat.from_id, *represented, *_parts(graph, seat.on_behalf_of)))
    yield from _arc(graph, seat, (seat.from_id, seat.to_id), "voice", sure[seat.id], voices=voices)
    for id_, (group, together) in sorted(represented.items()):
        both = (min(together[0], sure[seat.id][0]), min(together[1], sure[seat.id][1]))
        yield from _arc(graph, seat, (id_, seat.to_id), "voice", both, spoken_for=group, voices=voices)


def _represented(graph: Graph, group: str, sure: Mapping[str, Sureness]) -> Iterator[tuple[str, Sureness]]:
    """Yield those for whom a seat held for somebody is held, and how sure it is that they belong to it.

    A county stands for its municipalities, a regional council, cooperation or network for its members and itself, and
    any other body for itself.
    """
    node = graph.nodes.get(group)
    if node is None:
        return
    belonging = "PART_OF" if isinstance(node, County) else "MEMBER_OF"
    if isinstance(node, County | RegionalCouncil | IntermunicipalCooperation | Network):
        for edge in graph.edges_to(group):
            fits = edge.type == "MEMBER_OF" or isinstance(graph.nodes[edge.from_id], Municipality)
            if edge.type == belonging and edge.recorded and fits:
                yield edge.from_id, sure[edge.id]
    yield group, (Validity.YES, Grade.CERTAIN)


def _parts(graph: Graph, groups: tuple[str, ...]) -> frozenset[str]:
    """Return some nodes with all who are, directly or through others, members or parts of them."""
    found, waiting = set[str](), list(groups)
    while waiting:
        id_ = waiting.pop()
        if id_ not in found:
            found.add(id_)
            waiting += (e.from_id for e in graph.edges_to(id_) if e.type in ("MEMBER_OF", "PART_OF") and e.recorded)
    return frozenset(found)


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
    steps: dict[str, Step] = {}
    for coming in _layers(ways, source, strict=strict):
        for (node, _), step in coming.items():
            rival = steps.get(node)
            if node != source and (rival is None or (rival.length == step.length and step.doubts < rival.doubts)):
                steps[node] = step
    return steps


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
    steps: defaultdict[str, list[Onward]] = defaultdict(list)
    for arc in arcs:
        event = (event_day(arc, strict=False), event_day(arc, strict=True)) if _is_event(arc) else None
        after = dict(turns(flow, arc))
        steps[arc.tail].append(Onward(arc, tuple(after.get(phase) for phase in PHASES), event))
    return steps


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
    """Return whether an arc is of what happened once: what established or mandated something."""
    return bool(arc.edge.event) and arc.flow == "authority"


def event_day(arc: Arc, *, strict: bool) -> date:
    """Return the latest day on which an event may have happened, or the day before which it did not."""
    if arc.edge.since is None or arc.edge.since == "..":
        return date.max
    moment = parse(arc.edge.since)
    return moment.earliest if strict else moment.latest


def in_time(chain: Iterable[Arc], *, strict: bool = False) -> bool:
    """Return whether all ties above each event of a chain had begun when it happened, possibly or for certain."""
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
