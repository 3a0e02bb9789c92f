"""Fixed choices, such as languages and sizes of paper, and their validation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar, get_args

from graphmodel.errors import ConfigError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "DPI_RANGE",
    "FLOW_CHOICES",
    "LANGUAGES",
    "MODES",
    "PAPERS",
    "FlowChoice",
    "Lang",
    "Mode",
    "Paper",
    "language",
    "one_of",
]

Lang = Literal["nb", "en"]
LANGUAGES: tuple[Lang, ...] = get_args(Lang)

FlowChoice = Literal["authority", "voice", "any"]
FLOW_CHOICES: tuple[FlowChoice, ...] = get_args(FlowChoice)

Mode = Literal["on-day", "overlap"]
MODES: tuple[Mode, ...] = get_args(Mode)

Paper = Literal["A4", "A3", "screen"]
PAPERS: tuple[Paper, ...] = get_args(Paper)
DPI_RANGE = range(30, 601)
"""Dots per inch of a PNG: below, nothing can be read; above, a page takes gigabytes."""

_Word = TypeVar("_Word", bound=str)
_LANGUAGE_OF: Mapping[str, Lang] = {"nb": "nb", "no": "nb", "en": "en"}


def one_of(word: object, words: Sequence[_Word], what: str) -> _Word:
    """Return a word, if it is one of a fixed set.

    Parameters
    ----------
    word
        What was given.
    words
        The set, in the order in which it is told.
    what
        What the words are, with its article, such as ``a language``.

    Raises
    ------
    ConfigError
        If it is none of them; it names them, and the nearest.
    """
    for each in words:
        if each == word:
            return each
    *others, last = words
    expected = f"{', '.join(others)} or {last}" if others else last
    near = did_you_mean(word, words) if isinstance(word, str) else ""
    raise ConfigError(f"{_shown(word)} is not {what}: expected {expected}{near}")


def _shown(word: object) -> str:
    text = repr(word)
    return text if len(text) <= 60 else f"{text[:60]}…"  # noqa: PLR2004 - a message is for reading


def language(word: str) -> Lang:
    """Return the language that a word names: ``nb``, or ``no`` for it, and ``en``; capitals do not count.

    Raises
    ------
    ConfigError
        If it names none.
    """
    known = _LANGUAGE_OF.get(word) or _LANGUAGE_OF.get(word.lower()) if isinstance(word, str) else None
    return known or one_of(word, LANGUAGES, "a language")
