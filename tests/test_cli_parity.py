"""The command line and the library give one answer to one question, and programs read the same in both languages."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import shipped_record
import typer

import graphmodel as gm
from graphmodel import workspace
from graphmodel.analysis import ANALYSES
from graphmodel.cli import app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from command import Type

    from graphmodel.model import Graph
    from graphmodel.tables import Table

DAY = "2021-12-01"
SCENARIO = "title: Ny plass\nsince: 2022-06-01\nadd:\n- {from: kdk-agder, type: REPRESENTED_IN, to: kommit-radet}\n"


@cache
def record() -> Graph:
    return shipped_record.record()


def plain(answer: Table) -> Any:
    return json.loads(answer.as_json())


def told(type_: Type, *words: str) -> Any:
    return json.loads(type_(*words, "--format", "json").out)


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_an_explanation(type_: Type, lang: str) -> None:
    library = gm.why(record(), "digi-agder", lang)
    assert told(type_, "why", "Digi Agder", "--lang", lang) == library.as_dict()
    assert type_("why", "digi-agder", "--lang", lang).out == library.as_text()
    assert type_("why", "digi-agder", "--lang", lang, "--format", "md").out == library.as_markdown()


def test_chains(type_: Type) -> None:
    asked: dict[str, Any] = {"on": DAY, "k": 3, "via": ["digi-agder"], "without": ["COOPERATES_WITH"]}
    library = gm.influence_paths(record(), "vegarshei-kommune", "ks", "voice", **asked)
    words = ("--flow", "voice", "--on", DAY, "-k", "3", "--via", "Digi Agder", "--without", "COOPERATES_WITH")
    assert len(library) > 0
    assert told(type_, "paths", "Vegårshei", "ks", *words) == plain(library)


def test_changes(type_: Type) -> None:
    assert told(type_, "diff", "2021-01-01", DAY) == plain(gm.changes(record(), "2021-01-01", DAY))


def test_a_what_if(type_: Type, tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text(SCENARIO, "utf-8")
    library = gm.what_if(record(), gm.workspace.scenario(tmp_path / "s.yaml"), "two-way")
    assert told(type_, "analyse", "two-way", "--what-if", str(tmp_path / "s.yaml")) == plain(library)


def test_a_question_and_ones_own_cypher(type_: Type, tmp_path: Path) -> None:
    text = "MATCH (n:Body {level: 'regional'}) RETURN n.id AS id ORDER BY id"
    with gm.open_store(f"arcadedb:{tmp_path / 'store'}") as store:
        store.load(record())
        question, cypher = store.run("who-mandates", what="rkg-e-helse-agder"), store.run(text)
    assert told(type_, "query", "run", "who-mandates", "-p", "what=RKG") == plain(question)
    assert told(type_, "cypher", text) == plain(cypher)


def test_the_answer_in_a_file_is_that_in_the_format_of_its_name(type_: Type, tmp_path: Path) -> None:
    for ending in ("csv", "json", "md"):
        file = tmp_path / f"a.{ending}"
        assert type_("query", "run", "who-mandates", "-o", str(file)).code == 0
        assert file.read_text("utf-8") == type_("query", "run", "who-mandates", "-f", ending).out


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (("--on", DAY), {"on": DAY}),
        (("--from", "2018-06-01", "--to", DAY), {"between": ("2018-06-01", DAY)}),
        (("--on", DAY, "--lang", "en", "--paper", "A4"), {"on": DAY, "lang": "en", "paper": "A4"}),
        (("--on", DAY, "--highlight", "Digi Agder"), {"on": DAY, "highlight": ["digi-agder"]}),
        (("--on", DAY, "--path", "Digi Agder", "kdk-agder"), {"on": DAY, "path": ("digi-agder", "kdk-agder")}),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else "",
)
def test_a_picture(type_: Type, tmp_path: Path, words: tuple[str, ...], asked: dict[str, Any]) -> None:
    library = gm.draw(record(), "samhandlingsstruktur", **asked)
    assert type_("draw", "samhandlingsstruktur", *words, "-o", str(tmp_path / "a.dot")).code == 0
    assert (tmp_path / "a.dot").read_text("utf-8") == library.dot


def test_findings_views_and_questions(type_: Type) -> None:
    assert type_("check", "-f", "json").out == gm.check().as_json()
    assert [line.split()[0] for line in type_("draw").out.splitlines()[2:]] == list(gm.views())
    assert [each["name"] for each in told(type_, "query", "list")] == list(gm.library())


@pytest.mark.parametrize("name", ["json", "gexf", "turtle", "archimate"])
def test_an_export_and_its_import(type_: Type, tmp_path: Path, name: str) -> None:
    typed, called = tmp_path / "typed", tmp_path / "called"
    assert type_("export", name, "-o", str(typed), "--on", DAY).code == 0
    gm.export(record(), called, name, on=DAY)
    assert typed.read_bytes() == called.read_bytes()


def test_an_import(type_: Type, tmp_path: Path) -> None:
    part = gm.Graph(record().nodes.values(), (), record().sources.values(), (), translations=record().translations)
    gm.export(part, tmp_path / "g.json")
    ended = told(type_, "import", "json", str(tmp_path / "g.json"))
    assert ended == [each._asdict() for each in workspace.difference(record(), part)]


@pytest.mark.graphviz
def test_pictures_of_several_days(type_: Type, tmp_path: Path) -> None:
    library = workspace.strip(record(), "rkg-e-helse", ["2019-01-01", DAY], lang="en")
    words = ("--strip", "2019-01-01", "--strip", DAY, "--lang", "en", "-o", str(tmp_path / "typed.html"))
    assert type_("draw", "rkg-e-helse", *words).code == 0
    assert (tmp_path / "typed.html").read_text("utf-8") == library.html


def test_a_question_to_read_and_what_is_wrong_with_one(type_: Type, tmp_path: Path) -> None:
    question = gm.library()["who-mandates"]
    assert question.text.strip() in type_("query", "show", "who-mandates").out
    wrong = tmp_path / "wrong.cypher"
    wrong.write_text("// no header\nMATCH (n:Boddy) RETURN n.id AS id\n", "utf-8")
    rules = [each["rule"] for each in told(type_, "query", "check", str(wrong))]
    assert rules == [finding.rule for _, finding in workspace.check_queries([wrong])]


def test_a_load(type_: Type, tmp_path: Path) -> None:
    url = f"arcadedb:{tmp_path / 'store'}"
    assert type_("load", "--store", url).code == 0
    with gm.open_store(url) as store:
        assert store.holds(record())


ELSEWHERE = {
    "build": "test_report.test_the_command_prints_where_the_pages_begin_and_then_the_figures",
    "new body": "test_new.test_a_body_stands_after_those_of_its_kind",
    "new merger": "test_new.test_what_is_missing_is_named_where_nobody_can_be_asked",
    "new source": "test_new.test_a_source_stands_with_those_of_its_publisher_and_is_said_to_be_uncited",
    "new tie": "test_new.test_what_would_be_wrong_is_told_and_not_written",
    "serve": "test_web_server.test_an_answer_is_that_of_the_library_as_a_page_and_as_a_file",
    "site": "test_web_pages.test_the_search_of_the_files_finds_what_the_search_of_the_server_does",
}
"""The tests of other modules that hold a command against what it calls, or the pages against the library."""


def test_every_command_is_held_against_the_library() -> None:
    here = Path(__file__)
    commands = dict(_commands(typer.main.get_command(app)))
    said = {name for name in commands if f'"{name.replace(" ", chr(34) + ", " + chr(34))}"' in here.read_text("utf-8")}
    assert said | ELSEWHERE.keys() == commands.keys()
    for place in ELSEWHERE.values():
        module, name = place.split(".")
        assert f"def {name}(" in here.with_name(f"{module}.py").read_text("utf-8")


def _commands(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every command by the words that are typed for it."""
    if hasattr(command, "commands"):
        for word, each in command.commands.items():
            yield from _commands(each, f"{name} {word}".strip())
    else:
        yield name, command


TEXT = frozenset(
    (
        *("name", "question", "role", "points_to", "unknown", "before", "after", "citations"),
        *("from_name", "to_name", "body_name", "national_name", "source_name", "target_name"),
    )
)
"""Columns that hold names and sentences; all others hold codes."""


def check_codes(norwegian: Any, english: Any) -> None:
    """Check that programs read the same in both languages."""
    assert len(norwegian) == len(english) > 0
    for one, other in zip(norwegian, english, strict=True):
        assert one.keys() == other.keys()
        assert {key for key in one if one[key] != other[key]} <= TEXT


@pytest.mark.parametrize("name", ANALYSES)
def test_an_analysis(type_: Type, name: str) -> None:
    norwegian, english = (told(type_, "analyse", name, "--on", DAY, "--lang", lang) for lang in ("nb", "en"))
    assert norwegian == plain(gm.analyse(record(), name, on=DAY))
    check_codes(norwegian, english)


@pytest.mark.parametrize(
    "words",
    [("query", "list"), ("analyse",), ("diff", "2019-01-01", "2022-01-01"), ("query", "run", "who-mandates")],
    ids=" ".join,
)
def test_codes_in_json_are_the_same_in_both_languages(type_: Type, words: tuple[str, ...]) -> None:
    check_codes(*(told(type_, *words, "--lang", lang) for lang in ("nb", "en")))


def test_the_keys_of_an_explanation_are_the_same_in_both_languages(type_: Type) -> None:
    norwegian, english = (told(type_, "why", "digi-agder", "--lang", lang) for lang in ("nb", "en"))
    assert norwegian.keys() == english.keys()
    assert [each.keys() for each in norwegian["sections"]] == [each.keys() for each in english["sections"]]
    assert norwegian["id"] == english["id"]


def test_a_comparison_says_there_in_one_word_for_programs(type_: Type, tmp_path: Path) -> None:
    new = "nodes:\n- {id: nytt-styre, kind: Committee, level: regional, name: Nytt styre}\n"
    tie = "add:\n- {from: nytt-styre, type: REPORTS_TO, to: kdu-agder}\n"
    (tmp_path / "s.yaml").write_text(f"title: Nytt styre\nsince: 2022-06-01\n{new}{tie}", "utf-8")
    words = ("analyse", "command", "--what-if", str(tmp_path / "s.yaml"))
    for lang in ("nb", "en"):
        rows = told(type_, *words, "--lang", lang)
        assert [row["after"] for row in rows if row["row"] == ["nytt-styre"]] == ["there"]
    assert "finnes" in type_(*words).out
