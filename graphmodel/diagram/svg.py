"""What Graphviz leaves out of its SVG: language, role, title and description, a name for every box and line, an order.

The paint stays as it is. Every box and line becomes one group with its sentence as accessible name and tooltip, one
stop of the keyboard, and one link to its first source; groups stand in reading order, a box before the lines from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET  # what it reads comes from our own engine

from graphmodel.diagram.text import STACK, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["AccessibleText", "distinguish_dashes", "make_accessible"]

_SVG, _XLINK, _XML = (
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/XML/1998/namespace",
)
_PAINT = frozenset(f"{{{_SVG}}}{name}" for name in ("path", "polygon", "polyline", "ellipse", "text"))
_FOCUSED = ",".join(
    f"svg {stop}:focus {shape}" for stop in ("a", "g") for shape in ("path", "polygon", "polyline", "ellipse")
)
_STYLE = (
    f"svg text{{font-family:{STACK}}}"
    "svg a:focus,svg g:focus{outline:none}"
    f"{_FOCUSED}{{stroke:#000;stroke-width:3}}"
    "svg a:hover text{text-decoration:underline}"
)
"""Only for what is inside an SVG, because the style of one that stands in a page reaches all of the page."""

_DASHES = {"5,2": "5,3", "1,5": "1.2,2.8"}
"""Graphviz' dashes and dots, set so that they are told apart at a glance."""


def distinguish_dashes(page: str) -> str:
    """Return an SVG of the engine with dashes and dots that are told apart."""
    for dashes, ours in _DASHES.items():
        page = page.replace(f' stroke-dasharray="{dashes}"', f' stroke-dasharray="{ours}"')
    return page


class AccessibleText(NamedTuple):
    """What is told of one box or line."""

    name: str
    """Its sentence."""
    sources: tuple[str, ...]
    url: str


class _Names(NamedTuple):
    title: str
    description: str
    lang: str
    prefix: str


def make_accessible(  # noqa: PLR0913 - what a picture has to tell
    page: bytes,
    described: Mapping[str, AccessibleText],
    order: Sequence[str],
    *,
    title: str,
    description: str,
    lang: str,
    name: str,
    prefix: str = "",
    centres: Mapping[str, float] | None = None,
) -> str:
    """Return an SVG that tells what it shows.

    Parameters
    ----------
    page
        The SVG as Graphviz made it.
    described
        What is told of each box and line, by the id of its group.
    order
        Those ids in reading order.
    title, description
        What the whole picture is, and what it shows.
    lang
        ``nb`` or ``en``.
    name
        The name of the view, which makes the ids of title and description unique in a page.
    prefix
        Put before every id, where several pages of a picture stand in one document.
    centres
        Where the middle of the text of a group lies along the page, by the id of the group; for text that is centred.

    Returns
    -------
    str
        SVG with nothing outside it but the fonts of the stack in :data:`graphmodel.diagram.text.STACK`.
    """
    for short, space in (("", _SVG), ("xlink", _XLINK)):
        ET.register_namespace(short, space)
    root = ET.fromstring(distinguish_dashes(page.decode("utf-8")))  # noqa: S314 - our own engine's output
    graph = root.find(f"{{{_SVG}}}g")
    if graph is None:
        return page.decode("utf-8")
    groups = {group.get("id", ""): group for group in graph.findall(f"{{{_SVG}}}g")}
    for id_, middle in (centres or {}).items():
        for text in groups[id_].iter(f"{{{_SVG}}}text") if id_ in groups else ():
            _centre(text, middle)
    drawn = _element("g", {"transform": graph.get("transform", "")})
    drawn.extend(_ground(graph, groups, described, prefix))
    drawn.extend(_told(groups[id_], id_, described[id_], prefix) for id_ in order if id_ in groups)
    return _document(root, drawn, _Names(title, description, lang, f"{prefix}{name}"))


def _element(tag: str, attributes: Mapping[str, str], text: str | None = None) -> ET.Element:
    element = ET.Element(f"{{{_SVG}}}{tag}", {key: value for key, value in attributes.items() if value})
    element.text = text
    return element


def _ground(
    graph: ET.Element, groups: Mapping[str, ET.Element], described: Mapping[str, AccessibleText], prefix: str
) -> Iterator[ET.Element]:
    """Yield what is neither box nor line: the page, lanes, heading and legend."""
    page = graph.find(f"{{{_SVG}}}polygon")
    if page is not None:
        yield page
    legend = _element("g", {"id": f"{prefix}legend", "class": "legend"})
    for id_, group in groups.items():
        if id_ not in described:
            plain = _element("g", {"id": prefix + id_, "class": _class(group)})
            plain.extend(_paint(group))
            if _class(group) == "legend":
                legend.append(plain)
            elif len(plain):
                yield plain
    yield legend


def _class(group: ET.Element) -> str:
    """Return the class that we gave, without the one that Graphviz puts in front."""
    return group.get("class", "").partition(" ")[2]


def _paint(group: ET.Element) -> Iterator[ET.Element]:
    for element in group.iter():
        if element.tag in _PAINT:
            element.tail = None
            yield element


def _told(group: ET.Element, id_: str, about: AccessibleText, prefix: str) -> ET.Element:
    """Return the group of a box or line, named, with one tab stop."""
    told = _element("g", {"id": prefix + id_, "class": _class(group)})
    tooltip = _element("title", {}, "\n".join((about.name, *(f"[{source}]" for source in about.sources))))
    inner = told
    if about.url:
        inner = _element("a", {"href": about.url, f"{{{_XLINK}}}href": about.url, "aria-label": about.name})
        told.append(inner)
    else:
        told.set("role", "graphics-symbol")
        told.set("aria-label", about.name)
        told.set("tabindex", "0")
    inner.append(tooltip)
    inner.extend(_paint(group))
    return told


def _centre(text: ET.Element, middle: float) -> None:
    """Set a line of text from its middle and as wide as it was measured.

    So it stays there in a typeface that is wider or narrower, and in LibreOffice, which measures bold text too narrow.
    """
    wide = width(text.text or "", float(text.get("font-size", "0")), bold=text.get("font-weight") == "bold")
    text.set("x", f"{middle:.2f}")
    text.set("text-anchor", "middle")
    text.set("textLength", f"{wide:.2f}")


def _document(root: ET.Element, drawn: ET.Element, names: _Names) -> str:
    title, description = f"{names.prefix}-title", f"{names.prefix}-desc"
    size = {key: root.get(key, "") for key in ("width", "height", "viewBox")}
    document = _element(
        "svg",
        {
            **size,
            "lang": names.lang,
            f"{{{_XML}}}lang": names.lang,
            "role": "graphics-document",
            "font-family": STACK,
            "aria-labelledby": title,
            "aria-describedby": description,
        },
    )
    document.append(_element("title", {"id": title}, names.title))
    document.append(_element("desc", {"id": description}, names.description))
    document.append(_element("style", {}, _STYLE))
    document.append(drawn)
    for element in drawn.iter():
        element.attrib.pop("font-family", None)
    ET.indent(document, space=" ")
    return ET.tostring(document, encoding="unicode") + "\n"
