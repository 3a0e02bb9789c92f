"""The picture of a view as a value: it shows itself in a notebook, and saves itself in every format."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel import files
from graphmodel.diagram.compose import composed
from graphmodel.diagram.dot import as_dot
from graphmodel.diagram.engine import Job, painted
from graphmodel.diagram.formats import as_drawio, as_mermaid
from graphmodel.diagram.notepages import note_pages
from graphmodel.diagram.notes import Notes, notes
from graphmodel.diagram.pdf import Page, bound
from graphmodel.diagram.svg import Described, accessible
from graphmodel.diagram.telling import box_sentence, citation_texts, first_url, line_sentence
from graphmodel.diagram.twin import as_html, as_markdown, description
from graphmodel.errors import RenderError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from graphmodel.diagram.engine import Engine
    from graphmodel.diagram.plan import Leaf
    from graphmodel.diagram.scene import Scene
    from graphmodel.diagram.sheet import Sheet
    from graphmodel.diagram.view import View
    from graphmodel.model import Edge, Node

__all__ = ["DPI", "FORMATS", "Diagram", "numbered"]

FORMATS = (".svg", ".pdf", ".png", ".dot", ".mmd", ".drawio", ".html", ".md")
"""The endings of the files that :meth:`Diagram.save` writes."""

DPI = 150
"""Dots per inch of a PNG, unless something else is asked for."""


@dataclass(frozen=True)
class Diagram:
    """A picture of a view, laid out; it is painted when it is first asked for."""

    scene: Scene
    view: View
    pages: tuple[Leaf, ...]
    focus: frozenset[str] | None = None
    engine: Engine | None = None
    seconds: float = 120.0
    unmatched: tuple[str, ...] = ()
    """The entries of the view that match nothing in the whole record."""

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The pages of the picture."""
        count = len(self.pages)
        return tuple(
            composed(page, self.view, self.focus, (number, count)) for number, page in enumerate(self.pages, 1)
        )

    @cached_property
    def dots(self) -> tuple[str, ...]:
        """Each page as DOT; needs no engine."""
        return tuple(map(as_dot, self.sheets))

    @property
    def dot(self) -> str:
        """The first page as DOT; needs no engine."""
        return self.dots[0]

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
        return self.prefixed("")

    def prefixed(self, prefix: str) -> tuple[str, ...]:
        """Return each page as accessible SVG whose ids have a prefix, for several pictures in one document."""
        return tuple(
            self._svg(page, prefix + (f"p{number}-" if number > 1 else ""))
            for number, page in enumerate(self._painted_svgs, 1)
        )

    @cached_property
    def _painted_svgs(self) -> list[bytes]:
        return self._painted([Job(dot, "svg") for dot in self.dots])

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

    def _told(self, sentence: str, statements: Sequence[Node | Edge]) -> Described:
        return Described(sentence, tuple(citation_texts(self.scene, statements)), first_url(self.scene, statements))

    def _painted(self, jobs: Sequence[Job]) -> list[bytes]:
        return painted(jobs, engine=self.engine, seconds=self.seconds)

    @cached_property
    def pdf(self) -> bytes:
        """All pages and the notes behind them as one PDF, with bookmarks and links."""
        behind = note_pages(self.scene, self.view, self.notes, len(self.sheets) + 1)
        sheets = [*self.sheets, *(page.sheet for page in behind)]
        dots = (*self.dots, *(as_dot(page.sheet) for page in behind))
        pages = self._painted([Job(dot, "pdf") for dot in dots])
        links = [*((),) * len(self.sheets), *(page.links for page in behind)]
        return bound(
            [
                Page(page, (sheet.width, sheet.height), sheet.title, areas)
                for page, sheet, areas in zip(pages, sheets, links, strict=True)
            ],
            title=self.view.title.in_(self.scene.lang),
            lang=self.scene.lang,
        )

    def pngs(self, dpi: int = 150) -> list[bytes]:
        """Return each page as PNG, with so many dots per inch."""
        return self._painted([Job(dot, "png", dpi) for dot in self.dots])

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
        return as_drawio(self.pages, self.view)

    def save(self, path: Path | str, *, dpi: int = DPI, force: bool = False) -> list[Path]:
        """Write the picture to a file; the ending says in which format.

        Parameters
        ----------
        path
            A file that ends in one of :data:`FORMATS`. Further pages of an SVG, PNG or DOT get ``-2``, ``-3`` … in
            front of the ending.
        dpi
            Dots per inch of a PNG.
        force
            Whether it may replace a seed, a link or another kind of file: see :mod:`graphmodel.files`.

        Returns
        -------
        list of Path
            The files that were written.

        Raises
        ------
        RenderError
            If the ending is of no format, or the engine fails.
        ConfigError
            If a file cannot be written, or is not replaced: see :mod:`graphmodel.files`.
        """
        return files.write_all(self.rendered(Path(path), dpi=dpi), force=force)

    def rendered(self, path: Path, *, dpi: int = DPI) -> dict[Path, str | bytes]:
        """Return the content of each file that :meth:`save` writes."""
        writers: dict[str, Callable[[], Sequence[str | bytes]]] = {
            ".svg": lambda: self.svgs,
            ".pdf": lambda: [self.pdf],
            ".png": lambda: self.pngs(dpi),
            ".dot": lambda: self.dots,
            ".mmd": lambda: [self.mermaid],
            ".drawio": lambda: [self.drawio],
            ".html": lambda: [self.html],
            ".md": lambda: [self.markdown],
        }
        if path.suffix not in writers:
            raise RenderError(f"{path.name!r} does not end in one of {', '.join(FORMATS)}")
        return dict(zip(numbered(path), writers[path.suffix](), strict=False))

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """Show the picture in a notebook; where pictures cannot be shown, all that it shows in words."""
        return {"image/svg+xml": self.svg, "text/markdown": self.markdown, "text/plain": self.description}


def reading_order(page: Leaf) -> list[str]:
    """Return the boxes of a page from the first lane to the last, each row from its start."""
    places = page.plan.layout.boxes
    return sorted(page.scene.boxes, key=lambda id_: (round(places[id_].across), places[id_].along))


def numbered(path: Path) -> Iterator[Path]:
    """Yield a path, and then the same with ``-2``, ``-3`` … in front of its ending."""
    yield path
    number = 1
    while True:
        number += 1
        yield path.with_stem(f"{path.stem}-{number}")
