"""Loading a graph: what differs is written, in one transaction where the server's memory allows, else as a generation.

A generation is written beside the current graph in many transactions, out of sight of questions, and takes its place
in one last transaction that only moves labels. Either way one node stays locked from the comparison to the end, by a
transaction that ends with its loader: two loads never interleave, and a loader that dies holds nobody up.
"""

from __future__ import annotations

import secrets
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from neo4j.exceptions import DriverError, Neo4jError

from graphmodel.errors import StoreError
from graphmodel.schema import RELATIONSHIPS, relationship_of
from graphmodel.store import cypher
from graphmodel.store.ahead import ahead
from graphmodel.store.neo4j import statements
from graphmodel.store.neo4j.difference import Difference, difference
from graphmodel.store.neo4j.failures import is_out_of_memory
from graphmodel.store.neo4j.memory import fits, limit
from graphmodel.store.neo4j.patience import patiently
from graphmodel.store.neo4j.reading import State, consistently, state, stored_edges, stored_nodes
from graphmodel.store.neo4j.statements import GROUPS, NODES
from graphmodel.store.neo4j.writes import changes, stale_edges, stale_nodes, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from neo4j import Result, Transaction

    from graphmodel.model import Edge, Graph
    from graphmodel.store.neo4j.server import Server
    from graphmodel.store.neo4j.statements import Group
    from graphmodel.store.neo4j.writes import Write
    from graphmodel.store.port import Progress

__all__ = ["load"]


_PATIENCE = 60.0
"""Seconds that a load waits for a server to come back."""


class _OutrunError(Exception):
    """The store is no longer as it was when it was compared: somebody else's load came first."""


class _Plan(NamedTuple):
    """What has to be written, and the state of the store in which that is so."""

    before: State
    groups: tuple[Difference, ...]
    edges: Difference

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
        If something of somebody else's hangs on a node that has to go.
    """
    loading = _Loading(server, graph, progress)
    while True:
        try:
            return patiently(loading.attempt, seconds=_PATIENCE)
        except _OutrunError:
            continue


def _prepare(server: Server) -> None:
    """Make the rules and indexes that are not there yet."""
    with server.session() as session:
        there = {record["name"] for record in session.run(statements.SHOW_INDEXES)}
        missing = [
            *(statements.rule(name) for name in statements.RULES if name not in there),
            *(statements.index(name) for name in statements.INDEXES if name not in there),
        ]
        if missing:
            with session.begin_transaction() as transaction:
                for statement in missing:
                    transaction.run(statement).consume()
            session.run(statements.AWAIT_INDEXES).consume()


class _Loading:
    """One load, which may take several attempts.

    Each attempt starts by looking: if the connection broke while the server was committing, the mark of this load tells
    whether it landed.
    """

    def __init__(self, server: Server, graph: Graph, progress: Progress | None) -> None:
        self._server = server
        self._graph = graph
        self._digest: cypher.Digest | None = None
        self._progress: Progress = progress or (lambda _done, _total: None)
        self._mark = secrets.token_hex(16)

    def attempt(self) -> bool:
        """Compare, and write what differs; tell whether this load has written anything."""
        plan = consistently(self._server, self._plan)
        if not plan.size and not plan.before.left_over and plan.before.fingerprint == cypher.fingerprint(self._graph):
            return plan.before.load == self._mark
        _prepare(self._server)
        if not fits(plan.size, self._memory()):
            self._as_generation(plan)
            return True
        try:
            self._in_one_transaction(plan)
        except Neo4jError as error:
            if not is_out_of_memory(error):
                raise
            self._as_generation(plan)
        return True

    def _memory(self) -> float | None:
        with self._server.reading() as transaction:
            return limit(transaction)

    def _plan(self, transaction: Transaction, before: State) -> _Plan:
        groups = tuple(self._compared(transaction, group) for group in GROUPS)
        edges = difference(
            stored_edges(transaction), self._graph.edges, shape=_edge_shape, row=self._edge_row, reshape=False
        )
        return _Plan(before, groups, edges)

    def _compared(self, transaction: Transaction, group: Group) -> Difference:
        return difference(
            stored_nodes(transaction, group),
            group.records(self._graph),
            shape=lambda record: frozenset(group.labels(record)),
            row=lambda record: group.row(self._graph, record),
            reshape=True,
        )

    def _edge_row(self, edge: Edge) -> cypher.Row:
        return cypher.edge_row(self._graph, edge)

    def _in_one_transaction(self, plan: _Plan) -> None:
        with self._held(plan) as transaction:
            count = _Count(self._progress, plan.size)
            count.run(transaction, stale_edges(plan.edges))
            for group in plan.groups:
                _refuse_ties(transaction.run(statements.TIED_BY_OTHERS, rows=group.stale))
            count.run(transaction, stale_nodes(plan.groups))
            count.run(transaction, self._writes(plan))
            count.check(len(plan.edges.new))

    def _writes(self, plan: _Plan) -> Iterator[Write]:
        if plan.size != _size(self._graph) or not plan.only_new:
            return changes(self._graph, plan.groups, plan.edges)
        return self._whole(staged=False)

    def _whole(self, *, staged: bool) -> Iterator[Write]:
        self._digest = cypher.Digest(self._graph)
        return whole(self._graph, self._digest, staged=staged)

    def _as_generation(self, plan: _Plan) -> None:
        with self._held(plan) as transaction:
            _refuse_ties(transaction.run(statements.ANY_TIED_BY_OTHERS, types=list(RELATIONSHIPS)))
            self._stage()
            self._install(transaction)
        with suppress(Neo4jError, DriverError):  # what is left over harms nobody, and the next load tries again
            self._sweep()

    def _stage(self) -> None:
        count = _Count(self._progress, _size(self._graph))
        with self._server.session() as session:
            for write in ahead(self._whole(staged=True)):
                with session.begin_transaction() as transaction:
                    count.run(transaction, [write])
        count.check(len(self._graph.edges))

    def _install(self, transaction: Transaction) -> None:
        transaction.run(statements.RETIRE).consume()
        for group in GROUPS:
            for labels, where in _kinds(group, self._graph):
                transaction.run(statements.install(group, labels), where).consume()

    @contextmanager
    def _held(self, plan: _Plan) -> Iterator[Transaction]:
        """Hold the store against other loads, as it was when it was compared, and commit in the end.

        Raises
        ------
        _OutrunError
            If it is no longer as it was.
        """
        self._digest = None
        with self._server.writing() as transaction:
            transaction.run(statements.HOLD).consume()
            if state(transaction).load != plan.before.load:
                raise _OutrunError
            if plan.before.left_over:
                self._purge()
            yield transaction
            fingerprint = self._digest.fingerprint() if self._digest else cypher.fingerprint(self._graph)
            now = {"load": self._mark, "fingerprint": fingerprint, "day": self._graph.day}
            transaction.run(statements.FINISH, now).consume()
            transaction.commit()

    def _sweep(self) -> None:
        with self._server.writing() as transaction:
            transaction.run(statements.HOLD).consume()
            self._purge()

    def _purge(self) -> None:
        """Delete what is not part of the current graph; only ever done while the store is held."""
        with self._server.session() as session:
            session.run(statements.PURGE).consume()


class _Count:
    """Runs statements, and counts what they do."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0
        self._edges = 0

    def run(self, transaction: Transaction, writes: Iterable[Write]) -> None:
        """Run statements, of which the next is made while the server is busy with the last."""
        for write in ahead(writes):
            counters = transaction.run(write.statement, rows=write.rows, days=write.days).consume().counters
            self._edges += counters.relationships_created
            self._done += len(write.rows)
            self._progress(self._done, self._total)
            write.rows.clear()  # the driver's answer holds on to them, in a ring that is only collected now and then

    def check(self, edges: int) -> None:
        """See to it that no edge was left out because somebody took away one of its ends meanwhile."""
        if self._edges != edges:
            raise _OutrunError


def _size(graph: Graph) -> int:
    """Return how many nodes and edges a graph has in a database."""
    return sum(len(group.records(graph)) for group in GROUPS) + len(graph.edges)


def _edge_shape(edge: Edge) -> tuple[str, str, str]:
    return relationship_of(edge), edge.from_id, edge.to_id


def _kinds(group: Group, graph: Graph) -> Iterable[tuple[tuple[str, ...], dict[str, str]]]:
    """Return each set of labels in a group, and the properties by which its nodes are found."""
    if group is not NODES:
        return [(group.labels(None), {})]
    return {node.labels: {"kind": node.kind, "level": node.level} for node in graph.nodes.values()}.items()


def _refuse_ties(found: Result) -> None:
    tied = found.single()
    if tied:
        raise StoreError(
            f"{tied['id']!r} has to be replaced or deleted, but a relationship {tied['type']} that graphmodel has not "
            "written hangs on it: move or delete that, and load again"
        )
