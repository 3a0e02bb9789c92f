"""Cypher text → tree: a parser for questions, written from the openCypher and Neo4j manuals."""

from graphmodel.queries.syntax.clauses import parse
from graphmodel.queries.syntax.tokens import CypherSyntaxError, Place

__all__ = ["CypherSyntaxError", "Place", "parse"]
