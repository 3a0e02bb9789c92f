"""Reach, dominators, cut points and smallest cuts."""

from __future__ import annotations

from itertools import permutations

import networkx as nx
import pytest
from hypothesis import given
from networks import agreed_advice, chart, club, florentine
from random_networks import digraphs, multidigraphs, without_loops

from graphmodel.errors import MeasureError
from graphmodel.measures import Cuts, cut_points, dominators, minimum_cuts, reach_counts, reachable
from graphmodel.measures.kernels import closure

# Lengauer and Tarjan (1979), figures 1 and 2: the flowgraph and its dominators
_FLOWGRAPH = "RA RB RC AD BA BD BE CF CG DL EH FI GI GJ HE HK IK JI KI KR LH"
_DOMINATORS = "AR BR CR DR ER FC GC HR IR JG KR LD"


def test_the_flowgraph_of_lengauer_and_tarjan_has_their_dominators() -> None:
    graph = nx.DiGraph((tail, head) for tail, head in _FLOWGRAPH.split())
    assert dominators(graph, "R") == dict(_DOMINATORS.split())


def test_the_superior_dominates_in_a_chart() -> None:
    assert dominators(chart(), 7) == {head: tail for tail, head in chart().edges}


def test_the_middlemen_of_the_managers_are_those_published() -> None:
    # O. Sims and R. P. Gilles (2014), "Critical nodes in directed networks", arXiv:1401.0655, table 4: managers 4, 15
    # and 21, with power 0.090, 0.161 and 0.147, which is in proportion to the pairs that depend on them; only 21 is
    # strong: without it the network falls apart.
    graph = agreed_advice()
    dependent: dict[int, int] = {}
    for root in graph:
        above = dominators(graph, root)
        for node in above:
            middle = above[node]
            while middle != root:
                dependent[middle] = dependent.get(middle, 0) + 1
                middle = above[middle]
    assert {middle: round(pairs / 211, 3) for middle, pairs in dependent.items()} == {4: 0.090, 15: 0.161, 21: 0.147}
    assert cut_points(graph) == {21}


def test_the_families_without_whom_others_are_cut_off() -> None:
    # the Pazzi hang on the Salviati, who hang on the Medici, as the Acciaiuoli do; the Ginori on the Albizzi; the
    # Lamberteschi on the Guadagni (Padgett and Ansell 1993, figure 2a)
    assert cut_points(florentine()) == {"Medici", "Salviati", "Albizzi", "Guadagni"}


def test_only_the_instructor_holds_the_club_together() -> None:
    assert cut_points(club()) == {1}


def test_nodes_the_root_does_not_reach_have_no_dominator() -> None:
    assert dominators(nx.DiGraph([("a", "b"), ("c", "b")]), "a") == {"b": "a"}
    assert dominators(nx.DiGraph([("a", "a")]), "a") == {}


@given(digraphs(least=1))
def test_dominators_agree_with_networkx(graph: nx.DiGraph[str]) -> None:
    plain = without_loops(graph)
    assert dominators(graph, "a") == nx.immediate_dominators(plain, "a")


@given(digraphs())
def test_cut_points_agree_with_networkx(graph: nx.DiGraph[str]) -> None:
    assert cut_points(graph) == set(nx.articulation_points(nx.Graph(without_loops(graph).edges)))


@given(digraphs())
def test_reach_agrees_with_networkx(graph: nx.DiGraph[str]) -> None:
    assert reach_counts(graph) == {node: len(nx.descendants(graph, node)) for node in graph}
    assert {node: reachable(graph, node) for node in graph} == {node: nx.descendants(graph, node) for node in graph}


@given(digraphs())
def test_reach_is_the_same_in_narrow_windows(graph: nx.DiGraph[str]) -> None:
    whole = reach_counts(graph)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(closure, "_WIDTH_AT_LEAST", 2)
        patch.setattr(closure, "_BITS_AT_ONCE", 2)
        assert reach_counts(graph) == whole


def test_reach_runs_down_the_chart_and_back_up_when_turned() -> None:
    assert reach_counts(chart()) | {} == {node: len(nx.descendants(chart(), node)) for node in chart()}
    assert (reach_counts(chart())[7], reach_counts(chart())[14], reach_counts(chart())[1]) == (20, 7, 0)
    assert reach_counts(chart().reverse())[1] == 2


def test_what_is_reached_is_a_set() -> None:
    below = reachable(chart(), 14)
    assert below == {3, 5, 9, 13, 15, 19, 20}
    assert below & {3, 7} == {3}
    assert 3 in below
    assert 7 not in below
    assert "nobody" not in below
    assert hash(below) == hash(frozenset(below))
    assert repr(reachable(chart(), 10)) == "Reached(set())"


def test_two_chains_apart_need_two_nodes_cut() -> None:
    graph = nx.DiGraph([("s", "a"), ("s", "b"), ("a", "t"), ("b", "t")])
    assert minimum_cuts(graph, "s", "t") == Cuts(frozenset({"a", "b"}), frozenset({("s", "a", 0), ("s", "b", 0)}))


def test_the_cut_nearest_the_start_is_given() -> None:
    line = nx.path_graph(4, create_using=nx.DiGraph)
    assert minimum_cuts(line, 0, 3) == Cuts(frozenset({1}), frozenset({(0, 1, 0)}))


def test_every_parallel_edge_must_be_cut() -> None:
    graph = nx.MultiDiGraph([("s", "a", "x"), ("s", "a", "y"), ("a", "t", "z")])
    assert minimum_cuts(graph, "s", "t").edges == {("a", "t", "z")}
    graph.add_edges_from([("a", "t", "w"), ("a", "t", "v")])
    assert minimum_cuts(graph, "s", "t").edges == {("s", "a", "x"), ("s", "a", "y")}


def test_a_tie_from_start_to_end_is_held_by_no_other_node_and_says_so() -> None:
    found = minimum_cuts(nx.DiGraph([("s", "t")]), "s", "t")
    assert found == Cuts(None, frozenset({("s", "t", 0)}), "there is a tie from 's' to 't'")


def test_nothing_need_be_cut_where_there_is_no_chain() -> None:
    assert minimum_cuts(nx.DiGraph([("t", "s")]), "s", "t") == Cuts(frozenset(), frozenset())


def test_start_and_end_must_differ() -> None:
    with pytest.raises(MeasureError, match="between 's' and itself"):
        minimum_cuts(nx.DiGraph([("s", "t")]), "s", "s")


@given(multidigraphs())
def test_cuts_are_as_small_as_they_can_be_and_cut(graph: nx.MultiDiGraph[str]) -> None:
    loops = list(nx.selfloop_edges(graph, keys=True))
    graph.remove_edges_from(loops)
    for start, end in permutations(sorted(graph)[:3], 2):
        cuts = minimum_cuts(graph, start, end)
        without_edges = graph.copy()
        without_edges.remove_edges_from(cuts.edges)
        assert not nx.has_path(without_edges, start, end)
        assert len(cuts.edges) == _edge_connectivity(graph, start, end)
        assert (cuts.nodes is None) == graph.has_edge(start, end)
        if cuts.nodes is not None:
            without_nodes = graph.copy()
            without_nodes.remove_nodes_from(cuts.nodes)
            assert not nx.has_path(without_nodes, start, end)
            assert len(cuts.nodes) == nx.node_connectivity(nx.DiGraph(graph), start, end)


def _edge_connectivity(graph: nx.MultiDiGraph[str], start: str, end: str) -> int:
    simple: nx.DiGraph[str] = nx.DiGraph()
    simple.add_nodes_from(graph)
    for tail, head in graph.edges():
        simple.add_edge(tail, head, capacity=graph.number_of_edges(tail, head))
    return int(nx.maximum_flow_value(simple, start, end))
