"""The two-mode network of those who sit somewhere and the bodies they sit in, and its two projections."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal

import networkx as nx

from graphmodel.analysis.influence import on_day
from graphmodel.errors import AnalysisError
from graphmodel.model import Seat

if TYPE_CHECKING:
    from datetime import date

    from graphmodel.model import Graph

__all__ = ["seat_network", "seat_projection"]


def seat_network(graph: Graph, *, on: date | str | None = None) -> nx.Graph[Any]:
    """Return who sits in what as a two-mode network.

    Parameters
    ----------
    graph
        The whole record, or the graph of a day.
    on
        The day; by default the graph's own, else the last that a source describes.

    Returns
    -------
    networkx.Graph
        A node for each holder, ``("holder", id)``, and for each body, ``("body", id)``, since a body may be both; with
        ``id``, ``name`` and ``bipartite`` (0 and 1). An edge for each pair, with the ids of the seats, ``seats``, and
        the best of their grades, ``grade``. Seats that only observe count too.

    Raises
    ------
    AnalysisError
        If the day cannot be used.

    References
    ----------
    R. L. Breiger (1974), "The duality of persons and groups", Social Forces 53, 181-190, doi:10.1093/sf/53.2.181.

    See Also
    --------
    seat_projection : who sits together

    Examples
    --------
    >>> import graphmodel as gm
    >>> network = gm.seat_network(gm.read(), on="2024-01-01")
    >>> import networkx as nx
    >>> nx.is_bipartite(network)
    True
    """
    now = on_day(graph, on)
    network: nx.Graph[Any] = nx.Graph()
    for seat in now.ties.values():
        if isinstance(seat, Seat) and seat.from_id != seat.to_id:
            ends = []
            for place, (mode, id_) in enumerate((("holder", seat.from_id), ("body", seat.to_id))):
                node = (mode, id_)
                network.add_node(node, id=id_, name=now.name(id_), bipartite=place)
                ends.append(node)
            before = network.get_edge_data(*ends) or {"seats": (), "grade": now.grade(seat.id)}
            grade = max(before["grade"], now.grade(seat.id))
            network.add_edge(*ends, seats=(*before["seats"], seat.id), grade=grade)
    return network


def seat_projection(network: nx.Graph[Any], mode: Literal["holder", "body"] = "holder") -> nx.Graph[Any]:
    """Return one side of a two-mode network: those that sit together, or the bodies that share those who sit there.

    Parameters
    ----------
    network
        What :func:`seat_network` returns.
    mode
        ``holder`` for those who sit together, ``body`` for bodies that share holders.

    Returns
    -------
    networkx.Graph
        By id; ``shared`` are the ids in common, ``weight`` their number.

    Raises
    ------
    AnalysisError
        If the mode is none.

    See Also
    --------
    seat_network : who sits where

    Examples
    --------
    >>> together = gm.seat_projection(gm.seat_network(now))
    >>> together.is_directed()
    False
    """
    if mode not in ("holder", "body"):
        raise AnalysisError(f"unknown mode {mode!r}: expected holder or body")
    projection: nx.Graph[Any] = nx.Graph()
    data = network.nodes(data=True)
    for (side, id_), about in data:
        if side == mode:
            projection.add_node(id_, name=about["name"])
    for (side, id_), _ in data:
        if side != mode:
            for one, other in combinations(sorted(each for _, each in network[side, id_]), 2):
                shared = (*projection.get_edge_data(one, other, {"shared": ()})["shared"], id_)
                projection.add_edge(one, other, shared=shared, weight=len(shared))
    return projection
