"""The layout that can be drawn largest in some room, spaced out to fill it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.layout import Spacing, Style, arrange, estimate_depth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphmodel.diagram.layout import Arrangement, Item, Layout, Link

__all__ = ["Room", "extent", "fitted"]

_TIGHT = Spacing()
_LOOSEST = 2.2
"""How much looser than the tightest spacing gets where there is room."""

_TRIES = (Style(4, 0.8), Style(2, 0.8), Style(1, 0.85))
_LAST_TRY = Style(1, 0.6)
_NEST_TRIES = (Style(2, 0.8, 0.3), Style(2, 0.9, 0.2), Style(2, 0.8, 0.8))
"""What is tried besides where boxes stand inside others."""

_WORTHWHILE = 0.05
"""How much larger a picture has to become for rows to be given up."""

_LARGEST = 1.5
_ZOOMS = (1.5, 1.4, 1.3, 1.2, 1.1, 1.0)


class Room(NamedTuple):
    """The room along and across the lanes, in points."""

    length: float
    depth: float


class _Fit(NamedTuple):
    """A layout, and how much larger than life it can be drawn; less than one where it does not fit."""

    layout: Layout
    zoom: float
    arrangement: Arrangement


def fitted(items: Sequence[Item], links: Sequence[Link], room: Room, *, first: bool = False) -> tuple[Layout, float]:
    """Return a layout for some room, and how much larger than life it can be drawn in it.

    Parameters
    ----------
    items
        The boxes.
    links
        The lines.
    room
        The room.
    first
        Whether the first layout that fits is enough, because only that is asked.

    Returns
    -------
    tuple
        The layout, and a factor between 1 and 1.5; below 1 where nothing fits.
    """
    best: _Fit | None = None
    for style in (*_TRIES, *(_NEST_TRIES if any(item.inside for item in items) else ())):
        enough = best.zoom if best else 1.0
        if room.depth < estimate_depth(items, links, room.length, style) * enough:
            continue
        fit = _tried(items, links, room, style)
        if best is None or fit.zoom > best.zoom + (_WORTHWHILE if best.zoom >= 1 else 0.0):
            best = fit
        elif best.zoom >= 1:
            break
        if first and best.zoom >= 1:
            return best.layout, best.zoom
    if best is None or best.zoom < 1:
        last = _tried(items, links, room, _LAST_TRY)
        best = last if best is None or last.zoom > best.zoom else best
    if best.zoom < 1:
        return best.layout, best.zoom
    zoom = min(best.zoom, _LARGEST)
    return _loosened(best, room.depth / zoom), zoom


def _tried(items: Sequence[Item], links: Sequence[Link], room: Room, style: Style) -> _Fit:
    arrangement = arrange(items, links, room.length, style)
    layout = arrangement.layout(_TIGHT)
    first, last = extent(layout)
    if layout.columns and layout.length <= room.length:
        return _columned(items, links, room, style) or _Fit(layout, min(1.0, room.depth / layout.depth), arrangement)
    if layout.columns or layout.length > room.length:
        return _Fit(layout, min(1.0, room.length / layout.length, room.depth / layout.depth), arrangement)
    return _Fit(layout, min(room.length / max(last - first, 1.0), room.depth / layout.depth), arrangement)


def _columned(items: Sequence[Item], links: Sequence[Link], room: Room, style: Style) -> _Fit | None:
    """Return the layout with columns that can be drawn largest: columns fill the room, so each size is tried."""
    for zoom in _ZOOMS:
        arrangement = arrange(items, links, room.length / zoom, style)
        layout = arrangement.layout(_TIGHT)
        if layout.length <= room.length / zoom and layout.depth <= room.depth / zoom:
            return _Fit(layout, zoom, arrangement)
    return None


def extent(layout: Layout) -> tuple[float, float]:
    """Return the first and the last place along that a layout takes up; all of it where it has columns."""
    if layout.columns or not layout.boxes:
        return 0.0, layout.length
    ends = [end for rect in layout.boxes.values() for end in (rect.before, rect.after)]
    ends += [end for route in layout.routes.values() for part in route.segments for end in (part.start, part.end)]
    return min(ends), max(ends)


def _loosened(best: _Fit, depth: float) -> Layout:
    """Return a layout spaced out as far as there is room, or the tight one."""
    boxes = sum({round(rect.across): rect.depth for rect in best.layout.boxes.values()}.values())
    for share in (1.0, 0.6):
        spare = share * (depth - best.layout.depth)
        factor = min(_LOOSEST, 1 + spare / max(1.0, best.layout.depth - boxes))
        loose = best.arrangement.layout(_TIGHT.scaled(factor)) if factor > 1 else best.layout
        if loose.depth <= depth:
            return loose
    return best.layout
