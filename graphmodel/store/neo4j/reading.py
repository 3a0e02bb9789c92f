"""Reading a database that may be loaded meanwhile: the old graph or the new one, never a mix of both.

A Neo4j server shows a reader whatever has been committed by the moment it looks, so that two looks in one transaction,
or the two ends of one long query, may see different graphs. So each load leaves a mark of its own; who has read looks
whether the mark is still the same, and whether a load is just being committed. If so, it reads again.
"""

from __future__ import annotations

from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from neo4j.time import Date

from graphmodel.errors import StoreError
from graphmodel.schema import LABELS
from graphmodel.store.neo4j import statements
from graphmodel.store.neo4j.difference import Stored
from graphmodel.store.neo4j.server import LOAD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from neo4j import Transaction

    from graphmodel.store.cypher import Row
    from graphmodel.store.neo4j.server import Server
    from graphmodel.store.neo4j.statements import Group

__all__ = ["State", "consistently", "state", "stored_edges", "stored_nodes"]

T = TypeVar("T")

_PATIENCE = 60.0
"""Seconds to wait for a moment in which nobody is loading."""


class State(NamedTuple):
    """What a database says of the graph in it."""

    load: str | None
    """The mark of the load that is current; none if there never was one."""
    fingerprint: str | None
    day: date | None
    left_over: bool
    """Whether a load that was cut short, or is under way, has left nodes that are not part of the graph."""


def state(transaction: Transaction) -> State:
    """Read what the database says of the graph in it."""
    found = transaction.run(statements.STATE).single(strict=True)
    day = found["day"]
    return State(found["load"], found["fingerprint"], day.to_native() if day else None, found["left_over"])


def consistently(
    server: Server,
    work: Callable[[Transaction, State], T],
    *,
    seconds: float | None = None,
    seen: State | None = None,
) -> T:
    """Read from one graph.

    Parameters
    ----------
    server
        Where to read.
    work
        Reads, given a transaction and what the database says of its graph; done again if a load comes between.
    seconds
        How long one attempt may take.
    seen
        What the database said of its graph when it was asked last: if it says the same afterwards, nothing came
        between, and it need not be asked before as well.

    Raises
    ------
    StoreError
        If one load follows the other.
    """
    deadline = monotonic() + _PATIENCE
    pause = 0.01
    while monotonic() < deadline:
        with server.reading(seconds) as transaction:
            before = seen or state(transaction)
            answer = work(transaction, before)
            landing = transaction.run(statements.LANDING, app=LOAD).single(strict=True)["landing"]
            if not landing and state(transaction) == before:
                return answer
        seen = None
        sleep(pause)
        pause = min(2 * pause, 1.0)
    raise StoreError(f"the store has been loaded again and again for {_PATIENCE:.0f} seconds: ask again later")


def stored_nodes(transaction: Transaction, group: Group) -> Iterator[Stored]:
    """Yield the nodes of a group as they are in the database."""
    for key, labels, row in transaction.run(statements.stored_nodes(group)):
        yield Stored(key, LABELS.intersection(labels), _row(row))


def stored_edges(transaction: Transaction) -> Iterator[Stored]:
    """Yield the edges as they are in the database."""
    for key, type_, from_id, to_id, row in transaction.run(statements.STORED_EDGES):
        yield Stored(key, (type_, from_id, to_id), _row(row))


def _row(properties: Mapping[str, Any]) -> Row:
    return {name: value.to_native() if isinstance(value, Date) else value for name, value in properties.items()}
