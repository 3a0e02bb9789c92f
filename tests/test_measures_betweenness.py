"""Betweenness: exact against published figures and networkx, sampled against exact."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from networks import agreed_advice, club, florentine
from random_networks import digraphs, without_loops

from graphmodel.measures import betweenness, centrality
from graphmodel.measures.kernels.shortest import dependence
from graphmodel.measures.kernels.ties import ties_of

# O. Sims and R. P. Gilles (2014), "Critical nodes in directed networks", arXiv:1401.0655, table 4, managers 1 to 21
_MANAGERS = [
    0.035, 0.011, 0.018, 0.071, 0.009, 0.000, 0.048, 0.001, 0.011, 0.018, 0.004, 0.000, 0.000, 0.002,
    0.092, 0.000, 0.000, 0.231, 0.002, 0.028, 0.176,
]  # fmt: skip


def test_the_managers_have_the_published_betweenness() -> None:
    # printed with three decimals, the last one cut off rather than rounded for manager 20
    assert list(betweenness(agreed_advice()).values()) == pytest.approx(_MANAGERS, abs=0.001)


def test_the_medici_stand_between_the_families_as_published() -> None:
    # M. O. Jackson (2008), Social and Economic Networks, section 1.2.1: .522, .255 and .103
    found = betweenness(florentine(pucci=False))
    assert [found[family] for family in ("Medici", "Guadagni", "Strozzi")] == pytest.approx(
        [0.522, 0.255, 0.103], abs=5e-4
    )


def test_the_middle_of_a_line_of_three_is_on_its_only_chain() -> None:
    assert dict(betweenness(nx.path_graph(3, create_using=nx.DiGraph))) == {0: 0, 1: 0.5, 2: 0}


@pytest.mark.parametrize("nodes", [0, 1, 2])
def test_fewer_than_three_nodes_leave_nothing_between(nodes: int) -> None:
    assert betweenness(nx.complete_graph(nodes, create_using=nx.DiGraph)) == dict.fromkeys(range(nodes), 0.0)


def test_the_club_agrees_with_networkx() -> None:
    assert betweenness(club()) == pytest.approx(nx.betweenness_centrality(club()))


@given(digraphs())
def test_every_network_agrees_with_networkx(graph: nx.DiGraph[str]) -> None:
    assert betweenness(graph) == pytest.approx(nx.betweenness_centrality(without_loops(graph)))


def test_an_exact_figure_has_no_error() -> None:
    found = betweenness(club())
    assert (found.sources, found.error_bound) == (34, 0)
    assert set(found.standard_error.values()) == {0}
    assert repr(found).endswith("from 34 sources>")


@given(digraphs(least=3))
def test_following_chains_from_every_node_gives_the_exact_figure(graph: nx.DiGraph[str]) -> None:
    ties = ties_of(graph)
    size = ties.size
    mean = dependence(ties, np.arange(size)).mean * size / ((size - 1) * (size - 2))
    assert dict(zip(ties.nodes, mean, strict=True)) == pytest.approx(dict(betweenness(graph)), abs=1e-9)


def test_a_sample_comes_near_and_says_how_near(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = nx.gnp_random_graph(300, 0.02, seed=4, directed=True)
    exact = betweenness(graph)
    monkeypatch.setattr(centrality, "_EXACT_UP_TO", 299)
    sampled = betweenness(graph)
    errors = np.array([abs(sampled[node] - exact[node]) for node in graph])
    stated = np.array([sampled.standard_error[node] for node in graph])
    assert sampled.sources == 256
    assert 0 < errors.max() < sampled.error_bound < 0.2
    assert np.mean(errors <= 2 * stated) > 0.9
    assert np.mean(errors) < 0.1 * np.mean(list(exact.values()))


def test_on_a_sparse_digraph_the_bound_holds_and_neither_the_order_nor_the_standard_error_does() -> None:
    graph = nx.gnm_random_graph(2000, 4000, seed=1, directed=True)
    exact, sampled = betweenness(graph, exact=True), betweenness(graph, exact=False)
    errors = np.array([abs(sampled[node] - exact[node]) for node in graph])
    stated = np.array([sampled.standard_error[node] for node in graph])
    tops = [set(sorted(graph, key=each.__getitem__)[-20:]) for each in (exact, sampled)]

    assert errors.max() < sampled.error_bound
    assert len(tops[0] & tops[1]) == 16
    assert 0.75 < np.mean(errors <= 2 * stated) < 0.85


def test_the_sample_does_not_depend_on_how_the_graph_was_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(centrality, "_EXACT_UP_TO", 50)
    monkeypatch.setattr(centrality, "_SOURCES", 20)
    graph = nx.gnp_random_graph(60, 0.1, seed=4, directed=True)
    other: nx.DiGraph[int] = nx.DiGraph()
    other.add_nodes_from(reversed(list(graph)))
    other.add_edges_from(reversed(list(graph.edges)))
    assert betweenness(other) == pytest.approx(dict(betweenness(graph)), abs=1e-12)


def test_ten_thousand_and_one_nodes_are_sampled() -> None:
    found = betweenness(nx.star_graph(10_000).to_directed())
    assert found.sources == 256
    assert found[0] == pytest.approx(1, abs=found.error_bound)
    assert found[1] == 0
