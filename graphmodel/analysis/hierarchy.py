"""Chains of command: heads, depth, several superiors, circles; and bodies that steer and are steered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import networkx as nx

from graphmodel.analysis.answer import Answer, Cell, Row
from graphmodel.analysis.brokers import acting_bodies
from graphmodel.analysis.completeness import Completeness
from graphmodel.analysis.influence import Influence, influence
from graphmodel.analysis.rules import Phase, turns
from graphmodel.errors import UnknownIdError
from graphmodel.language import day_in_words, pick
from graphmodel.measures import krackhardt
from graphmodel.schema import EDGE_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from graphmodel.measures import Krackhardt
    from graphmodel.model import Graph

__all__ = ["DoubleHats", "Hierarchy", "chain_of_command", "double_hats"]


@dataclass(frozen=True, repr=False)
class Hierarchy(Answer):
    """Who stands over whom; as a table, a row for each body that is over or under another."""

    columns: ClassVar[tuple[str, ...]] = (
        *("body", "name", "level", "depth", "superiors", "subordinates", "heads", "circle"),
        *("proven", "edges"),
    )
    keys: ClassVar[int] = 1

    authority: Influence
    bodies: frozenset[str]

    def title(self, lang: str = "nb") -> str:
        """Return what was asked, on one line."""
        return f"{pick(('Styringslinjer', 'Chains of command'), lang)} ({day_in_words(self.day, lang)})"

    @cached_property
    def network(self) -> nx.DiGraph[str]:
        """The bodies that are over or under another, from superior to subordinate."""
        network = self.authority.between(self.bodies)
        network.remove_nodes_from([node for node, degree in list(network.degree()) if not degree])
        return network

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """The bodies over others that nobody is over."""
        return tuple(sorted(node for node, above in self.network.in_degree() if not above))

    @cached_property
    def proven(self) -> tuple[str, ...]:
        """Those of the heads of whom complete lists rule out that anybody is over them."""
        return tuple(head for head in self.heads if not self.unsurveyed(head))

    def unsurveyed(self, body: str) -> tuple[str, ...]:
        """Return the kinds of edge by which a body that is not recorded might be over one, since nobody surveyed them.

        Raises
        ------
        UnknownIdError
            If it is over nobody and under nobody.
        """
        self._check(body)
        return self._lists.open_to(body)

    @cached_property
    def _lists(self) -> Completeness:
        return Completeness(self.authority, frozenset(EDGE_KINDS))

    def _check(self, body: str) -> None:
        if body not in self.network:
            raise UnknownIdError(body, self.network)

    @cached_property
    def circles(self) -> tuple[tuple[str, ...], ...]:
        """The groups of bodies of which each is over every other, directly or not."""
        parts = nx.strongly_connected_components(self.network)
        return tuple(sorted(tuple(sorted(part)) for part in parts if len(part) > 1))

    @cached_property
    def several_superiors(self) -> tuple[str, ...]:
        """The bodies with more than one direct superior."""
        return tuple(sorted(node for node, above in self.network.in_degree() if above > 1))

    @cached_property
    def figures(self) -> Krackhardt[str]:
        """Krackhardt's four dimensions of hierarchy, and the pairs that break the unity of command."""
        return krackhardt(self.network)

    @property
    def violations(self) -> Sequence[tuple[str, str]]:
        """The pairs of bodies without a lowest common superior, where they could have one."""
        return self.figures.violations

    @cached_property
    def _between(self) -> Influence:
        """The authority that runs from body to body."""
        return self.authority.only(
            arc for arc in self.authority.arcs if arc.tail in self.bodies and arc.head in self.bodies
        )

    @cached_property
    def depths(self) -> Mapping[str, int]:
        """The most steps of a chain of command down to each body, by the rules; a circle counts as one step."""
        steps: nx.DiGraph[tuple[str, Phase]] = nx.DiGraph()
        for arc in self._between.arcs:
            steps.add_edges_from(((arc.tail, phase), (arc.head, after)) for phase, after in turns("authority", arc))
        begin = {state for state in steps if state[1] is Phase.LEVEL}
        parts = nx.condensation(steps.subgraph(begin.union(*(nx.descendants(steps, state) for state in begin))))
        depth: dict[int, int] = {}
        for part in nx.topological_sort(parts):
            depth[part] = max((depth[above] + 1 for above in parts.predecessors(part)), default=0)
        depths: dict[str, int] = {}
        for (node, _), part in parts.graph["mapping"].items():
            depths[node] = max(depths.get(node, 0), depth[part])
        return depths

    @cached_property
    def _heads_over(self) -> Mapping[str, tuple[str, ...]]:
        over: dict[str, list[str]] = {}
        for head in self.heads:
            for node in self._between.reached(head).keys() - {head}:
                over.setdefault(node, []).append(head)
        return {node: tuple(heads) for node, heads in over.items()}

    def _rows(self, lang: str) -> list[Row]:
        """Return a row for each body, from the heads down."""
        circle_of = {node: circle for circle in self.circles for node in circle}
        rows = [self._row(node, circle_of.get(node, ()), lang) for node in self.network]
        return sorted(rows, key=lambda row: (int(str(row[3])), row[0]))

    def _row(self, node: str, circle: tuple[str, ...], lang: str) -> Row:
        superiors = tuple(sorted(self.network.predecessors(node)))
        subordinates = tuple(sorted(self.network.successors(node)))
        about = (node, self.name(node, lang), self.graph.nodes[node].level, self.depths[node])
        proven = node in self.proven if node in self.heads else None
        return *about, superiors, subordinates, self._heads_over.get(node, ()), circle, proven, self.rests_on(node)

    def rests_on(self, *key: Cell) -> tuple[str, ...]:
        """Return the ids of the ties that put others over a body."""
        node = str(key[0])
        self._check(node)
        return tuple(sorted({arc.edge.id for arc in self.authority.into.get(node, ()) if arc.tail in self.bodies}))


def chain_of_command(graph: Graph, *, on: date | str | None = None) -> Hierarchy:
    """Describe the chains of command: who is over whom, how deep, under how many heads, and in which circles.

    Parameters
    ----------
    graph
        The whole record, or the graph of a day.
    on
        The day; by default the graph's own, else the last that a source describes.

    Returns
    -------
    Hierarchy
        ``heads``, ``circles``, ``several_superiors`` and ``violations`` (pairs that break the unity of command), and
        Krackhardt's ``figures``.

    Raises
    ------
    AnalysisError
        If the day cannot be used.

    See Also
    --------
    double_hats : who steers what steers it

    Notes
    -----
    A body is over another when authority runs straight from it to the other. Strategies, plans and decisions bind too,
    but are nobody's superior and are left out, as are arrangements and classes of bodies, which cannot act. How deep a
    body is and which heads are over it follow the rules of chains (who funds commands no further, for instance); the
    other figures are of the ties one by one. Ties that
    only possibly held are in; a figure can rest on them: ``rests_on`` tells. A head is one of the recorded ties:
    it is ``proven`` only where complete lists rule out that anybody is over it; ``unsurveyed`` names the other lists.

    References
    ----------
    D. Krackhardt (1994), "Graph theoretical dimensions of informal organizations", in K. M. Carley and M. J. Prietula
    (eds), Computational Organization Theory, 89-111. See :func:`graphmodel.measures.krackhardt`.

    Examples
    --------
    >>> gm.chain_of_command(now).columns[:2]
    ('body', 'name')
    """
    authority = influence(graph, "authority", on)
    return Hierarchy(authority.graph, "authority", authority, _bodies(authority.graph))


def _bodies(graph: Graph) -> frozenset[str]:
    return frozenset(acting_bodies(graph))


@dataclass(frozen=True, repr=False)
class DoubleHats(Answer):
    """Bodies that steer and are steered; as a table, a row for each."""

    columns: ClassVar[tuple[str, ...]] = (
        *("body", "name", "level", "steers", "steered_by", "both", "sits_in_what_it_steers", "sits_in_what_steers_it"),
        "edges",
    )
    keys: ClassVar[int] = 1

    authority: Influence
    voice: Influence
    bodies: frozenset[str]

    def title(self, lang: str = "nb") -> str:
        """Return what was asked, on one line."""
        what = pick(("Styrer og blir styrt", "Steers and is steered"), lang)
        return f"{what} ({day_in_words(self.day, lang)})"

    def _rows(self, lang: str) -> list[Row]:
        """Return a row for each body that has others under it and others over it."""
        candidates = ((node, self._over(node), self._under(node)) for node in sorted(self.bodies))
        return [self._row(node, over, under, lang) for node, over, under in candidates if over and under]

    def _row(self, node: str, over: frozenset[str], under: frozenset[str], lang: str) -> Row:
        sits_in = {arc.head for arc in self.voice.out.get(node, ())}
        groups = (under, over, over & under, sits_in & under, sits_in & over)
        about = (node, self.name(node, lang), self.graph.nodes[node].level)
        return *about, *(tuple(sorted(ids)) for ids in groups), self.rests_on(node)

    def _over(self, node: str) -> frozenset[str]:
        return frozenset(arc.tail for arc in self.authority.into.get(node, ()) if arc.tail in self.bodies)

    def _under(self, node: str) -> frozenset[str]:
        return frozenset(arc.head for arc in self.authority.out.get(node, ()) if arc.head in self.bodies)

    def rests_on(self, *key: Cell) -> tuple[str, ...]:
        """Return the ids of the ties by which a body steers and is steered."""
        node = str(key[0])
        if node not in self.bodies:
            raise UnknownIdError(node, self.bodies)
        into = {arc.edge.id for arc in self.authority.into.get(node, ()) if arc.tail in self.bodies}
        out = {arc.edge.id for arc in self.authority.out.get(node, ()) if arc.head in self.bodies}
        return tuple(sorted(into | out))


def double_hats(graph: Graph, *, on: date | str | None = None) -> DoubleHats:
    """Return the bodies that have authority over others and are themselves under somebody's.

    Parameters
    ----------
    graph
        The whole record, or the graph of a day.
    on
        The day; by default the graph's own, else the last that a source describes.

    Returns
    -------
    DoubleHats
        For each, whom it steers, who steers it, who does both, and where its voice runs straight into a body that it
        steers or that steers it: there it sits on both sides of the table.

    Raises
    ------
    AnalysisError
        If the day cannot be used.

    See Also
    --------
    chain_of_command : the hierarchy of authority

    Examples
    --------
    >>> gm.double_hats(now).columns[:3]
    ('body', 'name', 'level')
    """
    authority = influence(graph, "authority", on)
    voice = influence(authority.graph, "voice")
    return DoubleHats(authority.graph, "authority", authority, voice, _bodies(authority.graph))
