"""Best chains, edge by edge."""

from __future__ import annotations

from itertools import islice

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import agreed_advice
from random_networks import multidigraphs

from graphmodel.errors import MeasureError
from graphmodel.measures import k_best_paths


def test_parallel_edges_give_different_chains() -> None:
    graph = nx.MultiDiGraph([("a", "b", "term 1"), ("a", "b", "term 2"), ("b", "c", "seat")])
    assert k_best_paths(graph, "a", "c", 5) == [
        [("a", "b", "term 1"), ("b", "c", "seat")],
        [("a", "b", "term 2"), ("b", "c", "seat")],
    ]


def test_shorter_chains_come_first_and_k_is_the_most() -> None:
    graph = nx.DiGraph([("a", "b"), ("b", "c"), ("a", "c"), ("b", "d"), ("d", "c")])
    assert k_best_paths(graph, "a", "c", 2) == [[("a", "c", 0)], [("a", "b", 0), ("b", "c", 0)]]
    assert [len(chain) for chain in k_best_paths(graph, "a", "c", 9)] == [1, 2, 3]


def test_weights_decide_before_the_number_of_edges_does() -> None:
    graph = nx.DiGraph()
    graph.add_weighted_edges_from([("a", "c", 5), ("a", "b", 2), ("b", "c", 2), ("a", "d", 1), ("d", "c", 3)], "cost")
    assert [[tail for tail, _, _ in chain] for chain in k_best_paths(graph, "a", "c", 3, weight="cost")] == [
        ["a", "b"],
        ["a", "d"],
        ["a"],
    ]


def test_edges_of_no_weight_lead_into_no_ring() -> None:
    graph = nx.DiGraph()
    graph.add_weighted_edges_from([("a", "b", 0), ("b", "a", 0), ("b", "c", 0), ("c", "b", 0), ("c", "d", 0)])
    assert k_best_paths(graph, "a", "d", 5, weight="weight") == [[("a", "b", 0), ("b", "c", 0), ("c", "d", 0)]]


def test_no_chain_gives_no_list() -> None:
    assert k_best_paths(nx.DiGraph([("b", "a")]), "a", "b", 3) == []


def test_from_a_node_to_itself_there_is_the_chain_of_no_edges() -> None:
    assert k_best_paths(nx.DiGraph([("a", "b"), ("b", "a")]), "a", "a", 3) == [[]]


def test_an_undirected_edge_is_walked_both_ways() -> None:
    graph = nx.MultiGraph([("a", "b", "x"), ("b", "c", "y")])
    assert k_best_paths(graph, "c", "a", 1) == [[("c", "b", "y"), ("b", "a", "x")]]


@pytest.mark.parametrize("k", [0, -1])
def test_fewer_than_one_chain_cannot_be_asked_for(k: int) -> None:
    with pytest.raises(MeasureError, match=rf"k is how many chains to return, 1 or more, not {k}"):
        k_best_paths(nx.DiGraph([("a", "b")]), "a", "b", k)


def test_an_unknown_end_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(MeasureError, match="the end 'kriss' is not a node of the graph; did you mean 'kris'"):
        k_best_paths(nx.DiGraph([("oslo", "kris")]), "oslo", "kriss", 1)


@pytest.mark.parametrize("weight", [-1, float("nan"), float("inf"), "2", None, True])
def test_a_weight_that_cannot_be_added_up_is_refused_with_its_edge(weight: object) -> None:
    graph = nx.DiGraph()
    graph.add_edge("a", "b", cost=weight)
    with pytest.raises(MeasureError, match=r"edge \('a', 'b', 0\) needs a finite number of 0 or more as 'cost'"):
        k_best_paths(graph, "a", "b", 1, weight="cost")


def test_a_missing_weight_is_refused_rather_than_guessed() -> None:
    with pytest.raises(MeasureError, match="as 'cost', not None"):
        k_best_paths(nx.DiGraph([("a", "b")]), "a", "b", 1, weight="cost")


@given(multidigraphs(), st.integers(1, 12), st.sampled_from([None, "weight"]))
def test_the_chains_are_the_best_of_all_in_order(graph: nx.MultiDiGraph[str], k: int, weight: str | None) -> None:
    chains = [list(chain) for chain in nx.all_simple_edge_paths(graph, "a", "b")]

    def key(chain: list[tuple[str, str, str]]) -> tuple[object, ...]:
        total = sum(graph.edges[edge]["weight"] if weight else 1 for edge in chain)
        return total, len(chain), [(head, key) for _, head, key in chain]

    assert k_best_paths(graph, "a", "b", k, weight) == sorted(chains, key=key)[:k]


def test_the_managers_chains_are_as_long_as_networkx_finds_them() -> None:
    graph = agreed_advice()
    for start, end in ((6, 15), (16, 8), (13, 12)):
        theirs = [len(path) - 1 for path in islice(nx.shortest_simple_paths(graph, start, end), 40)]
        ours = k_best_paths(graph, start, end, 40)
        assert [len(chain) for chain in ours] == theirs
        assert len(set(map(tuple, ours))) == 40
