"""What an answer may claim: the laws of time, sureness, seats and chains on any graph, and some of the record."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import combinations, pairwise, permutations, product
from typing import TYPE_CHECKING, Any

import pytest
import shipped_record
from graphs import edge, graph, graphs, node
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graphmodel.analysis import brokerage_between_levels, coverage, gatekeepers, influence_paths, sensitivity
from graphmodel.analysis.distances import best_chains, gatekeepers_from, gatekeepers_to
from graphmodel.analysis.influence import influence
from graphmodel.analysis.scenario import scenario
from graphmodel.analysis.search import grade_of
from graphmodel.errors import AnalysisError, ModelError
from graphmodel.model import Body, Citation, Committee, Graph, ReportsTo, Seat, Source, SucceededBy
from graphmodel.period import UNKNOWN, Grade, Validity, parse, span
from graphmodel.schema import LEVELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graphmodel.analysis.rules import Arc
    from graphmodel.model import Edge, Level, Node

DAY = date(2021, 12, 1)
FLOWS = ("voice", "authority", "any")
few = settings(max_examples=25, deadline=None)
flows = st.sampled_from(FLOWS)


def all_chains(graph: Graph, flow: str) -> Iterator[tuple[Arc, ...]]:
    """Yield the best chain of every pair of nodes on the day."""
    ways = influence(graph.at(DAY), flow)
    for source in ways.graph.nodes:
        tree = ways.tree(source)
        yield from (tree.chain(target) for target in tree)


def grades(graph: Graph, flow: str) -> dict[tuple[str, str], Grade]:
    return {(chain[0].tail, chain[-1].head): grade_of(chain) for chain in all_chains(graph, flow)}


def moments(graph: Graph, statement: Node | Edge) -> list[Any]:
    """Return when sources describe a statement, read from its fields anew."""
    if statement.as_of:
        return [span(statement.as_of)]
    cited = [graph.sources[citation.source] for citation in statement.cites]
    return [span(text) for source in cited if (text := source.as_of or source.published)]


# --- 1. certain ---------------------------------------------------------------------------------------------------


@few
@given(graphs(), flows)
def test_nothing_certain_rests_on_what_is_inferred_undated_before_it_was_seen_or_old(graph: Graph, flow: str) -> None:
    for chain in all_chains(graph, flow):
        if grade_of(chain) is Grade.CERTAIN:
            for edge in (arc.edge for arc in chain):
                seen = moments(graph, edge)
                assert edge.confidence == "stated"
                assert graph.validity(edge.id, DAY) is Validity.YES
                assert max(each.earliest for each in seen) >= date(DAY.year - 4, DAY.month, DAY.day)
                assert edge.since or min(each.latest for each in seen) <= DAY


# --- 2. less sure -------------------------------------------------------------------------------------------------


def coarser(text: str | None) -> str | None:
    """Return the year of a date; a text that is none, or covers more than a year, as it is."""
    if text in (None, "..", UNKNOWN):
        return text
    moment = parse(text)
    return str(moment.earliest.year) if moment.earliest.year == moment.latest.year else text


def seen_before_its_end(statement: Node | Edge) -> str | None:
    """Return when a statement says that it was seen, if it still held then for certain."""
    seen, until = statement.as_of, statement.until
    if seen and until not in (None, UNKNOWN) and parse(seen).latest > parse(until).earliest:
        return None
    return None if until == UNKNOWN else seen


UNDATED = Source(id="zz-undated", title="Undated")
LESS_SURE: dict[str, Callable[[Any], dict[str, Any]]] = {
    "inferred": lambda _: {"confidence": "inferred", "reasoning": "A guess."},
    "dates of a year": lambda each: {"since": coarser(each.since), "until": coarser(each.until)},
    "ended nobody knows when": lambda _: {"until": UNKNOWN, "as_of": None},
    "ended nobody knows when, and seen before": lambda each: {"until": UNKNOWN, "as_of": seen_before_its_end(each)},
    "first day unknown, and never seen": lambda _: {
        "since": None,
        "as_of": None,
        "cites": (Citation(source=UNDATED.id),),
    },
    "seen by nobody": lambda _: {"as_of": None, "cites": (Citation(source=UNDATED.id),)},
}


@few
@given(graphs(), flows, st.sampled_from(sorted(LESS_SURE)), st.data())
def test_a_statement_that_is_less_sure_makes_no_answer_surer(
    graph: Graph, flow: str, how: str, data: st.DataObject
) -> None:
    assume(graph.nodes)
    statements: dict[str, Any] = {**graph.nodes, **graph.edges}
    each = statements[data.draw(st.sampled_from(sorted(statements)))]
    assume(not each.whole_years or how != "dates of a year")  # of a plan a year means all of it
    statements[each.id] = each.model_copy(update=LESS_SURE[how](each))
    nodes, edges = ([statements[id_] for id_ in group] for group in (graph.nodes, graph.edges))
    less = Graph(nodes, edges, [*graph.sources.values(), UNDATED])
    assert_no_surer(less, graph, flow)


@few
@given(graphs(), flows)
def test_sources_without_a_date_make_no_answer_surer(graph: Graph, flow: str) -> None:
    unseen = [source.model_copy(update={"as_of": None, "published": None}) for source in graph.sources.values()]
    assert_no_surer(Graph(graph.nodes.values(), graph.edges.values(), unseen), graph, flow)


@few
@given(graphs(), flows, st.data())
def test_a_tie_less_makes_no_answer_surer(graph: Graph, flow: str, data: st.DataObject) -> None:
    assume(graph.edges)
    gone = data.draw(st.sampled_from(sorted(graph.edges)))
    called = graph.edges[gone].model_copy(update={"status": "called for"})
    less = Graph(graph.nodes.values(), {**graph.edges, gone: called}.values(), graph.sources.values())
    assert_no_surer(less, graph, flow)


def assert_no_surer(less: Graph, graph: Graph, flow: str) -> None:
    """Assert that every chain that is more than possible was as sure, or surer, before.

    What was no may be possible now: that is not surer, but less sure either way.
    """
    before, after = grades(graph, flow), grades(less, flow)
    surer = {pair: grade for pair, grade in after.items() if grade > max(Grade.POSSIBLE, before.get(pair, Grade.NO))}
    assert not surer


@few
@given(graphs(), flows, st.data())
def test_without_a_survey_nothing_is_proven_that_was_not(graph: Graph, flow: str, data: st.DataObject) -> None:
    assume(graph.surveys)
    gone = data.draw(st.sampled_from(sorted(graph.surveys)))
    surveys = [survey for id_, survey in graph.surveys.items() if id_ != gone]
    less = Graph(graph.nodes.values(), graph.edges.values(), graph.sources.values(), surveys)
    ends = list(graph.at(DAY).nodes)
    gaps = [
        {(row[0], row[1]) for row in coverage(each.at(DAY), ends, ends, flow).rows if row[4] == "gap"}
        for each in (graph, less)
    ]
    assert gaps[1] <= gaps[0]
    for source, target in pairwise(ends):
        keepers = [
            {keeper.node for keeper in gatekeepers(each.at(DAY), source, target, flow) if keeper.proven}
            for each in (graph, less)
        ]
        assert keepers[1] <= keepers[0]


@few
@given(graphs(), flows, st.data())
def test_a_tie_less_with_the_lists_that_it_stood_on_proves_nothing_that_was_not(
    graph: Graph, flow: str, data: st.DataObject
) -> None:
    assume(graph.edges)
    gone = graph.edges[data.draw(st.sampled_from(sorted(graph.edges)))]
    stood_on = {(gone.from_id, gone.type, "from"), (gone.to_id, gone.type, "to")}
    surveys = [each for each in graph.surveys.values() if (each.node, each.type, each.side) not in stood_on]
    called = gone.model_copy(update={"status": "called for"})
    ties = {**graph.edges, gone.id: called}.values()
    less = Graph(graph.nodes.values(), ties, graph.sources.values(), surveys)
    ends = list(graph.at(DAY).nodes)
    before, after = ({row[:2]: row[4] for row in coverage(g.at(DAY), ends, ends, flow).rows} for g in (graph, less))
    assert not [pair for pair, state in after.items() if state == "gap" and before[pair] == "not surveyed"]
    for source, target in pairwise(ends):
        was, now = ({k.node: k.proven for k in gatekeepers(g.at(DAY), source, target, flow)} for g in (graph, less))
        assert not [node for node, proven in now.items() if proven and was.get(node) is False]


# --- 3. chains ----------------------------------------------------------------------------------------------------


def moves(graph: Graph, chain: tuple[Arc, ...]) -> list[int]:
    heights = [LEVELS.index(graph.nodes[id_].level) for id_ in (chain[0].tail, *(arc.head for arc in chain))]
    return [(after > before) - (after < before) for before, after in pairwise(heights) if after != before]


@few
@given(graphs(max_nodes=8, max_edges=14), flows)
def test_no_chain_has_a_valley_or_runs_through_what_cannot_act(graph: Graph, flow: str) -> None:
    for chain in all_chains(graph, flow):
        assert (-1, 1) not in pairwise(moves(graph, chain))
        assert flow == "voice" or (1, -1) not in pairwise(moves(graph, chain)) or flow == "any"
        assert all(graph.nodes[arc.tail].passes_on for arc in chain)
        assert len({arc.head for arc in chain} | {chain[0].tail}) == len(chain) + 1
        assert not any(isinstance(graph.nodes[arc.head], arc.edge.ends_at) for arc in chain[:-1])
        assert not any(isinstance(arc.edge, Seat) and arc.edge.capacity == "appoints" for arc in chain)


def spoken_for(graph: Graph, group: str) -> set[str]:
    """Return who belongs to one that a seat is held for, however indirectly."""
    found = {group}
    while (
        more := {
            edge.from_id
            for edge in graph.at(DAY).ties.values()
            if edge.type in ("MEMBER_OF", "PART_OF") and edge.to_id in found
        }
        - found
    ):
        found |= more
    return found


@few
@given(graphs(max_nodes=8, max_edges=14))
def test_no_voice_runs_through_a_seat_that_is_held_for_others(graph: Graph) -> None:
    for chain in all_chains(graph, "voice"):
        for tie in (arc.edge for arc in chain):
            there = [id_ for id_ in getattr(tie, "on_behalf_of", ()) if id_ in graph.at(DAY).nodes]
            if there:
                heard = {tie.from_id}.union(*(spoken_for(graph, group) for group in there))
                assert chain[0].tail in heard


@few
@given(graphs(max_nodes=6, max_edges=14), flows, st.data())
def test_none_of_the_best_chains_breaks_a_rule(graph: Graph, flow: str, data: st.DataObject) -> None:
    now = graph.at(DAY)
    assume(len(now.nodes) > 1)
    source, target = data.draw(st.permutations(sorted(now.nodes)))[:2]
    for path in influence_paths(now, source, target, flow, k=20):
        heights = [LEVELS.index(now.nodes[id_].level) for id_ in path.nodes]
        steps = [(after > before) - (after < before) for before, after in pairwise(heights) if after != before]
        assert (-1, 1) not in pairwise(steps)
        assert len(set(path.nodes)) == len(path.nodes)
        assert all(now.nodes[hop.tail].passes_on for hop in path.hops)
        assert path.grade <= min(now.grade(hop.edge.id) for hop in path.hops)


@few
@given(graphs(max_nodes=6, max_edges=14), flows, st.data())
def test_a_smallest_cut_cuts_all_chains_that_carry_and_nothing_smaller_does(
    graph: Graph, flow: str, data: st.DataObject
) -> None:
    now = graph.at(DAY)
    assume(len(now.nodes) > 1)
    source, target = data.draw(st.permutations(sorted(now.nodes)))[:2]

    ways = influence(now, flow).voiced_by(source)

    def joined(without: Iterable[str]) -> bool:
        gone = set(without)
        return target in ways.only(arc for arc in ways.arcs if gone.isdisjoint(arc.passes)).reached(source)

    others = sorted(set(now.nodes) - {source, target})
    found = gatekeepers(now, source, target, flow)
    assert found.joined == joined(())
    if not found.joined:
        assert found.smallest_cut == ()
    elif found.smallest_cut is None:
        assert joined(others)
    else:
        assert not joined(found.smallest_cut)
        assert all(joined(fewer) for fewer in combinations(others, len(found.smallest_cut) - 1))
    for keeper in found:
        assert keeper.of == "certain" or not joined([keeper.node])
        assert keeper.node not in keeper.around


@few
@given(graphs(max_nodes=8, max_edges=18), st.sampled_from(("voice", "authority")))
def test_gatekeepers_of_many_are_those_without_whom_each_reaches_nobody(graph: Graph, flow: str) -> None:
    now = graph.at(DAY)
    ways = influence(now, flow)
    above = [id_ for id_, each in now.nodes.items() if each.level == "national"]
    below = [id_ for id_ in now.nodes if id_ not in above]

    def joined(each: str, without: str = "") -> bool:
        ends = [([each], above), (above, [each])][flow == "authority"]
        rest = ways.without(without) if without else ways
        return any(
            target in rest.voiced_by(source).reached(source)
            for source, target in product(*ends)
            if without not in {source, target}
        )

    linked, held = (gatekeepers_to(ways, below, above), gatekeepers_from(ways, above, below))[flow == "authority"]
    assert set(linked) == {each for each in below if joined(each)}
    for node_ in now.nodes:
        assert set(held.get(node_, ())) == {each for each in linked if each != node_ and not joined(each, node_)}


@few
@given(graphs(max_nodes=8, max_edges=18), flows)
def test_the_best_chains_of_many_are_as_sure_and_long_as_those_of_each(graph: Graph, flow: str) -> None:
    ways = influence(graph.at(DAY), flow)
    ids = list(ways.graph.nodes)
    chains = {(a, b): ways.tree(a).chain(b) for a, b in permutations(ids, 2)}
    one_by_one = {pair: (grade_of(chain), len(chain)) for pair, chain in chains.items() if chain}
    assert {pair: found for pair, found in best_chains(ways, ids, ids).items() if len({*pair}) > 1} == one_by_one


@settings(max_examples=15, deadline=None)
@given(graphs(max_nodes=6, max_edges=14), st.sampled_from(("voice", "authority")))
def test_who_brokers_stands_in_the_middle_of_a_chain_that_carries(graph: Graph, flow: str) -> None:
    now = graph.at(DAY)
    bodies = [id_ for id_, each in now.nodes.items() if isinstance(each, Body) and each.passes_on]
    middles, certain = Counter[str](), Counter[str]()
    for source, target in permutations(bodies, 2):
        paths = influence_paths(now, source, target, flow, k=40).paths
        if not any(path.length == 1 for path in paths):
            own = [path for path in paths if path.length == 2 and not any(hop.spoken_for for hop in path.hops)]
            middles.update({path.nodes[1] for path in own})
            certain.update({path.nodes[1] for path in own if path.grade is Grade.CERTAIN})
    found = brokerage_between_levels(now, flow)
    assert {row["body"]: (row["pairs"], row["certain_pairs"]) for row in found.to_dicts()} == {
        id_: (middles[id_], certain[id_]) for id_ in middles
    }
    ranks = sensitivity(now, flow, vary=())
    assert {id_: ranks[id_].with_ for id_ in bodies} == {id_: middles[id_] for id_ in bodies}
    reach = sensitivity(now, flow, measure="reach", vary=())
    reached = influence(now, flow).reached
    assert {id_: reach[id_].with_ for id_ in bodies} == {
        id_: len(reached(id_).keys() & {*bodies}) - 1 for id_ in bodies
    }


def test_nobody_brokers_through_a_valley_nor_the_voice_of_whom_its_seat_is_not_held_for() -> None:
    levels: dict[str, Level] = {"town": "local", "village": "local", "board": "regional", "state": "national"}
    nodes = [node(id_, level=level) for id_, level in levels.items()]
    voices = [
        edge("board", "ADVISES", "town"),  # down, and up again from the town
        edge("town", "REPRESENTED_IN", "state", on_behalf_of=("town",)),
        edge("village", "ADVISES", "town"),  # whose seat is its own only
    ]
    assert brokerage_between_levels(graph(nodes, voices), "voice", on=DAY).rows == ()
    own = [*voices[:1], edge("town", "REPRESENTED_IN", "state"), voices[2]]
    (row,) = brokerage_between_levels(graph(nodes, own), "voice", on=DAY).to_dicts()
    assert (row["body"], row["pairs"], row["up"]) == ("town", 1, 1)


def test_a_smallest_cut_leaves_ways_through_a_valley_out() -> None:
    levels: dict[str, Level] = {
        "town": "local",
        "network": "regional",
        "council": "local",
        "state": "national",
        "board": "regional",
    }
    nodes = [node(id_, level=level) for id_, level in levels.items()]
    chain = [("town", "board"), ("board", "state")]
    valley = [("town", "network"), ("network", "council"), ("council", "state")]
    record = graph(nodes, [edge(tail, "REPORTS_TO", head) for tail, head in (*chain, *valley)])
    found = gatekeepers(record, "town", "state", "voice", on=DAY)
    assert [keeper.node for keeper in found] == ["board"]
    assert found.smallest_cut == ("board",)  # of the ties alone, it would be the board and another
    assert found.gatekeepers[0].around == {"town", "network", "council"}
    assert found.gatekeepers[0].entrances == ("town:reports-to:board",)


# --- 4. scenarios -------------------------------------------------------------------------------------------------


@few
@given(graphs(), st.data())
def test_before_its_first_day_a_scenario_changes_nothing(graph: Graph, data: st.DataObject) -> None:
    since = data.draw(st.dates(date(2015, 1, 1), date(2030, 1, 1)))
    ending = [
        edge.id
        for edge in graph.ties.values()
        if not isinstance(edge, SucceededBy) and graph.validity(edge.id, since) is not Validity.NO
    ]
    assume(ending)
    try:
        new = {"id": "zz-new", "kind": "Committee", "level": "national", "name": "New"}
        end = data.draw(st.sampled_from(ending))
        what = scenario(graph, {"title": "x", "since": since, "nodes": [new], "end": [end]})
    except AnalysisError:
        assume(False)  # noqa: FBT003 - the edge begins on the day itself
    day = data.draw(st.dates(since - timedelta(days=4000), since - timedelta(days=1)))
    for id_ in (*graph.nodes, *graph.edges):
        assert graph.validity(id_, day) is what.graph.validity(id_, day)
        assert graph.grade(id_, day) is what.graph.grade(id_, day)
    assert grades_on(graph, day) == grades_on(what.graph, day)


def grades_on(graph: Graph, day: date) -> dict[tuple[str, str], Grade]:
    ways = influence(graph.at(day), "any")
    return {
        (source, target): grade_of(tree.chain(target))
        for source in ways.graph.nodes
        for tree in [ways.tree(source)]
        for target in tree
    }


# --- 5. one day ---------------------------------------------------------------------------------------------------


@few
@given(graphs(), flows)
def test_the_record_and_the_graph_of_a_day_answer_alike(graph: Graph, flow: str) -> None:
    now = graph.at(DAY)
    ends = list(now.nodes)
    assume(any(abs(DAY.year - 2021) < 1 for _ in ends))
    assert now.at(DAY) == now
    with pytest.raises(ModelError, match="ask the whole record about 2020-01-01"):
        now.at("2020-01-01")
    for id_ in (*now.nodes, *now.edges):
        assert now.grade(id_) is graph.grade(id_, DAY)
    try:
        asked = coverage(graph, ends, ends, flow, on=DAY)
    except AnalysisError as error:
        assert "lies outside the record" in str(error)  # noqa: PT017 - a day far from every date
    else:
        assert asked.rows == coverage(now, ends, ends, flow).rows


# --- 6. sensitivity -----------------------------------------------------------------------------------------------


@few
@given(graphs(max_nodes=8, max_edges=14), st.sets(st.sampled_from(("possible", "inferred", "presumed"))))
def test_sensitivity_varies_the_grades_asked_for_and_says_which(graph: Graph, vary: set[str]) -> None:
    now = graph.at(DAY)
    found = sensitivity(now, "voice", vary=vary)
    assert {str(grade) for grade in found.varied} == vary
    assert all(str(now.grade(id_)) in vary for id_ in found.doubtful)
    sure = influence(now, "voice").arcs
    passed = {a.edge.id for a in sure if str(a.grade) in vary and not a.spoken_for}
    assert set(found.doubtful) == passed


def test_a_grade_that_is_none_is_an_error_that_names_them() -> None:
    graph = shipped_record.record().at(DAY)
    with pytest.raises(AnalysisError, match="'posible' is not a grade to vary: expected some of possible, inferred, "):
        sensitivity(graph, vary=["posible"])
    with pytest.raises(ModelError, match="'sure' is not a valid grade"):
        graph.keep(grade="sure")


# --- on the record ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "target", "length", "way"),
    [
        ("vegarshei-kommune", "kommit-radet", 1, "representert ved Agder fylkeskommune for Agder fylke"),
        ("vegarshei-kommune", "digitaliseringsutvalget", 1, "representert ved Kristiansand kommune for Agder fylke"),
        ("vegarshei-kommune", "digi-nordland", 0, ""),
        ("vegarshei-kommune", "fag-og-prioriteringsutvalg-e-helse", 0, ""),
        ("vegarshei-kommune", "skate", 2, "som medlem av KS - Kommunesektorens organisasjon"),
        ("vegarshei-kommune", "digdir", 2, "som medlem av KS - Kommunesektorens organisasjon"),
        (
            "vegarshei-kommune",
            "nasjonalt-e-helsestyre",
            3,
            "som medlem av KS - Kommunesektorens organisasjon, gjennom NUIT (Prioriteringsutvalget)",
        ),
        ("sorlandet-sykehus-hf", "kommit-radet", 0, ""),
        (
            "kvinesdal-kommune",
            "felles-regional-styringsgruppe-e-helse",
            1,
            "representert ved Farsund kommune for Lister interkommunale politiske råd (Listersamarbeidet)",
        ),
    ],
)
def test_voice_goes_the_way_that_it_goes_in_2021(source: str, target: str, length: int, way: str) -> None:
    found = influence_paths(shipped_record.record(), source, target, "voice", on=DAY, k=1)
    assert [(path.length, path.way()) for path in found] == ([(length, way)] if length else [])


def test_a_seat_first_seen_in_2023_is_only_possible_in_2021() -> None:
    found = influence_paths(shipped_record.record(), "vegarshei-kommune", "kommit-radet", "voice", on=DAY, k=2)
    assert [path.grade for path in found] == [Grade.POSSIBLE, Grade.POSSIBLE]
    assert [path.way("en") for path in found] == [
        "represented through Agder County Authority for Agder county",
        "represented through Vennesla municipality for Agder county",
    ]


def test_what_has_ended_held_as_late_as_it_says_itself_and_not_as_late_as_the_source_of_its_end() -> None:
    source = Source(id="page", title="Page", as_of="2023")
    nodes = [Committee(id=id_, level="local", name=id_, cites=(Citation(source="page"),)) for id_ in ("a", "b")]
    fields = {"id": "a:reports-to:b", "from_id": "a", "to_id": "b", "since": "2010", "until": UNKNOWN}

    def on(day: str, as_of: str | None) -> Validity:
        tie = ReportsTo(**fields, as_of=as_of, cites=(Citation(source="page"),))
        return Graph(nodes, [tie], [source]).validity(tie.id, day)

    assert [on(day, "2020") for day in ("2019-12-31", "2020-01-02", "2024-01-01")] == [
        Validity.YES,
        Validity.POSSIBLY,
        Validity.POSSIBLY,
    ]
    assert [on(day, None) for day in ("2009-12-31", "2019-12-31")] == [Validity.NO, Validity.POSSIBLY]


def test_no_tie_on_the_record_is_certain_that_is_undated_and_seen_later_or_inferred() -> None:
    graph = shipped_record.record()
    now = graph.at(DAY)
    certain = [tie for tie in now.ties.values() if now.grade(tie.id) is Grade.CERTAIN]
    assert certain
    for tie in certain:
        assert tie.confidence == "stated"
        assert tie.since or any(moment.latest <= DAY for moment in moments(graph, tie))
