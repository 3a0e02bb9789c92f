"""One analysis on several days, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphmodel.analysis.answer import AnalysisTable, Answer, Cell, Row
from graphmodel.errors import AnalysisError
from graphmodel.language import day_in_words, pick
from graphmodel.model import checked_graph
from graphmodel.period import as_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from graphmodel.model import Graph

__all__ = ["Series", "over"]


@dataclass(frozen=True, repr=False)
class Series(AnalysisTable):
    """The answers of one analysis on several days; as a table, their rows with the day in front."""

    columns = ("day",)

    answers: tuple[tuple[date, Answer], ...]

    def __post_init__(self) -> None:
        first = self.answers[0][1]
        object.__setattr__(self, "columns", ("day", *first.columns))
        object.__setattr__(self, "keys", 1 + first.keys)

    def title(self, lang: str = "nb") -> str:
        """Return what was asked, from the first day to the last."""
        what = self.answers[0][1].title(lang)
        first, last = (day_in_words(self.answers[place][0], lang) for place in (0, -1))
        return f"{what} … {pick(('til', 'to'), lang)} {last}" if first != last else what

    def _rows(self, lang: str) -> list[Row]:
        """Return the rows of every day, the earliest first."""
        return [(day.isoformat(), *row) for day, answer in self.answers for row in answer.rows_in(lang)]

    def __iter__(self) -> Iterator[tuple[date, Answer]]:
        return iter(self.answers)

    def __len__(self) -> int:
        return len(self.answers)

    def cells(self, column: str, *key: Cell) -> list[tuple[date, Cell]]:
        """Return the value of one column of one row on each day; ``None`` where the row is not there.

        Raises
        ------
        AnalysisError
            If there is no such column.
        """
        first = self.answers[0][1]
        if column not in first.columns:
            raise AnalysisError(f"{column!r} is no column: expected {', '.join(first.columns)}")
        place = first.columns.index(column)
        found = ((day, {row[: first.keys]: row[place] for row in answer.rows}) for day, answer in self.answers)
        return [(day, rows.get(key)) for day, rows in found]


def over(graph: Graph, days: Iterable[date | str], analysis: Callable[[Graph], Answer]) -> Series:
    """Ask one analysis about several days.

    Parameters
    ----------
    graph
        The whole record.
    days
        The days, in any order.
    analysis
        What to ask of the graph of each day.

    Returns
    -------
    Series
        The answers by day; as a table, their rows with the day in front.

    Raises
    ------
    AnalysisError
        If there is no day, or the graph is that of a single day.

    See Also
    --------
    changes : what changed between two days

    Examples
    --------
    >>> import graphmodel as gm
    >>> series = gm.over(gm.read(), ["2015-01-01", "2024-01-01"], gm.governance)
    >>> series.columns[:2]
    ('day', 'network')
    """
    if checked_graph(graph).day is not None:
        raise AnalysisError(f"this is the graph of {graph.day}: ask the whole record about several days")
    if isinstance(days, str) or not isinstance(days, Iterable):
        raise AnalysisError(f"{days!r} is no list of days: ask the analysis itself about one")
    wanted = sorted({as_day(day) for day in days})
    if not wanted:
        raise AnalysisError("no day is given: expected one or more")
    if not callable(analysis):
        raise AnalysisError(f"{analysis!r} is no analysis: expected a function such as gm.governance")
    answers = tuple((day, analysis(graph.at(day))) for day in wanted)
    return Series(answers)
