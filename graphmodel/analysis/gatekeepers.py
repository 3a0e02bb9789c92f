"""Bodies that every chain must pass: between two nodes, with a proof, and between the levels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

import networkx as nx

from graphmodel.analysis.asked import question
from graphmodel.analysis.influence import Influence, influence
from graphmodel.analysis.table import Answer, Cell, Row
from graphmodel.analysis.words import FLOW_WORDS, day_in_words, pick
from graphmodel.errors import UnknownIdError
from graphmodel.measures import dominators, minimum_cuts
from graphmodel.model import Body

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from graphmodel.model import Graph

__all__ = ["Gatekeeper", "Gatekeepers", "LevelGatekeepers", "gatekeepers", "gatekeepers_to_national"]


@dataclass(frozen=True, slots=True)
class Gatekeeper:
    """A node that all chains between two others pass, and the proof.

    Parameters
    ----------
    node
        The gatekeeper.
    of
        ``all`` when every chain passes it; ``certain`` when every certain chain does, but a possible one does not.
    around
        The proof: all that the source reaches without it. Every arc that leaves this set leads to the gatekeeper,
        and the target is not in it.
    entrances
        The ids of the ties that lead from the set to the gatekeeper.
    cut_off
        What the source would no longer reach without the gatekeeper, the target among it.
    """

    node: str
    of: Literal["all", "certain"]
    around: frozenset[str]
    entrances: tuple[str, ...]
    cut_off: tuple[str, ...]


@dataclass(frozen=True)
class Gatekeepers(Answer):
    """The gatekeepers between two nodes, in the order in which chains pass them; as a table, a row for each.

    Parameters
    ----------
    source, target
        The two.
    joined
        Whether there is any chain.
    gatekeepers
        Those that all chains pass, then those that only all certain chains pass.
    smallest_cut
        The fewest nodes without which there is no chain; ``None`` when a tie leads straight from one to the other.
    """

    columns: ClassVar[tuple[str, ...]] = ("gatekeeper", "name", "level", "of", "cut_off", "edges")
    keys: ClassVar[int] = 1

    source: str
    target: str
    joined: bool
    gatekeepers: tuple[Gatekeeper, ...]
    smallest_cut: tuple[str, ...] | None

    def __iter__(self) -> Iterator[Gatekeeper]:
        return iter(self.gatekeepers)

    def __len__(self) -> int:
        return len(self.gatekeepers)

    @property
    def title(self) -> str:
        """What was asked, on one line."""
        what = pick(("Alle kjeder av", "All chains of"), self.lang)
        passes = pick(("går gjennom", "pass"), self.lang)
        ends = f"{self._named(self.source)} → {self._named(self.target)}"
        return f"{what} {pick(FLOW_WORDS[self.flow], self.lang)} {ends} {passes} ({day_in_words(self.day, self.lang)})"

    def _named(self, id_: str) -> str:
        return self.name(id_) if id_ in self.graph.nodes else id_

    def rows(self) -> list[Row]:
        """Return a row for each gatekeeper."""
        return [
            (each.node, self.name(each.node), self.graph.nodes[each.node].level, each.of, each.cut_off, each.entrances)
            for each in self.gatekeepers
        ]

    def rests_on(self, *key: Cell) -> tuple[str, ...]:
        """Return the ids of the ties by which chains come to a gatekeeper."""
        for each in self.gatekeepers:
            if each.node == key[0]:
                return each.entrances
        raise UnknownIdError(str(key[0]), [each.node for each in self.gatekeepers])


def gatekeepers(  # noqa: PLR0913 - one argument for each thing that can be asked
    graph: Graph,
    source: str,
    target: str,
    flow: str = "any",
    *,
    on: date | str | None = None,
    lang: str = "nb",
) -> Gatekeepers:
    """Return the nodes that every chain of influence from one node to another passes, with the proof.

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
    lang
        The language of names: ``nb`` or ``en``.

    Returns
    -------
    Gatekeepers
        Empty when chains go round every node, or when there is none at all (``joined`` tells which).

    Raises
    ------
    UnknownIdError
        If an id is unknown.
    AnalysisError
        If both ends are one node, or the flow or the day cannot be used.

    Notes
    -----
    Gatekeepers are the dominators of the target (Lengauer and Tarjan 1979) among chains from the source. They hold
    of what is recorded: an unrecorded tie may lead round them. The count is one of structure, not of power.

    References
    ----------
    T. Lengauer and R. E. Tarjan (1979), "A fast algorithm for finding dominators in a flowgraph", ACM Transactions on
    Programming Languages and Systems 1, 121-141, doi:10.1145/357062.357071.
    """
    asked = question(graph, source, target, flow, k=1, via=(), kinds=None, without=())
    ways = influence(graph, asked.flow, on)
    of_all = _between(ways, source, target)
    of_certain = _between(ways.certain, source, target)
    found = [_proved(ways, node, source, "all") for node in of_all]
    found += [_proved(ways.certain, node, source, "certain") for node in of_certain if node not in of_all]
    network = ways.between(ways.graph.nodes)
    joined = source in network and target in network and nx.has_path(network, source, target)
    cut = minimum_cuts(network, source, target).nodes if joined else frozenset[str]()
    return Gatekeepers(
        graph=ways.graph,
        flow=ways.flow,
        lang=lang,
        source=source,
        target=target,
        joined=joined,
        gatekeepers=tuple(found),
        smallest_cut=None if cut is None else tuple(sorted(cut)),
    )


def _between(ways: Influence, source: str, target: str) -> list[str]:
    """Return the dominators of the target, both ends left out, in the order in which chains pass them."""
    if source not in ways.graph.nodes:
        return []
    above = dominators(ways.between(ways.graph.nodes), source)
    found: list[str] = []
    node = above.get(target, source)
    while node != source:
        found.append(node)
        node = above[node]
    return found[::-1]


def _proved(ways: Influence, node: str, source: str, of: Literal["all", "certain"]) -> Gatekeeper:
    around = ways.without(node).reached([source]).keys()
    reached = ways.reached([source]).keys()
    entrances = {arc.edge.id for arc in ways.into.get(node, ()) if arc.tail in around}
    return Gatekeeper(node, of, frozenset(around), tuple(sorted(entrances)), tuple(sorted(reached - around - {node})))


@dataclass(frozen=True)
class LevelGatekeepers(Answer):
    """Who holds the chains between single bodies and the national level as a whole; as a table, a row for each holder.

    Parameters
    ----------
    linked
        The bodies below that have any chain.
    held
        The bodies that each gatekeeper holds: all their chains pass it.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "gatekeeper",
        "name",
        "level",
        "held",
        "held_local",
        "linked",
        "bodies",
        "edges",
    )
    keys: ClassVar[int] = 1

    influence: Influence
    linked: tuple[str, ...]
    held: Mapping[str, tuple[str, ...]]

    @property
    def title(self) -> str:
        """What was asked, on one line."""
        what = pick(("Hvem alle kjeder går gjennom:", "Whom all chains pass:"), self.lang)
        ends = pick(("fra nasjonalt nivå", "from the national level"), self.lang)
        if self.flow != "authority":
            ends = pick(("til nasjonalt nivå", "to the national level"), self.lang)
        return f"{what} {pick(FLOW_WORDS[self.flow], self.lang)} {ends} ({day_in_words(self.day, self.lang)})"

    def rows(self) -> list[Row]:
        """Return a row for each gatekeeper, the one that holds most first."""
        return [
            self._row(node, bodies)
            for node, bodies in sorted(self.held.items(), key=lambda each: (-len(each[1]), each[0]))
        ]

    def _row(self, node: str, bodies: tuple[str, ...]) -> Row:
        nodes = self.graph.nodes
        local = sum(nodes[body].level == "local" for body in bodies)
        counts = (len(bodies), local, len(self.linked))
        return node, self.name(node), nodes[node].level, *counts, bodies, self.rests_on(node)

    def rests_on(self, *key: Cell) -> tuple[str, ...]:
        """Return the ids of the ties that lead to a gatekeeper, or from it when authority runs down."""
        node = str(key[0])
        if node not in self.held:
            raise UnknownIdError(node, self.held)
        beside = self.influence.out if self.flow == "authority" else self.influence.into
        return tuple(sorted({arc.edge.id for arc in beside.get(node, ())}))


_NATIONAL = ""
"""A node that stands for the whole national level; no id is empty."""


def gatekeepers_to_national(
    graph: Graph, flow: str = "voice", *, on: date | str | None = None, lang: str = "nb"
) -> LevelGatekeepers:
    """Return who holds all chains between single bodies below and the national level, whichever body they end at.

    Parameters
    ----------
    graph
        The whole record, or the graph of a day.
    flow
        ``voice`` or ``any``: chains up to the first national body; ``authority``: chains down from the last one.
    on
        The day; by default the graph's own, else the last that a source describes.
    lang
        The language of names: ``nb`` or ``en``.

    Returns
    -------
    LevelGatekeepers
        A national body holds others too, when it is the only one their chains begin or end at.

    Raises
    ------
    AnalysisError
        If the flow or the day cannot be used.
    """
    ways = influence(graph, flow, on)
    down = ways.flow == "authority"
    nodes = ways.graph.nodes
    national = {node.id for node in nodes.values() if node.level == "national"}
    network: nx.DiGraph[str] = nx.DiGraph()
    network.add_edges_from((_NATIONAL, id_) for id_ in sorted(national))
    for arc in ways.arcs:  # from the national level outwards, and never back into it
        tail, head = (arc.tail, arc.head) if down else (arc.head, arc.tail)
        if head not in national:
            network.add_edge(tail, head)
    above = dominators(network, _NATIONAL) if national else {}
    linked = tuple(sorted(id_ for id_ in above if isinstance(nodes[id_], Body) and id_ not in national))
    return LevelGatekeepers(ways.graph, ways.flow, lang, ways, linked, _held(above, linked))


def _held(above: Mapping[str, str], linked: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    held: dict[str, list[str]] = {}
    for body in linked:
        node = above[body]
        while node != _NATIONAL:
            held.setdefault(node, []).append(body)
            node = above[node]
    return {node: tuple(bodies) for node, bodies in sorted(held.items())}
