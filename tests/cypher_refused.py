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
    # what goes together
    "MATCH (n:Body) RETURN 1 + 2 * 3 ^ 2 / 4 % 5 - -1 AS a, 'a' + 1 + 'b' AS b, [1] + 'a' + [2] AS c, 'a' || 'b' AS d, n.founding OR NOT true XOR n.id = 'a' AS e ORDER BY e",
    "MATCH (n:Body) RETURN date('2020-01-31') + duration({months: 1}) - duration('P1D') AS a, duration('P1D') * 2 + duration('PT1H') / 3 AS b, duration('P1D') + date({year: 2020}) AS c, 'from ' + n.from_earliest + ' ' + n.founding AS d ORDER BY d",
    "MATCH (n:Body) WITH n, {a: [1, 2]} AS m RETURN m.a[0] AS a, m['a'][0..1] AS b, n['id'] AS c, keys(n)[..1] = ['id'] AS d, n {.id}.id AS e, date('2020-01-01').year + 1 AS f ORDER BY c",
    "MATCH p = (n:Body)-[r:PART_OF*1..2]->() WHERE all(x IN r WHERE x.status = 'recorded') RETURN length(p) AS a, size(r) AS b, [x IN relationships(p) | type(x)] AS c, [x IN nodes(p) | x.id] AS d, size(nodes(p)[0].id) AS e ORDER BY a, b, c, d",
    "MATCH (n:Body) WHERE n.id = 'a' XOR n.founding RETURN n.id AS i, all(x IN n.names WHERE x STARTS WITH 3) AS a, CASE WHEN n.founding THEN 1 ELSE 'b' END AS b, reduce(s = '', x IN n.names | s + x) AS c, coalesce(n.founding, 1) + 1 AS d ORDER BY i",
    "MATCH (n:Body) WHERE CASE WHEN (n)-[:PART_OF]->() THEN true ELSE NOT (n)<-[:PART_OF]-() END RETURN n.id AS i ORDER BY i",
    "MATCH (n:Body) WITH n.from_earliest AS d, n.id AS i RETURN i, toString(d) AS a, date(d) AS b, duration.between(d, date('2020')).days AS c, isEmpty({}) AS e, reverse(i) AS f, round(1.5, 1) AS g, split(i, ['a', 'b'])[0] AS h ORDER BY i",
    # literals that are right
    "RETURN -9223372036854775808 AS a, 0x7fffffffffffffff AS b, 01.5 AS c, 1e308 AS d, 0 AS e, 1.0 / 0 + 1 / 2.0 / 0 AS f, 1 % 0.0 AS g, percentileCont(1, 1) AS h",
    "RETURN date('2021-1-1') AS a, date('20210228') AS b, date('2021-W05-1') AS c, date('2021') AS d, duration('P1Y2M3W4DT5H6M7.8S') AS e, duration('-P1.5D') AS f, duration({Days: 1}) AS g, left('a', 0) AS h",
    "RETURN 'a' =~ '(?<n>[(]|a)' AS a, 'a' =~ '\\\\(+' AS b, 'a' =~ 'a++|^*' AS c, 'a' =~ '(?i)[a&&[^b]]' AS d",
    # patterns and subqueries of every lawful shape
    "MATCH (a:Body)-[:PART_OF|:MEMBER_OF]->(b) RETURN a.id AS a, b.id AS b ORDER BY a, b",
    "MATCH ((a:Body)-[:PART_OF]->()){1,2} ((c)-[:PART_OF]->(d)){0,2} RETURN size(a) AS a, size(c) AS c ORDER BY a, c",
    "MATCH p = ((a:Body)-[:PART_OF*1..2]->(b)) WHERE (a)-[:PART_OF*1..2]->(b) OR EXISTS { (a)-[:PART_OF]->{1,2}(b) } RETURN length(p) AS i ORDER BY i",
    "MATCH p = shortestPath((a:Body {id: 'a'})-[:PART_OF*0..3]->(b:Body {id: 'b'})) WHERE a:Body&!Network RETURN length(p) AS i ORDER BY i",
    "MATCH (n:Body) CALL { WITH n WITH n AS m WHERE m.id = 'a' RETURN m.id AS z UNION WITH n AS n RETURN n.name AS z } RETURN z ORDER BY z",
    "MATCH (n:Body) CALL { WITH [n IN [1] | n] AS k ORDER BY k LIMIT 1 RETURN k[0] AS z } RETURN n.id AS i, z ORDER BY i",
    "MATCH (n:Body) RETURN n.id AS i, COLLECT { UNWIND [1] AS x RETURN x ORDER BY x } AS l, [x IN COLLECT { RETURN 1 } | x] AS k ORDER BY i",
    "CALL { RETURN 1 AS a UNION ALL RETURN 2 AS a UNION ALL RETURN 3 AS a } RETURN a ORDER BY a",
    "MATCH (n:Body) WITH n ORDER BY n.id WITH collect(n) AS ns RETURN [x IN ns | x.id] AS a, reduce(s = size(ns), x IN [1] | s + x) AS b, {c: size(ns)} AS c",
    # comparisons as branches
    "MATCH (n:Body) RETURN n.id AS i, CASE n.id WHEN = 'a' THEN 1 WHEN > 'b', < 'c' THEN 2 WHEN IS NULL THEN 3 END AS c ORDER BY i",
)
"""Texts that a real Neo4j plans, and in which the linter finds nothing."""

REFUSED: dict[str, tuple[str, ...]] = {
    "Q310": (
        # conditions
        "MATCH (n:Body) WHERE n RETURN n.id AS i ORDER BY i",
        "MATCH (n:Body) WHERE 1 RETURN n.id AS i ORDER BY i",
        "MATCH (n:Body) WITH n WHERE 'a' RETURN n.id AS i ORDER BY i",
        "MATCH (n:Body WHERE [1]) RETURN n.id AS i ORDER BY i",
        "MATCH (n:Body)-[r:PART_OF WHERE r]->() RETURN n.id AS i ORDER BY i",
        "MATCH (n:Body) WHERE COUNT { (n)-[:PART_OF]->() } RETURN n.id AS i ORDER BY i",
        "MATCH (n:Body) WHERE n.id RETURN n.name AS i ORDER BY i",
        "MATCH (n:Body) RETURN NOT 'a' AS i ORDER BY i",
        "MATCH (n:Body) RETURN NOT n.id AS i ORDER BY i",
        "MATCH (n:Body) RETURN true AND false AND 'a' AS i ORDER BY i",
        "MATCH (n:Body) WHERE n.id = 'a' OR n RETURN n.id AS i ORDER BY i",
        "MATCH (n:Body) WHERE n.id = 'a' XOR 'b' RETURN n.id AS i ORDER BY i",
        "MATCH (n:Body) RETURN CASE WHEN n.level THEN 1 END AS i ORDER BY i",
        "RETURN all(x IN [1] WHERE x) AS i",
        "RETURN [x IN ['a'] WHERE x | 1] AS i",
        # a pattern where a value is expected
        "MATCH (n:Body) RETURN size((n)-[:PART_OF]->()) AS i ORDER BY i",
        "MATCH (n:Body) WHERE ((n)-[:PART_OF]->()) = true RETURN n.id AS i ORDER BY i",
        # lists
        "MATCH (n:Body) WHERE n.id IN 'abc' RETURN n.id AS i ORDER BY i",
        "RETURN [x IN 'abc' | x] AS i",
        "RETURN reduce(s = 0, x IN 1 | s + x) AS i",
        "MATCH (n:Body) RETURN n.id[0] AS i ORDER BY i",
        "RETURN {a: 1}[0] AS i",
        "RETURN [1]['a'] AS i",
        "RETURN 'abc'[0..1] AS i",
        # properties
        "MATCH (n:Body)-[r:PART_OF*1..2]->(m) RETURN m.id AS a, r.id AS b ORDER BY a, b",
        "MATCH (n:Body)-[r:PART_OF]->{1,2}(m) RETURN m.id AS a, r.id AS b ORDER BY a, b",
        "MATCH (n:Body) ((a)-[:PART_OF]->()){1,2} (m) RETURN n.id AS i, a.id AS b ORDER BY i, b",
        "MATCH p = (n:Body)-[:PART_OF]->() RETURN p.id AS i ORDER BY i",
        "MATCH (n:Body) RETURN n.id.x AS i ORDER BY i",
        "WITH 'a' AS x RETURN x {.id} AS i",
        # arithmetic
        "MATCH (n:Body) RETURN n.id - 'a' AS i ORDER BY i",
        "MATCH (n:Body) RETURN 1 + 2 - 'a' AS i, n.id AS j ORDER BY j",
        "MATCH (n:Body) RETURN -n.id AS i ORDER BY i",
        "MATCH (n:Body) RETURN 2 * n AS i ORDER BY i",
        "RETURN date('2021-01-01') - date('2020-01-01') AS i",
        "RETURN date('2021-01-01') + 1 AS i",
        "RETURN 1 + true AS i",
        "RETURN 'a' || 1 AS i",
        "RETURN 'a' =~ 1 AS i",
        # functions
        "MATCH (n:Body) RETURN type(n) AS i ORDER BY i",
        "MATCH (n:Body)-[r:PART_OF]->() RETURN labels(r)[0] = 'a' AS i ORDER BY i",
        "MATCH (n:Body)-[r:PART_OF*1..2]->() RETURN type(r) AS i ORDER BY i",
        "MATCH (n:Body) RETURN length(n) AS i ORDER BY i",
        "MATCH (n:Body) RETURN size(n) AS i ORDER BY i",
        "MATCH (n:Body) RETURN toUpper(n.founding) AS i ORDER BY i",
        "RETURN abs('a') AS i",
        "RETURN substring('abc', 'a') AS i",
        "RETURN date(20210101) AS i",
        "RETURN duration.between('2020-01-01', date('2021-01-01')) AS i",
        "RETURN toFloat(true) AS i",
    ),
    "Q311": (
        "RETURN 9223372036854775808 AS i",
        "RETURN 0xffffffffffffffff AS i",
        "RETURN 1e400 AS i",
        "RETURN 01 AS i",
        "RETURN date('2021-13-01') AS i",
        "RETURN date('20210230') AS i",
        "RETURN date('01.02.2021') AS i",
        "RETURN duration('1D') AS i",
        "RETURN duration({foo: 1}) AS i",
        "MATCH (n:Body) WHERE n.name =~ '(' RETURN n.id AS i ORDER BY i",
        "RETURN 'a' =~ '[a' AS a",
        "RETURN 'a' =~ '*.a' AS a",
        "RETURN 1 / 0 AS i",
        "RETURN 7 % (2 - 2) AS i",
        "RETURN percentileCont(1, 2) AS i",
        "RETURN percentileDisc(1, -0.1) AS i",
        "RETURN left('abc', -1) AS i",
    ),
    "Q403": (
        "MATCH (n:Body) CALL { WITH n RETURN n.id } RETURN 1 AS x ORDER BY x",
        "MATCH (n:Body) CALL (n) { RETURN n.id AS a, n.name } RETURN a ORDER BY a",
    ),
    "Q408": (
        "CALL { MATCH (n:Body) RETURN n.id AS i UNION MATCH (n:Body) RETURN n.id AS j } RETURN i ORDER BY i",
        "MATCH (n:Body) WHERE EXISTS { RETURN 1 AS a UNION RETURN 1 AS b } RETURN n.id AS i ORDER BY i",
    ),
    "Q410": (
        "MATCH n = (n:Body)-[:PART_OF]->(m) RETURN m.id AS i ORDER BY i",
        "MATCH (n:Body)-[:PART_OF]->(m), m = (n)-[:PART_OF]->() RETURN n.id AS i ORDER BY i",
        "MATCH (n:Body) RETURN n.id AS i, size([n = (n)-[:PART_OF]->() | 1]) AS x ORDER BY i",
        "MATCH (n:Body) ((n)-[:PART_OF]->(b)){1,2} (m) RETURN m.id AS i ORDER BY i",
        "MATCH (n:Body) ((a)-[:PART_OF]->(m)){1,2} (m) RETURN m.id AS i ORDER BY i",
        "MATCH (q:Body) MATCH (k:Body) ((q)-[:PART_OF]->(b)){1,2} (m) RETURN m.id AS i ORDER BY i",
    ),
    "Q412": (
        "MATCH (n:Body) WITH {a: n} AS m RETURN m.a.id AS i, m.a.id + count(*) AS x ORDER BY x",
        "MATCH (n:Body) RETURN n.level AS l, count(*) + size([x IN [1, 2] | size(n.name) + x]) AS c ORDER BY l, c",
    ),
    "Q413": (
        "MATCH (n:Body) RETURN n.id AS i, [x IN [1, 2] | count(n)] AS l ORDER BY i",
        "MATCH (n:Body) RETURN n.id AS i, all(x IN [1] WHERE x < count(n)) AS l ORDER BY i",
        "MATCH (n:Body) RETURN n.id AS i, reduce(s = 0, x IN [1, 2] | s + count(n)) AS l ORDER BY i",
        "MATCH (n:Body) RETURN n.id AS i, size([(n)-[:PART_OF]->(m) | count(m)]) AS l ORDER BY i",
    ),
    "Q414": (
        "MATCH (n:Body) RETURN n.id AS i ORDER BY i LIMIT 2 - 5",
        "MATCH (n:Body) RETURN n.id AS i ORDER BY i LIMIT 7 * -2",
        "MATCH (n:Body) RETURN n.id AS i ORDER BY i SKIP rand()",
        "MATCH (n:Body) RETURN n.id AS i ORDER BY i LIMIT size([x IN [1] | n])",
    ),
    "Q416": (
        "MATCH (n:Body) CALL { WITH n AS m RETURN m.id AS z } RETURN z ORDER BY z",
        "MATCH (n:Body) CALL { WITH n, 1 AS k RETURN k AS z } RETURN z ORDER BY z",
        "MATCH (n:Body) CALL { WITH n WHERE n.id = 'a' RETURN n.id AS z } RETURN z ORDER BY z",
        "MATCH (n:Body) CALL { WITH n ORDER BY n.id RETURN n.id AS z } RETURN z ORDER BY z",
        "MATCH (n:Body) CALL { WITH DISTINCT n LIMIT 1 RETURN n.id AS z } RETURN z ORDER BY z",
        "MATCH (n:Body) CALL { WITH *, 1 AS k RETURN k AS z } RETURN z ORDER BY z",
        "MATCH (n:Body) CALL { WITH n RETURN n.id AS z UNION WITH n AS m RETURN m.id AS z } RETURN z ORDER BY z",
        "MATCH (n:Body) RETURN n.id AS i, COLLECT { MATCH (m:Body) RETURN m.id, m.name ORDER BY m.id } AS l ORDER BY i",
        "RETURN 1 AS a UNION RETURN 2 AS a UNION ALL RETURN 3 AS a",
        "CALL { RETURN 1 AS a UNION ALL RETURN 2 AS a UNION DISTINCT RETURN 3 AS a } RETURN a ORDER BY a",
    ),
    "Q417": (
        # labels and types
        "MATCH (n:Body)-[r:PART_OF|:MEMBER_OF]->(m) RETURN n.id AS a ORDER BY a",
        "MATCH (n:Body)-[:PART_OF|:MEMBER_OF*1..2]->(m) RETURN n.id AS a ORDER BY a",
        "MATCH (n:Body|:Network) RETURN n.id AS i ORDER BY i",
        "MATCH (n:Body) WHERE n:Body|:Network RETURN n.id AS i ORDER BY i",
        "MATCH (n:Body:!Network) RETURN n.id AS i ORDER BY i",
        "MATCH ()-[r:PART_OF:PART_OF]->() RETURN r.id AS i ORDER BY i",
        # properties
        "MATCH (n:Body $x) RETURN n.id AS i ORDER BY i",
        "MATCH (n:Body) WHERE (n)-[:PART_OF $x]->() RETURN n.id AS i ORDER BY i",
        # lengths
        "MATCH (n:Body)-[:PART_OF]->{2,1}(m) RETURN n.id AS i ORDER BY i",
        "MATCH (n:Body) ((a)-[:PART_OF]->(b)){3,2} (m) RETURN n.id AS i ORDER BY i",
        "MATCH (n:Body)-[:PART_OF]->{0}(m) RETURN n.id AS i ORDER BY i",
        "MATCH (n:Body)-[:PART_OF*1..2]->(m), (m)-[:PART_OF]->{1,2}(k) RETURN n.id AS i ORDER BY i",
        # repeated paths
        "MATCH ((a:Body)-[r:PART_OF]->(b)){0,2} RETURN size(r) AS s ORDER BY s",
        "MATCH (n:Body) WHERE EXISTS { ((a)-[:PART_OF]->()){,2} } RETURN n.id AS i ORDER BY i",
        "MATCH (n:Body) ((a)){1,2} (m) RETURN n.id AS i ORDER BY i",
        "MATCH (n:Body) ((a)-[:PART_OF*1..2]->(b)){1,2} (m) RETURN n.id AS i ORDER BY i",
        "MATCH (n:Body) ((a)-[:PART_OF]->{1,2}(b)){1,2} (m) RETURN n.id AS i ORDER BY i",
        "MATCH (n:Body) (p = (a)-[:PART_OF]->(b)){1,2} (m) RETURN n.id AS i ORDER BY i",
        "MATCH (p = (n:Body)-[:PART_OF]->(m)) RETURN n.id AS i ORDER BY i",
        "MATCH (n:Body) ((a)-[:PART_OF]->(b)) (m) RETURN n.id AS i ORDER BY i",
        "MATCH (n:Body) RETURN n.id AS i, size([(n)-[:PART_OF]->{1,2}(z) | 1]) AS y ORDER BY i",
        # the shortest path
        "MATCH p = shortestPath((n:Body)-[:PART_OF*2..3]->(m)) RETURN n.id AS i ORDER BY i",
        "MATCH p = shortestPath((n:Body)-[:PART_OF]->()-[:PART_OF]->(m)) RETURN n.id AS i ORDER BY i",
        "MATCH p = allShortestPaths((n:Body)-[:PART_OF]->{1,3}(m)) RETURN n.id AS i ORDER BY i",
        "MATCH p = shortestPath((n:Body)-[:PART_OF*..3]->(n)) RETURN n.id AS i ORDER BY i",
    ),
    "Q701": (
        "MATCH REPEATABLE ELEMENTS (n:Body)-[:PART_OF]->(m) RETURN n.id AS i ORDER BY i",
        "RETURN allReduce(a = 0, x IN [1] | a + x, a > 0) AS i",
    ),
    "Q101": (
        "MATCH (n:Body) RETURN count(DISTINCT *) AS i",
        "MATCH (n:Body) RETURN n.id AS i, COLLECT { (n)-[:PART_OF]->(m) } AS l ORDER BY i",
        "MATCH (n:Body) RETURN n.id AS i, COLLECT { MATCH (n)-[:PART_OF]->(m) } AS l ORDER BY i",
    ),
}
"""Texts that a real Neo4j refuses, if only as it runs them, by the rule that must be the only error."""
