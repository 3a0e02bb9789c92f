"""Damaged seed files: whatever was typed, what is told is clear, complete and fit for a terminal; never a traceback."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from seedfolders import BOARD, SOURCES, folder

from graphmodel.checks import report
from graphmodel.errors import SeedError
from graphmodel.seeds import read, read_draft

WHOLE = {
    "sources.yaml": SOURCES,
    "board.yaml": BOARD
    + "  names:\n  - {name: Rådet, from: 2012, to: unknown}\n  numbers:\n  - {number: 0301}\n  edges:\n"
    "  - {type: ADVISES, to: town, since: 2021-05, cites: [minutes: p. 1]}\n",
    "town.yaml": "- id: town\n  note: By the river.\n  cites:\n  - minutes: p. 2\n",
    "names.csv": "node,name,from,to\ntown,Tettstedet,,2017\n",
    "list.csv": 'id,kind,level,name,number,cites\ntown,Municipality,local,Byen,4203,"minutes: p. 1; minutes"\n',
    "surveys.yaml": "- id: s\n  node: board\n  type: LEADS\n  on: 2021\n  cites: [minutes]\n",
    "accepted-findings.yaml": "- finding: GM402:board\n  reason: x\n",
}
SCRAPS = (
    *(
        "- ",
        ": ",
        ":",
        "\n",
        "  ",
        "\t",
        "[",
        "]",
        "{",
        "}",
        '"',
        "'",
        "&a ",
        "*a",
        "!x ",
        "|",
        ">",
        "#",
        "%",
        "@",
        "`",
        ",",
        ";",
    ),
    *(
        "null",
        "2021-13",
        "31.12.2021",
        "id: board\n",
        "kind: Goal\n",
        "edges:\n",
        "cites:",
        "names:",
        "unknown",
        "<<: ",
        "? ",
    ),
    *(
        "---\n",
        "...\n",
        "[[[[[[[[[[",
        "x" * 600,
        "\x00",
        "\x1b[31m",
        '"\\x1b"',
        "\u2028",
        "\ufeff",
        "\r",
        "é",
        "\U0001f600",
    ),
)


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, str | bytes]:
    """Draw the whole seeds with a few scraps typed into one or two of the files."""
    files: dict[str, str | bytes] = dict(WHOLE)
    for name in draw(st.lists(st.sampled_from(sorted(WHOLE)), min_size=1, max_size=2, unique=True)):
        text = WHOLE[name]
        for _ in range(draw(st.integers(1, 3))):
            start = draw(st.integers(0, len(text)))
            text = text[:start] + draw(st.sampled_from(SCRAPS)) + text[start + draw(st.sampled_from((0, 0, 1, 8))) :]
        files[name] = text
    return files


@settings(max_examples=150)
@given(damaged())
def test_damaged_files_are_told_of_and_nothing_else_happens(files: dict[str, str | bytes]) -> None:
    with TemporaryDirectory() as path:
        told = report(read_draft(folder(Path(path), files)))
        assert len({finding.id for finding in told.findings}) == len(told.findings)
        assert all(finding.file and finding.line >= 1 for finding in told.findings)
        assert told.as_text().replace("\n", "").isprintable()
        sound = not any(finding.severity == "error" for finding in told.findings)
        assert _readable(path) is sound


def _readable(path: str) -> bool:
    try:
        read(path)
    except SeedError as error:
        assert str(error).replace("\n", "").isprintable()  # noqa: PT017 - both outcomes are fine
        return False
    return True
