"""The five things people come for, in a browser, on the pages as files and as a server answers them."""

from __future__ import annotations

import http
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

import graphmodel as gm
from graphmodel import workspace
from graphmodel.choices import LANGUAGES
from graphmodel.web.pages import Analyses, Edition, Pages, WebPage
from graphmodel.web.pages.pictures import PictureChoice, earlier
from graphmodel.web.render import STATIC, Addresses, render

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page as Tab
    from web_served import Server

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("web")]
DAY = date(2021, 12, 1)
VIEW = "oversikt-agder"


class Site(NamedTuple):
    """Where the pages stand, and what comes after the address of one."""

    start: str
    ending: str

    def at(self, address: str) -> str:
        return f"{self.start}/{address}{self.ending}" if address else f"{self.start}/{self._index}"

    @property
    def _index(self) -> str:
        return "index.html" if self.ending else ""


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page()
        tab.set_default_timeout(120_000)
        yield tab
        browser.close()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A few of the pages as files, of each kind but questions, which need a store."""
    folder = tmp_path_factory.mktemp("written")
    shutil.copytree(STATIC, folder / "static")
    graph = gm.read()
    analyses = Analyses(graph, DAY)

    def nothing(*_: object) -> Any:
        raise AssertionError("no question is asked here")

    for lang in LANGUAGES:
        pages = Pages(Edition(graph, DAY, lang), workspace.library(), nothing, analyses)
        (folder / "static" / f"index-{lang}.js").write_text(pages.search.index, "utf-8")
        for page in _some(pages) if lang == "nb" else _few(pages):
            _write(folder, pages, page)
    return Site(folder.as_uri(), ".html")


def _some(pages: Pages) -> Iterator[WebPage]:
    found, pictures = pages.findings, pages.pictures
    yield from (found.front(), found.leaders(), found.chapter(), found.region("agder-fylke"), found.changes())
    yield from (found.missing(), found.reading(), pages.search.page(), pages.ways.overview(), pages.sources.overview())
    yield from (pages.bodies.page("digi-agder"), pages.sources.page("agderfk-digi-org"))
    for page in (pictures.page(VIEW), pictures.page(VIEW, PictureChoice(since=earlier(DAY)), apart=True)):
        yield page._replace(content={**page.content, "endings": ("svg", "md")})


def _few(pages: Pages) -> Iterator[WebPage]:
    yield from (pages.findings.missing(), pages.bodies.page("digi-agder"), pages.search.page())


def _write(folder: Path, pages: Pages, page: WebPage) -> None:
    lang = pages.edition.lang
    target = folder / Addresses("", lang, served=False).file(page.address)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(render(pages.edition, page), "utf-8")
    for ending in page.content.get("endings", ()):
        for path, content in page.content["diagram"].rendered(target.with_suffix(f".{ending}")).items():
            path.write_text(content, "utf-8")


@pytest.fixture(params=["files", "server"])
def site(request: pytest.FixtureRequest) -> Site:
    if request.param == "files":
        return request.getfixturevalue("written")  # type: ignore[no-any-return]
    return Site(request.getfixturevalue("server").url, "")


# --- the five tasks -------------------------------------------------------------------------------------------------


def test_a_body_is_found_by_an_old_name(site: Site, tab: Tab) -> None:
    tab.goto(site.at(""))
    tab.get_by_role("searchbox").fill("Ett digitalt Agder")
    tab.get_by_role("searchbox").press("Enter")
    first = tab.locator("#found li").first
    first.wait_for()
    assert "også kalt Ett digitalt Agder" in first.inner_text()
    first.get_by_role("link").click()
    tab.wait_for_url("**/organ/digi-agder*")
    assert tab.locator("h1").inner_text() == "Digi Agder"


def test_it_is_seen_why_a_line_is_there(site: Site, tab: Tab) -> None:
    tab.goto(site.at("organ/digi-agder"))
    group = tab.locator(".group", has_text="styres av").first
    assert "Kommunedirektørutvalget Agder (KDU)" in group.inner_text()
    assert "muligens" in group.inner_text()
    group.locator(".mark").first.click()
    assert "#kilde-" in tab.url
    tab.locator(":target").get_by_role("link").click()
    tab.wait_for_url("**/kilde/agderfk-digi-org*")
    assert "Utgiver" in tab.locator("main").inner_text()


def test_a_way_is_found(site: Site, tab: Tab) -> None:
    tab.goto(site.at("vei"))
    path = gm.influence_paths(gm.read(), "vegarshei-kommune", "ks", "voice", on=DAY, k=1)[0]
    if not site.ending:
        tab.get_by_label("Fra", exact=True).fill("Vegårshei")
        tab.get_by_label("Til", exact=True).fill("ks")
        tab.get_by_role("button", name="Finn veien").click()
        tab.wait_for_url("**/vei?*")
    assert path.sentence() in tab.locator("main").inner_text()


def test_two_days_are_compared(site: Site, tab: Tab) -> None:
    tab.goto(site.at(f"bilde/{VIEW}"))
    if site.ending:
        tab.get_by_role("link", name="Sammenlign med 1. desember 2017").click()
    else:
        choice = tab.get_by_label("Sammenlign med")
        choice.select_option(index=1)
        assert tab.locator("input[type=range]").count() == 1
        tab.get_by_role("button", name="Vis dagen").click()
        tab.wait_for_url("**fra=*")
    assert "Sammenlignet med" in tab.locator(".lede").inner_text()


def test_a_figure_is_downloaded(site: Site, tab: Tab) -> None:
    tab.goto(site.at(f"bilde/{VIEW}"))
    link = tab.locator(".downloads").get_by_role("link", name="SVG")
    if site.ending:  # a browser shows a file of the same folder
        link.click()
        tab.wait_for_url("**.svg")
        assert tab.evaluate("document.documentElement.tagName") == "svg"
        return
    with tab.expect_download() as told:
        link.click()
    with told.value.path().open("rb") as file:
        assert b"<svg" in file.read(500)


def test_every_format_of_a_figure_and_of_the_summary_comes_from_the_server(server: Server) -> None:
    types = {"pdf": "application/pdf", "docx": "wordprocessingml", "pptx": "presentationml", "xlsx": "spreadsheetml"}
    for ending, type_ in types.items():
        reply = server.get(f"/bilde/etterlyst.{ending}")
        assert (reply.status, type_ in reply.headers["content-type"]) == (http.HTTPStatus.OK, True), ending
    assert server.get("/funn/sammendrag.pdf").text.startswith("%PDF-")
    assert server.get("/funn/sammendrag.docx").text.startswith("PK")


def test_the_chapter_on_any_municipality_and_the_page_of_any_county_are_served(server: Server) -> None:
    assert "Risør" in server.get("/funn/risor-kommune").text
    assert "<h1>Nordland fylke</h1>" in server.get("/funn/nordland-fylke").text
    assert server.get("/funn/digi-agder").status == http.HTTPStatus.NOT_FOUND


# --- for everybody --------------------------------------------------------------------------------------------------

KINDS = ("", "funn", "funn/vegarshei-kommune", "funn/agder-fylke", "endringer", "mangler", "les-dette", "vei")
MORE_KINDS = ("sok", "kilder", "organ/digi-agder", "kilde/agderfk-digi-org", f"bilde/{VIEW}")
SERVED_KINDS = (
    *("organ/digi-agder", f"bilde/{VIEW}", "sporsmal/who-mandates", "vei?fra=digi-agder&til=ks"),
    *("endringer", "sporsmal"),
)


def _faults(tab: Tab, address: str) -> str:
    tab.goto(address)
    found = Axe().run(tab)
    fits = tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return (found.generate_report() if found.violations_count else "") + ("" if fits else f"{address} scrolls sideways")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_axe_finds_nothing_on_any_kind_of_page_also_at_400_per_cent(
    width: int, scheme: Any, written: Site, server: Server, tab: Tab
) -> None:
    tab.set_viewport_size({"width": width, "height": 800})  # 320 is 1280 at 400 per cent
    tab.emulate_media(color_scheme=scheme)
    addresses = [written.at(kind) for kind in (*KINDS, *MORE_KINDS)]
    addresses += [f"{server.url}/{kind}" for kind in SERVED_KINDS]
    addresses += [f"{server.url}/en/{kind}" for kind in SERVED_KINDS[1:4]] + [written.at("en/organ/digi-agder")]
    assert [fault for address in addresses if (fault := _faults(tab, address))] == []
