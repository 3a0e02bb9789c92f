"""All pages as files that work without a server."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from graphmodel import files, project
from graphmodel.choices import LANGUAGES
from graphmodel.period import as_day
from graphmodel.web.pages import Pages
from graphmodel.web.render import STATIC, Addresses, rendered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from graphmodel.model import Graph
    from graphmodel.queries import Query
    from graphmodel.store import Store
    from graphmodel.store.result import Result
    from graphmodel.web.pages import Page

__all__ = ["Built", "write_site"]

DAY = "2021-12-01"
"""The day that the pages show unless told otherwise: that of the report."""

PICTURES = ("svg", "md")
"""The files of each picture; the two of the front page are there for printing too."""


@dataclass(frozen=True, slots=True)
class Built:
    """What was written."""

    index: Path
    files: int
    bytes: int
    seconds: float


def write_site(  # noqa: PLR0913 - what a planner may choose
    folder: Path,
    *,
    graph: Graph | None = None,
    store: Store | None = None,
    on: date | str = DAY,
    step: Callable[[str, int, int], None] | None = None,
    force: bool = False,
) -> Built:
    """Write all pages of a record, in both languages, into a folder.

    Parameters
    ----------
    folder
        Made if it is not there. What an earlier run wrote into it is replaced, all at once.
    graph
        The record; the shipped one by default.
    store
        A store that holds it; by default the embedded one, filled with it.
    on
        The day of grades, pictures and findings.
    step
        Told how many pages of how many are done.
    force
        Whether files that no earlier run made may be replaced.

    Returns
    -------
    Built
        Where it begins, and how large it is.

    Raises
    ------
    ConfigError
        If the folder cannot be written, or a file would be replaced that no earlier run made.
    DateError
        If ``on`` is not a single day.
    """
    started = time.perf_counter()
    day = as_day(on)
    record = graph or project.read()
    files.check_folder(folder, ["index.html"], made_by="site", force=force)
    size = 0

    def counted() -> Iterator[tuple[str, list[bytes]]]:
        nonlocal size
        with store or project.filled_store(record) as opened:
            for name, content in _files(record, opened, day, step or (lambda *_: None)):
                size += len(content)
                yield name, [content]

    written = files.write_folder(folder, counted(), made_by="site", force=force)
    return Built(folder / "index.html", len(written), size, time.perf_counter() - started)


def _files(graph: Graph, store: Store, day: date, step: Callable[[str, int, int], None]) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the site: its name and content."""
    yield from ((f"static/{each.name}", each.read_bytes()) for each in sorted(STATIC.iterdir()))
    library = project.library()
    answer = _answering(store)
    for place, lang in enumerate(LANGUAGES):
        pages = Pages(graph, day, lang, library, answer)
        yield f"static/index-{lang}.js", pages.index.encode()
        all_ = 2 * (len(graph.nodes) + len(graph.sources) + len(library) + len(pages.views))
        for number, page in enumerate(every(pages), 1):
            yield Addresses("", lang, served=False).file(page.address), rendered(pages, page).encode()
            yield from _beside(pages, page)
            step("site", min(all_, place * all_ // 2 + number), all_)


def every(pages: Pages) -> Iterator[Page]:
    """Yield every page of a language, one after the other."""
    yield from (pages.front(), pages.search(), pages.register(), pages.sources(), pages.reading())
    yield from (pages.pictures(), pages.questions(), pages.ways(), pages.findings())
    yield from (pages.body(id_) for id_ in pages.graph.nodes)
    yield from (pages.source(id_) for id_ in pages.graph.sources)
    yield from (pages.question(name) for name in pages.answerable)
    for name in pages.views:
        page = pages.picture(name)
        endings = (*PICTURES, "pdf") if name in pages.overviews() else PICTURES
        yield page._replace(told={**page.told, "endings": endings})


def _beside(pages: Pages, page: Page) -> Iterator[tuple[str, bytes]]:
    """Yield the downloads of a page."""
    folder = "en/" if pages.lang == "en" else ""
    if page.template == "question.html":
        for ending, text in pages.files(page.address.split("/")[1]).items():
            yield f"{folder}{page.address}.{ending}", text.encode()
    if page.template == "picture.html":
        for ending in page.told["endings"]:
            path = PurePosixPath(f"{folder}{page.address}.{ending}")
            for name, content in page.told["drawn"].rendered(path).items():
                yield str(name), content.encode() if isinstance(content, str) else content


def _answering(store: Store) -> Callable[[Query, Mapping[str, Any]], Result]:
    """Return what answers a question, and keeps the answer for the download beside the page."""
    kept: dict[str, Result] = {}

    def answer(query: Query, values: Mapping[str, Any]) -> Result:
        key = f"{query.name} {values!r}"
        if key not in kept:
            kept[key] = store.run(query, **values)
        return kept[key]

    return answer
