"""Boxes and lines told as sentences: for tooltips, accessible names, numbered notes and the text twin."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from graphmodel.diagram.phrases import listed, of_change, phrase, short_verb
from graphmodel.diagram.scene import Change
from graphmodel.language import alphabetical, date_in_words, period_in_words
from graphmodel.period import Grade, Validity
from graphmodel.schema import LEVEL_WORDS, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphmodel.diagram.scene import Box, Line, Scene
    from graphmodel.model import Edge, Node

__all__ = [
    "box_sentence",
    "citation_texts",
    "details",
    "first_url",
    "holding",
    "line_sentence",
    "tie_sentence",
    "ties",
    "verbs",
]

_NAMED = 6
"""How many of the nodes at a folded end are named in a sentence; more are counted."""


def box_sentence(scene: Scene, box: Box) -> str:
    """Return a box as a sentence: its name, what it is and at which level, since when, and how sure."""
    level = LEVEL_WORDS[box.level][scene.lang == "en"].lower()
    if box.folded:
        names = sorted((scene.record.name(id_, scene.lang, scene.day) for id_ in box.nodes), key=alphabetical)
        told = f"{box.name}, {phrase('level', scene.lang).format(level=level)}: {listed(names, scene.lang)}"
        return ", ".join([told, *_part_of(scene, box)])
    node = scene.part.nodes[box.id]
    kind = node.words[0 if scene.lang == "nb" else 2]
    parts = [box.name, kind, phrase("level", scene.lang).format(level=level), *_held(scene, node, box.change)]
    return ", ".join([*parts, *_part_of(scene, box)])


def holding(scene: Scene, box: Box) -> list[Edge]:
    """Return the edges by which a box stands inside another."""
    edges = [scene.part.edges[id_] for id_ in scene.inside.get(box.inside, ())]
    return [edge for edge in edges if edge.from_id in box.nodes]


def _part_of(scene: Scene, box: Box) -> Iterator[str]:
    """Yield what a box is part of, since it stands inside that, with how sure it is."""
    edges = holding(scene, box)
    if edges:
        told = details(scene, edges[0], box.change)
        whole = phrase("inside box", scene.lang).format(name=scene.boxes[box.inside].name)
        yield f"{whole} ({told})" if told else whole


def _held(scene: Scene, statement: Node | Edge, change: Change) -> Iterator[str]:
    period = period_in_words(statement.since, statement.until, scene.lang)
    event = getattr(statement, "event", False)
    if event and statement.since and not statement.until:
        period = date_in_words(statement.since, scene.lang)
    if period:
        yield period
    if change is not Change.NONE:
        yield of_change(change.value, scene)
    elif scene.axis:
        pass  # it tells of all times, and of none that the tie perhaps held
    elif scene.record.validity(statement.id, scene.day) is Validity.POSSIBLY:
        yield phrase("possibly", scene.lang)
    elif scene.record.grade(statement.id, scene.day) is Grade.PRESUMED and (
        last := scene.record.attested(statement.id).last
    ):
        yield phrase("last attested", scene.lang).format(year=last.year)
    if statement.confidence == "inferred":
        yield phrase("inferred", scene.lang)


def details(scene: Scene, edge: Edge, change: Change = Change.NONE) -> str:
    """Return what else there is to say of an edge: its role, when it holds, and how sure it is."""
    parts = [scene.record.translate(edge.role, scene.lang), *_held(scene, edge, change)]
    if edge.called_for:
        parts.append(phrase("called for", scene.lang))
    return ", ".join(part for part in parts if part)


def line_sentence(scene: Scene, line: Line, *, back: bool = False) -> str:
    """Return a line as a sentence; where it stands for several edges, with their number and, when few, their names.

    Parameters
    ----------
    scene
        The picture.
    line
        The line.
    back
        Whether to read it from its head.
    """
    return "; ".join(tie_sentence(scene, line, edges, back=back) for edges in ties(scene, line))


def ties(scene: Scene, line: Line) -> list[list[Edge]]:
    """Return the edges of a line, those of each kind and direction together, the strongest kind first."""
    tail = scene.boxes[line.tail].nodes
    groups: dict[tuple[bool, str], list[Edge]] = {(False, type_): [] for type_ in line.forth}
    groups |= {(True, type_): [] for type_ in line.back}
    for id_ in line.edges:
        edge = scene.part.edges[id_]
        groups[edge.from_id not in tail, edge.type].append(edge)
    return list(groups.values())


def tie_sentence(scene: Scene, line: Line, edges: list[Edge], *, back: bool = False) -> str:
    """Return the edges of one kind and direction on a line as a sentence."""
    forth = edges[0].from_id in scene.boxes[line.tail].nodes
    tail, head = (line.tail, line.head) if forth else (line.head, line.tail)
    ends = (_end_words(scene, tail, "from_id", edges), _end_words(scene, head, "to_id", edges))
    shared = {details(scene, edge, line.change) for edge in edges}
    told = shared.pop() if len(shared) == 1 else _sureness(scene, line, edges)
    return sentence(edges[0], *ends, scene.lang, back=back and forth) + (f", {told}" if told else "")


def verbs(scene: Scene, line: Line) -> str:
    """Return what a line says from its tail to its head: its verb, or the short ones of all its ties."""
    tail = scene.boxes[line.tail].nodes
    said = []
    for edges in ties(scene, line):
        forth = edges[0].from_id in tail
        verb = getattr(edges[0].reads, scene.lang if forth else f"{scene.lang}_back")
        said.append(short_verb(edges[0].type, verb, scene.lang) if forth and line.several else verb)
    return " · ".join(said)


def _sureness(scene: Scene, line: Line, edges: list[Edge]) -> str:
    """Return how sure all of some edges of a line are, where they differ in what else is told of them."""
    parts = []
    if line.change is not Change.NONE:
        parts.append(of_change(line.change.value, scene))
    elif not scene.axis and all(scene.record.validity(edge.id, scene.day) is Validity.POSSIBLY for edge in edges):
        parts.append(phrase("possibly", scene.lang))
    if all(edge.confidence == "inferred" for edge in edges):
        parts.append(phrase("inferred", scene.lang))
    if line.called_for:
        parts.append(phrase("called for", scene.lang))
    return ", ".join(parts)


def _end_words(scene: Scene, box_id: str, end: str, edges: Iterable[Edge]) -> str:
    box = scene.boxes[box_id]
    ids = {str(getattr(edge, end)) for edge in edges}
    if not box.folded or len(ids) == len(box.nodes):
        return box.name
    names = sorted((scene.record.name(id_, scene.lang, scene.day) for id_ in ids), key=alphabetical)
    if len(names) <= _NAMED:
        return listed(names, scene.lang)
    return phrase("some of", scene.lang).format(n=len(names), all=len(box.nodes), name=box.name)


def citation_texts(scene: Scene, statements: Iterable[Node | Edge]) -> list[str]:
    """Return the sources that carry some statements, each once, with its publisher, date and place in it."""
    places: dict[str, list[str]] = {}
    for citation in chain.from_iterable(statement.cites for statement in statements):
        found = places.setdefault(citation.source, [])
        if citation.locator and citation.locator not in found:
            found.append(citation.locator)
    return [_source_text(scene, id_, locators) for id_, locators in places.items()]


def _source_text(scene: Scene, id_: str, locators: list[str]) -> str:
    source = scene.record.sources[id_]
    when = date_in_words(source.published or source.as_of or "", scene.lang)
    where = "; ".join(scene.record.translate(locator, scene.lang) for locator in locators)
    parts = [source.title, source.publisher or "", when, where]
    return ", ".join(part for part in parts if part)


def first_url(scene: Scene, statements: Iterable[Node | Edge]) -> str:
    """Return the address of the first source that has one, or nothing."""
    for citation in chain.from_iterable(statement.cites for statement in statements):
        url = scene.record.sources[citation.source].url
        if url:
            return url
    return ""
