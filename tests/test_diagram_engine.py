"""What a layout engine that is missing, fails or hangs turns into."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graphmodel.diagram import graphviz as room
from graphmodel.diagram.graphviz import Job, available, render
from graphmodel.diagram.text import FONTS
from graphmodel.errors import RenderError

GOOD = 'digraph { graph [layout=nop2]; a [pos="0,0"]; }'


@pytest.mark.graphviz
def test_both_engines_are_found_here_the_pinned_one_first() -> None:
    assert available() == ("pygraphviz", "dot")


def test_several_pictures_come_back_in_order() -> None:
    first, second = render([Job(GOOD, "svg"), Job(GOOD.replace("a [", "b ["), "svg")])
    assert b"<title>a</title>" in first
    assert b"<title>b</title>" in second


@pytest.mark.parametrize("engine", ["pygraphviz", pytest.param("dot", marks=pytest.mark.graphviz)])
def test_text_that_is_no_dot_becomes_a_clear_message(engine: room.Engine) -> None:
    with pytest.raises(
        RenderError,
        match=rf"the layout engine {engine} stopped with status 1: .+; (try the other engine|reinstall it with)",
    ):
        render([Job("digraph {", "svg")], engine=engine)


def test_what_c_code_prints_does_not_run_into_the_picture(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    text = Path(room.__file__).with_name("graphviz_worker.py").read_text("utf-8")
    talking = tmp_path / "worker.py"
    talking.write_text(
        text.replace("        paint = ", "        os.write(1, b'Warning: no font')\n        paint = "), "utf-8"
    )
    monkeypatch.setattr(room, "_WORKER", talking)
    (picture,) = render([Job(GOOD, "svg")])
    assert b"<title>a</title>" in picture


def without_a_library(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pygraphviz be as on a bare machine: there, and without the libraries that its wheel takes from the system."""
    (folder / "pygraphviz.py").write_text("raise ImportError('libgobject-2.0.so.0: cannot open')", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(folder))


@pytest.mark.graphviz
def test_the_other_engine_paints_where_the_first_cannot_be_loaded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    without_a_library(tmp_path, monkeypatch)
    (picture,) = render([Job(GOOD, "svg")])
    assert b"<title>a</title>" in picture


def test_where_no_engine_can_be_loaded_the_message_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    without_a_library(tmp_path, monkeypatch)
    with pytest.raises(
        RenderError,
        match=r"pygraphviz lacks a library of the system: libgobject-2\.0\.so\.0: cannot open; install Graphviz",
    ):
        render([Job(GOOD, "svg")])


def test_an_engine_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(RenderError, match=r"took longer than 0\.01 seconds and was stopped: show fewer nodes"):
        render([Job(GOOD, "svg")], seconds=0.01)


def test_without_an_engine_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(room, "find_spec", lambda _name: None)
    assert available() == ()
    with pytest.raises(RenderError, match=r"no layout engine: install the wheel with 'pip install pygraphviz'"):
        render([Job(GOOD, "svg")])


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("import os; os.abort()", "stopped with status -6: it said nothing"),
        ("import sys; sys.exit('no fonts at all')", "stopped with status 1: no fonts at all"),
        ("print('no picture')", "returned invalid image data"),
        ("print('[]')", "painted nothing: see whether its fonts and plugins are installed"),
        ("print('[\"\"]')", "painted nothing"),
    ],
)
def test_a_crash_or_nonsense_becomes_a_clear_message(
    script: str, told: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "worker.py"
    broken.write_text(script, "utf-8")
    monkeypatch.setattr(room, "_WORKER", broken)
    with pytest.raises(RenderError) as caught:
        render([Job(GOOD, "svg")])
    assert told in str(caught.value)


def test_a_python_that_is_gone_becomes_a_clear_message(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
    with pytest.raises(RenderError, match="could not be started"):
        render([Job(GOOD, "svg")])


def test_only_the_packaged_fonts_are_used_and_nothing_is_written_beside_them() -> None:
    before = sorted(path.name for path in FONTS.iterdir())
    text = GOOD.replace("a [", 'a [fontname="DejaVu Sans", label="æøå", ')
    (pdf,) = render([Job(text, "pdf")])
    assert b"DejaVuSans" in pdf
    assert sorted(path.name for path in FONTS.iterdir()) == before


def test_a_temporary_folder_without_room_is_one_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x")
    for place in ("file", "nowhere"):
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path / place))
        with pytest.raises(
            RenderError, match=r"the temporary folder cannot be written: .*; make room there, or set TMPDIR"
        ):
            render([Job("digraph {}", "svg")])


def test_a_full_temporary_folder_is_one_clear_error_and_nothing_stays(tmp_path: Path) -> None:
    code = (
        "import resource, sys, tempfile\n"
        "from graphmodel.diagram.graphviz import Job, render\n"
        "from graphmodel.errors import RenderError\n"
        f"tempfile.tempdir = {str(tmp_path)!r}\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n    render([Job('digraph {}', 'svg')])\n"
        "except RenderError as error:\n    sys.exit(str(error))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.startswith("the temporary folder cannot be written: File too large; make room there")
    assert list(tmp_path.iterdir()) == []


def test_nothing_stays_in_the_temporary_folder_when_whoever_asked_is_killed(tmp_path: Path) -> None:
    code = (
        "import os, signal, subprocess\n"
        "from graphmodel.diagram import graphviz\n"
        "def start_and_die(command, *, input, **_):\n"
        "    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
        "    child.stdin.write(input.encode())\n"
        "    child.stdin.close()\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "graphviz.subprocess.run = start_and_die\n"
        f"graphviz.render([graphviz.Job({GOOD!r}, 'svg')])\n"
    )
    # The worker holds the other end of standard error: this waits for it too.
    asked = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "TMPDIR": str(tmp_path)}, capture_output=True, check=False
    )
    assert asked.returncode == -signal.SIGKILL
    assert list(tmp_path.iterdir()) == []
