"""A graph as rows of properties and back, and the fingerprint of what a store would hold."""

from __future__ import annotations

from datetime import date

import pytest
from graphs import crossroads, edge, graph, graphs, node, renamed, source
from hypothesis import given, settings

from graphmodel.errors import StoreError
from graphmodel.model import Graph, Survey
from graphmodel.schema import LABELS, edge_properties, node_properties
from graphmodel.store.rows import (
    edge_of,
    edge_row,
    edge_rows,
    english_of,
    fingerprint,
    graph_of,
    node_of,
    node_row,
    node_rows,
    source_of,
    survey_of,
    survey_row,
)


def rebuilt(whole: Graph) -> Graph:
    """Return a graph that went through rows and back."""
    nodes, edges = list(node_rows(whole)), list(edge_rows(whole))
    return graph_of(
        [node_of(row) for labels, row in nodes if labels not in {("Source",), ("Survey",)}],
        [edge_of(*row) for row in edges],
        [source_of(row) for labels, row in nodes if labels == ("Source",)],
        [survey_of(row) for labels, row in nodes if labels == ("Survey",)],
        whole.day,
        english_of([*(row for _, row in nodes), *(row for *_, row in edges)]),
    )


@given(graphs())
def test_a_graph_comes_back_from_its_rows_unchanged(drawn: Graph) -> None:
    assert rebuilt(drawn) == drawn


@settings(max_examples=40)
@given(graphs())
def test_rows_have_the_labels_properties_and_types_that_the_schema_promises(drawn: Graph) -> None:
    types = {"string": str, "boolean": bool, "date": date, "list of string": list}
    nodes, edges = list(node_rows(drawn)), list(edge_rows(drawn))
    rows = [(node_properties(labels[-1]), row) for labels, row in nodes]
    rows += [(edge_properties(type_), row) for type_, _, _, row in edges]
    assert {label for labels, _ in nodes for label in labels} <= LABELS
    for promised, row in rows:
        assert {name: types[promised[name]] for name in row} == {name: type(value) for name, value in row.items()}


def test_a_node_has_the_properties_that_analysts_know() -> None:
    whole = renamed()
    network = whole.nodes["network"]
    assert network.labels == ("Body", "RegionalBody", "Network")
    assert node_row(whole, network) == {
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
        "from_earliest": date(2021, 3, 1),
        "from_latest": date(2021, 5, 31),
        "attested_from": date(2018, 5, 1),
        "attested_to": date(2018, 5, 1),
        "confidence": "stated",
        "founding": False,
        "sources": ["minutes"],
        "citations": ["minutes"],
    }


def test_an_edge_is_bounded_by_its_ends_and_keeps_the_last_day_as_written() -> None:
    whole = crossroads()
    assert edge_row(whole, whole.edges["town:leads:network"]) == {
        "id": "town:leads:network",
        "valid_from": "2021-06-01",
        "valid_to": "2023-05-31",
        "from_earliest": date(2021, 6, 1),
        "from_latest": date(2021, 6, 1),
        "to_earliest": date(2023, 6, 1),
        "to_latest": date(2023, 6, 1),
        "attested_from": date(2018, 5, 1),
        "attested_to": date(2018, 5, 1),
        "kind": "LEADS",
        "status": "recorded",
        "confidence": "stated",
        "founding": False,
        "sources": ["minutes"],
        "citations": ["minutes"],
    }
    member = edge_row(whole, whole.edges["village:member-of:council"])
    assert "valid_to" not in member
    assert member["to_latest"] == date(2023, 1, 1)


def test_a_locator_with_brackets_is_read_back_as_it_was() -> None:
    cites = [{"source": "minutes", "locator": "§ 3 (b) (vedtak)"}, {"source": "minutes"}]
    council = node("council", cites=cites)
    row = node_row(graph([council], []), council)
    assert row["citations"] == ["minutes (§ 3 (b) (vedtak))", "minutes"]
    assert row["sources"] == ["minutes"]
    assert node_of(row) == council


def test_a_survey_tells_the_days_it_covers() -> None:
    survey = Survey(id="members", node="council", type="MEMBER_OF", on="2021", cites=[{"source": "minutes"}])
    row = survey_row(Graph(), survey)
    assert (row["on_earliest"], row["on_latest"]) == (date(2021, 1, 1), date(2021, 12, 31))
    assert "kinds" not in row


def test_rows_come_label_by_label_and_type_by_type_in_the_order_of_ids() -> None:
    nodes = [(labels[-1], row["id"]) for labels, row in node_rows(crossroads())]
    assert nodes == [
        ("Municipality", "town"),
        ("Municipality", "village"),
        ("Association", "association"),
        ("Ministry", "ministry"),
        ("Committee", "board"),
        ("CooperationBody", "council"),
        ("Network", "network"),
        ("Strategy", "strategy"),
        ("Source", "minutes"),
    ]
    types = [type_ for type_, *_ in edge_rows(crossroads())]
    assert types == sorted(types)


def test_properties_that_a_store_has_added_are_not_read() -> None:
    board = node("board")
    assert node_of({**node_row(graph([board], []), board), "pagerank": 0.5}) == board


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"kind": "Comittee"}, "'board' in the store is of the kind 'Comittee', which is unknown.*'Committee'"),
        ({"kind": None}, "'board' in the store is of the kind None"),
        ({"level": "galactic"}, "'board' in the store cannot be read: level"),
        ({"names": ["A", "B"], "names_from": [""]}, "'board' in the store has lists of unequal length"),
        ({"citations": ["no source at all"]}, "'no source at all' in the store is not a citation"),
    ],
)
def test_a_row_that_was_tampered_with_is_named(change: dict[str, object], complaint: str) -> None:
    board = node("board")
    with pytest.raises(StoreError, match=complaint):
        node_of({**node_row(graph([board], []), board), **change})


def test_an_edge_of_an_unknown_type_is_named() -> None:
    with pytest.raises(StoreError, match=r"'a:own:b' in the store is of the type 'OWN', .*did you mean 'OWNS'"):
        edge_of("OWN", "a", "b", {"id": "a:own:b"})


def test_what_is_not_a_whole_graph_says_so() -> None:
    with pytest.raises(StoreError, match="the stored graph is incomplete; load it again: a:owns:b: to: no node"):
        graph_of([node("a")], [edge("a", "OWNS", "b")], [source()], [])


@settings(max_examples=40)
@given(graphs())
def test_the_fingerprint_does_not_depend_on_the_order_of_statements(drawn: Graph) -> None:
    turned = Graph(
        list(drawn.nodes.values())[::-1],
        list(drawn.edges.values())[::-1],
        list(drawn.sources.values())[::-1],
        list(drawn.surveys.values())[::-1],
        translations=drawn.translations,
    )
    assert fingerprint(turned) == fingerprint(drawn)


def test_the_fingerprint_changes_with_one_word_with_a_direction_and_with_the_day() -> None:
    ends = [node("a"), node("b")]
    prints = {
        fingerprint(each)
        for each in (
            graph(ends, [edge("a", "OWNS", "b", id="tie")]),
            graph(ends, [edge("b", "OWNS", "a", id="tie")]),
            graph(ends, [edge("a", "OWNS", "b", id="tie", role="half")]),
            graph(ends, [edge("a", "OWNS", "b", id="tie")]).at("2021-01-01"),
        )
    }
    assert len(prints) == 4
