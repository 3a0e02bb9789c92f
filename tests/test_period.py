"""Dates with the precision they were written in, and the algebra of half-open periods."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from graphs import dates
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.errors import DateError
from graphmodel.period import (
    UNBOUNDED,
    UNKNOWN,
    Attested,
    Bounds,
    Grade,
    Moment,
    Validity,
    as_day,
    bounds,
    grade,
    parse,
)

YES, POSSIBLY, NO = Validity.YES, Validity.POSSIBLY, Validity.NO
days = st.dates(date(1990, 1, 1), date(2035, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Bounds:
    """Draw the bounds of a period as a statement would write it."""
    since = draw(st.none() | dates())
    until = draw(st.none() | dates() | st.just(UNKNOWN))
    seen = draw(st.lists(dates(), max_size=2))
    attested = Attested.by(map(parse, seen))
    return bounds(since, until, whole_years=draw(st.booleans()), attested=attested)


# --- dates ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2019-11-29", "2019-11-29", "2019-11-29"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021-02", "2021-02-01", "2021-02-28"),
        ("2020-12", "2020-12-01", "2020-12-31"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("2021-21", "2021-03-01", "2021-05-31"),
        ("2021-22", "2021-06-01", "2021-08-31"),
        ("2021-23", "2021-09-01", "2021-11-30"),
        ("2021-24", "2021-12-01", "2021-12-31"),
        ("2014~", "2013-01-01", "2015-12-31"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("2020-XX", "2020-01-01", "2020-12-31"),
    ],
)
def test_a_date_stands_for_some_day_between_two(text: str, earliest: str, latest: str) -> None:
    moment = parse(text)
    assert moment.text == text
    assert (moment.earliest.isoformat(), moment.latest.isoformat()) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        *("", "2021-13", "2021-00", "2021-02-30", "2021-11-31", "0000", "20211129", "2021-1-1", "29.11.2019"),
        *("2021-11-29T10:00", "2019/2020", "2019..", "../2020", "yesterday", "unknown", " 2021", "2021 ", "2021\n"),
        *("\uff12\uff10\uff12\uff11", "-2021-01-01x", "9" * 5000, "{2020,2021}", "[2020,2021]", "2020-1X", "2021S2"),
        *("0001~", "9999~", "2021-25~~", "2021-21-01"),
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(DateError, match="is not a date: expected EDTF such as 2021, 2021-11-29, 2021-21") as caught:
        parse(text)
    assert len(str(caught.value)) < 250


def test_a_date_as_norwegians_write_it_is_refused_with_how_to_write_it() -> None:
    with pytest.raises(DateError, match=r"; write 2021-03-07$"):
        parse("7.3.2021")


@pytest.mark.parametrize("form", ["{}", "{}-02", "{}-12", "{}-21", "{}-22", "{}-23", "{}-24", "{}~", "{}-02-28"])
@pytest.mark.parametrize("year", [1995, 2000, 2020, 2021, 2100])
def test_what_is_read_directly_means_the_same_as_the_library_reads(form: str, year: int) -> None:
    moment, read = parse(form.format(year)), parse_edtf(form.format(year))
    assert [moment.earliest.timetuple()[:3], moment.latest.timetuple()[:3]] == [
        read.lower_fuzzy()[:3],
        read.upper_fuzzy()[:3],
    ]


@given(days)
def test_a_full_date_means_its_day_alone(day: date) -> None:
    moment = parse(day.isoformat())
    assert moment.earliest == moment.latest == day == as_day(day.isoformat()) == as_day(day)


@given(dates())
def test_no_date_ends_before_it_begins(text: str) -> None:
    moment = parse(text)
    assert moment.earliest <= moment.latest


@given(days)
def test_a_year_holds_its_months_and_a_month_its_days(day: date) -> None:
    text = day.isoformat()
    year, month, full = (parse(text[:length]) for length in (4, 7, 10))
    assert year.earliest <= month.earliest <= full.earliest
    assert full.latest <= month.latest <= year.latest


@pytest.mark.parametrize("text", ["2021", "2021-11", "2021-21", "2014~"])
def test_a_single_day_is_not_a_month_or_a_year(text: str) -> None:
    with pytest.raises(DateError, match="names more than one day: expected a full date such as"):
        as_day(text)


# --- periods ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "until", "day", "verdict"),
    [
        # the first day holds, the day before does not
        ("2020-01-01", None, "2019-12-31", NO),
        ("2020-01-01", None, "2020-01-01", YES),
        # the last day holds, the day after does not
        ("..", "2019-12-31", "2019-12-31", YES),
        ("..", "2019-12-31", "2020-01-01", NO),
        ("2021-06-01", "2021-06-01", "2021-06-01", YES),
        ("2021-06-01", "2021-06-01", "2021-06-02", NO),
        # a month: some day in it
        ("2020-11", None, "2020-10-31", NO),
        ("2020-11", None, "2020-11-01", POSSIBLY),
        ("2020-11", None, "2020-11-29", POSSIBLY),
        ("2020-11", None, "2020-11-30", YES),
        ("..", "2020-11", "2020-11-01", YES),
        ("..", "2020-11", "2020-11-02", POSSIBLY),
        ("..", "2020-11", "2020-11-30", POSSIBLY),
        ("..", "2020-11", "2020-12-01", NO),
        # a season
        ("2021-21", None, "2021-02-28", NO),
        ("2021-21", None, "2021-04-01", POSSIBLY),
        ("2021-21", None, "2021-05-31", YES),
        # both ends in one year
        ("2019", "2019", "2019-07-01", POSSIBLY),
        # open at either end
        ("..", None, "1814-05-17", YES),
        ("2014~", None, "2016-01-01", YES),
    ],
)
def test_a_period_holds_from_its_first_day_through_its_last(
    since: str | None, until: str | None, day: str, verdict: Validity
) -> None:
    assert bounds(since, until).at(as_day(day)) is verdict


@pytest.mark.parametrize(
    ("day", "verdict"),
    [("2016-12-31", NO), ("2017-01-01", YES), ("2018-06-01", YES), ("2020-12-31", YES), ("2021-01-01", NO)],
)
def test_a_year_in_the_period_of_a_plan_is_all_of_it(day: str, verdict: Validity) -> None:
    assert bounds("2017", "2020", whole_years=True).at(as_day(day)) is verdict


@pytest.mark.parametrize(("day", "verdict"), [("2020-11-01", POSSIBLY), ("2020-11-30", YES)])
def test_a_month_in_the_period_of_a_plan_is_still_some_day_in_it(day: str, verdict: Validity) -> None:
    assert bounds("2020-11", None, whole_years=True).at(as_day(day)) is verdict


@pytest.mark.parametrize(
    ("since", "until", "day", "verdict"),
    [
        (None, None, "2015-01-01", POSSIBLY),  # no first day: possibly before a source describes it
        (None, None, "2019-05-31", YES),
        (None, None, "2030-01-01", YES),
        (None, "2020-12-31", "2021-01-01", NO),
        ("..", None, "1814-05-17", YES),
        ("2016-01-13", UNKNOWN, "2016-01-12", NO),
        ("2016-01-13", UNKNOWN, "2022-06-01", YES),  # until the last moment that a source describes
        ("2016-01-13", UNKNOWN, "2022-06-02", POSSIBLY),
    ],
)
def test_what_is_not_dated_holds_when_it_is_attested(
    since: str | None, until: str | None, day: str, verdict: Validity
) -> None:
    attested = Attested.by([parse("2019-05"), parse("2022-06")])
    assert bounds(since, until, attested=attested).at(as_day(day)) is verdict


def test_what_nobody_attests_and_nothing_dates_is_possible_on_any_day() -> None:
    assert {bounds(None, None).at(as_day(day)) for day in ("0001-01-01", "2021-11-01", "9999-12-30")} == {POSSIBLY}


def test_three_ends_differ_a_date_ended_and_open() -> None:
    ends = [bounds("2016", until, attested=Attested.by([parse("2020")])) for until in ("2018", UNKNOWN, None)]
    assert [end.at(as_day("2025-01-01")) for end in ends] == [NO, POSSIBLY, YES]
    assert len(set(ends)) == 3


@pytest.mark.parametrize(
    ("last", "inferred", "expected"),
    [
        ("2017-11-29", False, Grade.CERTAIN),
        ("2017-11-28", False, Grade.PRESUMED),
        ("2021-11-29", True, Grade.INFERRED),
    ],
)
def test_what_held_is_certain_for_four_years_after_it_was_attested(last: str, inferred: bool, expected: Grade) -> None:  # noqa: FBT001
    day = as_day("2021-11-29")
    assert grade(YES, Attested.by([parse(last)]), day, inferred=inferred) is expected
    assert grade(POSSIBLY, Attested.by([parse(last)]), day, inferred=inferred) is Grade.POSSIBLE


def test_some_day_between_two_is_read() -> None:
    assert parse("[2020-05..2021]") == Moment("[2020-05..2021]", date(2020, 5, 1), date(2021, 12, 31))
    assert parse("[..2021-06-01]").earliest == date.min


@pytest.mark.parametrize(
    ("since", "until", "possible"),
    [
        ("2022", "2021", False),
        ("2021-06-02", "2021-06-01", False),
        ("2021-06-01", "2021-06-01", True),
        ("2021", "2021", True),
        ("2021-12", "2021", True),
        ("2021", UNKNOWN, True),
        (None, "2021", True),
        ("9999", None, True),
    ],
)
def test_a_period_that_ends_before_it_starts_is_impossible(since: str | None, until: str, possible: bool) -> None:  # noqa: FBT001
    assert bounds(since, until).possible is possible


def test_a_period_to_the_end_of_time_is_read() -> None:
    assert bounds("9999-12-31", "9999-12-31").to_latest == date.max


@given(periods(), days)
def test_validity_is_yes_only_inside_both_earliest_and_latest(period: Bounds, day: date) -> None:
    verdict = period.at(day)
    begun = period.from_latest is None or period.from_latest <= day
    lasting = period.to_earliest is None or day < period.to_earliest
    assert (verdict is YES) <= (begun and lasting)


@given(periods(), days)
def test_each_period_holds_in_one_stretch(period: Bounds, day: date) -> None:
    between, later = day + timedelta(days=200), day + timedelta(days=400)
    assert period.at(between) >= min(period.at(day), period.at(later))


@given(periods(), periods(), days)
def test_of_two_periods_together_the_weaker_answer_holds(one: Bounds, other: Bounds, day: date) -> None:
    assert (one & other).at(day) is min(one.at(day), other.at(day))


@given(periods(), periods(), periods())
def test_joining_periods_does_not_depend_on_order_or_repetition(a: Bounds, b: Bounds, c: Bounds) -> None:
    assert a & b == b & a
    assert (a & b) & c == a & (b & c)
    assert a & a == a
    assert a & UNBOUNDED == a


@given(periods(), days)
def test_a_period_that_holds_or_may_hold_on_some_day_is_possible(period: Bounds, day: date) -> None:
    assert period.possible or period.at(day) is NO


@given(periods(), days)
def test_a_period_that_holds_on_some_day_for_certain_says_so(period: Bounds, day: date) -> None:
    assert period.certain or period.at(day) is not YES


def test_validity_is_ordered_and_false_only_for_no() -> None:
    assert NO < POSSIBLY < YES
    assert [bool(verdict) for verdict in (NO, POSSIBLY, YES)] == [False, True, True]
    assert [str(verdict) for verdict in (NO, POSSIBLY, YES)] == ["no", "possibly", "yes"]
