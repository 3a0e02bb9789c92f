"""Norwegian first: what is written by hand is Norwegian, its English stands in a table and may be missing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from graphs import edge, node, source
from seedfolders import BOARD, folder

from graphmodel import checks, workspace
from graphmodel.analysis import grounds, influence_paths, successors
from graphmodel.diagram import draw, parse_view
from graphmodel.errors import ModelError, SeedError
from graphmodel.explanation import why
from graphmodel.model import Citation, Graph, Survey
from graphmodel.seeds import read, read_draft
from graphmodel.store import open_store

if TYPE_CHECKING:
    from graphmodel.choices import Lang

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
TABLE = {
    "observatør": "observer",
    "side 4": "page 4",
    "Alle møter.": "All meetings.",
    "Protokollen tyder på det.": "The minutes hint at it.",
    "Årsmeldingen sier 2018.": "The annual report says 2018.",
    "fagutvalg": "expert committee",
    "kortform": "short form",
    "Hva styret vedtok.": "What the board decided.",
    "Listen på siden.": "The list on the page.",
}


def town_in_board() -> Graph:
    """Return a town that sits in a board: every sort of text, translated."""
    board = node(
        "board",
        since="2019",
        note="Alle møter.",
        form="fagutvalg",
        conflict="Årsmeldingen sier 2018.",
        names=[{"name": "BRD", "remark": "kortform"}],
        cites=[Citation(source="minutes", locator="side 4")],
    )
    seat = edge(
        "town",
        "REPRESENTED_IN",
        "board",
        since="2020",
        role="observatør",
        confidence="inferred",
        reasoning="Protokollen tyder på det.",
        cites=[Citation(source="minutes", locator="side 4"), Citation(source="minutes", locator="Vedtak")],
    )
    survey = Survey(
        id="seats", node="board", type="REPRESENTED_IN", on="2020", note="Listen på siden.", cites=seat.cites
    )
    nodes = [node("town", "Municipality", "local"), board]
    return Graph(nodes, [seat], [source(description="Hva styret vedtok.")], [survey], translations=TABLE)


# --- the table --------------------------------------------------------------------------------------------------


def test_the_english_of_a_text_stands_in_a_table_and_may_be_missing(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "board.yaml": BOARD + "  note: Møtes om våren.\n",
        "translations.csv": 'nb,en\n"Møtes om våren.","Meets in spring, mostly."\n',
        "more/others.csv": "en,nb\nunused,ubrukt\n",
    }
    graph = read(folder(tmp_path, files))
    assert graph.translate("Møtes om våren.", "nb") == "Møtes om våren."
    assert graph.translate("Møtes om våren.", "en") == "Meets in spring, mostly."
    assert (graph.translate("ny tekst", "en"), graph.translate(None, "en")) == ("ny tekst", "")
    assert graph.translations == {"Møtes om våren.": "Meets in spring, mostly."}


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("nb,en\nmedlem,\n", "translations.csv:2: en: is missing: expected a text and its English"),
        ("nb,en\n,member\n", "translations.csv:2: nb: is missing: expected a text and its English"),
        (
            "nb,en\na,b\nc,d\na,e\n",
            "translations.csv:4: the text 'a' is already defined at translations.csv:2: keep one row",
        ),
        ("nb,en\na,b\x07\n", "translations.csv:2: en: holds a control character (U+0007); expected plain text"),
        (f"nb,en\n{'æ' * 10_001},b\n", "translations.csv:2: nb: has 10,001 characters; expected at most 10,000"),
        ("nb,en,nn\na,b,c\n", "translations.csv:1: the column 'nn' is not known in a list of translations"),
        ("nb\na\n", "translations.csv:1: the column 'en' is missing: a list of translations has nb, en"),
        ("nb,en\na,b,c\n", "translations.csv:2: has 3 cells; the header has 2"),
    ],
)
def test_a_table_that_is_wrong_is_told_with_its_line(tmp_path: Path, table: str, expected: str) -> None:
    with pytest.raises(SeedError, match=f"^{re.escape(expected)}"):
        read(folder(tmp_path, {"board.yaml": BOARD, "translations.csv": table}))


def test_a_translation_that_is_no_text_is_refused() -> None:
    with pytest.raises(ModelError, match="the translation of 'leder': "):
        Graph(translations={"leder": " "})


def test_a_part_of_a_graph_has_the_english_of_its_own_texts() -> None:
    whole = town_in_board()
    assert whole.translations == TABLE
    assert whole.at("2019-06-01").translations.keys() == TABLE.keys() - {"observatør", "Protokollen tyder på det."}
    assert whole != Graph(whole.nodes.values(), whole.edges.values(), whole.sources.values(), whole.surveys.values())


# --- both languages, wherever people read -----------------------------------------------------------------------


def test_why_tells_in_the_language_asked_for() -> None:
    told = {lang: why(town_in_board(), "board", lang).as_text() for lang in ("nb", "en")}
    for text in ("Alle møter.", "fagutvalg", "Årsmeldingen sier 2018.", "kortform", "side 4", "observatør"):
        assert text in told["nb"]
        assert text not in told["en"]
        assert TABLE[text] in told["en"]
    assert "Protokollen tyder på det." in why(town_in_board(), "town:represented-in:board").as_text()
    assert "The minutes hint at it." in why(town_in_board(), "town:represented-in:board", "en").as_text()
    assert "Hva styret vedtok." in why(town_in_board(), "minutes").about
    assert "What the board decided." in why(town_in_board(), "minutes", "en").about


VIEW = parse_view(
    "title: {nb: Plasser, en: Seats}\nday: 2021-01-01\nshow:\n  - ids: [town, board]\nlines:\n  text: role\n", "plasser"
)


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_a_picture_and_its_notes_are_in_its_language(lang: Lang) -> None:
    made = draw(town_in_board(), VIEW, on="2021-01-01", lang=lang)
    for told in (made.markdown, made.html):
        for text in ("observatør", "Protokollen tyder på det.", "side 4"):
            assert (text in told, TABLE[text] in told) == (lang == "nb", lang == "en")
    assert ("observatør" in made.svg, "observer" in made.svg) == (lang == "nb", lang == "en")


def test_answers_of_the_store_are_in_the_language_asked_for(tmp_path: Path) -> None:
    library = workspace.library()
    with open_store(f"arcadedb:{tmp_path / 'store'}") as store:
        store.load(town_in_board())
        told = {
            lang: [
                store.run(library["observers"], day="2021-01-01", lang=lang).rows,
                store.run(library["only-inferred"], kinds=["REPRESENTED_IN"], lang=lang).rows,
                store.run(library["conflicting"], lang=lang).rows,
                store.run(library["surveys"], lang=lang).rows,
                store.run(library["names-of"], what="board", lang=lang).rows,
                store.run(library["resting-on-source"], what="minutes", lang=lang).rows,
            ]
            for lang in ("nb", "en")
        }
        assert store.dump() == town_in_board()
    texts = (
        "observatør",
        "Protokollen tyder på det.",
        "Årsmeldingen sier 2018.",
        "Listen på siden.",
        "kortform",
        "side 4",
    )
    for text, norwegian, english in zip(texts, told["nb"], told["en"], strict=True):
        assert text in str(norwegian)
        assert text not in str(english)
        assert TABLE[text] in str(english)
    assert "Vedtak" in str(told["en"][-1])


@pytest.mark.parametrize(("lang", "role", "where"), [("nb", "observatør", "side 4"), ("en", "observer", "page 4")])
def test_analyses_are_in_the_language_asked_for(lang: str, role: str, where: str) -> None:
    record = town_in_board()
    step = influence_paths(record, "town", "board", "voice", on="2021-01-01")[0].to_dicts(lang)[0]
    assert (step["role"], step["citations"]) == (role, (f"minutes ({where})", "minutes (Vedtak)"))
    weak = grounds(record, "town", "board", "voice", on="2021-01-01").to_dicts(lang)[0]
    assert weak["reasoning"] == record.translate("Protokollen tyder på det.", lang)


def test_codes_do_not_change_with_the_language() -> None:
    asked: dict[str, Any] = {"on": "2021-01-01"}
    found = influence_paths(town_in_board(), "town", "board", **asked)
    assert {found.to_dicts(lang)[0]["reads"] for lang in ("nb", "en")} == {"REPRESENTED_IN"}
    assert "er representert i" in found[0].as_text()
    assert "is represented in" in found[0].as_text("en")


def test_a_succession_has_its_role_in_the_language_asked_for() -> None:
    nodes = [node("old", until="2019-12-31"), node("new", since="2020-01-01")]
    record = Graph(
        nodes,
        [edge("old", "SUCCEEDED_BY", "new", since="2020-01-01", role="nytt navn")],
        [source()],
        translations={"nytt navn": "new name"},
    )
    assert successors(record, "old").to_dicts()[0]["told"] == ("avløsning 2020-01-01: nytt navn",)
    assert successors(record, "old").to_dicts("en")[0]["told"] == ("replacement 2020-01-01: new name",)


# --- what `check` finds -----------------------------------------------------------------------------------------


def found(path: Path, files: dict[str, str | bytes]) -> list[tuple[str, str, int]]:
    told = checks.findings(read_draft(folder(path, files)))
    return [(each.id, each.file, each.line) for each in told if each.code.startswith("GM8")]


NOTES = "- id: board\n  kind: Committee\n  level: regional\n  name: Styret\n  note: {}\n  cites:\n  - minutes: Vedtak\n"


def test_a_text_without_english_is_noted_once_someone_translates(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"board.yaml": NOTES.format("Møtes om våren.")}
    assert found(tmp_path, files) == []
    table: dict[str, str | bytes] = {"translations.csv": "nb,en\nStyret møtes.,The board meets.\n"}
    assert found(tmp_path, files | table) == [
        ("GM801:board:note", "board.yaml", 5),
        ("GM803:Styret møtes.", "translations.csv", 2),
    ]


@pytest.mark.parametrize(
    ("note", "looks"),
    [
        ("The board meets in spring.", True),
        ("Members and observers", True),
        ("observer", True),
        ("Kilden sier «the municipal director committee».", False),
        ("Ordfører i Ås, og medlem for Bø i rådet til 2019", False),
        ("WHO og OECD", False),
    ],
)
def test_what_looks_english_is_told(tmp_path: Path, note: str, *, looks: bool) -> None:
    table = "nb,en\nobservatør,observer\n" + ("" if note == "observer" else f'"{note}",x\n')
    extra = "- id: b\n  kind: Committee\n  level: local\n  name: B\n  note: observatør\n  cites: [minutes]\n"
    files: dict[str, str | bytes] = {"board.yaml": NOTES.format(note), "b.yaml": extra, "translations.csv": table}
    assert ("GM802:board:note" in {id_ for id_, *_ in found(tmp_path, files)}) is looks


def test_a_reason_for_which_a_finding_stays_is_norwegian_too(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "accepted-findings.yaml": "\n- finding: GM303:spare\n  reason: The only one that tells of it.\n",
        "board.yaml": BOARD,
        "sources/spare.yaml": "- id: spare\n  title: Vedtak\n",
    }
    assert found(tmp_path, files) == [("GM802:GM303:spare:reason", "accepted-findings.yaml", 2)]


# --- the shipped seeds ------------------------------------------------------------------------------------------

ENGLISH = re.compile(r"\b(the|of|and|with|which|was|were|from|its|has|been|that|this|not stated)\b")


def sentences(*told: str) -> list[str]:
    """Return the lines that hold an English function word; names of documents stand below the sources heading."""
    return [line for text in told for line in text.split("\n") if ENGLISH.search(line)]


@pytest.fixture(scope="module")
def record() -> Graph:
    return read(SEEDS)


def test_of_the_shipped_texts_all_are_norwegian_and_translated() -> None:
    told = checks.findings(read_draft(SEEDS))
    assert [(each.id, each.message) for each in told if each.code.startswith("GM8")] == []


def test_no_explanation_in_norwegian_holds_an_english_sentence(record: Graph) -> None:
    for id_ in record.nodes:
        told = why(record, id_)
        assert sentences(*told.about, *(line for section in told.sections for line in section.lines)) == []
    for id_, each in record.sources.items():
        told = why(record, id_)
        assert sentences(*(line for line in told.about if line not in (each.publisher, each.url))) == []


@pytest.mark.parametrize("name", ["digitaliseringsnettverk", "mandater", "samhandlingsstruktur"])
def test_no_picture_in_norwegian_holds_an_english_sentence(record: Graph, name: str) -> None:
    made = workspace.draw(record, name, on="2021-12-01")
    shown, _, _ = made.markdown.partition("\n## Kildene")
    assert len(shown) > 1000
    assert sentences(shown) == []
