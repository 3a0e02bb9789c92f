"""Core and periphery, and mixing between groups."""

from __future__ import annotations

from itertools import combinations, permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from networks import DEPARTMENTS, WITH_THE_INSTRUCTOR, advice, club, core_of_four, florentine
from random_networks import digraphs, groupings, without_loops

from graphmodel.measures import core_periphery, mixing


def fit_of(graph: nx.DiGraph[object], core: set[object] | frozenset[object]) -> float:
    """Correlate ties with the ideal, pair by pair."""
    pairs = list(permutations(graph, 2))
    ties = [float(graph.has_edge(*pair)) for pair in pairs]
    ideal = [float(pair[0] in core or pair[1] in core) for pair in pairs]
    if len(set(ties)) == 1 or len(set(ideal)) == 1:
        return -1.0
    return float(np.corrcoef(ties, ideal)[0, 1])


def test_the_core_of_four_fits_as_published_and_a_core_of_three_fits_better() -> None:
    # Borgatti and Everett (2000), tables 1 and 2: the four and the ideal correlate with 0.475
    assert fit_of(core_of_four(), {1, 2, 3, 4}) == pytest.approx(0.475, abs=5e-4)
    found = core_periphery(core_of_four())
    assert found.core == {2, 3, 4}
    assert found.fit == pytest.approx(max(fit_of(core_of_four(), set(core)) for core in _subsets(range(1, 11))))


def _subsets(items: range | list[str]) -> list[tuple[object, ...]]:
    return [core for size in range(len(items) + 1) for core in combinations(items, size)]


def test_a_star_is_a_core_of_one_and_fits_perfectly() -> None:
    found = core_periphery(nx.star_graph(5).to_directed())
    assert (found.core, found.fit, found.reason) == ({0}, 1, None)
    assert found.periphery == {1, 2, 3, 4, 5}


def test_the_core_of_the_club_is_its_two_heads_and_their_nearest() -> None:
    found = core_periphery(club())
    assert found.core == {1, 2, 3, 33, 34}
    assert found.fit == pytest.approx(fit_of(club(), found.core))


def test_the_core_of_the_families_is_the_best_of_all() -> None:
    # of all 32768 cores; the Medici, their rivals the Strozzi, and the Guadagni
    found = core_periphery(florentine(pucci=False))
    assert found.core == {"Medici", "Strozzi", "Guadagni"}
    assert found.fit == pytest.approx(0.3298529)


@given(digraphs(least=3))
def test_the_fit_is_the_correlation_and_no_single_move_betters_it(graph: nx.DiGraph[str]) -> None:
    plain = without_loops(graph)
    found = core_periphery(graph)
    assume(found.fit is not None)
    assert found.fit == pytest.approx(fit_of(plain, found.core))
    assert found.core | found.periphery == set(graph)
    assert all(fit_of(plain, found.core ^ {node}) <= found.fit + 1e-9 for node in graph)


def test_the_search_finds_the_best_core_of_nearly_all_small_networks() -> None:
    best = 0
    for seed in range(60):
        graph = nx.gnp_random_graph(7, 0.4, seed=seed, directed=True)
        found = core_periphery(graph).fit
        assert found is not None
        best += found > max(fit_of(graph, set(core)) for core in _subsets(range(7))) - 1e-9
    assert best >= 57


@pytest.mark.parametrize("nodes", [0, 1, 4])
def test_without_ties_all_is_periphery(nodes: int) -> None:
    found = core_periphery(nx.empty_graph(nodes, create_using=nx.DiGraph))
    assert (found.core, found.periphery, found.fit) == (frozenset(), frozenset(range(nodes)), None)
    assert found.reason == "there are no ties to explain"


def test_where_all_are_tied_all_is_core() -> None:
    found = core_periphery(nx.complete_graph(3, create_using=nx.DiGraph))
    assert (found.core, found.periphery, found.fit) == ({0, 1, 2}, frozenset(), None)
    assert found.reason == "all nodes are tied to all: there is no periphery"


def test_two_nodes_with_one_tie_have_no_core_that_could_fit() -> None:
    found = core_periphery(nx.DiGraph([("a", "b")]))
    assert (found.core, found.fit) == (frozenset(), None)
    assert found.reason == "with fewer than three nodes no core explains some ties and not others"


def test_mixing_counts_ties_by_group_of_tail_and_head() -> None:
    graph = nx.DiGraph([("a", "b"), ("a", "x"), ("b", "x"), ("x", "a"), ("a", "a")])
    found = mixing(graph, {"a": "low", "b": "low", "x": "high"})
    assert {tail: dict(row) for tail, row in found.items()} == {
        "high": {"high": 0, "low": 1},
        "low": {"high": 2, "low": 1},
    }
    assert {tail: dict(row) for tail, row in found.density.items()} == {
        "high": {"high": None, "low": 1 / 2},
        "low": {"high": 2 / 2, "low": 1 / 2},
    }
    assert found.reasons == {("high", "high"): "a group of one has no pairs within it"}
    assert len(found) == 2
    assert repr(found).startswith("Mixing(Figures({'high': Figures({'high': 0, 'low': 1})")


def test_the_club_keeps_to_its_camps_as_published() -> None:
    # Zachary's cut of ten ties put all but member 9 where they went
    camps = {member: member in WITH_THE_INSTRUCTOR for member in club()}
    assert mixing(club(), camps | {9: False})[True][False] == 10
    found = mixing(club(), camps)
    assert found[True][False] == found[False][True] == 11
    assert found.assortativity == pytest.approx(nx.attribute_assortativity_coefficient(_with(club(), camps), "group"))


def _with(graph: nx.DiGraph[object], groups: dict[object, object]) -> nx.DiGraph[object]:
    nx.set_node_attributes(graph, groups, "group")
    return graph


@given(st.data())
def test_mixing_agrees_with_networkx(data: st.DataObject) -> None:
    graph = without_loops(data.draw(digraphs()))
    groups = data.draw(groupings(graph))
    found = mixing(graph, groups)
    other = nx.attribute_mixing_dict(_with(graph, groups), "group")
    assert {(g, h): found[g][h] for g in found for h in found} == {
        (g, h): other.get(g, {}).get(h, 0) for g in found for h in found
    }
    assert sum(found[g][h] for g in found for h in found) == graph.number_of_edges()


def test_the_managers_ask_across_departments_almost_as_by_chance() -> None:
    found = mixing(advice(), DEPARTMENTS)
    assert found.assortativity == pytest.approx(
        nx.attribute_assortativity_coefficient(_with(advice(), DEPARTMENTS), "group")
    )
    assert found.assortativity == pytest.approx(0.0239, abs=1e-4)


def test_assortativity_is_none_where_chance_has_no_choice_and_says_why() -> None:
    found = mixing(nx.DiGraph([("a", "b")]), {"a": 1, "b": 1})
    assert found.assortativity is None
    assert "assortativity" in found.reasons
