"""The embedded engine answers as Neo4j does, or as plain Python does, or says that it would answer wrongly."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

import pytest
from cypher_fuzz import LIMITS, compared, fuzzed_graph, query
from cypher_plain import Answer, plain_question

from graphmodel.errors import QueryError
from graphmodel.queries.cypher import parse
from graphmodel.queries.lint import lint
from graphmodel.queries.rewriting import FORMS, rewrite, wrong_forms
from graphmodel.store import Credentials, Store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from neo4j_server import Access

GRAPH = fuzzed_graph()
SEEDS = range(200)  # the server plans each anew, which takes it a tenth of a second
PLAIN_SEEDS = range(800)
GUARD_SEEDS = range(500)


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(f"arcadedb:{tmp_path_factory.mktemp('fuzz') / 'store'}", limits=LIMITS) as store:
        store.load(GRAPH)
        yield store


@pytest.fixture
def neo4j(empty_neo4j: Access) -> Iterator[Store]:
    with open_store(empty_neo4j.uri, Credentials(empty_neo4j.username, empty_neo4j.password), limits=LIMITS) as store:
        store.load(GRAPH)
        yield store


# --- against Neo4j ---------------------------------------------------------------------------------------------------


@pytest.mark.neo4j
def test_what_the_embedded_engine_answers_is_what_neo4j_answers(embedded: Store, neo4j: Store) -> None:
    told: Counter[str] = Counter()
    for seed in SEEDS:
        verdict, answers = compared(query(seed, GRAPH), embedded.run, neo4j.run)
        assert verdict in {"same", "refused"}, f"{seed} {verdict}: {answers}"
        told[verdict] += 1
        told["answered"] += bool(answers.expected)
    assert told["same"] > 0.8 * len(SEEDS), "few are refused"
    assert told["answered"] > 0.5 * len(SEEDS), "many have an answer"


# --- against plain Python --------------------------------------------------------------------------------------------


def _same(meant: Answer, _text: str) -> Answer:
    return meant


def differences(store: Store, seeds: range) -> Iterator[str]:
    for seed in seeds:
        text, meant = plain_question(seed, GRAPH)
        verdict, answers = compared(text, store.run, partial(_same, meant))
        if verdict not in {"same", "refused"}:
            yield f"{seed} {verdict}: {answers}"


def test_what_the_embedded_engine_answers_is_what_python_works_out(embedded: Store) -> None:
    assert list(differences(embedded, PLAIN_SEEDS)) == []


WITHOUT = {
    "rows lost after UNWIND": ("_Reader._lost", lambda *_: False),
    "CALL skipped before an aggregate": ("_Reader._skipped", lambda *_: False),
    "null in a pattern": ("_doubtful", lambda *_: iter(())),
    "aggregates inside conditions": ("_Reader._check_value", lambda *_: None),
    "tests that do not wait for their variables": ("_Reader._wait_for", lambda *_: None),
}


@pytest.mark.parametrize("guard", WITHOUT)
def test_python_finds_each_kind_of_wrong_answer_again_when_its_guard_is_taken_out(
    embedded: Store, guard: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rewrite.cache_clear()
    monkeypatch.setattr(f"graphmodel.queries.rewriting.{WITHOUT[guard][0]}", WITHOUT[guard][1])
    found = next(differences(embedded, GUARD_SEEDS), None)
    rewrite.cache_clear()
    assert found is not None


def test_python_finds_dynamic_labels_again_when_they_are_let_through(
    embedded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphmodel.store.arcadedb.store.rewrite", lambda text: text)
    (row,) = embedded.run("MATCH ()-[r:$($type)]->() RETURN count(r) AS c", type="OWNS").rows
    assert row != (sum(edge.type == "OWNS" for edge in GRAPH.edges.values()),)


# --- each form -------------------------------------------------------------------------------------------------------

NETWORK = "MATCH (n:Network) OPTIONAL MATCH (n)<-[r:FUNDS]-(f:Ministry)"
REFUSED = {
    f"{NETWORK} WITH n, f WHERE (n)<-[:MEMBER_OF]-(f) RETURN count(*) AS c": "null in a pattern",
    f"{NETWORK} WITH n, f WHERE NOT (f)-[:OWNS]-() RETURN count(*) AS c": "null in a pattern",
    f"{NETWORK} RETURN sum(CASE WHEN EXISTS {{ (n)<-[:MEMBER_OF]-(f) }} THEN 1 ELSE 0 END) AS c": "null in a pattern",
    f"{NETWORK} OPTIONAL MATCH (n)<-[m:MEMBER_OF]-(f) RETURN count(m) AS c": "null in a pattern",
    f"{NETWORK} RETURN sum(size([(f)-[:OWNS]-(x) | x.id])) AS c": "null in a pattern",
    f"{NETWORK} OPTIONAL MATCH (a)-[r]->(b) RETURN count(a) AS c": "null in a pattern",
    f"{NETWORK} OPTIONAL MATCH (f)-[:PART_OF]->(p) OPTIONAL MATCH (n)-->(p) RETURN count(p) AS c": "null in a pattern",
    "MATCH (n:Network) RETURN n.level AS l, count(n) > 1 AND count(n) < 100 AS x": "aggregate inside a condition",
    "MATCH (n:Network) RETURN n.level AS l, NOT count(n) > 10 AS x": "aggregate inside a condition",
    "MATCH (n:Network) RETURN n.level AS l, max(n.valid_from) IS NULL AS x": "aggregate inside a condition",
    "MATCH (n:Network) RETURN n.level AS l, count(n) IN [4, 17] AS x": "aggregate inside a condition",
    "MATCH (n:Network) RETURN n.level AS l, max(n.from_earliest).year AS y": "aggregate inside a condition",
    "MATCH (n:Body) RETURN duration.inDays(min(n.from_earliest), date()).days AS d": "aggregate inside a condition",
    "MATCH ()-[r:$($t)]->() RETURN count(r) AS c": "dynamic label",
    "MATCH (n) WHERE n:$($l) RETURN count(n) AS c": "dynamic label",
    "MATCH (n:Body) RETURN n.id, n.id": "two columns of one name",
    "MATCH (n:Body) RETURN *, n.id AS n": "two columns of one name",
    "MATCH (n:Body) WITH *, n.id AS n RETURN n": "two columns of one name",
    "MATCH (n:Body) WHERE exists(n.number) RETURN n.id AS id": "exists",
    "MATCH (n:Body) RETURN CASE WHEN (n)-[:OWNS]->() THEN 1 ELSE 0 END AS x": "pattern as a value",
}


@pytest.mark.parametrize("text", REFUSED)
def test_a_form_is_refused_with_the_reason_and_the_cure_by_the_store_and_named_by_the_linter(
    embedded: Store, text: str
) -> None:
    (wrong, *_) = wrong_forms(parse(text))
    assert wrong.form == REFUSED[text]
    given = {name: "OWNS" for name in "tl" if f"${name}" in text}
    with pytest.raises(QueryError) as refused:
        embedded.run(text, **given)
    said = f"{wrong.place}: the embedded engine answers this form wrongly ({wrong.reason}); {wrong.cure}, or ask Neo4j"
    assert str(refused.value) == said
    warned = [each for each in lint(text) if each.rule == "Q702"]
    assert (warned[0].severity, warned[0].message) == ("warning", wrong.reason)


def test_each_form_has_an_example_that_is_refused() -> None:
    assert set(REFUSED.values()) == set(FORMS)


MENDED = {
    "MATCH (a)--(b) UNWIND [1] AS x MATCH (a)--(c) WHERE a.id = 'n' OR [c.id][0] = ('n')MATCH (d {id: x}) RETURN 1": (
        "MATCH (a)--(b) UNWIND [1] AS x WITH * MATCH (a)--(c) WHERE (a.id = 'n' OR [c.id][0] = ('n')) OR `c` IS NULL "
        "MATCH (d {id: x}) RETURN 1"
    ),
    "MATCH (n:Body)\nUNWIND n.sources AS s\nMATCH (x:Source {id: s})\nRETURN x.id": (
        "MATCH (n:Body)\nUNWIND n.sources AS s\nWITH * MATCH (x:Source {id: s})\nRETURN x.id"
    ),
    "MATCH (n)-[:OWNS]->(m) CALL (m) { MATCH (m)--(c) RETURN c } RETURN n.id AS i, count(*) AS k": (
        "MATCH (n)-[:OWNS]->(m) CALL (m) { MATCH (m)--(c) RETURN c } WITH * RETURN n.id AS i, count(*) AS k"
    ),
    "MATCH (n:Network) OPTIONAL MATCH (n)--(f) MATCH (n)-->(f) RETURN n.id": (
        "MATCH (n:Network) OPTIONAL MATCH (n)--(f) WITH * WHERE `f` IS NOT NULL MATCH (n)-->(f) RETURN n.id"
    ),
    "MATCH (a)-[e:OWNS]->(b) WHERE startNode(e).id = a.id OR [b.id][0] <> a.id RETURN a.id": (
        "MATCH (a)-[e:OWNS]->(b) WHERE (startNode(e).id = a.id OR [b.id][0] <> a.id) OR `b` IS NULL OR `e` IS NULL "
        " RETURN a.id"
    ),
}


@pytest.mark.parametrize("text", MENDED)
def test_a_form_that_one_more_clause_makes_right_is_mended(text: str) -> None:
    assert rewrite(text) == MENDED[text]


UNTOUCHED = (
    "MATCH (n:Network) OPTIONAL MATCH (n)<-[:FUNDS]-(f) OPTIONAL MATCH (f)-[:PART_OF]->(p) RETURN n.id, p.id",
    "MATCH (n:Network) OPTIONAL MATCH (n)--(f) WITH n, f WHERE f IS NOT NULL AND (n)-->(f) RETURN n.id",
    "MATCH (n:Network) OPTIONAL MATCH (n)--(f) WITH collect(f) AS all UNWIND all AS f MATCH (f)--(g) RETURN g.id",
    "MATCH (n:Body) WITH n.level AS l, count(*) AS c RETURN l, c > 1 AND c < 9 AS x",
    "MATCH (n:Body) RETURN n.level AS l, count(*) > 1 AS x, size(collect(n.id)) + 1 AS y",
    "MATCH (n:Body)\nWHERE NOT EXISTS { (n)-[:OWNS]->() } AND n.level = 'local'\nRETURN n.id",
    "this is no Cypher",
)


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_is_answered_rightly_is_left_alone(text: str) -> None:
    assert rewrite(text) == text
