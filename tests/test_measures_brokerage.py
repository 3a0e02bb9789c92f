"""Brokerage after Gould and Fernandez, and between levels."""

from __future__ import annotations

from collections import Counter
from itertools import permutations, product
from math import sqrt

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import DEPARTMENTS, WITH_THE_INSTRUCTOR, advice, club
from random_networks import digraphs, groupings, open_triples

from graphmodel.errors import MeasureError
from graphmodel.measures import ROLES, Roles, brokerage, level_brokerage
from graphmodel.measures.brokers import Sizes, chance_of_network, chance_of_node


def role_of(groups: dict[str, int], a: str, v: str, b: str) -> str:
    same = (groups[a] == groups[v], groups[v] == groups[b], groups[a] == groups[b])
    names = {
        (True, True, True): "coordinator",
        (False, False, True): "itinerant",
        (True, False, False): "representative",
        (False, True, False): "gatekeeper",
        (False, False, False): "liaison",
    }
    return names[same]


def figures(roles: Roles[float | None]) -> list[float | None]:
    return [getattr(roles, role) for role in ROLES]


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        ("AAA", "coordinator"),
        ("ABA", "itinerant"),
        ("AAB", "representative"),
        ("ABB", "gatekeeper"),
        ("ABC", "liaison"),
    ],
)
def test_each_role_is_named_as_gould_and_fernandez_name_it(groups: str, role: str) -> None:
    found = brokerage(nx.DiGraph([("a", "v"), ("v", "b")]), dict(zip("avb", groups, strict=True)))
    assert {name for name in ROLES if getattr(found.raw.nodes["v"], name)} == {role, "total"}
    assert found.raw.network == found.raw.nodes["v"]
    assert figures(found.raw.nodes["a"]) == [0] * 6


def test_a_tie_from_end_to_end_leaves_nothing_to_broker() -> None:
    closed = nx.DiGraph([("a", "v"), ("v", "b"), ("a", "b")])
    assert brokerage(closed, dict.fromkeys("avb", 1)).raw.network.total == 0


def test_a_tie_back_from_the_far_end_closes_nothing() -> None:
    ring = nx.DiGraph([("a", "v"), ("v", "b"), ("b", "a")])
    assert [brokerage(ring, dict.fromkeys("avb", 1)).raw.nodes[node].total for node in "avb"] == [1, 1, 1]


def test_loops_and_parallel_edges_add_nothing() -> None:
    plain = nx.DiGraph([("a", "v"), ("v", "b")])
    busy = nx.MultiDiGraph([("a", "v"), ("a", "v"), ("v", "b"), ("v", "v"), ("a", "a")])
    groups = {"a": 1, "v": 1, "b": 2}
    assert brokerage(busy, groups) == brokerage(plain, groups)


@given(st.data())
def test_counts_are_those_of_trying_every_triple(data: st.DataObject) -> None:
    graph = data.draw(digraphs())
    groups = data.draw(groupings(graph))
    found = brokerage(graph, groups)
    expected = Counter((v, role_of(groups, a, v, b)) for a, v, b in open_triples(graph))
    assert {(node, role): getattr(found.raw.nodes[node], role) for node in graph for role in ROLES[:5]} == {
        (node, role): expected[node, role] for node in graph for role in ROLES[:5]
    }


@given(st.data())
def test_the_roles_add_up_to_the_open_chains_of_two(data: st.DataObject) -> None:
    graph = data.draw(digraphs())
    found = brokerage(graph, data.draw(groupings(graph))).raw
    assert found.network.total == sum(figures(found.network)[:5]) == len(open_triples(graph))
    assert figures(found.network) == [sum(getattr(found.nodes[node], role) for node in graph) for role in ROLES]


def test_the_managers_broker_as_counted_by_hand_over_all_triples() -> None:
    found = brokerage(advice(), DEPARTMENTS).raw
    assert figures(found.network) == [28, 69, 95, 62, 246, 500]
    assert figures(found.network)[5] == len(open_triples(advice()))


def test_the_managers_are_expected_to_broker_as_the_published_formulas_say() -> None:
    # Gould and Fernandez (1989), in the form of brokerage() in the R package sna 2.7
    found = brokerage(advice(), DEPARTMENTS)
    sizes = list(Counter(DEPARTMENTS.values()).values())
    density = 190 / (21 * 20)
    expected, variance = _published(sizes, density)
    assert figures(found.expected.network) == pytest.approx(expected)
    assert figures(found.sd.network) == pytest.approx([sqrt(figure) for figure in variance])
    assert figures(found.z.network) == pytest.approx(
        [
            (raw - mean) / sqrt(spread)
            for raw, mean, spread in zip(figures(found.raw.network), expected, variance, strict=True)
        ]
    )
    assert figures(found.z.network) == pytest.approx([-2.041, -3.242, -2.409, -3.793, -4.306, -6.199], abs=0.001)


def _published(n: list[int], d: float) -> tuple[list[float], list[float]]:
    q, size, p = 1 - d, sum(n), d**2 * (1 - d)
    alone = p * (1 - p)
    inner = [m * (m - 1) * (m - 2) for m in n]
    outer = [m * (m - 1) * (size - m) for m in n]
    triples = [(n[i], n[j], n[k]) for i, j, k in permutations(range(len(n)), 3)]
    pairs = [(n[i], n[j]) for i, j in permutations(range(len(n)), 2)]
    coordinator = sum(
        c * (alone + (4 * m - 10) * d**3 * q**3 - 4 * (m - 3) * d**4 * q**2 + (m - 3) * d**5 * q)
        for c, m in zip(inner, n, strict=True)
    )
    itinerant = sum(
        x * (x - 1) * y * (alone + (2 * x + 2 * y - 6) * d**3 * q**3 + (size - x - 1) * d**5 * q) for x, y in pairs
    )
    outward = sum(c * (alone + (size - 3) * d**3 * q**3 + (m - 2) * d**5 * q) for c, m in zip(outer, n, strict=True))
    liaison = sum(
        x * y * z * (alone + (4 * (size - y) - 2 * (x + z + 1)) * d**3 * q**3)
        - x * y * z * (4 * (size - z) - 2 * (x + y + 1)) * d**4 * q**2
        + x * y * z * (size - x - z - 1) * d**5 * q
        for x, y, z in triples
    )
    everything = size * (size - 1) * (size - 2)
    total = everything * (alone + (4 * size - 10) * d**3 * q**3 - 4 * (size - 3) * d**4 * q**2 + (size - 3) * d**5 * q)
    counts = [sum(inner), sum(outer), sum(outer), sum(outer), sum(x * y * z for x, y, z in triples), everything]
    return [p * count for count in counts], [coordinator, itinerant, outward, outward, liaison, total]


@pytest.mark.parametrize("groups", ["AAAA", "AAAB", "AABB", "AABC", "ABCD"])
@pytest.mark.parametrize("density", [0.3, 0.6])
def test_means_and_spreads_are_those_of_all_networks_of_four(groups: str, density: float) -> None:
    network, node = _moments_over_all_networks(groups, density)
    sizes = Sizes(Counter(groups).values())
    exact = chance_of_network(sizes, exact=True)
    assert [chance.expected(density) for chance in exact] == pytest.approx([mean for mean, _ in network])
    assert [chance.sd(density) for chance in exact] == pytest.approx([sqrt(spread) for _, spread in network], abs=1e-7)
    first = chance_of_node(sizes, groups.count(groups[0]))
    assert [chance.expected(density) for chance in first] == pytest.approx([mean for mean, _ in node])
    assert [chance.sd(density) for chance in first] == pytest.approx([sqrt(spread) for _, spread in node], abs=1e-7)


def _moments_over_all_networks(groups: str, density: float) -> tuple[list[tuple[float, float]], ...]:
    """Return mean and variance of the six figures, of the network and of its first node, over all 4096 networks."""
    arcs = list(permutations(range(4), 2))
    triples = list(permutations(range(4), 3))
    codes = dict(enumerate(groups))
    role = [ROLES.index(role_of(codes, *triple)) for triple in triples]
    place = {arc: number for number, arc in enumerate(arcs)}
    sums = [[[0.0, 0.0] for _ in ROLES] for _ in range(2)]
    for present in product((False, True), repeat=len(arcs)):
        ties = sum(present)
        probability = density**ties * (1 - density) ** (len(arcs) - ties)
        counts = [[0] * 6, [0] * 6]
        for (a, v, b), column in zip(triples, role, strict=True):
            if present[place[a, v]] and present[place[v, b]] and not present[place[a, b]]:
                for table in counts[: 2 if v == 0 else 1]:
                    table[column] += 1
                    table[5] += 1
        for table, total in zip(counts, sums, strict=True):
            for column, count in enumerate(table):
                total[column][0] += probability * count
                total[column][1] += probability * count**2
    return tuple([(mean, max(square - mean**2, 0.0)) for mean, square in total] for total in sums)


def test_the_published_spread_of_the_network_is_too_wide_where_it_leaves_out_opposed_triples() -> None:
    found = brokerage(advice(), DEPARTMENTS)
    published, exact = figures(found.sd.network), figures(found.exact_network_sd)
    wider = [role for role, much, right in zip(ROLES, published, exact, strict=True) if much > right + 1e-9]
    assert wider == ["coordinator", "representative", "gatekeeper", "total"]
    assert figures(found.exact_network_z) == pytest.approx(
        [
            (raw - mean) / spread
            for raw, mean, spread in zip(
                figures(found.raw.network), figures(found.expected.network), exact, strict=True
            )
        ]
    )


def test_a_group_of_one_has_no_z_as_coordinator_and_says_why() -> None:
    president = brokerage(advice(), DEPARTMENTS).z.nodes[7]
    assert president.coordinator is None
    assert set(president.reasons) == {"coordinator", "representative", "gatekeeper"}
    assert "so small or so few" in president.reasons["coordinator"]
    assert president.itinerant is not None


def test_a_complete_network_has_no_z_and_says_why() -> None:
    found = brokerage(nx.complete_graph(4, create_using=nx.DiGraph), dict.fromkeys(range(4), "one"))
    assert figures(found.z.network) == [None] * 6
    assert "cannot vary" in found.z.network.reasons["coordinator"]
    assert figures(found.sd.network) == [0] * 6


@pytest.mark.parametrize("nodes", [0, 1])
def test_fewer_than_two_nodes_have_no_expectation_and_say_why(nodes: int) -> None:
    found = brokerage(nx.empty_graph(nodes, create_using=nx.DiGraph), dict.fromkeys(range(nodes), "one"))
    assert figures(found.raw.network) == [0] * 6
    assert figures(found.expected.network) == figures(found.sd.network) == figures(found.z.network) == [None] * 6
    assert set(found.expected.network.reasons.values()) == {"fewer than two nodes have no density"}
    assert len(found.raw.nodes) == len(found.z.nodes) == nodes


def test_the_club_brokers_what_its_published_count_of_wedges_and_triangles_leaves_open() -> None:
    # KONECT, network "ucidata-zachary": 528 wedges, 45 triangles, and a triangle closes three; ties run both ways
    camps = {member: member in WITH_THE_INSTRUCTOR for member in club()}
    assert brokerage(club(), camps).raw.network.total == 2 * (528 - 3 * 45)


def test_levels_tell_up_from_down_and_across() -> None:
    graph = nx.DiGraph([("town", "region"), ("region", "state"), ("state", "agency"), ("agency", "region")])
    levels = {"town": 1, "region": 2, "agency": 3, "state": 3}
    found = level_brokerage(graph, levels).activity
    assert (found.nodes["region"].up, found.nodes["region"].down, found.nodes["region"].across) == (1, 0, 1)
    assert (found.nodes["state"].up, found.nodes["state"].down, found.nodes["state"].across) == (1, 0, 0)
    assert (found.nodes["agency"].up, found.nodes["agency"].down, found.nodes["agency"].across) == (0, 1, 0)
    assert (found.network.up, found.network.down, found.network.across, found.network.total) == (2, 1, 1, 4)


def test_the_only_broker_of_a_pair_is_named_with_the_pair() -> None:
    graph = nx.DiGraph(
        [("town", "region"), ("town", "union"), ("region", "state"), ("union", "state"), ("state", "eu")]
    )
    found = level_brokerage(graph, {"town": 1, "region": 2, "union": 2, "state": 3, "eu": 4})
    assert found.activity.nodes["region"].up == 1
    assert found.exclusive.nodes["region"].up == 0
    assert dict(found.only_broker) == {
        "town": (),
        "region": (),
        "union": (),
        "state": (("region", "eu"), ("union", "eu")),
        "eu": (),
    }


@given(st.data())
def test_directions_add_up_to_the_open_chains_and_exclusive_pairs_have_one_broker(data: st.DataObject) -> None:
    graph = data.draw(digraphs())
    found = level_brokerage(graph, data.draw(groupings(graph)))
    triples = open_triples(graph)
    brokers = Counter((a, b) for a, _, b in triples)
    alone = {(v, (a, b)) for a, v, b in triples if brokers[a, b] == 1}
    assert found.activity.network.total == len(triples)
    assert found.exclusive.network.total == len(alone)
    assert {(v, pair) for v, pairs in found.only_broker.items() for pair in pairs} == alone


def test_levels_may_be_any_values_that_have_an_order() -> None:
    graph = nx.DiGraph([("a", "v"), ("v", "b")])
    assert level_brokerage(graph, {"a": "1 local", "v": "2 region", "b": "3 nation"}).activity.network.up == 1


def test_levels_that_cannot_be_compared_are_refused() -> None:
    with pytest.raises(MeasureError, match="levels must be comparable"):
        level_brokerage(nx.DiGraph([("a", "b")]), {"a": 1, "b": "high"})


def test_more_chains_than_memory_holds_are_refused() -> None:
    hub = nx.DiGraph([*((f"in {n}", "hub") for n in range(10_001)), *(("hub", f"out {n}") for n in range(10_000))])
    with pytest.raises(MeasureError, match="100,010,000 chains of two ties"):
        level_brokerage(hub, dict.fromkeys(hub, 1))


def test_a_hub_with_ten_thousand_ties_each_way_is_counted_without_listing_its_chains() -> None:
    hub = nx.DiGraph([*((f"in {n}", "hub") for n in range(10_001)), *(("hub", f"out {n}") for n in range(10_000))])
    assert brokerage(hub, dict.fromkeys(hub, 1)).raw.nodes["hub"].coordinator == 100_010_000


def test_every_pair_of_managers_without_a_tie_but_with_a_broker_is_counted_once_per_broker() -> None:
    graph = advice()
    untied = [(a, b) for a, b in permutations(graph, 2) if not graph.has_edge(a, b)]
    brokered = sum(len(set(graph.succ[a]) & set(graph.pred[b])) for a, b in untied)
    assert brokerage(graph, DEPARTMENTS).raw.network.total == brokered
