"""Files: read as far as a limit, written whole or not at all, and nothing replaced that somebody else made."""

from __future__ import annotations

import ast
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from seedfolders import BOARD, folder

import graphmodel
from graphmodel import files, workspace
from graphmodel.errors import ConfigError
from graphmodel.files import UnreadableError, read_bytes, read_text, write, write_all, write_folder
from graphmodel.seeds.reading import _COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PACKAGE = Path(graphmodel.__file__).parent
OLD = b"<svg>old</svg>\n"
NEW = b"<svg>new</svg>\n"


def names(path: Path) -> list[str]:
    return sorted(each.relative_to(path).as_posix() for each in path.rglob("*") if not each.is_dir())


# --- reading ----------------------------------------------------------------------------------------------------


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert read_bytes(tmp_path / "a", 5) == b"12345"
    with pytest.raises(UnreadableError, match="is 5 bytes; expected at most 4"):
        read_bytes(tmp_path / "a", 4)


def test_a_file_of_many_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "sparse").open("wb") as file:
        file.truncate(20 << 30)
    with pytest.raises(UnreadableError, match="is 21,474,836,480 bytes"):
        read_bytes(tmp_path / "sparse", 1000)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (os.mkfifo, "is a device or a pipe: expected a file"),
        (lambda path: path.symlink_to("/dev/zero"), "is a device or a pipe: expected a file"),
        (lambda path: path.mkdir(), "is a folder: expected a file"),
        (lambda path: path.symlink_to(path), "cannot be read: Too many levels of symbolic links"),
        (lambda path: path.symlink_to("nowhere"), "cannot be read: No such file or directory"),
        (lambda path: path.write_bytes(b"a\nb\xe5"), "is not UTF-8 (byte 0xE5): save the file as UTF-8"),
    ],
)
def test_what_is_no_text_file_is_refused_at_once(tmp_path: Path, make: Callable[[Path], object], told: str) -> None:
    make(tmp_path / "a")
    with pytest.raises(UnreadableError) as caught:
        read_text(tmp_path / "a", 1000)
    assert caught.value.message == told
    assert caught.value.line == (2 if "UTF-8" in told else 1)


# --- one file that somebody named -------------------------------------------------------------------------------


def test_a_second_picture_replaces_the_first_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "agder.svg"
    path.write_bytes(OLD)
    path.chmod(0o640)
    assert write(path, NEW) == path
    assert (path.read_bytes(), path.stat().st_mode & 0o777, names(tmp_path)) == (NEW, 0o640, ["agder.svg"])


@pytest.mark.parametrize(
    ("name", "there", "new"),
    [
        ("organer.yaml", BOARD.encode(), b"0 errors\n"),
        ("view.yml", b"title: x\n", b"0 errors\n"),
        ("who.cypher", b"RETURN 1\n", b"a,b\n"),
        ("towns.csv", b"id,kind,level,name,number\n", b"a,b\n"),
        ("towns.csv", b'\xef\xbb\xbf"from","type","to","cites"\r\n', b"a,b\n"),
        ("towns.csv", b"sep=;\r\nnode;number;from\r\n", b"a,b\n"),
        ("picture.svg", b"%PDF-1.7", OLD),
        ("answer.csv", b"PK\x03\x04", b"a,b\n"),
        ("picture.png", b"my notes\n", b"\x89PNG"),
    ],
)
def test_a_seed_or_another_kind_of_file_is_never_replaced_unless_forced(
    tmp_path: Path, name: str, there: bytes, new: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(there)
    with pytest.raises(ConfigError, match="name another file, or replace it with --force"):
        write(path, new)
    assert path.read_bytes() == there
    write(path, new, force=True)
    assert path.read_bytes() == new


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(OLD)
    link = tmp_path / "agder.svg"
    link.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ConfigError, match=r"is a link to .*elsewhere, and no link is followed"):
        write(link, NEW)
    write(link, NEW, force=True)
    assert ((tmp_path / "elsewhere").read_bytes(), link.read_bytes(), link.is_symlink()) == (OLD, NEW, False)


def test_a_device_takes_what_comes_and_a_full_one_is_told(tmp_path: Path) -> None:
    write(Path("/dev/null"), NEW)
    with pytest.raises(ConfigError, match="/dev/full cannot be written: No space left on device"):
        write(Path("/dev/full"), NEW)
    with pytest.raises(ConfigError, match=r"a\.svg cannot be written: File name too long"):
        write(tmp_path / f"{'a' * 300}.svg", NEW)
    with pytest.raises(ConfigError, match="is a folder: name a file in it"):
        write(tmp_path, NEW)
    with pytest.raises(ConfigError, match=r"nope/a.svg cannot be written: No such file or directory"):
        write(tmp_path / "nope" / "a.svg", NEW)


def test_a_list_of_seeds_is_known_by_its_columns_and_no_answer_looks_like_one() -> None:
    required = {frozenset(needed) for _, needed in _COLUMNS.values()}
    assert required <= set(files._LISTS)  # noqa: SLF001 - the two must agree
    answers = [{column.name for column in question.columns} for question in workspace.library().values()]
    assert [columns for columns in answers if any(each <= columns for each in files._LISTS)] == []  # noqa: SLF001


# --- a folder that is filled ------------------------------------------------------------------------------------


def fill(path: Path, contents: dict[str, bytes], *, by: str = "build", force: bool = False) -> list[Path]:
    return write_folder(path, ((name, [content]) for name, content in contents.items()), made_by=by, force=force)


def test_the_files_of_an_earlier_run_are_replaced_together_and_others_stay(tmp_path: Path) -> None:
    fill(tmp_path, {"report.md": b"1", "answers/a.csv": b"1", "gone/b.csv": b"1"})
    (tmp_path / "mine.txt").write_bytes(b"mine")
    (tmp_path / "answers" / "mine.csv").write_bytes(b"mine")
    written = fill(tmp_path, {"report.md": b"2", "answers/c.csv": b"2"})
    assert written == [tmp_path / "report.md", tmp_path / "answers" / "c.csv"]
    assert names(tmp_path) == [".graphmodel-build", "answers/c.csv", "answers/mine.csv", "mine.txt", "report.md"]
    assert not (tmp_path / "gone").exists()
    assert (tmp_path / "report.md").read_bytes() == b"2"


def test_what_no_earlier_run_made_is_not_replaced_unless_forced(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_bytes(b"mine")
    with pytest.raises(ConfigError, match=r"README.md would be replaced, and no earlier run made it: .*--force"):
        fill(tmp_path, {"a": b"1", "README.md": b"1"})
    assert names(tmp_path) == ["README.md"]
    fill(tmp_path, {"a": b"1", "README.md": b"1"}, force=True)
    fill(tmp_path, {"a": b"2", "README.md": b"2"})
    assert (tmp_path / "README.md").read_bytes() == b"2"
    with pytest.raises(ConfigError, match="no earlier run made it"):
        fill(tmp_path, {"README.md": b"3"}, by="browser")


@pytest.mark.parametrize("force", [False, True])
def test_no_file_lands_beyond_a_link(tmp_path: Path, force: bool) -> None:  # noqa: FBT001
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "answers").symlink_to(outside)
    with pytest.raises(ConfigError, match=r"answers is a link to .*outside, and no link is followed: take it away"):
        fill(tmp_path / "out", {"answers/a.csv": b"1"}, force=force)
    assert list(outside.iterdir()) == []
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["answers"]


def test_a_list_that_names_files_elsewhere_removes_nothing_there(tmp_path: Path) -> None:
    (tmp_path / "keep").write_bytes(b"keep")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".graphmodel-build").write_text(f"../keep\n{tmp_path}/keep\n")
    fill(tmp_path / "out", {"a": b"1"})
    assert names(tmp_path) == ["keep", "out/.graphmodel-build", "out/a"]


def test_a_file_where_the_folder_would_be_and_a_folder_where_a_file_would_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(ConfigError, match="it is a file; name a folder"):
        fill(tmp_path / "file", {"a": b"1"})
    (tmp_path / "out" / "a").mkdir(parents=True)
    with pytest.raises(ConfigError, match="a is a folder: take it away"):
        fill(tmp_path / "out", {"a": b"1"}, force=True)


def test_what_a_killed_run_left_is_swept_up_later(tmp_path: Path) -> None:
    left = tmp_path / ".graphmodel-staged-killed"
    left.mkdir()
    (left / "half").write_bytes(b"half")
    write(tmp_path / "a.svg", NEW)
    assert left.exists()  # it may belong to a run that goes on
    os.utime(left, (time.time() - 7200,) * 2)
    write(tmp_path / "a.svg", NEW)
    assert names(tmp_path) == ["a.svg"]


# --- a full disk, a kill ----------------------------------------------------------------------------------------

MANY = """
import sys
from pathlib import Path
from graphmodel.errors import ConfigError
from graphmodel.files import write_all, write_folder
folder, round_ = Path(sys.argv[1]), int(sys.argv[2])
page = (b"<svg>%d" % round_).ljust(60_000, b".") + b"</svg>"
last = page.ljust(200_000)
try:
    write_all({folder / f"p-{n}.svg": page if n < 4 else last for n in range(5)})
except ConfigError as error:
    sys.exit(str(error))
"""


def test_on_a_full_disk_all_pages_stay_as_they_were(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"p-{number}.svg").write_bytes(OLD)

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    done = subprocess.run(
        [sys.executable, "-c", MANY, str(tmp_path), "1"],
        preexec_fn=full,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "cannot be written: File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert names(tmp_path) == [f"p-{number}.svg" for number in range(5)]
    assert {path.read_bytes() for path in tmp_path.iterdir()} == {OLD}


LOOP = """
import sys
from pathlib import Path
from graphmodel.files import write_folder
folder = Path(sys.argv[1])
print("ready", flush=True)
for n in range(10_000):
    page = (b"<svg>%d|" % n).ljust(30_000, b".") + b"</svg>"
    write_folder(folder, ((f"d/p-{k}.svg", [page]) for k in range(5)), made_by="build")
"""


def test_killed_at_any_point_every_file_is_whole_and_the_next_run_goes_on(tmp_path: Path) -> None:
    rng = random.Random(11)  # noqa: S311 - the moments of the kills
    for _ in range(8):
        with subprocess.Popen([sys.executable, "-c", LOOP, str(tmp_path)], stdout=subprocess.PIPE, text=True) as run:
            assert run.stdout is not None
            run.stdout.readline()
            with pytest.raises(subprocess.TimeoutExpired):
                run.wait(rng.uniform(0.005, 0.1))
            run.send_signal(signal.SIGKILL)
        seen = [path.read_bytes() for path in tmp_path.glob("d/*")]
        assert all(each == NEW or (len(each) == 30_006 and each.endswith(b"</svg>")) for each in seen)
        fill(tmp_path, {f"d/p-{k}.svg": NEW for k in range(5)})
        assert {path.read_bytes() for path in tmp_path.glob("d/*")} == {NEW}


# --- nothing else writes ----------------------------------------------------------------------------------------

WRITERS = {
    "files.py": "what this is about",
    "cli/streams.py": "reopens closed standard streams on the null device",
    "diagram/graphviz.py": "copies fonts into a temporary folder",
    "diagram/graphviz_worker.py": "writes a font configuration into that temporary folder, in a process of its own",
    "store/arcadedb/engine.py": "the engine's own settings of its log, in the store's folder",
    "store/arcadedb/store.py": "opens a database through the engine",
    "store/arcadedb/worker.py": "opens a database through the engine",
    "store/arcadedb/directory.py": "the store's own folder: its lock, and its manifest, which it replaces in one step",
}
OPENING = {
    "write_text",
    "write_bytes",
    "touch",
    "mkstemp",
    "NamedTemporaryFile",
    "copyfile",
    "copy2",
    "copytree",
}


def _writes(path: Path) -> list[int]:
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    return [call.lineno for call in calls if _name(call) in OPENING or (_name(call) == "open" and _to_write(call))]


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _to_write(call: ast.Call) -> bool:
    """Tell whether a call of open has a mode that writes; one that is no literal might."""
    mode = [
        *call.args[isinstance(call.func, ast.Name) :],
        *(word.value for word in call.keywords if word.arg == "mode"),
    ]
    return any(not isinstance(each, ast.Constant) or set(str(each.value)) & set("wax+") for each in mode[:1])


def test_no_other_code_opens_a_file_to_write() -> None:
    found = {path.relative_to(PACKAGE).as_posix(): _writes(path) for path in PACKAGE.rglob("*.py")}
    assert {name for name, lines in found.items() if lines} == set(WRITERS)


def test_the_seeds_are_not_replaced_by_what_is_told_of_them(tmp_path: Path) -> None:
    seeds = folder(tmp_path, {"board.yaml": BOARD})
    words = [sys.executable, "-m", "graphmodel", "check", str(seeds), "-o", str(seeds / "board.yaml")]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "is a seed, view, scenario or question, and is not replaced" in done.stderr
    assert (seeds / "board.yaml").read_text("utf-8") == BOARD
    assert write_all({seeds / "told.txt": "x"}) == [seeds / "told.txt"]


def test_standard_output_is_written_through_wherever_it_leads(tmp_path: Path) -> None:
    code = "from pathlib import Path; from graphmodel.files import write; write(Path('/dev/stdout'), 'told')"
    with (tmp_path / "out").open("wb") as out:
        subprocess.run([sys.executable, "-c", code], stdout=out, check=True)
    assert names(tmp_path) == ["out"]
    assert (tmp_path / "out").read_text() == "told"


def test_a_run_that_fails_half_way_leaves_nothing_behind(tmp_path: Path) -> None:
    def halting() -> Iterator[tuple[str, list[bytes]]]:
        yield "a", [b"1"]
        raise OSError(28, "No space left on device")

    with pytest.raises(ConfigError, match="out cannot be written: No space left on device"):
        write_folder(tmp_path / "out", halting(), made_by="build")
    assert list(tmp_path.iterdir()) == []


def test_what_is_the_same_is_left_untouched_and_what_differs_is_replaced(tmp_path: Path) -> None:
    def written(changed: bytes) -> dict[str, int]:
        made = files.write_folder(tmp_path, [("same.txt", [b"1"]), ("in/other.txt", [changed])], made_by="test")
        return {path.name: path.stat().st_ino for path in made}

    first, second = written(b"1"), written(b"2")
    assert first["same.txt"] == second["same.txt"]
    assert first["other.txt"] != second["other.txt"]
    assert (tmp_path / "in" / "other.txt").read_bytes() == b"2"
