"""Chains of influence: which are found, in which order, how they read, and what is said when there is none."""

# mypy: disable-error-code="arg-type, misc"

from __future__ import annotations

import sys
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from graphs import chain, crossroads, edge, empty, graph, graphs, node, renamed
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.analysis import influence_network, influence_paths, search
from graphmodel.analysis import paths as paths_module
from graphmodel.errors import AnalysisError, UnknownIdError
from graphmodel.model import Graph, Run, Seat
from graphmodel.period import Bounds, Grade, Validity

if TYPE_CHECKING:
    from types import FrameType

DAY = "2021-11-01"


def test_a_chain_tells_each_tie_its_direction_period_and_source() -> None:
    (path,) = influence_paths(crossroads(), "village", "network", on=DAY)

    assert path.nodes == ("village", "council", "network")
    assert path.edges == ("village:member-of:council", "council:mandates:network")
    assert [(hop.tail, hop.head, hop.flows, hop.back) for hop in path.hops] == [
        ("village", "council", ("voice",), False),
        ("council", "network", ("authority",), False),
    ]
    assert path.validity is Validity.YES
    assert path.bounds == Bounds(date(2021, 3, 1), date(2021, 5, 31), date(2023, 1, 1), date(2023, 1, 1))
    assert path.inferred == ("village:member-of:council",)
    assert [str(citation) for citation in path.citations] == ["minutes"]
    assert path.length == 2


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("nb", "Village er medlem av Council (slutning), som gir mandat til Network."),
        ("en", "Village is a member of Council (inferred), which mandates Network."),
    ],
)
def test_a_chain_reads_aloud(lang: str, sentence: str) -> None:
    (path,) = influence_paths(crossroads(), "village", "network", on=DAY)

    assert path.sentence(lang) == sentence


def test_a_tie_that_carries_authority_backward_reads_the_way_authority_runs() -> None:
    (path,) = influence_paths(crossroads(), "strategy", "network", "authority", on=DAY)

    assert path.hops[0].back
    assert path.sentence() == "Strategy følges opp av Network."
    assert not influence_paths(crossroads(), "network", "strategy", "authority", on=DAY)


def test_a_chain_that_possibly_held_says_so() -> None:
    found = influence_paths(crossroads(), "council", "network", on="2021-04-01")

    assert found.certain == ()
    assert [path.edges for path in found.possible] == [("council:mandates:network",)]
    assert found[0].sentence() == "Council gir mandat til Network (muligens)."


def test_two_ties_side_by_side_give_two_chains() -> None:
    town, board = node("town", "Municipality", "local"), node("board")
    terms = [
        edge("town", "LEADS", "board", since="2019-01-01", until="2020-12-31"),
        edge("town", "LEADS", "board", id="town:leads:board:2", since="2021-01-01"),
        edge("town", "SECRETARIAT_FOR", "board"),
    ]
    both = graph([town, board], terms)

    assert [path.edges for path in influence_paths(both, "town", "board", on="2020-12-31")] == [
        ("town:leads:board",),
        ("town:secretariat-for:board",),
    ]
    assert [path.edges for path in influence_paths(both, "town", "board", on="2021-01-01")] == [
        ("town:leads:board:2",),
        ("town:secretariat-for:board",),
    ]
    assert len(influence_paths(both, "town", "board")) == 3


def test_of_equally_short_chains_the_certain_come_before_the_possible_and_the_stated_before_the_inferred() -> None:
    nodes = [node(id_) for id_ in ("a", "d", "m1", "m2", "m3")]
    edges = [edge(tail, "STEERS", head) for tail, head in (("a", "m3"), ("m1", "d"), ("m2", "d"), ("m3", "d"))]
    edges += [edge("a", "STEERS", "m1", since="2021")]
    edges += [edge("a", "STEERS", "m2", confidence="inferred", reasoning="Minutes hint at it.")]
    found = influence_paths(graph(nodes, edges), "a", "d", on="2021-06-01")

    assert [path.nodes[1] for path in found] == ["m3", "m2", "m1"]


def test_waypoints_are_passed_in_order() -> None:
    ways = [("a", "b"), ("b", "c"), ("c", "d"), ("a", "c"), ("c", "b"), ("b", "d")]
    square = graph([node(id_) for id_ in "abcd"], [edge(tail, "STEERS", head) for tail, head in ways])

    def nodes(*via: str) -> list[str]:
        return ["".join(path.nodes) for path in influence_paths(square, "a", "d", via=via, on=DAY)]

    assert nodes() == ["abd", "acd", "abcd", "acbd"]
    assert nodes("b") == ["abd", "abcd", "acbd"]
    assert nodes("b", "c") == ["abcd"]
    assert nodes("c", "b") == ["acbd"]


def test_nothing_barred_is_used() -> None:
    def edges(**asked: object) -> list[str]:
        return [id_ for path in influence_paths(crossroads(), "town", "network", on=DAY, **asked) for id_ in path.edges]

    through_council = ["town:member-of:council", "council:mandates:network"]
    assert edges() == ["town:leads:network", *through_council]
    assert edges(without=["LEADS"]) == through_council
    assert edges(without="town:leads:network") == through_council
    assert edges(without=["council"]) == ["town:leads:network"]
    assert edges(kinds=["MEMBER_OF", "MANDATES"]) == through_council
    assert edges(kinds="LEADS") == ["town:leads:network"]


def test_ties_that_never_hold_together_make_no_chain() -> None:
    nodes = [node(id_) for id_ in "abc"]
    early = edge("a", "STEERS", "b", since="2019", until="2020-06-30")
    apart = graph(nodes, [early, edge("b", "STEERS", "c", since="2020-07-01")])
    touching = graph(nodes, [early, edge("b", "STEERS", "c", since="2020-06-30")])

    assert not influence_paths(apart, "a", "c")
    (path,) = influence_paths(touching, "a", "c", mode="overlap")
    assert path.bounds == Bounds(date(2020, 6, 30), date(2020, 6, 30), date(2020, 7, 1), date(2020, 7, 1))
    assert path.validity is Validity.YES
    assert path.title() == "Styring eller medvirkning: A → C (30. juni 2020)"


def test_a_chain_in_time_is_only_possible_when_no_day_is_sure() -> None:
    loose = graph([node("a"), node("b")], [edge("a", "STEERS", "b", since="2019", until="2019")])

    assert influence_paths(loose, "a", "b")[0].validity is Validity.POSSIBLY


def test_the_whole_record_finds_chains_of_every_time() -> None:
    nodes = [node(id_) for id_ in "abcd"]
    edges = [
        edge("a", "STEERS", "b", until="2018-12-31"),
        edge("b", "STEERS", "d", until="2018-12-31"),
        edge("a", "STEERS", "c", since="2020-01-01"),
        edge("c", "STEERS", "d", since="2020-01-01"),
    ]

    assert [path.nodes[1] for path in influence_paths(graph(nodes, edges), "a", "d")] == ["b", "c"]
    assert len(influence_paths(graph(nodes, edges), "a", "d", k=1)) == 1


def test_an_edge_that_is_only_called_for_is_never_part_of_a_chain() -> None:
    found = influence_paths(crossroads(), "association", "network", on=DAY)

    assert not found
    assert found.missing is not None
    assert found.missing.called_for == ("association:cooperates-with:network",)
    assert "Etterlyst, men ikke registrert: Association samarbeider med Network" in found.as_text()


def test_a_place_passes_nothing_on() -> None:
    nodes = [
        node("parliament", "StateBody", "national"),
        node("county", "County"),
        node("town", "Municipality", "local"),
    ]
    edges = [edge("parliament", "ESTABLISHED", "county"), edge("town", "PART_OF", "county")]

    assert influence_paths(graph(nodes, edges), "parliament", "county", on=DAY)
    assert not influence_paths(graph(nodes, edges), "parliament", "town", on=DAY)


def test_a_tie_from_a_body_to_itself_is_no_step() -> None:
    looped = graph(
        [node("a"), node("b")], [edge("a", "STEERS", "a"), edge("a", "STEERS", "b"), edge("b", "STEERS", "b")]
    )

    assert [path.edges for path in influence_paths(looped, "a", "b", on=DAY)] == [("a:steers:b",)]


def test_without_a_chain_the_answer_says_how_far_it_gets_and_what_lies_between() -> None:
    found = influence_paths(crossroads(), "ministry", "town", "authority", on=DAY)

    assert found.missing is not None
    assert found.missing.nearest == ("network",)
    assert found.missing.onward == ()
    assert found.missing.ties == ("town:leads:network",)
    assert found.lines("en") == [
        "No recorded chain of authority from Ministry to Town (1 November 2021).",
        "Influence gets as far as: Network.",
        "Recorded, but does not carry it on: Town leads Network [town:leads:network].",
    ]


def test_without_a_chain_the_answer_tells_of_one_at_another_time_and_of_ends_that_are_not_there() -> None:
    found = influence_paths(crossroads(), "village", "network", on="2019-12-31")

    assert found.missing is not None
    assert found.missing.absent == ("network",)
    assert found.missing.elsewhen == Bounds(date(2021, 3, 1), date(2021, 5, 31), date(2023, 1, 1), date(2023, 1, 1))
    when = "fra 31. mai 2021 til 31. desember 2022 (muligens fra 1. mars 2021 til 31. desember 2022)"
    assert found.lines()[1:] == [
        "Network finnes ikke denne dagen (fra våren 2021).",
        f"En kjede finnes på et annet tidspunkt: {when}.",
    ]


def test_without_a_chain_past_a_waypoint_the_answer_names_the_stretch() -> None:
    found = influence_paths(crossroads(), "town", "network", on=DAY, via=["board"])

    assert found.missing is not None
    assert found.missing.leg == ("town", "board")
    assert found.missing.unbarred
    assert "Det stanser på strekningen Town → Board." in found.lines()


def test_names_are_those_of_the_day() -> None:
    record = renamed()
    board = node("board")
    both = Graph([*record.nodes.values(), board], [edge("board", "STEERS", "network")], record.sources.values())

    sentences = [
        influence_paths(both, "board", "network", on=day)[0].sentence() for day in ("2021-07-01", "2022-01-01")
    ]
    assert sentences == ["Board styrer Before.", "Board styrer After."]


def test_the_graph_of_a_day_answers_for_its_day_only() -> None:
    now = crossroads().at(DAY)

    assert influence_paths(now, "board", "network").day == date(2021, 11, 1)
    with pytest.raises(AnalysisError, match="graph of 2021-11-01: ask the whole record about 2022-01-01"):
        influence_paths(now, "board", "network", on="2022-01-01")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"k": 0}, "k is 0: expected how many chains to find, 1 or more"),
        ({"k": True}, "k is True"),
        ({"target": "town"}, "'town' is both ends"),
        ({"flow": "voise"}, "unknown flow 'voise'.*did you mean 'voice'"),
        ({"mode": "day"}, "unknown mode 'day': expected on-day or overlap"),
        ({"mode": "overlap", "on": DAY}, "either a day, or chains whose ties overlap"),
        ({"on": "1821-11-01"}, "1821-11-01 lies outside the record, whose dates run from 2019-01-01 to 2025-12-31"),
        ({"on": "2500-01-01"}, "2500-01-01 lies outside the record"),
        ({"kinds": ["MEMBEROF"]}, "unknown kind of edge 'MEMBEROF'; did you mean 'MEMBER_OF'"),
        ({"without": ["MEMBEROF"]}, "unknown kind of edge 'MEMBEROF'"),
        ({"without": ["town"]}, "'town' is to be passed and barred at once"),
        ({"via": ["council", "council"]}, "'council' is given twice"),
        ({"via": ["network"]}, "'network' is given twice"),
    ],
)
def test_what_cannot_be_asked_is_refused(asked: dict[str, object], message: str) -> None:
    given = {"source": "town", "target": "network", **asked}
    with pytest.raises(AnalysisError, match=message):
        influence_paths(crossroads(), **given)


@pytest.mark.parametrize("asked", [{"source": "twon"}, {"target": "twon"}, {"via": ["twon"]}, {"without": ["twon"]}])
def test_an_unknown_id_is_refused_with_the_nearest(asked: dict[str, object]) -> None:
    given = {"source": "village", "target": "network", **asked}
    with pytest.raises(UnknownIdError, match="'twon'; did you mean 'town'"):
        influence_paths(crossroads(), **given)


def test_an_empty_graph_has_no_ids() -> None:
    with pytest.raises(UnknownIdError, match="no node, edge or source has the id 'a'"):
        influence_paths(empty(), "a", "b")


def test_chains_show_themselves_as_text_and_html_with_everything_escaped() -> None:
    nodes = [node("a", name="<b>A & B</b>"), node("b")]
    shown = influence_paths(graph(nodes, [edge("a", "STEERS", "b")]), "a", "b", on=DAY)._repr_mimebundle_()

    assert shown["text/plain"].startswith(
        "Styring eller medvirkning: <b>A & B</b> → B (1. november 2021)\n\n1. <b>A & B"
    )
    assert "<b>A" not in shown["text/html"]
    assert "&lt;b&gt;A &amp; B&lt;/b&gt; styrer B." in shown["text/html"]


def test_rows_have_a_line_for_each_step_with_its_source() -> None:
    found = influence_paths(crossroads(), "village", "network", on=DAY)

    assert found.to_dicts()[1] == {
        "path": 1,
        "step": 2,
        "from": "council",
        "from_name": "Council",
        "reads": "MANDATES",
        "to": "network",
        "to_name": "Network",
        "role": None,
        "since": "2019-11-29",
        "until": None,
        "validity": "yes",
        "grade": "certain",
        "confidence": "stated",
        "edge": "council:mandates:network",
        "citations": ("minutes",),
    }
    assert found.rests_on(1) == ("village:member-of:council", "council:mandates:network")
    assert found.rests_on(1, 2) == ("council:mandates:network",)
    with pytest.raises(UnknownIdError):
        found.rests_on(2)


# --- laws -------------------------------------------------------------------------------------------------------


def _runs(record: Graph, flow: str) -> nx.MultiDiGraph[str]:
    """Return the influence of a record, written out once more from the flows of the schema."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_nodes_from(record.nodes)
    for each in record.ties.values():
        for carried, run in each.flows.items():
            ends = {Run.FORWARD: [(each.from_id, each.to_id)], Run.BACKWARD: [(each.to_id, each.from_id)]}
            ends[Run.BOTH] = ends[Run.FORWARD] + ends[Run.BACKWARD]
            for tail, head in ends[run] if flow in (carried, "any") else ():
                heard = not isinstance(each, Seat) or each.capacity != "appoints"
                if tail != head and record.nodes[tail].passes_on and heard:
                    network.add_edge(tail, head, key=each.id, flow=carried)
    return network


def _chains(record: Graph, flow: str, day: str | None = None) -> list[list[tuple[str, str, str]]]:
    """Return all chains from a to b in a small world, all of one level, written out once more from the rules."""
    network = _runs(record.at(day) if day else record, flow)

    def runs_on(path: list[tuple[str, str, str]]) -> bool:
        flows = "".join(network.edges[arc]["flow"][0] for arc in path)
        last_steps = [record.edges[key].type == "COOPERATES_WITH" for _, _, key in path[:-1]]
        return not any(last_steps) and "av" not in flows

    return [path for path in nx.all_simple_edge_paths(network, "a", "b") if runs_on(path)]


def _rank(record: Graph, path: list[tuple[str, str, str]]) -> tuple[object, ...]:
    """Return what chains are sorted by: own ties first, then the surest, then the shortest."""
    grades = [record.grade(key, DAY) for _, _, key in path]
    doubts = tuple(grades.count(grade) for grade in (Grade.POSSIBLE, Grade.INFERRED, Grade.PRESUMED))
    return len(path) > 1, -min(grades), doubts, len(path)


@settings(max_examples=40)
@given(graphs(), st.sampled_from(("authority", "voice", "any")), st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_the_network_has_exactly_the_arcs_that_the_schema_gives(record: Graph, flow: str, day: date) -> None:
    network = influence_network(record.at(day), flow)

    assert set(network.edges(keys=True)) == set(_runs(record.at(day), flow).edges(keys=True))


@st.composite
def _small_worlds(draw: st.DrawFn) -> Graph:
    """Draw committees with many ties between them."""
    ids = "abcdef"
    pairs = draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), min_size=4, max_size=14))
    edges = {}
    for tail, head in pairs:
        kind = draw(st.sampled_from(("STEERS", "MEMBER_OF", "COOPERATES_WITH", "REPORTS_TO")))
        id_ = f"{tail}:{kind.lower().replace('_', '-')}:{head}"
        since = draw(st.sampled_from((None, "2019", "2021", "2021-06-15")))
        until = draw(st.sampled_from((None, "2021", "2022-12-31"))) if since else None
        edges[id_] = edge(tail, kind, head, since=since, until=until)
    return graph([node(id_) for id_ in ids], list(edges.values()))


@settings(max_examples=60)
@given(_small_worlds(), st.sampled_from(("authority", "voice", "any")))
def test_the_chains_found_are_the_best_of_all_there_are(record: Graph, flow: str) -> None:
    every = sorted(_chains(record, flow, DAY), key=lambda path: _rank(record, path))
    found = influence_paths(record, "a", "b", flow, on=DAY, k=6)

    arcs = [tuple((hop.tail, hop.head, hop.edge.id) for hop in path.hops) for path in found]
    assert [_rank(record, list(path)) for path in arcs] == [_rank(record, path) for path in every[:6]]
    assert set(arcs) <= {tuple(path) for path in every}
    assert len(set(arcs)) == len(arcs)


@settings(max_examples=60)
@given(_small_worlds())
def test_chains_in_time_are_those_whose_ties_all_overlap(record: Graph) -> None:
    def common(path: list[tuple[str, str, str]]) -> Bounds:
        bounds = Bounds()
        for _, _, key in path:
            bounds &= record.bounds(key)
        return bounds

    every = [path for path in _chains(record, "any") if common(path).possible]
    found = influence_paths(record, "a", "b", k=6)

    assert [path.length for path in found] == sorted(map(len, every))[:6]
    assert all(path.bounds.possible for path in found)
    assert all((path.validity is Validity.YES) == path.bounds.certain for path in found)


@settings(max_examples=60)
@given(_small_worlds(), st.permutations("cde"), st.integers(1, 2))
def test_waypoints_only_leave_chains_out(record: Graph, via: list[str], count: int) -> None:
    stops = via[:count]
    every = _chains(record, "any", DAY)
    heads = [[arc[1] for arc in path] for path in every]
    wanted = [path for path in heads if [id_ for id_ in path if id_ in stops] == stops]
    found = influence_paths(record, "a", "b", on=DAY, k=4, via=stops)

    assert len(found) == min(4, len(wanted))
    assert all([id_ for id_ in path.nodes if id_ in stops] == stops for path in found)


@settings(max_examples=40)
@given(_small_worlds(), st.integers(1, 5))
def test_asking_for_more_chains_keeps_those_found_before(record: Graph, k: int) -> None:
    few = influence_paths(record, "a", "b", on=DAY, k=k)
    more = influence_paths(record, "a", "b", on=DAY, k=k + 1)

    assert [path.edges for path in few] == [path.edges for path in more][:k]


@settings(max_examples=40)
@given(_small_worlds())
def test_every_chain_hangs_together_and_is_as_sure_as_its_least_sure_tie(record: Graph) -> None:
    for path in influence_paths(record, "a", "b", on=DAY):
        assert path.nodes[0] == "a"
        assert path.nodes[-1] == "b"
        assert all(before.head == after.tail for before, after in pairwise(path.hops))
        assert path.validity is min(record.validity(id_, DAY) for id_ in path.edges)
        assert path.bounds.at(date(2021, 11, 1)) is path.validity


@settings(max_examples=40)
@given(graphs(), st.data())
def test_any_two_nodes_of_any_graph_get_an_answer(record: Graph, data: st.DataObject) -> None:
    if len(record.nodes) < 2:
        return
    source, target = data.draw(st.permutations(sorted(record.nodes)))[:2]
    found = influence_paths(record, source, target, on=data.draw(st.dates(date(2010, 1, 1), date(2015, 1, 1))))

    assert bool(found) == (found.missing is None)
    assert found.as_text()
    assert found.lines()


def test_a_row_of_reports_carries_voice_up_and_authority_down() -> None:
    record = chain("a", "b", "c")

    assert influence_paths(record, "a", "c", "voice", on=DAY)[0].nodes == ("a", "b", "c")
    assert influence_paths(record, "c", "a", "authority", on=DAY)[0].nodes == ("c", "b", "a")
    assert not influence_paths(record, "a", "c", "authority", on=DAY)


def test_waypoints_that_only_walks_in_circles_pass_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_CANDIDATES", 16)
    ways = [("a", "hub"), ("hub", "b"), ("b", "hub"), ("hub", "c")]
    edges = [
        edge(tail, "STEERS", head, id=f"{tail}:steers:{head}:{number}") for tail, head in ways for number in range(3)
    ]
    record = graph([node(id_) for id_ in ("a", "hub", "b", "c")], edges)

    with pytest.raises(
        AnalysisError, match="16 walks from a to c come by some node twice, or run backward in time, before 1 chains"
    ):
        influence_paths(record, "a", "c", on=DAY, via=["b"], k=1)
    monkeypatch.setattr(search, "_CANDIDATES", 4096)
    assert not influence_paths(record, "a", "c", on=DAY, via=["b"], k=1)


def test_a_question_about_paths_enters_few_files() -> None:
    entered: set[str] = set()
    here = str(Path(paths_module.__file__).parents[1])

    def note(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code.co_name != "<module>" and frame.f_code.co_filename.startswith(here):
            entered.add(frame.f_code.co_filename)

    record = crossroads()
    sys.setprofile(note)
    try:
        text = influence_paths(record, "village", "network", on=DAY).as_text("en")
    finally:
        sys.setprofile(None)
    assert "Village is a member of Council" in text
    assert len(entered) <= 18
