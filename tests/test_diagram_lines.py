"""One line between two boxes: it lists its ties, and tells its direction and how sure each is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphs import edge, graph, node

from graphmodel.diagram import Diagram, draw, parse_view
from graphmodel.diagram.style import PAPER_WHITE, SEVERAL, STRONG_FILL, STYLES

if TYPE_CHECKING:
    from graphmodel.model import Edge

HEAD = "title: {nb: Alt, en: All}\nday: 2021-12-01\nshow:\n  - levels: [regional, local]\n"


def drawn(*edges: Edge, lines: str = "text: number") -> Diagram:
    view = parse_view(f"{HEAD}lines: {{{lines}}}\n", "all")
    return draw(graph([node("one"), node("other")], list(edges)), view)


def test_ties_between_two_boxes_are_one_line_that_lists_its_verbs() -> None:
    made = drawn(edge("one", "MEMBER_OF", "other"), edge("one", "SECRETARIAT_FOR", "other"), lines="text: verb")
    (line,) = made.scene.lines.values()
    assert (line.tail, line.head, line.text) == ("one", "other", "sekretariat · medlem")
    (stroke,) = (each for each in made.display_lists[0].strokes if each.id == f"edge-{line.id}")
    assert (stroke.tail_arrow, stroke.arrow) == ("none", SEVERAL)
    (note,) = made.notes.lines
    assert [part.sentence for part in note.parts] == ["One er sekretariat for Other", "One er medlem av Other"]


def test_ties_that_run_both_ways_have_a_head_at_both_ends() -> None:
    made = drawn(edge("one", "MANDATES", "other"), edge("other", "REPORTS_TO", "one"), lines="text: verb")
    (line,) = made.scene.lines.values()
    assert line.text == "mandat · mottar rapport fra"
    (stroke,) = (each for each in made.display_lists[0].strokes if each.id == f"edge-{line.id}")
    assert (stroke.tail_arrow, stroke.arrow) == (STYLES["REPORTS_TO"].head, STYLES["MANDATES"].head)
    assert [part.sentence for part in made.notes.lines[0].parts] == [
        "One gir mandat til Other",
        "Other rapporterer til One",
    ]


def test_a_line_looks_as_sure_as_its_surest_tie_and_marks_the_others() -> None:
    sure, doubtful = edge("one", "MEMBER_OF", "other"), edge("one", "STEERS", "other", until="2021")
    (line,) = drawn(sure, doubtful, lines="text: verb").scene.lines.values()
    assert (line.type, line.text, line.doubts) == ("MEMBER_OF", "medlem · styrer?", "?")
    numbered = drawn(sure, doubtful)
    (stroke,) = (each for each in numbered.display_lists[0].strokes if each.id.startswith("edge-"))
    assert (stroke.style, stroke.label[0].text) == ("solid", "1(?)")
    (alone,) = drawn(doubtful).scene.lines.values()
    assert alone.doubts == ""


def test_what_is_only_called_for_is_a_line_of_its_own() -> None:
    called = edge("one", "REPORTS_TO", "other", status="called for")
    made = drawn(edge("one", "MEMBER_OF", "other"), called, lines="called_for: true")
    assert sorted(line.called_for for line in made.scene.lines.values()) == [False, True]


def test_single_ties_are_drawn_on_request() -> None:
    made = drawn(edge("one", "MEMBER_OF", "other"), edge("one", "SECRETARIAT_FOR", "other"), lines="single: true")
    assert [line.type for line in made.scene.lines.values()] == ["MEMBER_OF", "SECRETARIAT_FOR"]


def test_numbers_are_left_out_on_request() -> None:
    made = drawn(edge("one", "MEMBER_OF", "other"), lines="text: verb, numbers: false")
    (stroke,) = (each for each in made.display_lists[0].strokes if each.id.startswith("edge-"))
    assert [span.text for span in stroke.label] == ["er medlem av"]


def test_around_draws_the_star_of_ties_and_not_those_of_the_neighbours_among_themselves() -> None:
    ties = [edge("hub", "ADVISES", "one"), edge("hub", "ADVISES", "other"), edge("one", "STEERS", "other")]
    record = graph([node("hub"), node("one"), node("other")], ties)
    head = "title: {nb: Alt, en: All}\nday: 2021-12-01\nshow:\n  - around: hub\n"
    star = draw(record, parse_view(head, "star"))
    assert sorted(star.scene.lines) == ["hub:advises:one", "hub:advises:other"]
    for asked in ("    steps: 2\n", "  - ids: one\n"):
        assert "one:steers:other" in draw(record, parse_view(head + asked, "more")).scene.lines


def test_columns_stand_under_their_headings_and_what_is_strong_stands_out() -> None:
    text = (
        f"{HEAD}strong: one\ncolumns:\n"
        "  - {name: {nb: Først, en: First}, ids: one}\n  - {name: {nb: Så, en: Then}, ids: other}\n"
    )
    view = parse_view(text, "all")
    made = draw(graph([node("one"), node("other")], [edge("one", "STEERS", "other")]), view)
    shapes = {shape.id: shape for shape in made.display_lists[0].shapes}
    for place, (id_, heading) in enumerate((("one", "Først"), ("other", "Så"))):
        column, box = shapes[f"column-{place}"], shapes[f"node-{id_}"]
        assert column.lines[0].text == heading
        assert column.x <= box.x <= box.x + box.width <= column.x + column.width
        assert column.y + column.height <= box.y
    assert (shapes["node-one"].fill, shapes["node-other"].fill) == (STRONG_FILL, PAPER_WHITE)


def test_both_heads_of_a_called_for_line_are_painted() -> None:
    made = drawn(edge("one", "COOPERATES_WITH", "other", status="called for"), lines="called_for: true")
    (group,) = re.findall(r'<g id="edge-.*?</g>', made.svg, re.DOTALL)
    assert len(re.findall(f'<ellipse fill="none" stroke="{STYLES["COOPERATES_WITH"].colour}"', group)) == 2
    assert 'stroke="none"' not in group.partition("<text")[0].rpartition("<polygon")[0]
