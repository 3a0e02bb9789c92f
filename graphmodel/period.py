"""Dates with the precision they were written in, and what they bound.

A date is EDTF text (ISO 8601-2): ``2019-11-29``, ``2020-11``, ``2021``, ``2021-21`` (spring 2021), ``2014~`` (about
2014). It stands for *some day* between an earliest and a latest one. A period is half-open: it holds from its first
day up to, not including, the day it ends. Where either end is only known to lie between two days, the answer
to "did it hold on this day?" can be *possibly*.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from functools import lru_cache
from itertools import starmap
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.errors import DateError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "ALWAYS",
    "UNATTESTED",
    "UNBOUNDED",
    "UNKNOWN",
    "Attested",
    "Bounds",
    "Grade",
    "Moment",
    "Validity",
    "as_day",
    "bounds",
    "grade",
    "parse",
    "span",
]

ALWAYS = ".."
"""The text of a start as long ago as anyone looks back: EDTF's open start of an interval."""

UNKNOWN = "unknown"
"""The text of an end that is known to have come, on a day that is not known."""

_PLAIN = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)
# One date, with unknown digits or a mark of doubt: no time of day, no set, no interval.
_ROUGH = re.compile(r"(?:\d{4}|\d{3}X|\d\dXX)[~?%]?(?:-(?:\d\d|XX)[~?%]?){0,2}", re.ASCII)
_SEASON_OR_ABOUT = re.compile(r"(\d{4})(?:-(2[1-4])|~)", re.ASCII)
_ONE_OF_DAYS = re.compile(r"\[([^.\[\]]*)\.\.([^.\[\]]+)\]")
"""One of a set in EDTF: some day between two, or some day no later than one."""
_SEASONS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 12)}
"""First and last month of each season; ``edtf`` holds winter to be December of its year."""
_LAST_MONTH = 12
_SPREADSHEET_ORIGIN = date(1899, 12, 30)
"""The day from which a spreadsheet counts days."""


class Validity(IntEnum):
    """Whether something held on a day; the smaller of two is what holds of both."""

    NO = 0
    POSSIBLY = 1
    YES = 2

    def __str__(self) -> str:
        return self.name.lower()


class Grade(IntEnum):
    """How sure it is that something held on a day; the smallest among several is what is sure of all together.

    A statement that held for certain is *presumed* where no source describes it as late as within the four years (one
    municipal term) before the day, and *inferred* where no source states it.
    """

    NO = 0
    POSSIBLE = 1
    INFERRED = 2
    PRESUMED = 3
    CERTAIN = 4

    def __str__(self) -> str:
        return self.name.lower()


TERM = 4
"""For how many years a source vouches for what it describes: one municipal term."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day of which at least the first and the last candidate are known (both inclusive)."""

    text: str
    earliest: date
    latest: date


@lru_cache(maxsize=65536)
def parse(text: str) -> Moment:
    """Read a date in EDTF.

    Year, month and day, a season, about a year, and some day between two (``[2020-05..2021]``) are read directly; every
    other form by ``edtf``.

    Parameters
    ----------
    text
        For instance ``"2021"``, ``"2021-11"``, ``"2021-11-29"``, ``"2021-21"`` or ``"2014~"``.

    Returns
    -------
    Moment
        The text with the first and last day it may mean.

    Raises
    ------
    DateError
        If the text is not a single date in EDTF.
    """
    plain = _PLAIN.fullmatch(text)
    if plain and not (plain[2] and int(plain[2]) > _LAST_MONTH):
        return _plain(text, *plain.groups())
    between = _ONE_OF_DAYS.fullmatch(text)
    if between:
        return Moment(text, parse(between[1]).earliest if between[1] else date.min, parse(between[2]).latest)
    about = _SEASON_OR_ABOUT.fullmatch(text)
    if about:
        return _season_or_about(text, int(about[1]), about[2])
    if not _ROUGH.fullmatch(text):
        raise _not_a_date(text)
    return _edtf(text)


def _plain(text: str, year: str, month: str | None, day: str | None) -> Moment:
    if day is None:
        return _months(text, (int(year), int(month or 1)), (int(year), int(month or _LAST_MONTH)))
    try:
        only = date(int(year), int(month or 1), int(day))
    except ValueError as error:
        raise _not_a_date(text) from error
    return Moment(text, only, only)


def _season_or_about(text: str, year: int, season: str | None) -> Moment:
    if season is None:
        return _months(text, (year - 1, 1), (year + 1, _LAST_MONTH))
    first, last = _SEASONS[season]
    return _months(text, (year, first), (year, last))


def _months(text: str, first: tuple[int, int], last: tuple[int, int]) -> Moment:
    """Return the moment from the first day of a month to the last day of another, both as year and month."""
    try:
        return Moment(text, date(*first, 1), date(*last, monthrange(*last)[1]))
    except ValueError as error:
        raise _not_a_date(text) from error


def _edtf(text: str) -> Moment:
    # Imported here: the grammar takes a third of a second to build, and most seeds and most commands never need it.
    from edtf import EDTFParseException, parse_edtf  # noqa: PLC0415

    try:
        parsed = parse_edtf(text)
        ends = (parsed.lower_fuzzy(), parsed.upper_fuzzy())
        earliest, latest = starmap(date, (end[:3] for end in ends))
    except (EDTFParseException, AttributeError, TypeError, ValueError, OverflowError) as error:
        raise _not_a_date(text) from error
    return Moment(text, earliest, latest)


def _not_a_date(text: str) -> DateError:
    hint = ""
    if norwegian := re.fullmatch(r"(\d{1,2})([./])(\d{1,2})[./](\d{4}|\d\d)", text, re.ASCII):
        day, mark, month, year = norwegian.groups()
        hint = f"; write {year if len(year) > 2 else f'20{year}'}-{int(month):02}-{int(day):02}"  # noqa: PLR2004
        hint += ", if that is the year" if len(year) == 2 else ", if the day stands first" if mark == "/" else ""  # noqa: PLR2004
    elif figure := re.fullmatch(r"(\d{4})[.,]0+", text, re.ASCII):
        hint = f"; write {figure[1]}"
    elif moment := re.fullmatch(r"(\d{4}-\d\d-\d\d)[ T][\d:.]+", text, re.ASCII):
        hint = f"; write {moment[1]}"
    if re.fullmatch(r"[34]\d{4}", text, re.ASCII):
        hint = f"; if a spreadsheet has made it of a day, write {_SPREADSHEET_ORIGIN + timedelta(days=int(text))}"
    elif re.fullmatch(r"[a-z]{3,4}\.?[ -]?\d\d", text, re.ASCII | re.IGNORECASE):
        hint = "; if a spreadsheet has made it of a month, write it as 2021-11, and format the column as text"
    shown = text if len(text) <= 40 else text[:40] + "…"  # noqa: PLR2004
    return DateError(
        f"{shown!r} is not a date: expected EDTF such as 2021, 2021-11-29, 2021-21 (spring) or 2014~ (about){hint}"
    )


def as_day(day: date | str) -> date:
    """Read a single day.

    Parameters
    ----------
    day
        A date, or its ISO text; of a moment (a datetime, or a timestamp of pandas) its day.

    Returns
    -------
    datetime.date
        The day.

    Raises
    ------
    DateError
        If the text is not a date, or names more than one day.
    """
    if isinstance(day, date) and day != day:  # noqa: PLR0124 - NaT of pandas is a date to Python, and equals nothing
        raise DateError(f"{day!r} is not a day: expected a date, or text such as '2021-11-29'")
    if isinstance(day, datetime):  # as a timestamp of pandas is
        return day.date()
    if isinstance(day, date):
        return day
    if not isinstance(day, str):
        raise DateError(f"{day!r} is not a day: expected a date, or text such as '2021-11-29'")
    moment = parse(day)
    if moment.earliest != moment.latest:
        raise DateError(f"{day!r} names more than one day: expected a full date such as {moment.earliest}")
    return moment.earliest


@dataclass(frozen=True, slots=True)
class Bounds:
    """A half-open period whose first day and end day are each known to lie between two days.

    ``None`` means unbounded: an earliest first day that is not known, or an end that has not been told of. With a
    latest first day of ``date.max``, no source tells of any day on which it held.
    """

    from_earliest: date | None = None
    from_latest: date | None = None
    to_earliest: date | None = None
    to_latest: date | None = None

    def at(self, day: date) -> Validity:
        """Return whether the period holds on ``day``: on its first day yes, on its end day no."""
        if (self.from_earliest and day < self.from_earliest) or (self.to_latest and day >= self.to_latest):
            return Validity.NO
        begun = self.from_latest is None or day >= self.from_latest
        lasting = self.to_earliest is None or day < self.to_earliest
        return Validity.YES if begun and lasting else Validity.POSSIBLY

    def __and__(self, other: Bounds) -> Bounds:
        """Return the period in which both hold."""
        if other is UNBOUNDED:
            return self
        return Bounds(
            _latest(self.from_earliest, other.from_earliest),
            _latest(self.from_latest, other.from_latest),
            _earliest(self.to_earliest, other.to_earliest),
            _earliest(self.to_latest, other.to_latest),
        )

    @property
    def possible(self) -> bool:
        """Whether there is any day on which the period may hold."""
        return not (self.from_earliest and self.to_latest) or self.from_earliest < self.to_latest

    @property
    def certain(self) -> bool:
        """Whether there is any day on which the period holds for certain."""
        return (self.from_latest or date.min) < (self.to_earliest or date.max)


UNBOUNDED = Bounds()


def _latest(one: date | None, other: date | None) -> date | None:
    return max(one, other) if one and other else one or other


def _earliest(one: date | None, other: date | None) -> date | None:
    return min(one, other) if one and other else one or other


class Attested(NamedTuple):
    """The first and the last day on which, at the least, some source describes a statement as holding."""

    first: date | None = None
    last: date | None = None

    @classmethod
    def by(cls, moments: Iterable[Moment]) -> Attested:
        """Return the attestation of several moments, each of which is some day between its two."""
        moments = list(moments)
        return cls(
            min((moment.latest for moment in moments), default=None),
            max((moment.earliest for moment in moments), default=None),
        )

    def __or__(self, other: Attested) -> Attested:
        """Return what either attests."""
        first = min((day for day in (self.first, other.first) if day), default=None)
        return Attested(first, max((day for day in (self.last, other.last) if day), default=None))


UNATTESTED = Attested()


def grade(validity: Validity, attested: Attested, day: date, *, inferred: bool) -> Grade:
    """Return how sure it is that something held on a day.

    Parameters
    ----------
    validity
        Whether it held, by its period.
    attested
        When sources describe it.
    day
        The day.
    inferred
        Whether it is inferred, or rests on something that is.
    """
    if validity is not Validity.YES:
        return Grade.POSSIBLE if validity else Grade.NO
    if inferred:
        return Grade.INFERRED
    fresh = attested.last is not None and attested.last >= _years_before(day, TERM)
    return Grade.CERTAIN if fresh else Grade.PRESUMED


def _years_before(day: date, years: int) -> date:
    if day.year <= years:
        return date.min
    return date(day.year - years, day.month, min(day.day, monthrange(day.year - years, day.month)[1]))


def span(text: str) -> Moment:
    """Read a date in EDTF, or two with a slash between, as one moment from the first to the last."""
    first, _, last = text.partition("/")
    return Moment(text, parse(first).earliest, parse(last or first).latest)


@lru_cache(maxsize=65536)
def bounds(
    since: str | None, until: str | None, *, whole_years: bool = False, attested: Attested = UNATTESTED
) -> Bounds:
    """Return what a first and a last date, as sources write them, bound.

    Parameters
    ----------
    since
        The first day, in EDTF; :data:`ALWAYS` for as long as anyone looks back, ``None`` for unknown.
    until
        The *last* day, in EDTF; ``None`` for open, :data:`UNKNOWN` for an end whose day is not known.
    whole_years
        Whether a plain year covers the whole of it (the period of a plan), instead of meaning some day in it.
    attested
        When sources describe it. What has no first day held from the first attestation on, and possibly before; what
        ended on a day that is not known held until the last, and possibly after.

    Returns
    -------
    Bounds
        Half-open: the end is the day after the last.

    Raises
    ------
    DateError
        If a text is not a date.
    """
    if since == ALWAYS and until is None:
        return UNBOUNDED
    first = (None, attested.first or date.max) if since is None else _start(since, whole_years=whole_years)
    last = (
        (_day_after(attested.last) if attested.last else date.min, None)
        if until == UNKNOWN
        else _end(until, whole_years=whole_years)
    )
    return Bounds(*first, *last)


def _start(since: str, *, whole_years: bool) -> tuple[date | None, date | None]:
    if since == ALWAYS:
        return None, None
    moment = parse(since)
    return moment.earliest, moment.earliest if whole_years and since.isdigit() else moment.latest


def _end(until: str | None, *, whole_years: bool) -> tuple[date | None, date | None]:
    if until is None:
        return None, None
    moment = parse(until)
    return _day_after(moment.latest if whole_years and until.isdigit() else moment.earliest), _day_after(moment.latest)


def _day_after(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)
