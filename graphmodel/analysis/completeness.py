"""What is known to be complete on a day, and what follows from it for links and chains that are not recorded.

A missing edge is a *gap* only where a survey says that the list it would stand on is complete. Of a chain, every link
that could be there but is not has to be closed by a survey:

- A **link** from one node to another is known not to be there when each kind of edge that could carry the flow between
  nodes of their kinds would stand on a list, of the one or of the other, that is complete on the day.
- A **chain** is known not to be there, a *gap*, when the target cannot be reached, by the rules of chains, even if
  every link that nobody has surveyed were there, by way of bodies that are not in the record too. Otherwise it is *not
  surveyed*. Of time, and of whom a seat is held for, nothing is asked: an unrecorded tie might fit both.

So a gap is a proof, and rare: one open list on some way round is enough to leave the answer open. Ask for some kinds of
edge only, or for direct links, to get answers that few lists can settle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import product
from typing import TYPE_CHECKING, Literal, NamedTuple

from graphmodel.analysis.rules import Phase, follows
from graphmodel.model import Body, Run
from graphmodel.period import parse
from graphmodel.schema import EDGE_KINDS, KINDS, LEVELS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from graphmodel.analysis.influence import Influence
    from graphmodel.choices import FlowChoice
    from graphmodel.model import Flow, Survey

__all__ = ["Completeness", "State", "Way"]

State = Literal["covered", "gap", "not surveyed"]
Side = Literal["from", "to"]


class Way(NamedTuple):
    """A kind of edge, and the ends at which it carries a flow from and to."""

    type: str
    tail: Side
    head: Side


class _Class(NamedTuple):
    """Nodes of one kind and level of which the same lists are complete."""

    kind: str
    level: str
    passes_on: bool
    complete: frozenset[tuple[str, Side, str]]
    """Type of edge, the side of the node, and the kind of node at the other end."""


class _Run(NamedTuple):
    """A way along a kind of edge, and a flow that runs it."""

    way: Way
    flow: Flow


class _Step(NamedTuple):
    """A step that nobody has surveyed, as the rules of chains see it."""

    flow: Flow
    rise: int
    last: bool


_State = tuple[_Class, Phase]
_Steps = Mapping[_Step, frozenset[_Class]]
_HEIGHT: Mapping[str, int] = {level: height for height, level in enumerate(LEVELS)}


def _runs(flow: FlowChoice, types: Collection[str]) -> Iterator[_Run]:
    for type_ in sorted(types):
        for each, run in EDGE_KINDS[type_].flows.items():
            if flow in (each, "any"):
                if run is not Run.BACKWARD:
                    yield _Run(Way(type_, "from", "to"), each)
                if run is not Run.FORWARD:
                    yield _Run(Way(type_, "to", "from"), each)


@cache
def _possible_runs(flow: FlowChoice, types: frozenset[str]) -> Mapping[tuple[str, str], tuple[_Run, ...]]:
    """Return the runs that can lead from a node of one kind to one of another."""
    found: defaultdict[tuple[str, str], list[_Run]] = defaultdict(list)
    for run in _runs(flow, types):
        kind = EDGE_KINDS[run.way.type]
        ends = {"from": kind.from_kinds, "to": kind.to_kinds}
        for pair in product(ends[run.way.tail], ends[run.way.head]):
            found[pair].append(run)
    return {pair: tuple(runs) for pair, runs in found.items()}


@cache
def _unrecorded() -> Mapping[_Class, None]:
    """Return the nodes that are not in the record, of any kind and level: of those nothing is known."""
    return {_Class(name, level, kind.acts, frozenset()): None for name, kind in KINDS.items() for level in LEVELS}


@lru_cache(maxsize=4096)
def _free_steps(flow: FlowChoice, types: frozenset[str], tail: _Class) -> _Steps:
    """Return the steps from nodes without a complete list to nodes that are not in the record."""
    runs = _possible_runs(flow, types)
    heads = ((head, runs.get((tail.kind, head.kind), ())) for head in _unrecorded() if tail.passes_on)
    return _by_step(tail, heads)


@dataclass(frozen=True)
class Completeness:
    """The complete lists of a day, and the chains that they leave open.

    Parameters
    ----------
    influence
        The ways in which influence runs on the day.
    types
        The kinds of edge that chains may be made of.
    """

    influence: Influence
    types: frozenset[str]

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """The ways in which the flow can run."""
        return tuple(dict.fromkeys(run.way for run in _runs(self.influence.flow, self.types)))

    @cached_property
    def surveys(self) -> Mapping[tuple[str, str, str], list[Survey]]:
        """The surveys that hold on the day, by node, type and side."""
        by_list: defaultdict[tuple[str, str, str], list[Survey]] = defaultdict(list)
        for survey in self.influence.graph.surveys.values():
            moment, day = parse(survey.on), self.influence.graph.day
            if day is not None and moment.earliest <= day <= moment.latest:
                by_list[survey.node, survey.type, survey.side].append(survey)
        return by_list

    def complete(self, node: str, type_: str, side: Side, kind: str) -> Iterator[Survey]:
        """Yield the surveys that make a node's list of a kind of edge complete for others of some kind."""
        for survey in self.surveys.get((node, type_, side), ()):
            if not survey.kinds or kind in survey.kinds:
                yield survey

    def closing(self, tail: str, head: str) -> tuple[str, ...]:
        """Return the ids of the surveys that show that a link from one node to another is not there, on their ways."""
        nodes = self.influence.graph.nodes
        surveys = {
            survey.id
            for way, _ in self._possible.get((nodes[tail].kind, nodes[head].kind), ())
            for survey in (
                *self.complete(tail, way.type, way.tail, nodes[head].kind),
                *self.complete(head, way.type, way.head, nodes[tail].kind),
            )
        }
        return tuple(sorted(surveys))

    def open_ways(self, tail: str, head: str) -> tuple[Way, ...]:
        """Return the ways on which nobody has surveyed whether there is a link from one node to another."""
        ways = (run.way for run in self._open(self._class_of[tail], self._class_of[head]))
        return tuple(dict.fromkeys(ways))

    def open_to(self, head: str) -> tuple[str, ...]:
        """Return the kinds of edge by which a body that is not in the record may have a link to a node."""
        class_ = self._class_of[head]
        bodies = (tail for tail in _unrecorded() if issubclass(KINDS[tail.kind], Body))
        types = {run.way.type for tail in bodies for run in self._open(tail, class_)}
        return tuple(sorted(types))

    def leaves_open(self, source: str, target: str, longest: int | None = None, *, without: str = "") -> bool:
        """Return whether a chain that is not recorded may yet be there.

        Parameters
        ----------
        source, target
            The two ends.
        longest
            How many ties it may have at most.
        without
            A node that it may not pass.
        """
        if longest is None and self._class_of[target] in self._beyond(source, without):
            return True
        steps = self._steps(source, without).get(target)
        return steps is not None and (longest is None or steps <= longest)

    def leaves_broker(self, tail: str, head: str, broker: str) -> bool:
        """Return whether a link between two nodes, straight or by way of anybody but a broker, may yet be there."""
        if self.open_ways(tail, head):
            return True
        heads, alone = self._class_of[head], self._alone(broker)
        links = self._links(self._class_of[tail]).items()
        between = {head for step, to in links if not step.last for head in to} - {alone}
        if any(self._open(each, heads) for each in between):
            return True
        after = {arc.head for arc in self.influence.out.get(tail, ()) if not arc.last} - {broker}
        before = {arc.tail for arc in self.influence.into.get(head, ())} - {broker}
        return any(self.open_ways(each, head) for each in after) or any(self.open_ways(tail, each) for each in before)

    @property
    def _possible(self) -> Mapping[tuple[str, str], tuple[_Run, ...]]:
        return _possible_runs(self.influence.flow, self.types)

    def _open(self, tail: _Class, head: _Class) -> tuple[_Run, ...]:
        """Return the runs on which nobody has surveyed whether nodes of one class have links to those of another."""
        if not tail.passes_on:
            return ()
        possible = self._possible.get((tail.kind, head.kind), ())
        if not (tail.complete or head.complete):
            return possible
        return tuple(
            run
            for run in possible
            if (run.way.type, run.way.tail, head.kind) not in tail.complete
            and (run.way.type, run.way.head, tail.kind) not in head.complete
        )

    @cached_property
    def _class_of(self) -> Mapping[str, _Class]:
        complete: defaultdict[str, set[tuple[str, Side, str]]] = defaultdict(set)
        for (node, type_, _), surveys in self.surveys.items():
            for survey in surveys:
                complete[node] |= {(type_, survey.side, kind) for kind in survey.kinds or KINDS}
        return {
            node.id: _Class(node.kind, node.level, node.passes_on, frozenset(complete.get(node.id, ())))
            for node in self.influence.graph.nodes.values()
        }

    @cached_property
    def _members(self) -> Mapping[_Class, list[str]]:
        """The nodes of each class; those of which nothing is known also without any."""
        members: dict[_Class, list[str]] = {class_: [] for class_ in _unrecorded()}
        for node, class_ in self._class_of.items():
            members.setdefault(class_, []).append(node)
        return members

    @cached_property
    def _recorded_only(self) -> list[_Class]:
        """The classes that no node outside the record can be of."""
        return [class_ for class_ in self._members if class_ not in _unrecorded()]

    @cached_property
    def _known_links(self) -> dict[_Class, _Steps]:
        return {}

    def _links(self, tail: _Class) -> _Steps:
        """Return the classes to which links nobody has surveyed may lead from nodes of a class, by step."""
        if tail not in self._known_links:
            if tail.complete:
                self._known_links[tail] = _by_step(tail, ((head, self._open(tail, head)) for head in self._members))
            else:
                free = _free_steps(self.influence.flow, self.types, tail)
                own = _by_step(tail, ((head, self._open(tail, head)) for head in self._recorded_only))
                self._known_links[tail] = {
                    step: free.get(step, frozenset()) | own.get(step, frozenset()) for step in {**free, **own}
                }
        return self._known_links[tail]

    @cached_property
    def _known_states(self) -> dict[_State, Mapping[Phase, set[_Class]]]:
        return {}

    def _next(self, state: _State) -> Mapping[Phase, set[_Class]]:
        if state not in self._known_states:
            class_, before = state
            classes: defaultdict[Phase, set[_Class]] = defaultdict(set)
            for step, heads in self._links(class_).items():
                phase = follows(self.influence.flow, before, step)
                if phase is not None:
                    classes[phase] |= heads
            self._known_states[state] = classes
        return self._known_states[state]

    def _after(self, states: Iterable[_State], gone: _Class | None) -> set[_State]:
        """Return the classes, and phases of a chain, to which links nobody has surveyed lead in one step."""
        heads_in: defaultdict[Phase, set[_Class]] = defaultdict(set)
        for state in states:
            for phase, heads in self._next(state).items():
                heads_in[phase] |= heads
        found = {(head, phase) for phase, heads in heads_in.items() for head in heads}
        return {state for state in found if state[0] != gone} if gone else found

    def _alone(self, node: str) -> _Class | None:
        """Return the class of a node, if there can be no other in it."""
        class_ = self._class_of.get(node)
        return class_ if class_ and class_.complete and len(self._members[class_]) == 1 else None

    @cached_property
    def _closures(self) -> dict[tuple[str, str], frozenset[_Class]]:
        return {}

    def _beyond(self, source: str, without: str) -> frozenset[_Class]:
        """Return the classes that links nobody has surveyed may lead to from a node, alone."""
        key = (source, without)
        if key not in self._closures:
            self._closures[key] = self._beyond_class(self._class_of[source], self._alone(without))
        return self._closures[key]

    @cached_property
    def _class_closures(self) -> dict[tuple[_Class, _Class | None], frozenset[_Class]]:
        return {}

    def _beyond_class(self, start: _Class, gone: _Class | None) -> frozenset[_Class]:
        key = (start, gone)
        if key not in self._class_closures:
            states: set[_State] = set()
            front: set[_State] = {(start, Phase.LEVEL)}
            while front:
                front = self._after(front, gone) - states
                states |= front
            self._class_closures[key] = frozenset(class_ for class_, _ in states)
        return self._class_closures[key]

    @cached_property
    def _walks(self) -> dict[tuple[str, str], Mapping[str, int]]:
        return {}

    def _steps(self, source: str, without: str) -> Mapping[str, int]:
        """Return distances, assuming that every unsurveyed link exists."""
        if (source, without) not in self._walks:
            self._walks[source, without] = self._walk(source, without)
        return self._walks[source, without]

    def _walk(self, source: str, without: str) -> Mapping[str, int]:
        flow, out = self.influence.flow, self.influence.out
        steps = {source: 0}
        seen = {(source, Phase.LEVEL)}
        front = {(source, Phase.LEVEL)}
        gone_on, classes = set[_State](), {(self._class_of[source], Phase.LEVEL)}
        distance = 0
        while front or classes:
            distance += 1
            opened = self._after(classes, self._alone(without))
            gone_on |= classes
            coming = {(node, phase) for class_, phase in opened for node in self._members[class_]}
            coming |= {
                (arc.head, phase)
                for node, before in front
                for arc in out.get(node, ())
                if without not in arc.passes and (phase := follows(flow, before, arc)) is not None
            }
            front = {state for state in coming if state not in seen and state[0] != without}
            seen |= front
            for node, _ in front:
                steps.setdefault(node, distance)
            classes = (opened | {(self._class_of[node], phase) for node, phase in front}) - gone_on
        return steps


def _by_step(tail: _Class, heads: Iterable[tuple[_Class, Iterable[_Run]]]) -> _Steps:
    """Return to which classes each step may lead from a class."""
    found: defaultdict[_Step, set[_Class]] = defaultdict(set)
    for head, runs in heads:
        rise = _rise(tail, head)
        for run in runs:
            found[_Step(run.flow, rise, _ends(run, head))].add(head)
    return {step: frozenset(to) for step, to in found.items()}


def _rise(tail: _Class, head: _Class) -> int:
    rise = _HEIGHT[head.level] - _HEIGHT[tail.level]
    return (rise > 0) - (rise < 0)


def _ends(run: _Run, head: _Class) -> bool:
    """Return whether a chain ends with a link."""
    return not head.passes_on or issubclass(KINDS[head.kind], EDGE_KINDS[run.way.type].cls.ends_at)
