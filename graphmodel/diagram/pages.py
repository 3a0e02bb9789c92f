"""A picture that does not fit one page goes on to further ones, in type of the same size, and no line is lost.

Each box is at home on one page, together with those inside it. A line between boxes of two pages is drawn on one of
them, where its far end stands once more as a pale box that says on which page it is at home. So every line of the view
is drawn exactly once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.phrases import phrase
from graphmodel.diagram.plan import Leaf, plan

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from graphmodel.diagram.scene import Scene
    from graphmodel.diagram.view import Paper, View

__all__ = ["paged"]

_EVEN = 1.1
"""How much fuller than the average a page may be when lines are shared out evenly."""

_LEAST = 2


class _Page(NamedTuple):
    """The boxes at home on a page, those repeated on it, and its lines."""

    homes: frozenset[str]
    repeated: frozenset[str]
    lines: frozenset[str]


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
        One page where everything fits, if need be without the names of what is folded; every line stands on one page.
    """
    whole = plan(scenes, view, paper)
    if whole.fits:
        return (Leaf(whole, scenes[-1], tuple(scenes)),)
    if any(box.members for scene in scenes for box in scene.boxes.values()):
        scenes = [_without_members(scene) for scene in scenes]
        whole = plan(scenes, view, paper)
    if whole.fits or len({id_ for scene in scenes for id_ in scene.boxes}) <= _LEAST:
        return (Leaf(whole, scenes[-1], tuple(scenes)),)
    pages = _Splitter(scenes, view, paper).pages()
    home = {id_: number for number, page in enumerate(pages, 1) for id_ in page.homes}
    parts = [tuple(_part(scene, page, home) for scene in scenes) for page in pages]
    return tuple(Leaf(plan(part, view, paper), part[-1], part) for part in parts)


def _without_members(scene: Scene) -> Scene:
    """Return a scene whose folded boxes list no names, and that says so."""
    boxes = {id_: replace(box, members=()) for id_, box in scene.boxes.items()}
    return replace(scene, boxes=boxes, remarks=(*scene.remarks, phrase("without members", scene.lang)))


def _part(scene: Scene, page: _Page, home: Mapping[str, int]) -> Scene:
    """Return what a page shows of a scene."""
    kept = scene.keeping(page.homes | page.repeated)
    told = {
        id_: replace(box, members=(), inside="", doubts="", elsewhere=_where(scene, home.get(id_)))
        for id_, box in kept.boxes.items()
        if id_ in page.repeated
    }
    lines = {id_: line for id_, line in kept.lines.items() if id_ in page.lines}
    return replace(kept, boxes={**kept.boxes, **told}, lines=lines)


def _where(scene: Scene, number: int | None) -> str:
    return phrase("elsewhere", scene.lang).format(n=number or 9)


class _Splitter:
    """Shares the lines of a picture out among pages, what belongs together first."""

    def __init__(self, scenes: Sequence[Scene], view: View, paper: Paper) -> None:
        self.scenes = scenes
        self.view = view
        self.paper = paper
        boxes = {id_: box for scene in scenes for id_, box in scene.boxes.items()}
        self.ends = {id_: (line.tail, line.head) for scene in scenes for id_, line in scene.lines.items()}
        self.together: dict[str, set[str]] = {}
        for id_ in boxes:
            outermost = id_
            while boxes[outermost].inside:
                outermost = boxes[outermost].inside
            self.together.setdefault(outermost, set()).add(id_)
        self.unit = {id_: unit for unit in self.together.values() for id_ in unit}

    def pages(self) -> list[_Page]:
        """Return as few pages as there can be, and about equally full ones."""
        pages = self._pages(len(self.ends))
        if len(pages) > 1:
            even = self._pages(int(len(self.ends) / len(pages) * _EVEN) + 1)
            pages = even if len(even) <= len(pages) else pages
        return pages

    def _pages(self, most: int) -> list[_Page]:
        lines, waiting = set(self.ends), set(self.unit)
        pages: list[_Page] = []
        while lines or waiting:
            page = self._fullest(self._gathered(lines, waiting), lines, waiting, most)
            pages.append(page)
            lines -= page.lines
            waiting -= page.homes
        return pages

    def _fullest(self, order: Sequence[str], lines: Collection[str], waiting: Collection[str], most: int) -> _Page:
        """Return the page with the most of some boxes, in order, that fits."""
        low, high = _LEAST + 1, len(order)
        best = self._page(order[:_LEAST], lines, waiting)
        while low <= high:
            middle = (low + high) // 2
            page = self._page(order[:middle], lines, waiting)
            if len(page.lines) <= most and self._fits(page):
                best, low = page, middle + 1
            else:
                high = middle - 1
        return best

    def _page(self, boxes: Sequence[str], lines: Collection[str], waiting: Collection[str]) -> _Page:
        homes = {id_ for box in boxes if box in waiting for id_ in self.unit[box]}
        shown = homes.union(boxes)
        drawn = frozenset(id_ for id_ in lines if shown.issuperset(self.ends[id_]))
        reached = {end for id_ in drawn for end in self.ends[id_]}
        return _Page(frozenset(homes), frozenset(reached - homes), drawn)

    def _fits(self, page: _Page) -> bool:
        parts = [_part(scene, page, {}) for scene in self.scenes]
        return plan(parts, self.view, self.paper).fits

    def _gathered(self, lines: Collection[str], waiting: Collection[str]) -> list[str]:
        """Return boxes in the order in which they belong together: always the one tied most to those before it."""
        ties: dict[str, list[str]] = {}
        for tail, head in (self.ends[id_] for id_ in sorted(lines)):
            ties.setdefault(tail, []).append(head)
            ties.setdefault(head, []).append(tail)
        pull = dict.fromkeys({*ties, *waiting}, 0)
        order: list[str] = []
        while pull:
            best = min(pull, key=lambda id_: (-pull[id_], -len(ties.get(id_, ())), id_))
            unit = self.unit[best] & pull.keys() if best in waiting else {best}
            for id_ in sorted(unit, key=lambda id_: (id_ != best, id_)):
                del pull[id_]
                order.append(id_)
            for id_ in unit:
                for other in ties.get(id_, ()):
                    if other in pull:
                        pull[other] += 1
        return order
