"""Findings about what is claimed: ties only called for, and claims that do not agree."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from graphmodel.model import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graphmodel.model import Edge, Node
    from graphmodel.model.draft import Draft

__all__ = ["called_for", "conflicts"]

_SHOWN = 20
"""Ids that are named at most."""


def called_for(draft: Draft) -> Iterator[Fault]:
    """Yield ties that a source calls for and that no recorded edge of their kind between the two bears out."""
    recorded = {_key(edge) for edge in draft.edges if not edge.called_for}
    for edge in draft.edges:
        if edge.called_for and _key(edge) not in recorded:
            yield Fault("called-for", edge.id, "status", "was called for; no source tells that it is there")


def _key(edge: Edge) -> tuple[str, ...]:
    ends = (edge.from_id, edge.to_id)
    return edge.type, *(sorted(ends) if edge.type == "COOPERATES_WITH" else ends)


def conflicts(draft: Draft) -> Iterator[Fault]:
    """Yield statements that another source contradicts, and groups of claims of which not one is chosen."""
    statements: list[Node | Edge] = [*draft.nodes, *draft.edges]
    english = draft.english
    for statement in statements:
        if statement.conflict:
            other = english.get(statement.conflict, statement.conflict)
            yield Fault("conflicting-claims", statement.id, "conflict", f"another source says otherwise: {other}")
    edges = {edge.id: edge for edge in draft.edges}
    against: defaultdict[str, list[str]] = defaultdict(list)
    for edge in draft.edges:
        for other in edge.conflicts_with:
            against[edge.id].append(other)
            against[other].append(edge.id)
    told: set[str] = set()
    for edge in sorted(draft.edges, key=lambda edge: edge.id):
        if edge.conflicts_with and edge.id not in told:
            group = _group(edge, edges, against)
            told |= group.keys()
            if len(group) > 1:
                yield from _unsettled(group)


def _group(edge: Edge, edges: Mapping[str, Edge], against: Mapping[str, list[str]]) -> dict[str, Edge]:
    """Return the edges that conflict with one another, directly or through a third."""
    group: dict[str, Edge] = {}
    waiting = [edge.id]
    while waiting:
        id_ = waiting.pop()
        if id_ in edges and id_ not in group:
            group[id_] = edges[id_]
            waiting += against.get(id_, ())
    return dict(sorted(group.items()))


def _unsettled(group: dict[str, Edge]) -> Iterator[Fault]:
    first = next(iter(group))
    ids = _named(group)
    if sum(edge.claim == "chosen" for edge in group.values()) != 1:
        yield Fault("no-claim-chosen", first, "claim", f"conflicting claims of which not exactly one is chosen: {ids}")
    for edge in group.values():
        if not edge.conflict:
            others = _named(islice((id_ for id_ in group if id_ != edge.id), _SHOWN + 1))
            yield Fault("conflicting-claims", edge.id, "conflicts_with", f"contradicts {others}")


def _named(ids: Iterable[str]) -> str:
    """Return ids as they are told; of very many only the first."""
    told = list(ids)
    return ", ".join(map(repr, told[:_SHOWN])) + (", …" if len(told) > _SHOWN else "")
