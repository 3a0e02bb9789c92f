"""What seed files hold before it is known to be sound: statements, their places, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphmodel.model.edges import Edge
    from graphmodel.model.nodes import Node
    from graphmodel.model.statement import Source, Survey

__all__ = ["Acceptance", "Draft", "Locator", "Origin", "Problem", "Translation"]


_GROUPS = ("edge", "node", "survey", "source")


class Origin(NamedTuple):
    """A place in the seeds: a file, as a path below the seeds' folder with ``/``, and a line from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Problem(NamedTuple):
    """Something in a seed file that could not be taken over: which rule, where, in which statement and field."""

    rule: str
    origin: Origin
    message: str
    id: str = ""
    field: str = ""


class Acceptance(NamedTuple):
    """A finding that is known and stays on purpose, with the reason."""

    finding: str
    reason: str
    origin: Origin


class Translation(NamedTuple):
    """A Norwegian text of some statement, and its English."""

    nb: str
    en: str
    origin: Origin


class Locator(Protocol):
    """Tells where a statement stands."""

    def origin(self, key: str = "") -> Origin:
        """Return the place of a field, or of the statement where the field was not written."""


@dataclass(frozen=True)
class Draft:
    """Statements that may still break an invariant of the model, with their places.

    No id stands twice among the statements of a group: a second one is a problem.
    """

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    sources: tuple[Source, ...] = ()
    surveys: tuple[Survey, ...] = ()
    problems: tuple[Problem, ...] = ()
    accepted: tuple[Acceptance, ...] = ()
    translations: tuple[Translation, ...] = ()
    folder: str = ""
    """The folder of the seeds; origins lie below it."""
    unread: frozenset[str] = frozenset()
    """Ids of statements that stand in the files but could not be read; a reference to one of them is not dangling."""
    locators: Mapping[tuple[str, str], Locator] = field(default_factory=dict)
    """Where each statement stands, by group (``edge``, ``node``, ``survey``, ``source``) and id."""

    def origin(self, id_: str, key: str = "") -> Origin:
        """Return where a statement, or one field of it, stands; or an accepted finding."""
        for group in _GROUPS:
            if (group, id_) in self.locators:
                return self.locators[group, id_].origin(key)
        for acceptance in self.accepted:
            if acceptance.finding == id_:
                return acceptance.origin
        return Origin("", 0)

    @property
    def english(self) -> dict[str, str]:
        """The English of the texts that have been translated, by the Norwegian ones."""
        return {nb: en for nb, en, _ in self.translations}

    @property
    def usable(self) -> bool:
        """Whether every file could be read, so that what is missing is really missing."""
        return not any(problem.rule == "unreadable-file" for problem in self.problems)
