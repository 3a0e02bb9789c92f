"""Layered layout: ranking, crossing reduction, positions and routing, the same for the same input.

Unlike in textbook layered drawing, lanes are fixed, boxes have widths of their own, and lines run square between the
rows on tracks of their own; see ``docs/decisions/0007-layout.md`` for why Graphviz does not choose them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.layout.bundles import bundle_links
from graphmodel.diagram.layout.crossings import build_grid, reduce_crossings
from graphmodel.diagram.layout.positions import Nests, assign_positions, row_length
from graphmodel.diagram.layout.ranking import rank_rows
from graphmodel.diagram.layout.routing import Router, align_ports, find_ports, ports_by_side, room, to_polylines
from graphmodel.diagram.layout.types import (
    Item,
    Lane,
    Layout,
    Link,
    NestedPlace,
    Point,
    Polyline,
    Rect,
    Route,
    Setting,
    Spacing,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphmodel.diagram.layout.bundles import Bundle, Key
    from graphmodel.diagram.layout.crossings import Grid
    from graphmodel.diagram.layout.positions import Bands
    from graphmodel.diagram.layout.routing import Ports, Stops

__all__ = [
    "Arrangement",
    "Item",
    "Lane",
    "Layout",
    "Link",
    "Point",
    "Polyline",
    "Rect",
    "Route",
    "RowStyle",
    "Spacing",
    "arrange",
    "estimate_depth",
    "to_polylines",
]


class RowStyle(NamedTuple):
    """How the boxes of a lane are shared out among rows."""

    deepest: int = 4
    """The most rows that a lane gets for the sake of order."""
    fill: float = 0.8
    """How much of a row boxes may take up; lines that pass it need the rest."""
    nest: float = 0.5
    """How much of the room along the lanes the boxes inside a box take up, where more rows make that possible."""


_TRACKS = 0.28
"""About how many tracks there are for each bundle that passes between two rows, as measured on real pictures."""

_STYLE = RowStyle()
_SPACING = Spacing()


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Everything that is settled along the lanes: what remains is how far apart it stands across them."""

    setting: Setting
    grid: Grid
    lanes: Sequence[int]
    bundles: Sequence[Bundle]
    ports: Ports
    places: Mapping[Key, float]
    stops: Stops
    columns: Bands
    nests: Nests

    def layout(self, spacing: Spacing) -> Layout:
        """Return the layout with some spacing across the lanes."""
        setting = self.setting._replace(spacing=spacing)
        router = Router(self.grid, self.lanes, self.ports, self.stops, setting)
        return Layout(
            length=setting.length,
            depth=router.depth,
            lanes=router.lane_spans(),
            columns=tuple((column, *span) for column, span in sorted(self.columns.items())),
            boxes={
                **{id_: self._rect(cell, router) for id_, cell in setting.cells.items()},
                **{
                    id_: Rect(self.places[id_], router.middle(id_), item.length, item.depth)
                    for id_, item in setting.items.items()
                },
            },
            routes={id_: route for bundle in self.bundles for id_, route in router.routes(bundle).items()},
            names={id_: self._name(setting.cells[id_], router) for id_ in self.nests.children},
        )

    def _rect(self, cell: NestedPlace, router: Router) -> Rect:
        middle = Point(self.places[cell.host] + cell.along, router.middle(cell.host) + cell.across)
        return Rect(*middle, cell.length, cell.depth)

    def _name(self, cell: NestedPlace, router: Router) -> Rect:
        """Return the place of the name of a box with others inside: where lines to it itself end."""
        low, high = cell.windows[0]
        rect = self._rect(cell, router)
        return rect._replace(along=self.places[cell.host] + (low + high) / 2, length=high - low)


def arrange(
    items: Sequence[Item], links: Sequence[Link], length: float, style: RowStyle = _STYLE, spacing: Spacing = _SPACING
) -> Arrangement:
    """Give every box its row and place, and every line its way between the rows.

    Parameters
    ----------
    items
        The boxes.
    links
        The lines between them.
    length
        The room along the lanes, in points; an arrangement that needs more becomes longer.
    style
        How boxes are shared out among rows.
    spacing
        The least distances.

    Returns
    -------
    Arrangement
        The same for the same boxes and lines in any order.
    """
    links = sorted(links, key=lambda link: link.id)
    items = _adopt(sorted(items, key=lambda item: item.id), links)
    nests = Nests(items, length * style.nest)
    rows = rank_rows(nests.lay_out({}, {})[0], nests.lift(links), length, style.deepest, style.fill)
    bundles = bundle_links(links)
    grid = build_grid([row for _, row in rows], bundles, nests.host)
    ports = find_ports(grid)
    rooms = {side: room(group, spacing) for side, group in ports_by_side(ports).items()}
    outer, _ = nests.lay_out(rooms, {})
    by_id = {item.id: item for item in outer}
    order = reduce_crossings(grid, by_id)
    length = max([length, *(row_length(row, by_id, spacing) for row in order)])
    places, columns = assign_positions(grid, order, Setting(by_id, length, spacing, {}))
    if nests.children:
        outer, cells = nests.lay_out(rooms, _wishes(links, nests, places))
        by_id = {item.id: item for item in outer}
        length = max([length, *(row_length(row, by_id, spacing) for row in order)])
        places, columns = assign_positions(grid, order, Setting(by_id, length, spacing, cells))
    else:
        cells = {}
    setting = Setting(by_id, max([length, *(end for _, end in columns.values())]), spacing, cells)
    stops = align_ports(grid, ports, order, places, setting)
    return Arrangement(setting, grid, [lane for lane, _ in rows], bundles, ports, places, stops, columns, nests)


def _wishes(links: Sequence[Link], nests: Nests, places: Mapping[Key, float]) -> dict[str, float]:
    """Return where along the lanes each inner box would like to stand: in the middle of what it is joined to."""
    near: dict[str, list[float]] = {}
    for link in links:
        for one, other in ((link.tail, link.head), (link.head, link.tail)):
            if nests.host[one] != nests.host[other]:
                near.setdefault(one, []).append(places[nests.host[other]])
    wishes = {}
    for id_, item in nests.items.items():
        found = [
            *near.get(id_, ()),
            *(place for inner in nests.children.get(id_, ()) for place in near.get(inner.id, ())),
        ]
        wishes[id_] = sum(found) / len(found) if found else places[nests.host[item.id]]
    return wishes


def estimate_depth(
    items: Sequence[Item], links: Sequence[Link], length: float, style: RowStyle = _STYLE, spacing: Spacing = _SPACING
) -> float:
    """Return about how deep an arrangement in a style would be, on the low side: cheap to know before one is made."""
    nests = Nests(sorted(items, key=lambda item: item.id), length * style.nest)
    outer, _ = nests.lay_out({}, {})
    rows = rank_rows(outer, nests.lift(links), length, style.deepest, style.fill)
    places = {id_: place for place, (_, row) in enumerate(rows) for id_ in row}
    row_of = {item.id: places[nests.host[item.id]] for item in items}
    depths = {item.id: item.depth for item in outer}
    crossing = sum(_rows_crossed(bundle, row_of) for bundle in bundle_links(sorted(links, key=lambda link: link.id)))
    label = min((link.label[1] for link in links), default=0.0)
    rooms = len(rows) * (label + 2 * spacing.stub if links else spacing.box) + crossing * spacing.track * _TRACKS
    return rooms + sum(max(depths[id_] for id_ in row) for _, row in rows)


def _rows_crossed(bundle: Bundle, row_of: Mapping[str, int]) -> int:
    ends = {row_of[bundle.root], *(row_of[bundle.leaf(link)] for link in bundle.links)}
    return max(1, max(ends) - min(ends))


def _adopt(items: Sequence[Item], links: Sequence[Link]) -> list[Item]:
    """Put each box without a column, in a lane that has columns, where most of what it is joined to stands."""
    columns = {item.id: item.column for item in items}
    with_columns = {item.lane for item in items if item.column is not None}
    return [
        item
        if item.column is not None or item.lane not in with_columns
        else replace(item, column=_commonest(item.id, links, columns))
        for item in items
    ]


def _commonest(id_: str, links: Sequence[Link], columns: Mapping[str, int | None]) -> int:
    near = [columns[link.head if link.tail == id_ else link.tail] for link in links if id_ in (link.tail, link.head)]
    known = [column for column in near if column is not None]
    last = max((column for column in columns.values() if column is not None), default=0)
    return min(known, key=lambda column: (-known.count(column), column), default=last)
