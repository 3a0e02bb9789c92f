"""Seats: who holds one, for whom, by whose appointment; and one clear error for each that cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from seedfolders import BOARD, folder

from graphmodel.errors import SeedError
from graphmodel.model.edges import Leads, RepresentedIn
from graphmodel.seeds import read

if TYPE_CHECKING:
    from pathlib import Path

TOWNS = "".join(
    f"- id: {id_}\n  kind: {kind}\n  level: local\n  name: {id_}\n  cites: [minutes]\n"
    for id_, kind in (("town", "Municipality"), ("village", "Municipality"), ("county", "County"), ("plan", "Plan"))
)
SEAT = "- id: holder\n  kind: Municipality\n  level: local\n  name: Holder\n  cites: [minutes]\n  edges:\n"
SEAT += "  - type: REPRESENTED_IN\n    to: board\n    cites: [minutes]\n"


def test_a_seat_has_a_capacity_and_those_it_is_held_for(tmp_path: Path) -> None:
    told = "    capacity: votes\n    on_behalf_of: [county]\n    appointed_by: [town]\n    since: ..\n"
    seat = read(folder(tmp_path, {"all.yaml": BOARD + TOWNS + SEAT + told})).edges["holder:represented-in:board"]
    assert isinstance(seat, RepresentedIn)
    assert (seat.capacity, seat.on_behalf_of, seat.appointed_by) == ("votes", ("county",), ("town",))
    assert seat.since == ".."


def test_a_list_of_seats_has_ids_with_spaces_between(tmp_path: Path) -> None:
    rows = "from,type,to,capacity,on_behalf_of,cites\ntown,LEADS,board,votes,county village,minutes\n"
    graph = read(folder(tmp_path, {"all.yaml": BOARD + TOWNS, "seats.csv": rows}))
    seat = graph.edges["town:leads:board"]
    assert isinstance(seat, Leads)
    assert seat.on_behalf_of == ("county", "village")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("capacity: rules", "all.yaml:{LINE}: holder:represented-in:board: capacity: 'rules' is not one of 'votes', "),
        ("on_behalf_of: [tovn]", "all.yaml:{LINE}: holder:represented-in:board: no node has the id 'tovn'"),
        ("on_behalf_of: [plan]", "'plan' is a Plan; a seat is held for, and given by, a Body or County"),
        ("appointed_by: [county]", "'county' is a County; a seat is held for, and given by, a Body"),
        ("on_behalf_of: [board]", "'holder' would speak for 'board' in 'board', a circle"),
        ("until: ..", "'..' is not a last day: leave it out while it still holds, or write 'unknown'"),
    ],
)
def test_a_seat_that_cannot_be_is_one_error_with_its_line(tmp_path: Path, line: str, expected: str) -> None:
    text = BOARD + TOWNS + SEAT + f"    {line}\n"
    line_of_it = text.count("\n")
    with pytest.raises(SeedError) as caught:
        read(folder(tmp_path, {"all.yaml": text}))
    assert expected.replace("{LINE}", str(line_of_it)) in str(caught.value)
    assert str(caught.value).count("\n") == 0


def test_holders_that_speak_for_each_other_are_a_circle(tmp_path: Path) -> None:
    rows = (
        "from,type,to,on_behalf_of,cites\ntown,MEMBER_OF,board,village,minutes\nvillage,MEMBER_OF,board,town,minutes\n"
    )
    with pytest.raises(SeedError, match=r"seats.csv:2: .*'town' would speak for 'town' in 'board', a circle"):
        read(folder(tmp_path, {"all.yaml": BOARD + TOWNS, "seats.csv": rows}))


def test_only_a_seat_is_held_for_somebody(tmp_path: Path) -> None:
    told = SEAT.replace("REPRESENTED_IN", "ADVISES") + "    on_behalf_of: [town]\n"
    with pytest.raises(SeedError, match=r"on_behalf_of: is only for a seat"):
        read(folder(tmp_path, {"all.yaml": BOARD + TOWNS + told}))
