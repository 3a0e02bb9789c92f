"""A picture for those who go on by hand: Mermaid and draw.io, with the same boxes, lines, names and numbers."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET  # only built here, never read

from graphmodel.diagram.display_list import Panel, end_shapes
from graphmodel.diagram.heading import title_words
from graphmodel.diagram.sentences import verbs
from graphmodel.diagram.style import STYLES, arrows
from graphmodel.diagram.text import box_caption, line_label
from graphmodel.errors import printable
from graphmodel.period import Validity
from graphmodel.schema import LEVELS, level_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graphmodel.diagram.display_list import DisplayList, Shape, Span, Stroke
    from graphmodel.diagram.scene import Box, Line, Scene
    from graphmodel.diagram.view import View

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
    lines = ["---", f"title: {_title(title_words(scene, view))}", "---", f"flowchart {direction}"]
    names = {id_: f"n{place}" for place, id_ in enumerate(sorted(scene.boxes))}
    for level in reversed(LEVELS):
        boxes = [box for box in scene.boxes.values() if box.level == level]
        if boxes:
            lines.append(f'  subgraph {level}["{mermaid_text(level_label(level, scene.lang))}"]')
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
    yield f'{indent}subgraph {names[box.id]}["{_mermaid_name(box)}"]'
    for each in inner:
        yield from _mermaid_tree(each, boxes, names, f"{indent}  ")
    yield f"{indent}end"


def _mermaid_name(box: Box) -> str:
    """Return the name of a box and what it is, with the signs of what changed and of what is not certain."""
    name = f"{box.change.sign} {box.name}".lstrip()
    return mermaid_text(" – ".join(filter(None, (name, box_caption(box)))))


def _mermaid_box(box: Box, name: str) -> str:
    text = _mermaid_name(box)
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
    return line_label(line)[0].text if line.numbered else ""


# --- draw.io ----------------------------------------------------------------------------------------------------

_DRAWIO_HEADS = {"normal": "block", "onormal": "block", "vee": "open", "dot": "oval", "odot": "oval", "box": "box"}
_DRAWIO_HEADS |= {"obox": "box", "diamond": "diamond", "odiamond": "diamond", "crow": "ERmany", "inv": "async"}
_DRAWIO_HEADS |= {"oinv": "async", "tee": "ERone", "normaltee": "blockThin", "veetee": "openThin", "odottee": "circle"}
_HOLLOW = frozenset({"onormal", "odot", "obox", "odiamond", "oinv", "odottee"})
_DASHES = {"dashed": "dashed=1;dashPattern=6 3;", "dotted": "dashed=1;dashPattern=1 3;", "solid": ""}


def as_drawio(display_lists: Sequence[DisplayList], scenes: Sequence[Scene]) -> str:
    """Return a picture as a draw.io file, each box and line where it stands on the page and free to be moved.

    Parameters
    ----------
    sheets
        The pages, every line on them drawn from end to end.
    scenes
        What is drawn on each, for the boxes that stand inside others and move with them.
    """
    root = ET.Element("mxfile", {"host": "graphmodel"})
    for number, (sheet, scene) in enumerate(zip(display_lists, scenes, strict=True), 1):
        holders = {f"node-{box.id}": f"node-{box.inside}" for box in scene.boxes.values() if box.inside}
        name = f"{sheet.title} {number}" if len(display_lists) > 1 else sheet.title
        diagram = ET.SubElement(root, "diagram", {"id": f"page-{number}", "name": _plain(name)})
        size = {"pageWidth": str(round(sheet.width)), "pageHeight": str(round(sheet.height))}
        model = ET.SubElement(diagram, "mxGraphModel", {"page": "1", "grid": "0", **size})
        cells = ET.SubElement(model, "root")
        ET.SubElement(cells, "mxCell", {"id": "0"})
        ET.SubElement(cells, "mxCell", {"id": "1", "parent": "0"})
        cells.extend(_drawio_cells(sheet, holders))
    ET.indent(root, space=" ")
    return ET.tostring(root, encoding="unicode") + "\n"


def _plain(text: str) -> str:
    return printable(text.replace("\n", " "))


def _drawio_cells(sheet: DisplayList, holders: Mapping[str, str]) -> Iterator[ET.Element]:
    ends = end_shapes(sheet)
    for panel in sheet.panels:
        if panel.kind != "nest":
            yield _drawio_vertex(panel, (), f"fillColor={panel.fill};strokeColor={panel.stroke};", panel.about)
    for shape in sorted(sheet.shapes, key=lambda shape: _depth(shape.id, holders)):
        ground = ends[shape.id]
        held = holders.get(shape.id, "")
        holder = (held, ends[held]) if held in ends else None
        look = _drawio_look(shape)
        if isinstance(ground, Panel):
            look = (
                f"rounded=1;fillColor={ground.fill};strokeColor={ground.stroke};align=left;verticalAlign=top;spacing=6;"
            )
        box = replace(shape, x=ground.x, y=ground.y, width=ground.width, height=ground.height)
        yield _drawio_vertex(box, shape.lines, look, ground.about, holder)
    for stroke in sheet.strokes:
        yield _drawio_line(stroke, ends)


def _depth(id_: str, holders: Mapping[str, str]) -> int:
    """Return how many boxes a box stands inside of."""
    return 1 + _depth(holders[id_], holders) if id_ in holders else 0


def _drawio_look(shape: Shape) -> str:
    if shape.outline == "none":
        return f"text;fillColor=none;strokeColor=none;align={shape.align};verticalAlign=middle;spacing=0;"
    form = {"box": "rounded=1;", "note": "shape=note;size=8;", "octagon": "shape=hexagon;"}.get(shape.outline, "")
    return (
        f"{form}{_DASHES.get(shape.style, '')}fillColor={shape.fill};strokeColor={shape.stroke};"
        f"strokeWidth={shape.weight:g};"
    )


def _drawio_text(lines: Sequence[Span]) -> tuple[str, str]:
    """Return lines of text as one label, broken where they are broken on the page, and its style."""
    if not lines:
        return "", ""
    main = max(lines, key=lambda line: (line.bold, line.size))
    bold = "fontStyle=1;" if main.bold else ""
    return "\n".join(_plain(line.text) for line in lines), f"fontSize={main.size:g};fontColor={main.colour};{bold}"


def _drawio_vertex(
    thing: Panel | Shape,
    lines: Sequence[Span],
    look: str,
    about: str,
    holder: tuple[str, Panel | Shape] | None = None,
) -> ET.Element:
    """Return a cell; its place is counted from that of the one that holds it."""
    label, text = _drawio_text(lines)
    tooltip = {"tooltip": _plain_lines(about)} if about else {}
    element = ET.Element("UserObject", {"id": _plain(thing.id), "label": label, **tooltip})
    parent, (left, top) = "1", (0.0, 0.0)
    if holder:
        parent, (left, top) = _plain(holder[0]), (holder[1].x, holder[1].y)
    cell = ET.SubElement(element, "mxCell", {"parent": parent, "vertex": "1", "style": f"html=0;{look}{text}"})
    places = {"x": thing.x - left, "y": thing.y - top, "width": thing.width, "height": thing.height}
    ET.SubElement(cell, "mxGeometry", {**{key: f"{place:.1f}" for key, place in places.items()}, "as": "geometry"})
    return element


def _plain_lines(text: str) -> str:
    """Return text of several lines, of which nothing steers what shows it."""
    return "\n".join(map(printable, text.split("\n")))


def _drawio_line(stroke: Stroke, boxes: Mapping[str, Panel | Shape]) -> ET.Element:
    label, text = _drawio_text(stroke.label)
    style = (
        f"html=0;edgeStyle=orthogonalEdgeStyle;rounded=1;{_drawio_head('end', stroke.arrow)}"
        f"{_drawio_head('start', stroke.tail_arrow)}{_DASHES.get(stroke.style, '')}strokeColor={stroke.colour};"
        f"strokeWidth={stroke.weight:g};{'shape=link;' if stroke.hollow else ''}{text}"
    )
    ends = {}
    for end, port, id_, point in (
        ("source", "exit", stroke.tail, stroke.points[0]),
        ("target", "entry", stroke.head, stroke.points[-1]),
    ):
        if id_ in boxes:
            box = boxes[id_]
            x, y = (point.x - box.x) / max(box.width, 1), (point.y - box.y) / max(box.height, 1)
            ends[end] = _plain(id_)
            style += f"{port}X={x:.3f};{port}Y={y:.3f};{port}Dx=0;{port}Dy=0;"
    tooltip = {"tooltip": _plain_lines(stroke.about)} if stroke.about else {}
    element = ET.Element("UserObject", {"id": _plain(stroke.id), "label": label, **tooltip})
    cell = ET.SubElement(element, "mxCell", {"parent": "1", "edge": "1", "style": style, **ends})
    geometry = ET.SubElement(cell, "mxGeometry", {"relative": "1", "as": "geometry"})
    corners = ET.SubElement(geometry, "Array", {"as": "points"})
    for corner in stroke.points[1:-1]:
        ET.SubElement(corners, "mxPoint", {"x": f"{corner.x:.1f}", "y": f"{corner.y:.1f}"})
    for name, point in (("sourcePoint", stroke.points[0]), ("targetPoint", stroke.points[-1])):
        ET.SubElement(geometry, "mxPoint", {"x": f"{point.x:.1f}", "y": f"{point.y:.1f}", "as": name})
    return element


def _drawio_head(end: str, arrow: str) -> str:
    if arrow == "none":
        return f"{end}Arrow=none;"
    return f"{end}Arrow={_DRAWIO_HEADS.get(arrow, 'classic')};{end}Fill={0 if arrow in _HOLLOW else 1};{end}Size=4;"
