"""Values of an answer in words: what a person reads in a table or a report."""

from __future__ import annotations

from datetime import date

import pytest

from graphmodel.queries.query import in_words, parse_type


@pytest.mark.parametrize(
    ("value", "kind", "norwegian", "english"),
    [
        ("2021-21", "edtf", "våren 2021", "spring 2021"),
        (date(2021, 12, 1), "date", "1. desember 2021", "1 December 2021"),
        ("regional", "level", "regionalt", "regional"),
        ("REPORTS_TO", "edge kind", "rapporterer til", "reports to"),
        ("Municipality", "kind", "kommune", "municipality"),
        ("not surveyed", "choice(covered, gap, not surveyed)", "ikke kartlagt", "not surveyed"),
        (True, "boolean", "ja", "true"),
        (["yes", "possibly"], "list of choice(yes, possibly)", ["ja", "muligens"], ["yes", "possibly"]),
        ("Digi Agder", "text", "Digi Agder", "Digi Agder"),
        (3, "integer", 3, 3),
        (None, "edtf", None, None),
    ],
)
def test_a_value_reads_as_people_say_it(value: object, kind: str, norwegian: object, english: object) -> None:
    words = parse_type(kind)
    assert (in_words(value, words, "nb"), in_words(value, words, "en")) == (norwegian, english)
