"""What seed files hold before it is known to be sound: statements, their places, and what could not be read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphmodel.model.edges import Edge
    from graphmodel.model.nodes import Node
    from graphmodel.model.statement import Source, Survey

__all__ = ["FIRST", "Acceptance", "Draft", "Locator", "Origin", "Problem", "Problems", "Translation"]

FIRST = 100
"""How many breaches of one rule are told; of the others, how many there are."""


_GROUPS = ("edge", "node", "survey", "source")


class Origin(NamedTuple):
    """A place in the seeds: a file, as a path below the seeds' folder with ``/``, and a line from 1; 0 is all of it."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


class Problem(NamedTuple):
    """Something in a seed file that could not be taken over: which rule, where, in which statement and field."""

    rule: str
    origin: Origin
    message: str
    id: str = ""
    field: str = ""


class Problems(list[Problem]):
    """The first problems of each rule, and how many more there were."""

    def __init__(self) -> None:
        super().__init__()
        self.more = 0
        self._counts: Counter[str] = Counter()

    def has_room(self, rule: str) -> bool:
        """Count a problem, and tell whether it is one of the first of its rule, which are worth their words."""
        self._counts[rule] += 1
        if self._counts[rule] > FIRST:
            self.more += 1
            return False
        return True


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
    more_problems: int = 0
    """How many problems there are besides."""
    ignored: tuple[str, ...] = ()
    """Files in the folder that were not read, since their ending is none of a seed file."""
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

    @cached_property
    def english(self) -> dict[str, str]:
        """The English of the texts that have been translated, by the Norwegian ones."""
        return {nb: en for nb, en, _ in self.translations}

    @cached_property
    def usable(self) -> bool:
        """Whether every file could be read, so that what is missing is really missing."""
        return not any(problem.rule == "unreadable-file" for problem in self.problems)
