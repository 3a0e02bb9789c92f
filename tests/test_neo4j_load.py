"""Loading into a real Neo4j server: whole or not at all, nothing twice, and other people's data left alone."""

from __future__ import annotations

import gc
import os
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from bolt_proxy import COMMIT, Cut, wire
from graphs import crossroads, renamed
from neo4j import GraphDatabase
from neo4j_loader import ALWAYS_STAGED, land

from graphmodel.errors import QueryError, StoreError
from graphmodel.model import Graph
from graphmodel.store import Credentials, open_store
from graphmodel.store.neo4j import load, memory
from graphmodel.store.rows import edge_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from neo4j import Driver
    from neo4j_server import Access

    from graphmodel.store import Store

pytestmark = pytest.mark.neo4j


@pytest.fixture
def store(empty_neo4j: Access) -> Iterator[Store]:
    with _open(empty_neo4j) as store:
        yield store


@pytest.fixture
def driver(empty_neo4j: Access) -> Iterator[Driver]:
    with GraphDatabase.driver(empty_neo4j.uri, auth=empty_neo4j.auth) as driver:
        yield driver


def _open(access: Access, uri: str | None = None) -> Store:
    return open_store(uri or access.uri, Credentials(access.username, access.password))


def _ask(driver: Driver, text: str, **parameters: object) -> list[tuple[Any, ...]]:
    found = driver.execute_query(text, parameters)
    return [tuple(record.values()) for record in found.records]


def _last_write(driver: Driver) -> frozenset[str]:
    """Return the server's bookmark, which counts the transactions that have written to the database."""
    with driver.session(default_access_mode="READ") as session:
        session.run("RETURN 1").consume()
        return session.last_bookmarks().raw_values


# --- nothing twice ----------------------------------------------------------------------------------------------


def test_a_second_load_commits_no_transaction(store: Store, driver: Driver) -> None:
    assert store.load(land(20, "a"))
    before = _last_write(driver)
    assert not store.load(land(20, "a"))
    assert _last_write(driver) == before


def test_a_load_that_changes_one_name_writes_one_node(store: Store, driver: Driver) -> None:
    graph = land(5, "a")
    store.load(graph)
    elements = _ask(driver, "MATCH (n:Body) RETURN elementId(n) ORDER BY n.id")
    town = graph.nodes["town-3"].model_copy(update={"name": "Ny by"})
    changed = Graph(
        [town if each.id == town.id else each for each in graph.nodes.values()],
        graph.edges.values(),
        graph.sources.values(),
    )
    seen: list[tuple[int, int]] = []
    assert store.load(changed, lambda done, total: seen.append((done, total)))
    assert seen == [(1, 1)]
    assert store.dump() == changed
    assert _ask(driver, "MATCH (n:Body) RETURN elementId(n) ORDER BY n.id") == elements


_MEDDLING = (
    "MATCH (n:Body) SET n.name = 'x', n.extra = 1",
    "MATCH (n:Body) REMOVE n:Body",
    "MATCH (:GraphmodelNode)-[e]->(:GraphmodelNode) WITH e LIMIT 1 DELETE e",
    """MATCH (a:GraphmodelNode)-[e]->(b:GraphmodelNode) WITH a, b, e LIMIT 1
       CREATE (b)-[twin:STEERS]->(a) SET twin = properties(e)""",
    "MATCH (n:GraphmodelNode) WITH n LIMIT 1 DETACH DELETE n",
    "CREATE (:GraphmodelNode:Body {id: 'nobody'})",
    "MATCH (n:Source) REMOVE n.title",
)


def test_what_somebody_changed_by_hand_is_put_right(store: Store, driver: Driver) -> None:
    store.load(crossroads())
    for change in _MEDDLING:
        driver.execute_query(change)
        assert store.load(crossroads())
        assert store.dump() == crossroads()


def test_the_labels_of_a_node_are_family_level_and_kind(store: Store, driver: Driver) -> None:
    store.load(land(3, "a"))
    assert store.run(
        "MATCH (n:Municipality {id: 'town-1'}) UNWIND labels(n) AS label RETURN collect(label) AS labels"
    ).rows == ((["Body", "LocalBody", "Municipality"],),)
    assert _ask(driver, "MATCH (n:Body) RETURN count(n)") == [(4,)]


# --- few rows at a time -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("bytes_a_row", [memory.BYTES_A_ROW, ALWAYS_STAGED], ids=["transaction", "staged"])
def test_a_client_lets_go_of_the_rows_that_are_written(
    store: Store, bytes_a_row: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "BYTES_A_ROW", bytes_a_row)
    monkeypatch.setattr(load, "BATCH", 200)
    graph = land(2_000, "a")
    store.load(land(1, "b"))  # what is made once, and kept
    all_rows = _peak(lambda: list(edge_rows(graph)))
    assert _peak(lambda: store.load(graph)) < all_rows / 2


def _peak(work: Callable[[], object]) -> int:
    """Return how many bytes were taken at once, with the collector of rings of garbage off."""
    gc.collect()
    gc.disable()
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        gc.enable()


# --- whole or not at all ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("bytes_a_row", [memory.BYTES_A_ROW, ALWAYS_STAGED], ids=["transaction", "staged"])
def test_a_reader_sees_the_old_graph_or_the_new_one(
    store: Store, empty_neo4j: Access, bytes_a_row: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "BYTES_A_ROW", bytes_a_row)
    versions = [land(60, version) for version in "abcd"]
    store.load(versions[0])
    with ThreadPoolExecutor(1) as beside, _open(empty_neo4j) as reader:
        loading = beside.submit(lambda: [store.load(version) for version in versions[1:]])
        seen = [_look(reader)]
        while not loading.done():
            seen.append(_look(reader))
        seen.append(_look(reader))
    assert loading.result() == [True, True, True]
    assert all(look in {(60, (version,), 60) for version in "abcd"} for look in seen)
    assert [seen[0][1], seen[-1][1]] == [("a",), ("d",)]
    assert store.dump() == versions[-1]


def _look(reader: Store) -> tuple[int, tuple[str, ...], int]:
    """Count towns, tell whose version their ring and their seats are, and count them."""
    ((towns, rings, seats),) = reader.run(
        "MATCH (t:Municipality) WITH count(t) AS towns "
        "MATCH (:Municipality)-[r:SUCCEEDED_BY]->(:Municipality) WITH towns, collect(DISTINCT r.role) AS rings "
        "MATCH (:Municipality)-[s:MEMBER_OF]->(h:Network) WHERE s.id STARTS WITH 'seat-' + split(h.name, ' ')[1] "
        "RETURN towns, rings, count(s) AS seats"
    )
    return towns, tuple(rings), seats


LOADS = int(os.environ.get("LOADS", "12"))
"""How many loads readers watch; ``LOADS=1000`` for a thorough run."""


def test_no_reader_sees_a_mix_while_one_load_follows_the_other(empty_neo4j: Access) -> None:
    """Both those who have asked before, and those who come anew and know nothing of what was there."""
    versions = [land(40, "a"), land(47, "b")]
    whole = [(40, ("a",), 40), (47, ("b",), 47)]
    loaded = Event()

    def look_again_and_again(*, anew: bool) -> set[tuple[int, tuple[str, ...], int]]:
        seen = set()
        reader = _open(empty_neo4j)
        while not loaded.is_set():
            if anew:
                reader.close()
                reader = _open(empty_neo4j)
            seen.add(_look(reader))
        reader.close()
        return seen

    with _open(empty_neo4j) as store, ThreadPoolExecutor(4) as beside:
        store.load(versions[0])
        looking = [beside.submit(look_again_and_again, anew=anew) for anew in (True, False, True, False)]
        try:
            for number in range(LOADS):
                assert store.load(versions[(number + 1) % 2])
        finally:
            loaded.set()
        assert set().union(*(each.result() for each in looking)) <= set(whole)


def test_a_landing_that_was_announced_by_a_loader_that_died_holds_nobody_up(store: Store, driver: Driver) -> None:
    store.load(land(3, "a"))
    driver.execute_query("CREATE (:GraphmodelLoad {key: 'landing', load: 'of somebody who died'})")
    assert store.run("MATCH (n:Municipality) RETURN count(n) AS n").rows == ((3,),)
    assert store.load(land(3, "b"))
    assert _ask(driver, "MATCH (n:GraphmodelLoad) RETURN n.key") == [("current",)]


def test_two_loaders_do_not_interleave(empty_neo4j: Access) -> None:
    graphs = [land(30, "a"), land(30, "b")]

    def load_again_and_again(graph: Graph) -> list[bool]:
        with _open(empty_neo4j) as store:
            return [store.load(graph) for _ in range(4)]

    with ThreadPoolExecutor(2) as both:
        written = list(both.map(load_again_and_again, graphs))
    assert any(written[0])
    assert any(written[1])
    with _open(empty_neo4j) as store:
        assert store.dump() in graphs


@pytest.mark.parametrize("delivers", [True, False], ids=["landed", "lost"])
@pytest.mark.parametrize("bytes_a_row", [memory.BYTES_A_ROW, ALWAYS_STAGED], ids=["transaction", "staged"])
def test_a_commit_whose_answer_never_came_is_looked_up(
    empty_neo4j: Access, *, delivers: bool, bytes_a_row: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "BYTES_A_ROW", bytes_a_row)
    with _open(empty_neo4j) as direct:
        direct.load(land(10, "a"))
        cut = Cut(COMMIT, delivers)
        server = int(empty_neo4j.uri.rpartition(":")[2])
        with wire(server, cut) as port, _open(empty_neo4j, f"bolt://127.0.0.1:{port}") as store:
            assert store.load(land(10, "b"))
        assert cut.done.is_set()
        assert direct.dump() == land(10, "b")


def test_a_staged_load_leaves_nothing_of_the_one_before(
    store: Store, driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.load(land(10, "a"))
    monkeypatch.setattr(memory, "BYTES_A_ROW", ALWAYS_STAGED)
    assert store.load(land(10, "b"))
    assert store.dump() == land(10, "b")
    assert _ask(driver, "MATCH (n) RETURN count(n)") == [(13,)]  # towns, hub, source, and the mark of the load
    assert _ask(driver, "MATCH ()-[e]->() RETURN count(e)") == [(20,)]


def test_what_a_cut_load_left_is_not_seen_and_goes_with_the_next(store: Store, driver: Driver) -> None:
    store.load(land(3, "a"))
    driver.execute_query(
        "CREATE (:GraphmodelNodeStaged {id: 'half'})-[:MEMBER_OF {id: 'e'}]->(:GraphmodelNodeStaged {id: 'done'})"
    )
    assert store.run("MATCH (n:Body) RETURN count(n) AS n").rows == ((4,),)
    assert store.run("MATCH (:Body)-[e:MEMBER_OF]->() RETURN count(e) AS n").rows == ((3,),)
    for unlabelled in ("MATCH (n) RETURN n.id AS id", "MATCH ()-[e:MEMBER_OF]->() RETURN e.id AS id"):
        with pytest.raises(QueryError, match="large load is under way"):
            store.run(unlabelled)
    assert store.load(land(3, "a"))
    assert _ask(driver, "MATCH (n:GraphmodelNodeStaged) RETURN count(n)") == [(0,)]
    assert len(store.run("MATCH ()-[e:MEMBER_OF]->() RETURN e.id AS id")) == 3


# --- beside other people's data ---------------------------------------------------------------------------------

_OTHERS = (
    "CREATE (a:Body:Municipality {id: 'town-1', name: 'Somebody else\\'s'}), (b:Body {id: 'town-1'}), "
    "(c:Source {id: 'register'}), (d:Thing), (a)-[:MEMBER_OF {id: 'seat-a-1'}]->(b), (b)-[:OWNS]->(d)"
)


@pytest.mark.parametrize("bytes_a_row", [memory.BYTES_A_ROW, ALWAYS_STAGED], ids=["transaction", "staged"])
def test_nodes_of_others_with_the_same_labels_and_ids_are_left_alone(
    store: Store, driver: Driver, bytes_a_row: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "BYTES_A_ROW", bytes_a_row)
    driver.execute_query(_OTHERS)
    before = _others(driver)
    for graph in (land(3, "a"), renamed(), land(3, "b"), Graph()):
        assert store.load(graph)
        assert store.dump() == graph
        assert not store.load(graph)
        assert _others(driver) == before
    assert len(before) == 4


def _others(driver: Driver) -> list[tuple[Any, ...]]:
    return _ask(
        driver,
        """MATCH (n) WHERE none(label IN labels(n) WHERE label STARTS WITH 'Graphmodel') OPTIONAL MATCH (n)-[e]-()
           RETURN elementId(n) AS node, labels(n), properties(n),
                  collect(DISTINCT [elementId(e), type(e), properties(e)]) ORDER BY node""",
    )


def test_a_node_on_which_somebody_hung_a_note_is_not_deleted(store: Store, driver: Driver) -> None:
    store.load(land(3, "a"))
    driver.execute_query("MATCH (n:Body {id: 'town-2'}) CREATE (:Note {text: 'ask them'})-[:ABOUT]->(n)")
    with pytest.raises(StoreError, match="'town-2' has to be replaced or deleted, but a relationship ABOUT"):
        store.load(land(2, "a"))
    assert store.dump() == land(3, "a")
    assert store.load(land(3, "b"))
    assert _ask(driver, "MATCH (:Note)-[:ABOUT]->(n) RETURN n.name") == [("Town 2 b",)]


_NOTES = (
    "MATCH (n:Municipality {id: 'town-1'}) SET n.visited = date('2021-05-01'), n.note = 'ours to put right'",
    "MATCH (a {id: 'town-1'}), (b {id: 'hub'}) CREATE (a)-[:MEMBER_OF {id: 'x', by: 'me'}]->(b), (a)-[:KNOWS]->(b)",
    "MATCH (:GraphmodelNode)-[e:SUCCEEDED_BY {id: 'ring-1'}]->() SET e.seen = true",
)
_NOTED = (
    "MATCH (n {id: 'town-1'}) RETURN n.visited = date('2021-05-01'), n.note",
    "MATCH ({id: 'town-1'})-[e]->({id: 'hub'}) WHERE e.confidence IS NULL RETURN type(e), e.by ORDER BY type(e)",
    "MATCH ()-[e:SUCCEEDED_BY {id: 'ring-1'}]->() RETURN e.seen, e.role",
)


def test_properties_and_relationships_of_others_on_what_is_ours_stay(store: Store, driver: Driver) -> None:
    store.load(land(3, "a"))
    for note in _NOTES:
        driver.execute_query(note)
    assert store.dump().edges == land(3, "a").edges
    for graph in (land(3, "a"), land(3, "b")):
        assert store.load(graph)
        assert store.dump() == graph
        assert not store.load(graph)
        version = graph.edges["ring-1"].role
        assert [_ask(driver, look) for look in _NOTED] == [
            [(True, None)],
            [("KNOWS", None), ("MEMBER_OF", "me")],
            [(True, version)],
        ]


@pytest.fixture(params=[memory.BYTES_A_ROW, ALWAYS_STAGED], ids=["transaction", "staged"])
def any_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Load in one transaction, or as a staged load."""
    monkeypatch.setattr(memory, "BYTES_A_ROW", request.param)


@pytest.mark.parametrize(
    ("note", "says"),
    [
        (
            "MATCH (n:Municipality {id: 'town-2'}) SET n.visited = 1",
            "'town-2' has to be .* it has the properties visited",
        ),
        ("MATCH ()-[e {id: 'ring-2'}]->() SET e.seen = 1", "'ring-2' has to be .* it has the properties seen"),
        ("MATCH (a {id: 'town-2'}), (b {id: 'hub'}) CREATE (a)-[:MEMBER_OF]->(b)", "a relationship MEMBER_OF"),
    ],
)
@pytest.mark.usefixtures("any_way")
def test_what_others_put_on_what_has_to_go_is_named_and_nothing_is_written(
    store: Store, driver: Driver, note: str, says: str
) -> None:
    store.load(land(3, "a"))
    driver.execute_query(note)
    with pytest.raises(StoreError, match=says):
        store.load(land(2, "a"))
    assert store.dump() == land(3, "a")


def test_a_rule_of_somebody_else_that_the_graph_would_break_is_named(store: Store, driver: Driver) -> None:
    driver.execute_query("CREATE CONSTRAINT others FOR (n:Municipality) REQUIRE n.id IS UNIQUE")
    try:
        driver.execute_query("CREATE (:Municipality {id: 'town-1'})")
        with pytest.raises(StoreError, match="a rule of somebody else's"):
            store.load(land(3, "a"))
        assert store.fingerprint() is None
    finally:
        driver.execute_query("DROP CONSTRAINT others")


def test_nothing_was_loaded_yet(store: Store) -> None:
    assert store.fingerprint() is None
    for ask in (store.dump, lambda: store.run("MATCH (n:Body) RETURN n.id AS id")):
        with pytest.raises(StoreError, match="nothing has been loaded"):
            ask()
