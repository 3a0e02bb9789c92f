"""The text alternative: a planner who cannot see the picture gets all that it shows."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from graphs import crossroads
from shipped_record import picture

from graphmodel.config import shipped
from graphmodel.diagram import Diagram, draw, parse_view, view_names
from graphmodel.diagram.text_alternative import as_html

VIEWS = view_names(shipped("diagrams"))
SMALL = parse_view(
    "title: {nb: Krysset, en: The crossroads}\nday: 2022-01-01\nshow:\n"
    "  - levels: [national, regional, local]\nfold:\n  - kinds: Municipality\n",
    "small",
)


class _Reader(HTMLParser):
    """Collects headings, rows and items, and holds the page to its outline."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[tuple[str, str]] = []
        self.rows = 0
        self.items: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        fields = dict(attrs)
        self._open.append(tag)
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append((tag, ""))
        if tag == "li":
            self.items.append("")
        if tag == "tr":
            self.rows += 1
        if fields.get("id"):
            self.ids.append(str(fields["id"]))
        if (fields.get("href") or "").startswith("#"):
            self.targets.append(str(fields["href"])[1:])

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] in ("h1", "h2", "h3", "h4"):
            self.headings[-1] = (self.headings[-1][0], self.headings[-1][1] + data)
        if "li" in self._open and self.items:
            self.items[-1] += data


def page(made: Diagram) -> _Reader:
    reader = _Reader()
    reader.feed(as_html(made.scene, made.view, made.notes, ()))
    return reader


@pytest.mark.parametrize("name", VIEWS)
def test_the_text_has_a_heading_for_every_lane_and_box_and_a_row_for_every_edge(name: str) -> None:
    made = picture(name)
    found = page(made)
    assert [text for tag, text in found.headings if tag == "h1"] == [made.view.title.nb]
    assert len([1 for tag, _ in found.headings if tag == "h3"]) == len({box.level for box in made.scene.boxes.values()})
    assert sorted(text for tag, text in found.headings if tag == "h4") == sorted(
        box.name for box in made.scene.boxes.values()
    )
    assert found.rows == 1 + len(made.scene.part.edges)


@pytest.mark.parametrize("name", VIEWS)
def test_every_line_is_told_at_both_its_ends_and_every_source_is_listed(name: str) -> None:
    made = picture(name)
    found = page(made)
    for note in made.notes.lines:
        assert any(item.startswith(f"{note.number}: {note.told.sentence}") for item in found.items)
        assert any(item.startswith(f"{note.number}: {note.back}") for item in found.items)
    assert len(found.ids) == len(set(found.ids))
    assert set(found.targets) <= set(found.ids)


@pytest.mark.parametrize("name", VIEWS)
def test_markdown_tells_the_same_sentences(name: str) -> None:
    made = picture(name)
    told = made.markdown.replace("\\", "")
    for note in made.notes.lines:
        assert f"- {note.number}: {note.told.sentence}" in told
    for box in made.scene.boxes.values():
        assert f"\n### {box.name}\n" in told


def test_a_small_picture_reads_as_one_would_say_it() -> None:
    assert draw(crossroads(), SMALL).markdown == EXPECTED


EXPECTED = """\
# Krysset

Krysset. Slik kildene beskriver det per 1. januar 2022. Figuren har 7 bokser som viser 8 organer, planer og vedtak \
(3 nasjonalt, 3 regionalt og 1 lokalt), og 6 linjer. \
Kildene går til og med 1. mai 2018.

## Nasjonalt

### Association

Association, forening, nasjonalt nivå \\[1\\].

### Ministry

Ministry, departement, nasjonalt nivå \\[1\\].

- 1: Ministry finansierer Network, fra 2021 til 2023 \\[1\\]

### Strategy

Strategy, strategi, nasjonalt nivå, fra 2019 til 2025 \\[1\\].

- 4: Strategy følges opp av Network \\[1\\]

## Regionalt

### Board

Board, utvalg, regionalt nivå, fra 1. november 2020 \\[1\\].

- 2: Board styrer Network, fra juni 2021 \\[1\\]

### Council

Council, samarbeidsorgan, regionalt nivå \\[1\\].

- 3: Council gir mandat til Network, 29. november 2019 \\[1\\]
- 5: Council har som medlem 2 kommuner

### Network

Network, nettverk, regionalt nivå, fra våren 2021 \\[1\\].

- 4: Network følger opp Strategy \\[1\\]
- 1: Network finansieres av Ministry, fra 2021 til 2023 \\[1\\]
- 2: Network styres av Board, fra juni 2021 \\[1\\]
- 3: Network har mandat fra Council, 29. november 2019 \\[1\\]
- 6: Network ledes av Town, fra 1. juni 2021 til 31. mai 2023 \\[1\\]

## Lokalt

### 2 kommuner

2 kommuner, lokalt nivå: Town og Village \\[1\\].

- 5: 2 kommuner er medlem av Council
  - Town \\[1\\]
  - Village: slutning, ikke oppgitt i kilden (Neighbours are.) \\[1\\]
- 6: Town leder Network, fra 1. juni 2021 til 31. mai 2023 \\[1\\]

## Alle forbindelsene

| Linje | Fra | Forbindelse | Til | Nærmere | Kilder |
| --- | --- | --- | --- | --- | --- |
| 1 | Ministry | finansierer | Network | fra 2021 til 2023 | \\[1\\] |
| 2 | Board | styrer | Network | fra juni 2021 | \\[1\\] |
| 3 | Council | gir mandat til | Network | 29\\. november 2019 | \\[1\\] |
| 4 | Network | følger opp | Strategy |  | \\[1\\] |
| 5 | Town | er medlem av | Council |  | \\[1\\] |
| 5 | Village | er medlem av | Council | slutning, ikke oppgitt i kilden | \\[1\\] |
| 6 | Town | leder | Network | fra 1. juni 2021 til 31. mai 2023 | \\[1\\] |

## Kildene

1. Minutes, 1. mai 2018 <https://example.org/minutes>
"""


def test_english_reads_as_english() -> None:
    told = draw(crossroads(), SMALL, lang="en").markdown
    lead = "The crossroads. As the sources describe it for 1 January 2022. The figure has 7 boxes"
    assert told.startswith(f"# The crossroads\n\n{lead}")
    assert "- 2: Board steers Network, from June 2021 \\[1\\]" in told
    assert "- 2: Network is steered by Board, from June 2021 \\[1\\]" in told
    assert "## All the ties" in told
