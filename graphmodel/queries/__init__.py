"""Questions in files: a typed header and one Cypher query each, read, bound and put into words.

The linter is in :mod:`graphmodel.queries.lint`, the reference page in :mod:`graphmodel.queries.reference`: who asks a
question needs neither.
"""

from graphmodel.queries.binding import bind
from graphmodel.queries.header import format_query, parse_query
from graphmodel.queries.library import read_queries, read_query
from graphmodel.queries.literals import typed_text
from graphmodel.queries.pasting import pasteable
from graphmodel.queries.query import Bilingual, Column, Parameter, Query, Waiver
from graphmodel.queries.types import ValueType, parse_type
from graphmodel.queries.words import in_words

__all__ = [
    "Bilingual",
    "Column",
    "Parameter",
    "Query",
    "ValueType",
    "Waiver",
    "bind",
    "format_query",
    "in_words",
    "parse_query",
    "parse_type",
    "pasteable",
    "read_queries",
    "read_query",
    "typed_text",
]
