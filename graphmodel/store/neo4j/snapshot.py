"""Reading a database that may be loaded meanwhile: the old graph or the new one, never a mix of both.

A Neo4j server shows a reader whatever has been committed by the moment it looks, so that two looks in one transaction,
or the two ends of one long query, may see different graphs; and while it commits, some of a load before the rest. So
each load leaves an id of its own, and announces its landing before it is committed. Who reads looks at both before and
afterwards: if a load was landing, or the id is another, it reads again.
"""

from __future__ import annotations

from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from neo4j.time import Date

from graphmodel.errors import StoreError
from graphmodel.schema import LABELS
from graphmodel.store.neo4j import statements
from graphmodel.store.neo4j.connection import LOAD
from graphmodel.store.neo4j.diff import StoredRecord
from graphmodel.store.neo4j.statements import PROPERTIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from neo4j import Transaction

    from graphmodel.store.neo4j.connection import Reader, Server
    from graphmodel.store.neo4j.statements import NodeGroup
    from graphmodel.store.rows import Row

__all__ = ["DatabaseState", "read_snapshot", "state", "stored_edges", "stored_nodes"]

T = TypeVar("T")

_PATIENCE = 60.0
"""Seconds to wait for a moment in which nobody is loading."""


class DatabaseState(NamedTuple):
    """What a database says of the graph in it."""

    load: str | None
    """The id of the load that is current; none if there never was one."""
    fingerprint: str | None
    day: date | None
    left_over: bool
    """Whether a load that was cut short, or is under way, has left nodes that are not part of the graph."""


def state(reader: Reader | Transaction) -> DatabaseState:
    """Read what the database says of the graph in it."""
    return _looked(reader)[0]


def _looked(reader: Reader | Transaction) -> tuple[DatabaseState, bool]:
    """Read what the database says of the graph in it, and whether a load has announced that it lands."""
    record = reader.run(statements.STATE).single(strict=True)
    day = record["day"].to_native() if record["day"] else None
    return DatabaseState(record["load"], record["fingerprint"], day, record["left_over"]), record["announced"]


def _settled(reader: Reader) -> DatabaseState | None:
    """Read what the database says of the graph in it; nothing while a load is landing."""
    now, announced = _looked(reader)
    if not announced:
        return now
    # Whoever announced it may have died since: then the server knows of no such commit. The id is looked at again
    # only now, since it may have been seen before the rest.
    landing = reader.run(statements.LANDING, app=LOAD).single(strict=True)["landing"]
    return None if landing else state(reader)


def read_snapshot(
    server: Server,
    work: Callable[[Reader, DatabaseState], T],
    *,
    seconds: float | None = None,
    seen: DatabaseState | None = None,
) -> tuple[T, DatabaseState]:
    """Read from one graph.

    Parameters
    ----------
    server
        Where to read.
    work
        Reads, given who runs statements, and what the database says of its graph; done again if a load comes between.
    seconds
        How long one statement may take.
    seen
        What the database said of its graph when it was asked last: if it says the same afterwards, nothing came
        between, and it need not be asked before as well.

    Returns
    -------
    tuple
        What was read, and what the database says of the graph from which it was.

    Raises
    ------
    StoreError
        If one load follows the other.
    """
    deadline = monotonic() + _PATIENCE
    pause = 0.01
    while monotonic() < deadline:
        with server.reading(seconds) as reader:
            before = seen or _settled(reader)
            if before:
                answer = work(reader, before)
                if _settled(reader) == before:
                    return answer, before
        seen = None
        sleep(pause)
        pause = min(2 * pause, 1.0)
    raise StoreError(f"the store has been loaded again and again for {_PATIENCE:.0f} seconds: ask again later")


def stored_nodes(reader: Reader, group: NodeGroup) -> Iterator[StoredRecord]:
    """Yield the nodes of a group as they are in the database."""
    for key, labels, row in reader.run(statements.stored_nodes(group)):
        yield StoredRecord(key, LABELS.intersection(labels), _row(row), _others(row))


def stored_edges(reader: Reader) -> Iterator[StoredRecord]:
    """Yield the edges as they are in the database."""
    for key, type_, from_id, to_id, row in reader.run(statements.STORED_EDGES):
        yield StoredRecord(key, (type_, from_id, to_id), _row(row), _others(row))


def _row(properties: Mapping[str, Any]) -> Row:
    ours = ((name, value) for name, value in properties.items() if name in PROPERTIES)
    return {name: value.to_native() if isinstance(value, Date) else value for name, value in ours}


def _others(properties: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name for name in properties if name not in PROPERTIES)
