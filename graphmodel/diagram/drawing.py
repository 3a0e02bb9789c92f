"""The picture of a view as a value: it shows itself in a notebook, and saves itself in every format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from graphmodel.diagram.compose import composed
from graphmodel.diagram.dot import as_dot
from graphmodel.diagram.engine import Job, painted
from graphmodel.diagram.fold import scene as folded_scene
from graphmodel.diagram.formats import as_drawio, as_mermaid
from graphmodel.diagram.notepages import note_pages
from graphmodel.diagram.notes import Notes, notes
from graphmodel.diagram.pdf import Page, bound
from graphmodel.diagram.pages import paged
from graphmodel.diagram.select import selected
from graphmodel.diagram.svg import Described, accessible
from graphmodel.diagram.telling import box_sentence, citation_texts, first_url, line_sentence
from graphmodel.diagram.view import LANGUAGES, Words
from graphmodel.diagram.twin import as_html, as_markdown, description
from graphmodel.errors import RenderError
from graphmodel.period import as_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from graphmodel.diagram.engine import Engine
    from graphmodel.diagram.plan import Plan
    from graphmodel.diagram.scene import Scene
    from graphmodel.diagram.sheet import Sheet
    from graphmodel.diagram.view import Lang, Paper, View
    from graphmodel.model import Graph

__all__ = ["FORMATS", "Diagram", "draw", "strip"]

FORMATS = (".svg", ".pdf", ".png", ".dot", ".mmd", ".drawio", ".html", ".md")
"""The endings of the files that :meth:`Diagram.save` writes."""


class PictureSheet(NamedTuple):
    """A page: where everything goes, what it shows, and what else shares its layout."""

    plan: Plan
    scene: Scene
    scenes: tuple[Scene, ...]


@dataclass(frozen=True)
class Diagram:
    """A picture of a view, laid out; it is painted when it is first asked for."""

    scene: Scene
    view: View
    pages: tuple[PictureSheet, ...]
    focus: frozenset[str] | None = None
    engine: Engine | None = None
    seconds: float = 120.0

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The pages of the picture."""
        count = len(self.pages)
        return tuple(
            composed(page.scene, self.view, page.plan, scenes=page.scenes, focus=self.focus, page=(number, count))
            for number, page in enumerate(self.pages, 1)
        )

    @cached_property
    def dot(self) -> str:
        """The first page as DOT; needs no engine."""
        return as_dot(self.sheets[0])

    @cached_property
    def notes(self) -> Notes:
        """A numbered note for every line, and the sources."""
        return notes(self.scene)

    @cached_property
    def description(self) -> str:
        """What the picture shows, in a few sentences."""
        return description(self.scene, self.view)

    @cached_property
    def svgs(self) -> tuple[str, ...]:
        """Each page as accessible SVG."""
        painted_pages = self._painted([Job(as_dot(sheet), "svg") for sheet in self.sheets])
        return tuple(self._svg(page, "" if place == 0 else f"p{place + 1}-") for place, page in enumerate(painted_pages))

    @property
    def svg(self) -> str:
        """The first page as accessible SVG."""
        return self.svgs[0]

    def _svg(self, page: bytes, prefix: str) -> str:
        return accessible(
            page,
            self._described,
            list(self._described),
            title=self.view.title.in_(self.scene.lang),
            description=self.description,
            lang=self.scene.lang,
            name=self.view.name,
            prefix=prefix,
        )

    @cached_property
    def _described(self) -> Mapping[str, Described]:
        """What is told of each box and line, in reading order: a box, then the lines from it."""
        found: dict[str, Described] = {}
        for box in (id_ for page in self.pages for id_ in reading_order(page)):
            nodes = [self.scene.part.nodes[id_] for id_ in self.scene.boxes[box].nodes]
            found[f"node-{box}"] = self._told(box_sentence(self.scene, self.scene.boxes[box]), nodes)
            for line in sorted(self.scene.lines.values(), key=lambda line: line.number):
                if line.tail == box:
                    edges = [self.scene.part.edges[id_] for id_ in line.edges]
                    found[f"edge-{line.id}"] = self._told(line_sentence(self.scene, line), edges)
        return found

    def _told(self, sentence: str, statements: Sequence[Any]) -> Described:
        return Described(sentence, tuple(citation_texts(self.scene, statements)), first_url(self.scene, statements))

    def _painted(self, jobs: Sequence[Job]) -> list[bytes]:
        return painted(jobs, engine=self.engine, seconds=self.seconds)

    @cached_property
    def pdf(self) -> bytes:
        """All pages and the notes behind them as one PDF, with bookmarks and links."""
        behind = note_pages(self.scene, self.view, self.notes, self.view.paper, len(self.sheets) + 1)
        sheets = [*self.sheets, *(page.sheet for page in behind)]
        pages = self._painted([Job(as_dot(sheet), "pdf") for sheet in sheets])
        links = [*((),) * len(self.sheets), *(page.links for page in behind)]
        return bound(
            [Page(page, sheet.title, areas) for page, sheet, areas in zip(pages, sheets, links, strict=True)],
            title=self.view.title.in_(self.scene.lang),
            lang=self.scene.lang,
        )

    def pngs(self, dpi: int = 150) -> list[bytes]:
        """Return each page as PNG, with so many dots per inch."""
        return self._painted([Job(as_dot(sheet), "png", dpi) for sheet in self.sheets])

    @property
    def html(self) -> str:
        """A page of its own: the picture, and all it shows as sentences and a table."""
        return as_html(self.scene, self.view, self.notes, self.svgs)

    @property
    def markdown(self) -> str:
        """All that the picture shows as sentences and a table; needs no engine."""
        return as_markdown(self.scene, self.view, self.notes)

    @property
    def mermaid(self) -> str:
        """A Mermaid flowchart, for those who go on by hand; needs no engine."""
        return as_mermaid(self.scene, self.view)

    @property
    def drawio(self) -> str:
        """A draw.io file, for those who go on by hand; needs no engine."""
        return as_drawio([(page.plan, page.scene) for page in self.pages], self.view)

    def save(self, path: Path | str, *, dpi: int = 150) -> list[Path]:
        """Write the picture to a file; the ending says in which format.

        Parameters
        ----------
        path
            A file that ends in one of :data:`FORMATS`. Further pages of an SVG or PNG get ``-2``, ``-3`` … in
            front of the ending.
        dpi
            Dots per inch of a PNG.

        Returns
        -------
        list of Path
            The files that were written.

        Raises
        ------
        RenderError
            If the ending is of no format, the engine fails, or the file cannot be written.
        """
        path = Path(path)
        writers: dict[str, Callable[[], Sequence[str | bytes]]] = {
            ".svg": lambda: self.svgs,
            ".pdf": lambda: [self.pdf],
            ".png": lambda: self.pngs(dpi),
            ".dot": lambda: [as_dot(sheet) for sheet in self.sheets],
            ".mmd": lambda: [self.mermaid],
            ".drawio": lambda: [self.drawio],
            ".html": lambda: [self.html],
            ".md": lambda: [self.markdown],
        }
        if path.suffix not in writers:
            raise RenderError(f"{path.name!r} does not end in one of {', '.join(writers)}")
        return [_written(each, page) for each, page in zip(_paths(path), writers[path.suffix](), strict=False)]

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"image/svg+xml": self.svg, "text/markdown": self.markdown, "text/plain": self.description}


def reading_order(page: PictureSheet) -> list[str]:
    """Return the boxes of a page from the first lane to the last, each row from its start."""
    places = page.plan.layout.boxes
    return sorted(page.scene.boxes, key=lambda id_: (round(places[id_].across), places[id_].along))


def _paths(path: Path) -> Iterable[Path]:
    yield path
    number = 1
    while True:
        number += 1
        yield path.with_stem(f"{path.stem}-{number}")


def _written(path: Path, page: str | bytes) -> Path:
    try:
        path.write_bytes(page if isinstance(page, bytes) else page.encode("utf-8"))
    except OSError as error:
        raise RenderError(f"{path}: cannot be written: {error.strerror}") from error
    return path


def draw(  # noqa: PLR0913 - what a planner may choose
    graph: Graph,
    view: View,
    *,
    on: date | str | None = None,
    between: tuple[date | str, date | str] | None = None,
    lang: Lang | None = None,
    paper: Paper | None = None,
    result: Iterable[str] = (),
    highlight: Iterable[str] = (),
    engine: Engine | None = None,
    seconds: float = 120.0,
) -> Diagram:
    """Draw a view of a graph.

    Parameters
    ----------
    graph
        The whole record, or the graph of a day.
    view
        What to show.
    on
        The day; by default that of the graph, else that of the view, else today.
    between
        Two days to compare instead: what began, ended and changed.
    lang
        The language; by default the view's.
    paper
        The paper; by default the view's.
    result
        The nodes that a query or an analysis found, for views that show them.
    highlight
        The ids of nodes and edges to bring out; all else is drawn in grey, in the same place.
    engine
        The layout engine that paints; by default the first there is.
    seconds
        How long it may take.

    Returns
    -------
    Diagram
        Laid out, but not painted yet.

    Raises
    ------
    ViewError
        If the view names ids that are nowhere in the graph.
    DateError
        If a day is not a day.
    UnknownIdError
        If an id to highlight is not in the graph.
    """
    view = replace_paper(view, paper)
    lang = lang or view.lang
    days = tuple(as_day(day) for day in between) if between else (_day(graph, view, on),)
    view = view.named(_parameter_names(graph, view, days[-1]))
    shown = _scenes(graph, view, days, lang, result)
    focus = _focus(graph, shown[-1], tuple(highlight))
    pages = tuple(PictureSheet(laid, part[-1], part) for laid, part in paged(shown, view, view.paper))
    return Diagram(shown[-1], view, pages, focus, engine, seconds)


def replace_paper(view: View, paper: Paper | None) -> View:
    """Return a view on other paper."""
    return view.model_copy(update={"paper": paper}) if paper else view


def _parameter_names(graph: Graph, view: View, day: date) -> dict[str, Words]:
    """Return the values of the view's parameters in words: the name of the day where one is the id of a node."""
    return {
        name: Words(**{lang: graph.name(each.value, lang, day) if each.value in graph.nodes else each.value for lang in LANGUAGES})
        for name, each in view.parameters.items()
    }


def _day(graph: Graph, view: View, on: date | str | None) -> date:
    if on is not None:
        return as_day(on)
    if graph.day:
        return graph.day
    return as_day(view.day) if view.day else datetime.now(UTC).date()


def _scenes(graph: Graph, view: View, days: tuple[date, ...], lang: str, result: Iterable[str]) -> tuple[Scene, ...]:
    """Return the scene of each day, and of the comparison last."""
    found = tuple(result)
    alone = [folded_scene(graph, selected(graph.at(day), view, record=graph, result=found), view, (day,), lang) for day in days]
    if len(days) == 1:
        return tuple(alone)
    nodes = {id_ for scene in alone for id_ in scene.part.nodes}
    edges = {id_ for scene in alone for id_ in scene.part.edges}
    both = folded_scene(graph, graph.keep(sorted(nodes), sorted(edges)), view, days, lang)
    return (*alone, both)


def _focus(graph: Graph, scene: Scene, ids: tuple[str, ...]) -> frozenset[str] | None:
    """Return the boxes and lines that some nodes and edges stand in; None when nothing is to be brought out."""
    if not ids:
        return None
    for id_ in ids:
        graph[id_]
    wanted = set(ids)
    boxes = {box.id for box in scene.boxes.values() if wanted & set(box.nodes)}
    lines = [line for line in scene.lines.values() if wanted & set(line.edges)]
    return frozenset(boxes | {line.id for line in lines} | {end for line in lines for end in (line.tail, line.head)})


def strip(
    graph: Graph,
    view: View,
    days: Sequence[date | str],
    *,
    lang: Lang | None = None,
    paper: Paper | None = None,
    result: Iterable[str] = (),
) -> tuple[Diagram, ...]:
    """Draw a view on several days, with one layout: what stands on two of them stands in the same place.

    Parameters
    ----------
    graph
        The whole record.
    view
        What to show.
    days
        The days.
    lang, paper, result
        As for :func:`draw`.

    Returns
    -------
    tuple of Diagram
        One for each day.
    """
    view = replace_paper(view, paper)
    found = tuple(result)
    each = [_scenes(graph, view, (as_day(day),), lang or view.lang, found)[0] for day in days]
    laid = paged(each, view, view.paper)
    return tuple(
        Diagram(scene, view, tuple(PictureSheet(page, part[place], part) for page, part in laid))
        for place, scene in enumerate(each)
    )
