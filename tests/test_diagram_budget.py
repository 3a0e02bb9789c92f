"""Views keep to a budget, no line of a view is lost, whatever the paper, language and day, and groups are named."""

from __future__ import annotations

from io import BytesIO
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import pytest
from graphs import edge, graph, node
from pypdf import PdfReader
from sheets import boxes, crossings, labels, lanes, lines, sizes
from shipped_record import picture

from graphmodel.config import shipped
from graphmodel.diagram import Diagram, draw, parse_view, strip, view_names
from graphmodel.diagram.pages import PAPER_SIZES
from graphmodel.errors import ViewError

if TYPE_CHECKING:
    from graphmodel.diagram.view import Lang, Paper

VIEWS = view_names(shipped("diagrams"))
OVERVIEWS = ("oversikt-agder", "oversikt-ks")
WORKING_MAP = 40
"""From how many lines a view says that it is one to work with."""


class Budget(NamedTuple):
    """The most that a view shows."""

    boxes: int
    lines: int
    crossings: int


BUDGETS = {
    "digi-agder-blir-til": Budget(12, 20, 20),
    "digitaliseringsnettverk": Budget(40, 48, 60),
    "e-helse-planer": Budget(20, 32, 20),
    "etterlyst": Budget(12, 12, 4),
    "kommune": Budget(18, 20, 10),
    "ks-agder": Budget(17, 28, 25),
    "ks-samstyring": Budget(23, 32, 30),
    "mandater": Budget(60, 54, 14),
    "nasjonal-e-helse": Budget(18, 25, 20),
    "organ": Budget(30, 30, 10),
    "oversikt-agder": Budget(12, 20, 10),
    "oversikt-ks": Budget(12, 20, 10),
    "regional-struktur": Budget(24, 44, 80),
    "rkg-e-helse": Budget(18, 24, 20),
    "samhandlingsstruktur": Budget(30, 62, 95),
    "sti": Budget(4, 4, 0),
    "strategier": Budget(53, 75, 60),
}


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_keeps_to_its_budget_and_says_when_it_is_a_working_map(name: str) -> None:
    made = picture(name)
    spent = Budget(len(made.scene.boxes), len(made.scene.lines), sum(map(crossings, made.display_lists)))
    assert all(used <= most for used, most in zip(spent, BUDGETS[name], strict=True)), spent
    assert (len(made.scene.lines) > WORKING_MAP) == made.view.title.nb.startswith("Arbeidskart: ")


@pytest.mark.parametrize("name", OVERVIEWS)
def test_an_overview_is_one_a4_page_with_verbs_and_type_of_nine_points(name: str) -> None:
    made = picture(name)
    (sheet,) = made.display_lists
    assert (round(sheet.width), round(sheet.height)) == (842, 595)
    assert min(sizes(sheet)) >= 9
    assert not any(line.numbered for line in made.scene.lines.values())
    assert all(line.text for line in made.scene.lines.values())


PAPER_NAMES: tuple[Paper, ...] = ("A4", "A3", "screen")
LANGS: tuple[Lang, ...] = ("nb", "en")
MATRIX = list(product(VIEWS, PAPER_NAMES, LANGS, ("2021-12-01", "2019-06-01", "2024-02-01")))


@pytest.mark.parametrize(("name", "paper", "lang", "day"), MATRIX)
def test_every_line_is_drawn_once_and_no_page_is_mostly_empty_or_too_large(
    name: str, paper: Paper, lang: Lang, day: str
) -> None:
    made = picture(name, paper, lang, day)
    drawn = sorted(stroke.id.removeprefix("edge-") for page in made.display_lists for stroke in lines(page))
    assert drawn == sorted(made.scene.lines)
    told = [edge for line in made.scene.lines.values() for edge in line.edges]
    told += [edge for edges in made.scene.inside.values() for edge in edges]
    assert sorted(told) == sorted(made.scene.part.edges)
    homes = [box.id for leaf in made.pages for box in leaf.scene.boxes.values() if not box.elsewhere]
    assert sorted(homes) == sorted(made.scene.boxes)
    things = [len(boxes(page)) + len(lines(page)) for page in made.display_lists]
    assert min(things) >= sum(things) / len(things) / 3
    for page, leaf in zip(made.display_lists, made.pages, strict=True):
        if made.view.axis == "levels" and paper != "screen" and lanes(page):
            (foot,) = (shape for shape in page.shapes if shape.id == "foot")
            assert max(lane.bottom for lane in lanes(page)) >= foot.y - 6
        if made.view.axis == "levels":
            assert [each.name for each in labels(page) if not any(lane.holds(each) for lane in lanes(page))] == []
        high, wide = PAPER_SIZES[paper][1], PAPER_SIZES[paper][0]
        larger = page.width > wide + 0.5 or page.height > high + 0.5
        assert not larger or any("arket" in each or "the paper" in each for each in leaf.scene.remarks)


def test_a_page_that_is_larger_than_the_paper_says_so() -> None:
    kinds = ("MEMBER_OF", "STEERS", "MANDATES", "ADVISES", "REPORTS_TO", "LEADS", "HOSTS", "SECRETARIAT_FOR")
    sure = [
        edge(*ends, id=f"{ends[0]}-{number}", role=f"Rolle nummer {number} av mange")
        for number, type_ in enumerate(kinds)
        for ends in (("one", type_, "other"), ("other", type_, "one"))
    ]
    unsure = [
        each.model_copy(update={"id": f"{each.id}-x", "confidence": "inferred", "reasoning": "Fordi."}) for each in sure
    ]
    view = parse_view(f"{HEAD}lines: {{text: role, single: true}}\npaper: A4\n", "all")
    made = draw(graph([node("one"), node("other", level="local")], [*sure, *unsure]), view)
    (page,) = made.display_lists
    assert page.width > PAPER_SIZES["A4"][0]
    assert made.pages[0].scene.remarks == (
        "Figuren er større enn arket: vis eller brett sammen færre, eller velg et større ark.",
    )


# --- a budget of the view's own ---------------------------------------------------------------------------------

HEAD = "title: {nb: Alt, en: All}\nday: 2021-12-01\nshow:\n  - levels: [regional, local]\n"
STAR = graph(
    [node("hub"), *(node(id_) for id_ in ("one", "other", "third")), *(node(id_) for id_ in ("alike", "same"))],
    [
        edge("one", "MEMBER_OF", "hub"),
        edge("other", "STEERS", "hub"),
        edge("third", "ADVISES", "hub"),
        edge("alike", "FUNDS", "hub"),
        edge("same", "FUNDS", "hub"),
    ],
)


def of_star(budget: str, lines: str = "{}") -> Diagram:
    return draw(STAR, parse_view(f"{HEAD}budget: {budget}\nlines: {lines}\n", "star"))


def test_a_picture_within_its_budget_shows_all() -> None:
    made = of_star("{boxes: 6, lines: 5, pages: 1}", "{leave_out: [FUNDS]}")
    assert (len(made.scene.boxes), len(made.scene.lines), made.scene.remarks) == (6, 5, ())


def test_a_picture_over_its_budget_folds_what_has_the_same_lines_and_says_so() -> None:
    made = of_star("{lines: 4}", "{leave_out: [FUNDS]}")
    assert (len(made.scene.boxes), len(made.scene.lines)) == (5, 4)
    assert made.scene.remarks == ("6 noder: de av samme slag med de samme linjene er slått sammen.",)


def test_it_then_leaves_out_no_more_than_it_must_in_the_order_of_the_view_and_says_so() -> None:
    made = of_star("{lines: 3}", "{leave_out: [ADVISES, FUNDS]}")
    assert sorted(line.type for line in made.scene.lines.values()) == ["FUNDS", "MEMBER_OF", "STEERS"]
    assert made.scene.remarks[-1] == "Uten: gir råd til."
    assert "Uten: gir råd til." in made.description


def test_a_budget_that_cannot_be_met_says_what_to_leave_out_or_fold() -> None:
    with pytest.raises(ViewError) as caught:
        of_star("{lines: 2}", "{leave_out: [ADVISES]}")
    assert str(caught.value) == (
        "view:5: budget: the picture has 3 lines, and at most 2 are allowed: leave more out under 'lines: without:',"
        " such as FUNDS (1) or MEMBER_OF (1), or fold more, such as Committee (5)"
    )


@pytest.mark.parametrize("budget", ["{lines: 0}", "{boxes: many}", "{sheets: 1}"])
def test_a_budget_that_is_none_is_told_with_its_line(budget: str) -> None:
    with pytest.raises(ViewError, match=r"^view:5: budget\."):
        parse_view(f"{HEAD}budget: {budget}\n", "star")


def test_what_a_view_leaves_out_between_its_nodes_is_said() -> None:
    made = draw(STAR, parse_view(f"{HEAD}lines: {{without: [FUNDS, OWNS]}}\n", "star"), lang="en")
    assert made.scene.remarks == ("Without: funds.",)


# --- groups -----------------------------------------------------------------------------------------------------


def test_groups_print_their_names_and_hold_their_members_and_nobody_else() -> None:
    nodes = [node("east", "County", name="Øst"), node("west", "County", name="Vest")]
    nodes += [node(id_) for id_ in ("one", "other", "third")]
    ties = [
        edge("one", "PART_OF", "east"),
        edge("other", "PART_OF", "west", until="2020"),
        edge("third", "MEMBER_OF", "one"),
    ]
    view = parse_view(f"{HEAD}group: county\nhide:\n  - kinds: County\n", "grouped")
    first, last = strip(graph(nodes, ties), view, ["2019-01-01", "2021-12-01"])
    assert headings(first) == {"Øst": ["node-one"], "Vest": ["node-other"], "Fylke ikke registrert": ["node-third"]}
    assert headings(last) == {
        "Øst": ["node-one"],
        "Vest (ingen denne dagen)": ["node-other"],
        "Fylke ikke registrert": ["node-third"],
    }
    assert first.notes.boxes["one"].sentence == "One, utvalg, regionalt nivå, er del av Øst"


def test_a_day_on_which_no_group_has_anybody_is_told() -> None:
    view = parse_view(f"{HEAD}group: county\n", "grouped")
    assert draw(STAR, view).scene.remarks == ("Ingen av dem som vises, er registrert i noe fylke denne dagen.",)


def headings(made: Diagram) -> dict[str, list[str]]:
    """Return the boxes that stand within the width of each heading."""
    (page,) = made.display_lists
    names = [shape for shape in page.shapes if shape.kind == "column-name"]
    return {
        " ".join(line.text for line in name.lines): [
            box.name for box in boxes(page) if name.x <= (box.left + box.right) / 2 <= name.x + name.width
        ]
        for name in names
    }


# --- switches ---------------------------------------------------------------------------------------------------


def test_legend_and_foot_can_be_left_out() -> None:
    whole = draw(STAR, parse_view(HEAD, "star"))
    bare = draw(STAR, parse_view(f"{HEAD}legend: false\nfoot: false\n", "star"))
    kinds = [{shape.kind for shape in made.display_lists[0].shapes} for made in (whole, bare)]
    assert kinds[0] - kinds[1] == {"legend", "foot"}
    assert lanes(bare.display_lists[0])[0].top <= lanes(whole.display_lists[0])[0].top
    assert "Visning" not in bare.svg
    page = PdfReader(BytesIO(bare.pdf)).pages[0].extract_text()
    assert "Alt" in page
    assert "Side 1" not in page
