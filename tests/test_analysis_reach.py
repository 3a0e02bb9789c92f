"""Who is reached, heard and held: covered, gap or not surveyed, links both ways, and gatekeepers with their proof."""

# mypy: disable-error-code="str-unpack"

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from graphs import chain, crossroads, edge, empty, graph, node
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.analysis import (
    brokerage_between_levels,
    chain_of_command,
    coverage,
    gatekeepers,
    gatekeepers_to_national,
    grounds,
    influence_network,
    influence_paths,
    two_way,
)
from graphmodel.errors import AnalysisError, UnknownIdError
from graphmodel.model import Edge, Graph, Node, Survey
from graphmodel.period import Grade
from graphmodel.schema import EDGE_KINDS, KINDS

DAY = "2021-11-01"


def survey(node_: str, type_: str, side: str = "to", **fields: Any) -> Survey:
    """Return a survey that makes a list complete for 2021."""
    given = {"id": f"{node_}-{type_.lower().replace('_', '-')}-{side}", "node": node_, "type": type_, "side": side}
    return Survey(**{**given, "on": "2021", "cites": [{"source": "minutes"}], **fields})


def members(surveys: list[Survey]) -> Graph:
    """Return a network that town is a member of and village is not; hamlet possibly is."""
    bodies = [node(id_, "Municipality", "local") for id_ in ("town", "village", "hamlet")]
    edges = [edge("town", "MEMBER_OF", "network"), edge("hamlet", "MEMBER_OF", "network", since="2021")]
    return graph([node("network", "Network"), *bodies], edges, surveys)


def test_a_missing_tie_is_a_gap_only_where_its_list_is_complete() -> None:
    everyone = ["town", "village", "hamlet"]

    def told(surveys: list[Survey], **asked: Any) -> list[str]:
        asked = {"on": DAY, "kinds": ["MEMBER_OF"], "longest": 1, **asked}
        found = coverage(members(surveys), everyone, ["network"], "voice", **asked)
        return [found[body, "network"].state for body in everyone]

    assert told([]) == ["covered", "not surveyed", "covered"]
    assert told([survey("network", "MEMBER_OF")]) == ["covered", "gap", "covered"]
    assert told([survey("village", "MEMBER_OF", "from")]) == ["covered", "gap", "covered"]
    assert told([survey("town", "MEMBER_OF", "from")]) == ["covered", "not surveyed", "covered"]
    assert told([survey("network", "MEMBER_OF", "from")]) == ["covered", "not surveyed", "covered"]
    assert told([survey("network", "REPRESENTED_IN")]) == ["covered", "not surveyed", "covered"]
    assert told([survey("network", "MEMBER_OF", kinds=["Municipality"])]) == ["covered", "gap", "covered"]
    assert told([survey("network", "MEMBER_OF", kinds=["Ministry"])]) == ["covered", "not surveyed", "covered"]
    assert told([survey("network", "MEMBER_OF", on="2020")]) == ["covered", "not surveyed", "covered"]
    assert told([survey("network", "MEMBER_OF")], kinds=None) == ["covered", "not surveyed", "covered"]


def test_a_chain_is_a_gap_only_when_no_way_round_is_left_open() -> None:
    complete = [survey("network", "MEMBER_OF")]

    assert (
        coverage(members(complete), ["village"], ["network"], "voice", on=DAY, kinds=["MEMBER_OF"])[
            "village", "network"
        ].state
        == "not surveyed"
    )  # village may be a member of something nobody recorded, or town may have it as a member
    complete += [survey(id_, "MEMBER_OF") for id_ in ("town", "hamlet")]
    found = coverage(members(complete), ["village"], ["network"], "voice", on=DAY, kinds=["MEMBER_OF"])
    assert found["village", "network"].state == "gap"


def test_a_list_that_is_complete_for_one_kind_leaves_ways_through_others() -> None:
    complete = [survey("network", "MEMBER_OF", kinds=["Municipality"])]
    found = coverage(members(complete), ["village"], ["network"], "voice", on=DAY, kinds=["MEMBER_OF"], longest=2)

    assert found["village", "network"].state == "not surveyed"


def test_what_is_covered_has_the_best_chain_its_own_tie_first() -> None:
    nodes = [node(id_) for id_ in "abc"]
    edges = [edge("a", "STEERS", "c", since="2021"), edge("a", "STEERS", "b"), edge("b", "STEERS", "c")]
    found = coverage(graph(nodes, edges), ["a"], ["b", "c"], on=DAY)

    assert found["a", "c"].grade is Grade.POSSIBLE
    assert found["a", "c"].edges == ("a:steers:c",)  # its own tie comes first
    found = coverage(graph(nodes, edges[1:]), ["a"], ["b", "c"], on=DAY)
    assert found["a", "c"].grade is Grade.CERTAIN
    assert found.rests_on("a", "c") == ("a:steers:b", "b:steers:c")
    path = found.path("a", "c")
    assert path is not None
    assert path.sentence("en") == "A steers B, which steers C."
    only_possible = coverage(graph(nodes, edges[:1]), ["a"], ["b", "c"], on=DAY)
    assert only_possible["a", "c"].grade is Grade.POSSIBLE
    assert only_possible["a", "b"].grade is Grade.NO
    assert only_possible.path("a", "b") is None


def test_ends_tell_where_a_chain_stops_right_beside_the_target() -> None:
    found = coverage(crossroads(), ["strategy"], ["town", "village"], on=DAY)
    (end,) = found.ends("strategy", "town")

    assert (end.node, end.ties, end.state, end.surveys) == ("network", ("town:leads:network",), "not surveyed", ())
    assert set(end.unsurveyed) == {
        *("ESTABLISHED", "FUNDS", "MANDATES"),
        *("OWNS", "PART_OF", "REPORTS_TO", "STEERS"),
    }
    assert found.ends("strategy", "village") == ()


def test_an_end_is_a_gap_when_surveys_close_every_link_on() -> None:
    record = crossroads()
    down = [survey("network", type_, "from") for type_ in ("ESTABLISHED", "FUNDS", "MANDATES", "OWNS", "STEERS")]
    down += [survey("network", type_, "to") for type_ in ("PART_OF", "REPORTS_TO")]
    closed = Graph(record.nodes.values(), record.edges.values(), record.sources.values(), down)
    found = coverage(closed, ["network", "strategy"], ["town"], on=DAY)

    assert found.ends("network", "town")[0].state == "gap"
    assert found.ends("network", "town")[0].surveys == tuple(sorted(each.id for each in down))
    assert found["network", "town"].state == "gap"
    assert found["strategy", "town"].state == "not surveyed"  # town may follow the strategy up by itself


def test_edges_only_called_for_are_told_but_cover_nothing() -> None:
    called = edge("town", "FOLLOWS_UP", "plan", status="called for")
    record = graph([node("plan", "Plan", "regional"), node("town", "Municipality", "local")], [called])
    found = coverage(record, ["plan"], on=DAY)

    assert found["plan", "town"].state == "not surveyed"
    assert found.called_for("plan", "town") == ("town:follows-up:plan",)


def test_levels_are_counted() -> None:
    record = crossroads()
    found = coverage(record, ["strategy"], list(record.at(DAY).nodes), on=DAY).by_level()

    assert [row[1:2] + row[3:] for row in found.rows] == [
        ("national", 2, 0, 0, 0, 0, 0, 0, 2),
        ("regional", 3, 1, 1, 0, 0, 0, 0, 2),
        ("intermunicipal", 0, 0, 0, 0, 0, 0, 0, 0),
        ("local", 2, 0, 0, 0, 0, 0, 0, 2),
    ]
    assert found.rests_on("strategy", "regional") == ("network:follows-up:strategy",)


def test_what_is_not_there_cannot_be_covered() -> None:
    with pytest.raises(AnalysisError, match="'village' is not there on 2023-06-01"):
        coverage(crossroads(), ["strategy"], ["village"], on="2023-06-01")
    with pytest.raises(UnknownIdError, match="did you mean 'village'"):
        coverage(crossroads(), ["strategy"], ["vilage"], on=DAY)
    with pytest.raises(AnalysisError, match="a chain of 0 ties is none"):
        coverage(crossroads(), ["strategy"], ["town"], on=DAY, longest=0)
    with pytest.raises(UnknownIdError):
        coverage(crossroads(), ["strategy"], ["town"], on=DAY)["strategy", "network"]


def test_an_empty_graph_has_nothing_to_cover() -> None:
    assert coverage(empty()).rows == ()
    assert two_way(empty()).rows == ()
    assert gatekeepers_to_national(empty()).rows == ()
    assert "Ingen." in coverage(empty()).as_text()


# --- links both ways --------------------------------------------------------------------------------------------


def both_ways() -> Graph:
    """Return a town and a board under a ministry: the board is heard and steered, the town only heard."""
    nodes = [node("ministry", "Ministry", "national"), node("board"), node("town", "Municipality", "local")]
    return graph(nodes, [edge("board", "REPORTS_TO", "ministry"), edge("town", "REPRESENTED_IN", "board")])


def test_links_up_and_down_are_told_apart() -> None:
    found = two_way(both_ways(), on=DAY)

    assert found.to_dicts()[1] == {
        "body": "town",
        "national": "ministry",
        "body_name": "Town",
        "national_name": "Ministry",
        "missing": "down",
        "up": "covered",
        "up_grade": "certain",
        "up_length": 2,
        "down": "not surveyed",
        "down_grade": "no",
        "down_length": None,
    }
    assert [row[4] for row in found.rows] == ["none", "down"]
    up = found.up("town", "ministry")
    assert up is not None
    assert up.edges == ("town:represented-in:board", "board:reports-to:ministry")
    assert found.down("town", "ministry") is None
    assert found.rests_on("board", "ministry") == ("board:reports-to:ministry",)
    with pytest.raises(UnknownIdError):
        found.up("town", "board")


def test_links_are_counted_by_body() -> None:
    by_body = two_way(both_ways(), on=DAY).by_body()

    assert by_body.rows == (
        ("board", "Board", "regional", 1, 1, 1, 1, (), (), 0, 0),
        ("town", "Town", "local", 1, 1, 0, 0, ("ministry",), (), 0, 0),
    )
    assert by_body.rests_on("town") == ("board:reports-to:ministry", "town:represented-in:board")


# --- gatekeepers ------------------------------------------------------------------------------------------------


def flow_of_lengauer() -> Graph:
    """Return the flow graph of Lengauer and Tarjan (1979), figure 1, with its 13 nodes."""
    arcs = [
        "ra",
        "rb",
        "rc",
        "ad",
        "ba",
        "bd",
        "be",
        "cf",
        "cg",
        "dl",
        "eh",
        "fi",
        "gi",
        "gj",
        "he",
        "hk",
        "ik",
        "ji",
        "ki",
        "kr",
        "lh",
    ]
    return graph([node(id_) for id_ in "rabcdefghijkl"], [edge(tail, "STEERS", head) for tail, head in arcs])


def test_gatekeepers_of_a_published_graph() -> None:
    def held(target: str) -> list[str]:
        return [each.node for each in gatekeepers(flow_of_lengauer(), "r", target, "authority", on=DAY)]

    assert held("l") == ["d"]
    assert held("j") == ["c", "g"]
    assert held("i") == held("k") == held("h") == held("e") == []


def test_a_gatekeeper_comes_with_its_proof() -> None:
    found = gatekeepers(flow_of_lengauer(), "r", "j", "authority", on=DAY)
    first, second = found.gatekeepers

    assert first.entrances == ("r:steers:c",)
    assert first.cut_off == ("f", "g", "j")
    assert first.around == frozenset("rabdehikl")
    assert second.cut_off == ("j",)
    assert found.smallest_cut == ("c",)
    assert found.rests_on("g") == ("c:steers:g",)
    open_ = ("ESTABLISHED", "FUNDS", "MANDATES", "OWNS", "PART_OF", "REPORTS_TO", "STEERS")
    assert found.rows[0] == ("c", "C", "regional", "all", False, open_, ("f", "g", "j"), ("r:steers:c",))


def test_gatekeepers_of_only_the_certain_chains_are_told_apart() -> None:
    nodes = [node(id_) for id_ in "abcd"]
    edges = [
        edge("a", "STEERS", "b"),
        edge("b", "STEERS", "d"),
        edge("a", "STEERS", "c"),
        edge("c", "STEERS", "d", since="2021"),
    ]
    found = gatekeepers(graph(nodes, edges), "a", "d", on=DAY)

    assert [(each.node, each.of) for each in found] == [("b", "certain")]
    assert found.smallest_cut == ("b", "c")


def test_no_gatekeeper_and_no_chain_are_told_apart() -> None:
    straight = gatekeepers(chain("a", "b"), "a", "b", "voice", on=DAY)
    apart = gatekeepers(chain("a", "b"), "a", "b", "authority", on=DAY)

    assert (straight.joined, len(straight), straight.smallest_cut) == (True, 0, None)
    assert (apart.joined, len(apart), apart.smallest_cut) == (False, 0, ())


def test_who_holds_all_chains_to_the_national_level() -> None:
    nodes = [node("n1", level="national"), node("n2", level="national")]
    nodes += [node(id_) for id_ in ("hub", "side")] + [node(id_, level="local") for id_ in ("x", "y", "z")]
    pairs = [("x", "hub"), ("y", "hub"), ("hub", "n1"), ("hub", "n2"), ("z", "side"), ("z", "hub"), ("side", "n2")]
    found = gatekeepers_to_national(graph(nodes, [edge(a, "REPORTS_TO", b) for a, b in pairs]), on=DAY)

    assert found.linked == ("hub", "side", "x", "y", "z")
    assert found.held == {"hub": ("x", "y"), "n2": ("side",)}
    assert [row[:6] for row in found.rows] == [
        ("hub", "Hub", "regional", 2, 2, 5),
        ("n2", "N2", "national", 1, 0, 5),
    ]
    down = gatekeepers_to_national(graph(nodes, [edge(a, "REPORTS_TO", b) for a, b in pairs]), "authority", on=DAY)
    assert down.held == found.held


# --- what answers rest on ---------------------------------------------------------------------------------------


def test_the_firmest_chain_is_not_always_the_shortest() -> None:
    nodes = [node(id_) for id_ in "abcd"]
    guess = {"confidence": "inferred", "reasoning": "It met there."}
    edges = [
        edge("a", "STEERS", "d", **guess),
        edge("a", "STEERS", "b"),
        edge("b", "STEERS", "c"),
        edge("c", "STEERS", "d"),
    ]
    found = grounds(graph(nodes, edges), "a", "d", on=DAY)

    assert found.firmest is not None
    assert found.firmest.nodes == tuple("abcd")
    assert (found.by_stated, found.by_certain, found.by_firm) == (True, True, True)
    assert not found.hangs_on_inferred
    assert found.rows == ()


def test_an_answer_that_hangs_on_an_inferred_tie_says_on_which() -> None:
    found = grounds(crossroads(), "village", "network", on="2021-04-01")

    assert found.hangs_on_inferred
    assert found.hangs_on_possible
    assert [(each.hop.edge.id, each.inferred, each.possible, each.indispensable) for each in found.weaknesses] == [
        ("village:member-of:council", True, False, True),
        ("council:mandates:network", False, True, True),
    ]
    assert found.rows[0] == (
        *("village:member-of:council", "Village", "MEMBER_OF", "Council"),
        *(True, False, True, "Neighbours are."),
    )


def test_without_a_chain_nothing_hangs_on_anything() -> None:
    found = grounds(crossroads(), "network", "village", on=DAY)

    assert found.firmest is None
    assert not found.hangs_on_inferred


# --- laws -------------------------------------------------------------------------------------------------------

KINDS_DRAWN = ("Municipality", "Committee", "Strategy", "County")


@st.composite
def surveyed_worlds(draw: st.DrawFn) -> Graph:
    """Draw nodes of a few kinds, edges between them and surveys of some of their lists."""
    ids = [f"n{number}" for number in range(draw(st.integers(2, 5)))]
    nodes = [node(id_, draw(st.sampled_from(KINDS_DRAWN)), "local") for id_ in ids]
    types = st.sampled_from(("STEERS", "FOLLOWS_UP", "PART_OF", "MEMBER_OF"))
    edges = {}
    for tail, kind, head in draw(
        st.lists(st.tuples(st.sampled_from(nodes), types, st.sampled_from(nodes)), max_size=6)
    ):
        if fits(tail, kind, head):
            drawn = edge(tail.id, kind, head.id)
            edges[drawn.id] = drawn
    lists = st.tuples(st.sampled_from(ids), types, st.sampled_from(("from", "to")), st.booleans())
    surveys = {
        f"{id_}-{kind}-{side}-{some}": survey(id_, kind, side, id=f"s{number}", kinds=KINDS_DRAWN[:2] if some else ())
        for number, (id_, kind, side, some) in enumerate(draw(st.lists(lists, max_size=24)))
    }
    return graph(nodes, list(edges.values()), list(surveys.values()))


def fits(tail: Node, kind: str, head: Node) -> bool:
    return tail.kind in EDGE_KINDS[kind].from_kinds and head.kind in EDGE_KINDS[kind].to_kinds


def listed(record: Graph, new: Edge, nodes: dict[str, Node]) -> bool:
    """Tell whether a survey says that an edge that is not recorded is not there."""
    return any(
        each.type == new.type
        and each.node == (new.from_id if each.side == "from" else new.to_id)
        and (not each.kinds or nodes[new.to_id if each.side == "from" else new.from_id].kind in each.kinds)
        for each in record.surveys.values()
    )


@settings(max_examples=150, deadline=None)
@given(surveyed_worlds(), st.sampled_from(("authority", "voice", "any")), st.data())
def test_a_gap_stays_a_gap_whatever_is_added_that_no_survey_rules_out(
    record: Graph, flow: str, data: st.DataObject
) -> None:
    source, target = data.draw(st.permutations(sorted(record.nodes)))[:2]
    kinds = ("STEERS", "FOLLOWS_UP", "PART_OF", "MEMBER_OF")
    state = coverage(record, [source], [target], flow, on=DAY, kinds=kinds)[source, target].state
    # A survey of some kinds says nothing of the others: a body or instrument of any kind may stand in between.
    unnamed = (*KINDS_DRAWN, "Network", "Plan", "Programme", "Agreement")
    strangers = [node(f"stranger-{kind.lower()}", kind, "local") for kind in unnamed]
    nodes = {**record.nodes, **{each.id: each for each in strangers}}
    every = [
        edge(tail.id, kind, head.id)
        for tail in nodes.values()
        for kind in kinds
        for head in nodes.values()
        if fits(tail, kind, head)
    ]
    new = [each for each in every if each.id not in record.edges and not listed(record, each, nodes)]
    fullest = Graph(nodes.values(), [*record.edges.values(), *new], record.sources.values())

    reachable = nx.has_path(influence_network(fullest.at(DAY), flow), source, target)
    recorded = bool(influence_paths(record, source, target, flow, on=DAY, k=1))
    assert state == ("covered" if recorded else "not surveyed" if reachable else "gap")


@settings(max_examples=60, deadline=None)
@given(surveyed_worlds(), st.integers(1, 3), st.data())
def test_the_longest_chain_that_counts_bounds_what_may_be_there_too(
    record: Graph, longest: int, data: st.DataObject
) -> None:
    source, target = data.draw(st.permutations(sorted(record.nodes)))[:2]
    bounded = coverage(record, [source], [target], "any", on=DAY, longest=longest)[source, target]
    free = coverage(record, [source], [target], "any", on=DAY)[source, target]

    assert len(bounded.chain) <= longest
    if free.state == "gap":
        assert bounded.state == "gap"
    if bounded.state == "covered":
        assert free.state == "covered"


@settings(max_examples=60, deadline=None)
@given(surveyed_worlds(), st.sampled_from(("authority", "voice", "any")), st.data())
def test_covered_means_that_there_is_a_chain(record: Graph, flow: str, data: st.DataObject) -> None:
    source, target = data.draw(st.permutations(sorted(record.nodes)))[:2]
    cell = coverage(record, [source], [target], flow, on=DAY)[source, target]
    found = influence_paths(record, source, target, flow, on=DAY, k=1)

    assert (cell.state == "covered") == bool(found)
    assert len(cell.chain) == (found[0].length if found else 0)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), min_size=5, max_size=14, unique=True))
def test_gatekeepers_are_exactly_the_nodes_without_which_there_is_no_chain(pairs: list[tuple[str, str]]) -> None:
    record = graph([node(id_) for id_ in "abcdef"], [edge(tail, "STEERS", head) for tail, head in pairs])
    network = influence_network(record.at(DAY), "authority")
    found = gatekeepers(record, "a", "b", "authority", on=DAY)
    expected = set()
    if nx.has_path(network, "a", "b"):
        expected = {id_ for id_ in "cdef" if not nx.has_path(network.subgraph(set("abcdef") - {id_}), "a", "b")}

    assert {each.node for each in found} == expected
    for each in found:
        leaving = {(arc[0], arc[1]) for arc in network.edges() if arc[0] in each.around and arc[1] not in each.around}
        assert "a" in each.around
        assert "b" not in each.around
        assert {head for _, head in leaving} == {each.node}


def test_kinds_drawn_are_kinds() -> None:
    assert set(KINDS_DRAWN) <= set(KINDS)


# --- how answers show themselves ------------------------------------------------------------------------------------


def test_gatekeepers_and_grounds_say_what_was_asked() -> None:
    held = gatekeepers(crossroads(), "village", "network", on=DAY)
    firm = grounds(crossroads(), "village", "network", on=DAY)

    assert held.title("en") == "All recorded chains of authority or voice Village → Network pass (1 November 2021)"
    assert "Council" in held.as_text("en")
    assert firm.title() == "Hva svaret hviler på: styring eller medvirkning Village → Network (1. november 2021)"
    assert firm.rests_on("village:member-of:council") == ("village:member-of:council",)
    assert (
        gatekeepers(crossroads(), "village", "town", on="2023-06-01").title().startswith("Alle registrerte kjeder av")
    )


def test_answers_refuse_rows_that_they_do_not_have() -> None:
    answers = [
        (gatekeepers(crossroads(), "village", "network", on=DAY), "town"),
        (gatekeepers_to_national(crossroads(), on=DAY), "town"),
        (grounds(crossroads(), "village", "network", on=DAY), "town"),
        (coverage(crossroads(), ["strategy"], on=DAY), "town"),
    ]
    for answer, key in answers:
        with pytest.raises(UnknownIdError):
            answer.rests_on(key, key)


# --- what only complete lists prove -----------------------------------------------------------------------------


def closed(record: Graph, *left_open: tuple[str, str, str]) -> Graph:
    """Return the record with every list of every node complete, but for some (node, type, side)."""
    lists = [
        survey(id_, type_, side)
        for id_ in record.nodes
        for type_ in EDGE_KINDS
        for side in ("from", "to")
        if (id_, type_, side) not in left_open
    ]
    return Graph(record.nodes.values(), record.edges.values(), record.sources.values(), lists)


def three() -> Graph:
    """Return a and b, of which only the middle one carries the voice of the one to the other, and steers the one."""
    nodes = [node("a", level="local"), node("middle"), node("b", level="national")]
    return graph(nodes, [edge("a", "REPORTS_TO", "middle"), edge("middle", "REPORTS_TO", "b")])


def test_a_gatekeeper_is_proven_only_where_no_list_is_open_that_a_way_round_could_stand_on() -> None:
    def proven(record: Graph) -> list[bool]:
        return [each.proven for each in gatekeepers(record, "a", "b", "voice", on=DAY)]

    assert proven(three()) == [False]
    assert proven(closed(three())) == [True]
    one_end = ("a", "MEMBER_OF", "from")  # whoever a is a member of, it has no way on to b, whose lists are complete
    assert proven(closed(three(), one_end)) == [True]
    assert proven(closed(three(), one_end, ("b", "MEMBER_OF", "to"))) == [False]
    assert proven(closed(three(), ("middle", "MEMBER_OF", "from"))) == [True]  # another way out of it is none round it


def test_a_sole_broker_and_a_head_are_proven_where_lists_are_complete() -> None:
    record = three()
    for known, pairs, heads in (
        (record, (), ()),
        (closed(record), (("a", "b"),), ("b",)),
        (closed(record, ("a", "MEMBER_OF", "from"), ("b", "MEMBER_OF", "to")), (), ("b",)),
        (closed(record, ("b", "STEERS", "to")), (("a", "b"),), ()),
    ):
        brokers = brokerage_between_levels(known, "voice", on=DAY)
        assert brokers.only_broker("middle") == (("a", "b"),)
        assert brokers.proven("middle") == pairs
        command = chain_of_command(known, on=DAY)
        assert (command.heads, command.proven) == (("b",), heads)
    assert command.unsurveyed("b") == ("STEERS",)


def test_a_gap_is_proven_by_the_rules_of_chains() -> None:
    nodes = [node("a", level="national"), node("low", level="local"), node("b", level="national")]
    record = graph(nodes, [edge("low", "MEMBER_OF", "b")])
    ends = [("a", "MEMBER_OF", "from"), ("low", "MEMBER_OF", "to")]

    found = coverage(closed(record, *ends), ["a"], ["b"], "voice", on=DAY, kinds=["MEMBER_OF"], longest=2)
    assert found["a", "b"].state == "gap"  # a as a member of low: voice would go down and up again, a valley
