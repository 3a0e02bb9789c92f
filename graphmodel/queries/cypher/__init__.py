"""Cypher text → syntax tree: a parser for questions, written from the openCypher and Neo4j manuals."""

from graphmodel.queries.cypher.parser import parse
from graphmodel.queries.cypher.tokens import CypherSyntaxError, Position

__all__ = ["CypherSyntaxError", "Position", "parse"]
