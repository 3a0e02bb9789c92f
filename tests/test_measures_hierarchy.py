"""Krackhardt's four dimensions, held against their definitions."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given
from networks import advice, agreed_advice, chart, two_bosses
from random_networks import digraphs

from graphmodel.errors import MeasureError
from graphmodel.measures import hierarchy, krackhardt


def reached(graph: nx.DiGraph[str]) -> dict[str, set[str]]:
    """Whom each node reaches, itself included."""
    return {node: nx.descendants(graph, node) | {node} for node in graph}


def has_lowest_superior(reach: dict[str, set[str]], a: str, b: str) -> bool:
    """Say whether one common superior is reached by all others: the definition, word by word."""
    common = [node for node, below in reach.items() if a in below and b in below]
    return any(all(lowest in reach[other] for other in common) for lowest in common)


def by_definition(graph: nx.DiGraph[str]) -> tuple[float | None, ...]:
    """Return connectedness, hierarchy, efficiency, efficiency_arcs and least_upper_bound, slowly."""
    plain = nx.DiGraph((tail, head) for tail, head in graph.edges if tail != head)
    plain.add_nodes_from(graph)
    reach = reached(plain)
    pairs = list(combinations(plain, 2))
    parts = list(nx.weakly_connected_components(plain))
    joined = [(a, b) for a, b in pairs if any(a in part and b in part for part in parts)]
    either = [(a, b) for a, b in pairs if a in reach[b] or b in reach[a]]
    both = [(a, b) for a, b in either if a in reach[b] and b in reach[a]]
    needed = sum(len(part) - 1 for part in parts)
    most = sum(len(part) * (len(part) - 1) // 2 for part in parts)
    lacking = [pair for pair in joined if not has_lowest_superior(reach, *pair)]

    def share(breaches: int, possible: int) -> float | None:
        return 1 - breaches / possible if possible else None

    return (
        share(len(pairs) - len(joined), len(pairs)),
        share(len(both), len(either)),
        share(plain.to_undirected().number_of_edges() - needed, most - needed),
        share(plain.number_of_edges() - needed, 2 * most - needed),
        share(len(lacking), sum((len(part) - 1) * (len(part) - 2) // 2 for part in parts)),
    )


def four(graph: nx.DiGraph[str]) -> tuple[float | None, ...]:
    found = krackhardt(graph)
    return (
        found.connectedness,
        found.hierarchy,
        found.efficiency,
        found.efficiency_arcs,
        found.least_upper_bound,
    )


def test_the_official_chart_of_the_managers_is_an_out_tree() -> None:
    # Krackhardt (1994): all four are 1 exactly if the network is an out-tree, and the managers' chart is one
    assert four(chart()) == (1, 1, 1, 1, 1)
    assert krackhardt(chart()).violations == ()


def test_a_chart_read_upside_down_has_little_unity_of_command() -> None:
    assert four(chart().reverse())[:4] == (1, 1, 1, 1)
    assert krackhardt(chart().reverse()).least_upper_bound == pytest.approx(1 - 174 / 190)


def test_two_bosses_over_the_same_two_staff_cost_one_pair_of_six() -> None:
    # UCINET's help on "Krackhardt GTD" defines the lowest as the one that all others reach; sna 2.7 gives 1.0 here
    found = krackhardt(two_bosses())
    assert found.least_upper_bound == pytest.approx(5 / 6)
    assert found.violations == [("ann", "bo")]
    assert (found.connectedness, found.hierarchy) == (1, 1)
    assert found.efficiency == pytest.approx(4 / 6)
    assert found.efficiency_arcs == pytest.approx(14 / 16)


def test_two_heads_have_no_common_superior() -> None:
    found = krackhardt(nx.DiGraph([("head 1", "staff"), ("head 2", "staff")]))
    assert found.least_upper_bound == 0
    assert list(found.violations) == [("head 1", "head 2")]


def test_a_ring_has_no_hierarchy_but_every_pair_a_lowest_superior() -> None:
    found = krackhardt(nx.cycle_graph(4, create_using=nx.DiGraph))
    assert (found.hierarchy, found.least_upper_bound) == (0, 1)


def test_parts_that_are_not_joined_are_measured_apart() -> None:
    found = krackhardt(nx.disjoint_union(nx.DiGraph([(0, 1), (0, 2)]), nx.DiGraph([(0, 1), (2, 1)])))
    assert found.connectedness == pytest.approx(6 / 15)
    assert found.least_upper_bound == pytest.approx(1 - 1 / 2)
    assert found.violations == [(3, 5)]


def test_the_managers_ask_each_other_without_hierarchy() -> None:
    assert four(advice()) == pytest.approx(by_definition(advice()))
    assert four(advice()) == pytest.approx((1, 0, 1 - 125 / 190, 1 - 170 / 400, 1))
    assert four(agreed_advice()) == pytest.approx(by_definition(agreed_advice()))
    assert four(agreed_advice()) == pytest.approx((1, 1 / 3, 1 - 82 / 190, 1 - 109 / 400, 1 - 6 / 190))
    # nobody asks these four, and whoever asks has no superior in common with them
    assert krackhardt(agreed_advice()).violations == [(6, 13), (6, 16), (6, 17), (13, 16), (13, 17), (16, 17)]


@given(digraphs())
def test_all_figures_are_those_of_the_definitions(graph: nx.DiGraph[str]) -> None:
    expected = by_definition(graph)
    found = four(graph)
    assert [figure is None for figure in found] == [figure is None for figure in expected]
    assert [figure for figure in found if figure is not None] == pytest.approx(
        [figure for figure in expected if figure is not None]
    )


@given(digraphs())
def test_the_offending_pairs_are_those_without_a_lowest_superior(graph: nx.DiGraph[str]) -> None:
    reach = reached(graph)
    weak = list(nx.weakly_connected_components(graph))
    expected = [
        (a, b)
        for a, b in combinations(sorted(graph), 2)
        if any(a in part and b in part for part in weak) and not has_lowest_superior(reach, a, b)
    ]
    assert krackhardt(graph).violations == expected


def test_more_than_one_word_of_superiors_is_compared_rightly() -> None:
    # 200 bosses in a line over two staff; the last boss is the lowest superior, until the staff get another each
    line = nx.path_graph(200, create_using=nx.DiGraph)
    line.add_edges_from([(199, "ann"), (199, "bo")])
    assert krackhardt(line).violations == []
    line.add_edges_from([(70, "side"), ("side", "ann"), ("side", "bo")])
    assert set(map(frozenset, krackhardt(line).violations)) == {frozenset({"ann", "bo"})}


@pytest.mark.parametrize(
    ("graph", "undefined"),
    [
        (nx.DiGraph(), {"connectedness", "hierarchy", "efficiency", "efficiency_arcs", "least_upper_bound"}),
        (
            nx.empty_graph(2, create_using=nx.DiGraph),
            {"hierarchy", "efficiency", "efficiency_arcs", "least_upper_bound"},
        ),
        (nx.DiGraph([(1, 2)]), {"efficiency", "least_upper_bound"}),
    ],
)
def test_a_figure_that_is_not_defined_is_none_and_says_why(graph: nx.DiGraph[int], undefined: set[str]) -> None:
    found = krackhardt(graph)
    assert set(found.reasons) == undefined
    assert all(reason.startswith("there are no") for reason in found.reasons.values())
    assert {name for name in undefined if getattr(found, name) is not None} == set()


def test_a_chart_too_large_to_compare_pair_by_pair_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hierarchy, "_COMPARED_AT_MOST", 4)
    with pytest.raises(MeasureError, match="5 strong components"):
        krackhardt(two_bosses())
