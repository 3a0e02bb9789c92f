"""The examples of seeds/README.md: read together with the shipped seeds, they are clean."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pytest

from graphmodel import project
from graphmodel.checks import report
from graphmodel.seeds import read, read_draft

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
README = (SEEDS / "README.md").read_text("utf-8")
TRANSLATIONS = re.findall(r"```csv\nnb,en\n(.*?)```", README, re.DOTALL)
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
    with (copy / "kommuner" / "municipality_edges.csv").open("a", encoding="utf-8") as file:
        file.write("lindesnes-eksempel,PART_OF,agder-fylke,kommune i fylket,,,,,,eksempel-2021\n")
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


# --- a merger, step by step -------------------------------------------------------------------------------------

OLD = ("vegarshei-kommune", "gjerstad-kommune")
FORMER, PRESENT, CHANGES, EDGES = (
    f"kommuner/{name}.csv"
    for name in ("former_municipalities", "municipalities", "municipality_changes", "municipality_edges")
)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _add(path: Path, *rows: dict[str, str]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, header, restval="").writerows(rows)


def _merged(seeds: Path) -> Path:
    """Merge two municipalities of Agder in the first three steps that the README tells."""
    _, ending, succession, *_ = re.findall(r"^  \d\. (.*)", README, re.MULTILINE)
    assert ("`from`" in ending, "`SUCCEEDED_BY`" in succession) == (True, True)
    rows = _rows(seeds / PRESENT)
    with (seeds / PRESENT).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(row for row in rows if row["id"] not in OLD)
    _add(seeds / FORMER, *(row | {"to": "2026-12-31"} for row in rows if row["id"] in OLD))
    cites = {"cites": "ssb-flersprak"}
    new = {"id": "ny-kommune", "kind": "Municipality", "level": "local", "name": "Ny kommune", "number": "4299"}
    _add(seeds / PRESENT, new | {"from": "2027-01-01"} | cites)
    tie = {"type": "SUCCEEDED_BY", "to": "ny-kommune", "role": "kommunesammenslåing", "since": "2027-01-01"} | cites
    _add(seeds / CHANGES, *(tie | {"from": old} for old in OLD))
    return seeds


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return shutil.copytree(SEEDS, tmp_path / "seeds")


def test_a_merger_as_told_loses_no_municipality(copied: Path) -> None:
    seeds = _merged(copied)
    county = {"from": "ny-kommune", "type": "PART_OF", "to": "agder-fylke", "since": "2027-01-01"}
    _add(seeds / EDGES, county | {"role": "kommune i fylket", "cites": "ssb-flersprak"})
    told = report(read_draft(seeds))
    assert [finding.id for finding in told.findings if finding.counts] == []
    graph = read(seeds)
    shown = project.draw(graph, "samhandlingsstruktur", on="2027-01-01").scene.part.nodes
    assert ("ny-kommune" in shown, set(OLD) & set(shown)) == (True, set())
    before = project.draw(graph, "samhandlingsstruktur", on="2026-12-31").scene.part.nodes
    assert set(OLD) < set(before)
    assert "ny-kommune" not in before


def test_a_merger_that_forgets_the_county_is_told(copied: Path) -> None:
    told = report(read_draft(_merged(copied)))
    assert [finding.id for finding in told.findings if finding.counts] == ["GM506:ny-kommune"]
