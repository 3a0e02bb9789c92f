"""The record in one language, about one day: what the pages of every kind tell from."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from graphmodel.language import date_in_words, period_in_words
from graphmodel.language.web import WORDS
from graphmodel.model import Edge
from graphmodel.schema import level_word, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from graphmodel.choices import Lang
    from graphmodel.model import Citation, Graph, Node, Source

__all__ = ["CitationMark", "Edition", "Numbers", "WebPage"]


class WebPage(NamedTuple):
    """A page: its address below the language, its template, its title and what the template tells."""

    address: str
    template: str
    title: str
    content: Mapping[str, Any]
    styles: tuple[str, ...] = ()
    """The style elements of pictures in it, which the content security policy names."""


@dataclass
class Edition:
    """The record as pages tell it.

    Parameters
    ----------
    graph
        The whole record.
    day
        The day that pictures, findings and grades are about.
    lang
        ``nb`` or ``en``.
    """

    graph: Graph
    day: date
    lang: Lang

    @cached_property
    def words(self) -> Mapping[str, Any]:
        """The words of the pages."""
        return WORDS[self.lang]

    def name(self, id_: str) -> str:
        """Return the present name of a node."""
        return self.graph.name(id_, self.lang)

    def own(self, text: str | None) -> str:
        """Return a text of the record in the language of the pages."""
        return self.graph.translate(text, self.lang)

    def what(self, node: Node) -> str:
        """Return what a node is, in words."""
        level = level_word(node.level, self.lang)
        form = self.own(node.form)
        word = node.words[0 if self.lang == "nb" else 2]
        return ", ".join(part for part in (word.capitalize(), form if form != word else "", level) if part)

    def sentence(self, edge: Edge) -> str:
        """Return an edge as a sentence, which says so where it does not count as a tie."""
        said = sentence(edge, self.name(edge.from_id), self.name(edge.to_id), self.lang)
        apart = "called for" if edge.called_for else "alternative" if edge.claim == "alternative" else ""
        return f"{said} ({self.words[apart].lower()})" if apart else said

    def period(self, thing: Node | Edge) -> tuple[str, ...]:
        """Return when something held, and as late as when a source describes it."""
        event = isinstance(thing, Edge) and thing.event and thing.since and not thing.until
        when = (
            date_in_words(thing.since or "", self.lang)
            if event
            else period_in_words(thing.since, thing.until, self.lang)
        )
        last = self.graph.attested(thing.id).last
        described = date_in_words(thing.as_of, self.lang) if thing.as_of else str(last.year) if last else ""
        open_ = not event and not thing.until
        return tuple(
            part for part in (when, f"{self.words['as of']} {described}" if open_ and described else "") if part
        )


class CitationMark(NamedTuple):
    """A citation: the number of its source on the page, the source, and where in it."""

    number: int
    source: Source
    where: str


@dataclass
class Numbers:
    """Numbers the sources of a page in the order in which they are first cited."""

    edition: Edition
    cited: dict[str, int] = field(default_factory=dict)

    def marks(self, cites: Iterable[Citation]) -> tuple[CitationMark, ...]:
        """Return the marks of some citations."""
        return tuple(
            CitationMark(
                self.cited.setdefault(each.source, len(self.cited) + 1),
                self.edition.graph.sources[each.source],
                self.edition.own(each.locator),
            )
            for each in cites
        )

    @property
    def sources(self) -> list[tuple[int, Source]]:
        """The sources that were cited, in the order of their numbers."""
        return [(number, self.edition.graph.sources[id_]) for id_, number in self.cited.items()]
