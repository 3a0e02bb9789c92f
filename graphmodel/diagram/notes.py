"""What stands behind a picture: a numbered note for every line, and the numbered sources they cite."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.phrases import listed
from graphmodel.diagram.telling import box_sentence, details, holding, line_sentence, tie_sentence, ties, verbs
from graphmodel.language import alphabetical, date_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graphmodel.diagram.scene import Box, Line, Scene
    from graphmodel.model import Citation, Edge, Node

__all__ = ["LineNote", "Mark", "Notes", "SourceNote", "Told", "marks_text", "notes"]


class SourceNote(NamedTuple):
    """A source, numbered in the order in which it is first cited."""

    number: int
    id: str
    text: str
    url: str


class Mark(NamedTuple):
    """The number of a source, and the place in it."""

    number: int
    where: str


class Told(NamedTuple):
    """A sentence, why it is inferred, and its sources."""

    sentence: str
    reasoning: str
    marks: tuple[Mark, ...]

    def __str__(self) -> str:
        because = f" ({self.reasoning})" if self.reasoning else ""
        return f"{self.sentence}{because} {marks_text(self.marks)}".strip()


class LineNote(NamedTuple):
    """A line: what it says, how that reads from its head, and what differs among the edges it stands for."""

    number: int
    line: Line
    told: Told
    back: str
    parts: tuple[Told, ...]


class Notes(NamedTuple):
    """Everything that stands behind a picture."""

    boxes: Mapping[str, Told]
    lines: tuple[LineNote, ...]
    edges: Mapping[str, tuple[Mark, ...]]
    """The sources of each edge of the picture, also of those inside a folded box."""
    sources: tuple[SourceNote, ...]


def marks_text(marks: Iterable[Mark]) -> str:
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
    teller = _Teller(scene)
    lines = tuple(teller.line(line) for line in sorted(scene.lines.values(), key=lambda line: line.number))
    edges = {id_: teller.marks([edge]) for id_, edge in scene.part.edges.items()}
    boxes = {box.id: teller.box(box) for box in scene.boxes.values()}
    return Notes(boxes, lines, edges, teller.sources())


@dataclass(slots=True)
class _Teller:
    scene: Scene
    cited: dict[str, int] = field(default_factory=dict)

    def line(self, line: Line) -> LineNote:
        edges = [self.scene.part.edges[id_] for id_ in line.edges]
        sentence, back = line_sentence(self.scene, line), line_sentence(self.scene, line, back=True)
        if line.several:
            names = [self.scene.boxes[end].name for end in (line.tail, line.head)]
            both = f"{' – '.join(names)}: {verbs(self.scene, line)}"
            return LineNote(line.number, line, Told(both, "", ()), back, tuple(self._each_kind(line)))
        parts = self._parts(line, edges)
        if len(parts) == 1:
            return LineNote(line.number, line, Told(sentence, self._reasoning(edges[0]), self.marks(edges)), back, ())
        return LineNote(line.number, line, Told(sentence, "", ()), back, tuple(parts))

    def _each_kind(self, line: Line) -> Iterator[Told]:
        """Yield each kind of tie on a line, and where its edges differ what is told of each."""
        for edges in ties(self.scene, line):
            sentence = tie_sentence(self.scene, line, edges)
            parts = self._parts(line, edges)
            if len(parts) == 1:
                yield Told(sentence, self._reasoning(edges[0]), self.marks(edges))
                continue
            yield Told(sentence, "", ())
            yield from parts

    def _parts(self, line: Line, edges: list[Edge]) -> list[Told]:
        """Group the edges of a line by what is told of them and who says so."""
        groups: dict[tuple[str, str, tuple[Citation, ...]], list[Edge]] = {}
        for edge in edges:
            told = details(self.scene, edge, line.change)
            groups.setdefault((told, self._reasoning(edge), edge.cites), []).append(edge)
        folded = self.scene.boxes[
            line.tail if edges[0].from_id in self.scene.boxes[line.tail].nodes else line.head
        ].folded
        return [
            Told(f"{self._names(group, folded=folded)}{f': {told}' if told else ''}", reasoning, self.marks(group))
            for (told, reasoning, _), group in groups.items()
        ]

    def _reasoning(self, edge: Edge) -> str:
        return self._in_language(edge.reasoning) if edge.confidence == "inferred" else ""

    def _in_language(self, text: str | None) -> str:
        return self.scene.record.translate(text, self.scene.lang)

    def _names(self, edges: list[Edge], *, folded: bool) -> str:
        ids = {edge.from_id if folded else edge.to_id for edge in edges}
        names = (self.scene.record.name(id_, self.scene.lang, self.scene.day) for id_ in ids)
        return listed(sorted(names, key=alphabetical), self.scene.lang)

    def box(self, box: Box) -> Told:
        nodes = [self.scene.part.nodes[id_] for id_ in box.nodes]
        return Told(box_sentence(self.scene, box), "", self.marks([*nodes, *holding(self.scene, box)]))

    def marks(self, statements: Iterable[Node | Edge]) -> tuple[Mark, ...]:
        """Return the numbers of the sources of some statements, with the places in each."""
        places: dict[int, list[str]] = {}
        for statement in statements:
            for citation in statement.cites:
                number = self.cited.setdefault(citation.source, len(self.cited) + 1)
                found = places.setdefault(number, [])
                where = self._in_language(citation.locator)
                if where and where not in found:
                    found.append(where)
        return tuple(Mark(number, ", ".join(where)) for number, where in sorted(places.items()))

    def sources(self) -> tuple[SourceNote, ...]:
        return tuple(self._source(id_, number) for id_, number in self.cited.items())

    def _source(self, id_: str, number: int) -> SourceNote:
        source = self.scene.record.sources[id_]
        when = date_in_words(source.published or source.as_of or "", self.scene.lang)
        text = ", ".join(part for part in (source.title, source.publisher or "", when) if part)
        return SourceNote(number, id_, text, source.url or "")
