"""What somebody types for a parameter means what it looks like."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.errors import QueryError
from graphmodel.queries import parse_value

MEANT = {
    "5": 5,
    "-3": -3,
    "0": 0,
    "0301": "0301",
    "0.5": 0.5,
    "1e3": 1000.0,
    "true": True,
    "false": False,
    "null": None,
    "True story": "True story",
    "2020-01-01": date(2020, 1, 1),
    "today": datetime.now(UTC).date(),
    "'today'": "today",
    "[1, 2]": [1, 2],
    "[2020-01-01, ks, 'to ord', null]": [date(2020, 1, 1), "ks", "to ord", None],
    "{a: 1, b: [true, -2]}": {"a": 1, "b": [True, -2]},
    "[]": [],
    "'5'": "5",
    '"true"': "true",
    r"'a\'b\u00e5\n'": "a'bå\n",
    "digi-agder": "digi-agder",
    "Ås kommune": "Ås kommune",
    "": "",
}


@pytest.mark.parametrize("text", MEANT)
def test_a_typed_text_means_what_it_looks_like(text: str) -> None:
    found = parse_value(text)
    assert (found, type(found)) == (MEANT[text], type(MEANT[text]))


@pytest.mark.parametrize(
    "text",
    ["[1", "{a}", "'open", "[1]; MATCH (n) RETURN n", "[1] AS x", "[date()]", "{a: n.id}", "[1-2]", "2020-02-30"],
)
def test_what_begins_as_a_value_and_is_none_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="expected"):
        parse_value(text)


@pytest.mark.parametrize(
    "text",
    ["99999999999999999999", str(2**63), "-1" + "0" * 19, "1e400", "9" * 5000, "[1e999]", "{a: 9223372036854775808}"],
)
def test_a_number_that_no_store_holds_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="is beyond") as told:
        parse_value(text)
    assert len(str(told.value)) < 200
    assert parse_value(f"'{text}'") == text
    assert parse_value(f"-{2**63}") == -(2**63)


@given(st.text(max_size=30))
def test_any_text_is_a_value_or_the_declared_error(text: str) -> None:
    try:
        parse_value(text)
    except QueryError:
        assert text.strip()[:1] in {"[", "{", "'", '"'} or text.strip()[:4].isdecimal()
