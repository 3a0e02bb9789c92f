"""The same analysis side by side: on the record and on a scenario, or on several days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from graphmodel.analysis.answer import AnalysisTable, Answer, Cell, Row, heading
from graphmodel.errors import AnalysisError
from graphmodel.language import day_in_words, pick
from graphmodel.model import checked_graph
from graphmodel.period import as_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from graphmodel.model import Graph

__all__ = ["Comparison", "Series", "compare", "over"]


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
            raise AnalysisError(f"{column!r} is not a column: expected {', '.join(first.columns)}")
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
        raise AnalysisError(f"{days!r} is not a list of days: ask the analysis itself about one")
    wanted = sorted({as_day(day) for day in days})
    if not wanted:
        raise AnalysisError("no day is given: expected one or more")
    if not callable(analysis):
        raise AnalysisError(f"{analysis!r} is not an analysis: expected a function such as gm.governance")
    answers = tuple((day, analysis(graph.at(day))) for day in wanted)
    for _, answer in answers:
        if not isinstance(answer, Answer):
            raise AnalysisError(f"{analysis!r} gives {type(answer).__name__}: expected the table of an analysis")
    return Series(answers)


_THERE = "there"
"""What programs read of a row that only one of the answers has."""


@dataclass(frozen=True, repr=False)
class Comparison(AnalysisTable):
    """What an analysis tells otherwise of a scenario; as a table, a row for each cell that differs.

    Parameters
    ----------
    scenario
        The title of the scenario.
    before, after
        The whole answers, of the record and of the scenario.
    """

    columns: ClassVar[tuple[str, ...]] = ("row", "column", "before", "after")
    keys: ClassVar[int] = 2

    scenario: str
    before: Answer = field(repr=False)
    after: Answer = field(repr=False)

    def title(self, lang: str = "nb") -> str:
        """Return what is compared, on one line."""
        words = pick(("slik det er og i scenarioet", "as it is and in the scenario"), lang)
        return f"{self.before.title(lang)}: {words} «{self.scenario}»"

    def _rows(self, lang: str) -> list[Row]:
        """Return a row for each cell that differs, and for each row that only one of the answers has."""
        before, after = _by_key(self.before, lang), _by_key(self.after, lang)
        keys = [*after, *(key for key in before if key not in after)]
        return [row for key in keys for row in self._differences(key, before.get(key), after.get(key))]

    def in_words(self, row: Row, lang: str) -> Row:
        """Return a row as people read it: of two lists only what the one has and the other lacks."""
        key, column, before, after = row
        if isinstance(before, tuple) or isinstance(after, tuple):
            old, new = (value if isinstance(value, tuple) else () for value in (before, after))
            before = tuple(f"\N{MINUS SIGN} {value}" for value in old if value not in new)
            after = tuple(f"+ {value}" for value in new if value not in old)
        return super().in_words((key, heading(str(column), lang) if column else column, before, after), lang)

    def _differences(self, key: tuple[Cell, ...], before: Row | None, after: Row | None) -> Iterator[Row]:
        named = tuple(str(part) for part in key)
        columns = self.before.columns
        if before is None or after is None:
            yield named, "", _THERE if before else None, _THERE if after else None
            return
        for column, old, new in zip(columns, before, after, strict=True):
            if old != new:
                yield named, column, old, new


def _by_key(answer: Answer, lang: str) -> Mapping[tuple[Cell, ...], Row]:
    return {row[: answer.keys]: row for row in answer.rows_in(lang)}


def compare(title: str, before: Answer, after: Answer) -> Comparison:
    """Compare two answers to one question."""
    return Comparison(title, before, after)
