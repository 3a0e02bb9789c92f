"""Loading a graph: what differs is written, in one transaction where the server's memory allows, else as a staged load.

A staged load is written beside the current graph in many transactions, out of sight of questions, and takes its place
in one last transaction that only moves labels. Either way one node stays locked from the comparison to the end, by a
transaction that ends with its loader: two loads never interleave, and a loader that dies holds nobody up.
"""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from neo4j.exceptions import DriverError, Neo4jError

from graphmodel.errors import StoreError
from graphmodel.schema import RELATIONSHIPS, relationship_of
from graphmodel.store.neo4j import statements
from graphmodel.store.neo4j.diff import Diff, diff
from graphmodel.store.neo4j.errors import is_out_of_memory
from graphmodel.store.neo4j.memory import fits, limit
from graphmodel.store.neo4j.retry import retry
from graphmodel.store.neo4j.snapshot import DatabaseState, read_snapshot, state, stored_edges, stored_nodes
from graphmodel.store.neo4j.statements import GROUPS, NODES, create_edges, create_nodes, group_of
from graphmodel.store.rows import Digest, edge_row, edge_rows, fingerprint, node_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from neo4j import Result, Transaction

    from graphmodel.model import Edge, Graph
    from graphmodel.store.base import Progress
    from graphmodel.store.neo4j.connection import Reader, Server
    from graphmodel.store.neo4j.diff import Update
    from graphmodel.store.neo4j.statements import NodeGroup
    from graphmodel.store.rows import Row

__all__ = ["load"]


T = TypeVar("T")
K = TypeVar("K")

BATCH = 5_000
"""Rows that one statement writes."""

_PATIENCE = 60.0
"""Seconds that a load waits for a server to come back."""


class _OutrunError(Exception):
    """The store has changed since it was compared: a concurrent load came first."""


class _LoadPlan(NamedTuple):
    """What has to be written, and the state of the store in which that is so."""

    before: DatabaseState
    groups: tuple[Diff, ...]
    edges: Diff

    @property
    def size(self) -> int:
        """How many nodes and edges are written."""
        return sum(map(len, self.groups)) + len(self.edges)

    @property
    def only_new(self) -> bool:
        """Whether all that is written is new."""
        return all(len(each.new) == len(each) for each in (*self.groups, self.edges))


def load(server: Server, graph: Graph, progress: Progress | None = None) -> bool:
    """Make a database hold exactly this graph, beside whatever else is in it.

    Returns
    -------
    bool
        Whether anything was written.

    Raises
    ------
    StoreError
        If a foreign relationship is attached to a node that must be deleted.
    """
    loading = _Loading(server, graph, progress)
    while True:
        try:
            return retry(loading.attempt, seconds=_PATIENCE)
        except _OutrunError:
            continue


def _prepare(server: Server) -> None:
    """Create missing constraints and indexes."""
    with server.session() as session:
        there = {record["name"] for record in session.run(statements.SHOW_INDEXES)}
        missing = [
            *(statements.constraint(name) for name in statements.CONSTRAINTS if name not in there),
            *(statements.index(name) for name in statements.INDEXES if name not in there),
        ]
        if missing:
            with session.begin_transaction() as transaction:
                for statement in missing:
                    transaction.run(statement).consume()
            session.run(statements.AWAIT_INDEXES).consume()


class _Loading:
    """One load, which may take several attempts.

    Each attempt starts by looking: if the connection broke while the server was committing, the id of this load tells
    whether it landed.
    """

    def __init__(self, server: Server, graph: Graph, progress: Progress | None) -> None:
        self._server = server
        self._graph = graph
        self._digest: Digest | None = None
        self._progress: Progress = progress or (lambda _done, _total: None)
        self._load_id = secrets.token_hex(16)

    def attempt(self) -> bool:
        """Compare, write the difference, and return whether this load has written anything."""
        plan, _ = read_snapshot(self._server, self._plan)
        if not plan.size and not plan.before.left_over and plan.before.fingerprint == fingerprint(self._graph):
            return plan.before.load == self._load_id
        _prepare(self._server)
        if not fits(plan.size, self._memory()):
            self._load_staged(plan)
            return True
        try:
            self._in_one_transaction(plan)
        except Neo4jError as error:
            if not is_out_of_memory(error):
                raise
            self._load_staged(plan)
        return True

    def _memory(self) -> float | None:
        with self._server.reading() as reader:
            return limit(reader)

    def _plan(self, reader: Reader, before: DatabaseState) -> _LoadPlan:
        groups = tuple(self._compare(reader, group) for group in GROUPS)
        edges = diff(stored_edges(reader), self._graph.edges, shape=_edge_shape, row=self._edge_row, reshape=False)
        return _LoadPlan(before, groups, edges)

    def _compare(self, reader: Reader, group: NodeGroup) -> Diff:
        return diff(
            stored_nodes(reader, group),
            group.records(self._graph),
            shape=lambda record: frozenset(group.labels(record)),
            row=lambda record: group.row(self._graph, record),
            reshape=True,
        )

    def _edge_row(self, edge: Edge) -> Row:
        return edge_row(self._graph, edge)

    def _in_one_transaction(self, plan: _LoadPlan) -> None:
        with self._locked(plan) as transaction:
            for each in (plan.edges, *plan.groups):
                _refuse_losses(each.lost)
            count = _Count(self._progress, plan.size)
            count.run(transaction, _stale_edges(plan.edges))
            for group in plan.groups:
                _refuse_ties(transaction.run(statements.TIED_BY_OTHERS, rows=group.stale))
            count.run(transaction, _stale_nodes(plan.groups))
            count.run(transaction, self._writes(plan))
            count.check(len(plan.edges.new))

    def _writes(self, plan: _LoadPlan) -> Iterator[_Write]:
        if plan.size != _size(self._graph) or not plan.only_new:
            return _changes(self._graph, plan.groups, plan.edges)
        return self._whole(staged=False)

    def _whole(self, *, staged: bool) -> Iterator[_Write]:
        self._digest = Digest(self._graph)
        return _whole_graph(self._graph, self._digest, staged=staged)

    def _load_staged(self, plan: _LoadPlan) -> None:
        with self._locked(plan) as transaction:
            _refuse_ties(transaction.run(statements.ANY_TIED_BY_OTHERS, types=list(RELATIONSHIPS)))
            marked = transaction.run(statements.ANY_MARKED_BY_OTHERS, names=list(statements.PROPERTIES))
            _refuse_losses((record["id"], record["names"]) for record in marked)
            self._stage()
            self._install(transaction)
        with suppress(Neo4jError, DriverError):  # what is left over harms nobody, and the next load tries again
            self._sweep()

    def _stage(self) -> None:
        count = _Count(self._progress, _size(self._graph))
        with self._server.session() as session:
            for write in _prefetch(self._whole(staged=True)):
                with session.begin_transaction() as transaction:
                    count.run(transaction, [write])
        count.check(len(self._graph.edges))

    def _install(self, transaction: Transaction) -> None:
        transaction.run(statements.RETIRE).consume()
        for group in GROUPS:
            for labels, where in _kinds(group, self._graph):
                transaction.run(statements.install(group, labels), where).consume()

    @contextmanager
    def _locked(self, plan: _LoadPlan) -> Iterator[Transaction]:
        """Hold the store against other loads, as it was when it was compared, and commit in the end.

        Raises
        ------
        _OutrunError
            If it is no longer as it was.
        """
        self._digest = None
        with self._server.writing() as transaction:
            transaction.run(statements.LOCK).consume()
            if state(transaction).load != plan.before.load:
                raise _OutrunError
            if plan.before.left_over:
                self._purge()
            yield transaction
            written = self._digest.fingerprint() if self._digest else fingerprint(self._graph)
            now = {"load": self._load_id, "fingerprint": written, "day": self._graph.day}
            transaction.run(statements.FINISH, now).consume()
            with self._announce():
                transaction.commit()

    @contextmanager
    def _announce(self) -> Iterator[None]:
        """Let readers know that this load is landing, before the first of them can see any of it."""
        with self._server.session() as session:
            session.run(statements.ANNOUNCE, load=self._load_id).consume()
        yield
        with suppress(Neo4jError, DriverError), self._server.session() as session:  # else readers look twice
            session.run(statements.LANDED, load=self._load_id).consume()

    def _sweep(self) -> None:
        with self._server.writing() as transaction:
            transaction.run(statements.LOCK).consume()
            self._purge()

    def _purge(self) -> None:
        """Delete what is not part of the current graph; the lock must be held."""
        with self._server.session() as session:
            session.run(statements.PURGE).consume()


class _Count:
    """Runs statements, and counts what they do."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0
        self._edges = 0

    def run(self, transaction: Transaction, writes: Iterable[_Write]) -> None:
        """Run statements, of which the next is made while the server is busy with the last."""
        for write in _prefetch(writes):
            counters = transaction.run(write.statement, rows=write.rows, days=write.days).consume().counters
            self._edges += counters.relationships_created
            self._done += len(write.rows)
            self._progress(self._done, self._total)
            write.rows.clear()  # the driver's answer holds on to them, in a ring that is only collected now and then

    def check(self, edges: int) -> None:
        """Check that every edge was written: an end may have been deleted concurrently."""
        if self._edges != edges:
            raise _OutrunError


def _size(graph: Graph) -> int:
    """Return how many nodes and edges a graph has in a database."""
    return sum(len(group.records(graph)) for group in GROUPS) + len(graph.edges)


def _edge_shape(edge: Edge) -> tuple[str, str, str]:
    return relationship_of(edge), edge.from_id, edge.to_id


def _kinds(group: NodeGroup, graph: Graph) -> Iterable[tuple[tuple[str, ...], dict[str, str]]]:
    """Return each set of labels in a group, and the properties by which its nodes are found."""
    if group is not NODES:
        return [(group.labels(None), {})]
    return {node.labels: {"kind": node.kind, "level": node.level} for node in graph.nodes.values()}.items()


def _refuse_ties(records: Result) -> None:
    tied = records.single()
    if tied:
        raise StoreError(
            f"{tied['id']!r} has to be replaced or deleted, but a relationship {tied['type']} that graphmodel has not "
            "written hangs on it: move or delete that, and load again"
        )


def _refuse_losses(losses: Iterable[tuple[str, Iterable[str]]]) -> None:
    for id_, names in losses:
        raise StoreError(
            f"{id_!r} has to be replaced or deleted, but it has the properties {', '.join(names)}, which "
            "graphmodel has not written: move or remove them, and load again"
        )


# --- batches: what is written, made while the server writes what came before ------------------------------------------


class _Write(NamedTuple):
    """One statement, the rows that it unwinds, and the days that these name by their places."""

    statement: str
    rows: list[Any]
    days: list[date]


def _stale_edges(edges: Diff) -> Iterator[_Write]:
    """Yield the statements that delete stale edges."""
    yield from _deletions(statements.DELETE_EDGES, edges.stale)


def _stale_nodes(groups: Sequence[Diff]) -> Iterator[_Write]:
    """Yield the statements that delete stale nodes, after their edges."""
    for group in groups:
        yield from _deletions(statements.DELETE_NODES, group.stale)


def _changes(graph: Graph, groups: Sequence[Diff], edges: Diff) -> Iterator[_Write]:
    """Yield what changes nodes and edges that stay, and adds those that are new."""
    for group, each in zip(GROUPS, groups, strict=True):
        yield from _changed_nodes(graph, group, each.changed)
        yield from _new_nodes(graph, group, each.new)
    rows = ({"key": key, "row": _instead(edge_row(graph, graph.edges[id_]))} for id_, key in edges.changed)
    yield from _writes(statements.CHANGE_EDGES, rows)
    yield from _new_edges(graph, edges.new)


def _whole_graph(graph: Graph, digest: Digest, *, staged: bool) -> Iterator[_Write]:
    """Yield the statements that write a whole graph, and compute its fingerprint on the way.

    Parameters
    ----------
    graph
        The graph.
    digest
        Takes its fingerprint.
    staged
        Whether it is written out of sight of questions.
    """
    for labels, rows in groupby(digest.of(node_rows(graph)), key=itemgetter(0)):
        group = group_of(labels)
        statement = create_nodes(group.staged, ()) if staged else create_nodes(group.marker, labels)
        yield from _writes(statement, ({"row": row} for _, row in rows))
    marker = NODES.staged if staged else NODES.marker
    for type_, edges in groupby(digest.of(edge_rows(graph)), key=itemgetter(0)):
        new = ({"from_id": from_id, "to_id": to_id, "row": row} for _, from_id, to_id, row in edges)
        yield from _writes(create_edges(type_, marker), new)


def _changed_nodes(graph: Graph, group: NodeGroup, changed: Iterable[Update]) -> Iterator[_Write]:
    records = group.records(graph)
    for labels, some in _group(changed, lambda change: group.labels(records[change.id])):
        rows = ({"key": change.key, "row": _instead(group.row(graph, records[change.id]))} for change in some)
        yield from _writes(statements.change_nodes(labels), rows)


def _instead(row: Row) -> Row:
    """Return a row that sets to null every property of ours that it does not give."""
    return {**dict.fromkeys(statements.PROPERTIES), **row}


def _new_nodes(graph: Graph, group: NodeGroup, new: Iterable[str]) -> Iterator[_Write]:
    records = group.records(graph)
    for labels, ids in _group(new, lambda id_: group.labels(records[id_])):
        rows = ({"row": group.row(graph, records[id_])} for id_ in ids)
        yield from _writes(create_nodes(group.marker, labels), rows)


def _new_edges(graph: Graph, new: Iterable[str]) -> Iterator[_Write]:
    for type_, ids in _group(new, lambda id_: relationship_of(graph.edges[id_])):
        rows = (_new_edge(graph, graph.edges[id_]) for id_ in ids)
        yield from _writes(create_edges(type_, NODES.marker), rows)


def _new_edge(graph: Graph, edge: Edge) -> dict[str, Any]:
    return {"from_id": edge.from_id, "to_id": edge.to_id, "row": edge_row(graph, edge)}


def _group(items: Iterable[T], key: Callable[[T], K]) -> Iterable[tuple[K, list[T]]]:
    groups: dict[K, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups.items()


def _deletions(statement: str, keys: Iterable[str]) -> Iterator[_Write]:
    return (_Write(statement, batch, []) for batch in _batches(keys))


def _writes(statement: str, rows: Iterable[dict[str, Any]]) -> Iterator[_Write]:
    return (_Write(statement, batch, _take_days(batch)) for batch in _batches(rows))


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    items = iter(items)
    while batch := list(islice(items, BATCH)):
        yield batch


def _take_days(batch: Iterable[dict[str, Any]]) -> list[date]:
    """Put places in a list of days where rows have days of their own, and return the list.

    There are few days and many rows, and a day is what the driver takes longest to send.
    """
    places: dict[date, int] = {}
    for new in batch:
        days = (new["row"].pop(name, None) for name in statements.BOUNDS)
        new["days"] = [None if day is None else places.setdefault(day, len(places)) for day in days]
    return list(places)


def _prefetch(items: Iterable[T]) -> Iterator[T]:
    """Yield items, of which a thread makes one more while the caller waits for the server."""
    source = iter(items)
    with ThreadPoolExecutor(1) as executor:
        coming = executor.submit(next, source, None)
        while (item := coming.result()) is not None:
            coming = executor.submit(next, source, None)
            yield item
