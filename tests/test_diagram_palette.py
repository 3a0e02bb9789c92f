"""Every colour pair that a picture may put together, computed: contrast, grey print, colour-vision deficiencies."""

from __future__ import annotations

from itertools import combinations

import pytest
from colour_vision import DEFICIENCIES, difference, lightness

from graphmodel.diagram.style import (
    CHANGES,
    FADED,
    FADED_INK,
    FAMILY_FILLS,
    FLOW_COLOURS,
    INK,
    LANE_FILLS,
    OUTLINES,
    PAPER_WHITE,
    QUIET,
    STYLES,
    contrast,
    flow_class,
)
from graphmodel.schema import EDGE_KINDS

TEXT, GRAPHIC = 4.5, 3.0
"""WCAG 2.2 AA: 1.4.3 for text, 1.4.11 for graphics."""

GROUNDS = [PAPER_WHITE, *(ground for ground, _ in LANE_FILLS.values())]
HEADS = [head for _, head in LANE_FILLS.values()]
TELLABLE = 10.0
"""A difference in CIELAB that is seen at a glance; just noticeable is about 2."""


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#ffffff", "#ffffff") == 1


@pytest.mark.parametrize("ink", [INK, QUIET, FADED_INK])
@pytest.mark.parametrize("fill", [*FAMILY_FILLS.values(), PAPER_WHITE])
def test_text_in_boxes_reaches_four_and_a_half_to_one(ink: str, fill: str) -> None:
    assert contrast(ink, fill) >= TEXT


@pytest.mark.parametrize("ground", [*GROUNDS, *HEADS])
def test_names_of_lanes_reach_four_and_a_half_to_one(ground: str) -> None:
    assert contrast(INK, ground) >= TEXT


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("colour", [*FLOW_COLOURS.values(), FADED_INK, *(change.colour for change in CHANGES.values())])
def test_numbers_on_lines_reach_four_and_a_half_to_one_on_every_ground(colour: str, ground: str) -> None:
    assert contrast(colour, ground) >= TEXT


@pytest.mark.parametrize("change", list(CHANGES.values()), ids=[change.sign for change in CHANGES])
@pytest.mark.parametrize("fill", list(FAMILY_FILLS.values()))
def test_signs_of_change_in_boxes_reach_four_and_a_half_to_one(change: tuple[str, ...], fill: str) -> None:
    assert contrast(change[0], fill) >= TEXT


@pytest.mark.parametrize("ground", [*GROUNDS, *FAMILY_FILLS.values()])
@pytest.mark.parametrize("colour", [*FLOW_COLOURS.values(), FADED, QUIET, INK])
def test_lines_and_outlines_reach_three_to_one_on_every_ground(colour: str, ground: str) -> None:
    assert contrast(colour, ground) >= GRAPHIC


@pytest.mark.parametrize("deficiency", [None, *DEFICIENCIES])
@pytest.mark.parametrize(("one", "other"), list(combinations(FLOW_COLOURS, 2)))
def test_flows_are_told_apart_by_everyone_who_sees_colours(one: str, other: str, deficiency: str | None) -> None:
    assert difference(FLOW_COLOURS[one], FLOW_COLOURS[other], deficiency) >= TELLABLE


@pytest.mark.parametrize("deficiency", [None, *DEFICIENCIES])
def test_changes_are_told_apart_by_everyone_who_sees_colours(deficiency: str | None) -> None:
    colours = [*(change.colour for change in CHANGES.values()), FADED]
    for one, other in combinations(colours, 2):
        assert difference(one, other, deficiency) >= TELLABLE


def test_in_a_grey_print_the_heads_tell_every_kind_of_line() -> None:
    heads = [style.head for style in STYLES.values()]
    assert len(set(heads)) == len(heads) == len(EDGE_KINDS)


def test_in_a_grey_print_stroke_and_sign_tell_every_change() -> None:
    assert len({change.style for change in CHANGES.values()}) == 3
    assert len({change.sign for change in CHANGES} - {""}) == 3
    assert all(change.weight > 1 for change in CHANGES.values())


def test_in_a_grey_print_shape_tells_instruments_from_bodies() -> None:
    assert len(set(OUTLINES.values())) == len(OUTLINES) == len(FAMILY_FILLS)


def test_lanes_are_light_enough_to_print_and_differ_from_their_heads() -> None:
    for ground, head in LANE_FILLS.values():
        assert lightness(ground) > 94
        assert lightness(ground) - lightness(head) > 5


def test_colour_follows_from_the_flows_of_a_kind_of_edge() -> None:
    assert {type_: flow_class(kind.cls) for type_, kind in EDGE_KINDS.items()} == {
        **dict.fromkeys(("ESTABLISHED", "MANDATES", "STEERS", "FUNDS", "OWNS"), "steering"),
        "FOLLOWS_UP": "following",
        **dict.fromkeys(("REPORTS_TO", "PART_OF"), "answering"),
        **dict.fromkeys(("MEMBER_OF", "REPRESENTED_IN", "ADVISES", "SECRETARIAT_FOR", "LEADS"), "voice"),
        "COOPERATES_WITH": "mutual",
        **dict.fromkeys(("HOSTS", "SUCCEEDED_BY"), "other"),
    }
