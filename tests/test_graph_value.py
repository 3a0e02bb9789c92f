"""A graph as a value: it never changes, can be copied, pickled and written in part, and knows the names of a day."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from graphs import crossroads, edge, graph, graphs, node
from hypothesis import given, settings

from graphmodel.analysis import ANALYSES, coverage, governance, over, seat_network, seat_projection, sensitivity
from graphmodel.analysis.scenario import scenario
from graphmodel.errors import AnalysisError, ModelError, UnknownIdError
from graphmodel.seeds import read, write
from graphmodel.seeds.text import entries

if TYPE_CHECKING:
    from pathlib import Path

    from graphmodel.model import Graph

DAY = "2021-11-01"


def test_a_graph_never_changes() -> None:
    record = crossroads()
    with pytest.raises(AttributeError, match="a graph never changes: 'day' cannot be set"):
        record.day = None
    assert copy.deepcopy(record) is record


@settings(max_examples=25, deadline=None)
@given(graphs())
def test_a_pickled_graph_comes_back_with_its_day_and_its_grades(record: Graph) -> None:
    now = record.at(DAY)
    back = pickle.loads(pickle.dumps(now))  # noqa: S301 - our own
    assert back == now
    assert [back.grade(id_) for id_ in now.edges] == [now.grade(id_) for id_ in now.edges]


@settings(max_examples=25, deadline=None)
@given(record=graphs())
def test_a_part_is_written_and_read_back_equal(record: Graph, tmp_path_factory: pytest.TempPathFactory) -> None:
    now, part = record.at(DAY), record.keep(level=["regional", "national"])
    folder: Path = tmp_path_factory.mktemp("parts")
    write(now, folder / "now")
    write(part, folder / "part")
    assert read(folder / "now").at(DAY) == now
    assert read(folder / "part") == part


def test_a_part_without_those_a_body_spoke_for_in_itself_is_read_back_equal(tmp_path: Path) -> None:
    seat = edge("board", "LEADS", "board", on_behalf_of=("town",))
    part = graph([node("board"), node("town", "Municipality")], [seat]).keep(["board"])
    assert part.edges[seat.id].model_dump()["on_behalf_of"] == ("board",)
    write(part, tmp_path)
    assert read(tmp_path) == part


def test_a_moment_is_a_day() -> None:
    assert crossroads().at(datetime(2021, 11, 1, 14, tzinfo=UTC)) == crossroads().at(DAY)
    with pytest.raises(ModelError, match="ask the whole record about 2022-01-01"):
        crossroads().at(DAY).at("2022-01-01")


def test_what_is_kept_is_named_by_id_level_kind_county_confidence_or_grade() -> None:
    record = crossroads()
    with pytest.raises(UnknownIdError, match="'nope'"):
        record.keep(["nope"])
    with pytest.raises(ModelError, match="'Toun' is not a valid kind"):
        record.keep(kind="Toun")
    assert set(record.keep(level="local").nodes) == {"town", "village"}
    assert set(record.keep(kind=["Municipality", "CooperationBody", "MEMBER_OF"]).edges) == {
        "town:member-of:council",
        "village:member-of:council",
    }
    assert "village:member-of:council" not in record.keep(confidence="stated").edges
    assert "town:leads:network" in record.at(DAY).keep(grade="certain").edges
    assert "village:member-of:council" not in record.at(DAY).keep(grade="presumed").edges


def test_a_day_before_the_present_name_began_shows_the_old_one() -> None:
    names = [{"name": "Old", "since": "2010", "until": "unknown"}, {"name": "New", "since": "2020-01-01"}]
    record = graph([node("network", name="New", names=names)], [])
    assert [record.name("network", on=day) for day in ("2018-06-01", "2021-06-01")] == ["Old", "New"]


def test_a_seat_of_a_part_without_those_it_is_held_for_is_held_for_nobody_else() -> None:
    nodes = [node("holder"), node("other"), node("board")]
    seats = [edge("holder", "REPRESENTED_IN", "board", on_behalf_of=["other"])]
    (seat,) = graph(nodes, seats).keep(["holder", "board"]).edges.values()
    assert seat.on_behalf_of == ("holder",)  # type: ignore[attr-defined]  # a seat


# --- what if ------------------------------------------------------------------------------------------------------


def clubs() -> Graph:
    nodes = [node(id_) for id_ in ("club", "guest", "peer", "house")]
    edges = [
        edge(
            "guest", "MEMBER_OF", "club", since="2019-01-01", until="2020-12-31", confidence="inferred", reasoning="So."
        ),
        edge("guest", "COOPERATES_WITH", "peer", since=".."),
        edge("club", "REPRESENTED_IN", "house", since="2020", until="unknown"),
    ]
    return graph(nodes, edges)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"add": [{"from": "peer", "type": "COOPERATES_WITH", "to": "guest"}]}, "has this tie already"),
        ({"add": [{"from": "club", "type": "REPRESENTED_IN", "to": "club"}]}, "'club' is both ends"),
        ({"end": [{"id": "guest:member-of:club", "until": "2019-06-30"}]}, "would end 2019-06-30"),
        ({"end": [{"id": "guest:member-of:club", "until": "2030-12-31"}]}, "has ended by 2020-12-31"),
    ],
)
def test_a_what_if_neither_repeats_the_record_nor_changes_its_past(change: dict[str, object], complaint: str) -> None:
    with pytest.raises(AnalysisError, match=complaint):
        scenario(clubs(), {"title": "x", "since": "2020-06-15", **change})


@pytest.mark.parametrize(
    ("title", "complaint"),
    [
        ("Et \u202e navn", r"U\+202E"),
        ("Et \0 navn", r"U\+0000"),
        ("Et \ud800 navn", "title"),
        ("\u200b", "nothing that can be seen"),
        ("To\nlinjer", "expected one line"),
        ("lang " * 99, "expected one line of at most 300 characters"),
    ],
    ids=ascii,
)
def test_a_title_that_cannot_be_shown_is_refused_with_its_place(title: str, complaint: str) -> None:
    change = {"since": "2021-01-01", "end": ["club:represented-in:house"]}
    with pytest.raises(AnalysisError, match=rf"^the scenario: .*{complaint}"):
        scenario(clubs(), {"title": title} | change)
    (entry,) = entries('- since: 2021-01-01\n  title: "a\\nb"\n', "plan.yaml")
    with pytest.raises(AnalysisError, match=r"^plan.yaml:2: the scenario: title"):
        scenario(clubs(), entry)


def test_a_moved_tie_still_ends_when_it_did_and_is_as_sure_as_it_was() -> None:
    what = scenario(
        clubs(), {"title": "x", "since": "2020-06-15", "move": [{"id": "guest:member-of:club", "to": "house"}]}
    )
    moved = what.graph.edges["guest:member-of:house"]
    assert (moved.since, moved.until, moved.confidence) == ("2020-06-15", "2020-12-31", "inferred")


def test_an_uncertain_end_stays_uncertain_before_the_scenario() -> None:
    what = scenario(clubs(), {"title": "x", "since": "2022-06-15", "end": ["club:represented-in:house"]})
    assert what.graph.edges["club:represented-in:house"].until == "[..2022-06-14]"
    assert str(what.graph.validity("club:represented-in:house", "2021-06-01")) == "possibly"
    assert str(what.graph.validity("club:represented-in:house", "2022-06-15")) == "no"


# --- series and two modes -----------------------------------------------------------------------------------------


def test_one_analysis_over_days_has_the_day_in_front() -> None:
    found = over(crossroads(), ["2022-01-01", DAY], governance)
    assert [row[:2] for row in found.rows] == [
        ("2021-11-01", "council"),
        ("2021-11-01", "network"),
        ("2022-01-01", "council"),
        ("2022-01-01", "network"),
    ]
    assert [len(value) for _, value in found.cells("leads", "network")] == [1, 1]  # type: ignore[arg-type]  # ids
    with pytest.raises(AnalysisError, match="no day is given"):
        over(crossroads(), [], governance)


def test_those_who_sit_together_are_tied_by_where_they_sit() -> None:
    network = seat_network(crossroads(), on=DAY)
    assert network.edges[("holder", "town"), ("body", "network")]["seats"] == ("town:leads:network",)
    together = seat_projection(network)
    assert together.edges["town", "village"]["shared"] == ("council",)
    shared = seat_projection(network, "body")
    assert shared.edges["council", "network"]["weight"] == 1


def test_a_graph_is_gone_through_by_its_nodes_and_tells_which_ids_it_has() -> None:
    record = crossroads()
    assert list(record) == list(record.nodes)
    assert len(record) == len(record.nodes)
    assert all(id_ in record for id_ in ("town", "town:leads:network", "minutes"))
    nowhere: list[Any] = ["nope", 3, []]
    assert not any(id_ in record for id_ in nowhere)


@pytest.mark.parametrize("name", sorted(ANALYSES))
def test_every_answer_can_be_gone_through(name: str) -> None:
    found = ANALYSES[name](crossroads(), on=DAY)
    assert len(list(found)) == len(found) == len(found.rows)


def test_what_is_found_by_id_is_what_is_gone_through() -> None:
    networks, ranks = governance(crossroads(), on=DAY), sensitivity(crossroads(), on=DAY)
    assert [networks[each.network] for each in networks] == list(networks.networks) != []
    assert [ranks[each.body] for each in ranks] == list(ranks.ranks) != []


def test_answers_can_be_gone_through_and_are_short_in_a_terminal() -> None:
    found = coverage(crossroads(), ["strategy"], ["network", "town"], on=DAY)
    assert [(cell.target, cell.state) for cell in found] == [("network", "covered"), ("town", "not surveyed")]
    assert repr(found) == "<Coverages: Hvem nås av styring (1. november 2021), 2 rows>"
