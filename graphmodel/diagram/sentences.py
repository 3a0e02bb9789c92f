"""Boxes and lines told as sentences: for tooltips, accessible names, the text alternative and the numbered notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.heading import day_words, of_change, sources_to, title_words
from graphmodel.diagram.scene import ChangeKind
from graphmodel.language import alphabetical, date_in_words, period_in_words
from graphmodel.language.pictures import count_phrase, join_names, phrase, short_verb
from graphmodel.period import Grade, Validity
from graphmodel.schema import LEVELS, level_word, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graphmodel.diagram.scene import Box, Line, Scene
    from graphmodel.diagram.view import View
    from graphmodel.model import Citation, Edge, Node

__all__ = [
    "LineNote",
    "NoteText",
    "Notes",
    "SourceMark",
    "SourceNote",
    "box_sentence",
    "citation_texts",
    "description",
    "details",
    "first_url",
    "holding",
    "line_sentence",
    "marks_text",
    "notes",
    "tie_sentence",
    "ties",
    "verbs",
]

_NAMED = 6
"""How many of the nodes at a folded end are named in a sentence; more are counted."""


def description(scene: Scene, view: View) -> str:
    """Return what a picture shows, in a few sentences: title, day, how much of what, and where it came from."""
    lang = scene.lang
    counts = [
        f"{sum(box.level == level for box in scene.boxes.values())} {level_word(level, lang)}"
        for level in reversed(LEVELS)
        if any(box.level == level for box in scene.boxes.values())
    ]
    parts = [
        f"{title_words(scene, view)}. {day_words(scene)}.",
        count_phrase("description", len(scene.boxes), lang).format(
            boxes=count_phrase("boxes", len(scene.boxes), lang),
            nodes=count_phrase("shown", len(scene.part.nodes), lang),
            levels=join_names(counts, lang),
            lines=count_phrase("lines", len(scene.lines), lang),
        ),
        *_change_counts(scene),
        *([view.note.in_(lang)] if view.note else []),
        *scene.remarks,
    ]
    until = sources_to(scene)
    if until:
        parts.append(phrase("sources to", lang).format(date=date_in_words(until, lang)) + ".")
    return " ".join(parts)


def _change_counts(scene: Scene) -> Iterator[str]:
    if scene.comparing:
        things: list[Box | Line] = [*scene.boxes.values(), *scene.lines.values()]
        yield of_change("description changes", scene).format(
            **{change.value: _count([each for each in things if each.change is change], scene) for change in ChangeKind}
        )


def _count(things: Sequence[Box | Line], scene: Scene) -> str:
    """Return how many there are, and of how many nobody can say for certain that they held."""
    possible = sum(each.validity is Validity.POSSIBLY for each in things if each.change is not ChangeKind.NONE)
    return (
        phrase("of them possibly", scene.lang).format(n=len(things), possible=possible)
        if possible
        else str(len(things))
    )


def box_sentence(scene: Scene, box: Box) -> str:
    """Return a box as a sentence: its name, what it is and at which level, since when, and how sure."""
    level = level_word(box.level, scene.lang)
    if box.folded:
        names = sorted((scene.record.name(id_, scene.lang, scene.day) for id_ in box.nodes), key=alphabetical)
        told = f"{box.name}, {phrase('level', scene.lang).format(level=level)}: {join_names(names, scene.lang)}"
        return ", ".join([told, *_part_of(scene, box)])
    node = scene.part.nodes[box.id]
    kind = node.words[0 if scene.lang == "nb" else 2]
    parts = [box.name, kind, phrase("level", scene.lang).format(level=level), *_held(scene, node, box.change)]
    return ", ".join([*parts, *_part_of(scene, box)])


def holding(scene: Scene, box: Box) -> list[Edge]:
    """Return the edges by which a box stands inside another."""
    edges = [scene.part.edges[id_] for id_ in scene.inside.get(box.inside, ())]
    found = [edge for edge in edges if edge.from_id in box.nodes]
    return [*found, scene.record.edges[box.belongs]] if box.belongs else found


def _part_of(scene: Scene, box: Box) -> Iterator[str]:
    """Yield what a box is part of, since it stands inside that, with how sure it is."""
    edges = holding(scene, box)
    if box.inside and edges:
        told = details(scene, edges[0], box.change)
        whole = phrase("inside box", scene.lang).format(name=scene.boxes[box.inside].name)
        yield f"{whole} ({told})" if told else whole
    if box.belongs:
        told = details(scene, edges[-1], box.change)
        verb = edges[-1].reads.verb(scene.lang)
        whole = f"{verb} {scene.record.name(edges[-1].to_id, scene.lang, scene.day)}"
        yield f"{whole} ({told})" if told else whole


def _held(scene: Scene, statement: Node | Edge, change: ChangeKind) -> Iterator[str]:
    period = period_in_words(statement.since, statement.until, scene.lang)
    event = getattr(statement, "event", False)
    if event and statement.since and not statement.until:
        period = date_in_words(statement.since, scene.lang)
    if period:
        yield period
    if change is not ChangeKind.NONE:
        yield _changed(scene, change, possibly=_possibly(scene, statement.id))
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


def _possibly(scene: Scene, id_: str) -> bool:
    """Tell whether something only possibly held: on the day of the picture or, where it has ended, the one before."""
    found = (scene.record.validity(id_, day) for day in reversed(scene.days))
    return next(filter(None, found), None) is Validity.POSSIBLY


def _changed(scene: Scene, change: ChangeKind, *, possibly: bool) -> str:
    """Return what became of something; where it only possibly held, nobody knows that it did."""
    told = of_change(change.value, scene)
    if not possibly:
        return told
    if change is ChangeKind.CHANGED:
        return f"{told}, {phrase('possibly', scene.lang)}"
    return phrase("possibly changed", scene.lang).format(change=told)


def details(scene: Scene, edge: Edge, change: ChangeKind = ChangeKind.NONE) -> str:
    """Return what else there is to say of an edge: its role, when it holds, and how sure it is."""
    parts = [scene.record.translate(edge.role, scene.lang), *_held(scene, edge, change)]
    if edge.called_for:
        parts.append(phrase("called for", scene.lang))
    if edge.claim == "chosen" or edge.conflict:
        parts.append(phrase("conflict", scene.lang))
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
        verb = edges[0].reads.verb(scene.lang, back=not forth)
        said.append(short_verb(edges[0].type, verb, scene.lang) if forth and line.several else verb)
    return " · ".join(said)


def _sureness(scene: Scene, line: Line, edges: list[Edge]) -> str:
    """Return how sure all of some edges of a line are, where they differ in what else is told of them."""
    parts = []
    if line.change is not ChangeKind.NONE:
        parts.append(_changed(scene, line.change, possibly=all(_possibly(scene, edge.id) for edge in edges)))
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
        return join_names(names, scene.lang)
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


class SourceNote(NamedTuple):
    """A source, numbered in the order in which it is first cited."""

    number: int
    id: str
    text: str
    url: str


class SourceMark(NamedTuple):
    """The number of a source, and the place in it."""

    number: int
    where: str


class NoteText(NamedTuple):
    """A sentence, why it is inferred, and its sources."""

    sentence: str
    reasoning: str
    marks: tuple[SourceMark, ...]

    def __str__(self) -> str:
        because = f" ({self.reasoning})" if self.reasoning else ""
        return f"{self.sentence}{because} {marks_text(self.marks)}".strip()


class LineNote(NamedTuple):
    """A line: what it says, how that reads from its head, and what differs among the edges it stands for."""

    number: int
    line: Line
    told: NoteText
    back: str
    parts: tuple[NoteText, ...]


class Notes(NamedTuple):
    """Everything that stands behind a picture."""

    boxes: Mapping[str, NoteText]
    lines: tuple[LineNote, ...]
    edges: Mapping[str, tuple[SourceMark, ...]]
    """The sources of each edge of the picture, also of those inside a folded box."""
    sources: tuple[SourceNote, ...]


def marks_text(marks: Iterable[SourceMark]) -> str:
    """Return the numbers of sources as text, such as ``[3: side 4; 7]``."""
    told = "; ".join(f"{mark.number}: {mark.where}" if mark.where else str(mark.number) for mark in marks)
    return f"[{told}]" if told else ""


def notes(scene: Scene) -> Notes:
    """Return the notes of a picture: lines by their numbers, sources in the order in which lines and boxes cite them.

    Parameters
    ----------
    scene
        What is drawn.
    """
    teller = _NoteWriter(scene)
    lines = tuple(teller.line(line) for line in sorted(scene.lines.values(), key=lambda line: line.number))
    edges = {id_: teller.marks([edge]) for id_, edge in scene.part.edges.items()}
    boxes = {box.id: teller.box(box) for box in scene.boxes.values()}
    return Notes(boxes, lines, edges, teller.sources())


@dataclass(slots=True)
class _NoteWriter:
    scene: Scene
    cited: dict[str, int] = field(default_factory=dict)

    def line(self, line: Line) -> LineNote:
        edges = [self.scene.part.edges[id_] for id_ in line.edges]
        sentence, back = line_sentence(self.scene, line), line_sentence(self.scene, line, back=True)
        if line.several:
            names = [self.scene.boxes[end].name for end in (line.tail, line.head)]
            both = f"{' – '.join(names)}: {verbs(self.scene, line)}"
            return LineNote(line.number, line, NoteText(both, "", ()), back, tuple(self._each_kind(line)))
        parts = self._parts(line, edges)
        if len(parts) == 1:
            return LineNote(
                line.number, line, NoteText(sentence, self._reasoning(edges[0]), self.marks(edges)), back, ()
            )
        return LineNote(line.number, line, NoteText(sentence, "", ()), back, tuple(parts))

    def _each_kind(self, line: Line) -> Iterator[NoteText]:
        """Yield each kind of tie on a line, and where its edges differ what is told of each."""
        for edges in ties(self.scene, line):
            sentence = tie_sentence(self.scene, line, edges)
            parts = self._parts(line, edges)
            if len(parts) == 1:
                yield NoteText(sentence, self._reasoning(edges[0]), self.marks(edges))
                continue
            yield NoteText(sentence, "", ())
            yield from parts

    def _parts(self, line: Line, edges: list[Edge]) -> list[NoteText]:
        """Group the edges of a line by what is told of them and who says so."""
        groups: dict[tuple[str, str, tuple[Citation, ...]], list[Edge]] = {}
        for edge in edges:
            told = details(self.scene, edge, line.change)
            groups.setdefault((told, self._reasoning(edge), edge.cites), []).append(edge)
        folded = self.scene.boxes[
            line.tail if edges[0].from_id in self.scene.boxes[line.tail].nodes else line.head
        ].folded
        return [
            NoteText(f"{self._names(group, folded=folded)}{f': {told}' if told else ''}", reasoning, self.marks(group))
            for (told, reasoning, _), group in groups.items()
        ]

    def _reasoning(self, edge: Edge) -> str:
        return self._in_language(edge.reasoning) if edge.confidence == "inferred" else ""

    def _in_language(self, text: str | None) -> str:
        return self.scene.record.translate(text, self.scene.lang)

    def _names(self, edges: list[Edge], *, folded: bool) -> str:
        ids = {edge.from_id if folded else edge.to_id for edge in edges}
        names = (self.scene.record.name(id_, self.scene.lang, self.scene.day) for id_ in ids)
        return join_names(sorted(names, key=alphabetical), self.scene.lang)

    def box(self, box: Box) -> NoteText:
        nodes = [self.scene.part.nodes[id_] for id_ in box.nodes]
        return NoteText(box_sentence(self.scene, box), "", self.marks([*nodes, *holding(self.scene, box)]))

    def marks(self, statements: Iterable[Node | Edge]) -> tuple[SourceMark, ...]:
        """Return the numbers of the sources of some statements, with the places in each."""
        places: dict[int, list[str]] = {}
        for statement in statements:
            for citation in statement.cites:
                number = self.cited.setdefault(citation.source, len(self.cited) + 1)
                found = places.setdefault(number, [])
                where = self._in_language(citation.locator)
                if where and where not in found:
                    found.append(where)
        return tuple(SourceMark(number, ", ".join(where)) for number, where in sorted(places.items()))

    def sources(self) -> tuple[SourceNote, ...]:
        return tuple(self._source(id_, number) for id_, number in self.cited.items())

    def _source(self, id_: str, number: int) -> SourceNote:
        source = self.scene.record.sources[id_]
        when = date_in_words(source.published or source.as_of or "", self.scene.lang)
        text = ", ".join(part for part in (source.title, source.publisher or "", when) if part)
        return SourceNote(number, id_, text, source.url or "")
