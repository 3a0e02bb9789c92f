"""Finding a node by what people call it."""

from __future__ import annotations

import re

import pytest
from graphs import crossroads, graph, node

from graphmodel.errors import AmbiguousNameError, UnknownIdError, WrongKindError
from graphmodel.lookup import find, resolve
from graphmodel.model import Graph, Name


@pytest.fixture
def agder() -> Graph:
    return graph(
        [
            node("vegarshei-kommune", "Municipality", "local", name="Vegårshei kommune"),
            node("kristiansand-kommune", "Municipality", "local", name="Kristiansand kommune"),
            node("region-kristiansand", "RegionalCouncil", "intermunicipal", name="Region Kristiansand"),
            node(
                "digi-agder",
                "Network",
                name="Digi Agder",
                name_en="Digi Agder network",
                names=(Name(name="Ett digitalt Agder", until="2021-10"),),
            ),
        ],
        [],
    )


@pytest.mark.parametrize("text", ["vegarshei-kommune", "Vegårshei kommune", "vegarshei", "VEGÅRSHEI", "vegaarshei k"])
def test_a_name_is_found_with_or_without_its_norwegian_letters(agder: Graph, text: str) -> None:
    assert resolve(agder, text) == "vegarshei-kommune"


@pytest.mark.parametrize("text", ["Ett digitalt Agder", "digi agder network", "digitalt"])
def test_a_former_or_english_name_is_found(agder: Graph, text: str) -> None:
    assert resolve(agder, text) == "digi-agder"


def test_several_matches_are_listed_in_norwegian_order_and_never_guessed(agder: Graph) -> None:
    with pytest.raises(AmbiguousNameError) as error:
        resolve(agder, "kristiansand")
    assert str(error.value).splitlines()[1:] == [
        "  kristiansand-kommune  (Kristiansand kommune)",
        "  region-kristiansand  (Region Kristiansand)",
    ]


def test_kinds_narrow_the_search(agder: Graph) -> None:
    assert resolve(agder, "kristiansand", kinds={"Municipality"}) == "kristiansand-kommune"


def test_an_exact_name_goes_before_names_that_only_begin_with_it(agder: Graph) -> None:
    more = graph([*agder.nodes.values(), node("digi-agder-2", "Network", name="Digi Agder pluss")], [])
    assert find(more, "Digi Agder") == ["digi-agder"]


@pytest.mark.parametrize("text", ["", "   ", "···", "digi-adger"])
def test_what_fits_nothing_is_an_error(agder: Graph, text: str) -> None:
    with pytest.raises(UnknownIdError, match="no node"):
        resolve(agder, text)


def test_the_nearest_is_named_for_a_slip_of_the_pen(agder: Graph) -> None:
    with pytest.raises(UnknownIdError, match="did you mean 'digi-agder'"):
        resolve(agder, "digi-adger")


@pytest.fixture
def short() -> Graph:
    names = ("Ås kommune", "Asker kommune", "Norsk Helsenett AS", "Ål kommune", "Alver kommune", "Bø kommune")
    return graph([node(f"n{place}", "Municipality", "local", name=name) for place, name in enumerate(names)], [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ås", ["n0"]),  # not Asker, which only begins alike, nor AS, which is only spelled alike
        ("ås", ["n0"]),
        ("a\N{COMBINING RING ABOVE}s", ["n0"]),
        ("AS", ["n2"]),
        ("Ål", ["n3"]),
        ("Al", ["n3"]),  # a whole word comes before one that begins so
        ("Bø", ["n5"]),
        ("Bo", ["n5"]),
        ("kommune Ås", ["n0"]),
        ("Ask", ["n1"]),
    ],
)
def test_short_names_are_found_as_whole_words_in_their_own_letters_first(
    short: Graph, text: str, found: list[str]
) -> None:
    assert find(short, text) == found


def test_the_id_of_a_tie_or_a_source_is_told_for_what_it_is_where_a_node_is_expected() -> None:
    record = crossroads()
    source, tie = next(iter(record.sources)), next(iter(record.edges))
    with pytest.raises(WrongKindError, match=rf"^{re.escape(source)} is a source; expected a node$"):
        resolve(record, source)
    with pytest.raises(WrongKindError, match=rf"^{re.escape(tie)} is a tie; expected a node$"):
        resolve(record, tie)


def test_an_id_of_another_kind_is_told_with_the_nearest_of_the_right_kind(agder: Graph) -> None:
    with pytest.raises(WrongKindError) as error:
        resolve(agder, "region-kristiansand", kinds={"Municipality"})
    kind = agder.nodes["region-kristiansand"].kind
    assert str(error.value) == f"region-kristiansand is a {kind}; expected a Municipality (kristiansand-kommune)"
