"""What holds for all measures: bad input, the order of nodes and edges, new names, and graphs that change."""

# mypy: disable-error-code="comparison-overlap"

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import DEPARTMENTS, advice, chart, florentine
from random_networks import digraphs, groupings

from graphmodel import measures
from graphmodel.errors import GraphModelError, MeasureError

if TYPE_CHECKING:
    from collections.abc import Callable

_ALL: dict[str, Callable[[Any, Any], Any]] = {
    "betweenness": lambda graph, _: dict(measures.betweenness(graph)),
    "brokerage": lambda graph, groups: _tables(measures.brokerage(graph, groups)),
    "core_periphery": lambda graph, _: measures.core_periphery(graph),
    "cut_points": lambda graph, _: measures.cut_points(graph),
    "dominators": lambda graph, _: measures.dominators(graph, "a"),
    "k_best_paths": lambda graph, _: measures.k_best_paths(graph, "a", "b", 3),
    "krackhardt": lambda graph, _: measures.krackhardt(graph),
    "level_brokerage": measures.level_brokerage,
    "minimum_cuts": lambda graph, _: measures.minimum_cuts(graph, "a", "b"),
    "mixing": lambda graph, groups: _mixed(measures.mixing(graph, groups)),
    "reach_counts": lambda graph, _: measures.reach_counts(graph),
    "reachable": lambda graph, _: measures.reachable(graph, "a"),
    "structural_holes": lambda graph, _: dict(measures.structural_holes(graph)),
}
_OF_ANY_GRAPH = sorted(set(_ALL) - {"dominators", "k_best_paths", "minimum_cuts", "reachable"})


def _tables(found: measures.Brokerage[Any]) -> list[Any]:
    tables = [found.raw, found.expected, found.sd, found.z]
    return [(dict(table.nodes), table.network) for table in tables] + [found.exact_network_sd, found.exact_network_z]


def _mixed(found: measures.Mixing[Any]) -> tuple[Any, ...]:
    return {tail: dict(row) for tail, row in found.items()}, found.assortativity, dict(found.reasons)


def _numbers(answer: Any) -> list[float]:
    """Find every number in an answer, however deep."""
    if isinstance(answer, float):
        return [answer]
    if isinstance(answer, dict):
        return [number for value in answer.values() for number in _numbers(value)]
    if isinstance(answer, (list, tuple, frozenset)):
        return [number for value in answer for number in _numbers(value)]
    if hasattr(answer, "__dataclass_fields__"):
        return [number for name in answer.__dataclass_fields__ for number in _numbers(getattr(answer, name))]
    return []


def test_every_measure_is_among_those_tested_here() -> None:
    functions = {name for name in measures.__all__ if name.islower()}
    assert functions == set(_ALL)


@pytest.mark.parametrize("name", sorted(_ALL))
@given(data=st.data())
@settings(max_examples=30)
def test_the_order_of_nodes_and_edges_changes_nothing(name: str, data: st.DataObject) -> None:
    graph = data.draw(digraphs(least=2))
    groups = data.draw(groupings(graph))
    other: nx.DiGraph[str] = nx.DiGraph()
    other.add_nodes_from(data.draw(st.permutations(list(graph))))
    other.add_edges_from(data.draw(st.permutations(list(graph.edges))))
    assert _ALL[name](other, groups) == _ALL[name](graph, groups)


@given(data=st.data())
@settings(max_examples=30)
def test_new_names_change_only_the_names(data: st.DataObject) -> None:
    graph = data.draw(digraphs(least=2))
    groups = data.draw(groupings(graph))
    names = dict(zip(graph, data.draw(st.permutations(range(len(graph)))), strict=True))
    other = nx.relabel_nodes(graph, names)
    renamed = {names[node]: group for node, group in groups.items()}
    ours, theirs = measures.brokerage(graph, groups), measures.brokerage(other, renamed)
    assert {names[node]: roles for node, roles in ours.raw.nodes.items()} == dict(theirs.raw.nodes)
    assert ours.z.network == theirs.z.network
    assert {names[node]: count for node, count in measures.reach_counts(graph).items()} == measures.reach_counts(other)
    assert {names[node] for node in measures.cut_points(graph)} == measures.cut_points(other)
    assert measures.krackhardt(graph).least_upper_bound == measures.krackhardt(other).least_upper_bound
    holes, others = measures.structural_holes(graph), measures.structural_holes(other)
    for node, name in names.items():
        assert holes[node].constraint == pytest.approx(others[name].constraint)
        assert measures.betweenness(graph)[node] == pytest.approx(measures.betweenness(other)[name])


@pytest.mark.parametrize("name", sorted(_ALL))
@given(data=st.data())
@settings(max_examples=30)
def test_no_figure_is_ever_nan_or_infinite(name: str, data: st.DataObject) -> None:
    graph = data.draw(digraphs(least=2))
    numbers = _numbers(_ALL[name](graph, data.draw(groupings(graph))))
    assert not [number for number in numbers if isnan(number) or abs(number) == float("inf")]


@pytest.mark.parametrize("name", _OF_ANY_GRAPH)
def test_an_empty_graph_is_measured_without_complaint(name: str) -> None:
    answer = _ALL[name](nx.DiGraph(), {})
    assert not [number for number in _numbers(answer) if number]


@pytest.mark.parametrize("name", sorted(_ALL))
def test_what_is_not_a_networkx_graph_is_refused(name: str) -> None:
    with pytest.raises(MeasureError, match="a measure needs a networkx graph, not dict"):
        _ALL[name]({"a": ["b"]}, {"a": 1, "b": 2})


@pytest.mark.parametrize("name", ["brokerage", "level_brokerage", "mixing"])
def test_a_node_without_a_group_is_refused_with_the_nearest_name(name: str) -> None:
    with pytest.raises(
        MeasureError, match=r"1 of 2 nodes have no (group|level), among them 'agder'; did you mean 'agderr'"
    ):
        _ALL[name](nx.DiGraph([("agder", "oslo")]), {"agderr": 1, "oslo": 2})


def test_a_group_that_is_none_is_no_group() -> None:
    with pytest.raises(MeasureError, match="among them 'b'"):
        measures.mixing(nx.DiGraph([("a", "b")]), {"a": 1, "b": None})


@pytest.mark.parametrize("name", ["dominators", "k_best_paths", "minimum_cuts", "reachable"])
def test_an_unknown_node_is_refused(name: str) -> None:
    with pytest.raises(MeasureError, match=r"the (root|start|source) 'a' is not a node of the graph"):
        _ALL[name](nx.DiGraph([("x", "y")]), {})


def test_a_refusal_is_an_error_of_ours_and_a_value_error() -> None:
    assert issubclass(MeasureError, GraphModelError)
    assert issubclass(MeasureError, ValueError)


def test_a_graph_that_changes_is_measured_anew() -> None:
    graph = nx.DiGraph([("a", "b")])
    assert measures.reach_counts(graph) == {"a": 1, "b": 0}
    graph.add_edge("b", "c")
    assert measures.reach_counts(graph) == {"a": 2, "b": 1, "c": 0}
    graph.remove_edge("a", "b")
    assert measures.reach_counts(graph) == {"a": 0, "b": 1, "c": 0}
    graph.remove_node("c")
    assert measures.reach_counts(graph) == {"a": 0, "b": 0}


def test_a_view_is_measured_as_it_stands() -> None:
    graph = nx.DiGraph([("a", "b"), ("b", "c")])
    view = graph.subgraph(["a", "b", "c"])
    assert measures.reach_counts(view)["a"] == 2
    graph.remove_edge("b", "c")
    assert measures.reach_counts(view)["a"] == 1
    assert measures.reach_counts(graph.reverse(copy=False)) == {"a": 0, "b": 1, "c": 0}


def test_a_graph_without_a_cache_is_measured_too() -> None:
    graph = nx.DiGraph([("a", "b")])
    vars(graph)["__networkx_cache__"] = None
    assert measures.reach_counts(graph) == {"a": 1, "b": 0}


def test_nodes_that_cannot_be_compared_are_measured_in_a_fixed_order() -> None:
    mixed = nx.DiGraph([("head", 1), ("head", ("a", 2)), (1, 2.5), (("a", 2), 2.5)])
    assert list(measures.krackhardt(mixed).violations) == []
    assert measures.k_best_paths(mixed, "head", 2.5, 2) == [
        [("head", 1, 0), (1, 2.5, 0)],
        [("head", ("a", 2), 0), (("a", 2), 2.5, 0)],
    ]


def test_an_undirected_graph_is_a_tie_each_way() -> None:
    both = florentine()
    once = both.to_undirected()
    assert measures.betweenness(once) == dict(measures.betweenness(both))
    assert measures.structural_holes(once) == measures.structural_holes(both)
    assert measures.reach_counts(once)["Pazzi"] == 14


def test_figures_show_themselves_briefly_and_look_nodes_up() -> None:
    counts = measures.brokerage(advice(), DEPARTMENTS).raw.nodes
    assert repr(counts).count("Roles(") == 3
    assert repr(counts).endswith(", …})")
    assert 22 not in counts
    assert counts.get(22) is None
    with pytest.raises(KeyError):
        counts[22]


def test_pairs_are_a_sequence() -> None:
    pairs = measures.krackhardt(chart().reverse()).violations
    assert len(pairs) == 174
    assert pairs[0] == (1, 3)
    assert pairs[-1] == list(pairs)[-1]
    assert pairs[:2] == [(1, 3), (1, 4)]
    assert (1, 3) in pairs
    assert pairs != [(1, 3)]
    assert pairs != 174
    assert hash(pairs[:1]) == hash(((1, 3),))
    assert repr(pairs) == "Pairs([(1, 3), (1, 4), (1, 5), …])"


def test_answers_hold_plain_numbers_that_can_be_written_as_json() -> None:
    groups = dict.fromkeys(chart(), "one")
    found = measures.brokerage(chart(), groups)
    values = [found.raw.nodes[7].total, found.z.network.total, measures.reach_counts(chart())[7]]
    values += [measures.structural_holes(chart())[7].constraint, measures.mixing(chart(), groups)["one"]["one"]]
    values += [measures.core_periphery(chart()).fit, measures.betweenness(chart())[2]]
    assert not [value for value in values if isinstance(value, np.generic)]
