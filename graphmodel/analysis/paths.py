"""Chains of influence from one node to another: the k shortest, tie by tie, with a source for every step."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, reduce
from html import escape
from operator import and_
from typing import TYPE_CHECKING, ClassVar

from graphmodel.analysis.answer import Answer, Cell, Row
from graphmodel.analysis.influence import Influence, influence
from graphmodel.analysis.missing import what_is_missing
from graphmodel.analysis.search import Chain, chains, grade_of, make_request, overlapping_chains
from graphmodel.choices import MODES, Mode, language
from graphmodel.errors import AnalysisError, UnknownIdError, did_you_mean
from graphmodel.language import FLOW_WORDS, GRADE_WORDS, bounds_in_words, day_in_words, pick
from graphmodel.period import UNBOUNDED, Bounds, Grade, Validity
from graphmodel.schema import sentence
from graphmodel.tables import MATH_IGNORED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from graphmodel.analysis.missing import Missing
    from graphmodel.model import Citation, Edge, Flow, Graph

__all__ = ["Hop", "Mode", "Path", "Paths", "influence_paths", "path_of"]

_STEP = (
    *("from", "from_name", "reads", "to", "to_name", "role"),
    *("since", "until", "validity", "grade", "confidence", "edge", "citations"),
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
    grade
        How sure it is that the tie held.
    spoken_for
        For a seat that another holds for the tail: the one it is held for, such as the tail's county.
    """

    edge: Edge
    tail: str
    head: str
    flows: tuple[Flow, ...]
    validity: Validity
    bounds: Bounds
    grade: Grade
    spoken_for: str = ""

    @property
    def back(self) -> bool:
        """Whether influence runs from the tie's `to` end to its `from` end."""
        return self.head != self.edge.to_id

    @property
    def reads(self) -> str:
        """The kind of the tie, such as ``MEMBER_OF``, in the same words in every language.

        ``MEMBER_OF back`` where influence runs from its `to` end; ``REPRESENTED_IN through board for town`` for a seat
        that another holds.
        """
        if self.spoken_for:
            return f"{self.edge.type} through {self.edge.from_id} for {self.spoken_for}"
        return f"{self.edge.type} back" if self.back else self.edge.type

    @property
    def certain(self) -> bool:
        """Whether the tie is certain: stated, and attested as late as within a term before the day."""
        return self.grade is Grade.CERTAIN

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The sources that carry the tie, and the places in them."""
        return self.edge.cites


@dataclass(frozen=True, repr=False)
class Path(Answer):
    """One chain of influence, tie by tie; as a table, a row for each step."""

    columns: ClassVar[tuple[str, ...]] = ("step", *_STEP)
    keys: ClassVar[int] = 1

    hops: tuple[Hop, ...] = field(default=())
    grade: Grade = Grade.POSSIBLE

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

    def title(self, lang: str = "nb") -> str:
        """Return what the chain is, on one line."""
        what = pick(FLOW_WORDS[self.flow], lang).capitalize()
        when = day_in_words(self.day, lang) if self.day else bounds_in_words(self.bounds, lang)
        return f"{what}: {self.name(self.source, lang)} → {self.name(self.target, lang)} ({when})"

    def sentence(self, lang: str = "nb") -> str:
        """Return the chain as one sentence to be read aloud.

        Parameters
        ----------
        lang
            ``nb`` or ``en``.

        Returns
        -------
        str
            Such as ``Risør kommune er medlem av Digi Agder, som rapporterer til KDU Agder.`` What is not certain says
            in brackets how sure it is.
        """
        subjects = (self.graph.name(self.source, lang), *[pick(("som", "which"), lang)] * (self.length - 1))
        parts = [self._clause(hop, subject, lang) for hop, subject in zip(self.hops, subjects, strict=True)]
        return ", ".join(parts) + "."

    def _clause(self, hop: Hop, subject: str, lang: str) -> str:
        head = self.graph.name(hop.head, lang)
        ends = (head, subject) if hop.back else (subject, head)
        remark = "" if hop.certain else f" ({pick(GRADE_WORDS[hop.grade], lang)})"
        if hop.spoken_for:
            return f"{subject} {self._represented(hop, lang)} {head}{remark}"
        return sentence(hop.edge, *ends, lang, back=hop.back) + remark

    def _represented(self, hop: Hop, lang: str) -> str:
        """Return by whom, and for whom, the tail of a step is represented in its head."""
        holder = self.graph.name(hop.edge.from_id, lang)
        group = "" if hop.spoken_for == hop.tail else self.graph.name(hop.spoken_for, lang)
        nb = f"er representert ved {holder}{f' for {group}' if group else ''} i"
        en = f"is represented through {holder}{f' for {group}' if group else ''} in"
        return pick((nb, en), lang)

    def way(self, lang: str = "nb") -> str:
        """Return by what way the chain goes, in words.

        Parameters
        ----------
        lang
            ``nb`` or ``en``.

        Returns
        -------
        str
            ``direkte``, ``representert ved Kristiansand kommune for Agder`` or ``som medlem av KS``, and otherwise
            through whom: ``gjennom Digi Agder, KDU Agder``.
        """
        first = self.hops[0]
        if self.length == 1 and not first.spoken_for:
            return pick(("direkte", "directly"), lang)
        if self.length == 1:
            return self._represented(first, lang).removeprefix("er ").removeprefix("is ").rpartition(" ")[0]
        names = [self.graph.name(node, lang) for node in self.nodes[1:-1]]
        if first.edge.type == "MEMBER_OF" and not first.spoken_for:
            member = pick(("som medlem av", "as a member of"), lang)
            onward = f", {pick(('gjennom', 'through'), lang)} {', '.join(names[1:])}" if names[1:] else ""
            return f"{member} {names[0]}{onward}"
        return f"{pick(('gjennom', 'through'), lang)} {', '.join(names)}"

    def _rows(self, lang: str) -> list[Row]:
        """Return a row for each step."""
        return [(number, *self._step(hop, lang)) for number, hop in enumerate(self.hops, 1)]

    def _step(self, hop: Hop, lang: str) -> Iterator[Cell]:
        edge, head = hop.edge, hop.head
        yield from (hop.tail, self.name(hop.tail, lang), hop.reads)
        yield from (head, self.name(head, lang), self.translate(edge.role, lang))
        yield from (edge.since, edge.until, str(hop.validity), str(hop.grade), edge.confidence, edge.id)
        yield self.references(hop.citations, lang)

    def rests_on(self, *key: Cell) -> tuple[str, ...]:
        """Return the id of the tie of a step."""
        number = key[0]
        if not isinstance(number, int) or not 1 <= number <= self.length:
            raise UnknownIdError(str(number), map(str, range(1, self.length + 1)))
        return (self.edges[number - 1],)


@dataclass(frozen=True, repr=False)
class Paths(Answer):
    """The shortest chains from one node to another, or what is missing; as a table, a row for each step of each.

    Parameters
    ----------
    source, target
        The two ends that were asked about.
    paths
        The chains, the best first: own ties, then seats held by another, then through others; the surest and shortest.
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
        """The chains of which every tie is certain."""
        return tuple(path for path in self.paths if path.grade is Grade.CERTAIN)

    @property
    def possible(self) -> tuple[Path, ...]:
        """The chains of which some tie only possibly held."""
        return tuple(path for path in self.paths if path.validity is not Validity.YES)

    def title(self, lang: str = "nb") -> str:
        """Return what was asked, on one line."""
        what = pick(FLOW_WORDS[self.flow], lang).capitalize()
        when = day_in_words(self.day, lang)
        return f"{what}: {self.name(self.source, lang)} → {self.name(self.target, lang)} ({when})"

    def name(self, id_: str, lang: str = "nb") -> str:
        """Return the name of a node; also of one that is not there on the day."""
        return self.missing.name(id_, lang) if self.missing else super().name(id_, lang)

    def _rows(self, lang: str) -> list[Row]:
        """Return a row for each step of each chain."""
        return [(number, *row) for number, path in enumerate(self.paths, 1) for row in path.rows_in(lang)]

    def rests_on(self, *key: Cell) -> tuple[str, ...]:
        """Return the ids of the ties of a chain, or the id of that of one step."""
        number = key[0]
        if not isinstance(number, int) or not 1 <= number <= len(self.paths):
            raise UnknownIdError(str(number), map(str, range(1, len(self.paths) + 1)))
        path = self.paths[number - 1]
        return path.rests_on(key[1]) if len(key) > 1 else path.edges

    def lines(self, lang: str = "nb") -> list[str]:
        """Return a sentence for each chain, with its period; or what is missing."""
        if not self.paths:
            return list(self.missing.lines(lang)) if self.missing else []
        return [f"{path.sentence(lang)} ({self._remark(path, lang)})" for path in self.paths]

    def _remark(self, path: Path, lang: str) -> str:
        sure, when = pick(GRADE_WORDS[path.grade], lang), bounds_in_words(path.bounds, lang)
        return "; ".join([path.way(lang), *([] if when.startswith(sure) else [sure]), when])

    def as_text(self, lang: str = "nb", *, width: int | None = None, most: int | None = None) -> str:  # noqa: ARG002
        """Return the chains as numbered sentences, each with the sources of its steps beneath."""
        lines = self.lines(lang)
        if self.paths:
            lines = [line for number, told in enumerate(lines, 1) for line in self._told(number, told, lang)]
        return "\n".join([self.title(lang), "", *lines]) + "\n"

    def _told(self, number: int, line: str, lang: str) -> Iterator[str]:
        yield f"{number}. {line}"
        for hop in self.paths[number - 1].hops:
            yield f"   {hop.edge.id}: {'; '.join(self.references(hop.citations, lang))}"

    def as_html(self, lang: str = "nb") -> str:
        """Return the chains as numbered sentences and as a table, all text escaped."""
        list_ = "ol" if self.paths else "ul"
        items = "".join(f"<li>{escape(line)}</li>" for line in self.lines(lang))
        sentences = f'<{list_} lang="{language(lang)}">{items}</{list_}>'
        shown = sentences + super().as_html(lang) if self.paths else f"<p>{escape(self.title(lang))}</p>{sentences}"
        return f'<div class="{MATH_IGNORED}">{shown}</div>'


def influence_paths(  # noqa: PLR0913 - one argument for each thing that can be asked
    graph: Graph,
    source: str,
    target: str,
    flow: str = "any",
    *,
    on: date | str | None = None,
    k: int = 5,
    via: Iterable[str] = (),
    kinds: Iterable[str] | None = None,
    without: Iterable[str] = (),
    mode: str | None = None,
) -> Paths:
    """Return the k best chains along which influence runs from one node to another.

    Influence runs along recorded ties, the way that the kind of each says: authority from a board to what it steers,
    voice from a member to what it is a member of. Two ties side by side give two chains. No chain passes a node
    twice, and none passes through what cannot act: a place, an arrangement, a class of bodies. Voice that has come
    down a level does not go up again; a peer, money and an observer's seat are last steps; a seat that is held for
    others carries only their voice and the holder's, and gives each of them a chain of one step; what established or
    mandated something did so while its own ties held. See :mod:`graphmodel.analysis.rules`.

    Parameters
    ----------
    graph
        The whole record, or the graph of a day.
    source, target
        Ids of the nodes at the two ends.
    flow
        ``authority``, ``voice``, or ``any``: voice upward, then authority downward.
    on
        The day; by default that of the graph, and for the whole record none: see ``mode``.
    k
        How many chains at most.
    via
        Ids of nodes that a chain must pass, in this order.
    kinds
        The kinds of edge that a chain may be made of, such as ``{"MEMBER_OF"}``; by default all.
    without
        What no chain may use: ids of nodes or edges, or kinds of edge.
    mode
        ``on-day``: all ties hold, or possibly hold, on the day. ``overlap``: there is a time at which all of them
        possibly hold. By default ``on-day`` where a day is known, else ``overlap``.

    Returns
    -------
    Paths
        The chains, the best first: own ties, then seats that another holds for the source, then through others; of
        each the surest, then the shortest. Each has its ``hops``, its ``way`` in words, its ``grade`` (that of its
        least sure tie), its common ``bounds`` and a ``sentence``. If there is none, ``missing`` says what lies between.

    Raises
    ------
    UnknownIdError
        If an id is unknown; it names the nearest.
    AnalysisError
        If what is asked cannot be answered: k below 1, one node as both ends, an unknown flow, kind or mode, a day far
        from every date in the record.
    DateError
        If ``on`` is not a single day.

    See Also
    --------
    gatekeepers : what every chain passes
    coverage : every pair of levels at once

    Notes
    -----
    What is *possible*, *inferred* or *presumed* is told apart from what is *certain*, never left out: a chain is as
    sure as its least sure tie. Shortest says fewest ties, not strongest influence. That there is no chain says that
    none is *recorded*; :func:`coverage` tells a gap from what nobody has surveyed.

    References
    ----------
    The search is :func:`graphmodel.measures.k_best_paths`.

    Examples
    --------
    >>> paths = gm.influence_paths(now, "vegarshei-kommune", "ks", "voice")
    >>> paths[0].columns[:3]
    ('step', 'from', 'from_name')
    """
    request = make_request(graph, source, target, flow, k=k, via=via, kinds=kinds, without=without)
    if _mode(graph, on, mode) == "overlap":
        every = Influence.of_record(graph, request.flow)
        best = overlapping_chains(every, request)
        ways = every
    else:
        ways = influence(graph, request.flow, on)
        best = chains(ways, request) if {source, target, *request.via} <= ways.graph.nodes.keys() else []
    paths = tuple(path_of(ways, chain) for chain in best)
    missing = None if paths else what_is_missing(ways, graph, request)
    return Paths(graph=ways.graph, flow=request.flow, source=source, target=target, paths=paths, missing=missing)


def _mode(graph: Graph, on: date | str | None, mode: str | None) -> str:
    dated = on is not None or graph.day is not None
    if mode is None:
        return "on-day" if dated else "overlap"
    if mode not in MODES:
        raise AnalysisError(f"unknown mode {mode!r}: expected {' or '.join(MODES)}{did_you_mean(mode, MODES)}")
    if mode == "overlap" and dated:
        raise AnalysisError("either a day, or chains whose ties overlap at any time: leave out `on`, or `mode`")
    return mode


def path_of(ways: Influence, chain: Chain) -> Path:
    """Return a chain of arcs as a path with its periods."""
    bounds = [ways.graph.bounds(arc.edge.id) for arc in chain]
    at_once = Validity.YES if reduce(and_, bounds).certain else Validity.POSSIBLY
    hops = tuple(
        Hop(
            *(arc.edge, arc.tail, arc.head, arc.flows, arc.validity if ways.graph.day else at_once, period),
            arc.grade if ways.graph.day or at_once else Grade.POSSIBLE,
            arc.spoken_for,
        )
        for arc, period in zip(chain, bounds, strict=True)
    )
    return Path(graph=ways.graph, flow=ways.flow, hops=hops, grade=min(grade_of(chain), *(h.grade for h in hops)))
