"""The chapter on Agder: how Vegårshei, one of its smallest municipalities, can be heard nationally, and is reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.analysis.influence import on_day
from graphmodel.choices import language
from graphmodel.language import day_in_words
from graphmodel.language.report import CHAPTER_WORDS
from graphmodel.report.chapter import as_markdown_chapter
from graphmodel.report.findings import Inquiry, Topic, findings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from graphmodel.model import Graph

__all__ = ["AGDER", "chapter"]

AGDER = Inquiry(
    body="vegarshei-kommune",
    region="agder-fylke",
    topics=(
        Topic(
            "Nasjonal e-helse",
            "National e-health",
            (
                "nasjonalt-e-helsestyre",
                "nasjonalt-utvalg-for-it-prioritering",
                "nasjonalt-utvalg-for-fag-og-arkitektur",
                "direktoratet-for-e-helse",
                "helsedirektoratet",
                "helse-og-omsorgsdepartementet",
                "fag-og-prioriteringsutvalg-e-helse",
                "e-helsestrategi-2017-2022",
                "ks-plan-e-helse",
            ),
        ),
        Topic(
            "Nasjonal digitalisering",
            "National digitalisation",
            (
                "ks-samstyringsstruktur",
                "kommit-radet",
                "digitaliseringsutvalget",
                "ks",
                "skate",
                "digdir",
                "kommunal-og-moderniseringsdepartementet",
                "regjeringen",
                "en-digital-offentlig-sektor",
                "handlingsplan-en-digital-offentlig-sektor",
            ),
        ),
    ),
    strategy="en-digital-offentlig-sektor",
)
"""What the chapter asks about; bodies that have been succeeded are replaced by their successors of the day."""

_NAMED = 3


def chapter(graph: Graph, *, on: date | str | None = None, lang: str = "nb") -> str:
    """Return the chapter on Agder in Markdown, from its heading of the second level on.

    Parameters
    ----------
    graph
        The whole record.
    on
        The day; by default the last that a source describes.
    lang
        ``nb`` or ``en``.

    Returns
    -------
    str
        Where the record does not know the bodies that are asked about, or not on this day, only a line that says so.

    Raises
    ------
    AnalysisError
        If the day cannot be used.
    """
    missing = list(_missing(graph, on_day(graph, on)))
    if missing:
        words = CHAPTER_WORDS[language(lang)]
        day = day_in_words(on_day(graph, on).day, lang)
        named = ", ".join(f"`{id_}`" for id_ in missing[:_NAMED]) + (", …" if len(missing) > _NAMED else "")
        text = words["unanswered"].format(missing=named, day=day)
        return f"## {words['unanswered title']}\n\n{text}\n"
    return as_markdown_chapter(findings(graph, AGDER, on=on), language(lang))


def _missing(graph: Graph, now: Graph) -> Iterator[str]:
    """Yield what the record lacks: any id, or the main ones on the day."""
    main = (AGDER.body, AGDER.region, AGDER.strategy)
    yield from (id_ for id_ in main if id_ not in now.nodes)
    yield from (id_ for topic in AGDER.topics for id_ in topic.ids if id_ not in graph.nodes and id_ not in main)
