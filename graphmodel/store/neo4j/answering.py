"""Answering a question: looked at before it runs, kept from writing by the server, and stopped at the limits."""

from __future__ import annotations

import re
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from neo4j.exceptions import BrokenRecordError, Neo4jError

from graphmodel.errors import QueryError
from graphmodel.store.asking import misread, refusal
from graphmodel.store.neo4j.failures import is_out_of_memory, is_timeout
from graphmodel.store.neo4j.guard import check_plan, check_text
from graphmodel.store.neo4j.plans import starts_from_labels
from graphmodel.store.neo4j.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphmodel.store.asking import Asked
    from graphmodel.store.neo4j.server import Reader
    from graphmodel.store.port import Limits

__all__ = ["Found", "answer", "in_our_words"]

Found = tuple[tuple[str, ...], list[tuple[Any, ...]]]
"""Columns, and rows."""

_NOT_READING = ("Statement.AccessMode", "Transaction.ForbiddenDueToTransactionType")
_REMEMBERED = 1_000
_AT = re.compile(r"\(line (\d+), column (\d+) \(offset: \d+\)\)")


def answer(reader: Reader, question: Asked, limits: Limits, explained: set[str], *, left_over: bool) -> Found:
    """Answer a question.

    Parameters
    ----------
    reader
        Runs statements in which the server refuses to write.
    question
        What is asked.
    limits
        How many rows the answer may have.
    explained
        Texts of which the server has said that they only read, which it is not asked again; this one is added.
    left_over
        Whether there are nodes of a load that is half done, which nobody may see.

    Raises
    ------
    QueryError
        If the query would do more than read the graph, or its answer has too many rows.
    """
    if left_over or question.text not in explained:
        _explain(reader, question, left_over=left_over)
        if len(explained) >= _REMEMBERED:
            explained.clear()
        explained.add(question.text)
    result = reader.run(question.text, dict(question.parameters))
    rows = [tuple(plain(value) for value in record.values()) for record in islice(result, limits.rows + 1)]
    if len(rows) > limits.rows:
        raise QueryError(f"the answer has more than {limits.rows} rows: ask for less, or end with LIMIT")
    return tuple(result.keys()), rows


def _explain(reader: Reader, question: Asked, *, left_over: bool) -> None:
    check_text(question.text)
    # Asked on a line of its own, so that columns in the server's messages are those of the text.
    asked = reader.run(f"EXPLAIN\n{question.text}", dict(question.parameters)).consume()
    if asked.query_type != "r" or not asked.plan:
        raise QueryError(refusal(question.text))
    check_plan(asked.plan)
    if left_over and not starts_from_labels(asked.plan):
        raise QueryError(
            "a large load is under way, or was cut short, and this query looks at nodes or relationships without "
            "naming a label: name the labels, as in (:Body)-[:STEERS]->(:Body), or ask again after the next load"
        )


@contextmanager
def in_our_words(question: Asked, limits: Limits) -> Iterator[None]:
    """Turn the server's complaints about a query into ours; others pass.

    Raises
    ------
    QueryError
        If the query is at fault.
    """
    try:
        yield
    except BrokenRecordError:
        raise QueryError("the answer holds a value that Python cannot, such as a day after the year 9999") from None
    except Neo4jError as error:
        code = error.code or ""
        if is_timeout(error):
            raise QueryError(f"the query did not end within {limits.seconds:g} seconds: ask for less") from None
        if is_out_of_memory(error):
            raise QueryError("the query needs more memory than the server gives it: ask for less") from None
        if code.endswith(_NOT_READING):
            raise QueryError(refusal(question.text)) from None
        if code.startswith(("Neo.ClientError.Statement.", "Neo.ClientError.Procedure.")):
            raise QueryError(misread(question.text, _AT.sub(_placed, error.message or code))) from None
        raise


def _placed(found: re.Match[str]) -> str:
    """Return a place in the question; the line above it is ours."""
    return f"(line {max(1, int(found[1]) - 1)}, column {found[2]})"
