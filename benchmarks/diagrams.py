"""How much of a picture's time is ours, and how much the engine's own run; what 5,000 nodes cost.

Figures are ratios of processor time, the least of a few runs. ``python benchmarks/diagrams.py``
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pypdf import PdfReader

from graphmodel.config import shipped
from graphmodel.diagram import Diagram, draw, find_view, parse_view
from graphmodel.diagram.dot import as_dot
from graphmodel.diagram.graphviz import Job, render
from graphmodel.model import Citation, Edge, Graph, Source
from graphmodel.schema import EDGE_KINDS, KINDS
from graphmodel.seeds import read

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 5
BODIES = (("Ministry", "national"), ("Network", "regional"), ("Committee", "regional"), ("Municipality", "local"))
EVERYTHING = "title: {nb: Alt, en: All}\nshow:\n  - levels: [national, regional, local]\n"


def ours_and_children() -> tuple[float, float]:
    """Return the processor seconds of this process, and of the processes it started."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time(), children.ru_utime + children.ru_stime


def cost(work: Callable[[], object]) -> tuple[float, float]:
    """Return the least processor seconds of a few runs: our own, and the engine's."""
    costs = []
    for _ in range(RUNS):
        before = ours_and_children()
        work()
        after = ours_and_children()
        costs.append((after[0] - before[0], after[1] - before[1]))
    return min(own for own, _ in costs), min(engine for _, engine in costs)


def made() -> Diagram:
    """Return the whole structure, laid out."""
    return draw(RECORD, find_view("samhandlingsstruktur", shipped("diagrams")))


def svg_pdf_png() -> None:
    """Draw the whole structure as a planner gets it: for the screen, for print, for a slide."""
    picture = made()
    assert picture.svg
    assert picture.pdf
    assert picture.pngs()


def whole_process(*arguments: str) -> float:
    """Return the least processor seconds of a few runs of Python in a process of its own, with all that it starts."""
    costs = []
    for _ in range(RUNS):
        before = ours_and_children()[1]
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        costs.append(ours_and_children()[1] - before)
    return min(costs)


def redrawing() -> None:
    """Print what redrawing a view after one change costs, against loading what it cannot do without and painting."""
    with TemporaryDirectory() as folder:
        view = Path(folder) / "mitt-bilde.yaml"
        text = (shipped("diagrams") / "oversikt-agder.yaml").read_text(encoding="utf-8")
        view.write_text(text.replace("paper: A4", "paper: A3"), encoding="utf-8")
        whole = whole_process(
            "-m", "graphmodel", "draw", str(view), "-o", str(Path(folder) / "mitt-bilde.svg"), "--force"
        )
    least = whole_process("-c", "import pygraphviz, pydantic, yaml")
    dot = draw(RECORD, find_view("oversikt-agder", shipped("diagrams"))).dots[0]
    engine = cost(lambda: render([Job(dot, "svg")]))[1]
    print(f"redrawing one view, whole process            {whole / (least + engine):.2f}   (at most 3; {whole:.2f} s)")


def large(nodes: int, edges: int) -> Graph:
    """Return a record of so many bodies, tied at random."""
    chance = random.Random(1)  # noqa: S311 - the same every time
    cites = [Citation(source="s")]
    bodies = [
        KINDS[kind](id=f"b{place}", name=f"Body {place}", level=level, cites=cites)
        for place, (kind, level) in enumerate(islice(cycle(BODIES), nodes))
    ]
    ties: dict[str, Edge] = {}
    while len(ties) < edges:
        one, other = (f"b{place}" for place in chance.sample(range(nodes), 2))
        cls = EDGE_KINDS[chance.choice(("MEMBER_OF", "REPORTS_TO", "ADVISES", "STEERS"))].cls
        id_ = cls.default_id(one, other)
        ties[id_] = cls(id=id_, from_id=one, to_id=other, cites=cites)
    return Graph(bodies, ties.values(), [Source(id="s", title="S")])


def main() -> None:
    """Print the ratios."""
    own, engine = cost(svg_pdf_png)
    print(f"whole structure, SVG + PDF with notes + PNG: ours {own:.2f} s, engine {engine:.2f} s")
    print(f"  ours / total                               {own / (own + engine):.2f}   (at most 0.30)")
    own, engine = cost(lambda: made().svg)
    print(f"whole structure, SVG alone: ours / total     {own / (own + engine):.2f}   (ours {own:.2f} s)")
    picture = made()
    pages = len(PdfReader(BytesIO(picture.pdf)).pages)
    print(f"  boxes {len(picture.scene.boxes)}, lines {len(picture.scene.lines)}, pages with notes {pages}")
    redrawing()
    many = large(5_000, 15_000)
    own, engine = cost(lambda: render([Job(as_dot(draw(many, parse_view(EVERYTHING, "all")).display_lists[0]), "svg")]))
    print(f"5,000 nodes and 15,000 edges, folded:        ours {own:.2f} s, engine {engine:.2f} s")


RECORD = read(shipped("seeds"))

if __name__ == "__main__":
    main()
