"""Seeds, views, scenarios and questions with bytes changed at random: what is told is clear, and never a traceback.

The moments of chance are numbered, so that a failure comes again.
"""

# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import json
import random
import re
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from seedfolders import folder

import graphmodel as gm
from graphmodel import config, workspace
from graphmodel.analysis import what_if
from graphmodel.diagram import draw
from graphmodel.diagram.view import read_view
from graphmodel.errors import GraphModelError
from graphmodel.queries import pasteable, read_queries
from graphmodel.queries.lint import lint, lint_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TOKENS = (
    *(
        "&a",
        "*a",
        "!!python/object/apply:os.system [echo]",
        "- ",
        ": ",
        "{",
        "}",
        "[",
        "]",
        "|",
        ">",
        "? ",
        "#",
        "'",
        '"',
    ),
    *(
        "\t",
        "\r",
        "\n",
        "\r\n",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "<<: ",
        "null",
        "~",
        "no",
        "0301",
        "1e9",
        ".inf",
        ".nan",
    ),
    *("2021-02-30", "0000", "9999", "10000", "-1", "202X", "2021-21/2022", "..", "[2021,2022]", "2021?", "Y170000002"),
    *("unknown", "2021-24", "9999-12-31", "9999~", "0001~", "XXXX", "2021-1X", "2021-XX-XX", "44529", "29.11.2019"),
    *(
        "\ufeff",
        "\u200b",
        "\u202e",
        "\u0000",
        "\x1b[31m",
        "\x7f",
        "\x85",
        "\u2028",
        "\ufffe",
        "\U0001f600",
        "e\u0301",
        "\u0430",
    ),
    *(
        ";",
        ",",
        '""',
        "a" * 30_000,
        "- " * 60,
        "[" * 60,
        "id: x\n",
        "kind: Body\n",
        "edges:\n",
        "cites:\n",
        "True",
        "[]",
    ),
    *(
        "https://[::1",
        "sep=;\n",
        "'",
        "\u2029",
        "=cmd|' /C calc'!A0",
        "$x",
        "${x}",
        "MATCH (n) RETURN n",
        "// ",
        "/*",
        "*/",
    ),
)
SEEDS: Mapping[str, bytes] = {
    "bodies.yaml": b"""- id: a-kommune
  kind: Municipality
  level: local
  name: A kommune
  number: '4204'
  from: 2021-01-01
  cites:
  - s1: p. 3
  names:
  - name: Gamle A
    from: 1999
    to: 2005-11
    language: se
  numbers:
  - number: 1001
    to: 2019
  edges:
  - type: MEMBER_OF
    to: rad
    since: 2021
    until: unknown
    as_of: 2022~
    role: member
    cites: [s1]
""",
    "rad.yaml": b"""- id: rad
  kind: RegionalCouncil
  level: regional
  name: Radet
  note: "En: 'note'"
  confidence: inferred
  reasoning: because
  cites: [s1, {s2: x}]
""",
    "sources.yaml": b"""- id: s1
  title: T
  url: https://example.org/x
  published: 2021-11/2021-12
- id: s2
  title: U
""",
    "surveys.yaml": b"- id: sv\n  node: rad\n  type: MEMBER_OF\n  side: to\n  on: 2021\n  cites: [s1]\n",
    "accepted-findings.yaml": b"- finding: 'GM402:a'\n  reason: x\n",
    "nodes.csv": b"id,kind,level,name,number,from,cites\nb-kommune,Municipality,local,B,0301,2020-01-01,s1: 2; s2\n",
    "semicolons.csv": b'id;kind;level;name;to;cites\r\nc;Municipality;local;"C; den";2019;"s1; s2"\r\n;;;;;\r\n',
    "edges.csv": b"from,type,to,since,until,role,cites\nb-kommune,MEMBER_OF,rad,2020,,member,s1\n",
    "names.csv": b"node,name,from,to\nb-kommune,Gamle B,1990,1999\n",
    "numbers.csv": b"node,number,from,to\nb-kommune,1234,1990,1999\n",
    "translations.csv": b"nb,en\nmedlem,member\n",
}


def _inserted(rng: random.Random, raw: bytes, place: int) -> bytes:
    token = rng.choice(TOKENS).encode()
    return raw[:place] + token + raw[place + rng.choice((0, 0, len(token))) :]


def _cut(rng: random.Random, raw: bytes, place: int) -> bytes:
    return raw[:place] + raw[place + rng.choice((1, 3, 8, 40, 200)) :]


def _noise(rng: random.Random, raw: bytes, place: int) -> bytes:
    return raw[:place] + rng.randbytes(rng.randint(1, 4)) + raw[place:]


def _line(rng: random.Random, raw: bytes, _place: int) -> bytes:
    lines = raw.split(b"\n")
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one] = rng.choice((lines[other], b"", b" " * rng.randrange(6) + lines[one].lstrip(), b"\t" + lines[one]))
    return b"\n".join(lines)


def _value(rng: random.Random, raw: bytes, _place: int) -> bytes:
    found = list(re.finditer(rb"(?<=: )[^\n]+|(?<=,)[^,\n]*", raw))
    if not found:
        return raw
    chosen = rng.choice(found)
    return raw[: chosen.start()] + rng.choice(TOKENS).encode() + raw[chosen.end() :]


def damaged(rng: random.Random, raw: bytes) -> bytes:
    """Return a file with a few changes, of the kinds that slips of the hand and of programs make."""
    for _ in range(rng.randint(1, 4)):
        raw = rng.choice((_inserted, _inserted, _cut, _noise, _line, _value, _value))(
            rng, raw, rng.randrange(len(raw) + 1)
        )
    return raw


def _clear(text: str) -> None:
    """A message fits a terminal: no line moves its cursor, and there is an end to it."""
    assert all(line.isprintable() for line in text.split("\n"))
    assert len(text) < 60_000


def _told(work: Callable[[], object]) -> str:
    """Return the message that some work ends in, or nothing; any other exception fails the test."""
    try:
        work()
    except GraphModelError as error:
        return str(error) or "nothing"
    return ""


@pytest.mark.parametrize("start", range(0, 240, 60))
def test_damaged_seeds(tmp_path: Path, start: int) -> None:
    for number in range(start, start + 60):
        rng = random.Random(number)  # noqa: S311 - chance that comes again
        files = dict(SEEDS)
        for name in rng.sample(sorted(files), rng.choice((1, 1, 2))):
            files[name] = damaged(rng, files[name])
        seeds = folder(tmp_path / str(number), files)
        refused = _told(partial(gm.read, seeds))
        report = workspace.check(seeds)
        assert bool(refused) == any(each.severity == "error" for each in report.findings), number
        assert not refused or re.search(r"^[^\n:]+:\d+: ", refused), number
        for text in (refused, report.as_text()):
            _clear(text)
        json.loads(report.as_json().encode())
        json.loads(report.as_sarif().encode())
        if not refused:
            gm.write(gm.read(seeds), tmp_path / f"{number}-again")
            assert gm.read(tmp_path / f"{number}-again") == gm.read(seeds)


@pytest.fixture(scope="module")
def graph() -> gm.Graph:
    return gm.read()


def _drawn(graph: gm.Graph, file: Path) -> bytes:
    return draw(graph, read_view(file), on="2021-12-01").dot.encode()


def test_damaged_views(tmp_path: Path, graph: gm.Graph) -> None:
    views = sorted(config.shipped("diagrams").glob("*.yaml"))
    file = tmp_path / "view.yaml"
    drawn = 0
    for number in range(150):
        rng = random.Random(number)  # noqa: S311
        file.write_bytes(damaged(rng, rng.choice(views).read_bytes()))
        refused = _told(lambda: read_view(file))
        _clear(refused)
        assert not refused or str(file) in refused, number
        if not refused and drawn < 10:
            drawn += 1
            _clear(_told(partial(_drawn, graph, file)))
    assert drawn == 10


def test_damaged_scenarios(tmp_path: Path, graph: gm.Graph) -> None:
    text = Path(__file__).parent.parent.joinpath("docs", "how-to", "try-a-what-if.md").read_text("utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    file = tmp_path / "scenario.yaml"
    for number in range(60):
        rng = random.Random(number)  # noqa: S311
        file.write_bytes(damaged(rng, rng.choice(blocks).encode()))
        _clear(_told(lambda: what_if(graph, workspace.scenario(file), "command", on="2021-12-01")))


def test_damaged_questions(tmp_path: Path) -> None:
    questions = sorted(config.shipped("queries").rglob("*.cypher"))
    file = tmp_path / "theme" / "x-y.cypher"
    file.parent.mkdir()
    for number in range(250):
        rng = random.Random(number)  # noqa: S311
        file.write_bytes(damaged(rng, rng.choice(questions).read_bytes()))
        for finding in lint_file(file):
            _clear(str(finding))
        refused = _told(lambda: [pasteable(each, {}, date(2021, 12, 1)) for each in read_queries(tmp_path).values()])
        _clear(refused)
        assert not refused or str(file) in refused, number


WORDS = """
MATCH RETURN WITH UNWIND CALL { } ( ) [ ] - > < : , . | = 'x' "y" `z` $p 1 0x1 1e5 *1..3 {1,2} WHERE AND NOT EXISTS
COUNT CASE WHEN THEN END AS n m ORDER BY LIMIT SKIP UNION ALL IN IS NULL =~ // /* */ reduce shortestPath CREATE .. ;
"""


def test_words_of_cypher_in_any_order() -> None:
    words = WORDS.split()
    for number in range(1500):
        rng = random.Random(number)  # noqa: S311
        text = " ".join(rng.choice(words) for _ in range(rng.randint(1, 40)))
        _told(partial(lint, text))


@pytest.mark.parametrize("make", [lambda path: path.symlink_to("/dev/zero"), Path.mkdir])
@pytest.mark.parametrize("name", ["a.yaml", "theme/a.cypher"])
def test_what_is_no_file_is_no_view_scenario_or_question(
    tmp_path: Path, name: str, make: Callable[[Path], None]
) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    make(path)
    told = {
        ".yaml": lambda: (_told(lambda: read_view(path)), _told(lambda: workspace.scenario(path))),
        ".cypher": lambda: (_told(lambda: read_queries(tmp_path)),),
    }[path.suffix]()
    assert all(re.search(r"expected a file", each) and str(path) in each for each in told)
