"""A picture for those who go on by hand: Mermaid and draw.io, with the same boxes, lines, names and numbers."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET  # only built here, never read

from graphmodel.diagram.chips import chip
from graphmodel.diagram.looks import arrows, box_look, line_look
from graphmodel.diagram.palette import FAMILY_FILLS, LANE_FILLS, STYLES
from graphmodel.diagram.telling import box_sentence, line_sentence, verbs
from graphmodel.errors import printable
from graphmodel.period import Validity
from graphmodel.schema import LEVEL_WORDS, LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphmodel.diagram.plan import Leaf, Plan
    from graphmodel.diagram.scene import Box, Line, Scene
    from graphmodel.diagram.sheet import Frame
    from graphmodel.diagram.view import View
    from graphmodel.model import Level

__all__ = ["as_drawio", "as_mermaid"]

# --- Mermaid ----------------------------------------------------------------------------------------------------

_CODED = re.compile(r"[^a-zA-Z0-9 æøåÆØÅ.,()/%+–-]")
_LIST = re.compile(r"^(\d*)([.)+-])")
"""What makes a label a list, as ``22. juli-nemnda`` begins."""


def mermaid_text(text: str) -> str:
    """Return text for a quoted Mermaid label: all but letters, digits and plain marks as character codes."""
    coded = _CODED.sub(lambda found: _code(found[0]), _flat(text))
    return _LIST.sub(lambda found: found[1] + _code(found[2]), coded)


def _code(mark: str) -> str:
    return f"#{ord(mark)};"


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _title(text: str) -> str:
    """Return text as quoted YAML, which knows no character codes."""
    return json.dumps(printable(_flat(text)), ensure_ascii=False)


def as_mermaid(scene: Scene, view: View) -> str:
    """Return a picture as a Mermaid flowchart.

    Parameters
    ----------
    scene
        What is drawn.
    view
        Its view.

    Returns
    -------
    str
        A subgraph for each level; dotted arrows are possible, inferred or only called for. Mermaid chooses the places.
    """
    direction = "TB" if view.direction == "down" else "LR"
    lines = ["---", f"title: {_title(view.title.in_(scene.lang))}", "---", f"flowchart {direction}"]
    names = {id_: f"n{place}" for place, id_ in enumerate(sorted(scene.boxes))}
    for level in reversed(LEVELS):
        boxes = [box for box in scene.boxes.values() if box.level == level]
        if boxes:
            lines.append(f'  subgraph {level}["{mermaid_text(LEVEL_WORDS[level][scene.lang == "en"])}"]')
            for box in boxes:
                if box.inside not in scene.boxes:
                    lines += _mermaid_tree(box, boxes, names, "    ")
            lines.append("  end")
    ordered = sorted(scene.lines.values(), key=lambda line: line.number)
    lines += [f"  {_mermaid_line(line, names, scene)}" for line in ordered]
    lines += [f"  linkStyle {place} stroke:{STYLES[line.type].colour}" for place, line in enumerate(ordered)]
    return "\n".join(lines) + "\n"


def _mermaid_tree(box: Box, boxes: Sequence[Box], names: dict[str, str], indent: str) -> Iterator[str]:
    """Yield a box; one with others inside as a subgraph."""
    inner = [each for each in boxes if each.inside == box.id]
    if not inner:
        yield f"{indent}{_mermaid_box(box, names[box.id])}"
        return
    yield f'{indent}subgraph {names[box.id]}["{mermaid_text(" – ".join(filter(None, (box.name, box.caption))))}"]'
    for each in inner:
        yield from _mermaid_tree(each, boxes, names, f"{indent}  ")
    yield f"{indent}end"


def _mermaid_box(box: Box, name: str) -> str:
    text = mermaid_text(" – ".join(part for part in (box.name, box.caption) if part))
    if box.family == "Instrument":
        return f'{name}[/"{text}"/]'
    return f'{name}("{text}")' if box.family == "Body" else f'{name}{{{{"{text}"}}}}'


def _mermaid_line(line: Line, names: dict[str, str], scene: Scene) -> str:
    label = mermaid_text(" ".join(filter(None, (_number(line), verbs(scene, line)))))
    unsure = line.validity is Validity.POSSIBLY or line.inferred or line.called_for
    both = "<" if arrows(line)[0] != "none" else ""
    arrow = f"{both}-.->" if unsure else f"{both}-->"
    return f'{names[line.tail]} {arrow}|"{label}"| {names[line.head]}'


def _number(line: Line) -> str:
    return chip(line)[0].text if line.numbered else ""


# --- draw.io ----------------------------------------------------------------------------------------------------

_DRAWIO_HEADS = {"normal": "block", "onormal": "block", "vee": "open", "dot": "oval", "odot": "oval", "box": "box"}
_DRAWIO_HEADS |= {"obox": "box", "diamond": "diamond", "odiamond": "diamond", "crow": "ERmany", "inv": "async"}
_DRAWIO_HEADS |= {"oinv": "async", "tee": "ERone", "normaltee": "blockThin", "veetee": "openThin", "odottee": "circle"}
_HOLLOW = frozenset({"onormal", "odot", "obox", "odiamond", "oinv", "odottee"})
_DASHES = {"dashed": "dashed=1;dashPattern=6 3;", "dotted": "dashed=1;dashPattern=1 3;", "solid": ""}


def as_drawio(pages: Sequence[Leaf], view: View) -> str:
    """Return a picture as a draw.io file, each box and line where it stands on the page and free to be moved.

    Parameters
    ----------
    pages
        Where everything goes on each page, and what it shows.
    view
        Its view.
    """
    root = ET.Element("mxfile", {"host": "graphmodel"})
    for number, (plan, scene, _) in enumerate(pages, 1):
        name = f"{view.title.in_(scene.lang)} {number}" if len(pages) > 1 else view.title.in_(scene.lang)
        diagram = ET.SubElement(root, "diagram", {"id": f"page-{number}", "name": name})
        size = {"pageWidth": str(round(plan.width)), "pageHeight": str(round(plan.height))}
        model = ET.SubElement(diagram, "mxGraphModel", {"page": "1", "grid": "0", **size})
        cells = ET.SubElement(model, "root")
        ET.SubElement(cells, "mxCell", {"id": "0"})
        ET.SubElement(cells, "mxCell", {"id": "1", "parent": "0"})
        cells.extend(_drawio_cells(plan, scene))
    ET.indent(root, space=" ")
    return ET.tostring(root, encoding="unicode") + "\n"


def _drawio_cells(plan: Plan, scene: Scene) -> Iterator[ET.Element]:
    for lane in plan.layout.lanes:
        yield _drawio_lane(plan.levels[lane.lane], plan.lane(lane)[0], scene.lang)
    for box in sorted(scene.boxes.values(), key=lambda box: _depth(box, scene)):
        yield _drawio_box(box, plan, scene)
    for line in sorted(scene.lines.values(), key=lambda line: line.number):
        yield _drawio_line(line, plan, scene)


def _depth(box: Box, scene: Scene) -> int:
    """Return how many boxes a box stands inside of."""
    return 1 + _depth(scene.boxes[box.inside], scene) if box.inside else 0


def _drawio_vertex(  # noqa: PLR0913, PLR0917 - the parts of a cell
    id_: str, value: str, style: str, frame: Frame, tooltip: str = "", parent: str = "1"
) -> ET.Element:
    """Return a cell; its place is counted from that of its parent."""
    thing = ET.Element("UserObject", {"id": id_, "label": value, **({"tooltip": tooltip} if tooltip else {})})
    cell = ET.SubElement(thing, "mxCell", {"parent": parent, "vertex": "1", "style": style})
    places = {"x": frame.x, "y": frame.y, "width": frame.width, "height": frame.height}
    ET.SubElement(cell, "mxGeometry", {**{key: f"{place:.1f}" for key, place in places.items()}, "as": "geometry"})
    return thing


def _drawio_lane(level: Level, frame: Frame, lang: str) -> ET.Element:
    style = (
        f"html=0;fillColor={LANE_FILLS[level][0]};strokeColor=none;align=left;verticalAlign=top;fontStyle=1;"
        "spacing=6;fontSize=9;"
    )
    return _drawio_vertex(f"lane-{level}", LEVEL_WORDS[level][lang == "en"], style, frame)


def _drawio_box(box: Box, plan: Plan, scene: Scene) -> ET.Element:
    frame, parent = plan.frame(plan.layout.boxes[box.id]), "1"
    if box.inside:
        around, parent = plan.frame(plan.layout.boxes[box.inside]), f"node-{box.inside}"
        frame = frame._replace(x=frame.x - around.x, y=frame.y - around.y)
    look = box_look(box, None, comparing=len(scene.days) > 1)
    shape = {"Body": "rounded=1;", "Instrument": "shape=note;size=8;", "Place": "shape=hexagon;"}[box.family]
    style = (
        f"html=0;whiteSpace=wrap;{shape}{_DASHES[look.style]}fillColor={FAMILY_FILLS[box.family]};"
        f"strokeColor={look.stroke};fontSize=8;fontStyle=1;"
    )
    if box.id in plan.layout.names:
        style += "align=left;spacingLeft=6;"
    return _drawio_vertex(f"node-{box.id}", box.name, style, frame, box_sentence(scene, box), parent)


def _drawio_line(line: Line, plan: Plan, scene: Scene) -> ET.Element:
    start, end = arrows(line)
    look = line_look(line, None, comparing=len(scene.days) > 1)
    ends = "".join(
        f"{side}Arrow={_DRAWIO_HEADS.get(head, 'classic')};{side}Fill={int(head not in _HOLLOW)};{side}Size=4;"
        for side, head in (("end", end), ("start", start))
        if head != "none"
    )
    style = f"html=0;edgeStyle=none;rounded=1;{ends}{_DASHES[look.style]}strokeColor={look.colour};fontSize=7;"
    thing = ET.Element(
        "UserObject",
        {"id": f"edge-{line.id}", "label": _number(line) or verbs(scene, line), "tooltip": line_sentence(scene, line)},
    )
    cell = ET.SubElement(
        thing,
        "mxCell",
        {"parent": "1", "edge": "1", "style": style, "source": f"node-{line.tail}", "target": f"node-{line.head}"},
    )
    geometry = ET.SubElement(cell, "mxGeometry", {"relative": "1", "as": "geometry"})
    corners = ET.SubElement(geometry, "Array", {"as": "points"})
    for corner in corner_points(plan, line.id):
        ET.SubElement(corners, "mxPoint", {"x": f"{corner[0]:.1f}", "y": f"{corner[1]:.1f}"})
    return thing


def corner_points(plan: Plan, line: str) -> list[tuple[float, float]]:
    """Return the corners of a line's whole way on the page, from its tail to its head, its ends left out."""
    way = plan.layout.ways[line]
    corners = [plan.xy(point) for step in way.steps if step.track is not None for point in step.corners(step.track)]
    return [(corner.x, corner.y) for corner in (corners if way.to_head else reversed(corners))]
