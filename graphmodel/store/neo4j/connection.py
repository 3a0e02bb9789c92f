"""A Neo4j server and one database in it: sessions to read and to write, and errors in our words."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from neo4j import READ_ACCESS, WRITE_ACCESS, GraphDatabase, Query
from neo4j.exceptions import DriverError, Neo4jError

from graphmodel.errors import StoreError
from graphmodel.store.neo4j.address import address
from graphmodel.store.neo4j.errors import is_starting, store_error
from graphmodel.store.neo4j.retry import retry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from neo4j import Driver, Result, Session, Transaction

    from graphmodel.store.base import Credentials

__all__ = ["LOAD", "Reader", "Server"]

LOAD = "graphmodel load"
"""What the server's list of transactions calls a load."""


# What the driver logs is for whoever asks for it; with no handler at all Python would print it.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Reader:
    """Runs each statement in a transaction of its own, in which the server refuses to write."""

    def __init__(self, session: Session, seconds: float | None) -> None:
        self._session = session
        self._seconds = seconds

    def run(self, statement: str, parameters: Mapping[str, Any] | None = None, **more: object) -> Result:
        """Run a statement, which the server ends after the reader's seconds."""
        return self._session.run(Query(statement, timeout=self._seconds), dict(parameters or {}), **more)


class Server:
    """A server that answers, and one database in it.

    Parameters
    ----------
    url, credentials
        Where it is, and the way in.

    Raises
    ------
    StoreError
        If it cannot be reached or entered.
    """

    def __init__(self, url: str, credentials: Credentials) -> None:
        self._address = address(url, credentials)
        self._closed = False
        # One list of bookmarks: on a cluster, what was loaded through this store is there when it reads.
        self._bookmarks = GraphDatabase.bookmark_manager()
        with self.translate_errors():
            self._driver = self._connect()
        try:
            with self.translate_errors():
                retry(self._greet, is_starting, seconds=30.0)
        except BaseException:
            self._driver.close()
            raise

    def _connect(self) -> Driver:
        """Return a driver, which connects when it is used."""
        return GraphDatabase.driver(
            self._address.uri,
            auth=self._address.auth,
            user_agent="graphmodel",
            connection_timeout=10.0,
            notifications_min_severity="OFF",
            telemetry_disabled=True,
            **self._address.security,
        )

    def _greet(self) -> None:
        with self.reading() as reader:
            reader.run("RETURN 1").consume()

    def __repr__(self) -> str:
        return self._address.shown

    @contextmanager
    def session(self, mode: str = WRITE_ACCESS) -> Iterator[Session]:
        """Give a session with the database."""
        session = self._driver.session(
            database=self._address.database,
            default_access_mode=mode,
            bookmark_manager=self._bookmarks,
            fetch_size=5000,
        )
        try:
            yield session
        except KeyboardInterrupt:
            # The session's own end would wait for the answer; with its connection the server lets go of the query.
            interrupted, self._driver = self._driver, self._connect()
            interrupted.close()
            raise
        except BaseException:
            session.close()
            raise
        session.close()

    @contextmanager
    def reading(self, seconds: float | None = None) -> Iterator[Reader]:
        """Give what runs statements in which the server refuses to write, and which it ends after so many seconds."""
        with self.session(READ_ACCESS) as session:
            yield Reader(session, seconds)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Give a transaction that the server lists as a load, and rolls back unless it is committed."""
        with self.session() as session:
            transaction = session.begin_transaction(metadata={"app": LOAD})
            try:
                yield transaction
            finally:
                transaction.close()  # the driver's own context would commit it when nobody says otherwise

    @contextmanager
    def translate_errors(self) -> Iterator[None]:
        """Turn the driver's errors into ours.

        Raises
        ------
        StoreError
            In place of any error of the driver.
        """
        if self._closed:
            raise StoreError(f"the store at {self} is closed: open it again")
        try:
            yield
        except (Neo4jError, DriverError) as error:
            raise store_error(error, self._address) from error
        except (OSError, ValueError) as error:  # certificates that cannot be read, a host without an address
            raise StoreError(f"{self._address.shown} cannot be reached: {error}") from error

    def close(self) -> None:
        """Let go of all connections."""
        self._closed = True
        self._driver.close()
