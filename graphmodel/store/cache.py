"""What has been looked up in the graph that a store holds: of which kinds nodes are, and the last day it describes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.errors import UnknownIdError, WrongKindError
from graphmodel.schema import FAMILIES
from graphmodel.store.request import QueryRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from graphmodel.queries import ValueType
    from graphmodel.store.base import EngineReply

__all__ = ["GraphCache", "wanted_ids"]

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
        """Look up the last day that a source describes, if it is not known yet: today where none has a date."""
        if self.last_described:
            return self
        found = ask(QueryRequest(_DAYS, {}))
        days = [date.fromisoformat(day) for (day,) in found.rows if day]
        return self._of(found.graph)._replace(last_described=max(days, default=datetime.now(UTC).date()))

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
            found = ask(QueryRequest(_KINDS, {"ids": sorted(wanted)}))
            known = self._of(found.graph)
            kinds = dict(known.kinds)
            for id_, kind in found.rows:
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
