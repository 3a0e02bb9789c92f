"""The pages of pictures: one day or two compared, all of it as text below, and the days to go to."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from graphmodel import workspace
from graphmodel.choices import LANGUAGES
from graphmodel.errors import ViewError
from graphmodel.language import GRADE_WORDS, alphabetical, day_in_words
from graphmodel.web.pages.edition import WebPage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from graphmodel.diagram import Diagram
    from graphmodel.web.pages.edition import Edition

__all__ = ["OVERVIEWS", "PictureChoice", "PicturePages", "earlier", "styles"]

OVERVIEWS = (("oversikt-agder", "samhandlingsstruktur"), ("oversikt-ks", "ks-samstyring"))
"""The pictures of the front page; where the first of a pair is not among the views, the second."""

_TERM = 4
"""Years of a municipal term, over which pictures are compared unless other days are named."""


class PictureChoice(NamedTuple):
    """What a picture shows: a day, or two to compare, and the values of the view's parameters."""

    day: date | None = None
    since: date | None = None
    params: tuple[tuple[str, str], ...] = ()


_PLAIN = PictureChoice()


@dataclass
class PicturePages:
    """The pages of pictures."""

    edition: Edition
    drawings: dict[tuple[str, PictureChoice], Diagram | None] = field(default_factory=dict, repr=False)

    def take(self, drawings: Iterable[Diagram]) -> None:
        """Take over pictures on the day of the pages that were drawn elsewhere."""
        self.drawings |= {(each.view.name, _PLAIN): each for each in drawings}

    def overview(self) -> WebPage:
        """Return the list of the pictures."""
        listed = [(name, self.title(name)) for name in self.views]
        return WebPage("bilde", "pictures.html", self.edition.words["pictures"], {"pictures": listed})

    @cached_property
    def views(self) -> tuple[str, ...]:
        """The views that need nothing told, and that the record has what they name for."""
        return tuple(name for name, (_, plain) in _views().items() if plain and self.diagram_of(name))

    @cached_property
    def overviews(self) -> tuple[str, ...]:
        """The names of the pictures of the front page."""
        there = [[name for name in pair if name in _views() and self.diagram_of(name)] for pair in OVERVIEWS]
        return tuple(names[0] for names in there if names)

    def title(self, name: str) -> str:
        """Return the title of a view."""
        return _views()[name][0][LANGUAGES.index(self.edition.lang)]

    def diagram_of(self, name: str, since: date | None = None) -> Diagram | None:
        """Return the picture of a view on the day of the pages, laid out once; nothing where it does not fit."""
        key = name, PictureChoice(since=since)
        if key not in self.drawings:
            try:
                self.drawings[key] = self.draw(name, key[1])
            except ViewError:
                self.drawings[key] = None
        return self.drawings[key]

    def draw(self, name: str, choice: PictureChoice = _PLAIN) -> Diagram:
        """Draw a picture, by default on the day of the pages.

        Raises
        ------
        ViewError
            If the view does not fit the record, or the earlier day is the later.
        """
        day = choice.day or self.edition.day
        between = (choice.since, day) if choice.since else None
        params = dict(choice.params)
        return workspace.draw(
            self.edition.graph,
            name,
            on=None if between else day,
            between=between,
            params=params,
            lang=self.edition.lang,
        )

    def page(self, name: str, choice: PictureChoice = _PLAIN, *, apart: bool = False) -> WebPage:
        """Return the page of a picture.

        Parameters
        ----------
        name
            The view.
        choice
            The days and parameters.
        apart
            Whether the comparison has an address of its own, as among files.
        """
        plain = not (choice.day or choice.params)
        diagram = (self.diagram_of(name, choice.since) if plain else None) or self.draw(name, choice)
        graph, lang, shown = self.edition.graph, self.edition.lang, diagram.shown
        day = diagram.scene.day
        ties = [(edge, self.edition.sentence(edge)) for id_, edge in graph.edges.items() if id_ in shown]
        bodies = [(id_, self.edition.name(id_)) for id_ in shown if id_ in graph.nodes]
        content = {
            "view": name,
            "file": f"{name}-{choice.since}" if apart and choice.since else name,
            "diagram": diagram,
            "endings": (),
            "query": {},
            "day": day_in_words(day, lang),
            "iso": day.isoformat(),
            "since": choice.since and day_in_words(choice.since, lang),
            "since_iso": choice.since.isoformat() if choice.since else "",
            "compared": self._comparison(name) if plain and not choice.since else (),
            "days": self._days(shown, day, choice.since),
            "params": dict(choice.params),
            "bodies": sorted(bodies, key=lambda each: alphabetical(each[1])),
            "ties": [
                (edge, sentence, GRADE_WORDS[graph.grade(edge.id, day)])
                for edge, sentence in sorted(ties, key=lambda each: alphabetical(each[1]))
            ],
        }
        return WebPage(
            f"bilde/{content['file']}", "picture.html", diagram.view.title.in_(lang), content, styles(*diagram.svgs)
        )

    def _comparison(self, name: str) -> tuple[str, str] | tuple[()]:
        """Return the file of the comparison that stands beside a picture, and its earlier day."""
        since = earlier(self.edition.day)
        return (f"{name}-{since}", day_in_words(since, self.edition.lang)) if name in self.overviews else ()

    def _days(self, shown: Collection[str], day: date, since: date | None) -> list[tuple[str, str]]:
        """Return the days on which a body of a picture, or a tie between two of them, for certain began or ended."""
        graph = self.edition.graph
        ties = [edge.id for edge in graph.ties.values() if edge.from_id in shown and edge.to_id in shown]
        found = {day, self.edition.day, *({since} if since else ())}
        for id_ in (*(id_ for id_ in shown if id_ in graph.nodes), *ties):
            bounds = graph.bounds(id_)
            found |= {each for each in (bounds.from_latest, bounds.to_latest) if each}
        return [(each.isoformat(), day_in_words(each, self.edition.lang)) for each in sorted(found)]


def earlier(day: date, *, years: int = _TERM) -> date:
    """Return the day that a day is compared with unless another is named: some years before, by default a term."""
    return day.replace(year=day.year - years, day=min(day.day, 28) if day.month == 2 else day.day)  # noqa: PLR2004


@cache
def _views() -> Mapping[str, tuple[tuple[str, ...], bool]]:
    """Return the titles of each shipped view in every language, and whether it takes no parameters."""
    return {
        name: (tuple(workspace.view_title(name, lang) for lang in LANGUAGES), not workspace.view(name).parameters)
        for name in workspace.views()
    }


def styles(*svgs: str) -> tuple[str, ...]:
    """Return the text of each style element in pictures of ours."""
    return tuple(part.split("</style>")[0].partition(">")[2] for svg in svgs for part in svg.split("<style")[1:])
