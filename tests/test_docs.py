"""The docs: built strictly without a network, every link leads somewhere, and every block of code runs.

Each command is read by the command line itself here, in milliseconds; with GRAPHMODEL_RUN_DOCS=1 every block is run as
it stands, page by page, which takes minutes.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer
from command import in_shell

import graphmodel as gm
from graphmodel import measures
from graphmodel.cli import app

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    path
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "seeds" / "README.md")
    if path.name not in {"queries.md", "commands.md"}  # generated, and held against the code where they are made
)
RUN = os.environ.get("GRAPHMODEL_RUN_DOCS") == "1"

_BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|mailto:)([^)\s#]*)(?:#([^)\s]*))?\)")
_NOT_HERE = re.compile(r"graphmodel (serve|load|new)\b|docker|^make|\.env|NEO4J|^export |…")
"""What waits, asks, or needs a server or a password."""


def blocks(page: Path, *languages: str) -> Iterator[str]:
    for indent, language, body in _BLOCK.findall(page.read_text("utf-8")):
        if language in languages:
            yield re.sub(rf"^{indent}", "", body, flags=re.MULTILINE)


def commands(page: Path) -> Iterator[str]:
    """Yield the lines of shell on a page, as they are typed on any system."""
    for block in blocks(page, "sh", "console"):
        for line in block.splitlines():
            yield line.removeprefix("$ ").replace("py -m graphmodel", "graphmodel").strip()


COMMAND = typer.main.get_command(app)
TYPED = [(page, line) for page in PAGES for line in commands(page) if line.startswith("graphmodel ")]


@pytest.mark.parametrize(("page", "line"), TYPED, ids=lambda each: str(getattr(each, "name", each)))
def test_each_command_is_one_that_there_is(page: Path, line: str) -> None:
    assert page.exists()
    _, *rest = shlex.split(line, comments=True)
    command = COMMAND
    while hasattr(command, "commands"):
        name, *rest = rest
        command = command.commands[name]
    made = command.make_context(name, rest)
    if line.startswith("graphmodel query run "):
        known = {parameter.name for parameter in gm.library()[made.params["name"]].parameters}
        assert {each.partition("=")[0] for each in made.params["param"] or ()} <= known


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    for target, heading in _LINK.findall(re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.DOTALL)):
        there = (page.parent / target) if target else page
        assert there.exists(), target
        if heading and there.suffix == ".md":
            text = there.read_text("utf-8")
            headings = {
                re.sub(r"[^\w -]", "", told.lower()).replace(" ", "-")
                for told in re.findall(r"^#+ (.*)", text, re.MULTILINE)
            }
            assert heading in headings | set(re.findall(r'id="([^"]+)"', text)), heading


def test_the_reference_of_python_has_every_public_name() -> None:
    told = re.findall(r"^::: (\S+)$", (ROOT / "docs" / "reference" / "python.md").read_text("utf-8"), re.MULTILINE)
    names = [getattr(gm, name) for name in gm.__all__ if name != "measures"]
    names += [each for name in measures.__all__ if callable(each := getattr(measures, name))]
    assert sorted(told) == sorted(f"{each.__module__}.{each.__qualname__}" for each in names)


def test_the_site_is_built_strictly_and_asks_no_network(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, ROOT / "scripts" / "docs.py", tmp_path],
        env={**os.environ, "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (built.returncode, "No issues found" in built.stdout + built.stderr) == (0, True), (
        built.stdout + built.stderr
    )
    page = (tmp_path / "reference" / "python.html").read_text("utf-8")
    assert 'id="graphmodel.analysis.gatekeepers.gatekeepers"' in page
    loaded = re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="(https?:[^"]+)"', page)
    assert [each for each in loaded if "schema.org" not in each] == []


@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    "page", PAGES if RUN else [ROOT / "docs" / "how-to" / "draw-a-view.md"], ids=lambda page: page.name
)
def test_each_page_runs_as_it_stands(page: Path, tmp_path: Path) -> None:
    """Without the variable only the first command of one page: that blocks are found and run at all."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    for name, text in _files(page):
        (tmp_path / name).write_text(text, "utf-8")
    lines = [line for line in commands(page) if line.startswith(("graphmodel ", "cp ")) and not _NOT_HERE.search(line)]
    code = "\n".join(blocks(page, "python"))
    scripts = [f"{shlex.quote(sys.executable)} -c {shlex.quote(code)}"] if code else []
    for line in [*(lines if RUN else lines[:1]), *scripts]:
        done = in_shell(f"cd {tmp_path} && {line}", GRAPHMODEL_CACHE=str(tmp_path / "cache"))
        found = line.startswith("graphmodel check ")  # seeds without what was accepted have findings
        assert done.returncode in {0, int(found)}, f"{page.name}: {line}\n{done.stderr.decode()}"


def _files(page: Path) -> Iterator[tuple[str, str]]:
    """Yield the files that a page has its reader write first."""
    if page.name == "draw-a-view.md":
        yield "mitt-bilde.yaml", next(text for text in blocks(page, "yaml") if "parameters:" in text)
