"""Every statement that the founding documents make about the structure is answered by a question of the library."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import shipped_record

from graphmodel import workspace
from graphmodel.explanation import why
from graphmodel.model import Source
from graphmodel.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphmodel.model import Graph

TABLE = Path(__file__).parent.parent / "docs" / "reference" / "founding-questions.md"
WHY = "why"
"""Asked of the graph itself: all that is recorded of a node or a tie, as text, which holds what it ``says``."""
_ASK = re.compile(r"`(?P<name>[a-z-]+)`(?P<given>.*)")


class Asked(NamedTuple):
    """A question with what it is asked about, and what one row of the answer must hold."""

    number: int
    statement: str
    name: str
    given: dict[str, str]
    holds: dict[str, str]


def _pairs(text: str) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in re.split(r", (?=[a-z_]+=)", text) if pair.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}


def _asked() -> Iterator[Asked]:
    rows = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if re.match(r"\| \d", line)]
    for row in rows:
        number, _, statement, questions, answers = (cell.strip() for cell in row.strip("|").split("|"))
        for question, answer in zip(questions.split("<br>"), answers.split("<br>"), strict=True):
            found = _ASK.fullmatch(question.strip())
            assert found, question
            yield Asked(int(number), statement, found["name"], _pairs(found["given"]), _pairs(answer))


ASKED = list(_asked())


@pytest.fixture(scope="module")
def graph() -> Graph:
    return shipped_record.record()


@pytest.fixture(scope="module")
def store(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(f"arcadedb:{tmp_path_factory.mktemp('founding') / 'store'}") as opened:
        opened.load(graph)
        yield opened


def _id(asked: Asked) -> str:
    return f"{asked.number}-{asked.name}-{'-'.join(asked.holds.values())}"


@pytest.mark.parametrize("asked", [asked for asked in ASKED if asked.name != WHY], ids=_id)
def test_a_statement_of_the_founding_documents_stands_in_the_answer_to_its_question(store: Store, asked: Asked) -> None:
    answer = store.run(workspace.question(asked.name), **asked.given).to_dicts()
    assert asked.holds
    assert any(all(str(row[name]) == value for name, value in asked.holds.items()) for row in answer), asked.statement


@pytest.mark.parametrize("asked", [asked for asked in ASKED if asked.name == WHY], ids=_id)
def test_what_a_founding_document_says_in_passing_is_told_where_it_belongs(graph: Graph, asked: Asked) -> None:
    what = graph[asked.given["what"]]
    assert asked.holds["says"] in why(graph, what.id).as_text(), asked.statement
    assert not isinstance(what, Source)
    assert {"seed-000", "seed-002"} & {citation.source for citation in what.cites}


def test_every_statement_has_a_row_and_the_rows_ask_many_questions() -> None:
    assert sorted({asked.number for asked in ASKED}) == list(range(1, 69))
    assert len({asked.name for asked in ASKED}) >= 30
