"""What only the embedded store promises: its folder, its processes, and a load that is killed."""

from __future__ import annotations

import gc
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import get_ident
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from graphs import crossroads, renamed

from graphmodel.errors import QueryError, StoreError
from graphmodel.store import Limits, Store, cypher, open_store
from graphmodel.store.arcadedb import engine, folder

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTS = Path(__file__).parent
COUNT = "MATCH (n:Body) RETURN count(n) AS bodies"


def opened(folder: Path, **how: Limits) -> Store:
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
    out, complaint = process.communicate(timeout=60)
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


def test_a_second_load_leaves_every_file_as_it_was(tmp_path: Path) -> None:
    # What the engine counts for itself it notes down whenever it closes, also after only reading.
    notes = {"statistics.json", "last-tx-id.bin"}

    def files() -> dict[str, tuple[int, bytes]]:
        database = next(tmp_path.glob("here/database-*"))
        paths = [tmp_path / "here" / "graphmodel.json", *database.iterdir()]
        return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in paths if path.name not in notes}

    with opened(tmp_path / "here") as store:
        store.load(crossroads())
        before = files()
        assert store.load(crossroads()) is False
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
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "here"
        with opened(folder) as store:
            store.load(crossroads())
        Path(name).chmod(0o755)
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        with as_nobody(), opened(folder) as store:
            assert store.run(COUNT).rows == ((7,),)
        folder.chmod(0o755)
        for path in folder.rglob("*"):
            path.chmod(0o755)


@pytest.mark.parametrize(
    "manifest",
    ["", "{", "[]", '{"format": 2}', '{"format": 1, "database": "..", "fingerprint": "x", "day": null}'],
)
def test_a_damaged_manifest_is_as_if_nothing_had_been_loaded(tmp_path: Path, manifest: str) -> None:
    with opened(tmp_path) as store:
        store.load(crossroads())
        (tmp_path / "graphmodel.json").write_text(manifest, encoding="utf-8")
        assert store.fingerprint() is None
        assert store.load(crossroads()) is True
        assert store.dump() == crossroads()


def test_a_damaged_database_says_so_and_is_made_again_by_the_next_load(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.load(crossroads())
        store.run(COUNT)
    for path in next(tmp_path.glob("database-*")).glob("*.dict"):
        path.unlink()
    with opened(tmp_path) as store:
        with pytest.raises(StoreError, match="the engine failed"):
            store.run(COUNT)
        assert store.load(crossroads()) is True
        assert store.run(COUNT).rows == ((7,),)


def test_a_load_that_lands_while_somebody_looks_what_is_current_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(text: bytes) -> object:
        monkeypatch.undo()
        found = json.loads(text)
        with opened(tmp_path) as other:
            other.load(renamed())  # and what was found is gone
        return found

    with opened(tmp_path) as store:
        store.load(crossroads())
    with opened(tmp_path) as store:
        monkeypatch.setattr(folder, "json", SimpleNamespace(loads=late))
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


def test_a_folder_that_another_process_is_loading_says_so(tmp_path: Path) -> None:
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
import graphmodel.store.arcadedb, arcadedb
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
    early = random.Random(20190829).sample(range(1, moments), 8)  # noqa: S311 - no secret
    for moment in [*early, *range(moments - 10, moments)]:
        with opened(folder) as store:
            store.load(renamed())
        assert loaders.load(folder, "moment", moment) == (-9, 0)
        with opened(folder) as store:
            found = store.dump()
            assert store.fingerprint() == cypher.fingerprint(found)
        outcomes.append("old" if found == renamed() else "new" if found == crossroads() else "mix")
    assert set(outcomes) == {"old", "new"}


def test_a_load_that_is_killed_inside_the_engine_leaves_the_old_graph_or_the_new_one(
    tmp_path: Path, loaders: Loaders
) -> None:
    with opened(tmp_path) as store:
        store.load(renamed())
    chance = random.Random(20191129)  # noqa: S311 - no secret
    codes = set()
    for _ in range(12):
        codes.add(loaders.load(tmp_path, "after", chance.uniform(0.02, 0.6))[0])
        with opened(tmp_path) as store:
            assert store.dump() in (renamed(), crossroads())
            store.load(renamed())
    assert -14 in codes
    assert len(list(tmp_path.glob("database-*"))) == 1


# --- the engine -------------------------------------------------------------------------------------------------------

STUCK = """
from graphmodel.errors import QueryError
with open_store(sys.argv[1], limits=Limits(seconds=0.2)) as store:
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
    assert "did not end within 0.2 seconds" in out
    assert "((7,),)" in out


def test_a_query_can_be_interrupted(tmp_path: Path) -> None:
    ask = (
        "with open_store(sys.argv[1]) as s:\n"
        "    s.run('RETURN 1 AS one')\n"
        "    endless = 'UNWIND range(1, 1000000) AS x UNWIND range(1, 100000) AS y WITH x WHERE x < 0 RETURN x'\n"
        "    try: print('go', flush=True); s.run(endless)\n"
        "    except KeyboardInterrupt: print('stopped')\n"
    )
    with opened(tmp_path) as store:
        store.load(crossroads())
    other = python(ask, f"arcadedb:{tmp_path}")
    assert other.stdout is not None
    assert other.stdout.readline() == "go\n"
    other.send_signal(2)
    assert said(other) == (0, "stopped", "")


def test_memory_that_is_not_there_harms_no_store_and_is_an_error_unless_the_engine_gives_up(tmp_path: Path) -> None:
    ask = (
        "from graphmodel.errors import QueryError\nwith open_store(sys.argv[1]) as s:\n"
        "    try: s.run('RETURN size(reduce(l = [1], x IN range(1, 40) | l + l)) AS n')\n"
        "    except QueryError as error: print(error)\n"
    )
    with opened(tmp_path) as store:
        store.load(crossroads())
    small = python(ask, f"arcadedb:{tmp_path}", ARCADEDB_NATIVE_ISOLATE_ARGS="-Xmx64m")
    # The thread that asks for memory next is told; if that is one of the engine's own, the engine ends the process.
    code, out, complaint = said(small)
    error = (0, "the query needs more memory than there is: ask for less", "")
    assert (code, out, complaint) == error or (code == -signal.SIGABRT and "OutOfMemoryError" in complaint)
    with opened(tmp_path) as store:
        assert store.dump() == crossroads()


def test_a_thread_takes_its_own_leave_of_the_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path) as store:
        store.load(crossroads())
    native = sys.modules["arcadedb._native.lib"]
    detach, where = native._Thread.__del__, []  # noqa: SLF001 - what the engine does when Python lets go of a thread

    def noted(thread: object) -> None:
        where.append(get_ident())
        detach(thread)

    monkeypatch.setattr(native._Thread, "__del__", noted)  # noqa: SLF001
    with opened(tmp_path) as store:
        store.run("RETURN 1 AS n")
    gc.collect()
    assert where  # it has left,
    assert get_ident() not in where  # and nobody has shown it out, which may end the process


def test_nothing_is_said_on_the_terminal(tmp_path: Path) -> None:
    load = "from graphs import crossroads\nwith open_store(sys.argv[1]) as s: s.load(crossroads()); s.dump()"
    assert said(python(load, f"arcadedb:{tmp_path}")) == (0, "", "")
    assert (tmp_path / "log").is_dir()


def test_a_machine_without_the_engine_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "arcadedb", None)
    monkeypatch.setattr(engine, "_engine", engine._engine.__wrapped__)  # noqa: SLF001 - as if it were asked for first
    with opened(tmp_path / "here") as store, pytest.raises(StoreError, match=r"pip install --pre arcadedb; .*neo4j://"):
        store.load(crossroads())


def test_the_build_for_java_is_not_taken_for_the_native_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = ModuleType("arcadedb")
    other.__backend__ = "jvm"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "arcadedb", other)
    monkeypatch.setattr(engine, "_engine", engine._engine.__wrapped__)  # noqa: SLF001 - as if it were asked for first
    with opened(tmp_path / "here") as store, pytest.raises(StoreError, match="pip uninstall arcadedb-jvm"):
        store.load(crossroads())


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
    assert manifest == {
        "format": 1,
        "database": next(tmp_path.glob("database-*")).name,
        "fingerprint": cypher.fingerprint(crossroads()),
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
