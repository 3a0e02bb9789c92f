"""The questions and the colours in a real Neo4j Browser, which a real server serves to a real Chromium."""

from __future__ import annotations

import json
import shutil
from base64 import b64encode
from typing import TYPE_CHECKING

import pytest
from neo4j_server import LTS, free_port
from playwright.sync_api import expect, sync_playwright

from graphmodel import workspace
from graphmodel.diagram import style
from graphmodel.schema import EDGE_KINDS, LEVELS
from graphmodel.store import Credentials, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from neo4j_server import LocalServer
    from playwright.sync_api import Page

pytestmark = [pytest.mark.neo4j, pytest.mark.browser]

DROP = """([name, content]) => {
  const bytes = Uint8Array.from(atob(content), each => each.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], name));
  const place = {clientX: 700, clientY: 400};
  const under = document.elementFromPoint(place.clientX, place.clientY);
  for (const kind of ['dragenter', 'dragover', 'drop'])
    under.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: carried, ...place}));
}"""
"""Drops a file on the middle of the window, as the hand of a person would."""

MANDATE = "mandates: Hvem har gitt et organ mandat?"


@pytest.fixture(scope="module")
def web() -> str:
    return f"127.0.0.1:{free_port()}"


@pytest.fixture(scope="module")
def server(start_neo4j: Callable[..., LocalServer], web: str) -> Iterator[LocalServer]:
    running = start_neo4j(version=LTS, settings={"server.http.enabled": "true", "server.http.listen_address": web})
    with open_store(running.access.uri, Credentials(*running.access.auth)) as store:
        store.load(workspace.read())
    yield running
    running.kill()


@pytest.fixture(scope="module")
def window(server: LocalServer, web: str) -> Iterator[Page]:
    """Neo4j Browser, logged in."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": 1500, "height": 950})
        page.goto(f"http://{web}/browser/?dbms={server.access.uri}&db=neo4j")
        page.get_by_test_id("username").fill(server.access.username)
        page.get_by_test_id("password").fill(server.password)
        page.get_by_test_id("connect").click()
        expect(page.get_by_text("You are connected as user")).to_be_visible(timeout=30_000)
        yield page
        chromium.close()


def _drop(window: Page, file: Path) -> None:
    window.evaluate(DROP, [file.name, b64encode(file.read_bytes()).decode()])


def test_the_archive_dropped_on_the_browser_gives_every_question_which_runs_at_a_click(
    window: Page, tmp_path: Path
) -> None:
    workspace.export(workspace.read(), tmp_path, "browser")
    _drop(window, tmp_path / "saved-scripts.zip")
    window.locator("button[name=Favorites]").click()
    titles = [f"{each.theme}: {each.title.nb}" for each in workspace.library().values()]
    for title in titles:
        expect(window.get_by_text(title, exact=True)).to_be_attached()
    window.get_by_text(MANDATE, exact=True).click()
    window.get_by_test_id("editor-Run").click()
    frame = window.get_by_test_id("frame").first
    expect(frame).to_contain_text(MANDATE)
    expect(frame.locator("text=/^:param what/")).to_be_visible()


def test_the_style_sheet_dropped_on_the_browser_gives_the_colours_of_the_pictures(window: Page, tmp_path: Path) -> None:
    workspace.export(workspace.read(), tmp_path, "browser")
    _drop(window, tmp_path / "style.grass")
    expect(window.get_by_text("node.NationalBody")).to_be_attached()
    window.wait_for_function("() => (localStorage['neo4j.grass'] || '').includes('node.NationalBody')")
    kept: dict[str, dict[str, str]] = json.loads(window.evaluate("localStorage['neo4j.grass']"))
    colours = {selector: rule.get("color") for selector, rule in kept.items()}
    assert {level: colours[f"node.{level.capitalize()}Body"] for level in LEVELS} == {
        level: style.LANE_FILLS[level][1] for level in LEVELS
    }
    assert {type_: colours[f"relationship.{type_}"] for type_ in EDGE_KINDS} == {
        type_: style.STYLES[type_].colour for type_ in EDGE_KINDS
    }
