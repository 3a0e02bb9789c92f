"""Who brokers between bodies: by group after Gould and Fernandez, and up, down and across the levels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from graphmodel.analysis.answer import Answer, Cell, Row
from graphmodel.analysis.completeness import Completeness
from graphmodel.analysis.influence import Influence, influence, one_flow
from graphmodel.analysis.triads import chains_through, triads
from graphmodel.errors import UnknownIdError
from graphmodel.language import FLOW_WORDS, day_in_words, pick
from graphmodel.model import Body
from graphmodel.schema import EDGE_KINDS, LEVELS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from numpy.typing import NDArray

    from graphmodel.analysis.triads import Triads
    from graphmodel.model import Graph

__all__ = ["Brokers", "brokerage_between_levels"]


def acting_bodies(graph: Graph) -> tuple[str, ...]:
    """Return the ids of the bodies that can act."""
    return tuple(node.id for node in graph.nodes.values() if isinstance(node, Body) and node.passes_on)


@dataclass(frozen=True, repr=False)
class Brokers(Answer):
    """Brokerage between bodies; as a table, a row for each body that brokers anything, the busiest first.

    Parameters
    ----------
    influence
        The ties that are counted.
    bodies
        The bodies, with the level that is their group.
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("body", "name", "level", "pairs", "certain_pairs", "up", "down", "across"),
        *("only_broker", "only_up", "only_down", "only_across", "proven"),
        *("coordinator", "itinerant", "representative", "gatekeeper", "liaison"),
    )
    keys: ClassVar[int] = 1

    influence: Influence
    bodies: tuple[str, ...]

    def title(self, lang: str = "nb") -> str:
        """Return what was asked, on one line."""
        what = pick(("Hvem megler mellom nivåene:", "Who brokers between the levels:"), lang)
        return f"{what} {pick(FLOW_WORDS[self.flow], lang)} ({day_in_words(self.day, lang)})"

    @cached_property
    def _triads(self) -> Triads:
        return triads(self.influence, self.bodies)

    @cached_property
    def _alone(self) -> Triads:
        """The pairs that one body alone stands between."""
        return self._triads.only(self._triads.alone)

    @cached_property
    def _certain(self) -> NDArray[np.int64]:
        """How many pairs each body stands between by ties that are certain."""
        return triads(self.influence.certain, self.bodies, joined=self.influence, strict=True).by_broker()

    @cached_property
    def _heights(self) -> NDArray[np.int64]:
        return np.array([LEVELS.index(self.graph.nodes[id_].level) for id_ in self.bodies], dtype=np.int64)

    def certain_pairs(self, body: str) -> int:
        """Return between how many of its pairs a body brokers with ties that are certain."""
        return int(self._certain[self._place(body)])

    def _rows(self, lang: str) -> list[Row]:
        """Return a row for each body that brokers anything."""
        ways, alone = self._by_direction(self._triads), self._by_direction(self._alone)
        roles = self._by_role()
        rows = [
            self._row(id_, ways[place], alone[place], roles[place], lang)
            for place, id_ in enumerate(self.bodies)
            if ways[place].any()
        ]
        return sorted(rows, key=lambda row: (-int(str(row[3])), row[0]))

    def _row(
        self, id_: str, ways: NDArray[np.int64], alone: NDArray[np.int64], roles: NDArray[np.int64], lang: str
    ) -> Row:
        return (
            *(id_, self.name(id_, lang), self.graph.nodes[id_].level),
            *(int(ways.sum()), self.certain_pairs(id_), *ways.tolist()),
            *(int(alone.sum()), *alone.tolist(), len(self.proven(id_))),
            *roles.tolist(),
        )

    def _by_direction(self, found: Triads) -> NDArray[np.int64]:
        """Count the triads of each body by whether they run up, down or across the levels."""
        rise = np.sign(self._heights[found.end] - self._heights[found.start])
        return _counts(found, np.select([rise > 0, rise < 0], [0, 1], 2), 3)

    def _by_role(self) -> NDArray[np.int64]:
        """Count the triads of each body by Gould and Fernandez' roles, in the order of the columns."""
        found = self._triads
        start, broker, end = (self._heights[each] for each in (found.start, found.broker, found.end))
        roles = [(start == broker) & (broker == end), start == end, start == broker, broker == end]
        return _counts(found, np.select(roles, range(4), 4), 5)

    def only_broker(self, body: str) -> tuple[tuple[str, str], ...]:
        """Return the pairs, from and to, of which a body is the only broker.

        Raises
        ------
        UnknownIdError
            If it is not among the bodies.
        """
        alone = self._alone.only(self._alone.broker == self._place(body))
        return tuple((self.bodies[tail], self.bodies[head]) for tail, head in zip(alone.start, alone.end, strict=True))

    def proven(self, body: str) -> tuple[tuple[str, str], ...]:
        """Return those of the pairs of which a body is the only broker where complete lists rule out any other way.

        Of the rest it is the only broker of the recorded ties.

        Raises
        ------
        UnknownIdError
            If it is not among the bodies.
        """
        return tuple(pair for pair in self.only_broker(body) if not self._lists.leaves_broker(*pair, body))

    @cached_property
    def _lists(self) -> Completeness:
        return Completeness(self.influence, frozenset(EDGE_KINDS))

    def _place(self, body: str) -> int:
        if body not in self._places:
            raise UnknownIdError(body, self.bodies)
        return self._places[body]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {id_: place for place, id_ in enumerate(self.bodies)}

    def rests_on(self, *key: Cell) -> tuple[str, ...]:
        """Return the ids of the ties on both sides of all pairs that a body brokers."""
        body = str(key[0])
        self._place(body)
        chains = chains_through(self.influence, body, self.bodies)
        return tuple(sorted({arc.edge.id for chain in chains for arc in chain}))


def _counts(found: Triads, kinds: NDArray[np.intp], number: int) -> NDArray[np.int64]:
    """Count the triads of each body by their kind, one of a number of them."""
    counts = np.bincount(found.broker * number + kinds, minlength=len(found.bodies) * number)
    return counts.reshape(-1, number)


def brokerage_between_levels(graph: Graph, flow: str = "voice", *, on: date | str | None = None) -> Brokers:
    """Count the pairs of bodies between which a body brokers, by level and role, and those it alone brokers.

    A body brokers from one body to another when there is a chain of influence of two ties from the one through it to
    the other, by the rules of chains, and none of a single tie.

    Parameters
    ----------
    graph
        The whole record, or the graph of a day.
    flow
        ``voice`` or ``authority``: a broker passes on within one flow.
    on
        The day; by default the graph's own, else the last that a source describes.

    Returns
    -------
    Brokers
        ``only_broker`` names the pairs of which a body is the only broker, ``proven`` those of which lists prove it.

    Raises
    ------
    AnalysisError
        If the flow or the day cannot be used.

    See Also
    --------
    gatekeepers_to_national : through whom the municipalities reach the national level
    measures.brokerage : the measure on any graph

    Notes
    -----
    Pairs go *up* when the second body is of a higher level than the first, *down*, or *across*. The five roles are
    those of Gould and Fernandez, with the level of a body as its group. How many pairs chance would give is not told:
    that is known of networks in which any two ties make a chain, not of chains with rules. ``proven`` counts the pairs
    of ``only_broker`` of which complete lists rule out another broker and a tie straight from one to the other; of the
    others a body is the only broker that is recorded.

    As in every chain, the second tie never goes up where the first came down, a seat held for some carries the voice of
    these only, and nothing follows a last step, though it may be the second. Both ties are somebody's own; a seat that
    another holds for a body joins it straight. Only what can act brokers: instruments,
    places, arrangements and classes of bodies are left out. A region that is better recorded has more pairs: compare
    within a region, not between.

    References
    ----------
    R. V. Gould and R. M. Fernandez (1989), doi:10.2307/270949; M. Hamilton, J. Hileman and Ö. Bodin (2020),
    doi:10.1016/j.socnet.2019.08.002. See :func:`graphmodel.measures.brokerage`.

    Examples
    --------
    >>> gm.brokerage_between_levels(now).columns[:4]
    ('body', 'name', 'level', 'pairs')
    """
    ways = influence(graph, one_flow(flow), on)
    return Brokers(ways.graph, ways.flow, ways, acting_bodies(ways.graph))
