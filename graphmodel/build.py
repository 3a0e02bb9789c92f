"""The main job: from the seeds to a checked graph, a loaded store, answers, pictures and a report, in one folder."""

from __future__ import annotations

import re
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphmodel import checks, config, files, seeds, tables, workspace
from graphmodel.choices import LANGUAGES, language
from graphmodel.errors import SeedError, ViewError
from graphmodel.language import date_in_words, theme_in_words
from graphmodel.language.report import REPORT_WORDS, RULES_NB
from graphmodel.markdown import escaped
from graphmodel.model import Graph
from graphmodel.period import as_day
from graphmodel.queries import ValueType, bind, in_words
from graphmodel.report.agder import chapter
from graphmodel.report.chapter import as_markdown_chapter
from graphmodel.web.pages import Analyses
from graphmodel.web.pages.questions import unknown_ids
from graphmodel.web.site import LIMITS, site_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from concurrent.futures import Future
    from datetime import date

    from graphmodel.checks import Finding, Report
    from graphmodel.choices import Lang
    from graphmodel.diagram import Diagram
    from graphmodel.queries import Query
    from graphmodel.store import Store
    from graphmodel.tables import Result

    Step = Callable[[str, int, int], None]

__all__ = ["BuildResult", "build"]

_PICTURES = ("oversikt-agder", "oversikt-ks", "samhandlingsstruktur", "ks-samstyring", "rkg-e-helse")
_FORMATS = (".svg", ".pdf", ".png", ".dot", ".html", ".md")
_QUESTIONS = (
    "who-mandates",
    "who-steers",
    "from-decision-to-body",
    "shared-secretariats",
    "seats-of-municipality",
    "national-reach",
    "strategy-to-municipality",
    "missing-links",
    "bodies-without-mandate",
)
_SHOWN_ROWS = 15


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What the main job made, in one line of figures."""

    index: Path
    """The page to begin at."""
    graph: Graph
    findings: int
    queries: int
    diagrams: int
    seconds: float
    left_out: tuple[str, ...] = ()
    """What was not made, since the seeds do not have what it names: a line for each view, one for all questions."""

    @property
    def line(self) -> str:
        """The figures."""
        return (
            f"{len(self.graph.nodes)} nodes, {len(self.graph.edges)} edges, {len(self.graph.sources)} sources, "
            f"{self.findings} findings, {self.queries} queries, {self.diagrams} diagrams, {self.seconds:.1f} seconds"
        )


def build(  # noqa: PLR0913 - what a planner may choose
    output: Path,
    *,
    seeds: Path | None = None,
    store: str | None = None,
    lang: str = "nb",
    on: date | str = "2021-12-01",
    step: Step | None = None,
    force: bool = False,
) -> BuildResult:
    """Check the seeds, load the store, answer the library, analyse, draw, write pages; all into one folder.

    Parameters
    ----------
    output
        The folder; made if it is not there. The files of an earlier run in it are replaced, all at once at the end;
        any other file stays.
    seeds
        Folder of seeds; the shipped ones by default.
    store
        URL of the store; the embedded one by default.
    lang
        ``nb`` or ``en``.
    on
        The day that the report and its pictures show.
    step
        Progress callback: the name of each piece of work, how much is done, and of how much.
    force
        Whether files that no earlier run made may be replaced.

    Returns
    -------
    BuildResult
        The figures.

    Raises
    ------
    SeedError
        If the seeds hold errors; nothing is written then.
    ConfigError
        If the folder cannot be written, a file would be replaced that no earlier run made, or the language is none.
    GraphModelError
        If the store or the layout engine fails.
    """
    started = time.perf_counter()
    job = _Job(language(lang), as_day(on), step or (lambda *_: None))
    job.check(seeds)
    files.check_folder(output, job.names(), made_by="build", force=force)
    with job.drawing(), job.load(store, seeds) as loaded:
        job.answer(loaded)
        job.draw()
        job.report()
        made = chain(job.files.items(), job.site(loaded))
        files.write_folder(output, ((name, [each]) for name, each in made), made_by="build", force=force)
    counted = sum(finding.counts for finding in job.findings.findings)
    seconds = time.perf_counter() - started
    return BuildResult(
        output / "index.html", job.graph, counted, len(job.answers), len(job.pictures), seconds, tuple(job.left_out())
    )


@dataclass
class _Job:
    """One run of the main job: everything is made before the first file is written."""

    lang: Lang
    day: date
    step: Step
    graph: Graph = field(default_factory=Graph)
    answers: dict[str, tuple[Query, Result]] = field(default_factory=dict)
    pictures: dict[str, Diagram] = field(default_factory=dict)
    drawn: dict[tuple[str, Lang], Future[Diagram]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    undrawn: dict[str, str] = field(default_factory=dict)
    unasked: dict[str, str] = field(default_factory=dict)

    def check(self, folder: Path | None) -> None:
        """Check the seeds and take over the graph."""
        draft = seeds.read_draft(folder or config.shipped("seeds"))
        self.findings: Report = checks.report(draft)
        if not self.findings.usable or self.findings.counts()["error"]:
            raise SeedError(f"the seeds hold errors; nothing was made\n{self.findings.as_text()}")
        self.graph = Graph(draft.nodes, draft.edges, draft.sources, draft.surveys, translations=draft.english)
        self.analyses = Analyses(self.graph, self.day)

    def names(self) -> list[str]:
        """Return the files that will be made, but for further pages."""
        answers = [f"answers/{name}.csv" for name in workspace.library()]
        pictures = [f"diagrams/{name}{ending}" for name in _PICTURES for ending in _FORMATS]
        return ["index.html", "report.md", "findings.json", "sources.csv", *answers, *pictures]

    @contextmanager
    def drawing(self) -> Iterator[None]:
        """Have all pictures drawn in the background: to load and to ask the store is mostly to wait for it."""
        views = [name for name in workspace.views() if not workspace.view(name).parameters]
        order = [*((name, self.lang) for name in _PICTURES), *((name, lang) for lang in LANGUAGES for name in views)]
        drawing = ThreadPoolExecutor(1)
        try:
            self.drawn = {key: drawing.submit(self._painted, *key) for key in dict.fromkeys(order)}
            yield
        finally:
            drawing.shutdown(cancel_futures=True)

    def _painted(self, name: str, lang: Lang) -> Diagram:
        picture = workspace.draw(self.graph, name, on=self.day, lang=lang)
        picture.svgs  # noqa: B018 - painted here, and kept by the picture
        return picture

    def load(self, store: str | None, folder: Path | None) -> Store:
        """Open the store, filled with the graph."""
        return workspace.filled_store(self.graph, store, seeds=folder, step=partial(self.step, "load"), limits=LIMITS)

    def answer(self, store: Store) -> None:
        """Answer every question of the library with its defaults."""
        library = workspace.library()
        for number, (name, question) in enumerate(library.items(), start=1):
            if unknown := unknown_ids(self.graph, question, self._values(question)):
                self.unasked[name] = f"the seeds have no {', '.join(map(repr, unknown))} of the kind it asks about"
            else:
                self.answers[name] = (question, store.run(question, **self._given(question)))
            self.step("answer", number, len(library))
        for name, (_, result) in self.answers.items():
            self._add(f"answers/{name}.csv", tables.as_csv(result.columns, result.rows, spreadsheet=True))

    def _given(self, question: Query) -> dict[str, Any]:
        defaults = {"lang": self.lang, "day": self.day}
        return {
            parameter.name: defaults[parameter.name] for parameter in question.parameters if parameter.name in defaults
        }

    def _values(self, question: Query) -> dict[str, Any]:
        return bind(question, self._given(question), self.graph.last_described)

    def left_out(self) -> Iterator[str]:
        """Yield what was not made, and why."""
        for name, reason in self.undrawn.items():
            yield f"the picture {name}: {reason}"
        if self.unasked:
            name, reason = next(iter(self.unasked.items()))
            yield f"{len(self.unasked)} questions about what the seeds do not have, such as {name}: {reason}"

    def draw(self) -> None:
        """Draw the views, in every format."""
        for number, name in enumerate(_PICTURES, start=1):
            try:
                picture = self.drawn[name, self.lang].result()
            except ViewError as error:
                self.undrawn[name] = str(error)
                continue
            for ending in _FORMATS:
                for path, page in picture.rendered(Path("diagrams", f"{name}{ending}")).items():
                    self._add(path.as_posix(), page)
            self.pictures[name] = picture
            self.step("draw", number, len(_PICTURES))

    def report(self) -> None:
        """Write the report and the findings."""
        self._add("findings.json", self.findings.as_json())
        sources = [
            (source.id, source.title, source.publisher, source.published or source.as_of, source.url)
            for source in self.graph.sources.values()
        ]
        columns = ("id", "title", "publisher", "date", "url")
        self._add("sources.csv", tables.as_csv(columns, sources, spreadsheet=True))
        self._add("report.md", "\n\n".join(self._chapters()) + "\n")

    def site(self, store: Store) -> Iterator[tuple[str, bytes]]:
        """Yield the pages, which tell of the same findings, pictures and answers."""
        return site_files(
            self.graph,
            store,
            self.day,
            analyses=self.analyses,
            drawings=[each.result() for each in self.drawn.values() if not each.exception()],
            answers=((query, self._values(query), result) for query, result in self.answers.values()),
            step=self.step,
        )

    def _add(self, name: str, content: str | bytes) -> None:
        self.files[name] = content.encode() if isinstance(content, str) else content

    @property
    def _words(self) -> Mapping[str, Any]:
        return REPORT_WORDS[self.lang]

    def _chapters(self) -> Iterator[str]:
        day = date_in_words(self.day.isoformat(), self.lang)
        yield f"# {self._words['title']}"
        yield self._words["lead"].format(day=day)
        yield f"## {self._words['figures']}"
        yield tables.as_markdown(("", ""), self._figures(day)).rstrip()
        yield f"## {self._words['pictures']}"
        for name, picture in self.pictures.items():
            yield from self._picture(name, picture)
        if self.undrawn:
            yield self._words["not drawn"].format(names=_listed(self.undrawn))
        findings = self.analyses.found
        text = (
            as_markdown_chapter(findings, self.lang) if findings else chapter(self.graph, on=self.day, lang=self.lang)
        )
        yield text.rstrip()
        yield f"## {self._words['answers']}"
        yield self._words["answers lead"]
        for name in _QUESTIONS:
            if name in self.answers:
                yield from self._answer(name)
        yield f"## {self._words['unknown']}"
        yield from self._findings()
        yield f"## {self._words['library']}"
        yield self._words["library lead"]
        yield "\n".join(self._library())
        if self.unasked:
            yield self._words["not asked"].format(names=_listed(self.unasked))

    def _figures(self, day: str) -> list[tuple[str, str]]:
        counts = self._words["counts"]
        now = self.graph.at(self.day)
        possibly = sum(now.validity(id_).name == "POSSIBLY" for id_ in now.ties)
        inferred = Counter(edge.confidence for edge in self.graph.ties.values())["inferred"]
        called = len(self.graph.edges) - len(self.graph.ties)
        return [
            (counts["nodes"], str(len(self.graph.nodes))),
            (counts["ties"], str(len(self.graph.ties))),
            (counts["now"].format(day=day), f"{len(now.ties)} ({possibly})"),
            (counts["inferred"], str(inferred)),
            (counts["called for"], str(called)),
            (counts["sources"], str(len(self.graph.sources))),
            (counts["surveys"], str(len(self.graph.surveys))),
        ]

    def _picture(self, name: str, picture: Diagram) -> Iterator[str]:
        yield f"### {escaped(picture.view.title.in_(self.lang))}"
        yield f"![{escaped(picture.description)}](diagrams/{name}.svg)"
        yield self._words["print"].format(pdf=f"diagrams/{name}.pdf", html=f"diagrams/{name}.html")

    def _answer(self, name: str) -> Iterator[str]:
        question, result = self.answers[name]
        file = f"answers/{name}.csv"
        yield f"### {escaped(question.title.in_(self.lang))}"
        yield escaped(f"{question.question.in_(self.lang)} {self._asked_about(question)}")
        if not result.rows:
            yield self._words["none"]
            return
        shown = [place for place, column in enumerate(question.columns) if column.type.base not in {"node", "edge"}]
        headings = [question.columns[place].label.in_(self.lang) for place in shown]
        rows = [
            [_prose(in_words(row[place], question.columns[place].type, self.lang)) for place in shown]
            for row in result.rows[:_SHOWN_ROWS]
        ]
        yield tables.as_markdown(headings, rows).rstrip()
        yield escaped(re.sub("«(.+?)»", self._quoted, question.reading.in_(self.lang)))
        template = self._words["more" if len(result) > _SHOWN_ROWS else "all rows"]
        yield template.format(shown=_SHOWN_ROWS, all=len(result), file=file)

    def _quoted(self, match: re.Match[str]) -> str:
        """Return a word that the reading help quotes as the answer above shows it."""
        return f"«{in_words(match[1], ValueType('choice'), self.lang)}»"

    def _asked_about(self, question: Query) -> str:
        """Return the values that a question was asked with, but for the language."""
        values = self._values(question)
        descriptions = [
            f"{parameter.description.in_(self.lang)}: {self._named(values[parameter.name], parameter.type)}"
            for parameter in question.parameters
            if parameter.name != "lang" and values[parameter.name] not in (None, [])
        ]
        return f"({'; '.join(descriptions)})" if descriptions else ""

    def _named(self, value: Any, value_type: ValueType) -> str:  # noqa: ANN401 - the value of a parameter
        if value_type.base == "node" and isinstance(value, str) and value in self.graph.nodes:
            return self.graph.name(value, self.lang)
        return tables.cell(_prose(in_words(value, value_type, self.lang)))

    def _findings(self) -> Iterator[str]:
        by_rule: dict[str, list[Finding]] = {}
        for finding in self.findings.findings:
            by_rule.setdefault(finding.code, []).append(finding)
        rules = {rule.code: rule for rule in checks.RULES}
        translations = RULES_NB if self.lang == "nb" else {}
        rows = [
            (translations.get(code, rules[code].finds), len(findings), code)
            for code, findings in sorted(by_rule.items())
        ]
        yield tables.as_markdown(self._words["findings"], rows).rstrip()
        yield "[findings.json](findings.json)"

    def _library(self) -> Iterator[str]:
        headings = self._words["headings"]
        yield f"| {' | '.join(headings)} |\n|{' --- |' * len(headings)}"
        for name, (question, result) in self.answers.items():
            theme = escaped(theme_in_words(question.theme, self.lang))
            text = escaped(question.question.in_(self.lang))
            yield f"| {theme} | {text} | {len(result)} | [{name}.csv](answers/{name}.csv) |"


def _prose(value: Any) -> Any:  # noqa: ANN401 - whatever an answer holds
    """Return a value so that a cell shows a list as people read it."""
    return tuple(value) if isinstance(value, list) else value


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
