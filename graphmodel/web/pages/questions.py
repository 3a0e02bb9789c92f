"""The pages of questions: a typed form, the answer, and the Cypher."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence  # noqa: TC003 - a dataclass reads them
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

from graphmodel import tables, workspace
from graphmodel.language import alphabetical, theme_in_words
from graphmodel.lookup import resolve
from graphmodel.queries import bind, in_words, pasteable
from graphmodel.schema import kinds_of
from graphmodel.web.pages.edition import WebPage

if TYPE_CHECKING:
    from graphmodel.model import Graph
    from graphmodel.queries import Query, QueryParameter, ValueType
    from graphmodel.tables import Result
    from graphmodel.web.pages.edition import Edition

__all__ = ["FILES", "QuestionPages", "unknown_ids"]


FILES: Mapping[str, Callable[[Sequence[str], Sequence[Sequence[Any]]], bytes]] = {
    "csv": lambda columns, rows: tables.as_csv(columns, rows, spreadsheet=True).encode(),
    "xlsx": tables.as_excel,
    "json": lambda columns, rows: tables.as_json(columns, rows).encode(),
}
"""What an answer is written as, by the ending."""


def unknown_ids(graph: Graph, question: Query, values: Mapping[str, Any]) -> list[str]:
    """Return the ids that a question is asked about and that no node or source of the type it asks for has."""

    def known(id_: str, type_: ValueType) -> bool:
        node = graph.nodes.get(id_)
        return bool(node and type_.covers(node.kind)) or (id_ in graph.sources and type_.covers("Source"))

    return [id_ for id_, type_ in question.nodes(values) if not known(id_, type_)]


@dataclass
class QuestionPages:
    """The pages of questions.

    Parameters
    ----------
    edition
        The record.
    library
        The questions.
    answer
        Answers one, with typed values.
    """

    edition: Edition
    library: Mapping[str, Query]
    answer: Callable[[Query, Mapping[str, Any]], Result]

    def overview(self) -> WebPage:
        """Return the list of the questions, by theme."""
        among = [self.library[name] for name in self.answerable]
        lang = self.edition.lang
        listed = sorted(among, key=lambda each: (each.theme, alphabetical(each.title.in_(lang))))
        groups = [
            (theme_in_words(theme, lang), list(group)) for theme, group in groupby(listed, key=lambda each: each.theme)
        ]
        return WebPage("sporsmal", "questions.html", self.edition.words["questions"], {"groups": groups})

    @cached_property
    def answerable(self) -> list[str]:
        """The questions whose default values the record knows."""
        return [name for name, question in self.library.items() if self._knows(question)]

    def _knows(self, question: Query) -> bool:
        if any(each.required for each in question.parameters):
            return False
        return not unknown_ids(self.edition.graph, question, self.values(question, {}))

    def page(self, name: str, form: Mapping[str, str] | None = None) -> WebPage:
        """Return the page of a question: its form, its answer, its Cypher."""
        question = self.library[name]
        values = self.values(question, form or {})
        result = self.answer(question, values)
        shown = [place for place, column in enumerate(question.columns) if column.type.base not in {"node", "edge"}]
        content = {
            "question": question,
            "fields": [self._field(parameter, values) for parameter in question.parameters if parameter.name != "lang"],
            "headings": [question.columns[place].label.in_(self.edition.lang) for place in shown],
            "rows": [[self._cell(question, row, place) for place in shown] for row in result.rows],
            "names_then": tuple(workspace.names_then(self.edition.graph, question, values, result)),
            "pasteable": pasteable(question, values),
            "query": form or {},
            "endings": tuple(FILES),
        }
        return WebPage(f"sporsmal/{name}", "question.html", question.title.in_(self.edition.lang), content)

    def values(self, question: Query, form: Mapping[str, str]) -> dict[str, Any]:
        """Return the typed values of a question: those of a form, with names looked up, and else its defaults."""
        texts: dict[str, object] = {name: value for name, value in form.items() if name != "lang"}
        for parameter in question.parameters:
            if parameter.name == "lang":
                texts["lang"] = self.edition.lang
            text = texts.get(parameter.name)
            if parameter.type.base == "node" and isinstance(text, str) and text and not parameter.type.many:
                kinds = {kind for label in parameter.type.labels for kind in kinds_of(label)}
                texts[parameter.name] = resolve(self.edition.graph, text, kinds)
        return bind(question, texts, self.edition.graph.last_described)

    def defaults(self) -> Iterator[tuple[Query, Mapping[str, Any]]]:
        """Yield the questions with the values that their pages show."""
        for name in self.answerable:
            yield self.library[name], self.values(self.library[name], {})

    def files(self, name: str) -> Mapping[str, bytes]:
        """Return the answer to a question as files, by their endings."""
        return {ending: self.file(name, ending) for ending in FILES}

    def file(self, name: str, ending: str, form: Mapping[str, str] | None = None) -> bytes:
        """Return the answer to a question as a file."""
        question = self.library[name]
        result = self.answer(question, self.values(question, form or {}))
        return FILES[ending](result.columns, result.rows)

    def _field(self, parameter: QueryParameter, values: Mapping[str, Any]) -> Mapping[str, Any]:
        value = values[parameter.name]
        name = self.edition.name(value) if parameter.type.base == "node" and value in self._ids else ""
        written = ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
        words = parameter.type.words
        return {
            "parameter": parameter,
            "label": parameter.description.in_(self.edition.lang),
            "value": written.lower() if isinstance(value, bool) else written,
            "name": name,
            "choices": [(word, in_words(word, parameter.type, self.edition.lang)) for word in words]
            if words and not parameter.type.many
            else [],
            "suggestions": [
                (node.id, self.edition.name(node.id))
                for node in self.edition.graph.nodes.values()
                if parameter.type.covers(node.kind)
            ]
            if parameter.type.base == "node"
            else [],
        }

    @cached_property
    def _ids(self) -> frozenset[Any]:
        return frozenset(self.edition.graph.nodes)

    def _cell(self, question: Query, row: tuple[Any, ...], place: int) -> list[tuple[str, str]]:
        """Return a cell as its parts: what each says, and the page it leads to."""
        column, value = question.columns[place], row[place]
        said = in_words(value, column.type, self.edition.lang)
        parts = said if isinstance(said, list) else [said]
        return [(tables.cell(part), self._leads_to(question, row, place, part)) for part in parts]

    def _leads_to(self, question: Query, row: tuple[Any, ...], place: int, part: Any) -> str:  # noqa: ANN401 - a value
        column = question.columns[place]
        if isinstance(part, str) and column.name == "sources" and part.split(" ")[0] in self.edition.graph.sources:
            return f"kilde/{part.split(' ')[0]}"
        stem = column.name.removesuffix("_name").removesuffix("name")
        beside = {stem or "node", f"{stem}_id", stem or "id"}
        for other, cell in zip(question.columns, row, strict=True):
            if other.type.base == "node" and other.name in beside and cell in self._ids:
                return f"organ/{cell}" if column.type.base == "text" and not column.type.many else ""
        return ""
