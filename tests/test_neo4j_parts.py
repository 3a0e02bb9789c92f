"""The parts of the Neo4j store that need no server: addresses, words, guards, comparison, memory."""

# mypy: disable-error-code="comparison-overlap"

from __future__ import annotations

import pickle
from dataclasses import replace
from operator import itemgetter
from traceback import format_exception

import pytest
from hypothesis import given
from hypothesis import strategies as st
from neo4j.exceptions import AuthError, ClientError, IncompleteCommit, Neo4jError, ServiceUnavailable, TransientError

from graphmodel.errors import NoPasswordError, QueryError, StoreError
from graphmodel.store import Credentials, Limits, open_store
from graphmodel.store.neo4j import memory
from graphmodel.store.neo4j.address import Address, address
from graphmodel.store.neo4j.allowlist import check_plan, check_text, starts_from_labels
from graphmodel.store.neo4j.diff import Diff, StoredRecord, Update, diff
from graphmodel.store.neo4j.errors import is_out_of_memory, is_passing, store_error
from graphmodel.store.neo4j.query import query_errors
from graphmodel.store.request import QueryRequest

# --- addresses --------------------------------------------------------------------------------------------------


def test_a_url_tells_place_user_password_and_database() -> None:
    found = address("neo4j+s://anna:p%40ss%2Fword@db.example:7688/?database=agder&policy=x", Credentials("b", "c", "d"))
    assert (found.uri, found.shown) == ("neo4j+s://db.example:7688?policy=x", "db.example:7688")
    assert (found.username, found.database) == ("anna", "agder")
    assert found.auth is not None
    assert (found.auth.principal, found.auth.credentials) == ("anna", "p@ss/word")
    assert "p@ss" not in repr(found)


def test_what_a_url_leaves_out_comes_from_the_credentials() -> None:
    found = address("bolt://[::1]", Credentials(password="secret", database="agder"))  # noqa: S106 - made up
    assert (found.uri, found.username, found.database) == ("bolt://[::1]", "neo4j", "agder")
    assert address("bolt://host", Credentials("anna")).auth is None


# --- words ------------------------------------------------------------------------------------------------------


def _error(kind: type[Neo4jError], code: str, message: str = "so it is") -> Neo4jError:
    error = kind(message)
    error._neo4j_code, error._message = code, message  # noqa: SLF001 - as the driver does with what a server sends
    return error


def test_a_fault_inside_the_server_is_told_in_one_line() -> None:
    fault = _error(Neo4jError, "Neo.DatabaseError.Statement.ExecutionFailed", "Expected:\nRegularSinglePlannerQuery(…)")
    with (
        pytest.raises(QueryError, match=r"^the server fails .*Statement.ExecutionFailed\): [^\n]*$"),
        query_errors(QueryRequest("RETURN 1", {}), Limits()),
    ):
        raise fault


@pytest.mark.parametrize("call", ["ResolvedCall(dbms.listConfig(), name)", "CALL dbms.listConfig()     YIELD name"])
def test_a_procedure_within_an_expression_is_seen_in_the_plans_of_either_release(call: str) -> None:
    details = f"CASE WHEN true THEN COUNT {{ {call} RETURN name AS name }} END AS x"
    with pytest.raises(QueryError, match=r"dbms\.listConfig is off"):
        check_plan({"operatorType": "Projection@neo4j", "args": {"Details": details}})
    check_plan({"operatorType": "Projection@neo4j", "args": {"Details": "COUNT { CALL (n) { RETURN n } } AS x"}})


PLACE = Address("bolt://host:1", "host:1", "anna", "agder", None, {})


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (_error(AuthError, "Neo.ClientError.Security.Unauthorized"), "host:1 refuses the password of 'anna'"),
        (_error(ClientError, "Neo.ClientError.Security.AuthenticationRateLimit"), "wait some seconds"),
        (_error(ClientError, "Neo.ClientError.Security.CredentialsExpired"), "wants a new password first"),
        (_error(ClientError, "Neo.ClientError.Database.DatabaseNotFound"), "host:1 has no database 'agder'"),
        (_error(ClientError, "Neo.ClientError.Security.Forbidden"), "does not let 'anna' do this: so it is"),
        (_error(TransientError, "Neo.TransientError.General.MemoryPoolOutOfMemoryError"), "has too little memory"),
        (_error(ClientError, "Neo.Other.Thing"), r"host:1 says: so it is \(Neo.Other.Thing\)"),
        (ServiceUnavailable("closed with incomplete handshake response"), "wants TLS"),
        (ServiceUnavailable("refused"), r"cannot connect to host:1: .*\(refused\)"),
    ],
)
def test_an_error_says_what_to_do(error: Neo4jError, says: str) -> None:
    with pytest.raises(StoreError, match=says):
        raise store_error(error, PLACE)


def test_a_server_that_wants_a_password_where_there_is_none_can_be_told_apart() -> None:
    wants = _error(AuthError, "Neo.ClientError.Security.Unauthorized")
    with pytest.raises(NoPasswordError, match="host:1 asks for a user and password: set NEO4J_USERNAME and"):
        raise store_error(wants, replace(PLACE, username=None))


def test_what_passes_is_worth_another_attempt_and_too_little_memory_is_not() -> None:
    full = _error(TransientError, "Neo.TransientError.General.MemoryPoolOutOfMemoryError")
    assert full.is_retryable()
    assert is_out_of_memory(full)
    assert not is_passing(full)
    assert is_passing(_error(TransientError, "Neo.TransientError.Transaction.DeadlockDetected"))
    assert is_passing(IncompleteCommit("lost"))
    assert not is_passing(_error(ClientError, "Neo.ClientError.Statement.SyntaxError"))
    assert not is_passing(ValueError())


# --- guards -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n:Body) WHERE n.load = 'CSV' RETURN n.name, date.truncate('year', n.from_earliest)",
        "RETURN 'LOAD CSV FROM x', \"apoc.load.json('x')\" // LOAD CSV apoc.load.json('x')",
        "CALL db.labels() YIELD label RETURN label",
        "CALL db . labels",
        "CALL (n) { RETURN 1 AS one } RETURN one",
        "RETURN point.distance(point({x: 1, y: 1}), point({x: 2, y: 2})), duration.between(date(), date())",
        "RETURN '\\\\u0027' AS x",
    ],
)
def test_a_query_that_only_looks_at_the_database_passes(text: str) -> None:
    check_text(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l", "1:1: LOAD CSV is off"),
        ("RETURN 1 AS x\nload /* */ csv WITH HEADERS FROM 'x' AS l RETURN l", "2:1: LOAD CSV is off"),
        ("RETURN COLLECT { LOAD CSV FROM 'x' AS l RETURN l } AS x", "LOAD CSV is off"),
        ("LO\\u0041D CSV FROM 'x' AS l RETURN l", "."),
        ("RETURN '\\u0027 LOAD CSV FROM \\u0027x' AS x", "."),
        ("TERMINATE TRANSACTIONS 'a'", "TERMINATE TRANSACTIONS is off"),
        ("CALL apoc.load.json('x') YIELD value RETURN value", "the procedure apoc.load.json is off"),
        ("CALL db.clearQueryCaches()", "the procedure db.clearquerycaches is off"),
        ("CALL `apoc`.`load` . json('x')", "the procedure apoc.load.json is off"),
        ("RETURN apoc.load.json('x') AS x", "the function apoc.load.json is off"),
        ("RETURN genai.vector.encode('x', 'OpenAI', {}) AS x", "the function genai.vector.encode is off"),
        ("RETURN `apoc`.`version` () AS x", "the function apoc.version is off"),
    ],
)
def test_a_query_that_would_read_elsewhere_or_call_out_is_stopped(text: str, says: str) -> None:
    with pytest.raises(QueryError, match=says):
        check_text(text)


def _plan(operator: str, details: str = "", *children: dict[str, object]) -> dict[str, object]:
    return {"operatorType": f"{operator}@neo4j", "args": {"Details": details}, "children": list(children)}


@pytest.mark.parametrize(
    ("plan", "passes"),
    [
        (_plan("ProduceResults", "n", _plan("NodeByLabelScan", "n:Body")), True),
        (_plan("Expand(All)", "(a)-[e]->(b)", _plan("NodeIndexSeek", "RANGE INDEX a:Body(id) WHERE id = $x")), True),
        (_plan("NodeCountFromCountStore", "count( (:Body) ) AS n"), True),
        (_plan("RelationshipCountFromCountStore", "count( (:Body)-[:STEERS]->() ) AS n"), True),
        (_plan("Filter", "a:Body", _plan("DirectedRelationshipTypeScan", "(a)-[e:STEERS]->(b)")), True),
        (_plan("AllNodesScan", "n"), False),
        (_plan("NodeCountFromCountStore", "count( () ) AS n"), False),
        (_plan("RelationshipCountFromCountStore", "count( ()-[:STEERS]->() ) AS n"), False),
        (_plan("DirectedRelationshipTypeScan", "(a)-[e:STEERS]->(b)"), False),
        (_plan("Filter", "ab:Body", _plan("DirectedRelationshipTypeScan", "(a)-[e:STEERS]->(b)")), False),
        (_plan("Filter", "NOT a:Body", _plan("DirectedRelationshipTypeScan", "(a)-[e:STEERS]->(b)")), False),
        (_plan("Filter", "a:Body OR a.x = 1", _plan("DirectedRelationshipTypeScan", "(a)-[e:STEERS]->(b)")), False),
        (_plan("Apply", "", _plan("NodeByLabelScan", "n:Body"), _plan("AllNodesScan", "m")), False),
        (_plan("Projection", "CASE WHEN COUNT { MATCH (x) } > 1", _plan("NodeByLabelScan", "n:Body")), False),
        (_plan("SomethingNew", "x"), False),
    ],
)
def test_a_plan_that_starts_from_labels_is_told_from_one_that_does_not(
    plan: dict[str, object], *, passes: bool
) -> None:
    assert starts_from_labels(plan) is passes


# --- comparison -------------------------------------------------------------------------------------------------

_looks = st.tuples(st.sampled_from("XY"), st.integers(0, 2))


@given(
    wanted=st.dictionaries(st.sampled_from("abcdef"), _looks),
    there=st.lists(st.tuples(st.sampled_from("abcdefg"), _looks)),
    reshape=st.booleans(),
)
def test_a_store_to_which_a_difference_is_applied_holds_what_is_wanted(
    wanted: dict[str, tuple[str, int]], there: list[tuple[str, tuple[str, int]]], *, reshape: bool
) -> None:
    records = {id_: (shape, {"id": id_, "p": p}) for id_, (shape, p) in wanted.items()}
    stored = {str(at): StoredRecord(str(at), shape, {"id": id_, "p": p}) for at, (id_, (shape, p)) in enumerate(there)}
    found = diff(stored.values(), records, shape=itemgetter(0), row=itemgetter(1), reshape=reshape)
    after = {key: (each.shape, each.row) for key, each in stored.items() if key not in found.stale}
    after |= {change.key: records[change.id] for change in found.changed}
    after |= {f"new {id_}": records[id_] for id_ in found.new}
    assert sorted(after.values(), key=str) == sorted(records.values(), key=str)
    assert all(stored[change.key][1:] != records[change.id] for change in found.changed)
    assert reshape or all(stored[change.key].shape == records[change.id][0] for change in found.changed)


def test_only_what_differs_is_written() -> None:
    stored = [
        StoredRecord("1", "X", {"id": "same", "p": 1}),
        StoredRecord("2", "X", {"id": "other", "p": 1}),
        StoredRecord("3", "Y", {"id": "shape", "p": 1}),
        StoredRecord("4", "X", {"id": "gone", "p": 1}),
        StoredRecord("5", "X", {"id": "same", "p": 1}),
        StoredRecord("6", "X", {"p": 1}),
    ]
    wanted = {"same": ("X", 1), "other": ("X", 2), "shape": ("X", 1), "new": ("X", 1)}

    def compare(*, reshape: bool) -> Diff:
        rows = {id_: {"id": id_, "p": p} for id_, (_, p) in wanted.items()}
        pairs = {id_: (shape, rows[id_]) for id_, (shape, _) in wanted.items()}
        return diff(stored, pairs, shape=itemgetter(0), row=itemgetter(1), reshape=reshape)

    nodes, edges = compare(reshape=True), compare(reshape=False)
    assert nodes == Diff(["new"], [Update("other", "2"), Update("shape", "3")], ["4", "5", "6"])
    assert edges == Diff(["shape", "new"], [Update("other", "2")], ["3", "4", "5", "6"])


# --- memory -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "bytes_"),
    [
        (["692.91MiB", "0B", "0B"], 692.91 * 2**20),
        (["1.50GiB", "512.00KiB"], 512 * 2**10),
        (["0B"], None),
        ([None, "soon"], None),
        ([], None),
    ],
)
def test_the_smallest_limit_of_the_server_counts(settings: list[str | None], bytes_: float | None) -> None:
    assert memory.smallest(settings) == bytes_


def test_a_load_fits_up_to_the_limit() -> None:
    rows = 1_000
    assert memory.fits(rows, rows * memory.BYTES_A_ROW)
    assert not memory.fits(rows + 1, rows * memory.BYTES_A_ROW)
    assert memory.fits(50_000, None)
    assert not memory.fits(50_001, None)


def test_beyond_some_size_a_load_is_staged_whatever_the_memory() -> None:
    assert memory.fits(199_999, 10**15)
    assert not memory.fits(200_000, 10**15)


# --- secrets ----------------------------------------------------------------------------------------------------

SECRET = "5ecretPw9"  # noqa: S105 - made up
NUMBER = "12345"
_WAY_IN = f"neo4j:{SECRET}"
_OPTIONS = (
    f"password={SECRET}",
    f"user=x&password={SECRET}",
    f"address={SECRET}",
    f"{SECRET}=",
    f"policy=a&x={SECRET}",
)
_PLACES = ("", "h:99999", "h:abc", "h:-1", "h:1/path", "h:1#x", "[::1", "h:1,h:2")
_SECRET_URLS = [
    *(f"{scheme}://{_WAY_IN}@127.0.0.1:1" for scheme in ("http", "neo4jj", "NEO4J", "neo4j+s+x", "neo4j")),
    *(f"neo4j://{_WAY_IN}{rest}@127.0.0.1:1" for rest in ("/x", "#x", "?x", "%", "%ff", "\n", " ", "\\", "[")),
    *(f"neo4j://{_WAY_IN}@{place}" for place in _PLACES),
    *(f"{scheme}://127.0.0.1:1?{option}" for scheme in ("neo4j", "bolt") for option in _OPTIONS),
    *(f"{scheme}{_WAY_IN}@127.0.0.1:1" for scheme in ("neo4j:", "neo4j//", "neo4j:/", "bolt:")),
    *(f"neo4j://neo4j:{NUMBER}{mark}{SECRET}@127.0.0.1:1" for mark in "?/#"),
    *(f"bolt://u:{NUMBER}{mark}rest@h" for mark in "?/#"),
    *(f"{SECRET}{rest}" for rest in ("", ":x", "://x", "@h", ":7687")),
    f"arcadedb:neo4j://u:{SECRET}@h",
    f"arcadedb:x/bolt://{SECRET}@h",
]


@pytest.mark.parametrize("url", _SECRET_URLS)
def test_whatever_is_wrong_with_a_url_its_password_is_not_shown(url: str) -> None:
    with pytest.raises(StoreError) as refused:
        open_store(url, Credentials())
    shown = "".join(format_exception(refused.value))
    assert SECRET not in shown
    assert NUMBER not in shown


def test_credentials_are_neither_shown_nor_pickled() -> None:
    credentials = Credentials("anna", SECRET)
    assert SECRET not in repr(credentials)
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(credentials)
