"""Graphs of the size that no page holds, for tests of what a picture then does."""

from __future__ import annotations

import random
from itertools import cycle, islice
from typing import TYPE_CHECKING

from graphs import edge, graph, node

if TYPE_CHECKING:
    from graphmodel.model import Edge, Graph

_KINDS = (
    ("Ministry", "national"),
    ("StateBody", "national"),
    ("Network", "regional"),
    ("Committee", "regional"),
    ("RegionalCouncil", "intermunicipal"),
    ("Municipality", "local"),
)


def layered(nodes: int, edges: int) -> Graph:
    """Return a graph of so many bodies at four levels, tied at random, the same every time."""
    chance = random.Random(11)  # noqa: S311 - the same every time
    bodies = [
        node(f"b{place}", kind, level)  # type: ignore[arg-type]
        for place, (kind, level) in enumerate(islice(cycle(_KINDS), nodes))
    ]
    made: dict[str, Edge] = {}
    while len(made) < edges:
        one, other = chance.sample(range(nodes), 2)
        tie = edge(f"b{one}", chance.choice(("MEMBER_OF", "REPORTS_TO", "ADVISES", "STEERS")), f"b{other}")
        made[tie.id] = tie
    return graph(bodies, list(made.values()))
