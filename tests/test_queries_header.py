"""A query file is read strictly, with every problem at its place, and written back as it was."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel import schema
from graphmodel.errors import QueryError, QueryFileError
from graphmodel.queries import (
    LAST_DESCRIBED,
    Bilingual,
    Query,
    QueryColumn,
    QueryParameter,
    ValueType,
    Waiver,
    bind,
    format_query,
    parse_query,
    parse_type,
    read_queries,
    read_query,
)
from graphmodel.queries.cypher.tokens import tokenise
from graphmodel.queries.lint import lint_file

if TYPE_CHECKING:
    from collections.abc import Callable

LIBRARY = Path(__file__).parent.parent / "queries"
FILE = """\
// Hvem rapporterer til hvem?
// Who reports to whom?
//
// question nb: Hvilke organer rapporterte til hvem på en gitt dag,
//   og hvor sikkert er det?
// question en: Which bodies reported to whom on a given day, and how certain is that?
// reading nb: Én rad per linje.
// reading en: One row per line.
//
// param on: date = 2021-11-01 | dagen | the day
// param level: level = null | nivået | the level
// param kinds: list of edge kind = REPORTS_TO, steers | slagene | the kinds
// param most: integer(1..100) | antall rader | number of rows
// column id: node | Organ | Body
// column edge: edge | Opplysning | Statement
// key: edge
//
// growth: it does not
// allow Q603: to show how
// see: https://example.no/a?b=c
// see: Årsmelding 2020
// tags: authority, day
// revision: 3

// the lower end first
MATCH (a:Body)
RETURN a.id AS id
"""


def problem(text: str, path: str = "theme/name.cypher") -> tuple[int, int, str]:
    with pytest.raises(QueryFileError) as caught:
        parse_query(text, path)
    error = caught.value
    assert str(error) == f"{path}:{error.line}:{error.column}: {error.problem}"
    return error.line, error.column, error.problem


def test_every_field_of_a_header_is_read() -> None:
    query = parse_query(FILE, "structure/who-reports.cypher")
    assert query == Query(
        name="who-reports",
        theme="structure",
        title=Bilingual("Hvem rapporterer til hvem?", "Who reports to whom?"),
        question=Bilingual(
            "Hvilke organer rapporterte til hvem på en gitt dag, og hvor sikkert er det?",
            "Which bodies reported to whom on a given day, and how certain is that?",
        ),
        reading=Bilingual("Én rad per linje.", "One row per line."),
        parameters=(
            QueryParameter(
                "on", ValueType("date"), Bilingual("dagen", "the day"), required=False, default=date(2021, 11, 1)
            ),
            QueryParameter("level", ValueType("level"), Bilingual("nivået", "the level"), required=False),
            QueryParameter(
                "kinds",
                ValueType("edge kind", many=True),
                Bilingual("slagene", "the kinds"),
                required=False,
                default=("REPORTS_TO", "STEERS"),
            ),
            QueryParameter(
                "most", ValueType("integer", least=1, most=100), Bilingual("antall rader", "number of rows")
            ),
        ),
        columns=(
            QueryColumn("id", ValueType("node"), Bilingual("Organ", "Body")),
            QueryColumn("edge", ValueType("edge"), Bilingual("Opplysning", "Statement")),
        ),
        key=("edge",),
        text="// the lower end first\nMATCH (a:Body)\nRETURN a.id AS id",
        revision=3,
        tags=("authority", "day"),
        references=("https://example.no/a?b=c", "Årsmelding 2020"),
        growth="it does not",
        waivers=(Waiver("Q603", "to show how"),),
    )
    assert (query.path, query.line) == ("structure/who-reports.cypher", 25)
    assert [parameter.line for parameter in query.parameters] == [10, 11, 12, 13]


def test_windows_line_ends_and_a_byte_order_mark_do_not_matter() -> None:
    assert parse_query("\ufeff" + FILE.replace("\n", "\r\n"), "a/b.cypher") == parse_query(FILE, "a/b.cypher")


def test_the_name_and_the_theme_are_those_of_the_file() -> None:
    query = parse_query(FILE, Path("/some/where/money/who-pays.cypher"))
    assert (query.theme, query.name) == ("money", "who-pays")


def test_reading_what_was_written_gives_the_same_question() -> None:
    query = parse_query(FILE, "structure/who-reports.cypher")
    assert parse_query(format_query(query), "structure/who-reports.cypher") == query
    assert format_query(parse_query(format_query(query), "structure/who-reports.cypher")) == format_query(query)


WORDS = st.text("abcæøåÆØÅ «»?,.:;()-–'\"=/#@$%&*_[]{}<>0123456789", min_size=1, max_size=200).map(
    lambda text: " ".join(text.split())
)
FILLED = WORDS.filter(bool)
BOTH = st.builds(Bilingual, FILLED, FILLED)
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
TYPES = st.sampled_from(
    ["node", "node(Body, Strategy)", "date", "edtf", "list of level", "integer(..5)", "choice(a, b)"]
)


@st.composite
def questions(draw: st.DrawFn) -> Query:
    names = draw(st.lists(NAMES, unique=True, min_size=1, max_size=4))
    columns = tuple(QueryColumn(name, parse_type(draw(TYPES)), draw(BOTH)) for name in names)
    defaults = [(True, None), (False, None), (False, date(2020, 2, 29)), (False, LAST_DESCRIBED)]
    parameters = tuple(
        QueryParameter(name, ValueType("date"), draw(BOTH), *draw(st.sampled_from(defaults)))
        for name in draw(st.lists(NAMES, unique=True, max_size=3))
    )
    return Query(
        name="name",
        theme="theme",
        title=draw(BOTH.filter(lambda both: ": " not in both.nb + both.en + " ")),
        question=draw(BOTH),
        reading=draw(BOTH),
        parameters=parameters,
        columns=columns,
        key=tuple(draw(st.lists(st.sampled_from(names), unique=True))),
        text="MATCH (a)\nRETURN a.id AS id",
        revision=draw(st.integers(1, 999_999)),
        tags=tuple(draw(st.lists(st.from_regex(r"[a-z]{1,5}", fullmatch=True), unique=True, max_size=3))),
        references=tuple(draw(st.lists(FILLED, max_size=2))),
        growth=draw(st.none() | FILLED),
        waivers=tuple(Waiver("Q603", reason) for reason in draw(st.lists(FILLED, max_size=1))),
    )


@given(questions())
@settings(max_examples=100, deadline=None)
def test_any_question_comes_back_from_its_file_as_it_was(query: Query) -> None:
    assert parse_query(format_query(query), "theme/name.cypher") == query


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "words"),
    [
        ("// Hvem rapporterer til hvem?\n", "", 2, 1, "line 2 must be '// ' and the title in English"),
        ("// Hvem rapporterer til hvem?", "//", 1, 1, "line 1 must be '// ' and the title in Norwegian"),
        ("// Who reports to whom?", "// tags: a", 2, 1, "the title in English"),
        ("// tags: authority", "//tags: authority", 22, 3, "expected a blank after //"),
        ("// tags: authority", "// tag: authority", 22, 4, "there is no field 'tag'"),
        ("// tags: authority", "// tag: authority", 22, 4, "did you mean 'tags'"),
        ("// tags: authority, day", "// authority and day", 22, 4, "expected '// field: value', or two more blanks"),
        ("// tags: authority, day", "// tags:", 22, 9, "expected something after 'tags:'"),
        ("// tags: authority, day", "// tags: Authority", 22, 10, "found 'Authority'"),
        ("// tags: authority, day", "// tags: day, day", 22, 10, "different tags"),
        ("// tags: authority, day", "// revision: 2", 23, 4, "'revision' a second time: it stands in line 22 already"),
        ("// revision: 3", "// revision: three", 23, 14, "expected a revision such as 1 or 2, found 'three'"),
        ("// revision: 3", "// revision: 0", 23, 14, "found '0'"),
        ("// question en:", "// question sv:", 6, 4, "expected nb or en between 'question' and the colon"),
        ("// question en:", "// question:", 6, 4, "expected nb or en between 'question' and the colon"),
        ("// key: edge", "// key edge: edge", 16, 4, "expected a colon after 'key'"),
        (
            "// key: edge",
            "// key: edgy",
            16,
            9,
            "'edgy' is not a column: the columns are id, edge; did you mean 'edge'",
        ),
        ("// key: edge", "// key: edge, edge", 16, 9, "'edge' stands twice in the key"),
        ("// key: edge\n", "", 22, 1, "the header ends without '// key: column, column' (or '// key: one row')"),
        ("// reading en: One row per line.\n", "", 22, 1, "the header ends without '// reading en: …'"),
        ("param on: date =", "param on: dato =", 10, 14, "'dato' is not a type"),
        ("param on: date =", "param on: dato =", 10, 14, "did you mean 'date'"),
        ("2021-11-01", "2021-13-01", 10, 14, "the default of on: expected a day such as 2021-11-01"),
        ("2021-11-01", "1.11.2021", 10, 14, "write 2021-11-01"),
        ("| dagen | the day", "| dagen", 10, 14, "expected 'type | norsk | English' with two |"),
        ("| dagen | the day", "| dagen | the day | den dag", 10, 14, "with two |"),
        ("| dagen | the day", "| | the day", 10, 14, "with two |"),
        ("param on:", "param On:", 10, 4, "the name 'On' must be lower-case letters"),
        ("param level:", "param on:", 11, 4, "'param on' a second time: it stands in line 10 already"),
        ("param:", "param:", 0, 0, ""),
        ("steers |", "stears |", 12, 17, "did you mean 'STEERS'"),
        ("integer(1..100)", "integer(100..1)", 13, 16, "the first bound is larger"),
        ("integer(1..100)", "integer(many)", 13, 16, "expected bounds such as integer(1..100)"),
        (
            "column id: node",
            "column id: node(Bodi)",
            14,
            15,
            "'Bodi' is not a label of the schema; did you mean 'Body'",
        ),
        ("column id: node", "column id: date(x)", 14, 15, "the type date takes nothing in parentheses"),
        ("column id: node", "column id: choice()", 14, 15, "expected different words with commas between them"),
        ("allow Q603", "allow order", 19, 4, "expected the code of a rule such as Q502, found 'order'"),
        ("// Who reports", "// Who\treports", 2, 7, "'\\t'"),
        ("the lower end", "the \u202elower end", 25, 8, "'\\u202e'"),
        ("nivået", "niva\u030aet", 11, 1, "NFC"),
    ],
)
def test_a_mistake_is_told_with_its_place(old: str, new: str, line: int, column: int, words: str) -> None:
    if not words:
        assert old == new
        return
    found = problem(FILE.replace(old, new, 1))
    assert found[:2] == (line, column)
    assert words in found[2]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "line 1 must be"),
        ("MATCH (a) RETURN a", 1, "line 1 must be"),
        ("// a\n// b\n//   goes on\nRETURN 1", 3, "a line that goes on, with no field before it"),
        (FILE.split("\n\n", maxsplit=1)[0], 23, "no Cypher after the header"),
        (FILE.split("\n\n", maxsplit=1)[0] + "\n\n  \n", 26, "no Cypher after the header"),
        ("\n".join(line for line in FILE.split("\n") if not line.startswith("// column")), 21, "no columns"),
    ],
)
def test_what_is_missing_is_told(text: str, line: int, words: str) -> None:
    found = problem(text)
    assert found[0] == line
    assert words in found[2]


@pytest.mark.parametrize("name", ["Who", "who_reports", "who reports", "who--reports", "-who"])
def test_a_file_must_be_called_as_a_name(name: str) -> None:
    assert "must be lower-case letters a-z, digits and single hyphens" in problem(FILE, f"theme/{name}.cypher")[2]


# --- types -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *("node", "node(Body)", "node(Body, Strategy)", "edge", "date", "edtf", "edge kind", "kind", "level", "number"),
        *("text", "boolean", "integer", "integer(1..)", "integer(..5)", "integer(-1..5)", "choice(a, b c)"),
        "list of edge kind",
    ],
)
def test_a_type_is_written_as_it_is_read(text: str) -> None:
    assert str(parse_type(text)) == text


def test_blanks_in_a_type_do_not_matter() -> None:
    assert parse_type(" list  of  node( Body ,Strategy )") == ValueType("node", many=True, labels=("Body", "Strategy"))


def test_a_node_type_covers_the_kinds_of_its_labels() -> None:
    assert parse_type("node(Body)").covers("Municipality")
    assert not parse_type("node(Body)").covers("Strategy")
    assert parse_type("node(Source)").covers("Source")
    assert all(parse_type("node").covers(kind) for kind in schema.KINDS)


# --- folders ---------------------------------------------------------------------------------------------------------


def put(folder: Path, name: str, text: str = FILE) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_is_read_in_the_order_of_themes_and_names(tmp_path: Path) -> None:
    for name in ("b/z.cypher", "b/a.cypher", "a/m.cypher"):
        put(tmp_path, name)
    assert list(read_queries(tmp_path)) == ["m", "a", "z"]


def test_a_second_folder_adds_its_questions(tmp_path: Path) -> None:
    put(tmp_path, "one/t/a.cypher")
    put(tmp_path, "two/t/b.cypher")
    assert list(read_queries(tmp_path / "two", tmp_path / "one")) == ["a", "b"]


def test_two_questions_of_one_name_are_never_silent(tmp_path: Path) -> None:
    first, second = put(tmp_path, "one/t/a.cypher"), put(tmp_path, "two/u/a.cypher")
    with pytest.raises(QueryError, match="two questions are called 'a'") as caught:
        read_queries(tmp_path / "one", tmp_path / "two")
    assert str(first) in str(caught.value)
    assert str(second) in str(caught.value)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda folder: folder / "missing", "is not a folder"),
        (lambda folder: put(folder, "a.cypher"), "is not a folder"),
        (lambda folder: folder, "holds no .cypher file"),
    ],
)
def test_a_folder_without_questions_is_an_error(tmp_path: Path, make: Callable[[Path], Path], words: str) -> None:
    with pytest.raises(QueryError, match=words):
        read_queries(make(tmp_path))


def test_bytes_that_are_no_text_are_told_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "a.cypher"
    path.write_bytes("// Å\n// B\n// tags: ".encode() + b"\xe5\n")
    with pytest.raises(QueryFileError, match="not UTF-8") as caught:
        read_query(path)
    assert (caught.value.line, caught.value.column) == (3, 10)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    with pytest.raises(QueryFileError, match="is 2,000,852 bytes; expected at most 200,000"):
        read_query(put(tmp_path, "a.cypher", FILE + "a" * 2_000_000))


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.cypher").mkdir()
    with pytest.raises(QueryFileError, match="the file is a folder: expected a file"):
        read_query(tmp_path / "a.cypher")


# --- 500 malformed files ---------------------------------------------------------------------------------------------


def cut_line(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    needed = [i for i, line in enumerate(lines) if line.startswith(("// question", "// reading", "// key"))]
    del lines[chance.choice(needed)]
    return "\n".join(lines)


def spoil_line(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    fields = [i for i, line in enumerate(lines) if line.startswith(("// param", "// column"))]
    at = chance.choice(fields)
    line = lines[at]
    spoilt = [line.replace("|", "/"), line.replace(":", ""), line.replace("//", "//\t"), line.upper(), f"{line} | x"]
    lines[at] = chance.choice([*spoilt, line.replace(": ", ": list off "), "//" + line[3:], f"{line}\x07"])
    return "\n".join(lines)


def spoil_cypher(text: str, chance: random.Random) -> str:
    head, _, body = text.partition("\n\n")
    at = chance.choice(tokenise(body)).start
    return f"{head}\n\n{body[:at]}{chance.choice(['(', ']', '}', '`', '/*', ' ¤ ', ' ~~ '])}{body[at:]}"


def cut_off(text: str, chance: random.Random) -> str:
    return text[: chance.randrange(text.index("MATCH"))]


MALFORMED = [cut_line, spoil_line, spoil_cypher, cut_off]


@pytest.mark.parametrize("part", range(10))
def test_fifty_malformed_files_give_a_place_and_never_a_traceback(part: int, tmp_path: Path) -> None:
    chance = random.Random(part)  # noqa: S311
    files = [path.read_text(encoding="utf-8") for path in sorted(LIBRARY.rglob("*.cypher"))]
    files = [text for text in files if "// param" in text and "MATCH" in text.partition("\n\n")[2]]
    for number in range(50):
        text = MALFORMED[number % len(MALFORMED)](chance.choice(files), chance)
        found = [finding for finding in lint_file(put(tmp_path, "a.cypher", text)) if finding.severity == "error"]
        assert found, text
        assert all(1 <= finding.line <= text.count("\n") + 1 and finding.column >= 1 for finding in found), text


# --- the shipped library ---------------------------------------------------------------------------------------------

SHIPPED = read_queries(LIBRARY)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_question_has_no_findings(name: str) -> None:
    assert lint_file(Path(SHIPPED[name].path)) == ()


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_question_comes_back_from_its_file_as_it_was(name: str) -> None:
    query = SHIPPED[name]
    assert parse_query(format_query(query), query.path) == query


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_question_runs_with_its_defaults_alone(name: str) -> None:
    query = SHIPPED[name]
    assert list(bind(query, {}, date(2021, 12, 1))) == [parameter.name for parameter in query.parameters]


# --- order ------------------------------------------------------------------------------------------------------------

DAYS = """\
// Tittel
// Title
//
// question nb: Spørsmål?
// question en: Question?
// reading nb: Lesehjelp.
// reading en: Help.
//
// param first: date = 2021-01-01 | første dag | first day
// param last: date = 2021-12-31 | siste dag | last day
// param word: text = x | ordet | the word
// order: first, last
// column id: node | Id | Id
// key: id

MATCH (n:Body) WHERE n.from_earliest >= $first AND n.from_latest <= $last AND n.note = $word RETURN n.id AS id
"""


def test_the_order_of_two_days_is_read_kept_and_held() -> None:
    query = parse_query(DAYS, "theme/title.cypher")
    assert query.order == ("first", "last")
    assert parse_query(format_query(query), "theme/title.cypher") == query
    assert bind(query, {"first": "2021-12-31"})["first"] == bind(query, {"first": "2021-12-31"})["last"]
    with pytest.raises(QueryError, match=r"^first of title is 2022-01-01, after last, which is 2021-12-31: give the"):
        bind(query, {"first": "2022-01-01"})


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ("first", "two or more"),
        ("first, first", "two or more"),
        ("first, word", "days or numbers"),
        ("first, lst", "'lst' is not a parameter: the parameters are first, last, word; did you mean 'last'"),
    ],
)
def test_an_order_of_what_has_none_is_refused_with_its_place(order: str, words: str) -> None:
    with pytest.raises(QueryFileError, match=words) as error:
        parse_query(DAYS.replace("order: first, last", f"order: {order}"), "theme/title.cypher")
    assert error.value.line == 12
