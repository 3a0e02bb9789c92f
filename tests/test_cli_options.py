"""Every option of every command, with values that are none: a message and exit code 2, never a traceback."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Any

import pytest
import typer
from command import in_shell

from graphmodel.cli import app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from command import Type

ENOUGH: dict[str, tuple[str, ...]] = {
    "build": ("build", "-o", "{tmp}/out"),
    "check": ("check",),
    "load": ("load",),
    "why": ("why", "digi-agder"),
    "diff": ("diff", "2021-01-01", "2022-01-01"),
    "export": ("export", "browser", "-o", "{tmp}/out"),
    "import": ("import", "json", "{tmp}/graph.json"),
    "cypher": ("cypher", "RETURN 1 AS x"),
    "paths": ("paths", "vegarshei-kommune", "ks", "--on", "2021-12-01", "-k", "1"),
    "analyse": ("analyse", "command"),
    "draw": ("draw", "rkg-e-helse", "-o", "{tmp}/picture.md"),
    "site": ("site", "-o", "{tmp}/site"),
    "serve": ("serve",),
    "new body": ("new", "body", "--seeds", "{tmp}/none"),
    "new tie": ("new", "tie", "--seeds", "{tmp}/none"),
    "new source": ("new", "source", "--title", "x", "--seeds", "{tmp}/none"),
    "new merger": ("new", "merger", "--seeds", "{tmp}/none"),
    "query list": ("query", "list"),
    "query show": ("query", "show", "who-mandates"),
    "query run": ("query", "run", "who-mandates"),
    "query check": ("query", "check"),
}
"""What each command needs."""


def commands(command: Any, *above: str) -> Iterator[tuple[str, Any]]:
    if hasattr(command, "commands"):
        for name, below in command.commands.items():
            yield from commands(below, *above, name)
    else:
        yield " ".join(above), command


COMMANDS = dict(commands(typer.main.get_command(app)))
OPTIONS = [
    (name, option)
    for name, command in COMMANDS.items()
    for option in command.params
    if option.param_type_name == "option" and option.name != "help"
]
FIXED = [(name, option) for name, option in OPTIONS if option.type_descriptor.choices]


def named(each: object) -> str:
    return each if isinstance(each, str) else str(getattr(each, "name", each))


def test_each_command_is_tried() -> None:
    assert COMMANDS.keys() == ENOUGH.keys()
    assert {option.name for _, option in FIXED} == {"lang", "format_", "flow", "mode", "paper"}


@pytest.mark.parametrize(("name", "option"), FIXED, ids=named)
def test_a_word_that_is_none_of_the_fixed_ones_is_named_with_those_that_are(
    name: str, option: Any, type_: Type, tmp_path: Path
) -> None:
    enough = [word.format(tmp=tmp_path) for word in ENOUGH[name]]
    words = option.type_descriptor.choices
    for wrong in ("xx", "", words[-1].upper() + "X", words[0] + " "):
        told = type_(*enough, option.opts[0], wrong)
        assert (told.code, told.out) == (2, "")
        assert told.err.startswith(f"graphmodel: {wrong!r} is not a ")
        assert f"expected {', '.join(words[:-1])} or {words[-1]}" in told.err
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "option"), [each for each in FIXED if each[1].name != "lang"], ids=named)
def test_a_word_in_other_letters_is_not_taken_but_hinted_at(
    name: str, option: Any, type_: Type, tmp_path: Path
) -> None:
    word = option.type_descriptor.choices[0]
    told = type_(*(each.format(tmp=tmp_path) for each in ENOUGH[name]), option.opts[0], word.swapcase())
    assert (told.code, told.out) == (2, "")
    assert told.err.endswith(f"; did you mean {word!r}?\n")


@pytest.mark.parametrize("name", ["why", "diff", "query list", "query show", "paths", "analyse"])
def test_no_is_norwegian_and_capitals_do_not_count(name: str, type_: Type) -> None:
    answers = {lang: type_(*ENOUGH[name], "--lang", lang).out for lang in ("nb", "no", "NB", "No", "en", "EN")}
    assert answers["nb"] == answers["no"] == answers["NB"] == answers["No"]
    assert answers["en"] == answers["EN"] != answers["nb"]


@pytest.mark.parametrize("dpi", ["0", "-5", "29", "601", "100000", "x", ""])
def test_too_few_and_too_many_dots_are_refused(dpi: str, type_: Type, tmp_path: Path) -> None:
    told = type_("draw", "rkg-e-helse", "--dpi", dpi, "-o", str(tmp_path / "a.png"))
    assert (told.code, told.out, list(tmp_path.iterdir())) == (2, "", [])
    assert "--dpi" in told.err


def test_options_that_do_not_go_together_are_not_dropped_silently(type_: Type, tmp_path: Path) -> None:
    draw = ("draw", "rkg-e-helse", "-o", str(tmp_path / "a.svg"))
    days = ("--strip", "2018-06-01", "--strip", "2021-12-01")
    for more in (
        ("--from", "2021-01-01"),
        ("--on", "2021-01-01", "--from", "2020-01-01", "--to", "2021-01-01"),
        (*days, "--path", "digi-agder", "ks"),
        (*days, "--highlight", "digi-agder"),
        (*days, "--on", "2021-01-01"),
    ):
        told = type_(*draw, *more)
        assert (told.code, list(tmp_path.iterdir())) == (2, [])
        assert "together" in told.err or "--strip brings nothing out" in told.err


def test_the_shell_completes_every_fixed_word() -> None:
    for name, option in FIXED:
        typed = f"graphmodel {name} {option.opts[0]} "
        place = str(len(typed.split()))
        told = in_shell("graphmodel", _GRAPHMODEL_COMPLETE="complete_bash", COMP_WORDS=typed, COMP_CWORD=place)
        assert told.stdout.decode().split() == list(option.type_descriptor.choices)
        if name == "draw":
            break  # a process each: the others are made the same way


STRANGE = (
    *(
        "",
        " ",
        "-",
        "--",
        "0",
        "-1",
        "9" * 30,
        "1e3",
        "x" * 5000,
        "æøå",
        "\N{RIGHT-TO-LEFT OVERRIDE}x",
        "a\nb",
        "\x1b[2J",
    ),
    *("\ud800", "\udcff", "=", "a=", "=a", "a=b=c", ",", "a,b", "..", "/dev/null/x", "/etc/passwd", "~", "$HOME"),
    *(
        "2021-13-01",
        "2021",
        "0000-00-00",
        "9999-12-31",
        "31.12.2021",
        "unknown",
        "digi-agder",
        "Digi Agder",
        "MEMBER_OF",
    ),
    *("arcadedb", "arcadedb:", "neo4j://127.0.0.1:1", "http://x", "neo4j://", "://", "body=", "day=x", "lang=de"),
)


@pytest.mark.parametrize(
    "name", [name for name in COMMANDS if name not in {"build", "load", "export", "site", "serve"}]
)
@pytest.mark.timeout(300)
def test_no_value_of_any_option_ends_in_a_traceback(
    name: str, type_: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where ".." is a small folder
    chance = random.Random(name)  # noqa: S311 - the same every time
    free = [option for each, option in OPTIONS if each == name and not option.is_flag]
    for _ in range(8):
        words = [word.format(tmp=tmp_path) for word in ENOUGH[name]]
        for option in chance.sample(free, k=min(len(free), chance.randint(1, 2))):
            values = [chance.choice(STRANGE) for _ in range(option.nargs)]
            if option.name in {"output", "store"}:  # nothing outside the test's own folder, and no waiting for servers
                values = [chance.choice(["", "/dev/null/x", str(tmp_path / "æ \x1b.csv"), "arcadedb:/dev/null/x"])]
            words += [option.opts[0], *values]
        told = type_(*words)
        assert told.code in {0, 1, 2}, words
        assert "Traceback" not in told.err
        assert all(line.isprintable() for line in told.err.splitlines()), words


def test_an_argument_that_is_nothing_is_told(type_: Type) -> None:
    for words in (
        ("why", ""),
        ("paths", "", "ks"),
        ("diff", "", ""),
        ("query", "show", ""),
        ("draw", ""),
        ("check", ""),
    ):
        told = type_(*words)
        assert told.code == 2, words
        assert re.match("graphmodel: |Usage: ", told.err)
