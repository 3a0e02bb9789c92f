"""The parser reads modern Cypher, and says where a text stops being Cypher."""

from __future__ import annotations

from typing import Any

import pytest
from cypher_texts import ACCEPTED, CLEAN
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.queries.cypher import CypherSyntaxError, parse
from graphmodel.queries.cypher.ast import (
    Comprehension,
    EdgePattern,
    Labels,
    Length,
    Match,
    NodePattern,
    Operation,
    PatternComprehension,
    PatternExpression,
    Projection,
    Property,
    Subquery,
    Variable,
    mentions,
    walk,
)

TEXTS = sorted({*ACCEPTED.values(), *CLEAN.values()})
PIECES = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "|",
    "..",
    "*",
    "'",
    '"',
    "`",
    "/*",
    "//",
    "$",
    ":",
    "-",
    "->",
    "<-",
    "=",
    ";",
    "\0",
]
PIECES += [
    "MATCH ",
    "WHERE ",
    "RETURN ",
    "WITH ",
    "CALL ",
    "NOT ",
    "IN ",
    "EXISTS {",
    "CASE ",
    "END ",
    "UNION ",
    " AS x ",
]


def only(text: str, kind: type) -> list[Any]:
    """Return the parts of one kind in the tree of a text."""
    return [part for part in walk(parse(text).query) if isinstance(part, kind)]


def place_of_error(text: str) -> tuple[str, str]:
    with pytest.raises(CypherSyntaxError) as caught:
        parse(text)
    return str(caught.value.place), caught.value.message


@pytest.mark.parametrize("text", TEXTS)
def test_modern_cypher_is_read(text: str) -> None:
    assert parse(text).query.parts


def test_directions_and_lengths_of_edges_are_kept() -> None:
    edges = only("MATCH (a)-[:A*2..3]->(b)<-[r:B]-(c)-[:C]-(d)-[:D*]->+(e)--(f) RETURN a", EdgePattern)
    assert [edge.direction for edge in edges] == ["->", "<-", "-", "->", "-"]
    assert [(edge.length.least, edge.length.most) if edge.length else None for edge in edges] == [
        (2, 3),
        None,
        None,
        (1, None),
        None,
    ]


@pytest.mark.parametrize(
    ("written", "least", "most"),
    [("*", 1, None), ("*2", 2, 2), ("*2..", 2, None), ("*..3", 1, 3), ("*0..3", 0, 3)],
)
def test_star_lengths_mean_what_the_manual_says(written: str, least: int, most: int | None) -> None:
    (edge,) = only(f"MATCH (a)-[:A{written}]->(b) RETURN a", EdgePattern)
    assert edge.length == Length(least, most, edge.length.place)


@pytest.mark.parametrize(
    ("written", "least", "most"),
    [("+", 1, None), ("*", 0, None), ("{2}", 2, 2), ("{2,}", 2, None), ("{,3}", 0, 3), ("{1,4}", 1, 4)],
)
def test_quantifiers_mean_what_the_manual_says(written: str, least: int, most: int | None) -> None:
    (edge,) = only(f"MATCH (a)-[:A]->{written}(b) RETURN a", EdgePattern)
    assert edge.length == Length(least, most, edge.length.place, quantifier=True)


def test_parentheses_are_a_pattern_only_where_an_edge_follows() -> None:
    assert len(only("MATCH (a), (b) WHERE (a)-[:R]->(b) RETURN 1", PatternExpression)) == 1
    assert len(only("MATCH (a), (b) WHERE (a)--(b) RETURN 1", PatternExpression)) == 1
    assert only("WITH 1 AS a, 2 AS b RETURN (a) - b", PatternExpression) == []
    assert only("WITH 1 AS a, [2] AS b RETURN (a) - b[0], (a) < -1, (a) -[1, 2][0]", PatternExpression) == []


def test_brackets_tell_lists_from_comprehensions() -> None:
    assert [part.kind for part in only("RETURN [1, 2]", Operation)] == ["list"]
    assert [part.kind for part in only("RETURN [x IN [1] WHERE x > 1 | x]", Comprehension)] == ["list"]
    assert len(only("MATCH (a) RETURN [(a)-->(b) | b.id]", PatternComprehension)) == 1
    assert len(only("MATCH (a) RETURN [(a)-->(), true]", PatternExpression)) == 1


def test_the_last_bar_of_a_comprehension_is_not_part_of_a_label() -> None:
    (found,) = only("MATCH (a) RETURN [x IN [a] WHERE x:A|B | x.id]", Comprehension)
    assert isinstance(found.result, Property)
    (labels,) = [part for part in walk(found.test) if isinstance(part, Labels) and part.kind == "or"]
    assert [part.name for part in labels.parts] == ["A", "B"]


def test_operators_bind_as_the_manual_says() -> None:
    (first, *_) = only("RETURN 1 + 2 * 3 ^ 4 = 5 AND NOT true OR false", Operation)
    assert first.kind == "OR"
    conjunction = first.operands[0]
    assert conjunction.kind == "AND"
    assert [operand.kind for operand in conjunction.operands] == ["=", "NOT"]
    assert conjunction.operands[0].operands[0].kind == "+"


def test_keywords_can_be_names() -> None:
    text = "MATCH (end:Body)-[type:STEERS]->(start) RETURN end.id AS id, start.count AS count, type.order AS order"
    assert mentions(parse(text).query) == {"end", "type", "start"}


def test_a_string_is_never_read_as_cypher() -> None:
    (node,) = only("MATCH (a:Body {id: 'x) DETACH DELETE a //'}) RETURN a.id", NodePattern)
    assert node.labels is not None
    assert node.labels.name == "Body"


def test_a_bare_pattern_in_a_subquery_is_a_match() -> None:
    (found,) = only("MATCH (a) WHERE EXISTS { (a)-->(b) WHERE b.id = 'x' } RETURN a", Subquery)
    (clause,) = found.query.parts[0].clauses
    assert isinstance(clause, Match)
    assert clause.test is not None


def test_a_column_without_a_name_is_called_as_it_is_written() -> None:
    (projection,) = only("MATCH (a) RETURN a.id,  count( * )", Projection)
    assert [item.text for item in projection.items] == ["a.id", "count( * )"]


def test_every_part_knows_its_line_and_column() -> None:
    (variable,) = [part for part in only("MATCH (a)\n  WHERE a.id = 'x'\nRETURN 1", Variable) if part.name == "a"]
    assert str(variable.place) == "2:9"


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", "1:1", "expected a clause"),
        ("MATCH (a:Body) RETURN a.id banana", "1:28", "expected the end of the query, found 'banana'"),
        ("MATCH (a:Body RETURN a.id", "1:7", "'(' that is never closed"),
        ("MATCH (a:Body)) RETURN a.id", "1:15", "')' that was never opened"),
        ("MATCH (a:Body]\nRETURN a.id", "1:14", "expected ')' for the '(' opened at 1:7, found ']'"),
        ("MATCH (a:Body)\nRETURN 'abc", "2:8", "a string that is never closed"),
        ("MATCH (`a) RETURN 1", "1:8", "a quoted name that is never closed"),
        ("MATCH (a) /* RETURN 1", "1:11", "a comment that is never closed"),
        ("MATCH (a) RETURN 1 ¤", "1:20", "'¤'"),
        ("MATCH (a)", "1:10", "expected a clause such as MATCH, WITH or RETURN, found the end of the text"),
        ("MATCH (a)(b) RETURN 1", "1:10", "expected an edge between two nodes"),
        ("MATCH (a)-[:R]-> RETURN 1", "1:18", "expected '(' and a node, found 'RETURN'"),
        ("MATCH (a) RETURN a.id, WHERE", "1:24", "expected an expression, found 'WHERE'"),
        ("MATCH (a) WHERE a.id = RETURN 1", "1:24", "expected an expression, found 'RETURN'"),
        ("MATCH (a) RETURN CASE WHEN true THEN 1", "1:39", "expected END"),
        ("MATCH (a) RETURN a.id AS 1", "1:26", "expected a name after AS"),
        ("OPTIONAL RETURN 1", "1:10", "expected MATCH or CALL after OPTIONAL"),
        ("UNWIND [1] RETURN 1", "1:12", "expected AS"),
        ("MATCH (a)-[:R]->{}(b) RETURN 1", "1:18", "{1,3}"),
        ("RETURN {a 1}", "1:11", "expected ':' after a key"),
        ("RETURN 1 IS 2", "1:13", "expected NULL, NOT NULL, NORMALIZED"),
        ("RETURN 1 :: banana", "1:13", "expected a type"),
        ("MATCH (a:) RETURN 1", "1:10", "expected a label or type"),
    ],
)
def test_an_error_says_where_and_what_was_expected(text: str, place: str, words: str) -> None:
    found, message = place_of_error(text)
    assert found == place
    assert words in message


@pytest.mark.parametrize(
    "text",
    [
        "RETURN " + "(" * 3000 + "1" + ")" * 3000,
        "RETURN " + "[" * 3000 + "]" * 3000,
        "RETURN " + "x {a: " * 300 + "1" + "}" * 300,
        "RETURN a" + ".b" * 3000,
        "RETURN a" + "[0]" * 3000,
        "RETURN x" + " IS NULL" * 3000,
        "RETURN x :: " + "LIST<" * 300 + "INT" + ">" * 300,
        "MATCH (n:" + "(" * 300 + "A" + ")" * 300 + ") RETURN 1",
        "MATCH " + "(" * 300 + ")" * 300 + " RETURN 1",
        "CALL {" * 300 + "RETURN 1 AS x" + "}" * 300,
        "RETURN " + "CASE WHEN " * 300 + "true" + " THEN 1 END" * 300,
        "RETURN " + "EXISTS { MATCH (a) WHERE " * 100 + "true" + " }" * 100,
    ],
)
def test_deep_nesting_is_refused_and_never_exhausts_the_stack(text: str) -> None:
    _, message = place_of_error(text)
    assert "nested more than 50 levels deep" in message


@pytest.mark.parametrize(
    "text",
    [
        "RETURN " + "NOT " * 3000 + "true",
        "RETURN " + "-" * 3000 + "1",
        "RETURN " + "1 + " * 3000 + "1",
        "RETURN " + "1 < " * 3000 + "1",
        "MATCH (a)" + "-->(a)" * 1000 + " RETURN 1",
        "RETURN 1 AS x" + " UNION RETURN 1 AS x" * 1000,
        "MATCH (n:" + "!" * 3000 + "A) RETURN 1",
    ],
)
def test_long_chains_are_read(text: str) -> None:
    assert parse(text).query.parts


@given(st.sampled_from(TEXTS), st.lists(st.tuples(st.floats(0, 1), st.sampled_from(PIECES)), max_size=4))
@settings(max_examples=400, deadline=None)
def test_a_spoilt_text_is_read_or_refused_with_a_place_inside_it(text: str, edits: list[tuple[float, str]]) -> None:
    for where, piece in edits:
        at = int(where * len(text))
        text = text[:at] + piece + text[at + (len(piece) % 3) :]
    try:
        parse(text)
    except CypherSyntaxError as error:
        place = error.place
    else:
        return
    lines = text.split("\n")
    assert 1 <= place.line <= len(lines)
    assert 1 <= place.column <= len(lines[place.line - 1]) + 1


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("// x\rRETURN 1 AS x", "1:5", "a carriage return without a line feed"),
        ("RETURN 1 AS x\rUNION RETURN 2 AS x", "1:14", "a carriage return without a line feed"),
        ("RETURN\x851 AS x", "1:7", "a character that Cypher does not know"),
        ("RETURN 1 AS x // \\u000dUNION RETURN 2 AS x", "1:15", "an escape \\u outside a string"),
        ("/* \\\\u002a/ */ RETURN 1 AS x", "1:1", "an escape \\u outside a string"),
        ("RETURN 1 AS `\\u0060`", "1:13", "an escape \\u outside a string"),
        ("RETURN '\\u0027 AS x //'", "1:8", "a mark hidden by \\u0027: expected \\'"),
        ("RETURN '\\\\\\u005c' AS x", "1:8", "a mark hidden by \\u005c"),
        ("RETURN 'C:\\users' AS x", "1:8", "an escape \\u without its four hexadecimal digits"),
    ],
)
def test_what_engines_would_cut_into_words_differently_is_refused(text: str, place: str, says: str) -> None:
    where, message = place_of_error(text)
    assert (where, message[: len(says)]) == (place, says)


@pytest.mark.parametrize(
    "text",
    [
        "// x\r\nRETURN 1 AS x\r\n",
        "RETURN 'a\rb' AS x, 'sm\\u00e5' AS y, '\\\\u0027' AS z",
        "RETURN\xa01\u2028AS\u3000x // \u2028 x",
    ],
)
def test_line_ends_escapes_and_blanks_that_all_engines_know_are_read(text: str) -> None:
    assert parse(text).query.parts
