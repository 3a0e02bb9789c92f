"""What is asked of influence paths, checked before anything is searched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphmodel.analysis.influence import checked_flow, checked_kinds, several
from graphmodel.errors import AnalysisError, UnknownIdError
from graphmodel.model import checked_graph
from graphmodel.schema import EDGE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphmodel.analysis.influence import Arc
    from graphmodel.choices import FlowChoice
    from graphmodel.model import Graph

__all__ = ["Request", "make_request"]


@dataclass(frozen=True, slots=True)
class Request:
    """Chains from one node to another, and what they may and may not be made of.

    Parameters
    ----------
    source, target
        Where the chains begin and end.
    flow
        ``authority``, ``voice`` or ``any``.
    k
        How many chains at most.
    via
        Nodes that a chain must pass, in this order.
    kinds
        The kinds of edge a chain may be made of.
    barred
        Nodes, edges and kinds of edge that no chain may use.
    """

    source: str
    target: str
    flow: FlowChoice
    k: int
    via: tuple[str, ...]
    kinds: frozenset[str]
    barred: frozenset[str]

    def admits(self, arc: Arc) -> bool:
        """Tell whether a chain may use an arc."""
        return arc.edge.type in self.kinds and self.barred.isdisjoint(
            (arc.edge.type, arc.edge.id, arc.tail, arc.head, arc.edge.from_id),
        )

    @property
    def narrowed(self) -> bool:
        """Whether more than the two ends and the flow was asked for."""
        return bool(self.via or self.barred) or self.kinds != EDGE_KINDS.keys()


def make_request(  # noqa: PLR0913 - one argument for each thing that can be asked
    graph: Graph,
    source: str,
    target: str,
    flow: str,
    *,
    k: int,
    via: Iterable[str],
    kinds: Iterable[str] | None,
    without: Iterable[str],
) -> Request:
    """Check what is asked against a graph.

    Raises
    ------
    UnknownIdError
        If a node or edge is not in the graph; names the nearest.
    AnalysisError
        If k is below 1, the two ends are one, or what is asked contradicts itself.
    """
    checked_graph(graph)
    if isinstance(k, bool) or not isinstance(k, int) or k < 1:
        raise AnalysisError(f"k is {k!r}: expected how many chains to find, 1 or more")
    waypoints, barred = several(via, "id"), several(without, "id or kind")
    for id_ in (source, target, *waypoints):
        graph.node(id_)
    _check_barred(graph, barred)
    stops = (source, *waypoints, target)
    if source == target:
        raise AnalysisError(f"{source!r} is both ends: a chain leads from one node to another")
    for id_ in stops:
        if stops.count(id_) > 1:
            raise AnalysisError(f"{id_!r} stands twice among the ends and waypoints: a chain passes a node once")
        if id_ in barred:
            raise AnalysisError(f"{id_!r} is to be passed and barred at once")
    allowed = checked_kinds(EDGE_KINDS if kinds is None else kinds)
    return Request(source, target, checked_flow(flow), k, waypoints, allowed, frozenset(barred))


def _check_barred(graph: Graph, barred: tuple[str, ...]) -> None:
    for each in barred:
        if each.isupper():
            checked_kinds([each])
        elif each not in graph.nodes and each not in graph.edges:
            raise UnknownIdError(each, [*graph.nodes, *graph.edges])
