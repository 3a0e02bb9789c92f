"""The main job on the shipped seeds: one folder with a report, answers and pictures."""

from __future__ import annotations

import csv
import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from seedfolders import BOARD, folder
from web_links import Links

from graphmodel import workspace
from graphmodel.build import BuildResult, build
from graphmodel.checks import RULES
from graphmodel.errors import ConfigError
from graphmodel.language.report import RULES_NB

if TYPE_CHECKING:
    from command import Type

    Made = tuple[BuildResult, Path, list[tuple[str, int, int]]]


pytestmark = pytest.mark.xdist_group("report")  # of the shipped record, which takes a minute to make


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("main-job")
    steps: list[tuple[str, int, int]] = []
    built = build(
        folder / "out", store=f"arcadedb:{folder / 'store'}", step=lambda *step: steps.append(step), on="2021-12-01"
    )
    return built, folder / "out", steps


def test_it_ends_with_one_line_of_figures(made: Made) -> None:
    figures = r"\d+ nodes, \d+ edges, \d+ sources, 0 findings, \d+ queries, 5 diagrams, \d+\.\d seconds"
    assert re.fullmatch(figures, made[0].line)


def test_it_writes_the_pages_and_every_link_in_them_leads_somewhere(made: Made) -> None:
    assert made[0].index == made[1] / "index.html"
    found = {path: Links(path.read_text("utf-8")) for path in made[1].rglob("*.html") if path.parent.name != "diagrams"}
    assert len(found) > 2_000
    broken = set()
    for path, page in found.items():
        for link in page.links:
            name, _, anchor = link.partition("#")
            target = Path(os.path.normpath(path.parent / name)) if name else path
            if not link.startswith("http") and not (anchor in found[target].ids if anchor else target.is_file()):
                broken.add((str(path.relative_to(made[1])), link))
    assert broken == set()
    assert sum(path.stat().st_size for path in made[1].rglob("*") if path.is_file()) < 60_000_000


def test_each_question_has_its_answer_as_csv(made: Made) -> None:
    library = workspace.library()
    files = {path.stem: path for path in (made[1] / "answers").glob("*.csv")}
    assert files.keys() == library.keys()
    for name, path in files.items():
        with path.open(encoding="utf-8", newline="") as lines:
            assert next(csv.reader(lines)) == [column.name for column in library[name].columns]


def test_every_link_in_the_report_leads_somewhere(made: Made) -> None:
    text = (made[1] / "report.md").read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)<]+)\)", text) if not link.startswith("http")]
    assert len(links) > len(workspace.library())
    assert [link for link in links if not (made[1] / link).exists()] == []


def test_the_report_tells_a_planner_what_led_to_digi_agder(
    made: Made,
) -> None:
    text = (made[1] / "report.md").read_text("utf-8")
    decision = "KDKs tilslutning november 2020 til organiseringen av nettverket"
    step = f"| november 2020 | {decision} | gir mandat til | Digi Agder |"
    assert step in text
    for heading in ("I tall", "Strukturen på bilder", "Svar på spørsmål", "Hva vi ikke vet", "Alle spørsmål"):
        assert f"\n## {heading}" in text


def test_findings_and_sources_stand_beside_the_report(
    made: Made,
) -> None:
    assert json.loads((made[1] / "findings.json").read_text("utf-8"))["exit_code"] == 0
    assert len((made[1] / "sources.csv").read_text("utf-8").splitlines()) == len(made[0].graph.sources) + 1


def test_each_picture_is_there_in_every_format(made: Made) -> None:
    starts = {".svg": b"<svg", ".pdf": b"%PDF-", ".png": b"\x89PNG", ".dot": b"digraph", ".html": b"<!", ".md": b"#"}
    for name in ("samhandlingsstruktur", "ks-samstyring", "rkg-e-helse"):
        for ending, start in starts.items():
            assert (made[1] / "diagrams" / f"{name}{ending}").read_bytes().startswith(start), (name, ending)


def test_it_tells_how_far_it_has_come(made: Made) -> None:
    total = len(workspace.library())
    assert ("answer", total, total) in made[2]
    assert ("draw", 5, 5) in made[2]
    done, all_ = made[2][-1][1:]
    assert (made[2][-1][0], done) == ("site", all_)


# --- seeds of one's own -----------------------------------------------------------------------------------------


def _small(path: Path) -> Path:
    town = "- {id: town, kind: Municipality, level: local, name: Byen, cites: [minutes]}\n"
    return folder(path, {"board.yaml": BOARD, "town.yaml": town})


def test_a_question_about_a_node_of_another_kind_by_default_is_left_out(tmp_path: Path) -> None:
    other = BOARD.replace("id: board", "id: vegarshei-kommune")
    built = build(
        tmp_path / "out", seeds=folder(tmp_path / "seeds", {"board.yaml": other}), store=f"arcadedb:{tmp_path}/s"
    )
    assert "questions about what the seeds do not have" in built.left_out[-1]


def test_with_other_seeds_what_they_do_not_have_is_left_out_with_a_line(tmp_path: Path) -> None:
    seeds = _small(tmp_path / "seeds")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    for _ in range(2):
        built = build(tmp_path / "out", seeds=seeds, store=f"arcadedb:{tmp_path / 'store'}")
    pictures, questions = built.left_out[:5], built.left_out[5]
    assert [line.partition(": ")[0] for line in pictures] == [
        f"the picture {name}"
        for name in ("oversikt-agder", "oversikt-ks", "samhandlingsstruktur", "ks-samstyring", "rkg-e-helse")
    ]
    assert re.fullmatch(
        r"\d+ questions about what .+ not have, such as .+: the seeds have no '.*' of the kind it asks about",
        questions,
    )
    text = (tmp_path / "out" / "report.md").read_text("utf-8")
    assert "Ikke tegnet, fordi grunnfilene ikke har det som visningen nevner: `oversikt-agder`, " in text
    assert "Ikke spurt, fordi grunnfilene ikke har det som spørsmålet nevner: `" in text
    links = [link for link in re.findall(r"\]\(([^)<]+)\)", text) if not link.startswith("http")]
    assert [link for link in links if not (tmp_path / "out" / link).exists()] == []
    assert (tmp_path / "out" / "mine.txt").read_text() == "mine"


def test_the_command_prints_where_the_pages_begin_and_then_the_figures(type_: Type, tmp_path: Path) -> None:
    out = tmp_path / "out"
    told = type_("build", "--seeds", str(_small(tmp_path / "seeds")), "-o", str(out)).out.splitlines()
    assert told[-2] == str(out / "index.html")
    assert told[-1].startswith("2 nodes, 0 edges, 1 sources, ")


def test_a_report_of_somebody_else_is_found_before_the_work_begins(tmp_path: Path) -> None:
    (tmp_path / "report.md").write_text("mine")
    with pytest.raises(ConfigError, match=r"report.md would be replaced, and no earlier run made it: .* --force"):
        build(tmp_path, seeds=_small(tmp_path / "seeds"), store="arcadedb:/nowhere/at/all")
    assert (tmp_path / "report.md").read_text() == "mine"


def test_a_report_in_norwegian_holds_no_english_sentence(made: Made) -> None:
    text = (made[1] / "report.md").read_text("utf-8")
    told = re.sub(r"\]\([^)]*\)|<[^>]*>|`[^`]*`|\[[a-z-]+\.csv", "", text)  # addresses, ids and names of files
    english = re.compile(r"\b(the|of|and|with|which|was|were|from|its|has|been|that|this)\b")
    lines = (
        line for line in told.splitlines() if not re.match(r"- K\d+: ", line)
    )  # titles of documents stay as they are
    assert [line for line in lines if english.search(re.sub(r"\[?answers/\S+", "", line))] == []


def test_every_finding_that_a_report_may_tell_is_told_in_norwegian() -> None:
    may = {rule.code for rule in RULES if rule.severity != "error"}
    assert set(RULES_NB) == may
