"""The headline findings of the report, each with its figures on the shipped seeds.

A figure here that no longer holds is no fault by itself: a fact has changed, and what is told of it has to be read
again in the report, the docs and the notebooks.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import shipped_record

from graphmodel.analysis import (
    brokerage_between_levels,
    chain_of_command,
    coverage,
    gatekeepers,
    gatekeepers_to_national,
    grounds,
    scenario,
    sensitivity,
    two_way,
)
from graphmodel.period import Grade
from graphmodel.report.agder import AGDER
from graphmodel.report.findings import Findings, findings

if TYPE_CHECKING:
    from graphmodel.model import Graph

DAY = "2021-12-01"
STRATEGY = "en-digital-offentlig-sektor"


@cache
def record() -> Graph:
    return shipped_record.record()


@cache
def found() -> Findings:
    return findings(record(), AGDER, on=DAY)


def test_whom_vegarshei_reaches_and_how_sure_that_is() -> None:
    assert {target: str(path.grade) for target, path in found().chains.items()} == {
        "ks": "certain",
        "skate": "certain",
        "digdir": "certain",
        "kommunal-og-moderniseringsdepartementet": "certain",
        "nasjonalt-utvalg-for-it-prioritering": "certain",
        "direktoratet-for-e-helse": "certain",
        "digitaliseringsutvalget": "inferred",
        "kommit-radet": "possible",
        "ks-samstyringsstruktur": "possible",
        "nasjonalt-e-helsestyre": "possible",
        "helse-og-omsorgsdepartementet": "possible",
    }
    assert set(found().targets) - found().chains.keys() == {
        "nasjonalt-utvalg-for-fag-og-arkitektur",
        "helsedirektoratet",
        "fag-og-prioriteringsutvalg-e-helse",
        "regjeringen",
    }
    assert {found().up[found().body, id_].state for id_ in set(found().targets) - found().chains.keys()} == {
        "not surveyed"
    }


def test_through_whom_vegarshei_is_heard_by_itself() -> None:
    assert {id_: str(grade) for id_, grade in found().direct.items()} == {
        "digi-agder": "certain",
        "ks": "certain",
        "ostre-agder": "certain",
        "rkg-e-helse-agder": "certain",
        "oso-agder": "inferred",
        "helsefellesskap-agder": "possible",
        "kdk-agder": "possible",
        "koss-agder": "possible",
    }


def test_ks_holds_six_of_eleven_recorded_chains_and_none_is_proven() -> None:
    assert found().gatekeepers["ks"] == (
        "nasjonalt-e-helsestyre",
        "nasjonalt-utvalg-for-it-prioritering",
        "helse-og-omsorgsdepartementet",
        "skate",
        "digdir",
        "kommunal-og-moderniseringsdepartementet",
    )
    assert "digi-agder" not in found().gatekeepers
    assert not any(keeper.proven for keepers in found().holders.values() for keeper in keepers)


def test_ks_holds_two_hundred_of_the_bodies_below_the_national_level_and_none_is_proven() -> None:
    (first, *_) = gatekeepers_to_national(record(), on=DAY).to_dicts()

    assert (first["gatekeeper"], first["held"], first["held_local"], first["linked"]) == ("ks", 210, 205, 385)
    assert first["proven"] == 0


def test_the_strategy_comes_down_to_eight_municipalities_of_agder_at_most_and_all_others_are_not_surveyed() -> None:
    cells = coverage(record(), [STRATEGY], found().municipalities, on=DAY)

    assert Counter((cell.state, cell.grade) for cell in cells) == {
        ("covered", Grade.POSSIBLE): 8,
        ("not surveyed", Grade.NO): 17,
    }
    assert {len(cell.chain) for cell in cells if cell.state == "covered"} == {1}  # that say so of themselves


def test_what_the_answers_for_vegarshei_rest_on() -> None:
    def firmness(target: str) -> tuple[bool, bool, bool, list[str]]:
        each = grounds(record(), "vegarshei-kommune", target, "voice", on=DAY)
        needed = [weakness.hop.edge.id for weakness in each.weaknesses if weakness.indispensable]
        return each.by_stated, each.by_certain, each.by_firm, needed

    assert firmness("skate") == (True, True, True, [])
    assert firmness("kommit-radet") == (True, False, False, [])  # two members for Agder, both of a list of 2023
    seat = "kristiansand-kommune:represented-in:digitaliseringsutvalget"
    assert firmness("digitaliseringsutvalget") == (False, True, False, [seat])
    advice = "nasjonalt-utvalg-for-it-prioritering:advises:nasjonalt-e-helsestyre"
    assert firmness("nasjonalt-e-helsestyre") == (True, False, False, [advice])


def test_vegarshei_has_more_links_up_than_down() -> None:
    (row,) = two_way(record(), ["vegarshei-kommune"], on=DAY).by_body().to_dicts()

    assert (row["national"], row["up"], row["down"], row["gaps_up"]) == (55, 20, 3, 0)


def test_ks_brokers_most_whatever_is_doubtful_and_no_sole_broker_is_proven() -> None:
    brokers = brokerage_between_levels(record(), on=DAY).to_dicts()

    assert [(row["body"], row["pairs"], row["certain_pairs"]) for row in brokers[:4]] == [
        ("ks", 3338, 1845),
        ("helsefellesskap-innlandet", 43, 0),
        ("digi-agder", 33, 0),
        ("rkg-e-helse-agder", 33, 0),
    ]
    assert {row["proven"] for row in brokers} == {0}
    ranks = {row["body"]: row for row in sensitivity(record(), "voice", on=DAY).to_dicts()}
    assert (ranks["ks"]["best_rank"], ranks["ks"]["worst_rank"]) == (1, 1)
    assert (ranks["digi-agder"]["best_rank"], ranks["digi-agder"]["worst_rank"]) == (2, 22)


def test_digi_agder_became_a_broker_upwards_but_not_for_certain() -> None:
    before = {row["body"] for row in brokerage_between_levels(record(), on="2020-12-31").to_dicts()}
    after = {row["body"]: row for row in brokerage_between_levels(record(), on="2022-06-01").to_dicts()}

    assert "digi-agder" not in before
    assert (after["digi-agder"]["up"], after["digi-agder"]["certain_pairs"]) == (29, 0)


def test_no_head_of_a_chain_of_command_is_proven() -> None:
    command = chain_of_command(record(), on=DAY)

    assert len(command.heads) == 33
    assert command.proven == ()


def test_without_digi_agder_vegarshei_is_heard_by_one_national_body_less() -> None:
    since = "2022-06-01"
    ties = [tie.id for tie in record().at(since).edges_from("digi-agder") if not tie.called_for]
    wound_up = scenario(record(), {"title": "Digi Agder legges ned", "since": since, "end": ties}).graph
    heard = [
        two_way(graph, ["vegarshei-kommune"], on=since).by_body().to_dicts()[0]["up"] for graph in (record(), wound_up)
    ]

    assert heard == [24, 23]


def test_a_seat_of_rkg_leads_round_ks_to_the_national_board_of_e_health() -> None:
    since, board = "2022-06-01", "nasjonalt-e-helsestyre"
    seat = {"from": "rkg-e-helse-agder", "type": "REPRESENTED_IN", "to": board}
    proposed = scenario(record(), {"title": "Ny plass", "since": since, "add": [seat]}).graph
    held = [gatekeepers(graph, "vegarshei-kommune", board, "voice", on=since) for graph in (record(), proposed)]

    assert [[keeper.node for keeper in keepers] for keepers in held] == [["ks"], []]


def test_rkg_stands_between_most_in_agder_until_digi_agder_does_so_too() -> None:
    def pairs(day: str) -> list[object]:
        found = {row["body"]: row["pairs"] for row in brokerage_between_levels(record(), on=day).to_dicts()}
        return [found.get(body) for body in ("rkg-e-helse-agder", "digi-agder", "ostre-agder")]

    assert [pairs(day) for day in ("2019-07-01", "2022-07-01")] == [[43, None, 20], [33, 33, 21]]
