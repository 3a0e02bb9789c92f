"""Whether the ids that a question is asked about are of nodes in the store, and of the kinds that it asks about."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.errors import UnknownIdError, WrongKindError
from graphmodel.schema import FAMILIES
from graphmodel.store.request import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from graphmodel.queries import ValueType
    from graphmodel.store.base import Reply

__all__ = ["KnownIds", "wanted_ids"]

_LABELS = (*FAMILIES, "Source")
_KINDS = "\nUNION ALL\n".join(
    f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN n.id AS id, coalesce(n.kind, '{label}') AS kind"
    for label in _LABELS
)
_ALL = "\nUNION ALL\n".join(
    f"MATCH (n:{label}) RETURN n.id AS id, coalesce(n.kind, '{label}') AS kind" for label in _LABELS
)


class KnownIds(NamedTuple):
    """The kinds of nodes that have been looked up in one graph, by their ids; those of another say nothing."""

    graph: object = None
    kinds: Mapping[str, str] = MappingProxyType({})

    def check(self, wanted: Mapping[str, ValueType], ask: Callable[[Request], Reply]) -> KnownIds:
        """Look up what is not known yet, and return all that is known then.

        Raises
        ------
        UnknownIdError
            If there is no such node; it names the nearest.
        WrongKindError
            If the node is of another kind.
        """
        known = self
        if not wanted.keys() <= known.kinds.keys():
            found = ask(Request(_KINDS, {"ids": sorted(wanted)}))
            before = known.kinds if known.graph == found.graph else {}
            known = KnownIds(found.graph, {**before, **dict(found.rows)})
        for id_, type_ in wanted.items():
            if id_ not in known.kinds or not type_.covers(known.kinds[id_]):
                _refuse(id_, type_, known.kinds.get(id_), dict(ask(Request(_ALL, {})).rows))
        return known


def wanted_ids(request: Request, values: Mapping[str, object]) -> dict[str, ValueType]:
    """Return the ids that were given to a library question, with their types; without what is so by default."""
    return dict(_wanted(request, values))


def _wanted(request: Request, values: Mapping[str, object]) -> Iterator[tuple[str, ValueType]]:
    for parameter in request.question.parameters if request.question else ():
        if parameter.type.base == "node" and parameter.name in values:
            value = request.parameters[parameter.name]
            for id_ in value if isinstance(value, list) else [value]:
                if id_ is not None:
                    yield id_, parameter.type


def _refuse(id_: str, type_: ValueType, kind: str | None, known: Mapping[str, str]) -> None:
    fitting = [each for each, its_kind in known.items() if type_.covers(its_kind)]
    if kind is None:
        raise UnknownIdError(id_, fitting)
    raise WrongKindError(id_, kind, " or ".join(type_.labels), fitting)
