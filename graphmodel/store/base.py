"""What every store can do, whichever engine it stands on, and what it caches of the graph that it holds."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from math import isfinite
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, Self

from graphmodel.errors import StoreError, UnknownIdError, WrongKindError
from graphmodel.queries import Query, needs_last_described
from graphmodel.schema import FAMILIES
from graphmodel.store.request import QueryRequest, find, resolve
from graphmodel.store.rows import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path
    from types import TracebackType

    from graphmodel.model import Graph
    from graphmodel.queries import ValueType
    from graphmodel.tables import Result

    Library = Callable[[], Mapping[str, Query]]
    """Reads the questions that can be asked by name; called once, and only when a name is asked for."""
    Progress = Callable[[int, int], None]
    """Progress callback: (statements written, total)."""

__all__ = ["Credentials", "EngineReply", "GraphCache", "Limits", "Store", "wanted_ids"]

_LABELS = (*FAMILIES, "Source")
_KINDS = "\nUNION ALL\n".join(
    f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN n.id AS id, coalesce(n.kind, '{label}') AS kind"
    for label in _LABELS
)
_ALL = "\nUNION ALL\n".join(
    f"MATCH (n:{label}) RETURN n.id AS id, coalesce(n.kind, '{label}') AS kind" for label in _LABELS
)


_DAYS = "\nUNION ALL\n".join(
    f"MATCH {pattern} RETURN max(x.attested_to) AS day"
    for label in FAMILIES
    for pattern in (f"(x:{label})", f"(:{label})-[x]->()")
)


class GraphCache(NamedTuple):
    """What has been looked up in one graph; of another it says nothing."""

    graph: object = None
    kinds: Mapping[str, frozenset[str]] = MappingProxyType({})
    """Of nodes, by their ids, which sources may share."""
    last_described: date | None = None

    def with_day(self, ask: Callable[[QueryRequest], EngineReply]) -> GraphCache:
        """Look up the last described day, unless it is cached: today where no source has a date."""
        if self.last_described:
            return self
        reply = ask(QueryRequest(_DAYS, {}))
        days = [date.fromisoformat(day) for (day,) in reply.rows if day]
        return self._of(reply.graph)._replace(last_described=max(days, default=datetime.now(UTC).date()))

    def _of(self, graph: object) -> GraphCache:
        return self if self.graph == graph else GraphCache(graph)

    def check(self, wanted: Mapping[str, ValueType], ask: Callable[[QueryRequest], EngineReply]) -> GraphCache:
        """Look up the kinds that are not known yet, and return all that is known then.

        Raises
        ------
        UnknownIdError
            If there is no such node; it names the nearest.
        WrongKindError
            If the node is of another kind.
        """
        known = self
        if not wanted.keys() <= known.kinds.keys():
            reply = ask(QueryRequest(_KINDS, {"ids": sorted(wanted)}))
            known = self._of(reply.graph)
            kinds = dict(known.kinds)
            for id_, kind in reply.rows:
                kinds[id_] = kinds.get(id_, frozenset()) | {kind}
            known = known._replace(kinds=kinds)
        for id_, type_ in wanted.items():
            kinds_of_it = known.kinds.get(id_, frozenset())
            if not any(map(type_.covers, kinds_of_it)):
                _refuse(id_, type_, next(iter(kinds_of_it), None), ask(QueryRequest(_ALL, {})).rows)
        return known


def wanted_ids(request: QueryRequest) -> dict[str, ValueType]:
    """Return the ids that a library question is asked about, given or by default, with their types."""
    return dict(request.question.nodes(request.parameters)) if request.question else {}


def _refuse(id_: str, type_: ValueType, kind: str | None, known: Iterable[tuple[str, str]]) -> None:
    fitting = [each for each, its_kind in known if type_.covers(its_kind)]
    if kind is None:
        raise UnknownIdError(id_, fitting)
    raise WrongKindError(id_, kind, " or ".join(type_.labels or FAMILIES), fitting)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one query may take before it is refused.

    Raises
    ------
    StoreError
        If a limit is not above nothing, or not a number: a whole one of rows and bytes.
    """

    rows: int = 100_000
    seconds: float = 60.0
    """Of the query's own time; waiting for a turn does not count."""
    bytes: int = 100_000_000
    """Of the answer; only the embedded engine is held to it."""

    def __post_init__(self) -> None:
        for name in ("rows", "seconds", "bytes"):
            value = getattr(self, name)
            fits = type(value) is int or (name == "seconds" and type(value) is float and isfinite(value))
            if not fits or value <= 0:
                raise StoreError(f"at most {value!r:.80} {name}: expected a number above 0, such as Limits({name}=10)")


class EngineReply(NamedTuple):
    """What an engine says."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    """With days as ISO text."""
    graph: object
    """What tells the graph that was asked from those that are loaded before and after it."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """Server credentials: never shown, and never pickled."""

    username: str | None = None
    password: str | None = field(default=None, repr=False)
    database: str | None = None
    """By default the server's own."""
    trusted: Path | None = None
    """File with the certificates to trust."""

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled: a password does not belong into a file.

        Raises
        ------
        TypeError
            Always.
        """
        raise TypeError("credentials cannot be pickled: they hold a password")


class Store(ABC):
    """A place that holds one graph and answers Cypher about it.

    Use it as a context manager, or close it.

    Parameters
    ----------
    library
        Reads the questions that :meth:`run` knows by name; without one it knows none.
    limits
        What one query may take.
    """

    def __init__(self, library: Library | None = None, limits: Limits | None = None) -> None:
        self._library = library
        self._questions: Mapping[str, Query] | None = None
        self._known = GraphCache()
        self.limits = limits or Limits()

    @abstractmethod
    def load(self, graph: Graph, progress: Progress | None = None) -> bool:
        """Make the store hold exactly this graph.

        Whoever reads meanwhile sees the old graph or the new one, never a mix; a load that is killed leaves one of the
        two as well.

        Parameters
        ----------
        graph
            The graph.
        progress
            Progress callback: (statements written, total).

        Returns
        -------
        bool
            Whether anything was written; a graph that is there already is not written again.

        Raises
        ------
        StoreError
            If the store cannot be reached or written, or somebody else is loading it.
        """

    @abstractmethod
    def dump(self) -> Graph:
        """Return the graph that the store holds.

        Raises
        ------
        StoreError
            If the store cannot be read, or what it holds is not a whole graph.
        """

    @abstractmethod
    def fingerprint(self) -> str | None:
        """Return the fingerprint of the graph that the store holds, or nothing if none was ever loaded.

        The store holds ``graph`` if this equals :func:`graphmodel.store.rows.fingerprint` of it.
        """

    def check(self) -> None:
        """Check that the store holds the whole of the graph that was loaded into it.

        Raises
        ------
        StoreError
            If it does not, or cannot be read.
        """
        if fingerprint(self.dump()) != self.fingerprint():
            raise StoreError("the store does not hold the graph that was loaded into it: load it again")

    def holds(self, graph: Graph) -> bool:
        """Return whether the store holds just this graph."""
        return self.fingerprint() == fingerprint(graph)

    def run(self, query: str | Query, /, **parameters: object) -> Result:
        """Answer a question; nothing it says can change the store.

        Parameters
        ----------
        query
            A library question, the name of one, or Cypher text.
        **parameters
            Its parameters, by the names they have after ``$``.

        Returns
        -------
        Result
            Rows under named columns. A day is ISO text; in a column that a library question declares as a date it is a
            :class:`datetime.date`. A node or edge is a mapping of its properties, a path the list of the ids on it.

        Raises
        ------
        QueryError
            If there is no such question, a parameter is missing, unknown or not of its type, the text cannot be read,
            would write, or its answer exceeds the limits.
        UnknownIdError, WrongKindError
            If a library question is asked about what is not in the store, or is of another kind.
        StoreError
            If the store cannot be read.
        """
        query = find(query, self._library_questions)
        dated = isinstance(query, Query) and needs_last_described(query, parameters)
        while True:
            if dated:
                self._known = self._known.with_day(self._answer)
            known = self._known
            request = resolve(query, parameters, known.last_described)
            wanted = wanted_ids(request)
            self._known = known.check(wanted, self._answer)
            answer = self._answer(request)
            of_one_graph = not wanted or answer.graph == self._known.graph
            if of_one_graph and (not dated or answer.graph == known.graph):
                return request.result(answer.columns, answer.rows)
            self._known = GraphCache()  # another graph has been loaded since

    def _library_questions(self) -> Mapping[str, Query]:
        if self._questions is None:
            self._questions = self._library() if self._library else {}
        return self._questions

    @abstractmethod
    def _answer(self, question: QueryRequest) -> EngineReply:
        """Return the answer, within the limits."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the store; closing twice does no harm."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
