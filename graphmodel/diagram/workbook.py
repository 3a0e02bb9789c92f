"""A picture as an Excel workbook: its bodies, its lines and its sources, each on a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.diagram.heading import day_words
from graphmodel.diagram.notes import marks_text
from graphmodel.diagram.phrases import phrase
from graphmodel.diagram.twin import columns, rows
from graphmodel.language import alphabetical, period_in_words
from graphmodel.schema import LEVEL_WORDS
from graphmodel.tables import as_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphmodel.diagram.notes import Notes
    from graphmodel.diagram.scene import Scene

__all__ = ["as_xlsx"]


def as_xlsx(scene: Scene, found: Notes) -> bytes:
    """Return what a picture shows as a workbook.

    Parameters
    ----------
    scene
        What is drawn.
    found
        Its notes.

    Returns
    -------
    bytes
        A sheet with a row for every body, also those that stand in one box; one with a row for every edge, by the
        number of its line, those inside a box last; and one with the sources that these cite. Of a proposal the first
        sheet says that it is one.
    """
    lang = scene.lang
    heads = [phrase(f"column {name}", lang) for name in ("name", "kind", "level", "period", "box", "sources")]
    lines = [[row.number or phrase("inside", lang), *row.cells, marks_text(row.marks)] for row in rows(scene, found)]
    sources = [[source.number, source.text, source.url] for source in found.sources]
    proposal = phrase("proposal", lang).format(title=scene.proposal)
    return as_workbook(
        ({proposal: ([proposal], [[day_words(scene)]])} if scene.proposal else {})
        | {
            phrase("notes boxes", lang): (heads, list(_bodies(scene, found))),
            phrase("notes lines", lang): (columns(lang), lines),
            phrase("notes sources", lang): (
                [phrase(f"column {name}", lang) for name in ("number of source", "source", "address")],
                sources,
            ),
        }
    )


def _bodies(scene: Scene, found: Notes) -> Iterator[list[str]]:
    english = scene.lang == "en"
    named = [
        (scene.record.name(id_, scene.lang, scene.day), id_, box) for box in scene.boxes.values() for id_ in box.nodes
    ]
    for name, id_, box in sorted(named, key=lambda each: (alphabetical(each[0]), each[1])):
        node = scene.part.nodes[id_]
        yield [
            name,
            node.words[2 if english else 0],
            LEVEL_WORDS[node.level][english],
            period_in_words(node.since, node.until, scene.lang),
            box.name if box.folded else "",
            marks_text(found.boxes[box.id].marks),
        ]
