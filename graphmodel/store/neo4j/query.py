"""Answering a question: looked at before it runs, kept from writing by the server, and stopped at the limits."""

from __future__ import annotations

import re
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from neo4j.exceptions import BrokenRecordError, Neo4jError
from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

from graphmodel.errors import QueryError
from graphmodel.queries.outline import syntax_error
from graphmodel.store.neo4j.allowlist import check_plan, check_text, starts_from_labels
from graphmodel.store.neo4j.errors import is_out_of_memory, is_timeout
from graphmodel.store.neo4j.statements import MARKERS
from graphmodel.store.request import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphmodel.store.base import Limits
    from graphmodel.store.neo4j.connection import Reader
    from graphmodel.store.request import QueryRequest

__all__ = ["SERVER_FAULT", "Found", "query_errors", "run_query"]

Found = tuple[tuple[str, ...], list[tuple[Any, ...]]]
"""Columns, and rows."""

SERVER_FAULT = "the server fails over this query, by a fault of its own"
_NOT_READING = ("Statement.AccessMode", "Transaction.ForbiddenDueToTransactionType")
_REMEMBERED = 1_000
_AT = re.compile(r"\(line (\d+), column (\d+) \(offset: \d+\)\)")


def run_query(reader: Reader, question: QueryRequest, limits: Limits, explained: set[str], *, left_over: bool) -> Found:
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
    rows = [tuple(_plain(value) for value in record.values()) for record in islice(result, limits.rows + 1)]
    if len(rows) > limits.rows:
        raise QueryError(f"the answer has more than {limits.rows} rows: ask for less, or end with LIMIT")
    return tuple(result.keys()), rows


def _explain(reader: Reader, question: QueryRequest, *, left_over: bool) -> None:
    check_text(question.text)
    # Asked on a line of its own, so that columns in the server's messages are those of the text.
    explained = reader.run(f"EXPLAIN\n{question.text}", dict(question.parameters)).consume()
    if explained.query_type != "r" or not explained.plan:
        raise QueryError(refusal(question.text))
    check_plan(explained.plan)
    if left_over and not starts_from_labels(explained.plan):
        raise QueryError(
            "a large load is under way, or was cut short, and this query looks at nodes or relationships without "
            "naming a label: name the labels, as in (:Body)-[:STEERS]->(:Body), or ask again after the next load"
        )


@contextmanager
def query_errors(question: QueryRequest, limits: Limits) -> Iterator[None]:
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
            raise QueryError(syntax_error(question.text) or _AT.sub(_shift_place, error.message or code)) from None
        if code.startswith("Neo.DatabaseError."):
            # What it says of itself is the inside of its planner, over many lines.
            raise QueryError(
                f"{SERVER_FAULT} ({code}): write it in another form, such as with WITH in between"
            ) from None
        raise


def _shift_place(match: re.Match[str]) -> str:
    """Return a place in the question; the line above it is ours."""
    return f"(line {max(1, int(match[1]) - 1)}, column {match[2]})"


# --- values ---------------------------------------------------------------------------------------------------------

_CARTESIAN, _GEOGRAPHIC = ("x", "y", "z"), ("longitude", "latitude", "height")
_AXES = {7203: _CARTESIAN, 9157: _CARTESIAN, 4326: _GEOGRAPHIC, 4979: _GEOGRAPHIC}
"""The names of a point's numbers, by the system in which it lies; Cypher knows these four."""


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a query can return
    """Return a value with days as ISO text, nodes and edges as their properties, and paths as the ids on them.

    Of a point its coordinates are left, by the names that Cypher gives them.
    The labels by which a node is known as ours are left out of lists: a question is answered the same by every engine.
    """
    match value:
        case Date() | DateTime() | Time() | Duration():
            return value.iso_format()
        case Point():
            return dict(zip(_AXES[value.srid or 0], value, strict=False))
        case Path():
            return [each.get("id") for each in _along(value)]
        case Node() | Relationship() | dict():
            return {name: _plain(each) for name, each in value.items()}
        case list():
            return [_plain(each) for each in value if not (isinstance(each, str) and each in MARKERS)]
    return value


def _along(path: Path) -> list[Node | Relationship]:
    """Return the nodes and edges of a path in their order."""
    steps = zip(path.relationships, path.nodes[1:], strict=True)
    return [path.nodes[0], *(each for step in steps for each in step)]
