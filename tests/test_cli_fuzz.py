"""Files of one's own with slips in them: a message, never a traceback; the same slips every time."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphmodel.config import shipped

if TYPE_CHECKING:
    from command import Type

PIECES = (
    *("null", "true", "[]", "{}", "- ", ": ", "\n", "  ", "\t", "'", '"', "&a ", "*a", "!x ", "|\n", "{n}", "$x", "%"),
    *(
        "\N{RIGHT-TO-LEFT OVERRIDE}",
        "\x1b[2J",
        "\x00",
        "\ufeff",
        "æ",
        "2021-13-01",
        "9" * 40,
        "-1",
        ".inf",
        "ids",
        "kinds",
    ),
)
VIEWS = sorted(shipped("diagrams").glob("*.yaml"))
GUIDE = Path(__file__).parent.parent / "docs" / "how-to" / "try-a-what-if.md"
SCENARIOS = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)


def slipped(chance: random.Random, text: str) -> bytes:
    """Return a text with some slips: pieces put in, taken out, said twice, and now and then a byte that is no text."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 0, 1, 5, 40)))
        middle = chance.choice((chance.choice(PIECES), text[start:end] * 2, ""))
        text = text[:start] + middle + text[end:]
    data = text.encode("utf-8")
    return data if chance.random() < 0.9 else data[: len(data) // 2] + b"\xff" + data[len(data) // 2 :]


def check_ended(type_: Type, *words: str) -> None:
    told = type_(*words)
    assert told.code in {0, 2}
    assert told.code == 0 or told.err.startswith("graphmodel: ")
    assert "Traceback" not in told.err
    assert all(line.isprintable() for line in told.err.splitlines())


@pytest.mark.parametrize("seed", range(12))
def test_a_view_with_slips(seed: int, type_: Type, tmp_path: Path) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same every time
    for place in range(3):
        file = tmp_path / f"view-{place}.yaml"
        file.write_bytes(slipped(chance, chance.choice(VIEWS).read_text("utf-8")))
        check_ended(type_, "draw", str(file), "--on", "2021-12-01", "-o", str(tmp_path / "a.mmd"))


@pytest.mark.parametrize("seed", range(8))
def test_a_scenario_with_slips(seed: int, type_: Type, tmp_path: Path) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same every time
    for _ in range(3):
        (tmp_path / "s.yaml").write_bytes(slipped(chance, chance.choice(SCENARIOS)))
        check_ended(type_, "analyse", "double-hats", "--what-if", str(tmp_path / "s.yaml"))
