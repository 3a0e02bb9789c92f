"""What ``graphmodel check`` finds: each rule on the smallest draft that breaks it, and the three formats."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from graphs import crossroads, edge, graphs, node, source
from hypothesis import given, settings
from seedfolders import BOARD, folder

from graphmodel.checks import RULES, Finding, findings, report
from graphmodel.errors import SeedError
from graphmodel.model import Edge, Graph, Node, Survey
from graphmodel.model.draft import Acceptance, Draft, Origin
from graphmodel.model.edges import EDGE_KINDS
from graphmodel.seeds import read, read_draft

if TYPE_CHECKING:
    from pathlib import Path


def draft(nodes: list[Node], edges: list[Edge] | None = None, **more: Any) -> Draft:
    return Draft(nodes=tuple(nodes), edges=tuple(edges or ()), **{"sources": (source(),), **more})


def found(of: Draft, *codes: str) -> list[tuple[str, str]]:
    return [(finding.id, finding.message) for finding in findings(of) if not codes or finding.code in codes]


TWO = [node("a"), node("b")]


def whole(graph: Graph) -> Draft:
    return Draft(
        nodes=tuple(graph.nodes.values()),
        edges=tuple(graph.edges.values()),
        sources=tuple(graph.sources.values()),
        surveys=tuple(graph.surveys.values()),
    )


def test_of_a_sound_graph_only_what_is_open_is_told() -> None:
    assert [finding.id for finding in findings(whole(crossroads()))] == [
        "GM402:council:mandates:network",
        "GM601:association:cooperates-with:network",
    ]


@given(graphs(max_nodes=4, max_edges=5))
@settings(max_examples=40)
def test_a_valid_graph_never_has_an_error_and_no_finding_stands_twice(graph: Graph) -> None:
    told = findings(whole(graph))
    assert [finding for finding in told if finding.severity == "error"] == []
    assert len({finding.id for finding in told}) == len(told)


# --- references and ends ----------------------------------------------------------------------------------------


def test_a_dangling_end_names_the_nearest_id() -> None:
    told = found(draft([node("board"), node("town", "Municipality")], [edge("town", "LEADS", "bored")]))
    assert told == [("GM201:town:leads:bored:to", "no node has the id 'bored'; did you mean 'board'?")]


def test_an_end_of_a_statement_that_could_not_be_read_is_not_dangling() -> None:
    assert found(draft([node("a")], [edge("a", "LEADS", "b")], unread=frozenset({"b"}))) == []


def test_a_wrong_end_is_told_with_the_kinds_that_fit() -> None:
    told = found(draft(TWO, [edge("a", "FOLLOWS_UP", "b")]))
    assert told == [("GM202:a:follows-up:b:to", "'b' is a Committee; FOLLOWS_UP expects Instrument at this end")]


def test_an_unknown_source_is_told_once_for_each_statement() -> None:
    cites = [{"source": "minuts"}, {"source": "letter"}, {"source": "minuts", "locator": "p. 2"}]
    assert found(draft([node("a", cites=cites)]), "GM203") == [
        ("GM203:a:letter", "no source has the id 'letter'"),
        ("GM203:a:minuts", "no source has the id 'minuts'; did you mean 'minutes'?"),
    ]


def test_a_conflict_with_nothing_is_told() -> None:
    told = found(draft(TWO, [edge("a", "LEADS", "b", conflicts_with=["x:leads:b"])]), "GM204")
    assert told == [("GM204:a:leads:b:x:leads:b", "no edge has the id 'x:leads:b'; did you mean 'a:leads:b'?")]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"node": "c"}, "no node has the id 'c'"),
        ({"type": "LEEDS"}, "'LEEDS' is not an edge kind; did you mean 'LEADS' or 'FUNDS'?"),
        ({"kinds": ["Comitee"]}, "'Comitee' is not a kind of node; did you mean 'Committee' or 'Ministry'?"),
    ],
)
def test_a_survey_of_nothing_is_told(change: dict[str, Any], expected: str) -> None:
    survey = Survey(
        **{"id": "s", "node": "a", "type": "LEADS", "on": "2021", "cites": [{"source": "minutes"}], **change}
    )
    ((_, message),) = found(draft([node("a")], surveys=(survey,)))
    assert message.startswith(expected.split(";", maxsplit=1)[0])


def test_a_wrong_organisation_number_is_told() -> None:
    nodes = [node("right", organisation_number="971032146"), node("wrong", organisation_number="971032147")]
    assert [id_ for id_, _ in found(draft(nodes))] == ["GM206:wrong"]


# --- sources ----------------------------------------------------------------------------------------------------


def test_a_statement_without_a_source_is_told() -> None:
    edges = [edge("a", "LEADS", "b", cites=[])]
    survey = Survey(id="s", node="a", type="LEADS", on="2021")
    told = found(draft([*TWO, node("c", cites=[])], edges, surveys=(survey,)))
    assert [id_ for id_, _ in told] == ["GM301:a:leads:b", "GM301:c", "GM301:s"]


def test_an_inference_without_reasoning_is_told() -> None:
    nodes = [node("a", confidence="inferred"), node("b", confidence="inferred", reasoning="Why.")]
    assert [id_ for id_, _ in found(draft(nodes))] == ["GM302:a"]


def test_a_source_that_nothing_cites_is_told() -> None:
    assert found(draft([node("a")], sources=(source(), source("letter")))) == [
        ("GM303:letter", "no statement cites this source")
    ]


# --- time -------------------------------------------------------------------------------------------------------


def test_a_start_after_the_end_is_told() -> None:
    assert found(draft([node("a", since="2022", until="2021")])) == [("GM401:a", "starts 2022, after it ends 2021")]


@pytest.mark.parametrize(
    ("of_node", "of_edge", "message"),
    [
        ({"since": "2020"}, {"since": "2019"}, "starts 2019, before its end: 'b' from 2020"),
        ({"since": "2020-03-01"}, {"since": "2020-02"}, "starts 2020-02, before its end: 'b' from 2020-03-01"),
        ({"until": "2020"}, {"since": "2019", "until": "2021"}, "ends 2021, after its end: 'b' to 2020"),
        ({"until": "2020-12-31"}, {"since": "2021-01-01"}, "starts 2021-01-01, after its end: 'b' to 2020-12-31"),
        ({"until": "2020-12-31"}, {"until": "2021-01-01"}, "ends 2021-01-01, after its end: 'b' to 2020-12-31"),
    ],
)
def test_an_edge_beyond_its_ends_is_told(of_node: dict[str, Any], of_edge: dict[str, Any], message: str) -> None:
    told = found(draft([node("a"), node("b", **of_node)], [edge("a", "LEADS", "b", **of_edge)]))
    assert told == [("GM402:a:leads:b", message)]


@pytest.mark.parametrize(
    ("of_node", "of_edge"),
    [
        ({"since": "2020"}, {}),
        ({"since": "2020"}, {"since": "2020"}),
        ({"since": "2020-06"}, {"since": "2020"}),
        ({"until": "2020-12-31"}, {"until": "2020-12-31"}),
        ({"until": "2020-12-31"}, {"since": "2020-12-31"}),
        ({"until": "2020"}, {"since": "2015"}),
        ({"until": "unknown"}, {"until": "2020"}),
    ],
)
def test_an_edge_that_may_lie_within_its_ends_is_not(of_node: dict[str, Any], of_edge: dict[str, Any]) -> None:
    assert found(draft([node("a"), node("b", **of_node)], [edge("a", "LEADS", "b", **of_edge)])) == []


def test_a_succession_joins_what_ended_to_what_began() -> None:
    nodes = [node("old", until="2019-12-31"), node("new", since="2020-01-01")]
    assert found(draft(nodes, [edge("old", "SUCCEEDED_BY", "new", since="2020-01-01")])) == []


def test_a_tie_that_no_one_has_attested_for_five_years_is_told() -> None:
    edges = [
        edge("a", "LEADS", "b", as_of="2018-01-31"),
        edge("a", "ADVISES", "b", as_of="2018-02"),
        edge("a", "STEERS", "b", as_of="2010", until="2011"),
        edge("a", "ESTABLISHED", "b", as_of="2010"),
        edge("b", "REPORTS_TO", "a", as_of="2023-02-01"),
    ]
    assert found(draft(TWO, edges)) == [
        ("GM403:a:leads:b", "last attested in 2018-01-31; the newest source describes 2023-02-01")
    ]


@pytest.mark.parametrize("part", ["names", "numbers"])
def test_a_name_or_number_that_ends_before_it_starts_is_told_with_its_line(tmp_path: Path, part: str) -> None:
    key, word = ("name", "Rådet") if part == "names" else ("number", "0301")
    rows = f"node,{key},from,to\nboard,{word},2012,2011\n"
    text = (
        BOARD + f"  {part}:\n  - {{{key}: {word}, from: 2005, to: 2006}}\n  - {{{key}: {word}, from: 2010, to: 2009}}\n"
    )
    told = findings(read_draft(folder(tmp_path, {"board.yaml": text, "list.csv": rows})))
    assert [(each.id, each.file, each.line) for each in told if each.code == "GM401"] == [
        (f"GM401:board:{part}.2", "board.yaml", 9),
        (f"GM401:board:{part}.3", "list.csv", 2),
    ]
    with pytest.raises(SeedError, match=r"^board.yaml:9: board: \w+ 2: starts 2010, after it ends 2009"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("numbers", "present", "expected"),
    [
        ([("0401", None, "2019-12-31"), ("0402", "2020-01-01", None)], "0402", []),
        ([("0401", None, "2019"), ("0402", "2019", None)], "0402", []),
        (
            [("0401", None, "2019-12-31"), ("0402", "2018-01-01", None)],
            "0402",
            [("GM405:a:numbers.2", "'0402' (2018-01-01 to …) overlaps '0401' (… to 2019-12-31)")],
        ),
        (
            [("0402", "2020-01-01", None), ("0401", None, "2019-12-31")],
            "0401",
            [("GM406:a", "the number is 0401, but the last under `numbers` is '0402' (2020-01-01 to …)")],
        ),
        ([("0401", None, "2017-12-31"), ("0402", "2018-01-01", "2019-12-31")], "0402", []),
    ],
)
def test_numbers_follow_one_another_and_the_last_is_the_present_one(
    numbers: list[tuple[str, str | None, str | None]], present: str, expected: list[tuple[str, str]]
) -> None:
    through_time = [{"number": number, "since": since, "until": until} for number, since, until in numbers]
    assert found(draft([node("a", number=present, numbers=through_time)])) == expected


def test_a_number_that_two_hold_at_the_same_time_is_told() -> None:
    handed_on = [{"number": "0402", "until": "2019-12-31"}, {"number": "0403", "since": "2020-01-01"}]
    nodes = [node("a", number="0403", numbers=handed_on), node("b", number="0402", since="2020-01-01")]
    assert found(draft(nodes)) == []
    told = found(draft([*nodes, node("c", number="0402")]))
    assert told == [
        ("GM407:b:0402", "0402 is the number of 'c' at the same time"),
        ("GM407:c:0402", "0402 is the number of 'a' at the same time"),
    ]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([("G", "2001", "2009"), ("a", "2010", None)], []),
        ([("G", "2001", "2010"), ("a", "2010", None)], []),
        ([("G", "2001", None), ("M", "2003", "unknown"), ("a", "2010", None)], []),
        ([("G", "2010", "2022"), ("a", "2015", None)], [("GM410", "'a' (2015 to …) overlaps 'G' (2010 to 2022)")]),
        (
            [("G", "2010", "2020"), ("M", "2015", "2022"), ("a", "2023", None)],
            [("GM410", "'M' (2015 to 2022) overlaps 'G' (2010 to 2020)")],
        ),
        ([("a", "2010", "2015"), ("a", "2012", None)], [("GM410", "'a' (2012 to …) overlaps 'a' (2010 to 2015)")]),
        ([("a", "2010", "2015"), ("M", "2016", None)], [("GM411", "'a' is the name, but 'M' (2016 to …) is later")]),
        (
            [("a", "2010", "2015"), ("M", "2016", "2025")],
            [("GM411", "'a' is the name, but 'M' (2016 to 2025) is later")],
        ),
    ],
)
def test_names_follow_one_another_and_the_last_is_the_present_one(
    names: list[tuple[str, str | None, str | None]], expected: list[tuple[str, str]]
) -> None:
    through_time = [{"name": name, "since": since, "until": until} for name, since, until in names]
    told = found(draft([node("a", name="a", names=through_time)]))
    assert [(id_[:5], message.removesuffix(" under `names`")) for id_, message in told] == expected


def test_two_nodes_of_one_organisation_number_are_told() -> None:
    whose: dict[str, Any] = {"organisation_number": "974760673"}
    ended = node("a", until="2019-12-31", **whose)
    assert found(draft([ended, node("b", since="2020-01-01", **whose)])) == []
    told = found(draft([ended, node("b", **whose)]))
    assert told == [("GM407:b:974760673", "974760673 is the number of 'a' at the same time")]


def of_counties(**town: Any) -> list[Node]:
    counties = [node(id_, "County", "regional", number=number) for id_, number in (("k3", "03"), ("k5", "05"))]
    return [*counties, node("town", "Municipality", "local", **town)]


def test_a_municipality_lies_in_one_county_at_a_time() -> None:
    one = edge("town", "PART_OF", "k3", until="2019-12-31")
    assert found(draft(of_counties(), [one, edge("town", "PART_OF", "k5", since="2020-01-01")]), "GM511") == []
    told = found(draft(of_counties(), [one, edge("town", "PART_OF", "k5", since="2019-01-01")]), "GM511")
    assert told == [("GM511:town:part-of:k5", "'town' is part of 'k3' at the same time, by 'town:part-of:k3'")]


def test_the_number_of_a_municipality_begins_with_that_of_its_county() -> None:
    ties = [edge("town", "PART_OF", "k3", until="2019-12-31"), edge("town", "PART_OF", "k5", since="2020-01-01")]
    numbers = [{"number": "0301", "until": "2019-12-31"}, {"number": "0501", "since": "2020-01-01"}]
    assert found(draft(of_counties(number="0501", numbers=numbers), ties), "GM412") == []
    told = found(draft(of_counties(number="0501"), ties), "GM412")
    assert told == [("GM412:town:part-of:k3", "'town' has the number 0501, and 'k3' the number 03")]


def test_a_seat_is_held_for_and_given_by_bodies_of_its_time() -> None:
    whom = {"on_behalf_of": ["old"], "appointed_by": ["old"]}
    nodes = [*TWO, node("old", until="2010")]
    assert found(draft(nodes, [edge("a", "REPRESENTED_IN", "b", since="2010", **whom)]), "GM413") == []
    told = found(draft(nodes, [edge("a", "REPRESENTED_IN", "b", since="2018", **whom)]), "GM413")
    assert told == [("GM413:a:represented-in:b:old", "'old' was there … to 2010, on no day of the seat")]


def test_a_survey_is_of_a_day_of_its_node() -> None:
    nodes = [node("a", since="2001", until="2010")]
    days = {"early": "2000-12", "in": "2010", "late": "2011"}
    surveys = [
        Survey(id=id_, node="a", type="MEMBER_OF", on=on, cites=[{"source": "minutes"}]) for id_, on in days.items()
    ]
    told = found(draft(nodes, surveys=surveys), "GM414")
    assert told == [
        ("GM414:early", "of 2000-12, when 'a' was not there (2001 to 2010)"),
        ("GM414:late", "of 2011, when 'a' was not there (2001 to 2010)"),
    ]


def test_no_source_tells_of_a_day_to_come() -> None:
    told = found(draft([node("a", as_of="2098")], sources=[source(published="2099-01-01")]), "GM409")
    assert told == [
        ("GM409:a:as_of", "as_of: 2098 is still to come"),
        ("GM409:minutes:published", "published: 2099-01-01 is still to come"),
    ]


def test_a_name_of_another_time_than_its_node_is_told() -> None:
    names = [{"name": "A", "until": "1999"}, {"name": "B", "since": "2009", "until": "2015"}]
    told = found(draft([node("a", since="2010", names=names)]), "GM408")
    assert told == [("GM408:a:names.1", "'A' (… to 1999) was in use on no day of the node, which lasts 2010 to …")]


@pytest.mark.parametrize(
    ("after", "happened", "message"),
    [
        ({"until": "2009"}, {}, "'b' ended 2009, before 'a', which it succeeded, began 2015"),
        ({"until": "2018-12-31"}, {"since": "2019"}, "happened 2019, after 'b' ended 2018-12-31"),
        ({}, {"since": "2014-12-31"}, "happened 2014-12-31, before 'a' began 2015"),
        ({"until": "2020"}, {"since": "2020"}, ""),
    ],
)
def test_a_succession_out_of_order_is_told(after: dict[str, Any], happened: dict[str, Any], message: str) -> None:
    nodes = [node("a", since="2015", until="2021"), node("b", **after)]
    told = found(draft(nodes, [edge("a", "SUCCEEDED_BY", "b", **happened)]))
    assert told == ([("GM404:a:succeeded-by:b", message)] if message else [])


# --- shape ------------------------------------------------------------------------------------------------------


def test_two_edges_that_say_the_same_of_the_same_time_are_told() -> None:
    edges = [edge("a", "LEADS", "b", since="2020"), edge("a", "LEADS", "b", id="a:leads:b:2", since="2021")]
    assert found(draft(TWO, edges)) == [("GM501:a:leads:b:2", "says the same as 'a:leads:b' of the same time")]


@pytest.mark.parametrize(
    "other", [{"role": "deputy"}, {"since": "2022-01-01"}, {"status": "called for", "since": "2020"}]
)
def test_two_edges_of_another_role_time_or_status_are_not(other: dict[str, Any]) -> None:
    edges = [edge("a", "LEADS", "b", until="2021-12-31"), edge("a", "LEADS", "b", id="a:leads:b:2", **other)]
    assert found(draft(TWO, edges)) == []


def test_a_cooperation_told_from_both_ends_is_told_as_one_too_many() -> None:
    edges = [edge("a", "COOPERATES_WITH", "b"), edge("b", "COOPERATES_WITH", "a")]
    assert [id_ for id_, _ in found(draft(TWO, edges))] == ["GM501:b:cooperates-with:a"]


def test_two_current_heads_of_one_chain_are_told() -> None:
    nodes = [node("first", until="2019"), node("second"), node("third")]
    edges = [
        edge("first", "SUCCEEDED_BY", "second", since="2020"),
        edge("second", "SUCCEEDED_BY", "third", since="2022"),
    ]
    assert found(draft(nodes, edges)) == [
        ("GM502:second:succeeded-by:third", "'third' succeeded 'second', and neither has an end")
    ]


def test_a_circle_of_reporting_is_told_once_from_its_first_body() -> None:
    nodes = [node(id_) for id_ in "abcd"]
    pairs = (("b", "c"), ("c", "a"), ("a", "b"), ("c", "d"))
    told = found(draft(nodes, [edge(first, "REPORTS_TO", last) for first, last in pairs]))
    assert told == [("GM503:a:reports-to:b", "closes the circle a → b → c → a")]


def test_two_circles_are_told_each() -> None:
    nodes = [node(id_) for id_ in "abcd"]
    pairs = (("a", "b"), ("b", "a"), ("c", "d"), ("d", "c"))
    told = found(draft(nodes, [edge(first, "REPORTS_TO", last) for first, last in pairs]))
    assert [message for _, message in told] == ["closes the circle a → b → a", "closes the circle c → d → c"]


def test_a_circle_that_was_never_closed_on_one_day_is_none() -> None:
    edges = [edge("a", "REPORTS_TO", "b", until="2019-12-31"), edge("b", "REPORTS_TO", "a", since="2020-01-01")]
    assert found(draft(TWO, edges)) == []


@pytest.mark.parametrize("type_", [kind.type_name() for kind in EDGE_KINDS])
def test_an_edge_from_a_node_to_itself_is_told_of_every_kind(type_: str) -> None:
    told = found(draft([node("a", "Programme" if type_ == "FOLLOWS_UP" else "Network")], [edge("a", type_, "a")]))
    assert ("GM504:a:" + type_.lower().replace("_", "-") + ":a", "joins 'a' to itself") in told


@pytest.mark.parametrize(
    "type_",
    [
        *("PART_OF", "OWNS", "ESTABLISHED", "MANDATES", "STEERS", "SUCCEEDED_BY"),
        *("LEADS", "HOSTS", "SECRETARIAT_FOR"),
    ],
)
def test_a_circle_of_any_kind_that_has_an_order_is_told(type_: str) -> None:
    nodes = [node("a", "Programme"), node("b", "Programme")]
    word = type_.lower().replace("_", "-")
    told = found(draft(nodes, [edge("a", type_, "b"), edge("b", type_, "a")]))
    assert (f"GM505:a:{word}:b", "closes the circle a → b → a") in told


@pytest.mark.parametrize("type_", ["ADVISES", "FUNDS"])
def test_bodies_may_advise_and_pay_with_each_other(type_: str) -> None:
    assert found(draft(TWO, [edge("a", type_, "b"), edge("b", type_, "a")])) == []


def test_a_circle_is_found_on_whatever_day_it_closes() -> None:
    ends = [f"x{number}" for number in range(120)]
    days = [(date(2000, 1, 1) + timedelta(number)).isoformat() for number in range(120)]
    edges = [edge("h", "PART_OF", end, until="1995") for end in ends]
    edges += [edge(end, "PART_OF", "h", since=day) for end, day in zip(ends, days, strict=True)]
    edges += [edge("h", "PART_OF", "y", since="2020"), edge("y", "PART_OF", "h", since="2020")]
    told = found(draft([node(id_) for id_ in ("h", "y", *ends)], edges), "GM505")
    assert told == [("GM505:h:part-of:y", "closes the circle h → y → h")]


def test_two_members_of_each_other_hide_no_circle_of_three() -> None:
    ties = [edge(*pair) for pair in (("a", "MEMBER_OF", "b"), ("b", "MEMBER_OF", "c"), ("c", "MEMBER_OF", "a"))]
    mutual = edge("b", "MEMBER_OF", "a")
    told = found(draft([*TWO, node("c")], [*ties, mutual]), "GM508", "GM509")
    assert told == [
        ("GM508:b:member-of:a", "'a:member-of:b' runs the other way at the same time"),
        ("GM509:a:member-of:b", "closes the circle a → b → c → a"),
    ]
    assert found(draft([*TWO, node("c")], [ties[0], ties[1], mutual]), "GM509") == []


def test_a_second_period_of_a_tie_can_close_a_circle() -> None:
    edges = [
        edge("a", "PART_OF", "b", until="2010"),
        edge("a", "PART_OF", "b", id="a:part-of:b:2", since="2020"),
        edge("b", "PART_OF", "a", since="2015", until="2018"),
    ]
    assert found(draft(TWO, edges)) == []
    assert [id_ for id_, _ in found(draft(TWO, [*edges[:2], edge("b", "PART_OF", "a", since="2015")]))] == [
        "GM505:a:part-of:b:2"
    ]


def test_a_municipality_without_a_county_is_told_where_others_have_one() -> None:
    nodes = [node("a", "Municipality", "local"), node("b", "Municipality", "local"), node("c", "County")]
    old = node("old", "Municipality", "local", until="2019")
    assert found(draft([*nodes, old])) == []
    told = found(draft([*nodes, old], [edge("a", "PART_OF", "c")]))
    assert told == [("GM506:b", "is part of no county")]


# --- claims -----------------------------------------------------------------------------------------------------


def test_a_tie_that_was_called_for_is_told_until_it_is_recorded() -> None:
    wished = edge("a", "COOPERATES_WITH", "b", id="wish", status="called for")
    assert [id_ for id_, _ in found(draft(TWO, [wished]))] == ["GM601:wish"]
    assert found(draft(TWO, [wished, edge("b", "COOPERATES_WITH", "a")])) == []
    assert [id_ for id_, _ in found(draft(TWO, [wished, edge("a", "ADVISES", "b")]))] == ["GM601:wish"]


def test_what_another_source_contradicts_is_told() -> None:
    told = found(draft([node("a", since="2015", conflict="One page says 2016.")]))
    assert told == [("GM602:a", "another source says otherwise: One page says 2016.")]


@pytest.mark.parametrize(
    ("claims", "settled"),
    [
        (("chosen", "alternative"), True),
        ((None, None), False),
        (("chosen", "chosen"), False),
        (("alternative", None), False),
    ],
)
def test_of_conflicting_edges_exactly_one_is_chosen(claims: tuple[str | None, ...], settled: bool) -> None:  # noqa: FBT001
    nodes = [*TWO, node("c")]
    edges = [
        edge("a", "ESTABLISHED", "c", claim=claims[0], conflicts_with=["b:established:c"]),
        edge("b", "ESTABLISHED", "c", claim=claims[1]),
    ]
    told = found(draft(nodes, edges))
    assert ("GM602:a:established:c", "contradicts 'b:established:c'") in told
    assert ("GM602:b:established:c", "contradicts 'a:established:c'") in told
    assert ("GM603:a:established:c" not in [id_ for id_, _ in told]) is settled


# --- acceptance, places, exit codes -----------------------------------------------------------------------------

LATE = "  until: 2021\n  since: 2022\n"
GROUP = "- {id: group, kind: Committee, level: regional, name: Gruppen, cites: [minutes]}\n"
EARLY_EDGE = (
    BOARD + "  from: 2020\n  edges:\n  - type: LEADS\n    to: group\n    since: 2019\n    cites: [minutes]\n" + GROUP
)
ACCEPTED = "- finding: GM402:board:leads:group\n  reason: As found.\n"


def test_a_finding_has_a_place_a_code_and_what_was_expected(tmp_path: Path) -> None:
    (finding,) = findings(read_draft(folder(tmp_path, {"board.yaml": EARLY_EDGE})))
    assert finding == Finding(
        code="GM402",
        rule="outside-its-ends",
        severity="warning",
        id="GM402:board:leads:group",
        subject="board:leads:group",
        file="board.yaml",
        line=11,
        message="starts 2019, before its end: 'board' from 2020",
        expected="dates within the periods of both ends; leave them out where only those are known",
    )


def test_an_accepted_finding_is_told_but_does_not_count(tmp_path: Path) -> None:
    told = report(read_draft(folder(tmp_path, {"board.yaml": EARLY_EDGE, "accepted-findings.yaml": ACCEPTED})))
    assert [finding.accepted for finding in told.findings] == ["As found."]
    assert (told.exit_code, told.counts()) == (0, {"error": 0, "warning": 0, "note": 0, "accepted": 1})


def test_an_acceptance_of_what_is_no_longer_found_is_a_finding(tmp_path: Path) -> None:
    told = report(read_draft(folder(tmp_path, {"board.yaml": BOARD, "accepted-findings.yaml": ACCEPTED})))
    assert [(finding.id, finding.file, finding.line) for finding in told.findings] == [
        ("GM701:GM402:board:leads:group", "accepted-findings.yaml", 1)
    ]
    assert told.exit_code == 1


def test_an_acceptance_without_a_reason_is_not_taken(tmp_path: Path) -> None:
    files = {"board.yaml": EARLY_EDGE, "accepted-findings.yaml": "- finding: GM402:board:leads:group\n"}
    told = report(read_draft(folder(tmp_path, files)))
    assert [finding.code for finding in told.findings] == ["GM104", "GM402"]


def test_only_what_could_be_read_can_be_accepted() -> None:
    accepted = (Acceptance("GM201:a:leads:b:to", "Why not.", Origin("x", 1)),)
    (finding,) = findings(draft([node("a")], [edge("a", "LEADS", "b")], accepted=accepted))
    assert finding.accepted == "Why not."
    assert [rule.code for rule in RULES if rule.code < "GM2"] == ["GM101", "GM102", "GM103", "GM104", "GM105"]


@pytest.mark.parametrize(
    ("text", "code", "exit_code"),
    [
        (BOARD, None, 0),
        (BOARD + "  conflict: Not so.\n", "GM602", 0),
        (EARLY_EDGE, "GM402", 1),
        (BOARD + "  nmae: x\n", "GM102", 1),
        (BOARD.replace("  name: Styret\n", ""), "GM103", 1),
        (BOARD + "  from: 31.12.2021\n", "GM104", 1),
        (BOARD + BOARD, "GM105", 1),
        (BOARD + "\tx: y\n", "GM101", 2),
    ],
)
def test_the_exit_code_tells_clean_findings_and_unusable_apart(
    tmp_path: Path, text: str, code: str | None, exit_code: int
) -> None:
    told = report(read_draft(folder(tmp_path, {"board.yaml": text})))
    codes = [finding.code for finding in told.findings if finding.code != "GM303"]
    assert (codes, told.exit_code) == ([code] if code else [], exit_code)


def test_a_finding_keeps_its_id_when_lines_are_added_above(tmp_path: Path) -> None:
    before = findings(read_draft(folder(tmp_path / "a", {"board.yaml": EARLY_EDGE})))
    after = findings(read_draft(folder(tmp_path / "b", {"other.yaml": "# A comment.\n\n" + EARLY_EDGE})))
    assert [finding.id for finding in before] == [finding.id for finding in after]
    assert [finding.line + 2 for finding in before] == [finding.line for finding in after]


# --- formats ----------------------------------------------------------------------------------------------------


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    text = EARLY_EDGE.replace("board", "town").replace("Styret", "Byen æøå") + "- id: other\n  kynd: x\n"
    more = BOARD + "  conflict: Not so.\n"
    accepted = ACCEPTED.replace("board", "town")
    return folder(tmp_path / "my seeds", {"a.yaml": text, "b.yaml": more, "accepted-findings.yaml": accepted})


def test_the_text_tells_what_to_mend_in_full_and_the_rest_in_short(mixed: Path) -> None:
    text = report(read_draft(mixed)).as_text().replace(str(mixed), "seeds")
    shown = [re.sub(r"expected one of .*", "expected one of …", line) for line in text.splitlines()]
    rule = {rule.code: rule.finds for rule in RULES}
    assert shown == [
        "seeds/a.yaml:14: error GM103 other: has no `kind`, and stands in no list: expected one of …",
        "    expected: the key, with a value",
        "    finding: GM103:other:kind",
        f"note: 1 × GM602 conflicting-claims: {rule['GM602']}",
        "    seeds/b.yaml:7: board: another source says otherwise: Not so.",
        f"accepted: 1 × GM402 outside-its-ends: {rule['GM402']}",
        "    seeds/a.yaml:11: town:leads:group: starts 2019, before its end: 'town' from 2020 (accepted: As found.)",
        "1 error, 0 warnings, 1 note, 1 accepted",
    ]


def test_json_tells_every_finding_with_all_its_fields(mixed: Path) -> None:
    told = json.loads(report(read_draft(mixed)).as_json())
    assert told["counts"] == {"error": 1, "warning": 0, "note": 1, "accepted": 1}
    assert told["exit_code"] == 1
    assert [finding["id"] for finding in told["findings"]] == [
        "GM402:town:leads:group",
        "GM103:other:kind",
        "GM602:board",
    ]
    assert told["findings"][0] == {
        "code": "GM402",
        "rule": "outside-its-ends",
        "severity": "warning",
        "id": "GM402:town:leads:group",
        "subject": "town:leads:group",
        "file": f"{mixed.as_posix()}/a.yaml",
        "line": 11,
        "place": f"{mixed.as_posix()}/a.yaml:11",
        "message": "starts 2019, before its end: 'town' from 2020",
        "expected": "dates within the periods of both ends; leave them out where only those are known",
        "accepted": "As found.",
    }


def test_sarif_tells_rules_results_places_and_suppressions(mixed: Path) -> None:
    log = json.loads(report(read_draft(mixed)).as_sarif())
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in RULES]
    assert {rule["defaultConfiguration"]["level"] for rule in rules} == {"error", "warning", "note"}
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"].startswith(mixed.as_posix().replace(" ", "%20"))
        assert place["region"]["startLine"] >= 1
        assert result["message"]["text"]
    assert [result.get("suppressions") for result in run["results"]] == [
        [{"kind": "external", "justification": "As found."}],
        None,
        None,
    ]
    assert run["results"][0]["partialFingerprints"] == {"finding/v1": "GM402:town:leads:group"}


def test_rules_have_codes_in_order_and_names_of_their_own() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(re.fullmatch(r"GM[1-8]\d\d", code) for code in codes)


# --- many findings, files that are not read ---------------------------------------------------------------------


def test_of_many_problems_the_first_hundred_are_told_and_how_many_more(tmp_path: Path) -> None:
    rows = "id,kind,level,name,cites\n" + "".join(f"x{n},Municipality,lokal,N,minutes\n" for n in range(1250))
    told = report(read_draft(folder(tmp_path, {"towns.csv": rows})))
    assert [each.code for each in told.findings if each.severity == "error"] == ["GM104"] * 100
    assert (told.counts()["error"], told.exit_code) == (1250, 1)
    assert "… and 1,150 more: the first 100 of each rule are listed, mend them first\n" in told.as_text()
    assert json.loads(told.as_json())["not_listed"] == 1150
    with pytest.raises(SeedError, match=r"\(and 1,230 more: see 'graphmodel check'\)$"):
        read(tmp_path)


def test_of_many_breaches_the_first_hundred_of_each_rule_are_told() -> None:
    edges = [edge("a", "LEADS", "b", id=f"lead-{n:03}", cites=[]) for n in range(150)]
    told = report(draft(TWO, edges))
    assert Counter(each.code for each in told.findings) == {"GM301": 100, "GM501": 100}
    assert told.counts() == {"error": 150, "warning": 149, "note": 0, "accepted": 0}


def test_a_file_that_looks_like_a_seed_and_is_not_read_is_told(tmp_path: Path) -> None:
    more: dict[str, str | bytes] = dict.fromkeys(
        ("towns.xlsx", "a/board.yaml.txt", "README.md", "LICENSE", "schema/nodes.json", ".x.txt", "~$towns.xlsx"), "x"
    )
    told = report(read_draft(folder(tmp_path, {"board.yaml": BOARD, **more})))
    assert [(each.id, each.file, each.severity) for each in told.findings] == [
        ("GM702:a/board.yaml.txt", "a/board.yaml.txt", "warning"),
        ("GM702:towns.xlsx", "towns.xlsx", "warning"),
    ]
    assert list(read(tmp_path).nodes) == ["board"]


def test_a_body_with_a_seat_that_another_holds_for_it_has_two_edges_for_one_seat() -> None:
    edges = [edge("a", "REPRESENTED_IN", "c"), edge("b", "REPRESENTED_IN", "c", on_behalf_of=["a"])]
    told = found(draft([*TWO, node("c")], edges), "GM507")
    assert [id_ for id_, *_ in told] == ["GM507:a:represented-in:c"]
    later = edge("b", "REPRESENTED_IN", "c", on_behalf_of=["a"], since="2021", until="2022")
    earlier = edge("a", "REPRESENTED_IN", "c", until="2019")
    assert not found(draft([*TWO, node("c")], [earlier, later]), "GM507")


def test_two_bodies_that_sit_in_each_other_at_once_have_a_seat_the_wrong_way() -> None:
    edges = [edge("a", "MEMBER_OF", "b"), edge("b", "REPRESENTED_IN", "a")]
    assert [id_ for id_, *_ in found(draft(TWO, edges), "GM508")] == ["GM508:b:represented-in:a"]


def test_members_of_each_other_in_a_circle_are_found() -> None:
    edges = [edge("a", "MEMBER_OF", "b"), edge("b", "MEMBER_OF", "c"), edge("c", "MEMBER_OF", "a")]
    told = found(draft([*TWO, node("c")], edges), "GM509")
    assert told == [("GM509:a:member-of:b", "closes the circle a → b → c → a")]


def test_a_date_in_an_unlikely_year_is_one_that_was_mistyped() -> None:
    named = node("c", names=({"name": "C", "since": "0221"},))
    of = draft(
        [node("a", since="..", until="2201-11-29"), node("b", since="1500"), named], sources=(source(as_of="0201"),)
    )
    assert found(of, "GM409") == [
        ("GM409:a:until", "until: 2201-11-29 is an unlikely year"),
        ("GM409:c:names.1.since", "names.1.since: 0221 is an unlikely year"),
        ("GM409:minutes:as_of", "as_of: 0201 is an unlikely year"),
    ]


def test_a_municipality_outside_what_nine_in_ten_are_members_of_is_told() -> None:
    towns = [node(f"t{number:02}", "Municipality", level="local") for number in range(25)]
    bodies = [node("all"), node("east"), node("west"), node("few"), node("deal", "Agreement", level="national")]
    joined = [edge(town.id, "MEMBER_OF", "all") for town in towns[1:]]
    joined += [edge(town.id, "MEMBER_OF", "east" if town.id < "t12" else "west") for town in towns[:-1]]
    joined += [edge(town.id, "MEMBER_OF", "few") for town in towns[:20]]
    joined += [edge(body, "FOLLOWS_UP", "deal") for body in ("east", "west", "all")]
    assert found(draft([*towns, *bodies], joined), "GM510") == [
        ("GM510:t00:all", "is no member of 'all', as 24 other municipalities are"),
        ("GM510:t24:deal", "is no member of any of the 2 bodies that follow up 'deal', as 24 other municipalities are"),
    ]
