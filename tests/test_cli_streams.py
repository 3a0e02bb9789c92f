"""Where the output of a command goes: files, pipes, terminals of any kind, a full disk, or nowhere at all."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from command import in_shell

COMMAND = str(Path(sys.executable).with_name("graphmodel"))

ENCODINGS = {
    "Windows": {"PYTHONIOENCODING": "cp1252"},
    "ASCII": {"PYTHONIOENCODING": "ascii"},
    "Latin": {"PYTHONIOENCODING": "latin-1"},
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}
COMMANDS = (
    "query list",
    "why vegarshei-kommune",
    "draw rkg-e-helse --on 2021-06-01",
)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_is_piped_or_saved_is_utf_8_wherever_one_is(encoding: str, tmp_path: Path) -> None:
    for command in COMMANDS if encoding == "Windows" else COMMANDS[:1]:
        usual = in_shell(f"graphmodel {command}", PYTHONUTF8="1")
        told = in_shell(f"graphmodel {command} > '{tmp_path}/out'", **ENCODINGS[encoding])
        assert (told.returncode, told.stderr) == (0, b"")
        assert (tmp_path / "out").read_bytes() == usual.stdout
        assert any(sign in usual.stdout.decode("utf-8") for sign in "æøå")


def test_messages_are_utf_8_too() -> None:
    told = in_shell("graphmodel why 'Ett digitalt Agder'", PYTHONIOENCODING="ascii")
    assert told.stderr.decode("utf-8") == "Ett digitalt Agder → digi-agder\n"


def test_a_terminal_that_cannot_show_a_sign_gets_a_replacement() -> None:
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [COMMAND, "why", "vegarshei-kommune"], stdout=follower, stderr=follower, stdin=subprocess.DEVNULL,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
    ) as process:  # fmt: skip
        os.close(follower)
        told = b""
        while True:
            try:
                part = os.read(leader, 65536)
            except OSError:  # the terminal is gone with its only process
                break
            if not part:
                break
            told += part
    os.close(leader)
    assert process.returncode == 0
    assert told.startswith(b"# Veg?rshei kommune")


@pytest.mark.parametrize("command", ["why digi-agder", "query list", "draw rkg-e-helse", "--help"])
@pytest.mark.parametrize("out", [">/dev/full", ">&-"])
def test_an_answer_that_cannot_be_written_ends_in_one_message(command: str, out: str) -> None:
    told = in_shell(f"graphmodel {command} {out}")
    reason = "No space left on device" if "full" in out else "Bad file descriptor"
    assert (told.returncode, told.stderr.decode()) == (2, f"graphmodel: standard output: {reason}\n")


def test_closed_streams_that_are_not_needed_do_not_matter(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    for streams in ("<&-", ">&-", "<&- >&- 2>&-"):
        told = in_shell(f"graphmodel diff 2021-01-01 2021-06-01 -o '{file}' {streams}")
        assert told.returncode == 0
        assert b"Traceback" not in told.stderr
        assert file.read_bytes().startswith(b"id,change,")
        file.unlink()


def test_an_error_that_cannot_be_said_still_ends_in_2() -> None:
    assert in_shell("graphmodel why nobody-at-all 2>&-").returncode == 2
    assert in_shell("graphmodel why nobody-at-all 2>/dev/full").returncode == 2


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    told = in_shell("set -o pipefail; graphmodel query list -f json | head -1")
    assert told.stdout == b"[\n"
    assert told.stderr == b""


def test_standard_input_that_is_no_text_is_told() -> None:
    told = in_shell("printf 'RETURN \"\\345\" AS x' | graphmodel cypher -")
    assert (told.returncode, told.stdout) == (2, b"")
    assert told.stderr == b"graphmodel: standard input is not UTF-8: byte 9 cannot be read\n"
    told = in_shell("head -c 2000000 /dev/zero | graphmodel cypher -")
    assert (told.returncode, told.stdout) == (2, b"")
    assert b"more than 1,000,000 bytes" in told.stderr
    assert in_shell("graphmodel cypher - <&-").returncode == 2


def test_a_working_folder_that_is_gone_does_not_matter(tmp_path: Path) -> None:
    for command in ("check", "draw rkg-e-helse"):
        told = in_shell(f"mkdir '{tmp_path}/gone'; cd '{tmp_path}/gone'; rmdir '{tmp_path}/gone'; graphmodel {command}")
        assert b"Traceback" not in told.stderr
        assert (told.returncode, told.stderr) == (0, b"")
    told = in_shell(f"mkdir '{tmp_path}/gone'; cd '{tmp_path}/gone'; rmdir '{tmp_path}/gone'; graphmodel check ../nope")
    assert told.returncode == 2
    assert b"Traceback" not in told.stderr
