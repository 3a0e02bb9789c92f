"""Questions in files: a typed header and one Cypher query each, read, bound, linted and documented."""

from graphmodel.queries.binding import bind
from graphmodel.queries.header import format_query, parse_query
from graphmodel.queries.library import read_queries, read_query
from graphmodel.queries.lint import RULES, LintFinding, LintRule, doubts, lint, lint_file
from graphmodel.queries.literals import typed_text
from graphmodel.queries.pasting import pasteable
from graphmodel.queries.query import Bilingual, Column, Parameter, Query, Waiver
from graphmodel.queries.reference import Sample, render_reference, render_rules
from graphmodel.queries.types import ValueType, parse_type
from graphmodel.queries.words import in_words

__all__ = [
    "RULES",
    "Bilingual",
    "Column",
    "LintFinding",
    "LintRule",
    "Parameter",
    "Query",
    "Sample",
    "ValueType",
    "Waiver",
    "bind",
    "doubts",
    "format_query",
    "in_words",
    "lint",
    "lint_file",
    "parse_query",
    "parse_type",
    "pasteable",
    "read_queries",
    "read_query",
    "render_reference",
    "render_rules",
    "typed_text",
]
