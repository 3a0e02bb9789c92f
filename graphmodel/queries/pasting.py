"""A question as Neo4j Browser takes it: its parameters as ``:param`` lines, then its Cypher."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from graphmodel.queries.binding import bind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphmodel.queries.query import Query

__all__ = ["pasteable"]


def pasteable(query: Query, given: Mapping[str, object]) -> str:
    """Return a question as text to paste.

    Parameters
    ----------
    query
        The question.
    given
        Values by parameter name; defaults stand in for others.

    Returns
    -------
    str
        Statements that each end with a semicolon. With ``=>`` a value is Cypher, so that a day is a date; in braces,
        Neo4j Browser would read it as text.

    Raises
    ------
    QueryError
        If a value is missing, or not of its parameter's type.
    """
    lines = [f":param {name} => {_literal(value)};" for name, value in bind(query, given).items()]
    return "\n".join([*lines, *([""] if lines else []), f"{query.text.strip()};", ""])


def _literal(value: object) -> str:
    if isinstance(value, date):
        return f"date({json.dumps(value.isoformat())})"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    # JSON escapes all but ASCII, quotation marks and backslashes just as a Cypher string does.
    return json.dumps(value)
