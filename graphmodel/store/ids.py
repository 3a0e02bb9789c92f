"""Whether the ids that a question is asked about are of nodes in the store, and of the kinds that it asks about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphmodel.errors import UnknownIdError, WrongKindError
from graphmodel.schema import FAMILIES
from graphmodel.store.asking import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from graphmodel.queries import ValueType

    Ask = Callable[[Asked], tuple[tuple[str, ...], list[tuple[Any, ...]]]]

__all__ = ["check_ids"]

_LABELS = (*FAMILIES, "Source")
_KINDS = "\nUNION ALL\n".join(
    f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN n.id AS id, coalesce(n.kind, '{label}') AS kind"
    for label in _LABELS
)
_ALL = "\nUNION ALL\n".join(
    f"MATCH (n:{label}) RETURN n.id AS id, coalesce(n.kind, '{label}') AS kind" for label in _LABELS
)


def check_ids(asked: Asked, given: Mapping[str, object], ask: Ask) -> None:
    """Look up the ids that were given to a library question; what its header says by default is not looked up.

    Raises
    ------
    UnknownIdError
        If there is no such node; it names the nearest.
    WrongKindError
        If the node is of another kind.
    """
    wanted = dict(_wanted(asked, given))
    if not wanted:
        return
    kinds: dict[str, str] = dict(ask(Asked(_KINDS, {"ids": sorted(wanted)}))[1])
    for id_, type_ in wanted.items():
        if id_ not in kinds or not type_.covers(kinds[id_]):
            _refuse(id_, type_, kinds.get(id_), dict(ask(Asked(_ALL, {}))[1]))


def _wanted(asked: Asked, given: Mapping[str, object]) -> Iterator[tuple[str, ValueType]]:
    for parameter in asked.question.parameters if asked.question else ():
        if parameter.type.base == "node" and parameter.name in given:
            value = asked.parameters[parameter.name]
            for id_ in value if isinstance(value, list) else [value]:
                if id_ is not None:
                    yield id_, parameter.type


def _refuse(id_: str, type_: ValueType, kind: str | None, known: Mapping[str, str]) -> None:
    fitting = [each for each, its_kind in known.items() if type_.covers(its_kind)]
    if kind is None:
        raise UnknownIdError(id_, fitting)
    raise WrongKindError(id_, kind, " or ".join(type_.labels), fitting)
