"""Every question of the library: its exact rows on a small graph, on each engine, and what it promises besides.

``library/<name>.yaml`` lists what a question is asked about (parameters that are left out have their defaults) and the
rows that the answer must hold, worked out by hand on the graph of ``library_graph.py``.
"""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest
import shipped_record
import yaml
from graphs import edge, empty
from library_graph import library_graph
from neo4j import GraphDatabase

from graphmodel import workspace
from graphmodel.errors import UnknownIdError
from graphmodel.model import Graph
from graphmodel.period import ALWAYS, UNKNOWN, Validity, parse
from graphmodel.queries import bind, format_query
from graphmodel.queries.lint import lint
from graphmodel.store import Credentials, Store, open_store
from graphmodel.store.neo4j.allowlist import check_plan, check_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from neo4j_server import Access

    from graphmodel.queries import Query, QueryColumn, ValueType

LIBRARY = workspace.library()
SMALL = library_graph()
DAY = SMALL.last_described
EXPECTED = Path(__file__).parent / "library"
THEMES = {
    "structure",
    "mandates",
    "representation",
    "strategies",
    "time",
    "money",
    "evidence",
    "national-regional",
    "norway",
}

ANSWERED_BY_NONE = {"municipalities-in-several-regions"}
"""What the shipped seeds know of none, as last described."""

every_question = pytest.mark.parametrize("name", LIBRARY)


def _cases(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load((EXPECTED / f"{name}.yaml").read_text(encoding="utf-8"))
    return cases


@pytest.fixture(scope="module", params=["arcadedb", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of each engine in turn; a test loads what it asks about, which is nothing if it is there already."""
    with _opened(request, tmp_path_factory) as store:
        yield store


def _opened(request: pytest.FixtureRequest, folders: pytest.TempPathFactory) -> Store:
    if request.param == "arcadedb":
        return open_store(f"arcadedb:{folders.mktemp('library') / 'store'}")
    access: Access = request.getfixturevalue("neo4j_server")
    return open_store(access.uri, Credentials(access.username, access.password))


@pytest.fixture(scope="module")
def shipped() -> Graph:
    return shipped_record.record()


@pytest.fixture
def small(engine: Store) -> Store:
    engine.load(SMALL)
    return engine


# --- the files ------------------------------------------------------------------------------------------------------


def test_the_library_holds_at_least_sixty_questions_in_nine_themes_each_with_expected_rows() -> None:
    assert len(LIBRARY) >= 60
    assert {query.theme for query in LIBRARY.values()} == THEMES
    assert {path.stem for path in EXPECTED.glob("*.yaml")} == set(LIBRARY)


@every_question
def test_the_linter_finds_nothing_in_a_question(name: str) -> None:
    assert lint(LIBRARY[name]) == ()


@every_question
def test_a_question_is_written_as_the_formatter_writes_it(name: str) -> None:
    query = LIBRARY[name]
    assert Path(query.path).read_text(encoding="utf-8") == format_query(query)


@every_question
def test_a_question_is_told_in_whole_sentences_in_both_languages(name: str) -> None:
    query = LIBRARY[name]
    for words in (query.title, query.question):
        assert words.nb.endswith("?")
        assert words.en.endswith("?")
    for text in (query.reading.nb, query.reading.en):
        assert text.endswith(".")
        assert not set("{}<>") & set(text)


@every_question
def test_a_question_has_defaults_for_all_that_it_is_asked_about_and_a_path_says_how_it_grows(name: str) -> None:
    query = LIBRARY[name]
    assert all(not parameter.required for parameter in query.parameters)
    assert ("*1.." in query.text) == (query.growth is not None)


# --- rows -----------------------------------------------------------------------------------------------------------


@every_question
def test_a_question_answers_with_exactly_its_expected_rows(small: Store, name: str) -> None:
    columns = tuple(column.name for column in LIBRARY[name].columns)
    for case in _cases(name):
        answer = small.run(LIBRARY[name], **case["parameters"])
        assert answer.columns == columns
        assert answer.to_dicts() == case["rows"], case["parameters"]


@every_question
def test_the_key_of_a_question_tells_its_rows_apart_and_each_column_holds_what_it_declares(name: str) -> None:
    query = LIBRARY[name]
    for case in _cases(name):
        rows: list[dict[str, Any]] = case["rows"]
        keys = [tuple(str(row[column]) for column in query.key) for row in rows]
        assert len(set(keys)) == len(keys)
        assert [(each.name, row[each.name]) for row in rows for each in query.columns if _misfits(row, each)] == []


def _misfits(row: Mapping[str, Any], column: QueryColumn) -> bool:
    value = row[column.name]
    if column.type.many:
        return value is not None and not all(each is None or _fits(each, column.type) for each in value)
    return value is not None and not _fits(value, column.type)


def _fits(value: Any, value_type: ValueType) -> bool:
    plain: dict[str, type] = {"text": str, "integer": int, "boolean": bool}
    if value_type.base in plain:
        return type(value) is plain[value_type.base] and value != ""
    if value_type.base == "node" and value in SMALL.nodes:
        return value_type.covers(SMALL.nodes[value].kind)
    if value_type.base == "edtf":
        return bool(value == UNKNOWN or parse(value).text == value)
    known = {"node": SMALL.sources if "Source" in value_type.labels else (), "edge": SMALL.edges}
    return value in known.get(value_type.base, value_type.words)


@every_question
def test_a_question_answers_with_no_rows_where_nothing_is_recorded(engine: Store, name: str) -> None:
    engine.load(empty())
    question = LIBRARY[name]
    values = bind(question, {}, date(2021, 12, 1))
    assert engine.run(question.text, **values).rows == ()
    if about := [id_ for id_, _ in question.nodes(values)]:  # whom it asks about by default is not there
        with pytest.raises(UnknownIdError, match="|".join(about)):
            engine.run(question)
    else:
        assert engine.run(question).rows == ()


def test_answers_do_not_depend_on_the_order_in_which_statements_were_stored(engine: Store) -> None:
    engine.load(empty())
    engine.load(_shuffled(SMALL, 1))
    for name in LIBRARY:
        for case in _cases(name):
            assert engine.run(LIBRARY[name], **case["parameters"]).to_dicts() == case["rows"], name


def _shuffled(graph: Graph, seed: int) -> Graph:
    """Return a copy that hands its statements to a store in another order than that of their ids."""
    shuffled = library_graph()
    for group in ("nodes", "edges", "sources", "surveys"):
        statements: list[tuple[str, Any]] = list(getattr(graph, group).items())
        random.Random(seed).shuffle(statements)  # noqa: S311 - any other order will do
        vars(shuffled)[group] = MappingProxyType(dict(statements))  # as no graph that is made anew ever has them
    return shuffled


# --- days -----------------------------------------------------------------------------------------------------------

DAYS = (
    date(2019, 12, 31),
    date(2020, 1, 1),
    date(2021, 2, 28),
    date(2021, 3, 1),
    date(2021, 5, 31),
    date(2021, 11, 30),
    date(2021, 12, 1),
    date(2021, 12, 31),
    date(2022, 1, 1),
    date(2023, 1, 1),
    date(2026, 1, 1),
)
"""Days on which something of the small graph begins or ends, and the days before."""


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_what_held_on_a_day_is_what_the_model_says_of_it(small: Store, day: date) -> None:
    found = {row["node_id"]: row["held"] for row in small.run(LIBRARY["in-force-on"], day=day, level=None).to_dicts()}
    assert found == {id_: str(SMALL.validity(id_, day)) for id_ in SMALL.nodes if SMALL.validity(id_, day)}
    for node in ("digi-fjord", "vik-kommune", "departementet", "as-kommune"):
        ties = {row["edge"]: row["held"] for row in small.run(LIBRARY["all-ties-of"], what=node, day=day).to_dicts()}
        recorded = [edge.id for edge in SMALL.ties.values() if node in (edge.from_id, edge.to_id)]
        assert ties == {id_: str(SMALL.validity(id_, day)) for id_ in recorded if SMALL.validity(id_, day)}


def test_a_tie_that_is_only_called_for_stands_in_no_answer_that_does_not_say_so() -> None:
    called_for = {id_ for id_, edge in SMALL.edges.items() if edge.called_for}
    telling = {"called-for", "missing-links", "resting-on-source", "founding-statements", "who-follows-up"}
    named = {name for name in LIBRARY for case in _cases(name) if any(edge in str(case["rows"]) for edge in called_for)}
    assert named == telling


# --- what only possibly holds ---------------------------------------------------------------------------------------

TOLD_BY_HELD = {
    "parts-of": {"steps"},
    "routes-to-national-bodies": {"steps", "way", "kinds"},
    "strategy-to-municipality": {"steps", "way"},
    "what-body-follows": {"steps", "through"},
    "who-advises": {"steps"},
    "who-stands-above": {"steps", "way", "kinds"},  # so far it is of the whole way, from here on of all on the list
    "municipalities-in-several-regions": {"bodies"},
    "municipalities-without-network": {"counties", "networks"},
    "shared-secretariats": {"secretariats"},
    "seats-by-county": {"municipalities"},  # counts those that are sure
    "long-unattested": {"age"},
}
"""Lists and counts that do not tell themselves what is only possible: `held` does."""

COUNTS_THE_LIST_BESIDE_IT = {
    "national-strategies-in-regions": {"followers"},
    "regions-side-by-side": {"members"},
    "who-speaks-for-whom": {"municipalities"},
}

_Answers = dict[str, dict[tuple[str, ...], dict[str, Any]]]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, _Answers]:
    """What each question with a day answers where all ties are sure, where all are only possible, and without any."""
    found: dict[str, _Answers] = {}
    with open_store(f"arcadedb:{tmp_path_factory.mktemp('possible') / 'store'}") as store:
        for ties, since in {"sure": ALWAYS, "possible": "202X", "none": None}.items():
            store.load(_tied_since(since))
            found[ties] = {
                name: _answers_by_key(store, query)
                for name, query in LIBRARY.items()
                if any(parameter.name == "day" for parameter in query.parameters)
            }
    return found


def _tied_since(since: str | None) -> Graph:
    """Return the small graph, and ties of kinds that it lacks, with all ties since then, or none."""
    cites = [{"source": next(iter(SMALL.sources))}]
    ties = [
        *SMALL.ties.values(),
        edge("kollegiet", "ADVISES", "digiradet", cites=cites),
        edge("vik-kommune", "MEMBER_OF", "fjellradet", cites=cites),
    ]
    dated = {"since": since, "until": None, "claim": None, "conflicts_with": ()}
    return Graph(
        [node.model_copy(update={"since": ALWAYS, "until": None}) for node in SMALL.nodes.values()],
        [
            *(tie.model_copy(update=dated) for tie in ties if since),
            *(wanted for wanted in SMALL.edges.values() if wanted.called_for),
        ],
        SMALL.sources.values(),
        SMALL.surveys.values(),
    )


def _answers_by_key(store: Store, query: Query) -> dict[tuple[str, ...], dict[str, Any]]:
    return {
        (str(number), *(str(row[column]) for column in query.key)): row
        for number, case in enumerate(_cases(query.name))
        for row in store.run(query, **{**case["parameters"], "day": DAY}).to_dicts()
    }


def test_each_list_and_count_tells_what_only_possibly_holds(answers: Mapping[str, _Answers]) -> None:
    untold = [
        (name, column.name, key)
        for name, rows in answers["possible"].items()
        for key, row in rows.items()
        for column in LIBRARY[name].columns
        if (column.type.many and column.type.base != "edge" and column.name != "sources")
        or column.type.base == "integer"
        if (sure := answers["sure"][name].get(key, {}).get(column.name))
        and sure == row[column.name] != answers["none"][name].get(key, {}).get(column.name)
        and not (column.name in TOLD_BY_HELD.get(name, ()) and row["held"] in ("possibly", 0))
        and column.name not in COUNTS_THE_LIST_BESIDE_IT.get(name, ())
        and row[column.name] != [row.get("seat_name")]  # who speaks for itself
    ]
    assert untold == []


def test_a_row_that_rests_on_what_only_possibly_holds_says_so(answers: Mapping[str, _Answers]) -> None:
    asked = answers["possible"].keys() - {"uncertain-on-day"}  # which asks for nothing else
    untold = [
        (name, key)
        for name in sorted(asked)
        for key, row in answers["possible"][name].items()
        if (sure := answers["sure"][name].get(key)) is None or key not in answers["none"][name]
        if row == sure or (sure is None and "possibly" not in row.values())
    ]
    assert untold == []


def test_a_tie_that_only_possibly_holds_hides_no_gap(answers: Mapping[str, _Answers]) -> None:
    hidden = {name: rows.keys() - answers["possible"][name].keys() for name, rows in answers["none"].items()}
    assert {name: keys for name, keys in hidden.items() if keys} == {}


# --- engines --------------------------------------------------------------------------------------------------------


@pytest.mark.neo4j
def test_neo4j_plans_every_question_as_a_read_that_the_guard_lets_pass_and_warns_of_nothing(
    neo4j_server: Access,
) -> None:
    with open_store(neo4j_server.uri, Credentials(neo4j_server.username, neo4j_server.password)) as store:
        store.load(SMALL)
    with GraphDatabase.driver(neo4j_server.uri, auth=neo4j_server.auth) as driver:
        for name, query in LIBRARY.items():
            summary = driver.execute_query(f"EXPLAIN {query.text}", bind(query, {}, DAY), routing_="r").summary
            warned = [status.status_description for status in summary.gql_status_objects if status.is_notification]
            assert (summary.query_type, warned) == ("r", []), name
            assert summary.plan is not None
            check_text(query.text)
            check_plan(summary.plan)


def test_the_embedded_engine_plans_every_question(tmp_path: Path) -> None:
    with open_store(f"arcadedb:{tmp_path / 'store'}") as store:
        store.load(SMALL)
        plans = [str(store.run(f"EXPLAIN {query.text}", **bind(query, {}, DAY)).rows) for query in LIBRARY.values()]
    assert [plan for plan in plans if "Plan" not in plan] == []


# --- the shipped seeds ----------------------------------------------------------------------------------------------


def test_every_question_has_an_answer_on_the_shipped_seeds_which_is_the_same_on_each_engine(
    shipped: Graph, shipped_answers: Mapping[str, list[dict[str, Any]]], engine: Store
) -> None:
    engine.load(shipped)
    for name, query in LIBRARY.items():
        rows = engine.run(query).to_dicts()
        assert rows or name in ANSWERED_BY_NONE, name
        assert rows == shipped_answers[name], name
        keys = [tuple(str(row[column]) for column in query.key) for row in rows]
        assert len(set(keys)) == len(keys), name


@pytest.fixture(scope="module")
def shipped_answers(shipped: Graph, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[dict[str, Any]]]:
    with open_store(f"arcadedb:{tmp_path_factory.mktemp('shipped') / 'store'}") as store:
        store.load(shipped)
        return {name: store.run(query).to_dicts() for name, query in LIBRARY.items()}


def test_no_question_says_yes_of_a_tie_that_only_possibly_held(
    shipped: Graph, shipped_answers: Mapping[str, list[dict[str, Any]]]
) -> None:
    asked = [query for query in LIBRARY.values() if any(column.name == "held" for column in query.columns)]
    assert len(asked) >= 50
    for query in asked:
        day = shipped.last_described
        assert bind(query, {}, day)["day"] == day, query.name
        ties = [column for column in query.columns if column.type.base == "edge"]
        for row in shipped_answers[query.name]:
            for column in ties if row["held"] == "yes" else ():
                ids = row[column.name] if column.type.many else filter(None, [row[column.name]])
                held = [shipped.validity(id_, day) for id_ in ids]
                assert not held or (max if column.type.many else min)(held) is Validity.YES, (query.name, row)


# --- the library as a whole -----------------------------------------------------------------------------------------


@every_question
def test_what_a_question_is_about_has_one_name(name: str) -> None:
    about = [parameter.name for parameter in LIBRARY[name].parameters if parameter.type.base == "node"]
    assert about in ([], ["what"]) or len(about) > 1


def _seen(name: str) -> set[str]:
    return {word.strip() for reference in LIBRARY[name].references for word in reference.split(",")}


@every_question
def test_a_question_points_to_its_near_duplicates_and_they_point_back(name: str) -> None:
    tags = set(LIBRARY[name].tags)
    near = {
        each.name
        for each in LIBRARY.values()
        if each.name != name and 4 * len(tags & set(each.tags)) >= 3 * len(tags | set(each.tags))
    }
    assert near <= _seen(name) <= set(LIBRARY) - {name}
    assert all(name in _seen(other) for other in _seen(name))
