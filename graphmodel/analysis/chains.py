"""Chains of influence as answers: steps, paths and all that were found, with sentences, periods and sources."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, reduce
from html import escape
from operator import and_
from typing import TYPE_CHECKING, ClassVar

from graphmodel.analysis.table import Answer, Cell, Row
from graphmodel.analysis.words import FLOW_WORDS, VALIDITY_WORDS, bounds_in_words, day_in_words, pick
from graphmodel.errors import UnknownIdError
from graphmodel.period import UNBOUNDED, Bounds, Validity
from graphmodel.schema import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphmodel.analysis.missing import Missing
    from graphmodel.model import Citation, Edge, Flow

__all__ = ["Hop", "Path", "Paths"]

_STEP = (
    *("from", "from_name", "reads", "to", "to_name", "role"),
    *("since", "until", "validity", "confidence", "edge", "citations"),
)


@dataclass(frozen=True, slots=True)
class Hop:
    """One tie of a chain, read the way that influence runs.

    Parameters
    ----------
    edge
        The tie, with its kind, role, dates, confidence and citations.
    tail, head
        The node that influence comes from, and the one it comes to.
    flows
        What runs this way: authority, voice or both.
    validity
        Whether the tie held on the day; where no day was asked about, whether all ties of the chain did at some time.
    bounds
        When the tie holds, within the periods of its ends.
    """

    edge: Edge
    tail: str
    head: str
    flows: tuple[Flow, ...]
    validity: Validity
    bounds: Bounds

    @property
    def back(self) -> bool:
        """Whether influence runs from the tie's `to` end to its `from` end."""
        return self.tail != self.edge.from_id

    @property
    def reads(self) -> str:
        """The kind of the tie, such as ``MEMBER_OF``; ``MEMBER_OF back`` where influence runs from its `to` end."""
        return f"{self.edge.type} back" if self.back else self.edge.type

    @property
    def certain(self) -> bool:
        """Whether the tie held for certain."""
        return self.validity is Validity.YES

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The sources that carry the tie, and the places in them."""
        return self.edge.cites


@dataclass(frozen=True)
class Path(Answer):
    """One chain of influence, tie by tie; as a table, a row for each step."""

    columns: ClassVar[tuple[str, ...]] = ("step", *_STEP)
    keys: ClassVar[int] = 1

    hops: tuple[Hop, ...] = field(default=())

    @property
    def source(self) -> str:
        """Where the chain begins."""
        return self.hops[0].tail

    @property
    def target(self) -> str:
        """Where the chain ends."""
        return self.hops[-1].head

    @property
    def nodes(self) -> tuple[str, ...]:
        """The nodes in order, both ends included."""
        return (self.source, *(hop.head for hop in self.hops))

    @property
    def edges(self) -> tuple[str, ...]:
        """The ids of the ties, in order."""
        return tuple(hop.edge.id for hop in self.hops)

    @property
    def length(self) -> int:
        """How many ties it has."""
        return len(self.hops)

    @property
    def validity(self) -> Validity:
        """Whether all ties held: as sure as the least sure of them."""
        return min(hop.validity for hop in self.hops)

    @cached_property
    def bounds(self) -> Bounds:
        """When all ties hold at once."""
        return reduce(and_, (hop.bounds for hop in self.hops), UNBOUNDED)

    @property
    def inferred(self) -> tuple[str, ...]:
        """The ids of the ties that no source states, but that we infer."""
        return tuple(hop.edge.id for hop in self.hops if hop.edge.confidence == "inferred")

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The sources of all steps, each once."""
        return tuple(dict.fromkeys(citation for hop in self.hops for citation in hop.citations))

    @property
    def title(self) -> str:
        """What the chain is, on one line."""
        what = pick(FLOW_WORDS[self.flow], self.lang).capitalize()
        when = day_in_words(self.day, self.lang) if self.day else bounds_in_words(self.bounds, self.lang)
        return f"{what}: {self.name(self.source)} → {self.name(self.target)} ({when})"

    def sentence(self, lang: str | None = None) -> str:
        """Return the chain as one sentence to be read aloud.

        Parameters
        ----------
        lang
            ``nb`` or ``en``; by default the language that was asked for.

        Returns
        -------
        str
            Such as ``Risør kommune er medlem av Digi Agder, som rapporterer til KDU Agder.`` What is inferred, or
            possibly did not hold, says so in brackets.
        """
        lang = lang or self.lang
        subjects = (self.graph.name(self.source, lang), *[pick(("som", "which"), lang)] * (self.length - 1))
        parts = [self._clause(hop, subject, lang) for hop, subject in zip(self.hops, subjects, strict=True)]
        return ", ".join(parts) + "."

    def _clause(self, hop: Hop, subject: str, lang: str) -> str:
        head = self.graph.name(hop.head, lang)
        ends = (head, subject) if hop.back else (subject, head)
        remarks = []
        if hop.validity is not Validity.YES:
            remarks.append(pick(VALIDITY_WORDS[hop.validity], lang))
        if hop.edge.confidence == "inferred":
            remarks.append(pick(("slutning", "inferred"), lang))
        return sentence(hop.edge, *ends, lang, back=hop.back) + (f" ({', '.join(remarks)})" if remarks else "")

    def rows(self) -> list[Row]:
        """Return a row for each step."""
        return [(number, *self._step(hop)) for number, hop in enumerate(self.hops, 1)]

    def _step(self, hop: Hop) -> Iterator[Cell]:
        edge, head = hop.edge, hop.head
        yield from (hop.tail, self.name(hop.tail), hop.reads)
        yield from (head, self.name(head), self.told(edge.role))
        yield from (edge.since, edge.until, str(hop.validity), edge.confidence, edge.id)
        yield self.references(hop.citations)

    def rests_on(self, *key: Cell) -> tuple[str, ...]:
        """Return the id of the tie of a step."""
        number = key[0]
        if not isinstance(number, int) or not 1 <= number <= self.length:
            raise UnknownIdError(str(number), map(str, range(1, self.length + 1)))
        return (self.edges[number - 1],)


@dataclass(frozen=True)
class Paths(Answer):
    """The shortest chains from one node to another, or what is missing; as a table, a row for each step of each.

    Parameters
    ----------
    source, target
        The two ends that were asked about.
    paths
        The chains, shortest first; of equal ones first the certain, then the stated.
    missing
        Why there is none; ``None`` when there is one.
    """

    columns: ClassVar[tuple[str, ...]] = ("path", "step", *_STEP)
    keys: ClassVar[int] = 2

    source: str
    target: str
    paths: tuple[Path, ...]
    missing: Missing | None = None

    def __len__(self) -> int:
        return len(self.paths)

    def __iter__(self) -> Iterator[Path]:
        return iter(self.paths)

    def __getitem__(self, place: int) -> Path:
        return self.paths[place]

    @property
    def certain(self) -> tuple[Path, ...]:
        """The chains of which every tie held for certain."""
        return tuple(path for path in self.paths if path.validity is Validity.YES)

    @property
    def possible(self) -> tuple[Path, ...]:
        """The chains of which some tie only possibly held."""
        return tuple(path for path in self.paths if path.validity is not Validity.YES)

    @property
    def title(self) -> str:
        """What was asked, on one line."""
        what = pick(FLOW_WORDS[self.flow], self.lang).capitalize()
        when = day_in_words(self.day, self.lang)
        return f"{what}: {self.name(self.source)} → {self.name(self.target)} ({when})"

    def name(self, id_: str) -> str:
        """Return the name of a node; also of one that is not there on the day."""
        return self.missing.name(id_) if self.missing else super().name(id_)

    def rows(self) -> list[Row]:
        """Return a row for each step of each chain."""
        return [(number, *row) for number, path in enumerate(self.paths, 1) for row in path.rows()]

    def rests_on(self, *key: Cell) -> tuple[str, ...]:
        """Return the ids of the ties of a chain, or the id of that of one step."""
        number = key[0]
        if not isinstance(number, int) or not 1 <= number <= len(self.paths):
            raise UnknownIdError(str(number), map(str, range(1, len(self.paths) + 1)))
        path = self.paths[number - 1]
        return path.rests_on(key[1]) if len(key) > 1 else path.edges

    def lines(self) -> list[str]:
        """Return a sentence for each chain, with its period; or what is missing."""
        if not self.paths:
            return list(self.missing.lines()) if self.missing else []
        return [f"{path.sentence()} ({self._remark(path)})" for path in self.paths]

    def _remark(self, path: Path) -> str:
        return f"{pick(VALIDITY_WORDS[path.validity], self.lang)}; {bounds_in_words(path.bounds, self.lang)}"

    def as_text(self) -> str:
        """Return the chains as numbered sentences, each with the sources of its steps beneath."""
        lines = self.lines()
        if self.paths:
            lines = [line for number, told in enumerate(lines, 1) for line in self._told(number, told)]
        return "\n".join([self.title, "", *lines]) + "\n"

    def _told(self, number: int, line: str) -> Iterator[str]:
        yield f"{number}. {line}"
        for hop in self.paths[number - 1].hops:
            yield f"   {hop.edge.id}: {'; '.join(self.references(hop.citations))}"

    def as_html(self) -> str:
        """Return the chains as numbered sentences and as a table, all text escaped."""
        list_ = "ol" if self.paths else "ul"
        items = "".join(f"<li>{escape(line)}</li>" for line in self.lines())
        sentences = f'<{list_} lang="{self.lang}">{items}</{list_}>'
        return sentences + super().as_html() if self.paths else f"<p>{escape(self.title)}</p>{sentences}"
