"""A view along a time axis: rows and periods, soft ends, names that change, ties where they begin."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
import shipped_record
from graphs import edge, graph, node
from sheets import labels, overlapping, text_width

from graphmodel.diagram import Diagram, draw, parse_view, strip
from graphmodel.diagram.timeline import TimePlan
from graphmodel.errors import ViewError
from graphmodel.model import Graph

if TYPE_CHECKING:
    from graphmodel.diagram.display_list import Panel, Shape, Stroke
    from graphmodel.diagram.view import Lang, Paper

VIEW = parse_view(
    "title: {nb: Tid, en: Time}\naxis: time\npaper: A4\nday: 2021-12-31\nshow:\n  - levels: [regional, local]\n", "time"
)


def record() -> Graph:
    nodes = [
        node("board", since="2010"),
        node("group", since="2020", until="2021-09"),
        node("later", since="2023-01-01"),
        node(
            "network",
            "Network",
            name="New",
            since="2020-07-01",
            names=[
                {"name": "Old", "since": "2020-07-01", "until": "2021-06-30"},
                {"name": "New", "since": "2021-07-01"},
            ],
        ),
        node("decision", "Decision", since="2020-04-01"),
    ]
    edges = [
        edge("board", "ESTABLISHED", "decision", since="2020-04-01"),
        edge("decision", "MANDATES", "network", since="2020-07-01"),
        edge("group", "REPORTS_TO", "board", since="2020"),
        edge("later", "REPORTS_TO", "board", since="2023-01-01"),
    ]
    return graph(nodes, edges)


def made() -> Diagram:
    return draw(record(), VIEW)


def plan(picture: Diagram) -> TimePlan:
    found = picture.pages[0].plan
    assert isinstance(found, TimePlan)
    return found


def shape(picture: Diagram, id_: str) -> Shape:
    return next(each for each in picture.display_lists[0].shapes if each.id == id_)


def panel(picture: Diagram, id_: str) -> Panel:
    return next(each for each in picture.display_lists[0].panels if each.id == id_)


def strokes(picture: Diagram) -> dict[str, Stroke]:
    return {each.id: each for each in picture.display_lists[0].strokes if each.kind.startswith("edge")}


def test_a_bar_runs_from_the_first_day_to_the_last_and_one_that_goes_on_says_so() -> None:
    picture = made()
    x, network = plan(picture).x, shape(picture, "node-network")
    assert (network.x, network.x + network.width) == pytest.approx((x(date(2020, 7, 1)), x(date(2021, 12, 31))))
    assert shape(picture, "on-network").lines[0].text == "▸"
    assert not any(each.id == "on-group" for each in picture.display_lists[0].shapes)


def test_an_end_is_soft_where_the_day_is_not_known() -> None:
    picture = made()
    x = plan(picture).x
    start, end = panel(picture, "soft-start-group"), panel(picture, "soft-end-group")
    assert start.style == "dashed"
    assert (start.x, start.x + start.width) == pytest.approx((x(date(2020, 1, 1)), x(date(2020, 12, 31))))
    assert end.x + end.width == pytest.approx(x(date(2021, 10, 1)))
    assert not any(each.id.startswith("soft-start-network") for each in picture.display_lists[0].panels)


def test_the_axis_begins_with_what_was_decided_and_older_bodies_run_in() -> None:
    picture = made()
    assert plan(picture).span == (date(2020, 1, 1), date(2021, 12, 31))
    assert picture.display_lists[0].shapes[1].lines[0].text == "Fra 2020 til 31. desember 2021"
    assert shape(picture, "node-board").x == pytest.approx(plan(picture).x(date(2020, 1, 1)))


def test_names_that_changed_stand_one_after_another_in_the_bar() -> None:
    picture = made()
    first, second = (shape(picture, f"name-{place}-network") for place in (0, 1))
    assert (first.lines[0].text, second.lines[0].text) == ("Old", "New")
    assert second.x == pytest.approx(plan(picture).x(date(2021, 7, 1)) + 3)


def test_a_decision_is_a_mark_from_which_a_line_runs_on() -> None:
    picture = made()
    mark, thread = shape(picture, "node-decision"), panel(picture, "thread-decision")
    assert mark.width == pytest.approx(7 * plan(picture).zoom)
    assert thread.x == pytest.approx(mark.x + mark.width)
    assert thread.x + thread.width == pytest.approx(plan(picture).x(date(2021, 12, 31)))


def test_a_tie_stands_where_it_began_and_what_had_not_begun_is_left_out() -> None:
    picture = made()
    drawn, x = strokes(picture), plan(picture).x
    assert set(drawn) == {
        "edge-board:established:decision",
        "edge-decision:mandates:network",
        "edge-group:reports-to:board",
    }
    assert drawn["edge-board:established:decision"].points[0].x == pytest.approx(x(date(2020, 4, 1)))
    assert x(date(2020, 1, 1)) <= drawn["edge-group:reports-to:board"].points[0].x <= x(date(2020, 12, 31))
    assert picture.notes.lines[0].line.id == "group:reports-to:board"
    assert "muligens" not in picture.markdown


@cache
def real() -> Diagram:
    return shipped_record.picture("digi-agder-blir-til")


def test_the_shipped_one_is_one_a4_page_with_every_line_clear_of_the_others() -> None:
    picture = real()
    sheet = picture.display_lists[0]
    assert (round(sheet.width), round(sheet.height)) == (842, 595)
    drawn = strokes(picture)
    assert {id_.removeprefix("edge-") for id_ in drawn} == set(picture.scene.lines)
    for one, other in combinations(drawn.values(), 2):
        spans = [sorted(point.y for point in each.points) for each in (one, other)]
        if spans[0][0] < spans[1][1] and spans[1][0] < spans[0][1]:
            assert abs(one.points[0].x - other.points[0].x) >= 5.9
    for line in picture.scene.lines.values():
        begins = min(picture.scene.record.bounds(id_).from_earliest or date.min for id_ in line.edges)
        assert drawn[f"edge-{line.id}"].points[0].x >= plan(picture).x(begins) - 0.1


@pytest.mark.parametrize(
    ("paper", "lang", "day"), [("A4", "en", None), ("A3", "en", "2021-12-01"), ("A3", "nb", "2024-02-01")]
)
def test_however_crowded_a_line_stands_where_its_tie_began_and_nothing_leaves_the_page(
    paper: Paper, lang: Lang, day: str | None
) -> None:
    picture = shipped_record.picture("digi-agder-blir-til", paper, lang, day)
    (sheet,) = picture.display_lists
    record, span, x = picture.scene.record, plan(picture).span, plan(picture).x
    for line in picture.scene.lines.values():
        earliest, latest = min(
            (bounds.from_earliest or date.min, bounds.from_latest or bounds.from_earliest or span[1])
            for bounds in map(record.bounds, line.edges)
        )
        at = strokes(picture)[f"edge-{line.id}"].points[0].x
        assert x(earliest) - 0.1 <= at <= x(max(latest, span[0])) + 12 * plan(picture).zoom
    assert overlapping(labels(sheet)) == []
    texts = [shape for shape in sheet.shapes if shape.lines]
    assert max(shape.x + text_width(shape.lines) for shape in texts) <= sheet.width - 20


def test_a_body_whose_former_name_has_no_date_tells_it_in_words() -> None:
    assert any("tidligere Rådmannsforum" in span.text for span in shape(real(), "row-kdk-agder").lines)


def test_more_rows_than_a_page_holds_make_it_higher_and_are_told() -> None:
    nodes = [node(f"body-{number}", since="2020-01-01") for number in range(60)]
    picture = draw(graph(nodes, []), VIEW)
    assert picture.scene.remarks == (
        "Figuren er høyere enn arket: vis eller brett sammen færre, eller velg et større ark.",
    )
    assert picture.display_lists[0].height > 595


def test_a_view_of_nothing_says_so() -> None:
    assert "Ingenting av det visningen viser, er registrert." in draw(Graph(), VIEW).markdown


def test_two_days_make_no_sense_along_an_axis() -> None:
    with pytest.raises(ViewError, match="shows all changes itself"):
        draw(record(), VIEW, between=("2020-01-01", "2021-01-01"))
    with pytest.raises(ViewError, match="shows all days itself"):
        strip(record(), VIEW, ["2020-01-01"])
