"""The summary set as a PDF that everyone can read: tagged, titled, the same bytes every time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.diagram.office import fit
from graphmodel.diagram.pdf import settable, settable_svg, typeset

if TYPE_CHECKING:
    from graphmodel.diagram import Diagram
    from graphmodel.summary.content import Summary

__all__ = ["as_pdf"]

_TEMPLATE = Path(__file__).with_name("summary.typ")


def as_pdf(summary: Summary, figure: Diagram | None) -> bytes:
    """Return the summary as a PDF that keeps to PDF/UA-1: the findings on one page, the figure on the next.

    Raises
    ------
    RenderError
        If the typesetter refuses.
    """
    words = summary.words
    data = {
        "title": settable(words["title"]),
        "lang": summary.lang,
        "day": settable(words["day"].format(day=summary.told_day)),
        "page": words["page"],
        "sure": words["sure"],
        "rests": words["rests"],
        "none": words["none"],
        "findings_heading": words["findings"],
        "findings": [
            {"what": settable(each.what), "sure": settable(each.sure), "rests": settable(summary.rests(each))}
            for each in summary.findings
        ],
        "unknown_heading": words["unknown"],
        "unknown": list(map(settable, summary.unknown)),
        "sources_heading": words["sources"],
        "sources": [
            {"text": settable(summary.reference(source)), "url": fit(source.url or "")} for source in summary.sources
        ],
        "figure_heading": words["figure"],
        "figure": {"svg": settable_svg(figure.svg), "alt": settable(figure.description)} if figure else None,
    }
    return typeset(_TEMPLATE, data)
