"""Texts that read like one query to one reader and like another to the next: line ends, escapes, comments, quotes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

__all__ = ["SECRET", "TEXTS", "ambiguous", "attack", "payloads"]

TEXTS = int(os.environ.get("HOSTILE_TEXTS", "250"))
"""How many texts a test tries; ``HOSTILE_TEXTS=20000`` for a thorough run."""

SECRET = "TOPSECRET"  # noqa: S105 - what a file holds that no answer may

_LINE_ENDS = ("\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
_BLANKS = (" ", " ", " ", "\t", "\x1f", "\xa0", "\u1680", "\u180e", "\u2003", "\u200b", "\u3000", "\ufeff", *_LINE_ENDS)
_ESCAPES = tuple(
    slashes + code
    for slashes in ("\\", "\\\\", "\\\\\\")
    for code in (
        "u000a",
        "u000d",
        "u0022",
        "u0027",
        "u002a",
        "u002f",
        "u005c",
        "u0060",
        "u2028",
        "uu0027",
        "u00e5",
        "u1",
    )
)
_MARKS = ("'", '"', "`", "''", "``", "\\", "\\\\", "\\'", '\\"', "\\`", "//", "/*", "*/", "x", " ", ", 7 AS extra")


def _junk(chance: Random, most: int = 5) -> str:
    return "".join(
        chance.choice(chance.choice((_MARKS, _LINE_ENDS, _ESCAPES, ("x", "y")))) for _ in range(chance.randint(0, most))
    )


def gap(chance: Random) -> str:
    """Return what may stand between two words: blanks, or a comment with anything in it."""
    match chance.randint(0, 25):
        case 0:
            return f"//{_junk(chance)}{chance.choice(_LINE_ENDS)}"
        case 1:
            return f"/*{_junk(chance)}*/"
        case 2:
            return chance.choice(_BLANKS)
    return " "


def _string(chance: Random) -> str:
    quote = chance.choice("'\"")
    inside = "".join(
        chance.choice((*_ESCAPES, *_LINE_ENDS, "x", "//", "/*", "\\n", "\\\\", "\\'", '\\"')) for _ in range(2)
    )
    return quote + (inside if chance.random() < 0.5 else "x") + quote


def ambiguous(chance: Random) -> str:
    """Return a query that does nothing but return two values, if it can be read at all."""
    name = f"`{_junk(chance, 2)}`" if chance.random() < 0.2 else "b"
    words = ("RETURN", _string(chance), "AS", "a", ",", _string(chance), "AS", name, ",", "1", "AS", "c")
    return "".join(word + gap(chance) for word in words)


def payloads(address: str) -> tuple[str, ...]:
    """Return queries that reach a file, the network or the server itself, or write; each returns ``row`` or nothing."""
    return (
        "LOAD CSV FROM 'file:///secret.csv' AS row RETURN row",
        f"LOAD CSV WITH HEADERS FROM '{address}' AS row RETURN row",
        f'LOAD CSV FROM "{address}" AS row RETURN row',
        "CALL dbms.listConfig() YIELD name AS row RETURN row",
        "CALL dbms.killConnection('x') YIELD message AS row RETURN row",
        "CALL db.createLabel('Evil')",
        "CALL db.clearQueryCaches() YIELD value AS row RETURN row",
        f"CALL apoc.load.json('{address}') YIELD value AS row RETURN row",
        "RETURN apoc.version() AS row",
        "TERMINATE TRANSACTION 'neo4j-transaction-1'",
        "SHOW SETTINGS YIELD name AS row RETURN row",
        "SHOW TRANSACTIONS YIELD currentQuery AS row RETURN row",
        "CREATE (row:Evil {id: 'evil'}) RETURN row",
        "MATCH (row) SET row.evil = 1 RETURN row",
        "MATCH (row) DETACH DELETE row",
        "CREATE USER evil SET PASSWORD 'evilevil'",
        "CREATE INDEX evil FOR (n:Evil) ON (n.id)",
        "MATCH (row) CALL (row) { SET row.evil = 1 } IN TRANSACTIONS RETURN row",
    )


def attack(chance: Random, address: str) -> str:
    """Return one of those queries in a disguise."""
    payload = chance.choice(payloads(address))
    for disguise in chance.sample((_behind_a_comment, _out_of_a_string, _with_escapes, _with_gaps, _inside), k=2):
        payload = disguise(chance, payload)
    return payload


def _behind_a_comment(chance: Random, payload: str) -> str:
    begin = chance.choice(("//", "/*", "RETURN 1 AS row //", "RETURN 1 AS row /*"))
    union = " UNION " if begin.startswith("RETURN") else ""
    end = chance.choice((*_LINE_ENDS, *_ESCAPES, "*/", "\\u002a\\u002f", "\\\\u002a/ ' \\u002a\\u002f"))
    rest = chance.choice(("", " //", " /* */", " /* ' */"))
    return f"{begin}{_junk(chance, 2)}{end}{union}{payload}{rest}"


def _out_of_a_string(chance: Random, payload: str) -> str:
    quote = chance.choice("'\"`")
    escape = chance.choice((*_ESCAPES, quote, f"\\{quote}", f"\\\\{quote}"))
    begin = "RETURN 1 AS " if quote == "`" else "RETURN "
    return f"{begin}{quote}{escape} AS row UNION {payload} //{quote}"


def _with_escapes(chance: Random, payload: str) -> str:
    return "".join(f"\\u{ord(each):04x}" if each.isascii() and chance.random() < 0.05 else each for each in payload)


def _with_gaps(chance: Random, payload: str) -> str:
    return "".join(gap(chance) if each == " " else each for each in payload)


def _inside(chance: Random, payload: str) -> str:
    around = (
        "CALL { QUERY } RETURN row",
        "CALL () { QUERY } RETURN row",
        "RETURN COLLECT { QUERY } AS row",
        "MATCH (n) WHERE n.x = 1 OR EXISTS { QUERY } RETURN n AS row",
        "RETURN [x IN [1] | COLLECT { QUERY }] AS row",
        "RETURN CASE WHEN true THEN COUNT { QUERY } END AS row",
        "EXPLAIN QUERY",
        "PROFILE QUERY",
        "CYPHER 5 QUERY",
        "CYPHER runtime=slotted QUERY",
        "USE neo4j QUERY",
        "RETURN 1 AS row UNION ALL QUERY",
        "RETURN 1 AS row; QUERY",
    )
    return chance.choice(around).replace("QUERY", payload)
