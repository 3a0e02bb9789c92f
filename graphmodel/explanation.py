"""Why a node or edge stands in the graph: since when, on what authority, from which document."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from graphmodel.choices import language
from graphmodel.language import alphabetical, date_in_words, period_in_words
from graphmodel.language.report import EXPLANATION_WORDS
from graphmodel.markdown import escaped
from graphmodel.model import Edge, Node, Run, Source, checked_graph
from graphmodel.model.edges import EDGE_KINDS
from graphmodel.period import Validity
from graphmodel.schema import level_word, sentence
from graphmodel.tables import MATH_IGNORED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graphmodel.model import Citation, Graph

__all__ = ["Explanation", "place_of", "why"]

_SHOWN = 60
_ORDER = {kind.type_name(): place for place, kind in enumerate(EDGE_KINDS)}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and what is told under it."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Explanation:
    """What is known of one node, edge or source: a title, what it is, sections, and the numbered sources."""

    id: str
    title: str
    about: tuple[str, ...]
    sections: tuple[Section, ...]
    sources: tuple[str, ...]
    lang: str = "nb"

    def __repr__(self) -> str:
        return f"<Explanation of {self.id}: {self.title[:_SHOWN]}, {len(self.sources)} sources>"

    def as_text(self) -> str:
        """Return it as plain text, for a terminal."""
        return self._render(lambda text: text)

    def as_markdown(self) -> str:
        """Return it as Markdown, all text escaped."""
        return self._render(escaped)

    def _render(self, escape_: Callable[[str], str]) -> str:
        blocks = [f"# {escape_(self.title)}", "\n".join(map(escape_, self.about))]
        blocks += [
            f"## {escape_(section.heading)}\n\n" + "\n".join(f"- {escape_(line)}" for line in section.lines)
            for section in self.sections
        ]
        if self.sources:
            blocks.append(f"## {EXPLANATION_WORDS[self.lang]['sources']}\n\n" + "\n".join(map(escape_, self.sources)))
        return "\n\n".join(blocks) + "\n"

    def as_html(self) -> str:
        """Return it as part of an HTML page, all text escaped."""
        parts = [f"<h1>{escape(self.title)}</h1>", *(f"<p>{escape(line)}</p>" for line in self.about)]
        for section in self.sections:
            items = "".join(f"<li>{escape(line)}</li>" for line in section.lines)
            parts.append(f"<h2>{escape(section.heading)}</h2><ul>{items}</ul>")
        if self.sources:
            parts.append(f"<h2>{EXPLANATION_WORDS[self.lang]['sources']}</h2>")
            parts += [f"<p>{escape(source)}</p>" for source in self.sources]
        return f'<div lang="{self.lang}" class="{MATH_IGNORED}">{"".join(parts)}</div>'

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain values, for JSON."""
        return {
            "id": self.id,
            "title": self.title,
            "about": list(self.about),
            "sections": [{"heading": section.heading, "lines": list(section.lines)} for section in self.sections],
            "sources": list(self.sources),
        }

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002
        return {"text/html": self.as_html(), "text/markdown": self.as_markdown(), "text/plain": self.as_text()}


def why(graph: Graph, id_: str, lang: str = "nb") -> Explanation:
    """Explain a node, an edge or a source.

    Parameters
    ----------
    graph
        The whole record, or the graph of a day.
    id_
        The id of what to explain.
    lang
        ``nb`` or ``en``. What has no English is told in Norwegian.

    Returns
    -------
    Explanation
        A node with its names, its period and all its ties; an edge with its authority; a source with what cites it.

    Raises
    ------
    UnknownIdError
        If nothing has the id; it names the nearest.
    ConfigError
        If the language is none of these.

    See Also
    --------
    find : the ids of what has a name

    Examples
    --------
    >>> gm.why(g, "digi-agder", "en").as_text().splitlines()[0]
    '# Digi Agder (regional digitalisation network)'
    """
    explainer = _Explainer(checked_graph(graph), language(lang))
    thing = graph[id_]
    if isinstance(thing, Node):
        return explainer.node(thing)
    return explainer.edge(thing) if isinstance(thing, Edge) else explainer.source(thing)


@dataclass(slots=True)
class _Explainer:
    """Tells one explanation, numbering the sources in the order in which they are first cited."""

    graph: Graph
    lang: str
    numbers: dict[str, int] = field(default_factory=dict)

    def node(self, node: Node) -> Explanation:
        about = [self._what(node), *self._period(node), *self._remarks(node)]
        about[1] += self._marks(node.cites)
        sections = [*self._names(node), *self._ties(node)]
        if source := self.graph.sources.get(node.id):
            heading = EXPLANATION_WORDS[self.lang]["source of same id"].format(title=source.title)
            told = [
                self.graph.name(id_, self.lang) if id_ in self.graph.nodes else self._sentence(self.graph.edges[id_])
                for id_ in self._citing(source)
            ]
            sections.append(Section(heading, tuple(told)))
        return self._explanation(node.id, self.graph.name(node.id, self.lang), about, sections)

    def edge(self, edge: Edge) -> Explanation:
        others = [self._line(self.graph.edges[id_]) for id_ in edge.conflicts_with]
        words = EXPLANATION_WORDS[self.lang]
        heading = words["chosen" if edge.claim == "alternative" else "conflicts"]
        sections = [Section(heading, tuple(others))] if others else []
        state = [words[state] for state in ("called for", "alternative") if state in (edge.status, edge.claim)]
        about = [f"{self._sentence(edge)}{self._marks(edge.cites)}.", *map("{}.".format, state), *self._remarks(edge)]
        return self._explanation(edge.id, self._sentence(edge, dated=False), about, sections)

    def source(self, source: Source) -> Explanation:
        description = self._in_language(source.description)
        about = [part for part in (source.publisher, source.url, description) if part]
        citing = self._citing(source)
        sections = [Section(EXPLANATION_WORDS[self.lang]["cited by"], citing)] if citing else []
        return Explanation(source.id, source.title, tuple(about), tuple(sections), (), self.lang)

    def _citing(self, source: Source) -> tuple[str, ...]:
        statements: list[Node | Edge] = [*self.graph.nodes.values(), *self.graph.edges.values()]
        return tuple(each.id for each in statements if any(citation.source == source.id for citation in each.cites))

    def _explanation(self, id_: str, title: str, about: list[str], sections: list[Section]) -> Explanation:
        sources = tuple(self._entry(id_, number) for id_, number in self.numbers.items())
        return Explanation(id_, title, tuple(about), tuple(sections), sources, self.lang)

    def _what(self, node: Node) -> str:
        word = node.word(self.lang)
        level = level_word(node.level, self.lang)
        form = self._in_language(node.form)
        form = f", {form}" if form and form != word else ""
        return f"{word.capitalize()}{form}, {level} · {node.id}"

    def _period(self, thing: Node | Edge) -> Iterator[str]:
        words = EXPLANATION_WORDS[self.lang]
        parts = [period_in_words(thing.since, thing.until, self.lang) or words["no dates"]]
        parts += self._last_attested(thing)
        if thing.confidence == "inferred":
            parts.append(words["inferred"])
        yield "; ".join(parts)[:1].upper() + "; ".join(parts)[1:]

    def _last_attested(self, thing: Node | Edge) -> Iterator[str]:
        """Yield the latest moment that a source describes: in the statement's own words, else its year."""
        last = self.graph.attested(thing.id).last
        described = date_in_words(thing.as_of, self.lang) if thing.as_of else str(last.year) if last else ""
        if described:
            yield f"{EXPLANATION_WORDS[self.lang]['as of']} {described}"

    def _remarks(self, thing: Node | Edge) -> Iterator[str]:
        if thing.note:
            yield self._in_language(thing.note)
        if thing.reasoning:
            inferred = EXPLANATION_WORDS[self.lang]["inferred"].split(",")[0].capitalize()
            yield f"{inferred}: {self._in_language(thing.reasoning)}"
        if thing.conflict:
            yield f"{EXPLANATION_WORDS[self.lang]['conflict']}: {self._in_language(thing.conflict)}"

    def _in_language(self, text: str | None) -> str:
        return self.graph.translate(text, self.lang)

    def _names(self, node: Node) -> Iterator[Section]:
        if node.names:
            rows = (
                (name.name, period_in_words(name.since, name.until, self.lang), self._in_language(name.remark))
                for name in node.names
            )
            yield Section(
                EXPLANATION_WORDS[self.lang]["names"], tuple(", ".join(filter(None, parts)) for parts in rows)
            )

    def _ties(self, node: Node) -> Iterator[Section]:
        edges = {edge.id: edge for edge in (*self.graph.edges_to(node.id), *self.graph.edges_from(node.id))}
        ordered = sorted((edge for edge in edges.values() if edge.recorded), key=lambda edge: place_of(edge, node.id))
        for heading, group in groupby(ordered, key=lambda edge: self._heading(edge, node.id)):
            yield Section(heading, tuple(self._lines(list(group), node.id)))
        called = [edge for edge in edges.values() if edge.called_for]
        claims = [edge for edge in edges.values() if edge.claim == "alternative" and not edge.called_for]
        for word, apart in (("called for", called), ("conflicts", claims)):
            if apart:
                yield Section(EXPLANATION_WORDS[self.lang][word], tuple(self._line(edge) for edge in apart))

    def _heading(self, edge: Edge, node: str) -> str:
        return f"{self.graph.name(node, self.lang)} {edge.reads.verb(self.lang, back=edge.from_id != node)}"

    def _sentence(self, edge: Edge, *, dated: bool = True) -> str:
        ends = (self.graph.name(edge.from_id, self.lang), self.graph.name(edge.to_id, self.lang))
        return ", ".join(
            part for part in (sentence(edge, *ends, self.lang), *(self._details(edge) if dated else ())) if part
        )

    def _details(self, edge: Edge) -> Iterator[str]:
        words = EXPLANATION_WORDS[self.lang]
        if edge.role:
            yield self._in_language(edge.role)
        if edge.event and edge.since and not edge.until:
            yield date_in_words(edge.since, self.lang)
        else:
            yield period_in_words(edge.since, edge.until, self.lang)
        if not edge.event and not edge.until:
            yield from self._last_attested(edge)
        if edge.confidence == "inferred":
            yield words["inferred"]
        if self.graph.day and self.graph.validity(edge.id) is not Validity.YES:
            yield words["possibly"]

    def _line(self, edge: Edge) -> str:
        return f"{self._sentence(edge)}{self._marks(edge.cites)}"

    def _lines(self, edges: list[Edge], node: str) -> Iterator[str]:
        """Yield a line for each edge, and one for all of which the same is told."""
        by_text: dict[str, list[str]] = {}
        for edge in edges:
            details = ", ".join(part for part in self._details(edge) if part) + self._marks(edge.cites)
            other = edge.to_id if edge.from_id == node else edge.from_id
            by_text.setdefault(details, []).append(self.graph.name(other, self.lang))
        for details, names in by_text.items():
            count = f"{len(names)}: " if len(names) > 1 else ""
            listed = ", ".join(sorted(names, key=alphabetical))
            separator = " – " if len(names) > 1 else "" if details.startswith(" [") else ", "
            yield f"{count}{listed}{separator if details else ''}{details}"

    def _marks(self, cites: Iterable[Citation]) -> str:
        marks = []
        for citation in cites:
            number = self.numbers.setdefault(citation.source, len(self.numbers) + 1)
            where = self._in_language(citation.locator)
            marks.append(f"{number}: {where}" if where else str(number))
        return f" [{'; '.join(marks)}]" if marks else ""

    def _entry(self, id_: str, number: int) -> str:
        source = self.graph.sources[id_]
        when = date_in_words(source.published or source.as_of or "", self.lang)
        parts = (source.title, source.publisher, when, source.url)
        return f"[{number}] {'. '.join(part for part in parts if part)} ({id_})"


def place_of(edge: Edge, node: str) -> tuple[int, int, str]:
    """Order the ties of a node: those with authority over it, others that reach it, those that leave it."""
    inward = edge.to_id == node
    authority = edge.flows.get("authority")
    over = authority is (Run.FORWARD if inward else Run.BACKWARD)
    return (0 if over else 1 if inward else 2, _ORDER[edge.type], edge.id)
