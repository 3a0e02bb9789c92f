"""No answer about the shipped seeds says certain where a tie that it rests on is not, whatever is asked."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest
import shipped_record

from graphmodel.analysis import (
    analyse,
    brokerage_between_levels,
    coverage,
    grounds,
    influence_paths,
    successors,
    two_way,
)
from graphmodel.analysis.brokers import chains_through
from graphmodel.analysis.influence import influence
from graphmodel.choices import FLOW_CHOICES
from graphmodel.period import Validity, span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphmodel.analysis.answer import Answer, Cell
    from graphmodel.analysis.influence import Influence
    from graphmodel.choices import FlowChoice
    from graphmodel.model import Edge, Graph

DAYS = ("2016-07-01", "2021-12-01")
BODIES = ("vegarshei-kommune", "kristiansand-kommune", "agder-fylkeskommune")
NATIONAL = ("skate", "digdir", "kommit-radet", "nasjonalt-e-helsestyre", "ks-hovedstyret")
STRATEGIES = ("en-digital-offentlig-sektor", "regionplan-agder-2030")


@cache
def record() -> Graph:
    return shipped_record.record()


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


def grades_of(answer: Answer) -> Iterator[tuple[bool, list[Cell]]]:
    """Yield for each row whether all its grades are certain, and its key."""
    columns = [column for column in answer.columns if column.endswith("grade")]
    assert columns
    for row in answer.to_dicts():
        yield all(row[column] == "certain" for column in columns), [row[key] for key in answer.columns[: answer.keys]]


@pytest.mark.parametrize("day", DAYS)
def test_what_is_called_certain_of_whom_reaches_whom_rests_on_such_ties_alone(day: str) -> None:
    now = record().at(day)
    ends = [id_ for id_ in BODIES if id_ in now.nodes]
    starts = [*ends, *(id_ for id_ in STRATEGIES if id_ in now.nodes)]
    answers: list[Answer] = [coverage(now, starts, None, flow) for flow in ("authority", "voice", "any")]
    answers += [coverage(now, ends, [id_ for id_ in NATIONAL if id_ in now.nodes], "voice"), two_way(now, ends)]
    certain = [(answer, key) for answer in answers for sure, key in grades_of(answer) if sure]
    assert bool(certain) == (day == "2021-12-01")  # of 2016 next to nothing is attested so early
    for answer, key in certain:
        assert_sure(day, answer.rests_on(*key))


@cache
def reached_surely(day: str, flow: FlowChoice, source: str) -> frozenset[str]:
    """Return whom influence from a body reaches along ties alone on which something certain may rest."""
    return frozenset(_sure_ways(day, flow).voiced_by(source).reached(source))


@cache
def _sure_ways(day: str, flow: FlowChoice) -> Influence:
    ways = influence(record(), flow, day)
    return ways.only(
        arc
        for arc in ways.arcs
        if arc.edge.id not in unsure(day) and record().validity(arc.edge.id, day) is Validity.YES
    )


@pytest.mark.parametrize("day", DAYS)
def test_whoever_reaches_whom_for_certain_does_so_by_such_ties_alone(day: str) -> None:
    pairs: list[tuple[FlowChoice, Cell, Cell]] = []
    for flow in FLOW_CHOICES:
        found = analyse(record(), "coverage", flow=flow, on=day).to_dicts()
        pairs += [(flow, row["source"], row["target"]) for row in found if row["grade"] == "certain"]
    for row in analyse(record(), "two-way-links", on=day).to_dicts():
        if row["up_grade"] == "certain":
            pairs.append(("voice", row["body"], row["national"]))
        if row["down_grade"] == "certain":
            pairs.append(("authority", row["national"], row["body"]))
    assert len(pairs) > 100 or day != "2021-12-01"
    for flow, source, target in pairs:
        assert str(target) in reached_surely(day, flow, str(source))


@pytest.mark.parametrize("day", DAYS)
def test_levels_count_as_certain_what_is(day: str) -> None:
    for flow in FLOW_CHOICES:
        for row in analyse(record(), "levels", flow=flow, on=day).to_dicts():
            assert int(str(row["certain"])) <= len(reached_surely(day, flow, str(row["source"])))


@pytest.mark.parametrize("day", DAYS)
def test_paths_and_grounds_that_are_called_certain_rest_on_such_ties_alone(day: str) -> None:
    now = record().at(day)
    for target in NATIONAL:
        if target in now.nodes:
            for path in influence_paths(now, BODIES[0], target, "voice", k=3).certain:
                assert_sure(day, path.edges)
            firm = grounds(now, BODIES[0], target, "voice")
            if firm.by_firm and firm.firmest:
                assert_sure(day, firm.firmest.edges)


def test_no_succession_that_is_inferred_is_called_certain() -> None:
    graph = record()
    inferred = [edge for edge in graph.edges.values() if edge.type == "SUCCEEDED_BY" and edge.confidence == "inferred"]
    assert inferred
    for edge in inferred:
        for branch in (*successors(graph, edge.from_id), *successors(graph, edge.from_id, "2026-01-01")):
            assert not (branch.certain and edge.id in branch.edges)


@pytest.mark.parametrize("day", DAYS)
def test_pairs_that_are_called_certain_are_brokered_by_such_ties_alone(day: str) -> None:
    brokers = brokerage_between_levels(record(), "voice", on=day)
    certain = influence(record(), "voice", day).certain
    for row in brokers.to_dicts():
        if row["certain_pairs"]:
            chains = list(chains_through(certain, str(row["body"]), brokers.bodies))
            assert len({(before.tail, after.head) for before, after in chains}) >= int(str(row["certain_pairs"]))
            assert_sure(day, (arc.edge.id for chain in chains for arc in chain))
