"""What goes wrong between a client and a real Neo4j server, and what is left afterwards."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from socket import socket
from time import monotonic
from typing import TYPE_CHECKING

import pytest
import trustme
from graphs import crossroads
from neo4j import GraphDatabase
from neo4j_loader import ALWAYS_STAGED, land, load_and_tell

from graphmodel.errors import GraphModelError, QueryError, StoreError
from graphmodel.model import Graph
from graphmodel.store import Credentials, open_store
from graphmodel.store.neo4j import memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from neo4j import Driver
    from neo4j_server import Access, LocalServer

    from graphmodel.store import Store

pytestmark = pytest.mark.neo4j

KILLS = 10
ANYBODY = Credentials("neo4j", "any")


def _open(access: Access, **how: str) -> Store:
    return open_store(how.get("url", access.uri), Credentials(access.username, how.get("password", access.password)))


@pytest.fixture(scope="module")
def own(start_neo4j: Callable[..., LocalServer]) -> Iterator[LocalServer]:
    """A server of our own, which the tests stop, kill and start again on the same files."""
    server = start_neo4j(settings={"dbms.security.auth_lock_time": "1s"})
    yield server
    server.kill()


# --- the loader dies --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bytes_a_row", [memory.BYTES_A_ROW, ALWAYS_STAGED], ids=["transaction", "staged"])
def test_a_loader_killed_at_a_random_moment_leaves_the_old_graph_or_the_new_one(
    empty_neo4j: Access, bytes_a_row: int
) -> None:
    size = 150
    graphs = [land(size, "a"), land(size, "b")]
    chance = random.Random(20211101)  # noqa: S311 - moments, not secrets
    with _open(empty_neo4j) as store:
        store.load(graphs[0])
        whole = _time_of_a_load(empty_neo4j, (size, "b"), bytes_a_row)
        for kill in range(KILLS):
            _kill_a_load(empty_neo4j, (size, "ab"[kill % 2]), bytes_a_row, after=chance.uniform(0, whole))
            left = store.dump()
            assert left in graphs
            assert store.run("MATCH (n:Municipality) RETURN count(n) AS n").rows == ((size,),)
        assert store.load(graphs[1]) is (left != graphs[1] or _is_littered(empty_neo4j))
        assert store.dump() == graphs[1]
        assert not _is_littered(empty_neo4j)


def _time_of_a_load(access: Access, graph: tuple[int, str], bytes_a_row: int) -> float:
    ours, theirs = _context.Pipe()
    process = _context.Process(target=load_and_tell, args=(access, graph, bytes_a_row, theirs))
    process.start()
    assert ours.recv() == "begins"
    begun = monotonic()
    assert ours.recv() is True
    took = monotonic() - begun
    process.join()
    return took


def _kill_a_load(access: Access, graph: tuple[int, str], bytes_a_row: int, *, after: float) -> None:
    ours, theirs = _context.Pipe()
    process = _context.Process(target=load_and_tell, args=(access, graph, bytes_a_row, theirs))
    process.start()
    assert ours.recv() == "begins"
    process.join(timeout=after)
    process.kill()
    process.join()


_context = get_context("forkserver")
_context.set_forkserver_preload(["neo4j_loader"])


def _is_littered(access: Access) -> bool:
    with GraphDatabase.driver(access.uri, auth=access.auth) as driver:
        # An announcement that its loader did not live to take back is left over too.
        left = "n:GraphmodelNodeStaged OR n:GraphmodelStale OR (n:GraphmodelLoad AND n.key = 'landing')"
        found = driver.execute_query(f"MATCH (n) WHERE {left} RETURN count(n) AS n").records
    return bool(found[0]["n"])


# --- the server goes away ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("bytes_a_row", [memory.BYTES_A_ROW, ALWAYS_STAGED], ids=["transaction", "staged"])
def test_a_server_killed_while_it_is_loaded_and_started_again_ends_with_the_new_graph(
    own: LocalServer, bytes_a_row: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "BYTES_A_ROW", bytes_a_row)
    old, new = land(300, "a"), land(300, "b")
    with _open(own.access) as store, ThreadPoolExecutor(1) as beside:
        store.load(old)
        killed: list[int] = []

        def kill_in_the_middle(done: int, total: int) -> None:
            if not killed and done > total / 3:
                killed.append(done)
                own.kill()
                beside.submit(own.start)

        assert store.load(new, kill_in_the_middle)
        assert killed
        assert store.dump() == new


def test_a_server_restarted_between_two_questions_answers_the_second(own: LocalServer) -> None:
    question = "MATCH (n:Body) RETURN n.id AS id ORDER BY id"
    with _open(own.access) as store:
        store.load(crossroads())
        before = store.run(question)
        with _read_only(own):
            assert store.run(question) == before
            # Locked down, it still answers, and a graph that is there already needs no writing.
            assert store.load(crossroads()) is False
            with pytest.raises(StoreError, match="keeps this database read-only"):
                store.load(land(1, "a"))
        assert store.dump() == crossroads()
        assert store.load(land(1, "a"))


@contextmanager
def _read_only(server: LocalServer) -> Iterator[None]:
    """Start a server again with all its databases read-only, and then as it was."""
    server.stop()
    server.settings["server.databases.default_to_read_only"] = "true"
    server.start()
    try:
        yield
    finally:
        server.stop()
        del server.settings["server.databases.default_to_read_only"]
        server.start()


def test_wrong_passwords_are_told_and_after_some_of_them_to_wait(own: LocalServer) -> None:
    secret = "hunter2-is-not-it"  # noqa: S105 - wrong on purpose
    told = []
    for _ in range(5):
        with pytest.raises(StoreError) as refused:
            _open(own.access, password=secret)
        told.append(str(refused.value))
        assert secret not in repr(refused.value.__cause__) + repr(refused.value) + told[-1]
    assert "refuses the password of 'neo4j': check NEO4J_USERNAME and NEO4J_PASSWORD" in told[0]
    assert "too many wrong passwords: wait" in told[-1]
    _open_after_a_while(own.access).close()


def _open_after_a_while(access: Access) -> Store:
    deadline = monotonic() + 60
    while True:
        try:
            return _open(access)
        except StoreError as error:
            assert "too many wrong passwords" in str(error)  # noqa: PT017 - until the right one is heard again
            assert monotonic() < deadline


def test_no_password_where_one_is_wanted(own: LocalServer) -> None:
    with pytest.raises(StoreError, match="asks for a user and password: set NEO4J_USERNAME and NEO4J_PASSWORD"):
        open_store(own.access.uri)


def test_a_password_in_the_url_counts_before_the_environment_and_is_never_shown(own: LocalServer) -> None:
    url = own.access.uri.replace("://", f"://neo4j:{own.password}@") + "?database=neo4j"
    with open_store(url, Credentials("nobody", "nothing")) as store:
        store.load(crossroads())
        assert own.password not in repr(vars(store)) + repr(store)
    with pytest.raises(StoreError, match="has no database 'elsewhere': check NEO4J_DATABASE") as missing:
        open_store(url.replace("=neo4j", "=elsewhere"))
    assert own.password not in str(missing.value)


def test_a_server_that_is_not_there() -> None:
    with socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # and does not listen
        port = nobody.getsockname()[1]
        with pytest.raises(StoreError, match=rf"cannot connect to 127\.0\.0\.1:{port}: check that Neo4j runs there"):
            open_store(f"bolt://127.0.0.1:{port}", ANYBODY)
    with pytest.raises(StoreError, match=r"no-such-host\.invalid"):
        open_store("neo4j://no-such-host.invalid:7687", ANYBODY)


# --- what the server asks of a client ---------------------------------------------------------------------------


def test_a_server_that_wants_tls_and_trusts_only_its_own_signer(
    start_neo4j: Callable[..., LocalServer], tmp_path: Path
) -> None:
    signer = trustme.CA()
    issued = signer.issue_cert("127.0.0.1", "localhost")
    trusted = tmp_path / "signer.pem"
    signer.cert_pem.write_to_path(str(trusted))
    key, certificate = issued.private_key_pem.bytes(), b"".join(each.bytes() for each in issued.cert_chain_pems)
    server = start_neo4j(tls=(key, certificate))
    plain = server.access.uri
    with pytest.raises(StoreError, match=r"wants TLS: try neo4j\+s:// or bolt\+s://"):
        _open(server.access)
    with pytest.raises(StoreError, match=r"certificate of .* is not trusted: name the file .* in NEO4J_CA"):
        _open(server.access, url=plain.replace("bolt", "bolt+s"))
    with pytest.raises(StoreError, match=r"absent\.pem is not a file: expected the certificates to trust"):
        open_store(
            plain.replace("bolt", "bolt+s"), Credentials("neo4j", server.password, trusted=tmp_path / "absent.pem")
        )
    for url, file in (("bolt+s", trusted), ("neo4j+s", trusted), ("bolt+ssc", None), ("neo4j+ssc", None)):
        with open_store(plain.replace("bolt", url), Credentials("neo4j", server.password, trusted=file)) as store:
            assert store.fingerprint() is None
    server.kill()


def test_tls_asked_of_a_server_that_has_none(own: LocalServer) -> None:
    with pytest.raises(StoreError, match="does not speak TLS"):
        _open(own.access, url=own.access.uri.replace("bolt", "bolt+s"))


# --- somebody has waited long enough --------------------------------------------------------------------------


def test_ctrl_c_ends_a_command_and_its_query(empty_neo4j: Access) -> None:
    with _open(empty_neo4j) as store:
        store.load(crossroads())
    command = subprocess.Popen(
        [Path(sys.executable).with_name("graphmodel"), "cypher", "--store", empty_neo4j.uri, _ENDLESS],
        env={**os.environ, "NEO4J_USERNAME": empty_neo4j.username, "NEO4J_PASSWORD": empty_neo4j.password},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=_heed_interrupts,  # noqa: PLW1509 - it only sets a flag
    )
    with GraphDatabase.driver(empty_neo4j.uri, auth=empty_neo4j.auth) as driver:
        while not _is_running(driver):
            assert command.poll() is None
        command.send_signal(signal.SIGINT)
        told, _ = command.communicate(timeout=30)
        deadline = monotonic() + 30
        while _is_running(driver):
            assert monotonic() < deadline
    assert command.returncode == 130
    assert b"Traceback" not in told


_INTERRUPTED = """
import sys
from graphmodel import open_store
with open_store(sys.argv[1]) as store:
    try:
        store.run(sys.argv[2])
    except KeyboardInterrupt:
        print(store.run("RETURN 1 AS one").rows)
"""


def test_a_store_goes_on_after_an_interrupt(empty_neo4j: Access) -> None:
    with _open(empty_neo4j) as store:
        store.load(land(1, "a"))
    asker = subprocess.Popen(
        [sys.executable, "-c", _INTERRUPTED, empty_neo4j.uri, _ENDLESS],
        env={**os.environ, "NEO4J_USERNAME": empty_neo4j.username, "NEO4J_PASSWORD": empty_neo4j.password},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=_heed_interrupts,  # noqa: PLW1509 - it only sets a flag
    )
    with GraphDatabase.driver(empty_neo4j.uri, auth=empty_neo4j.auth) as driver:
        while not _is_running(driver):
            assert asker.poll() is None
    asker.send_signal(signal.SIGINT)
    assert asker.communicate(timeout=30)[0] == b"((1,),)\n"


_ENDLESS = "UNWIND range(1, 1000000) AS x UNWIND range(1, 1000000) AS y RETURN count(*) AS endless"


def _heed_interrupts() -> None:
    """Undo what a shell does to what it starts in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _is_running(driver: Driver) -> bool:
    listed = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery STARTS WITH 'UNWIND' RETURN count(*) AS n"
    return bool(driver.execute_query(listed).records[0]["n"])


# --- too little memory ------------------------------------------------------------------------------------------


def test_a_full_heap_ends_with_advice_and_the_old_graph(
    start_neo4j: Callable[..., LocalServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start_neo4j(heap="256m", settings={"dbms.memory.transaction.total.max": "20m"})
    old = land(10, "old")
    with _open(server.access) as store:
        store.load(old)
        # The estimate is wrong: the transaction fails, and a staged load, which needs less, goes through.
        monkeypatch.setattr(memory, "BYTES_A_ROW", 1)
        assert store.load(land(2_000, "a"))
        assert store.dump() == land(2_000, "a")
        # Even the step from one staged load to the next is too large.
        with pytest.raises(StoreError, match=r"too little memory for this: raise server\.memory\.heap\.max_size"):
            store.load(_many(12_000))
        assert store.dump() == land(2_000, "a")
        with pytest.raises(QueryError, match="needs more memory than the server gives"):
            store.run("UNWIND range(1, 2000000) AS x WITH collect('many words ' + x) AS texts RETURN size(texts) AS n")
        assert store.load(old)
        assert store.dump() == old
    server.kill()


def _many(size: int) -> Graph:
    whole = land(size, "many")
    return Graph(whole.nodes.values(), [], whole.sources.values())


def test_every_url_that_cannot_be_read_is_told_without_its_password() -> None:
    for url in ("neo4j://", "bolt://host:port", "bolt://127.0.0.1/db", "bolt://a:b/c@127.0.0.1", "neo4j://[::1"):
        with pytest.raises(GraphModelError, match="expected") as refused:
            open_store(url, ANYBODY)
        assert "b/c" not in str(refused.value)
