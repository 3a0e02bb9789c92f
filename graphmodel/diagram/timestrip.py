"""A view on several days with one layout, so that only what changed moves the eye."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel import files
from graphmodel.diagram.heading import day_words, title_words
from graphmodel.diagram.picture import DPI, Diagram
from graphmodel.diagram.typeset import as_pdf
from graphmodel.errors import RenderError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Strip"]

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
        shown = (f"<h3>{escape(day_words(picture.scene))}</h3>\n{picture.cell}" for picture in self.pictures)
        told = " ".join(picture.description for picture in self.pictures)
        return {"text/html": "\n".join(shown), "text/plain": told}

    def __repr__(self) -> str:
        return f"<Strip {self.pictures[0].view.name}: {', '.join(str(picture.scene.day) for picture in self.pictures)}>"
