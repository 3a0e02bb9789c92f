"""Who brokers between bodies: by group after Gould and Fernandez, and up, down and across the levels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from graphmodel.analysis.influence import Influence, influence, one_flow
from graphmodel.analysis.lists import Lists
from graphmodel.analysis.table import Answer, Cell, Row
from graphmodel.analysis.words import FLOW_WORDS, day_in_words, pick
from graphmodel.errors import UnknownIdError
from graphmodel.measures import brokerage as gould_fernandez
from graphmodel.measures import level_brokerage
from graphmodel.model import Body
from graphmodel.schema import EDGE_KINDS, LEVELS

if TYPE_CHECKING:
    from datetime import date

    import networkx as nx

    from graphmodel.measures import Brokerage, LevelBrokerage
    from graphmodel.model import Graph

__all__ = ["Brokers", "brokerage_between_levels"]


def acting_bodies(graph: Graph) -> tuple[str, ...]:
    """Return the ids of the bodies that can act."""
    return tuple(node.id for node in graph.nodes.values() if isinstance(node, Body) and node.passes_on)


def passed_on(ways: Influence) -> Influence:
    """Return the ways of their own along which influence can be passed on: no last steps, no seats held by others."""
    return ways.only(arc for arc in ways.arcs if not arc.last and not arc.spoken_for)


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
        *("coordinator", "itinerant", "representative", "gatekeeper", "liaison", "expected", "z"),
    )
    keys: ClassVar[int] = 1

    influence: Influence
    bodies: tuple[str, ...]

    @property
    def title(self) -> str:
        """What was asked, on one line."""
        what = pick(("Hvem megler mellom nivåene:", "Who brokers between the levels:"), self.lang)
        return f"{what} {pick(FLOW_WORDS[self.flow], self.lang)} ({day_in_words(self.day, self.lang)})"

    @cached_property
    def network(self) -> nx.DiGraph[str]:
        """The bodies and the ways influence runs on between them, however sure."""
        return self.influence.between(frozenset(self.bodies))

    @cached_property
    def roles(self) -> Brokerage[str]:
        """Gould and Fernandez' roles, with the level of a body as its group."""
        return gould_fernandez(self.network, {id_: self.graph.nodes[id_].level for id_ in self.bodies})

    @cached_property
    def levels(self) -> LevelBrokerage[str]:
        """Pairs brokered up, down and across the levels, and by whom alone."""
        return level_brokerage(self.network, self._heights)

    def certain_pairs(self, body: str) -> int:
        """Return between how many of its pairs a body brokers with ties that are certain."""
        certain = self._certain
        return sum(
            before != after and not self.network.has_edge(before, after)
            for before in certain.predecessors(body)
            for after in certain.successors(body)
        )

    @cached_property
    def _certain(self) -> nx.DiGraph[str]:
        return self.influence.certain.between(frozenset(self.bodies))

    @property
    def _heights(self) -> dict[str, int]:
        return {id_: LEVELS.index(self.graph.nodes[id_].level) for id_ in self.bodies}

    def rows(self) -> list[Row]:
        """Return a row for each body that brokers anything."""
        rows = [self._row(id_) for id_ in self.bodies if self.levels.activity.nodes[id_].total]
        return sorted(rows, key=lambda row: (-int(str(row[3])), row[0]))

    def _row(self, id_: str) -> Row:
        activity, alone = self.levels.activity.nodes[id_], self.levels.exclusive.nodes[id_]
        raw, expected, z = (table.nodes[id_] for table in (self.roles.raw, self.roles.expected, self.roles.z))
        return (
            *(id_, self.name(id_), self.graph.nodes[id_].level),
            *(activity.total, self.certain_pairs(id_)),
            *(activity.up, activity.down, activity.across),
            *(alone.total, alone.up, alone.down, alone.across, len(self.proven(id_))),
            *(raw.coordinator, raw.itinerant, raw.representative, raw.gatekeeper, raw.liaison),
            *(expected.total, z.total),
        )

    def only_broker(self, body: str) -> tuple[tuple[str, str], ...]:
        """Return the pairs, from and to, of which a body is the only broker.

        Raises
        ------
        UnknownIdError
            If it is not among the bodies.
        """
        self._check(body)
        return self.levels.only_broker[body]

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
    def _lists(self) -> Lists:
        return Lists(self.influence, frozenset(EDGE_KINDS))

    def _check(self, body: str) -> None:
        if body not in self.bodies:
            raise UnknownIdError(body, self.bodies)

    def rests_on(self, *key: Cell) -> tuple[str, ...]:
        """Return the ids of the ties on both sides of all pairs that a body brokers."""
        body, known = str(key[0]), frozenset(self.bodies)
        self._check(body)
        into = [arc for arc in self.influence.into.get(body, ()) if arc.tail in known]
        out = [arc for arc in self.influence.out.get(body, ()) if arc.head in known]
        used: set[str] = set()
        for before in into:
            for after in out:
                if before.tail != after.head and not self.network.has_edge(before.tail, after.head):
                    used |= {before.edge.id, after.edge.id}
        return tuple(sorted(used))


def brokerage_between_levels(
    graph: Graph, flow: str = "voice", *, on: date | str | None = None, lang: str = "nb"
) -> Brokers:
    """Count the pairs of bodies between which a body brokers, by level and role, and those it alone brokers.

    A body brokers from one body to another when influence runs from the one to it and from it to the other, and not
    straight.

    Parameters
    ----------
    graph
        The whole record, or the graph of a day.
    flow
        ``voice`` or ``authority``: a broker passes on within one flow.
    on
        The day; by default the graph's own, else the last that a source describes.
    lang
        The language of names: ``nb`` or ``en``.

    Returns
    -------
    Brokers
        ``roles`` and ``levels`` are the full figures, for the network too; ``only_broker`` names the pairs.

    Raises
    ------
    AnalysisError
        If the flow or the day cannot be used.

    Notes
    -----
    Pairs go *up* when the second body is of a higher level than the first, *down*, or *across*. ``expected`` and ``z``
    are of the total over roles, in networks of the same size, levels and density; ``z`` is ``None`` where it is
    undefined. ``proven`` counts the pairs of ``only_broker`` of which complete lists rule out another broker and a tie
    straight from one to the other; of the others a body is the only broker that is recorded.

    Only what can act brokers: instruments, places, arrangements and classes of bodies are left out, and so are ties
    that are the last step of a chain, which nobody passes on. A region that is better recorded has more pairs: compare
    within a region, not between.

    References
    ----------
    R. V. Gould and R. M. Fernandez (1989), doi:10.2307/270949; M. Hamilton, J. Hileman and Ö. Bodin (2020),
    doi:10.1016/j.socnet.2019.08.002. See :func:`graphmodel.measures.brokerage`.
    """
    every = influence(graph, one_flow(flow), on)
    bodies = acting_bodies(every.graph)
    ways = passed_on(every)
    return Brokers(ways.graph, ways.flow, lang, ways, bodies)
