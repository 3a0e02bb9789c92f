"""The examples of seeds/README.md: read together with the shipped seeds, they are clean."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from graphmodel.checks import report
from graphmodel.seeds import read, read_draft

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
README = (SEEDS / "README.md").read_text("utf-8")
EXAMPLES = dict(re.findall(r"```yaml\n# (\S+)\n(.*?)```", README, re.DOTALL))
ROW = "lindesnes-eksempel,Municipality,local,Eksempel kommune,,9999,,,,,eksempel-2021\n"


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = shutil.copytree(SEEDS, tmp_path_factory.mktemp("seeds") / "seeds")
    for name, text in EXAMPLES.items():
        with (copy / name).open("a", encoding="utf-8") as file:
            file.write(f"\n{text}")
    with (copy / "kommuner" / "municipalities.csv").open("a", encoding="utf-8") as file:
        file.write(ROW)
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


def test_every_folder_and_file_of_the_seeds_is_told_of() -> None:
    told = set(re.findall(r"^\| `([^`]+?)/?` \|", README, re.MULTILINE))
    there = {path.name for path in SEEDS.iterdir()} - {"README.md", "LICENSE"}
    assert there <= told
