"""A page as HTML: the templates, the addresses in them, and the content security policy."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from graphmodel.choices import LANGUAGES
from graphmodel.language import GRADE_WORDS
from graphmodel.language.web import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphmodel.choices import Lang
    from graphmodel.period import Grade
    from graphmodel.web.pages import Edition, WebPage

__all__ = ["STATIC", "Addresses", "policy", "render"]

STATIC = Path(__file__).parent / "static"


class Addresses:
    """Where pages stand: as files that link to each other, or behind a server.

    Parameters
    ----------
    here
        The address of the page that links.
    lang
        Its language.
    served
        Whether a server answers it.
    """

    def __init__(self, here: str, lang: Lang, *, served: bool) -> None:
        self.here, self.lang, self.served = here, lang, served

    def file(self, address: str, lang: Lang | None = None) -> str:
        """Return the name of the file of a page."""
        stem = address or "index"
        return f"{'en/' if (lang or self.lang) == 'en' else ''}{stem}.html"

    def to(self, address: str, fragment: str = "", *, lang: Lang | None = None) -> str:
        """Return the link to a page."""
        anchor = f"#{fragment}" if fragment else ""
        if self.served:
            return f"/{'en/' if (lang or self.lang) == 'en' else ''}{address}".rstrip("/") + anchor or "/"
        return self._relative(self.file(address, lang)) + anchor

    def plain(self, name: str) -> str:
        """Return the link to a file that is no page."""
        return f"/{name}" if self.served else self._relative(name)

    def own(self, name: str) -> str:
        """Return the link to a file of this language that is no page."""
        return self.plain(f"{'en/' if self.lang == 'en' else ''}{name}")

    def _relative(self, name: str) -> str:
        return "../" * self.file(self.here).count("/") + name


def policy(styles: Iterable[str] = (), *, served: bool) -> str:
    """Return the content security policy: nothing but what is ours, and the styles of the pictures in the page."""
    digests = (b64encode(sha256(style.encode()).digest()).decode() for style in dict.fromkeys(styles))
    hashes = "".join(f" 'sha256-{digest}'" for digest in digests)
    parts = ["default-src 'none'", f"style-src 'self'{hashes}", "img-src 'self'", "script-src 'self'"]
    parts += ["form-action 'self'", "base-uri 'none'"]
    return "; ".join([*parts, "frame-ancestors 'none'"] if served else parts)


def render(edition: Edition, page: WebPage, *, served: bool = False) -> str:
    """Return a page as HTML."""
    addresses = Addresses(page.address, edition.lang, served=served)
    other_lang: Lang = LANGUAGES[1] if edition.lang == LANGUAGES[0] else LANGUAGES[0]
    text = (
        _environment()
        .get_template(page.template)
        .render(
            page=page,
            lang=edition.lang,
            other_lang=other_lang,
            words=WORDS[edition.lang],
            at=addresses,
            served=served,
            name=edition.name,
            policy=policy(page.styles, served=False),
            grade_word=lambda grade: GRADE_WORDS[grade][LANGUAGES.index(edition.lang)],
            **page.content,
        )
    )
    return "\n".join(line for line in (line.rstrip() for line in text.splitlines()) if line) + "\n"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("graphmodel.web"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,  # no looking whether the template has changed, for each page
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["prose"] = _prose
    made.filters["grade_name"] = _grade_name
    made.filters["own_svg"] = _own_svg
    made.filters["whole"] = _whole
    return made


def _prose(markdown: str) -> Markup:
    """Return Markdown of ours as HTML; HTML in it is shown as text."""
    html = _markdown().render(markdown).replace("<table>", '<table tabindex="0">')  # wide ones scroll, by keyboard too
    return Markup(html)  # noqa: S704 - the renderer escapes all text, and takes no HTML


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _grade_name(grade: Grade) -> str:
    return grade.name.lower()


def _whole(text: str) -> Markup:
    """Return text of which no line ends after the first letter of a word, such as *e-helse*."""
    return Markup(_ONE_LETTER.sub(r'<span class="whole">\g<0></span>', str(escape(text))))  # noqa: S704 - escaped before


_ONE_LETTER = re.compile(r"(?<![\w&;-])\w-\w{2,20}(?![\w-])")


def _own_svg(svg: str) -> Markup:
    """Return a picture as it stands in a page, without the declaration of a document."""
    return Markup(svg[svg.index("<svg") :])  # noqa: S704 - our own SVG, whose text the painter escapes
