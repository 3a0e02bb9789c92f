"""What is known to be complete on a day, and what follows from it for links and chains that are not recorded.

A missing edge is a *gap* only where a survey says that the list it would stand on is complete. Of a chain, every link
that could be there but is not has to be closed by a survey:

- A **link** from one node to another is known not to be there when each kind of edge that could carry the flow between
  nodes of their kinds would stand on a list, of the one or of the other, that is complete on the day.
- A **chain** is known not to be there, a *gap*, when the target cannot be reached even if every link that nobody has
  surveyed were there, by way of bodies that are not in the record too. Otherwise it is *not surveyed*.

So a gap is a proof, and rare: one open list on some way round is enough to leave the answer open. Ask for some kinds of
edge only, or for direct links, to get answers that few lists can settle.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from graphmodel.model import Run
from graphmodel.period import parse
from graphmodel.schema import EDGE_KINDS, KINDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from graphmodel.analysis.influence import Influence
    from graphmodel.choices import FlowChoice
    from graphmodel.model import Survey

__all__ = ["Lists", "State", "Way"]

State = Literal["covered", "gap", "not surveyed"]
Side = Literal["from", "to"]


class Way(NamedTuple):
    """A kind of edge, and the ends at which it carries a flow from and to."""

    type: str
    tail: Side
    head: Side


class _Class(NamedTuple):
    """Nodes of one kind of which the same lists are complete."""

    kind: str
    complete: frozenset[tuple[str, Side, str]]
    """Type of edge, the side the node stands at, and the kind of node at the other end."""


def ways(flow: FlowChoice, types: Collection[str]) -> tuple[Way, ...]:
    """Return the ways in which a flow can run along some kinds of edge."""
    found: list[Way] = []
    for type_ in sorted(types):
        runs = {run for each, run in EDGE_KINDS[type_].flows.items() if flow in (each, "any")}
        if runs - {Run.BACKWARD}:
            found.append(Way(type_, "from", "to"))
        if runs - {Run.FORWARD}:
            found.append(Way(type_, "to", "from"))
    return tuple(found)


@dataclass(frozen=True)
class Lists:
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
        return ways(self.influence.flow, self.types)

    @cached_property
    def surveys(self) -> Mapping[tuple[str, str, str], list[Survey]]:
        """The surveys that hold on the day, by node, type and side."""
        held: defaultdict[tuple[str, str, str], list[Survey]] = defaultdict(list)
        for survey in self.influence.graph.surveys.values():
            moment, day = parse(survey.on), self.influence.graph.day
            if day is not None and moment.earliest <= day <= moment.latest:
                held[survey.node, survey.type, survey.side].append(survey)
        return held

    def complete(self, node: str, type_: str, side: Side, kind: str) -> Iterator[Survey]:
        """Yield the surveys that make a node's list of a kind of edge complete for others of some kind."""
        for survey in self.surveys.get((node, type_, side), ()):
            if not survey.kinds or kind in survey.kinds:
                yield survey

    def closing(self, tail: str, head: str) -> tuple[str, ...]:
        """Return the ids of the surveys that show that a link from one node to another is not there, on their ways."""
        nodes = self.influence.graph.nodes
        found = {
            survey.id
            for way in self._possible(nodes[tail].kind, nodes[head].kind)
            for survey in (
                *self.complete(tail, way.type, way.tail, nodes[head].kind),
                *self.complete(head, way.type, way.head, nodes[tail].kind),
            )
        }
        return tuple(sorted(found))

    def open_ways(self, tail: str, head: str) -> tuple[Way, ...]:
        """Return the ways on which nobody has surveyed whether there is a link from one node to another."""
        return tuple(self._open(self._class_of[tail], self._class_of[head]))

    def leaves_open(self, source: str, target: str, longest: int | None = None) -> bool:
        """Tell whether a chain that is not recorded, of at most some number of ties, may yet be there."""
        if longest is None and self._class_of[target] in self._beyond(self._class_of[source]):
            return True
        steps = self._steps(source).get(target)
        return steps is not None and (longest is None or steps <= longest)

    def _possible(self, tail: str, head: str) -> Iterator[Way]:
        if not KINDS[tail].acts:
            return
        for way in self.ways:
            kind = EDGE_KINDS[way.type]
            ends = {"from": kind.from_kinds, "to": kind.to_kinds}
            if tail in ends[way.tail] and head in ends[way.head]:
                yield way

    def _open(self, tail: _Class, head: _Class) -> Iterator[Way]:
        for way in self._possible(tail.kind, head.kind):
            at_tail = (way.type, way.tail, head.kind) in tail.complete
            at_head = (way.type, way.head, tail.kind) in head.complete
            if not (at_tail or at_head):
                yield way

    @cached_property
    def _class_of(self) -> Mapping[str, _Class]:
        complete: defaultdict[str, set[tuple[str, Side, str]]] = defaultdict(set)
        for (node, type_, _), surveys in self.surveys.items():
            for survey in surveys:
                complete[node] |= {(type_, survey.side, kind) for kind in survey.kinds or KINDS}
        return {
            node.id: _Class(node.kind, frozenset(complete.get(node.id, ())))
            for node in self.influence.graph.nodes.values()
        }

    @cached_property
    def _members(self) -> Mapping[_Class, list[str]]:
        """The nodes of each class; of every kind also those that are not in the record, of which nothing is known."""
        members: defaultdict[_Class, list[str]] = defaultdict(list)
        for kind in KINDS:
            members[_Class(kind, frozenset())] = []
        for node, class_ in self._class_of.items():
            members[class_].append(node)
        return members

    @cached_property
    def _following(self) -> Mapping[_Class, tuple[_Class, ...]]:
        """The classes to whose nodes those of a class may have a link that nobody has surveyed."""
        classes = tuple(self._members)
        return {
            tail: tuple(head for head in classes if next(self._open(tail, head), None) is not None) for tail in classes
        }

    @cached_property
    def _closures(self) -> dict[_Class, frozenset[_Class]]:
        return {}

    def _beyond(self, start: _Class) -> frozenset[_Class]:
        """Return the classes that links nobody has surveyed may lead to from one, alone."""
        if start not in self._closures:
            found: set[_Class] = set()
            front = [start]
            while front:
                new = [each for each in self._following[front.pop()] if each not in found]
                found |= set(new)
                front += new
            self._closures[start] = frozenset(found)
        return self._closures[start]

    @cached_property
    def _walks(self) -> dict[str, Mapping[str, int]]:
        return {}

    def _steps(self, source: str) -> Mapping[str, int]:
        """Return how far everything is if every link is there that nobody has surveyed."""
        if source not in self._walks:
            self._walks[source] = self._walk(source)
        return self._walks[source]

    def _walk(self, source: str) -> Mapping[str, int]:
        steps, front = {source: 0}, [source]
        classes = {self._class_of[source]}
        added, spent = set[_Class](), set[_Class]()  # classes all of which are reached; classes gone on from
        distance = 0
        while front or classes:
            distance += 1
            opened = {head for tail in classes for head in self._following[tail]} - added
            onward = {arc.head for node in front for arc in self.influence.out.get(node, ())}
            onward |= {member for class_ in opened for member in self._members[class_]}
            front = [node for node in onward if node not in steps]
            steps |= dict.fromkeys(front, distance)
            added |= opened
            spent |= classes
            classes = (opened | {self._class_of[node] for node in front}) - spent
        return steps
