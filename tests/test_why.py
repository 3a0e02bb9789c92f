"""Explaining a node, an edge or a source."""

from __future__ import annotations

import re

import pytest
from graphs import crossroads, disputed, edge, graph, graphs, node, renamed
from hypothesis import given
from markdown_it import MarkdownIt

from graphmodel.errors import UnknownIdError
from graphmodel.explanation import why
from graphmodel.model import Graph


def test_a_node_is_told_with_authority_over_it_first_then_who_reaches_it_then_what_it_reaches() -> None:
    told = why(crossroads(), "network", "en")
    assert [(section.heading, section.lines) for section in told.sections] == [
        ("Network is mandated by", ("Council, 29 November 2019 [1]",)),
        ("Network is steered by", ("Board, from June 2021, as of 2018 [1]",)),
        ("Network is funded by", ("Ministry, from 2021 to 2023 [1]",)),
        ("Network follows up", ("Strategy, as of 2018 [1]",)),
        ("Network is led by", ("Town, from 1 June 2021 to 31 May 2023 [1]",)),
        (
            "Called for, but not recorded as a tie",
            ("Association cooperates with Network, as of 2018 [1]",),
        ),
    ]
    assert told.sources == ("[1] Minutes. 1 May 2018. https://example.org/minutes (minutes)",)


def test_ties_of_which_the_same_is_told_share_a_line_in_norwegian_order() -> None:
    towns = [node(id_, "Municipality", "local", name=name) for id_, name in (("aa", "Ås"), ("b", "Bø"), ("oe", "Øy"))]
    members = [edge(town.id, "MEMBER_OF", "club", role="medlem") for town in towns]
    told = why(graph([*towns, node("club", "Network")], members), "club")
    assert told.sections[0].lines == ("3: Bø, Øy, Ås – medlem, opplyst per 2018 [1]",)


def test_names_are_told_with_their_periods() -> None:
    assert why(renamed(), "network").sections[0].lines == (
        "Before, fra våren 2021 til høsten 2021",
        "After, fra høsten 2021, renamed",
    )


def test_an_edge_tells_its_authority_its_doubts_and_the_other_claim() -> None:
    one = edge(
        "a",
        "ESTABLISHED",
        "c",
        since="2019-11",
        confidence="inferred",
        reasoning="The minutes imply it.",
        conflict="The annual report says 2018.",
        conflicts_with=("b:established:c",),
    )
    other = edge("b", "ESTABLISHED", "c")
    told = why(graph([node("a"), node("b"), node("c")], [one, other]), one.id, "en")
    assert told.title == "A established C"
    assert told.about == (
        "A established C, November 2019, inferred, not stated by the source [1].",
        "Inferred: The minutes imply it.",
        "Sources differ: The annual report says 2018.",
    )
    assert told.sections[0].lines == ("B established C [1]",)


def test_a_called_for_edge_says_that_it_is_not_recorded() -> None:
    told = why(crossroads(), "association:cooperates-with:network")
    assert told.about[1] == "Etterlyst, men ikke registrert som forbindelse."


def test_a_claim_that_was_not_chosen_never_stands_among_the_ties_and_says_so_itself() -> None:
    told = why(disputed(), "c", "en")
    assert [(section.heading, section.lines) for section in told.sections] == [
        ("C is steered by", ("A, as of 2018 [1]",)),
        ("Other claims", ("B steers C, as of 2018 [1]",)),
    ]
    told = why(disputed(), "b:steers:c", "en")
    assert told.about[1] == "Another claim was chosen: this one does not count as a tie."
    assert told.sections[0].heading == "The claim that was chosen"


def test_a_source_tells_what_cites_it() -> None:
    told = why(renamed(), "minutes", "en")
    assert (told.about, told.sections[0].lines) == (("https://example.org/minutes",), ("network",))


def test_a_node_with_the_id_of_a_source_tells_of_both() -> None:
    told = why(graph([node("minutes"), node("board")], [edge("board", "REPORTS_TO", "minutes")]), "minutes", "en")
    assert told.title == "Minutes"
    assert told.sections[-1].heading == "The source of the same id, “Minutes”, is cited by"
    assert told.sections[-1].lines == ("Board", "Minutes", "Board reports to Minutes, as of 2018")


def test_text_and_plain_values_hold_the_same() -> None:
    told = why(renamed(), "network", "en")
    assert told.as_text().splitlines()[:4] == [
        "# After (EN)",
        "",
        "Network, regional · network",
        "From spring 2021; as of 2018 [1]",
    ]
    assert told.as_dict()["sections"] == [{"heading": "Names", "lines": list(told.sections[0].lines)}]


def test_an_unknown_id_names_the_nearest() -> None:
    with pytest.raises(UnknownIdError, match="did you mean 'network'"):
        why(renamed(), "netwrk")


def test_an_empty_graph_knows_nothing() -> None:
    with pytest.raises(UnknownIdError):
        why(Graph(), "network")


@given(graphs())
def test_what_is_told_is_text_in_markdown_and_html_whatever_the_names(record: Graph) -> None:
    reader = MarkdownIt("gfm-like", {"linkify": False, "html": True})
    for id_ in [*record.nodes, *record.edges, *record.sources][:4]:
        told = why(record, id_, "en")
        blocks = reader.parse(told.as_markdown())
        assert {block.tag for block in blocks} <= {"h1", "h2", "p", "ul", "li", ""}
        parts = [part for block in blocks for part in block.children or ()]
        assert {part.type for part in parts} <= {"text", "text_special", "softbreak"}
        assert blocks[1].children is not None
        assert "".join(part.content for part in blocks[1].children) == " ".join(told.title.split())
        assert set(re.findall(r"<(\w+)", told.as_html())) <= {"div", "h1", "h2", "p", "ul", "li"}
        assert repr(told).startswith(f"<Explanation of {id_}: ")
