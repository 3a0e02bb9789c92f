"""What is no text, day, name or word: an error of our own, from wherever it comes in."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from graphs import crossroads

import graphmodel as gm
from graphmodel.errors import WrongKindError

if TYPE_CHECKING:
    from collections.abc import Callable

GRAPH = crossroads()
NOTHING: Any = ...
"""Stands where nothing at all would mean that all is kept."""

WRONG: tuple[object, ...] = (None, 3.5, Ellipsis, [], {}, ["a", 1], b"x", pd.NaT, "\ud800", "no-such")
TAKERS: dict[str, Callable[[Any], object]] = {
    "a name": partial(gm.resolve, GRAPH),
    "an analysis": partial(gm.analyse, GRAPH),
    "a language": lambda wrong: gm.why(GRAPH, "council", wrong),
    "a day": GRAPH.at,
    "a node": GRAPH.node,
    "what leaves a node": GRAPH.edges_from,
    "what reaches a node": GRAPH.edges_to,
    "a county to keep": lambda wrong: GRAPH.keep(county=NOTHING if wrong is None else wrong),
    "a grade to keep": lambda wrong: GRAPH.at("2021-12-01").keep(grade=NOTHING if wrong is None else wrong),
    "a level to keep": lambda wrong: GRAPH.keep(level=[wrong]),
    "levels to keep": lambda wrong: GRAPH.keep(level=wrong or NOTHING),
    "a kind to keep": lambda wrong: GRAPH.keep(kind=[wrong]),
    "kinds to keep": lambda wrong: GRAPH.keep(kind=wrong or NOTHING),
    "nodes to keep": lambda wrong: GRAPH.keep(wrong or NOTHING),
    "edges to keep": lambda wrong: GRAPH.keep(edges=wrong or NOTHING),
}


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
@pytest.mark.parametrize("taker", TAKERS)
def test_a_wrong_value_is_an_error_of_our_own(taker: str, wrong: object) -> None:
    with pytest.raises(gm.GraphModelError, match=r"expected|no node"):
        TAKERS[taker](wrong)


def test_what_is_kept_of_a_county_is_asked_for_by_a_county() -> None:
    with pytest.raises(WrongKindError, match=r"^town is a Municipality; expected a County"):
        GRAPH.keep(county="town")


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
