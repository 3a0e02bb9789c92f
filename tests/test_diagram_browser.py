"""The pictures in a real Chromium: axe finds nothing, the keyboard reaches everything, no text leaves its box."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
from shipped_record import picture, record

from graphmodel.config import shipped
from graphmodel.diagram import draw, find_view, strip, view_names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page


pytestmark = pytest.mark.browser

VIEWS = ("samhandlingsstruktur", "digi-agder-blir-til", "etterlyst")


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
    line = made.notes.lines[0]
    assert page.get_by_role("link", name=line.told.sentence, exact=True).count() == 1


@pytest.mark.parametrize("name", VIEWS)
def test_no_text_leaves_its_box_in_the_browser_and_none_is_smaller_than_seven_points(
    name: str, browser_page: Page, tmp_path: Path
) -> None:
    page = opened(browser_page, tmp_path / "picture.svg", picture(name).svg)
    wide = page.evaluate(
        """[...document.querySelectorAll('g[id^="node-"]')].flatMap(g => {
             const own = g.querySelector('path,polygon');
             if (!own) return [];  // its box is drawn before what lies in it
             const shape = own.getBBox();
             return [...g.querySelectorAll('text')].filter(t => {
               const box = t.getBBox();
               return box.x < shape.x - 1 || box.x + box.width > shape.x + shape.width + 1;
             }).map(t => t.textContent);
           })"""
    )
    assert wide == []
    sizes = page.evaluate("[...document.querySelectorAll('text')].map(t => +t.getAttribute('font-size'))")
    assert min(sizes) >= 7


# --- the page answers -------------------------------------------------------------------------------------------


@pytest.fixture
def answering(browser_page: Page, tmp_path: Path) -> Iterator[Page]:
    """Open the page of a picture, and hold it to no errors and nothing loaded."""
    told: list[str] = []
    browser_page.on("console", lambda message: told.append(message.text))
    browser_page.on("pageerror", lambda error: told.append(str(error)))
    browser_page.on("request", lambda request: told.append(request.url) if request.url.startswith("http") else None)
    yield opened(browser_page, tmp_path / "page.html", picture("etterlyst").html)
    assert told == []
    browser_page.set_viewport_size({"width": 1600, "height": 1000})


LIT = "[...document.querySelectorAll('.lit')].map(each => each.id).sort()"
FOCUSED = "document.activeElement.closest('g[id]')?.id ?? ''"


def test_tab_goes_from_box_to_box_and_the_arrow_keys_along_the_lines_of_one(answering: Page) -> None:
    made = picture("etterlyst")
    stops = answering.evaluate("[...document.querySelectorAll('#stage [tabindex=\"0\"]')].map(e => e.closest('g').id)")
    assert sorted(stops) == sorted(f"node-{id_}" for id_ in made.scene.boxes)
    answering.evaluate("document.querySelector('#kinds input:last-of-type').focus()")
    while not answering.evaluate(FOCUSED):
        answering.keyboard.press("Tab")
    assert answering.evaluate(FOCUSED) == stops[0]
    answering.keyboard.press("Tab")
    assert answering.evaluate(FOCUSED) == stops[1]
    box = stops[1].removeprefix("node-")
    lines = [note.line for note in made.notes.lines if box in (note.line.tail, note.line.head)]
    for line in (*lines, lines[0]):
        answering.keyboard.press("ArrowRight")
        assert answering.evaluate(FOCUSED) == f"edge-{line.id}"
    answering.keyboard.press("ArrowLeft")
    assert answering.evaluate(FOCUSED) == f"edge-{lines[-1].id}"
    answering.keyboard.press("Escape")
    assert answering.evaluate(FOCUSED) == stops[1]


def test_focus_traces_a_line_to_both_ends_and_enter_opens_its_note_with_further_links(answering: Page) -> None:
    note = picture("etterlyst").notes.lines[0]
    answering.evaluate(f"document.querySelector('#node-{note.line.tail} > a').focus()")
    answering.keyboard.press("ArrowDown")
    assert answering.evaluate(LIT) == sorted(
        [f"edge-{note.line.id}", f"node-{note.line.tail}", f"node-{note.line.head}"]
    )
    assert not answering.locator("#note").is_visible()
    answering.keyboard.press("Enter")
    assert note.told.sentence in answering.locator("#note").inner_text()
    urls = {
        source.url
        for source in picture("etterlyst").notes.sources
        if source.number in {m.number for m in note.told.marks}
    }
    links = answering.evaluate("[...document.querySelectorAll('#note a[href^=http]')].map(each => each.href)")
    assert set(links) == urls
    found = Axe().run(answering)
    assert found.violations_count == 0, found.generate_report()
    answering.keyboard.press("Escape")
    assert not answering.locator("#note").is_visible()


def test_a_pointer_traces_and_opens_and_does_not_leave_the_page(answering: Page) -> None:
    made = picture("etterlyst")
    address = answering.url
    box = answering.locator("#node-digi-agder")
    box.hover()
    lines = [line for line in made.scene.lines.values() if "digi-agder" in (line.tail, line.head)]
    ends = {end for line in lines for end in (line.tail, line.head)}
    assert answering.evaluate(LIT) == sorted([*(f"edge-{line.id}" for line in lines), *(f"node-{end}" for end in ends)])
    box.click()
    assert answering.locator("#note h2").inner_text() == "Digi Agder"
    assert answering.url == address


def test_a_kind_of_tie_is_switched_off_and_on(answering: Page) -> None:
    made = picture("etterlyst")
    drawn = "[...document.querySelectorAll('g[id^=edge-]')].filter(g => getComputedStyle(g).display != 'none').length"
    kind = answering.locator("#kinds input[value=PART_OF]")
    kind.uncheck()
    assert answering.evaluate(drawn) == sum(line.type != "PART_OF" for line in made.scene.lines.values())
    kind.check()
    assert answering.evaluate(drawn) == len(made.scene.lines)


def test_search_says_how_many_and_leads_to_each(answering: Page) -> None:
    answering.keyboard.press("Tab")
    answering.get_by_role("searchbox").fill("digi agder")
    told = picture("etterlyst").notes
    sentences = [*(each.sentence for each in told.boxes.values()), *(note.told.sentence for note in told.lines)]
    assert answering.locator("#count").inner_text() == f"{sum('Digi Agder' in each for each in sentences)} treff"
    answering.locator("#hits button").first.press("Enter")
    assert answering.locator("#note h2").inner_text() == "Digi Agder"
    assert answering.evaluate(FOCUSED) == "node-digi-agder"


def test_the_picture_grows_moves_and_becomes_whole_again(answering: Page) -> None:
    view = "document.querySelector('#stage svg').getAttribute('viewBox').split(' ').map(Number)"
    whole = answering.evaluate(view)
    answering.get_by_role("button", name="Større").click()
    assert answering.evaluate(view)[2] == pytest.approx(whole[2] / 1.5, abs=0.1)
    before = answering.evaluate(view)
    middle = answering.evaluate(
        "(r => [r.x + r.width / 2, r.y + 200])(document.querySelector('#stage svg').getBoundingClientRect())"
    )
    answering.mouse.move(*middle)
    answering.mouse.down()
    answering.mouse.move(middle[0] - 100, middle[1], steps=4)
    answering.mouse.up()
    assert answering.evaluate(view)[0] > before[0]
    answering.get_by_role("button", name="Hele figuren").click()
    assert answering.evaluate(view) == whole


def test_a_narrow_screen_scrolls_one_way_only(answering: Page) -> None:
    answering.set_viewport_size({"width": 360, "height": 740})
    answering.evaluate("document.querySelector('#node-digi-agder > a').focus()")
    answering.keyboard.press("Enter")
    assert answering.evaluate("document.scrollingElement.scrollWidth") <= 360


def test_the_page_runs_no_other_script(browser_page: Page, tmp_path: Path) -> None:
    made = picture("etterlyst").html.replace("</main>", "</main><script>document.title = 'theirs'</script>")
    page = opened(browser_page, tmp_path / "page.html", made)
    assert page.title() == "Etterlyst og registrert"


@pytest.mark.parametrize("name", view_names(shipped("diagrams")))
def test_a_page_is_at_most_a_megabyte(name: str) -> None:
    assert len(picture(name).html.encode()) <= 1_000_000
