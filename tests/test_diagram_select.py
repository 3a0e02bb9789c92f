"""What a view takes from a graph, and how it folds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from graphs import crossroads, disputed, edge, graph, node, renamed

from graphmodel.diagram.scene import DayState, build_scene
from graphmodel.diagram.select import select, unmatched
from graphmodel.diagram.sentences import line_sentence
from graphmodel.diagram.view import View, parse_view
from graphmodel.errors import ViewError
from graphmodel.period import Validity, as_day

if TYPE_CHECKING:
    from typing import Any

    from graphmodel.diagram.scene import Scene
    from graphmodel.model import Graph

DAY = "2021-12-01"


def view(*show: dict[str, Any], **fields: Any) -> View:
    return View.model_validate({"name": "v", "title": {"nb": "V", "en": "V"}, "show": show, **fields})


def drawn(record: Graph, made: View, *days: str, lang: str = "nb") -> Scene:
    on = tuple(map(as_day, days or (DAY,)))
    states = tuple(DayState(record, day) for day in on)
    return build_scene(record, select(record.at(on[-1]), made, record=record), made, states, lang)


def ids(record: Graph, *show: dict[str, Any], **fields: Any) -> list[str]:
    return sorted(select(record.at(DAY), view(*show, **fields), record=record).nodes)


def test_an_entry_shows_what_meets_all_it_says_and_entries_add_up() -> None:
    record = crossroads()
    assert ids(record, {"kinds": "Municipality"}) == ["town", "village"]
    assert ids(record, {"kinds": ["Municipality", "Network"], "levels": "local"}) == ["town", "village"]
    assert ids(record, {"ids": "board"}, {"levels": "national", "kinds": "Strategy"}) == ["board", "strategy"]


def test_within_takes_what_is_part_or_member_and_around_what_lines_reach() -> None:
    record = crossroads()
    assert ids(record, {"within": "council"}) == ["town", "village"]
    assert ids(record, {"around": "council"}) == ["council", "network", "town", "village"]
    assert ids(record, {"around": "village", "steps": 2}) == ["council", "network", "town", "village"]
    assert ids(record, {"around": "board", "steps": 0}) == ["board"]


def test_hide_takes_away_again() -> None:
    assert ids(crossroads(), {"kinds": "Municipality"}, hide=[{"ids": "town"}]) == ["village"]


def test_neighbourhoods_follow_only_the_lines_that_are_drawn() -> None:
    record = crossroads()
    assert ids(record, {"around": "network"}, lines={"types": ["STEERS"]}) == ["board", "network"]
    assert ids(record, {"around": "network"}, lines={"flow": "voice"}) == ["network", "town"]
    assert "association" in ids(record, {"around": "network"}, lines={"called_for": True})


def test_a_path_follows_a_flow_where_there_is_one() -> None:
    record = crossroads()
    assert ids(record, {"path": ["town", "board"]}) == ["board", "network", "town"]
    assert ids(record, {"path": ["council", "town"]}, lines={"flow": "authority"}) == ["council", "town"]
    assert ids(record, {"path": ["village", "council"]}, lines={"flow": "voice"}) == ["council", "village"]


def test_what_an_analysis_found_is_handed_in() -> None:
    record = crossroads()
    found = select(record.at(DAY), view({"result": True}), record=record, result=["town", "board", "elsewhere"])
    assert sorted(found.nodes) == ["board", "town"]


def test_an_unknown_id_is_told_with_its_entry_and_the_nearest() -> None:
    with pytest.raises(ViewError, match=r"v: show\.2: no node, edge or source has the id 'bord'; did you mean 'board'"):
        ids(crossroads(), {"ids": "town"}, {"ids": "bord"})


def test_an_unknown_id_in_a_file_is_told_with_its_line() -> None:
    text = "title: {nb: A, en: A}\nshow:\n  - ids: town\n  - ids:\n      - board\n      - bord\nstrong: twn\n"
    made = parse_view(text, "v", "folder/v.yaml")
    with pytest.raises(ViewError, match=r"^folder/v\.yaml:7: strong: .* 'twn'; did you mean 'town'"):
        select(crossroads().at(DAY), made)
    made = parse_view(text.replace("strong: twn", ""), "v", "folder/v.yaml")
    with pytest.raises(ViewError, match=r"^folder/v\.yaml:6: show\.2: .* 'bord'; did you mean 'board'"):
        select(crossroads().at(DAY), made)


def test_an_id_of_another_day_is_no_error() -> None:
    record = graph([node("old", until="2019-12-31"), node("new", since="2020-01-01")], [])
    assert ids(record, {"ids": ["old", "new"]}) == ["new"]


def test_lonely_nodes_may_be_left_out() -> None:
    assert ids(crossroads(), {"ids": ["town", "council", "strategy"]}, lonely=False) == ["council", "town"]


def test_called_for_ties_are_drawn_only_on_request_and_marked() -> None:
    record = crossroads()
    shown = view({"ids": ["association", "network"]})
    assert drawn(record, shown).lines == {}
    (line,) = drawn(
        record, shown.model_copy(update={"lines": shown.lines.model_copy(update={"called_for": True})})
    ).lines.values()
    assert (line.type, line.called_for) == ("COOPERATES_WITH", True)


def test_nodes_of_one_kind_fold_into_one_box_with_one_line_that_marks_what_is_less_sure() -> None:
    made = view(
        {"ids": ["council", "town", "village"]},
        fold=[{"kinds": "Municipality", "name": {"nb": "Alle {n}", "en": "All {n}"}}],
    )
    shown = drawn(crossroads(), made)
    box = shown.boxes["fold-municipality-local"]
    assert (box.name, box.nodes, box.members) == ("Alle 2", ("town", "village"), ("Town", "Village"))
    assert [(line.edges, line.inferred, line.doubts, line.share) for line in shown.lines.values()] == [
        (("town:member-of:council", "village:member-of:council"), False, "∴", (2, 2)),
    ]


def test_folding_by_ties_joins_only_nodes_with_the_same_lines() -> None:
    nodes = [node("top"), *(node(name, "Municipality", "local") for name in ("a", "b", "c"))]
    record = graph(nodes, [edge(name, "MEMBER_OF", "top") for name in ("a", "b")])
    shown = drawn(record, view({"levels": ["local", "regional"]}, fold=[{"kinds": "Municipality", "by": "ties"}]))
    assert sorted(box.nodes for box in shown.boxes.values()) == [("a", "b"), ("c",), ("top",)]
    (line,) = shown.lines.values()
    assert (line.edges, line.share) == (("a:member-of:top", "b:member-of:top"), (2, 2))


def test_folding_by_region_names_the_region() -> None:
    nodes = [
        node("south", "RegionalCouncil", "intermunicipal"),
        *(node(name, "Municipality", "local") for name in ("a", "b")),
    ]
    record = graph(nodes, [edge(name, "MEMBER_OF", "south") for name in ("a", "b")])
    shown = drawn(
        record, view({"kinds": ["RegionalCouncil", "Municipality"]}, fold=[{"kinds": "Municipality", "by": "region"}])
    )
    assert "2 kommuner – South" in {box.name for box in shown.boxes.values()}


def test_edges_inside_a_folded_box_are_kept_for_the_text() -> None:
    record = graph([node("a"), node("b")], [edge("a", "ADVISES", "b")])
    shown = drawn(record, view({"ids": ["a", "b"]}, fold=[{"kinds": "Committee"}]))
    assert (shown.lines, shown.inside) == ({}, {"fold-committee-regional": ("a:advises:b",)})


def test_many_nodes_fold_unasked_and_the_picture_says_so() -> None:
    nodes = [node("top"), *(node(f"m{place}", "Municipality", "local") for place in range(200))]
    record = graph(nodes, [edge(f"m{place}", "MEMBER_OF", "top") for place in range(200)])
    shown = drawn(record, view({"levels": ["local", "regional"]}))
    assert sorted(len(box.nodes) for box in shown.boxes.values()) == [1, 200]
    assert shown.remarks == ("201 noder: de av samme slag med de samme linjene er slått sammen.",)


def test_names_are_those_of_the_day() -> None:
    record = renamed()
    made = view({"ids": "network"})
    assert drawn(record, made, "2021-07-01").boxes["network"].name == "Before"
    assert drawn(record, made, "2022-01-01").boxes["network"].name == "After"
    assert drawn(record, made, "2022-01-01", lang="en").boxes["network"].name == "After (EN)"


def test_what_only_possibly_held_is_marked_so() -> None:
    record = graph([node("a", since="2021"), node("b")], [edge("a", "ADVISES", "b", since="2021")])
    shown = drawn(record, view({"ids": ["a", "b"]}))
    assert {box.id: box.validity for box in shown.boxes.values()} == {"a": Validity.POSSIBLY, "b": Validity.YES}
    assert [line.validity for line in shown.lines.values()] == [Validity.POSSIBLY]


def test_lines_are_numbered_from_the_national_level_down() -> None:
    shown = drawn(crossroads(), view({"levels": ["national", "regional", "local"]}))
    assert [line.id for line in sorted(shown.lines.values(), key=lambda line: line.number)] == [
        *("ministry:funds:network", "board:steers:network", "council:mandates:network", "network:follows-up:strategy"),
        *("town:member-of:council", "town:leads:network", "village:member-of:council"),
    ]


def test_an_entry_that_matches_nothing_on_any_day_is_told() -> None:
    entries = ({"kinds": "Municipality"}, {"kinds": "County", "levels": "local"}, {"result": True}, {"ids": "town"})
    assert unmatched(crossroads(), view(*entries)) == (
        "v: show.2 matches nothing in the record: kinds: County, levels: local",
    )


def test_a_claim_that_was_not_chosen_is_drawn_by_no_view_and_the_chosen_one_says_that_sources_differ() -> None:
    record = disputed()
    scene = drawn(record, view({"kinds": "Committee"}, lines={"called_for": True}))
    (line,) = scene.lines.values()
    assert line.tail == "a"
    assert "kildene er uenige" in line_sentence(scene, line)
