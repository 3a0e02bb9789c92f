"""Every shipped view keeps to a budget, and no line of a view is lost, whatever the paper, language and day."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import pytest
from sheets import crossings, lines, sizes
from shipped_record import picture

from graphmodel.config import shipped
from graphmodel.diagram import view_names

if TYPE_CHECKING:
    from graphmodel.diagram.view import Paper

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
    "digitaliseringsnettverk": Budget(48, 76, 145),
    "etterlyst": Budget(12, 12, 4),
    "kommune": Budget(18, 20, 10),
    "ks-samstyring": Budget(38, 76, 75),
    "mandater": Budget(60, 54, 14),
    "nasjonal-e-helse": Budget(31, 54, 85),
    "organ": Budget(30, 30, 10),
    "oversikt-agder": Budget(12, 20, 10),
    "oversikt-ks": Budget(12, 20, 10),
    "regional-struktur": Budget(24, 44, 80),
    "rkg-e-helse": Budget(24, 48, 60),
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


@pytest.mark.parametrize(("name", "paper"), list(product(VIEWS, ("A4", "A3", "screen"))))
def test_every_line_of_a_view_is_drawn_exactly_once_over_its_pages(name: str, paper: Paper) -> None:
    for lang, day in (("nb", "2021-12-01"), ("en", "2019-06-01"), ("nb", "2024-02-01")):
        made = picture(name, paper, lang, day)  # type: ignore[arg-type]
        drawn = sorted(stroke.id.removeprefix("edge-") for sheet in made.display_lists for stroke in lines(sheet))
        assert drawn == sorted(made.scene.lines)
        told = [edge for line in made.scene.lines.values() for edge in line.edges]
        told += [edge for edges in made.scene.inside.values() for edge in edges]
        assert sorted(told) == sorted(made.scene.part.edges)
        homes = [box.id for leaf in made.pages for box in leaf.scene.boxes.values() if not box.elsewhere]
        assert sorted(homes) == sorted(made.scene.boxes)
