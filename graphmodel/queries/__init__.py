"""Questions in files: a typed header and one Cypher query each, read, bound, linted and documented."""

from graphmodel.queries.binding import bind
from graphmodel.queries.header import format_query, parse_query
from graphmodel.queries.library import read_queries, read_query
from graphmodel.queries.query import Bilingual, Column, Parameter, Query, Waiver
from graphmodel.queries.types import ValueType, parse_type

__all__ = [
    "Bilingual",
    "Column",
    "Parameter",
    "Query",
    "ValueType",
    "Waiver",
    "bind",
    "format_query",
    "parse_query",
    "parse_type",
    "read_queries",
    "read_query",
]
