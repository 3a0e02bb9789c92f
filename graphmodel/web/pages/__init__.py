"""What each kind of page holds: pure data, taken from the rooms that know it; nothing is worked out a second time.

One module for each kind: ``bodies``, ``sources``, ``pictures``, ``questions``, ``ways``, ``findings`` and ``search``.
All of them tell from one ``Edition``: the record in one language, about one day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphmodel.web.pages.analyses import Analyses
from graphmodel.web.pages.bodies import BodyPages
from graphmodel.web.pages.edition import Edition, WebPage
from graphmodel.web.pages.findings import FindingPages
from graphmodel.web.pages.pictures import PicturePages
from graphmodel.web.pages.questions import QuestionPages
from graphmodel.web.pages.search import SearchPages
from graphmodel.web.pages.sources import SourcePages
from graphmodel.web.pages.ways import WayPages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graphmodel.queries import Query
    from graphmodel.tables import Result

__all__ = ["Analyses", "Edition", "Pages", "WebPage"]


class Pages:
    """The pages of an edition, by kind.

    Parameters
    ----------
    edition
        The record.
    library
        The questions.
    answer
        Answers one, with typed values.
    analyses
        What is found out once for all languages.
    """

    def __init__(
        self,
        edition: Edition,
        library: Mapping[str, Query],
        answer: Callable[[Query, Mapping[str, Any]], Result],
        analyses: Analyses,
    ) -> None:
        self.edition = edition
        self.sources = SourcePages(edition)
        self.pictures = PicturePages(edition)
        self.questions = QuestionPages(edition, library, answer)
        self.findings = FindingPages(edition, self.pictures, analyses)
        self.bodies = BodyPages(edition, self.findings)
        self.ways = WayPages(edition, self.findings)
        self.search = SearchPages(edition, self.pictures, self.questions)
