"""What every store promises: one suite, run over each engine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from embedded_engine import BUILDS, choose
from graphs import crossroads, edge, empty, graph, graphs, node, renamed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphmodel import config
from graphmodel.errors import QueryError, StoreError, UnknownIdError, WrongKindError
from graphmodel.model import Graph, Survey
from graphmodel.queries import parse_query
from graphmodel.store import Credentials, Limits, Store, open_store
from graphmodel.store.rows import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from neo4j_server import Access

    from graphmodel.queries import Query
    from graphmodel.store.base import EngineReply
    from graphmodel.store.request import QueryRequest

ENGINES = [*BUILDS, pytest.param("neo4j", marks=pytest.mark.neo4j)]
"""The engines that keep the promises below; each has a branch in :func:`place`."""

WHO_STEERS = """\
// Hvem styrer
// Who steers
//
// question nb: Hvem styrer et organ?
// question en: Who steers a body?
// reading nb: En rad for hvert organ som styrer.
// reading en: A row for each body that steers.
//
// param body: node(Body) | organet | the body
// param on: date = 2022-01-01 | dagen | the day
// column steering: node | styres av | steered by
// column since: date | fra | from
// key: steering

MATCH (s:Body)-[e:STEERS]->(:Body {id: $body})
WHERE e.from_earliest <= $on
RETURN s.id AS steering, e.from_latest AS since
ORDER BY steering
"""


LAST_DAY = """\
// Hvilken dag
// Which day
//
// question nb: Hvilken dag gjelder det?
// question en: Which day is it?
// reading nb: Én rad.
// reading en: One row.
//
// param on: date = last described | dagen | the day
// column day: date | dag | day
// key: one row

MATCH (n:Body)
RETURN $on AS day LIMIT 1
"""


def library() -> Mapping[str, Query]:
    """Return a library of two questions."""
    questions = (
        parse_query(text, f"structure/{name}.cypher")
        for name, text in (("who-steers", WHO_STEERS), ("last-day", LAST_DAY))
    )
    return {question.name: question for question in questions}


@dataclass(frozen=True)
class Place:
    """Where a store lies, which can be opened any number of times."""

    url: str
    credentials: Credentials | None = None

    def open(self, **how: Any) -> Store:
        return open_store(self.url, self.credentials, library=library, **how)


@pytest.fixture(params=ENGINES)
def place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Place:
    """A place for a store, of each engine in turn."""
    if request.param == "neo4j":
        server: Access = request.getfixturevalue("empty_neo4j")
        return Place(server.uri, Credentials(server.username, server.password))
    choose(request.param, monkeypatch, tmp_path_factory.mktemp("hidden"))
    return Place(f"arcadedb:{tmp_path_factory.mktemp('store') / 'here'}")


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    """An open store, which holds whatever the last test left."""
    with place.open() as opened:
        yield opened


any_graph = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


# --- load and dump --------------------------------------------------------------------------------------------------


@any_graph
@given(drawn=graphs())
def test_a_graph_comes_back_as_it_was_and_a_second_load_writes_nothing(store: Store, drawn: Graph) -> None:
    store.load(drawn)
    assert store.dump() == drawn
    assert store.fingerprint() == fingerprint(drawn)
    assert store.load(drawn) is False


def test_a_load_says_whether_it_wrote(store: Store) -> None:
    assert [store.load(crossroads()), store.load(crossroads()), store.load(renamed())] == [True, False, True]


def test_the_order_of_statements_does_not_matter(store: Store) -> None:
    whole = crossroads()
    store.load(whole)
    nodes, edges, sources = whole.nodes.values(), whole.edges.values(), whole.sources.values()
    turned = Graph(list(nodes)[::-1], list(edges)[::-1], list(sources)[::-1])
    assert store.load(turned) is False


def test_a_load_replaces_the_graph_before_it_to_the_last_statement(store: Store) -> None:
    store.load(crossroads())
    store.load(renamed())
    assert store.dump() == renamed()
    assert store.run("MATCH (n) WHERE n:Body OR n:Instrument OR n:Source RETURN n.id AS id ORDER BY id").rows == (
        ("minutes",),
        ("network",),
    )
    assert store.run("MATCH (:Body)-[e]->() RETURN count(e) AS edges").rows == ((0,),)


def test_the_picture_of_a_day_keeps_its_day(store: Store) -> None:
    day = crossroads().at("2022-06-01")
    store.load(day)
    assert store.dump() == day
    assert store.dump().day == date(2022, 6, 1)


def test_a_part_that_speaks_of_what_lies_outside_it_comes_back_as_it_was(store: Store) -> None:
    old, new = node("old", until="2020"), node("new", since="2021")
    survey = Survey(id="members", node="old", type="MEMBER_OF", on="2019", cites=[{"source": "minutes"}])
    whole = graph([old, new], [], [survey])
    for part in (whole.at("2022-01-01"), whole.keep(["new"])):
        store.load(part)
        assert store.dump() == part
        assert store.load(part) is False


def test_an_empty_graph_is_a_graph(store: Store) -> None:
    store.load(crossroads())
    assert store.load(empty()) is True
    assert store.dump() == empty()
    assert store.run("MATCH (n:Body) RETURN n.id AS id").rows == ()
    with pytest.raises(UnknownIdError, match="'network'"):
        store.run("who-steers", body="network")


def test_two_terms_between_one_pair_stay_two_and_keep_their_direction(store: Store) -> None:
    terms = [
        edge("board", "LEADS", "council", until="2019"),
        edge("board", "LEADS", "council", id="board:leads:council:2", since="2021"),
        edge("council", "STEERS", "board"),
    ]
    store.load(graph([node("board"), node("council", "CooperationBody")], terms))
    found = store.run(
        "MATCH (a:Body)-[e]->(b:Body) RETURN a.id AS a, type(e) AS type, e.id AS id, b.id AS b ORDER BY id"
    )
    assert found.rows == (
        ("board", "LEADS", "board:leads:council", "council"),
        ("board", "LEADS", "board:leads:council:2", "council"),
        ("council", "STEERS", "council:steers:board", "board"),
    )


def test_a_source_or_survey_may_share_its_id_with_a_node(store: Store) -> None:
    survey = Survey(id="minutes", node="minutes", type="OWNS", on="2021", cites=[{"source": "minutes"}])
    whole = graph([node("minutes"), node("board")], [edge("board", "OWNS", "minutes")], [survey])
    store.load(whole)
    assert store.dump() == whole


def test_progress_is_told_to_the_last_statement(store: Store) -> None:
    store.load(empty())
    told: list[tuple[int, int]] = []
    store.load(crossroads(), lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert {total for _, total in told} == {8 + 8 + 1}
    assert told[-1] == (17, 17)


def test_another_store_sees_what_was_loaded_meanwhile(place: Place, store: Store) -> None:
    count = "MATCH (n:Body) RETURN count(n) AS bodies"
    store.load(crossroads())
    with place.open() as other:
        assert other.run(count).rows == ((7,),)
        store.load(renamed())
        assert other.run(count).rows == ((1,),)
        assert other.dump() == renamed()


def test_a_store_that_is_closed_says_so(place: Place) -> None:
    opened = place.open()
    opened.load(crossroads())
    opened.close()
    opened.close()
    with pytest.raises(StoreError, match="closed"):
        opened.run("RETURN 1 AS one")


# --- what analysts see ----------------------------------------------------------------------------------------------


def test_a_body_is_found_by_family_by_level_and_by_kind(store: Store) -> None:
    store.load(crossroads())
    for label in ("Body", "LocalBody", "Municipality"):
        found = store.run(f"MATCH (n:{label} {{id: $id}}) RETURN labels(n) AS labels", id="town")
        assert [sorted(row[0]) for row in found] == [["Body", "LocalBody", "Municipality"]]
    assert store.run("MATCH (n:RegionalBody) RETURN n.id AS id ORDER BY id").rows == (
        ("board",),
        ("council",),
        ("network",),
    )
    assert store.run("MATCH (n:Network:Municipality) RETURN n.id AS id").rows == ()


def test_a_node_is_a_mapping_of_the_properties_that_are_promised(store: Store) -> None:
    store.load(renamed())
    found = store.run("MATCH (n:Network) RETURN n, properties(n) AS p")
    promised = {
        "id": "network",
        "kind": "Network",
        "level": "regional",
        "class_of_bodies": False,
        "name": "After",
        "name_en": "After (EN)",
        "names": ["Before", "After"],
        "names_from": ["2021-21", "2021-23"],
        "names_to": ["2021-23", ""],
        "names_language": ["", ""],
        "names_remark": ["", "renamed"],
        "valid_from": "2021-21",
        "from_earliest": "2021-03-01",
        "from_latest": "2021-05-31",
        "attested_from": "2018-05-01",
        "attested_to": "2018-05-01",
        "confidence": "stated",
        "founding": False,
        "sources": ["minutes"],
        "citations": ["minutes"],
    }
    assert found.to_dicts() == [{"n": promised, "p": promised}]


def test_an_edge_is_a_mapping_and_a_path_the_ids_on_it(store: Store) -> None:
    store.load(crossroads())
    found = store.run(
        "MATCH p = (a:Body {id: 'town'})-[e:LEADS]->(b) RETURN p, [p] AS ps, e, [n IN nodes(p) | n.id] AS nodes"
    )
    path = ["town", "town:leads:network", "network"]
    leads = {
        "id": "town:leads:network",
        "valid_from": "2021-06-01",
        "valid_to": "2023-05-31",
        "from_earliest": "2021-06-01",
        "from_latest": "2021-06-01",
        "to_earliest": "2023-06-01",
        "to_latest": "2023-06-01",
        "attested_from": "2018-05-01",
        "attested_to": "2018-05-01",
        "kind": "LEADS",
        "status": "recorded",
        "confidence": "stated",
        "founding": False,
        "sources": ["minutes"],
        "citations": ["minutes"],
    }
    assert found.rows == ((path, [path], leads, ["town", "network"]),)


def test_a_path_walked_against_its_edges_names_them_in_the_order_of_the_walk(store: Store) -> None:
    store.load(crossroads())
    walk = "MATCH p = (:Body {id: 'network'})<-[:MANDATES]-(:Body)<-[:MEMBER_OF]-(:Body {id: 'town'}) RETURN p"
    assert store.run(walk).rows == (
        (["network", "council:mandates:network", "council", "town:member-of:council", "town"],),
    )
    assert store.run("MATCH p = (:Body {id: 'town'}) RETURN p").rows == ((["town"],),)


def test_text_that_looks_like_a_path_stays_text(store: Store) -> None:
    store.load(graph([node("board", note="(#1:0)-[#2:0]->(#3:0)")], []))
    assert store.run("MATCH p = (n:Body) RETURN n.note AS note").rows == (("(#1:0)-[#2:0]->(#3:0)",),)


@pytest.mark.parametrize(
    ("day", "holds"),
    [("2021-05-31", 0), ("2021-06-01", 1), ("2023-05-31", 1), ("2023-06-01", 0)],
)
def test_a_period_holds_on_its_first_day_and_no_more_on_the_day_it_ends(store: Store, day: str, holds: int) -> None:
    store.load(crossroads())
    leads = (
        "MATCH (:Body)-[e:LEADS]->(:Body) "
        "WHERE e.from_earliest <= $day AND (e.to_latest IS NULL OR $day < e.to_latest) RETURN count(e) AS n"
    )
    assert store.run(leads, day=date.fromisoformat(day)).rows == ((holds,),)
    assert store.run(leads.replace("$day", "date($day)"), day=day).rows == ((holds,),)


def test_days_are_iso_text_wherever_they_stand(store: Store) -> None:
    store.load(crossroads())
    found = store.run(
        "MATCH (n:Body {id: 'board'}) "
        "RETURN n.from_earliest AS day, [n.from_earliest] AS days, {at: n.from_earliest} AS map, n.valid_from AS edtf"
    )
    assert found.rows == (("2020-11-01", ["2020-11-01"], {"at": "2020-11-01"}, "2020-11-01"),)


def test_what_ended_on_an_unknown_day_held_until_it_was_last_attested(
    store: Store,
) -> None:
    store.load(
        graph([node("board", until="unknown", as_of="2020"), node("council", since="2021-12-31", until="9999")], [])
    )
    found = store.run(
        "MATCH (n:Body) RETURN n.id AS id, n.valid_to AS to, n.to_earliest AS a, n.to_latest AS b ORDER BY id"
    )
    assert found.rows == (
        ("board", "unknown", "2020-01-02", None),
        ("council", "9999", "9999-01-02", "9999-12-31"),
    )


def test_columns_keep_their_order_and_values_their_types(store: Store) -> None:
    store.load(empty())
    found = store.run("RETURN 1 AS b, 1.5 AS a, true AS z, null AS n, 'æøå' AS c, [1, 'x', null] AS l, {k: [2]} AS m")
    assert found.columns == ("b", "a", "z", "n", "c", "l", "m")
    assert found.rows == ((1, 1.5, True, None, "æøå", [1, "x", None], {"k": [2]}),)
    assert [type(value) for value in found[0]] == [int, float, bool, type(None), str, list, dict]


@pytest.mark.parametrize(
    "coordinates",
    [
        {"x": 1.0, "y": 2.0},
        {"x": 1.0, "y": 2.0, "z": 3.0},
        {"longitude": 8.0, "latitude": 58.1},
        {"longitude": 8.0, "latitude": 58.1, "height": 3.0},
    ],
    ids=str,
)
def test_of_a_point_its_coordinates_are_told(store: Store, coordinates: dict[str, float]) -> None:
    store.load(empty())
    assert store.run("RETURN [point($at)] AS p", at=coordinates).rows == (([coordinates],),)


# --- asking ---------------------------------------------------------------------------------------------------------


def test_a_library_question_is_asked_by_name_with_dates_as_dates(store: Store) -> None:
    store.load(crossroads())
    found = store.run("who-steers", body="network", on="2021-06-01")
    assert found.columns == ("steering", "since")
    assert found.rows == (("board", date(2021, 6, 30)),)
    assert store.run(library()["who-steers"], body="network").rows == found.rows
    assert store.run("who-steers", body="network", on=date(2021, 5, 31)).rows == ()


def test_a_question_is_asked_about_the_last_day_that_the_graph_in_the_store_describes(place: Place) -> None:
    early = graph([node("board", as_of="2021-11-29")], [])
    late = graph(
        [node("board"), node("council", as_of="2022-03-01")],
        [edge("board", "REPORTS_TO", "council", as_of="2023-05-02")],
    )
    with place.open() as one, place.open() as other:
        for each in (early, late, early):
            other.load(each)
            assert one.run("last-day").rows == ((each.last_described,),)
        assert one.run("last-day", on="2020-02-29").rows == ((date(2020, 2, 29),),)
    assert (early.last_described, late.last_described) == (date(2021, 11, 29), date(2023, 5, 2))


def test_a_question_is_answered_under_its_own_columns_even_without_rows(store: Store) -> None:
    store.load(crossroads())
    assert store.run("who-steers", body="town").columns == ("steering", "since")
    assert store.run("MATCH (n:Nothing) RETURN n.id AS id, n.name").columns == ("id", "n.name")


@pytest.mark.parametrize(
    ("query", "given_", "complaint"),
    [
        ("who-stears", {}, "no question is called 'who-stears'; did you mean 'who-steers'"),
        ("who-steers", {}, "needs the parameter body"),
        ("who-steers", {"bodi": "x"}, "no parameter 'bodi'.*did you mean 'body'"),
        ("who-steers", {"body": "network", "on": "2021"}, "parameter on of who-steers"),
        ("RETURN $one + $two AS sum", {"one": 1}, r"needs \$two"),
        ("MATCH (n {id: $a}) RETURN $b AS b, $a AS a", {}, r"needs \$a, \$b"),
        ("RETURN $body AS b", {"body": 1, "boddy": 2}, r"no parameter \$boddy.*did you mean 'body'"),
        ("RETURN $x AS x", {"x": object()}, "parameter x is a object: expected text, a number"),
        ("RETURN $x AS x", {"x": 2**63}, "parameter x is beyond the 64 bits"),
        ("RETURN $x AS x", {"x": ["a\0b"]}, r"parameter x holds the character '\\x00'"),
        ("RETURN $x AS x", {"x": "\ud800"}, r"parameter x holds the character '\\ud800'"),
        ("RETURN $x AS x", {"x": {1: 2}}, "parameter x has the key 1"),
        ("RETURN 1 AS a\0", {}, r"the query holds the character '\\x00'"),
        ("RETURN " + "1 + " * 30_000 + "1 AS a", {}, "expected at most 100000"),
        ("MATCH (n:Body)\nRETRUN n", {}, "2:1: expected .*found 'RETRUN'"),
        ("RETURN 'open", {}, "1:8: a string that is never closed"),
        ("", {}, "1:1: expected a clause"),
        ("// nothing but a comment", {}, "1:25: expected a clause"),
    ],
)
def test_what_cannot_be_asked_is_told_in_one_sentence(
    store: Store, query: str, given_: dict[str, object], complaint: str
) -> None:
    store.load(empty())
    with pytest.raises(QueryError, match=complaint):
        store.run(query, **given_)


def test_a_label_that_is_not_there_is_found_nowhere(store: Store) -> None:
    store.load(crossroads())
    assert store.run("MATCH (n:Spaceship)-[e:FLIES_TO]->(m) RETURN n.id AS id").rows == ()
    assert store.run("MATCH (n:Body {id: 'town'}) RETURN n.warp AS warp").rows == ((None,),)


def test_an_answer_of_too_many_rows_is_refused(place: Place) -> None:
    with place.open(limits=Limits(rows=10)) as opened:
        opened.load(empty())
        assert len(opened.run("UNWIND range(1, 10) AS x RETURN x")) == 10
        with pytest.raises(QueryError, match="more than 10 rows"):
            opened.run("UNWIND range(1, 11) AS x RETURN x")


def test_a_query_that_takes_too_long_is_left_and_the_store_goes_on(place: Place) -> None:
    with place.open(limits=Limits(seconds=0.5)) as opened:
        opened.load(crossroads())
        with pytest.raises(QueryError, match=r"did not end within 0\.5 seconds"):
            opened.run(
                "UNWIND range(1, 100000) AS x UNWIND range(1, 20000) AS y WITH x WHERE x < 0 RETURN count(*) AS n"
            )
        opened.limits = Limits()
        assert opened.run("MATCH (n:Municipality) RETURN count(n) AS n").rows == ((2,),)


# --- a read never writes --------------------------------------------------------------------------------------------

_WRITES = (
    "CREATE (n:Body {id: 'x'}) RETURN n",
    "MERGE (n:Body {id: 'x'}) RETURN n.id AS id",
    "MATCH (n) SET n.name = 'x'",
    "MATCH (n) REMOVE n.name RETURN count(n) AS n",
    "MATCH (n) DETACH DELETE n",
    "MATCH ()-[e]->() DELETE e",
    "FOREACH (x IN [1] | CREATE (:Body))",
    "CALL { CREATE (n:Body) RETURN n } RETURN count(n) AS n",
    "PROFILE CREATE (:Body)",
    "CREATE INDEX FOR (n:Body) ON (n.name)",
    "CREATE CONSTRAINT FOR (n:Goal) REQUIRE n.name IS UNIQUE",
    "MATCH (n:Body) RETURN n.id AS id UNION CREATE (m:Body {id: 'x'}) RETURN m.id AS id",
    "MATCH (n) RETURN n.id AS id; MATCH (m) DETACH DELETE m",
    "DROP DATABASE neo4j",
    "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
    "LOAD CSV FROM 'http://127.0.0.1/' AS line RETURN line",
    "LOAD CSV FROM 'file:///etc/hostname' AS line CREATE (:Body {name: line[0]})",
    "CALL apoc.load.json('file:///etc/hostname') YIELD value RETURN value",
    "CALL db.createLabel('Mine')",
)


@pytest.mark.parametrize("text", _WRITES)
def test_a_query_that_would_write_or_read_elsewhere_is_refused(store: Store, text: str) -> None:
    store.load(crossroads())
    with pytest.raises(QueryError):
        store.run(text)
    assert store.dump() == crossroads()


def test_the_refusal_names_the_clause_that_writes(store: Store) -> None:
    store.load(empty())
    with pytest.raises(QueryError, match="1:16: a query cannot SET"):
        store.run("MATCH (n:Body) SET n.name = 'x'")


_WORDS = (
    "MATCH CREATE (n) (:Body) DELETE DETACH SET n.id = 'x' RETURN 1 AS a MERGE CALL { } UNION ; // /* */ ` \" \\ $x -- "
    "-[e]-> LOAD CSV FROM WITH *"
)
_words = st.sampled_from(_WORDS.split())
hostile_texts = st.one_of(st.text(max_size=60), st.lists(_words, max_size=12).map(" ".join))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=hostile_texts)
def test_no_text_writes_or_raises_anything_but_the_one_error(store: Store, text: str) -> None:
    store.load(crossroads())
    try:
        store.run(text)
    except QueryError as error:
        assert str(error)  # noqa: PT017 - whether it raises depends on the text
    assert store.run("MATCH (n) RETURN count(n.id) AS n").rows == ((9,),)
    assert store.run("MATCH ()-[e]->() RETURN count(e) AS n").rows == ((8,),)


hostile_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
    | st.sampled_from(
        ["' OR 1=1 //", '"}) DETACH DELETE n //', "`", "\\", "*/", "$x", "});MATCH(n)DELETE n", "\x01", "2021-01-01"]
    ),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=hostile_values)
def test_a_parameter_is_only_ever_a_value(store: Store, value: object) -> None:
    store.load(crossroads())
    assert store.run("RETURN $x AS x", x=value).rows == ((value,),)
    assert store.run("MATCH (n:Body) WHERE n.id = $x RETURN n.id AS id", x=value).rows == ()


def test_a_folder_whose_path_is_not_utf8_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(
        StoreError, match=r"a\\udcffb: the embedded store takes only folders whose path is UTF-8"
    ) as told:
        open_store(f"arcadedb:{tmp_path}/a\udcffb")
    assert str(told.value).isprintable()


def test_seeds_in_a_folder_whose_name_is_not_utf8_have_a_store_of_their_own(tmp_path: Path) -> None:
    assert config.store_url(tmp_path / "a\udcff") != config.store_url(tmp_path / "a\udcfe")


# --- ids that a question is asked about -------------------------------------------------------------------------------


def test_an_id_that_is_not_there_or_of_another_kind_is_an_error_of_every_store(store: Store) -> None:
    store.load(crossroads())
    assert store.run("who-steers", body="network").rows != ()
    with pytest.raises(UnknownIdError, match=r"no node, edge or source has the id 'netwrk'; did you mean 'network'"):
        store.run("who-steers", body="netwrk")
    with pytest.raises(WrongKindError, match=r"^strategy is a Strategy; expected a Body"):
        store.run("who-steers", body="strategy")


def test_an_id_that_is_asked_about_by_default_must_be_there_and_of_the_kind(store: Store) -> None:
    store.load(crossroads())
    for default, error in (("nowhere", UnknownIdError), ("strategy", WrongKindError)):
        text = WHO_STEERS.replace("node(Body) |", f"node(Body) = {default} |")
        with pytest.raises(error, match=default):
            store.run(parse_query(text, "structure/by-default.cypher"))


def test_a_source_is_no_node_and_a_node_with_the_id_of_a_source_is_one(store: Store) -> None:
    town = node("minutes", "Municipality", "local")
    store.load(
        graph([town, node("board", "Committee", "regional")], [edge("board", "STEERS", "minutes", since="2020")])
    )
    assert store.run("who-steers", body="minutes").rows[0][0] == "board"
    anything = parse_query(WHO_STEERS.replace("node(Body)", "node"), "structure/anything.cypher")
    assert store.run(anything, body="minutes").rows[0][0] == "board"
    store.load(crossroads())
    with pytest.raises(WrongKindError, match="minutes is a Source"):
        store.run(anything, body="minutes")


def test_an_id_is_looked_up_once_in_each_graph(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    with place.open() as store, place.open() as other:
        store.load(crossroads())
        asked, answer = list[str](), store._answer  # noqa: SLF001 - what an engine hears

        def overheard(question: QueryRequest) -> EngineReply:
            asked.append(question.text)
            return answer(question)

        monkeypatch.setattr(store, "_answer", overheard)
        found = [store.run("who-steers", body="network").rows for _ in range(3)]
        assert found[0] == found[1] == found[2]
        assert len(asked) == 4
        other.load(empty())
        with pytest.raises(UnknownIdError):
            store.run("who-steers", body="network")
