"""The difference between a stored graph and the wanted one, as pure values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from graphmodel.store.rows import Row

__all__ = ["Diff", "StoredRecord", "Update", "diff"]

T = TypeVar("T")


class StoredRecord(NamedTuple):
    """One node or edge as it is in a store."""

    key: str
    """What the store calls it."""
    shape: Any
    """All that is not a property: the labels of a node, or the type and the ends of an edge."""
    row: Row
    others: tuple[str, ...] = ()
    """The names of properties that graphmodel did not write."""


class Update(NamedTuple):
    """A node or edge that is to have other properties or labels: its id, and what the store calls it."""

    id: str
    key: str


@dataclass(slots=True)
class Diff:
    """What is new, changed and stale, by id or by what the store calls it; rows are made when they are written."""

    new: list[str] = field(default_factory=list)
    changed: list[Update] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    lost: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """The ids of stale records with foreign properties, and the names of these properties."""

    def __len__(self) -> int:
        return len(self.new) + len(self.changed) + len(self.stale)


def diff(
    stored: Iterable[StoredRecord],
    wanted: Mapping[str, T],
    *,
    shape: Callable[[T], Any],
    row: Callable[[T], Row],
    reshape: bool,
) -> Diff:
    """Compare stored records with the wanted ones.

    Parameters
    ----------
    stored
        What is there.
    wanted
        What should be, by id.
    shape, row
        What a wanted record should look like.
    reshape
        Whether a record can be given another shape; otherwise it makes way for a new one.

    Returns
    -------
    Diff
        Nothing if the store holds just what is wanted. Of several with one id the first stays.
    """
    ids: set[str] = set()
    result = Diff()
    for each in stored:
        id_ = str(each.row.get("id"))
        record = wanted.get(id_) if id_ not in ids else None
        fits = record is not None and each.shape == shape(record)
        if record is None or not (fits or reshape):
            result.stale.append(each.key)
            if each.others:
                result.lost.append((id_, each.others))
            continue
        ids.add(id_)
        if not fits or each.row != row(record):
            result.changed.append(Update(id_, each.key))
    result.new.extend(id_ for id_ in wanted if id_ not in ids)
    return result
