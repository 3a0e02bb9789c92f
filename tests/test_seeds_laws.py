"""Laws of the seed files: what is written is read back equal; the order of files, entries and rows never matters."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
import yaml
from graphs import crossroads, graphs
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.errors import SeedError
from graphmodel.seeds import read, write

if TYPE_CHECKING:
    from random import Random

    from graphmodel.model import Graph

SHIPPED = Path(__file__).resolve().parent.parent / "seeds"


@settings(max_examples=50)
@given(graphs())
def test_a_graph_that_is_written_is_read_back_equal(graph: Graph) -> None:
    with TemporaryDirectory() as folder:
        write(graph, folder)
        assert read(folder) == graph


@settings(max_examples=25)
@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_of_files_and_entries_never_matters(graph: Graph, chance: Random) -> None:
    with TemporaryDirectory() as folder, TemporaryDirectory() as shuffled:
        write(graph, folder)
        for number, file in enumerate(chance.sample(files := sorted(Path(folder).rglob("*.yaml")), len(files))):
            entries = yaml.load(file.read_text("utf-8"), yaml.CBaseLoader) or []  # noqa: S506 - makes only text
            chance.shuffle(entries)
            text = yaml.dump(entries, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
            special = file.name in ("sources.yaml", "surveys.yaml")
            (Path(shuffled) / (file.name if special else f"{number}.yaml")).write_text(text, "utf-8")
        if graph.translations:
            header, *rows = (Path(folder) / "translations.csv").read_text("utf-8").splitlines(keepends=True)
            if not any("\n" in text for pair in graph.translations.items() for text in pair):
                chance.shuffle(rows)
            (Path(shuffled) / "english.csv").write_text(header + "".join(rows), "utf-8", newline="\n")
        assert read(shuffled) == graph


def test_the_shipped_seeds_are_written_and_read_back_equal(tmp_path: Path) -> None:
    graph = read(SHIPPED)
    write(graph, tmp_path / "again")
    assert read(tmp_path / "again") == graph


def test_the_order_of_rows_in_the_shipped_lists_never_matters(tmp_path: Path) -> None:
    for file in SHIPPED.rglob("*.*"):
        if file.suffix in (".yaml", ".csv"):
            header, *rows = file.read_text("utf-8").splitlines(keepends=True)
            copy = tmp_path / file.relative_to(SHIPPED)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text("".join([header, *(reversed(rows) if file.suffix == ".csv" else rows)]), "utf-8")
    assert read(tmp_path) == read(SHIPPED)


def test_the_same_graph_is_written_as_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write(crossroads(), tmp_path / name)
    texts = [{file.name: file.read_bytes() for file in (tmp_path / name).rglob("*.yaml")} for name in ("one", "other")]
    assert texts[0] == texts[1]
    assert set(texts[0]) == {
        *("Association.yaml", "Committee.yaml", "CooperationBody.yaml", "Ministry.yaml", "Municipality.yaml"),
        *("Network.yaml", "Strategy.yaml", "sources.yaml"),
    }


def test_a_written_entry_reads_as_a_planner_would_write_it(tmp_path: Path) -> None:
    write(crossroads(), tmp_path)
    assert (tmp_path / "body" / "Ministry.yaml").read_text("utf-8") == (
        "- id: ministry\n"
        "  kind: Ministry\n"
        "  level: national\n"
        "  name: Ministry\n"
        "  cites:\n"
        "  - minutes\n"
        "  edges:\n"
        "  - type: FUNDS\n"
        "    to: network\n"
        "    since: 2021\n"
        "    until: 2023\n"
        "    cites:\n"
        "    - minutes\n"
    )


def test_nothing_is_written_over_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(SeedError, match="is not empty: expected a new or an empty folder"):
        write(crossroads(), tmp_path)
    with pytest.raises(SeedError, match="cannot be written"):
        write(crossroads(), tmp_path / "mine.txt" / "seeds")
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]
