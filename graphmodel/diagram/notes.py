"""What stands behind a picture: a numbered note for every line, and the numbered sources they cite."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.phrases import listed, phrase
from graphmodel.diagram.telling import box_sentence, details, line_sentence
from graphmodel.wording import alphabetical, date_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphmodel.diagram.scene import Box, Line, Scene
    from graphmodel.model import Citation, Edge, Node

__all__ = ["BoxNote", "LineNote", "Notes", "SourceNote", "notes"]


class SourceNote(NamedTuple):
    """A source, numbered in the order in which it is first cited."""

    number: int
    id: str
    text: str
    url: str


class LineNote(NamedTuple):
    """A line, its sentence with the sources, and what differs among the edges it stands for."""

    number: int
    id: str
    sentence: str
    marks: str
    """The numbers of the sources, with the place in each."""
    parts: tuple[tuple[str, str], ...]
    """Sentences about some of its edges, each with the numbers of its sources."""


class BoxNote(NamedTuple):
    """A box, its sentence and its sources."""

    id: str
    sentence: str
    marks: str


class Notes(NamedTuple):
    """Everything that stands behind a picture."""

    boxes: tuple[BoxNote, ...]
    lines: tuple[LineNote, ...]
    sources: tuple[SourceNote, ...]


def notes(scene: Scene) -> Notes:
    """Return the notes of a picture.

    Parameters
    ----------
    scene
        What is drawn.

    Returns
    -------
    Notes
        Lines in the order of their numbers, sources in the order in which the lines and then the boxes cite them.
    """
    teller = _Teller(scene)
    lines = tuple(teller.line(line) for line in sorted(scene.lines.values(), key=lambda line: line.number))
    boxes = tuple(teller.box(box) for box in scene.boxes.values())
    return Notes(boxes, lines, teller.sources())


@dataclass(slots=True)
class _Teller:
    scene: Scene
    cited: dict[str, int] = field(default_factory=dict)

    def line(self, line: Line) -> LineNote:
        edges = [self.scene.part.edges[id_] for id_ in line.edges]
        parts = self._parts(line, edges)
        if len(parts) == 1:
            marks = self.marks(edges)
            return LineNote(line.number, line.id, line_sentence(self.scene, line) + _why(edges), marks, ())
        told = tuple((sentence, self.marks(group)) for sentence, group in parts)
        return LineNote(line.number, line.id, line_sentence(self.scene, line), "", told)

    def _parts(self, line: Line, edges: list[Edge]) -> list[tuple[str, list[Edge]]]:
        """Group the edges of a line by what is told of them and who says so."""
        groups: dict[tuple[str, str, tuple[Citation, ...]], list[Edge]] = {}
        for edge in edges:
            key = (details(self.scene, edge, line.change), edge.reasoning or "", edge.cites)
            groups.setdefault(key, []).append(edge)
        folded = self.scene.boxes[line.tail].folded
        return [(self._part(key, group, folded=folded), group) for key, group in groups.items()]

    def _part(self, key: tuple[str, str, tuple[Citation, ...]], edges: list[Edge], *, folded: bool) -> str:
        ids = {edge.from_id if folded else edge.to_id for edge in edges}
        names = sorted((self.scene.record.name(id_, self.scene.lang, self.scene.day) for id_ in ids), key=alphabetical)
        told = f": {key[0]}" if key[0] else ""
        return f"{listed(names, self.scene.lang)}{told}{_because(key[1])}"

    def box(self, box: Box) -> BoxNote:
        nodes = [self.scene.part.nodes[id_] for id_ in box.nodes]
        return BoxNote(box.id, box_sentence(self.scene, box), self.marks(nodes))

    def marks(self, statements: Iterable[Node | Edge]) -> str:
        """Return the numbers of the sources of some statements, such as ``[3: side 4; 7]``."""
        places: dict[int, list[str]] = {}
        for statement in statements:
            for citation in statement.cites:
                number = self.cited.setdefault(citation.source, len(self.cited) + 1)
                found = places.setdefault(number, [])
                if citation.locator and citation.locator not in found:
                    found.append(citation.locator)
        marks = (f"{number}: {', '.join(where)}" if where else str(number) for number, where in sorted(places.items()))
        return f"[{'; '.join(marks)}]" if places else ""

    def sources(self) -> tuple[SourceNote, ...]:
        return tuple(self._source(id_, number) for id_, number in self.cited.items())

    def _source(self, id_: str, number: int) -> SourceNote:
        source = self.scene.record.sources[id_]
        when = date_in_words(source.published or source.as_of or "", self.scene.lang)
        text = ", ".join(part for part in (source.title, source.publisher or "", when) if part)
        return SourceNote(number, id_, text, source.url or "")


def _why(edges: list[Edge]) -> str:
    return _because(edges[0].reasoning or "") if edges[0].confidence == "inferred" else ""


def _because(reasoning: str) -> str:
    return f" ({reasoning})" if reasoning else ""


def notes_title(lang: str) -> str:
    """Return the heading of the notes."""
    return phrase("notes", lang)
