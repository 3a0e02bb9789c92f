"""The pictures in a real Chromium: axe finds nothing, the keyboard reaches everything, no text leaves its box."""

from __future__ import annotations

import shutil
from functools import cache
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from graphmodel.config import shipped
from graphmodel.diagram import Diagram, draw, find_view, strip
from graphmodel.seeds import read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from graphmodel.model import Graph

pytestmark = pytest.mark.browser

VIEWS = ("samhandlingsstruktur", "digi-agder-blir-til", "etterlyst")


@cache
def record() -> Graph:
    return read(shipped("seeds"))


@cache
def picture(name: str) -> Diagram:
    return draw(record(), find_view(name, shipped("diagrams")))


@pytest.fixture(scope="module")
def browser_page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": 1600, "height": 1000})
        browser.close()


def opened(page: Page, path: Path, text: str) -> Page:
    path.write_text(text, "utf-8")
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("name", VIEWS)
def test_axe_finds_nothing_on_the_page_of_a_picture(name: str, browser_page: Page, tmp_path: Path) -> None:
    page = opened(browser_page, tmp_path / "page.html", picture(name).html)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert len(found.response["passes"]) > 20


def test_axe_finds_nothing_in_a_comparison_or_a_strip(browser_page: Page, tmp_path: Path) -> None:
    view = find_view("rkg-e-helse", shipped("diagrams"))
    compared = draw(record(), view, between=("2018-06-01", "2021-12-01"))
    for text in (compared.html, strip(record(), view, ["2018-06-01", "2021-12-01"]).html):
        found = Axe().run(opened(browser_page, tmp_path / "page.html", text))
        assert found.violations_count == 0, found.generate_report()


def test_the_keyboard_reaches_every_box_and_line_in_the_order_of_the_document(
    browser_page: Page, tmp_path: Path
) -> None:
    made = picture("etterlyst")
    page = opened(browser_page, tmp_path / "picture.svg", made.svg)
    stops = page.evaluate("[...document.querySelectorAll('a[href],[tabindex=\"0\"]')].map(e => e.closest('g[id]').id)")
    assert len(stops) == len(made.scene.boxes) + len(made.scene.lines)
    reached = []
    for _ in stops:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.closest('g[id]').id"))
    assert reached == stops


def test_every_stop_has_the_sentence_as_its_accessible_name(browser_page: Page, tmp_path: Path) -> None:
    made = picture("etterlyst")
    page = opened(browser_page, tmp_path / "picture.svg", made.svg)
    (line,) = [each for each in made.notes.lines if each.line.id == "kdu-agder:part-of:kdk-agder"]
    assert page.get_by_role("link", name=line.told.sentence, exact=True).count() == 1


@pytest.mark.parametrize("name", VIEWS)
def test_no_text_leaves_its_box_in_the_browser_and_none_is_smaller_than_seven_points(
    name: str, browser_page: Page, tmp_path: Path
) -> None:
    page = opened(browser_page, tmp_path / "picture.svg", picture(name).svg)
    wide = page.evaluate(
        """[...document.querySelectorAll('g[id^="node-"]')].flatMap(g => {
             const shape = g.querySelector('path,polygon').getBBox();
             return [...g.querySelectorAll('text')].filter(t => {
               const box = t.getBBox();
               return box.x < shape.x - 1 || box.x + box.width > shape.x + shape.width + 1;
             }).map(t => t.textContent);
           })"""
    )
    assert wide == []
    sizes = page.evaluate("[...document.querySelectorAll('text')].map(t => +t.getAttribute('font-size'))")
    assert min(sizes) >= 7
