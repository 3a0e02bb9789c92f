"""A picture that does not fit one page goes on to further ones, in type of the same size.

Each box stands on one page, with what it is tied to most. A line between boxes of two pages is not drawn; both boxes
say how many such lines go on to which pages, and the notes tell them all.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphmodel.diagram.phrases import phrase
from graphmodel.diagram.plan import Leaf, plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graphmodel.diagram.scene import Scene
    from graphmodel.diagram.view import Paper, View

__all__ = ["paged"]

_SHRINK = 0.85
_LEAST = 2


def paged(scenes: Sequence[Scene], view: View, paper: Paper) -> tuple[Leaf, ...]:
    """Return the pages of a picture, each showing the last of some scenes.

    Parameters
    ----------
    scenes
        The view on one or several days, which share the layout.
    view
        The view.
    paper
        The paper.

    Returns
    -------
    tuple of Leaf
        One page where everything fits.
    """
    whole = plan(scenes, view, paper)
    ids = sorted({id_ for scene in scenes for id_ in scene.boxes})
    if whole.fits or len(ids) <= _LEAST:
        return (Leaf(whole, scenes[-1], tuple(scenes)),)
    pages = _split(scenes, ids, view, paper)
    shown = [tuple(_told(scene, page, pages).keeping(page) for scene in scenes) for page in pages]
    return tuple(
        Leaf(plan((*_trial(scenes, page), *part), view, paper), part[-1], part)
        for page, part in zip(pages, shown, strict=True)
    )


def _split(scenes: Sequence[Scene], ids: Iterable[str], view: View, paper: Paper) -> list[frozenset[str]]:
    """Share the boxes out among pages: as many as fit on each, what belongs together first."""
    left = set(ids)
    ties = _ties(scenes)
    pages: list[frozenset[str]] = []
    while left:
        page = _gathered(left, ties, len(left) if pages else max(_LEAST, int(len(left) * _SHRINK)))
        while len(page) > _LEAST and not plan(_trial(scenes, page), view, paper).fits:
            page = page[: max(_LEAST, int(len(page) * _SHRINK))]
        pages.append(frozenset(page))
        left -= set(page)
    return pages


def _trial(scenes: Sequence[Scene], page: Iterable[str]) -> list[Scene]:
    """Return the scenes of a page, with room for the lines that go on elsewhere."""
    boxes = frozenset(page)
    parts = [scene.keeping(boxes) for scene in scenes]
    stub = phrase("stub", scenes[0].lang).format(n=99, pages="9, 9")
    return [replace(part, boxes={id_: replace(box, stub=stub) for id_, box in part.boxes.items()}) for part in parts]


def _ties(scenes: Sequence[Scene]) -> Mapping[str, Mapping[str, int]]:
    """Return how many lines each box has to each other."""
    ties: dict[str, dict[str, int]] = {}
    for line in (line for scene in scenes for line in scene.lines.values()):
        for one, other in ((line.tail, line.head), (line.head, line.tail)):
            counts = ties.setdefault(one, {})
            counts[other] = counts.get(other, 0) + 1
    return ties


def _gathered(left: set[str], ties: Mapping[str, Mapping[str, int]], count: int) -> list[str]:
    """Return boxes that belong together: the one with the most lines, then always the one tied most to those."""
    pull = dict.fromkeys(left, 0)
    page: list[str] = []
    while pull and len(page) < count:
        best = min(pull, key=lambda id_: (-pull[id_], -sum(ties.get(id_, {}).values()), id_))
        del pull[best]
        page.append(best)
        for other, lines in ties.get(best, {}).items():
            if other in pull:
                pull[other] += lines
    return page


def _told(scene: Scene, page: frozenset[str], pages: Sequence[frozenset[str]]) -> Scene:
    """Return a scene in which the boxes of a page say which lines go on to other pages."""
    number = {id_: place for place, ids in enumerate(pages, 1) for id_ in ids}
    onward: dict[str, list[int]] = {}
    for line in scene.lines.values():
        for one, other in ((line.tail, line.head), (line.head, line.tail)):
            if one in page and other not in page:
                onward.setdefault(one, []).append(number[other])
    boxes = {
        id_: replace(box, stub=_stub(onward[id_], scene.lang)) if id_ in onward else box
        for id_, box in scene.boxes.items()
    }
    return replace(scene, boxes=boxes)


def _stub(pages: Sequence[int], lang: str) -> str:
    name = "stub" if len(pages) > 1 else "stub of one"
    return phrase(name, lang).format(n=len(pages), pages=", ".join(map(str, sorted(set(pages)))))
