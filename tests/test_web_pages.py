"""The pages as files: every link leads somewhere, every text stays text, and the bytes tell nothing but the record."""

from __future__ import annotations

import os
import re
import shutil
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import pytest
import shipped_record
from axe_playwright_python.sync_playwright import Axe
from graphs import disputed, edge, graph, node, renamed, source
from playwright.sync_api import sync_playwright
from web_links import Links

import graphmodel as gm
from graphmodel import files, workspace
from graphmodel.choices import LANGUAGES
from graphmodel.language import THEME_WORDS, alphabetical
from graphmodel.model import Graph
from graphmodel.web import write_site
from graphmodel.web.pages import Analyses, Edition, Pages, WebPage
from graphmodel.web.pages.search import matches
from graphmodel.web.render import STATIC, Addresses, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page as Tab

DAY = date(2021, 12, 1)
HOSTILE = (
    "<script>document.title='run'</script>",
    '"><img src=x onerror="document.title=\'run\'">',
    "</title><svg onload=document.title='run'>",
    "{{ 7 * 7 }} {% raw %} ]]> &lt;b&gt;",
    "'; document.title='run'; //",
)


@cache
def record() -> Graph:
    return shipped_record.record()


def pages(graph: Graph, lang: Any = "nb") -> Pages:
    def nothing(*_: object) -> Any:
        raise AssertionError("no question is asked here")

    return Pages(Edition(graph, DAY, lang), workspace.library(), nothing, Analyses(graph, DAY))


def hostile() -> Graph:
    nodes = [node(f"body-{number}", name=text, note=text) for number, text in enumerate(HOSTILE)]
    edges = [
        edge(f"body-{number}", "ADVISES", f"body-{number + 1}", role=text, since="2020", note=text)
        for number, text in enumerate(HOSTILE[:-1])
    ]
    return Graph(nodes, edges, [source(title=HOSTILE[0], publisher=HOSTILE[1], description=HOSTILE[2])])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRAPHMODEL_CACHE", str(tmp_path_factory.mktemp("cache")))
        folder = tmp_path_factory.mktemp("hostile") / "site"
        write_site(folder, graph=hostile())
        yield folder


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


# --- what the files say ---------------------------------------------------------------------------------------------


def test_every_link_of_the_site_leads_to_a_file_and_a_place_in_it(site: Path) -> None:
    found = {path: Links(path.read_text("utf-8")) for path in site.rglob("*.html")}
    assert len(found) > 100
    for path, page in found.items():
        assert len(page.ids) == len(set(page.ids)), path
        for link in page.links:
            if link.startswith("https://example.org/"):
                continue
            name, _, anchor = link.partition("#")
            target = (path.parent / name).resolve() if name else path
            assert target.is_relative_to(site.resolve()), (path, link)
            assert target.is_file(), (path, link)
            assert not anchor or anchor in found[target].ids, (path, link)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_link_between_pages_of_the_record_leads_to_a_page_and_a_place_in_it(lang: str) -> None:
    made, graph = pages(record(), lang), record()
    others = {"index", "register", "kilder", "les-dette", "bilde", "sporsmal", "funn", "mangler", "endringer", "sok"}
    others |= {"vei", *(f"funn/{id_}" for id_ in made.findings.counties)}
    others |= {f"bilde/{name}" for name in workspace.views()} | {f"sporsmal/{name}" for name in made.questions.library}
    ways = {f"organ/{id_}": partial(made.bodies.page, id_) for id_ in graph.nodes}
    ways |= {f"kilde/{id_}": partial(made.sources.page, id_) for id_ in graph.sources}

    @cache
    def links(address: str) -> Links:
        return Links(render(made.edition, ways[address]()))

    for address in ways:
        for link in links(address).links:
            name, _, anchor = link.partition("#")
            target = os.path.normpath(f"{address}/../{name}").removesuffix(".html") if name else address
            if ":" in name or "static/" in name or target.startswith(("en", "..")):
                continue  # of another site or language, or no page
            assert target in ways or target in others, (address, link)
            assert not anchor or target in others or anchor in links(target).ids, (address, link)


def test_every_page_has_a_policy_no_script_or_style_of_its_own_and_asks_nobody(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text("utf-8")
        assert "Content-Security-Policy" in text, path
        assert "unsafe" not in text, path
        styled = "sha256-" in text  # the style of a picture, by its hash
        assert set(Links(text).inline) == ({"style"} if styled else set()), path
        assert not re.search(r"(src|action)=\"https?:", text), path


def test_a_second_build_after_a_changed_fact_rewrites_only_the_pages_that_tell_it(tmp_path: Path) -> None:
    graph = record()
    told = {each.id: each for each in graph.nodes.values()}
    told["ikt-agder"] = told["ikt-agder"].model_copy(update={"note": "Noe annet."})
    others = (graph.edges.values(), graph.sources.values(), graph.surveys.values())
    changed = Graph(told.values(), *others, translations=graph.translations)
    stamps = []
    for each in (graph, gm.read(), changed):
        files.write_folder(tmp_path, _pages_of(each), made_by="site")
        stamps.append({path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.html")})
    first, again, last = stamps
    assert again == first
    rewritten = {path.relative_to(tmp_path).as_posix() for path in last if last[path] != first[path]}
    assert rewritten == {f"{lang}/organ/ikt-agder.html" for lang in LANGUAGES}


def _pages_of(graph: Graph) -> Iterator[tuple[str, list[bytes]]]:
    ids = ["digi-agder", "ikt-agder", "ks", "vegarshei-kommune"]
    for lang in LANGUAGES:
        made = pages(graph, lang)
        for id_ in ids:
            yield f"{lang}/organ/{id_}.html", [render(made.edition, made.bodies.page(id_)).encode()]


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_no_page_of_a_body_or_a_source_is_heavier_than_200_kilobytes(lang: str) -> None:
    made, graph = pages(record(), lang), record()
    busiest = sorted(graph.nodes, key=lambda id_: -len(graph.edges_from(id_)) - len(graph.edges_to(id_)))[:3]
    weights = {id_: len(render(made.edition, made.bodies.page(id_)).encode()) for id_ in busiest}
    lists = (made.search.register(), made.sources.overview(), made.findings.changes(), made.findings.missing())
    weights |= {page.address: len(render(made.edition, page).encode()) for page in lists}
    assert {name: weight for name, weight in weights.items() if weight > 200_000} == {}


def test_a_body_is_told_with_its_ties_their_grades_and_their_sources() -> None:
    page = pages(record()).bodies.page("digi-agder")
    told = {
        group.verb: [
            (name, tie.grade, [mark.source.id for mark in tie.marks]) for tie in group.ties for _, _, name in tie.others
        ]
        for group in page.content["groups"]
    }
    assert told["styres av"] == [("Kommunedirektørutvalget Agder (KDU)", gm.Grade.POSSIBLE, ["agderfk-digi-org"])]
    assert [name for name, _, _ in told["har mandat fra"]] == [
        "KDKs tilslutning november 2020 til organiseringen av nettverket"
    ]
    shown = sum(len(names) for names in told.values())
    graph = record()
    on_day = [each for each in (*graph.edges_to("digi-agder"), *graph.edges_from("digi-agder")) if each.recorded]
    assert shown == sum(bool(graph.grade(each.id, DAY)) and each.type != "SUCCEEDED_BY" for each in on_day)


@pytest.mark.parametrize("served", [False, True])
def test_a_body_leads_to_the_ways_to_and_from_others(served: bool) -> None:  # noqa: FBT001 - both kinds of page
    made = pages(record())
    text = render(made.edition, made.bodies.page("vegarshei-kommune"), served=served)
    links = Links(text).links
    assert ("/funn/agder-fylke" if served else "../funn/agder-fylke.html") in links
    assert {"/vei?til=vegarshei-kommune", "/vei?fra=vegarshei-kommune"} <= {*links} or not served
    assert served or "graphmodel paths vegarshei-kommune" in text


def test_each_theme_of_questions_has_a_name_in_both_languages() -> None:
    assert set(THEME_WORDS) == {each.theme for each in workspace.library().values()}
    assert '<h2 class="small">Penger</h2>' in render(pages(record()).edition, pages(record()).questions.overview())


def test_no_line_of_a_heading_ends_after_the_first_letter_of_a_word() -> None:
    made = pages(record())
    title = '<h1>Nasjonal <span class="whole">e-helsestrategi</span> 2017-2022</h1>'
    assert title in render(made.edition, made.bodies.page("e-helsestrategi-2017-2022"))


def test_lists_of_ties_are_in_norwegian_order() -> None:
    made = pages(record())
    ties = [said for _, said, _ in made.sources.page("agderfk-digi-org").content["ties"]]
    assert ties == sorted(ties, key=alphabetical)
    drawn = [said for _, said, _ in made.pictures.page("oversikt-agder").content["ties"]]
    assert drawn == sorted(drawn, key=alphabetical)
    assert any(said.startswith("Å") for said in drawn)
    began = dict(made.findings.changes().content["groups"])["began"]
    bodies, changed = ([said for _, place, said, *_ in began if bool(place) is tie] for tie in (False, True))
    assert [*bodies, *changed] == [said for _, _, said, *_ in began]
    assert (bodies, changed) == (sorted(bodies, key=alphabetical), sorted(changed, key=alphabetical))


def test_what_only_possibly_began_or_ended_is_told_so() -> None:
    nodes = [node("council"), node("sure", since="2019-01-01"), node("rough"), node("gone"), node("firm")]
    edges = [
        edge("sure", "MEMBER_OF", "council", since="2019-06-01"),
        edge("rough", "MEMBER_OF", "council", since="2021"),
        edge("gone", "MEMBER_OF", "council", until="2019"),
        edge("firm", "MEMBER_OF", "council", since="2018~"),
    ]
    site = pages(graph(nodes, edges), "en")
    made = site.findings.changes(date(2018, 12, 31), date(2021, 6, 1))
    told = {place or page: (kind, sure) for kind, found in made.content["groups"] for page, place, *_, sure in found}
    assert told == {
        "sure": ("began", ""),
        "sure:member-of:council": ("began", ""),
        "rough:member-of:council": ("began", "possibly"),
        "gone:member-of:council": ("ended", ""),
        "firm:member-of:council": ("changed", "possibly → certain"),
    }
    html = render(site.edition, made)
    assert 'Rough is a member of Council</a> <span class="hint">(possibly)</span>' in html


def test_an_answer_says_who_was_called_otherwise_on_its_day() -> None:
    question = workspace.question("who-advises")
    rows = [("a", "After")]
    told = [*workspace.names_then(renamed(), question, {"day": "2021-04-01", "what": "network"}, rows)]
    assert told == ["After het Before 1. april 2021"]
    assert not [*workspace.names_then(renamed(), question, {"day": "2022-04-01", "what": "network"}, rows)]


def test_what_was_only_called_for_never_stands_among_the_ties() -> None:
    page = pages(record()).bodies.page("digi-agder")
    called = {edge for group in page.content["called"] for tie in group.ties for edge, _, _ in tie.others}
    ties = {edge for group in page.content["groups"] for tie in group.ties for edge, _, _ in tie.others}
    assert called
    assert all(record().edges[id_].called_for for id_ in called)
    assert not called & ties


def test_what_does_not_count_as_a_tie_says_so_among_what_rests_on_its_source() -> None:
    called = edge("c", "ADVISES", "a", status="called for")
    doubtful = disputed()
    made = pages(Graph(doubtful.nodes.values(), [*doubtful.edges.values(), called], doubtful.sources.values()))
    assert [said for _, said, _ in made.sources.page("minutes").content["ties"]] == [
        "A styrer C",
        "B styrer C (en annen opplysning er valgt)",
        "C gir råd til A (etterlyst, men ikke registrert)",
    ]


def test_a_former_name_is_found_whatever_its_letters() -> None:
    entries = pages(record()).search.entries
    for text in ("Ett digitalt Agder", "ETT DIGITALT AGDER", "ett digital"):
        found, by = matches(entries, text)[0]
        assert (found.address, by) == ("organ/digi-agder", "Ett digitalt Agder")
    assert matches(entries, "vegarshei")[0][0].address == "organ/vegarshei-kommune"
    assert matches(entries, "<>") == []


# --- in a browser ---------------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_hostile_names_run_nothing_and_are_read_as_they_stand(site: Path, tab: Tab) -> None:
    for path in ("index", "register", "sok", "kilder", "organ/body-0", "organ/body-1", "organ/body-4", "kilde/minutes"):
        tab.goto((site / f"{path}.html").as_uri() + "?q=<script>document.title='run'</script>")
        assert tab.title() != "run"
    tab.goto((site / "organ/body-0.html").as_uri())
    assert tab.locator("h1").inner_text() == HOSTILE[0]
    tab.goto((site / "sok.html").as_uri() + "?q=document")
    assert HOSTILE[0] in tab.locator("#found").inner_text()
    assert tab.title() != "run"


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, WebPage | None], Path]:
    folder = tmp_path_factory.mktemp("shipped")
    shutil.copytree(STATIC, folder / "static")

    def write(lang: str, page: WebPage | None) -> Path:
        made = pages(record(), lang)
        (folder / "static" / f"index-{lang}.js").write_text(made.search.index, "utf-8")
        page = page or made.search.page()
        target = folder / Addresses("", made.edition.lang, served=False).file(page.address)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(render(made.edition, page), "utf-8")
        return target

    return write


@pytest.mark.browser
def test_the_search_of_the_files_finds_what_the_search_of_the_server_does(
    shipped: Callable[[str, WebPage | None], Path], tab: Tab
) -> None:
    path, entries = shipped("nb", None), pages(record()).search.entries
    for text in ("Ett digitalt Agder", "vegaarshei", "kdu", "e-helse agder", "Ås", "tullball", "strategi"):
        tab.goto(f"{path.as_uri()}?q={text}")
        shown = [link.get_attribute("href") for link in tab.locator("#found a").all()]
        assert shown == [f"{entry.address}.html" for entry, _ in matches(entries, text)], text


@pytest.mark.browser
def test_axe_finds_nothing_in_english_wide_narrow_light_or_dark(
    shipped: Callable[[str, WebPage | None], Path], tab: Tab
) -> None:
    made = pages(record(), "en")
    picture = made.pictures.page("etterlyst")
    kinds = [
        made.bodies.page("digi-agder"),
        made.sources.page("seed-000"),
        made.findings.reading(),
        made.questions.overview(),
    ]
    kinds += [made.search.page(), picture._replace(content={**picture.content, "endings": ()})]
    for page in kinds:
        path = shipped("en", page)
        for width, scheme in ((1280, "light"), (320, "dark")):
            tab.set_viewport_size({"width": width, "height": 800})
            tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            tab.goto(path.as_uri())
            found = Axe().run(tab)
            assert found.violations_count == 0, found.generate_report()
            assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), (page.address, width)
