"""Every statement that the founding documents make about the structure is answered by a question of the library."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from graphmodel import project
from graphmodel.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE = Path(__file__).parent.parent / "docs" / "reference" / "founding-questions.md"
_ASK = re.compile(r"`(?P<name>[a-z-]+)`(?P<given>.*)")


class Asked(NamedTuple):
    """A question with what it is asked about, and what one row of the answer must hold."""

    statement: str
    name: str
    given: dict[str, str]
    holds: dict[str, str]


def _pairs(text: str) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in text.split(", ") if pair.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}


def _asked() -> Iterator[Asked]:
    rows = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith(("| A", "| B"))]
    for row in rows:
        _, statement, questions, answers = (cell.strip() for cell in row.strip("|").split("|"))
        for question, answer in zip(questions.split("<br>"), answers.split("<br>"), strict=True):
            found = _ASK.fullmatch(question.strip())
            assert found, question
            yield Asked(statement, found["name"], _pairs(found["given"]), _pairs(answer))


ASKED = list(_asked())


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(f"arcadedb:{tmp_path_factory.mktemp('founding') / 'store'}") as opened:
        opened.load(project.read())
        yield opened


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: f"{asked.name}-{'-'.join(asked.holds.values())}")
def test_a_statement_of_the_founding_documents_stands_in_the_answer_to_its_question(store: Store, asked: Asked) -> None:
    answer = store.run(project.question(asked.name), **asked.given).to_dicts()
    assert asked.holds
    assert any(all(str(row[name]) == value for name, value in asked.holds.items()) for row in answer), asked.statement


def test_every_statement_has_a_row_and_the_rows_ask_many_questions() -> None:
    assert len({asked.statement for asked in ASKED}) == 35
    assert len({asked.name for asked in ASKED}) >= 30
