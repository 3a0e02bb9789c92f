"""How wide text is and where it breaks."""

from __future__ import annotations

import pytest
from graphs import texts
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.diagram.text import clip, width, wrap


def test_widths_are_those_of_the_packaged_font() -> None:
    assert width("Digi Agder æøå", 9) == pytest.approx(70.044, abs=0.001)
    assert width("Digi Agder", 10, bold=True) > width("Digi Agder", 10)
    assert width("", 9) == 0


def test_what_the_font_lacks_counts_as_wide_as_it_is_high_and_marks_as_nothing() -> None:
    assert width("\N{PILE OF POO}", 10) == 10
    assert width("\N{RIGHT-TO-LEFT MARK}", 10) == pytest.approx(0, abs=10)
    assert width("a\N{COMBINING RING ABOVE}", 10) == pytest.approx(width("a", 10))


def test_lines_break_at_spaces_and_after_hyphens_between_words_but_not_in_short_ones() -> None:
    assert wrap("Kommunal- og moderniseringsdepartementet", 150, 8, bold=True) == [
        "Kommunal- og",
        "moderniseringsdepartementet",
    ]
    assert wrap("Nasjonal e-helsestrategi", 80, 8, bold=True) == ["Nasjonal", "e-helsestrategi"]
    assert wrap("Interkommunalt politisk-administrativt", 130, 8) == ["Interkommunalt politisk-", "administrativt"]


def test_a_word_that_is_too_long_is_broken_and_too_many_lines_end_in_an_ellipsis() -> None:
    lines = wrap("a" * 300, 80, 8, most=4)
    assert len(lines) == 4
    assert lines[-1].endswith("…")
    assert all(width(line, 8) <= 80 for line in lines)


@given(texts, st.floats(30, 200), st.integers(1, 6))
def test_no_line_is_wider_than_its_room(text: str, room: float, most: int) -> None:
    lines = wrap(text, room, 8, most=most)
    assert 1 <= len(lines) <= most
    assert all(width(line, 8) <= room + 0.001 for line in lines)


@given(texts, st.floats(60, 200))
def test_nothing_is_lost_where_there_are_lines_enough(text: str, room: float) -> None:
    assert "".join("".join(wrap(text, room, 8, most=500)).split()) == "".join(text.split())


@given(texts, st.floats(10, 100))
def test_clipped_text_fits_or_is_an_ellipsis(text: str, room: float) -> None:
    assert width(clip(text, room, 8), 8) <= max(room, width("…", 8))
