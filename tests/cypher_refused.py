"""Cypher that Neo4j refuses, by the rule that must say so, and its lawful neighbours, in which nothing is wrong."""

# ruff: noqa: E501 -- one Cypher text a line reads better than a broken one

from __future__ import annotations

__all__ = ["ALLOWED", "REFUSED"]

ALLOWED: tuple[str, ...] = (
    # sorted, tested and gathered by what is projected
    "MATCH (n:Body) RETURN n.id AS i, count(*) AS c ORDER BY n.id",
    "MATCH (n:Body) RETURN n.id AS i, count(*) AS c ORDER BY toUpper(n.id), c + 1, count(*)",
    "MATCH (n:Body) RETURN toUpper(n.id) AS i, count(*) AS c ORDER BY toLower(toUpper(n.id))",
    "MATCH (n:Body) RETURN DISTINCT n.level AS l ORDER BY n.level",
    "MATCH (n:Body) RETURN DISTINCT n.id + n.name AS l ORDER BY n.id + n.name",
    "MATCH (n:Body) WITH DISTINCT n.level AS l WHERE n.level = 'local' RETURN l ORDER BY l",
    "MATCH (n:Body) RETURN n.level AS l, n.level + count(*) AS x ORDER BY x",
    "MATCH (n:Body) RETURN n.level AS l, count(*) + size([x IN [1, 2] | size(n.level) + x]) AS x ORDER BY x",
    "MATCH (n:Body) WITH {a: n} AS m RETURN m.a AS i, m.a.id + count(*) AS x ORDER BY x",
    # numbers of rows that no row decides
    "MATCH (n:Body) RETURN n.id AS i ORDER BY i LIMIT size([x IN [1, 2] | x])",
    "MATCH (n:Body) RETURN n.id AS i ORDER BY i LIMIT reduce(s = 0, x IN [1, 2] | s + x)",
    "MATCH (n:Body) RETURN n.id AS i ORDER BY i SKIP 5 - 2 LIMIT - -5",
    "MATCH (n:Body) RETURN n.id AS i ORDER BY i SKIP abs(-2) LIMIT CASE WHEN $x > 1 THEN 1 ELSE 2 END",
    # reserved words as names
    "MATCH (n:Body) RETURN n.id AS ORDER ORDER BY ORDER",
    "MATCH (n:Body) WITH n.id AS WHERE WHERE WHERE = 'a' RETURN WHERE ORDER BY WHERE",
    "MATCH (n:Body) WITH n.id AS LIMIT ORDER BY LIMIT LIMIT 3 RETURN LIMIT ORDER BY LIMIT",
    "MATCH (IN:Body) WITH IN.id AS DESC ORDER BY DESC DESC RETURN [DESC, 'a'] AS x, size(DESC) AS y ORDER BY y",
    # a pattern that tests what another finds
    "MATCH (m:County {id: n.id}), (n:Municipality) RETURN n.id AS i ORDER BY i",
    "MATCH (m:County WHERE length(p) > 1), p = (m)-[:PART_OF]->() RETURN m.id AS i ORDER BY i",
    "MATCH (k:Body) ((a)-[:PART_OF]->(b) WHERE a.id <> m.id){1,2} (m) RETURN k.id AS i ORDER BY i",
    # comparisons as branches
    "MATCH (n:Body) RETURN n.id AS i, CASE n.id WHEN = 'a' THEN 1 WHEN > 'b', < 'c' THEN 2 WHEN IS NULL THEN 3 END AS c ORDER BY i",
)
"""Texts that a real Neo4j plans, and in which the linter finds nothing."""

REFUSED: dict[str, tuple[str, ...]] = {
    "Q412": (
        "MATCH (n:Body) WITH {a: n} AS m RETURN m.a.id AS i, m.a.id + count(*) AS x ORDER BY x",
        "MATCH (n:Body) RETURN n.level AS l, count(*) + size([x IN [1, 2] | size(n.name) + x]) AS c ORDER BY l, c",
    ),
    "Q414": (
        "MATCH (n:Body) RETURN n.id AS i ORDER BY i LIMIT 2 - 5",
        "MATCH (n:Body) RETURN n.id AS i ORDER BY i LIMIT 7 * -2",
        "MATCH (n:Body) RETURN n.id AS i ORDER BY i SKIP rand()",
        "MATCH (n:Body) RETURN n.id AS i ORDER BY i LIMIT size([x IN [1] | n])",
    ),
}
"""Texts that a real Neo4j refuses, if only as it runs them, by the rule that must be the only error."""
