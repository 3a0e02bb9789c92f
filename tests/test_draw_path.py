"""The chain that a picture brings out is the one that influence takes on the day of the picture."""

# mypy: disable-error-code="comparison-overlap"

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from graphs import edge, graph, node
from shipped_record import record

import graphmodel as gm
from graphmodel.errors import AnalysisError, UnknownIdError, ViewError

if TYPE_CHECKING:
    from pathlib import Path

    from graphmodel.model import Graph


def left() -> Graph:
    """Return a town that was in a council, heard by a ministry, until 2020."""
    nodes = [
        node("town", "Municipality", "local"),
        node("council", "RegionalCouncil", "regional"),
        node("ministry", "Ministry", "national"),
    ]
    edges = [
        edge("town", "MEMBER_OF", "council", since="2019-01-01", until="2020-12-31"),
        edge("council", "ADVISES", "ministry", since="2018-01-01"),
    ]
    return graph(nodes, edges)


@pytest.fixture
def view(tmp_path: Path) -> str:
    file = tmp_path / "all.yaml"
    file.write_text("title: {nb: A, en: A}\nshow:\n  - ids: [town, council, ministry]\n", "utf-8")
    return str(file)


CHAIN = ("town", "ministry")
WHOLE = {"town", "council", "ministry", "town:member-of:council", "council:advises:ministry"}


def test_the_chain_is_that_of_the_day_of_the_picture_however_the_day_is_named(view: str) -> None:
    record = left()
    for picture in (
        gm.draw(record, view, on="2020-06-01", path=CHAIN),
        gm.draw(record.at("2020-06-01"), view, path=CHAIN),
        gm.draw(record, view, between=("2019-06-01", "2020-06-01"), path=CHAIN),
    ):
        assert picture.focus == WHOLE
    for late in ({"on": "2022-01-01"}, {}, {"between": ("2020-06-01", "2022-01-01")}):
        with pytest.raises(AnalysisError, match="Ingen registrert kjede"):
            gm.draw(record, view, path=CHAIN, **late)


def test_the_chain_runs_the_way_that_influence_does(view: str) -> None:
    with pytest.raises(AnalysisError, match="Ingen registrert kjede"):
        gm.draw(left(), view, on="2020-06-01", path=("ministry", "town"))


def test_a_chain_through_what_the_picture_does_not_show_is_told(tmp_path: Path) -> None:
    (tmp_path / "few.yaml").write_text("title: {nb: A, en: A}\nshow:\n  - ids: [town, ministry]\n", "utf-8")
    with pytest.raises(ViewError, match="few: the shortest chain on 2020-06-01 runs through 'council'"):
        gm.draw(left(), str(tmp_path / "few.yaml"), on="2020-06-01", path=CHAIN)


def test_an_end_that_is_nobody_is_told(view: str) -> None:
    with pytest.raises(UnknownIdError, match="did you mean 'Town'"):
        gm.draw(left(), view, on="2020-06-01", path=("towm", "ministry"))


def test_names_do_as_well_as_ids(view: str) -> None:
    picture = gm.draw(left(), view, on="2020-06-01", path=("Town", "Ministry"))
    assert picture.focus == WHOLE
    lit = gm.draw(left(), view, on="2020-06-01", highlight=["Town", "council"])
    assert lit.focus == {"town", "council", "town:member-of:council"}


@pytest.mark.parametrize(
    ("end", "shown", "told"),
    [
        ("digi-nordland", set(), "Ingen registrert kjede av medvirkning fra Vegårshei kommune til DigiNordland"),
        (
            "kommit-radet",
            {"agder-fylkeskommune", "vennesla-kommune"},
            "er representert ved Agder fylkeskommune for Agde",
        ),
        (
            "digitaliseringsutvalget",
            {"kristiansand-kommune"},
            "er representert ved Kristiansand kommune for Agder fylke",
        ),
        ("skate", {"ks"}, ""),
    ],
)
def test_a_picture_of_the_ways_shows_the_chains_that_carry(end: str, shown: set[str], told: str) -> None:
    ends = {"from": "vegarshei-kommune", "to": end}
    made = gm.draw(record(), "sti", on="2021-12-01", params=ends)
    assert made.scene.part.nodes.keys() == {*ends.values(), *shown}
    assert told in " ".join(made.scene.remarks)
    chains = gm.influence_paths(record(), "vegarshei-kommune", end, "voice", on="2021-12-01")
    on_chains = {id_ for chain in chains if chain.length == chains[0].length for id_ in chain.edges}
    assert on_chains <= made.scene.part.edges.keys()


def test_a_municipality_is_found_by_its_name() -> None:
    record = gm.read()
    by_name = gm.draw(record, "kommune", params={"municipality": "Kristiansand"})
    assert by_name.view.parameters["municipality"].value == "kristiansand-kommune"


def test_without_a_day_it_is_the_last_that_a_source_describes(view: str) -> None:
    assert str(gm.draw(left(), view).scene.day) == "2018-05-01"
