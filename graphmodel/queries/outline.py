"""What a store needs to know of a Cypher text before it asks: its parameters, columns, calls and commands.

Stores see this and no token or tree. What is found is kept by text, as most texts are asked more than once.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.errors import QueryError
from graphmodel.queries.cypher import CypherSyntaxError, parse
from graphmodel.queries.cypher.ast import Projection, Refused
from graphmodel.queries.cypher.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphmodel.queries.cypher.tokens import Token

__all__ = [
    "UNHOLDABLE",
    "Call",
    "Command",
    "Outline",
    "column_names",
    "may_return_paths",
    "outline",
    "syntax_error",
    "write_clause",
]

LONGEST_QUERY = 100_000
"""Characters that a query may have; engines take minutes over longer ones."""

UNHOLDABLE = re.compile("[\0\ud800-\udfff]")
"""What no store can hold."""

_COMMANDS = frozenset(("LOAD CSV", "TERMINATE TRANSACTION", "TERMINATE TRANSACTIONS"))
_NAMED_PATH = re.compile(r"=\s*(?:\(|\w*\s*shortest|any\b|all\b)", re.IGNORECASE)


class Call(NamedTuple):
    """A call of a procedure, or of a function with a dotted name."""

    place: str
    name: str
    is_procedure: bool


class Command(NamedTuple):
    """Words that ask something of a server and not of its graph: ``SHOW`` in front, ``LOAD CSV``, and the like."""

    place: str
    words: str


class Outline(NamedTuple):
    """What the tokens of a text tell."""

    parameters: tuple[str, ...]
    """Their names, in the order of the text."""
    calls: tuple[Call, ...]
    commands: tuple[Command, ...]


@lru_cache(maxsize=256)
def outline(text: str) -> Outline:
    """Return the outline of a text.

    Raises
    ------
    QueryError
        If it is too long, holds what no store can, or engines would cut it into different words.
    """
    if len(text) > LONGEST_QUERY:
        raise QueryError(f"the query has {len(text)} characters; expected at most {LONGEST_QUERY}")
    if match := UNHOLDABLE.search(text):
        raise QueryError(f"the query holds the character {match[0]!a}; expected plain text")
    try:
        tokens = tokenise(text)
    except CypherSyntaxError as error:
        raise QueryError(f"{error.place}: {error.message}") from None
    names = dict.fromkeys(token.text for token in tokens if token.kind == "parameter")
    return Outline(tuple(names), tuple(_calls(tokens)), tuple(_commands(tokens)))


def _calls(tokens: Sequence[Token]) -> Iterator[Call]:
    at = 0
    while at < len(tokens):
        is_procedure = at > 0 and tokens[at - 1].upper == "CALL"
        start, names = at, []
        while tokens[at].kind in {"name", "quoted"}:
            names.append(tokens[at].text)
            if tokens[at + 1].text != "." or tokens[at + 1].kind != "symbol":
                break
            at += 2
        at += 1
        dotted = len(names) > 1 and at < len(tokens) and tokens[at].text == "("
        if names and (is_procedure or dotted):
            yield Call(str(tokens[start].place), ".".join(names), is_procedure)


def _commands(tokens: Sequence[Token]) -> Iterator[Command]:
    if tokens[0].upper == "SHOW":
        yield Command(str(tokens[0].place), "SHOW")
    for first, second in pairwise(tokens):
        if (words := f"{first.upper} {second.upper}") in _COMMANDS:
            yield Command(str(first.place), words)


@lru_cache(maxsize=256)
def column_names(text: str) -> tuple[str, ...]:
    """Return the columns that a text names, for an engine that tells none of an answer without rows.

    None where the text does not tell, as in ``RETURN *``.
    """
    try:
        last = parse(text).query.parts[-1].clauses[-1]
    except CypherSyntaxError:
        return ()
    if not isinstance(last, Projection) or last.everything:
        return ()
    return tuple(item.alias.text if item.alias else item.text for item in last.items)


def may_return_paths(text: str) -> bool:
    """Return whether a query may return paths: only one that gives a path a name, as in ``p = (a)-->(b)``."""
    return _NAMED_PATH.search(text) is not None


def syntax_error(text: str) -> str | None:
    """Return why our parser cannot read a text, with the place; nothing if it can."""
    try:
        parse(text)
    except CypherSyntaxError as error:
        return f"{error.place}: {error.message}"
    return None


def write_clause(text: str) -> Command | None:
    """Return the first clause that writes, or speaks to the server; nothing if there is none that our parser knows."""
    try:
        parts = parse(text).query.parts
    except CypherSyntaxError:
        return None
    refused = (clause for part in parts for clause in part.clauses if isinstance(clause, Refused))
    return next((Command(str(clause.place), clause.keywords) for clause in refused), None)
