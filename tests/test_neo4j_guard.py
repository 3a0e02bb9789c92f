"""No text gets past the guard: to the network, to a file, to somebody else's query, or to a write."""

from __future__ import annotations

import random
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from hostile_texts import SECRET, TEXTS, ambiguous, attack, payloads
from neo4j import GraphDatabase, Query
from neo4j.exceptions import Neo4jError
from neo4j_loader import land

from graphmodel.errors import QueryError, StoreError
from graphmodel.queries.cypher.tokens import CypherSyntaxError, tokenise
from graphmodel.store import Credentials, Limits, open_store
from graphmodel.store.neo4j.allowlist import check_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from neo4j import Driver, Session
    from neo4j_server import Access, LocalServer

    from graphmodel.store import Store

pytestmark = pytest.mark.neo4j

LINES = f"heading\n{SECRET}\n"
OPEN = {"dbms.security.allow_csv_import_from_file_urls": "true", "internal.dbms.cypher_ip_blocklist": ""}
"""The settings of a server that reads files and addresses for whoever asks."""


# --- how a server reads a text ----------------------------------------------------------------------------------------


def test_the_server_reads_the_same_words_in_a_text_as_we_do(empty_neo4j: Access) -> None:
    """A text without its comments, and with one space between its words, means the same to the server."""
    chance = random.Random(20261101)  # noqa: S311 - texts, not secrets
    read = 0
    with GraphDatabase.driver(empty_neo4j.uri, auth=empty_neo4j.auth) as driver, driver.session() as session:
        for _ in range(TEXTS):
            text = ambiguous(chance)
            try:
                tokens = tokenise(text)
            except CypherSyntaxError:
                continue
            words = " ".join(text[token.start : token.stop] for token in tokens)
            answer = _answer(session, text)
            assert answer == _answer(session, words), ascii(text)
            read += answer is not None
    assert read > TEXTS / 10


def _answer(session: Session, text: str) -> list[dict[str, Any]] | None:
    try:
        return session.run(Query(text)).data()
    except Neo4jError:
        return None


# --- what gets through ------------------------------------------------------------------------------------------------


@contextmanager
def _listening() -> Iterator[tuple[str, list[str]]]:
    """Give the address of a server on this machine, and the list of what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(LINES.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/secret.csv", asked
        server.shutdown()


@pytest.fixture(scope="module")
def careless(start_neo4j: Callable[..., LocalServer]) -> Iterator[LocalServer]:
    """A server that would read files and addresses."""
    server = start_neo4j(settings=OPEN)
    (server.home / "import" / "secret.csv").write_text(LINES, encoding="utf-8")
    yield server
    server.kill()


def test_no_text_gets_past_the_guard_of_a_careless_server(careless: LocalServer) -> None:
    access = careless.access
    with (
        _listening() as (address, asked),
        GraphDatabase.driver(access.uri, auth=access.auth) as driver,
        open_store(access.uri, Credentials(*access.auth), limits=Limits(1_000, 10)) as store,
    ):
        store.load(land(3, "a"))
        # It is careless indeed: without the guard a file and an address are read.
        loads = payloads(address)[:3]
        assert all(SECRET in str(driver.execute_query(load).records) for load in loads)
        assert asked.pop()
        assert asked.pop()
        before = _server_state(driver)
        _attack(store, address)
        assert asked == []
        assert _server_state(driver) == before
        assert store.dump() == land(3, "a")


def _server_state(driver: Driver) -> list[Any]:
    looks = (
        "MATCH (n) RETURN count(n), count(n.evil)",
        "SHOW USERS YIELD user RETURN collect(user)",
        "SHOW INDEXES YIELD name RETURN collect(name)",
        "CALL db.labels() YIELD label RETURN collect(label)",
    )
    return [driver.execute_query(look).records[0].values() for look in looks]


def test_no_text_gets_past_the_guard_of_the_embedded_engine(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text(LINES, encoding="utf-8")
    with (
        _listening() as (address, asked),
        open_store(f"arcadedb:{tmp_path / 'store'}", limits=Limits(1_000, 10)) as store,
    ):
        store.load(land(3, "a"))
        _attack(store, address)
        assert asked == []
        assert store.dump() == land(3, "a")


def _attack(store: Store, address: str) -> None:
    chance = random.Random(20261102)  # noqa: S311 - texts, not secrets
    for _ in range(TEXTS):
        text = attack(chance, address)
        try:
            found = store.run(text).rows
        except (QueryError, StoreError):
            continue
        assert SECRET not in str(found), ascii(text)


def test_a_query_of_somebody_else_is_not_ended(careless: LocalServer) -> None:
    access = careless.access
    with GraphDatabase.driver(access.uri, auth=access.auth) as driver, closing(driver.session()) as session:
        transaction = session.begin_transaction()
        ((id_,),) = (each.values() for each in transaction.run("SHOW TRANSACTIONS YIELD transactionId LIMIT 1"))
        with open_store(access.uri, Credentials(*access.auth)) as store:
            store.load(land(1, "a"))
            for text in (f"TERMINATE TRANSACTION '{id_}'", f"// \rTERMINATE TRANSACTION '{id_}'"):
                with pytest.raises(QueryError):
                    store.run(text)
        assert transaction.run("RETURN 1 AS one").single(strict=True)["one"] == 1


# --- each look alone --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "operator"),
    [
        ("LOAD CSV FROM 'file:///secret.csv' AS row RETURN row", "LoadCSV"),
        ("MATCH (n) WHERE n.x = 1 OR EXISTS { LOAD CSV FROM 'file:///x' AS l RETURN l } RETURN n", "LoadCSV"),
        ("RETURN [x IN [1] | COLLECT { LOAD CSV FROM 'file:///x' AS l RETURN l }] AS x", "LOAD CSV is off"),
        (
            "RETURN CASE WHEN true THEN COUNT { CALL dbms.listConfig() YIELD name RETURN name } END AS x",
            "dbms.listConfig is off",
        ),
        ("CALL dbms.listConfig() YIELD name RETURN name", "dbms.listConfig is off"),
        ("TERMINATE TRANSACTION 'x'", "TerminateTransactions"),
        ("SHOW TRANSACTIONS", "ShowTransactions"),
        ("SHOW SETTINGS", "ShowSettings"),
        ("SHOW PROCEDURES", "ShowProcedures"),
        ("SHOW USERS", "AdministrationCommand"),
        ("CREATE (n:X) RETURN n", "Create"),
        ("MATCH (n) SET n.x = 1", "SetProperty"),
        ("MATCH (n) DETACH DELETE n", "DetachDelete"),
        ("CREATE INDEX x FOR (n:X) ON (n.y)", "CreateIndex"),
    ],
)
def test_what_the_server_plans_to_do_is_refused_by_its_operator(empty_neo4j: Access, text: str, operator: str) -> None:
    with GraphDatabase.driver(empty_neo4j.uri, auth=empty_neo4j.auth) as driver:
        plan = driver.execute_query(f"EXPLAIN {text}").summary.plan
        assert plan is not None
        with pytest.raises(QueryError, match=operator):
            check_plan(plan)
