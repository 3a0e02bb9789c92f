"""The picture of a view as a value: it shows itself in a notebook, and saves itself in every format."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel import files
from graphmodel.choices import DPI_RANGE
from graphmodel.diagram.compose import to_display_list
from graphmodel.diagram.display_list import text_centres
from graphmodel.diagram.dot import as_dot
from graphmodel.diagram.formats import as_drawio, as_mermaid
from graphmodel.diagram.graphviz import Job, render
from graphmodel.diagram.heading import day_words, foot_words, title_words
from graphmodel.diagram.office import FIGURE_DPI, as_docx, as_xlsx
from graphmodel.diagram.pdf import PdfPage, as_pdf, ground_dot, notes_data
from graphmodel.diagram.sentences import (
    Notes,
    box_sentence,
    citation_texts,
    description,
    first_url,
    line_sentence,
    notes,
)
from graphmodel.diagram.svg import AccessibleText, make_accessible
from graphmodel.diagram.text_alternative import as_cell, as_html, as_markdown
from graphmodel.errors import ConfigError, RenderError
from graphmodel.tables import MATH_IGNORED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from graphmodel.diagram.display_list import DisplayList
    from graphmodel.diagram.graphviz import Engine
    from graphmodel.diagram.pages import Page
    from graphmodel.diagram.scene import Scene
    from graphmodel.diagram.view import View
    from graphmodel.model import Edge, Node

__all__ = ["DPI", "FORMATS", "Diagram", "Strip", "number_paths"]

FORMATS = (".svg", ".pdf", ".png", ".pptx", ".docx", ".xlsx", ".dot", ".mmd", ".drawio", ".html", ".md")
"""The endings of the files that :meth:`Diagram.save` writes."""

DPI = 150
"""Dots per inch of a PNG, unless something else is asked for."""

_POINTS = 72
"""Points per inch."""

_MOST_DOTS = 32_767
"""What the engine paints along one side; it would shrink a larger picture without a word."""

_CELLS = count(1)
"""Numbers what is shown in notebooks: pictures of several cells stand on one page, where an id stands once."""


@dataclass(frozen=True, repr=False)
class Diagram:
    """A picture of a view, laid out; it is painted when it is first asked for."""

    scene: Scene
    view: View
    pages: tuple[Page, ...]
    focus: frozenset[str] | None = None
    engine: Engine | None = None
    seconds: float = 120.0
    unmatched: tuple[str, ...] = ()
    """The entries of the view that match nothing in the whole record."""

    def __repr__(self) -> str:
        return f"<Diagram {self.view.name}: {len(self.scene.boxes)} boxes, {len(self.scene.lines)} lines, {self._days}>"

    @property
    def _days(self) -> str:
        return " and ".join(map(str, self.scene.days))

    @cached_property
    def display_lists(self) -> tuple[DisplayList, ...]:
        """The pages of the picture."""
        return self._composed(whole=False)

    @cached_property
    def whole_display_lists(self) -> tuple[DisplayList, ...]:
        """The pages with every line drawn from end to end, also where it runs together with others."""
        return self._composed(whole=True)

    def _composed(self, *, whole: bool) -> tuple[DisplayList, ...]:
        of = len(self.pages)
        return tuple(
            to_display_list(page, self.view, self.focus, (number, of), whole=whole)
            for number, page in enumerate(self.pages, 1)
        )

    @property
    def shown(self) -> frozenset[str]:
        """The ids of the nodes and edges that stand in the picture, alone or in a folded box or line."""
        boxes = {id_ for box in self.scene.boxes.values() for id_ in box.nodes}
        lines = {id_ for line in self.scene.lines.values() for id_ in line.edges}
        return frozenset(boxes | lines).union(*self.scene.inside.values())

    @cached_property
    def dots(self) -> tuple[str, ...]:
        """Each page as DOT; needs no engine."""
        return tuple(map(as_dot, self.display_lists))

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
            self._svg(page, sheet, prefix + (f"p{number}-" if number > 1 else ""))
            for number, (page, sheet) in enumerate(zip(self._painted_svgs, self.display_lists, strict=True), 1)
        )

    @cached_property
    def _painted_svgs(self) -> list[bytes]:
        return self._render([Job(dot, "svg") for dot in self.dots])

    @property
    def svg(self) -> str:
        """The first page as accessible SVG."""
        return self.svgs[0]

    def _svg(self, page: bytes, sheet: DisplayList, prefix: str) -> str:
        return make_accessible(
            page,
            self._described,
            list(self._described),
            title=title_words(self.scene, self.view),
            description=self.description,
            lang=self.scene.lang,
            name=self.view.name,
            prefix=prefix,
            centres=text_centres(sheet),
        )

    @cached_property
    def _described(self) -> Mapping[str, AccessibleText]:
        """What is told of each box and line, in reading order: a box, then the lines from it."""
        found: dict[str, AccessibleText] = {}
        for box in (id_ for page in self.pages for id_ in reading_order(page)):
            nodes = [self.scene.part.nodes[id_] for id_ in self.scene.boxes[box].nodes]
            found[f"node-{box}"] = self._told(box_sentence(self.scene, self.scene.boxes[box]), nodes)
            for line in sorted(self.scene.lines.values(), key=lambda line: line.number):
                if line.tail == box:
                    edges = [self.scene.part.edges[id_] for id_ in line.edges]
                    found[f"edge-{line.id}"] = self._told(line_sentence(self.scene, line), edges)
        return found

    def _told(self, sentence: str, statements: Sequence[Node | Edge]) -> AccessibleText:
        return AccessibleText(
            sentence, tuple(citation_texts(self.scene, statements)), first_url(self.scene, statements)
        )

    def _render(self, jobs: Sequence[Job]) -> list[bytes]:
        return render(jobs, engine=self.engine, seconds=self.seconds)

    @cached_property
    def pdf(self) -> bytes:
        """All pages and the notes behind them as one tagged PDF, with bookmarks and links."""
        return as_pdf(
            self.pdf_pages(),
            notes_data(self.scene, self.notes, self.description),
            title=title_words(self.scene, self.view),
            lang=self.scene.lang,
        )

    def pdf_pages(self) -> list[PdfPage]:
        """Return each page as it is to be set in a PDF."""
        grounds = self._render([Job(ground_dot(sheet), "svg") for sheet in self.display_lists])
        foot = foot_words(self.scene, self.view) if self.view.foot else ""
        return [
            PdfPage(sheet, svg, self.description, foot) for sheet, svg in zip(self.display_lists, grounds, strict=True)
        ]

    def pngs(self, dpi: int = DPI) -> list[bytes]:
        """Return each page as PNG, with so many dots per inch: 30 to 600, and 32,767 a side."""
        _check_dpi(dpi, self.display_lists)
        if dpi not in self._painted_pngs:
            self._painted_pngs[dpi] = self._render([Job(dot, "png", dpi) for dot in self.dots])
        return [*self._painted_pngs[dpi]]

    @cached_property
    def _painted_pngs(self) -> dict[int, list[bytes]]:
        return {}

    @property
    def pptx(self) -> bytes:
        """A slide for each page, of shapes and glued lines that can be edited; needs no engine."""
        from graphmodel.diagram.slides import as_pptx  # noqa: PLC0415 - takes HTTP along, which no other format needs

        return as_pptx(self.whole_display_lists, self.notes, description=self.description, lang=self.scene.lang)

    @property
    def docx(self) -> bytes:
        """A document with the figure, its caption, and the notes and sources in styles of their own."""
        return as_docx(self.display_lists, self.pngs(FIGURE_DPI), self.scene, self.notes, self.description)

    @property
    def xlsx(self) -> bytes:
        """A workbook of the bodies, the lines and the sources; needs no engine."""
        return as_xlsx(self.scene, self.notes)

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
        return as_drawio(self.whole_display_lists, [page.scene for page in self.pages])

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
            If there are too few or too many dots per inch, or a file cannot be written or is not replaced: see
            :mod:`graphmodel.files`.
        """
        return files.write_all(self.rendered(Path(path), dpi=dpi), force=force)

    def rendered(self, path: Path, *, dpi: int = DPI) -> dict[Path, str | bytes]:
        """Return the content of each file that :meth:`save` writes."""
        writers: dict[str, Callable[[], Sequence[str | bytes]]] = {
            ".svg": lambda: self.svgs,
            ".pdf": lambda: [self.pdf],
            ".png": lambda: self.pngs(dpi),
            ".pptx": lambda: [self.pptx],
            ".docx": lambda: [self.docx],
            ".xlsx": lambda: [self.xlsx],
            ".dot": lambda: self.dots,
            ".mmd": lambda: [self.mermaid],
            ".drawio": lambda: [self.drawio],
            ".html": lambda: [self.html],
            ".md": lambda: [self.markdown],
        }
        if path.suffix not in writers:
            raise RenderError(f"{path.name!r} does not end in one of {', '.join(FORMATS)}")
        return dict(zip(number_paths(path), writers[path.suffix](), strict=False))

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002
        """Show the picture in a notebook, and folded below it all that it shows in words."""
        return {"text/html": self.cell, "image/svg+xml": self.svg, "text/plain": self.description}

    @property
    def cell(self) -> str:
        """The picture as HTML for a cell of a notebook, with all that it shows in words folded below it."""
        prefix = f"cell-{next(_CELLS)}-"
        return as_cell(self.scene, self.view, self.notes, self.prefixed(prefix), prefix)


def _check_dpi(dpi: int, display_lists: Iterable[DisplayList]) -> None:
    if dpi not in DPI_RANGE:
        raise ConfigError(f"dpi is {dpi!r}: expected dots per inch from {DPI_RANGE[0]} to {DPI_RANGE[-1]}")
    longest = max(max(sheet.width, sheet.height) for sheet in display_lists) / _POINTS
    if longest * dpi > _MOST_DOTS:
        most = int(_MOST_DOTS / longest)
        raise RenderError(f"dpi is {dpi}: a PNG holds {_MOST_DOTS:,} dots a side, so this page takes {most} at most")


def reading_order(page: Page) -> list[str]:
    """Return the boxes of a page from the first lane to the last, each row from its start."""
    return [id_ for id_ in page.plan.reading_order() if id_ in page.scene.boxes]


def number_paths(path: Path) -> Iterator[Path]:
    """Yield a path, and then the same with ``-2``, ``-3`` … in front of its ending."""
    yield path
    number = 1
    while True:
        number += 1
        yield path.with_stem(f"{path.stem}-{number}")


_ENDINGS = (".pdf", ".svg", ".png", ".html")


@dataclass(frozen=True, slots=True, repr=False)
class Strip:
    """A picture for each day; what stands on two of them stands in the same place on both."""

    pictures: tuple[Diagram, ...]

    def __iter__(self) -> Iterator[Diagram]:
        """Yield the pictures by day."""
        return iter(self.pictures)

    def __len__(self) -> int:
        return len(self.pictures)

    @property
    def pdf(self) -> bytes:
        """The pictures as the pages of one PDF, a bookmark for each day."""
        first = self.pictures[0]
        return as_pdf(
            [page._replace(by_day=True) for picture in self.pictures for page in picture.pdf_pages()],
            None,
            title=title_words(first.scene, first.view),
            lang=first.scene.lang,
        )

    @property
    def html(self) -> str:
        """The pictures below one another on one page, each with its day as a heading."""
        first = self.pictures[0]
        lang, title = first.scene.lang, escape(title_words(first.scene, first.view))
        figures = "\n".join(
            f"<h2>{escape(day_words(picture.scene))}</h2>\n<figure>{svg}</figure>"
            for number, picture in enumerate(self.pictures, 1)
            for svg in picture.prefixed(f"d{number}-")
        )
        return (
            f'<!DOCTYPE html>\n<html lang="{lang}">\n<head><meta charset="utf-8"><title>{title}</title>'
            "<style>svg{width:100%;height:auto}</style></head>\n"
            f"<body><main>\n<h1>{title}</h1>\n{figures}\n</main></body>\n</html>\n"
        )

    def save(self, path: Path | str, *, dpi: int = DPI, force: bool = False) -> list[Path]:
        """Write the pictures: to one PDF or HTML file, or to an SVG or PNG for each day.

        Parameters
        ----------
        path
            A file that ends in ``.pdf``, ``.html``, ``.svg`` or ``.png``; in front of the last two comes the day.
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
            If the ending is none of these, or the engine fails.
        ConfigError
            If a file cannot be written, or is not replaced: see :mod:`graphmodel.files`.
        """
        path = Path(path)
        if path.suffix == ".pdf":
            return [files.write(path, self.pdf, force=force)]
        if path.suffix == ".html":
            return [files.write(path, self.html, force=force)]
        if path.suffix not in _ENDINGS:
            raise RenderError(f"{path.name!r} does not end in one of {', '.join(_ENDINGS)}")
        pages: dict[Path, str | bytes] = {}
        for picture in self.pictures:
            pages |= picture.rendered(path.with_stem(f"{path.stem}-{picture.scene.day}"), dpi=dpi)
        return files.write_all(pages, force=force)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002
        shown = (
            f'<h3 class="{MATH_IGNORED}">{escape(day_words(picture.scene))}</h3>\n{picture.cell}'
            for picture in self.pictures
        )
        told = " ".join(picture.description for picture in self.pictures)
        return {"text/html": "\n".join(shown), "text/plain": told}

    def __repr__(self) -> str:
        return f"<Strip {self.pictures[0].view.name}: {', '.join(str(picture.scene.day) for picture in self.pictures)}>"
