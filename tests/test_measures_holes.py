"""Burt's measures, held against networkx and by hand."""

from __future__ import annotations

from math import isnan, log

import networkx as nx
import pytest
from hypothesis import given
from networks import advice, club, florentine
from networkx.algorithms.structuralholes import normalized_mutual_weight
from random_networks import digraphs, without_loops

from graphmodel.measures import Holes, structural_holes


def effective_size(graph: nx.DiGraph[str], node: str) -> float:
    """Return Burt's sum over contacts, with the weights of networkx but not its shortcuts."""
    contacts = set(nx.all_neighbors(graph, node))
    return sum(
        1
        - sum(
            normalized_mutual_weight(graph, node, third) * normalized_mutual_weight(graph, contact, third, norm=max)
            for third in contacts
        )
        for contact in contacts
    )


def test_a_hub_whose_contacts_do_not_know_each_other_is_free() -> None:
    hub = structural_holes(nx.star_graph(4).to_directed())[0]
    assert hub == Holes(constraint=pytest.approx(0.25), effective_size=4, efficiency=1, hierarchy=0)


def test_a_closed_triangle_leaves_one_contact_worth_having() -> None:
    # each has half its ties in either contact: c = (1/2 + 1/4) ** 2 for both, and either is wholly redundant by half
    corner = structural_holes(nx.complete_graph(3, create_using=nx.DiGraph))[0]
    assert corner.constraint == pytest.approx(2 * 0.75**2)
    assert corner.effective_size == pytest.approx(1)
    assert corner.efficiency == pytest.approx(0.5)
    assert corner.hierarchy == pytest.approx(0)


def test_hierarchy_rises_when_one_contact_holds_the_others() -> None:
    # ego knows a, b and c; a knows b and c as well: by hand, from the shares of each
    ego = structural_holes(nx.Graph([("ego", "a"), ("ego", "b"), ("ego", "c"), ("a", "b"), ("a", "c")]))["ego"]
    by_a, by_b = (1 / 3 + 2 * (1 / 3) * (1 / 2)) ** 2, (1 / 3 + (1 / 3) * (1 / 3)) ** 2
    total = by_a + 2 * by_b
    ratios = [3 * by_a / total, 3 * by_b / total, 3 * by_b / total]
    assert ego.constraint == pytest.approx(total)
    assert ego.hierarchy == pytest.approx(sum(ratio * log(ratio) for ratio in ratios) / (3 * log(3)))


def test_an_isolate_has_no_figures_and_says_why() -> None:
    pucci = structural_holes(florentine())["Pucci"]
    assert pucci == Holes(None, None, None, None, "the node has no contacts")
    assert structural_holes(nx.DiGraph([("a", "a")]))["a"] == pucci


def test_one_contact_gives_no_hierarchy_and_says_why() -> None:
    acciaiuoli = structural_holes(florentine())["Acciaiuoli"]
    assert (acciaiuoli.constraint, acciaiuoli.effective_size, acciaiuoli.efficiency) == (1, 1, 1)
    assert acciaiuoli.hierarchy is None
    assert acciaiuoli.reason == "one contact cannot constrain more or less than another"


def test_a_node_with_ties_in_but_none_out_has_contacts() -> None:
    # networkx 3.6 gives 4.0 for all nodes at once and nan for this one alone
    assert structural_holes(nx.DiGraph((f"staff {n}", "head") for n in range(4)))["head"].effective_size == 4


@pytest.mark.parametrize("network", [advice(), club(), florentine(pucci=False)])
def test_published_networks_agree_with_networkx_node_by_node(network: nx.DiGraph[object]) -> None:
    found = structural_holes(network)
    assert {node: found[node].constraint for node in network} == pytest.approx(nx.constraint(network, list(network)))
    assert {node: found[node].effective_size for node in network} == pytest.approx(
        nx.effective_size(network, list(network))
    )


@given(digraphs())
def test_every_network_agrees_with_networkx_and_with_the_formula(graph: nx.DiGraph[str]) -> None:
    plain = without_loops(graph)
    found = structural_holes(graph)
    constraint = nx.constraint(plain) if plain else {}
    for node in graph:
        contacts = set(nx.all_neighbors(plain, node))
        if not contacts:
            assert isnan(constraint[node])
            assert found[node].constraint is None
            continue
        assert found[node].constraint == pytest.approx(constraint[node])
        assert found[node].effective_size == pytest.approx(effective_size(plain, node))
        assert found[node].efficiency == pytest.approx(effective_size(plain, node) / len(contacts))


@given(digraphs())
def test_hierarchy_lies_between_equal_and_sole_constraint(graph: nx.DiGraph[str]) -> None:
    for holes in structural_holes(graph).values():
        assert holes.hierarchy is None or 0 <= holes.hierarchy <= 1
        assert (holes.hierarchy is None) == (holes.reason is not None)
