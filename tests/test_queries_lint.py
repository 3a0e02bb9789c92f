"""The linter finds each kind of defect, says what to write instead, and never cries wolf."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from cypher_refused import ALLOWED, REFUSED
from cypher_texts import ACCEPTED, CLEAN, FAULTY
from hypothesis import given, settings
from hypothesis import strategies as st
from neo4j import GraphDatabase, Query
from neo4j.exceptions import ClientError, DatabaseError

from graphmodel import schema
from graphmodel.queries import parse_query
from graphmodel.queries.cypher import parse
from graphmodel.queries.cypher.ast import Labels, walk
from graphmodel.queries.lint import RULES, LintFinding, doubts, lint, lint_file
from graphmodel.queries.lint.functions import ARGUMENTS, FUNCTIONS, TAKES
from graphmodel.queries.lint.types import ALL_NODES, cover, describe

if TYPE_CHECKING:
    from pathlib import Path

    from neo4j_server import Access

HEADER = """\
// Tittel
// Title
//
// question nb: Spørsmål?
// question en: Question?
// reading nb: Lesehjelp.
// reading en: Help.
//
// param body: node(Body) = digi-agder | organet | the body
// column id: node | Id | Id
// column name: text | Navn | Name
// key: id
"""
BODY = "MATCH (b:Body {id: $body}) RETURN b.id AS id, b.name AS name ORDER BY id"


def question(body: str = BODY, header: str = HEADER, extra: str = "") -> tuple[LintFinding, ...]:
    return lint(parse_query(f"{header}{extra}\n{body}\n", "theme/title.cypher"))


def rules(found: tuple[LintFinding, ...]) -> list[str]:
    return [finding.rule for finding in found]


def only(found: tuple[LintFinding, ...]) -> LintFinding:
    (finding,) = found
    return finding


@pytest.mark.parametrize("text", CLEAN.values(), ids=CLEAN)
def test_nothing_is_found_in_a_good_query(text: str) -> None:
    assert lint(text) == ()


@pytest.mark.parametrize("text", ALLOWED)
def test_nothing_is_found_in_what_neo4j_allows(text: str) -> None:
    assert lint(text) == ()


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in REFUSED.items() for text in texts])
def test_what_neo4j_refuses_gives_its_rule_as_the_only_error(rule: str, text: str) -> None:
    assert {found.rule for found in lint(text) if found.severity == "error"} == {rule}


@pytest.mark.parametrize(("text", "rule"), FAULTY.values(), ids=FAULTY)
def test_one_defect_gives_its_rule_alone(text: str, rule: str) -> None:
    assert set(rules(lint(text))) == set(rule.split(","))


@pytest.mark.parametrize("text", ACCEPTED.values(), ids=ACCEPTED)
def test_no_syntax_error_is_found_where_neo4j_finds_none(text: str) -> None:
    assert "Q101" not in rules(lint(text))


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("MATCH (b:Munisipality) RETURN b.id AS id ORDER BY id", (1, 10), "did you mean 'Municipality'"),
        ("MATCH (b:municipality) RETURN b.id AS id ORDER BY id", (1, 10), "did you mean 'Municipality'"),
        ("MATCH (b:STEERS) RETURN b.id AS id ORDER BY id", (1, 10), "it is a type of edge"),
        ("MATCH ()-[r:REPORT_TO]->() RETURN r.status AS s ORDER BY s", (1, 13), "did you mean 'REPORTS_TO'"),
        ("MATCH ()-[r:Body]->() RETURN r.status AS s ORDER BY s", (1, 13), "it is a label"),
        ("MATCH (b:Body) RETURN b.naem AS id ORDER BY id", (1, 25), "did you mean 'name'"),
        ("MATCH (b:Body)\nRETURN c.id AS id ORDER BY id", (2, 8), "variable 'c' is not defined"),
        ("MATCH (body:Body) RETURN boddy.id AS id ORDER BY id", (1, 26), "did you mean 'body'"),
        ("MATCH (b:Body) RETURN toLowr(b.id) AS id ORDER BY id", (1, 23), "did you mean 'toLower'"),
        ("MATCH (b:Body {level: 'lokal'}) RETURN b.id AS id ORDER BY id", (1, 23), "did you mean 'local'"),
    ],
)
def test_a_finding_says_where_and_what_is_nearest(text: str, place: tuple[int, int], words: str) -> None:
    finding = only(lint(text))
    assert (finding.line, finding.column) == place
    assert words in finding.message


def test_a_finding_reads_as_one_line() -> None:
    finding = only(lint("MATCH (b:Body) RETURN b.id AS id"))
    assert str(finding) == "1:16: Q603 no order: the rows come in any order (end with ORDER BY id)"
    assert finding.severity == "warning"


# --- ends of edges ---------------------------------------------------------------------------------------------------


def test_a_turned_arrow_is_told_from_an_impossible_edge() -> None:
    turned = only(lint("MATCH (s:Strategy)-[r:FOLLOWS_UP]->(m:Municipality) RETURN r.status AS s ORDER BY s"))
    assert (turned.rule, turned.suggestion) == ("Q304", "turn the arrow round")
    kind = schema.EDGE_KINDS["FOLLOWS_UP"]
    goes = f"it goes from {describe(kind.from_kinds)} to {describe(kind.to_kinds)}"
    assert turned.message == f"FOLLOWS_UP never goes from Strategy to Municipality: {goes}"
    never = only(lint("MATCH (s:Strategy)-[r:REPORTS_TO]-(m:Strategy) RETURN r.status AS s ORDER BY s"))
    assert (never.rule, never.suggestion) == ("Q304", "")


@pytest.mark.parametrize("edge_type", schema.EDGE_KINDS)
def test_every_kind_of_edge_is_found_right_in_its_own_direction(edge_type: str) -> None:
    kind = schema.EDGE_KINDS[edge_type]
    tail, head = min(kind.from_kinds), min(kind.to_kinds)
    for pattern in (f"(:{tail})-[r:{edge_type}]->(:{head})", f"(:{head})<-[r:{edge_type}]-(:{tail})"):
        assert lint(f"MATCH {pattern} RETURN r.status AS s ORDER BY s") == ()


@pytest.mark.parametrize("edge_type", schema.EDGE_KINDS)
def test_every_kind_of_edge_is_found_wrong_from_what_it_never_leaves(edge_type: str) -> None:
    kind = schema.EDGE_KINDS[edge_type]
    for label in sorted(set(schema.KINDS) - kind.from_kinds)[:2]:
        assert rules(lint(f"MATCH (:{label})-[r:{edge_type}]->() RETURN r.status AS s ORDER BY s")) == ["Q304"]
        assert rules(lint(f"MATCH ()<-[r:{edge_type}]-(:{label}) RETURN r.status AS s ORDER BY s")) == ["Q304"]


def test_an_optional_edge_does_not_change_what_a_node_was() -> None:
    text = (
        "MATCH (n) OPTIONAL MATCH (n)-[r:REPORTS_TO]->(m) WITH n, r MATCH (n)-[f:FOLLOWS_UP]->(s)-[g:PART_OF]->(t) "
        "RETURN n.id AS n, r.status AS a, f.status AS b, g.status AS c ORDER BY n, a, b, c"
    )
    assert lint(text) == ()


def test_a_negated_pattern_does_not_change_what_a_node_is() -> None:
    text = "MATCH (n) WHERE NOT (n)-[:REPORTS_TO {status: 'recorded'}]->() MATCH (n)-[g:PART_OF]->(:Strategy)"
    assert lint(f"{text} RETURN n.id AS n, g.status AS c ORDER BY n, c") == ()


def test_labels_cover_what_they_mean() -> None:
    def labels(written: str) -> Labels:
        (found, *_) = [part for part in walk(parse(f"MATCH (n:{written}) RETURN 1").query) if isinstance(part, Labels)]
        return found

    assert cover(labels("Municipality")) == {"Municipality"}
    assert cover(labels("Body|Strategy")) == schema.kinds_of("Body") | {"Strategy"}
    assert cover(labels("Body&!Municipality")) == schema.kinds_of("Body") - {"Municipality"}
    assert cover(labels("!LocalBody")) == ALL_NODES, "a level says nothing of the kind"
    assert cover(labels("Municipality:LocalBody")) == {"Municipality"}
    assert cover(labels("%")) == ALL_NODES
    assert cover(labels("Source")) == {"Source"}


# --- called for, order, products -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (a)-[r:STEERS]->(b) WHERE r.status = 'recorded' RETURN r.id AS e ORDER BY e",
        "MATCH (a)-[r:STEERS {status: $status}]->(b) RETURN r.id AS e ORDER BY e",
        "MATCH (a)-[r:STEERS {id: $id, status: $status}]->(b) RETURN r.id AS e ORDER BY e",
        "MATCH (a)-[r:STEERS]->(b) WITH r AS s RETURN s.id AS e, s.status AS x ORDER BY e",
        "MATCH (a)-[r:STEERS*1..2]->(b) WHERE all(x IN r WHERE x.status = 'recorded') RETURN a.id AS e ORDER BY e",
        "MATCH p = (a)-[:LEADS*1..2]->() WITH a, relationships(p) AS rs UNWIND rs AS r RETURN r.status AS e ORDER BY e",
        "MATCH (a)-[r:STEERS]->(b) RETURN properties(r).id AS e ORDER BY e",
    ],
)
def test_looking_at_the_status_in_any_way_is_enough(text: str) -> None:
    assert lint(text) == ()


def test_every_edge_of_any_type_whose_status_is_not_looked_at_is_named() -> None:
    found = lint(
        "MATCH (a)-[r]->(b)<-[s]-(c)<-[t:LEADS]-(d) RETURN a.id AS a, r.status AS r, d.id AS d ORDER BY a, r, d"
    )
    assert [(finding.rule, finding.column) for finding in found] == [("Q608", 19)]


def test_what_is_called_for_is_asked_for_by_a_type_of_its_own() -> None:
    text = "MATCH (a:Body)-[r:CALLED_FOR {kind: 'FOLLOWS_UP'}]->(b:Strategy) RETURN r.id AS e ORDER BY e"
    assert lint(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MATCH (b:Body) RETURN b.level AS level, count(*) AS n ORDER BY level", []),
        ("MATCH (b:Body) RETURN b.level AS level, count(*) AS n", ["Q603"]),
        ("MATCH (b:Body) RETURN count(*) AS n", []),
        ("MATCH (b:Body) RETURN b.id AS id LIMIT 1", []),
        ("RETURN 1 AS x", []),
        ("WITH 1 AS x UNWIND [1, 2] AS y RETURN y", ["Q603"]),
        ("MATCH (b:Body) WITH count(*) AS n RETURN n", []),
    ],
)
def test_order_is_asked_for_only_where_there_can_be_several_rows(text: str, expected: list[str]) -> None:
    found = [rule for rule in rules(lint(text)) if rule == "Q603"]
    assert found == expected


@pytest.mark.parametrize(
    ("pattern", "product"),
    [
        ("(a:Body), (s:Strategy)", True),
        ("(a:Body) MATCH (s:Strategy)", True),
        ("(a:Body) MATCH (s:Strategy) WHERE a.level = 'local'", True),
        ("(a:Body), (s:Strategy) MATCH (a)-[:PART_OF {status: 'recorded'}]->(c)", True),
        ("(a:Body), (s:Strategy) WHERE a.id <> s.id", True),
        ("(a:Body), (s:Strategy) WHERE a.level = 'local' AND s.level = 'local'", True),
        ("(a:Body), (s:Strategy) WHERE a.level = s.level", False),
        ("(a:Body), (s:Strategy) WHERE (a)-[:FOLLOWS_UP {status: 'recorded'}]->(s)", False),
        ("(a:Body {id: $a}), (s:Strategy)", False),
        ("(a:Body), (s:Strategy) WHERE s.id = $s", False),
        ("(a:Body), (s:Strategy) WHERE s.id IN ['x', 'y']", False),
        ("(a:Body), (s:Strategy {note: a.note})", False),
        ("(a:Body), (s:Strategy), (a)-[:FOLLOWS_UP {status: 'recorded'}]->(s)", False),
        ("(a:Body) WITH a MATCH (s:Strategy)", False),
    ],
)
def test_a_product_is_two_patterns_that_nothing_joins(pattern: str, product: bool) -> None:  # noqa: FBT001
    found = lint(f"MATCH {pattern} RETURN a.id AS a, s.id AS s ORDER BY a, s")
    assert rules(found) == (["Q502"] if product else [])


# --- header and query ------------------------------------------------------------------------------------------------


def test_a_question_that_keeps_its_header_is_clean() -> None:
    assert question() == ()


@pytest.mark.parametrize(
    ("body", "rule", "line", "words"),
    [
        (BODY.replace("$body", "$bodi"), "Q404", 14, "no parameter 'bodi'; did you mean 'body'"),
        (BODY.replace("$body", "'x'"), "Q405", 9, "$body is not used"),
        (BODY.replace(", b.name AS name", ""), "Q406", 11, "does not return the column 'name'"),
        (BODY.replace("AS name", "AS nam"), "Q407", 14, "no column 'nam'; did you mean 'name'"),
        (BODY.replace("b.id AS id, b.name AS name", "b.name AS name, b.id AS id"), "Q408", 14, "id, name"),
        (BODY.replace("b.name AS name", "b.founding AS name"), "Q409", 14, "a value of type boolean"),
        (BODY.replace("b.name AS name", "b.from_earliest AS name"), "Q409", 14, "a value of type date"),
        (BODY.replace("b.name AS name", "b.names AS name"), "Q409", 14, "holds a list"),
        (BODY.replace("ORDER BY id", "ORDER BY name"), "Q604", 14, "rows with equal name"),
    ],
)
def test_header_and_query_must_agree(body: str, rule: str, line: int, words: str) -> None:
    found = [finding for finding in question(body) if finding.rule == rule]
    assert [finding.line for finding in found] == [line]
    assert words in found[0].message


def test_a_text_is_never_compared_with_a_day() -> None:
    header = HEADER.replace("param body: node(Body) = digi-agder", "param on: date = 2021-11-01")
    wrong = "MATCH (b:Body) WHERE b.valid_from <= $on RETURN b.id AS id, b.name AS name ORDER BY id"
    finding = only(question(wrong, header))
    assert (finding.rule, finding.message) == ("Q307", "date and text are compared, which is never true")
    assert question(wrong.replace("valid_from", "from_earliest"), header) == ()
    assert question(wrong.replace("b.valid_from <= $on", "b.from_earliest.year = $on.year"), header) == ()


def test_an_edge_id_is_not_a_node_id() -> None:
    edge = "MATCH (:Body {id: $body})-[r:STEERS {status: 'recorded'}]->(b)"
    body = f"{edge} RETURN r.id AS id, b.name AS name ORDER BY id"
    assert "holds the id of an edge, the header says node" in only(question(body)).message


def test_a_question_of_one_row_needs_no_order() -> None:
    header = HEADER.replace("key: id", "key: one row")
    assert question(BODY.replace(" ORDER BY id", ""), header) == ()


def test_a_waiver_silences_its_rule_and_a_needless_one_is_found() -> None:
    unordered = BODY.replace(" ORDER BY id", "")
    assert question(unordered, extra="// allow Q603: there is one body of an id\n") == ()
    needless = only(question(extra="// allow Q603: there is one body of an id\n"))
    assert (needless.rule, needless.line) == ("Q802", 13)


@pytest.mark.parametrize("rule", [rule.code for rule in RULES.values() if not rule.waivable])
def test_no_header_can_allow_what_is_never_allowed(rule: str) -> None:
    found = question("MATCH (b:Body {id: $body}) DETACH DELETE b", extra=f"// allow {rule}: because\n")
    assert "Q201" in rules(found)
    assert "Q802" in rules(found)


def test_the_parts_of_a_union_must_return_the_same_columns() -> None:
    found = lint("MATCH (a:Body) RETURN a.id AS id UNION MATCH (b:Strategy) RETURN b.id AS name")
    assert [(finding.rule, finding.column) for finding in found] == [("Q408", 59), ("Q603", 59)]
    assert found[0].message == "the parts of UNION return id and name"


def test_growth_in_the_header_allows_a_product() -> None:
    product = "MATCH (b:Body {level: 'local'}), (s:Strategy) WHERE b.id <> $body"
    body = f"{product} RETURN b.id AS id, s.name AS name ORDER BY id"
    assert rules(question(body)) == ["Q502"]
    assert question(body, extra="// growth: each body with each strategy, by design\n") == ()


def test_a_header_that_cannot_be_read_is_a_finding_too(tmp_path: Path) -> None:
    path = tmp_path / "title.cypher"
    path.write_text(HEADER.replace("column name: text", "column name: txt") + "\n" + BODY, encoding="utf-8")
    finding = only(lint_file(path))
    assert (finding.rule, finding.line, finding.column) == ("Q801", 11, 17)
    assert "did you mean 'text'" in finding.message


def test_words_of_the_schema_are_asked_for_only_of_nodes_and_edges() -> None:
    own = (
        "WITH [{kind: 'COUNTY', level: 1}] AS ties RETURN [tie IN ties WHERE tie.kind = 'COUNTY' | tie.level] AS levels"
    )
    assert lint(own) == ()
    shadowed = "MATCH (n:Body) WITH count(n) AS n, {kind: 'x'} AS m WHERE m.kind = 'x' RETURN n ORDER BY n"
    assert lint(shadowed) == ()
    assert rules(lint("MATCH (n:Body) WHERE n.kind = 'x' RETURN count(n) AS n")) == ["Q306"]


def test_a_write_is_found_however_it_is_hidden() -> None:
    for text in (
        "MATCH (b:Body) CALL (b) { WITH b CALL (b) { SET b.name = 'x' } } RETURN b.id AS id ORDER BY id",
        "MATCH (b:Body) WHERE COUNT { MATCH (b) DETACH DELETE b } > 1 RETURN b.id AS id ORDER BY id",
        "MATCH (b:Body) RETURN b.id AS id UNION CREATE (x:Body {id: 'y'}) RETURN x.id AS id",
        "match (b:Body) Detach\n/* no */ DELETE b",
        "MATCH (b:Body) WITH b MERGE (b)-[:STEERS]->(c:Body) RETURN c.id AS id ORDER BY id",
    ):
        assert "Q201" in rules(lint(text)), text


def test_words_of_writing_in_names_and_strings_are_no_writes() -> None:
    text = "MATCH (b:Body) WHERE b.note = 'SET DELETE' RETURN b.id AS created, b.name AS `MERGE`"
    assert lint(f"{text} ORDER BY created // REMOVE") == ()


def test_rules_have_codes_of_one_form_and_say_what_they_find() -> None:
    for code, rule in RULES.items():
        assert code == rule.code
        assert len(code) == len("Q101")
        assert code.startswith("Q")
        assert rule.summary.endswith(".")


@given(st.text(max_size=80) | st.from_regex(r"RETURN 0?[xo]?[0-9_.e]{1,9}", fullmatch=True))
@settings(max_examples=300, deadline=None)
def test_no_text_is_too_strange_to_lint(text: str) -> None:
    for finding in lint(text):
        assert finding.rule in RULES
        assert 1 <= finding.line <= text.count("\n") + 1


def test_findings_come_in_the_order_of_their_places() -> None:
    text = dedent(
        """\
        MATCH (b:Bodi)-[r:STEERZ]->(c:Body)
        WHERE d.id = 'x'
        RETURN c"""
    )
    found = lint(text)
    assert [(finding.line, finding.rule) for finding in found] == [
        (1, "Q301"),
        (1, "Q302"),
        (2, "Q401"),
        (3, "Q603"),
        (3, "Q601"),
    ]


# --- texts that are asked once ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "given_value", "words"),
    [
        ("MATCH (n:Body) WHERE n.founding = $x RETURN n.id", "true", "text and truth value are compared"),
        ("MATCH (n:Body) WHERE n.from_earliest < $x RETURN n.id", "2020-01-01", "date and text are compared"),
        ("MATCH (n:Municipality {number: $x}) RETURN n.id", 4203, "number and text are compared"),
        ("MATCH (n:Municipality) WHERE n.number IN $x RETURN n.id", [4203], "number and text are compared"),
        ("MATCH (n:Body) WHERE n.id IN $x RETURN n.id", "abc", "expected a list, found a text"),
        ("MATCH (n:Body) WHERE $x RETURN n.id", 1, "a condition: expected a truth value, found a number"),
        ("MATCH (n:Body) CALL { WITH n AS m RETURN m.id = $x AS z } RETURN z", "a", "does more than name variables"),
        ("MATCH (n:Body {id: $x})-[:PART_OF]->{2,1}(m) RETURN m.id", "a", "at least 2 and at most 1 times"),
        ("MATCH (n:Bodi) WHERE n.id = $x RETURN n.id", "a", "did you mean 'Body'"),
        ("MATCH (n:Body) WHERE n.naem = $x RETURN n.id", "a", "did you mean 'name'"),
        ("MATCH (n)-[:STEER]->() WHERE n.id = $x RETURN n.id", "a", "did you mean 'STEERS'"),
    ],
)
def test_what_can_match_nothing_is_doubted(text: str, given_value: object, words: str) -> None:
    (doubt,) = doubts(text, {"x": given_value})
    assert words in str(doubt)


@pytest.mark.parametrize("given_value", [True, None, False])
def test_what_may_match_is_not_doubted_whatever_else_a_linter_would_say(given_value: object) -> None:
    assert doubts("MATCH (n:Body) WHERE n.founding = $x RETURN *", {"x": given_value}) == ()
    assert doubts("no Cypher", {}) == ()


def test_a_file_without_a_header_is_told_so_and_its_cypher_looked_at(tmp_path: Path) -> None:
    file = tmp_path / "bare.cypher"
    file.write_text("MATCH (n:Bodi) RETURN n.id AS id ORDER BY id\n", encoding="utf-8")
    assert rules(lint_file(file)) == ["Q801", "Q301"]


SORTS = {
    "STRING": "text",
    "INTEGER": "number",
    "FLOAT": "number",
    "BOOLEAN": "truth value",
    "RELATIONSHIP": "edge",
    **{name.upper(): name for name in ("node", "path", "list", "map", "point", "duration")},
}


def sorts_said(signature: str) -> list[set[str]]:
    """What each argument may be: of ``size(input :: STRING | LIST<ANY>) :: INTEGER``, a text or a list."""
    said = re.findall(
        r" :: (.*?)(?=, \w+(?: = \w+)? ::|$)", re.sub(r"<.*?>", "", signature[: signature.rindex(") ::")])
    )
    return [{SORTS.get(name, "anything") for name in one.split(" | ")} for one in said]


@pytest.mark.neo4j
def test_a_function_takes_as_many_arguments_as_the_server_says_and_of_those_types(empty_neo4j: Access) -> None:
    unlike = {"any", "all", "none", "single", "reduce", "exists", "trim"}  # not called as other functions are
    named = {"count": (0, 1), "coalesce": (1, None)}  # count(*), and as many as there are
    said: dict[str, tuple[int, int | None]] = {}
    types: dict[str, list[set[str]]] = {}
    with GraphDatabase.driver(empty_neo4j.uri, auth=empty_neo4j.auth) as driver, driver.session() as session:
        for name, signatures in session.run("SHOW FUNCTIONS YIELD name, signature RETURN name, collect(signature)"):
            forms = [re.findall(r"\w+( = \w+)? :: ", each[: each.rindex(") ::")]) for each in signatures]
            types[name.lower()] = max(map(sorts_said, signatures), key=len)
            said[name.lower()] = (min(form.count("") for form in forms), max(len(form) for form in forms))
    shared = (said.keys() & FUNCTIONS.keys()) - unlike
    assert len(shared) > 100
    assert {name: ARGUMENTS.get(name, (1, 1)) for name in shared} == {name: (said | named)[name] for name in shared}
    for name in shared:
        expected = [sorts if "anything" not in sorts else set() for sorts in types[name]]
        known = [*TAKES.get(name, ()), *[frozenset[str]()] * len(expected)]
        assert [set(own) for own, sorts in zip(known, expected, strict=False) if sorts] == list(
            filter(None, expected)
        ), name


@pytest.mark.neo4j
def test_neo4j_plans_what_is_allowed_and_refuses_what_is_refused(empty_neo4j: Access) -> None:
    def refused(text: str) -> bool:
        try:
            session.run(Query(text), {"x": 1}).consume()
        except (ClientError, DatabaseError):
            return True
        return False

    body = "(:Body {id: 'a', name: 'A', level: 'local', founding: true, names: ['B']})"
    quiet = GraphDatabase.driver(empty_neo4j.uri, auth=empty_neo4j.auth, notifications_min_severity="OFF")
    with quiet as driver, driver.session() as session:
        session.run(f"CREATE {body}-[:PART_OF {{status: 'recorded'}}]->{body}").consume()
        assert [text for text in ALLOWED if refused(f"EXPLAIN {text}")] == []
        assert [text for texts in REFUSED.values() for text in texts if not refused(text)] == []
