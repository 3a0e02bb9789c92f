"""Public functions given what they do not take: each says so in plain words, as an error of graphmodel."""

from __future__ import annotations

import inspect
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from graphs import crossroads, edge, graph, node

import graphmodel as gm
from graphmodel.errors import AnalysisError, DateError, ModelError, UnknownIdError, ViewError
from graphmodel.period import as_day
from graphmodel.store import Limits
from graphmodel.store.request import find

if TYPE_CHECKING:
    from pathlib import Path

    from graphmodel.model import Graph

DAY = "2021-12-01"
TAKING_A_GRAPH = sorted(
    name
    for name in gm.__all__
    if inspect.isfunction(getattr(gm, name)) and "graph" in inspect.signature(getattr(gm, name)).parameters
)
WORDS = {
    "text": "town",
    "name": "two-way",
    "path": "graph.json",
    "days": ["2021-12-01"],
    "analysis": gm.double_hats,
    "data": {"title": "T", "since": "2021-12-01"},
}


@pytest.fixture
def small() -> Graph:
    return graph([node("town", "Municipality", "local", name="Town")], [])


@pytest.mark.parametrize("name", TAKING_A_GRAPH)
@pytest.mark.parametrize("wrong", ["two-way", None, {"nodes": []}], ids=["text", "nothing", "mapping"])
def test_what_is_no_graph_is_told(name: str, wrong: Any) -> None:
    function = getattr(gm, name)
    _, *others = inspect.signature(function).parameters.values()
    given = [WORDS.get(each.name, "2021-12-01") for each in others if each.default is each.empty and each.kind == 1]
    with pytest.raises(ModelError, match="expected a Graph, such as"):
        function(wrong, *given)


def test_an_analysis_and_its_graph_the_wrong_way_round_are_told(small: Graph) -> None:
    swapped: Any = gm.analyse
    with pytest.raises(ModelError, match="in the first place; found a str"):
        swapped("two-way", small)


@pytest.mark.parametrize("wrong", [None, 7, ["town"], float("nan"), "x" * 100_000], ids=lambda each: str(each)[:8])
@pytest.mark.parametrize("name", ["why", "resolve", "predecessors", "successors", "find"])
def test_what_is_no_id_is_told_in_short(small: Graph, name: str, wrong: Any) -> None:
    if name == "find" and isinstance(wrong, str):
        assert gm.find(small, wrong) == []
        return
    with pytest.raises(UnknownIdError) as raised:
        getattr(gm, name)(small, wrong)
    assert len(str(raised.value)) < 400


def test_an_id_of_another_kind_is_not_found(small: Graph) -> None:
    assert gm.find(small, "town", ["County"]) == []
    assert gm.find(small, "town", "Municipality") == ["town"]


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda g: gm.coverage(g, kinds=[]), "expected a kind of edge or more: leave the list out for all"),
        (lambda g: gm.two_way(g, bodies=["shire"]), "'shire' is not a body"),
        (lambda g: gm.two_way(g, national=["town"]), "'town' is local: expected a national body"),
        (lambda g: gm.governance(g, ["shire"]), "'shire' is not a body"),
        (lambda g: gm.influence_paths(g, "town", "council", kinds=[]), "expected a kind of edge or more"),
    ],
)
def test_what_a_question_does_not_fit_is_refused(ask: Any, message: str) -> None:
    nodes = [node("town", "Municipality", "local"), node("council"), node("shire", "County")]
    with pytest.raises(AnalysisError, match=message):
        ask(graph(nodes, [edge("town", "PART_OF", "shire")]).at("2021-01-01"))


def test_a_moment_that_is_none_is_no_day() -> None:
    never: Any = pd.NaT
    with pytest.raises(DateError, match="NaT is not a day"):
        as_day(never)


@pytest.mark.parametrize(
    "data",
    [
        {"since": date.min, "end": ["x"]},
        {"since": "9999-12-31", "end": ["x"]},
        {"since": pd.NaT},
        {"since": "2021-01-01", "nodes": [{"id": ["town"], "kind": "Committee"}]},
        {"since": "2021-01-01", "nodes": [{"id": None, "kind": "Committee"}]},
    ],
)
def test_a_scenario_with_days_or_ids_that_are_none_is_told(small: Graph, data: dict[str, Any]) -> None:
    with pytest.raises(AnalysisError, match=r"since|id"):
        gm.scenario(small, {"title": "T"} | data)


@pytest.mark.parametrize("name", ["name", "folder", "path", "text", "graph", "values"])
def test_a_parameter_of_a_view_may_have_any_name(name: str) -> None:
    with pytest.raises(ViewError, match=f"{name}"):
        gm.draw(graph([], []), "kommune", params={name: "y"})


anything: Any = gm
WRONG_LISTS: dict[str, tuple[Any, str]] = {
    "measure": (lambda g: anything.sensitivity(g, measure=[1], on=DAY), "unknown measure"),
    "vary": (
        lambda g: anything.sensitivity(g, vary=5, on=DAY),
        "5 is not a valid grade: expected text, or a list of texts",
    ),
    "kinds": (
        lambda g: anything.influence_paths(g, "town", "board", kinds=[[1]]),
        r"\[1\] is not a valid kind of edge",
    ),
    "without": (lambda g: anything.influence_paths(g, "town", "board", without=5), "5 is not a valid id or kind"),
    "sources": (lambda g: anything.coverage(g, 5, on=DAY), "5 is not a valid id"),
    "days": (lambda g: anything.over(g, 5, gm.governance), "5 is not a list of days"),
    "analysis": (
        lambda g: anything.over(g, [DAY], "governance"),
        "'governance' is not an analysis: expected a function",
    ),
    "what an analysis gives": (lambda g: anything.over(g, [DAY], lambda _: 5), "gives int: expected the table"),
    "nodes": (lambda _: anything.Graph([1]), "nodes: 1 is not a Node"),
    "no nodes": (lambda _: anything.Graph(None), "nodes: None is no list of them"),
    "sources of a graph": (lambda _: anything.Graph([], [], ["x"]), "sources: 'x' is not a Source"),
    "citation": (lambda g: g.reference("x"), "'x' is not a citation"),
    "kind": (lambda g: anything.find(g, "town", "Towns"), "'Towns' is not a kind of node"),
    "bounds": (lambda g: g.bounds(["town"]), "no node, edge or source has the id"),
    "params": (lambda g: anything.draw(g, "oversikt-agder", params="x"), "params is 'x': expected a mapping"),
    "three ends": (lambda g: anything.draw(g, "oversikt-agder", path=("town", "board", "x")), "path is .*expected two"),
    "one end": (lambda g: anything.draw(g, "oversikt-agder", path=("town",)), "path is .*expected two"),
    "a text as ends": (lambda g: anything.draw(g, "oversikt-agder", path="town"), "path is 'town': expected two"),
    "one day": (lambda g: anything.draw(g, "oversikt-agder", between=(DAY,)), "between is .*expected two days"),
    "three days": (lambda g: anything.draw(g, "oversikt-agder", between=[DAY] * 3), "between is .*expected two days"),
    "a text as days": (lambda g: anything.draw(g, "oversikt-agder", between=DAY), "between is .*expected two days"),
    "days twice over": (
        lambda g: anything.draw(g, "oversikt-agder", between=("2020-01-01", DAY), on=DAY),
        "do not go together",
    ),
    "seeds": (lambda _: anything.read(3), "3 is not a path: expected"),
    "empty seeds": (lambda _: anything.read(""), "'' is not a path: expected"),
    "file of an export": (lambda g: anything.export(g, None), "None is not a path: expected"),
    "folder of views": (lambda _: gm.views("/nope"), "'/nope' is not a folder of views"),
    "impossible folder of views": (lambda _: gm.views("a\0"), "is not a folder of views"),
    "folder of questions": (lambda _: anything.library(3), "3 is not a path: expected"),
    "store": (lambda _: anything.open_store(3), "3 names no store: expected"),
    "empty store": (lambda _: gm.open_store(""), "'' names no store: expected"),
    "question": (lambda _: find(anything, dict), "is not a question: expected"),
    "language of a text": (lambda g: g.translate("chair", "xx"), "xx"),
    "rows": (lambda _: Limits(rows=-1), "at most -1 rows: expected"),
    "rows as text": (lambda _: Limits(rows=anything), "rows: expected"),
    "rows and a half": (lambda _: Limits(rows=2.5), "at most 2.5 rows: expected"),  # type: ignore[arg-type]
    "seconds": (lambda _: Limits(seconds=float("nan")), "at most nan seconds: expected"),
    "name of a file": (lambda g: anything.export(g, "a\0.json"), "cannot be written: .*embedded null"),
}


@pytest.mark.parametrize("name", WRONG_LISTS)
def test_what_is_none_of_what_is_asked_for_is_told(name: str) -> None:
    call, message = WRONG_LISTS[name]
    with pytest.raises(gm.GraphModelError, match=message):
        call(crossroads())


def test_a_proposal_is_written_to_no_file(tmp_path: Path) -> None:
    data = {"title": "Nytt", "since": "2022-06-01", "end": ["board:steers:network"]}
    proposed = gm.scenario(crossroads(), data).graph
    for made in (proposed, proposed.at("2022-07-01")):
        with pytest.raises(ModelError, match="the graph of the scenario 'Nytt' would read as a record"):
            gm.write(made, tmp_path / "seeds")
        for name in ("a.json", "a.xlsx", "a.gexf"):
            with pytest.raises(ModelError, match=r"draw it with gm\.draw, compare it with gm\.what_if"):
                gm.export(made, tmp_path / name)
    assert list(tmp_path.iterdir()) == []
