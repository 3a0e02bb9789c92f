"""What a format is made from: asked for when it is needed, since no format needs all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from graphmodel.model import Graph
    from graphmodel.queries import Query

__all__ = ["Colours", "Exporter", "Given", "Stored"]


class Stored(Protocol):
    """What stands in a Neo4j database that holds the graph."""

    @property
    def nodes(self) -> Mapping[tuple[str, ...], Sequence[Mapping[str, Any]]]:
        """Properties by labels, of which the first is one that no other group of nodes has."""

    @property
    def edges(self) -> Mapping[str, Sequence[tuple[str, str, Mapping[str, Any]]]]:
        """Ids of both ends, and properties, by type."""

    @property
    def ends(self) -> str:
        """The first label of the nodes that edges join."""

    @property
    def schema(self) -> Sequence[str]:
        """The Cypher statements that make the uniqueness constraints and indexes."""

    @property
    def current(self) -> str:
        """The Cypher statement that says which graph the database holds."""


class Colours(NamedTuple):
    """The colours of the pictures, as ``#rrggbb``."""

    labels: Mapping[str, str]
    """Ground of the nodes with a label."""
    types: Mapping[str, str]
    """Lines of the edges of a type."""
    ink: str
    """Names."""
    outline: str
    """Outlines of nodes."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a format is made from."""

    graph: Graph
    questions: Callable[[], Mapping[str, Query]]
    stored: Callable[[], Stored]
    colours: Callable[[], Colours]
    workbook: Callable[[], bytes]


Exporter = Callable[[Given], Iterable[tuple[str, Iterable[bytes]]]]
"""Makes a format: yields the name of each file, below the folder that was named, and the parts of its content.

A format that is one file names it ``""``, since that is what somebody named.
"""
