"""Words of which there is a fixed set, in the library: checked in every public function that takes one."""

from __future__ import annotations

import inspect
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import shipped_record

import graphmodel as gm
from graphmodel.choices import language, one_of
from graphmodel.errors import AnalysisError, ConfigError, GraphModelError
from graphmodel.language import date_in_words, period_in_words
from graphmodel.queries import ValueType, in_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from graphmodel.model import Graph

DAY = "2021-12-01"


@cache
def record() -> Graph:
    return shipped_record.record()


SPEAKING: dict[str, Callable[[Any], Any]] = {
    "analyse": lambda lang: gm.analyse(record(), "double-hats", on=DAY).as_text(lang),
    "brokerage_between_levels": lambda lang: gm.brokerage_between_levels(record(), on=DAY).as_text(lang),
    "chain_of_command": lambda lang: gm.chain_of_command(record(), on=DAY).as_text(lang),
    "changes": lambda lang: gm.changes(record(), "2021-11-01", DAY).as_text(lang),
    "coverage": lambda lang: gm.coverage(record(), ["digi-agder"], ["vegarshei-kommune"], on=DAY).as_text(lang),
    "double_hats": lambda lang: gm.double_hats(record(), on=DAY).as_text(lang),
    "gatekeepers": lambda lang: gm.gatekeepers(record(), "vegarshei-kommune", "ks", on=DAY).as_text(lang),
    "gatekeepers_to_national": lambda lang: gm.gatekeepers_to_national(record(), on=DAY).as_text(lang),
    "governance": lambda lang: gm.governance(record(), ["digi-agder"], on=DAY).as_text(lang),
    "influence_paths": lambda lang: gm.influence_paths(record(), "ks", "vegarshei-kommune", "voice", on=DAY).as_text(
        lang
    ),
    "predecessors": lambda lang: gm.predecessors(record(), "kristiansand-kommune").as_text(lang),
    "successors": lambda lang: gm.successors(record(), "kristiansand-kommune").as_text(lang),
    "two_way": lambda lang: gm.two_way(record(), ["vegarshei-kommune"], ["ks"], on=DAY).as_text(lang),
    "why": lambda lang: gm.why(record(), "digi-agder", lang),
    "draw": lambda lang: gm.draw(record(), "rkg-e-helse", on=DAY, lang=lang).markdown,
    "Graph.name": lambda lang: record().name("digi-agder", lang=lang),
    "strip": lambda lang: [each.markdown for each in gm.workspace.strip(record(), "rkg-e-helse", [DAY], lang=lang)],
    "view_title": lambda lang: gm.workspace.view_title("rkg-e-helse", lang),
    "Question": lambda lang: [gm.library()["who-mandates"].title.in_(lang)],
    "date_in_words": lambda lang: date_in_words("2021-21", lang),
    "period_in_words": lambda lang: period_in_words("2021", None, lang),
    "in_words": lambda lang: in_words("yes", ValueType("choice"), lang),
}
"""What takes a language."""


def test_every_public_function_that_takes_a_language_is_tried() -> None:
    taking = {
        name
        for name in gm.__all__
        if inspect.isfunction(getattr(gm, name)) and "lang" in inspect.signature(getattr(gm, name)).parameters
    }
    assert taking <= SPEAKING.keys()


def told(answer: Any) -> Any:
    return answer.as_text() if hasattr(answer, "as_text") else answer


@pytest.mark.parametrize("name", SPEAKING)
def test_no_is_norwegian_and_what_is_no_language_is_told(name: str) -> None:
    assert told(SPEAKING[name]("no")) == told(SPEAKING[name]("NB")) == told(SPEAKING[name]("nb"))
    for wrong in ("de", "", "nn", "norsk", 7):
        with pytest.raises(ConfigError, match="is not a language: expected nb or en"):
            told(SPEAKING[name](wrong))


@pytest.mark.parametrize("flow", ["AUTHORITY", "", "x"])
def test_a_flow_or_mode_that_is_none_is_told(flow: str) -> None:
    with pytest.raises(AnalysisError, match="expected authority, voice, any"):
        gm.influence_paths(record(), "ks", "digi-agder", flow)
    with pytest.raises(AnalysisError, match=r"unknown mode .*: expected on-day or overlap"):
        gm.influence_paths(record(), "ks", "digi-agder", mode=flow)


@pytest.mark.parametrize("dpi", [0, -5, 29, 601, 100_000, 72.5, "150", None])
def test_dots_per_inch_are_bounded(dpi: Any, tmp_path: Path) -> None:
    with pytest.raises(GraphModelError, match="expected dots per inch from 30 to 600"):
        gm.draw(record(), "rkg-e-helse", on=DAY).save(tmp_path / "a.png", dpi=dpi)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("paper", ["a4", "A5", "", "Screen", 4])
def test_paper_is_one_of_three(paper: Any) -> None:
    with pytest.raises(ConfigError, match="is not a size of paper: expected A4, A3 or screen"):
        gm.draw(record(), "rkg-e-helse", on=DAY, paper=paper)
    with pytest.raises(ConfigError, match="is not a size of paper: expected A4, A3 or screen"):
        gm.workspace.strip(record(), "rkg-e-helse", [DAY], paper=paper)


def test_a_long_word_is_told_in_short() -> None:
    with pytest.raises(ConfigError) as error:
        one_of("x" * 10_000, ("a",), "a letter")
    assert len(str(error.value)) < 200
    assert language("EN") == "en"


REPRS: dict[str, Callable[[], Any]] = {
    "Explanation": lambda: gm.why(record(), "digi-agder"),
    "Diagram": lambda: gm.draw(record(), "rkg-e-helse", on=DAY),
    "Strip": lambda: gm.workspace.strip(record(), "rkg-e-helse", ["2018-06-01", DAY]),
    "Graph": record,
    "Report": gm.check,
    "View": lambda: gm.workspace.view("rkg-e-helse"),
    "Query": lambda: gm.library()["who-mandates"],
}


@pytest.mark.parametrize("name", REPRS)
def test_what_a_terminal_shows_of_a_value_is_short(name: str) -> None:
    assert len(repr(REPRS[name]())) < 200
