"""The model: kinds of node and edge, the invariants of a graph, its pictures of a day, and names of the day."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from typing import Any

import pytest
from graphs import chain, crossroads, edge, empty, graph, graphs, node, renamed, source, split
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from graphmodel.errors import DateError, ModelError, UnknownIdError
from graphmodel.model import Citation, Edge, Graph, Name, Node, SucceededBy, Survey, faults
from graphmodel.period import Validity
from graphmodel.schema import EDGE_KINDS, FAMILIES, KINDS

days = st.dates(date(1990, 1, 1), date(2035, 12, 31))


# --- statements -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "id_", ["", "Digi-Agder", "digi agder", "digi_agder", "-a", "a-", "a--b", "åmli", "a\n", "a" * 121]
)
def test_an_id_is_lower_case_letters_digits_and_single_hyphens(id_: str) -> None:
    with pytest.raises(ValidationError):
        node(id_)


@pytest.mark.parametrize("name", ["", "  ", "a\x00b", "a\x1b[31m", "a\rb", "a\x7f", "x" * 501])
def test_a_name_is_plain_text(name: str) -> None:
    with pytest.raises(ValidationError):
        node("a", name=name)


def test_a_name_is_kept_composed_and_without_spaces_round_it() -> None:
    assert node("a", name="  Ra\u030ad ").name == "Råd"


def test_a_statement_never_changes_and_takes_no_unknown_field() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        node("a").name = "B"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="nmae"):
        node("a", nmae="B")


@pytest.mark.parametrize("field", ["since", "until", "as_of"])
def test_a_statement_takes_only_dates_for_dates(field: str) -> None:
    with pytest.raises(ValidationError, match="is not a date"):
        node("a", "Committee", "regional", **{field: "31.12.2021"})


def test_a_citation_reads_as_source_and_place() -> None:
    assert str(Citation(source="minutes")) == "minutes"
    assert str(Citation(source="minutes", locator="p. 3")) == "minutes (p. 3)"


@pytest.mark.parametrize(
    ("kind", "labels"),
    [
        ("Municipality", ("Body", "RegionalBody", "Municipality")),
        ("Strategy", ("Instrument", "Strategy")),
        ("County", ("Place", "County")),
    ],
)
def test_a_node_has_the_labels_of_its_family_level_and_kind(kind: str, labels: tuple[str, ...]) -> None:
    assert node("a", kind).labels == labels


def test_every_kind_has_a_family_words_and_a_meaning() -> None:
    assert FAMILIES == ("Body", "Instrument", "Place")
    for name, kind in KINDS.items():
        assert kind.family in FAMILIES
        assert all(kind.words)
        assert kind.__doc__
        assert kind.__doc__ != Node.__doc__, name


def test_every_kind_of_edge_reads_aloud_both_ways_and_joins_something() -> None:
    for type_, kind in EDGE_KINDS.items():
        assert all(kind.reads), type_
        assert kind.from_kinds
        assert kind.to_kinds
        assert set(kind.flows) <= {"authority", "voice"}
    assert EDGE_KINDS["SUCCEEDED_BY"].flows == {}
    assert [type_ for type_, kind in EDGE_KINDS.items() if kind.cls.event] == [
        "ESTABLISHED",
        "MANDATES",
        "SUCCEEDED_BY",
    ]


def test_the_id_of_an_edge_follows_from_its_ends_and_type() -> None:
    assert SucceededBy.type_name() == "SUCCEEDED_BY"
    assert SucceededBy.default_id("old", "new") == "old:succeeded-by:new"


# --- invariants -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nodes", "edges", "rule"),
    [
        ([node("a"), node("a", name="B")], [], "duplicate-id"),
        ([node("a"), node("b")], [edge("a", "LEADS", "b", id="b")], "duplicate-id"),
        ([node("a")], [edge("a", "LEADS", "a"), edge("a", "LEADS", "a", role="x")], "duplicate-id"),
        ([node("a")], [edge("a", "LEADS", "b")], "dangling-end"),
        ([node("a"), node("b", "Goal")], [edge("a", "LEADS", "b")], "wrong-end"),
        ([node("a", cites=[{"source": "letter"}])], [], "unknown-source"),
        ([node("a", cites=[])], [], "no-source"),
        ([node("a", confidence="inferred")], [], "no-reasoning"),
        ([node("a", since="2021", until="2020")], [], "start-after-end"),
        ([node("a")], [edge("a", "LEADS", "a", conflicts_with=["x"])], "dangling-conflict"),
        ([node("a", organisation_number="123456789")], [], "organisation-number"),
    ],
)
def test_a_graph_that_breaks_an_invariant_is_refused(nodes: list[Node], edges: list[Edge], rule: str) -> None:
    assert [fault.rule for fault in faults(nodes, edges, [source()])] == [rule]
    with pytest.raises(ModelError):
        graph(nodes, edges)


def test_a_refusal_names_the_statement_the_field_and_the_nearest_id() -> None:
    with pytest.raises(ModelError) as caught:
        graph([node("board"), node("town")], [edge("town", "LEADS", "bored")])
    assert str(caught.value) == "town:leads:bored: to: no node has the id 'bored'; did you mean 'board'?"


def test_a_survey_of_a_node_that_is_not_there_is_refused() -> None:
    survey = Survey(id="s", node="b", type="LEADS", on="2021", cites=(Citation(source="minutes"),))
    with pytest.raises(ModelError, match="no node has the id 'b'"):
        graph([node("a")], [], [survey])


# --- the graph --------------------------------------------------------------------------------------------------


@given(graphs(), st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_a_graph_does_not_depend_on_the_order_of_its_statements(given_graph: Graph, chance: Any) -> None:
    nodes, edges = list(given_graph.nodes.values()), list(given_graph.edges.values())
    sources, surveys = list(given_graph.sources.values()), list(given_graph.surveys.values())
    for group in (nodes, edges, sources, surveys):
        chance.shuffle(group)
    again = Graph(nodes, edges, sources, surveys, translations=given_graph.translations)
    assert again == given_graph
    assert list(again.nodes) == sorted(given_graph.nodes)
    assert list(again.edges) == sorted(given_graph.edges)


@given(graphs())
@settings(max_examples=30)
def test_every_edge_leaves_one_node_and_reaches_one(given_graph: Graph) -> None:
    leaving = [edge.id for id_ in given_graph.nodes for edge in given_graph.edges_from(id_)]
    reaching = [edge.id for id_ in given_graph.nodes for edge in given_graph.edges_to(id_)]
    assert sorted(leaving) == sorted(reaching) == list(given_graph.edges)


@given(graphs(), days)
@settings(max_examples=40)
def test_a_picture_of_a_day_holds_what_held_or_may_have(given_graph: Graph, day: date) -> None:
    then = given_graph.at(day)
    held = {id_ for id_ in given_graph.nodes if given_graph.validity(id_, day) is not Validity.NO}
    assert set(then.nodes) == held
    tied = {
        edge.id for edge in given_graph.edges.values() if edge.bounds.at(day) and {edge.from_id, edge.to_id} <= held
    }
    assert set(then.edges) == tied
    assert all(then.validity(id_) is given_graph.validity(id_, day) for id_ in (*then.nodes, *then.edges))
    assert then.at(day) == then


@given(graphs(), days)
@settings(max_examples=40)
def test_an_edge_never_outlives_its_ends(given_graph: Graph, day: date) -> None:
    for tie in given_graph.edges.values():
        if tie.type != "SUCCEEDED_BY":
            ends = min(given_graph.validity(end, day) for end in (tie.from_id, tie.to_id))
            assert given_graph.validity(tie.id, day) <= ends


@pytest.mark.parametrize(
    ("day", "nodes", "edges"),
    [
        ("2018-12-31", 5, 2),
        ("2019-01-01", 6, 2),
        ("2021-02-28", 7, 2),
        ("2021-03-01", 8, 5),
        ("2021-05-31", 8, 5),
        ("2021-06-01", 8, 7),
        ("2022-12-31", 8, 7),
        ("2023-01-01", 7, 6),
        ("2023-05-31", 7, 6),
        ("2023-06-01", 7, 5),
        ("2026-01-01", 6, 3),
    ],
)
def test_the_crossroads_on_a_day(day: str, nodes: int, edges: int) -> None:
    then = crossroads().at(day)
    assert (len(then.nodes), len(then.ties)) == (nodes, edges)


def test_a_tie_that_was_only_called_for_is_no_tie() -> None:
    whole = crossroads()
    assert set(whole.edges) - set(whole.ties) == {"association:cooperates-with:network"}


def test_a_part_holds_the_nodes_asked_for_and_the_edges_between_them() -> None:
    part = crossroads().keep(["town", "council", "network"])
    assert list(part.nodes) == ["council", "network", "town"]
    assert list(part.edges) == ["council:mandates:network", "town:leads:network", "town:member-of:council"]
    assert list(part.keep(part.nodes, ["town:leads:network"]).edges) == ["town:leads:network"]
    with pytest.raises(UnknownIdError, match=r"^no node, edge or source has the id 'twon'; did you mean 'town'\?$"):
        crossroads().keep(["twon"])


def test_what_is_asked_for_by_id_is_found_or_the_nearest_named() -> None:
    whole = crossroads()
    assert whole["town"] is whole.nodes["town"]
    assert whole["town:leads:network"] is whole.edges["town:leads:network"]
    assert whole["minutes"] is whole.sources["minutes"]
    for ask in (whole.__getitem__, whole.node, whole.bounds, whole.name):
        with pytest.raises(UnknownIdError, match="did you mean 'network'"):
            ask("netwrok")


def test_the_empty_graph_holds_on_every_day() -> None:
    assert empty().at("2021-01-01").nodes == {}
    assert empty() == Graph()
    assert repr(empty()) == "<Graph: 0 nodes, 0 edges, 0 sources>"


def test_statements_by_id_are_short_where_they_are_shown() -> None:
    shown = [repr(group) for group in (crossroads().edges, crossroads().sources, empty().nodes)]
    assert shown == [
        "<8 by id: association:cooperates-with:network, board:steers:network, council:mandates:network, …>",
        "<1 by id: minutes>",
        "<0 by id: >",
    ]


def test_a_graph_cannot_be_changed_or_hashed() -> None:
    nodes = crossroads().nodes
    for change in ("__setitem__", "update", "pop", "clear", "setdefault", "popitem", "__delitem__", "__ior__"):
        with pytest.raises(TypeError, match="a graph never changes"):
            getattr(nodes, change)("town", node("town"))
    assert copy.deepcopy(nodes) == pickle.loads(pickle.dumps(nodes)) == nodes  # noqa: S301 - our own
    with pytest.raises(TypeError, match="unhashable"):
        hash(crossroads())


def test_the_whole_record_has_no_day() -> None:
    with pytest.raises(ModelError, match="the whole record has no day: give one"):
        crossroads().validity("town")
    with pytest.raises(DateError):
        crossroads().at("2021")


def test_a_chain_of_reporting_is_tied_in_its_order() -> None:
    assert list(chain("a", "b", "c").edges) == ["a:reports-to:b", "b:reports-to:c"]


@pytest.mark.parametrize(
    ("day", "counties"),
    [
        ("2019-12-31", {"east", "west"}),
        ("2020-01-01", {"both"}),
        ("2023-12-31", {"both"}),
        ("2024-01-01", {"new-east", "new-west"}),
    ],
)
def test_what_merges_and_splits_is_there_on_exactly_its_own_days(day: str, counties: set[str]) -> None:
    assert set(split().at(day).nodes) == counties


# --- names of the day -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "lang", "name"),
    [
        (None, "nb", "After"),
        (None, "en", "After (EN)"),
        ("2021-06-01", "nb", "Before"),
        ("2021-06-01", "en", "Before"),
        ("2021-09-01", "nb", "Before"),
        ("2021-10-15", "nb", "Before / After"),
        ("2021-11-30", "nb", "After"),
        ("2021-12-01", "nb", "After"),
        ("2022-01-01", "en", "After (EN)"),
    ],
)
def test_a_body_is_called_by_its_name_of_the_day(day: str | None, lang: str, name: str) -> None:
    assert renamed().name("network", lang, day) == name
    if day:
        assert renamed().at(day).name("network", lang) == name


@pytest.mark.parametrize(
    "names",
    [
        (),
        (Name(name="Short"),),
        (Name(name="Former", until="unknown"),),
        (Name(name="Alias", since="2015"),),
        (Name(name="Sámi", language="se", since="2015", until="2030"),),
        (Name(name="Old", since="2000", until="2009-12-31"), Name(name="A", since="2010-01-01")),
    ],
)
def test_a_name_without_a_known_end_is_only_one_to_find_a_body_by(names: tuple[Name, ...]) -> None:
    assert graph([node("a", name="A", names=names)], []).name("a", on="2021-01-01") == "A"


_G = {"name": "G"}
_NYE = {"name": "Nye"}


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (
            [_G | {"since": "2001", "until": "2010"}, _NYE | {"since": "2020"}],
            {"1995-01-01": "G", "2005-01-01": "G", "2017-06-01": "G / Nye", "2023-01-01": "Nye"},
        ),
        (
            [_G | {"since": "2003"}, _NYE | {"since": "2020"}],
            {"2005-01-01": "G", "2017-06-01": "G", "2023-01-01": "Nye"},
        ),
        (
            [_G | {"since": "2005", "until": "unknown"}],
            {"2001-01-01": "Nye", "2012-01-01": "G / Nye", "2023-01-01": "Nye"},
        ),
        ([_G | {"until": "2015~"}], {"2005-01-01": "G", "2015-06-01": "G / Nye", "2023-01-01": "Nye"}),
        (
            [_G | {"since": "2010", "until": "2020"}, {"name": "M", "since": "2015", "until": "2022"}],
            {"2012-01-01": "G", "2017-06-01": "G / M", "2021-06-01": "M", "2023-06-01": "Nye"},
        ),
        (
            [_G | {"since": "2003"}, {"name": "M", "since": "2010", "until": "unknown"}, _NYE | {"since": "2020"}],
            {"2005-01-01": "G", "2012-01-01": "M", "2023-01-01": "Nye"},
        ),
        ([_NYE | {"since": "2011", "until": "2020"}], {"2023-01-01": "Nye"}),
    ],
)
def test_no_name_is_told_of_a_day_on_which_another_held_or_may_have(
    names: list[dict[str, str]], told: dict[str, str]
) -> None:
    record = graph([node("a", name="Nye", names=names, as_of="2022-06-01")], [])
    assert {day: record.name("a", on=day) for day in told} == told


def test_a_graph_shows_how_much_of_what_it_holds() -> None:
    shown = crossroads().at("2021-12-01")._repr_html_()
    assert "<caption>8 nodes, 8 edges, 1 sources, 2021-12-01</caption>" in shown
    assert "<tr><th scope='row'>Municipality</th><td>2</td></tr>" in shown
    assert "<tr><th scope='row'>MEMBER_OF</th><td>2</td></tr>" in shown
