"""Questions in files: a typed header and one Cypher query each, read, bound and put into words.

The linter is in :mod:`graphmodel.queries.lint`, the reference page in :mod:`graphmodel.queries.reference`: who asks a
question needs neither.
"""

from graphmodel.queries.binding import bind, needs_last_described
from graphmodel.queries.header import format_query, parse_query
from graphmodel.queries.library import query_files, read_queries, read_query
from graphmodel.queries.literals import parse_value, pasteable
from graphmodel.queries.query import (
    LAST_DESCRIBED,
    Bilingual,
    Query,
    QueryColumn,
    QueryParameter,
    ValueType,
    Waiver,
    in_words,
    parse_type,
)

__all__ = [
    "LAST_DESCRIBED",
    "Bilingual",
    "Query",
    "QueryColumn",
    "QueryParameter",
    "ValueType",
    "Waiver",
    "bind",
    "format_query",
    "in_words",
    "needs_last_described",
    "parse_query",
    "parse_type",
    "parse_value",
    "pasteable",
    "query_files",
    "read_queries",
    "read_query",
]
