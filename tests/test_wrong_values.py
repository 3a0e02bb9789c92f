"""What is no text, day, name or word: an error of our own, from wherever it comes in."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from graphs import crossroads

import graphmodel as gm

if TYPE_CHECKING:
    from collections.abc import Callable

GRAPH = crossroads()
WRONG: tuple[object, ...] = (None, 3.5, Ellipsis, [], {}, ["a", 1], b"x", pd.NaT, "\ud800", "no-such")
TAKERS: dict[str, Callable[[Any], object]] = {
    "a name": partial(gm.resolve, GRAPH),
    "an analysis": partial(gm.analyse, GRAPH),
    "a language": lambda wrong: gm.why(GRAPH, "council", wrong),
    "a day": GRAPH.at,
}


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
@pytest.mark.parametrize("taker", TAKERS)
def test_a_wrong_value_is_an_error_of_our_own(taker: str, wrong: object) -> None:
    with pytest.raises(gm.GraphModelError, match=r"expected|no node"):
        TAKERS[taker](wrong)


@pytest.mark.parametrize(
    "day",
    [
        date(2021, 12, 1),
        datetime(2021, 12, 1, 23),  # noqa: DTZ001 - people give such
        pd.Timestamp("2021-12-01"),
        "2021-12-01",
    ],
    ids=repr,
)
def test_a_day_is_a_date_a_datetime_a_timestamp_or_text(day: Any) -> None:
    assert GRAPH.at(day) == GRAPH.at("2021-12-01")
