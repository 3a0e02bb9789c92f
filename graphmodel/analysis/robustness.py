"""What an answer rests on: the firmest chain, and the inferred or only possible ties that no chain can do without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from graphmodel.analysis.answer import Answer, Cell, Row
from graphmodel.analysis.influence import Influence, influence
from graphmodel.analysis.paths import path_of
from graphmodel.analysis.search import make_request, surest_chain
from graphmodel.errors import UnknownIdError
from graphmodel.language import FLOW_WORDS, day_in_words, pick
from graphmodel.period import Grade, Validity

if TYPE_CHECKING:
    from datetime import date

    from graphmodel.analysis.paths import Hop, Path
    from graphmodel.model import Graph

__all__ = ["Robustness", "Weakness", "grounds"]


class Weakness(NamedTuple):
    """A tie of the firmest chain that is inferred, or that only possibly held.

    Parameters
    ----------
    hop
        The step that rests on it.
    inferred, possible
        Which of the two it is.
    indispensable
        Whether there is no chain at all without the tie.
    """

    hop: Hop
    inferred: bool
    possible: bool
    indispensable: bool


@dataclass(frozen=True, repr=False)
class Robustness(Answer):
    """How firm the answer is that influence runs from one node to another; as a table, a row for each weakness.

    Parameters
    ----------
    source, target
        The two.
    firmest
        The chain with the fewest inferred or possible ties, and of those the shortest; none where there is no chain.
    weaknesses
        Its inferred and possible ties.
    by_stated, by_certain, by_firm
        Whether there is a chain of stated ties only, of ties whose dates leave no doubt that they held, and of ties
        that are certain: stated, dated and attested as late as within a term before the day.
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("edge", "from_name", "reads", "to_name", "inferred", "possible", "indispensable", "reasoning"),
    )
    keys: ClassVar[int] = 1

    source: str
    target: str
    firmest: Path | None
    weaknesses: tuple[Weakness, ...]
    by_stated: bool
    by_certain: bool
    by_firm: bool

    @property
    def hangs_on_inferred(self) -> bool:
        """Whether every chain has an inferred tie."""
        return self.firmest is not None and not self.by_stated

    @property
    def hangs_on_possible(self) -> bool:
        """Whether every chain has a tie that only possibly held."""
        return self.firmest is not None and not self.by_certain

    def title(self, lang: str = "nb") -> str:
        """Return what was asked, on one line."""
        what = pick(("Hva svaret hviler på:", "What the answer rests on:"), lang)
        ends = " → ".join(
            self.name(id_, lang) if id_ in self.graph.nodes else id_ for id_ in (self.source, self.target)
        )
        return f"{what} {pick(FLOW_WORDS[self.flow], lang)} {ends} ({day_in_words(self.day, lang)})"

    def _rows(self, lang: str) -> list[Row]:
        """Return a row for each weakness of the firmest chain."""
        return [self._row(each, lang) for each in self.weaknesses]

    def _row(self, weakness: Weakness, lang: str) -> Row:
        hop = weakness.hop
        hop_cells = (hop.edge.id, self.name(hop.tail, lang), hop.reads, self.name(hop.head, lang))
        return (
            *hop_cells,
            weakness.inferred,
            weakness.possible,
            weakness.indispensable,
            self.translate(hop.edge.reasoning, lang),
        )

    def rests_on(self, *key: Cell) -> tuple[str, ...]:
        """Return the id of the tie of a weakness itself."""
        ids = [each.hop.edge.id for each in self.weaknesses]
        if key[0] not in ids:
            raise UnknownIdError(str(key[0]), ids)
        return (str(key[0]),)


def grounds(
    graph: Graph,
    source: str,
    target: str,
    flow: str = "any",
    *,
    on: date | str | None = None,
) -> Robustness:
    """Return how firm the answer is that influence runs from one node to another.

    Parameters
    ----------
    graph
        The whole record, or the graph of a day.
    source, target
        Ids of the nodes at the two ends.
    flow
        ``authority``, ``voice`` or ``any``.
    on
        The day; by default the graph's own, else the last that a source describes.

    Returns
    -------
    Robustness
        The firmest chain, which of its ties are inferred or only possible, and which of those no chain can do without.

    Raises
    ------
    UnknownIdError
        If an id is unknown.
    AnalysisError
        If both ends are one node, or the flow or the day cannot be used.

    See Also
    --------
    influence_paths : the shortest chains
    gatekeepers : what every chain passes

    Notes
    -----
    The firmest chain need not be the shortest. It has the fewest ties that are inferred or possible, whichever.

    Examples
    --------
    >>> gm.grounds(now, "vegarshei-kommune", "ks", "voice").columns[:2]
    ('edge', 'from_name')
    """
    request = make_request(graph, source, target, flow, k=1, via=(), kinds=None, without=())
    ways = influence(graph, request.flow, on)
    chain = surest_chain(ways, request)
    path = path_of(ways, chain) if chain else None
    weak = [hop for hop in path.hops if _weak(hop)] if path else []
    return Robustness(
        graph=ways.graph,
        flow=ways.flow,
        source=source,
        target=target,
        firmest=path,
        weaknesses=tuple(_weakness(ways, hop, source, target) for hop in weak),
        by_stated=_joined(ways.stated, source, target),
        by_certain=_joined(ways.only(arc for arc in ways.arcs if arc.validity is Validity.YES), source, target),
        by_firm=_joined(ways.certain, source, target),
    )


def _weak(hop: Hop) -> bool:
    return not hop.certain


def _weakness(ways: Influence, hop: Hop, source: str, target: str) -> Weakness:
    others = ways.only(arc for arc in ways.arcs if arc.edge.id != hop.edge.id)
    indispensable = not _joined(others, source, target)
    return Weakness(hop, hop.grade is Grade.INFERRED, hop.grade is Grade.POSSIBLE, indispensable)


def _joined(ways: Influence, source: str, target: str) -> bool:
    return source in ways.graph.nodes and target in ways.reached(source)
