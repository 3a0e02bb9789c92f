"""The programs that tests need of the machine: a test names them by a marker, and finds no others on its PATH.

Where one is missing, the tests that name it do not run, and one line at the end says so; in CI they fail.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from contextlib import ExitStack
from functools import cache
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, NoReturn

import pytest

_FULL_PATH = os.environ.get("PATH", os.defpath)
_NOT_RUN = "not run"
_LINKS = ExitStack()


class Program(NamedTuple):
    """Something that tests run and the Python packages do not bring."""

    name: str
    commands: tuple[str, ...]
    package: str


PROGRAMS = {
    "graphviz": Program("Graphviz", ("dot",), "graphviz"),
    "browser": Program("Chromium", ("chromium",), "chromium"),
    "verapdf": Program("Java and Maven for veraPDF", ("java", "mvn"), "default-jre-headless maven"),
    "office": Program(
        "LibreOffice", ("soffice",), "libreoffice-writer libreoffice-impress libreoffice-draw libreoffice-calc"
    ),
    "gephi": Program("Gephi's readers", ("java", "javac", "mvn"), "default-jdk-headless maven"),
}
"""By marker; a test without the marker does not find the commands."""

_WAYS_TO_A_SERVER = ("java", "mvn", "docker")
"""Ways to a Neo4j server, one of which the tests marked ``neo4j`` need; see ``neo4j_server``."""


def in_ci() -> bool:
    return os.environ.get("CI", "false").lower() not in {"", "0", "false"}


def lack(name: str, how: str) -> NoReturn:
    """End the test at hand for want of a program: in CI it fails, elsewhere it is counted as not run."""
    message = f"{_NOT_RUN}: no {name}: {how}"
    if in_ci():
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


@cache
def path_without(commands: frozenset[str]) -> str:
    """Return a PATH with links to all that is on the real one, but for some commands."""
    folder = Path(_LINKS.enter_context(TemporaryDirectory(prefix="graphmodel-path-")))
    for directory in reversed(_FULL_PATH.split(os.pathsep)):
        if not Path(directory).is_dir():
            continue
        for command in Path(directory).iterdir():
            if command.name not in commands and os.access(command, os.X_OK):
                (folder / command.name).unlink(missing_ok=True)
                (folder / command.name).symlink_to(command)
    return str(folder)


def pytest_configure(config: pytest.Config) -> None:
    for marker, program in PROGRAMS.items():
        config.addinivalue_line("markers", f"{marker}: needs a real {program.name}")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    os.environ["PATH"] = _FULL_PATH
    for marker, program in PROGRAMS.items():
        if item.get_closest_marker(marker) and not all(map(shutil.which, program.commands)):
            lack(program.name, f"sudo apt-get install {program.package}")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> None:
    hidden = {marker: program.commands for marker, program in PROGRAMS.items()} | {"neo4j": _WAYS_TO_A_SERVER}
    named = {marker for marker in hidden if item.get_closest_marker(marker)}
    allowed = set(chain.from_iterable(hidden[marker] for marker in named))
    os.environ["PATH"] = path_without(frozenset(chain.from_iterable(hidden.values())) - allowed)


def pytest_unconfigure() -> None:
    os.environ["PATH"] = _FULL_PATH
    _LINKS.close()


def pytest_report_teststatus(report: pytest.CollectReport | pytest.TestReport) -> tuple[str, str, str] | None:
    """Count the tests that lacked a program by themselves, apart from other skips."""
    return (_NOT_RUN, "n", "NOT RUN") if report.skipped and f"{_NOT_RUN}: no " in report.longreprtext else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line for each missing program how many tests did not run, and how to get it."""
    reports = terminalreporter.stats.get(_NOT_RUN, [])
    missing = Counter(report.longrepr[2].partition(f"{_NOT_RUN}: ")[2] for report in reports)
    for reason, tests in sorted(missing.items()):
        terminalreporter.write_line(f"{_NOT_RUN}: {tests} test{'s' * (tests != 1)}, {reason}")
