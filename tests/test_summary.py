"""The summary for leaders: what it says is what the library finds, on two pages that everyone can read."""

from __future__ import annotations

from datetime import date
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from graphs import node, source
from pypdf import PdfReader

import graphmodel as gm
from graphmodel import workspace
from graphmodel.model import Graph
from graphmodel.report.agder import AGDER
from graphmodel.report.findings import findings
from graphmodel.report.summary import CITED, Summary
from graphmodel.report.summary_files import as_docx, as_pdf

if TYPE_CHECKING:
    from graphmodel.choices import Lang

DAY = date(2021, 12, 1)
HOSTILE = "#set page(width: 1pt) *<b>*$x$ @kilde"


@cache
def summary(lang: Any = "nb") -> Summary:
    graph = gm.read()
    return Summary(graph, DAY, lang, findings(graph, AGDER, on=DAY))


def test_each_finding_says_what_the_library_finds_and_how_sure_that_is() -> None:
    found = gm.read()
    paths = [
        gm.influence_paths(found, AGDER.body, target, "voice", on=DAY, k=1)
        for target in findings(found, AGDER, on=DAY).targets
    ]
    best = [each[0].grade for each in paths if len(each)]
    certain = best.count(gm.Grade.CERTAIN)
    voice, keeper, down = summary().findings
    assert f"til {len(best)} av de {len(paths)} nasjonale" in voice.what
    assert voice.sure.startswith(f"{certain} av veiene er sikre i alle ledd; {len(best) - certain} hviler")
    assert keeper.about == "ks"
    reach = gm.coverage(found, [AGDER.strategy], findings(found, AGDER, on=DAY).municipalities, "authority", on=DAY)
    assert f"når {sum(cell.state == 'covered' for cell in reach)} av {len(reach)} kommuner" in down.what


def test_a_finding_names_the_sources_of_its_ties_and_says_how_many_more_there_are() -> None:
    made = summary()
    voice = made.findings[0]
    assert len(voice.sources) > CITED
    assert made.rests(voice) == f"1, 2, 3, 4 og {len(voice.sources) - CITED} til"
    assert [each.id for each in made.sources[:CITED]] == list(voice.sources[:CITED])


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_it_fits_on_two_pages_that_are_tagged_and_titled(lang: Lang) -> None:
    made = summary(lang)
    figure = workspace.draw(made.graph, "oversikt-agder", on=DAY, lang=lang)
    pdf = as_pdf(made, figure)
    read = PdfReader(BytesIO(pdf))
    catalogue: Any = read.trailer["/Root"]
    assert (len(read.pages), catalogue["/Lang"], catalogue["/MarkInfo"]["/Marked"]) == (2, lang, True)
    assert b"pdfuaid:part" in catalogue["/Metadata"].get_data()
    text = " ".join("".join(page.extract_text() for page in read.pages).split())
    assert all(line.split(",")[0].split("-")[0][:30] in text for line in made.unknown)
    assert pdf == as_pdf(made, figure)
    document: Any = Document(BytesIO(as_docx(made, figure)))
    told = "\n".join(each.text for each in document.paragraphs)
    assert all(each.what in told and each.sure in told for each in made.findings)
    assert document.inline_shapes[0]._inline.docPr.get("descr")  # noqa: SLF001 - the library has no name for it


def test_a_record_without_what_it_is_about_gives_a_summary_that_says_so_and_text_stays_text() -> None:
    graph = Graph([node("moter", name=HOSTILE)], [], [source(title=HOSTILE)])
    empty = Summary(graph, DAY, "nb", None)
    assert empty.findings == ()
    assert "Grunnfilene har ikke det" in PdfReader(BytesIO(as_pdf(empty, None))).pages[0].extract_text()
    assert "Grunnfilene har ikke det" in "".join(
        each.text for each in Document(BytesIO(as_docx(empty, None))).paragraphs
    )
