"""The store that teams share: a Neo4j server, a cluster or a hosted instance, over Bolt."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from graphmodel.errors import StoreError
from graphmodel.store.base import EngineReply, Store
from graphmodel.store.neo4j.connection import Server
from graphmodel.store.neo4j.load import load
from graphmodel.store.neo4j.query import Found, query_errors, run_query
from graphmodel.store.neo4j.retry import retry
from graphmodel.store.neo4j.snapshot import DatabaseState, read_snapshot, state, stored_edges, stored_nodes
from graphmodel.store.neo4j.statements import GROUPS
from graphmodel.store.rows import edge_of, english_of, graph_of, node_of, source_of, survey_of

if TYPE_CHECKING:
    from graphmodel.model import Graph
    from graphmodel.store.base import Credentials, Library, Limits, Progress
    from graphmodel.store.neo4j.connection import Reader
    from graphmodel.store.neo4j.diff import StoredRecord
    from graphmodel.store.request import QueryRequest

__all__ = ["Neo4jStore"]


class Neo4jStore(Store):
    """A store in one database of a Neo4j server, beside whatever else is in it.

    Any number of clients can ask it at once, also while it is loaded; of several loaders one waits for the other. What
    a query reads is of one graph, even if a load lands meanwhile. Questions find other people's nodes with the same
    labels too; a database of its own keeps them apart.

    Parameters
    ----------
    url
        Where the server is: ``neo4j://``, ``neo4j+s://``, ``neo4j+ssc://`` or the same with ``bolt``;
        ``?database=NAME`` names the database.
    credentials
        The way in; what the URL says comes first.
    library
        Reads the questions that have names.
    limits
        How much one query may take; the server stops what takes longer.

    Raises
    ------
    StoreError
        If the server cannot be reached, refuses the credentials, or is not to be trusted.
    """

    def __init__(
        self, url: str, credentials: Credentials, library: Library | None = None, limits: Limits | None = None
    ) -> None:
        super().__init__(library, limits)
        self._server = Server(url, credentials)
        self._explained: set[str] = set()
        self._seen: DatabaseState | None = None

    def load(self, graph: Graph, progress: Progress | None = None) -> bool:
        """Make the database hold exactly this graph: what differs is written, and nothing if nothing does."""
        with self._server.translate_errors():
            return load(self._server, graph, progress)

    def dump(self) -> Graph:
        """Return the graph that the database holds."""
        with self._server.translate_errors():
            stored, now = retry(lambda: read_snapshot(self._server, self._stored))
        (nodes, sources, surveys), edges = stored
        return graph_of(
            [node_of(each.row) for each in nodes],
            [edge_of(type_, from_id, to_id, row) for _, (type_, from_id, to_id), row, _ in edges],
            [source_of(each.row) for each in sources],
            [survey_of(each.row) for each in surveys],
            now.day,
            english_of(each.row for each in chain(nodes, edges, sources, surveys)),
            loaded=now.fingerprint,
        )

    def _stored(self, reader: Reader, now: DatabaseState) -> tuple[list[list[StoredRecord]], list[StoredRecord]]:
        self._check(now)
        nodes = [list(stored_nodes(reader, group)) for group in GROUPS]
        return nodes, list(stored_edges(reader))

    def _check(self, now: DatabaseState) -> None:
        if now.load is None:
            raise StoreError(f"nothing has been loaded into {self._server} yet: load a graph first")

    def fingerprint(self) -> str | None:
        """Return the fingerprint of the graph that was loaded last, or nothing if there is none."""
        with self._server.translate_errors():
            return retry(self._fingerprint)

    def _fingerprint(self) -> str | None:
        with self._server.reading() as reader:
            return state(reader).fingerprint

    def _answer(self, question: QueryRequest) -> EngineReply:
        def read(reader: Reader, now: DatabaseState) -> Found:
            self._check(now)
            return run_query(reader, question, self.limits, self._explained, left_over=now.left_over)

        with self._server.translate_errors(), query_errors(question, self.limits):
            seconds = self.limits.seconds
            found, now = retry(lambda: read_snapshot(self._server, read, seconds=seconds, seen=self._seen))
            self._seen = None if now.left_over else now
            return EngineReply(*found, now.load)

    def close(self) -> None:
        """Let go of the server; closing twice does no harm."""
        self._server.close()
