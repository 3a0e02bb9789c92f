"""Values become typed values or the declared error, and never anything else."""

from __future__ import annotations

import math
import random
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel import schema
from graphmodel.errors import QueryError
from graphmodel.queries import LAST_DESCRIBED, Bilingual, Query, QueryParameter, bind, parse_type
from graphmodel.queries.binding import LONGEST_TEXT

TYPES = [
    "node",
    "node(Body)",
    "edge",
    "date",
    "edtf",
    "edge kind",
    "kind",
    "level",
    "integer",
    "integer(1..10)",
    "number",
]
TYPES += ["boolean", "text", "choice(yes, possibly)"]
TYPES += [f"list of {text}" for text in TYPES]
WORDS = Bilingual("ord", "words")


def query(**types: str) -> Query:
    parameters = tuple(QueryParameter(name, parse_type(text), WORDS) for name, text in types.items())
    return Query("name", "theme", WORDS, WORDS, WORDS, parameters, (), (), "RETURN 1")


def value(type_text: str, given_value: object) -> Any:
    return bind(query(x=type_text), {"x": given_value})["x"]


@pytest.mark.parametrize(
    ("type_text", "given_value", "expected"),
    [
        ("node", "digi-agder", "digi-agder"),
        ("node", " digi-agder ", "digi-agder"),
        ("edge", "a:steers:b-2", "a:steers:b-2"),
        ("date", "2021-11-01", date(2021, 11, 1)),
        ("date", date(2021, 11, 1), date(2021, 11, 1)),
        ("edtf", "2021-21", "2021-21"),
        ("edtf", "2021", "2021"),
        ("edge kind", "reports to", "REPORTS_TO"),
        ("edge kind", "Reports_To", "REPORTS_TO"),
        ("kind", "municipality", "Municipality"),
        ("level", "Regional", "regional"),
        ("integer", "7", 7),
        ("integer", " -7 ", -7),
        ("integer", 2**63 - 1, 2**63 - 1),
        ("integer(1..10)", 10, 10),
        ("number", "0.5", 0.5),
        ("number", 2, 2.0),
        ("boolean", "True", True),
        ("boolean", False, False),
        ("text", "Ett digitalt Agder; DROP 'x' // \\ \" $y", "Ett digitalt Agder; DROP 'x' // \\ \" $y"),
        ("text", "A\u030angstro\u0308m", "Ångström"),
        ("choice(yes, possibly)", "YES", "yes"),
        ("list of level", "local, regional", ["local", "regional"]),
        ("list of level", ["local"], ["local"]),
        ("list of integer", (1, "2"), [1, 2]),
        ("list of node", "", []),
    ],
)
def test_a_value_is_read_as_its_type(type_text: str, given_value: object, expected: object) -> None:
    found = value(type_text, given_value)
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("type_text", "given_value", "words"),
    [
        (
            "node",
            "Digi Agder",
            "expected a node's id (lower-case letters a-z, digits and single hyphens), found 'Digi Agder'",
        ),
        ("node", "x'}) DETACH DELETE n //", "expected a node's id"),
        ("node", None, "expected a node's id (lower-case letters a-z, digits and single hyphens), found None"),
        ("edge", "a b", "expected an edge's id"),
        ("date", "1.11.2021", "write 2021-11-01"),
        ("date", "2021", "names more than one day"),
        ("date", "2021-02-30", "expected a day such as 2021-11-01"),
        ("date", datetime(2021, 11, 1, 12), "found the moment 2021-11-01 12:00:00: give its date()"),  # noqa: DTZ001
        ("date", 20211101, "expected a day such as 2021-11-01, found 20211101"),
        ("edtf", "2021-13", "is not a date"),
        ("edge kind", "report", "did you mean 'REPORTS_TO'"),
        ("kind", "komune", "expected one of Municipality"),
        ("level", "regionalt", "expected one of local, intermunicipal, regional, national, found 'regionalt'"),
        ("level", "regionalt", "did you mean 'regional'"),
        ("integer", "ten", "expected a whole number such as 10, found 'ten'"),
        ("integer", 1.0, "expected a whole number such as 10, found 1.0"),
        ("integer", True, "found True"),
        ("integer", "9223372036854775808", "expected a whole number"),
        ("integer", "٣", "expected a whole number"),
        ("integer(1..10)", 0, "expected integer(1..10), found 0"),
        ("integer(1..10)", "11", "expected integer(1..10), found 11"),
        ("number", "nan", "expected a number such as 0.5"),
        ("number", math.inf, "expected a number such as 0.5, found inf"),
        ("boolean", "yes", "expected one of true, false, found 'yes'"),
        ("text", 5, "expected a text, found 5"),
        (
            "text",
            "a" * (LONGEST_TEXT + 1),
            f"of at most {LONGEST_TEXT} characters, found {LONGEST_TEXT + 1} characters",
        ),
        ("text", "a\0b", "characters that no store can hold"),
        ("text", "\ud800", "characters that no store can hold"),
        ("choice(yes, possibly)", "no", "expected one of yes, possibly, found 'no'"),
        ("list of level", {"local"}, "expected a list or a text with commas, found a value of type set"),
        ("list of level", "local,", "found ''"),
    ],
)
def test_a_wrong_value_is_told_with_what_was_expected(type_text: str, given_value: object, words: str) -> None:
    with pytest.raises(QueryError, match=re.escape(words)) as caught:
        value(type_text, given_value)
    assert str(caught.value).startswith("parameter x of name: ")


def test_no_is_norwegian_where_the_choice_is_one_of_languages() -> None:
    assert [value("choice(nb, en)", word) for word in ("no", "NO", "nb", "en")] == ["nb", "nb", "nb", "en"]
    with pytest.raises(QueryError, match="expected one of yes, possibly, found 'no'"):
        value("choice(yes, possibly)", "no")


def test_every_word_of_the_schema_is_accepted_as_it_stands() -> None:
    assert [value("edge kind", word) for word in schema.EDGE_KINDS] == list(schema.EDGE_KINDS)
    assert [value("kind", word) for word in schema.KINDS] == list(schema.KINDS)
    assert [value("level", word) for word in schema.LEVELS] == list(schema.LEVELS)


def test_a_default_stands_in_only_for_what_is_not_given() -> None:
    kinds = QueryParameter("kinds", parse_type("list of level"), WORDS, required=False, default=("local",))
    level = QueryParameter("level", parse_type("level"), WORDS, required=False)
    asked = Query("name", "theme", WORDS, WORDS, WORDS, (kinds, level), (), (), "RETURN 1")
    assert bind(asked, {}) == {"kinds": ["local"], "level": None}
    assert bind(asked, {"kinds": ["regional"], "level": "local"}) == {"kinds": ["regional"], "level": "local"}
    assert bind(asked, {"level": None}) == {"kinds": ["local"], "level": None}


def test_a_day_that_has_a_default_cannot_be_left_empty() -> None:
    on = QueryParameter("on", parse_type("date"), WORDS, required=False, default=date(2021, 12, 1))
    until = QueryParameter("until", parse_type("date"), WORDS, required=False)
    asked = Query("name", "theme", WORDS, WORDS, WORDS, (on, until), (), (), "RETURN 1")
    assert bind(asked, {"until": None}) == {"on": date(2021, 12, 1), "until": None}
    with pytest.raises(QueryError, match=r"parameter on of name: expected a day such as 2021-11-01, found None"):
        bind(asked, {"on": None})


@pytest.mark.parametrize("empty", [None, "", [], ()], ids=repr)
@pytest.mark.parametrize(
    ("type_text", "default"),
    [
        ("node", "digi-agder"),
        ("choice(a, b)", "a"),
        ("level", "local"),
        ("integer", 3),
        ("text", "digi"),
        ("list of kind", ("Plan",)),
        ("date", date(2021, 12, 1)),
        ("number", 0.5),
        ("boolean", True),
    ],
)
def test_what_has_a_default_is_empty_only_where_the_question_asks_whether_it_is(
    type_text: str, default: Any, empty: Any
) -> None:
    x = QueryParameter("x", parse_type(type_text), WORDS, required=False, default=default)
    asked = Query("name", "theme", WORDS, WORDS, WORDS, (x,), (), (), "RETURN $x, $xx IS NULL")
    with pytest.raises(QueryError, match="parameter x of name: expected"):
        bind(asked, {"x": empty})
    if empty is None or empty == "":
        meant = Query("name", "theme", WORDS, WORDS, WORDS, (x,), (), (), "RETURN $x IS NULL")
        assert bind(meant, {"x": empty}) == {"x": None}


def test_a_day_is_the_last_described_unless_it_is_given() -> None:
    on = QueryParameter("on", parse_type("date"), WORDS, required=False, default=LAST_DESCRIBED)
    question = Query("name", "theme", WORDS, WORDS, WORDS, (on,), (), (), "RETURN 1")
    assert bind(question, {}, date(2025, 11, 1)) == {"on": date(2025, 11, 1)}
    assert bind(question, {"on": "2021-11-01"}, date(2025, 11, 1)) == {"on": date(2021, 11, 1)}
    assert bind(question, {"on": "today"}) == {"on": datetime.now(UTC).date()}
    with pytest.raises(QueryError, match="on of name is the last day described: give a graph, or the day"):
        bind(question, {})
    with pytest.raises(QueryError, match="expected a day such as 2021-11-01"):
        bind(question, {"on": ""}, date(2025, 11, 1))


def test_an_unknown_parameter_is_told_with_the_nearest() -> None:
    with pytest.raises(QueryError, match=re.escape("no parameter 'bodi': expected body, on; did you mean 'body'?")):
        bind(query(body="node", on="date"), {"bodi": "x"})
    with pytest.raises(QueryError, match="no parameter 'x': it takes none"):
        bind(query(), {"x": 1})


def test_a_missing_parameter_is_told_with_its_meaning() -> None:
    with pytest.raises(QueryError, match=re.escape("needs the parameter body (node(Body): words)")):
        bind(query(body="node(Body)"), {})


class Hostile:
    """A value that fails whatever is asked of it."""

    def __str__(self) -> str:
        raise RuntimeError

    __repr__ = __str__
    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        raise RuntimeError


PIECES = [
    "'",
    '"',
    "\\",
    "`",
    "//",
    "/*",
    "*/",
    ";",
    "$x",
    "{",
    "}",
    "\0",
    "\n",
    "\r",
    "\u202e",
    "\ud800",
    "æ",
    "DETACH DELETE n",
]
PIECES += ["MATCH (n)", "2021-11-01", "digi-agder", "REPORTS_TO", ",", "-", "1e400", "9" * 30, " " * 50, "a" * 11_000]
ODD = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
    st.text(max_size=40),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.none(),
    st.binary(max_size=8),
    st.dates(),
    st.datetimes(),
    st.builds(Hostile),
    st.just(10**6000),
)
HOSTILE = ODD | st.lists(ODD, max_size=3) | st.dictionaries(st.text(max_size=3), ODD, max_size=2)
PLAIN = (str, int, float, bool, date)


def data_or_message(type_text: str, given_value: object) -> str:
    """Return the declared error's message; an empty one if the value was taken as data."""
    try:
        found = bind(query(x=type_text), {"x": given_value})["x"]
    except QueryError as error:
        return str(error)
    assert all(type(one) in PLAIN for one in (found if isinstance(found, list) else [found]))
    return ""


@pytest.mark.parametrize("type_text", TYPES)
@given(given_value=HOSTILE)
@settings(max_examples=50, deadline=None)
def test_a_hostile_value_is_data_or_the_declared_error(type_text: str, given_value: object) -> None:
    message = data_or_message(type_text, given_value)
    assert len(message) < LONGEST_TEXT
    assert message.isprintable()


def test_ten_thousand_hostile_texts_are_data_or_the_declared_error() -> None:
    chance = random.Random(10_000)  # noqa: S311
    refused = 0
    for number in range(10_000):
        text = "".join(chance.choice(PIECES) for _ in range(chance.randint(0, 6)))
        given_value = [text, text[:3]] if number % 7 == 0 else text
        refused += bool(data_or_message(TYPES[number % len(TYPES)], given_value))
    assert 5_000 < refused < 10_000


@given(name=st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_a_hostile_name_is_the_declared_error(name: str) -> None:
    with pytest.raises(QueryError):
        bind(query(x_1="text"), {"x_1": "a", name + "!": "b"})
