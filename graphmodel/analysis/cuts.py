"""The fewest nodes without which no chain is left from one node to another, by the rules of chains.

A smallest cut of the network of ties may be larger: it also cuts walks that are no chains, such as those through a
valley. Under the rules no flow answers it (Erlebach et al. 2007, "Cuts and disjoint paths in the valley-free path
model", Internet Mathematics 3, 333-359), so chains are collected until a set of nodes that hits them all hits every
chain there is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from graphmodel.analysis.rules import first_steps
from graphmodel.analysis.search import chains, relevant

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from graphmodel.analysis.influence import Influence
    from graphmodel.analysis.request import Request

__all__ = ["smallest_cut"]


def smallest_cut(ways: Influence, request: Request) -> tuple[str, ...] | None:
    """Return the ids of the fewest nodes without which no chain is left; of several such sets, one.

    Returns
    -------
    tuple of str or None
        None when a chain passes no other node; empty when there is no chain. The two ends, and what chains are asked
        to pass, are never among them.
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
    found: list[frozenset[str]] = []
    gone = set(cut)
    while (passed := _passed(ways, request, gone)) is not None:
        found.append(passed)
        if not passed:
            break
        gone |= passed
    return found


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
    found = milp(every, integrality=every, bounds=Bounds(0, 1), constraints=LinearConstraint(rows, lb=1))
    return frozenset(node for node, chosen in zip(nodes, np.asarray(found.x), strict=True) if round(chosen))
