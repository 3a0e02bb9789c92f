"""What a folder of seeds held is kept, taken only for what was kept, and never in the way."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from graphs import crossroads, renamed
from seedfolders import BOARD, folder
from shipped_record import record

import graphmodel as gm
from graphmodel import seed_cache, seeds
from graphmodel.config import shipped
from graphmodel.errors import SeedError
from graphmodel.model.plain import plain, restored

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from graphmodel.model import Graph

PADDING = "# of no meaning, and large enough to be worth keeping\n" * 2_000


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GRAPHMODEL_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def written(tmp_path: Path, cache: Path) -> Path:
    """Seeds that were read once."""
    gm.write(crossroads(), tmp_path / "seeds")
    (tmp_path / "seeds" / "padding.yaml").write_text(PADDING, encoding="utf-8")
    gm.read(tmp_path / "seeds")
    assert len(list(cache.rglob("*.json"))) == 1
    return tmp_path / "seeds"


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Tell which folders were read from their files."""
    told: list[Path] = []
    read = seeds.read

    def noted(path: Path) -> Graph:
        told.append(path)
        return read(path)

    monkeypatch.setattr(seeds, "read", noted)
    return told


def kept(cache: Path) -> Path:
    return next(cache.rglob("*.json"))


@pytest.mark.parametrize("graph", [record, crossroads, renamed], ids=lambda each: each.__name__)
def test_a_graph_comes_back_from_plain_values_as_it_was(graph: Callable[[], Graph]) -> None:
    there = graph()
    back = restored(json.loads(json.dumps(plain(there))))
    assert back == there
    for group in ("nodes", "edges", "sources", "surveys"):
        for one, other in zip(getattr(there, group).values(), getattr(back, group).values(), strict=True):
            assert (type(one), repr(one), one.model_fields_set) == (type(other), repr(other), other.model_fields_set)
            assert one.model_dump() == other.model_dump()
    assert [back.attested(id_) for id_ in (*back.nodes, *back.edges)] == [
        there.attested(id_) for id_ in (*there.nodes, *there.edges)
    ]
    assert (back.translate("leder", "en"), back.last_described) == (
        there.translate("leder", "en"),
        there.last_described,
    )


def test_the_shipped_seeds_are_read_once_and_then_taken(cache: Path, readings: list[Path]) -> None:
    assert gm.read() == gm.read() == record()
    assert readings == [shipped("seeds")]
    assert stat.S_IMODE(kept(cache).stat().st_mode) == 0o600
    assert stat.S_IMODE(kept(cache).parent.stat().st_mode) == 0o700


def test_any_change_of_the_seeds_is_read(written: Path, readings: list[Path]) -> None:
    before = gm.read(written)
    assert not readings
    (written / "more.yaml").write_text(BOARD.replace("minutes", next(iter(before.sources))).replace("board", "styre"))
    assert "styre" in gm.read(written)
    (written / "more.yaml").rename(written / "much.yaml")
    assert "styre" in gm.read(written)
    (written / "much.yaml").unlink()
    assert gm.read(written) == before
    assert len(readings) == 3


def test_what_is_not_sound_is_told_each_time_with_its_line(written: Path) -> None:
    (written / "more.yaml").write_text(BOARD.replace("regional", "nowhere"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(SeedError, match=r"more\.yaml:3: board: level: 'nowhere' is not one of"):
            gm.read(written)


def test_a_link_to_a_folder_is_told_although_the_same_seeds_were_kept(written: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (written / "linked").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SeedError, match="linked:1: is a link to a folder"):
        gm.read(written)


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[:0],
        lambda whole: whole[:-100],
        lambda whole: whole.replace(b"network", b"notwork"),
        lambda whole: whole.replace(b" ", b"0", 1),
        lambda whole: whole.partition(b"\n")[2],
        lambda whole: b"\x00" * len(whole),
    ],
)
def test_what_is_damaged_is_read_anew_and_kept_again(
    damage: Callable[[bytes], bytes], written: Path, cache: Path, readings: list[Path]
) -> None:
    whole = kept(cache).read_bytes()
    kept(cache).write_bytes(damage(whole))
    assert gm.read(written) == crossroads()
    assert len(readings) == 1
    assert kept(cache).read_bytes() == whole
    assert gm.read(written) == crossroads()
    assert len(readings) == 1


def test_a_folder_in_the_place_of_the_file_does_no_harm(written: Path, cache: Path) -> None:
    place = kept(cache)
    place.unlink()
    place.mkdir()
    assert gm.read(written) == crossroads()


@pytest.mark.parametrize("which", ["folder", "file"])
def test_what_others_could_have_written_is_not_taken(
    which: str, written: Path, cache: Path, readings: list[Path]
) -> None:
    place = kept(cache).parent if which == "folder" else kept(cache)
    place.chmod(0o777)
    assert gm.read(written) == crossroads()
    assert len(readings) == 1


def test_what_is_not_ours_is_neither_taken_nor_replaced(
    written: Path, cache: Path, readings: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept(cache).stat()
    monkeypatch.setattr(os, "geteuid", lambda: before.st_uid + 1)
    assert gm.read(written) == crossroads()
    assert len(readings) == 1
    assert kept(cache).stat() == before


def test_without_a_place_to_keep_it_the_seeds_are_read(
    written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "file", tmp_path / "file" / "below", tmp_path / "new" / "below"):
        monkeypatch.setenv("GRAPHMODEL_CACHE", str(place))
        assert gm.read(written) == crossroads()


def test_few_seeds_are_not_worth_keeping(tmp_path: Path, cache: Path) -> None:
    gm.read(folder(tmp_path / "seeds", {"board.yaml": BOARD}))
    assert not cache.exists()


def test_check_reads_the_files_whatever_is_kept(written: Path, cache: Path) -> None:
    found = gm.check(written)
    digest = kept(cache).read_text(encoding="utf-8").split()[0]
    seed_cache._keep(kept(cache), digest, renamed())  # noqa: SLF001 - what nobody else could write
    assert gm.read(written) == renamed()
    assert gm.check(written) == found


def test_several_processes_read_and_keep_at_once(written: Path, cache: Path) -> None:
    whole = kept(cache).read_bytes()
    kept(cache).unlink()
    code = f"import graphmodel as gm; print(gm.read({str(written)!r}))"
    running = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert {process.communicate()[0] for process in running} == {f"{crossroads()}\n"}
    assert kept(cache).read_bytes() == whole
    assert [each.name for each in kept(cache).parent.iterdir()] == [kept(cache).name]


def test_what_was_kept_is_taken_without_what_reads_seeds(written: Path) -> None:
    code = f"import sys, graphmodel as gm; gm.read({str(written)!r}); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"yaml", "csv", "graphmodel.seeds"} & {*done.stdout.split()}
