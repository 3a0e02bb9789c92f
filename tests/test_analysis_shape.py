"""The shape of a structure: brokers, chains of command, double hats, modes of governance, and how firm ranks are."""

from __future__ import annotations

from typing import Any

import pytest
from graphs import crossroads, edge, empty, graph, graphs, node
from hypothesis import given, settings

from graphmodel import analysis
from graphmodel.analysis import (
    ANALYSES,
    analyse,
    brokerage_between_levels,
    chain_of_command,
    double_hats,
    governance,
    sensitivity,
)
from graphmodel.errors import AnalysisError, UnknownIdError
from graphmodel.language.codes import HEADINGS
from graphmodel.model import Graph
from graphmodel.tables import Table

DAY = "2021-11-01"


def ladder() -> Graph:
    """Return two towns that report through a board to a ministry; one of them also goes round it through an office."""
    nodes = [node("ministry", "Ministry", "national"), node("board"), node("office")]
    nodes += [node(id_, "Municipality", "local") for id_ in ("east", "west")]
    pairs = [("east", "board"), ("west", "board"), ("board", "ministry"), ("east", "office"), ("office", "ministry")]
    return graph(nodes, [edge(tail, "REPORTS_TO", head) for tail, head in pairs])


def test_brokers_are_counted_up_down_and_across_and_alone() -> None:
    found = {row["body"]: row for row in brokerage_between_levels(ladder(), "voice", on=DAY).to_dicts()}

    assert list(found) == ["board", "office"]
    wanted = ("pairs", "up", "down", "across", "only_broker", "only_up", "liaison", "gatekeeper")
    assert [found["board"][column] for column in wanted] == [2, 2, 0, 0, 1, 1, 2, 0]
    assert [found["office"][column] for column in wanted] == [1, 1, 0, 0, 0, 0, 1, 0]
    down = {row["body"]: row for row in brokerage_between_levels(ladder(), "authority", on=DAY).to_dicts()}
    assert [down["board"][column] for column in ("pairs", "up", "down")] == [2, 0, 2]


def test_the_only_broker_of_a_pair_is_named_and_a_figure_tells_its_ties() -> None:
    found = brokerage_between_levels(ladder(), "voice", on=DAY)

    assert found.only_broker("board") == (("west", "ministry"),)
    assert found.rests_on("office") == ("east:reports-to:office", "office:reports-to:ministry")
    with pytest.raises(UnknownIdError):
        found.only_broker("mayor")


def test_possible_ties_are_counted_apart() -> None:
    nodes = [node(id_) for id_ in "abc"]
    record = graph(nodes, [edge("a", "STEERS", "b"), edge("b", "STEERS", "c", since="2021")])
    (row,) = brokerage_between_levels(record, "authority", on=DAY).to_dicts()

    assert (row["pairs"], row["certain_pairs"]) == (1, 0)


def test_instruments_broker_nothing() -> None:
    nodes = [node("ministry", "Ministry", "national"), node("plan", "Plan"), node("board")]
    record = graph(nodes, [edge("ministry", "ESTABLISHED", "plan"), edge("board", "FOLLOWS_UP", "plan")])

    assert brokerage_between_levels(record, "authority", on=DAY).rows == ()


def test_who_only_instruments_bind_brokers_nothing() -> None:
    nodes = [node("plan", "Plan"), node("board"), node("office")]
    record = graph(nodes, [edge("plan", "MANDATES", "board"), edge("board", "ESTABLISHED", "office")])
    found = brokerage_between_levels(record, "authority", on=DAY)

    assert (found.rows, found.rests_on("board")) == ((), ())


# --- command ----------------------------------------------------------------------------------------------------


def two_bosses() -> Graph:
    """Return a head with two bosses over the same two staff: 5/6 on the least upper bound."""
    pairs = [("head", "b1"), ("head", "b2"), ("b1", "s1"), ("b1", "s2"), ("b2", "s1"), ("b2", "s2")]
    nodes = [node(id_) for id_ in ("head", "b1", "b2", "s1", "s2")]
    return graph(nodes, [edge(tail, "STEERS", head) for tail, head in pairs])


def test_two_bosses_break_the_unity_of_command() -> None:
    found = chain_of_command(two_bosses(), on=DAY)

    assert found.heads == ("head",)
    assert found.several_superiors == ("s1", "s2")
    assert tuple(found.violations) == (("s1", "s2"),)
    assert found.figures.least_upper_bound == pytest.approx(5 / 6)
    assert found.circles == ()
    assert dict(found.depths) == {"head": 0, "b1": 1, "b2": 1, "s1": 2, "s2": 2}
    assert found.rests_on("s1") == ("b1:steers:s1", "b2:steers:s1")


def test_a_circle_of_command_is_found_and_counts_as_one_step() -> None:
    nodes = [node(id_) for id_ in "abcd"]
    pairs = [("a", "b"), ("b", "c"), ("c", "b"), ("c", "d")]
    found = chain_of_command(graph(nodes, [edge(tail, "STEERS", head) for tail, head in pairs]), on=DAY)

    assert found.circles == (("b", "c"),)
    assert dict(found.depths) == {"a": 0, "b": 1, "c": 1, "d": 2}
    assert [row[:1] + row[6:8] for row in found.rows] == [
        ("a", (), ()),
        ("b", ("a",), ("b", "c")),
        ("c", ("a",), ("b", "c")),
        ("d", ("a",), ()),
    ]


def test_who_funds_is_over_whom_it_funds_and_over_nobody_further_down() -> None:
    nodes = [node(id_) for id_ in ("fund", "board", "staff")]
    found = chain_of_command(graph(nodes, [edge("fund", "FUNDS", "board"), edge("board", "STEERS", "staff")]), on=DAY)

    assert dict(found.depths) == {"fund": 0, "board": 1, "staff": 1}
    assert {row["body"]: row["heads"] for row in found.to_dicts()} == {"fund": (), "board": ("fund",), "staff": ()}


def test_who_only_advises_or_takes_part_is_over_nobody() -> None:
    nodes = [node(id_) for id_ in "ab"]

    assert chain_of_command(graph(nodes, [edge("a", "ADVISES", "b"), edge("b", "MEMBER_OF", "a")]), on=DAY).rows == ()


def test_double_hats_sit_on_both_sides_of_the_table() -> None:
    nodes = [node("college"), node("committee"), node("network", "Network"), node("town", "Municipality", "local")]
    edges = [
        edge("college", "ESTABLISHED", "committee"),
        edge("committee", "STEERS", "network"),
        edge("town", "STEERS", "network"),
        edge("town", "MEMBER_OF", "network"),
        edge("college", "OWNS", "town"),
        edge("committee", "MEMBER_OF", "college"),
    ]
    found = double_hats(graph(nodes, edges), on=DAY)

    assert [row[:1] + row[3:8] for row in found.rows] == [
        ("committee", ("network",), ("college",), (), (), ("college",)),
        ("town", ("network",), ("college",), (), ("network",), ()),
    ]
    assert found.rests_on("town") == ("college:owns:town", "town:steers:network")


# --- governance -------------------------------------------------------------------------------------------------


def run_network(*extra: Any) -> Graph:
    nodes = [node("network", "Network"), node("office", "Association"), node("goal", "Goal")]
    nodes += [node(id_, "Municipality", "local") for id_ in ("a", "b", "c", "d")]
    edges = [edge(id_, "MEMBER_OF", "network") for id_ in ("a", "b", "c", "d")]
    edges += [edge("a", "COOPERATES_WITH", id_) for id_ in ("b", "c", "d")]
    return graph(nodes, [*edges, edge("network", "FOLLOWS_UP", "goal"), *extra])


def test_governance_gives_figures_and_reasons() -> None:
    extra = [edge("office", "SECRETARIAT_FOR", "network"), edge("a", "LEADS", "network")]
    found = governance(run_network(*extra), on=DAY)["network"]

    assert found.participants == ("a", "b", "c", "d")
    assert (found.tied_pairs, found.density, found.centralisation) == (3, 0.5, 1.0)
    assert found.goals == ("goal",)
    assert found.points_to == ("administrative body", "lead organisation")
    assert (found.administrative, found.leading_participants) == (("office",), ("a",))
    assert "office:secretariat-for:network" in found.edges


def test_without_a_recorded_leader_shared_governance_is_only_perhaps() -> None:
    found = governance(run_network(), on=DAY)["network"]

    assert found.points_to == ("perhaps shared governance",)


def test_a_network_of_one_has_no_density() -> None:
    record = graph([node("network", "Network"), node("a")], [edge("a", "MEMBER_OF", "network")])
    found = governance(record, on=DAY)["network"]

    assert (found.density, found.centralisation, found.points_to) == (None, None, ())
    with pytest.raises(UnknownIdError):
        governance(record, on=DAY)["a"]
    with pytest.raises(UnknownIdError, match="did you mean 'network'"):
        governance(record, ["netwrk"], on=DAY)


# --- sensitivity ------------------------------------------------------------------------------------------------


def test_ranks_move_with_ties_that_only_possibly_held() -> None:
    nodes = [node(id_) for id_ in ("a", "b", "c", "d")]
    edges = [edge("a", "STEERS", "b"), edge("c", "STEERS", "a", since="2021"), edge("c", "STEERS", "d", since="2021")]
    found = sensitivity(graph(nodes, edges), "authority", measure="reach", on=DAY)

    assert found.doubtful == ("c:steers:a", "c:steers:d")
    assert (found["c"].without, found["c"].with_) == (0, 3)
    assert (found["c"].best, found["c"].worst) == (1, 2)
    assert (found["a"].lowest, found["a"].highest) == (1, 1)
    assert (found["a"].best, found["a"].worst) == (1, 2)
    assert [row[0] for row in found.rows] == ["a", "c", "b", "d"]
    assert found.rests_on("a") == found.doubtful


@pytest.mark.parametrize("measure", ["brokerage", "reach", "betweenness"])
def test_without_possible_ties_every_rank_is_firm(measure: str) -> None:
    found = sensitivity(ladder(), "voice", measure=measure, on=DAY)

    assert found.doubtful == ()
    assert all(each.best == each.worst and each.without == each.with_ for each in found.ranks)


def test_an_unknown_measure_is_refused() -> None:
    with pytest.raises(AnalysisError, match=r"unknown measure 'reech': expected .*; did you mean 'reach'"):
        sensitivity(ladder(), measure="reech", on=DAY)


# --- by name ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(ANALYSES))
@pytest.mark.parametrize("lang", ["nb", "en"])
def test_every_analysis_answers_by_name_and_every_row_tells_its_ties(name: str, lang: str) -> None:
    record = crossroads()
    found = analyse(record, name, on=DAY)

    for row in found.rows:
        assert len(row) == len(found.columns)
        assert set(found.rests_on(*row[: found.keys])) <= set(record.ties)
    keys = [row[: found.keys] for row in found.rows]
    assert len(set(keys)) == len(keys)
    assert found.title(lang) in found.as_text(lang)
    assert found.as_html(lang).startswith(f'<table lang="{lang}" class="tex2jax_ignore mathjax_ignore"><caption>')
    assert all(ANALYSES[name].question)


def test_every_column_has_a_heading_in_both_languages() -> None:
    tables = [
        each
        for each in map(analysis.__getattr__, analysis.__all__)
        if isinstance(each, type) and issubclass(each, Table) and each is not analysis.Answer
    ]
    columns = {column for table in tables for column in getattr(table, "columns", ())}

    assert columns == set(HEADINGS)
    assert all(nb and en for nb, en in HEADINGS.values())


def test_a_table_for_people_speaks_their_language_and_one_for_programs_does_not() -> None:
    found = double_hats(two_bosses(), on=DAY)

    assert "regionalt" in found.as_text()
    assert "styres av" in found.as_html()
    assert found.to_dicts()[0]["level"] == "regional"
    assert "regional " in found.as_text("en")
    assert ("regionalt" in found.as_markdown(), "regionalt" in found.as_csv(excel=True)) == (True, True)
    assert ("regionalt" in found.as_csv(), "regionalt" in found.as_json()) == (False, False)
    assert len(repr(found)) < 200


@pytest.mark.parametrize("name", sorted(ANALYSES))
def test_every_analysis_of_an_empty_graph_is_empty(name: str) -> None:
    found = analyse(empty(), name)

    assert found.rows == ()
    assert found.as_text()


@settings(max_examples=25, deadline=None)
@given(graphs())
def test_every_analysis_answers_for_any_graph(record: Graph) -> None:
    for name in ANALYSES:
        found = analyse(record, name, on="2012-06-01")
        for row in found.rows:
            assert set(found.rests_on(*row[: found.keys])) <= set(record.ties)


@settings(max_examples=15, deadline=None)
@given(graphs())
def test_what_is_only_called_for_changes_no_answer(record: Graph) -> None:
    bare = Graph(record.nodes.values(), [], record.sources.values(), record.surveys.values())
    kept = [each.model_copy(update={"conflicts_with": ()}) for each in record.ties.values()]
    bare = Graph(
        bare.nodes.values(),
        kept,
        bare.sources.values(),
        bare.surveys.values(),
        translations=record.translations,
    )
    for name in ANALYSES:
        assert analyse(record, name, on="2012-06-01").rows == analyse(bare, name, on="2012-06-01").rows


def test_what_has_no_name_or_flow_is_refused() -> None:
    with pytest.raises(AnalysisError, match=r"no analysis is called 'broker': expected .*; did you mean 'brokers'"):
        analyse(crossroads(), "broker")
    with pytest.raises(AnalysisError, match="command does not support flow 'voice': leave the flow out"):
        analyse(crossroads(), "command", flow="voice")
    with pytest.raises(AnalysisError, match="coverage does not support flow 'all': expected authority"):
        analyse(crossroads(), "coverage", flow="all")
    with pytest.raises(AnalysisError, match="1821-11-01 lies outside the record"):
        analyse(crossroads(), "coverage", on="1821-11-01")
