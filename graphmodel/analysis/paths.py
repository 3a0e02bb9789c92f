"""Chains of influence from one node to another: the k shortest, tie by tie, with a source for every step."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

from graphmodel.analysis.chains import Hop, Path, Paths
from graphmodel.analysis.influence import Influence, influence
from graphmodel.analysis.missing import what_is_missing
from graphmodel.analysis.request import make_request
from graphmodel.analysis.search import Chain, chains, grade_of, overlapping_chains
from graphmodel.choices import MODES, Mode
from graphmodel.errors import AnalysisError, did_you_mean
from graphmodel.period import Grade, Validity

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from graphmodel.model import Graph

__all__ = ["Mode", "influence_paths", "path_of"]


def influence_paths(  # noqa: PLR0913 - one argument for each thing that can be asked
    graph: Graph,
    source: str,
    target: str,
    flow: str = "any",
    *,
    on: date | str | None = None,
    k: int = 5,
    via: Iterable[str] = (),
    kinds: Iterable[str] | None = None,
    without: Iterable[str] = (),
    mode: str | None = None,
) -> Paths:
    """Return the k best chains along which influence runs from one node to another.

    Influence runs along recorded ties, the way that the kind of each says: authority from a board to what it steers,
    voice from a member to what it is a member of. Two ties side by side give two chains. No chain passes a node
    twice, and none passes through what cannot act: a place, an arrangement, a class of bodies. Voice that has come
    down a level does not go up again; a peer, money and an observer's seat are last steps; a seat that is held for
    others carries only their voice and the holder's, and gives each of them a chain of one step; what established or
    mandated something did so while its own ties held. See :mod:`graphmodel.analysis.rules`.

    Parameters
    ----------
    graph
        The whole record, or the graph of a day.
    source, target
        Ids of the nodes at the two ends.
    flow
        ``authority``, ``voice``, or ``any``: voice upward, then authority downward.
    on
        The day; by default that of the graph, and for the whole record none: see ``mode``.
    k
        How many chains at most.
    via
        Ids of nodes that a chain must pass, in this order.
    kinds
        The kinds of edge that a chain may be made of, such as ``{"MEMBER_OF"}``; by default all.
    without
        What no chain may use: ids of nodes or edges, or kinds of edge.
    mode
        ``on-day``: all ties hold, or possibly hold, on the day. ``overlap``: there is a time at which all of them
        possibly hold. By default ``on-day`` where a day is known, else ``overlap``.

    Returns
    -------
    Paths
        The chains, the best first: own ties, then seats that another holds for the source, then through others; of
        each the surest, then the shortest. Each has its ``hops``, its ``way`` in words, its ``grade`` (that of its
        least sure tie), its common ``bounds`` and a ``sentence``. If there is none, ``missing`` says what lies between.

    Raises
    ------
    UnknownIdError
        If an id is unknown; it names the nearest.
    AnalysisError
        If what is asked cannot be answered: k below 1, one node as both ends, an unknown flow, kind or mode, a day far
        from every date in the record.
    DateError
        If ``on`` is not a single day.

    See Also
    --------
    gatekeepers : what every chain passes
    coverage : every pair of levels at once

    Notes
    -----
    What is *possible*, *inferred* or *presumed* is told apart from what is *certain*, never left out: a chain is as
    sure as its least sure tie. Shortest says fewest ties, not strongest influence. That there is no chain says that
    none is *recorded*; :func:`coverage` tells a gap from what nobody has surveyed.

    References
    ----------
    The search is :func:`graphmodel.measures.k_best_paths`.

    Examples
    --------
    >>> paths = gm.influence_paths(now, "vegarshei-kommune", "ks", "voice")
    >>> paths[0].columns[:3]
    ('step', 'from', 'from_name')
    """
    request = make_request(graph, source, target, flow, k=k, via=via, kinds=kinds, without=without)
    if _mode(graph, on, mode) == "overlap":
        every = Influence.of_record(graph, request.flow)
        found = overlapping_chains(every, request)
        ways = every
    else:
        ways = influence(graph, request.flow, on)
        found = chains(ways, request) if {source, target, *request.via} <= ways.graph.nodes.keys() else []
    paths = tuple(path_of(ways, chain) for chain in found)
    missing = None if paths else what_is_missing(ways, graph, request)
    return Paths(graph=ways.graph, flow=request.flow, source=source, target=target, paths=paths, missing=missing)


def _mode(graph: Graph, on: date | str | None, mode: str | None) -> str:
    dated = on is not None or graph.day is not None
    if mode is None:
        return "on-day" if dated else "overlap"
    if mode not in MODES:
        raise AnalysisError(f"unknown mode {mode!r}: expected {' or '.join(MODES)}{did_you_mean(mode, MODES)}")
    if mode == "overlap" and dated:
        raise AnalysisError("either a day, or chains whose ties overlap at any time: leave out `on`, or `mode`")
    return mode


def path_of(ways: Influence, chain: Chain) -> Path:
    """Return a chain of arcs as a path with its periods."""
    bounds = [ways.graph.bounds(arc.edge.id) for arc in chain]
    at_once = Validity.YES if reduce(and_, bounds).certain else Validity.POSSIBLY
    hops = tuple(
        Hop(
            *(arc.edge, arc.tail, arc.head, arc.flows, arc.validity if ways.graph.day else at_once, period),
            arc.grade if ways.graph.day or at_once else Grade.POSSIBLE,
            arc.spoken_for,
        )
        for arc, period in zip(chain, bounds, strict=True)
    )
    return Path(graph=ways.graph, flow=ways.flow, hops=hops, grade=min(grade_of(chain), *(h.grade for h in hops)))
