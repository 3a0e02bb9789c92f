"""Two days held against each other, several days in one layout, and what is brought out of a picture."""

# mypy: disable-error-code="attr-defined"

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from graphs import edge, graph, node
from pypdf import PdfReader
from shipped_record import record

from graphmodel.config import shipped
from graphmodel.diagram import Diagram, Strip, draw, find_view, parse_view, strip
from graphmodel.diagram.pages import PagePlan
from graphmodel.diagram.scene import ChangeKind
from graphmodel.diagram.sentences import line_sentence
from graphmodel.diagram.style import CHANGES, FADED, FADED_INK, STYLES
from graphmodel.errors import ConfigError, DateError, RenderError, UnknownIdError, ViewError

if TYPE_CHECKING:
    from pathlib import Path

    from graphmodel.diagram.display_list import Shape, Stroke
    from graphmodel.model import Graph

BEFORE, AFTER = "2019-06-01", "2021-12-01"
EVERYTHING = parse_view("title: {nb: Alt, en: All}\nshow:\n  - levels: [regional, local]\n", "all")


def changing() -> Graph:
    """Return bodies of which one begins, one ends, one is renamed and one becomes certain, with their ties."""
    nodes = [
        node("stays"),
        node("ends", until="2020-06-30"),
        node("begins", since="2020-01-01"),
        node("renamed", name="New", names=[{"name": "Old", "until": "2020"}, {"name": "New", "since": "2020"}]),
        node("unsure", since="2019"),
    ]
    edges = [
        edge("stays", "ADVISES", "renamed"),
        edge("ends", "REPORTS_TO", "stays"),
        edge("begins", "REPORTS_TO", "stays"),
        edge("unsure", "ADVISES", "stays", role="first", until="2020-12-31"),
        edge("unsure", "ADVISES", "stays", id="unsure:advises:stays:2", role="second", since="2021-01-01"),
    ]
    return graph(nodes, edges)


def compared() -> Diagram:
    return draw(changing(), EVERYTHING, between=(BEFORE, AFTER))


def shape(made: Diagram, id_: str) -> Shape:
    return next(each for each in made.display_lists[0].shapes if each.id == f"node-{id_}")


def stroke(made: Diagram, id_: str) -> Stroke:
    return next(each for each in made.display_lists[0].strokes if each.id == f"edge-{id_}")


def test_boxes_begin_end_and_change() -> None:
    assert {box.id: box.change for box in compared().scene.boxes.values()} == {
        "stays": ChangeKind.NONE,
        "ends": ChangeKind.ENDED,
        "begins": ChangeKind.BEGUN,
        "renamed": ChangeKind.CHANGED,
        "unsure": ChangeKind.NONE,
    }


def test_a_tie_that_another_of_its_kind_takes_over_from_has_changed() -> None:
    changes = {line.id: line.change for line in compared().scene.lines.values()}
    assert changes == {
        "stays:advises:renamed": ChangeKind.NONE,
        "ends:reports-to:stays": ChangeKind.ENDED,
        "begins:reports-to:stays": ChangeKind.BEGUN,
        "unsure:advises:stays": ChangeKind.ENDED,
        "unsure:advises:stays:2": ChangeKind.CHANGED,
    }


def test_a_change_is_told_by_colour_stroke_and_sign_and_what_ended_is_still_shown() -> None:
    made = compared()
    for id_, change in {"begins:reports-to:stays": ChangeKind.BEGUN, "ends:reports-to:stays": ChangeKind.ENDED}.items():
        drawn, look = stroke(made, id_), CHANGES[change]
        assert (drawn.colour, drawn.style, drawn.weight) == (look.colour, look.style, look.weight)
        assert drawn.label[0].text.startswith(change.sign)
    assert stroke(made, "stays:advises:renamed").colour == FADED
    assert shape(made, "ends").lines[0].text.startswith("\N{MINUS SIGN} ")
    assert shape(made, "begins").lines[0].text.startswith("+ ")


def test_a_renamed_box_tells_its_name_before() -> None:
    assert [span.text for span in shape(compared(), "renamed").lines] == ["± utvalg", "New", "(Old)"]


def test_the_heading_and_the_description_name_both_days_and_count_the_changes() -> None:
    made = compared()
    assert made.display_lists[0].shapes[1].lines[0].text == "Endringer fra 1. juni 2019 til 1. desember 2021"
    assert "Kommet til: 2. Avsluttet: 3 (muligens: 1). Endret: 2. Uendret: 3." in made.description


def test_the_same_list_comes_as_text() -> None:
    told = compared().markdown.replace("\\", "")
    assert (
        told[told.index("## Kommet til") : told.index("## Regionalt")]
        == """\
## Kommet til

- Begins, utvalg, regionalt nivå, fra 1. januar 2020, kommet til
- 1: Begins rapporterer til Stays, kommet til

## Avsluttet

- Ends, utvalg, regionalt nivå, til 30. juni 2020, avsluttet
- 2: Ends rapporterer til Stays, avsluttet
- 4: Unsure gir råd til Stays, first, til 31. desember 2020, muligens avsluttet

## Endret

- New, utvalg, regionalt nivå, endret, het før Old
- 5: Unsure gir råd til Stays, second, fra 1. januar 2021, endret

## Uendret, men sikrere tidfestet

- Unsure

"""
    )


def test_what_only_possibly_held_has_only_possibly_begun_or_ended() -> None:
    nodes = [node("council"), node("first", since="2019-01-01"), node("second"), node("third", until="2019-12-31")]
    edges = [
        edge("first", "MEMBER_OF", "council"),  # nobody knows since when: it is first attested in 2018
        edge("second", "MEMBER_OF", "council", since="2021"),
        edge("third", "ADVISES", "council", as_of="2020-01-01"),
        edge("council", "ESTABLISHED", "third", since="2018-06-01"),
    ]
    made = draw(graph(nodes, edges), EVERYTHING, between=("2018-12-01", "2021-06-01"))
    told = {line.id: line_sentence(made.scene, line) for line in made.scene.lines.values()}
    assert told == {
        "first:member-of:council": "First er medlem av Council, kommet til",
        "second:member-of:council": "Second er medlem av Council, fra 2021, muligens kommet til",
        "third:advises:council": "Third gir råd til Council, muligens avsluttet",
        "council:established:third": "Council opprettet Third, 1. juni 2018",
    }
    assert "Kommet til: 3 (muligens: 1). Avsluttet: 2 (muligens: 1). Endret: 0. Uendret: 3." in made.description
    assert stroke(made, "second:member-of:council").label[0].text == "+3?"


def test_mermaid_tells_of_a_box_what_changed_and_what_is_not_certain() -> None:
    nodes = [node("whole", level="regional"), node("begins", since="2020-01-01"), node("rough", since="2021")]
    edges = [edge("rough", "PART_OF", "whole", confidence="inferred", reasoning="Guessed.")]
    made = draw(graph(nodes, edges), EVERYTHING, between=("2019-06-01", "2021-06-01"))
    told = re.sub(r"#(\d+);", lambda code: chr(int(code[1])), made.mermaid)
    assert '"+ Begins – utvalg"' in told
    assert '"+ Rough – utvalg ? · del av ?\N{THEREFORE}"' in told
    assert '"Whole – utvalg"' in told


def test_the_unchanged_does_not_move_between_the_comparison_and_its_days() -> None:
    record = changing()
    first, last = strip(record, EVERYTHING, [BEFORE, AFTER])
    both = draw(record, EVERYTHING, between=(BEFORE, AFTER))
    for id_ in ("stays", "renamed", "unsure"):
        places = {(each.x, each.y, each.width, each.height) for each in (shape(made, id_) for made in (first, last))}
        assert len(places) == 1
    plan, compared = first.pages[0].plan, both.pages[0].plan
    assert last.pages[0].plan == plan
    assert isinstance(plan, PagePlan)
    assert isinstance(compared, PagePlan)
    assert compared.layout.boxes.keys() == plan.layout.boxes.keys()


DAYS = ("2018-06-01", "2020-06-01", "2021-12-01")


def test_on_the_real_record_nothing_that_stays_moves_by_a_pixel() -> None:
    view = find_view("rkg-e-helse", shipped("diagrams"))
    pictures = strip(record(), view, DAYS)
    boxes = [
        {
            each.id: (each.x, each.y, each.width, each.height)
            for each in (*made.display_lists[0].shapes, *made.display_lists[0].panels)
            if each.id.startswith(("node-", "nest-"))
        }
        for made in pictures
    ]
    for id_ in boxes[0].keys() & boxes[2].keys():
        assert boxes[0][id_] == boxes[2][id_]
    lanes = [[panel for panel in made.display_lists[0].panels if panel.kind != "nest"] for made in pictures]
    assert lanes[0] == lanes[1] == lanes[2]
    assert [made.scene.boxes.keys() >= {"digi-agder"} for made in pictures] == [False, False, True]


def test_a_strip_is_a_pdf_with_a_bookmark_for_each_day_or_a_file_for_each(tmp_path: Path) -> None:
    made = strip(changing(), EVERYTHING, DAYS)
    assert isinstance(made, Strip)
    assert len(made) == 3
    (path,) = made.save(tmp_path / "strip.pdf")
    titles = [item.title for item in PdfReader(BytesIO(path.read_bytes())).outline]  # type: ignore[union-attr]
    days = ("1. juni 2018", "1. juni 2020", "1. desember 2021")
    assert titles == [f"Slik kildene beskriver det per {day}" for day in days]
    names = [path.name for path in made.save(tmp_path / "strip.svg")]
    assert names == ["strip-2018-06-01.svg", "strip-2020-06-01.svg", "strip-2021-12-01.svg"]
    (page,) = made.save(tmp_path / "strip.html")
    assert page.read_text("utf-8").count("<figure>") == 3
    with pytest.raises(RenderError, match="does not end in one of"):
        made.save(tmp_path / "strip.md")


def test_a_strip_without_days_and_days_that_are_none_are_refused() -> None:
    with pytest.raises(ViewError, match="needs at least one day"):
        strip(changing(), EVERYTHING, [])
    with pytest.raises(DateError, match="expected EDTF"):
        draw(changing(), EVERYTHING, between=("2021-13-01", AFTER))


def test_what_is_highlighted_stands_out_and_the_rest_greys_in_the_same_place() -> None:
    plain = draw(changing(), EVERYTHING, on=AFTER)
    made = draw(changing(), EVERYTHING, on=AFTER, highlight=["begins:reports-to:stays"])
    assert made.pages[0].plan == plain.pages[0].plan
    assert stroke(made, "begins:reports-to:stays").colour == STYLES["REPORTS_TO"].colour
    assert stroke(made, "begins:reports-to:stays").weight > stroke(plain, "begins:reports-to:stays").weight
    assert stroke(made, "stays:advises:renamed").colour == FADED
    assert {span.colour for span in shape(made, "renamed").lines} == {FADED_INK}
    assert {span.colour for span in shape(made, "begins").lines} != {FADED_INK}
    for id_ in ("stays", "begins", "renamed"):
        assert (shape(made, id_).x, shape(made, id_).y) == (shape(plain, id_).x, shape(plain, id_).y)


def test_what_is_highlighted_in_a_comparison_stands_out_too() -> None:
    plain = draw(changing(), EVERYTHING, between=(BEFORE, AFTER))
    still = "stays:advises:renamed"
    assert stroke(plain, still).colour == FADED
    made = draw(changing(), EVERYTHING, between=(BEFORE, AFTER), highlight=[still])
    assert stroke(made, still).colour == STYLES["ADVISES"].colour
    assert stroke(made, "begins:reports-to:stays").colour == FADED


def test_what_is_highlighted_inside_a_folded_box_brings_out_the_box() -> None:
    nodes = [node("a"), node("b"), node("c", "Ministry", "national")]
    record = graph(nodes, [edge("a", "ADVISES", "b"), edge("a", "ADVISES", "c")])
    text = "title: {nb: A, en: A}\nshow:\n  - ids: [a, b, c]\nfold:\n  - {ids: [a, b], name: {nb: Begge, en: Both}}\n"
    made = draw(record, parse_view(text, "folded"), on=AFTER, highlight=["a:advises:b"])
    (box,) = [box for box in made.scene.boxes.values() if box.folded]
    assert made.focus == frozenset({box.id})


def test_a_picture_that_shows_nothing_of_what_is_highlighted_is_not_all_grey() -> None:
    few = parse_view("title: {nb: A, en: A}\nshow:\n  - ids: [stays]\n", "few")
    with pytest.raises(ViewError, match=r"few: on .* this view shows nothing of 'begins'"):
        draw(changing(), few, on=AFTER, highlight=["begins"])
    assert draw(changing(), few, on=AFTER, highlight=["begins", "stays"]).focus == frozenset({"stays"})


def test_ids_and_paper_that_are_nowhere_are_told() -> None:
    with pytest.raises(UnknownIdError, match="did you mean 'begins'"):
        draw(changing(), EVERYTHING, on=AFTER, highlight=["beginns"])
    with pytest.raises(ConfigError, match="'a4' is not a size of paper: expected A4, A3 or screen; did you mean 'A4'"):
        draw(changing(), EVERYTHING, on=AFTER, paper="a4")  # type: ignore[arg-type]


def test_a_graph_of_a_day_is_drawn_as_of_that_day_and_an_empty_one_draws_no_box() -> None:
    assert draw(changing().at("2020-03-01"), EVERYTHING).scene.day.isoformat() == "2020-03-01"
    nothing = draw(changing(), parse_view("title: {nb: A, en: A}\nshow:\n  - kinds: Ministry\n", "none"), on=AFTER)
    assert (nothing.scene.boxes, nothing.svg.count('class="lane"')) == ({}, 0)
    assert "Ingenting av det visningen viser, er registrert." in nothing.description
