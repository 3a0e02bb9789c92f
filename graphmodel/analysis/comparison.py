"""The same analysis on the record and on a scenario, side by side."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from graphmodel.analysis.answer import AnalysisTable, Answer, Cell, Row
from graphmodel.analysis.headings import heading
from graphmodel.language import pick

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Comparison", "compare"]

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
    """Set two answers to one question beside each other."""
    return Comparison(title, before, after)
