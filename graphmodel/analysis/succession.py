"""Who a body became, and who it came from: every branch, through renames, mergers and splits, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from graphmodel.analysis.answer import Answer, Cell, Row
from graphmodel.errors import UnknownIdError
from graphmodel.language import day_in_words, pick
from graphmodel.language.codes import SUCCESSIONS
from graphmodel.model import Body, SucceededBy, checked_graph
from graphmodel.period import UNKNOWN, Validity, as_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphmodel.model import Graph, Name

__all__ = ["Branch", "Succession", "Successions", "predecessors", "successions", "successors"]


class Branch(NamedTuple):
    """One node that carries on another, or that another carries on.

    Parameters
    ----------
    node
        Its id.
    edges
        The successions between the two, in the order in which they happened; none for the node itself.
    reasons
        What each of them was: ``merger``, ``split``, ``merger and split``, ``transfer`` or ``replacement``; ``same`` or
        ``renamed`` for the node itself.
    certain
        Whether sources state all of them, and all had happened for certain by the day.
    there
        Whether the node is there on the day; *no* when it ended and nobody is known to carry it on.
    """

    node: str
    edges: tuple[str, ...]
    reasons: tuple[str, ...]
    certain: bool
    there: Validity


@dataclass(frozen=True, repr=False)
class Succession(Answer):
    """All branches from one node, on a day or in the whole record; as a table, a row for each."""

    columns: ClassVar[tuple[str, ...]] = (*("node", "name", "reasons", "told", "certain", "there", "edges"),)
    keys: ClassVar[int] = 1

    start: str
    on: date | None
    back: bool
    branches: tuple[Branch, ...]

    def __iter__(self) -> Iterator[Branch]:
        return iter(self.branches)

    def __len__(self) -> int:
        return len(self.branches)

    @property
    def nodes(self) -> tuple[str, ...]:
        """The ids of all branches."""
        return tuple(branch.node for branch in self.branches)

    def title(self, lang: str = "nb") -> str:
        """Return what was asked, on one line."""
        words = ("Forgjengere for", "Predecessors of") if self.back else ("Etterfølgere for", "Successors of")
        return f"{pick(words, lang)} {self.name(self.start, lang)} ({day_in_words(self.on, lang)})"

    def _rows(self, lang: str) -> list[Row]:
        """Return a row for each branch."""
        return [
            (
                *(each.node, self.graph.name(each.node, lang, self.on), each.reasons, self._told(each, lang)),
                *(each.certain, str(each.there), each.edges),
            )
            for each in self.branches
        ]

    def _told(self, branch: Branch, lang: str) -> tuple[str, ...]:
        """Return each reason in words, with the role that the succession has in its source."""
        words = [pick(SUCCESSIONS[reason], lang) for reason in branch.reasons]
        details = [self._detail(id_, lang) for id_ in branch.edges] or [""]
        return tuple(word + detail for word, detail in zip(words, details, strict=True))

    def _detail(self, id_: str, lang: str) -> str:
        edge = self.graph.edges[id_]
        role = self.graph.translate(edge.role, lang)
        return (f" {edge.since}" if edge.since else "") + (f": {role}" if role else "")

    def rests_on(self, *key: Cell) -> tuple[str, ...]:
        """Return the ids of the successions that lead to a branch."""
        for branch in self.branches:
            if branch.node == key[0]:
                return branch.edges
        raise UnknownIdError(str(key[0]), self.nodes)


def successors(graph: Graph, id_: str, on: date | str | None = None) -> Succession:
    """Return every node that carries a node on, on a day.

    Parameters
    ----------
    graph
        The whole record.
    id_
        The node to begin with.
    on
        The day: only what had happened by then counts, for certain or possibly. Without it, all that is recorded.

    Returns
    -------
    Succession
        The node itself while it is there on the day, its successors, theirs, and so on: those that are there on the
        day, and those that ended without anyone to carry them on. A node can have given a task away and live on:
        then both are branches.

    Raises
    ------
    UnknownIdError
        If the id is unknown.
    DateError
        If ``on`` is not a single day.

    See Also
    --------
    predecessors : the other way
    changes : what changed between two days

    Notes
    -----
    A *merger* has several predecessors at one time, or a successor that was there before; a *split* has several
    successors; after a *transfer* the body goes on. Called-for successions do not count.

    Examples
    --------
    >>> gm.successors(g, "digi-agder").columns[:2]
    ('node', 'name')
    """
    return _succession(graph, id_, on, back=False)


def predecessors(graph: Graph, id_: str, on: date | str | None = None) -> Succession:
    """Return every node that a node carries on, as of a day: those that were there, and those nobody came before.

    Parameters
    ----------
    graph
        The whole record.
    id_
        The node to begin with.
    on
        The day to look back to: only what happened after it counts. Without it, all that is recorded.

    Returns
    -------
    Succession
        As :func:`successors`, the other way.

    Raises
    ------
    UnknownIdError
        If the id is unknown.
    DateError
        If ``on`` is not a single day.

    See Also
    --------
    successors : the other way

    Examples
    --------
    >>> gm.predecessors(g, "digi-agder").columns[:2]
    ('node', 'name')
    """
    return _succession(graph, id_, on, back=True)


def _succession(graph: Graph, id_: str, on: date | str | None, *, back: bool) -> Succession:
    checked_graph(graph).node(id_)
    day = as_day(on) if on is not None else graph.day
    branches = sorted(_Walk(graph, day, back=back).branches(id_), key=lambda branch: (len(branch.edges), branch.node))
    return Succession(graph, "any", id_, day, back, tuple(branches))


@dataclass(frozen=True)
class _Walk:
    """A walk along successions, forward or back in time."""

    graph: Graph
    day: date | None
    back: bool

    def branches(self, start: str) -> Iterator[Branch]:
        seen = {start}
        front: list[tuple[str, tuple[SucceededBy, ...]]] = [(start, ())]
        while front:
            node, taken = front.pop(0)
            onward = list(self._onward(node))
            there = self.graph.nodes[node].bounds.at(self.day) if self.day else Validity.YES
            if (there and (self.day or not onward)) or not onward:
                yield self._branch(node, taken, there)
            for edge in onward:
                other = edge.from_id if self.back else edge.to_id
                if other not in seen:
                    seen.add(other)
                    front.append((other, (edge, *taken) if self.back else (*taken, edge)))

    def _onward(self, node: str) -> Iterator[SucceededBy]:
        beside = self.graph.edges_to(node) if self.back else self.graph.edges_from(node)
        for edge in beside:
            if isinstance(edge, SucceededBy) and edge.recorded and self.counts(edge):
                yield edge

    def counts(self, edge: SucceededBy) -> bool:
        """Return whether a succession has possibly happened by the day, or, going back, possibly not yet."""
        if self.day is None:
            return True
        happened = edge.bounds.at(self.day)
        return happened is not Validity.YES if self.back else happened is not Validity.NO

    def _branch(self, node: str, taken: tuple[SucceededBy, ...], there: Validity) -> Branch:
        reasons = tuple(self.reason(edge) for edge in taken) or (self._own_reason(node),)
        sure = Validity.NO if self.back else Validity.YES
        certain = all(
            edge.confidence == "stated" and (self.day is None or edge.bounds.at(self.day) is sure) for edge in taken
        )
        return Branch(node, tuple(edge.id for edge in taken), reasons, certain, there)

    def reason(self, edge: SucceededBy) -> str:
        """Return what a succession was."""
        beside = (*self.graph.edges_from(edge.from_id), *self.graph.edges_to(edge.to_id))
        others = [
            other
            for other in beside
            if isinstance(other, SucceededBy) and other.recorded and other.id != edge.id and _at_once(edge, other)
        ]
        split = any(other.from_id == edge.from_id for other in others)
        merged = any(other.to_id == edge.to_id for other in others) or self._was_there(edge)
        if split:
            return "merger and split" if merged else "split"
        if self._goes_on(edge):
            return "transfer"
        return "merger" if merged else "replacement"

    def _goes_on(self, edge: SucceededBy) -> bool:
        """Return whether a body is known to have gone on afterwards, so that it only gave something away."""
        predecessor = self.graph.nodes[edge.from_id]
        ended, happened = predecessor.bounds.to_earliest, edge.bounds.from_latest
        return isinstance(predecessor, Body) and bool(ended and happened and happened < ended)

    def _was_there(self, edge: SucceededBy) -> bool:
        """Return whether the successor is known to have been there before, so that the other was merged into it."""
        began, happened = self.graph.nodes[edge.to_id].bounds.from_latest, edge.bounds.from_earliest
        return bool(began and happened and began < happened)

    def _own_reason(self, node: str) -> str:
        names = self.graph.nodes[node].names
        return "renamed" if any(self._told_apart(name) for name in names) else "same"

    def _told_apart(self, name: Name) -> bool:
        """Return whether a name is one that had ended by the day."""
        ended = name.until not in (None, UNKNOWN) and name.language is None
        return ended and (self.day is None or not name.bounds.at(self.day))


def _at_once(one: SucceededBy, other: SucceededBy) -> bool:
    """Return whether two successions can have happened on one day."""
    began = max(each.bounds.from_earliest or date.min for each in (one, other))
    return began <= min(each.bounds.from_latest or date.max for each in (one, other))


@dataclass(frozen=True, repr=False)
class Successions(Answer):
    """All recorded successions; as a table, a row for each."""

    columns: ClassVar[tuple[str, ...]] = (
        *("edge", "from", "from_name", "to", "to_name", "since", "reason", "role", "confidence", "citations"),
    )
    keys: ClassVar[int] = 1

    on: date | None

    def title(self, lang: str = "nb") -> str:
        """Return what was asked, on one line."""
        return f"{pick(('Etterfølge', 'Succession'), lang)} ({day_in_words(self.on, lang)})"

    def _rows(self, lang: str) -> list[Row]:
        """Return a row for each succession, the oldest first."""
        walk = _Walk(self.graph, self.on, back=False)
        edges = [edge for edge in self.graph.ties.values() if isinstance(edge, SucceededBy) and walk.counts(edge)]
        return [self._row(edge, lang) for edge in sorted(edges, key=lambda edge: (edge.since or "", edge.id))]

    def _row(self, edge: SucceededBy, lang: str) -> Row:
        reason = _Walk(self.graph, None, back=False).reason(edge)
        role = self.translate(edge.role, lang)
        ends = (edge.from_id, self.name(edge.from_id, lang), edge.to_id, self.name(edge.to_id, lang))
        return edge.id, *ends, edge.since, reason, role, edge.confidence, self.references(edge.cites, lang)

    def rests_on(self, *key: Cell) -> tuple[str, ...]:
        """Return the id of the succession itself."""
        if key[0] not in self.graph.ties:
            raise UnknownIdError(str(key[0]), self.graph.ties)
        return (str(key[0]),)


def successions(graph: Graph, *, on: date | str | None = None) -> Successions:
    """Return all recorded successions, the oldest first, each with what it was.

    Parameters
    ----------
    graph
        The whole record.
    on
        The day: only what had happened by then, for certain or possibly. Without it, all that is recorded.

    Raises
    ------
    DateError
        If ``on`` is not a single day.
    """
    return Successions(graph, "any", as_day(on) if on is not None else graph.day)
