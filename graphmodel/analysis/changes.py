"""What began, ended or changed between two days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from graphmodel.analysis.answer import Answer, Cell, Row
from graphmodel.analysis.influence import on_day
from graphmodel.choices import LANGUAGES
from graphmodel.errors import AnalysisError, UnknownIdError
from graphmodel.language import day_in_words, pick
from graphmodel.model import Node, checked_graph
from graphmodel.period import Validity
from graphmodel.schema import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from graphmodel.model import Edge, Graph

__all__ = ["Change", "Changes", "changes"]

Kind = Literal["began", "ended", "changed"]


class Change(NamedTuple):
    """One node or tie that is otherwise on the second day than on the first.

    Parameters
    ----------
    change
        ``began``: not there on the first day. ``ended``: not there on the second. ``changed``: there on both, but
        with another name or number, or surer or less sure.
    id
        The node or edge.
    what
        The kind of node or edge.
    before, after
        Its name and number, or a tie read aloud, on each day, in Norwegian and English; ``None`` when it is not there.
    validity_before, validity_after
        Whether it held on each day.
    """

    change: Kind
    id: str
    what: str
    before: tuple[str, str] | None
    after: tuple[str, str] | None
    validity_before: Validity
    validity_after: Validity


@dataclass(frozen=True, repr=False)
class Changes(Answer):
    """All changes between two days: nodes first, then ties; as a table, a row for each."""

    columns: ClassVar[tuple[str, ...]] = (
        *("id", "change", "what", "before", "after", "validity_before", "validity_after"),
        *("since", "until", "confidence", "citations"),
    )
    keys: ClassVar[int] = 1

    first: Graph
    second: Graph
    found: tuple[Change, ...]

    def __iter__(self) -> Iterator[Change]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)

    def of(self, change: Kind) -> tuple[Change, ...]:
        """Return the changes of one sort."""
        return tuple(each for each in self.found if each.change == change)

    def title(self, lang: str = "nb") -> str:
        """Return what was asked, on one line."""
        days = [day_in_words(graph.day, lang) for graph in (self.first, self.second)]
        return f"{pick(('Endringer', 'Changes'), lang)}: {days[0]} → {days[1]}"

    def _rows(self, lang: str) -> list[Row]:
        """Return a row for each change."""
        return [self._row(each, lang) for each in self.found]

    def _row(self, each: Change, lang: str) -> Row:
        thing = self.graph.nodes.get(each.id) or self.graph.edges[each.id]
        before, after = (text and pick(text, lang) for text in (each.before, each.after))
        validity = (str(each.validity_before), str(each.validity_after))
        return (
            each.id,
            each.change,
            each.what,
            before,
            after,
            *validity,
            thing.since,
            thing.until,
            thing.confidence,
            self.references(thing.cites, lang),
        )

    def rests_on(self, *key: Cell) -> tuple[str, ...]:
        """Return the id of the tie that changed; nothing for a node, which rests on its own sources."""
        if all(each.id != key[0] for each in self.found):
            raise UnknownIdError(str(key[0]), [each.id for each in self.found])
        return (str(key[0]),) if key[0] in self.graph.edges else ()


def changes(graph: Graph, first: date | str, second: date | str) -> Changes:
    """Return what began, ended or changed from one day to another.

    Parameters
    ----------
    graph
        The whole record.
    first, second
        The two days, the earlier one first.

    Returns
    -------
    Changes
        Nodes, then ties, in the order of their ids. What began and ended between the two days is not seen.

    Raises
    ------
    AnalysisError
        If the graph is that of one day, the days stand in the wrong order, or lie far from the record.
    DateError
        If a day is not a single day.

    See Also
    --------
    over : one analysis on several days
    successors : what became of a body

    Notes
    -----
    What possibly held on a day counts as there, so what *began* may only possibly have: the validities tell. From
    *possibly* to *yes* is a change of its own. Edges that are only called for are not ties and are left out. An event,
    such as that a body was established, does not end with the body.

    Examples
    --------
    >>> gm.changes(g, "2021-01-01", "2021-12-01").columns[:3]
    ('id', 'change', 'what')
    """
    if checked_graph(graph).day is not None:
        raise AnalysisError(f"this is the graph of {graph.day}: ask the whole record what changed")
    before, after = on_day(graph, first), on_day(graph, second)
    if before.day and after.day and before.day > after.day:
        raise AnalysisError(f"{before.day} is later than {after.day}: give the earlier day first")
    found = (*_nodes(graph, before, after), *_ties(graph, before, after))
    return Changes(graph, "any", before, after, found)


def _nodes(graph: Graph, before: Graph, after: Graph) -> Iterator[Change]:
    for node in graph.nodes.values():
        texts = [_node_text(now, node) if node.id in now.nodes else None for now in (before, after)]
        yield from _change(node, texts, [_validity(now, node.id, now.nodes) for now in (before, after)])


def _ties(graph: Graph, before: Graph, after: Graph) -> Iterator[Change]:
    for edge in graph.ties.values():
        validity = [_validity(now, edge.id, now.edges) for now in (before, after)]
        if edge.can_end or validity[1]:
            yield from _change(edge, [_edge_text(graph, edge) if each else None for each in validity], validity)


def _validity(now: Graph, id_: str, there: Mapping[str, object]) -> Validity:
    return now.validity(id_) if id_ in there else Validity.NO


def _change(thing: Node | Edge, texts: list[tuple[str, str] | None], validity: list[Validity]) -> Iterator[Change]:
    what = thing.kind if isinstance(thing, Node) else thing.type
    if validity[0] is not validity[1] or texts[0] != texts[1]:
        change: Kind = "began" if not validity[0] else "ended" if not validity[1] else "changed"
        yield Change(change, thing.id, what, texts[0], texts[1], validity[0], validity[1])


def _node_text(now: Graph, node: Node) -> tuple[str, str]:
    """Return the name and official number on the day."""
    day = now.day
    numbers = [each.number for each in node.numbers if day and each.bounds.at(day)]
    number = f" ({' / '.join(numbers)})" if numbers else ""
    return now.name(node.id, "nb") + number, now.name(node.id, "en") + number


def _edge_text(graph: Graph, edge: Edge) -> tuple[str, str]:
    nb, en = (sentence(edge, graph.name(edge.from_id, lang), graph.name(edge.to_id, lang), lang) for lang in LANGUAGES)
    return nb, en
