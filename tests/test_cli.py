"""The command line, as a person types it: what it prints where, how it ends, and what it says to wrong input."""

# mypy: disable-error-code="misc"

from __future__ import annotations

import csv
import io
import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from seedfolders import BOARD, folder

from graphmodel import config

if TYPE_CHECKING:
    from command import Type


def test_help_names_every_command(type_: Type) -> None:
    told = type_("--help")
    assert told.code == 0
    store = ("build", "check", "load", "query", "cypher", "export", "site", "serve")
    for command in (*store, "paths", "analyse", "draw", "diff", "why"):
        assert f"\n  {command} " in told.out


def test_why_tells_the_founding_names_steering_and_secretariat_of_digi_agder(type_: Type) -> None:
    told = type_("why", "digi-agder", "--lang", "en")
    assert told.code == 0
    for line in (
        "From spring 2021; as of 2022 [1: Agder; 2: Ett digitalt Agder; 3]",
        "- Ett digitalt Agder, from spring 2021 to autumn 2021,",
        "- College of municipal directors in Agder (KDK), founder, spring 2021 [3; 1: Agder]",
        "## Digi Agder (regional digitalisation network) is steered by",
        "## Digi Agder (regional digitalisation network) has its secretariat at",
        "KS Agder (regional office and county branch) – joint secretariat, from 2021, as of 2022 [3]",
        "[1] Bakgrunn for Digi Agder. Agder fylkeskommune. 2021. https://agderfk.no/",
    ):
        assert line in told.out


def test_why_finds_a_body_by_its_former_name(type_: Type) -> None:
    told = type_("why", "Ett digitalt Agder")
    assert (told.code, told.err) == (0, "Ett digitalt Agder → digi-agder\n")
    assert told.out.startswith("# Digi Agder\n")


def test_why_as_json_is_for_programs(type_: Type) -> None:
    told = json.loads(type_("why", "digi-agder", "--format", "json").out)
    assert told["id"] == "digi-agder"
    assert {"id", "title", "about", "sections", "sources"} == set(told)


def test_a_question_answers_as_csv_and_as_json_alike(type_: Type) -> None:
    rows = json.loads(type_("query", "run", "who-mandates", "--format", "json").out)
    table = list(csv.DictReader(io.StringIO(type_("query", "run", "who-mandates", "--format", "csv").out)))
    assert [row["from_id"] for row in rows] == [row["from_id"] for row in table] == ["kdk-tilslutning-2020"]


def test_a_parameter_takes_a_name_and_says_which_id_it_found(type_: Type) -> None:
    told = type_("query", "run", "who-mandates", "-p", "what=RKG", "--format", "json")
    assert "RKG → rkg-e-helse-agder" in told.err
    assert [row["from_id"] for row in json.loads(told.out)] == ["radmannsgruppen-agder"]


def test_an_answer_shows_its_cypher_and_its_sources_beside_the_data(type_: Type) -> None:
    told = type_("query", "run", "who-mandates", "--format", "csv", "--show-cypher", "--cite")
    assert told.err.startswith(':param what => "digi-agder";')
    assert "[seed-000] Bakgrunn for Digi Agder." in told.err
    assert told.out.startswith("from_id,")


def test_ones_own_cypher_runs_with_parameters(type_: Type) -> None:
    told = type_("cypher", "MATCH (n:Body {id: $id}) RETURN n.name AS name", "-p", "id=digi-agder", "--format", "csv")
    assert told.out == "name\nDigi Agder\n"


def test_parameters_of_ones_own_cypher_have_the_type_they_look_like(type_: Type) -> None:
    text = "RETURN $n + 1 AS n, $yes AND true AS yes, $day.year AS year, size($ids) AS ids, $text + '!' AS text"
    given = ("n=5", "yes=true", "day=2021-11-01", "ids=[a, b]", "text='5'")
    ended = type_("cypher", text, *(word for each in given for word in ("-p", each)), "-f", "json")
    assert json.loads(ended.out) == [{"n": 6, "yes": True, "year": 2021, "ids": 2, "text": "5!"}]


def test_what_can_match_nothing_is_said_beside_the_answer(type_: Type) -> None:
    ended = type_("cypher", "MATCH (n:Bodi) RETURN count(n) AS n", "-f", "json")
    assert (ended.code, json.loads(ended.out)) == (0, [{"n": 0}])
    assert "warning: 1:10: Q301 unknown label: the schema has no label 'Bodi'; did you mean 'Body'?" in ended.err


REFUSED = {
    ("query", "run", "municipalities-covered", "-p", "county=oslo-kommune", "-p", "body=digi-agder"): (
        "oslo-kommune is a Municipality; expected a County (oslo-fylke)"
    ),
    ("query", "run", "who-mandates", "-p", "what=en-digital-offentlig-sektor"): "is a Strategy; expected a Body",
    ("query", "run", "who-mandates", "-p", "what=digi-agder", "-p", "what=ks"): "--param what=… is given 2 times",
    ("draw", "organ", "-p", "body=digi-agder", "-p", "body=ks"): "--param body=… is given 2 times",
    ("draw", "kommune", "-p", "municipality=agder-fylkeskommune"): "is a CountyAuthority; expected a Municipality",
    ("query", "run", "who-mandates", "-p", "what="): "parameter what of who-mandates: expected",
    ("query", "run", "who-mandates", "--store", ""): "'' names no store: expected",
    ("query", "list", ""): "there is no theme ''",
    ("cypher", "RETURN $n AS n", "-p", "n=1e400"): "1e400 is beyond every number",
    ("cypher", "MATCH (n:Municipality) RETURN *, n.id AS n"): "of two columns called n one is dropped",
    ("analyse", "--what-if", "/nope"): "--what-if without an analysis would do nothing",
    ("analyse", "--on", "nonsense", "--seeds", "/nope"): "--on, --seeds without an analysis would do nothing",
    ("analyse", "--rests-on", "x"): "--rests-on without an analysis would do nothing",
    ("draw", "--seeds", "/nope", "--on", "2021-13-77"): "--on, --seeds without a view would do nothing",
    ("draw", "-o", "views.csv"): "-o without a view would do nothing",
    ("draw", "kommune", "--from", "2022-01-01", "--to", "2021-01-01"): "2022-01-01 is later than 2021-01-01",
    **{
        (
            "query",
            "run",
            name,
            "-p",
            "first=2022-01-01",
            "-p",
            "last=2021-01-01",
        ): f"first of {name} is 2022-01-01, after"
        for name in ("what-began", "what-ended", "ties-that-changed", "municipal-changes")
    },
}


@pytest.mark.parametrize("words", REFUSED)
def test_what_would_read_as_nobody_is_refused(type_: Type, words: tuple[str, ...]) -> None:
    ended = type_(*words)
    assert (ended.code, ended.out) == (2, "")
    assert REFUSED[words] in ended.err


def test_empty_and_null_mean_all_where_a_parameter_may_be_left_out(type_: Type) -> None:
    asked = ("query", "run", "what-began", "-f", "json")
    assert type_(*asked, "-p", "level=").out == type_(*asked, "-p", "level=null").out == type_(*asked).out


def test_the_language_of_a_question_has_both_its_names(type_: Type) -> None:
    asked = ("query", "run", "who-mandates", "-f", "json")
    assert type_(*asked, "-p", "lang=no").out == type_(*asked, "--lang", "no").out == type_(*asked).out


def test_nothing_is_written_over_or_among_the_seeds_that_are_read(type_: Type, tmp_path: Path) -> None:
    seeds = folder(tmp_path / "seeds", {"board.yaml": BOARD})
    file = tmp_path / "w.json"
    assert type_("export", "json", "--seeds", str(seeds), "-o", str(file)).code == 0
    before = file.read_bytes()
    for words in (
        ("diff", "2020-01-01", "2021-01-01", "--seeds", str(file), "-f", "json", "-o", str(file)),
        ("analyse", "governance", "--seeds", str(file), "-o", str(file)),
        ("export", "json", "--seeds", str(file), "-o", str(file)),
        ("export", "csv", "--seeds", str(seeds), "-o", str(seeds)),
        ("export", "csv", "--seeds", str(seeds), "-o", str(seeds / "sub")),
        ("build", "--seeds", str(seeds), "-o", str(seeds)),
        ("site", "--seeds", str(seeds), "-o", str(seeds)),
        ("draw", "kommune", "--seeds", str(seeds), "-o", str(seeds / "a.svg")),
    ):
        ended = type_(*words)
        assert (ended.code, "is among the seeds that are read" in ended.err) == (2, True), words
    assert file.read_bytes() == before
    assert {path.name for path in seeds.iterdir()} == {"board.yaml", "sources.yaml"}


def test_sources_are_written_with_the_answer_or_nothing_is(type_: Type, tmp_path: Path) -> None:
    answer, sources = tmp_path / "b.csv", tmp_path / "b-sources.txt"
    asked = ("cypher", "MATCH (n:Body {id: 'digi-agder'}) RETURN n.id AS id", "-o", str(answer), "--cite")
    sources.write_text("mine")
    assert "b-sources.txt would be replaced by the sources" in type_(*asked).err
    sources.unlink()
    sources.mkdir()
    assert "b-sources.txt is a folder" in type_(*asked).err
    assert not answer.exists()
    sources.rmdir()
    for _ in range(2):
        assert type_(*asked).code == 0
    assert sources.read_text("utf-8").startswith("[")


def test_query_files_that_would_be_passed_over_are_told(type_: Type, tmp_path: Path) -> None:
    assert "holds no .cypher file" in type_("query", "check", str(tmp_path)).err
    (tmp_path / "x.cypher.txt").write_text("RETURN 1")
    assert "let its name end in .cypher" in type_("query", "check", str(tmp_path)).err
    (tmp_path / "x.cypher.txt").unlink()
    (tmp_path / "linked").symlink_to(config.shipped("queries"))
    assert "is a link to a folder" in type_("query", "check", str(tmp_path)).err
    (tmp_path / "linked").unlink()
    os.mkfifo(tmp_path / "pipe.cypher")
    for each in (tmp_path, tmp_path / "pipe.cypher"):
        told = type_("query", "check", str(each))
        assert "is a device or a pipe" in told.out + told.err
    os.mkfifo(tmp_path / "pipe.json")
    assert "is a device or a pipe" in type_("why", "alfa", "--seeds", str(tmp_path / "pipe.json")).err


def test_questions_are_found_by_words_in_any_order(type_: Type) -> None:
    found = [type_("query", "list", "--find", words, "-f", "csv").out for words in ("hvem mandat", "mandat hvem")]
    assert found[0] == found[1]
    assert "mandates-given" in found[0]
    ended = type_("query", "list", "--find", "mandatt")
    assert "no question has 'mandatt'; did you mean" in ended.err


def test_the_library_is_listed_by_theme_and_word(type_: Type) -> None:
    told = type_("query", "list", "mandates", "--lang", "en", "--format", "csv")
    assert {line.split(",")[0] for line in told.out.splitlines()[1:]} == {"mandates"}
    assert "who-mandates" in type_("query", "list", "--find", "mandat", "--format", "csv").out


def test_chains_of_influence_are_told_in_sentences(type_: Type) -> None:
    told = type_("paths", "vegarshei", "ks", "--flow", "voice", "--on", "2021-12-01", "-k", "1")
    assert told.code == 0
    assert "Vegårshei kommune" in told.out


def test_a_view_draws_to_the_file_that_was_named(type_: Type, tmp_path: Path) -> None:
    told = type_("draw", "rkg-e-helse", "--on", "2021-06-01", "-o", str(tmp_path / "rkg.svg"))
    assert (told.code, told.err) == (0, f"wrote {tmp_path / 'rkg.svg'}\n")
    assert "Ett digitalt Agder" in (tmp_path / "rkg.svg").read_text("utf-8")


def test_a_view_takes_the_name_of_a_municipality(type_: Type, tmp_path: Path) -> None:
    file = tmp_path / "kommune.md"
    told = type_("draw", "kommune", "-p", "municipality=Vegårshei", "--lang", "en", "-o", str(file))
    assert (told.code, told.err) == (0, f"Vegårshei → vegarshei-kommune\nwrote {file}\n")
    assert file.read_text("utf-8").startswith("# Vegårshei municipality: the bodies it takes part in")


def test_a_strip_of_days_is_a_picture_for_each(type_: Type, tmp_path: Path) -> None:
    days = ("2018-06-01", "2021-12-01")
    told = type_("draw", "rkg-e-helse", "--strip", days[0], "--strip", days[1], "-o", str(tmp_path / "rkg.svg"))
    assert told.code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"rkg-{day}.svg" for day in days]


def test_a_what_if_shows_what_would_differ(type_: Type, tmp_path: Path) -> None:
    scenario = tmp_path / "seat.yaml"
    scenario.write_text(
        "title: Ny plass\nsince: 2022-06-01\nadd:\n- {from: kdk-agder, type: REPRESENTED_IN, to: kommit-radet}\n",
        "utf-8",
    )
    words = ("analyse", "two-way", "--what-if", str(scenario), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(type_(*words).out)))
    seated = {row["column"]: row for row in rows if row["row"] == "kdk-agder"}
    assert seated["up"]["before"] == "0"
    # Who is a member of the college, or is represented in it, gains the council too, and nothing else.
    assert all(
        set(row["after"].split("; ")) - set(row["before"].split("; ")) == {"kommit-radet"}
        for row in rows
        if row["column"] == "only_up" and row["row"] != "kdk-agder"
    )
    scenario.write_text("title: Uten dag\n", "utf-8")
    told = type_(*words)
    assert told.code == 2
    assert "since" in told.err


def test_ones_own_question_is_checked_with_file_and_line(type_: Type, tmp_path: Path) -> None:
    shipped = (config.shipped("queries") / "mandates" / "who-mandates.cypher").read_text("utf-8")
    (tmp_path / "mandates").mkdir()
    file = tmp_path / "mandates" / "mine.cypher"
    file.write_text(shipped, "utf-8")
    assert type_("query", "check", str(file)).code == 0
    file.write_text(shipped.replace(":MANDATES", ":MANDATE"), "utf-8")
    told = type_("query", "check", str(file))
    assert told.code == 1
    assert f"{file}:26:41: Q302" in told.out
    assert "did you mean 'MANDATES'" in told.out


WRONG = {
    "an unknown id": (("why", "digi-adger"), "did you mean 'digi-agder'"),
    "several that may be meant": (("paths", "kristiansand", "ks"), "kristiansand-kommune  (Kristiansand kommune)"),
    "an unknown question": (("query", "run", "who-mandats"), "did you mean 'who-mandates'"),
    "an unknown parameter": (("query", "run", "who-mandates", "-p", "bdy=ks"), "has no parameter 'bdy'"),
    "a parameter without a value": (("query", "run", "who-mandates", "-p", "ks"), "expects name=value"),
    "a write in a read query": (("cypher", "MATCH (n) DETACH DELETE n"), "a query cannot DETACH DELETE"),
    "reading a file from Cypher": (("cypher", "LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l"), "LOAD CSV"),
    "Cypher that is none": (("cypher", "MTCH (n) RETURN n"), "1:1"),
    "a day that is none": (("diff", "2021-13-01", "2021-12-01"), "'2021-13-01' is not a date"),
    "a day in Norwegian form": (("diff", "31.12.2021", "2022-01-01"), "write 2021-12-31"),
    "days in the wrong order": (("diff", "2022-01-01", "2021-01-01"), "2021-01-01"),
    "an unknown view": (("draw", "samhandling"), "samhandlingsstruktur"),
    "an unknown format": (("query", "run", "who-mandates", "--format", "xml"), "'xml' is not a format"),
    "an unknown analysis": (("analyse", "coverge"), "did you mean 'coverage'"),
    "seeds that are not there": (("check", "no-such-folder"), "no-such-folder does not exist"),
    "no chain asked for": (("paths", "ks", "ks-agder", "-k", "0"), "k"),
    "a store of an unknown kind": (("load", "--store", "postgres://x"), "this URL names no kind of store"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_input_ends_in_one_clear_message(type_: Type, case: str) -> None:
    words, message = WRONG[case]
    told = type_(*words)
    assert told.code == 2
    assert told.out == ""
    assert told.err.startswith("graphmodel: ")
    assert message in told.err
    assert "Traceback" not in told.err


def test_an_output_folder_that_exists_as_a_file_is_left_alone(type_: Type, tmp_path: Path) -> None:
    file = tmp_path / "out"
    file.write_text("mine", "utf-8")
    told = type_("build", "-o", str(file))
    assert (told.code, file.read_text("utf-8")) == (2, "mine")
    assert f"{file} cannot be written: it is a file; name a folder" in told.err


def _seeds(folder: Path) -> Path:
    return Path(shutil.copytree(config.shipped("seeds"), folder / "seeds"))


def test_findings_end_in_1_and_name_file_and_line(type_: Type, tmp_path: Path) -> None:
    seeds = _seeds(tmp_path)
    file = seeds / "agder" / "ny.yaml"
    file.write_text(
        "- id: nytt-organ\n  kind: Committee\n  level: regional\n  name: Nytt organ\n  cites:\n  - seed-000\n"
        "  edges:\n  - type: REPORTS_TO\n    to: kdk-adger\n    cites:\n    - seed-000\n",
        "utf-8",
    )
    told = type_("check", str(seeds))
    assert told.code == 1
    assert f"{file}:9: error" in told.out
    assert "did you mean 'kdk-agder'" in told.out


def test_a_file_that_cannot_be_read_ends_in_2(type_: Type, tmp_path: Path) -> None:
    seeds = _seeds(tmp_path)
    (seeds / "agder" / "broken.yaml").write_text("- id: a\n\tkind: b\n", "utf-8")
    told = type_("check", str(seeds))
    assert told.code == 2
    assert "broken.yaml:2" in told.out
    assert "tab" in told.out


def test_seeds_with_errors_build_nothing(type_: Type, tmp_path: Path) -> None:
    seeds = _seeds(tmp_path)
    (seeds / "agder" / "broken.yaml").write_text("- id: a b\n", "utf-8")
    told = type_("build", "--seeds", str(seeds), "-o", str(tmp_path / "out"))
    assert told.code == 2
    assert "broken.yaml:1" in told.err
    assert not (tmp_path / "out").exists()


def test_the_shipped_seeds_are_clean(type_: Type) -> None:
    told = type_("check")
    assert told.code == 0
    assert told.out.splitlines()[-1].startswith("0 errors, 0 warnings, ")


# --- at a terminal --------------------------------------------------------------------------------------------------

COMMAND = Path(sys.executable).with_name("graphmodel")
_LINE = "graphmodel query run who-mandates -p w"
_SHELLS = {
    "bash": {"COMP_WORDS": _LINE, "COMP_CWORD": "5"},
    "zsh": {"_TYPER_COMPLETE_ARGS": _LINE},
    "fish": {"_TYPER_COMPLETE_ARGS": _LINE, "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
}


def _started(*words: str, env: dict[str, str] | None = None, **how: Any) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, as a shell does."""
    return subprocess.run(
        [COMMAND, *words], env={**os.environ, **(env or {})}, stderr=subprocess.PIPE, text=True, check=False, **how
    )


@pytest.mark.parametrize("shell", _SHELLS)
def test_a_parameter_is_completed_in_every_shell(shell: str) -> None:
    told = _started(env={"_GRAPHMODEL_COMPLETE": f"complete_{shell}", **_SHELLS[shell]}, stdout=subprocess.PIPE)
    assert "what=" in told.stdout


def test_a_full_disk_and_a_closed_output_end_in_one_line() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        told = _started("query", "list", stdout=full)
    assert (told.returncode, told.stderr) == (2, FULL)
    told = _started("query", "list", preexec_fn=lambda: os.close(1))
    assert (told.returncode, told.stderr) == (2, FULL.replace("No space left on device", "Bad file descriptor"))


FULL = "graphmodel: standard output: No space left on device\n"


def test_a_reader_that_has_seen_enough_ends_a_command_quietly() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    told = _started("query", "list", stdout=writer)
    os.close(writer)
    assert (told.returncode, told.stderr) == (1, "")


def test_output_to_a_file_is_utf_8_whatever_the_machine_speaks(tmp_path: Path) -> None:
    out = tmp_path / "list.txt"
    with out.open("wb") as file:
        told = _started("query", "list", env={"PYTHONIOENCODING": "cp1252"}, stdout=file)
    assert (told.returncode, told.stderr) == (0, "")
    assert "spørsmål" in out.read_text(encoding="utf-8")


def test_no_text_steers_a_terminal() -> None:
    ours, theirs = pty.openpty()
    told = _started("cypher", "RETURN $x AS x", "-p", "x=\x1b[31m\x9b1m\u202e", "-f", "csv", stdout=theirs)
    os.close(theirs)
    shown = os.read(ours, 1000).decode()
    os.close(ours)
    assert told.returncode == 0
    assert shown == "x\r\n\\x1b[31m\\x9b1m\\u202e\r\n"


def test_an_error_does_not_steer_a_terminal_either() -> None:
    told = _started("query", "run", "\x1b]0;title\x07", stdout=subprocess.PIPE)
    assert told.returncode == 2
    assert "\x1b" not in told.stderr
    assert "title" in told.stderr


def test_limits_are_options_and_sources_are_written_beside_the_answer(type_: Type, tmp_path: Path) -> None:
    told = type_("cypher", "UNWIND range(1, 9) AS x RETURN x", "--rows", "8")
    assert (told.code, told.err) == (
        2,
        "graphmodel: the answer has more than 8 rows: ask for less, or end with LIMIT\n",
    )
    assert type_("cypher", "UNWIND range(1, 9) AS x RETURN x", "--rows", "9").code == 0
    out = tmp_path / "answer.csv"
    told = type_("cypher", "MATCH (n:Body {id: 'digi-agder'}) RETURN n.id AS id, '=1' AS f", "--cite", "-o", str(out))
    assert out.read_text(encoding="utf-8") == "id,f\ndigi-agder,'=1\n"
    sources = (tmp_path / "answer-sources.txt").read_text(encoding="utf-8").splitlines()
    assert any(line.startswith("[seed-000] Bakgrunn for Digi Agder. Agder fylkeskommune. 2021.") for line in sources)
