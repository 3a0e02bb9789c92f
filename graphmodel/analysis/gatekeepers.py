"""Bodies that every chain must pass: between two nodes, with a proof, and between the levels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from graphmodel.analysis.answer import Answer, Cell, Row
from graphmodel.analysis.completeness import Completeness
from graphmodel.analysis.distances import gatekeepers_from, gatekeepers_to
from graphmodel.analysis.influence import Influence, influence, one_flow
from graphmodel.analysis.rules import first_steps, ties_taken
from graphmodel.analysis.search import chains, make_request, relevant
from graphmodel.errors import UnknownIdError
from graphmodel.language import FLOW_WORDS, day_in_words, pick
from graphmodel.model import Body
from graphmodel.schema import EDGE_KINDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from graphmodel.analysis.search import Request
    from graphmodel.model import Graph

__all__ = ["Gatekeeper", "Gatekeepers", "LevelGatekeepers", "gatekeepers", "gatekeepers_to_national", "smallest_cut"]


def smallest_cut(ways: Influence, request: Request) -> tuple[str, ...] | None:
    """Return the ids of the fewest nodes without which no chain is left; of several such sets, one.

    Returns
    -------
    tuple of str or None
        None when a chain passes no other node; empty when there is no chain. The two ends, and what chains are asked
        to pass, are never among them.

    Notes
    -----
    A smallest cut of the network of ties may be larger: it also cuts walks that are no chains, such as those through a
    valley. Under the rules no flow answers it (Erlebach et al. 2007, "Cuts and disjoint paths in the valley-free path
    model", Internet Mathematics 3, 333-359), so chains are collected until a set of nodes that hits them all hits every
    chain there is.
    """
    part = relevant(ways, request)
    passed: list[frozenset[str]] = []
    cut: frozenset[str] = frozenset()
    while new := _apart(part, request, cut):
        if not all(new):
            return None
        passed += new
        cut = _hitting(passed)
    return tuple(sorted(cut))


def _apart(ways: Influence, request: Request, cut: Collection[str]) -> list[frozenset[str]]:
    """Return what chains round a cut pass: chains of which no two have a node in common."""
    node_sets: list[frozenset[str]] = []
    gone = set(cut)
    while (passed := _passed(ways, request, gone)) is not None:
        node_sets.append(passed)
        if not passed:
            break
        gone |= passed
    return node_sets


def _passed(ways: Influence, request: Request, gone: Collection[str]) -> frozenset[str] | None:
    """Return the nodes between the two ends that some chain passes which passes none of those that are gone."""
    rest = ways.only(arc for arc in ways.arcs if not any(node in gone for node in arc.passes))
    if request.via:
        chain = next(iter(chains(rest, request)), ())
    else:
        step = first_steps(rest, request.source).get(request.target)
        chain = step.chain() if step else ()
    nodes = frozenset(node for arc in chain for node in arc.passes)
    return nodes - {request.source, request.target, *request.via} if chain else None


def _hitting(sets: Sequence[frozenset[str]]) -> frozenset[str]:
    """Return the fewest nodes of which each of the sets has one."""
    nodes = sorted(frozenset().union(*sets))
    rows = np.array([[node in each for node in nodes] for each in sets], dtype=float)
    every = np.ones(len(nodes), dtype=int)
    solution = milp(every, integrality=every, bounds=Bounds(0, 1), constraints=LinearConstraint(rows, lb=1))
    return frozenset(node for node, chosen in zip(nodes, np.asarray(solution.x), strict=True) if round(chosen))


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
        The proof: all that the source reaches without it. Every tie by which a chain leaves this set leads to the
        gatekeeper, and the target is not in it.
    entrances
        The ids of the ties by which chains come from the set to the gatekeeper.
    cut_off
        What the source would no longer reach without the gatekeeper, the target among it.
    proven
        Whether complete lists rule out every link by which a chain might go round it. Otherwise it is a gatekeeper of
        the recorded chains only.
    unsurveyed
        The kinds of edge that might lead straight from the source to the target, and that nobody has surveyed.
    """

    node: str
    of: Literal["all", "certain"]
    around: frozenset[str]
    entrances: tuple[str, ...]
    cut_off: tuple[str, ...]
    proven: bool
    unsurveyed: tuple[str, ...]


@dataclass(frozen=True, repr=False)
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
        The fewest nodes without which there is no chain by the rules; of several such sets, the gatekeeper that
        chains pass first, or any of them. ``None`` when a chain passes no other node.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "gatekeeper",
        "name",
        "level",
        "of",
        "proven",
        "unsurveyed",
        "cut_off",
        "edges",
    )
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

    def title(self, lang: str = "nb") -> str:
        """Return what was asked, on one line."""
        what = pick(("Alle registrerte kjeder av", "All recorded chains of"), lang)
        passes = pick(("går gjennom", "pass"), lang)
        ends = f"{self._named(self.source, lang)} → {self._named(self.target, lang)}"
        return f"{what} {pick(FLOW_WORDS[self.flow], lang)} {ends} {passes} ({day_in_words(self.day, lang)})"

    def _named(self, id_: str, lang: str) -> str:
        return self.name(id_, lang) if id_ in self.graph.nodes else id_

    def _rows(self, lang: str) -> list[Row]:
        """Return a row for each gatekeeper."""
        return [
            (
                *(each.node, self.name(each.node, lang), self.graph.nodes[each.node].level, each.of),
                *(each.proven, each.unsurveyed, each.cut_off, each.entrances),
            )
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
    via: Iterable[str] = (),
    kinds: Iterable[str] | None = None,
    without: Iterable[str] = (),
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
    via, kinds, without
        Which chains count, as for :func:`influence_paths`: what they must pass, are made of, and may not use.

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

    See Also
    --------
    influence_paths : the chains themselves
    grounds : how firm a chain is

    Notes
    -----
    A gatekeeper is a node without which there is no chain (a dominator of the target, by the rules of chains); who
    holds a seat for others is passed by their chains too. It holds of what is recorded: only where ``proven`` do
    complete lists rule out that an unrecorded tie leads round it. The count is one of structure, not of power.

    Examples
    --------
    >>> gm.gatekeepers(now, "vegarshei-kommune", "ks", "voice").columns[:2]
    ('gatekeeper', 'name')
    """
    request = make_request(graph, source, target, flow, k=1, via=via, kinds=kinds, without=without)
    every = influence(graph, request.flow, on)
    voiced = every.voiced_by(source)
    ways = voiced.only(arc for arc in voiced.arcs if request.admits(arc))
    lists = Completeness(every.only(arc for arc in every.arcs if request.admits(arc)), request.kinds)
    of_all = _between(ways, request)
    keepers = [_proved(ways, node, request, "all", lists) for node in of_all]
    keepers += [
        _proved(ways.certain, node, request, "certain", lists)
        for node in _between(ways.certain, request)
        if node not in of_all
    ]
    joined = _joined(ways, request)
    return Gatekeepers(
        graph=ways.graph,
        flow=ways.flow,
        source=source,
        target=target,
        joined=joined,
        gatekeepers=tuple(keepers),
        smallest_cut=_smallest_cut(ways, request, of_all) if joined else (),
    )


def _smallest_cut(ways: Influence, request: Request, of_all: list[str]) -> tuple[str, ...] | None:
    return tuple(of_all[:1]) or smallest_cut(ways, request)


def _joined(ways: Influence, request: Request) -> bool:
    if not {request.source, request.target, *request.via} <= ways.graph.nodes.keys():
        return False
    return bool(chains(ways, request)) if request.via else request.target in ways.reached(request.source)


def _between(ways: Influence, request: Request) -> list[str]:
    """Return the nodes that every chain passes, ends and waypoints left out, in the order of one of the chains."""
    if not _joined(ways, request):
        return []
    first = chains(ways, request)[0]
    passed = dict.fromkeys(node for arc in first for node in arc.passes)
    stops = {request.source, request.target, *request.via}
    return [node for node in passed if node not in stops and not _joined(ways.without(node), request)]


def _proved(
    ways: Influence, node: str, request: Request, of: Literal["all", "certain"], lists: Completeness
) -> Gatekeeper:
    rest = ways.without(node)
    around = rest.reached(request.source).keys()
    reached = ways.reached(request.source).keys()
    goes_on = ties_taken(ways.only(arc for arc in ways.arcs if arc.tail != node), request.source)
    entrances = {
        arc.edge.id for arc in ways.arcs if node in arc.passes[1:] and arc.tail in around and arc.edge.id in goes_on
    }
    return Gatekeeper(
        node=node,
        of=of,
        around=frozenset(around),
        entrances=tuple(sorted(entrances)),
        cut_off=tuple(sorted(reached - around - {node})),
        proven=of == "all" and not lists.leaves_open(request.source, request.target, without=node),
        unsurveyed=tuple(sorted({way.type for way in lists.open_ways(request.source, request.target)})),
    )


@dataclass(frozen=True, repr=False)
class LevelGatekeepers(Answer):
    """Who holds the chains between single bodies and the national level as a whole; as a table, a row for each holder.

    Parameters
    ----------
    linked
        The bodies below that have any chain.
    held
        The bodies that each gatekeeper holds: all their recorded chains pass it.
    proven
        Those of them of whom complete lists rule out that an unrecorded chain goes round it.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "gatekeeper",
        "name",
        "level",
        "held",
        "held_local",
        "linked",
        "proven",
        "bodies",
        "edges",
    )
    keys: ClassVar[int] = 1

    influence: Influence
    linked: tuple[str, ...]
    held: Mapping[str, tuple[str, ...]]
    proven: Mapping[str, tuple[str, ...]]

    def title(self, lang: str = "nb") -> str:
        """Return what was asked, on one line."""
        what = pick(("Hvem alle registrerte kjeder går gjennom:", "Whom all recorded chains pass:"), lang)
        ends = pick(("fra nasjonalt nivå", "from the national level"), lang)
        if self.flow != "authority":
            ends = pick(("til nasjonalt nivå", "to the national level"), lang)
        return f"{what} {pick(FLOW_WORDS[self.flow], lang)} {ends} ({day_in_words(self.day, lang)})"

    def _rows(self, lang: str) -> list[Row]:
        """Return a row for each gatekeeper, the one that holds most first."""
        return [
            self._row(node, bodies, lang)
            for node, bodies in sorted(self.held.items(), key=lambda each: (-len(each[1]), each[0]))
        ]

    def _row(self, node: str, bodies: tuple[str, ...], lang: str) -> Row:
        nodes = self.graph.nodes
        local = sum(nodes[body].level == "local" for body in bodies)
        counts = (len(bodies), local, len(self.linked), len(self.proven[node]))
        return node, self.name(node, lang), nodes[node].level, *counts, bodies, self.rests_on(node)

    def rests_on(self, *key: Cell) -> tuple[str, ...]:
        """Return the ids of the ties that lead to a gatekeeper, or from it when authority runs down."""
        node = str(key[0])
        if node not in self.held:
            raise UnknownIdError(node, self.held)
        beside = self.influence.out if self.flow == "authority" else self.influence.into
        return tuple(sorted({arc.edge.id for arc in beside.get(node, ())}))


def gatekeepers_to_national(graph: Graph, flow: str = "voice", *, on: date | str | None = None) -> LevelGatekeepers:
    """Return who holds all recorded chains between single bodies below and the national level, whichever they end at.

    Parameters
    ----------
    graph
        The whole record, or the graph of a day.
    flow
        ``voice``: chains up to the first national body; ``authority``: chains down from the last one.
    on
        The day; by default the graph's own, else the last that a source describes.

    Returns
    -------
    LevelGatekeepers
        A national body holds others too, when it is the only one their chains begin or end at. What cannot act, such
        as a class of bodies, is no such end.

    Raises
    ------
    AnalysisError
        If the flow or the day cannot be used.

    See Also
    --------
    gatekeepers : between two nodes
    brokerage_between_levels : who joins levels

    Examples
    --------
    >>> gm.gatekeepers_to_national(now).columns[:2]
    ('gatekeeper', 'name')
    """
    ways = influence(graph, one_flow(flow), on)
    nodes = ways.graph.nodes
    national = tuple(node.id for node in nodes.values() if node.level == "national" and node.passes_on)
    bodies = tuple(node.id for node in nodes.values() if isinstance(node, Body) and node.level != "national")
    beyond = set(national)
    if ways.flow == "authority":  # from the last national body down
        ends = ways.only(arc for arc in ways.arcs if arc.head not in beyond)
        linked, dependents = gatekeepers_from(ends, national, bodies)
    else:  # up to the first one
        ends = ways.only(arc for arc in ways.arcs if arc.tail not in beyond)
        linked, dependents = gatekeepers_to(ends, bodies, national)
    lists = Completeness(ends, frozenset(EDGE_KINDS))
    proven = {node: _proven(lists, node, those, national) for node, those in dependents.items()}
    return LevelGatekeepers(ways.graph, ways.flow, ways, linked, dependents, proven)


def _proven(lists: Completeness, node: str, bodies: tuple[str, ...], national: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the bodies of whom complete lists rule out a chain round a gatekeeper."""
    others = [id_ for id_ in national if id_ != node]

    def open_to(body: str) -> bool:
        ends = ((other, body) if lists.influence.flow == "authority" else (body, other) for other in others)
        return any(lists.leaves_open(*pair, without=node) for pair in ends)

    return tuple(body for body in bodies if not open_to(body))
