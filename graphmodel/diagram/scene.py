"""What a picture consists of, before anything has a place: boxes, the lines between them, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.period import Validity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from graphmodel.model import Graph, Level

__all__ = ["Box", "ChangeKind", "DayState", "Line", "Scene", "change_of", "validity_of"]


class ChangeKind(Enum):
    """What happened to a statement between two days."""

    NONE = "none"
    BEGUN = "begun"
    ENDED = "ended"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Box:
    """A node, or several that stand as one."""

    id: str
    nodes: tuple[str, ...]
    name: str
    caption: str
    """The kind, in words."""
    members: tuple[str, ...]
    """The names to list in the box, when it holds several nodes."""
    kind: str
    family: str
    level: Level
    group: str | None
    """The county, region or column of the view that it stands under."""
    validity: Validity
    inferred: bool
    change: ChangeKind = ChangeKind.NONE
    strong: bool = False
    """Whether it stands out, because the picture is about it."""
    before: str = ""
    """The name on the first of two days, where it was another."""
    elsewhere: str = ""
    """On which page it is at home, where it is only repeated for the sake of its lines."""
    inside: str = ""
    """The box that it stands inside of, because it is part of it."""
    doubts: str = ""
    """What is not certain about that, or about its county or region, in words and signs."""
    belongs: str = ""
    """The edge by which it stands under its county or region."""

    @property
    def folded(self) -> bool:
        """Whether the box stands for several nodes."""
        return len(self.nodes) > 1 or self.id not in self.nodes


@dataclass(frozen=True, slots=True)
class Line:
    """All ties between the same two boxes; those only called for, and each sort of change, are lines of their own."""

    id: str
    edges: tuple[str, ...]
    tail: str
    head: str
    type: str
    """The strongest kind among its ties, which runs from its tail to its head."""
    validity: Validity
    """How sure it is: as its surest tie."""
    inferred: bool
    called_for: bool
    share: tuple[int, int]
    """How many of the nodes at a folded end it concerns, and how many there are; (1, 1) when neither is folded."""
    text: str = ""
    """Its verb or role, where the view asks for it."""
    number: int = 0
    numbered: bool = True
    """Whether its number stands on it."""
    change: ChangeKind = ChangeKind.NONE
    forth: tuple[str, ...] = ()
    """The kinds of its ties from tail to head, the strongest first."""
    back: tuple[str, ...] = ()
    """The kinds of its ties from head to tail."""
    doubts: str = ""
    """The signs of those of its ties that are less sure than it looks."""

    @property
    def several(self) -> bool:
        """Whether it stands for ties of several kinds."""
        return len(self.forth) + len(self.back) > 1


@dataclass(frozen=True, slots=True)
class Scene:
    """Boxes and lines by id, and what they are made from."""

    record: Graph
    part: Graph
    boxes: Mapping[str, Box]
    lines: Mapping[str, Line]
    inside: Mapping[str, tuple[str, ...]]
    """Edges that no line stands for, by box: between nodes of one box, and from those inside a box to it."""
    days: tuple[date, ...]
    lang: str
    proposal: str = ""
    """What the proposal is called that it draws, where it draws one."""
    axis: tuple[date, date] | None = None
    """The first and the last day of a time axis, where it tells of all that time instead of one day."""
    remarks: tuple[str, ...] = ()
    """What was done to make it fit, for the picture to say."""

    def keeping(self, boxes: frozenset[str]) -> Scene:
        """Return the part with some of the boxes, and the lines between them."""
        lines = {line.id: line for line in self.lines.values() if line.tail in boxes and line.head in boxes}
        kept = {
            id_: box if box.inside in boxes else replace(box, inside="")
            for id_, box in self.boxes.items()
            if id_ in boxes
        }
        return replace(self, boxes=kept, lines=lines)

    @property
    def comparing(self) -> bool:
        """Whether it tells what changed, or would."""
        return len(self.days) > 1 or bool(self.proposal)

    @property
    def day(self) -> date:
        """The day of the picture; the later one when two are compared."""
        return self.days[-1]


_TWO = 2


class DayState(NamedTuple):
    """The graph of a record, or of a proposal, on a day."""

    graph: Graph
    day: date

    def validity(self, id_: str) -> Validity:
        """Return whether a node or edge held; one that is not there did not."""
        there = id_ in self.graph.nodes or id_ in self.graph.edges
        return self.graph.validity(id_, self.day) if there else Validity.NO

    def name(self, id_: str, lang: str) -> str:
        """Return the name of a node; nothing of one that was not there."""
        return self.graph.name(id_, lang, self.day) if self.validity(id_) else ""


def validity_of(states: Sequence[DayState], id_: str) -> Validity:
    """Return whether a node or edge held: in the last state, or, of what ended, in the first."""
    now = states[-1].validity(id_)
    return now if now is not Validity.NO else states[0].validity(id_)


def change_of(states: Sequence[DayState], id_: str, lang: str) -> ChangeKind:
    """Return what became of a node or edge between two states.

    Parameters
    ----------
    states
        One, in which nothing has changed, or two.
    id_
        A node's or edge's id.
    lang
        The language of the names.

    Returns
    -------
    Change
        *Changed* is a node with another name, what was certain and is now only possible, and an edge that another of
        its kind between the same ends took over from. What is only surer dated has not changed.
    """
    if len(states) < _TWO:
        return ChangeKind.NONE
    before, after = (state.validity(id_) for state in states)
    if not before and not after:
        return ChangeKind.NONE
    if not before or not after:
        return _came_or_went(states, id_, begun=bool(after))
    first, last = states
    renamed = id_ in last.graph.nodes and first.name(id_, lang) != last.name(id_, lang)
    return ChangeKind.CHANGED if renamed or before > after else ChangeKind.NONE


def _came_or_went(states: Sequence[DayState], id_: str, *, begun: bool) -> ChangeKind:
    before, after = states
    edge = after.graph.edges.get(id_)
    if edge and begun and edge.from_id in before.graph.nodes:
        for other in before.graph.edges_from(edge.from_id):
            same = other.type == edge.type and other.to_id == edge.to_id and other.called_for == edge.called_for
            if same and other.id != id_ and before.validity(other.id) and not after.validity(other.id):
                return ChangeKind.CHANGED
    return ChangeKind.BEGUN if begun else ChangeKind.ENDED
