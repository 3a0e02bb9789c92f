"""What each kind of page holds: pure data, taken from the rooms that know it; nothing is worked out a second time."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from graphmodel import project, tables
from graphmodel.analysis import influence_paths
from graphmodel.analysis.agder import AGDER, chapter
from graphmodel.analysis.chapter import as_markdown_chapter
from graphmodel.analysis.coverage import coverage
from graphmodel.analysis.findings import Findings, findings
from graphmodel.analysis.words import GRADE_WORDS, day_in_words
from graphmodel.choices import LANGUAGES
from graphmodel.errors import AnalysisError, UnknownIdError, ViewError
from graphmodel.explanation import place_of
from graphmodel.lookup import folded, resolve
from graphmodel.model import Edge, Node
from graphmodel.period import Grade
from graphmodel.queries import bind, in_words, pasteable
from graphmodel.schema import EDGE_KINDS, KINDS, LEVEL_WORDS, kinds_of, sentence
from graphmodel.web.words import CAPACITY_WORDS, WORDS
from graphmodel.wording import alphabetical, date_in_words, period_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from graphmodel.choices import Lang
    from graphmodel.diagram import Diagram
    from graphmodel.model import Citation, Graph, Source, Survey
    from graphmodel.period import Bounds
    from graphmodel.queries import Parameter, Query
    from graphmodel.store.result import Result

__all__ = ["Page", "Pages", "entries", "matches", "styles"]

OVERVIEWS = (("oversikt-agder", "samhandlingsstruktur"), ("oversikt-ks", "ks-samstyring"))
"""The pictures of the front page; where the first of a pair is not among the views, the second."""

_NAMED = 6
"""How many names stand at one end of the small picture before the rest is counted."""

_SIDE = 9
"""How many groups of ties stand on one side of the small picture."""


class Page(NamedTuple):
    """A page: its address below the language, its template, its title and what the template tells."""

    address: str
    template: str
    title: str
    told: Mapping[str, Any]
    styles: tuple[str, ...] = ()
    """The style elements of pictures in it, which the content security policy names."""


class Mark(NamedTuple):
    """A citation: the number of its source on the page, the source, and where in it."""

    number: int
    source: Source
    where: str


class Tie(NamedTuple):
    """Ties of which the same is told: the others, and what is told."""

    others: tuple[tuple[str, str, str], ...]
    """The edge's id, and the other end's id and name."""
    details: tuple[str, ...]
    grade: Grade | None
    """How sure it is on the day of the page; nothing for another day."""
    inferred: bool
    marks: tuple[Mark, ...]
    remarks: tuple[tuple[str, str], ...]


class Group(NamedTuple):
    """Ties with one verb, read from the body."""

    verb: str
    inward: bool
    ties: tuple[Tie, ...]

    @property
    def grade(self) -> Grade:
        """How sure the surest is."""
        return max((tie.grade or Grade.NO for tie in self.ties), default=Grade.NO)

    @property
    def names(self) -> list[tuple[str, str]]:
        """The id and name of all others."""
        return [(id_, name) for tie in self.ties for _, id_, name in tie.others]


class Entry(NamedTuple):
    """Something to be found: what it is called, what it is, where it stands, and its other names."""

    name: str
    what: str
    address: str
    others: tuple[str, ...]
    rank: int = 0


class Bar(NamedTuple):
    """A period as shares of the axis: where it possibly and where it certainly begins and ends, in per cent."""

    label: str
    told: str
    possible: tuple[float, float]
    certain: tuple[float, float] | None


@dataclass
class Numbers:
    """Numbers the sources of a page in the order in which they are first cited."""

    graph: Graph
    lang: Lang
    cited: dict[str, int] = field(default_factory=dict)

    def marks(self, cites: Iterable[Citation]) -> tuple[Mark, ...]:
        """Return the marks of some citations."""
        return tuple(
            Mark(
                self.cited.setdefault(each.source, len(self.cited) + 1),
                self.graph.sources[each.source],
                self.graph.translate(each.locator, self.lang),
            )
            for each in cites
        )

    @property
    def sources(self) -> list[tuple[int, Source]]:
        """The sources that were cited, in the order of their numbers."""
        return [(number, self.graph.sources[id_]) for id_, number in self.cited.items()]


@dataclass
class Pages:
    """The pages of a record in one language.

    Parameters
    ----------
    graph
        The whole record.
    day
        The day that pictures, findings and grades are about.
    lang
        ``nb`` or ``en``.
    library
        The questions.
    answer
        Answers one, with typed values.
    """

    graph: Graph
    day: date
    lang: Lang
    library: Mapping[str, Query]
    answer: Callable[[Query, Mapping[str, Any]], Result]
    _drawings: dict[str, Diagram | None] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def words(self) -> Mapping[str, Any]:
        """The words of the pages."""
        return WORDS[self.lang]

    @cached_property
    def now(self) -> Graph:
        """The graph of the day."""
        return self.graph.at(self.day)

    @cached_property
    def found(self) -> Findings | None:
        """What was found for Agder, where the record knows it."""
        try:
            return findings(self.graph, AGDER, on=self.day, lang=self.lang)
        except (AnalysisError, UnknownIdError):
            return None

    def name(self, id_: str) -> str:
        """Return the present name of a node."""
        return self.graph.name(id_, self.lang)

    def what(self, node: Node) -> str:
        """Return what a node is, in words."""
        level = LEVEL_WORDS[node.level][0 if self.lang == "nb" else 1].lower()
        form = self.graph.translate(node.form, self.lang)
        word = node.words[0 if self.lang == "nb" else 2]
        return ", ".join(part for part in (word.capitalize(), form if form != word else "", level) if part)

    def period(self, thing: Node | Edge) -> tuple[str, ...]:
        """Return when something held, and as late as when a source describes it."""
        event = isinstance(thing, Edge) and thing.event and thing.since and not thing.until
        told = (
            date_in_words(thing.since or "", self.lang)
            if event
            else period_in_words(thing.since, thing.until, self.lang)
        )
        last = self.graph.attested(thing.id).last
        seen = date_in_words(thing.as_of, self.lang) if thing.as_of else str(last.year) if last else ""
        open_ = not event and not thing.until
        return tuple(part for part in (told, f"{self.words['as of']} {seen}" if open_ and seen else "") if part)

    # --- the front page ------------------------------------------------------------------------------------------

    def front(self) -> Page:
        """Return the front page."""
        told = {
            "figures": self._figures(),
            "pictures": [(name, self.view_title(name)) for name in self.overviews()],
            "findings": self.three_findings(),
            "unknown": self.unknown(),
            "doors": [id_ for id_ in _DOORS if id_ in self.graph.nodes],
        }
        return Page("", "front.html", self.words["title"], told)

    def overviews(self) -> list[str]:
        """Return the names of the pictures of the front page."""
        there = [[name for name in pair if name in _views() and self._drawn(name)] for pair in OVERVIEWS]
        return [names[0] for names in there if names]

    def _figures(self) -> Mapping[str, int]:
        graph = self.graph
        return {
            "nodes": len(graph.nodes),
            "ties": len(graph.ties),
            "sources": len(graph.sources),
            "inferred": sum(edge.confidence == "inferred" for edge in graph.ties.values()),
            "called": sum(edge.called_for for edge in graph.edges.values()),
            "surveys": len(graph.surveys),
        }

    def three_findings(self) -> list[tuple[str, str, str]]:
        """Return the three findings that matter most: what was found, how sure it is, and which body it is about."""
        found, words = self.found, self.words
        if found is None:
            return []
        body = self.name(found.body)
        grades = [path.grade for path in found.chains.values()]
        certain = sum(grade is Grade.CERTAIN for grade in grades)
        told = [
            (
                words["finding voice"].format(body=body, reached=len(grades), asked=len(found.targets)),
                words["finding voice sure"].format(certain=certain, rest=len(grades) - certain),
                found.body,
            )
        ]
        for keeper, held in list(found.held.items())[:1]:
            sure = sum(found.chains[id_].grade is Grade.CERTAIN for id_ in held)
            told.append(
                (
                    words["finding keeper"].format(keeper=self.name(keeper), held=len(held), reached=len(grades)),
                    words["finding keeper sure"].format(certain=sure, held=len(held)),
                    keeper,
                )
            )
        states = [found.down[found.inquiry.strategy, id_].state for id_ in found.municipalities]
        told.append(
            (
                words["finding down"].format(
                    strategy=self.name(found.inquiry.strategy), reached=states.count("covered"), all=len(states)
                ),
                words["finding down sure"].format(
                    gap=states.count("gap"), unknown=len(states) - states.count("covered") - states.count("gap")
                ),
                found.inquiry.strategy,
            )
        )
        return told

    def unknown(self) -> list[str]:
        """Return what we do not know, in sentences."""
        now, words, figures = self.now, self.words, self._figures()
        grades = [now.grade(id_) for id_ in now.ties]
        return [
            words["unknown possible"].format(
                n=grades.count(Grade.POSSIBLE), all=len(grades), day=day_in_words(self.day, self.lang)
            ),
            words["unknown presumed"].format(n=grades.count(Grade.PRESUMED)),
            words["unknown inferred"].format(n=figures["inferred"], all=figures["ties"]),
            words["unknown surveys"].format(n=figures["surveys"]),
            words["unknown called"].format(n=figures["called"]),
        ]

    # --- a body, a strategy, a decision, a goal, a county ---------------------------------------------------------

    def body(self, id_: str) -> Page:
        """Return the page of a node.

        Raises
        ------
        UnknownIdError
            If there is none with the id.
        """
        node, numbers = self.graph.node(id_), Numbers(self.graph, self.lang)
        marks = numbers.marks(node.cites)
        edges = {edge.id: edge for edge in (*self.graph.edges_to(id_), *self.graph.edges_from(id_))}
        recorded = [edge for edge in edges.values() if edge.recorded]
        lines = [edge for edge in recorded if edge.type == "SUCCEEDED_BY"]
        held = [edge for edge in recorded if edge.type != "SUCCEEDED_BY"]
        now = [edge for edge in held if self.graph.grade(edge.id, self.day)]
        other = [edge for edge in held if not self.graph.grade(edge.id, self.day)]
        groups = self._groups(now, id_, numbers)
        told = {
            "node": node,
            "what": self.what(node),
            "there": self.graph.grade(id_, self.day),
            "period": self.period(node),
            "marks_of_node": marks,
            "remarks_of_node": self._remarks(node),
            "names": [
                (name.name, period_in_words(name.since, name.until, self.lang), self._own(name.remark))
                for name in node.names
            ],
            "groups": groups,
            "ego": self._ego(groups),
            "lineage": self._groups(lines, id_, numbers),
            "other": self._groups(other, id_, numbers),
            "called": self._groups([edge for edge in edges.values() if edge.called_for], id_, numbers),
            "claims": self._groups([edge for edge in edges.values() if edge.claim == "alternative"], id_, numbers),
            "surveys": [self._survey(each, numbers) for each in self.graph.surveys.values() if each.node == id_],
            "bars": self._bars(node, held),
            "day": day_in_words(self.day, self.lang),
        }
        return Page(f"organ/{id_}", "body.html", self.name(id_), {**told, "sources": numbers.sources})

    def _own(self, text: str | None) -> str:
        return self.graph.translate(text, self.lang)

    def _remarks(self, thing: Node | Edge) -> tuple[tuple[str, str], ...]:
        told = [("", self._own(thing.note)), ("reasoning", self._own(thing.reasoning))]
        told.append(("conflict", self._own(thing.conflict)))
        return tuple((kind, text) for kind, text in told if text)

    def _groups(self, edges: list[Edge], id_: str, numbers: Numbers) -> list[Group]:
        """Return ties as they read from a node, those with authority over it first."""
        ordered = sorted(edges, key=lambda edge: place_of(edge, id_))
        found = []
        for (inward, verb), group in groupby(ordered, key=lambda edge: self._verb(edge, id_)):
            found.append(Group(verb, inward, tuple(self._ties(list(group), id_, numbers))))
        return found

    def _verb(self, edge: Edge, id_: str) -> tuple[bool, str]:
        inward = edge.from_id != id_
        return inward, getattr(edge.reads, f"{self.lang}_back" if inward else self.lang)

    def _ties(self, edges: list[Edge], id_: str, numbers: Numbers) -> Iterator[Tie]:
        same: dict[Any, list[Edge]] = defaultdict(list)
        for edge in edges:
            grade = self.graph.grade(edge.id, self.day) or None
            details = (self._own(edge.role), *self.period(edge))
            marks = numbers.marks(edge.cites)
            told = (tuple(filter(None, details)), grade, edge.confidence == "inferred")
            same[(*told, marks, (*self._seat(edge), *self._remarks(edge)))].append(edge)
        for (details, grade, inferred, marks, remarks), alike in same.items():
            ends = [(edge.id, edge.to_id if edge.from_id == id_ else edge.from_id) for edge in alike]
            others = sorted(((edge, end, self.name(end)) for edge, end in ends), key=lambda each: alphabetical(each[2]))
            yield Tie(tuple(others), details, grade, inferred, marks, remarks)

    def _seat(self, edge: Edge) -> Iterator[tuple[str, str]]:
        """Yield what a seat may do, whom it speaks for and who named it."""
        if capacity := getattr(edge, "capacity", None):
            yield "capacity", CAPACITY_WORDS[self.lang][capacity]
        for kind in ("on_behalf_of", "appointed_by"):
            if ids := getattr(edge, kind, ()):
                yield kind, ", ".join(map(self.name, ids))

    def _survey(self, survey: Survey, numbers: Numbers) -> tuple[str, str, tuple[Mark, ...]]:

        reads: Any = EDGE_KINDS[survey.type].reads
        verb = getattr(reads, self.lang if survey.side == "from" else f"{self.lang}_back")
        kinds = ", ".join(KINDS[kind].words[1 if self.lang == "nb" else 3] for kind in survey.kinds if kind in KINDS)
        what = f"{verb} ({kinds})" if kinds else verb
        return what, date_in_words(survey.on, self.lang), numbers.marks(survey.cites)

    def _ego(self, groups: list[Group]) -> Mapping[str, Any]:
        """Return the small picture: what comes in and what goes out, a row for each group of ties."""
        sides = {}
        for inward in (True, False):
            rows = []
            for group in [group for group in groups if group.inward is inward][:_SIDE]:
                names = group.names
                rest = f" {self.words['and']} {len(names) - 1} {self.words['more']}" if len(names) > 1 else ""
                rows.append((group.verb, _short(names[0][1], 34 - len(rest)) + rest, group.grade.name.lower()))
            sides[inward] = rows
        height = max(len(sides[True]), len(sides[False]), 1) * 44 + 24
        return {"inward": sides[True], "outward": sides[False], "height": height}

    def _bars(self, node: Node, edges: list[Edge]) -> Mapping[str, Any] | None:
        """Return the time bar: the node, its names, and the ties with authority over it."""
        rows: list[tuple[str, str, Bounds]] = [
            (self.name(node.id), "; ".join(self.period(node)), self.graph.bounds(node.id))
        ]
        rows += [
            (name.name, period_in_words(name.since, name.until, self.lang), name.bounds)
            for name in node.names
            if name.since or name.until
        ]
        ordered = sorted(edges, key=lambda edge: place_of(edge, node.id))
        for edge in [edge for edge in ordered if place_of(edge, node.id)[0] == 0][:_SIDE]:
            _, verb = self._verb(edge, node.id)
            other = edge.to_id if edge.from_id == node.id else edge.from_id
            rows.append((f"{verb} {self.name(other)}", "; ".join(self.period(edge)), self.graph.bounds(edge.id)))
        years = [day.year for _, _, bounds in rows for day in _days_of(bounds) if day.year >= _EARLIEST]
        if not years:
            return None
        first, last = min(years), max(*years, self.day.year) + 1
        axis = _Axis(first, last)
        step = max(1, (last - first) // 6)
        ticks = [(year, axis.of_year(year)) for year in range(first, last + 1, step)]
        return {"rows": [Bar(label, told, *axis.of(bounds)) for label, told, bounds in rows], "ticks": ticks}

    # --- a source -------------------------------------------------------------------------------------------------

    def source(self, id_: str) -> Page:
        """Return the page of a source: what it is, and all that rests on it."""
        source = self.graph.sources[id_]
        nodes, ties = self._resting.get(id_, ([], []))
        told = {
            "source": source,
            "description": self._own(source.description),
            "published": " – ".join(date_in_words(part, self.lang) for part in (source.published or "").split("/")),
            "as_of": " – ".join(date_in_words(part, self.lang) for part in (source.as_of or "").split("/")),
            "nodes": [(node.id, self.name(node.id), where) for node, where in nodes],
            "ties": [(edge, self.sentence(edge), where) for edge, where in ties],
        }
        return Page(f"kilde/{id_}", "source.html", source.title, told)

    def sentence(self, edge: Edge) -> str:
        """Return an edge as a sentence."""
        return sentence(edge, self.name(edge.from_id), self.name(edge.to_id), self.lang)

    @cached_property
    def _resting(self) -> Mapping[str, tuple[list[tuple[Node, str]], list[tuple[Edge, str]]]]:
        """What rests on each source, with the place in it."""
        found: dict[str, tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))
        for place, statements in enumerate((self.graph.nodes, self.graph.edges)):
            for statement in statements.values():
                for citation in statement.cites:
                    found[citation.source][place].append((statement, self._own(citation.locator)))
        return found

    def sources(self) -> Page:
        """Return the list of all sources, by publisher."""
        listed = sorted(self.graph.sources.values(), key=lambda each: alphabetical(each.publisher or ""))
        groups = [
            (publisher, sorted(group, key=lambda each: alphabetical(each.title)))
            for publisher, group in groupby(listed, key=lambda each: each.publisher or self.words["no publisher"])
        ]
        counts = {id_: len(nodes) + len(ties) for id_, (nodes, ties) in self._resting.items()}
        return Page("kilder", "sources.html", self.words["sources"], {"groups": groups, "counts": counts})

    # --- finding one's way ----------------------------------------------------------------------------------------

    def register(self) -> Page:
        """Return the list of everything there is a page about, by kind."""
        nodes = sorted(
            self.graph.nodes.values(), key=lambda node: (_ORDER[node.kind], alphabetical(self.name(node.id)))
        )
        groups = [
            (self._plural(next_[0]), [(node.id, self.name(node.id)) for node in next_])
            for _, group in groupby(nodes, key=lambda node: node.kind)
            if (next_ := list(group))
        ]
        return Page("register", "register.html", self.words["register"], {"groups": groups})

    def _plural(self, node: Node) -> str:
        return node.words[1 if self.lang == "nb" else 3].capitalize()

    def search(self, text: str | None = None) -> Page:
        """Return the page of the search; without a text, only its form."""
        found = matches(self.entries, text) if text else None
        return Page("sok", "search.html", self.words["search"], {"text": text or "", "found": found})

    @cached_property
    def entries(self) -> list[Entry]:
        """Everything that can be found, in the order in which equally good matches are told."""
        return sorted(entries(self), key=lambda each: (each.rank, alphabetical(each.name)))

    @property
    def index(self) -> str:
        """The index of the search as a script, for pages without a server."""
        rows = [(each.name, each.what, each.address, list(each.others), _key(each)) for each in self.entries]
        told = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        return f"globalThis.graphmodelIndex = {told};\n"

    # --- questions ------------------------------------------------------------------------------------------------

    def questions(self) -> Page:
        """Return the list of the questions, by theme."""
        among = [self.library[name] for name in self.answerable]
        listed = sorted(among, key=lambda each: (each.theme, alphabetical(each.title.in_(self.lang))))
        groups = [(theme, list(group)) for theme, group in groupby(listed, key=lambda each: each.theme)]
        return Page("sporsmal", "questions.html", self.words["questions"], {"groups": groups})

    @cached_property
    def answerable(self) -> list[str]:
        """The questions whose default values the record knows."""
        return [name for name, asked in self.library.items() if self._knows(asked)]

    def _knows(self, asked: Query) -> bool:
        values = self.values(asked, {}) if all(not each.required for each in asked.parameters) else {}
        nodes = [values.get(each.name) for each in asked.parameters if each.type.base == "node"]
        ids = [id_ for value in nodes if value for id_ in (value if isinstance(value, list) else [value])]
        return bool(values or not asked.parameters) and all(
            id_ in self._ids or id_ in self.graph.sources for id_ in ids
        )

    def question(self, name: str, given: Mapping[str, str] | None = None) -> Page:
        """Return the page of a question: its form, its answer, its Cypher."""
        asked = self.library[name]
        values = self.values(asked, given or {})
        result = self.answer(asked, values)
        shown = [place for place, column in enumerate(asked.columns) if column.type.base not in {"node", "edge"}]
        told = {
            "asked": asked,
            "fields": [self._field(parameter, values) for parameter in asked.parameters if parameter.name != "lang"],
            "headings": [asked.columns[place].label.in_(self.lang) for place in shown],
            "rows": [[self._cell(asked, row, place) for place in shown] for row in result.rows],
            "pasteable": pasteable(asked, values),
            "given": given or {},
        }
        return Page(f"sporsmal/{name}", "question.html", asked.title.in_(self.lang), told)

    def values(self, asked: Query, given: Mapping[str, str]) -> dict[str, Any]:
        """Return the typed values of a question: those given, with names looked up, and else its defaults."""
        texts: dict[str, object] = {name: value for name, value in given.items() if name != "lang"}
        for parameter in asked.parameters:
            if parameter.name == "lang":
                texts["lang"] = self.lang
            text = texts.get(parameter.name)
            if parameter.type.base == "node" and isinstance(text, str) and text and not parameter.type.many:
                kinds = {kind for label in parameter.type.labels for kind in kinds_of(label)}
                texts[parameter.name] = resolve(self.graph, text, kinds)
        return bind(asked, texts)

    def files(self, name: str, given: Mapping[str, str] | None = None) -> Mapping[str, str]:
        """Return the answer to a question as files, by their endings."""
        asked = self.library[name]
        result = self.answer(asked, self.values(asked, given or {}))
        return {
            "csv": tables.as_csv(result.columns, result.rows, spreadsheet=True),
            "json": tables.as_json(result.columns, result.rows),
        }

    def _field(self, parameter: Parameter, values: Mapping[str, Any]) -> Mapping[str, Any]:
        value = values[parameter.name]
        told = self.name(value) if parameter.type.base == "node" and value in self._ids else ""
        written = ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
        words = parameter.type.words
        return {
            "parameter": parameter,
            "label": parameter.description.in_(self.lang),
            "value": written.lower() if isinstance(value, bool) else written,
            "told": told,
            "choices": [(word, in_words(word, parameter.type, self.lang)) for word in words]
            if words and not parameter.type.many
            else [],
            "suggestions": [
                (node.id, self.name(node.id)) for node in self.graph.nodes.values() if parameter.type.covers(node.kind)
            ]
            if parameter.type.base == "node"
            else [],
        }

    @cached_property
    def _ids(self) -> frozenset[Any]:
        return frozenset(self.graph.nodes)

    def _cell(self, asked: Query, row: tuple[Any, ...], place: int) -> list[tuple[str, str]]:
        """Return a cell as its parts: what each says, and the page it leads to."""
        column, value = asked.columns[place], row[place]
        said = in_words(value, column.type, self.lang)
        parts = said if isinstance(said, list) else [said]
        return [(tables.cell(part), self._leads_to(asked, row, place, part)) for part in parts]

    def _leads_to(self, asked: Query, row: tuple[Any, ...], place: int, part: Any) -> str:  # noqa: ANN401 - a value
        column = asked.columns[place]
        if isinstance(part, str) and column.name == "sources" and part.split(" ")[0] in self.graph.sources:
            return f"kilde/{part.split(' ')[0]}"
        stem = column.name.removesuffix("_name").removesuffix("name")
        beside = {stem or "node", f"{stem}_id", stem or "id"}
        for other, cell in zip(asked.columns, row, strict=True):
            if other.type.base == "node" and other.name in beside and cell in self._ids:
                return f"organ/{cell}" if column.type.base == "text" and not column.type.many else ""
        return ""

    # --- pictures -------------------------------------------------------------------------------------------------

    def pictures(self) -> Page:
        """Return the list of the pictures."""
        listed = [(name, self.view_title(name)) for name in self.views]
        return Page("bilde", "pictures.html", self.words["pictures"], {"pictures": listed})

    @cached_property
    def views(self) -> tuple[str, ...]:
        """The views that need nothing told, and that the record has what they name for."""
        return tuple(name for name, (_, plain) in _views().items() if plain and self._drawn(name))

    def _drawn(self, name: str) -> Diagram | None:
        """Return the picture of a view on the day of the pages, laid out once; nothing where it does not fit."""
        if name not in self._drawings:
            try:
                self._drawings[name] = self.draw(name)
            except ViewError:
                self._drawings[name] = None
        return self._drawings[name]

    def view_title(self, name: str) -> str:
        """Return the title of a view."""
        return _views()[name][0][LANGUAGES.index(self.lang)]

    def picture(self, name: str, on: date | str | None = None, params: Mapping[str, str] | None = None) -> Page:
        """Return the page of a picture, on a day."""
        drawn = (None if on or params else self._drawn(name)) or self.draw(name, on, params)
        shown = drawn.shown
        ties = sorted((edge for id_, edge in self.graph.edges.items() if id_ in shown), key=lambda edge: edge.id)
        told = {
            "view": name,
            "drawn": drawn,
            "day": day_in_words(drawn.scene.day, self.lang),
            "iso": drawn.scene.day.isoformat(),
            "days": self.days(shown, drawn.scene.day),
            "params": params or {},
            "bodies": sorted(
                ((id_, self.name(id_)) for id_ in shown if id_ in self.graph.nodes),
                key=lambda each: alphabetical(each[1]),
            ),
            "ties": [(edge, self.sentence(edge), GRADE_WORDS[self._grade(edge, drawn)]) for edge in ties],
        }
        return Page(f"bilde/{name}", "picture.html", drawn.view.title.in_(self.lang), told, styles(drawn.svg))

    def _grade(self, edge: Edge, drawn: Diagram) -> Grade:
        return self.graph.grade(edge.id, drawn.scene.day)

    def draw(self, name: str, on: date | str | None = None, params: Mapping[str, str] | None = None) -> Diagram:
        """Draw a picture, by default on the day of the pages."""
        return project.draw(self.graph, name, on=on or self.day, params=dict(params or {}), lang=self.lang)

    def days(self, shown: Iterable[str], day: date) -> list[tuple[str, str]]:
        """Return the days on which something in a picture for certain began or ended, and the day it shows."""
        found = {day, self.day}
        for id_ in shown:
            bounds = self.graph.bounds(id_)
            found |= {each for each in (bounds.from_latest, bounds.to_latest) if each}
        return [(each.isoformat(), day_in_words(each, self.lang)) for each in sorted(found)]

    # --- ways and findings ----------------------------------------------------------------------------------------

    def ways(self) -> Page:
        """Return which municipalities of the region are heard by which national bodies, and the chains of one."""
        found = self.found
        if found is None:
            return Page("vei", "ways.html", self.words["ways"], {"heads": [], "rows": [], "chains": []})
        up = coverage(found.graph, found.municipalities, found.targets, "voice", lang=self.lang)
        rows = [
            (id_, self.name(id_), [up[id_, target].state for target in found.targets])
            for id_ in sorted(found.municipalities, key=lambda each: alphabetical(self.name(each)))
        ]
        chains = [
            (target, self.name(target), path.sentence(self.lang), path.grade, path.edges)
            for target, path in found.chains.items()
        ]
        told = {
            "heads": [(target, self.name(target)) for target in found.targets],
            "rows": rows,
            "chains": chains,
            "body": found.body,
            "day": day_in_words(self.day, self.lang),
        }
        return Page("vei", "ways.html", self.words["ways"], told)

    def way(self, source: str, target: str, flow: str, on: date | str | None = None) -> Page:
        """Return the best chains from one body to another; where there are none, why."""
        ends = (resolve(self.graph, source), resolve(self.graph, target))
        paths = influence_paths(self.graph, ends[0], ends[1], flow, on=on or self.day, k=3, lang=self.lang)
        numbers = Numbers(self.graph, self.lang)
        chains = [
            (
                path.sentence(self.lang),
                path.grade,
                [(hop.edge, self.sentence(hop.edge), hop.grade, numbers.marks(hop.citations)) for hop in path.hops],
            )
            for path in paths
        ]
        told = {
            "chains": chains,
            "missing": list(paths.missing.lines()) if paths.missing else [],
            "ends": [(id_, self.name(id_)) for id_ in ends],
            "flow": flow,
            "sources": numbers.sources,
        }
        return Page("vei", "way.html", f"{self.name(ends[0])} → {self.name(ends[1])}", told)

    def findings(self) -> Page:
        """Return the findings: the summary for those who decide, then the chapter."""
        told = {
            "findings": self.three_findings(),
            "unknown": self.unknown(),
            "chapter": as_markdown_chapter(self.found)
            if self.found
            else chapter(self.graph, on=self.day, lang=self.lang),
            "pictures": [(name, self.view_title(name)) for name in self.overviews()[:1]],
            "day": day_in_words(self.day, self.lang),
        }
        return Page("funn", "findings.html", self.words["findings"], told)

    def reading(self) -> Page:
        """Return how to read it all."""
        grades = [(grade, GRADE_WORDS[grade][0 if self.lang == "nb" else 1]) for grade in reversed(Grade)]
        told = {"grades": [(grade, word, self.words["grades"][grade.name.lower()]) for grade, word in grades if grade]}
        return Page("les-dette", "reading.html", self.words["reading"], told)


_DOORS = ("digi-agder", "rkg-e-helse-agder", "kdu-agder", "ks-samstyringsstruktur", "helsefellesskap-agder")


_EARLIEST = 1900
"""The first year that the time bar tells apart; what is older begins at its edge."""


def _days_of(bounds: Bounds) -> list[date]:
    days = (bounds.from_earliest, bounds.from_latest, bounds.to_earliest, bounds.to_latest)
    return [day for day in days if day]


@cache
def _views() -> Mapping[str, tuple[tuple[str, ...], bool]]:
    """Return the titles of each shipped view in every language, and whether it takes no parameters."""
    return {
        name: (tuple(project.view_title(name, lang) for lang in LANGUAGES), not project.view(name).parameters)
        for name in project.views()
    }


class _Axis(NamedTuple):
    """Years from left to right."""

    first: int
    last: int

    def of_year(self, year: int) -> float:
        return round(100 * (year - self.first) / (self.last - self.first), 2)

    def of_day(self, day: date | None, unknown: float) -> float:
        if day is None:
            return unknown
        years = day.year + (day.timetuple().tm_yday - 1) / 365.25 - self.first
        return round(min(100.0, max(0.0, 100 * years / (self.last - self.first))), 2)

    def of(self, bounds: Bounds) -> tuple[tuple[float, float], tuple[float, float] | None]:
        """Return where a period possibly and certainly lies; a start or end that nobody knows lies at the edge."""
        possible = (self.of_day(bounds.from_earliest, 0), self.of_day(bounds.to_latest, 100))
        if not bounds.certain:
            return possible, None
        return possible, (self.of_day(bounds.from_latest, 0), self.of_day(bounds.to_earliest, 100))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def styles(svg: str) -> tuple[str, ...]:
    """Return the text of each style element in a picture of ours."""
    return tuple(part.split("</style>")[0].partition(">")[2] for part in svg.split("<style")[1:])


# --- the search, which static/site.js does in the same way ---------------------------------------------------------


def entries(pages: Pages) -> Iterator[Entry]:
    """Yield everything that can be found: nodes by all their names, pictures, questions, sources."""
    graph, words = pages.graph, pages.words
    for node in graph.nodes.values():
        shown = pages.name(node.id)
        others = dict.fromkeys([node.name, node.name_en or "", *(name.name for name in node.names)])
        yield Entry(
            shown, pages.what(node), f"organ/{node.id}", tuple(each for each in others if each and each != shown)
        )
    for name in pages.views:
        yield Entry(pages.view_title(name), words["picture"], f"bilde/{name}", (), 1)
    for name in pages.answerable:
        yield Entry(pages.library[name].title.in_(pages.lang), words["question"], f"sporsmal/{name}", (), 2)
    for source in graph.sources.values():
        yield Entry(source.title, words["source"], f"kilde/{source.id}", (), 3)


def _key(entry: Entry) -> str:
    """Return what a search looks into: the names, folded, with bars between."""
    return "|".join(folded(name) for name in (entry.name, *entry.others))


def matches(among: list[Entry], text: str, most: int = 60) -> list[tuple[Entry, str]]:
    """Return what a text may mean, the best first, each with the other name by which it was found."""
    wanted = folded(text[:200])
    found = []
    for entry in among if wanted else []:
        names = _key(entry).split("|")
        scores = [_score(name, wanted) for name in names]
        if best := max(scores):
            place = scores.index(best)
            found.append((best, entry, entry.others[place - 1] if place else ""))
    return [(entry, by) for _, entry, by in sorted(found, key=lambda each: -each[0])[:most]]


def _score(name: str, wanted: str) -> int:
    if name == wanted:
        return 3
    if name.startswith(wanted):
        return 2
    words = name.split()
    return int(all(any(word.startswith(part) for word in words) for part in wanted.split()))


_ORDER = {kind: place for place, kind in enumerate(KINDS)}
