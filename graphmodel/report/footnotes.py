"""The ties and sources that a text refers to, numbered in the order in which they are first mentioned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.language import date_in_words, period_in_words, pick
from graphmodel.markdown import escaped
from graphmodel.schema import sentence
from graphmodel.tables import as_markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphmodel.model import Citation, Edge, Graph

__all__ = ["Footnotes"]


class Footnotes:
    """Numbers for ties and for sources, and the lists that they lead to."""

    def __init__(self, graph: Graph, lang: str) -> None:
        self._graph = graph
        self._lang = lang
        self._ties: dict[str, int] = {}
        self._sources: dict[str, int] = {}

    def ties(self, ids: Iterable[str]) -> str:
        """Return the marks of ties, such as ``[1] [4]``."""
        return " ".join(f"[{self._ties.setdefault(id_, len(self._ties) + 1)}]" for id_ in ids)

    def sources(self, cites: Iterable[Citation]) -> str:
        """Return the marks of sources, such as ``K1 (section 2)``."""
        return ", ".join(self._source(citation) for citation in cites)

    def _source(self, citation: Citation) -> str:
        number = self._sources.setdefault(citation.source, len(self._sources) + 1)
        locator = f" ({self._graph.translate(citation.locator, self._lang)})" if citation.locator else ""
        return f"{pick(('K', 'S'), self._lang)}{number}{locator}"

    def tie_table(self) -> str:
        """Return all ties that were mentioned, each with its period, how it is known and its sources."""
        headings = pick_all(_HEADINGS, self._lang)
        rows = [(f"[{number}]", *self._tie(self._graph.edges[id_])) for id_, number in self._ties.items()]
        return as_markdown(headings, rows).rstrip()

    def _tie(self, edge: Edge) -> Iterator[str]:
        from_name, to_name = (self._graph.name(end, self._lang) for end in (edge.from_id, edge.to_id))
        yield sentence(edge, from_name, to_name, self._lang)
        yield self._graph.translate(edge.role, self._lang)
        yield period_in_words(edge.since, edge.until, self._lang)
        known = ("slutning", "inferred") if edge.confidence == "inferred" else ("oppgitt", "stated")
        yield pick(known, self._lang)
        yield self.sources(edge.cites)

    def source_list(self) -> str:
        """Return all sources that were mentioned, with their addresses."""
        return "\n".join(f"- {self._entry(id_, number)}" for id_, number in self._sources.items())

    def _entry(self, id_: str, number: int) -> str:
        source = self._graph.sources[id_]
        title = escaped(source.title)
        linked = f"[{title}](<{source.url}>)" if source.url and ">" not in source.url else title
        when = date_in_words(source.published or source.as_of or "", self._lang)
        parts = (linked, escaped(source.publisher or ""), when, f"`{id_}`")
        return f"{pick(('K', 'S'), self._lang)}{number}: {'. '.join(part for part in parts if part)}"


_HEADINGS = (
    ("Nr.", "No."),
    ("Ledd", "Tie"),
    ("Rolle", "Role"),
    ("Gjelder", "Holds"),
    ("Hvordan vi vet det", "How it is known"),
    ("Kilder", "Sources"),
)


def pick_all(words: Iterable[tuple[str, str]], lang: str) -> list[str]:
    """Return words in a language."""
    return [pick(each, lang) for each in words]
