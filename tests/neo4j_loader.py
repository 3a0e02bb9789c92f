"""A graph large enough to be cut short while it is loaded, and a process of its own that loads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.model import Citation, Graph, MemberOf, Municipality, Network, Source, SucceededBy
from graphmodel.store import Credentials, open_store
from graphmodel.store.neo4j import memory

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from neo4j_server import Access

__all__ = ["ALWAYS_STAGED", "land", "load_and_tell"]

ALWAYS_STAGED = 10**12
"""Bytes that a row is said to take, so that no load fits into one transaction."""


def land(size: int, version: str) -> Graph:
    """Return a graph of so many municipalities; of two versions no node is the same and half of the edges have gone."""
    cites = (Citation(source="register", locator="page 1"),)
    hub = Network(id="hub", level="regional", name=f"Hub {version}", cites=cites)
    towns = [Municipality(id=f"town-{i}", level="local", name=f"Town {i} {version}", cites=cites) for i in range(size)]
    members = [
        MemberOf(id=f"seat-{version}-{i}", from_id=f"town-{i}", to_id="hub", since="2021-01-01", cites=cites)
        for i in range(size)
    ]
    ring = [
        SucceededBy(id=f"ring-{i}", from_id=f"town-{i}", to_id=f"town-{(i + 1) % size}", role=version, cites=cites)
        for i in range(size)
    ]
    return Graph([hub, *towns], [*members, *ring], [Source(id="register", title=f"Register {version}")])


def load_and_tell(access: Access, graph: tuple[int, str], bytes_a_row: int, told: Connection) -> None:
    """Load a land; say when it begins, and whether anything was written."""
    memory.BYTES_A_ROW = bytes_a_row
    wanted = land(*graph)
    with open_store(access.uri, Credentials(access.username, access.password)) as store:
        told.send("begins")
        told.send(store.load(wanted))
