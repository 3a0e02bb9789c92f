"""Cypher text → tokens, each with its place, and every bracket with its partner."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast, get_args

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CypherSyntaxError", "Place", "Token", "partners", "tokenise"]

TokenKind = Literal["name", "quoted", "string", "number", "parameter", "symbol", "end"]
_KEPT = frozenset(get_args(TokenKind))


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a text: line and column, both counted from 1."""

    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.line}:{self.column}"


class CypherSyntaxError(Exception):
    """A text that is not Cypher, and the place where that shows.

    Raised inside this room only: :func:`graphmodel.queries.lint` turns it into a finding.
    """

    def __init__(self, message: str, place: Place) -> None:
        super().__init__(message)
        self.message = message
        self.place = place


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign of a text.

    Parameters
    ----------
    kind
        ``name`` (a keyword too: Cypher has few reserved words, so the parser decides), ``quoted`` (a name in
        backticks), ``string``, ``number``, ``parameter``, ``symbol`` or ``end``.
    text
        What it means: a quoted name or parameter without its marks, anything else as written.
    place
        Where it starts.
    start, stop
        Offsets of its first character and of the one after its last.
    """

    kind: TokenKind
    text: str
    place: Place
    start: int
    stop: int

    @property
    def upper(self) -> str:
        """The text as a keyword, or nothing if the token cannot be one."""
        return self.text.upper() if self.kind == "name" else ""

    @property
    def shown(self) -> str:
        """The token as a message quotes it."""
        if self.kind == "end":
            return "the end of the text"
        shown = f"${self.text}" if self.kind == "parameter" else self.text
        return repr(shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}…")


_LONGEST_SHOWN = 40

_TOKEN = re.compile(
    r"""
      (?P<blank>     (?: [^\S\r\x85] | \r\n )+ )
    | (?P<comment>   //[^\r\n]* | /\*.*?\*/ )
    | (?P<string>    '(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*" )
    | (?P<quoted>    `(?:[^`]|``)*` )
    | (?P<parameter> \$(?: [^\W\d]\w* | \d+ | `(?:[^`]|``)*` ) )
    | (?P<number>    0[xX][0-9a-fA-F_]+ | 0o[0-7_]+
                   | (?: [0-9][0-9_]*(?:\.[0-9]+)? | (?<!\.)\.[0-9]+ ) (?:[eE][+-]?[0-9]+)? )
    | (?P<name>      [^\W\d]\w* )
    | (?P<symbol>    \.\. | :: | <> | <= | >= | =~ | \+= | \|\| | [-+*/%^=<>(){}\[\],;:.|&!$] )
    """,
    re.VERBOSE | re.DOTALL,
)

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})?|.)", re.DOTALL)
_ESCAPED_MARKS = frozenset("'\"\\")

_UNFINISHED = {
    "'": "a string that is never closed: expected another '",
    '"': 'a string that is never closed: expected another "',
    "`": "a quoted name that is never closed: expected another `",
    "/*": "a comment that is never closed: expected */",
}


def tokenise(text: str) -> list[Token]:
    r"""Return the tokens of a text without blanks and comments, and the end as the last of them.

    Engines differ over where a line ends and what an escape does: Neo4j puts characters in the place of ``\u0027`` and
    its like before it looks for strings and comments, and ends a ``//`` comment at a carriage return too. So a text is
    read only if all of them read the same tokens in it.

    Raises
    ------
    CypherSyntaxError
        At a character that starts no token, a string, name or comment that is never closed, a carriage return that no
        line feed follows, or an escape that may hide where a string, name or comment ends.
    """
    tokens = list(_tokens(text))
    end = len(text)
    tokens.append(Token("end", "", _place(text, end), end, end))
    return tokens


def _tokens(text: str) -> Iterator[Token]:
    at, line, line_start = 0, 1, 0
    while at < len(text):
        place = Place(line, at - line_start + 1)
        found = _TOKEN.match(text, at)
        if found is None or (text.startswith("/*", at) and found.lastgroup != "comment"):
            raise CypherSyntaxError(_no_token(text, at), place)
        if "\\u" in found.group() and (problem := _hiding(found)):
            raise CypherSyntaxError(problem, place)
        token = _token(found, place)
        if token is not None:
            yield token
        breaks = text.count("\n", at, found.end())
        if breaks:
            line, line_start = line + breaks, text.rindex("\n", at, found.end()) + 1
        at = found.end()


def _token(found: re.Match[str], place: Place) -> Token | None:
    kind, written = cast("TokenKind", found.lastgroup), found.group()
    if kind not in _KEPT:
        return None
    text = _unquoted(written[1:] if kind == "parameter" else written) if kind in {"quoted", "parameter"} else written
    return Token(kind, text, place, found.start(), found.end())


def _unquoted(name: str) -> str:
    return name[1:-1].replace("``", "`") if name.startswith("`") else name


def _hiding(found: re.Match[str]) -> str:
    """Return what is wrong with the escapes in a string, name or comment, or nothing."""
    if found.lastgroup != "string":
        return "an escape \\u outside a string: expected the character itself"
    for escape in _ESCAPE.finditer(found.group()):
        if escape.group() == "\\u":
            return "an escape \\u without its four hexadecimal digits: expected one such as \\u00e5"
        if escape[1] and (mark := chr(int(escape[1], 16))) in _ESCAPED_MARKS:
            return f"a mark hidden by {escape.group()}: expected \\{mark}"
    return ""


def _no_token(text: str, at: int) -> str:
    if text[at] == "\r":
        return "a carriage return without a line feed: end the line with a line feed"
    for opening, message in _UNFINISHED.items():
        if text.startswith(opening, at):
            return message
    return f"a character that Cypher does not know: {text[at]!r}"


def _place(text: str, at: int) -> Place:
    return Place(text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1)


_CLOSING = {"(": ")", "[": "]", "{": "}"}


def partners(tokens: list[Token]) -> dict[int, int]:
    """Return, for the index of each opening bracket, the index of the one that closes it.

    Knowing them beforehand lets the parser tell a pattern from an expression in parentheses without trying both,
    so that no text takes more than linear time.

    Raises
    ------
    CypherSyntaxError
        At the first bracket without a partner.
    """
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind != "symbol":
            continue
        if token.text in _CLOSING:
            opened.append(index)
        elif token.text in _CLOSING.values():
            if not opened or _CLOSING[tokens[opened[-1]].text] != token.text:
                raise CypherSyntaxError(_no_opening(tokens, opened, token), token.place)
            pairs[opened.pop()] = index
    if opened:
        unclosed = tokens[opened[-1]]
        raise CypherSyntaxError(f"a bracket {unclosed.text!r} that is never closed", unclosed.place)
    return pairs


def _no_opening(tokens: list[Token], opened: list[int], token: Token) -> str:
    if not opened:
        return f"a bracket {token.text!r} that was never opened"
    last = tokens[opened[-1]]
    return f"expected {_CLOSING[last.text]!r} for the {last.text!r} opened at {last.place}, found {token.text!r}"
