"""What is shown in a notebook and in the report, in a real Chromium: pictures are seen, and names never run."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from graphs import edge, graph, node
from markdown_it import MarkdownIt
from nbconvert import HTMLExporter
from playwright.sync_api import sync_playwright

import graphmodel as gm
import graphmodel.build as main_job
from graphmodel.config import shipped
from graphmodel.model import Source
from graphmodel.tables import Result

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from graphmodel.model import Graph

pytestmark = pytest.mark.browser

RUNS = (
    "<script>window.ran = 1</script>",
    '<img src="x" onerror="window.ran = 1">',
    "</title></details></style><svg onload=window.ran=1>",
    "[x](javascript:window.ran=1) ![y](x\"onerror='window.ran=1')",
    "<iframe srcdoc='<script>parent.ran = 1</script>'></iframe>",
    "`</code><script>window.ran = 1</script>`",
    "$\\href{javascript:window.ran=1}{x}$ \\(y\\) $$z$$",
)
"""Names that run something where they are taken for markup."""


def hostile() -> Graph:
    """Return a graph of which every text runs something where it is taken for markup."""
    texts = iter(RUNS * 4)
    nodes = [
        node("a", "Municipality", "local", name=next(texts), note=next(texts), names=[{"name": next(texts)}]),
        node("b", "Network", "regional", name=next(texts), name_en=next(texts), form=next(texts)),
        node("c", "Ministry", "national", name=next(texts)),
    ]
    cites = [{"source": "minutes", "locator": next(texts)}]
    edges = [
        edge("a", "MEMBER_OF", "b", role=next(texts), cites=cites, since="2020"),
        edge("b", "ADVISES", "c", confidence="inferred", reasoning=next(texts), conflict=next(texts), cites=cites),
    ]
    plain = graph(nodes, edges)
    source = Source(id="minutes", title=next(texts), publisher=next(texts), description=next(texts))
    return gm.Graph(plain.nodes.values(), plain.edges.values(), [source], [])


VIEW = f"title: {{nb: '{RUNS[0]}', en: B}}\nshow:\n  - kinds: [Municipality, Network, Ministry]\nday: 2021-12-01\n"


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("view") / "all.yaml"
    file.write_text(VIEW, "utf-8")
    return str(file)


@pytest.fixture(scope="module")
def browser_page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1400, "height": 1000})
        context.route(re.compile("^https?:"), lambda route: route.abort())  # the page must show without a network
        yield context.new_page()
        browser.close()


def bundle(shown: Any) -> dict[str, str]:
    """Return what a value hands to a notebook."""
    if hasattr(shown, "_repr_mimebundle_"):
        return dict(shown._repr_mimebundle_(include=None, exclude=None))
    return {"text/html": shown._repr_html_(), "text/plain": repr(shown)}


def notebook(*outputs: dict[str, str]) -> str:
    """Return a notebook of cells with these outputs, as nbconvert shows it."""
    cells = [
        nbformat.v4.new_code_cell("x", outputs=[nbformat.v4.new_output("display_data", data=data)]) for data in outputs
    ]
    page: str = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=cells))[0]
    return page


def opened(page: Page, path: Path, text: str) -> Page:
    path.write_text(text, "utf-8")
    page.goto(path.as_uri())
    return page


def test_a_picture_is_seen_in_a_notebook_with_its_text_folded(browser_page: Page, tmp_path: Path) -> None:
    g = gm.read()
    pictures = [gm.draw(g, "rkg-e-helse", on=day) for day in ("2018-06-01", "2021-12-01")]
    page = opened(browser_page, tmp_path / "n.html", notebook(*map(bundle, [*pictures, pictures[0]])))
    shown = page.locator(".jp-OutputArea-output svg:visible")
    assert shown.count() == 3
    for place in range(3):
        box = shown.nth(place).bounding_box()
        assert box is not None
        assert (400 < box["width"] <= 1400, box["height"] > 200) == (True, True)
        assert shown.nth(place).locator("g.node").count() == len(pictures[place % 2].scene.boxes)
    folds = page.locator(".jp-OutputArea-output details")
    assert folds.count() == 3
    assert not folds.first.locator("table").is_visible()
    folds.first.locator("summary").click()
    assert folds.first.locator("table").is_visible()
    ids = page.evaluate("[...document.querySelectorAll('.jp-OutputArea-output [id]')].map(e => e.id)")
    assert len(ids) == len(set(ids)) > 20


def test_a_strip_is_seen_in_a_notebook_and_leaves_the_rest_of_it_alone(browser_page: Page, tmp_path: Path) -> None:
    strip = gm.workspace.strip(gm.read(), "rkg-e-helse", ["2018-06-01", "2021-12-01"])
    other = {"text/html": '<svg id="mine" width="30" height="30"></svg>'}
    page = opened(browser_page, tmp_path / "n.html", notebook(bundle(strip), other))
    assert page.locator(".graphmodel-picture svg:visible").count() == 2
    assert page.evaluate("document.querySelector('#mine').getBoundingClientRect().width") == 30


def test_nothing_that_is_shown_in_a_notebook_runs_what_stands_in_a_name(
    browser_page: Page, tmp_path: Path, view: str
) -> None:
    g = hostile()
    found = gm.influence_paths(g, "a", "c", on="2021-12-01")
    assert len(found)
    values = [
        *(gm.why(g, id_, lang) for id_ in ("a", "b", "minutes", *g.edges) for lang in ("nb", "en")),
        gm.draw(g, view),
        gm.draw(g, view, between=("2019-01-01", "2021-12-01")),
        gm.workspace.strip(g, view, ["2019-01-01", "2021-12-01"]),
        *(gm.analyse(g, name, on="2021-12-01") for name in ("coverage", "brokers", "command", "gatekeepers")),
        *(found, found[0], gm.changes(g, "2019-01-01", "2021-12-01"), g, g.at("2021-12-01")),
        Result(("a", RUNS[0]), tuple((text, text) for text in RUNS)),
    ]
    outputs = [data for value in values for data in _each_kind(bundle(value))]
    page = opened(browser_page, tmp_path / "n.html", notebook(*outputs))
    page.wait_for_load_state("load")
    assert page.evaluate("window.ran") is None
    inside = ".jp-OutputArea-output"
    assert page.locator(f"{inside} :is(script, iframe, img[src=x])").count() == 0
    assert page.locator(f"{inside} a[href^='javascript']").count() == 0
    assert page.locator(f"{inside} [onerror], {inside} [onload]").count() == 0
    seen = page.locator("body").inner_text()
    assert all(seen.count(" ".join(text.split())) > 1 for text in RUNS[:5])


def _each_kind(data: dict[str, str]) -> Iterator[dict[str, str]]:
    """Yield what is handed over one kind at a time, as frontends choose different ones."""
    for kind, text in data.items():
        yield {kind: text}


def test_dollars_in_names_are_kept_from_mathjax(view: str) -> None:
    record = hostile()
    values = (
        gm.why(record, "a"),
        gm.why(record, "minutes"),
        gm.influence_paths(record, "a", "c", on="2021-12-01"),
        gm.influence_paths(record, "c", "a", flow="authority", on="2021-12-01"),
        gm.analyse(record, "governance", on="2021-12-01"),
        gm.draw(record, view),
        gm.workspace.strip(record, view, ["2020-12-01", "2021-12-01"]),
        Result(("name",), ((RUNS[-1],),)),
    )
    for value in values:
        assert 'tex2jax_ignore mathjax_ignore"' in bundle(value)["text/html"].partition(">")[0]


def test_the_report_runs_nothing_that_stands_in_a_name_or_a_question(
    browser_page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "queries" / "<svg onload=window.ran=1>"
    mine.mkdir(parents=True)
    shipped_text = (shipped("queries") / "mandates" / "who-mandates.cypher").read_text("utf-8")
    mined = re.sub(r"(?m)^// (question|reading) (nb|en): ", rf"\g<0>{RUNS[0]} ", shipped_text)
    (mine / "my-own.cypher").write_text(f"// {RUNS[1]}\n// {RUNS[4]}\n{mined.split(chr(10), 2)[2]}", "utf-8")
    seeds = shutil.copytree(shipped("seeds"), tmp_path / "seeds")
    for file in seeds.rglob("*.yaml"):
        text = file.read_text("utf-8")
        file.write_text(text.replace("name: Digi Agder\n", f"name: 'Digi Agder {RUNS[1]}'\n"), "utf-8")
    monkeypatch.setenv("GRAPHMODEL_QUERIES", str(tmp_path / "queries"))
    monkeypatch.setattr(main_job, "site_files", lambda *_, **__: iter(()))  # the pages have their own test
    main_job.build(tmp_path / "out", seeds=seeds, store=f"arcadedb:{tmp_path / 'store'}")
    text = (tmp_path / "out" / "report.md").read_text("utf-8")
    assert "window.ran" in text
    html = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text)
    page = opened(browser_page, tmp_path / "out" / "report.html", f"<!DOCTYPE html><meta charset=utf-8>{html}")
    page.wait_for_load_state("load")
    assert page.evaluate("window.ran") is None
    assert page.locator("script, iframe, [onerror], [onload], a[href^='javascript']").count() == 0
