"""Laws of the layout: whatever the boxes and lines, nothing overlaps and every line can be followed."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.diagram.layout import Item, Layout, Link, Rect, RowStyle, Spacing, arrange, to_polylines
from graphmodel.diagram.layout.positions import spread
from graphmodel.diagram.layout.routing import Net, Obstacle, route_channel

if TYPE_CHECKING:
    import random

    from graphmodel.diagram.layout import Point

NEAR = 0.01
LENGTH = 600.0


@st.composite
def inputs(draw: st.DrawFn) -> tuple[list[Item], list[Link]]:
    columns = draw(st.booleans())
    names = [f"b{place}" for place in range(draw(st.integers(1, 14)))]
    items = [
        Item(
            name,
            draw(st.floats(20, 140)),
            draw(st.floats(15, 60)),
            draw(st.integers(0, 3)),
            draw(st.none() | st.integers(0, 3)) if columns else None,
        )
        for name in names
    ]
    ends = st.tuples(st.sampled_from(names), st.sampled_from(names)).filter(lambda pair: pair[0] != pair[1])
    pairs = draw(st.lists(ends, max_size=22)) if len(names) > 1 else []
    links = [
        Link(
            f"l{place:02}",
            tail,
            head,
            draw(st.sampled_from((tail, head, None))),
            draw(st.integers(0, 2)),
            draw(st.sampled_from(("x", "y", ""))),
            (draw(st.floats(6, 25)), draw(st.floats(8, 18))),
            both=draw(st.booleans()),
        )
        for place, (tail, head) in enumerate(pairs)
    ]
    return items, links


def laid(given_: tuple[list[Item], list[Link]]) -> Layout:
    return arrange(*given_, LENGTH).layout(Spacing())


def apart(one: Rect, other: Rect) -> bool:
    return (
        one.after <= other.before + NEAR
        or other.after <= one.before + NEAR
        or one.below <= other.above + NEAR
        or other.below <= one.above + NEAR
    )


def inside(start: Point, end: Point, box: Rect) -> bool:
    low, high = sorted((start.along, end.along))
    top, bottom = sorted((start.across, end.across))
    return low < box.after - NEAR and high > box.before + NEAR and top < box.below - NEAR and bottom > box.above + NEAR


@settings(max_examples=50)
@given(inputs())
def test_no_two_boxes_overlap(given_: tuple[list[Item], list[Link]]) -> None:
    for one, other in combinations(laid(given_).boxes.values(), 2):
        assert apart(one, other)


@settings(max_examples=50)
@given(inputs())
def test_there_is_a_lane_for_each_level_and_every_box_lies_in_its_own(given_: tuple[list[Item], list[Link]]) -> None:
    layout = laid(given_)
    lanes = {lane.lane: lane for lane in layout.lanes}
    assert set(lanes) == {item.lane for item in given_[0]}
    assert [lane.start for lane in layout.lanes] == sorted(lane.start for lane in layout.lanes)
    for item in given_[0]:
        box = layout.boxes[item.id]
        assert lanes[item.lane].start <= box.above
        assert box.below <= lanes[item.lane].end


@settings(max_examples=50)
@given(inputs())
def test_boxes_keep_at_least_their_size_and_stay_on_the_page(given_: tuple[list[Item], list[Link]]) -> None:
    layout = laid(given_)
    for item in given_[0]:
        box = layout.boxes[item.id]
        assert box.length >= item.length
        assert box.depth == item.depth
        assert box.before >= -NEAR
        assert box.after <= layout.length + NEAR
        assert box.below <= layout.depth


@settings(max_examples=50)
@given(inputs())
def test_lines_run_square_from_box_to_box_and_behind_none(given_: tuple[list[Item], list[Link]]) -> None:
    layout = laid(given_)
    for link in given_[1]:
        path = to_polylines({link.id: layout.routes[link.id]}, {link.id: 0})[link.id]
        assert path.leaves
        assert path.arrives
        for end, box in ((path.points[0], layout.boxes[link.tail]), (path.points[-1], layout.boxes[link.head])):
            assert box.before - NEAR <= end.along <= box.after + NEAR
            assert min(abs(end.across - box.above), abs(end.across - box.below)) < NEAR
        for start, end in pairwise(path.points):
            assert start.along == end.along or start.across == end.across
            assert not any(inside(start, end, box) for box in layout.boxes.values())


@settings(max_examples=50)
@given(inputs())
def test_lines_that_run_together_are_drawn_once_and_reach_the_box_they_share(
    given_: tuple[list[Item], list[Link]],
) -> None:
    layout = laid(given_)
    paths = to_polylines(layout.routes, dict.fromkeys(layout.routes, 1))
    bundles: dict[str, list[str]] = {}
    for id_, route in layout.routes.items():
        bundles.setdefault(route.bundle, []).append(id_)
    for ids in bundles.values():
        whole = [id_ for id_ in ids if paths[id_].leaves and paths[id_].arrives]
        assert whole
        at_leaf = [paths[id_].leaves if layout.routes[id_].to_head else paths[id_].arrives for id_ in ids]
        assert all(at_leaf)


@settings(max_examples=50)
@given(inputs(), st.randoms(use_true_random=False))
def test_the_order_of_boxes_and_lines_does_not_matter(
    given_: tuple[list[Item], list[Link]], chance: random.Random
) -> None:
    items, links = list(given_[0]), list(given_[1])
    chance.shuffle(items)
    chance.shuffle(links)
    assert laid((items, links)) == laid(given_)


@settings(max_examples=50)
@given(inputs(), st.floats(1, 3))
def test_looser_spacing_moves_nothing_along_the_lanes(given_: tuple[list[Item], list[Link]], factor: float) -> None:
    made = arrange(*given_, LENGTH)
    tight, loose = made.layout(Spacing()), made.layout(Spacing().scaled(factor))
    assert {id_: box.along for id_, box in tight.boxes.items()} == {id_: box.along for id_, box in loose.boxes.items()}
    assert loose.depth >= tight.depth - NEAR


def test_what_has_authority_stands_above() -> None:
    items = [Item(name, 80, 30, 0) for name in ("a", "b", "c")]
    links = [Link("1", "a", "b", "a"), Link("2", "b", "c", "b")]
    boxes = arrange(items, links, LENGTH).layout(Spacing()).boxes
    assert boxes["a"].across < boxes["b"].across < boxes["c"].across


def test_where_two_say_otherwise_the_weightier_decides() -> None:
    items = [Item(name, 80, 30, 0) for name in ("a", "b")]
    links = [Link("1", "a", "b", "a", rank=2), Link("2", "a", "b", "b", rank=0)]
    boxes = arrange(items, links, LENGTH).layout(Spacing()).boxes
    assert boxes["b"].across < boxes["a"].across


def test_a_line_between_neighbours_below_one_another_is_straight() -> None:
    items = [Item("a", 80, 30, 0), Item("b", 80, 30, 1)]
    layout = arrange(items, [Link("1", "a", "b")], LENGTH).layout(Spacing())
    assert len(to_polylines(layout.routes, {"1": 0})["1"].points) == 2


def test_boxes_stand_in_the_order_of_their_columns() -> None:
    items = [Item(f"b{column}", 60, 30, 0, column) for column in (2, 0, 1)]
    boxes = arrange(items, [], LENGTH).layout(Spacing()).boxes
    assert boxes["b0"].after < boxes["b1"].before < boxes["b1"].after < boxes["b2"].before


def test_a_row_that_is_too_full_goes_on_to_the_next() -> None:
    items = [Item(f"b{place:02}", 100, 30, 0) for place in range(12)]
    layout = arrange(items, [], LENGTH, RowStyle(1, 0.8)).layout(Spacing())
    assert layout.length == LENGTH
    assert len({box.across for box in layout.boxes.values()}) == 3


@given(
    st.lists(st.tuples(st.floats(-50, 250), st.floats(1, 30)), min_size=1, max_size=8),
    st.floats(0.5, 5),
)
def test_places_keep_order_distance_and_room(wishes: list[tuple[float, float]], weight: float) -> None:
    gaps = [gap for _, gap in wishes[:-1]]
    places = spread([wish for wish, _ in wishes], gaps, 0, 300, [weight] * len(wishes))
    assert all(after - before >= gap - NEAR for (before, after), gap in zip(pairwise(places), gaps, strict=True))
    assert places[0] >= -NEAR
    assert places[-1] <= max(300, sum(gaps)) + NEAR


def test_places_come_as_near_to_the_wishes_as_they_can() -> None:
    assert spread([10, 50], [5], 0, 100) == [10, 50]
    assert spread([20, 20], [10], 0, 100) == [15, 25]
    assert spread([20, 20], [10], 0, 100, [3, 1]) == [17.5, 27.5]
    assert spread([-40, 500], [10], 0, 100) == [0, 100]
    assert spread([], [], 0, 100) == []


def test_tracks_are_ordered_so_that_two_lines_to_the_right_do_not_cross() -> None:
    found = route_channel([Net.of("a", (0,), (50,)), Net.of("b", (20,), (80,))], [], [], 4, 4).tracks
    assert found["b"] < found["a"]


def test_lines_that_do_not_meet_share_a_track_and_straight_ones_need_none() -> None:
    room = route_channel([Net.of("a", (0,), (20,)), Net.of("b", (40,), (80,)), Net.of("c", (30,), (30,))], [], [], 4, 4)
    assert room.tracks["a"] == room.tracks["b"]
    assert "c" not in room.tracks


def test_a_track_keeps_clear_of_the_labels_it_passes() -> None:
    labels = [Obstacle(5, 15, 20)]
    room = route_channel([Net.of("a", (0,), (40,)), Net.of("b", (60,), (90,))], labels, [], 4, 4)
    assert room.tracks["a"] >= 24
    assert room.depth >= 28
