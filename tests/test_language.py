"""Dates and periods in words."""

from __future__ import annotations

import pytest

from graphmodel.language import alphabetical, date_in_words, period_in_words
from graphmodel.language.web import WORDS


@pytest.mark.parametrize(
    ("text", "nb", "en"),
    [
        ("2021", "2021", "2021"),
        ("2020-11", "november 2020", "November 2020"),
        ("2019-11-29", "29. november 2019", "29 November 2019"),
        ("2021-21", "våren 2021", "spring 2021"),
        ("2021-23", "høsten 2021", "autumn 2021"),
        ("2014~", "omtrent 2014", "about 2014"),
        ("202X", "202X", "202X"),
    ],
)
def test_a_date_reads_aloud_in_both_languages(text: str, nb: str, en: str) -> None:
    assert (date_in_words(text, "nb"), date_in_words(text, "en")) == (nb, en)


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2021-21", "2023-12-31", "fra våren 2021 til 31. desember 2023"),
        ("2021", None, "fra 2021"),
        (None, "2019", "til 2019"),
        ("2016", "unknown", "fra 2016, avsluttet, dato ukjent"),
        (None, "unknown", "avsluttet, dato ukjent"),
        (None, None, ""),
    ],
)
def test_open_ended_and_ended_unknown_read_differently(since: str | None, until: str | None, words: str) -> None:
    assert period_in_words(since, until) == words


def test_names_sort_as_in_norwegian() -> None:
    names = ["Åmli", "Ærø", "Zürich", "Øygarden", "arendal", "Arendal"]
    assert sorted(names, key=alphabetical) == ["Arendal", "arendal", "Zürich", "Ærø", "Øygarden", "Åmli"]


def test_no_word_of_the_pages_has_the_name_of_a_method_that_a_template_would_take_for_it() -> None:
    assert not {word for words in WORDS.values() for word in words} & {*dir(dict)}
