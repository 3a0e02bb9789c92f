"""The ways along ties in which influence can run, one by one: by kind of tie, by seat, and for whom a seat is held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from graphmodel.model import County, IntermunicipalCooperation, Municipality, Network, RegionalCouncil, Run, Seat
from graphmodel.period import Grade, Validity
from graphmodel.schema import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphmodel.choices import FlowChoice
    from graphmodel.model import Edge, Flow, Graph

__all__ = ["Arc", "Sureness", "arcs_of", "arcs_of_graph"]

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
