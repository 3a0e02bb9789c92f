"""Tokens: a Cypher text cut into words and signs, each with its position, and the stream that a parser reads."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, cast, get_args

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["CypherSyntaxError", "Identifier", "Position", "Token", "TokenStream", "tokenise", "words"]

TokenKind = Literal["name", "quoted", "string", "number", "parameter", "symbol", "end"]
_KEPT = frozenset(get_args(TokenKind))
_MAY_BREAK = frozenset(("blank", "comment", "string", "quoted", "parameter"))
"""What may go on over the end of a line."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a text: line and column, both counted from 1."""

    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.line}:{self.column}"


class CypherSyntaxError(Exception):
    """A text that is not Cypher, and the place where that shows.

    Raised inside this room only: :func:`graphmodel.queries.lint` turns it into a finding.
    """

    def __init__(self, message: str, place: Position) -> None:
        super().__init__(message)
        self.message = message
        self.place = place


@dataclass(frozen=True, slots=True)
class Identifier:
    """A label, type, property key or new variable, where it is written."""

    text: str
    place: Position


class Token(NamedTuple):
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
    place: Position
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


@lru_cache(maxsize=32)  # a text is read for its outline, then for its tree
def tokenise(text: str) -> tuple[Token, ...]:
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
    end = len(text)
    return (*_tokens(text), Token("end", "", _place(text, end), end, end))


def _tokens(text: str) -> Iterator[Token]:
    at, line, line_start = 0, 1, 0
    may_hide = "\\u" in text
    while at < len(text):
        match = _TOKEN.match(text, at)
        kind = match.lastgroup if match else None
        if match is None or (kind == "symbol" and text.startswith("/*", at)):
            raise CypherSyntaxError(_no_token(text, at), Position(line, at - line_start + 1))
        stop = match.end()
        if may_hide and "\\u" in match.group() and (problem := _hiding(match)):
            raise CypherSyntaxError(problem, Position(line, at - line_start + 1))
        if kind in _KEPT:
            written = match.group()
            if kind == "quoted":
                written = _unquoted(written)
            elif kind == "parameter":
                written = _unquoted(written[1:])
            yield Token(cast("TokenKind", kind), written, Position(line, at - line_start + 1), at, stop)
        if kind in _MAY_BREAK and (breaks := text.count("\n", at, stop)):
            line, line_start = line + breaks, text.rindex("\n", at, stop) + 1
        at = stop


def _unquoted(name: str) -> str:
    return name[1:-1].replace("``", "`") if name.startswith("`") else name


def _hiding(match: re.Match[str]) -> str:
    """Return what is wrong with the escapes in a string, name or comment, or nothing."""
    if match.lastgroup != "string":
        return "an escape \\u outside a string: expected the character itself"
    for escape in _ESCAPE.finditer(match.group()):
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


def _place(text: str, at: int) -> Position:
    return Position(text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1)


_CLOSING = {"(": ")", "[": "]", "{": "}"}


def _partners(tokens: Sequence[Token]) -> dict[int, int]:
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


def _no_opening(tokens: Sequence[Token], opened: list[int], token: Token) -> str:
    if not opened:
        return f"a bracket {token.text!r} that was never opened"
    last = tokens[opened[-1]]
    return f"expected {_CLOSING[last.text]!r} for the {last.text!r} opened at {last.place}, found {token.text!r}"


_MOST_NESTED = 50
"""Levels of nesting that are read; deeper texts are refused, so that no text can exhaust the stack."""


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


class TokenStream:
    """The tokens of a text, read from left to right.

    Parameters
    ----------
    text
        A Cypher text.

    Raises
    ------
    CypherSyntaxError
        If it cannot be cut into tokens, or its brackets do not pair up.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenise(text)
        self.partners = _partners(self.tokens)
        self.index = 0
        self.depth = 0

    # --- looking -----------------------------------------------------------------------------------------------------

    def token(self, ahead: int = 0) -> Token:
        """Return the token so many places ahead; the end stays the end."""
        try:
            return self.tokens[self.index + ahead]
        except IndexError:
            return self.tokens[-1]

    @property
    def place(self) -> Position:
        """Where the next token starts."""
        return self.token().place

    def symbol_ahead(self, text: str, ahead: int = 0) -> bool:
        """Return whether a sign lies so many places ahead."""
        token = self.token(ahead)
        return token.kind == "symbol" and token.text == text

    def word_ahead(self, *words: str, ahead: int = 0) -> bool:
        """Return whether one of some keywords lies so many places ahead."""
        return self.token(ahead).upper in words

    def name_ahead(self, ahead: int = 0) -> bool:
        """Return whether a name or keyword lies so many places ahead."""
        return self.token(ahead).kind in {"name", "quoted"}

    # --- taking ------------------------------------------------------------------------------------------------------

    def take(self) -> Token:
        """Take the next token, whatever it is."""
        token = self.token()
        self.index += 1
        return token

    def take_symbol(self, *texts: str) -> Token | None:
        """Take the next token if it is one of some signs."""
        token = self.token()
        return self.take() if token.kind == "symbol" and token.text in texts else None

    def take_word(self, *words: str) -> Token | None:
        """Take the next token if it is one of some keywords."""
        return self.take() if self.word_ahead(*words) else None

    def take_words(self, *words: str) -> bool:
        """Take some keywords if they all come next, in that order."""
        if not all(self.word_ahead(word, ahead=ahead) for ahead, word in enumerate(words)):
            return False
        self.index += len(words)
        return True

    def expect_symbol(self, text: str, why: str = "") -> Token:
        """Take a sign, or fail."""
        return self.take_symbol(text) or self.fail(f"{text!r}{why}")

    def expect_word(self, *words: str) -> Token:
        """Take one of some keywords, or fail."""
        return self.take_word(*words) or self.fail(" or ".join(words))

    def expect_name(self, what: str) -> Identifier:
        """Take a name, or fail with what it would have named."""
        if not self.name_ahead():
            self.fail(what)
        token = self.take()
        return Identifier(token.text, token.place)

    # --- failing -----------------------------------------------------------------------------------------------------

    def fail(self, expected: str) -> Token:
        """Fail at the next token.

        Raises
        ------
        CypherSyntaxError
            Always; the return type only lets an expression end with it.
        """
        raise CypherSyntaxError(f"expected {expected}, found {self.token().shown}", self.place)

    @contextmanager
    def nested(self) -> Iterator[None]:
        """Count one level of nesting for as long as the context lasts."""
        self.depth += 1
        self.limit(self.depth)
        yield
        self.depth -= 1

    def limit(self, levels: int) -> None:
        """Fail if there are more levels of nesting than are read."""
        if levels > _MOST_NESTED:
            raise CypherSyntaxError(f"nested more than {_MOST_NESTED} levels deep: split it with WITH", self.place)

    # --- brackets ----------------------------------------------------------------------------------------------------

    def closing(self, opening: int) -> int:
        """Return the index of the bracket that closes the one at an index."""
        return self.partners[opening]

    def last_bar(self, opening: int) -> int | None:
        """Return the index of the last ``|`` directly within the brackets that open at an index."""
        bar, index = None, opening + 1
        while index < self.closing(opening):
            token = self.tokens[index]
            if token.kind == "symbol" and token.text == "|":
                bar = index
            index = self.partners.get(index, index) + 1
        return bar
