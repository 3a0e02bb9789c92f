"""All pages as files that work without a server."""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Self

from graphmodel import files, workspace
from graphmodel.choices import LANGUAGES
from graphmodel.period import as_day
from graphmodel.store import Limits
from graphmodel.web.pages import Analyses, Edition, Pages
from graphmodel.web.pages.pictures import PictureChoice, earlier
from graphmodel.web.render import STATIC, Addresses, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from graphmodel.diagram import Diagram
    from graphmodel.model import Graph
    from graphmodel.queries import Query
    from graphmodel.store import Store
    from graphmodel.tables import Result
    from graphmodel.web.pages import WebPage

__all__ = ["LIMITS", "WrittenSite", "site_files", "write_site"]

DAY = "2021-12-01"
"""The day that the pages show unless told otherwise: that of the report."""

LIMITS = Limits(seconds=600.0)
"""What one question may take: whoever has all pages written waits for all of them."""

PICTURES = ("svg", "md")
MORE = ("pdf", "png", "docx", "pptx", "xlsx")
"""The files of each picture, and the further ones of those on the front page."""


@dataclass(frozen=True, slots=True)
class WrittenSite:
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
) -> WrittenSite:
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
    WrittenSite
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
    record = graph or workspace.read()
    files.check_folder(folder, ["index.html"], made_by="site", force=force)
    size = 0

    def counted() -> Iterator[tuple[str, list[bytes]]]:
        nonlocal size
        with store or workspace.filled_store(record, limits=LIMITS) as opened:
            for name, content in site_files(record, opened, day, step=step):
                size += len(content)
                yield name, [content]

    written = files.write_folder(folder, counted(), made_by="site", force=force)
    return WrittenSite(folder / "index.html", len(written), size, time.perf_counter() - started)


def site_files(  # noqa: PLR0913 - what a longer job has made already need not be made again
    graph: Graph,
    store: Store,
    day: date,
    *,
    analyses: Analyses | None = None,
    drawings: Iterable[Diagram] = (),
    answers: Iterable[tuple[Query, Mapping[str, Any], Result]] = (),
    step: Callable[[str, int, int], None] | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the site: its name and content.

    Parameters
    ----------
    graph
        The record.
    store
        A store that holds it.
    day
        The day of grades, pictures and findings.
    analyses
        Those of the record on that day, where some were done already.
    drawings
        Pictures of shipped views on that day that were drawn already.
    answers
        Questions that were answered already, each with its values.
    step
        Told how many pages of how many are done.
    """
    yield from ((f"static/{each.name}", each.read_bytes()) for each in sorted(STATIC.iterdir()))
    library, analyses = workspace.library(), analyses or Analyses(graph, day)
    with _Answers(store) as answer:
        answer.take(answers)
        editions = [Pages(Edition(graph, day, lang), library, answer, analyses) for lang in LANGUAGES]
        for pages in editions:
            pages.pictures.take(each for each in drawings if each.scene.lang == pages.edition.lang)
            answer.prepare(pages.questions.defaults())
        yield from _pages(editions, step or (lambda *_: None))


def _pages(editions: Sequence[Pages], step: Callable[[str, int, int], None]) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of every language, and the files beside them."""
    done = 0
    all_ = len(editions) * sum(1 for _ in _statements(editions[0]))
    for pages in editions:
        edition = pages.edition
        yield f"static/index-{edition.lang}.js", pages.search.index.encode()
        for page in every(pages):
            yield Addresses("", edition.lang, served=False).file(page.address), render(edition, page).encode()
            yield from _beside(pages, page)
            done += 1
            step("site", min(all_, done), all_)


def _statements(pages: Pages) -> Iterator[str]:
    """Yield the names of what has a page of its own."""
    yield from pages.edition.graph.nodes
    yield from pages.edition.graph.sources
    yield from pages.questions.answerable


def every(pages: Pages) -> Iterator[WebPage]:
    """Yield every page of a language, one after the other."""
    graph, found, pictures = pages.edition.graph, pages.findings, pages.pictures
    yield from (found.front(), pages.search.page(), pages.search.register(), pages.sources.overview(), found.reading())
    yield from (pictures.overview(), pages.questions.overview(), pages.ways.overview())
    yield from (found.leaders(), found.changes(), found.missing())
    if found.found:
        yield found.chapter()
    yield from map(found.region, found.counties)
    yield from map(pages.bodies.page, graph.nodes)
    yield from map(pages.sources.page, graph.sources)
    yield from map(pages.questions.page, pages.questions.answerable)
    yield from (_offering(pictures.page(name), name in pictures.overviews) for name in pictures.views)
    before = PictureChoice(since=earlier(pages.edition.day))
    yield from (_offering(pictures.page(name, before, apart=True)) for name in pictures.overviews)


def _offering(page: WebPage, more: bool = False) -> WebPage:  # noqa: FBT001, FBT002 - whether there is more
    """Return the page of a picture with the files that stand beside it."""
    return page._replace(content={**page.content, "endings": (*PICTURES, *(MORE if more else ()))})


def _beside(pages: Pages, page: WebPage) -> Iterator[tuple[str, bytes]]:
    """Yield the downloads of a page."""
    folder = "en/" if pages.edition.lang == "en" else ""
    if page.template == "question.html":
        for ending, content in pages.questions.files(page.address.split("/")[1]).items():
            yield f"{folder}{page.address}.{ending}", content
    if page.template == "findings.html":
        for ending, content in pages.findings.files().items():
            yield f"{folder}{page.address}/sammendrag.{ending}", content
    if page.template == "picture.html":
        for ending in page.content["endings"]:
            path = PurePosixPath(f"{folder}{page.address}.{ending}")
            for name, content in page.content["diagram"].rendered(path).items():
                yield str(name), content.encode() if isinstance(content, str) else content


class _Answers:
    """Answers questions, each once: those of the pages to come are asked while the pages before them are made."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._asking = ThreadPoolExecutor(1)
        self._answers: dict[str, Future[Result]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._asking.shutdown(cancel_futures=True)

    def take(self, answers: Iterable[tuple[Query, Mapping[str, Any], Result]]) -> None:
        """Take over what was answered elsewhere."""
        for query, values, result in answers:
            self._answers[_key(query, values)] = Future()
            self._answers[_key(query, values)].set_result(result)

    def prepare(self, questions: Iterable[tuple[Query, Mapping[str, Any]]]) -> None:
        """Have questions asked in the background."""
        for query, values in questions:
            self._ask(query, values)

    def __call__(self, query: Query, values: Mapping[str, Any]) -> Result:
        return self._ask(query, values).result()

    def _ask(self, query: Query, values: Mapping[str, Any]) -> Future[Result]:
        key = _key(query, values)
        if key not in self._answers:
            self._answers[key] = self._asking.submit(self._store.run, query, **values)
        return self._answers[key]


def _key(query: Query, values: Mapping[str, Any]) -> str:
    return f"{query.name} {values!r}"
