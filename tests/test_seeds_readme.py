"""The examples of seeds/README.md: read together with the shipped seeds, they are clean."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from command import in_shell

from graphmodel import workspace
from graphmodel.checks import report
from graphmodel.seeds import read, read_draft

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
README = (SEEDS / "README.md").read_text("utf-8")
TRANSLATIONS = re.findall(r"```csv\nnb,en\n(.*?)```", README, re.DOTALL)
EXAMPLES = dict(re.findall(r"```yaml\n# (\S+)\n(.*?)```", README, re.DOTALL))
ROW = "lindesnes-eksempel,Municipality,local,Eksempel kommune,,4299,,,,,eksempel-2021\n"


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = shutil.copytree(SEEDS, tmp_path_factory.mktemp("seeds") / "seeds")
    for name, text in EXAMPLES.items():
        with (copy / name).open("a", encoding="utf-8") as file:
            file.write(f"\n{text}")
    with (copy / "kommuner" / "municipalities.csv").open("a", encoding="utf-8") as file:
        file.write(ROW)
    with (copy / "kommuner" / "municipality_edges.csv").open("a", encoding="utf-8") as file:
        file.write("lindesnes-eksempel,PART_OF,agder-fylke,kommune i fylket,,,,,,eksempel-2021\n")
        file.write("lindesnes-eksempel,MEMBER_OF,helsefellesskap-agder,part,,,,,,eksempel-2021\n")
    with (copy / "kommuner" / "ks_members.csv").open("a", encoding="utf-8") as file:
        file.write("lindesnes-eksempel,MEMBER_OF,ks,medlem,,,eksempel-2021\n")
    with (copy / "translations.csv").open("a", encoding="utf-8") as file:
        file.writelines(TRANSLATIONS)
    return copy


def test_each_task_has_its_example() -> None:
    assert list(EXAMPLES) == [
        "agder/eksempel.yaml",
        "agder/eksempel-2.yaml",
        "agder/eksempel-plass.yaml",
        "sources/eksempel.yaml",
        "agder/eksempel-3.yaml",
        "agder/eksempel-4.yaml",
        "surveys.yaml",
    ]


def test_the_examples_are_clean_beside_the_shipped_seeds(extended: Path) -> None:
    told = report(read_draft(extended))
    assert told.exit_code == 0
    new = [finding.id for finding in told.findings if "eksempel" in finding.id]
    assert new == ["GM601:eksempelutvalget:cooperates-with:digi-agder"]


def test_the_examples_mean_what_the_text_says(extended: Path) -> None:
    graph = read(extended)
    assert graph.nodes["eksempelradet"].since == "2021-11-29"
    assert graph.edges["eksempelutvalget:reports-to:kdk-agder"].until == "2023-12-31"
    assert graph.name("eksempelnettverket", on="2021-06-01") == "Ett digitalt Eksempel"
    assert graph.name("eksempelnettverket", on="2022-01-01") == "Digi Eksempel"
    assert graph.nodes["lindesnes-eksempel"].name == "Eksempel kommune"
    assert "lindesnes-eksempel:represented-in:eksempelradet" in graph.ties
    assert "eksempelutvalget:cooperates-with:digi-agder" not in graph.ties


def test_the_example_of_a_translation_is_the_english_of_the_other_examples(extended: Path) -> None:
    graph = read(extended)
    role = graph.edges["eksempelutvalget:reports-to:kdk-agder"].role
    assert (role, graph.translate(role, "en")) == ("årlig rapport", "yearly report")


def test_every_folder_and_file_of_the_seeds_is_told_of() -> None:
    told = set(re.findall(r"^\| `([^`]+?)/?` \|", README, re.MULTILINE))
    there = {path.name for path in SEEDS.iterdir()} - {"README.md", "LICENSE"}
    assert there <= told


# --- a merger ---------------------------------------------------------------------------------------------------

OLD = {"vegarshei-kommune", "gjerstad-kommune"}
(MERGER,) = re.findall(r"^ +graphmodel (new merger .*)$", README, re.MULTILINE)


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return seeds in which the command that the README tells was run."""
    seeds = shutil.copytree(SEEDS, tmp_path_factory.mktemp("merged") / "seeds")
    told = in_shell(f"graphmodel {MERGER} --seeds {seeds}")
    assert (told.returncode, b"gjerstad-kommune:member-of:ostre-agder (medlem)" in told.stderr) == (0, True)
    return seeds


def _without(path: Path, start: str) -> str:
    lines = path.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(start)]
    assert len(kept) < len(lines)
    return "".join(kept)


def test_a_merger_as_told_loses_no_municipality(merged: Path) -> None:
    told = report(read_draft(merged))
    assert [finding.id for finding in told.findings if finding.counts] == []
    graph = read(merged)
    shown = workspace.draw(graph, "samhandlingsstruktur", on="2027-01-01").scene.part.nodes
    assert ("ny-kommune" in shown, OLD & {*shown}) == (True, set())
    before = workspace.draw(graph, "samhandlingsstruktur", on="2026-12-31").scene.part.nodes
    assert {*before} > OLD
    assert "ny-kommune" not in before
    ties = {edge.to_id: edge.confidence for edge in graph.edges_from("ny-kommune")}
    assert ties == {"agder-fylke": "stated", "ks": "inferred", "helsefellesskap-agder": "inferred"}


def test_a_merger_changes_nothing_else(merged: Path) -> None:
    changed = workspace.difference(workspace.read(), workspace.read(merged))
    reasoning = "Kommunene som gikk inn i den, var alle medlem."
    assert {change.id for change in changed if "ny-kommune" not in change.id} == {*OLD, reasoning}
    former = (merged / "kommuner" / "former_municipalities.csv").read_text("utf-8").splitlines()[-2:]
    assert {row.split(",")[0] for row in former} == OLD


@pytest.mark.parametrize(
    ("file", "start", "finding"),
    [
        ("municipality_edges", "ny-kommune,PART_OF", "GM506:ny-kommune"),
        ("ks_members", "ny-kommune", "GM510:ny-kommune:ks"),
        ("municipality_edges", "ny-kommune,MEMBER_OF", "GM510:ny-kommune:avtale-helsefellesskap-2019"),
    ],
)
def test_what_a_merger_forgets_is_told(merged: Path, file: str, start: str, finding: str) -> None:
    name = f"kommuner/{file}.csv"
    told = report(read_draft(merged, instead={name: _without(merged / name, start)}))
    assert [each.id for each in told.findings if each.counts] == [finding]
