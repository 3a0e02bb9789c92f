"""Whom a strategy or body reaches: covered, gap or not surveyed, for each pair; and how far a chain gets."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from graphmodel.analysis.answer import Answer, Cell, Row
from graphmodel.analysis.completeness import Completeness, State
from graphmodel.analysis.influence import Influence, Tree, checked_kinds, influence, several
from graphmodel.analysis.paths import path_of
from graphmodel.analysis.rules import Arc, arcs_of
from graphmodel.analysis.search import grade_of
from graphmodel.errors import AnalysisError, UnknownIdError
from graphmodel.language import FLOW_WORDS, day_in_words, pick
from graphmodel.model import Municipality, Plan, Strategy
from graphmodel.period import Grade, Validity
from graphmodel.schema import EDGE_KINDS, LEVELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from graphmodel.analysis.paths import Path
    from graphmodel.model import Graph, Node

__all__ = ["Coverage", "Coverages", "End", "LevelCoverage", "coverage"]


class End(NamedTuple):
    """A node that the source reaches and that is tied to the target, but not so that the flow runs on.

    Parameters
    ----------
    node
        Where the chain ends.
    ties
        The ids of its ties to the target.
    state
        ``gap`` when surveys show that there is no link on, else ``not surveyed``.
    surveys
        The surveys that prove a kind of edge to be absent.
    unsurveyed
        The kinds of edge of which nobody knows.
    """

    node: str
    ties: tuple[str, ...]
    state: State
    surveys: tuple[str, ...]
    unsurveyed: tuple[str, ...]


class Coverage(NamedTuple):
    """Whether influence from one node gets to another.

    Parameters
    ----------
    source, target
        The two.
    state
        ``covered``, ``gap`` or ``not surveyed``.
    grade
        How sure the chain is; *no* where it is not covered.
    chain
        The arcs of the best chain.
    """

    source: str
    target: str
    state: State
    grade: Grade
    chain: tuple[Arc, ...]

    @property
    def edges(self) -> tuple[str, ...]:
        """The ids of the ties of the chain."""
        return tuple(arc.edge.id for arc in self.chain)

    @property
    def inferred(self) -> int:
        """How many ties of the chain are inferred."""
        return sum(arc.edge.confidence == "inferred" for arc in self.chain)


@dataclass(frozen=True, repr=False)
class Coverages(Answer):
    """Every source against every target; as a table, a row for each pair."""

    columns: ClassVar[tuple[str, ...]] = (
        *("source", "target", "source_name", "target_name", "state", "grade"),
        *("length", "inferred", "through", "edges"),
    )
    keys: ClassVar[int] = 2

    influence: Influence
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    types: frozenset[str]
    longest: int | None

    def title(self, lang: str = "nb") -> str:
        """Return what was asked, on one line."""
        what = pick(FLOW_WORDS[self.flow], lang)
        heading = pick((f"Hvem nås av {what}", f"Whom {what} reaches"), lang)
        return f"{heading} ({day_in_words(self.day, lang)})"

    @cached_property
    def completeness(self) -> Completeness:
        """The lists that are known to be complete on the day."""
        return Completeness(self.influence, self.types)

    @cached_property
    def _known(self) -> tuple[frozenset[str], frozenset[str]]:
        return frozenset(self.sources), frozenset(self.targets)

    @cached_property
    def _trees(self) -> Mapping[str, Tree]:
        return {source: self.influence.tree(source) for source in self.sources}

    def __getitem__(self, pair: tuple[str, str]) -> Coverage:
        for id_, known in zip(pair, self._known, strict=True):
            if id_ not in known:
                raise UnknownIdError(id_, known)
        return self.cell(*pair)

    def __iter__(self) -> Iterator[Coverage]:
        return (self.cell(*pair) for pair in self.pairs)

    def __len__(self) -> int:
        return len(self.pairs)

    def cell(self, source: str, target: str) -> Coverage:
        """Return what is known of a pair that is asked about."""
        chain = self._trees[source].chain(target, self.longest)
        if chain:
            return Coverage(source, target, "covered", grade_of(chain), chain)
        state: State = "not surveyed" if self.completeness.leaves_open(source, target, self.longest) else "gap"
        return Coverage(source, target, state, Grade.NO, ())

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Every source with every target other than itself."""
        return [(source, target) for source in self.sources for target in self.targets if source != target]

    def path(self, source: str, target: str) -> Path | None:
        """Return the shortest chain, with its sentence and sources; none where it is not covered."""
        chain = self[source, target].chain
        return path_of(self.influence, chain) if chain else None

    def ends(self, source: str, target: str) -> tuple[End, ...]:
        """Return where chains to a target that is not covered come to an end, right beside it."""
        self[source, target]  # both are known
        graph, reached = self.graph, self._trees[source]
        beside: dict[str, list[str]] = {}
        for edge in (*graph.edges_from(target), *graph.edges_to(target)):
            other = edge.to_id if edge.from_id == target else edge.from_id
            if edge.recorded and (other == source or other in reached):
                beside.setdefault(other, []).append(edge.id)
        return tuple(self._end(node, target, tuple(sorted(ties))) for node, ties in sorted(beside.items()))

    def _end(self, node: str, target: str, ties: tuple[str, ...]) -> End:
        unsurveyed = tuple(way.type for way in self.completeness.open_ways(node, target))
        state: State = "not surveyed" if unsurveyed else "gap"
        return End(node, ties, state, self.completeness.closing(node, target), unsurveyed)

    def called_for(self, source: str, target: str) -> tuple[str, ...]:
        """Return the ids of edges that are only called for, each of which alone would cover the target."""
        behind = self.influence.reaching(target, source)
        ahead = {source, *self._trees[source]}
        unsure = (Validity.NO, Grade.NO)
        return tuple(
            edge.id
            for edge in self.graph.edges.values()
            if edge.called_for
            and any(
                arc.tail in ahead and arc.head in behind
                for arc in arcs_of(self.graph, edge, self.influence.flow, unsure)
            )
        )

    def _rows(self, lang: str) -> list[Row]:
        """Return a row for each pair."""
        names = {id_: self.name(id_, lang) for id_ in {*self.sources, *self.targets}}
        return [self._row(self.cell(*pair), names) for pair in self.pairs]

    def _row(self, cell: Coverage, names: Mapping[str, str]) -> Row:
        covered = cell.state == "covered"
        return (
            *(cell.source, cell.target, names[cell.source], names[cell.target]),
            *(cell.state, str(cell.grade)),
            len(cell.chain) if covered else None,
            cell.inferred if covered else None,
            tuple(arc.head for arc in cell.chain[:-1]),
            cell.edges,
        )

    def rests_on(self, *key: Cell) -> tuple[str, ...]:
        """Return the ids of the ties of the chain of a pair; none where it is not covered."""
        return self[str(key[0]), str(key[1])].edges

    def by_level(self) -> LevelCoverage:
        """Return how many bodies of each level each source covers."""
        return LevelCoverage(self.graph, self.flow, self)


@dataclass(frozen=True, repr=False)
class LevelCoverage(Answer):
    """How many targets of each level a source covers; as a table, a row for each source and level."""

    columns: ClassVar[tuple[str, ...]] = (
        *("source", "level", "source_name", "targets", "covered"),
        *("certain", "presumed", "inferred", "possible", "gap", "not_surveyed"),
    )
    keys: ClassVar[int] = 2

    coverages: Coverages

    def title(self, lang: str = "nb") -> str:
        """Return what was asked, on one line."""
        return self.coverages.title(lang)

    def _rows(self, lang: str) -> list[Row]:
        """Return a row for each source and level."""
        return [self._row(source, level, lang) for source in self.coverages.sources for level in reversed(LEVELS)]

    @cached_property
    def _targets(self) -> Mapping[str, list[str]]:
        targets: dict[str, list[str]] = {level: [] for level in LEVELS}
        for id_ in self.coverages.targets:
            targets[self.graph.nodes[id_].level].append(id_)
        return targets

    def _cells(self, source: str, level: str) -> list[Coverage]:
        return [self.coverages.cell(source, target) for target in self._targets[level] if target != source]

    def _row(self, source: str, level: str, lang: str) -> Row:
        cells = self._cells(source, level)
        states = [cell.state for cell in cells]
        grades = Counter(cell.grade for cell in cells)
        sure = tuple(grades[each] for each in (Grade.CERTAIN, Grade.PRESUMED, Grade.INFERRED, Grade.POSSIBLE))
        counts = (states.count("covered"), *sure, states.count("gap"), states.count("not surveyed"))
        return source, level, self.name(source, lang), len(cells), *counts

    def rests_on(self, *key: Cell) -> tuple[str, ...]:
        """Return the ids of the ties of all chains that a row counts."""
        cells = self._cells(str(key[0]), str(key[1]))
        return tuple(sorted({id_ for cell in cells for id_ in cell.edges}))


def coverage(  # noqa: PLR0913 - one argument for each thing that can be asked
    graph: Graph,
    sources: Iterable[str] | None = None,
    targets: Iterable[str] | None = None,
    flow: str = "authority",
    *,
    on: date | str | None = None,
    kinds: Iterable[str] | None = None,
    longest: int | None = None,
) -> Coverages:
    """Tell, for each pair, whether influence from the source gets to the target: covered, gap or not surveyed.

    Parameters
    ----------
    graph
        The whole record, or the graph of a day.
    sources
        Ids of strategies, bodies or whatever influence comes from; by default all national strategies and plans.
    targets
        Ids of the nodes to be reached; by default all municipalities.
    flow
        ``authority``, ``voice`` or ``any``.
    on
        The day; by default the graph's own, else the last that a source describes.
    kinds
        The kinds of edge that a chain may be made of; by default all.
    longest
        How many ties a chain may have; by default any number. With 1, only direct links count.

    Returns
    -------
    Coverages
        ``[source, target]`` tells the state, the grade and the best chain; ``path`` reads it aloud, ``ends``
        says where chains stop right beside a target, ``called_for`` which edges are only wanted, ``by_level`` counts.

    Raises
    ------
    UnknownIdError
        If an id is unknown.
    AnalysisError
        If a node is not there on the day, or the flow, a kind or the day cannot be used.

    See Also
    --------
    influence_paths : the chains themselves
    two_way : whether influence runs both ways

    Notes
    -----
    *Covered* says that a chain is recorded, of whatever grade. *Gap* says that there is none, and is a proof: surveys
    close every link by which there could be one, also through bodies that nobody has recorded. All else is *not
    surveyed*. See :mod:`graphmodel.analysis.completeness` for the rule, and ``ends`` for what is known of single links.

    Examples
    --------
    >>> gm.coverage(now).columns[:2]
    ('source', 'target')
    """
    types = checked_kinds(EDGE_KINDS if kinds is None else kinds)
    if longest is not None and longest < 1:
        raise AnalysisError(f"a chain of {longest} ties is none: expected 1 or more")
    every = influence(graph, flow, on)
    ways = every.only(arc for arc in every.arcs if arc.edge.type in types)
    nodes = ways.graph.nodes.values()
    national = [node.id for node in nodes if isinstance(node, Strategy | Plan) and node.level == "national"]
    municipalities = [node.id for node in nodes if isinstance(node, Municipality)]
    return Coverages(
        graph=ways.graph,
        flow=ways.flow,
        influence=ways,
        sources=there(graph, ways.graph, sources, national),
        targets=there(graph, ways.graph, targets, municipalities),
        types=types,
        longest=longest,
    )


def there(
    record: Graph,
    now: Graph,
    ids: Iterable[str] | None,
    default: Iterable[str],
    unfit: Callable[[Node], str] = lambda _: "",
) -> tuple[str, ...]:
    """Return ids that were asked for, each once, if their nodes are there on the day; those by default where none were.

    Raises
    ------
    UnknownIdError
        If an id is unknown.
    AnalysisError
        If a node is not there on the day, or is unfit, for the reason that is told of it.
    """
    if ids is None:
        return tuple(default)
    unique = tuple(dict.fromkeys(several(ids, "id")))
    for id_ in unique:
        if reason := unfit(record.node(id_)):
            raise AnalysisError(f"{id_!r} {reason}")
        if id_ not in now.nodes:
            raise AnalysisError(f"{id_!r} is not there on {now.day}: ask about another day, or leave it out")
    return unique
