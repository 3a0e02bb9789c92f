"""What a query may not do although the server would call it reading: read files, call out, or meddle with the server.

The server itself refuses to write in a transaction that reads. It does not refuse LOAD CSV, and what a procedure or a
function of a plug-in does is only known to whoever wrote it; so those are let through that are known to only look at
the database.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from graphmodel.errors import QueryError
from graphmodel.queries.syntax.tokens import CypherSyntaxError, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphmodel.queries.syntax.tokens import Token

__all__ = ["check_text"]

_PROCEDURES = frozenset(
    (
        "db.labels",
        "db.propertykeys",
        "db.relationshiptypes",
        "db.schema.nodetypeproperties",
        "db.schema.reltypeproperties",
        "db.schema.visualization",
        "dbms.components",
    )
)
_NAMESPACES = frozenset(("date", "datetime", "duration", "localdatetime", "localtime", "point", "time", "vector"))
_COMMANDS = (("LOAD", "CSV"), ("TERMINATE", "TRANSACTION"), ("TERMINATE", "TRANSACTIONS"))
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def check_text(text: str) -> None:
    r"""Look at the words of a query before any server hears of it.

    A server reads ``\u0027`` as a quotation mark wherever it stands, so the text is also looked at with that done.

    Raises
    ------
    QueryError
        If it would read a file or an address, or calls what is not known to only look at the database.
    """
    unescaped = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    for reading in dict.fromkeys((text, unescaped)):
        try:
            tokens = tokenise(reading)
        except CypherSyntaxError as error:
            raise QueryError(f"{error.place}: {error.message}") from None
        _check_commands(tokens)
        for place, name, is_procedure in _calls(tokens):
            _check_call(place, name.lower(), is_procedure=is_procedure)


def _check_commands(tokens: Sequence[Token]) -> None:
    for first, second in pairwise(tokens):
        if (first.upper, second.upper) in _COMMANDS:
            raise QueryError(
                f"{first.place}: {first.upper} {second.upper} is off: a query reads the store, no file and no address"
            )


def _calls(tokens: Sequence[Token]) -> Iterator[tuple[object, str, bool]]:
    """Yield every call of a procedure, and of a function with a dotted name, with its place."""
    at = 0
    while at < len(tokens):
        called = at > 0 and tokens[at - 1].upper == "CALL"
        start, names = at, []
        while tokens[at].kind in {"name", "quoted"}:
            names.append(tokens[at].text)
            if tokens[at + 1].text != "." or tokens[at + 1].kind != "symbol":
                break
            at += 2
        at += 1
        dotted = len(names) > 1 and at < len(tokens) and tokens[at].text == "("
        if names and (called or dotted):
            yield tokens[start].place, ".".join(names), called


def _check_call(place: object, name: str, *, is_procedure: bool) -> None:
    if is_procedure and name not in _PROCEDURES:
        raise QueryError(f"{place}: the procedure {name} is off; a query may call {', '.join(sorted(_PROCEDURES))}")
    if not is_procedure and name.partition(".")[0] not in _NAMESPACES:
        known = ", ".join(f"{each}.*" for each in sorted(_NAMESPACES))
        raise QueryError(
            f"{place}: the function {name} is off; of those with a dot in their names a query may use {known}"
        )
