"""What only the embedded store promises: its folder, its processes, and a load that is killed."""

# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import fcntl
import json
import os
import random
import shutil
import stat
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from embedded_engine import BUILDS, afresh, choose
from graphs import crossroads, renamed

from graphmodel import workspace
from graphmodel.errors import GraphModelError, QueryError, StoreError
from graphmodel.store import Limits, Store, open_store
from graphmodel.store.arcadedb import directory, pool
from graphmodel.store.arcadedb.directory import Directory
from graphmodel.store.rows import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TESTS = Path(__file__).parent
COUNT = "MATCH (n:Body) RETURN count(n) AS bodies"


def opened(folder: Path, **how: Any) -> Store:
    return open_store(f"arcadedb:{folder}", **how)


def python(code: str, *arguments: object, **how: str) -> subprocess.Popen[str]:
    """Start Python on code that knows the store, and can import the graphs of the tests."""
    head = "import os, signal, sys; from graphmodel.store import Limits, open_store\n"
    return subprocess.Popen(
        [sys.executable, "-c", head + code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent}", **how},
    )


def said(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Return how a process ended, and what it said."""
    out, complaint = process.communicate(timeout=300)
    return process.returncode, out.strip(), complaint.strip()


@contextmanager
def as_nobody() -> Iterator[None]:
    """Be somebody who may not write everywhere, also where the tests run as root."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


# --- the folder -----------------------------------------------------------------------------------------------------


def test_loading_again_and_asking_leave_every_file_as_it_was(tmp_path: Path) -> None:
    def files() -> dict[str, tuple[int, bytes]]:
        paths = [tmp_path / "here" / "graphmodel.json", *next(tmp_path.glob("here/database-*")).iterdir()]
        return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in paths}

    with opened(tmp_path / "here") as store:
        store.load(crossroads())
        before = files()
        assert store.load(crossroads()) is False
        store.run(COUNT)
    assert files() == before


def test_only_the_current_database_is_kept_and_the_log_lies_beside_it(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        for _ in range(2):
            store.load(crossroads())
            store.load(renamed())
    names = sorted(path.name.partition("-")[0] for path in tmp_path.iterdir())
    assert [name for name in names if name != "log"] == ["database", "graphmodel.json", "lock"]


def test_a_store_that_was_never_loaded_has_no_fingerprint_and_says_what_to_do(tmp_path: Path) -> None:
    with opened(tmp_path / "new") as store:
        assert store.fingerprint() is None
        with pytest.raises(StoreError, match=r"nothing has been loaded into .*new yet: load a graph first"):
            store.run(COUNT)
        with pytest.raises(StoreError, match="nothing has been loaded"):
            store.dump()
    assert not (tmp_path / "new").exists()


def test_a_file_is_not_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="file is a file; expected a folder"):
        opened(tmp_path / "file")
    with pytest.raises(StoreError, match="below lies below a file"):
        opened(tmp_path / "file" / "below")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match=r"is not a store, but holds 'letter\.txt'; name a new or an empty folder"):
        opened(tmp_path)


def test_a_folder_that_cannot_be_written_is_named() -> None:
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o555)
        with (
            as_nobody(),
            opened(Path(name) / "below") as store,
            pytest.raises(StoreError, match="cannot be written: Perm"),
        ):
            store.load(crossroads())
        Path(name).chmod(0o755)


def test_a_store_in_a_folder_that_cannot_be_written_can_be_asked() -> None:
    with tempfile.TemporaryDirectory() as name, opened(Path(name) / "other") as other:
        here = Path(name) / "here"
        with opened(here) as store:
            store.load(crossroads())
        Path(name).chmod(0o755)
        for path in (here, *here.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        other.load(crossroads())  # its worker runs as who we are, as nobody may start Python where root has it
        with as_nobody(), opened(here) as store:
            assert store.load(crossroads()) is False
            assert store.run(COUNT).rows == ((7,),)
        for path in (here, *here.rglob("*")):
            path.chmod(0o755)


def database(folder: Path) -> Path:
    return next(folder.glob("database-*"))


def largest(folder: Path, pattern: str) -> Path:
    return max(database(folder).glob(pattern), key=lambda path: path.stat().st_size)


def deleted(pattern: str) -> Callable[[Path], None]:
    return lambda folder: largest(folder, pattern).unlink()


def cut(pattern: str, size: int) -> Callable[[Path], None]:
    return lambda folder: os.truncate(largest(folder, pattern), size)


def overwritten(pattern: str, start: int, content: bytes) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        with largest(folder, pattern).open("r+b") as file:
            file.seek(start)
            file.write(content)

    return damage


def replaced(name: str, make: Callable[[Path], object]) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        path = next(path for path in (folder / name, database(folder) / name) if path.exists())
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        make(path)

    return damage


DAMAGE = {
    "a bucket is deleted": deleted("*.bucket"),
    "an index is deleted": deleted("*.umtidx"),
    "the schema is deleted": deleted("schema.json"),
    "the dictionary is deleted": deleted("*.dict"),
    "the settings, which close LOAD CSV, are deleted": deleted("configuration.json"),
    "a bucket is empty": cut("*.bucket", 0),
    "a bucket is half": cut("*.bucket", 30_000),
    "the schema is cut": cut("schema.json", 100),
    "a page is zeros": overwritten("Body*.bucket", 0, bytes(4096)),
    "a byte of a bucket has changed": overwritten("Body*.bucket", 70, b"\xff"),
    "a byte of the settings has changed": overwritten("configuration.json", 30, b"#"),
    "there is one file more": lambda folder: (database(folder) / "statistics.json").write_bytes(b"{}"),
    "a file is a FIFO": replaced("schema.json", os.mkfifo),
    "a file is a folder": replaced("schema.json", Path.mkdir),
    "a file is a link": replaced("schema.json", lambda path: path.symlink_to("/dev/zero")),
    "the database is a file": lambda folder: replaced(database(folder).name, Path.touch)(folder),
    "the database is deleted": lambda folder: shutil.rmtree(database(folder)),
}

DAMAGED_MANIFEST = {
    "is empty": b"",
    "is cut": b'{"format": 2',
    "is no text": b"\xff\xfe\0",
    "is a list": b"[]",
    "is deep": b"[" * 200_000,
    "is of another format": b'{"format": 1, "database": "database-1", "fingerprint": "x", "day": null}',
    "names another place": b'{"format": 2, "database": "..", "fingerprint": "%s", "day": null, "files": {}}'
    % (b"0" * 40),
    "names no text": b'{"format": 2, "database": "database-\\ud800", "fingerprint": "", "day": null, "files": {}}',
    "has no such day": b'{"format": 2, "database": "database-%s", "fingerprint": "%s", "day": "2021-13-4", "files": {}}'
    % (b"0" * 16, b"0" * 40),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that is whole, to be copied."""
    folder = tmp_path_factory.mktemp("whole")
    with opened(folder) as store:
        store.load(crossroads())
    return folder


@pytest.fixture
def copied(whole: Path, tmp_path: Path) -> Path:
    """A copy of a store that is whole."""
    return Path(shutil.copytree(whole, tmp_path / "copy"))


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_database_is_seen_and_loaded_again(copied: Path, damage: Callable[[Path], None]) -> None:
    damage(copied)
    with opened(copied) as store:
        with pytest.raises(StoreError, match=r"the store in .* is damaged: .*; load the graph again"):
            store.run(COUNT)
        with pytest.raises(StoreError, match="is damaged"):
            store.check()
        assert store.load(crossroads()) is True
        assert store.dump() == crossroads()
        store.check()


@pytest.mark.parametrize("manifest", DAMAGED_MANIFEST.values(), ids=DAMAGED_MANIFEST)
def test_a_damaged_manifest_is_as_if_nothing_had_been_loaded(copied: Path, manifest: bytes) -> None:
    (copied / "graphmodel.json").write_bytes(manifest)
    with opened(copied) as store:
        assert store.fingerprint() is None
        with pytest.raises(StoreError, match="nothing has been loaded"):
            store.run(COUNT)
        assert store.load(crossroads()) is True
        assert store.dump() == crossroads()


def test_a_manifest_that_is_a_fifo_is_as_if_nothing_had_been_loaded(copied: Path) -> None:
    replaced("graphmodel.json", os.mkfifo)(copied)
    with opened(copied) as store:
        assert store.load(crossroads()) is True
        assert store.dump() == crossroads()


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to("victim")])
def test_what_is_in_the_place_of_the_lock_is_neither_waited_for_nor_written(
    copied: Path, make: Callable[[Path], object]
) -> None:
    replaced("lock", make)(copied)
    with opened(copied) as store:
        assert store.run(COUNT).rows == ((7,),)
        with pytest.raises(StoreError, match="lock is not a file, as the lock of a store is: remove it"):
            store.load(renamed())
        assert store.run(COUNT).rows == ((7,),)
    assert not (copied / "victim").exists()


def test_a_log_that_is_a_file_is_left_alone(copied: Path) -> None:
    shutil.rmtree(copied / "log", ignore_errors=True)
    (copied / "log").write_text("mine", encoding="utf-8")
    afresh()
    with opened(copied) as store:
        assert store.run(COUNT).rows == ((7,),)
    assert (copied / "log").read_text(encoding="utf-8") == "mine"


def test_damage_that_comes_after_the_first_question_is_found_by_a_check(copied: Path) -> None:
    with opened(copied) as store:
        store.run(COUNT)
        DAMAGE["a page is zeros"](copied)
        with pytest.raises(StoreError, match=r"Body.*\.bucket has changed"):
            store.check()
        assert store.load(crossroads()) is True


def test_a_folder_whose_name_is_not_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="takes only folders whose path is UTF-8: name another folder"):
        opened(tmp_path / os.fsdecode(b"c\xff"))


def test_a_load_that_lands_while_somebody_looks_what_is_current_is_seen(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage = Directory.damage

    def late(folder: Directory) -> object:
        monkeypatch.undo()
        with opened(copied) as other:
            other.load(renamed())  # and what was found is gone
        return damage(folder)

    with opened(copied) as store:
        monkeypatch.setattr(Directory, "damage", late)
        assert store.dump() == renamed()


def test_a_load_that_fails_leaves_the_old_graph(tmp_path: Path) -> None:
    def give_up(done: int, total: int) -> None:
        raise KeyboardInterrupt(f"{done} of {total}")

    with opened(tmp_path) as store:
        store.load(crossroads())
        with pytest.raises(KeyboardInterrupt):
            store.load(renamed(), give_up)
        assert store.dump() == crossroads()
        assert len(list(tmp_path.glob("database-*"))) == 1


def test_what_is_flushed_is_open_for_writing_as_windows_needs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed = list[int]()

    def flush(handle: int) -> None:
        if stat.S_ISREG(os.fstat(handle).st_mode):
            flushed.append(fcntl.fcntl(handle, fcntl.F_GETFL) & os.O_ACCMODE)

    monkeypatch.setattr(os, "fsync", flush)
    with opened(tmp_path) as store:
        store.load(crossroads())
    assert set(flushed) == {os.O_RDWR}


def test_unsorted_rows_come_in_one_order_from_every_load(tmp_path: Path) -> None:
    def rows(name: str) -> object:
        with opened(tmp_path / name) as store:
            store.load(crossroads())
            return store.run("MATCH (n)-[e]->(m) RETURN n.id AS a, e.id AS e, m.id AS b").rows

    assert rows("one") == rows("other")


# --- several stores, several processes --------------------------------------------------------------------------------


def test_two_stores_of_one_process_share_a_folder(tmp_path: Path) -> None:
    with opened(tmp_path) as one, opened(tmp_path) as other:
        one.load(crossroads())
        assert one.run(COUNT).rows == other.run(COUNT).rows == ((7,),)
        one.close()
        assert other.run(COUNT).rows == ((7,),)


def test_threads_share_a_store_while_it_is_loaded_again(tmp_path: Path) -> None:
    with opened(tmp_path) as store, ThreadPoolExecutor(4) as threads:
        store.load(crossroads())
        answers = [threads.submit(store.run, COUNT) for _ in range(60)]
        for graph in (renamed(), crossroads(), renamed()):
            store.load(graph)
            answers += [threads.submit(store.run, COUNT) for _ in range(60)]
        assert {answer.result().rows for answer in answers} == {((7,),), ((1,),)}
        assert store.run(COUNT).rows == ((1,),)


def test_other_processes_can_ask_at_the_same_time(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.load(crossroads())
        ask = "with open_store(sys.argv[1]) as s: print(s.run(sys.argv[2]).rows)"
        others = [python(ask, f"arcadedb:{tmp_path}", COUNT) for _ in range(2)]
        assert store.run(COUNT).rows == ((7,),)
        assert [said(other) for other in others] == [(0, "((7,),)", "")] * 2


def test_a_reader_is_not_disturbed_by_a_load_in_another_process(tmp_path: Path) -> None:
    load = "from graphs import renamed\nwith open_store(sys.argv[1]) as s: print(s.load(renamed()))"
    with opened(tmp_path) as store:
        store.load(crossroads())
        store.run(COUNT)
        assert said(python(load, f"arcadedb:{tmp_path}")) == (0, "True", "")
        assert store.run(COUNT).rows == ((1,),)


def test_a_folder_that_another_process_is_loading_is_waited_for_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory, "_PATIENCE", 0.1)
    load = (
        "from graphs import renamed\ndef hold(done, total):\n    print('loading', flush=True); sys.stdin.readline()\n"
        "with open_store(sys.argv[1]) as s: s.load(renamed(), hold)"
    )
    other = python(load, f"arcadedb:{tmp_path}")
    assert other.stdout is not None
    assert other.stdout.readline() == "loading\n"
    with opened(tmp_path) as store, pytest.raises(StoreError, match="is being loaded by another process"):
        store.load(crossroads())
    assert said(other)[0] == 0
    with opened(tmp_path) as store:
        assert store.dump() == renamed()


# --- killed -----------------------------------------------------------------------------------------------------------

LOADERS = """
import graphmodel.store.arcadedb.store
from graphs import crossroads
def load(folder, how, when):
    def count(event, arguments, seen=[0]):
        seen[0] += 1
        if how == "moment" and seen[0] == when:
            os.kill(os.getpid(), signal.SIGKILL)
        count.seen = seen[0]
    with open_store(folder) as store:
        sys.addaudithook(count)
        if how == "after":
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, when)
        store.load(crossroads())
    print(count.seen, flush=True)
    os._exit(0)
for line in sys.stdin:
    folder, how, when = line.split()
    child = os.fork()
    if child == 0:
        load(folder, how, float(when))
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""Loads in processes of their own. A load is killed at one of the moments when Python calls out (to open, write or
rename a file, or into the engine), or after some time, wherever it is; no handler runs in either case."""


class Loaders:
    """Starts loads that are killed."""

    def __init__(self) -> None:
        self._process = python(LOADERS)

    def load(self, folder: Path, how: str, when: float) -> tuple[int, int]:
        """Return the exit code of a load, and the number of moments that were counted."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"arcadedb:{folder} {how} {when}\n")
        self._process.stdin.flush()
        first = int(self._process.stdout.readline())
        return (first, 0) if first < 0 else (int(self._process.stdout.readline()), first)

    def stop(self) -> None:
        said(self._process)


@pytest.fixture
def loaders() -> Iterator[Loaders]:
    """A process that starts loads."""
    started = Loaders()
    yield started
    started.stop()


def test_a_load_that_is_killed_leaves_the_old_graph_or_the_new_one(tmp_path: Path, loaders: Loaders) -> None:
    with opened(tmp_path / "whole") as store:
        store.load(renamed())
    code, moments = loaders.load(tmp_path / "whole", "moment", 0)
    assert (code, moments > 100) == (0, True)
    folder, outcomes = tmp_path / "killed", list[str]()
    early = random.Random(20190829).sample(range(1, moments), 3)  # noqa: S311 - no secret
    for moment in [*early, *range(moments - 6, moments)]:
        with opened(folder) as store:
            store.load(renamed())
        assert loaders.load(folder, "moment", moment) == (-9, 0)
        with opened(folder) as store:
            found = store.dump()
            assert store.fingerprint() == fingerprint(found)
        outcomes.append("old" if found == renamed() else "new" if found == crossroads() else "mix")
    assert set(outcomes) == {"old", "new"}


def test_a_load_that_is_killed_inside_the_engine_leaves_the_old_graph_or_the_new_one(
    tmp_path: Path, loaders: Loaders
) -> None:
    with opened(tmp_path) as store:
        store.load(renamed())
    chance = random.Random(20191129)  # noqa: S311 - no secret
    codes = set()
    for _ in range(6):
        codes.add(loaders.load(tmp_path, "after", chance.uniform(0.02, 0.6))[0])
        with opened(tmp_path) as store:
            assert store.dump() in (renamed(), crossroads())
            store.load(renamed())
    assert -14 in codes
    assert len(list(tmp_path.glob("database-*"))) == 1


# --- the engine -------------------------------------------------------------------------------------------------------

STUCK = """
from graphmodel.errors import QueryError
with open_store(sys.argv[1], limits=Limits(seconds=2)) as store:
    try:
        store.run("WITH range(1, 3000) AS l RETURN [x IN l WHERE all(y IN l WHERE any(z IN l WHERE z > 9000))] AS x")
    except QueryError as error:
        print(error)
    print(store.run("MATCH (n:Body) RETURN count(n) AS n").rows)
sys.exit(3)
"""


def test_an_expression_that_the_engine_cannot_stop_keeps_neither_the_store_nor_the_process(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.load(crossroads())
    code, out, complaint = said(python(STUCK, f"arcadedb:{tmp_path}"))
    assert (code, complaint) == (3, "")
    assert "did not end within 2 seconds" in out
    assert "((7,),)" in out


def test_a_query_can_be_interrupted(tmp_path: Path) -> None:
    ask = (
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in what a shell starts in the background\n"
        "with open_store(sys.argv[1]) as s:\n"
        "    s.run('RETURN 1 AS one')\n"
        "    endless = 'UNWIND range(1, 1000000) AS x UNWIND range(1, 100000) AS y WITH x WHERE x < 0 RETURN x'\n"
        "    try: print('go', flush=True); s.run(endless)\n"
        "    except KeyboardInterrupt: print('stopped', s.run('RETURN 1 AS one').rows)\n"
    )
    with opened(tmp_path) as store:
        store.load(crossroads())
    other = python(ask, f"arcadedb:{tmp_path}")
    assert other.stdout is not None
    assert other.stdout.readline() == "go\n"
    other.send_signal(2)
    assert said(other) == (0, "stopped ((1,),)", "")


def test_memory_that_is_not_there_is_an_error_and_harms_no_store(tmp_path: Path) -> None:
    ask = (
        "from graphmodel.errors import QueryError\nwith open_store(sys.argv[1]) as s:\n"
        "    try: s.run('RETURN size(reduce(l = [1], x IN range(1, 40) | l + l)) AS n')\n"
        "    except QueryError as error: print(error)\n"
    )
    with opened(tmp_path) as store:
        store.load(crossroads())
    small = python(ask, f"arcadedb:{tmp_path}", ARCADEDB_NATIVE_ISOLATE_ARGS="-Xmx64m", ARCADEDB_JVM_ARGS="-Xmx64m")
    # The thread that asks for memory next is told; if that is one of the engine's own, the engine ends its process.
    code, out, complaint = said(small)
    assert (code, complaint) == (0, "")
    assert "needs more memory than there is" in out or "most likely it needs too much memory" in out
    with opened(tmp_path) as store:
        assert store.dump() == crossroads()


def test_nothing_is_said_on_the_terminal(tmp_path: Path) -> None:
    load = "from graphs import crossroads\nwith open_store(sys.argv[1]) as s: s.load(crossroads()); s.dump()"
    assert said(python(load, f"arcadedb:{tmp_path}")) == (0, "", "")
    assert (tmp_path / "log").is_dir()


def test_a_machine_without_the_engine_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for build in ("arcadedb", "arcadedb_embedded"):
        (tmp_path / f"{build}.py").write_text("raise ImportError('not here')", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    afresh()
    words = r"pip install arcadedb-embedded; .*neo4j://.* \(arcadedb: not here; arcadedb_embedded: not here\)"
    with opened(tmp_path / "here") as store, pytest.raises(StoreError, match=words):
        store.load(crossroads())
    assert not list((tmp_path / "here").glob("database-*"))


@pytest.mark.parametrize(
    "wrong",
    [
        "__backend__ = 'jvm'",
        "raise OSError('GLIBC_2.99 not found')",
        "__backend__ = 'native'",
        "raise RuntimeError('no AVX')",
    ],
)
def test_a_native_build_that_is_not_right_leaves_its_place_to_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    (tmp_path / "arcadedb.py").write_text(wrong, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    afresh()
    with opened(tmp_path / "here") as store:
        store.load(crossroads())
        assert store.dump() == crossroads()
    afresh()


@pytest.mark.parametrize("reading", BUILDS)
@pytest.mark.parametrize("writing", BUILDS)
def test_what_one_build_has_written_the_other_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writing: str, reading: str
) -> None:
    for name, build in (("w", writing), ("r", reading)):
        (tmp_path / name).mkdir()
        with monkeypatch.context() as patch:
            choose(build, patch, tmp_path / name)
            with opened(tmp_path / "here") as store:
                assert store.load(crossroads()) is (name == "w")
                assert store.dump() == crossroads()


@pytest.mark.parametrize("name", ["med mellomrom", "æøå", "a#b%20c;d", "'quoted\"", "~x$HOME"])
def test_a_folder_may_be_called_anything(tmp_path: Path, name: str) -> None:
    with opened(tmp_path / name) as store:
        store.load(crossroads())
        assert store.run(COUNT).rows == ((7,),)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_store_is_closed_with_a_question_under_way_elsewhere(tmp_path: Path) -> None:
    with opened(tmp_path) as one, opened(tmp_path, limits=Limits(rows=5)) as other:
        one.load(crossroads())
        with pytest.raises(QueryError, match="more than 5 rows"):
            other.run("UNWIND range(1, 100000) AS x RETURN x")
        other.close()
        assert one.run(COUNT).rows == ((7,),)


def test_the_manifest_names_one_database_and_one_graph(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.load(crossroads())
    manifest = json.loads((tmp_path / "graphmodel.json").read_text(encoding="utf-8"))
    files = {path.name: path.stat().st_size for path in database(tmp_path).iterdir()}
    assert {name: size for name, (size, _) in manifest.pop("files").items()} == files
    assert manifest == {
        "format": 2,
        "database": database(tmp_path).name,
        "fingerprint": fingerprint(crossroads()),
        "day": None,
    }


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("arcadedb:", "needs a folder, as in arcadedb:/path/to/folder"),
        ("arcade:/tmp/x", "names no kind of store; .*did you mean 'arcadedb'"),
        ("http://user:secret@host/", "names no kind of store"),
        ("http://[secret", "names no kind of store"),
        ("", "names no kind of store"),
        ("arcadedb:~nobody-of-that-name/store", "there is no such user's home"),
    ],
)
def test_a_url_that_names_no_store_is_refused_without_showing_its_secrets(url: str, complaint: str) -> None:
    with pytest.raises(StoreError, match=complaint) as raised:
        open_store(url)
    assert "secret" not in str(raised.value)


# --- worker processes -------------------------------------------------------------------------------------------------

ENDLESS = "WITH range(1, 100000) AS l RETURN [x IN l WHERE all(y IN l WHERE any(z IN l WHERE z > 900000))] AS x"

HOGS = [
    "RETURN size(reduce(l = [1], i IN range(1, 40) | l + l)) AS n",
    "RETURN size(reduce(s = 'x', i IN range(1, 40) | s + s)) AS n",
    "RETURN [x IN range(1, 1000000) | range(1, 1000000)] AS l",
    "WITH reduce(s = 'x', i IN range(1, 20) | s + s) AS s UNWIND range(1, 90000) AS d RETURN d, s",
    ENDLESS,
]
"""What takes all memory, or never ends, and could end or hang the process that it runs in."""


@pytest.mark.parametrize("build", BUILDS)
def test_no_query_ends_the_process_and_the_next_is_answered(
    copied: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, build: str
) -> None:
    choose(build, monkeypatch, tmp_path)
    with opened(copied) as store:
        for hog in HOGS:
            store.limits = Limits(seconds=1)
            with pytest.raises(QueryError):
                store.run(hog)
            store.limits = Limits()
            assert store.run(COUNT).rows == ((7,),)


def test_an_answer_has_at_most_so_many_bytes(copied: Path) -> None:
    ask = "WITH reduce(s = 'x', i IN range(1, 12) | s + s) AS s UNWIND range(1, $rows) AS d RETURN s"
    with opened(copied, limits=Limits(bytes=1_000_000)) as store:
        assert len(store.run(ask, rows=100)) == 100
        with pytest.raises(QueryError, match="the answer has more than 1000000 bytes: ask for less"):
            store.run(ask, rows=5000)
        assert store.run(COUNT).rows == ((7,),)


def test_a_process_ends_at_once_while_a_thread_of_it_asks(copied: Path) -> None:
    leave = (
        "from threading import Event, Thread\n"
        "s = open_store(sys.argv[1], limits=Limits(seconds=3600))\n"
        "s.run('RETURN 1 AS one')\n"
        "asking = Event()\n"
        "def ask():\n    asking.set()\n    try: s.run(sys.argv[2])\n    except Exception: pass\n"
        "Thread(target=ask, daemon=True).start(); asking.wait(); print('leaves')"
    )
    assert said(python(leave, f"arcadedb:{copied}", ENDLESS)) == (0, "leaves", "")


def test_a_worker_ends_with_the_process_that_started_it(copied: Path) -> None:
    ask = (
        "from graphmodel.store.arcadedb import pool\n"
        "s = open_store(sys.argv[1], limits=Limits(seconds=3600))\n"
        "s.run('RETURN 1 AS one')\n"
        "print(next(iter(pool._pool.all))._process.pid, flush=True)\n"
        "s.run(sys.argv[2])\n"
    )
    other = python(ask, f"arcadedb:{copied}", ENDLESS)
    assert other.stdout is not None
    worker = int(other.stdout.readline())
    other.kill()
    other.communicate()
    while Path(f"/proc/{worker}").exists() and "State:\tZ" not in Path(f"/proc/{worker}/status").read_text("utf-8"):
        pass  # the test's own limit of time ends this


def test_a_fork_can_ask(copied: Path) -> None:
    fork = (
        "import warnings; warnings.simplefilter('error')\n"
        "s = open_store(sys.argv[1]); print(s.run(sys.argv[2]).rows, flush=True)\n"
        "if (child := os.fork()) == 0:\n"
        "    print(s.run(sys.argv[2]).rows, open_store(sys.argv[1]).run(sys.argv[2]).rows, flush=True); sys.exit(5)\n"
        "print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), s.run(sys.argv[2]).rows)\n"
    )
    assert said(python(fork, f"arcadedb:{copied}", COUNT)) == (0, "((7,),)\n((7,),) ((7,),)\n5 ((7,),)", "")


def test_a_refused_query_or_another_store_starts_no_other_worker(
    copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    afresh()
    with opened(copied) as store, opened(tmp_path / "other") as other:
        assert store.run(COUNT).rows == ((7,),)
        (worker,) = pool._pool.all  # noqa: SLF001 - what nobody else can see
        with pytest.raises(QueryError, match="answers this form wrongly"):
            store.run("MATCH (n:Body) RETURN NOT count(n) > 1 AS x")
        other.load(renamed())
        assert other.dump() == renamed()
        assert store.run(COUNT).rows == ((7,),)
        assert pool._pool.all == [worker]  # noqa: SLF001
        assert [Directory(place).damage(anew=True) for place in (copied, tmp_path / "other")] == [None, None]
        monkeypatch.setattr(pool, "_MOST_DATABASES", 3)
        assert other.dump() == renamed()
        assert pool._pool.all != [worker]  # noqa: SLF001


def test_reading_needs_no_lock(copied: Path) -> None:
    with Directory(copied).lock(), opened(copied) as store:
        assert store.load(crossroads()) is False
        assert store.run(COUNT).rows == ((7,),)


def test_eight_who_come_at_once_to_an_empty_folder_are_all_answered(tmp_path: Path) -> None:
    ask = (
        "from graphs import crossroads\n"
        "with open_store(sys.argv[1]) as s: s.load(crossroads()); print(s.run(sys.argv[2]).rows)"
    )
    others = [python(ask, f"arcadedb:{tmp_path}", COUNT) for _ in range(8)]
    assert [said(other) for other in others] == [(0, "((7,),)", "")] * 8


def test_a_long_query_holds_up_no_other(copied: Path) -> None:
    with opened(copied, limits=Limits(seconds=3600)) as store, ThreadPoolExecutor(1) as threads:
        long = threads.submit(store.run, ENDLESS)
        with opened(copied) as other:
            assert other.run(COUNT).rows == ((7,),)
        assert store.run(COUNT).rows == ((7,),)
        assert not long.done()
        pool._pool.end_all()  # noqa: SLF001 - as when this process ends
        with pytest.raises(GraphModelError, match="has ended"):  # the engine of the query, or while it started
            long.result()


def test_waiting_for_a_turn_is_not_counted(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_MOST", 1)
    with opened(copied, limits=Limits(seconds=6)) as store, ThreadPoolExecutor(2) as threads:
        store.run(COUNT)
        long = [threads.submit(store.run, ENDLESS) for _ in range(2)]
        assert store.run(COUNT).rows == ((7,),)
        for each in long:
            with pytest.raises(QueryError, match="did not end within 6 seconds"):
                each.result()


def test_a_script_without_a_guard_is_run_once(copied: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    text = f"from graphmodel.store import open_store\nprint(open_store('arcadedb:{copied}').run('{COUNT}').rows)\n"
    script.write_text(text, encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True, timeout=300)
    assert (done.stdout, done.stderr) == ("((7,),)\n", "")


def test_no_file_of_the_current_folder_is_taken_for_a_module(
    copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("queue", "arcadedb", "graphmodel"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('taken')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with opened(copied) as store:
        assert store.run(COUNT).rows == ((7,),)


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_standard_streams_may_be_closed(copied: Path, tmp_path: Path, closed: str) -> None:
    code = (
        f"from graphmodel.store import open_store\nrows = open_store('arcadedb:{copied}').run('{COUNT}').rows\n"
        f"open('{tmp_path}/answer', 'w').write(str(rows))"
    )
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" -c "$1" {closed}', sys.executable, code], check=False, timeout=300, capture_output=True
    )
    assert done.returncode == 0
    assert (tmp_path / "answer").read_text(encoding="utf-8") == "((7,),)"


# --- values -----------------------------------------------------------------------------------------------------------


@pytest.fixture(params=BUILDS)
def built(request: pytest.FixtureRequest, copied: Path, tmp_path: Path) -> Iterator[Store]:
    """A store that is read by each build in turn."""
    with pytest.MonkeyPatch.context() as patch:
        choose(request.param, patch, tmp_path)
        with opened(copied) as store:
            yield store


def test_values_are_plain(built: Store) -> None:
    answer = built.run(
        "MATCH p = (n:Body)-[e]->(m) WITH p, n, e, m ORDER BY e.id LIMIT 1 "
        "RETURN n, properties(n) AS p1, e, properties(e) AS p2, [n] AS l, {n: n} AS m, p, "
        "[x IN nodes(p) | x.id] + [x IN relationships(p) | x.id] AS ids, elementId(n) AS name"
    )
    n, n_row, e, e_row, listed, mapped, path, ids, name = answer.rows[0]
    assert n == n_row
    assert e == e_row
    assert (listed, mapped) == ([n], {"n": n})
    assert path == [ids[0], ids[2], ids[1]]
    assert type(name) is str


def test_keys_that_look_like_the_engine_s_own_are_kept(built: Store) -> None:
    assert built.run("RETURN {`@rid`: 'x', `@y`: 1} AS m").rows == (({"@rid": "x", "@y": 1},),)


def test_days_and_times_are_plain(built: Store) -> None:
    answer = built.run(
        "RETURN date('2021-01-02') AS a, [date('2021-01-02')] AS b, datetime('2021-01-02T03:04:00Z') AS c, "
        "localtime('12:00') AS d, duration('P1Y') AS e, 1.5 AS g, null AS h"
    )
    assert answer.rows == (("2021-01-02", ["2021-01-02"], "2021-01-02T03:04Z", "12:00", "P1Y", 1.5, None),)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("RETURN '\\ud800' AS x", "holds half a character"),
        ("RETURN ['D', 'x'] AS `\1`", "the name of a column holds the character"),
        ("RETURN 1 AS `a\x1b[31m`", "the name of a column holds the character"),
        ("RETURN reduce(l = [1], i IN range(1, 200) | [l]) AS n", "more than 100 deep"),
        ("RETURN reduce(l = {a: 1}, i IN range(1, 2000) | {a: l}) AS n", "more than 100 deep|within each other"),
        ("RETURN reduce(l = [1], i IN range(1, 500000) | [l]) AS n", "within each other|more than 100 deep"),
        ("MATCH (n:Body) RETURN n.id, n.id", "two columns called n.id"),
        ("RETURN 1 AS a, 2 AS a", "two columns called a"),
    ],
)
def test_what_is_no_plain_answer_is_refused(built: Store, text: str, complaint: str) -> None:
    with pytest.raises(QueryError, match=complaint):
        built.run(text)
    assert built.run(COUNT).rows == ((7,),)


def test_lists_in_lists_are_answered_as_far_as_they_can_be_shown(built: Store) -> None:
    (answer,) = built.run("RETURN reduce(l = [1], i IN range(1, 90) | [l]) AS n").rows[0]
    for _ in range(90):
        (answer,) = answer
    assert answer == [1]


# --- named, and checked -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", [None, "arcadedb:"])
@pytest.mark.parametrize("environment", [None, "arcadedb:"])
def test_the_store_of_the_cache_has_one_name_as_an_option_and_in_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str | None, environment: str | None
) -> None:
    monkeypatch.setenv("GRAPHMODEL_CACHE", str(tmp_path))
    if environment:
        monkeypatch.setenv("GRAPHMODEL_STORE", environment)
    else:
        monkeypatch.delenv("GRAPHMODEL_STORE", raising=False)
    with workspace.filled_store(crossroads(), option) as store:
        assert store.dump() == crossroads()
    assert [path.name.partition("-")[0] for path in tmp_path.iterdir()] == ["store"]


def test_a_check_names_the_file_that_is_damaged(copied: Path) -> None:
    def check() -> subprocess.CompletedProcess[str]:
        words = [sys.executable, "-m", "graphmodel", "check", "--store", f"arcadedb:{copied}"]
        return subprocess.run(words, capture_output=True, text=True, check=False, timeout=300)

    assert check().returncode == 0
    DAMAGE["a page is zeros"](copied)
    damaged = check()
    assert damaged.returncode != 0
    assert "bucket has changed; load the graph again" in damaged.stderr
    assert "Traceback" not in damaged.stderr
