"""View files: what a planner may write, and what an error says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphmodel.config import shipped
from graphmodel.diagram import find_view, parse_view, read_view, view_names, view_title
from graphmodel.errors import ViewError

if TYPE_CHECKING:
    from pathlib import Path

VIEWS = shipped("diagrams")

SMALLEST = """\
title: {nb: Liten, en: Small}
show:
  - kinds: Municipality
"""


def test_the_smallest_view_has_a_title_and_says_what_to_show() -> None:
    view = parse_view(SMALLEST, "small")
    assert (view.name, view.title.nb, view.paper, view.lang, view.direction) == ("small", "Liten", "A3", "nb", "down")
    assert view.show[0].kinds == ("Municipality",)


def test_one_value_may_stand_where_several_may() -> None:
    view = parse_view(SMALLEST.replace("kinds: Municipality", "kinds: [Municipality, Ministry]"), "small")
    assert view.show[0].kinds == ("Municipality", "Ministry")


@pytest.mark.parametrize("name", view_names(VIEWS))
def test_every_shipped_view_reads_and_has_both_languages(name: str) -> None:
    view = find_view(name, VIEWS)
    assert view.title.nb
    assert view.title.en != view.title.nb


def test_at_least_ten_views_are_shipped() -> None:
    assert len(view_names(VIEWS)) >= 10
    assert {"samhandlingsstruktur", "ks-samstyring", "rkg-e-helse"} <= set(view_names(VIEWS))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("kinds: Municipality", "kinds: Municipalty", "v.yaml:3: show.1.kinds.1: 'Municipalty' is not a kind of node"),
        ("kinds: Municipality", "kinds: Municipalty", "did you mean 'Municipality'?"),
        ("show:", "shows:", "v.yaml:2: shows: is not a field of a view here; did you mean 'show'?"),
        ("show:", "shows:", "v.yaml:1: show: is missing"),
        ("kinds: Municipality", "levels: lokal", "v.yaml:3: show.1.levels.1: 'lokal' is not one of 'local'"),
        ("kinds: Municipality", "steps: 2", "v.yaml:3: show.1: expected at least one of ids, kinds"),
        ("kinds: Municipality", "path: [a, b, c]", "v.yaml:3: show.1: path: expected the ids of two nodes, got 3"),
        ("kinds: Municipality", "around: $place", "v.yaml:3: show.1.around: no parameter 'place' is declared"),
        ("kinds: Municipality", "ids: Risør kommune", "v.yaml:3: show.1.ids.1: 'Risør kommune' is no id"),
        (
            "kinds: Municipality",
            "kinds: Municipality\nday: 2021",
            "v.yaml:4: day: '2021' names more than one day: expected a full date",
        ),
        (
            "kinds: Municipality",
            "kinds: Municipality\nday: 1.12.2021",
            "v.yaml:4: day: '1.12.2021' is not a date",
        ),
        (
            "kinds: Municipality",
            "kinds: Municipality\nlines: {types: [STYRER]}",
            "v.yaml:4: lines.types.1: 'STYRER' is not a kind of edge; did you mean 'STEERS' (styrer)?",
        ),
        (
            "kinds: Municipality",
            "kinds: Municipality\nlines: {without: rapporterer til}",
            "'rapporterer til' is not a kind of edge; did you mean 'REPORTS_TO' (rapporterer til)?",
        ),
        ("kinds: Municipality", "kinds: Utvalg", "'Utvalg' is not a kind of node; did you mean 'Committee' (utvalg)?"),
        ("kinds: Municipality", "kinds: Municipality\npaper: A5", "v.yaml:4: paper: 'A5' is not one of 'A4', 'A3'"),
        ("kinds: Municipality", "kinds: Municipality\nlonely: kanskje", "lonely: 'kanskje' is neither true nor false"),
        ("kinds: Municipality", "kinds: Municipality\n    steps: to", "show.1.steps: 'to' is not a whole number"),
        ("kinds: Municipality", "kinds: Municipality\nlines: alle", "v.yaml:4: lines: expected fields with a name"),
        ("kinds: Municipality", "kinds: Municipality\nhide: alle", "v.yaml:4: hide: expected a list of entries"),
        ("kinds: Municipality", "kinds: Municipality\nshow: []", "v.yaml:4: the field 'show' stands twice"),
        ("kinds: Municipality", "kinds: &all Municipality", "v.yaml:3: uses the anchor or alias 'all'"),
        ("kinds: Municipality", "kinds: !!python/name:os.system", "v.yaml:3: uses the tag"),
        ("kinds: Municipality", "kinds: [Municipality", "v.yaml:4: is not YAML"),
        ("\n  - kinds", "\n\t- kinds", "v.yaml:3: is indented with a tab: indent with spaces"),
        ("{nb: Liten, en: Small}", "{nb: Liten}", "v.yaml:1: title.en: is missing"),
    ],
)
def test_an_error_names_file_line_and_field(old: str, new: str, told: str) -> None:
    with pytest.raises(ViewError) as caught:
        parse_view(SMALLEST.replace(old, new), "v", "v.yaml")
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"), [("", "is empty"), ("- a\n- b\n", "expected fields"), ("a: 1\n" * 50_000, "characters long")]
)
def test_what_is_no_view_at_all_is_told_so(text: str, told: str) -> None:
    with pytest.raises(ViewError, match=told):
        parse_view(text, "v", "v.yaml")


def test_what_only_follows_from_another_error_is_not_told_too() -> None:
    with pytest.raises(ViewError) as caught:
        parse_view(SMALLEST.replace("kinds", "kind"), "v", "v.yaml")
    assert len(str(caught.value).splitlines()) == 1
    with pytest.raises(ViewError, match=r"v.yaml:2: show: is empty; expected at least one entry"):
        parse_view("title: {nb: A, en: A}\nshow: []\n", "v", "v.yaml")


def test_very_deep_nesting_is_refused() -> None:
    with pytest.raises(ViewError, match="nested too deeply"):
        parse_view(f"title: {'[' * 40}{']' * 40}\n", "v", "v.yaml")


def test_parameters_take_the_value_given_or_their_default() -> None:
    assert find_view("kommune", VIEWS).show[0].around == ("risor-kommune",)
    assert find_view("kommune", VIEWS, municipality="arendal-kommune").show[0].around == ("arendal-kommune",)
    assert find_view("organ", VIEWS, steps=2).show[0].steps == 2


def test_a_parameter_that_the_view_lacks_is_refused_with_the_nearest() -> None:
    with pytest.raises(ViewError, match="no parameter 'municipalty'; did you mean 'municipality'"):
        find_view("kommune", VIEWS, municipalty="risor-kommune")
    with pytest.raises(ViewError, match="no parameter 'day'; it has none"):
        find_view("mandater", VIEWS, day="2021-01-01")


def test_a_value_of_a_parameter_is_checked_like_any_other() -> None:
    with pytest.raises(ViewError, match=r"organ.yaml:\d+: show.1.steps: '99' is too large; expected at most 6"):
        find_view("organ", VIEWS, steps=99)
    with pytest.raises(ViewError, match=r"show.1.around.1: .* is no id; expected small letters"):
        find_view("organ", VIEWS, body='x"]; DROP')


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    with pytest.raises(ViewError, match="no view is called 'samhandlingstruktur'; did you mean 'samhandlingsstruktur'"):
        find_view("samhandlingstruktur", VIEWS)


def test_a_view_may_lie_anywhere(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(SMALLEST, "utf-8")
    assert find_view(str(path), VIEWS).name == "mine"


def test_a_file_that_is_not_there_or_not_text_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(ViewError, match=r"gone\.yaml:1: cannot be read"):
        read_view(tmp_path / "gone.yaml")
    path = tmp_path / "latin.yaml"
    path.write_bytes("title: {nb: Risør}".encode("latin-1"))
    with pytest.raises(ViewError, match="is not UTF-8"):
        read_view(path)


def test_a_title_calls_its_parameters_by_name() -> None:
    assert view_title("kommune", VIEWS) == "Kommune: organene kommunen er med i"
    assert view_title("sti", VIEWS, "en") == "From body A to body B"


def complaint(text: str) -> str:
    """Return what is said of the text of a view; nothing where it is right."""
    try:
        parse_view(text, "v", "v.yaml")
    except ViewError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("value", ["", "7", "{a: b}", "[[x]]", "[{}]", "Ærlig talt"])
def test_no_message_is_a_raw_one_of_the_library_that_checks(value: str) -> None:
    raw = ("Input should", "should match pattern", "should have at", "Value error", "unable to parse", "valid ")
    for field in ("note", "day", "lang", "paper", "axis", "direction", "group", "columns", "strong", "hide", "fold"):
        told = complaint(f"{SMALLEST}{field}: {value}\n")
        assert not any(part in told for part in raw), told
