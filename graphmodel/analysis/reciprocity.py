"""Links both ways: from each local and regional body up to each national one, and from there down again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from graphmodel.analysis.answer import Answer, Cell, Row
from graphmodel.analysis.completeness import Completeness, State
from graphmodel.analysis.coverage import there
from graphmodel.analysis.distances import best_chains
from graphmodel.analysis.influence import Influence, influence
from graphmodel.analysis.paths import path_of
from graphmodel.errors import UnknownIdError
from graphmodel.language import day_in_words, pick
from graphmodel.model import Body
from graphmodel.period import Grade
from graphmodel.schema import EDGE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from graphmodel.analysis.paths import Path
    from graphmodel.model import Graph, Node

__all__ = ["Direction", "Reciprocity", "ReciprocityByBody", "two_way"]


class Direction(NamedTuple):
    """One direction between a body and a national body: its state, how sure it is, and how many ties it takes."""

    state: State
    grade: Grade
    length: int | None


_GAP = Direction("gap", Grade.NO, None)
_NOT_SURVEYED = Direction("not surveyed", Grade.NO, None)


@dataclass(frozen=True)
class _Lengths:
    """The best chains one way between bodies and national bodies: how sure, and how long."""

    influence: Influence
    bodies: tuple[str, ...]
    national: tuple[str, ...]
    up: bool

    @cached_property
    def _lists(self) -> Completeness:
        return Completeness(self.influence, frozenset(EDGE_KINDS))

    @cached_property
    def _covered(self) -> Mapping[tuple[str, str], Direction]:
        """The pairs that are covered, by body and national body."""
        best = best_chains(self.influence, self.bodies, self.national) if self.up else self._down()
        alike = {found: Direction("covered", *found) for found in set(best.values())}
        return {pair: alike[found] for pair, found in best.items()}

    def _down(self) -> Mapping[tuple[str, str], tuple[Grade, int]]:
        chains = best_chains(self.influence, self.national, self.bodies)
        return {(body, national): found for (national, body), found in chains.items()}

    def direction(self, body: str, national: str) -> Direction:
        """Return what is known of one pair."""
        covered = self._covered.get((body, national))
        if covered:
            return covered
        ends = (body, national) if self.up else (national, body)
        return _NOT_SURVEYED if self._lists.leaves_open(*ends) else _GAP

    def path(self, body: str, national: str) -> Path | None:
        """Return the best chain of one pair."""
        source, target = (body, national) if self.up else (national, body)
        chain = self.influence.tree(source).chain(target)
        return path_of(self.influence, chain) if chain else None


@dataclass(frozen=True, repr=False)
class Reciprocity(Answer):
    """Voice up and authority down between bodies and national bodies; as a table, a row for each pair."""

    columns: ClassVar[tuple[str, ...]] = (
        *("body", "national", "body_name", "national_name", "missing"),
        *("up", "up_grade", "up_length", "down", "down_grade", "down_length"),
    )
    keys: ClassVar[int] = 2

    voice: _Lengths
    authority: _Lengths

    @property
    def bodies(self) -> tuple[str, ...]:
        """The local and regional bodies."""
        return self.voice.bodies

    @property
    def national(self) -> tuple[str, ...]:
        """The national bodies."""
        return self.voice.national

    def title(self, lang: str = "nb") -> str:
        """Return what was asked, on one line."""
        what = pick(("Medvirkning opp og styring ned", "Voice up and authority down"), lang)
        return f"{what} ({day_in_words(self.day, lang)})"

    def up(self, body: str, national: str) -> Path | None:
        """Return the best chain by which a body is heard by a national one."""
        self._check(body, national)
        return self.voice.path(body, national)

    def down(self, body: str, national: str) -> Path | None:
        """Return the best chain by which a national body reaches a body."""
        self._check(body, national)
        return self.authority.path(body, national)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((body, national) for body in self.bodies for national in self.national if body != national)

    def __getitem__(self, pair: tuple[str, str]) -> tuple[Direction, Direction]:
        self._check(*pair)
        return self.voice.direction(*pair), self.authority.direction(*pair)

    def _check(self, body: str, national: str) -> None:
        for id_, known in ((body, self.bodies), (national, self.national)):
            if id_ not in known:
                raise UnknownIdError(id_, known)

    def _rows(self, lang: str) -> list[Row]:
        """Return a row for each pair."""
        names = {id_: self.name(id_, lang) for id_ in {*self.bodies, *self.national}}
        return [
            self._row(names, body, national) for body in self.bodies for national in self.national if body != national
        ]

    def _row(self, names: Mapping[str, str], body: str, national: str) -> Row:
        up, down = self.voice.direction(body, national), self.authority.direction(body, national)
        missing = _MISSING[up.state == "covered", down.state == "covered"]
        about = (body, national, names[body], names[national], missing)
        return *about, up.state, str(up.grade), up.length, down.state, str(down.grade), down.length

    def rests_on(self, *key: Cell) -> tuple[str, ...]:
        """Return the ids of the ties of both chains of a pair."""
        body, national = str(key[0]), str(key[1])
        paths = (self.up(body, national), self.down(body, national))
        return tuple(dict.fromkeys(id_ for path in paths if path for id_ in path.edges))

    def by_body(self) -> ReciprocityByBody:
        """Return how many national bodies each body is linked with, up, down and both ways."""
        return ReciprocityByBody(self.graph, self.flow, self)


_MISSING = {(True, True): "none", (True, False): "down", (False, True): "up", (False, False): "both"}


@dataclass(frozen=True, repr=False)
class ReciprocityByBody(Answer):
    """How many national bodies each body is linked with; as a table, a row for each body."""

    columns: ClassVar[tuple[str, ...]] = (
        *("body", "body_name", "level", "national", "up", "down", "both_ways"),
        *("only_up", "only_down", "gaps_up", "gaps_down"),
    )
    keys: ClassVar[int] = 1

    two_way: Reciprocity

    def title(self, lang: str = "nb") -> str:
        """Return what was asked, on one line."""
        return self.two_way.title(lang)

    def _rows(self, lang: str) -> list[Row]:
        """Return a row for each body."""
        return [self._row(body, lang) for body in self.two_way.bodies]

    def _row(self, body: str, lang: str) -> Row:
        others = [national for national in self.two_way.national if national != body]
        up = [self.two_way.voice.direction(body, other).state for other in others]
        down = [self.two_way.authority.direction(body, other).state for other in others]
        heard = {other for other, state in zip(others, up, strict=True) if state == "covered"}
        steered = {other for other, state in zip(others, down, strict=True) if state == "covered"}
        return (
            *(body, self.name(body, lang), self.graph.nodes[body].level, len(others)),
            *(len(heard), len(steered), len(heard & steered)),
            tuple(sorted(heard - steered)),
            tuple(sorted(steered - heard)),
            *(up.count("gap"), down.count("gap")),
        )

    def rests_on(self, *key: Cell) -> tuple[str, ...]:
        """Return the ids of the ties of all chains that a row counts."""
        body = str(key[0])
        pairs = [(body, national) for national in self.two_way.national if national != body]
        return tuple(sorted({id_ for pair in pairs for id_ in self.two_way.rests_on(*pair)}))


def _unfit(node: Node) -> str:
    return "" if isinstance(node, Body) else "is not a body"


def _unfit_above(node: Node) -> str:
    return _unfit(node) or ("" if node.level == "national" else f"is {node.level}: expected a national body")


def two_way(
    graph: Graph,
    bodies: Iterable[str] | None = None,
    national: Iterable[str] | None = None,
    *,
    on: date | str | None = None,
) -> Reciprocity:
    """Tell where bodies are heard nationally, where they are reached from there, and where one direction is missing.

    Parameters
    ----------
    graph
        The whole record, or the graph of a day.
    bodies
        Ids of the bodies below; by default all that are not national.
    national
        Ids of the bodies above; by default all national ones.
    on
        The day; by default the graph's own, else the last that a source describes.

    Returns
    -------
    Reciprocity
        ``[body, national]`` tells both directions; ``up`` and ``down`` give the shortest chains, a certain one where
        there is any; ``by_body`` counts.

    Raises
    ------
    UnknownIdError
        If an id is unknown.
    AnalysisError
        If a node is not there on the day or is not such a body, or the day cannot be used.

    See Also
    --------
    coverage : one direction, for every pair of levels

    Notes
    -----
    Up runs voice, down runs authority. A missing direction is a *gap* or *not surveyed*, as in :func:`coverage`.

    Examples
    --------
    >>> gm.two_way(now).columns[:2]
    ('body', 'national')
    """
    voice = influence(graph, "voice", on)
    authority = influence(voice.graph, "authority")
    below = [node.id for node in voice.graph.nodes.values() if isinstance(node, Body) and node.level != "national"]
    above = [node.id for node in voice.graph.nodes.values() if isinstance(node, Body) and node.level == "national"]
    ends = (
        there(graph, voice.graph, bodies, below, _unfit),
        there(graph, voice.graph, national, above, _unfit_above),
    )
    return Reciprocity(voice.graph, "any", _Lengths(voice, *ends, up=True), _Lengths(authority, *ends, up=False))
