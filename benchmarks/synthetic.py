"""A made-up coordination structure of any size, to measure with: same size and seed, same graph."""

from __future__ import annotations

from itertools import chain
from random import Random
from typing import TYPE_CHECKING, Any

from graphmodel.model import Graph, Source
from graphmodel.schema import EDGE_KINDS, KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["synthetic"]

_SOURCES = 50
_NODES: tuple[tuple[int, str, str], ...] = (
    (70, "Municipality", "local"),
    (8, "Committee", "regional"),
    (6, "CooperationBody", "regional"),
    (5, "Network", "regional"),
    (4, "IntermunicipalCooperation", "intermunicipal"),
    (3, "StateBody", "national"),
    (2, "Programme", "national"),
    (2, "Strategy", "national"),
)
"""Of a hundred nodes, how many are of which kind, on which level."""

_EDGES: tuple[tuple[int, str, tuple[str, ...], tuple[str, ...]], ...] = (
    (45, "MEMBER_OF", ("Municipality",), ("CooperationBody", "Network", "IntermunicipalCooperation")),
    (15, "REPRESENTED_IN", ("Municipality", "Committee"), ("Committee", "Network")),
    (10, "REPORTS_TO", ("Committee", "Network"), ("CooperationBody", "Committee")),
    (8, "ADVISES", ("Committee", "Network"), ("CooperationBody", "StateBody")),
    (6, "MANDATES", ("CooperationBody", "StateBody"), ("Committee", "Network")),
    (6, "STEERS", ("Committee",), ("Network", "Programme")),
    (5, "FUNDS", ("StateBody",), ("Programme", "Network")),
    (5, "FOLLOWS_UP", ("Municipality", "Network"), ("Strategy",)),
)
"""Of a hundred edges, how many are of which kind, between which kinds of node."""


def synthetic(nodes: int, edges: int, seed: int = 0) -> Graph:
    """Return a made-up graph.

    Parameters
    ----------
    nodes, edges
        How many; at least a hundred nodes, so that there are some of every kind.
    seed
        Which of the graphs of this size.

    Returns
    -------
    Graph
        Municipalities, most of the nodes, sit in fewer and fewer bodies of higher levels. Dates, notes, roles and
        citations are as frequent as in the real graph. The same arguments always give the same graph.
    """
    chance = Random(seed)  # noqa: S311 - made-up data, no secret
    by_kind = {kind: _ids(kind, share, nodes) for share, kind, _ in _NODES}
    by_kind["Municipality"] += [f"municipality-x{number}" for number in range(nodes - sum(map(len, by_kind.values())))]
    cites = _citations(chance)
    sources = [Source(id=f"source-{number}", title=f"Source {number}") for number in range(_SOURCES)]
    return Graph(_nodes(by_kind, cites, chance), _edges(edges, by_kind, cites, chance), sources)


def _ids(kind: str, share: int, nodes: int) -> list[str]:
    return [f"{kind.lower()}-{number}" for number in range(nodes * share // 100)]


def _citations(chance: Random) -> list[list[dict[str, str]]]:
    """Return one or two citations, many times over, to choose from."""
    return [
        [
            {"source": f"source-{chance.randrange(_SOURCES)}", "locator": f"§ {number}"},
            {"source": f"source-{chance.randrange(_SOURCES)}"},
        ][: 1 + number % 2]
        for number in range(500)
    ]


def _nodes(by_kind: dict[str, list[str]], cites: Sequence[Any], chance: Random) -> Iterator[Any]:
    for _, kind, level in _NODES:
        cls = KINDS[kind]
        for id_ in by_kind[kind]:
            name = id_.replace("-", " ").capitalize()
            dated = 0.2 if kind == "Municipality" else 0.9
            yield cls(id=id_, level=level, name=name, name_en=f"{name} (EN)", **_common(cites, chance, dated))


def _edges(count: int, by_kind: dict[str, list[str]], cites: Sequence[Any], chance: Random) -> Iterator[Any]:
    for share, type_, froms, tos in _EDGES:
        cls = EDGE_KINDS[type_].cls
        wanted = count * share // 100
        if type_ == "FOLLOWS_UP":
            wanted = count - sum(count * other // 100 for other, *_ in _EDGES[:-1])
        from_ids, to_ids = (list(chain.from_iterable(by_kind[kind] for kind in kinds)) for kinds in (froms, tos))
        ends = zip(chance.choices(from_ids, k=wanted), chance.choices(to_ids, k=wanted), strict=True)
        for number, (from_id, to_id) in enumerate(ends):
            id_ = f"{cls.default_id(from_id, to_id)}:{number}"
            role = f"seat {number % 9}" if number % 20 else None
            yield cls(id=id_, from_id=from_id, to_id=to_id, role=role, **_common(cites, chance, 0.55))


def _common(cites: Sequence[Any], chance: Random, dated: float) -> dict[str, Any]:
    """Return what a node and an edge have in common, each as often as in the real graph."""
    since = 2000 + chance.randrange(20)
    common: dict[str, Any] = {"as_of": "2024", "cites": cites[chance.randrange(len(cites))]}
    if chance.random() < dated:
        common["since"] = f"{since}-{1 + chance.randrange(12):02}-01"
        if chance.random() < 0.2:
            common["until"] = f"{since + 3}-12-31"
    if chance.random() < 0.1:
        common["note"] = f"What else there is to know, of {since}."
    return common
