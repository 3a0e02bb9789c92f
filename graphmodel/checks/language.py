"""Findings about the texts that people write by hand: which are not translated, which look English in Norwegian."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphmodel.model import Fault
from graphmodel.model.statement import texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphmodel.model import Edge, Node, Source, Survey
    from graphmodel.model.draft import Draft, Translation

__all__ = ["english_texts", "looks_english", "untranslated", "unused_translations"]

_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"|\*[^*]*\*")
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    (
        *("the", "of", "and", "with", "that", "this", "these", "its", "their", "which", "who", "whose", "where"),
        *("was", "were", "been", "has", "have", "had", "from", "into", "through", "between", "than"),
    )
)
"""Words that an English sentence hardly does without, and that are none in Norwegian."""
_SHOWN = 60


def looks_english(text: str) -> bool:
    """Tell whether a text has an English function word outside quotation marks.

    Examples
    --------
    >>> looks_english("Leader of the network"), looks_english("Kilden sier «leader of the network».")
    (True, False)
    """
    words = _WORD.findall(_QUOTED.sub(" ", text))
    return any(word.lower() in _ENGLISH and not word.isupper() for word in words)


def untranslated(draft: Draft) -> Iterator[Fault]:
    """Yield texts without English, each once; none where nobody has begun to translate.

    A place in a source is often a heading of that source, and is told as it stands there.
    """
    if not draft.translations:
        return
    known = draft.english.keys()
    open_ = ((id_, field, text) for id_, field, text in _texts(draft) if field != "locator" and text not in known)
    yield from _told("untranslated", open_, "has no English")


def english_texts(draft: Draft) -> Iterator[Fault]:
    """Yield texts that look English, or are the English of another text, each once."""
    english = set(draft.english.values()) - draft.english.keys()
    found = (entry for entry in _texts(draft) if entry[2] in english or looks_english(entry[2]))
    yield from _told("english-text", found, "looks English")


def unused_translations(draft: Draft) -> Iterator[Translation]:
    """Yield the translations of texts that stand nowhere."""
    held = {text for _, _, text in _texts(draft)}
    return (row for row in draft.translations if row.nb not in held)


def _texts(draft: Draft) -> Iterator[tuple[str, str, str]]:
    """Yield the id of a statement or accepted finding, a field and the text in it, each text where it first stands."""
    told: set[str] = set()
    for id_, field, text in _all_texts(draft):
        if text not in told:
            told.add(text)
            yield id_, field, text


def _all_texts(draft: Draft) -> Iterator[tuple[str, str, str]]:
    statements: list[Node | Edge | Source | Survey] = [*draft.nodes, *draft.edges, *draft.sources, *draft.surveys]
    for statement in statements:
        for field, text in texts(statement):
            yield statement.id, field, text
    for finding, reason, _ in draft.accepted:
        yield finding, "reason", reason


def _told(rule: str, found: Iterable[tuple[str, str, str]], what: str) -> Iterator[Fault]:
    """Yield a fault for each field of a statement; several texts of one, as of its names, are told together."""
    by_field: dict[tuple[str, str], list[str]] = {}
    for id_, field, text in found:
        by_field.setdefault((id_, field), []).append(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")
    for (id_, field), some in by_field.items():
        yield Fault(rule, id_, field, f"{field}: {', '.join(map(repr, some))} {what}")
