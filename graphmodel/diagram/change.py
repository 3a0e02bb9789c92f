"""How a statement stood on a day, and what became of it between two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.diagram.scene import Change
from graphmodel.period import Validity

if TYPE_CHECKING:
    from datetime import date

    from graphmodel.model import Graph

__all__ = ["change_of", "validity_of"]

_TWO = 2


def validity_of(record: Graph, id_: str, days: tuple[date, ...]) -> Validity:
    """Return whether a node or edge held: on the day, or, of what ended, on the first of the two days."""
    now = record.validity(id_, days[-1])
    return now if now is not Validity.NO else record.validity(id_, days[0])


def change_of(record: Graph, id_: str, days: tuple[date, ...], lang: str) -> Change:
    """Return what became of a node or edge between two days.

    Parameters
    ----------
    record
        The whole record.
    id_
        A node's or edge's id.
    days
        One day, of which nothing has changed, or two.
    lang
        The language of the names.

    Returns
    -------
    Change
        *Changed* is a node with another name, what was certain and is now only possible (or the other way round),
        and an edge that another one of its kind between the same ends took over from.
    """
    if len(days) < _TWO:
        return Change.NONE
    before, after = (record.validity(id_, day) for day in days)
    if not before or not after:
        return _came_or_went(record, id_, days, begun=bool(after))
    renamed = id_ in record.nodes and record.name(id_, lang, days[0]) != record.name(id_, lang, days[1])
    return Change.CHANGED if renamed or before is not after else Change.NONE


def _came_or_went(record: Graph, id_: str, days: tuple[date, ...], *, begun: bool) -> Change:
    edge = record.edges.get(id_)
    if edge and begun:
        for other in record.edges_from(edge.from_id):
            same = other.type == edge.type and other.to_id == edge.to_id and other.called_for == edge.called_for
            if (
                same
                and other.id != id_
                and record.validity(other.id, days[0])
                and not record.validity(other.id, days[1])
            ):
                return Change.CHANGED
    return Change.BEGUN if begun else Change.ENDED
