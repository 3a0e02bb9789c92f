"""Time and what-if: changes between two days, succession through mergers and splits, and scenarios."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from graphs import crossroads, edge, empty, graph, graphs, node, renamed, source, split
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.analysis import (
    changes,
    influence_paths,
    predecessors,
    scenario,
    successions,
    successors,
    what_if,
)
from graphmodel.errors import AnalysisError, DateError, UnknownIdError
from graphmodel.model import Graph
from graphmodel.period import Validity
from graphmodel.seeds import read_values

if TYPE_CHECKING:
    from pathlib import Path

DAY = "2021-11-01"


def test_what_began_ended_and_became_sure_is_told() -> None:
    found = changes(crossroads(), "2021-04-01", "2023-06-01")

    assert [(each.change, each.id) for each in found] == [
        ("changed", "network"),
        ("ended", "village"),
        ("began", "board:steers:network"),
        ("changed", "council:mandates:network"),
        ("changed", "network:follows-up:strategy"),
        ("ended", "village:member-of:council"),
    ]
    assert found.of("ended")[1].before == ("Village er medlem av Council", "Village is a member of Council")
    assert found.rests_on("board:steers:network") == ("board:steers:network",)
    assert found.rests_on("network") == ()
    with pytest.raises(UnknownIdError):
        found.rests_on("town")


def test_a_new_name_is_a_change_and_the_boundary_day_counts() -> None:
    found = changes(renamed(), "2021-07-01", "2022-01-01")

    assert [row[1:5] for row in found.rows] == [("changed", "Network", "Before", "After")]
    assert len(changes(renamed(), "2022-01-01", "2023-01-01")) == 0


def test_a_new_number_is_a_change() -> None:
    numbers = [{"number": "0901", "until": "2019-12-31"}, {"number": "4201", "since": "2020-01-01"}]
    record = graph([node("town", "Municipality", "local", numbers=numbers)], [])

    found = changes(record, "2019-12-31", "2020-01-01")
    assert [row[3:5] for row in found.rows] == [("Town (0901)", "Town (4201)")]


def test_days_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(AnalysisError, match="2022-01-01 is later than 2021-01-01: give the earlier day first"):
        changes(crossroads(), "2022-01-01", "2021-01-01")
    with pytest.raises(AnalysisError, match="graph of 2021-11-01: ask the whole record"):
        changes(crossroads().at(DAY), "2021-01-01", "2022-01-01")
    with pytest.raises(DateError, match="names more than one day"):
        changes(crossroads(), "2021", "2022-01-01")


@settings(max_examples=40, deadline=None)
@given(graphs(), st.dates(date(2005, 1, 1), date(2020, 1, 1)), st.dates(date(2005, 1, 1), date(2020, 1, 1)))
def test_the_changes_of_two_days_lead_from_one_graph_to_the_other(record: Graph, one: date, other: date) -> None:
    first, second = sorted((one, other))
    found = changes(record, first, second)
    before, after = record.at(first), record.at(second)
    began, ended = ({each.id for each in found.of(change)} for change in ("began", "ended"))

    # What was established or succeeded does not end with those it joins, though no picture of a later day has it.
    lasting = {edge.id for edge in before.ties.values() if not edge.can_end}
    assert ended.isdisjoint(lasting)
    gone = lasting - after.ties.keys()
    assert ({*before.nodes, *before.ties} - ended - gone) | began == {*after.nodes, *after.ties}
    assert began.isdisjoint({*before.nodes, *before.ties})
    assert len(changes(record, first, first)) == 0


# --- succession -------------------------------------------------------------------------------------------------


def test_every_branch_of_a_merger_and_a_split_is_returned_with_the_reasons() -> None:
    found = successors(split(), "east", "2024-06-01")

    assert [(each.node, each.reasons, each.certain, each.there) for each in found] == [
        ("new-east", ("merger", "split"), True, Validity.YES),
        ("new-west", ("merger", "split"), True, Validity.YES),
    ]
    assert found.branches[0].edges == ("east:succeeded-by:both", "both:succeeded-by:new-east")
    assert found.rests_on("new-east") == found.branches[0].edges
    assert found.rows[0][3] == ("sammenslåing 2020-01-01: merger", "deling 2024-01-01: split")
    assert successors(split(), "east", "2021-01-01").nodes == ("both",)
    assert successors(split(), "east", "2019-12-31").nodes == ("east",)
    assert successors(split(), "east").nodes == ("new-east", "new-west")
    assert successors(split(), "new-east", "2024-06-01").nodes == ("new-east",)


def test_predecessors_are_every_branch_back() -> None:
    assert predecessors(split(), "new-east", "2019-06-01").nodes == ("east", "west")
    assert predecessors(split(), "new-east", "2021-06-01").nodes == ("both",)
    assert predecessors(split(), "new-east").nodes == ("east", "west")


def test_a_rename_keeps_the_body() -> None:
    (branch,) = successors(renamed(), "network", "2022-06-01")

    assert (branch.node, branch.reasons, branch.edges) == ("network", ("renamed",), ())
    assert successors(renamed(), "network", "2021-07-01").branches[0].reasons == ("same",)


def test_a_body_that_gives_something_away_and_goes_on_is_a_branch_of_its_own() -> None:
    nodes = [node("agency", until="2023-12-31"), node("service", since="2009-01-01"), node("heir", since="2024-01-01")]
    edges = [
        edge("agency", "SUCCEEDED_BY", "service", since="2020-01-01", role="operations only"),
        edge("agency", "SUCCEEDED_BY", "heir", since="2024-01-01"),
    ]
    record = graph(nodes, edges)

    assert [(each.node, each.reasons) for each in successors(record, "agency", "2021-01-01")] == [
        ("agency", ("same",)),
        ("service", ("transfer",)),
    ]
    assert [(each.node, each.reasons) for each in successors(record, "agency", "2024-01-01")] == [
        ("heir", ("replacement",)),
        ("service", ("transfer",)),
    ]


def test_a_body_that_ended_without_an_heir_is_returned_as_gone() -> None:
    record = graph([node("board", until="2020-12-31")], [])

    assert [(each.node, each.there) for each in successors(record, "board", "2022-01-01")] == [("board", Validity.NO)]


def test_a_succession_on_some_day_of_a_year_is_not_certain_within_it() -> None:
    nodes = [node("old", until="2020"), node("new", since="2020")]
    record = graph(nodes, [edge("old", "SUCCEEDED_BY", "new", since="2020")])
    found = successors(record, "old", "2020-06-01")

    assert [(each.node, each.certain) for each in found] == [("old", True), ("new", False)]


def test_successions_that_are_only_called_for_do_not_count_and_circles_end() -> None:
    nodes = [node(id_) for id_ in "abc"]
    edges = [
        edge("a", "SUCCEEDED_BY", "b"),
        edge("b", "SUCCEEDED_BY", "a"),
        edge("b", "SUCCEEDED_BY", "c", status="called for"),
    ]

    assert successors(graph(nodes, edges), "a", DAY).nodes == ("a", "b")
    assert [row[0] for row in successions(graph(nodes, edges)).rows] == ["a:succeeded-by:b", "b:succeeded-by:a"]


def test_all_successions_are_listed_oldest_first() -> None:
    assert [row[6] for row in successions(split()).rows] == ["merger", "merger", "split", "split"]
    assert len(successions(split(), on="2021-01-01").rows) == 2
    with pytest.raises(UnknownIdError, match="did you mean 'west' or 'east'"):
        successors(split(), "eest")


# --- what if ----------------------------------------------------------------------------------------------------

WHAT_IF: dict[str, Any] = {
    "title": "Ministry takes over",
    "since": "2022-01-01",
    "nodes": [{"id": "panel", "kind": "Committee", "level": "national", "name": "Panel"}],
    "end": ["council:mandates:network", {"id": "ministry:funds:network", "until": "2022-06-30"}],
    "move": [{"id": "board:steers:network", "from": "panel"}],
    "add": [{"from": "ministry", "type": "ESTABLISHED", "to": "panel", "role": "by decree"}],
}


def test_a_scenario_adds_ends_and_moves() -> None:
    what = scenario(crossroads(), WHAT_IF)

    assert what.added == ("panel:steers:network", "ministry:established:panel")
    assert what.ended == ("council:mandates:network", "ministry:funds:network", "board:steers:network")
    assert what.graph.validity("council:mandates:network", "2021-12-31") is Validity.YES
    assert what.graph.validity("council:mandates:network", "2022-01-01") is Validity.NO
    assert what.graph.validity("ministry:funds:network", "2022-06-30") is Validity.YES
    assert what.graph.validity("ministry:funds:network", "2022-07-01") is Validity.NO
    assert what.graph.validity("panel:steers:network", "2021-12-31") is Validity.NO
    (path,) = influence_paths(what.graph, "ministry", "network", "authority", on="2023-01-01")
    assert path.sentence("en") == "Ministry established Panel (presumed), which steers Network (presumed)."
    assert [str(citation) for citation in path.citations] == ["scenario"]
    assert what.graph.sources["scenario"].title == "Scenario: Ministry takes over"
    assert what.record == crossroads()


def test_an_analysis_is_set_beside_that_of_the_record() -> None:
    found = what_if(crossroads(), WHAT_IF, "command")

    assert (("panel",), "", None, "there") in found.rows
    assert (("network",), "superiors", ("board", "council", "ministry"), ("ministry", "panel")) in found.rows
    assert found.before.day == found.after.day == date(2022, 1, 1)
    assert "«Ministry takes over»" in found.title()
    assert found.as_html("en").startswith('<table lang="en" ')


def test_a_called_for_edge_can_be_brought_about_and_keeps_its_record() -> None:
    data = {"title": "Done", "since": "2022-01-01"}
    add = {"from": "association", "type": "COOPERATES_WITH", "to": "network"}
    what = scenario(crossroads(), data | {"add": [add]})

    assert what.added == ("association:cooperates-with:network:2",)
    assert what.graph.edges["association:cooperates-with:network"].called_for


def test_the_source_of_a_scenario_takes_no_id_that_is_taken() -> None:
    record = Graph([node("a"), node("b")], [], [source(), source("scenario")])
    add = {"from": "a", "type": "STEERS", "to": "b"}

    assert "scenario-2" in scenario(record, {"title": "T", "since": "2022-01-01", "add": [add]}).graph.sources


BASE = {"title": "Try", "since": "2022-01-01"}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, "the scenario: expected an entry with the keys title, since"),
        ({"since": "2022-01-01"}, "the scenario: expected text under the key 'title'"),
        ({"title": "T"}, "the scenario: expected a day under the key 'since'"),
        ({"title": "T", "since": "2022"}, "the scenario: since: '2022' names more than one day"),
        (BASE, "the scenario changes nothing"),
        (BASE | {"ad": []}, "the key 'ad' is not known; did you mean 'add'"),
        (BASE | {"add": "x"}, "add: expected a list of entries"),
        (BASE | {"add": ["x"]}, "add 1: expected an entry with the keys id, from"),
        (BASE | {"end": ["board:steer:network"]}, "end 1: no edge has the id .*; did you mean 'board:steers:network'"),
        (BASE | {"end": ["board:steers:network"] * 2}, "end 2: 'board:steers:network' is ended twice"),
        (BASE | {"end": ["association:cooperates-with:network"]}, "is only called for: there is nothing to end"),
        (
            {"title": "T", "since": "2023-07-01", "end": ["town:leads:network"]},
            r"'town:leads:network' does not hold on 2023-07-01 by the record \(since 2021-06-01, until 2023-05-31\)",
        ),
        (
            BASE | {"end": [{"id": "board:steers:network", "until": "2020-01-01"}]},
            "'board:steers:network' would end 2020-01-01 in the past: expected 2021-12-31 or later",
        ),
        (
            {"title": "T", "since": "2021-06-01", "end": ["board:steers:network"]},
            r"'board:steers:network' would end 2021-05-31, before it begins \(2021-06\)",
        ),
        (BASE | {"move": [{"id": "board:steers:network", "to": "network"}]}, "move 1: .* is not moved anywhere"),
        (
            BASE | {"move": [{"id": "board:steers:network", "to": "strategy"}]},
            "'strategy' is a Strategy; STEERS expects",
        ),
        (
            BASE | {"add": [{"from": "board", "type": "STEERS", "to": "network"}]},
            "has this tie already, as 'board:steers:n",
        ),
        (
            BASE
            | {"end": [{"id": "board:steers:network", "until": "2025-01-01"}]}
            | {"add": [{"from": "board", "type": "STEERS", "to": "network"}]},
            "add 1: the record has this tie already, as 'board:steers:network'$",
        ),
        (
            {"title": "T", "since": "2021-05-15", "add": [{"from": "town", "type": "LEADS", "to": "network"}]},
            "'town:leads:network' from 2021-06-01: expected `until` before that day",
        ),
        (
            BASE | {"add": [{"from": "bord", "type": "STEERS", "to": "network"}]},
            "no node has the id 'bord'; did you mean",
        ),
        (
            BASE | {"add": [{"from": "board", "type": "STEER", "to": "town"}]},
            "'STEER' is not a valid type; did you mean 'STEERS'",
        ),
        (
            {"title": "T", "since": "2023-01-01", "add": [{"from": "board", "type": "STEERS", "to": "village"}]},
            r"add 1: 'village' is not there on 2023-01-01 \(since unknown, until 2022-12-31\)",
        ),
        (
            BASE | {"nodes": [{"id": "town", "kind": "Municipality", "level": "local", "name": "Town"}]},
            "nodes 1: the record has a node 'town' already",
        ),
        (
            BASE | {"nodes": [{"id": "x", "kind": "Comittee"}]},
            "'Comittee' is not a valid kind; did you mean 'Committee'",
        ),
        (
            BASE | {"nodes": [{"id": "x", "kind": "Utvalg"}]},
            r"'Utvalg' is not a valid kind; did you mean 'Committee' \(utvalg\)",
        ),
        (
            BASE | {"add": [{"from": "board", "type": "rapporterer til", "to": "town"}]},
            r"'rapporterer til' is not a valid type; did you mean 'REPORTS_TO' \(rapporterer til\)",
        ),
        (BASE | {"add": [{"from": "board", "to": "town"}]}, "add 1: expected a type under the key 'type', such as"),
        (BASE | {"nodes": [{"id": "x", "kind": "Committee", "name": "X"}]}, "nodes 1: level: is missing"),
    ],
)
def test_a_scenario_that_cannot_be_read_or_contradicts_the_record_is_refused(data: object, message: str) -> None:
    with pytest.raises(AnalysisError, match=message):
        scenario(crossroads(), data)


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ("nodes:\n  - {id: a, kind: Utvalg}", "what.yaml:4: nodes 1: 'Utvalg' is not"),
        ("end:\n  - {id: none}", "what.yaml:4: end 1: no edge has the id 'none'"),
        ("end:\n  - none", "what.yaml:3: end 1: no edge has the id 'none'"),
        ("move:\n  - {id: none, to: town}", "what.yaml:4: move 1: no edge has the id 'none'"),
        ("add:\n  - {from: a, type: LEADS, to: b}", "what.yaml:4: add 1: no node has the id 'a'"),
        ("add: board", "what.yaml:3: add: expected a list of entries"),
        ("ad: []", "what.yaml:1: the scenario: the key 'ad' is not known"),
        ("add: []", "what.yaml:1: the scenario changes nothing"),
    ],
)
def test_what_is_wrong_in_a_scenario_file_is_told_with_file_and_line(
    entries: str, message: str, tmp_path: Path
) -> None:
    (tmp_path / "what.yaml").write_text(f"title: T\nsince: 2022-01-01\n{entries}\n", "utf-8")
    with pytest.raises(AnalysisError, match=f"^{message}"):
        scenario(crossroads(), read_values(tmp_path / "what.yaml"))


def test_a_move_keeps_the_doubt_whether_the_tie_had_begun() -> None:
    towns = [node(id_, "Municipality", "local") for id_ in ("a", "b")]
    tie = edge("a", "MEMBER_OF", "club", as_of="2022")
    record = graph([*towns, node("club", "Network"), node("ring", "Network")], [tie])
    plan = {"title": "T", "since": "2021-06-15", "move": [{"id": tie.id, "to": "ring"}]}
    made = scenario(record, plan)
    (moved,) = made.added
    assert record.validity(tie.id, "2021-06-15") is Validity.POSSIBLY
    assert made.graph.validity(moved, "2021-06-14") is Validity.NO
    assert made.graph.validity(moved, "2021-06-15") is Validity.POSSIBLY
    assert made.graph.validity(moved, "2022-12-31") is Validity.YES


def test_a_scenario_is_laid_over_a_whole_record_only() -> None:
    with pytest.raises(AnalysisError, match="lay a scenario over the whole record"):
        scenario(crossroads().at(DAY), WHAT_IF)
    with pytest.raises(AnalysisError, match="no node has the id 'a'"):
        scenario(empty(), BASE | {"add": [{"from": "a", "type": "STEERS", "to": "b"}]})


def test_changes_are_a_table_with_their_sources() -> None:
    found = changes(crossroads(), "2022-06-01", "2023-06-15")

    assert found.title() == "Endringer: 1. juni 2022 → 15. juni 2023"
    assert found.to_dicts()[0] == {
        "id": "village",
        "change": "ended",
        "what": "Municipality",
        "before": "Village",
        "after": None,
        "validity_before": "yes",
        "validity_after": "no",
        "since": None,
        "until": "2022-12-31",
        "confidence": "stated",
        "citations": ("minutes",),
    }
    assert "sluttet" in found.as_text()


def test_succession_shows_itself_in_both_languages() -> None:
    assert successors(split(), "east", "2024-06-01").title() == "Etterfølgere for East (1. juni 2024)"
    assert predecessors(split(), "new-east").title("en") == "Predecessors of New-east (the whole record)"
    assert "deling 2024-01-01: split" in successors(split(), "east").as_text()
    with pytest.raises(UnknownIdError):
        successors(split(), "east").rests_on("west")
