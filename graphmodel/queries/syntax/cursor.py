"""A place in the tokens of a text, and what may be asked of it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from graphmodel.queries.syntax.tokens import CypherSyntaxError, Place, Token, partners, tokenise
from graphmodel.queries.syntax.tree import Name

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MOST_NESTED", "Cursor", "words"]

MOST_NESTED = 50
"""Levels of nesting that are read; deeper texts are refused, so that no text can exhaust the stack."""


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


class Cursor:
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
        self.partners = partners(self.tokens)
        self.index = 0
        self.depth = 0

    # --- looking -----------------------------------------------------------------------------------------------------

    def token(self, ahead: int = 0) -> Token:
        """Return the token so many places ahead; the end stays the end."""
        return self.tokens[min(self.index + ahead, len(self.tokens) - 1)]

    @property
    def place(self) -> Place:
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
        return self.take() if any(self.symbol_ahead(text) for text in texts) else None

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

    def expect_name(self, what: str) -> Name:
        """Take a name, or fail with what it would have named."""
        if not self.name_ahead():
            self.fail(what)
        token = self.take()
        return Name(token.text, token.place)

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
        if levels > MOST_NESTED:
            raise CypherSyntaxError(f"nested more than {MOST_NESTED} levels deep: split it with WITH", self.place)

    # --- brackets ----------------------------------------------------------------------------------------------------

    def closing(self, opening: int) -> int:
        """Return the index of the bracket that closes the one at an index."""
        return self.partners[opening]

    def last_bar(self, opening: int) -> int | None:
        """Return the index of the last ``|`` directly within the brackets that open at an index."""
        found, index = None, opening + 1
        while index < self.closing(opening):
            token = self.tokens[index]
            if token.kind == "symbol" and token.text == "|":
                found = index
            index = self.partners.get(index, index) + 1
        return found
