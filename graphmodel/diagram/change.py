"""How a statement stood on a day, and what became of it between two, or would by a proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.scene import Change
from graphmodel.period import Validity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from graphmodel.model import Graph

__all__ = ["State", "change_of", "validity_of"]

_TWO = 2


class State(NamedTuple):
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


def validity_of(states: Sequence[State], id_: str) -> Validity:
    """Return whether a node or edge held: in the last state, or, of what ended, in the first."""
    now = states[-1].validity(id_)
    return now if now is not Validity.NO else states[0].validity(id_)


def change_of(states: Sequence[State], id_: str, lang: str) -> Change:
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
        return Change.NONE
    before, after = (state.validity(id_) for state in states)
    if not before and not after:
        return Change.NONE
    if not before or not after:
        return _came_or_went(states, id_, begun=bool(after))
    first, last = states
    renamed = id_ in last.graph.nodes and first.name(id_, lang) != last.name(id_, lang)
    return Change.CHANGED if renamed or before > after else Change.NONE


def _came_or_went(states: Sequence[State], id_: str, *, begun: bool) -> Change:
    before, after = states
    edge = after.graph.edges.get(id_)
    if edge and begun:
        for other in before.graph.edges_from(edge.from_id):
            same = other.type == edge.type and other.to_id == edge.to_id and other.called_for == edge.called_for
            if same and other.id != id_ and before.validity(other.id) and not after.validity(other.id):
                return Change.CHANGED
    return Change.BEGUN if begun else Change.ENDED
