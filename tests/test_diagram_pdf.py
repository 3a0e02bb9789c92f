"""PDFs keep to PDF/UA-1, by the judgement of veraPDF."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import maven
import pytest
from graphs import edge, graph, node
from machine import lack
from shipped_record import picture, record

from graphmodel.config import shipped
from graphmodel.diagram import Diagram, Strip, draw, find_view, parse_view, strip

MAIN = "org.verapdf.apps.GreenfieldCliWrapper"
POM = Path(__file__).parent / "verapdf" / "pom.xml"
HEAD = "title: {nb: Alt, en: All}\nday: 2021-12-01\nshow:\n  - levels: [regional, local]\n"
ODD = "A<b>&\\N \u0301\u200dČáđŋšŧž \U0001f600 \u4e2d"
"""Letters that the typeface lacks, marks that combine, and what no mark-up may take for its own."""


@pytest.mark.verapdf
def test_pictures_strips_and_odd_names_are_accessible_documents(tmp_path: Path) -> None:
    try:
        jars = maven.jars(POM, "verapdf", {}, {})
    except maven.NoJarsError as error:
        lack("veraPDF", str(error))
    odd = graph([node("one", name=ODD), node("other")], [edge("one", "STEERS", "other", role=ODD)])
    made: dict[str, Diagram | Strip] = {
        "page.pdf": picture("oversikt-agder"),
        "pages.pdf": picture("samhandlingsstruktur", lang="en"),
        "strip.pdf": strip(record(), find_view("oversikt-ks", shipped("diagrams")), ["2019-06-01", "2021-12-01"]),
        "odd.pdf": draw(odd, parse_view(HEAD, "odd")),
    }
    for name, each in made.items():
        each.save(tmp_path / name)
    files = [str(tmp_path / name) for name in made]
    java = shutil.which("java") or "java"
    command = [java, "-cp", f"{jars}/*", MAIN, "--flavour", "ua1", "--format", "text", *files]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert run.stdout.splitlines() == [f"PASS {file} ua1" for file in files], run.stdout + run.stderr
