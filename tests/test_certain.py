"""No answer about the shipped seeds says certain where a tie that it rests on is not, whatever is asked."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest

from graphmodel import project
from graphmodel.analysis import (
    ANALYSES,
    analyse,
    brokerage_between_levels,
    grounds,
    influence_paths,
)
from graphmodel.analysis.influence import influence
from graphmodel.analysis.triads import chains_through
from graphmodel.period import Validity, span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphmodel.model import Edge, Graph

DAYS = ("2016-07-01", "2021-12-01", "2025-03-01")
MUNICIPALITY = "vegarshei-kommune"


@cache
def record() -> Graph:
    return project.read()


@cache
def unsure(day: str) -> frozenset[str]:
    """Return the ties that nothing certain may rest on that day, worked out from their fields anew."""
    graph, on = record(), date.fromisoformat(day)
    return frozenset(tie.id for tie in graph.ties.values() if not _sure(graph, tie, on))


def _sure(graph: Graph, tie: Edge, day: date) -> bool:
    texts = [source.as_of or source.published for source in (graph.sources[cite.source] for cite in tie.cites)]
    seen = [span(text) for text in ([tie.as_of] if tie.as_of else texts) if text]
    stated = all(each.confidence == "stated" for each in (tie, graph.nodes[tie.from_id], graph.nodes[tie.to_id]))
    lately = any(each.earliest >= day.replace(year=day.year - 4) for each in seen)
    return stated and lately and bool(tie.since or any(each.latest <= day for each in seen))


def assert_sure(day: str, ids: Iterable[str]) -> None:
    used = set(ids)
    assert used
    assert not used & unsure(day)
    assert all(record().validity(id_, day) is Validity.YES for id_ in used)


@pytest.mark.parametrize("day", DAYS)
def test_every_row_of_every_analysis_that_is_called_certain_rests_on_such_ties_alone(day: str) -> None:
    told = 0
    for name, analysis in ANALYSES.items():
        for flow in analysis.flows or (None,):
            answer = analyse(record(), name, flow=flow, on=day)
            grades = [column for column in answer.columns if column.endswith("grade")]
            for row in answer.records() if grades else ():
                key = [row[column] for column in answer.columns[: answer.keys]]
                if all(row[column] == "certain" for column in grades):
                    told += 1
                    assert_sure(day, answer.rests_on(*key))
    assert told


@pytest.mark.parametrize("day", DAYS)
def test_paths_gatekeepers_and_grounds_that_are_called_certain_rest_on_such_ties_alone(day: str) -> None:
    now = record().at(day)
    reached = influence(now, "voice").voiced_by(MUNICIPALITY).reached(MUNICIPALITY)
    targets = [id_ for id_ in reached if now.nodes[id_].level == "national"]
    assert targets
    for target in targets:
        found = influence_paths(now, MUNICIPALITY, target, "voice", k=3)
        for path in found.certain:
            assert_sure(day, path.edges)
        firm = grounds(now, MUNICIPALITY, target, "voice")
        assert firm.by_firm == bool(firm.firmest and firm.firmest.grade.name == "CERTAIN")
        if firm.by_firm and firm.firmest:
            assert_sure(day, firm.firmest.edges)


@pytest.mark.parametrize("day", DAYS)
def test_pairs_that_are_called_certain_are_brokered_by_such_ties_alone(day: str) -> None:
    brokers = brokerage_between_levels(record(), "voice", on=day)
    certain = influence(record(), "voice", day).certain
    for row in brokers.records():
        if row["certain_pairs"]:
            chains = list(chains_through(certain, str(row["body"]), brokers.bodies))
            assert len({(before.tail, after.head) for before, after in chains}) >= int(str(row["certain_pairs"]))
            assert_sure(day, (arc.edge.id for chain in chains for arc in chain))
